/* Run-in heads: the short title that opens a paragraph ("Recruitment: we will ...", "Moving house.
 * Changing how ...") becomes a heading of its own, marked run_in. A colon is believed when a
 * statement follows; a full stop only where the author does it again and again, because a short
 * sentence is no title. */
#include <string.h>

#include "analyse/edit.h"
#include "analyse/passes.h"
#include "analyse/words.h"

#define MAX_HEAD    7 /* words */
#define MAX_STOPPED 5 /* words of a head that ends in a full stop */
#define MIN_TEXT    6 /* words of the statement behind it */
#define VERB_REACH  20
#define MIN_STOPS   3 /* heads that end in a full stop are a habit from here */

struct heads {
    VEC(struct cut) cuts;
    VEC(uint8_t) sure; /* beside cuts */
    size_t stop_count; /* heads with a full stop and a statement behind them */
};

/* Words that open a lead-in, a label or a reference, never a title. */
static bool is_label(const char *text, const struct word *w)
{
    static const char *const words[] = {"figure", "table", "note", "source", "email", "tel",
        "telephone", "fax", "caption", "version", "date", "author", "chart", "box", "picture",
        "nb"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(text, w, words[i]))
            return true;
    return false;
}

/* Words that rule a title out: a verb, a figure, a bracket. */
static bool is_no_title(const struct word *w)
{
    return w->cls & WORD_AUX || w->shape == WORD_NUMBER || w->after & (AFTER_OPEN | AFTER_SEMI);
}

/* The end (a word index) of a head at the beginning of the block, 0 when there is none. */
static size_t head_end(const char *text, const struct word *w, size_t n, bool *stop)
{
    size_t end = 0;
    if (n < MIN_TEXT + 1 || w[0].shape != WORD_CAPITAL || is_label(text, &w[0]))
        return 0;
    for (size_t i = 0; i < MAX_HEAD && i < n && !end; i++) {
        if (is_no_title(&w[i]))
            return 0;
        if (w[i].after & (AFTER_COLON | AFTER_STOP))
            end = i + 1;
    }
    if (!end || end + MIN_TEXT > n || w[end - 1].after & (AFTER_ASK | AFTER_LINE | AFTER_BULLET))
        return 0;
    *stop = !(w[end - 1].after & AFTER_COLON);
    /* "The aims are:" and "We will." are sentences, not titles. */
    if (w[end - 1].cls & WORD_BOUND || (end == 1 && *stop && w[0].cls & WORD_STARTER))
        return 0;
    return *stop && (end > MAX_STOPPED || !word_is_upper(&w[end])) ? 0 : end;
}

static bool statement_follows(const struct word *w, size_t n, size_t i)
{
    for (size_t k = i; k < n && k < i + VERB_REACH; k++)
        if (w[k].cls & WORD_AUX && w[k].shape == WORD_LOWER)
            return true;
    return false;
}

static void find_heads(struct doc *doc, struct heads *out)
{
    struct word_list l = {0};
    for (size_t i = 0; i < doc->blocks.n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        bool stop = false;
        if (b->kind != DOC_PARAGRAPH || b->table != DOC_NONE || b->marks & DOC_NEVER_EVIDENCE)
            continue;
        /* The head and what is looked at behind it are within the first bytes. */
        uint32_t end = b->end - b->at > 400 ? b->at + 400 : b->end;
        words_between(doc, b->at, end, &l);
        size_t k = head_end(doc->text, l.v, l.n, &stop);
        bool statement = k && statement_follows(l.v, l.n, k);
        if (!k || (!stop && !statement))
            continue;
        struct cut c = {b->at, l.v[k - 1].end, 0, DOC_HEADING, 0, true};
        while (c.end < l.v[k].at && !strchr(" \n\t", doc->text[c.end]))
            c.end++;
        VEC_PUSH(&out->cuts, c);
        VEC_PUSH(&out->sure, !stop);
        out->stop_count += stop && statement;
    }
}

void runin_run(struct doc *doc)
{
    struct heads h = {0};
    size_t kept = 0;
    if (doc->shaped)
        return;
    find_heads(doc, &h);
    for (size_t i = 0; i < h.cuts.n; i++)
        if (h.sure.v[i] || h.stop_count >= MIN_STOPS)
            h.cuts.v[kept++] = h.cuts.v[i];
    edit_cut(doc, h.cuts.v, kept);
    xfree(h.cuts.v);
    xfree(h.sure.v);
}
