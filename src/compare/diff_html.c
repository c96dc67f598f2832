/* The comparison as a page: scores before and now, then a section for each kind of change. */
#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "compare/diff.h"
#include "compare/sentences.h"
#include "compare/words.h"
#include "report/formats.h"
#include "report/html.h"

static void paragraph(struct buf *out, const char *label, const char *text)
{
    buf_add_str(out, "<p class=\"nhsuk-body\">");
    if (*label)
        buf_printf(out, "<strong>%s</strong>", label);
    html_foreign(out, text);
    buf_add_str(out, "</p>\n");
}

static void score_cell(struct buf *out, const char *label, const struct domain_record *d)
{
    buf_printf(out, "<td class=\"nhsuk-table__cell\" data-label=\"%s\">", label);
    if (!d) {
        buf_add_str(out, "not there");
    } else {
        buf_add_str(out, "<span>");
        html_tag(out, words_rating_name(d->rating), words_rating_name(d->rating));
        buf_add_char(out, ' ');
        words_score(out, d->score);
        buf_add_str(out, "</span>");
    }
    buf_add_str(out, "</td>");
}

static void score_row(struct buf *out, const char *title, const struct domain_record *before,
    const struct domain_record *now)
{
    buf_add_str(out, "<tr><th scope=\"row\" class=\"nhsuk-table__header\">");
    html_foreign(out, title);
    buf_add_str(out, "</th>");
    score_cell(out, "Before", before);
    score_cell(out, "Now", now);
    buf_add_str(out, "<td class=\"nhsuk-table__cell nhsuk-table__cell--numeric\" "
                     "data-label=\"Change\">");
    if (before && now)
        words_change(out, before->score, now->score);
    buf_add_str(out, "</td></tr>\n");
}

static void add_scores(struct buf *out, const struct plan_diff *p)
{
    struct domain_record before = {.score = p->before->score, .rating = p->before->rating};
    struct domain_record now = {.score = p->now->score, .rating = p->now->rating};
    buf_add_str(out,
        "<table class=\"nhsuk-table-responsive\">\n<caption class=\"nhsuk-table__caption\">Scores "
        "and ratings</caption>\n<thead><tr><th scope=\"col\" class=\"nhsuk-table__header\">Domain"
        "</th><th scope=\"col\" class=\"nhsuk-table__header\">Before</th><th scope=\"col\" "
        "class=\"nhsuk-table__header\">Now</th><th scope=\"col\" class=\"nhsuk-table__header "
        "nhsuk-table__header--numeric\">Change</th></tr></thead>\n<tbody>\n");
    score_row(out, "The plan", &before, &now);
    for (size_t i = 0; i < p->domain_count; i++) {
        const struct domain_change *d = &p->domains[i];
        score_row(out, d->now ? d->now->title : d->before->title, d->before, d->now);
    }
    buf_add_str(out, "</tbody>\n</table>\n");
}

static void add_place(struct buf *out, const char *label, const struct place_record *p)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    buf_printf(out, "<p class=\"nhsuk-body-s\">%s", label);
    words_place(out, p);
    buf_add_str(out, "</p>\n");
    words_quote(&line, p);
    html_blockquote(out, buf_str(&line));
    buf_clear(&line);
}

static const char *outcome_tag(const struct requirement_record *q)
{
    return q ? outcome_name(q->outcome) : "none";
}

static void add_outcome(struct buf *out, const struct requirement_record *q)
{
    html_tag(out, outcome_tag(q), q ? report_outcome_words(q->outcome) : "Not asked");
}

