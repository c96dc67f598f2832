/* Everything in one table: a row for each requirement of each plan, earlier submissions too, and a
 * row for a plan that could not be read. RFC 4180; no field can be taken for a formula. */
#include <math.h>
#include <string.h>

#include "assess/assess.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/limits.h"
#include "compare/portfolio.h"

static void field(struct buf *out, const char *text)
{
    escape_csv(out, text ? text : "", text ? strlen(text) : 0);
    buf_add_char(out, ',');
}

static void number(struct buf *out, double value)
{
    if (!isnan(value))
        buf_printf(out, "%.10g", value);
    buf_add_char(out, ',');
}

static void count(struct buf *out, uint32_t value)
{
    number(out, value ? value : (double)NAN);
}

static void add_plan(struct buf *out, const struct plan_record *p, const char *page)
{
    field(out, p->path);
    field(out, p->organisation);
    field(out, p->title);
    field(out, p->written);
    field(out, p->sha256);
    field(out, page);
    field(out, p->pack);
    field(out, p->pack_version);
    number(out, p->score);
    field(out, p->rating == PA_UNRATED ? "" : rating_name(p->rating));
}

static void add_requirement(
    struct buf *out, const struct plan_record *p, const struct requirement_record *q)
{
    struct buf gaps;
    buf_init(&gaps, LIMIT_REPORT_BYTES);
    for (uint32_t i = 0; i < q->gap_count; i++)
        buf_printf(&gaps, "%s%s", i ? "; " : "", q->gaps[i]);
    const struct place_record *place = q->evidence_count ? &q->evidence[0].place : NULL;
    field(out, p->domains[q->domain].id);
    field(out, p->domains[q->domain].title);
    field(out, q->id);
    field(out, q->title);
    field(out, level_name(q->level));
    number(out, q->weight);
    field(out, outcome_name(q->outcome));
    number(out, q->score);
    field(out, q->waiver ? "yes" : "no");
    field(out, q->why);
    field(out, buf_str(&gaps));
    field(out, q->recommendation);
    count(out, place ? place->page : 0);
    count(out, place ? place->line : 0);
    escape_csv(out, place && place->quote ? place->quote : "",
        place && place->quote ? strlen(place->quote) : 0);
    buf_add_str(out, "\r\n");
    buf_clear(&gaps);
}

void portfolio_csv(const struct portfolio *f, struct buf *out)
{
    buf_add_str(out, "plan,organisation,plan_title,written,sha256,page_of_plan,pack,pack_version,"
                     "plan_score,plan_rating,domain,domain_title,requirement,title,level,weight,"
                     "outcome,score,waived,why,missing,recommendation,page,line,quote\r\n");
    for (size_t i = 0; i < f->count; i++) {
        const struct plan_record *p = f->plans[i].plan;
        for (uint32_t k = 0; k < p->requirement_count; k++) {
            add_plan(out, p, f->plans[i].page);
            add_requirement(out, p, &p->requirements[k]);
        }
    }
    for (size_t i = 0; i < f->unread_count; i++) {
        add_plan(out, f->unread[i], "");
        buf_add_str(out, ",,,,,,\"error\",,,");
        field(out, f->unread[i]->error_message);
        buf_add_str(out, ",,,,\r\n");
    }
}
