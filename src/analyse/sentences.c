/* Sentences. A stop ends one when something that can open a sentence follows and the word before is
 * no abbreviation; where stops were lost, a capital opener after a small word ("... of care This
 * will") does the same. Every block with text is at least one sentence. Leads tie items to what
 * introduces them, text to its run-in head, and a sentence cut by a page to its first half. */
#include <string.h>

#include "analyse/passes.h"
#include "analyse/words.h"

struct splitter {
    struct doc *doc;
    struct word_list l;
    uint32_t lead; /* for the sentences of the block */
    bool once;     /* the lead is the first half of the first sentence, not of the others */
};

static const char *const abbreviations[] = {"dr", "mr", "mrs", "ms", "prof", "st", "no", "nos",
    "vs", "approx", "fig", "inc", "incl", "cf", "al", "para", "paras", "ext", "tel", "pp", "vol",
    "ed", "rev", "hon", "sec", "ref", "min", "mins", "max", "jan", "feb", "apr", "aug", "sept",
    "oct", "nov", "dec", "viz", "esp", "dept", "govt", "est"};

static bool is_abbreviation(const char *text, const struct word *w)
{
    if (w->end - w->at == 1)
        return text[w->at] != 'I' && !(text[w->at] >= '0' && text[w->at] <= '9');
    if (w->end - w->at > 6)
        return false;
    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
        if (word_is(text, w, abbreviations[i]))
            return true;
    return false;
}

/* A closing stop after word `k`; `first` is the first word of the sentence. */
static bool stop_ends(const char *text, const struct word *w, size_t k, size_t first)
{
    const struct word *a = &w[k], *b = &w[k + 1];
    if (a->after & AFTER_ASK)
        return true;
    /* "41k", with or without a pound sign */
    bool figure =
        (text[b->at] >= '0' && text[b->at] <= '9') || !strncmp(text + b->at, "\xC2\xA3", 2);
    bool opens = b->shape != WORD_LOWER || figure ||
                 a->after & (AFTER_QUOTE | AFTER_BULLET); /* an opening quote or bullet */
    if (!opens)
        return false;
    if (k == first && (a->shape == WORD_NUMBER || a->end - a->at == 1))
        return false; /* "1. The plan" */
    bool etc = word_is(text, a, "etc");
    if (is_abbreviation(text, a) || etc)
        return b->cls & WORD_STARTER && b->shape == WORD_CAPITAL && (etc || a->shape == WORD_CAPS);
    return true;
}

