/* Pack to program: phrases into the trie and joins, regexes compiled, circles among concepts
 * refused. All errors of a pack are reported, not only the first. */
#include "match/program.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "match/compile.h"

struct making {
    struct program *program;
    struct compiler *compiler;
    struct diag *diag;
    VEC(struct regex *) regexes; /* as the program's patterns */
    bool failed;
};

static void add_phrase(struct making *m, const struct member *member, uint32_t index)
{
    if (compile_phrase(m->compiler, member, index))
        return;
    uint32_t at;
    const char *error = compiler_error(m->compiler, &at), *text = member->text ? member->text : "";
    uint32_t column = (uint32_t)utf8_count(text, at) + 1;
    diag_add(m->diag, DIAG_ERROR, "pack.phrase", member->file, member->line, column, text,
        "docs/writing-rules.md has the phrase language", "in the phrase '%.100s', character %u: %s",
        text, column, error);
    m->failed = true;
}

static void add_regex(struct making *m, const struct member *member, uint32_t index)
{
    char error[PHRASE_ERROR];
    uint32_t at = 0;
    const char *text = member->text ? member->text : "";
    struct pattern p = {.text = text, .member = index};
    struct regex *regex = regex_new(text, error, sizeof error, &at);
    if (!regex) {
        uint32_t column = (uint32_t)utf8_count(text, at < strlen(text) ? at : strlen(text)) + 1;
        diag_add(m->diag, DIAG_ERROR, "pack.regex", member->file, member->line, column, text, NULL,
            "in the regex, character %u: %s", column, error);
        m->failed = true;
        return;
    }
    struct literals literals;
    literals_of(text, &literals);
    VEC_PUSH(&m->regexes, regex);
    VEC_PUSH(&m->program->patterns, p);
    VEC_PUSH(&m->program->literals, literals);
}

static void add_concept(struct making *m, uint32_t c)
{
    struct program *p = m->program;
    const struct concept *concept = &p->pack->concepts[c];
    struct code code = {.plain = (uint32_t)p->plains.n,
        .join = (uint32_t)p->joins.n,
        .pattern = (uint32_t)p->patterns.n};
    for (uint32_t i = 0; i < concept->count; i++) {
        const struct member *member = &concept->members[i];
        code.has_not |= member->kind == MEMBER_NOT;
        if (member->kind == MEMBER_REGEX)
            add_regex(m, member, i);
        else if (member->kind <= MEMBER_NOT)
            add_phrase(m, member, i);
    }
    code.plain_end = (uint32_t)p->plains.n;
    code.join_end = (uint32_t)p->joins.n;
    code.pattern_end = (uint32_t)p->patterns.n;
    p->codes[c] = code;
}

/* ---- circles ---- */
struct visit {
    struct making *making;
    uint8_t *depth; /* 0: not seen; the longest way down from here otherwise */
    uint32_t path[LIMIT_CONCEPT_DEPTH + 1];
};

static uint8_t visit(struct visit *v, uint32_t c, uint32_t level);

static void refuse(struct visit *v, const struct member *m, uint32_t c, uint32_t level)
{
    const struct concept *concepts = v->making->program->pack->concepts;
    bool circle = false;
    for (uint32_t i = 0; i < level; i++)
        circle |= v->path[i] == c;
    v->making->failed = true;
    if (circle)
        diag_add(v->making->diag, DIAG_ERROR, "pack.concept-circle", m->file, m->line, 0, NULL,
            NULL, "the concept '%s' uses itself, here by way of '%s'", concepts[c].id,
            concepts[v->path[level - 1]].id);
    else
        diag_add(v->making->diag, DIAG_ERROR, "pack.concept-depth", m->file, m->line, 0, NULL, NULL,
            "concepts use each other more than %d deep, here '%s'", LIMIT_CONCEPT_DEPTH,
            concepts[c].id);
}

static uint8_t visit_use(struct visit *v, const struct member *m, uint32_t c, uint32_t level)
{
    bool again = level > LIMIT_CONCEPT_DEPTH;
    for (uint32_t i = 0; i < level; i++)
        again |= v->path[i] == c;
    uint8_t below = again ? 0 : visit(v, c, level);
    if (again || level + below > LIMIT_CONCEPT_DEPTH + 1)
        refuse(v, m, c, level);
    return below;
}

/* The concepts that stand in a join. */
static uint8_t visit_join(
    struct visit *v, const struct member *m, const struct join *join, uint32_t level)
{
    const struct program *p = v->making->program;
    uint8_t deepest = 0;
    for (uint32_t i = join->first; i < join->first + join->count; i++) {
        const struct join_part *part = &p->parts.v[i];
        for (uint32_t a = part->first; a < part->first + part->count; a++) {
            uint32_t alternative = p->alternatives.v[a];
            if (part_kind(alternative) != PART_CONCEPT || v->making->failed)
                continue;
            uint8_t d = visit_use(v, m, part_number(alternative), level + 1);
            deepest = d > deepest ? d : deepest;
        }
    }
    return deepest;
}

