/* The page of one plan, from its results alone: the rating and why, the domains, then every
 * requirement with what is missing, what to do and its evidence, then the defects. */
#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "compare/portfolio.h"
#include "compare/portfolio_html.h"
#include "compare/words.h"
#include "report/formats.h"
#include "report/html.h"

static void paragraph(struct buf *out, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    buf_printf(out, "<p class=\"nhsuk-body\"><strong>%s</strong> ", label);
    html_foreign(out, text);
    buf_add_str(out, "</p>\n");
}

static void add_place(struct buf *out, const char *label, const struct place_record *p)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    words_place(&line, p);
    buf_printf(out, "<p class=\"nhsuk-body-s\">%s%s</p>\n", label,
        line.len ? buf_str(&line) : "the plan as a whole");
    buf_clear(&line);
    words_quote(&line, p);
    html_blockquote(out, buf_str(&line));
    buf_clear(&line);
}

/* "Committed, page 4, line 9, in 3 Access / 3.1 Hours, for evening-slot". */
static void add_evidence(struct buf *out, const struct evidence_record *e)
{
    static const char *const strengths[] = {[PA_MENTIONED] = "Mentioned",
        [PA_ASPIRATIONAL] = "Hoped for",
        [PA_PLANNED] = "Planned",
        [PA_COMMITTED] = "Committed"};
    struct buf line, label;
    buf_init(&line, LIMIT_REPORT_BYTES);
    buf_init(&label, LIMIT_REPORT_BYTES);
    html_foreign(&label, e->criterion);
    buf_printf(&label, ": %s, ", strengths[e->strength]);
    for (uint32_t i = 0; i < e->section_count; i++) {
        buf_add_str(&label, i ? " / " : "in ");
        html_foreign(&label, e->section[i]);
    }
    if (e->section_count)
        buf_add_str(&label, ", ");
    add_place(out, buf_str(&label), &e->place);
    buf_clear(&line);
    buf_clear(&label);
}

static void add_gaps(struct buf *out, const struct requirement_record *q)
{
    if (!q->gap_count)
        return;
    buf_add_str(out, "<p class=\"nhsuk-body\"><strong>Missing:</strong></p>\n"
                     "<ul class=\"nhsuk-list nhsuk-list--bullet\">\n");
    for (uint32_t i = 0; i < q->gap_count; i++) {
        buf_add_str(out, "<li>");
        html_foreign(out, q->gaps[i]);
        buf_add_str(out, "</li>\n");
    }
    buf_add_str(out, "</ul>\n");
}

static void add_waiver(struct buf *out, const struct waiver_record *w)
{
    struct buf line;
    if (!w)
        return;
    buf_init(&line, LIMIT_REPORT_BYTES);
    buf_add_str(&line, w->reason ? w->reason : "no reason is given");
    if (w->owner)
        buf_printf(&line, " (%s)", w->owner);
    if (w->expires)
        buf_printf(&line, ", until %s", w->expires);
    paragraph(out, "Waived:", buf_str(&line));
    buf_clear(&line);
}

static void add_requirement(struct buf *out, const struct requirement_record *q, size_t number)
{
    bool open = q->outcome == PA_NOT_MET || q->outcome == PA_PARTIAL;
    buf_printf(out,
        "<article class=\"change\" id=\"r%zu\" data-item data-outcome=\"%s\" "
        "data-level=\"%s\">\n<h4 class=\"nhsuk-heading-xs\">",
        number, outcome_name(q->outcome), level_name(q->level));
    html_tag(out, outcome_name(q->outcome), report_outcome_words(q->outcome));
    buf_add_char(out, ' ');
    html_foreign(out, q->title);
    buf_printf(out, " <span class=\"site-id\">%s, ", level_name(q->level));
    html_foreign(out, q->id);
    buf_add_str(out, "</span></h4>\n");
    if (open) {
        add_gaps(out, q);
        paragraph(out, "Do:", q->recommendation);
    }
    if (q->outcome == PA_NOT_ASSESSED)
        paragraph(out, "Why:", q->why);
    add_waiver(out, q->waiver);
    if (q->evidence_count) {
        struct buf words;
        buf_init(&words, 100);
        words_count(&words, q->evidence_count, "piece");
        buf_printf(&words,
            " of evidence<span class=\"nhsuk-u-visually-hidden\"> for requirement "
            "%zu</span>",
            number);
        site_details(out, buf_str(&words));
        for (uint32_t i = 0; i < q->evidence_count; i++)
            add_evidence(out, &q->evidence[i]);
        if (q->source)
            paragraph(out, "Source:", q->source);
        site_details_end(out);
        buf_clear(&words);
    }
    buf_add_str(out, "</article>\n");
}

