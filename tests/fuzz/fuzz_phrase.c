/* The phrase compiler: each line of the input is a phrase (a regex after a tab) of one concept.
 * What compiles is run over the input itself, with and without the prefilter, which must not
 * differ. */
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "match/match.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MEMBERS = 40, LONGEST = 20000 };

static struct doc *plan_of(const char *text, size_t size)
{
    struct doc *d = doc_new("fuzz", "text");
    d->text = xmalloc(size + 1);
    memcpy(d->text, text, size + 1);
    d->len = (uint32_t)size;
    struct doc_block b = {.end = d->len, .kind = DOC_PARAGRAPH, .table = DOC_NONE};
    VEC_PUSH(&d->blocks, b);
    for (uint32_t at = 0; at < size;) {
        const char *stop = memchr(text + at, '.', size - at);
        uint32_t end = stop ? (uint32_t)(stop - text) + 1 : (uint32_t)size;
        struct doc_sentence s = {.at = at, .end = end, .lead = DOC_NONE};
        VEC_PUSH(&d->sentences, s);
        at = end;
    }
    return d;
}

/* Short forms, one of them with two meanings. */
static void explain(struct doc *d)
{
    static const struct doc_abbreviation some[] = {{"PCH", "practice care home", 0},
        {"PCH", "late hub", 9}, {"AB", "a b a", 3}, {"ABC", "ab c", 0}};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        VEC_PUSH(&d->abbreviations, some[i]);
}

static void compare_scans(const struct program *program, const struct doc *d)
{
    unsetenv("PLANASSURE_NO_PREFILTER");
    struct scan *with = scan_new(program, d);
    setenv("PLANASSURE_NO_PREFILTER", "1", 1);
    struct scan *without = scan_new(program, d);
    for (uint32_t c = 0; c < 2; c++) {
        struct hits a = scan_hits(with, c), b = scan_hits(without, c);
        if (a.n != b.n || a.limit != b.limit || (a.n && memcmp(a.v, b.v, a.n * sizeof *a.v)))
            abort();
        for (uint32_t i = 0; i < a.n; i++)
            if (a.v[i].at > a.v[i].end || a.v[i].end > d->len || a.v[i].first > a.v[i].last)
                abort();
    }
    scan_free(with);
    scan_free(without);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > LONGEST)
        return 0;
    struct arena *arena = arena_new();
    char *text = arena_copy(arena, (const char *)data, size);
    for (size_t i = 0; i < size; i++) /* readers leave no NUL */
        text[i] = text[i] ? text[i] : ' ';
    struct member members[MEMBERS], word = {.kind = MEMBER_PHRASE, .text = "practice", .file = "x"};
    struct concept concepts[] = {
        {.id = "c", .members = members}, {.id = "practice", .members = &word, .count = 1}};
    for (const char *s = text; *s && concepts[0].count < MEMBERS;) {
        size_t len = strcspn(s, "\n");
        bool regex = *s == '\t';
        uint32_t i = concepts[0].count++;
        members[i] = (struct member){.kind = regex ? MEMBER_REGEX : (enum member_kind)(i % 3),
            .text = arena_copy(arena, s + regex, len - regex),
            .use = RULES_NONE,
            .file = "x"};
        s += len + (s[len] == '\n');
    }
    struct pack pack = {.concepts = concepts, .concept_count = 2};
    struct diag *diag = diag_new();
    struct program *program = program_new(&pack, diag);
    if (!program && !diag_errors(diag))
        abort();
    if (program) {
        struct doc *d = plan_of(text, size);
        explain(d);
        compare_scans(program, d);
        doc_free(d);
        program_free(program);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}
