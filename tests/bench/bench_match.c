/* How long a pack of some 6,000 phrases takes to compile, and a plan to scan: make
 * tests/bench/bench_match && tests/bench/bench_match PLAN.txt. Phrases are made from the plan's own
 * words, so that they hit; a fixed generator makes the same ones each time. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "match/match.h"

enum { CONCEPTS = 300, MEMBERS = 20, REGEXES = 30, ROUNDS = 20 };

static uint32_t seed = 1;

static uint32_t next_random(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Sentences end at a full stop, or after 400 bytes. */
static struct doc *read_plan(const char *path)
{
    struct doc *d = doc_new(path, "text");
    size_t len;
    enum file_status status = file_read(path, LIMIT_PLAN_BYTES, &d->text, &len);
    if (status != FILE_OK) {
        fprintf(stderr, "%s: %s\n", path, file_status_text(status));
        return NULL;
    }
    d->len = (uint32_t)len;
    struct doc_block b = {.end = d->len, .kind = DOC_PARAGRAPH, .table = DOC_NONE};
    VEC_PUSH(&d->blocks, b);
    for (uint32_t at = 0, end; at < d->len; at = end) {
        for (end = at + 1; end < d->len && d->text[end - 1] != '.' && end - at < 400;)
            end++;
        while (end < d->len && d->text[end] != ' ' && d->text[end] != '\n')
            end++;
        struct doc_sentence s = {.at = at, .end = end, .lead = DOC_NONE};
        VEC_PUSH(&d->sentences, s);
    }
    return d;
}

/* Two to four words of the plan, some with an option, a choice or a gap. */
static char *make_phrase(struct arena *a, const struct doc *d, const struct scan *s)
{
    static const char *const between[] = {
        " ", " ", " ", " ", " [the] ", " {a|the|of our} ", " ~3 "};
    struct buf b;
    buf_init(&b, 500);
    uint32_t count, words = 2 + next_random(3);
    const struct token *t = scan_tokens(s, &count);
    uint32_t at = next_random(count - 4);
    for (uint32_t i = 0; i < words; i++) {
        if (i)
            buf_add_str(&b, between[next_random(sizeof between / sizeof *between)]);
        buf_add(&b, d->text + t[at + i].at, t[at + i].len);
    }
    char *phrase = arena_strdup(a, buf_str(&b));
    buf_clear(&b);
    return phrase;
}

static void make_pack(struct pack *p, const struct doc *d, const struct scan *s)
{
    p->concepts = arena_array(p->arena, CONCEPTS, sizeof *p->concepts);
    p->concept_count = CONCEPTS;
    for (uint32_t c = 0; c < CONCEPTS; c++) {
        struct concept *concept = &p->concepts[c];
        concept->id = arena_printf(p->arena, "concept-%u", c);
        concept->members = arena_array(p->arena, MEMBERS + 1, sizeof *concept->members);
        concept->count = MEMBERS + (c < REGEXES);
        for (uint32_t i = 0; i < MEMBERS; i++)
        concept->members[i].text = make_phrase(p->arena, d, s);
        concept->members[MEMBERS] = (struct member){.kind = MEMBER_REGEX,
            .text =
                arena_printf(p->arena, "\\b%u\\d\\s+practices?|hub %c", c % 9 + 1, 'a' + c % 26)};
    }
}

static void time_compile(const struct pack *p, struct diag *diag)
{
    double best = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        struct program *program = program_new(p, diag);
        double took = now() - start;
        best = took < best ? took : best;
        program_free(program);
    }
    printf("compile %d phrases and %d regexes: %.2f ms\n", CONCEPTS * MEMBERS, REGEXES, best);
}

static void time_scan(const struct program *program, const struct doc *d)
{
    double best = 1e9, best_new = 1e9;
    unsigned long hits = 0;
    uint32_t tokens = 0;
    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        struct scan *s = scan_new(program, d);
        double made = now() - start;
        hits = 0;
        for (uint32_t c = 0; c < CONCEPTS; c++)
            hits += scan_hits(s, c).n;
        double took = now() - start;
        best = took < best ? took : best;
        best_new = made < best_new ? made : best_new;
        scan_tokens(s, &tokens);
        scan_free(s);
    }
    printf("scan %u bytes, %u tokens: %.2f ms, of which tokens and trie %.2f ms; %lu hits\n",
        d->len, tokens, best, best_new, hits);
}

int main(int argc, char **argv)
{
    struct doc *d = argc == 2 ? read_plan(argv[1]) : NULL;
    if (!d) {
        fprintf(stderr, "usage: bench_match PLAN.txt\n");
        return 2;
    }
    struct diag *diag = diag_new();
    struct pack p = {.arena = arena_new()};
    struct program *program = program_new(&p, diag); /* no concepts yet: for the words */
    struct scan *s = scan_new(program, d);
    make_pack(&p, d, s);
    uint32_t concepts = p.concept_count;
    p.concept_count = 0;
    scan_free(s);
    program_free(program);
    p.concept_count = concepts;
    time_compile(&p, diag);
    program = program_new(&p, diag);
    if (program)
        time_scan(program, d);
    for (size_t i = 0; i < diag_count(diag); i++)
        fprintf(stderr, "%s\n", diag_at(diag, i)->text);
    program_free(program);
    diag_free(diag);
    doc_free(d);
    arena_free(p.arena);
    return 0;
}
