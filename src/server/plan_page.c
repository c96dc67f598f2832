/* What a practice manager wants of a result, in this order: the rating in one word and why; what to
 * write next, the easiest first; what is fine; what does not fit inside the plan; and to take it
 * along. The whole report is a link away. */
#include "server/plan_page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "server/plan_list.h"
#include "server/steps.h"
#include "server/words.h"

static void add_head(struct buf *out, const struct submission *s, const struct plan_record *plan)
{
    buf_add_str(out, "<span class=\"nhsuk-caption-l\">");
    html_foreign(out, *s->organisation ? s->organisation : s->file_name);
    buf_add_str(out, "</span>\n<h1 class=\"nhsuk-heading-l\">");
    html_foreign(out, plan_name(s));
    buf_add_str(out, "</h1>\n<p class=\"rating\">");
    html_tag(out, words_rating_kind(plan->rating), words_rating(plan->rating));
    buf_add_str(out, "</p>\n<p class=\"nhsuk-lede-text\">");
    if (isnan(plan->score))
        buf_add_str(out, "Nothing could be assessed");
    else
        buf_printf(out, "Score %.1f %%: %g of %g points", plan->score, plan->points, plan->of);
    buf_add_str(out, "; ");
    html_text(out, plan->why);
    buf_add_str(out, ".</p>\n");
    if (!plan->complete)
        buf_add_str(out, "<div class=\"nhsuk-inset-text\"><p class=\"nhsuk-body\">Something of the "
                         "plan could not be assessed: the full report says what and "
                         "why.</p></div>\n");
}

static void add_facts(struct buf *out, const struct submission *s, const struct plan_record *plan)
{
    struct buf text;
    buf_init(&text, 1000);
    buf_add_str(out, "<dl class=\"nhsuk-summary-list\">\n");
    html_fact(out, "Requirements", plan->pack_title ? plan->pack_title : plan->pack);
    html_fact(out, "Chosen", s->framework_given ? "by you" : "from the words of the plan");
    html_fact(out, "File", s->file_name);
    page_time(&text, s->sent);
    html_fact(out, "Sent", buf_str(&text));
    buf_clear(&text);
    if (plan->pages) {
        buf_printf(&text, "%u", plan->pages);
        html_fact(out, "Pages", buf_str(&text));
    }
    buf_add_str(out, "</dl>\n");
    buf_clear(&text);
}

/* ---- what to do ---- */

static void add_gap(struct buf *out, const char *gap)
{
    const char *reason = steps_reason(gap);
    size_t len = reason ? (size_t)(reason - gap) : strlen(gap);
    buf_printf(out, "<li class=\"%s\">%s ", reason ? "weak" : "missing",
        reason ? "<strong>Make firmer:</strong>" : "<strong>Add:</strong>");
    html_text_n(out, gap, len);
    if (reason) {
        buf_add_str(out, "<span class=\"reason\">");
        /* " (found, but X)" becomes "it is there, but X" */
        const char *why = reason + strlen(" (found, but ");
        size_t n = strlen(why);
        buf_add_str(out, "It is there, but ");
        html_text_n(out, why, n && why[n - 1] == ')' ? n - 1 : n);
        buf_add_str(out, ".</span>");
    }
    buf_add_str(out, "</li>\n");
}

static void add_place(struct buf *out, const struct evidence_record *e)
{
    buf_add_str(out, "<p class=\"quoted\">");
    if (e->place.page)
        buf_printf(out, "Page %u", e->place.page);
    else
        buf_printf(out, "Line %u", e->place.line);
    if (e->section_count) {
        buf_add_str(out, ", under ");
        html_foreign(out, e->section[e->section_count - 1]);
    }
    buf_add_str(out, ":</p>\n");
    html_blockquote(out, e->place.quote ? e->place.quote : "");
}

static void add_evidence(struct buf *out, const struct requirement_record *r, const char *summary)
{
    if (!r->evidence_count)
        return;
    buf_printf(out,
        "<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\"><span "
        "class=\"nhsuk-details__summary-text\">%s<span class=\"nhsuk-u-visually-hidden\"> (",
        summary);
    html_text(out, r->title);
    buf_add_str(out, ")</span></span></summary>\n<div class=\"nhsuk-details__text\">\n");
    const char *last = "";
    for (uint32_t i = 0; i < r->evidence_count; i++) {
        const char *quote = r->evidence[i].place.quote;
        if (quote && strcmp(quote, last) == 0)
            continue;
        add_place(out, &r->evidence[i]);
        last = quote ? quote : "";
    }
    buf_add_str(out, "</div></details>\n");
}

