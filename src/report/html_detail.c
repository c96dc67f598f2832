/* The detail of one plan in HTML: a card a requirement with its outcome as word and colour, what is
 * missing, what to do, the evidence and the source; a card a defect with all its places. */
#include "base/limits.h"
#include "report/formats.h"
#include "report/html_report.h"
#include "report/place.h"

static void add_labelled(struct buf *out, const char *label, const char *text)
{
    buf_printf(out, "<p><strong>%s:</strong> ", label);
    html_text(out, text);
    buf_add_str(out, "</p>\n");
}

static void add_quote(struct buf *out, const struct result *r, uint32_t at, uint32_t end,
    const char *label, const char *after)
{
    struct buf quote;
    buf_init(&quote, LIMIT_TEXT_BYTES);
    place_quote_short(r->doc, at, end, &quote);
    buf_printf(out, "<p>%s", label);
    place_print(r->doc, at, out);
    html_text(out, after);
    buf_add_str(out, "</p>\n<blockquote><bdi>");
    html_text(out, buf_str(&quote));
    buf_add_str(out, "</bdi></blockquote>\n");
    buf_clear(&quote);
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

/* A quote once, with its section, its grade and the criteria that it serves. */
static void add_evidence(struct buf *out, const struct result *r,
    const struct requirement_result *res, const struct evidence *e)
{
    struct buf after;
    buf_init(&after, LIMIT_TEXT_BYTES);
    uint32_t section = place_section(r->doc, e->match_at);
    if (section != DOC_NONE && section != 0) {
        buf_add_str(&after, ", under ");
        place_section_title(r->doc, section, &after);
    }
    buf_printf(
        &after, " (%s%s): ", strength_name(e->strength), e->system ? ", at system level" : "");
    const char *comma = "";
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++) {
        if (!shows(res, i, e))
            continue;
        buf_printf(&after, "%s%s", comma, res->criteria[i].criterion->title);
        comma = "; ";
    }
    add_quote(out, r, e->at, e->end, "", buf_str(&after));
    buf_clear(&after);
}

static void add_criteria(
    struct buf *out, const struct result *r, const struct requirement_result *res)
{
    bool any = false;
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++) {
        const struct candidate *found;
        for (uint32_t k = 0; (found = place_evidence(&res->criteria[i], k)) != NULL; k++) {
            bool skip = !place_matters(res, i);
            for (uint32_t j = 0; j < i && !skip; j++)
                skip = shows(res, j, &found->evidence);
            if (skip)
                continue;
            if (!any)
                buf_add_str(out, "<details open><summary>Evidence</summary>\n");
            any = true;
            add_evidence(out, r, res, &found->evidence);
        }
    }
    if (any)
        buf_add_str(out, "</details>\n");
}

static void add_source(struct buf *out, const struct result *r, const struct requirement *q)
{
    if (q->source == RULES_NONE)
        return;
    buf_add_str(out, "<p class=\"id\">Source: ");
    html_text(out, r->pack->sources[q->source].title);
    if (q->cite && *q->cite) {
        buf_add_str(out, ", ");
        html_text(out, q->cite);
    }
    buf_add_str(out, "</p>\n");
}

static void add_requirement(
    struct buf *out, const struct result *r, const struct requirement_result *res, size_t plan)
{
    const struct requirement *q = res->requirement;
    const char *outcome = outcome_name(res->outcome);
    buf_printf(out, "<article class=\"card c-%s\" id=\"p%zu-%s\">\n<h4>", outcome, plan, q->id);
    html_tag(out, outcome, report_outcome_words(res->outcome));
    buf_add_char(out, ' ');
    html_text(out, q->title);
    buf_printf(out, "</h4>\n<p class=\"id\">%s; level %s; weight %.10g</p>\n", q->id,
        level_name(q->level), q->weight);
    if (res->why && *res->why)
        add_labelled(out, "Why", res->why);
    bool open = res->outcome != PA_MET && res->outcome != PA_NOT_APPLICABLE;
    bool any = false;
    for (uint32_t i = 0; open && i < res->gap_count; i++) {
        if (res->gaps[i] == res->why)
            continue;
        buf_add_str(out, any ? "<li>" : "<p><strong>Missing:</strong></p>\n<ul>\n<li>");
        any = true;
        html_text(out, res->gaps[i]);
        buf_add_str(out, "</li>\n");
    }
    if (any)
        buf_add_str(out, "</ul>\n");
    if (open && q->recommendation)
        add_labelled(out, "What to do", q->recommendation);
    add_criteria(out, r, res);
    add_source(out, r, q);
    buf_add_str(out, "</article>\n");
}

void html_domains(struct buf *out, const struct result *r, size_t plan)
{
    static const enum pa_outcome order[] = {
        PA_NOT_MET, PA_PARTIAL, PA_NOT_ASSESSED, PA_MET, PA_NOT_APPLICABLE};
    for (uint32_t i = 0; i < r->domain_count; i++) {
        const struct domain_result *d = &r->domains[i];
        const char *rating = d->rating == PA_UNRATED ? "unrated" : rating_name(d->rating);
        buf_printf(out, "<section aria-labelledby=\"p%zu-%s\">\n<h3 id=\"p%zu-%s\">", plan,
            d->domain->id, plan, d->domain->id);
        html_text(out, d->domain->title);
        buf_add_str(out, "</h3>\n<p>");
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
                    add_requirement(out, r, &r->requirements[k], plan);
        buf_add_str(out, "</section>\n");
    }
}

void html_defects(struct buf *out, const struct result *r, size_t plan)
{
    if (!r->finding_count)
        return;
    buf_printf(out,
        "<section aria-labelledby=\"p%zu-defects\">\n<h3 id=\"p%zu-defects\">Defects "
        "inside the plan</h3>\n",
        plan, plan);
    for (uint32_t i = 0; i < r->finding_count; i++) {
        const struct finding *f = &r->findings[i];
        buf_add_str(out, "<article class=\"card\">\n<h4>");
        html_text(out, f->message);
        buf_printf(out, "</h4>\n<p class=\"id\">%s; severity %s</p>\n", f->rule, f->severity);
        add_quote(out, r, f->at, f->end, "At ", "");
        for (uint32_t k = 0; k < f->related_count; k++)
            add_quote(out, r, f->related[k].at, f->related[k].end, "And at ", "");
        buf_add_str(out, "</article>\n");
    }
    buf_add_str(out, "</section>\n");
}

void html_notes(struct buf *out, const struct result *r, size_t plan)
{
    if (!r->doc || !r->doc->notes.n)
        return;
    buf_printf(out,
        "<section aria-labelledby=\"p%zu-notes\">\n<h3 id=\"p%zu-notes\">Notes on "
        "reading the plan</h3>\n<ul>\n",
        plan, plan);
    for (size_t i = 0; i < r->doc->notes.n; i++) {
        const struct doc_note *note = &r->doc->notes.v[i];
        buf_add_str(out, "<li>");
        if (note->at != DOC_NONE) {
            place_print(r->doc, note->at, out);
            buf_add_str(out, ": ");
        }
        html_text(out, note->text);
        buf_add_str(out, "</li>\n");
    }
    buf_add_str(out, "</ul>\n</section>\n");
}