/* A sentence that opens at word `k` although the stop before it is lost. */
static bool lost_stop(const struct word *w, size_t n, size_t k)
{
    const struct word *p = &w[k - 1];
    if (!(w[k].cls & WORD_STARTER) || w[k].shape != WORD_CAPITAL || k + 1 >= n)
        return false;
    if (p->after & ~(AFTER_CLOSE | AFTER_LINE) || w[k].after & ~AFTER_LINE)
        return false;
    if (p->shape != WORD_LOWER && !(p->after & AFTER_CLOSE))
        return false;
    if (p->cls & (WORD_BOUND | WORD_JOINER | WORD_AUX) && !(p->after & AFTER_CLOSE))
        return false;
    return w[k + 1].shape == WORD_LOWER ||
           (k + 3 < n && (w[k + 2].shape == WORD_LOWER || w[k + 3].shape == WORD_LOWER));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static void add_sentence(struct splitter *sp, uint32_t block, uint32_t at, uint32_t end)
{
    const char *s = sp->doc->text;
    while (at < end) {
        uint32_t b = bullet_length(s + at, end - at);
        if (!b && !is_blank(s[at]))
            break;
        at += b ? b : 1;
    }
    while (end > at && is_blank(s[end - 1]))
        end--;
    if (at == end)
        return;
    struct doc_sentence x = {.at = at, .end = end, .block = block, .lead = sp->lead};
    for (uint32_t p = end; p > at && end - p < 4; p--)
        if (s[p - 1] == '?')
            x.question = true;
    VEC_PUSH(&sp->doc->sentences, x);
    if (sp->once)
        sp->lead = DOC_NONE;
}

/* Where the sentence whose last word is `k` ends: at the first blank behind it, or at a bullet. */
static uint32_t end_after(const struct splitter *sp, size_t k, uint32_t end)
{
    uint32_t p = sp->l.v[k].end, stop = k + 1 < sp->l.n ? sp->l.v[k + 1].at : end;
    while (p < stop && !is_blank(sp->doc->text[p]) && !bullet_length(sp->doc->text + p, stop - p))
        p++;
    return p;
}

static void split_block(struct splitter *sp, uint32_t i)
{
    const struct doc_block *b = &sp->doc->blocks.v[i];
    const char *text = sp->doc->text;
    uint32_t at = b->at;
    size_t first = 0;
    if (b->kind == DOC_HEADING || b->kind == DOC_CAPTION || b->marks & DOC_NEVER_EVIDENCE) {
        add_sentence(sp, i, b->at, b->end);
        return;
    }
    words_between(sp->doc, b->at, b->end, &sp->l);
    for (size_t k = 0; k + 1 < sp->l.n; k++) {
        const struct word *w = sp->l.v;
        bool cut = w[k].after & AFTER_BULLET || lost_stop(w, sp->l.n, k + 1) ||
                   (w[k].after & AFTER_STOP && stop_ends(text, w, k, first));
        if (!cut)
            continue;
        uint32_t end = end_after(sp, k, b->end);
        add_sentence(sp, i, at, end);
        at = end;
        first = k + 1;
    }
    add_sentence(sp, i, at, b->end);
}

/* Does block `b` go on with what block `a` left unfinished? */
static bool goes_on(const struct doc *doc, const struct doc_block *a, const struct doc_block *b)
{
    const char *s = doc->text;
    if (a->table != DOC_NONE || b->table != DOC_NONE || a->kind == DOC_HEADING ||
        a->kind == DOC_CAPTION || b->kind == DOC_HEADING || b->kind == DOC_CAPTION)
        return false;
    return (s[b->at] >= 'a' && s[b->at] <= 'z' && !strchr(".?!:", s[a->end - 1])) &&
           b->kind == DOC_PARAGRAPH;
}

struct leads {
    uint32_t list, list_lead; /* the open list and its lead-in's last sentence */
    uint32_t before;          /* the block before that is no furniture */
};

static uint32_t lead_of(const struct doc *doc, uint32_t i, const struct leads *l)
{
    const struct doc_block *b = &doc->blocks.v[i];
    uint32_t last = doc->sentences.n ? (uint32_t)doc->sentences.n - 1 : DOC_NONE;
    if (b->kind == DOC_LIST_ITEM && b->list && b->list == l->list)
        return l->list_lead;
    if (l->before == DOC_NONE)
        return DOC_NONE;
    while (last != DOC_NONE && last > 0 && doc->sentences.v[last].block > l->before)
        last--;
    if (last == DOC_NONE || doc->sentences.v[last].block != l->before)
        return DOC_NONE;
    const struct doc_block *a = &doc->blocks.v[l->before];
    if (a->run_in && a->kind == DOC_HEADING && b->kind == DOC_PARAGRAPH)
        return last;
    return goes_on(doc, a, b) ? last : DOC_NONE;
}

void sentences_run(struct doc *doc)
{
    struct splitter sp = {.doc = doc};
    struct leads leads = {0, DOC_NONE, DOC_NONE};
    doc->sentences.n = 0;
    for (uint32_t i = 0; i < doc->blocks.n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        bool skip = b->marks & (DOC_FURNITURE | DOC_BOILERPLATE);
        sp.lead = skip ? DOC_NONE : lead_of(doc, i, &leads);
        sp.once = b->kind == DOC_PARAGRAPH && leads.before != DOC_NONE &&
                  doc->blocks.v[leads.before].kind != DOC_HEADING;
        split_block(&sp, i);
        if (skip)
            continue;
        leads.before = i;
        if (b->kind == DOC_PARAGRAPH && b->list && doc->sentences.n) {
            leads.list = b->list;
            leads.list_lead = (uint32_t)doc->sentences.n - 1;
        }
    }
}
