/* For a comment on a pull request: the rating and why, the domains in a table, then what is open
 * and what is defective, the gravest first, until the comment is full; what is left out is counted.
 * All text of the plan stands in code spans: nothing in it can become mark-up, a link or a mention.
 */
#include <math.h>
#include <string.h>

#include "assess/review.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/mem.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"
#include "report/tailoring.h"

#define FOOT_BYTES 1500 /* kept free in the comment for what closes it */

static void text(struct buf *out, const char *s)
{
    escape_markdown(out, s, strlen(s));
}

static void code(struct buf *out, const char *s)
{
    escape_markdown_code(out, s, strlen(s));
}

/* Adds `item` when there is room for it behind what was written `before` this. */
static bool add_item(struct buf *out, size_t before, struct buf *item)
{
    bool fits = before + out->len + item->len + FOOT_BYTES <= LIMIT_COMMENT_BYTES;
    if (fits)
        buf_add(out, buf_str(item), item->len);
    buf_clear(item);
    return fits;
}

static void add_rating(struct buf *out, enum pa_rating rating)
{
    buf_add_str(out, rating == PA_UNRATED ? "unrated" : rating_name(rating));
}

static void add_domains(struct buf *out, const struct result *r)
{
    buf_add_str(out, "| Domain | Rating | Score | Met | Partly | Not met | Not assessed |\n"
                     "|:---|:---|---:|---:|---:|---:|---:|\n");
    for (uint32_t i = 0; i < r->domain_count; i++) {
        const struct domain_result *d = &r->domains[i];
        buf_add_str(out, "| ");
        text(out, d->domain->title);
        buf_add_str(out, " | ");
        add_rating(out, d->rating);
        buf_add_str(out, " | ");
        report_score(d->score, d->points, d->of, out);
        buf_printf(
            out, " | %u | %u | %u | %u |\n", d->met, d->partial, d->not_met, d->not_assessed);
    }
    buf_add_char(out, '\n');
}

static void add_quote(
    struct buf *out, const struct result *r, const char *label, uint32_t at, uint32_t end)
{
    struct buf quote;
    buf_init(&quote, LIMIT_TEXT_BYTES);
    place_quote_short(r->doc, at, end, &quote);
    buf_printf(out, "  - %s", label);
    place_print(r->doc, at, out);
    buf_add_str(out, ": ");
    code(out, buf_str(&quote));
    buf_add_char(out, '\n');
    buf_clear(&quote);
}

/* The waiver that holds, and whether it is new since the baseline. */
static void add_marks(struct buf *out, const struct issue *issue)
{
    if (issue->standing == STANDING_NEW || issue->standing == STANDING_UPDATED)
        buf_printf(out, "  - %s the baseline\n",
            issue->standing == STANDING_NEW ? "New since" : "Another outcome than in");
    if (!issue->waiver)
        return;
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    report_waiver(issue->waiver, &line);
    buf_add_str(out, "  - Waived ");
    code(out, buf_str(&line));
    buf_add_char(out, '\n');
    buf_clear(&line);
}

static void add_requirement(struct buf *out, const struct result *r, const struct issue *issue)
{
    const struct requirement_result *res = issue->requirement;
    struct buf gaps;
    buf_init(&gaps, LIMIT_TEXT_BYTES);
    buf_printf(out, "- **%s** (%s): ", report_outcome_words(res->outcome),
        level_name(res->requirement->level));
    text(out, res->requirement->title);
    buf_printf(out, " (`%s`)\n", res->requirement->id);
    report_gaps(res, &gaps);
    if (gaps.len) {
        buf_add_str(out, "  - Missing: ");
        text(out, buf_str(&gaps));
        buf_add_char(out, '\n');
    } else if (res->why && *res->why) {
        buf_add_str(out, "  - Why: ");
        text(out, res->why);
        buf_add_char(out, '\n');
    }
    if (res->requirement->recommendation) {
        buf_add_str(out, "  - Do: ");
        text(out, res->requirement->recommendation);
        buf_add_char(out, '\n');
    }
    add_marks(out, issue);
    if (issue->placed)
        add_quote(out, r, "Found: ", issue->at, issue->end);
    buf_clear(&gaps);
}

static void add_defect(struct buf *out, const struct result *r, const struct issue *issue)
{
    const struct finding *f = issue->defect;
    buf_printf(out, "- **Defect** (%s): ", f->severity);
    code(out, f->message);
    buf_printf(out, " (`%s`)\n", f->rule);
    add_marks(out, issue);
    add_quote(out, r, "", f->at, f->end);
    for (uint32_t i = 0; i < f->related_count; i++)
        add_quote(out, r, "and ", f->related[i].at, f->related[i].end);
}

static void add_issues(struct buf *out, const struct result *r)
{
    static const char *const order[] = {"high", "medium", "low", "info"};
    uint32_t left_out = 0, total = 0;
    struct issue issue;
    struct buf item;
    buf_init(&item, LIMIT_REPORT_BYTES);
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (uint32_t i = 0; issue_next(r, &i, &issue);) {
            if (strcmp(issue.severity, order[k]) != 0)
                continue;
            if (total++ == 0)
                buf_add_str(out, "### What to do\n\n");
            if (issue.defect)
                add_defect(&item, r, &issue);
            else
                add_requirement(&item, r, &issue);
            left_out += left_out || !add_item(out, 0, &item);
            buf_clear(&item);
        }
    if (left_out)
        buf_printf(out, "\n%u more of %u are not shown: see the full report.\n", left_out, total);
    if (total)
        buf_add_char(out, '\n');
}

