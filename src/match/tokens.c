/* Sentences to tokens. A word that a line end cut in two ("appoint-\nments") is mended in a second
 * pass, when all words of the plan are known: only a whole that the program's phrases use, or that
 * the plan writes somewhere else, is a word; "e-\nmail" stays two tokens, which phrases match too.
 */
#include "match/tokens.h"

#include <string.h>

#include "base/limits.h"
#include "match/split.h"

struct reading {
    struct tokens *tokens;
    const struct doc *doc;
    struct words *words;
    VEC(uint32_t) broken; /* tokens that may belong to the one before */
};

static void add_token(struct reading *r, const struct piece *p, uint32_t sentence)
{
    struct tokens *t = r->tokens;
    uint32_t word = words_id(r->words, p->word, p->word_len, p->hash);
    if (p->broken)
        VEC_PUSH(&r->broken, (uint32_t)t->n);
    else
        r->words->v[word].uses |= WORD_SEEN;
    uint32_t stem = r->words->v[word].stem;
    if (stem == WORD_NONE || p->plural)
        stem = piece_stem(p, r->words, word);
    VEC_PUSH(t, ((struct token){.at = p->at,
                    .len = (uint16_t)p->len,
                    .flags = p->flags,
                    .word = word,
                    .stem = stem,
                    .sentence = sentence}));
}

static void read_sentences(struct reading *r)
{
    struct tokens *t = r->tokens;
    uint32_t done = 0; /* sentences never overlap; should they, the first one has the word */
    struct piece p;
    for (uint32_t i = 0; i < t->sentences; i++) {
        t->first[i] = (uint32_t)t->n;
        const struct doc_sentence *s = &r->doc->sentences.v[i];
        uint32_t at = s->at > done ? s->at : done;
        uint32_t end = s->end < r->doc->len ? s->end : r->doc->len;
        struct splitter split = splitter_over(r->doc->text, at, end);
        while (at < end && !t->limit && split_next(&split, &p)) {
            if (t->n < LIMIT_TOKENS)
                add_token(r, &p, i);
            else
                t->limit = true;
        }
        done = end > done ? end : done;
    }
    t->first[t->sentences] = (uint32_t)t->n;
}

static bool is_known(struct words *w, const char *text, size_t len)
{
    uint32_t word = words_find(w, text, len);
    if (word != WORD_NONE && (w->v[word].uses & (WORD_PLAIN | WORD_SEEN)))
        return true;
    word = words_id(w, text, len, folded_hash(text, len));
    uint32_t stem = words_stem(w, word); /* first: it may move the words */
    return w->v[stem].uses & WORD_STEM;
}

/* The id of the whole of two halves, WORD_NONE when they are two words. */
static uint32_t whole_word(struct words *w, const struct token *a, const struct token *b)
{
    const struct word *first = &w->v[a->word], *second = &w->v[b->word];
    char whole[WORD_MAX];
    size_t len = (size_t)first->len + second->len;
    if (len > WORD_MAX || first->len < 2 || second->len < 2 || (a->flags & TOKEN_NUMBER))
        return WORD_NONE;
    memcpy(whole, first->text, first->len);
    memcpy(whole + first->len, second->text, second->len);
    return is_known(w, whole, len) ? words_find(w, whole, len) : WORD_NONE;
}

/* Joins the halves and closes the gaps that this leaves in the list. */
static void mend_broken(struct reading *r)
{
    struct tokens *t = r->tokens;
    if (!r->broken.n)
        return;
    size_t next = 0, out = 0;
    uint32_t sentence = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        for (; sentence <= t->v[i].sentence; sentence++)
            t->first[sentence] = (uint32_t)out;
        uint32_t word = WORD_NONE;
        if (next < r->broken.n && r->broken.v[next] == i) {
            next++;
            word = whole_word(r->words, &t->v[out - 1], &t->v[i]);
            r->words->v[t->v[i].word].uses |= WORD_SEEN;
        }
        if (word == WORD_NONE) {
            t->v[out++] = t->v[i];
            continue;
        }
        struct token *whole = &t->v[out - 1];
        whole->len = (uint16_t)(t->v[i].at + t->v[i].len - whole->at);
        whole->word = word;
        whole->stem = words_stem(r->words, word);
    }
    for (; sentence <= t->sentences; sentence++)
        t->first[sentence] = (uint32_t)out;
    t->n = out;
}

void tokens_read(struct tokens *t, const struct doc *doc, struct words *words)
{
    *t = (struct tokens){.sentences = (uint32_t)doc->sentences.n};
    t->first = xcalloc((size_t)t->sentences + 1, sizeof *t->first);
    t->room = doc->len / 6 + 16;
    t->v = xmalloc(t->room * sizeof *t->v);
    struct reading r = {.tokens = t, .doc = doc, .words = words};
    read_sentences(&r);
    mend_broken(&r);
    xfree(r.broken.v);
}

void tokens_clear(struct tokens *t)
{
    xfree(t->v);
    xfree(t->first);
    *t = (struct tokens){0};
}
