/* From each token that can begin a sequence, down the trie as long as an edge fits. A token that is
 * a short form which the plan explains ("PCH", "Primary Care Home (PCH)") has a second face: the
 * words of its long form, which a sequence may enter, leave or stay within. Nothing is allocated
 * for a token; places are sorted by terminal at the end, by counting. */
#include "match/walk.h"

#include <string.h>

#include "base/limits.h"
#include "match/split.h"

struct face_word {
    uint32_t word, stem;
    uint16_t flags;
};
/* A long form. */
struct face {
    const struct doc_abbreviation *abbreviation;
    uint32_t first, count; /* in face words */
    uint32_t next;         /* of the same short form: index + 1 */
    uint32_t order;        /* how many there are of it before this one */
    uint32_t word, stem;   /* of the short form */
    uint32_t next_long;    /* of the same first word: index + 1 */
};
/* A plan that explains one short form in more ways is playing. */
enum { MOST_FACES = 8 };

struct found {
    uint32_t terminal;
    struct place place;
};

struct walker {
    const struct program *program;
    const struct doc *doc;
    const struct tokens *tokens;
    struct words *words;
    VEC(struct face) faces;
    VEC(struct face_word) face_words;
    uint32_t *face_of; /* by stem of the short form: index + 1; NULL: the plan explains nothing */
    uint32_t *long_of; /* by stem of the first word of the long form: index + 1 */
    size_t face_stems;
    VEC(struct found) found;
    uint32_t start, end; /* first token of the walk; end of its sentence */
    bool limit;
};

static void walk(struct walker *w, uint32_t node, uint32_t token);

/* ---- long forms ---- */
/* The only word of a short form; false when there are more ("A&E"). */
static bool one_word(const char *text, struct piece *p)
{
    struct splitter split = splitter_over(text, 0, (uint32_t)strlen(text));
    struct piece more;
    return split_next(&split, p) && !split_next(&split, &more);
}

static void make_room(struct walker *w)
{
    size_t n = w->words->n;
    if (n <= w->face_stems)
        return;
    n += 256;
    w->face_of = xrealloc(w->face_of, n * sizeof *w->face_of);
    w->long_of = xrealloc(w->long_of, n * sizeof *w->long_of);
    memset(w->face_of + w->face_stems, 0, (n - w->face_stems) * sizeof *w->face_of);
    memset(w->long_of + w->face_stems, 0, (n - w->face_stems) * sizeof *w->long_of);
    w->face_stems = n;
}

static void add_face(struct walker *w, const struct doc_abbreviation *a)
{
    struct piece p;
    if (!a->short_form || !a->long_form || !one_word(a->short_form, &p) || p.word_len < 2)
        return;
    struct face f = {.abbreviation = a, .first = (uint32_t)w->face_words.n};
    bool telling = p.word_len > 2; /* "it" is too short to stand for its long form */
    f.word = words_id(w->words, p.word, p.word_len, p.hash);
    f.stem = words_stem(w->words, f.word);
    struct splitter split = splitter_over(a->long_form, 0, (uint32_t)strlen(a->long_form));
    while (split_next(&split, &p) && f.count < LIMIT_PHRASE_WORDS) {
        uint32_t word = words_id(w->words, p.word, p.word_len, p.hash);
        VEC_PUSH(&w->face_words,
            ((struct face_word){
                .word = word, .stem = piece_stem(&p, w->words, word), .flags = p.flags}));
        f.count++;
    }
    if (f.count < 2)
        return;
    make_room(w);
    uint32_t first = w->face_words.v[f.first].stem;
    f.next = w->face_of[f.stem];
    f.order = f.next ? w->faces.v[f.next - 1].order + 1 : 0;
    if (f.order >= MOST_FACES)
        return;
    f.next_long = w->long_of[first];
    VEC_PUSH(&w->faces, f);
    w->face_of[f.stem] = (uint32_t)w->faces.n;
    if (telling)
        w->long_of[first] = (uint32_t)w->faces.n;
}

