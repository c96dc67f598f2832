/* Lists. Items that run together in one line behind a lead-in ("to: Book quickly See a preferred
 * doctor") are told apart by capitals where no sentence can begin, by semicolons, by bullets and by
 * counting numbers. Then every row of items gets an id, which its lead-in shares. */
#include <string.h>

#include "analyse/edit.h"
#include "analyse/passes.h"
#include "analyse/title_end.h"

/* Bits of the set of words that the plan writes in small letters; two words may share one. */
#define COMMON (1u << 17)

struct inliner {
    const struct doc *doc;
    struct word_list l;
    uint8_t *common;
    uint32_t end;   /* of the block */
    bool wrapped;   /* it has several lines */
    uint32_t first; /* the first word of the last item */
    VEC(struct cut) cuts;
};

static void note_common(struct inliner *in)
{
    for (size_t i = 0; i < in->l.n; i++)
        if (in->l.v[i].shape == WORD_LOWER)
            in->common[(in->l.v[i].hash & (COMMON - 1)) / 8] |=
                (uint8_t)(1u << (in->l.v[i].hash & 7));
}

static bool is_common(const struct inliner *in, const struct word *w)
{
    return w->cls & (WORD_VERB | WORD_STARTER) ||
           in->common[(w->hash & (COMMON - 1)) / 8] >> (w->hash & 7) & 1;
}

/* A finite verb after word `i`, at most `reach` words on and before a stop. */
static bool verb_within(const struct inliner *in, size_t i, size_t reach)
{
    for (size_t k = i; k < in->l.n && k < i + reach; k++) {
        if (k > i && in->l.v[k].cls & WORD_AUX && in->l.v[k].shape == WORD_LOWER)
            return true;
        if (in->l.v[k].after & (AFTER_STOP | AFTER_COLON))
            return false;
    }
    return false;
}

static bool is_opener(const struct word *w)
{
    return w->cls & WORD_STARTER && (w->shape == WORD_CAPITAL || w->end - w->at == 1);
}

/* Is a sentence of the running text, not an item, what begins at word `k`? "We will", "The group
 * has", or a name of several capitals and its verb. */
static bool is_sentence(const struct inliner *in, size_t k)
{
    const struct word *w = in->l.v;
    size_t n = in->l.n, upper = 0, i = k;
    if (is_opener(&w[k]) && verb_within(in, k, 14))
        return true;
    for (; i < n && i < k + 7 && (word_is_upper(&w[i]) || w[i].cls & WORD_JOINER); i++)
        upper += word_is_upper(&w[i]);
    return i < n && i > k && upper && w[i].cls & WORD_AUX && w[i].shape == WORD_LOWER &&
           (upper > 1 || w[k].shape == WORD_CAPS);
}

/* Does a new item begin at word `k` although no stop stands before it? */
static bool is_break(const struct inliner *in, size_t k)
{
    const struct word *w = in->l.v, *p = &w[k - 1];
    if (!word_is_upper(&w[k]) || k + 1 >= in->l.n)
        return false;
    if (p->after & (AFTER_COMMA | AFTER_OPEN | AFTER_DASH | AFTER_COLON | AFTER_QUOTE))
        return false;
    bool number = p->shape == WORD_NUMBER || p->after & AFTER_CLOSE;
    bool open = p->shape == WORD_LOWER || number;
    /* Items that begin alike, and a sentence that ends the list, need no small word before. */
    if (!open && (w[k].hash == in->first || is_opener(&w[k])) && w[k + 1].shape == WORD_LOWER)
        return w[k].hash == in->first || is_sentence(in, k);
    if (!open || (p->cls & WORD_BOUND && p->shape == WORD_LOWER) || p->cls & WORD_LABEL)
        return false;
    if (w[k].shape == WORD_CAPS)
        return is_sentence(in, k);
    return is_common(in, &w[k]) &&
           (w[k + 1].shape == WORD_LOWER || w[k + 1].shape == WORD_NUMBER || w[k].cls & WORD_VERB);
}

static bool is_stop(const struct word *w)
{
    return w->after & (AFTER_STOP | AFTER_SEMI | AFTER_BULLET);
}

static void add_item(struct inliner *in, size_t first, size_t end)
{
    const char *s = in->doc->text;
    struct cut c = {in->l.v[first].at, in->l.v[end - 1].end, 0, DOC_LIST_ITEM, 1, false};
    uint32_t stop = end < in->l.n ? in->l.v[end].at : in->end;
    while (c.end < stop && !strchr(" \n\t([", s[c.end]) && !bullet_length(s + c.end, stop - c.end))
        c.end++;
    VEC_PUSH(&in->cuts, c);
}

/* Items between word `i` and the end of the list, which is returned; nothing is added when they are
 * no list. */
static size_t run_of_items(struct inliner *in, size_t i)
{
    size_t before = in->cuts.n, first = i, breaks = 0, k = i + 1, n = in->l.n;
    const struct word *w = in->l.v;
    in->first = w[i].hash;
    bool small = w[i].shape == WORD_LOWER; /* "to: offer ...; set up ...; and close ..." */
    if (small && in->wrapped)
        return i; /* whoever wraps lines would have drawn bullets: it is one sentence */
    for (; k < n; k++) {
        bool stop = is_stop(&w[k - 1]);
        if (small ? !stop : !(stop && word_is_upper(&w[k])) && !is_break(in, k))
            continue;
        if (small && !(w[k - 1].after & AFTER_SEMI))
            break;
        if (is_sentence(in, k))
            break;
        add_item(in, first, k);
        breaks += !stop || w[k - 1].after & (AFTER_SEMI | AFTER_BULLET);
        first = k;
    }
    add_item(in, first, k);
    if (breaks && in->cuts.n - before >= 2)
        return k;
    in->cuts.n = before;
    return i;
}

