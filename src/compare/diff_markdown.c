/* The comparison for a comment or a committee paper. Text of plans stands in code spans. */
#include <math.h>
#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "compare/diff.h"
#include "compare/sentences.h"
#include "compare/words.h"
#include "report/formats.h"

#define FOOT_BYTES 1500 /* kept free in the comment for what closes it */

static void text(struct buf *out, const char *s)
{
    escape_markdown(out, s, strlen(s));
}

static void code(struct buf *out, const char *s)
{
    escape_markdown_code(out, s, strlen(s));
}

static void score_cell(struct buf *out, bool known, double score, enum pa_rating rating)
{
    buf_add_str(out, " | ");
    if (!known) {
        buf_add_str(out, "\xE2\x80\x93");
        return;
    }
    words_score(out, score);
    if (!isnan(score))
        buf_printf(out, ", %s", words_rating_name(rating));
}

static void score_row(struct buf *out, const char *title, const struct domain_record *before,
    const struct domain_record *now)
{
    buf_add_str(out, "| ");
    text(out, title);
    score_cell(out, before, before ? before->score : 0, before ? before->rating : PA_UNRATED);
    score_cell(out, now, now ? now->score : 0, now ? now->rating : PA_UNRATED);
    buf_add_str(out, " | ");
    if (before && now)
        words_change(out, before->score, now->score);
    buf_add_str(out, " |\n");
}

static void add_scores(struct buf *out, const struct plan_diff *p)
{
    struct domain_record before = {.score = p->before->score, .rating = p->before->rating};
    struct domain_record now = {.score = p->now->score, .rating = p->now->rating};
    buf_add_str(out, "| | Before | Now | Change |\n|:---|:---|:---|---:|\n");
    score_row(out, "The plan", &before, &now);
    for (size_t i = 0; i < p->domain_count; i++) {
        const struct domain_change *d = &p->domains[i];
        score_row(out, d->now ? d->now->title : d->before->title, d->before, d->now);
    }
    buf_add_char(out, '\n');
}

static void add_line(struct buf *out, const char *label, struct buf *line)
{
    if (line->len) {
        buf_printf(out, "  - %s", label);
        text(out, buf_str(line));
        buf_add_char(out, '\n');
    }
    buf_clear(line);
}

static void add_place(struct buf *out, const char *label, const struct place_record *p)
{
    struct buf quote;
    buf_init(&quote, LIMIT_REPORT_BYTES);
    buf_printf(out, "  - %s", label);
    words_place(out, p);
    words_quote(&quote, p);
    if (quote.len) {
        buf_add_str(out, ": ");
        code(out, buf_str(&quote));
    }
    buf_add_char(out, '\n');
    buf_clear(&quote);
}

static void add_requirement(struct buf *out, const struct requirement_change *c)
{
    const struct requirement_record *q = c->now ? c->now : c->before;
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    buf_add_str(out, "- **");
    text(out, q->title);
    buf_printf(out, "** (%s): ", level_name(q->level));
    sentences_outcomes(out, c);
    buf_add_char(out, ' ');
    code(out, q->id);
    buf_add_char(out, '\n');
    for (enum sentence kind = SENTENCE_FOUND; kind <= SENTENCE_DO; kind++) {
        const char *label = sentences_about(c, kind, &line);
        add_line(out, label, &line);
    }
    if (c->change == CHANGE_LOST && c->before->evidence_count)
        add_place(out, "Was: ", &c->before->evidence[0].place);
    if ((c->change == CHANGE_PARTLY || c->change == CHANGE_ANSWERED) && c->now->evidence_count)
        add_place(out, "Now: ", &c->now->evidence[0].place);
}

/* Adds `item` where there is room in a comment; counts what is left out. */
static void add_item(struct buf *out, struct buf *item, size_t *left_out)
{
    if (!*left_out && out->len + item->len + FOOT_BYTES <= LIMIT_COMMENT_BYTES)
        buf_add(out, buf_str(item), item->len);
    else
        ++*left_out;
    buf_clear(item);
}

static void add_heading(struct buf *out, const char *words)
{
    buf_add_str(out, "\n### ");
    text(out, words);
    buf_add_str(out, "\n\n");
}