static void add_step(struct buf *out, const struct step *step)
{
    const struct requirement_record *r = step->requirement;
    const char *kind = words_outcome_kind(r->outcome);
    buf_printf(out, "<li class=\"card card-%s\">\n<h3 class=\"nhsuk-heading-xs\"><span>", kind);
    html_text(out, r->title);
    buf_add_str(out, "</span> ");
    html_tag(out, kind, words_outcome(r->outcome));
    buf_printf(out, "</h3>\n<p class=\"meta\">%s", words_level(r->level));
    if (r->source) {
        buf_add_str(out, "; ");
        html_text(out, r->source);
        buf_add_str(out, r->cite && *r->cite ? ", " : "");
        html_text(out, r->cite ? r->cite : "");
    }
    buf_add_str(out, "</p>\n");
    if (r->recommendation && *r->recommendation) {
        buf_add_str(out, "<p class=\"nhsuk-body\">");
        html_text(out, r->recommendation);
        buf_add_str(out, "</p>\n");
    }
    buf_add_str(out, "<ul class=\"elements\">\n");
    for (uint32_t i = 0; i < r->gap_count; i++)
        add_gap(out, r->gaps[i]);
    buf_add_str(out, "</ul>\n");
    add_evidence(out, r, "What was found in your plan");
    buf_add_str(out, "</li>\n");
}

static void add_steps(struct buf *out, const struct step *steps, size_t from, size_t to)
{
    buf_printf(out, "<ol class=\"steps\" start=\"%zu\">\n", from + 1);
    for (size_t i = from; i < to; i++)
        add_step(out, &steps[i]);
    buf_add_str(out, "</ol>\n");
}

static void add_way(struct buf *out, const struct plan_record *plan)
{
    struct arena *arena = arena_new();
    size_t count, needed, quick = 0, shown;
    struct step *steps = steps_of(plan, arena, &count);
    needed = steps_needed(steps, count);
    while (quick < needed && !steps[quick].absent)
        quick++;
    if (needed) {
        buf_add_str(out, "<section aria-labelledby=\"green\">\n<h2 class=\"nhsuk-heading-m\" "
                         "id=\"green\">What would move your plan to green</h2>\n<p "
                         "class=\"nhsuk-body\">");
        buf_printf(out, "%zu requirement%s open, the one that takes the least work first.", needed,
            needed == 1 ? " is" : "s are");
        if (quick)
            buf_printf(out,
                " For the first%s%.0zu it is enough to make firmer what you have "
                "written.",
                quick > 1 ? " " : "", quick > 1 ? quick : 0);
        buf_add_str(out, "</p>\n");
        shown = needed < 10 ? needed : 10;
        add_steps(out, steps, 0, shown);
        if (shown < needed) {
            buf_printf(out,
                "<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\"><span "
                "class=\"nhsuk-details__summary-text\">The other %zu steps</span></summary>\n",
                needed - shown);
            add_steps(out, steps, shown, needed);
            buf_add_str(out, "</details>\n");
        }
        buf_add_str(out, "</section>\n");
    }
    if (count > needed) {
        buf_add_str(out, "<section aria-labelledby=\"more\">\n<h2 class=\"nhsuk-heading-m\" "
                         "id=\"more\">What would raise the score further</h2>\n<p "
                         "class=\"nhsuk-body\">Nobody requires it; it is welcome.</p>\n");
        add_steps(out, steps, needed, count);
        buf_add_str(out, "</section>\n");
    }
    arena_free(arena);
}

/* ---- what is fine, and what is odd ---- */

static void add_met(struct buf *out, const struct plan_record *plan)
{
    size_t met = 0;
    for (uint32_t i = 0; i < plan->requirement_count; i++)
        met += plan->requirements[i].outcome == PA_MET;
    buf_printf(out,
        "<section aria-labelledby=\"met\">\n<h2 class=\"nhsuk-heading-m\" id=\"met\">What is "
        "met</h2>\n<p class=\"nhsuk-body\">%zu of %u requirements.</p>\n",
        met, plan->requirement_count);
    for (uint32_t d = 0; d < plan->domain_count; d++) {
        if (!plan->domains[d].met)
            continue;
        buf_add_str(out, "<h3 class=\"nhsuk-heading-s\">");
        html_text(out, plan->domains[d].title);
        buf_add_str(out, "</h3>\n<ul class=\"elements\">\n");
        for (uint32_t i = 0; i < plan->requirement_count; i++) {
            const struct requirement_record *r = &plan->requirements[i];
            if (r->domain != d || r->outcome != PA_MET)
                continue;
            buf_add_str(out, "<li class=\"found\">");
            html_text(out, r->title);
            add_evidence(out, r, "Where");
            buf_add_str(out, "</li>\n");
        }
        buf_add_str(out, "</ul>\n");
    }
    buf_add_str(out, "</section>\n");
}

