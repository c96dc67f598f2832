/* Typed values as members of concepts, parts of phrases and tests. A value that was damaged, that
 * only numbers something ("table 3", "the 3rd") or that is open on the side a bound asks about,
 * does not satisfy. */
#include "match/scan.h"

#include "base/limits.h"

static bool counts_something(const struct value *v)
{
    if (v->flags & VALUE_REFERENCE)
        return false;
    bool no_year = v->kind == VALUE_DATE && (v->flags & VALUE_NO_YEAR);
    if ((v->flags & VALUE_DAMAGED) && !no_year)
        return false;
    return v->kind != VALUE_NUMBER || !(v->flags & VALUE_ORDINAL);
}

static bool within_bounds(const struct value_test *t, const struct value *v)
{
    const double slack = 1e-9;
    if (v->flags & VALUE_DAMAGED) /* a date without its year is a date, but meets no bound */
        return !t->has_min && !t->has_max;
    double scale = t->per_count > 0 && v->per_count > 0 ? t->per_count / v->per_count : 1;
    bool amount = v->kind != VALUE_DATE && v->kind != VALUE_TIME;
    if (t->has_min && (v->lo * scale < t->min - slack || (amount && (v->flags & VALUE_AT_MOST))))
        return false;
    return !t->has_max ||
           (v->hi * scale <= t->max + slack && !(amount && (v->flags & VALUE_AT_LEAST)));
}

bool match_value(const struct value_test *t, const struct value *v)
{
    if (!counts_something(v) || (!t->any_kind && v->kind != t->kind))
        return false;
    if ((v->per & t->per) != t->per || (t->plain && v->per))
        return false;
    return within_bounds(t, v);
}

/* Works out the tokens of all values: tests ask for them again and again. */
/* A long table is not searched for its heads at every figure. */
static void find_heads(struct scan *s)
{
    s->heads_end = xcalloc(s->doc->tables.n + 1, sizeof *s->heads_end);
    for (size_t i = 0; i < s->doc->tables.n; i++) {
        const struct doc_table *t = &s->doc->tables.v[i];
        for (uint32_t b = t->first_block; b < t->end_block && b < s->doc->blocks.n; b++) {
            const struct doc_block *h = &s->doc->blocks.v[b];
            if (h->header && (h->col > 0 || h->row < t->header_rows))
                s->heads_end[i] = b + 1;
        }
    }
}

static void find_value_tokens(struct scan *s)
{
    find_heads(s);
    s->value_tokens = xcalloc(s->doc->values.n + 1, sizeof *s->value_tokens);
    for (size_t i = 0; i < s->doc->values.n; i++) {
        const struct value *v = &s->doc->values.v[i];
        struct place *p = &s->value_tokens[i];
        p->first = p->last = scan_token_at(s, v->at);
        if (p->first >= s->tokens.n || s->tokens.v[p->first].at >= v->at + v->len) {
            p->first = SCAN_NO_TOKEN;
            continue;
        }
        while (p->last + 1 < s->tokens.n && s->tokens.v[p->last + 1].at < v->at + v->len)
            p->last++;
    }
}

bool scan_value_tokens(struct scan *s, uint32_t value, uint32_t *first, uint32_t *last)
{
    if (!s->value_tokens)
        find_value_tokens(s);
    *first = s->value_tokens[value].first;
    *last = s->value_tokens[value].last;
    return *first != SCAN_NO_TOKEN;
}

/* The tokens of a value; false when it has none, or they are of two sentences. */
static bool value_tokens(struct scan *s, uint32_t value, struct place *p)
{
    return scan_value_tokens(s, value, &p->first, &p->last) &&
           s->tokens.v[p->first].sentence == s->tokens.v[p->last].sentence;
}

const struct value_places *value_places(struct scan *s, enum value_kind kind)
{
    struct value_places *p = &s->values[kind];
    if (p->done)
        return p;
    p->done = true;
    VEC(struct place) found = {0};
    p->longest = 1;
    for (uint32_t i = 0; i < s->doc->values.n; i++) {
        const struct value *v = &s->doc->values.v[i];
        struct place at;
        if (v->kind != kind || !counts_something(v) || !value_tokens(s, i, &at))
            continue;
        if (found.n && found.v[found.n - 1].first >= at.first)
            continue; /* two values share a token: the first has it */
        VEC_PUSH(&found, at);
        if (at.last - at.first >= p->longest)
            p->longest = at.last - at.first + 1;
    }
    p->v = found.v;
    p->n = (uint32_t)found.n;
    return p;
}

