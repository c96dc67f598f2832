/* The requirements of one plan in HTML: a card each with its outcome as word and colour, what is
 * missing, what to do, the elements, the evidence in its sentence with a link to its place, and the
 * source; grouped by domain. The filters above them appear with script only. */
#include <string.h>

#include "base/limits.h"
#include "report/formats.h"
#include "report/html_report.h"
#include "report/place.h"

static void add_labelled(struct buf *out, const char *label, const char *text)
{
    buf_printf(out, "<p class=\"nhsuk-body\"><strong>%s:</strong> ", label);
    html_foreign(out, text);
    buf_add_str(out, "</p>\n");
}

/* Does the criterion, when it bears on the outcome, show this very quote? */
static bool shows(const struct requirement_result *res, uint32_t i, const struct evidence *e)
{
    const struct candidate *found;
    for (uint32_t k = 0; (found = place_evidence(&res->criteria[i], k)) != NULL; k++)
        if (found->evidence.at == e->at && found->evidence.end == e->end)
            return place_matters(res, i);
    return false;
}

/* The next quote of the requirement that no earlier criterion shows: begin with *i and *k 0. */
static const struct evidence *next_quote(
    const struct requirement_result *res, uint32_t *i, uint32_t *k)
{
    for (; *i < res->requirement->criterion_count; (*i)++, *k = 0) {
        const struct candidate *found;
        if (!place_matters(res, *i))
            continue;
        while ((found = place_evidence(&res->criteria[*i], (*k)++)) != NULL) {
            bool shown = false;
            for (uint32_t j = 0; j < *i && !shown; j++)
                shown = shows(res, j, &found->evidence);
            if (!shown)
                return &found->evidence;
        }
    }
    return NULL;
}

/* A quote once, with its place, its section, its grade and the elements that it serves. */
static void add_quote(struct buf *out, const struct html_plan *plan,
    const struct requirement_result *res, const struct evidence *e)
{
    const struct doc *doc = plan->result->doc;
    struct buf title;
    buf_init(&title, LIMIT_TEXT_BYTES);
    buf_add_str(out, "<p class=\"quoted\">");
    html_place(out, plan, e->at);
    uint32_t section = place_section(doc, e->match_at);
    if (section != DOC_NONE && section != 0) {
        place_section_title(doc, section, &title);
        buf_add_str(out, ", under ");
        html_foreign(out, buf_str(&title));
    }
    buf_printf(out, " (%s%s): ", strength_name(e->strength), e->system ? ", at system level" : "");
    const char *comma = "";
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++) {
        if (!shows(res, i, e))
            continue;
        buf_add_str(out, comma);
        html_text(out, res->criteria[i].criterion->title);
        comma = "; ";
    }
    buf_add_str(out, "</p>\n");
    html_quote(out, plan, e->at, e->end, e->match_at, e->match_end);
    buf_clear(&title);
}

static void add_elements(struct buf *out, const struct requirement_result *res)
{
    static const char *const words[] = {[CRITERION_MISSING] = "Not found",
        [CRITERION_WEAK] = "Too weak",
        [CRITERION_MET] = "Found",
        [CRITERION_LIMIT] = "Not assessed"};
    static const char *const kinds[] = {[CRITERION_MISSING] = "missing",
        [CRITERION_WEAK] = "weak",
        [CRITERION_MET] = "found",
        [CRITERION_LIMIT] = "missing"};
    buf_add_str(out, "<ul class=\"elements\">\n");
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++) {
        const struct criterion_result *c = &res->criteria[i];
        if (!place_matters(res, i))
            continue;
        bool spare = c->state == CRITERION_MISSING && res->outcome == PA_MET;
        buf_printf(out, "<li class=\"%s\"><strong>%s:</strong> ", spare ? "spare" : kinds[c->state],
            spare ? "Not found, not needed" : words[c->state]);
        html_text(out, c->criterion->title);
        if (c->criterion->need == NEED_REQUIRED)
            buf_add_str(out, " (needed)");
        buf_add_str(out, "</li>\n");
    }
    buf_add_str(out, "</ul>\n");
}

