/* The page of one requirement: which plans meet it, in part or not, each a link to its place. */
#include <string.h>

#include "assess/assess.h"
#include "compare/portfolio.h"
#include "compare/portfolio_html.h"
#include "report/formats.h"
#include "report/html.h"

static void add_plan(struct buf *out, const struct site_plan *s, const char *id)
{
    const struct plan_record *p = s->plan;
    const struct requirement_record *q = results_requirement(p, id);
    buf_printf(out, "<li><a href=\"%s#r%zu\">", s->page, (size_t)(q - p->requirements) + 1);
    html_foreign(out, s->name);
    buf_add_str(out, q->waiver ? "</a> (waived)</li>\n" : "</a></li>\n");
}

static bool has_outcome(const struct site_plan *s, const char *id, enum pa_outcome outcome)
{
    const struct requirement_record *q = results_requirement(s->plan, id);
    return q && q->outcome == outcome;
}

static void add_outcome(struct buf *out, const struct site_pack *p,
    const struct site_requirement *r, enum pa_outcome outcome, size_t count)
{
    struct buf title;
    if (!count)
        return;
    buf_init(&title, 200);
    buf_printf(&title, "%s (%zu)", report_outcome_words(outcome), count);
    site_section(out, 2, 0, outcome_name(outcome), buf_str(&title));
    buf_clear(&title);
    buf_add_str(out, "<ul class=\"nhsuk-list site-names\">\n");
    for (size_t i = 0; i < p->count; i++)
        if (has_outcome(p->plans[i], r->id, outcome))
            add_plan(out, p->plans[i], r->id);
    buf_add_str(out, "</ul>\n</section>\n");
}

void portfolio_requirement(
    const struct site_pack *p, const struct site_requirement *r, struct buf *out)
{
    struct html_page page = {.title = r->title, .detail = "which plans meet it", .script = true};
    html_open(out, &page);
    buf_add_str(out, "<nav aria-label=\"Breadcrumb\"><p class=\"nhsuk-body\"><a "
                     "href=\"index.html\">Portfolio of plans</a></p></nav>\n"
                     "<h1 class=\"nhsuk-heading-xl\">");
    html_foreign(out, r->title);
    buf_printf(out, "<span class=\"nhsuk-caption-xl\">%s, ", level_name(r->level));
    html_foreign(out, p->domains[r->domain].title);
    buf_add_str(out, ", ");
    html_foreign(out, r->id);
    buf_add_str(out, "</span></h1>\n");
    if (r->recommendation) {
        buf_add_str(out, "<p class=\"nhsuk-body\"><strong>To meet it:</strong> ");
        html_foreign(out, r->recommendation);
        buf_add_str(out, "</p>\n");
    }
    add_outcome(out, p, r, PA_NOT_MET, r->not_met);
    add_outcome(out, p, r, PA_PARTIAL, r->partial);
    add_outcome(out, p, r, PA_NOT_ASSESSED, r->not_assessed);
    add_outcome(out, p, r, PA_MET, r->met);
    add_outcome(out, p, r, PA_NOT_APPLICABLE, r->not_applicable);
    html_close(out, &page,
        "<p class=\"nhsuk-body-s\">\"Not met\" means that it was not found in the document.</p>\n");
}