static void add_defects(struct buf *out, const struct plan_record *plan)
{
    enum { SHOWN = 10 };
    size_t n = 0;
    for (uint32_t i = 0; i < plan->finding_count; i++) {
        const struct finding_record *f = &plan->findings[i];
        if (!f->is_defect || f->severity == SEVERITY_INFO)
            continue;
        if (n++ == 0)
            buf_add_str(out, "<section aria-labelledby=\"odd\">\n<h2 class=\"nhsuk-heading-m\" "
                             "id=\"odd\">What does not fit inside the plan</h2>\n<p "
                             "class=\"nhsuk-body\">Whatever is required: sums, dates and "
                             "statements that contradict each other, gaps left open.</p>\n<ul "
                             "class=\"nhsuk-list nhsuk-list--bullet\">\n");
        if (n > SHOWN)
            continue;
        buf_add_str(out, "<li>");
        if (f->place.page)
            buf_printf(out, "Page %u: ", f->place.page);
        else if (f->place.line)
            buf_printf(out, "Line %u: ", f->place.line);
        html_foreign(out, f->message);
        if (f->place.quote)
            html_blockquote(out, f->place.quote);
        buf_add_str(out, "</li>\n");
    }
    if (n > SHOWN)
        buf_printf(out, "<li>and %zu more, in the full report</li>\n", n - SHOWN);
    if (n)
        buf_add_str(out, "</ul>\n</section>\n");
}

static void add_take(struct buf *out, const struct submission *s)
{
    static const struct {
        const char *what, *text, *why;
    } files[] = {
        {"report", "Open the full report", "every requirement, the evidence and the whole text"},
        {"report.html", "Save the report", "one file that opens in any browser, to be sent on"},
        {"letter.docx", "Letter (Word)", "in the form of a reviewer's letter, to be edited"},
        {"sealed.json", "Sealed result",
            "proof of this result for your region: they check it with planassure verify"},
        {"results.json", "Results for programs (JSON)", "for the person who runs other tools"}};
    buf_add_str(out, "<section aria-labelledby=\"take\">\n<h2 class=\"nhsuk-heading-m\" "
                     "id=\"take\">Take it along</h2>\n<ul class=\"nhsuk-list take\">\n");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        buf_printf(out, "<li><a class=\"nhsuk-link\" href=\"/plans/%s/%s\">%s</a>: %s</li>\n",
            s->id, files[i].what, files[i].text, files[i].why);
    buf_add_str(out, "</ul>\n</section>\n");
}

static void add_end(struct buf *out, const struct view *view, const struct submission *s)
{
    char action[80];
    buf_add_str(out, "<section aria-labelledby=\"next\">\n<h2 class=\"nhsuk-heading-m\" "
                     "id=\"next\">Afterwards</h2>\n");
    if (!s->later) {
        buf_add_str(out, "<h3 class=\"nhsuk-heading-s\">You have changed the plan?</h3>\n");
        page_form_open(out, view, "/plans", true);
        buf_printf(out, "<input type=\"hidden\" name=\"earlier\" value=\"%s\">\n", s->id);
        buf_add_str(out, "<input type=\"hidden\" name=\"framework\" value=\"");
        html_text(out, s->framework);
        buf_add_str(out, "\">\n<input type=\"hidden\" name=\"organisation\" value=\"");
        html_text(out, s->organisation);
        buf_add_str(out, "\">\n");
        page_input(
            out, &(struct page_input){.name = "plan", .label = "The new file", .type = "file"});
        page_form_close(out, "Check the new version");
    }
    if (view->who->role != ROLE_SUBMITTER && !view->local) {
        buf_add_str(out, "<p class=\"nhsuk-body\">");
        snprintf(action, sizeof action, "/review/%s", s->id);
        page_link(out, action, "Review this plan");
        buf_add_str(out, "</p>\n");
    }
    snprintf(action, sizeof action, "/plans/%s/forget", s->id);
    buf_add_str(out, "<h3 class=\"nhsuk-heading-s\">You are finished?</h3>\n<p "
                     "class=\"nhsuk-body\">");
    page_link(out, action, "Forget this plan");
    buf_add_str(out, ": the file, its results and all that belongs to it are deleted.</p>\n"
                     "</section>\n");
}

void plan_page(struct buf *out, const struct view *view, const struct submission *s,
    const struct plan_record *plan)
{
    page_open(out, view, plan_name(s), 0);
    add_head(out, s, plan);
    buf_add_str(out,
        "<nav class=\"contents\" aria-label=\"On this page\"><ul "
        "class=\"nhsuk-list\">\n<li><a class=\"nhsuk-link\" href=\"#green\">What would "
        "move your plan to green</a></li>\n<li><a class=\"nhsuk-link\" "
        "href=\"#met\">What is met</a></li>\n<li><a class=\"nhsuk-link\" "
        "href=\"#take\">Take it along: report, letter, sealed result</a></li>\n"
        "</ul></nav>\n");
    add_facts(out, s, plan);
    add_way(out, plan);
    add_met(out, plan);
    add_defects(out, plan);
    add_take(out, s);
    add_end(out, view, s);
    page_close(out, view);
}