/* Short forms are told by their exact letters: "PACT" is not "pact". */
static bool is_short_form(const struct walker *w, const struct token *t, const char *short_form)
{
    size_t len = strlen(short_form);
    return len <= t->len && !memcmp(w->doc->text + t->at, short_form, len) &&
           (len == t->len || strchr("s'", w->doc->text[t->at + len]) ||
               (unsigned char)w->doc->text[t->at + len] >= 0x80 ||
               w->doc->text[t->at + len] == '(' || w->doc->text[t->at + len] == ' ');
}

/* The long form that holds at a token: the last one explained before it, else the first one
 * explained after it. */
static const struct face *face_at(const struct walker *w, uint32_t token)
{
    const struct token *t = &w->tokens->v[token];
    if (t->stem >= w->face_stems || !w->face_of[t->stem])
        return NULL;
    const struct face *best = NULL;
    for (uint32_t i = w->face_of[t->stem]; i; i = w->faces.v[i - 1].next) {
        const struct face *f = &w->faces.v[i - 1];
        if (!is_short_form(w, t, f->abbreviation->short_form))
            continue;
        bool before = f->abbreviation->at <= t->at;
        bool best_before = best && best->abbreviation->at <= t->at;
        if (!best || (before && (!best_before || f->abbreviation->at > best->abbreviation->at)) ||
            (!before && !best_before && f->abbreviation->at < best->abbreviation->at))
            best = f;
    }
    return best;
}

/* Do the words of a long form stand from `token` on? */
static bool stands_at(const struct walker *w, const struct face *f, uint32_t token)
{
    if (f->count > w->end - token)
        return false;
    for (uint32_t i = 0; i < f->count; i++)
        if (w->tokens->v[token + i].stem != w->face_words.v[f->first + i].stem)
            return false;
    return true;
}

/* ---- the walk ---- */
static void emit(struct walker *w, uint32_t node, uint32_t last)
{
    uint32_t terminal = w->program->trie.nodes[node].terminal;
    if (terminal == TRIE_NONE)
        return;
    if (w->found.n >= LIMIT_PLACES) {
        w->limit = true;
        return;
    }
    VEC_PUSH(&w->found,
        ((struct found){.terminal = terminal, .place = {.first = w->start, .last = last}}));
}

/* The child of `node` for a word compared in one way; 0 when there is none. */
static uint32_t step(const struct trie *t, uint32_t node, enum trie_compare compare, uint32_t word,
    uint32_t stem, uint16_t flags)
{
    if (!(t->nodes[node].compares >> compare & 1))
        return 0;
    if (compare == TRIE_UPPER && !(flags & TOKEN_UPPER))
        return 0;
    return trie_child(t, node, trie_label(compare == TRIE_STEM ? stem : word, compare));
}

/* Goes on within the long form `f` at `token` from its word `i`. */
static void walk_face(
    struct walker *w, uint32_t node, uint32_t token, const struct face *f, uint32_t i)
{
    const struct face_word *word = &w->face_words.v[f->first + i];
    for (unsigned compare = 0; compare < TRIE_COMPARES; compare++) {
        uint32_t child =
            step(&w->program->trie, node, compare, word->word, word->stem, word->flags);
        if (!child)
            continue;
        emit(w, child, token);
        if (i + 1 < f->count)
            walk_face(w, child, token, f, i + 1);
        else
            walk(w, child, token + 1);
    }
}

/* Goes on from `child`, which the words up to `token` have led to. */
static void go_on(struct walker *w, uint32_t child, uint32_t token)
{
    if (!child)
        return;
    const struct trie_node *n = &w->program->trie.nodes[child];
    if (n->terminal != TRIE_NONE)
        emit(w, child, token);
    if (n->compares)
        walk(w, child, token + 1);
}

/* The other faces of what stands at `token`: the long form of a short form, and the short form of a
 * long form. */
static void walk_faces(struct walker *w, uint32_t node, uint32_t token)
{
    const struct token *t = &w->tokens->v[token];
    const struct trie *trie = &w->program->trie;
    const struct face *f = face_at(w, token);
    if (f)
        walk_face(w, node, token, f, 0);
    for (uint32_t i = t->stem < w->face_stems ? w->long_of[t->stem] : 0; i; i = f->next_long) {
        f = &w->faces.v[i - 1];
        if (!stands_at(w, f, token))
            continue;
        for (unsigned compare = 0; compare < TRIE_COMPARES; compare++)
            go_on(
                w, step(trie, node, compare, f->word, f->stem, TOKEN_UPPER), token + f->count - 1);
    }
}