static void add_domain_table(struct buf *out, const struct plan_record *p)
{
    static const char *const labels[] = {"Met", "Partly met", "Not met", "Not assessed"};
    site_table(out, "Domains", "Domain|Rating|#Score|#Met|#Partly met|#Not met|#Not assessed");
    for (uint32_t i = 0; i < p->domain_count; i++) {
        const struct domain_record *d = &p->domains[i];
        const uint32_t counts[] = {d->met, d->partial, d->not_met, d->not_assessed};
        site_row(out);
        buf_printf(out, "<a href=\"#d%u\">", i + 1);
        html_foreign(out, d->title);
        buf_add_str(out, "</a></th><td class=\"nhsuk-table__cell\" data-label=\"Rating\">");
        site_rating(out, d->rating);
        buf_add_str(out, "</td><td class=\"nhsuk-table__cell nhsuk-table__cell--numeric\" "
                         "data-label=\"Score\">");
        words_score(out, d->score);
        buf_add_str(out, "</td>");
        for (size_t k = 0; k < sizeof counts / sizeof *counts; k++)
            site_count_cell(out, labels[k], counts[k]);
        buf_add_str(out, "</tr>\n");
    }
    site_table_end(out);
}

/* What is open first, so that a reader begins with what there is to do. */
static void add_domains(struct buf *out, const struct plan_record *p)
{
    static const enum pa_outcome order[] = {
        PA_NOT_MET, PA_PARTIAL, PA_NOT_ASSESSED, PA_MET, PA_NOT_APPLICABLE};
    for (uint32_t i = 0; i < p->domain_count; i++) {
        const struct domain_record *d = &p->domains[i];
        buf_printf(out,
            "<section aria-labelledby=\"d%u\" data-group>\n<h3 class=\"nhsuk-heading-m\" "
            "id=\"d%u\">",
            i + 1, i + 1);
        html_foreign(out, d->title);
        buf_add_char(out, ' ');
        site_rating(out, d->rating);
        buf_add_str(out, "</h3>\n");
        paragraph(out, "Why:", d->why);
        for (size_t o = 0; o < sizeof order / sizeof *order; o++)
            for (uint32_t k = 0; k < p->requirement_count; k++)
                if (p->requirements[k].domain == i && p->requirements[k].outcome == order[o])
                    add_requirement(out, &p->requirements[k], k + 1);
        buf_add_str(out, "</section>\n");
    }
}

static void add_defects(struct buf *out, const struct plan_record *p)
{
    bool any = false;
    for (uint32_t i = 0; i < p->finding_count; i++) {
        const struct finding_record *f = &p->findings[i];
        if (!f->is_defect)
            continue;
        if (!any)
            site_section(out, 2, 0, "defects", "Defects inside the plan");
        any = true;
        buf_add_str(out, "<article class=\"change\">\n<h3 class=\"nhsuk-heading-xs\">");
        html_tag(out, severity_name(f->severity), severity_name(f->severity));
        buf_add_char(out, ' ');
        html_foreign(out, f->message);
        buf_add_str(out, " <span class=\"site-id\">");
        html_foreign(out, f->rule);
        buf_add_str(out, "</span></h3>\n");
        add_place(out, "At ", &f->place);
        for (uint32_t k = 0; k < f->related_count; k++)
            add_place(out, "And at ", &f->related[k]);
        buf_add_str(out, "</article>\n");
    }
    if (any)
        buf_add_str(out, "</section>\n");
}

static void add_notes(struct buf *out, const struct plan_record *p)
{
    if (!p->note_count)
        return;
    site_section(out, 2, 0, "notes", "Notes on reading the plan");
    buf_add_str(out, "<ul class=\"nhsuk-list nhsuk-list--bullet\">\n");
    for (uint32_t i = 0; i < p->note_count; i++) {
        buf_add_str(out, "<li>");
        html_foreign(out, p->notes[i].message);
        buf_add_str(out, "</li>\n");
    }
    buf_add_str(out, "</ul>\n</section>\n");
}

static void add_assurance(struct buf *out, const struct site_plan *s)
{
    const struct plan_record *p = s->plan;
    buf_add_str(out, "<p class=\"nhsuk-lede-text\">");
    site_rating(out, p->rating);
    if (p->rating != PA_UNRATED)
        buf_printf(out, " %s, ", rating_words(p->rating));
    words_score(out, p->score);
    if (!isnan(p->points) && !isnan(p->of))
        buf_printf(out, " (%.10g of %.10g points)", p->points, p->of);
    if (!isnan(p->score) && (p->low < p->score || p->high > p->score))
        buf_printf(out, ", between %.1f and %.1f %%", p->low, p->high);
    buf_add_str(out, "</p>\n");
    paragraph(out, "Why:", p->why);
    if (p->waived) {
        buf_add_str(out, "<p class=\"nhsuk-body\"><strong>With waivers:</strong> ");
        site_rating(out, p->waived_rating);
        buf_add_char(out, ' ');
        words_score(out, p->waived_score);
        buf_add_str(out, ", as if ");
        words_count(out, p->waived, "waived requirement");
        buf_add_str(out, " had not been asked</p>\n");
    }
    if (!p->complete)
        paragraph(out, "Incomplete:", "something was not assessed; see what is marked so.");
}