/* The longest chain of uses from concept `c` on, itself counted. */
static uint8_t visit(struct visit *v, uint32_t c, uint32_t level)
{
    const struct program *p = v->making->program;
    const struct concept *concept = &p->pack->concepts[c];
    if (v->depth[c])
        return v->depth[c];
    v->path[level] = c;
    uint8_t deepest = 0;
    for (uint32_t i = 0; i < concept->count && !v->making->failed; i++) {
        const struct member *m = &concept->members[i];
        uint32_t use = m->kind == MEMBER_USE ? m->use : RULES_NONE;
        if (m->kind == MEMBER_VALUE)
            use = m->value.of;
        uint8_t d = use == RULES_NONE ? 0 : visit_use(v, m, use, level + 1);
        deepest = d > deepest ? d : deepest;
    }
    for (uint32_t j = p->codes[c].join; j < p->codes[c].join_end && !v->making->failed; j++) {
        uint8_t d = visit_join(v, &concept->members[p->joins.v[j].member], &p->joins.v[j], level);
        deepest = d > deepest ? d : deepest;
    }
    return v->depth[c] = (uint8_t)(deepest + 1);
}

static void refuse_circles(struct making *m)
{
    struct visit v = {.making = m};
    uint32_t count = m->program->pack->concept_count;
    v.depth = xcalloc(count, 1);
    for (uint32_t c = 0; c < count && !m->failed; c++)
        visit(&v, c, 0);
    xfree(v.depth);
}

/* ---- the whole ---- */
/* Frees the arrays that grew on the heap. */
static void clear_heap(struct program *p)
{
    words_clear(&p->words);
    trie_clear(&p->trie);
    xfree(p->codes);
    xfree(p->plains.v);
    xfree(p->joins.v);
    xfree(p->parts.v);
    xfree(p->alternatives.v);
    xfree(p->patterns.v);
    xfree(p->literals.v);
}

static void *settle_array(struct arena *arena, const void *v, size_t n, size_t size)
{
    void *out = arena_array(arena, n + 1, size);
    if (n)
        memcpy(out, v, n * size);
    return out;
}

#define SETTLE(arena, list)                                                                        \
    ((list)->v = settle_array(arena, (list)->v, (list)->n, sizeof *(list)->v))

/* Moves everything into the arena: nothing grows any more. */
static void settle(struct arena *arena, struct program *p)
{
    struct program heap = *p;
    p->codes = settle_array(arena, p->codes, p->pack->concept_count, sizeof *p->codes);
    SETTLE(arena, &p->plains);
    SETTLE(arena, &p->joins);
    SETTLE(arena, &p->parts);
    SETTLE(arena, &p->alternatives);
    SETTLE(arena, &p->patterns);
    SETTLE(arena, &p->literals);
    words_settle(&p->words, arena);
    trie_settle(&p->trie, arena);
    p->prefilter = prefilter_new(arena, p->literals.v, (uint32_t)p->literals.n);
    clear_heap(&heap);
}

static void compile(struct making *m)
{
    struct program *p = m->program;
    words_init(&p->words);
    trie_init(&p->trie);
    p->codes = xcalloc(p->pack->concept_count, sizeof *p->codes);
    m->compiler = compiler_new(p);
    for (uint32_t c = 0; c < p->pack->concept_count; c++)
        add_concept(m, c);
    compiler_free(m->compiler);
    if (!m->failed)
        refuse_circles(m);
}

struct program *program_new_in(struct arena *arena, const struct pack *pack, struct diag *diag)
{
    struct program *p = arena_alloc(arena, sizeof *p);
    struct making m = {.program = p, .diag = diag};
    p->pack = pack;
    compile(&m);
    p->regexes = m.regexes.v;
    if (m.failed) {
        clear_heap(p);
        p->patterns.n = m.regexes.n;
        program_detach(p);
        return NULL;
    }
    settle(arena, p);
    return p;
}

struct program *program_new(const struct pack *pack, struct diag *diag)
{
    struct arena *arena = arena_new();
    struct program *p = program_new_in(arena, pack, diag);
    if (p)
        p->arena = arena;
    else
        arena_free(arena);
    return p;
}

void program_detach(struct program *p)
{
    for (size_t i = 0; i < p->patterns.n && p->regexes; i++)
        regex_free(p->regexes[i]);
    xfree(p->regexes);
    p->regexes = NULL;
}

void program_attach(struct program *p)
{
    p->regexes = xcalloc(p->patterns.n, sizeof(struct regex *));
}

void program_free(struct program *p)
{
    if (!p)
        return;
    program_detach(p);
    arena_free(p->arena);
}

struct regex *program_regex(const struct program *p, uint32_t pattern)
{
    char error[PHRASE_ERROR];
    uint32_t at;
    if (!p->regexes[pattern])
        p->regexes[pattern] = regex_new(p->patterns.v[pattern].text, error, sizeof error, &at);
    return p->regexes[pattern];
}

void program_make_ready(const struct program *p)
{
    for (uint32_t i = 0; i < p->patterns.n; i++) {
        struct regex *regex = program_regex(p, i);
        if (regex)
            regex_make_ready(regex);
    }
}

const struct pack *program_pack(const struct program *p)
{
    return p->pack;
}