/* Words before a semicolon or dash that lead into a list. */
static bool leads_in(const char *text, const struct word *w)
{
    static const char *const words[] = {"following", "include", "includes", "including", "to", "of",
        "on", "be", "are", "is", "by", "that", "for", "below", "steps", "actions", "areas"};
    if (w->after & AFTER_COLON)
        return true;
    if (!(w->after & (AFTER_SEMI | AFTER_DASH)))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(text, w, words[i]))
            return true;
    return false;
}

/* "1. Better care ... 2. Fewer visits ... 3. ...": returns the word behind the last item found. */
static size_t numbered_items(struct inliner *in, size_t i)
{
    const struct word *w = in->l.v;
    size_t n = in->l.n, start[64], count = 0, k = i;
    for (; k + 1 < n && count < 64; k++) {
        const char *s = in->doc->text + w[k].at;
        uint32_t len = w[k].end - w[k].at;
        size_t want = count + 1;
        bool is = w[k].shape == WORD_NUMBER && w[k].after & (AFTER_STOP | AFTER_CLOSE) &&
                  word_is_upper(&w[k + 1]) &&
                  (len == 1 ? (size_t)(s[0] - '0') == want
                            : len == 2 && (size_t)((s[0] - '0') * 10 + s[1] - '0') == want);
        if (is && (k == 0 || !(w[k - 1].cls & WORD_LABEL)))
            start[count++] = k + 1;
        else if (count == 0)
            return i;
    }
    if (count < 2)
        return i;
    for (size_t j = 0; j + 1 < count; j++)
        add_item(in, start[j], start[j + 1] - 1);
    /* The last item ends with its sentence. */
    for (k = start[count - 1] + 1; k < n && !is_stop(&w[k - 1]) && !is_break(in, k); k++)
        ;
    add_item(in, start[count - 1], k);
    return k;
}

static void inline_block(struct inliner *in)
{
    for (size_t i = 0; i + 2 < in->l.n; i++) {
        const struct word *w = &in->l.v[i];
        size_t end = i + 1;
        if (w->shape == WORD_NUMBER && w->after & (AFTER_STOP | AFTER_CLOSE)) {
            end = numbered_items(in, i);
            if (end > i) {
                i = end - 1;
                continue;
            }
        }
        if (!leads_in(in->doc->text, w) || w->shape == WORD_NUMBER)
            continue;
        end = numbered_items(in, i + 1);
        if (end == i + 1)
            end = run_of_items(in, i + 1);
        if (end > i + 1)
            i = end - 2;
    }
}

static void split_items(struct doc *doc)
{
    struct inliner in = {.doc = doc};
    in.common = xcalloc(COMMON / 8, 1);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < doc->blocks.n; i++) {
            const struct doc_block *b = &doc->blocks.v[i];
            if (b->kind != DOC_PARAGRAPH || b->table != DOC_NONE || b->marks & DOC_NEVER_EVIDENCE ||
                (round && b->end - b->at < 120))
                continue;
            in.end = b->end;
            in.wrapped = memchr(doc->text + b->at, '\n', b->end - b->at) != NULL;
            words_between(doc, b->at, b->end, &in.l);
            if (round == 0)
                note_common(&in);
            else
                inline_block(&in);
        }
    edit_cut(doc, in.cuts.v, in.cuts.n);
    xfree(in.common);
    xfree(in.cuts.v);
}

static bool ends_open(const struct doc *doc, const struct doc_block *b)
{
    uint32_t end = b->end;
    while (end > b->at && (doc->text[end - 1] == '-' || doc->text[end - 1] == ' '))
        end--;
    return end > b->at && !strchr(".?!", doc->text[end - 1]);
}

/* Gives each row of items an id, and its lead-in the same. */
static void number_lists(struct doc *doc)
{
    uint32_t id = 0;
    size_t lead = SIZE_MAX; /* the last paragraph, when only furniture stands between */
    bool in_list = false;
    for (size_t i = 0; i < doc->blocks.n; i++) {
        struct doc_block *b = &doc->blocks.v[i];
        if (b->marks & DOC_FURNITURE)
            continue;
        b->list = 0;
        if (b->kind == DOC_LIST_ITEM) {
            if (!in_list)
                id++;
            if (!in_list && lead != SIZE_MAX && ends_open(doc, &doc->blocks.v[lead]))
                doc->blocks.v[lead].list = id;
            b->list = id;
            in_list = true;
            lead = SIZE_MAX;
        } else {
            in_list = false;
            lead = b->kind == DOC_PARAGRAPH && b->table == DOC_NONE ? i : SIZE_MAX;
        }
    }
}

void lists_run(struct doc *doc)
{
    if (doc_is_unmarked(doc) && !doc->shaped)
        split_items(doc);
    number_lists(doc);
    doc->shaped = true;
}