static void add_submissions(struct buf *out, const struct site_plan *s)
{
    const struct site_plan *first = s;
    while (first->earlier)
        first = first->earlier;
    if (!first->next)
        return;
    site_section(out, 2, 0, "submissions", "Submissions");
    site_table(out, "Submissions of this organisation", "Submission|Written|Rating|#Score");
    for (const struct site_plan *at = first; at; at = at->next) {
        site_row(out);
        if (at == s)
            buf_printf(out, "%zu, this one", at->submission);
        else
            buf_printf(out, "<a href=\"%s\">%zu</a>", at->page, at->submission);
        buf_add_str(out, "</th>");
        site_text_cell(out, "Written", at->plan->written ? at->plan->written : "not said");
        buf_add_str(out, "<td class=\"nhsuk-table__cell\" data-label=\"Rating\">");
        site_rating(out, at->plan->rating);
        buf_add_str(out, "</td><td class=\"nhsuk-table__cell nhsuk-table__cell--numeric\" "
                         "data-label=\"Score\">");
        words_score(out, at->plan->score);
        buf_add_str(out, "</td></tr>\n");
    }
    site_table_end(out);
    buf_add_str(out, "</section>\n");
}

static void add_facts(struct buf *out, const struct plan_record *p)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    site_section(out, 2, 0, "facts", "What was checked, and with what");
    buf_add_str(out, "<dl class=\"nhsuk-summary-list\">\n");
    html_fact(out, "File", p->path);
    html_fact(out, "Title", p->title);
    html_fact(out, "Organisation", p->organisation);
    html_fact(out, "Written", p->written);
    html_fact(out, "Read as", p->format);
    buf_printf(&line, "%s %s", p->pack, p->pack_version);
    html_fact(out, "Pack", buf_str(&line));
    html_fact(out, "As of", p->as_of);
    html_fact(out, "SHA-256 of the plan", p->sha256);
    html_fact(out, "SHA-256 of the pack", p->pack_sha256);
    html_fact(out, "Checked by planassure", p->version);
    html_fact(out, "Results file", p->file);
    buf_add_str(out, "</dl>\n</section>\n");
    buf_clear(&line);
}

static void add_filter(struct buf *out)
{
    buf_add_str(out,
        "<div class=\"filter no-print\" role=\"group\" aria-label=\"Filter the requirements\" "
        "data-filter=\"requirements-list\" hidden>\n"
        "<div class=\"nhsuk-form-group\"><label class=\"nhsuk-label\" for=\"outcome\">Outcome"
        "</label><select class=\"nhsuk-select\" id=\"outcome\" name=\"outcome\"><option value=\"\">"
        "All</option><option value=\"not-met partial\">Not met or partly met</option>"
        "<option value=\"not-met\">Not met</option><option value=\"partial\">Partly met</option>"
        "<option value=\"met\">Met</option><option value=\"not-assessed\">Not assessed</option>"
        "</select></div>\n"
        "<div class=\"nhsuk-form-group\"><label class=\"nhsuk-label\" for=\"level\">Level</label>"
        "<select class=\"nhsuk-select\" id=\"level\" name=\"level\"><option value=\"\">All</option>"
        "<option value=\"must\">must</option><option value=\"should\">should</option>"
        "<option value=\"may\">may</option></select></div>\n"
        "<div class=\"buttons\"><button class=\"nhsuk-button nhsuk-button--secondary "
        "nhsuk-button--small\" type=\"button\" data-reset>Show all</button>\n"
        "<button class=\"nhsuk-button nhsuk-button--secondary nhsuk-button--small\" "
        "type=\"button\" data-expand=\"requirements-list\" aria-expanded=\"false\" hidden>Show all "
        "evidence</button> <output></output></div>\n</div>\n");
}

void portfolio_plan(const struct portfolio *f, const struct site_plan *s, struct buf *out)
{
    (void)f;
    const struct plan_record *p = s->plan;
    struct html_page page = {.title = s->name, .detail = "plan assurance", .script = true};
    html_open(out, &page);
    buf_add_str(out, "<nav aria-label=\"Breadcrumb\"><p class=\"nhsuk-body\"><a "
                     "href=\"index.html\">Portfolio of plans</a></p></nav>\n"
                     "<h1 class=\"nhsuk-heading-xl\">");
    html_foreign(out, s->name);
    if (p->title && p->organisation && strcmp(p->title, p->organisation) != 0) {
        buf_add_str(out, "<span class=\"nhsuk-caption-xl\">");
        html_foreign(out, p->title);
        buf_add_str(out, "</span>");
    }
    buf_add_str(out, "</h1>\n");
    add_assurance(out, s);
    add_domain_table(out, p);
    add_submissions(out, s);
    site_section(out, 2, 0, "requirements", "Requirements");
    add_filter(out);
    buf_add_str(out, "<div id=\"requirements-list\">\n");
    add_domains(out, p);
    buf_add_str(out, "</div>\n</section>\n");
    add_defects(out, p);
    add_notes(out, p);
    add_facts(out, p);
    html_close(out, &page,
        "<p class=\"nhsuk-body-s\">\"Not met\" means that it was not found in this "
        "document.</p>\n");
}