/* "Elements: 2 of 5 found. Evidence: page 4, line 20, and 2 more places". */
static void add_summary(
    struct buf *out, const struct html_plan *plan, const struct requirement_result *res)
{
    uint32_t elements = 0, found = 0, quotes = 0, i = 0, k = 0;
    for (uint32_t c = 0; c < res->requirement->criterion_count; c++) {
        elements += place_matters(res, c);
        found += place_matters(res, c) && res->criteria[c].state == CRITERION_MET;
    }
    const struct evidence *e = next_quote(res, &i, &k), *first = e;
    for (; e; e = next_quote(res, &i, &k))
        quotes++;
    buf_printf(out, "Elements: %u of %u found. ", found, elements);
    if (!first) {
        buf_add_str(out, "No evidence");
        return;
    }
    buf_add_str(out, "Evidence: ");
    place_print(plan->result->doc, first->at, out);
    if (quotes > 1)
        buf_printf(out, " and %u more place%s", quotes - 1, quotes == 2 ? "" : "s");
}

static void add_evidence(
    struct buf *out, const struct html_plan *plan, const struct requirement_result *res)
{
    buf_add_str(out, "<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\">"
                     "<span class=\"nhsuk-details__summary-text\">");
    add_summary(out, plan, res);
    buf_add_str(out, "</span></summary>\n<div class=\"nhsuk-details__text\">\n");
    if (res->requirement->statement)
        add_labelled(out, "What is asked", res->requirement->statement);
    add_elements(out, res);
    uint32_t i = 0, k = 0;
    const struct evidence *e;
    while ((e = next_quote(res, &i, &k)) != NULL)
        add_quote(out, plan, res, e);
    buf_add_str(out, "</div></details>\n");
}

static void add_source(struct buf *out, const struct result *r, const struct requirement *q)
{
    if (q->source == RULES_NONE)
        return;
    buf_add_str(out, "<p class=\"meta\">Source: ");
    html_text(out, r->pack->sources[q->source].title);
    if (q->cite && *q->cite) {
        buf_add_str(out, ", ");
        html_text(out, q->cite);
    }
    buf_add_str(out, "</p>\n");
}

static void add_gaps(struct buf *out, const struct requirement_result *res)
{
    bool any = false;
    for (uint32_t i = 0; i < res->gap_count; i++) {
        if (res->gaps[i] == res->why)
            continue;
        buf_add_str(out, any ? ""
                             : "<p class=\"nhsuk-body\"><strong>Missing:</strong></p>\n<ul "
                               "class=\"nhsuk-list nhsuk-list--bullet\">\n");
        any = true;
        buf_add_str(out, "<li>");
        html_text(out, res->gaps[i]);
        buf_add_str(out, "</li>\n");
    }
    if (any)
        buf_add_str(out, "</ul>\n");
}

static void add_requirement(
    struct buf *out, const struct html_plan *plan, const struct requirement_result *res)
{
    const struct requirement *q = res->requirement;
    const char *outcome = outcome_name(res->outcome);
    bool open = res->outcome != PA_MET && res->outcome != PA_NOT_APPLICABLE;
    buf_printf(out,
        "<article class=\"card card-%s\" id=\"p%zu-req-%s\" data-item data-outcome=\"%s\" "
        "data-level=\"%s\" data-domain=\"%s\">\n<h5 class=\"nhsuk-heading-xs\">",
        outcome, plan->number, q->id, outcome, level_name(q->level),
        plan->result->pack->domains[q->domain].id);
    html_tag(out, outcome, report_outcome_words(res->outcome));
    if (res->waiver)
        html_tag(out, "waived", "Waived");
    if (res->judgement)
        html_tag(out, "info", res->outcome == res->own_outcome ? "Confirmed" : "Judged by people");
    buf_add_str(out, " <span>");
    html_text(out, q->title);
    buf_printf(out, "</span></h5>\n<p class=\"meta\">%s: level %s, weight %.10g</p>\n", q->id,
        level_name(q->level), q->weight);
    if (res->why && *res->why)
        add_labelled(out, "Why", res->why);
    html_standing(out, res->waiver, res->standing);
    if (open)
        add_gaps(out, res);
    if (open && q->recommendation)
        add_labelled(out, "What to do", q->recommendation);
    add_evidence(out, plan, res);
    add_source(out, plan->result, q);
    buf_add_str(out, "</article>\n");
}

