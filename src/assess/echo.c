/* See echo.h. Words are compared in lower case, letters and digits only. */
#include "assess/echo.h"

#include <ctype.h>
#include <string.h>

enum {
    ECHO_WORDS = 10, /* in a row: fewer also meet by chance in the language of the field */
    MOST_WORDS = 400
};

static uint64_t word_hash(const char *s, size_t len)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (uint64_t)tolower((unsigned char)s[i])) * 1099511628211u;
    return h;
}

static uint64_t window_hash(const uint64_t *words)
{
    uint64_t h = 0;
    for (int i = 0; i < ECHO_WORDS; i++)
        h = h * 6364136223846793005u + words[i];
    return h;
}

static uint32_t words_of(const char *s, uint64_t *out)
{
    uint32_t n = 0;
    while (*s && n < MOST_WORDS) {
        while (*s && !isalnum((unsigned char)*s))
            s++;
        size_t len = 0;
        while (isalnum((unsigned char)s[len]))
            len++;
        if (len)
            out[n++] = word_hash(s, len);
        s += len;
    }
    return n;
}

static void add_windows(struct echo *e, const uint64_t *words, uint32_t n)
{
    for (uint32_t i = 0; i + ECHO_WORDS <= n; i++) {
        uint64_t h = window_hash(words + i);
        e->filter[h >> 6 & 63] |= UINT64_C(1) << (h & 63);
        e->windows[e->n++] = h;
    }
}

void echo_prepare(struct echo *e, struct arena *arena, const struct requirement *r)
{
    uint64_t words[MOST_WORDS];
    *e = (struct echo){0};
    e->windows = arena_array(arena, 2 * MOST_WORDS, sizeof *e->windows);
    if (r->statement)
        add_windows(e, words, words_of(r->statement, words));
    if (r->recommendation)
        add_windows(e, words, words_of(r->recommendation, words));
}

const uint64_t *echo_windows(
    struct arena *arena, const struct doc *doc, const struct token *tokens, uint32_t count)
{
    uint64_t *v = arena_array(arena, count + 1, sizeof *v);
    for (uint32_t t = 0; t < count; t++)
        v[t] = word_hash(doc->text + tokens[t].at, tokens[t].len);
    for (uint32_t t = 0; t + ECHO_WORDS <= count; t++)
        v[t] = window_hash(v + t);
    return v;
}

bool echo_heard(const struct echo *e, const struct evaluation *evaluation, uint32_t sentence)
{
    uint32_t first, end;
    scan_sentence(evaluation->scan, sentence, &first, &end);
    end = end - first > MOST_WORDS ? first + MOST_WORDS : end;
    for (uint32_t t = first; t + ECHO_WORDS <= end; t++) {
        uint64_t h = evaluation->echo_windows[t];
        if (!(e->filter[h >> 6 & 63] >> (h & 63) & 1))
            continue;
        for (uint32_t k = 0; k < e->n; k++)
            if (e->windows[k] == h)
                return true;
    }
    return false;
}
