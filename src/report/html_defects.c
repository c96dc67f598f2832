/* What the HTML report says beside the requirements: defects with all their places, what was left
 * out of the figures and why, and notes on reading. */
#include "assess/review.h"
#include "base/limits.h"
#include "base/mem.h"
#include "report/formats.h"
#include "report/html_report.h"
#include "report/place.h"

static void add_place(struct buf *out, const struct html_plan *plan, const char *label,
    const struct finding_place *place)
{
    buf_printf(out, "<p class=\"quoted\">%s", label);
    html_place(out, plan, place->at);
    buf_add_str(out, ":</p>\n");
    html_quote(out, plan, place->at, place->end, place->at, place->at);
}

void html_standing(struct buf *out, const struct waiver *waiver, enum standing standing)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    if (waiver) {
        report_waiver(waiver, &line);
        buf_add_str(out, "<p class=\"nhsuk-body\"><strong>Waived</strong> ");
        html_foreign(out, buf_str(&line));
        buf_add_str(out, "</p>\n");
        buf_clear(&line);
    }
    if (standing == STANDING_NEW)
        buf_add_str(out, "<p class=\"nhsuk-body\">New since the baseline.</p>\n");
    else if (standing == STANDING_UPDATED)
        buf_add_str(out, "<p class=\"nhsuk-body\">Another outcome than in the baseline.</p>\n");
}

static void add_defect(struct buf *out, const struct html_plan *plan, uint32_t index)
{
    const struct finding *f = &plan->result->findings[index];
    struct buf words;
    buf_init(&words, 100);
    buf_printf(&words, "Severity %s", f->severity);
    buf_printf(out,
        "<article class=\"card\" id=\"p%zu-defect-%u\">\n<h4 class=\"nhsuk-heading-xs\">",
        plan->number, index + 1);
    html_tag(out, f->severity, buf_str(&words));
    if (f->waiver)
        html_tag(out, "waived", "Waived");
    buf_printf(out, " <span>Defect %u: ", index + 1);
    html_foreign(out, f->message);
    buf_printf(out, "</span></h4>\n<p class=\"meta\">%s</p>\n", f->rule);
    html_standing(out, f->waiver, f->standing);
    struct finding_place own = {f->at, f->end};
    add_place(out, plan, "", &own);
    for (uint32_t k = 0; k < f->related_count; k++)
        add_place(out, plan, "and ", &f->related[k]);
    buf_add_str(out, "</article>\n");
    buf_clear(&words);
}

void html_defects(struct buf *out, const struct html_plan *plan)
{
    html_section(out, plan, "defects", "Defects inside the plan");
    if (!plan->result->finding_count)
        buf_add_str(out, "<p class=\"nhsuk-body\">None was found.</p>\n");
    else
        buf_add_str(out, "<p class=\"nhsuk-body\">What is wrong inside the plan, whatever is "
                         "required of it. Defects never change an outcome.</p>\n");
    for (uint32_t i = 0; i < plan->result->finding_count; i++)
        add_defect(out, plan, i);
    buf_add_str(out, "</section>\n");
}

enum left_out { WAIVED, NOT_ASSESSED, NOT_APPLICABLE, LEFT_OUT };

static bool is_left_out(const struct requirement_result *res, enum left_out why)
{
    if (why == WAIVED)
        return res->waiver != NULL;
    return res->outcome == (why == NOT_ASSESSED ? PA_NOT_ASSESSED : PA_NOT_APPLICABLE);
}

static void add_left_out(struct buf *out, const struct html_plan *plan,
    const struct requirement_result *res, enum left_out why)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    if (why == WAIVED)
        report_waiver(res->waiver, &line);
    else if (res->why)
        buf_add_str(&line, res->why);
    buf_printf(out, "<li><a href=\"#p%zu-req-%s\">", plan->number, res->requirement->id);
    html_text(out, res->requirement->title);
    buf_add_str(out, line.len ? "</a>: " : "</a>");
    html_foreign(out, buf_str(&line));
    buf_add_str(out, "</li>\n");
    buf_clear(&line);
}

void html_left_out(struct buf *out, const struct html_plan *plan)
{
    static const char *const titles[] = {
        "Waived (in the score, beside the score with waivers)", "Not assessed", "Not applicable"};
    const struct result *r = plan->result;
    bool any = false;
    html_section(out, plan, "left-out", "What was waived or not assessed");
    for (enum left_out why = WAIVED; why < LEFT_OUT; why++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < r->requirement_count; i++) {
            if (!is_left_out(&r->requirements[i], why))
                continue;
            if (n++ == 0)
                buf_printf(out,
                    "<h4 class=\"nhsuk-heading-s\">%s</h4>\n<ul class=\"nhsuk-list "
                    "nhsuk-list--bullet\">\n",
                    titles[why]);
            add_left_out(out, plan, &r->requirements[i], why);
        }
        buf_add_str(out, n ? "</ul>\n" : "");
        any |= n > 0;
    }
    if (!any)
        buf_add_str(out, "<p class=\"nhsuk-body\">Nothing: every requirement of the pack was "
                         "assessed, and none is waived.</p>\n");
    buf_add_str(out, "</section>\n");
}

void html_waivers(struct buf *out, const struct tally *tally)
{
    struct arena *arena = arena_new();
    size_t n;
    const struct waiver_finding *f = tally_waivers(tally, arena, &n);
    if (n)
        buf_add_str(out, "<section aria-labelledby=\"waivers\">\n<h2 class=\"nhsuk-heading-m\" "
                         "id=\"waivers\">What is wrong with waivers</h2>\n<ul "
                         "class=\"nhsuk-list nhsuk-list--bullet\">\n");
    for (size_t i = 0; i < n; i++) {
        buf_add_str(out, "<li>");
        html_foreign(out, tally->review->waivers->file);
        buf_printf(out, ", line %u: %s: ", f[i].waiver->line, f[i].rule);
        html_foreign(out, f[i].message);
        buf_add_str(out, "</li>\n");
    }
    if (n)
        buf_add_str(out, "</ul>\n</section>\n");
    arena_free(arena);
}

void html_notes(struct buf *out, const struct html_plan *plan)
{
    const struct doc *doc = plan->result->doc;
    if (!doc || !doc->notes.n)
        return;
    html_section(out, plan, "notes", "Notes on reading the plan");
    buf_add_str(out, "<ul class=\"nhsuk-list nhsuk-list--bullet\">\n");
    for (size_t i = 0; i < doc->notes.n; i++) {
        const struct doc_note *note = &doc->notes.v[i];
        buf_add_str(out, "<li>");
        if (note->at != DOC_NONE) {
            html_place(out, plan, note->at);
            buf_add_str(out, ": ");
        }
        html_foreign(out, note->text);
        buf_add_str(out, "</li>\n");
    }
    buf_add_str(out, "</ul>\n</section>\n");
}
