/* The comparison for people at a terminal: scores before and now, then what was recommended and
 * what became of it, the most urgent first, then the defects. */
#include <math.h>
#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "base/mem.h"
#include "compare/diff.h"
#include "compare/sentences.h"
#include "compare/words.h"
#include "report/formats.h"
#include "report/wrap.h"

#define TITLE_WIDTH 38 /* of a domain in the table */

struct text {
    const struct diff_options *options;
    struct buf *out;
};

static void heading(const struct text *t, enum paint kind, const char *words)
{
    buf_add_char(t->out, '\n');
    paint(t->out, t->options->colour, kind, words);
    buf_add_char(t->out, '\n');
}

/* `text` in `width` columns: cut with an ellipsis or filled with blanks. */
static void column(const struct text *t, const char *text, unsigned width)
{
    struct buf safe;
    buf_init(&safe, LIMIT_REPORT_BYTES);
    escape_terminal(&safe, text, strlen(text));
    size_t len = safe.len;
    bool cut = false;
    while (len && wrap_columns(buf_str(&safe), len) > width - cut) {
        cut = true;
        do
            len--;
        while (len && ((unsigned char)safe.s[len] & 0xC0) == 0x80);
    }
    buf_add(t->out, buf_str(&safe), len);
    if (cut)
        buf_add_str(t->out, "\xE2\x80\xA6");
    for (unsigned i = wrap_columns(buf_str(&safe), len) + cut; i < width; i++)
        buf_add_char(t->out, ' ');
    buf_clear(&safe);
}

static void score_cell(const struct text *t, bool known, double score, enum pa_rating rating)
{
    struct buf cell;
    buf_init(&cell, 100);
    if (!known)
        buf_add_str(&cell, "\xE2\x80\x93");
    else if (isnan(score))
        buf_add_str(&cell, "not scored");
    else
        buf_printf(&cell, "%5.1f %%  %s", score, words_rating_name(rating));
    column(t, buf_str(&cell), 22);
    buf_clear(&cell);
}

static void score_row(const struct text *t, const char *title, const struct domain_record *before,
    const struct domain_record *now)
{
    struct buf change;
    buf_init(&change, 100);
    buf_add_str(t->out, "  ");
    column(t, title, TITLE_WIDTH);
    score_cell(t, before, before ? before->score : 0, before ? before->rating : PA_UNRATED);
    score_cell(t, now, now ? now->score : 0, now ? now->rating : PA_UNRATED);
    if (before && now)
        words_change(&change, before->score, now->score);
    buf_printf(t->out, "%6s\n", buf_str(&change));
    buf_clear(&change);
}

static void print_scores(const struct text *t, const struct plan_diff *p)
{
    struct domain_record before = {.score = p->before->score, .rating = p->before->rating};
    struct domain_record now = {.score = p->now->score, .rating = p->now->rating};
    buf_add_str(t->out, "\n  ");
    column(t, "", TITLE_WIDTH);
    column(t, "before", 22);
    column(t, "now", 22);
    buf_add_str(t->out, "change\n");
    score_row(t, "The plan", &before, &now);
    for (size_t i = 0; i < p->domain_count; i++) {
        const struct domain_change *d = &p->domains[i];
        score_row(t, d->now ? d->now->title : d->before->title, d->before, d->now);
    }
}

static void print_quote(const struct text *t, const char *label, const struct requirement_record *q)
{
    if (!q || !q->evidence_count)
        return;
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    sentences_quote(&line, &q->evidence[0].place);
    wrap_foreign(t->out, 6, label, buf_str(&line));
    buf_clear(&line);
}

static void print_requirement(const struct text *t, const struct requirement_change *c)
{
    const struct requirement_record *q = c->now ? c->now : c->before;
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    sentences_outcome(&line, c);
    buf_printf(&line, "  [%s]", q->id);
    wrap_foreign(t->out, 2, "", buf_str(&line));
    buf_clear(&line);
    for (enum sentence kind = SENTENCE_FOUND; kind <= SENTENCE_DO; kind++) {
        const char *label = sentences_about(c, kind, &line);
        if (line.len)
            wrap_foreign(t->out, 6, label, buf_str(&line));
        buf_clear(&line);
    }
    if (c->change == CHANGE_LOST)
        print_quote(t, "Was: ", c->before);
    if (c->change == CHANGE_PARTLY || c->change == CHANGE_ANSWERED)
        print_quote(t, "Now: ", c->now);
}

