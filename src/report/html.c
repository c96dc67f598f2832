/* One self-contained HTML file, complete without script and better with it (html_page.c has the
 * frame). A plan's part says the rating and why, the domains in a table, what to do first
 * (html_head.c), where the evidence lies (html_heat.c); then all requirements (html_detail.c),
 * defects and notes (html_defects.c) and the text of the plan (html_text.c). Colour never stands
 * without a word. */
#include "base/limits.h"
#include "report/chosen.h"
#include "report/formats.h"
#include "report/html_report.h"
#include "report/place.h"
#include "report/tailoring.h"

static const char *plan_name(const struct result *r)
{
    return r->title ? r->title : r->path;
}

void html_section(
    struct buf *out, const struct html_plan *plan, const char *name, const char *title)
{
    buf_printf(out,
        "<section aria-labelledby=\"p%zu-%s\">\n<h3 class=\"nhsuk-heading-m\" id=\"p%zu-%s\">%s"
        "</h3>\n",
        plan->number, name, plan->number, name, title);
}

void html_place(struct buf *out, const struct html_plan *plan, uint32_t at)
{
    uint32_t mark = plan->has_text ? html_marks_at(&plan->marks, at) : DOC_NONE;
    if (mark != DOC_NONE)
        buf_printf(out, "<a href=\"#p%zu-mark-%u\">", plan->number, mark + 1);
    place_print(plan->result->doc, at, out);
    if (mark != DOC_NONE)
        buf_add_str(out, "</a>");
}

/* A part of a quote; the blanks at its ends count. */
static void add_words(struct buf *out, const struct doc *doc, uint32_t at, uint32_t end)
{
    if (at < end)
        html_text_n(out, doc->text + at, end - at);
}

void html_quote(struct buf *out, const struct html_plan *plan, uint32_t at, uint32_t end,
    uint32_t from, uint32_t to)
{
    const struct doc *doc = plan->result->doc;
    uint32_t cut = place_cut(doc, &at, &end);
    if (from < at || from > cut || to < from)
        from = to = at;
    if (to > cut)
        to = cut;
    buf_add_str(out, "<blockquote><bdi>");
    add_words(out, doc, at, from);
    if (from < to) {
        buf_add_str(out, "<mark>");
        add_words(out, doc, from, to);
        buf_add_str(out, "</mark>");
    }
    add_words(out, doc, to, cut);
    buf_printf(out, "%s</bdi></blockquote>\n", cut < end ? " \xE2\x80\xA6" : "");
}

static void add_facts(
    struct buf *out, const struct html_plan *plan, const struct pa_report_options *options)
{
    const struct result *r = plan->result;
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    html_section(out, plan, "facts", "What was checked, and with what");
    buf_add_str(out, "<dl class=\"nhsuk-summary-list\">\n");
    html_fact(out, "File", r->path);
    if (r->format) {
        buf_add_str(&line, r->format);
        if (r->pages)
            buf_printf(&line, ", %u page%s", r->pages, r->pages == 1 ? "" : "s");
        html_fact(out, "Read as", buf_str(&line));
        buf_clear(&line);
    }
    html_fact(out, "SHA-256 of the plan", r->sha256);
    if (r->pack) {
        buf_printf(&line, "%s %s: %s. ", r->pack->id, r->pack->version, r->pack->title);
        if (r->detection)
            chosen_sentence(r, &line);
        else
            buf_add_str(&line, "The pack was given.");
        html_fact(out, "Pack", buf_str(&line));
        html_fact(out, "SHA-256 of the pack", r->pack->sha256);
        buf_clear(&line);
        parameters_sentence(r->pack, &line);
        html_fact(out, "Parameters", buf_str(&line));
        buf_clear(&line);
    }
    buf_printf(&line, "planassure %s", pa_version());
    html_fact(out, "Checked with", buf_str(&line));
    html_fact(out, "As of", options->as_of);
    buf_add_str(out, "</dl>\n</section>\n");
    buf_clear(&line);
}

/* Links to the parts of one plan. */
static void add_contents(struct buf *out, const struct html_plan *plan)
{
    static const struct {
        const char *name, *title;
    } parts[] = {{"first", "What to do first"}, {"heat", "Where the evidence lies"},
        {"requirements", "Requirements"}, {"defects", "Defects inside the plan"},
        {"left-out", "What was waived or not assessed"}, {"text", "The text of the plan"},
        {"facts", "What was checked, and with what"}};
    buf_add_str(out, "<nav class=\"contents\" aria-label=\"Parts of the report\">\n<ul "
                     "class=\"nhsuk-list\">\n");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        buf_printf(out, "<li><a href=\"#p%zu-%s\">%s</a></li>\n", plan->number, parts[i].name,
            parts[i].title);
    buf_add_str(out, "</ul>\n</nav>\n");
}

