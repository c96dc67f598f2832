/* A phrase becomes plain sequences in the trie. Where it has gaps, concepts or values, or stands
 * for many wordings, it becomes a join of parts, each of which is a choice of few sequences: that
 * costs the sum of the choices instead of their product. */
#include "match/compile.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/map.h"
#include "match/split.h"

/* Wordings up to which a phrase is plain, and a part of a join takes in one more choice. */
enum { PLAIN_WORDINGS = 64, PART_WORDINGS = 16 };

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
    VEC(uint32_t) found;         /* alternatives of the parts that are being made: a stack */
    VEC(struct join_part) parts; /* of the joins that are being made: a stack */
    uint32_t wordings;           /* sequences added for this phrase */
    uint32_t most;               /* wordings of a part */
    uint32_t member;
    bool exact, is_not;
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

/* Is the word at `at` the first after a '='? What is joined to it without a blank is too. */
static bool after_equals(const char *text, uint32_t from, uint32_t at)
{
    while (at > from && !is_blank(text[at - 1]))
        at--;
    return text[at] == '=';
}

/* Splits a run of text into `run`. */
static bool split_run(struct compiler *c, const struct wording_part *part)
{
    const char *text = c->wording.text;
    struct splitter split = splitter_over(text, part->at, part->at + part->len);
    struct piece p;
    uint32_t i = c->run.count = 0;
    for (; split_next(&split, &p); i++) {
        if (i == LIMIT_PHRASE_WORDS)
            return fail(c, part->source, "more than %d words stand here", LIMIT_PHRASE_WORDS);
        bool exact = c->exact || after_equals(text, part->at, p.at);
        c->run.labels[i] = label_of(c, &p, exact);
        c->run.len[i] = p.word_len;
        memcpy(c->run.text[i], p.word, p.word_len);
        c->run.exact[i] = exact;
        c->run.hyphen[i] =
            i > 0 && p.hyphen && !(p.flags & TOKEN_NUMBER) && c->run.text[i - 1][0] > '9';
        c->run.count++;
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
    VEC_PUSH(&c->found, part_alternative(PART_WORDS, trie_add(&c->program->trie, labels, count)));
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

/* ---- parts ---- */
/* Text without a word is nothing between words ("[/]"), unless it is a sign that means something.
 */
static bool is_nothing(const char *text, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        if (!is_blank(text[i]) && !strchr("/-,.;:()'\"", text[i]))
            return false;
    return true;
}

/* Alternatives for the wordings of nodes [first, end); `*optional` when one of them is nothing. */
static bool add_wordings(struct compiler *c, uint16_t first, uint16_t end, bool *optional)
{
    uint32_t count = phrase_wordings(&c->phrase, first, end);
    if (count > LIMIT_PHRASE_EXPANSIONS)
        return fail(c, c->phrase.nodes[first].at,
            "what begins here stands for more than %d wordings; say it in several",
            LIMIT_PHRASE_EXPANSIONS);
    for (uint32_t k = 0; k < count; k++) {
        phrase_wording(&c->phrase, first, end, k, &c->wording);
        const struct wording_part *part = &c->wording.parts[0];
        c->run.count = 0;
        if (c->wording.count && !add_run(c, part))
            return false;
        *optional |= !c->run.count;
        if (!c->run.count && c->wording.count && !is_nothing(c->wording.text, c->wording.len))
            return fail(c, part->source, "no word stands here");
    }
    return true;
}

static bool compile_nodes(struct compiler *c, uint16_t first);
static bool close_join(struct compiler *c, size_t base, bool inner);

static const struct phrase_node *only_node(const struct compiler *c, uint16_t first)
{
    const struct phrase_node *only = NULL;
    for (uint16_t n = first; n != PHRASE_END; n = c->phrase.nodes[n].next) {
        const struct phrase_node *node = &c->phrase.nodes[n];
        if (node->kind == PHRASE_TEXT && is_nothing(c->phrase.text + node->at, node->len))
            continue;
        if (only)
            return NULL;
        only = node;
    }
    return only;
}

static uint32_t atom(const struct phrase_node *n)
{
    return part_alternative(n->kind == PHRASE_CONCEPT ? PART_CONCEPT : PART_VALUE, n->number);
}

static bool has_atoms(const struct compiler *c, uint16_t first)
{
    for (uint16_t n = first; n != PHRASE_END; n = c->phrase.nodes[n].next)
        if (c->phrase.nodes[n].kind > PHRASE_GROUP || c->phrase.nodes[n].atoms)
            return true;
    return false;
}

/* One choice of a group that has atoms: words, an atom, or a join of its own. */
static bool add_choice(struct compiler *c, uint16_t sequence, bool *optional)
{
    if (!has_atoms(c, sequence))
        return add_wordings(c, sequence, PHRASE_END, optional);
    const struct phrase_node *only = only_node(c, sequence);
    if (only && only->kind > PHRASE_GROUP) {
        VEC_PUSH(&c->found, atom(only));
        return true;
    }
    size_t base = c->parts.n;
    if (!compile_nodes(c, sequence) || !close_join(c, base, true))
        return false;
    VEC_PUSH(&c->found, part_alternative(PART_JOIN, (uint32_t)c->program->joins.n - 1));
    return true;
}

static bool add_choices(struct compiler *c, const struct phrase_node *group, bool *optional)
{
    *optional |= group->may_be_empty;
    for (uint16_t i = group->first; i != PHRASE_END; i = c->phrase.choices[i].next)
        if (!add_choice(c, c->phrase.choices[i].sequence, optional))
            return false;
    return true;
}

static bool is_wordy(const struct phrase_node *n)
{
    return n->kind == PHRASE_TEXT || (n->kind == PHRASE_GROUP && !n->atoms);
}

/* Does a blank part two neighbours? */
static bool is_parted(
    const struct compiler *c, const struct phrase_node *a, const struct phrase_node *b)
{
    return (a->kind == PHRASE_TEXT && is_blank(c->phrase.text[a->at + a->len - 1])) ||
           (b->kind == PHRASE_TEXT && is_blank(c->phrase.text[b->at]));
}

/* Where the part that begins at `first` ends: words and groups go together as long as they stand
 * for few wordings; what is written without a blank between always does. */
static uint16_t part_end(const struct compiler *c, uint16_t first, uint32_t most)
{
    const struct phrase_node *nodes = c->phrase.nodes;
    uint32_t wordings = 1;
    uint16_t end = first;
    while (end != PHRASE_END && is_wordy(&nodes[end])) {
        uint16_t unit = end, last;
        do {
            last = unit;
            unit = nodes[unit].next;
        } while (unit != PHRASE_END && is_wordy(&nodes[unit]) &&
                 !is_parted(c, &nodes[last], &nodes[unit]));
        wordings *= phrase_wordings(&c->phrase, end, unit);
        if (end != first && wordings > most)
            break;
        end = unit;
    }
    return end;
}

/* Takes the alternatives found since `base` as a part; none is no part. */
static void close_part(struct compiler *c, size_t base, uint32_t *gap, bool optional)
{
    struct program *p = c->program;
    if (c->found.n == base)
        return;
    VEC_PUSH(&c->parts, ((struct join_part){.gap = *gap,
                            .first = (uint32_t)p->alternatives.n,
                            .count = (uint32_t)(c->found.n - base),
                            .optional = optional}));
    for (size_t i = base; i < c->found.n; i++)
        VEC_PUSH(&p->alternatives, c->found.v[i]);
    c->found.n = base;
    *gap = 0;
}

/* A sequence of nodes to parts, put on the end of `parts`. */
static bool compile_nodes(struct compiler *c, uint16_t first)
{
    uint32_t gap = 0, most = c->most;
    for (uint16_t n = first; n != PHRASE_END;) {
        const struct phrase_node *node = &c->phrase.nodes[n];
        size_t base = c->found.n;
        bool optional = false;
        uint16_t next = node->next;
        if (node->kind == PHRASE_GAP) {
            gap += node->number;
            if (gap > LIMIT_PHRASE_GAP)
                return fail(
                    c, node->at, "gaps side by side are more than %d words", LIMIT_PHRASE_GAP);
        } else if (is_wordy(node)) {
            next = part_end(c, n, most);
            if (!add_wordings(c, n, next, &optional))
                return false;
        } else if (node->kind == PHRASE_GROUP) {
            if (!add_choices(c, node, &optional))
                return false;
        } else {
            VEC_PUSH(&c->found, atom(node));
        }
        close_part(c, base, &gap, optional);
        n = next;
    }
    return true;
}

static bool is_plain(const struct compiler *c, const struct join_part *part)
{
    for (uint32_t i = part->first; i < part->first + part->count; i++)
        if (part_kind(c->program->alternatives.v[i]) != PART_WORDS)
            return false;
    return true;
}

/* The parts since `base` become a join, or, when they are only words, plain sequences. */
static bool close_join(struct compiler *c, size_t base, bool inner)
{
    struct program *p = c->program;
    size_t count = c->parts.n - base;
    const struct join_part *parts = count ? c->parts.v + base : NULL;
    bool needed = false;
    for (size_t i = 0; i < count; i++)
        needed |= !parts[i].optional;
    if (!needed)
        return fail(c, 0, "all words of the phrase may be left out");
    if (count > LIMIT_PHRASE_WORDS)
        return fail(c, 0, "the phrase has more than %d parts", LIMIT_PHRASE_WORDS);
    c->parts.n = base;
    if (!inner && count == 1 && is_plain(c, parts)) {
        for (uint32_t i = parts->first; i < parts->first + parts->count; i++)
            VEC_PUSH(&p->plains, ((struct plain){.terminal = part_number(p->alternatives.v[i]),
                                     .member = c->member,
                                     .is_not = c->is_not}));
        return true;
    }
    VEC_PUSH(&p->joins, ((struct join){.first = (uint32_t)p->parts.n,
                            .count = (uint32_t)count,
                            .member = c->member,
                            .is_not = c->is_not,
                            .inner = inner}));
    for (size_t i = 0; i < count; i++)
        VEC_PUSH(&p->parts, parts[i]);
    return true;
}

static uint32_t lookup(const void *user, const char *id, size_t len)
{
    const struct compiler *c = user;
    const struct concept *concept = map_get(c->concepts, id, len);
    return concept ? (uint32_t)(concept - c->program->pack->concepts) : UINT32_MAX;
}

bool compile_phrase(struct compiler *c, const struct member *m, uint32_t member)
{
    c->exact = m->kind == MEMBER_EXACT;
    c->is_not = m->kind == MEMBER_NOT;
    c->member = member;
    c->wordings = 0;
    c->found.n = c->parts.n = 0;
    if (!phrase_parse(&c->phrase, m->text ? m->text : "", lookup, c))
        return fail(c, c->phrase.error_at, "%s", c->phrase.error);
    c->most =
        c->phrase.atoms || c->phrase.wordings > PLAIN_WORDINGS ? PART_WORDINGS : PLAIN_WORDINGS;
    return compile_nodes(c, c->phrase.root) && close_join(c, 0, false);
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