static void add_requirement(struct buf *out, const struct requirement_change *c)
{
    const struct requirement_record *q = c->now ? c->now : c->before;
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    buf_add_str(out, "<section class=\"change\">\n<h4 class=\"nhsuk-heading-xs\">");
    html_foreign(out, q->title);
    buf_printf(out, "</h4>\n<p class=\"nhsuk-body-s\">before ");
    add_outcome(out, c->before);
    buf_add_str(out, " now ");
    add_outcome(out, c->now);
    buf_printf(out, " %s, ", level_name(q->level));
    html_foreign(out, q->id);
    buf_add_str(out, "</p>\n");
    for (enum sentence kind = SENTENCE_FOUND; kind <= SENTENCE_DO; kind++) {
        const char *label = sentences_about(c, kind, &line);
        if (line.len)
            paragraph(out, label, buf_str(&line));
        buf_clear(&line);
    }
    if (c->change == CHANGE_LOST && c->before->evidence_count)
        add_place(out, "It rested on ", &c->before->evidence[0].place);
    if ((c->change == CHANGE_PARTLY || c->change == CHANGE_ANSWERED) && c->now->evidence_count)
        add_place(out, "Found on ", &c->now->evidence[0].place);
    for (int now = 0; c->change == CHANGE_KEPT && c->evidence == EVIDENCE_OTHER && now < 2; now++) {
        sentences_other(&line, c, now);
        if (line.len)
            paragraph(out, "", buf_str(&line));
        buf_clear(&line);
    }
    buf_add_str(out, "</section>\n");
}

/* Opens the section `name` of a plan under a heading; closed by "</section>". */
static void open_section(struct buf *out, size_t plan, const char *name, const struct buf *heading)
{
    buf_printf(out,
        "<section aria-labelledby=\"p%zu-%s\">\n<h3 class=\"nhsuk-heading-m\" id=\"p%zu-%s\">%s"
        "</h3>\n",
        plan, name, plan, name, buf_str(heading));
}

static void add_changes(struct buf *out, const struct plan_diff *p, enum change change, size_t plan)
{
    if (!p->changes[change])
        return;
    struct buf words;
    buf_init(&words, 1000);
    sentences_heading(&words, change, p->changes[change]);
    open_section(out, plan, change_name(change), &words);
    buf_clear(&words);
    for (size_t i = 0; i < p->requirement_count; i++)
        if (p->requirements[i].change == change)
            add_requirement(out, &p->requirements[i]);
    buf_add_str(out, "</section>\n");
}

/* What is met in both: told in full where it rests on other words, else by its name. */
static void add_kept(struct buf *out, const struct plan_diff *p, size_t plan)
{
    if (!p->changes[CHANGE_KEPT])
        return;
    struct buf words;
    buf_init(&words, 1000);
    sentences_kept(&words, p);
    open_section(out, plan, "kept", &words);
    buf_clear(&words);
    for (size_t i = 0; i < p->requirement_count; i++)
        if (p->requirements[i].change == CHANGE_KEPT &&
            p->requirements[i].evidence == EVIDENCE_OTHER)
            add_requirement(out, &p->requirements[i]);
    buf_add_str(out, "<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\">"
                     "<span class=\"nhsuk-details__summary-text\">All that is met in both</span>"
                     "</summary>\n<div class=\"nhsuk-details__text\"><ul class=\"nhsuk-list "
                     "nhsuk-list--bullet\">\n");
    for (size_t i = 0; i < p->requirement_count; i++) {
        if (p->requirements[i].change != CHANGE_KEPT)
            continue;
        buf_add_str(out, "<li>");
        html_foreign(out, p->requirements[i].now->title);
        buf_add_str(out, "</li>\n");
    }
    buf_add_str(out, "</ul></div></details>\n</section>\n");
}

static void add_defects(struct buf *out, const struct plan_diff *p, size_t plan)
{
    struct buf words;
    buf_init(&words, 1000);
    sentences_defects(&words, p);
    open_section(out, plan, "defects", &words);
    buf_clear(&words);
    for (size_t i = 0; i < p->defect_count; i++) {
        const struct defect_change *c = &p->defects[i];
        const struct finding_record *f = c->now ? c->now : c->before;
        static const char *const says[] = {
            [DEFECT_NEW] = "New", [DEFECT_STILL] = "Still there", [DEFECT_GONE] = "Gone"};
        buf_add_str(out, "<section class=\"change\">\n<h4 class=\"nhsuk-heading-xs\">");
        html_foreign(out, f->message);
        buf_add_str(out, "</h4>\n<p class=\"nhsuk-body-s\">");
        html_tag(out, defect_change_name(c->kind), says[c->kind]);
        buf_printf(out, " %s, ", severity_name(f->severity));
        html_foreign(out, f->rule);
        buf_add_str(out, "</p>\n");
        add_place(out, c->now ? "At " : "It was at ", &f->place);
        buf_add_str(out, "</section>\n");
    }
    buf_add_str(out, "</section>\n");
}