static void print_changes(const struct text *t, const struct plan_diff *p, enum change change)
{
    static const enum paint paints[CHANGES] = {[CHANGE_LOST] = PAINT_POOR,
        [CHANGE_OPEN] = PAINT_POOR,
        [CHANGE_PARTLY] = PAINT_FAIR,
        [CHANGE_ANSWERED] = PAINT_GOOD};
    if (!p->changes[change])
        return;
    struct buf words;
    buf_init(&words, 1000);
    sentences_heading(&words, change, p->changes[change]);
    heading(t, paints[change] ? paints[change] : PAINT_STRONG, buf_str(&words));
    buf_clear(&words);
    for (size_t i = 0; i < p->requirement_count; i++)
        if (p->requirements[i].change == change)
            print_requirement(t, &p->requirements[i]);
}

/* What is met in both is told only where it rests on other words, or to those who ask for more. */
static void print_kept(const struct text *t, const struct plan_diff *p)
{
    struct buf words;
    buf_init(&words, 1000);
    sentences_kept(&words, p);
    if (words.len)
        heading(t, PAINT_STRONG, buf_str(&words));
    buf_clear(&words);
    for (size_t i = 0; i < p->requirement_count; i++) {
        const struct requirement_change *c = &p->requirements[i];
        bool other = c->evidence == EVIDENCE_OTHER;
        if (c->change != CHANGE_KEPT || !(other || t->options->verbose))
            continue;
        struct buf line;
        buf_init(&line, LIMIT_REPORT_BYTES);
        buf_printf(&line, "%s  [%s]", c->now->title, c->now->id);
        wrap_foreign(t->out, 2, "", buf_str(&line));
        buf_clear(&line);
        for (int now = 0; other && now < 2; now++) {
            sentences_other(&line, c, now);
            if (line.len)
                wrap_foreign(t->out, 6, "", buf_str(&line));
            buf_clear(&line);
        }
    }
}

static void print_defects(const struct text *t, const struct plan_diff *p)
{
    static const char *const labels[] = {
        [DEFECT_NEW] = "new: ", [DEFECT_STILL] = "still there: ", [DEFECT_GONE] = "gone: "};
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    sentences_defects(&line, p);
    heading(t, p->defects_new ? PAINT_POOR : PAINT_STRONG, buf_str(&line));
    buf_clear(&line);
    for (size_t i = 0; i < p->defect_count; i++) {
        const struct defect_change *c = &p->defects[i];
        const struct finding_record *f = c->now ? c->now : c->before;
        buf_printf(&line, "%s  [%s, %s]", f->message, f->rule, severity_name(f->severity));
        wrap_foreign(t->out, 2, labels[c->kind], buf_str(&line));
        buf_clear(&line);
        sentences_quote(&line, &f->place);
        if (c->kind == DEFECT_NEW)
            wrap_foreign(t->out, 6, "At ", buf_str(&line));
        buf_clear(&line);
    }
}

static void print_submission(const struct text *t, const char *label, const struct plan_record *p)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    sentences_submission(&line, p);
    wrap_foreign(t->out, 2, label, buf_str(&line));
    buf_clear(&line);
}

static void print_plan(const struct text *t, const struct plan_diff *p)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    const char *name = words_plan(p->now);
    escape_terminal(&line, name, strlen(name));
    paint(t->out, t->options->colour, PAINT_STRONG, buf_str(&line));
    buf_add_char(t->out, '\n');
    buf_clear(&line);
    print_submission(t, "Before: ", p->before);
    print_submission(t, "Now:    ", p->now);
    if (!p->comparable) {
        sentences_unread(&line, p);
        wrap_foreign(t->out, 2, "", buf_str(&line));
        buf_clear(&line);
        return;
    }
    for (size_t i = 0; i < p->warning_count; i++)
        wrap_foreign(t->out, 2, "Warning: ", p->warnings[i]);
    print_scores(t, p);
    sentences_summary(&line, p);
    buf_add_char(t->out, '\n');
    wrap_foreign(t->out, 2, "", buf_str(&line));
    buf_clear(&line);
    for (enum change change = CHANGE_LOST; change < CHANGE_KEPT; change++)
        print_changes(t, p, change);
    print_kept(t, p);
    print_defects(t, p);
}

void diff_text(const struct diff *d, const struct diff_options *options, struct buf *out)
{
    struct text t = {options, out};
    for (size_t i = 0; i < d->count; i++) {
        if (i)
            buf_add_char(out, '\n');
        print_plan(&t, &d->plans[i]);
    }
    if (d->only_before_count || d->only_now_count)
        heading(&t, PAINT_STRONG, "Plans without a partner");
    for (size_t i = 0; i < d->only_before_count; i++)
        wrap_foreign(t.out, 2, "only before: ", d->only_before[i]->path);
    for (size_t i = 0; i < d->only_now_count; i++)
        wrap_foreign(t.out, 2, "only now: ", d->only_now[i]->path);
}
