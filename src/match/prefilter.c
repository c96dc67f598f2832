/* Literals are hung into buckets by their first three bytes, those of two bytes by both; the pass
 * looks each place of the text up and compares the rest. Many regexes share a literal: it is
 * compared once. The Kelvin sign and the long s are caselessly k and s, so that a sentence that
 * holds one of them is a candidate for all. */
#include "match/prefilter.h"

#include <string.h>

enum { BUCKETS = 4096 };

struct entry { /* a literal */
    const char *text;
    uint32_t first; /* of its regexes: index + 1 in users */
    uint32_t next;  /* literal of the same bucket: index + 1 */
    uint8_t len;
};
struct user {
    uint32_t regex;
    uint32_t next; /* index + 1 */
};

struct prefilter {
    const struct literals *literals;
    uint32_t count;
    uint32_t
        buckets[BUCKETS];    /* index + 1 of the first entry: of literals of three bytes or more */
    uint32_t pairs[BUCKETS]; /* the same of those of two bytes */
    bool starts[256];        /* bytes that are worth a look: a literal or an odd letter begins */
    struct entry *entries;
    struct user *users;
    uint32_t entry_count, user_count;
};

static uint32_t pair_of(char a, char b)
{
    return ((unsigned char)a * 61u ^ (unsigned char)b * 7u) & (BUCKETS - 1);
}

static uint32_t bucket_of(char a, char b, char c)
{
    return ((unsigned char)a * 1021u ^ (unsigned char)b * 61u ^ (unsigned char)c * 7u) &
           (BUCKETS - 1);
}

/* The entry of a literal; made when it is new. */
static struct entry *entry_of(struct prefilter *f, const char *text, uint8_t len)
{
    uint32_t *bucket = len < 3 ? &f->pairs[pair_of(text[0], text[1])]
                               : &f->buckets[bucket_of(text[0], text[1], text[2])];
    for (uint32_t i = *bucket; i; i = f->entries[i - 1].next)
        if (f->entries[i - 1].len == len && !memcmp(f->entries[i - 1].text, text, len))
            return &f->entries[i - 1];
    f->entries[f->entry_count] = (struct entry){.text = text, .next = *bucket, .len = len};
    *bucket = ++f->entry_count;
    return &f->entries[f->entry_count - 1];
}

struct prefilter *prefilter_new(
    struct arena *arena, const struct literals *literals, uint32_t count)
{
    struct prefilter *f = arena_alloc(arena, sizeof *f);
    uint32_t total = 0;
    for (uint32_t r = 0; r < count; r++)
        total += literals[r].count;
    f->entries = arena_array(arena, total + 1, sizeof *f->entries);
    f->users = arena_array(arena, total + 1, sizeof *f->users);
    f->literals = literals;
    f->count = count;
    f->starts[0xE2] = f->starts[0xC5] = true;
    for (uint32_t r = 0; r < count; r++)
        for (uint32_t i = 0; i < literals[r].count; i++) {
            const char *text = literals[r].text[i];
            struct entry *e = entry_of(f, text, literals[r].len[i]);
            f->users[f->user_count] = (struct user){.regex = r, .next = e->first};
            e->first = ++f->user_count;
            f->starts[(unsigned char)text[0]] = true;
            if (text[0] >= 'a' && text[0] <= 'z')
                f->starts[text[0] - 'a' + 'A'] = true;
        }
    return f;
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

/* The regexes of the literals of one bucket that stand here. */
static void look_up(const struct prefilter *f, uint32_t first, const char *s, size_t left,
    uint32_t sentence, struct candidates *out)
{
    for (uint32_t i = first; i; i = f->entries[i - 1].next) {
        const struct entry *e = &f->entries[i - 1];
        if (!is_here(e, s, left))
            continue;
        for (uint32_t u = e->first; u; u = f->users[u - 1].next)
            add_candidate(&out[f->users[u - 1].regex], sentence);
    }
}

static void run_sentence(
    const struct prefilter *f, const char *s, size_t len, uint32_t sentence, struct candidates *out)
{
    char a = 0, b = len ? literal_fold(s[0]) : 0, c = len > 1 ? literal_fold(s[1]) : 0;
    for (size_t at = 0; at + 1 < len; at++) {
        a = b;
        b = c;
        c = at + 2 < len ? literal_fold(s[at + 2]) : 0;
        if (!f->starts[(unsigned char)a])
            continue;
        if (is_odd_case(s + at, len - at))
            add_to_all(f, sentence, out);
        uint32_t pair = f->pairs[pair_of(a, b)], more = f->buckets[bucket_of(a, b, c)];
        if (pair)
            look_up(f, pair, s + at, len - at, sentence, out);
        if (more)
            look_up(f, more, s + at, len - at, sentence, out);
    }
}

void prefilter_run(const struct prefilter *f, const struct doc *doc, struct candidates *out)
{
    if (!f->entry_count)
        return;
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        const struct doc_sentence *s = &doc->sentences.v[i];
        if (s->end <= doc->len && s->at < s->end)
            run_sentence(f, doc->text + s->at, s->end - s->at, i, out);
    }
}
