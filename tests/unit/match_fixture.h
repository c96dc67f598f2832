/* A pack and a plan made by hand, for the tests of src/match. A pack is told in lines:
 *
 *     concept evening        the members that follow are its
 *     p evening[s]           a phrase; x: exact; n: a look-alike; r: a regex
 *     a -                    people by name
 *     u late-clinic          the hits of another concept
 *     v time 1110 1320 of=x  a value from .. to (- for no bound), maybe of a concept
 *
 * A plan is text whose sentences are parted by " | ". */
#ifndef TESTS_MATCH_FIXTURE_H
#define TESTS_MATCH_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "match/match.h"

struct fixture {
    struct pack pack;
    struct diag *diag;
    struct program *program;
    struct doc *doc;
    struct scan *scan;
};

enum { FIXTURE_CONCEPTS = 64, FIXTURE_MEMBERS = 64 };

static uint32_t fixture_concept(const struct fixture *f, const char *id)
{
    for (uint32_t i = 0; i < f->pack.concept_count; i++)
        if (!strcmp(f->pack.concepts[i].id, id))
            return i;
    return RULES_NONE;
}

static struct value_test fixture_value(const struct fixture *f, const char *text)
{
    static const char *const kinds[] = {"number", "money", "percent", "duration", "time", "date"};
    struct value_test t = {.of = RULES_NONE};
    char kind[20], min[20], max[20];
    ck_assert_int_eq(sscanf(text, "%19s %19s %19s", kind, min, max), 3);
    t.any_kind = !strcmp(kind, "any");
    for (int k = 0; k < VALUE_KINDS; k++)
        if (!strcmp(kinds[k], kind))
            t.kind = (enum value_kind)k;
    t.has_min = strcmp(min, "-") != 0;
    t.has_max = strcmp(max, "-") != 0;
    t.min = strtod(min, NULL);
    t.max = strtod(max, NULL);
    const char *of = strstr(text, "of=");
    if (of)
        t.of = fixture_concept(f, of + 3);
    return t;
}

static void fixture_member(struct fixture *f, struct concept *c, const char *line, uint32_t number)
{
    static const char letters[] = "pxnuvar"; /* as enum member_kind */
    ck_assert_uint_lt(c->count, FIXTURE_MEMBERS);
    struct member *m = &c->members[c->count++];
    m->kind = (enum member_kind)(strchr(letters, line[0]) - letters);
    m->text = arena_strdup(f->pack.arena, line + 2);
    m->file = "test.xml";
    m->line = number;
}

static void fixture_line(struct fixture *f, const char *line, uint32_t number)
{
    struct pack *p = &f->pack;
    if (!strncmp(line, "concept ", 8)) {
        ck_assert_uint_lt(p->concept_count, FIXTURE_CONCEPTS);
        struct concept *c = &p->concepts[p->concept_count++];
        c->id = arena_strdup(p->arena, line + 8);
        c->members = arena_array(p->arena, FIXTURE_MEMBERS, sizeof *c->members);
    } else if (*line) {
        fixture_member(f, &p->concepts[p->concept_count - 1], line, number);
    }
}

static void fixture_pack(struct fixture *f, const char *spec)
{
    *f = (struct fixture){.diag = diag_new()};
    f->pack.arena = arena_new();
    f->pack.concepts = arena_array(f->pack.arena, FIXTURE_CONCEPTS, sizeof *f->pack.concepts);
    uint32_t number = 1;
    for (const char *s = spec; *s; number++) {
        size_t len = strcspn(s, "\n");
        fixture_line(f, arena_copy(f->pack.arena, s, len), number);
        s += len + (s[len] == '\n');
    }
    for (uint32_t i = 0; i < f->pack.concept_count; i++)
        for (uint32_t k = 0; k < f->pack.concepts[i].count; k++) {
            struct member *m = &f->pack.concepts[i].members[k];
            m->use = m->kind == MEMBER_USE ? fixture_concept(f, m->text) : RULES_NONE;
            if (m->kind == MEMBER_VALUE)
                m->value = fixture_value(f, m->text);
        }
    f->program = program_new(&f->pack, f->diag);
}

static struct doc *fixture_doc(const char *text)
{
    struct doc *d = doc_new("test", "text");
    d->len = (uint32_t)strlen(text);
    d->text = xmalloc(d->len + 1);
    memcpy(d->text, text, d->len + 1);
    struct doc_block b = {.end = d->len, .kind = DOC_PARAGRAPH, .table = DOC_NONE};
    VEC_PUSH(&d->blocks, b);
    for (const char *s = text; *s;) {
        const char *end = strstr(s, " | ");
        size_t len = end ? (size_t)(end - s) : strlen(s);
        struct doc_sentence sentence = {.at = (uint32_t)(s - text),
            .end = (uint32_t)(s - text + (ptrdiff_t)len),
            .lead = DOC_NONE};
        VEC_PUSH(&d->sentences, sentence);
        s += len + (end ? 3 : 0);
    }
    doc_index_lines(d);
    return d;
}

static void fixture_plan(struct fixture *f, const char *text)
{
    ck_assert_msg(f->program, "the pack was refused: %s",
        diag_count(f->diag) ? diag_at(f->diag, 0)->text : "?");
    f->doc = fixture_doc(text);
}

/* A value at the first place of `text` in the plan. */
__attribute__((unused)) static void fixture_add_value(
    struct fixture *f, enum value_kind kind, const char *text, double lo, double hi, unsigned flags)
{
    const char *at = strstr(f->doc->text, text);
    ck_assert_ptr_nonnull(at);
    struct value v = {.kind = kind,
        .at = (uint32_t)(at - f->doc->text),
        .len = (uint32_t)strlen(text),
        .lo = lo,
        .hi = hi,
        .flags = (uint16_t)flags};
    VEC_PUSH(&f->doc->values, v);
}

/* The texts of a concept's hits, parted by "; ". In `out`, which is cleared first. */
__attribute__((unused)) static const char *fixture_hits(
    struct fixture *f, const char *concept, struct buf *out)
{
    uint32_t c = fixture_concept(f, concept);
    ck_assert_uint_ne(c, RULES_NONE);
    struct hits h = scan_hits(f->scan, c);
    buf_clear(out);
    for (uint32_t i = 0; i < h.n; i++) {
        if (i)
            buf_add_str(out, "; ");
        buf_add(out, f->doc->text + h.v[i].at, h.v[i].end - h.v[i].at);
    }
    return buf_str(out);
}

static void fixture_free(struct fixture *f)
{
    scan_free(f->scan);
    doc_free(f->doc);
    program_free(f->program);
    diag_free(f->diag);
    arena_free(f->pack.arena);
}

/* Asserts the hits of the concept `c` of `spec` in `text`. */
__attribute__((unused)) static void fixture_expect(
    const char *spec, const char *text, const char *want)
{
    struct fixture f;
    struct buf out;
    buf_init(&out, 1 << 16);
    fixture_pack(&f, spec);
    fixture_plan(&f, text);
    f.scan = scan_new(f.program, f.doc);
    const char *got = fixture_hits(&f, "c", &out);
    ck_assert_msg(!strcmp(got, want), "\n%sin \"%s\"\nwant: %s\n got: %s", spec, text, want, got);
    buf_clear(&out);
    fixture_free(&f);
}

#endif
