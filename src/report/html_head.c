/* The beginning of a plan's part of the HTML report: rating and why, the facts that people look for
 * first, the domains with their denominators, and what to do first. */
#include <math.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/sort.h"
#include "report/formats.h"
#include "report/html_report.h"
#include "report/tailoring.h"

enum { FIRST = 8 }; /* requirements in "what to do first" */

static void add_labelled(struct buf *out, const char *label, const char *text)
{
    buf_printf(out, "<p class=\"nhsuk-body\"><strong>%s:</strong> ", label);
    html_foreign(out, text);
    buf_add_str(out, "</p>\n");
}

/* The figures with waivers, and the plan beside the baseline. */
static void add_review(struct buf *out, const struct result *r)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    report_own(r, &line);
    if (line.len)
        add_labelled(out, "Judged by people", buf_str(&line));
    buf_clear(&line);
    if (r->waived.requirements) {
        report_waived(r, &line);
        buf_printf(&line, "; %s", r->waived.why);
        add_labelled(out, "With waivers", buf_str(&line));
        buf_clear(&line);
    }
    report_waived_count(r, &line);
    if (line.len)
        add_labelled(out, "Waived", buf_str(&line));
    buf_clear(&line);
    report_baseline(r, &line);
    if (line.len)
        add_labelled(out, "Then and now", buf_str(&line));
    buf_clear(&line);
}

/* What a wrapper pack changed: before all figures. */
static void add_tailoring(struct buf *out, const struct pack *pack)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    tailoring_title(pack, &line);
    if (line.len) {
        buf_add_str(out, "<div class=\"nhsuk-inset-text\">\n<p class=\"nhsuk-body\"><strong>");
        html_text(out, buf_str(&line));
        buf_add_str(out, "</strong></p>\n");
    }
    for (uint32_t i = 0; i < pack->tailoring_count; i++) {
        buf_clear(&line);
        tailoring_sentence(&pack->tailoring[i], &line);
        buf_add_str(out, i ? "<li>" : "<ul class=\"nhsuk-list nhsuk-list--bullet\">\n<li>");
        html_text(out, buf_str(&line));
        buf_add_str(out, "</li>\n");
    }
    if (pack->tailoring_count)
        buf_add_str(out, "</ul>\n");
    buf_clear(&line);
    tailoring_title(pack, &line);
    if (line.len)
        buf_add_str(out, "</div>\n");
    buf_clear(&line);
}

static void add_assurance(struct buf *out, const struct result *r)
{
    const char *rating = r->rating == PA_UNRATED ? "unrated" : rating_name(r->rating);
    struct buf words;
    buf_init(&words, 100);
    buf_add_str(&words, rating);
    if (r->rating != PA_UNRATED)
        buf_printf(&words, ": %s", rating_words(r->rating));
    buf_add_str(out, "<p class=\"rating\">");
    html_tag(out, rating, buf_str(&words));
    buf_clear(&words);
    buf_add_str(out, "</p>\n<p class=\"nhsuk-body\"><strong>Score:</strong> ");
    report_score(r->score, r->points, r->of, out);
    if (r->pack->domain_mean && !isnan(r->score))
        buf_add_str(out, ", the weighted mean of the domains");
    if (!isnan(r->score) && (r->low < r->score || r->high > r->score))
        buf_printf(
            out, "; between %.1f and %.1f %%, as something was not assessed", r->low, r->high);
    buf_add_str(out, "</p>\n");
    if (r->why)
        add_labelled(out, "Why", r->why);
    add_review(out, r);
    if (r->incomplete)
        buf_add_str(out, "<div class=\"nhsuk-inset-text\"><p class=\"nhsuk-body\"><strong>"
                         "Incomplete:</strong> something was not assessed; see what is marked so, "
                         "and the notes.</p></div>\n");
}

/* The counts of the domain table; the last two stay out when they are nought everywhere. */
static const struct {
    const char *title;
    size_t member;
    bool always;
} counts[] = {{"Met", offsetof(struct domain_result, met), true},
    {"Partly", offsetof(struct domain_result, partial), true},
    {"Not met", offsetof(struct domain_result, not_met), true},
    {"Not applicable", offsetof(struct domain_result, not_applicable), false},
    {"Not assessed", offsetof(struct domain_result, not_assessed), false}};
enum { COUNTS = sizeof counts / sizeof *counts };

static uint32_t count_of(const struct domain_result *d, size_t i)
{
    return *(const uint32_t *)(const void *)((const char *)d + counts[i].member);
}

static bool has_count(const struct result *r, size_t i)
{
    bool any = counts[i].always;
    for (uint32_t k = 0; k < r->domain_count; k++)
        any |= count_of(&r->domains[k], i) > 0;
    return any;
}