static void add_changes(
    struct buf *out, const struct plan_diff *p, enum change change, bool verbose, size_t *left_out)
{
    struct buf item;
    buf_init(&item, LIMIT_REPORT_BYTES);
    if (!p->changes[change] || *left_out)
        return;
    if (change == CHANGE_KEPT)
        sentences_kept(&item, p);
    else
        sentences_heading(&item, change, p->changes[change]);
    add_heading(out, buf_str(&item));
    buf_clear(&item);
    for (size_t i = 0; i < p->requirement_count; i++) {
        const struct requirement_change *c = &p->requirements[i];
        if (c->change != change)
            continue;
        if (change == CHANGE_KEPT && c->evidence != EVIDENCE_OTHER && !verbose)
            continue;
        add_requirement(&item, c);
        add_item(out, &item, left_out);
    }
}

static void add_defects(struct buf *out, const struct plan_diff *p, size_t *left_out)
{
    struct buf item;
    buf_init(&item, LIMIT_REPORT_BYTES);
    if (!p->defect_count || *left_out)
        return;
    sentences_defects(&item, p);
    add_heading(out, buf_str(&item));
    buf_clear(&item);
    for (size_t i = 0; i < p->defect_count; i++) {
        const struct defect_change *c = &p->defects[i];
        const struct finding_record *f = c->now ? c->now : c->before;
        buf_printf(
            &item, "- **%s** (%s): ", defect_change_name(c->kind), severity_name(f->severity));
        code(&item, f->message);
        buf_add_char(&item, ' ');
        code(&item, f->rule);
        buf_add_char(&item, '\n');
        if (c->kind == DEFECT_NEW)
            add_place(&item, "", &f->place);
        add_item(out, &item, left_out);
    }
}

static void add_submission(struct buf *out, const char *label, const struct plan_record *p)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    sentences_submission(&line, p);
    buf_printf(out, "- %s: ", label);
    code(out, buf_str(&line));
    buf_add_char(out, '\n');
    buf_clear(&line);
}

static void add_plan(struct buf *out, const struct plan_diff *p, const struct diff_options *options)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    size_t left_out = 0;
    buf_add_str(out, "## You said, we found: ");
    code(out, words_plan(p->now));
    buf_add_str(out, "\n\n");
    add_submission(out, "before", p->before);
    add_submission(out, "now", p->now);
    buf_add_char(out, '\n');
    if (!p->comparable) {
        sentences_unread(&line, p);
        code(out, buf_str(&line));
        buf_add_str(out, "\n\n");
        buf_clear(&line);
        return;
    }
    for (size_t i = 0; i < p->warning_count; i++) {
        buf_add_str(out, "**Warning**: ");
        text(out, p->warnings[i]);
        buf_add_str(out, "\n\n");
    }
    add_scores(out, p);
    sentences_summary(out, p);
    buf_add_char(out, '\n');
    for (enum change change = CHANGE_LOST; change < CHANGES; change++)
        add_changes(out, p, change, options->verbose, &left_out);
    add_defects(out, p, &left_out);
    if (left_out)
        buf_printf(out, "\n%zu more are not shown: see the full comparison.\n", left_out);
    buf_add_char(out, '\n');
}

void diff_markdown(const struct diff *d, const struct diff_options *options, struct buf *out)
{
    size_t shown = 0;
    for (; shown < d->count; shown++) {
        struct buf plan;
        buf_init(&plan, LIMIT_REPORT_BYTES);
        add_plan(&plan, &d->plans[shown], options);
        bool fits = out->len + plan.len + FOOT_BYTES <= LIMIT_COMMENT_BYTES;
        if (fits)
            buf_add(out, buf_str(&plan), plan.len);
        buf_clear(&plan);
        if (!fits)
            break;
    }
    if (shown < d->count)
        buf_printf(
            out, "%zu more plans are not shown: see the full comparison.\n\n", d->count - shown);
    if (d->only_before_count || d->only_now_count)
        buf_printf(out, "Plans without a partner: %zu only before, %zu only now.\n\n",
            d->only_before_count, d->only_now_count);
    buf_printf(out, "<sub>planassure %s</sub>\n", pa_version());
}
