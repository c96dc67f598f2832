/* Literals are hung into buckets by their first two bytes; the pass looks each pair of bytes of the
 * text up and compares the rest. The Kelvin sign and the long s are caselessly k and s, so that a
 * sentence that holds one of them is a candidate for all. */
#include "match/prefilter.h"

#include <string.h>

enum { BUCKETS = 4096 };

struct entry {
    const char *text;
    uint32_t regex;
    uint32_t next; /* index + 1 */
    uint8_t len;
};

struct prefilter {
    const struct literals *literals;
    uint32_t count;
    uint32_t buckets[BUCKETS]; /* index + 1 of the first entry */
    bool starts[256];          /* bytes that are worth a look: a literal or an odd letter begins */
    VEC(struct entry) entries;
};

static uint32_t bucket_of(char a, char b)
{
    return ((unsigned char)a * 61u ^ (unsigned char)b * 7u) & (BUCKETS - 1);
}

struct prefilter *prefilter_new(const struct literals *literals, uint32_t count)
{
    struct prefilter *f = xcalloc(1, sizeof *f);
    f->literals = literals;
    f->count = count;
    f->starts[0xE2] = f->starts[0xC5] = true;
    for (uint32_t r = 0; r < count; r++)
        for (uint32_t i = 0; i < literals[r].count; i++) {
            const char *text = literals[r].text[i];
            uint32_t *bucket = &f->buckets[bucket_of(text[0], text[1])];
            struct entry e = {.text = text, .regex = r, .next = *bucket, .len = literals[r].len[i]};
            VEC_PUSH(&f->entries, e);
            *bucket = (uint32_t)f->entries.n;
            f->starts[(unsigned char)text[0]] = true;
            if (text[0] >= 'a' && text[0] <= 'z')
                f->starts[text[0] - 'a' + 'A'] = true;
        }
    return f;
}

void prefilter_free(struct prefilter *f)
{
    if (!f)
        return;
    xfree(f->entries.v);
    xfree(f);
}

static void add_candidate(struct candidates *c, uint32_t sentence)
{
    if (!c->n || c->v[c->n - 1] != sentence)
        VEC_PUSH(c, sentence);
}

static bool is_here(const struct entry *e, const char *s, size_t left)
{
    if (e->len > left)
        return false;
    for (uint32_t k = 0; k < e->len; k++)
        if (literal_fold(s[k]) != e->text[k])
            return false;
    return true;
}

static bool is_odd_case(const char *s, size_t left)
{
    return (left >= 3 && !memcmp(s, "\xE2\x84\xAA", 3)) || (left >= 2 && !memcmp(s, "\xC5\xBF", 2));
}

static void add_to_all(const struct prefilter *f, uint32_t sentence, struct candidates *out)
{
    for (uint32_t r = 0; r < f->count; r++)
        if (f->literals[r].count)
            add_candidate(&out[r], sentence);
}

static void run_sentence(
    const struct prefilter *f, const char *s, size_t len, uint32_t sentence, struct candidates *out)
{
    for (size_t at = 0; at + 1 < len; at++) {
        if (!f->starts[(unsigned char)s[at]])
            continue;
        if (is_odd_case(s + at, len - at))
            add_to_all(f, sentence, out);
        uint32_t bucket = bucket_of(literal_fold(s[at]), literal_fold(s[at + 1]));
        for (uint32_t i = f->buckets[bucket]; i; i = f->entries.v[i - 1].next) {
            const struct entry *e = &f->entries.v[i - 1];
            if (is_here(e, s + at, len - at))
                add_candidate(&out[e->regex], sentence);
        }
    }
}

void prefilter_run(const struct prefilter *f, const struct doc *doc, struct candidates *out)
{
    if (!f->entries.n)
        return;
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        const struct doc_sentence *s = &doc->sentences.v[i];
        if (s->end <= doc->len && s->at < s->end)
            run_sentence(f, doc->text + s->at, s->end - s->at, i, out);
    }
}