static void add_unread(struct buf *out, const struct result *r)
{
    buf_add_str(out, "<p class=\"rating\">");
    html_tag(out, "not-assessed", "Not assessed");
    buf_add_str(out, "</p>\n<p class=\"nhsuk-body\">");
    html_text(out, r->error_message);
    buf_add_str(out, "</p>\n");
}

static void add_plan(struct buf *out, const struct html_plan *plan, bool alone,
    const struct pa_report_options *options)
{
    const struct result *r = plan->result;
    if (alone) {
        buf_add_str(out, "<h1 class=\"nhsuk-heading-l\"><span class=\"nhsuk-caption-l\">Plan "
                         "assurance report</span> ");
        html_foreign(out, plan_name(r));
        buf_add_str(out, "</h1>\n");
    }
    buf_printf(out, "<section aria-labelledby=\"p%zu\">\n<h2 class=\"%s\" id=\"p%zu\">",
        plan->number, alone ? "nhsuk-u-visually-hidden" : "nhsuk-heading-l", plan->number);
    html_foreign(out, alone ? "Result" : plan_name(r));
    buf_add_str(out, "</h2>\n");
    if (r->error_code) {
        add_unread(out, r);
    } else {
        html_head(out, plan, options);
        if (alone)
            add_contents(out, plan);
        html_first(out, plan);
        html_heat(out, plan);
        html_requirements(out, plan);
        html_defects(out, plan);
        html_left_out(out, plan);
        html_notes(out, plan);
        html_plan_text(out, plan);
    }
    add_facts(out, plan, options);
    buf_add_str(out, "</section>\n");
}

/* The plans of a run, each a link to its part. */
static void open_overview(struct buf *out, const struct tally *n)
{
    buf_printf(out,
        "<p class=\"nhsuk-body\">%zu plans: %zu checked, %zu of them below the threshold; %zu not "
        "read.</p>\n<nav aria-label=\"Plans\">\n<ul class=\"nhsuk-list\">\n",
        n->plans, n->checked, n->failed, n->errors);
}

static void add_link(struct buf *out, const struct result *r, size_t number)
{
    const char *rating = r->error_code             ? "not-assessed"
                         : r->rating == PA_UNRATED ? "unrated"
                                                   : rating_name(r->rating);
    buf_add_str(out, "<li>");
    html_tag(out, rating, r->error_code ? "not assessed" : rating);
    buf_printf(out, " <a href=\"#p%zu\">", number);
    html_foreign(out, r->path);
    buf_add_str(out, "</a></li>\n");
}

static const char title[] = "Plan assurance report";

/* Stream 0: the overview, or the head of the page when the plan is alone in it. Then the plan with
 * its text (1) and without (2): which of them stands in the page follows from the plans before. */
static void add_part(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    const struct html_page page = {.title = title, .detail = plan_name(r), .script = true};
    if (stream == 0) {
        if (place->count == 1)
            html_open(out, &page);
        else
            add_link(out, r, place->index + 1);
        return;
    }
    uint32_t text = r->doc ? r->doc->len : 0;
    if (stream == 1 ? text > LIMIT_PAGE_TEXT : place->count == 1 && text <= LIMIT_PAGE_TEXT)
        return;
    struct html_plan plan = {
        .result = r, .number = place->index + 1, .has_text = r->doc && stream == 1};
    html_marks_find(r, &plan.marks);
    add_plan(out, &plan, place->count == 1, place->options);
    html_marks_free(&plan.marks);
}

static void take_part(struct report_join *j, const struct plan_figures *f, const char *part,
    size_t len, struct buf *out)
{
    (void)f;
    bool with_text = j->text <= LIMIT_PAGE_TEXT;
    if (j->stream == 0 || with_text == (j->stream == 1))
        buf_add(out, part, len);
}

static void add_piece(struct report_join *j, struct buf *out)
{
    const struct html_page page = {.title = title, .script = true};
    if (j->stream == 0 && j->count != 1) {
        html_open(out, &page);
        buf_printf(out, "<h1 class=\"nhsuk-heading-xl\">%s</h1>\n", title);
        if (j->count > 1)
            open_overview(out, j->tally);
    } else if (j->stream == 1 && j->count > 1) {
        buf_add_str(out, "</ul>\n</nav>\n");
    } else if (j->stream == REPORT_STREAMS) {
        html_waivers(out, j->tally);
        html_close(out, &page,
            "<p class=\"nhsuk-body-s\">\"Not met\" means that it was not found in this "
            "document.</p>\n");
    }
}

const struct report report_html = {.name = "html",
    .description = "one page for people, complete in itself: nothing comes from the network",
    .streams = 3,
    .counted = true,
    .plan = add_part,
    .piece = add_piece,
    .take = take_part};
