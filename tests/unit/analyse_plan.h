/* For the tests of the passes: a plan from text, passes up to a named one, and what came out as
 * short lines: kind, level, marks and the beginning of each block. */
#ifndef TESTS_ANALYSE_PLAN_H
#define TESTS_ANALYSE_PLAN_H

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "analyse/analyse.h"
#include "base/buf.h"
#include "ingest/ingest.h"
#include "suite.h"

static struct doc *plan_read(const char *text, const char *format)
{
    struct ingest_error error;
    struct doc *d = ingest("plan", text, strlen(text), format, &error);
    ck_assert_msg(d != NULL, "%s: %s", error.code, error.text);
    analyse(d, NULL);
    return d;
}

/* The block whose text begins with `start`; fails when there is none. */
static inline const struct doc_block *plan_block(const struct doc *d, const char *start)
{
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        if (b->end - b->at >= strlen(start) && !memcmp(d->text + b->at, start, strlen(start)))
            return b;
    }
    ck_abort_msg("no block begins with \"%s\"", start);
    return NULL;
}

/* The sentence that begins with `start`. */
static inline const struct doc_sentence *plan_sentence(const struct doc *d, const char *start)
{
    for (size_t i = 0; i < d->sentences.n; i++) {
        const struct doc_sentence *s = &d->sentences.v[i];
        if (s->end - s->at >= strlen(start) && !memcmp(d->text + s->at, start, strlen(start)))
            return s;
    }
    ck_abort_msg("no sentence begins with \"%s\"", start);
    return NULL;
}

static inline void plan_text_is(const struct doc *d, uint32_t at, uint32_t end, const char *want)
{
    ck_assert_msg(end - at == strlen(want) && !memcmp(d->text + at, want, end - at),
        "\"%.*s\" is not \"%s\"", (int)(end - at), d->text + at, want);
}

/* Running all passes once more must change nothing. */
static inline void plan_is_settled(struct doc *d)
{
    struct buf a, b;
    buf_init(&a, 1u << 24);
    buf_init(&b, 1u << 24);
    doc_dump_json(d, &a);
    analyse(d, NULL);
    doc_dump_json(d, &b);
    const char *x = buf_str(&a), *y = buf_str(&b);
    size_t same = 0;
    while (x[same] && x[same] == y[same])
        same++;
    ck_assert_msg(x[same] == y[same], "the second run differs: \"%.60s\" and \"%.60s\"",
        x + (same > 20 ? same - 20 : 0), y + (same > 20 ? same - 20 : 0));
    buf_clear(&a);
    buf_clear(&b);
}

static inline int plan_suite(Suite *s)
{
    return suite_run(s);
}

#endif