void values_prepare(struct scan *s)
{
    if (!s->value_tokens)
        find_value_tokens(s);
    for (unsigned k = 0; k < VALUE_KINDS; k++)
        value_places(s, (enum value_kind)k);
}

/* ---- what a value counts ---- */
static bool hit_begins_in(const struct hits *h, uint32_t first, uint32_t end)
{
    uint32_t low = 0, high = h->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (h->v[mid].first < first)
            low = mid + 1;
        else
            high = mid;
    }
    return low < h->n && h->v[low].first < end;
}

/* Is block `h` a row or column head of the cell `b`? */
static bool is_head_of(const struct doc_block *h, const struct doc_block *b)
{
    if (h == b || h->kind != DOC_CELL)
        return false;
    uint32_t rows = h->row_span ? h->row_span : 1, cols = h->col_span ? h->col_span : 1;
    bool same_row = b->row >= h->row && b->row < h->row + rows;
    bool same_col = b->col >= h->col && b->col < h->col + cols;
    if (same_row && h->col < b->col)
        return h->header || h->col == 0;
    return same_col && h->row < b->row && h->header;
}

static bool is_named_head(const struct scan *s, const struct hits *hits, const struct doc_block *h,
    const struct doc_block *b)
{
    return is_head_of(h, b) &&
           hit_begins_in(hits, scan_token_at(s, h->at), scan_token_at(s, h->end));
}

static bool head_names(struct scan *s, const struct hits *hits, uint32_t block)
{
    const struct doc_block *b = &s->doc->blocks.v[block];
    if (b->table == DOC_NONE || b->table >= s->doc->tables.n)
        return false;
    const struct doc_table *t = &s->doc->tables.v[b->table];
    const struct doc_block *caption = t->caption == DOC_NONE ? NULL : &s->doc->blocks.v[t->caption];
    if (caption &&
        hit_begins_in(hits, scan_token_at(s, caption->at), scan_token_at(s, caption->end)))
        return true;
    uint32_t end = s->heads_end[b->table] < block ? s->heads_end[b->table] : block;
    if (end > t->first_block + LIMIT_TABLE_HEADS)
        end = t->first_block + LIMIT_TABLE_HEADS;
    for (uint32_t i = t->first_block; i < end; i++)
        if (is_named_head(s, hits, &s->doc->blocks.v[i], b))
            return true;
    /* back to the first cell of the row, which may have begun some rows before */
    for (uint32_t i = block; i-- > t->first_block;) {
        const struct doc_block *h = &s->doc->blocks.v[i];
        if (is_named_head(s, hits, h, b))
            return true;
        if (h->row < b->row && h->col == 0)
            break;
    }
    return false;
}

static bool counts_concept(struct scan *s, const struct hits *hits, const struct place *p)
{
    uint32_t sentence = s->tokens.v[p->first].sentence;
    uint32_t from = s->tokens.first[sentence], end = s->tokens.first[sentence + 1];
    uint32_t stop = p->last + 1 + LIMIT_OF_WORDS;
    uint32_t start = p->first > from + LIMIT_OF_WORDS ? p->first - LIMIT_OF_WORDS : from;
    if (hit_begins_in(hits, start, stop < end ? stop : end)) /* "28 practices", "practices: 28" */
        return true;
    return head_names(s, hits, s->doc->sentences.v[sentence].block);
}

bool scan_value_is(struct scan *s, const struct value_test *t, uint32_t value)
{
    struct place p;
    const struct value *v = &s->doc->values.v[value];
    if (!match_value(t, v))
        return false;
    if (t->of == RULES_NONE)
        return true;
    struct hits of = scan_hits(s, t->of);
    return value_tokens(s, value, &p) && counts_concept(s, &of, &p);
}

void value_find(struct scan *s, const struct value_test *t, uint32_t concept, uint32_t member,
    struct hit_list *out)
{
    struct hits of = {0};
    if (t->of != RULES_NONE) {
        of = scan_hits(s, t->of);
        out->limit |= of.limit;
    }
    for (uint32_t i = 0; i < s->doc->values.n; i++) {
        struct place p;
        if (match_value(t, &s->doc->values.v[i]) && value_tokens(s, i, &p) &&
            (t->of == RULES_NONE || counts_concept(s, &of, &p)))
            hit_list_add(out, s, p.first, p.last, concept, member);
    }
}