static void add_submission(struct buf *out, const char *label, const struct plan_record *p)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    sentences_submission(&line, p);
    html_fact(out, label, buf_str(&line));
    buf_clear(&line);
}

static void add_plan(struct buf *out, const struct plan_diff *p, size_t plan)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    buf_printf(out,
        "<section aria-labelledby=\"p%zu\">\n<h2 class=\"nhsuk-heading-l\" id=\"p%zu\">", plan,
        plan);
    html_foreign(out, words_plan(p->now));
    buf_add_str(out, "</h2>\n<dl class=\"nhsuk-summary-list\">\n");
    add_submission(out, "Before", p->before);
    add_submission(out, "Now", p->now);
    buf_add_str(out, "</dl>\n");
    if (!p->comparable) {
        sentences_unread(&line, p);
        paragraph(out, "", buf_str(&line));
        buf_add_str(out, "</section>\n");
        buf_clear(&line);
        return;
    }
    for (size_t i = 0; i < p->warning_count; i++) {
        buf_add_str(out, "<div class=\"nhsuk-inset-text\"><p>");
        html_foreign(out, p->warnings[i]);
        buf_add_str(out, "</p></div>\n");
    }
    sentences_summary(&line, p);
    buf_printf(out, "<p class=\"nhsuk-lede-text\">%s</p>\n", buf_str(&line));
    buf_clear(&line);
    add_scores(out, p);
    for (enum change change = CHANGE_LOST; change < CHANGE_KEPT; change++)
        add_changes(out, p, change, plan);
    add_kept(out, p, plan);
    add_defects(out, p, plan);
    buf_add_str(out, "</section>\n");
}

static void add_left_over(struct buf *out, const struct diff *d)
{
    if (!d->only_before_count && !d->only_now_count)
        return;
    buf_add_str(out, "<section aria-labelledby=\"alone\">\n<h2 class=\"nhsuk-heading-l\" "
                     "id=\"alone\">Plans without a partner</h2>\n<ul class=\"nhsuk-list "
                     "nhsuk-list--bullet\">\n");
    for (size_t i = 0; i < d->only_before_count + d->only_now_count; i++) {
        bool before = i < d->only_before_count;
        buf_add_str(out, before ? "<li>only before: " : "<li>only now: ");
        html_foreign(
            out, before ? d->only_before[i]->path : d->only_now[i - d->only_before_count]->path);
        buf_add_str(out, "</li>\n");
    }
    buf_add_str(out, "</ul>\n</section>\n");
}

static void add_contents(struct buf *out, const struct diff *d)
{
    if (d->count < 2)
        return;
    buf_add_str(out, "<nav aria-label=\"Plans\">\n<ul class=\"nhsuk-list nhsuk-list--bullet\">\n");
    for (size_t i = 0; i < d->count; i++) {
        buf_printf(out, "<li><a href=\"#p%zu\">", i + 1);
        html_foreign(out, words_plan(d->plans[i].now));
        buf_printf(out, "</a>: %zu newly lost, %zu answered</li>\n",
            d->plans[i].changes[CHANGE_LOST], d->plans[i].changes[CHANGE_ANSWERED]);
    }
    buf_add_str(out, "</ul>\n</nav>\n");
}

void diff_html(const struct diff *d, const struct diff_options *options, struct buf *out)
{
    (void)options;
    struct html_page page = {.title = "You said, we found", .script = true};
    if (d->count == 1)
        page.detail = words_plan(d->plans[0].now);
    html_open(out, &page);
    buf_add_str(out, "<h1 class=\"nhsuk-heading-xl\">You said, we found</h1>\n");
    add_contents(out, d);
    for (size_t i = 0; i < d->count; i++)
        add_plan(out, &d->plans[i], i + 1);
    add_left_over(out, d);
    html_close(out, &page,
        "<p class=\"nhsuk-body-s\">\"Not met\" means that it was not found in the document.</p>\n");
}
