/* One row a requirement, for spreadsheets: RFC 4180 with CRLF line ends. A plan that could not be
 * read is one row too, so that none is missing when rows are counted. */
#include <math.h>
#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"

static void field(struct buf *out, bool first, const char *text)
{
    if (!first)
        buf_add_char(out, ',');
    escape_csv(out, text ? text : "", text ? strlen(text) : 0);
}

static void number(struct buf *out, double value)
{
    buf_add_char(out, ',');
    if (!isnan(value))
        buf_printf(out, "%.10g", value);
}

static void end_row(struct buf *out)
{
    buf_add_str(out, "\r\n");
}

/* Page, line and quote of the evidence, met or not; three empty fields without. */
static void add_place(struct buf *out, const struct result *r, const struct requirement_result *res)
{
    struct issue issue = {0};
    issue_of(res, &issue);
    if (!issue.placed) {
        buf_add_str(out, ",,,");
        return;
    }
    struct place p = place_of(r->doc, issue.at);
    struct buf quote;
    buf_init(&quote, LIMIT_TEXT_BYTES);
    number(out, p.page ? p.page : (double)NAN);
    number(out, p.line);
    place_quote_short(r->doc, issue.at, issue.end, &quote);
    field(out, false, buf_str(&quote));
    buf_clear(&quote);
}

/* The waiver that holds, and where the finding stands beside the baseline. */
static void add_review(struct buf *out, const struct requirement_result *res)
{
    const struct waiver *w = res->waiver;
    field(out, false, w ? w->expires : "");
    field(out, false, w ? w->owner : "");
    field(out, false, w ? w->reason : "");
    field(out, false, standing_name(res->standing));
}

static void add_requirement(
    struct buf *out, const struct result *r, const struct requirement_result *res)
{
    const struct requirement *q = res->requirement;
    bool scored = res->outcome != PA_NOT_APPLICABLE && res->outcome != PA_NOT_ASSESSED;
    struct buf gaps;
    buf_init(&gaps, LIMIT_TEXT_BYTES);
    report_gaps(res, &gaps);
    field(out, true, r->path);
    field(out, false, r->sha256);
    field(out, false, r->pack->id);
    field(out, false, r->pack->version);
    field(out, false, r->pack->domains[q->domain].title);
    field(out, false, q->id);
    field(out, false, q->title);
    field(out, false, level_name(q->level));
    number(out, q->weight);
    field(out, false, outcome_name(res->outcome));
    number(out, scored ? res->score : (double)NAN);
    field(out, false, res->why);
    field(out, false, buf_str(&gaps));
    field(out, false, q->recommendation);
    add_place(out, r, res);
    field(out, false, q->source == RULES_NONE ? "" : r->pack->sources[q->source].title);
    field(out, false, q->cite);
    add_review(out, res);
    end_row(out);
    buf_clear(&gaps);
}

static void add_head(struct report_join *j, struct buf *out)
{
    if (j->stream == 0)
        buf_add_str(out,
            "plan,sha256,pack,pack_version,domain,requirement,title,level,weight,outcome,"
            "score,why,missing,recommendation,page,line,quote,source,cite,"
            "waived_until,waived_by,waived_because,baseline_state\r\n");
}

static void add_plan(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)place, (void)stream;
    for (uint32_t k = 0; !r->error_code && k < r->requirement_count; k++)
        add_requirement(out, r, &r->requirements[k]);
    if (!r->error_code)
        return;
    field(out, true, r->path);
    field(out, false, r->sha256);
    buf_add_str(out, ",,,,,,,,\"error\",");
    field(out, false, r->error_message);
    buf_add_str(out, ",,,,,,,,,,,");
    end_row(out);
}

const struct report report_csv = {.name = "csv",
    .description = "one row a requirement, for spreadsheets",
    .streams = 1,
    .early = true,
    .plan = add_plan,
    .piece = add_head};