static void add_domain(struct buf *out, const struct html_plan *plan, const struct domain_result *d)
{
    static const enum pa_outcome order[] = {
        PA_NOT_MET, PA_PARTIAL, PA_NOT_ASSESSED, PA_MET, PA_NOT_APPLICABLE};
    const struct result *r = plan->result;
    const char *rating = d->rating == PA_UNRATED ? "unrated" : rating_name(d->rating);
    buf_printf(out,
        "<section data-group aria-labelledby=\"p%zu-dom-%s\">\n<h4 class=\"nhsuk-heading-s\" "
        "id=\"p%zu-dom-%s\">",
        plan->number, d->domain->id, plan->number, d->domain->id);
    html_text(out, d->domain->title);
    buf_add_str(out, "</h4>\n<p class=\"nhsuk-body\">");
    html_tag(out, rating, rating);
    buf_add_char(out, ' ');
    report_score(d->score, d->points, d->of, out);
    if (d->why) {
        buf_add_str(out, ": ");
        html_text(out, d->why);
    }
    buf_add_str(out, "</p>\n");
    for (size_t o = 0; o < sizeof order / sizeof *order; o++)
        for (uint32_t k = 0; k < r->requirement_count; k++)
            if (r->requirements[k].outcome == order[o] &&
                &r->pack->domains[r->requirements[k].requirement->domain] == d->domain)
                add_requirement(out, plan, &r->requirements[k]);
    buf_add_str(out, "</section>\n");
}

/* The beginning of a choice of the filter. */
static void add_select(struct buf *out, size_t plan, const char *name, const char *label)
{
    buf_printf(out,
        "<div class=\"nhsuk-form-group\"><label class=\"nhsuk-label\" for=\"p%zu-by-%s\">%s"
        "</label>\n<select class=\"nhsuk-select\" id=\"p%zu-by-%s\" name=\"%s\">\n"
        "<option value=\"\">All</option>\n",
        plan, name, label, plan, name, name);
}

static void add_option(struct buf *out, const char *value, const char *words)
{
    buf_printf(out, "<option value=\"%s\">", value);
    html_text(out, words);
    buf_add_str(out, "</option>\n");
}

static void add_filter(struct buf *out, const struct html_plan *plan)
{
    static const char end[] = "</select></div>\n";
    const struct result *r = plan->result;
    buf_printf(out,
        "<div class=\"filter no-print\" role=\"group\" data-filter=\"p%zu-list\" "
        "aria-label=\"Filter the "
        "requirements\" hidden>\n",
        plan->number);
    add_select(out, plan->number, "outcome", "Outcome");
    add_option(out, "not-met partial not-assessed", "Everything open");
    for (enum pa_outcome o = PA_NOT_MET; o <= PA_NOT_ASSESSED; o++)
        add_option(out, outcome_name(o), report_outcome_words(o));
    buf_add_str(out, end);
    add_select(out, plan->number, "level", "Level");
    add_option(out, "must", "Must");
    add_option(out, "should", "Should");
    add_option(out, "may", "May");
    buf_add_str(out, end);
    add_select(out, plan->number, "domain", "Domain");
    for (uint32_t i = 0; i < r->domain_count; i++)
        add_option(out, r->domains[i].domain->id, r->domains[i].domain->title);
    buf_add_str(out, end);
    buf_printf(out,
        "<div class=\"buttons\"><button class=\"nhsuk-button nhsuk-button--secondary\" "
        "type=\"button\" data-reset>Show all requirements</button>\n"
        "<button class=\"nhsuk-button nhsuk-button--secondary\" type=\"button\" "
        "data-expand=\"p%zu-list\" aria-expanded=\"false\" hidden>Show all evidence</button>\n"
        "<output></output></div>\n</div>\n",
        plan->number);
}

void html_requirements(struct buf *out, const struct html_plan *plan)
{
    html_section(out, plan, "requirements", "Requirements");
    add_filter(out, plan);
    buf_printf(out, "<div id=\"p%zu-list\">\n", plan->number);
    for (uint32_t i = 0; i < plan->result->domain_count; i++)
        add_domain(out, plan, &plan->result->domains[i]);
    buf_add_str(out, "</div>\n</section>\n");
}