/* Goes on from `node` with `token`. The depth is that of the trie. */
static void walk(struct walker *w, uint32_t node, uint32_t token)
{
    if (token >= w->end)
        return;
    const struct token *t = &w->tokens->v[token];
    const struct trie *trie = &w->program->trie;
    uint32_t compares = trie->nodes[node].compares;
    if (compares >> TRIE_STEM & 1)
        go_on(w, trie_child(trie, node, trie_label(t->stem, TRIE_STEM)), token);
    if (compares >> TRIE_EXACT & 1)
        go_on(w, trie_child(trie, node, trie_label(t->word, TRIE_EXACT)), token);
    if ((compares >> TRIE_UPPER & 1) && (t->flags & TOKEN_UPPER))
        go_on(w, trie_child(trie, node, trie_label(t->word, TRIE_UPPER)), token);
    if (w->face_of)
        walk_faces(w, node, token);
}

/* A walk begins only where the first word is one that sequences begin with. */
static void start_at(struct walker *w, uint32_t token)
{
    const struct token *t = &w->tokens->v[token];
    const struct trie *trie = &w->program->trie;
    uint8_t word = w->words->v[t->word].uses, stem = w->words->v[t->stem].uses;
    w->start = token;
    if (stem & WORD_FIRST_STEM)
        go_on(w, trie_child(trie, 0, trie_label(t->stem, TRIE_STEM)), token);
    if (word & WORD_FIRST_EXACT)
        go_on(w, trie_child(trie, 0, trie_label(t->word, TRIE_EXACT)), token);
    if ((word & WORD_FIRST_UPPER) && (t->flags & TOKEN_UPPER))
        go_on(w, trie_child(trie, 0, trie_label(t->word, TRIE_UPPER)), token);
    if (!w->face_of)
        return;
    walk_faces(w, 0, token);
    const struct face *f = face_at(w, token);
    for (uint32_t i = 1; f && i < f->count; i++)
        walk_face(w, 0, token, f, i);
}

static void sort_found(const struct walker *w, struct places *p)
{
    p->terminals = w->program->trie.terminals;
    p->first = xcalloc((size_t)p->terminals + 2, sizeof *p->first);
    p->v = xmalloc(w->found.n * sizeof *p->v);
    uint32_t *next = p->first + 1; /* first[t + 1] counts, then is the end of t while filling */
    for (size_t i = 0; i < w->found.n; i++)
        next[w->found.v[i].terminal + 1]++;
    for (uint32_t t = 1; t <= p->terminals; t++)
        next[t] += next[t - 1];
    for (size_t i = 0; i < w->found.n; i++)
        p->v[next[w->found.v[i].terminal]++] = w->found.v[i].place;
}

void places_find(struct places *p, const struct program *program, const struct doc *doc,
    const struct tokens *tokens, struct words *words)
{
    struct walker w = {.program = program, .doc = doc, .tokens = tokens, .words = words};
    *p = (struct places){0};
    for (size_t i = 0; i < doc->abbreviations.n; i++)
        add_face(&w, &doc->abbreviations.v[i]);
    for (uint32_t s = 0; s < tokens->sentences; s++) {
        w.end = tokens->first[s + 1];
        for (uint32_t t = tokens->first[s]; t < w.end && !w.limit; t++)
            start_at(&w, t);
    }
    sort_found(&w, p);
    p->limit = w.limit;
    p->longest = LIMIT_PHRASE_WORDS * (w.face_of ? LIMIT_PHRASE_WORDS : 1);
    xfree(w.faces.v);
    xfree(w.face_words.v);
    xfree(w.face_of);
    xfree(w.long_of);
    xfree(w.found.v);
}

void places_clear(struct places *p)
{
    xfree(p->v);
    xfree(p->first);
    *p = (struct places){0};
}