static void add_domain_row(
    struct buf *out, const struct html_plan *plan, const struct domain_result *d)
{
    const char *rating = d->rating == PA_UNRATED ? "unrated" : rating_name(d->rating);
    buf_printf(out, "<tr><th scope=\"row\" class=\"nhsuk-table__header\"><a href=\"#p%zu-dom-%s\">",
        plan->number, d->domain->id);
    html_text(out, d->domain->title);
    buf_add_str(out, "</a></th><td class=\"nhsuk-table__cell\" data-label=\"Rating\">");
    html_tag(out, rating, rating);
    buf_add_str(out, "</td><td class=\"nhsuk-table__cell nhsuk-table__cell--numeric\" "
                     "data-label=\"Score\"><span>");
    if (isnan(d->score))
        buf_add_str(out, "none");
    else
        buf_printf(out, "%.1f&nbsp;%% <span class=\"points\">%.10g of %.10g</span>", d->score,
            d->points, d->of);
    buf_add_str(out, "</span></td>");
    for (size_t i = 0; i < COUNTS; i++)
        if (has_count(plan->result, i))
            buf_printf(out,
                "<td class=\"nhsuk-table__cell nhsuk-table__cell--numeric\" "
                "data-label=\"%s\">%u</td>",
                counts[i].title, count_of(d, i));
    buf_add_str(out, "</tr>\n");
}

static void add_head(struct buf *out, const char *title)
{
    buf_printf(out,
        "<th scope=\"col\" class=\"nhsuk-table__header nhsuk-table__header--numeric\">%s</th>",
        title);
}

static void add_domain_table(struct buf *out, const struct html_plan *plan)
{
    buf_add_str(out,
        "<table class=\"nhsuk-table-responsive domains\">\n<caption class=\"nhsuk-table__caption "
        "nhsuk-table__caption--s\">Domains</caption>\n<thead class=\"nhsuk-table__head\"><tr>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Domain</th>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Rating</th>");
    add_head(out, "Score");
    for (size_t i = 0; i < COUNTS; i++)
        if (has_count(plan->result, i))
            add_head(out, counts[i].title);
    buf_add_str(out, "</tr></thead>\n<tbody class=\"nhsuk-table__body\">\n");
    for (uint32_t i = 0; i < plan->result->domain_count; i++)
        add_domain_row(out, plan, &plan->result->domains[i]);
    buf_add_str(out, "</tbody>\n</table>\n");
}

void html_head(
    struct buf *out, const struct html_plan *plan, const struct pa_report_options *options)
{
    const struct result *r = plan->result;
    buf_add_str(out, "<p class=\"meta\">");
    html_foreign(out, r->path);
    buf_add_str(out, "; checked against ");
    html_text(out, r->pack->title);
    buf_printf(out, " (%s %s)", r->pack->id, r->pack->version);
    if (options->as_of)
        buf_printf(out, "; as of %s", options->as_of);
    buf_add_str(out, "</p>\n");
    add_tailoring(out, r->pack);
    add_assurance(out, r);
    add_domain_table(out, plan);
}

static double lost(const struct requirement_result *res)
{
    return res->requirement->weight * (1 - res->score);
}

/* The level first, then the points that it would bring, then the order of the pack. */
static int compare_open(const void *left, const void *right)
{
    const struct requirement_result *a = *(const struct requirement_result *const *)left;
    const struct requirement_result *b = *(const struct requirement_result *const *)right;
    if (a->requirement->level != b->requirement->level)
        return a->requirement->level > b->requirement->level ? -1 : 1;
    if (lost(a) != lost(b))
        return lost(a) > lost(b) ? -1 : 1;
    return a < b ? -1 : 1;
}

static void add_first(
    struct buf *out, const struct html_plan *plan, const struct requirement_result *res)
{
    const struct requirement *q = res->requirement;
    buf_printf(out, "<li><a href=\"#p%zu-req-%s\">", plan->number, q->id);
    html_text(out, q->title);
    buf_printf(out, "</a> (%s, ", level_name(q->level));
    html_text(out, res->outcome == PA_PARTIAL ? "partly met" : "not met");
    buf_printf(out, "; %.10g point%s)", lost(res), lost(res) == 1 ? "" : "s");
    if (q->recommendation) {
        buf_add_str(out, "<br>");
        html_text(out, q->recommendation);
    }
    buf_add_str(out, "</li>\n");
}

void html_first(struct buf *out, const struct html_plan *plan)
{
    const struct result *r = plan->result;
    const struct requirement_result **open = xcalloc(r->requirement_count + 1, sizeof *open);
    size_t n = 0;
    for (uint32_t i = 0; i < r->requirement_count; i++)
        if (!r->requirements[i].waiver &&
            (r->requirements[i].outcome == PA_NOT_MET || r->requirements[i].outcome == PA_PARTIAL))
            open[n++] = &r->requirements[i];
    sort_stable(open, n, sizeof *open, compare_open);
    html_section(out, plan, "first", "What to do first");
    if (!n)
        buf_add_str(out, "<p class=\"nhsuk-body\">Nothing is open.</p>\n");
    else
        buf_add_str(out, "<ol class=\"nhsuk-list first\">\n");
    for (size_t i = 0; i < n && i < FIRST; i++)
        add_first(out, plan, open[i]);
    if (n)
        buf_add_str(out, "</ol>\n");
    if (n > FIRST)
        buf_printf(out, "<p class=\"nhsuk-body\">%zu more are open: see the requirements.</p>\n",
            n - FIRST);
    buf_add_str(out, "</section>\n");
    xfree(open);
}
