/* A phrase becomes plain sequences in the trie. Where it has gaps, concepts or values it becomes a
 * join: the words between those are one part each, with all their wordings as alternatives. Only
 * when a part could be empty, or a gap stands inside brackets, is each wording a join of its own.
 */
#include "match/compile.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/map.h"
#include "match/split.h"

struct compiler {
    struct program *program;
    struct map *concepts; /* by id */
    struct phrase phrase;
    struct wording wording;
    struct { /* the words of one run of text */
        uint32_t labels[LIMIT_PHRASE_WORDS];
        uint16_t len[LIMIT_PHRASE_WORDS];
        char text[LIMIT_PHRASE_WORDS][WORD_MAX];
        bool hyphen[LIMIT_PHRASE_WORDS]; /* joined to the one before */
        bool exact[LIMIT_PHRASE_WORDS];
        uint32_t count;
    } run;
    VEC(uint32_t) found; /* terminals of the part that is being made */
    VEC(struct join_part) parts;
    uint32_t wordings; /* sequences added for this phrase */
    bool exact;
    char error[PHRASE_ERROR];
    uint32_t error_at;
};

static bool fail(struct compiler *c, uint32_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool fail(struct compiler *c, uint32_t at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(c->error, sizeof c->error, format, args);
    va_end(args);
    c->error_at = at;
    return false;
}

/* ---- one run of text to sequences ---- */
static uint32_t label_of(struct compiler *c, const struct piece *p, bool exact)
{
    struct words *w = &c->program->words;
    uint32_t word = words_id(w, p->word, p->word_len, p->hash);
    w->v[word].uses |= WORD_PLAIN;
    if (exact)
        return trie_label(word, p->flags & TOKEN_UPPER ? TRIE_UPPER : TRIE_EXACT);
    uint32_t stem = piece_stem(p, w, word);
    w->v[stem].uses |= WORD_STEM;
    return trie_label(stem, TRIE_STEM);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Words of the text between blanks; '=' before them makes all of them exact. */
static bool split_chunk(
    struct compiler *c, const char *text, uint32_t at, uint32_t end, uint32_t source)
{
    bool exact = c->exact || text[at] == '=';
    struct splitter split = splitter_over(text, at, end);
    struct piece p;
    for (bool first = true; split_next(&split, &p); first = false) {
        uint32_t i = c->run.count;
        if (i == LIMIT_PHRASE_WORDS)
            return fail(c, source, "more than %d words stand here", LIMIT_PHRASE_WORDS);
        c->run.labels[i] = label_of(c, &p, exact);
        c->run.len[i] = p.word_len;
        memcpy(c->run.text[i], p.word, p.word_len);
        c->run.exact[i] = exact;
        c->run.hyphen[i] =
            !first && p.hyphen && !(p.flags & TOKEN_NUMBER) && c->run.text[i - 1][0] > '9';
        c->run.count++;
    }
    return true;
}

static bool split_run(struct compiler *c, const struct wording_part *part)
{
    const char *text = c->wording.text;
    uint32_t end = part->at + part->len;
    c->run.count = 0;
    for (uint32_t at = part->at; at < end;) {
        uint32_t stop = at;
        while (stop < end && !is_blank(text[stop]))
            stop++;
        if (stop > at && !split_chunk(c, text, at, stop, part->source))
            return false;
        at = stop + 1;
    }
    return true;
}

/* The label of the words [first, end) written as one; 0 when that is too long. */
static uint32_t joined_label(struct compiler *c, uint32_t first, uint32_t end)
{
    struct words *w = &c->program->words;
    char text[WORD_MAX];
    size_t len = 0;
    for (uint32_t i = first; i < end; i++) {
        if (len + c->run.len[i] > WORD_MAX)
            return 0;
        memcpy(text + len, c->run.text[i], c->run.len[i]);
        len += c->run.len[i];
    }
    uint32_t word = words_id(w, text, len, folded_hash(text, len));
    if (c->run.exact[first])
        return trie_label(word, TRIE_EXACT);
    uint32_t stem = words_stem(w, word);
    return trie_label(stem, TRIE_STEM);
}

static bool add_sequence(
    struct compiler *c, const uint32_t *labels, uint32_t count, uint32_t source)
{
    static const uint8_t first_use[] = {[TRIE_STEM] = WORD_FIRST_STEM,
        [TRIE_EXACT] = WORD_FIRST_EXACT,
        [TRIE_UPPER] = WORD_FIRST_UPPER};
    if (++c->wordings > LIMIT_PHRASE_EXPANSIONS)
        return fail(c, source, "the phrase stands for more than %d wordings; say it in several",
            LIMIT_PHRASE_EXPANSIONS);
    c->program->words.v[labels[0] >> 2].uses |= first_use[labels[0] & 3];
    VEC_PUSH(&c->found, trie_add(&c->program->trie, labels, count));
    return true;
}

/* From word `i` on: each hyphenated word apart, and as one. */
static bool add_variants(
    struct compiler *c, uint32_t *labels, uint32_t n, uint32_t i, uint32_t source)
{
    while (i < c->run.count) {
        uint32_t end = i + 1;
        while (end < c->run.count && c->run.hyphen[end])
            end++;
        uint32_t joined = end > i + 1 ? joined_label(c, i, end) : 0;
        if (joined) {
            labels[n] = joined;
            if (!add_variants(c, labels, n + 1, end, source))
                return false;
        }
        for (; i < end; i++)
            labels[n++] = c->run.labels[i];
    }
    return add_sequence(c, labels, n, source);
}

static bool add_run(struct compiler *c, const struct wording_part *part)
{
    uint32_t labels[LIMIT_PHRASE_WORDS];
    if (!split_run(c, part))
        return false;
    return !c->run.count || add_variants(c, labels, 0, 0, part->source);
}

/* ---- joins ---- */
static bool add_atom(struct compiler *c, const struct wording_part *part, uint32_t *gap)
{
    if (part->kind == PHRASE_GAP) {
        if (!c->parts.n)
            return fail(c, part->source, "a gap needs something before it");
        *gap += part->number;
        return *gap <= LIMIT_PHRASE_GAP ||
               fail(c, part->source, "gaps side by side are more than %d words", LIMIT_PHRASE_GAP);
    }
    enum part_kind kind = part->kind == PHRASE_CONCEPT ? PART_CONCEPT : PART_VALUE;
    VEC_PUSH(&c->parts, ((struct join_part){.kind = kind, .gap = *gap, .number = part->number}));
    *gap = 0;
    return true;
}

/* What was found since `from` becomes a part; nothing found is no part. */
static void close_words(struct compiler *c, uint32_t *gap)
{
    if (!c->found.n)
        return;
    VEC_PUSH(&c->parts, ((struct join_part){.kind = PART_WORDS,
                            .gap = *gap,
                            .first = (uint32_t)c->program->terminals.n,
                            .count = (uint32_t)c->found.n}));
    for (size_t i = 0; i < c->found.n; i++)
        VEC_PUSH(&c->program->terminals, c->found.v[i]);
    c->found.n = 0;
    *gap = 0;
}

static bool close_join(struct compiler *c, uint32_t member, bool is_not, uint32_t gap)
{
    struct program *p = c->program;
    if (gap)
        return fail(c, c->phrase.len - 1, "a gap needs something after it");
    if (!c->parts.n)
        return fail(c, 0, "all words of the phrase may be left out");
    if (c->parts.n > LIMIT_PHRASE_WORDS)
        return fail(c, 0, "the phrase has more than %d parts", LIMIT_PHRASE_WORDS);
    if (c->parts.n == 1 && c->parts.v[0].kind == PART_WORDS) {
        for (uint32_t i = 0; i < c->parts.v[0].count; i++)
            VEC_PUSH(
                &p->plains, ((struct plain){.terminal = p->terminals.v[c->parts.v[0].first + i],
                                .member = member,
                                .is_not = is_not}));
        return true;
    }
    VEC_PUSH(&p->joins, ((struct join){.first = (uint32_t)p->parts.n,
                            .count = (uint32_t)c->parts.n,
                            .member = member,
                            .is_not = is_not}));
    for (size_t i = 0; i < c->parts.n; i++)
        VEC_PUSH(&p->parts, c->parts.v[i]);
    return true;
}

/* Each wording by itself. */
static bool compile_wordings(struct compiler *c, uint32_t member, bool is_not)
{
    for (uint32_t k = 0; k < c->phrase.wordings; k++) {
        uint32_t gap = 0;
        c->parts.n = c->found.n = 0;
        phrase_wording(&c->phrase, c->phrase.root, PHRASE_END, k, &c->wording);
        for (uint32_t i = 0; i < c->wording.count; i++) {
            const struct wording_part *part = &c->wording.parts[i];
            if (part->kind == PHRASE_TEXT) {
                if (!add_run(c, part))
                    return false;
                close_words(c, &gap);
            } else if (!add_atom(c, part, &gap)) {
                return false;
            }
        }
        if (!close_join(c, member, is_not, gap))
            return false;
    }
    return true;
}

/* The wordings of nodes [first, end) as alternatives of one part. `*empty` when one of them has no
 * words. */
static bool compile_segment(struct compiler *c, uint16_t first, uint16_t end, bool *empty)
{
    uint32_t count = phrase_wordings(&c->phrase, first, end);
    c->found.n = 0;
    for (uint32_t k = 0; k < count; k++) {
        size_t before = c->found.n;
        phrase_wording(&c->phrase, first, end, k, &c->wording);
        if (c->wording.count && !add_run(c, &c->wording.parts[0]))
            return false;
        *empty |= c->found.n == before;
    }
    return true;
}

/* One join over the gaps, concepts and values outside of brackets; `*done` stays false when a part
 * between them could be empty. */
static bool compile_segments(struct compiler *c, uint32_t member, bool is_not, bool *done)
{
    uint32_t gap = 0;
    c->parts.n = 0;
    for (uint16_t n = c->phrase.root; n != PHRASE_END;) {
        const struct phrase_node *node = &c->phrase.nodes[n];
        if (node->kind == PHRASE_TEXT || node->kind == PHRASE_GROUP) {
            bool empty = false, blank = true;
            uint16_t end = n;
            for (; end != PHRASE_END; end = c->phrase.nodes[end].next) {
                const struct phrase_node *e = &c->phrase.nodes[end];
                if (e->kind != PHRASE_TEXT && e->kind != PHRASE_GROUP)
                    break;
                for (uint32_t i = 0; i < e->len; i++)
                    blank &= is_blank(c->phrase.text[e->at + i]);
            }
            if (!blank && !compile_segment(c, n, end, &empty))
                return false;
            if (empty)
                return true;
            close_words(c, &gap);
            n = end;
            continue;
        }
        struct wording_part atom = {.kind = node->kind, .number = node->number, .source = node->at};
        if (!add_atom(c, &atom, &gap))
            return false;
        n = node->next;
    }
    *done = true;
    return close_join(c, member, is_not, gap);
}

static uint32_t lookup(const void *user, const char *id, size_t len)
{
    const struct compiler *c = user;
    const struct concept *concept = map_get(c->concepts, id, len);
    return concept ? (uint32_t)(concept - c->program->pack->concepts) : UINT32_MAX;
}

bool compile_phrase(struct compiler *c, const struct member *m, uint32_t member)
{
    bool done = false, is_not = m->kind == MEMBER_NOT;
    c->exact = m->kind == MEMBER_EXACT;
    c->wordings = 0;
    c->found.n = 0;
    if (!phrase_parse(&c->phrase, m->text ? m->text : "", lookup, c))
        return fail(c, c->phrase.error_at, "%s", c->phrase.error);
    if (!c->phrase.inner_atoms && !compile_segments(c, member, is_not, &done))
        return false;
    c->wordings = done ? c->wordings : 0;
    return done || compile_wordings(c, member, is_not);
}

struct compiler *compiler_new(struct program *p)
{
    struct compiler *c = xcalloc(1, sizeof *c);
    c->program = p;
    c->concepts = map_new();
    for (uint32_t i = 0; i < p->pack->concept_count; i++) {
        struct concept *concept = &p->pack->concepts[i];
        map_set(c->concepts, concept->id, strlen(concept->id), concept);
    }
    return c;
}

void compiler_free(struct compiler *c)
{
    map_free(c->concepts);
    xfree(c->found.v);
    xfree(c->parts.v);
    xfree(c);
}

const char *compiler_error(const struct compiler *c, uint32_t *at)
{
    *at = c->error_at;
    return c->error;
}