/* What a wrapper pack changed. */
/* A line of its own: a label, then text that is not escaped. */
static void add_line(struct buf *out, const char *label, struct buf *line)
{
    if (line->len) {
        buf_printf(out, "**%s**: ", label);
        text(out, buf_str(line));
        buf_add_str(out, ".\n\n");
    }
    buf_clear(line);
}

/* The figures with waivers, and the plan beside the baseline. */
static void add_review(struct buf *out, const struct result *r)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    report_own(r, &line);
    add_line(out, "Judged by people", &line);
    if (r->waived.requirements)
        report_waived(r, &line);
    add_line(out, "With waivers", &line);
    report_waived_count(r, &line);
    add_line(out, "Waived", &line);
    report_baseline(r, &line);
    add_line(out, "Then and now", &line);
}

/* What is wrong with waivers, when there is room for it. */
static void add_waivers(struct buf *out, const struct tally *tally, size_t before)
{
    struct arena *arena = arena_new();
    size_t n, shown = 0;
    const struct waiver_finding *f = tally_waivers(tally, arena, &n);
    struct buf item;
    buf_init(&item, LIMIT_TEXT_BYTES);
    for (; shown < n; shown++) {
        if (shown == 0)
            buf_add_str(&item, "### Waivers\n\n");
        buf_printf(&item, "- `%s` (line %u): ", f[shown].rule, f[shown].waiver->line);
        code(&item, f[shown].message);
        buf_add_char(&item, '\n');
        if (!add_item(out, before, &item))
            break;
    }
    if (shown < n)
        buf_printf(
            out, "\n%zu more of %zu waivers are not shown: see the full report.\n", n - shown, n);
    if (n)
        buf_add_char(out, '\n');
    arena_free(arena);
}

static void add_tailoring(struct buf *out, const struct pack *pack)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    tailoring_title(pack, &line);
    if (line.len) {
        text(out, buf_str(&line));
        buf_add_str(out, ":\n\n");
    }
    for (uint32_t i = 0; i < pack->tailoring_count; i++) {
        buf_clear(&line);
        tailoring_sentence(&pack->tailoring[i], &line);
        buf_add_str(out, "- ");
        text(out, buf_str(&line));
        buf_add_char(out, '\n');
    }
    if (pack->tailoring_count)
        buf_add_char(out, '\n');
    buf_clear(&line);
}

static void add_plan(
    struct buf *out, const struct result *r, const struct pa_report_options *options)
{
    buf_add_str(out, "## ");
    code(out, r->path);
    buf_add_str(out, "\n\n");
    if (r->error_code) {
        buf_add_str(out, "**Not assessed**: ");
        code(out, r->error_message);
        buf_add_str(out, "\n\n");
        return;
    }
    add_tailoring(out, r->pack);
    buf_add_str(out, "**");
    add_rating(out, r->rating);
    if (r->rating != PA_UNRATED)
        buf_printf(out, ", %s", rating_words(r->rating));
    buf_add_str(out, "**: ");
    report_score(r->score, r->points, r->of, out);
    if (r->why) {
        buf_add_str(out, "; ");
        text(out, r->why);
    }
    buf_add_str(out, ".\n\n");
    add_review(out, r);
    if (r->incomplete)
        buf_add_str(out, "**Incomplete**: something was not assessed.\n\n");
    add_domains(out, r);
    add_issues(out, r);
    buf_printf(out, "<sub>Pack %s %s (%.12s); plan %.12s", r->pack->id, r->pack->version,
        r->pack->sha256, r->sha256);
    if (options->as_of)
        buf_printf(out, "; as of %s", options->as_of);
    buf_printf(out, "; planassure %s</sub>\n\n", pa_version());
}

static void add_part(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)stream;
    add_plan(out, r, place->options);
}

/* A plan whose head and table do not fit any more is counted only, and so are all after it. */
static void take_part(struct report_join *j, const struct plan_figures *f, const char *part,
    size_t len, struct buf *out)
{
    (void)f;
    j->full |= j->written + len + (j->taken ? FOOT_BYTES / 3 : 0) > LIMIT_COMMENT_BYTES;
    if (j->full)
        return;
    buf_add(out, part, len);
    j->taken++;
}

static void add_totals(struct report_join *j, struct buf *out)
{
    const struct tally *n = j->tally;
    size_t before = j->written - out->len; /* `out` may hold what was written, or not */
    if (j->stream == 0)
        return;
    if (j->last < n->plans)
        buf_printf(out, "%zu more of %zu plans are not shown: see the full report.\n\n",
            n->plans - j->last, n->plans);
    add_waivers(out, n, before);
    if (n->plans > 1)
        buf_printf(out, "%zu plans: %zu checked, %zu of them below the threshold; %zu not read\n",
            n->plans, n->checked, n->failed, n->errors);
}

const struct report report_markdown = {.name = "markdown",
    .description = "for a comment on a pull request; never too long for one",
    .streams = 1,
    .early = true,
    .plan = add_part,
    .piece = add_totals,
    .take = take_part};
