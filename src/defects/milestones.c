/* Dates of one milestone: a row of a table against the sentences that hold all of its words, and
 * the day from which everybody is covered by extended access, wherever it is stated. */
#include <stdlib.h>
#include <string.h>

#include "defects/compare.h"

enum { LEAST_WORDS = 4, SLACK_DAYS = 31, MOST_ROWS = 400 };

struct dated {
    struct finding_place place;
    const struct value *date; /* the only one with a year */
    uint64_t words;           /* which stems it may hold */
    uint32_t block;
};

struct dates_of {
    struct inspection *n;
    VEC(struct dated) sentences, rows;
};

static uint64_t bit(const struct word *w)
{
    return (uint64_t)1 << (w->stem >> 7 & 63);
}

/* The only date with a year in a stretch; NULL when there is none or more than one. */
static const struct value *only_date(const struct inspection *n, uint32_t at, uint32_t end)
{
    const struct value *found = NULL;
    for (size_t i = doc_value_from(n->doc, at); i < n->doc->values.n; i++) {
        const struct value *v = &n->doc->values.v[i];
        if (v->at >= end)
            break;
        if (v->kind != VALUE_DATE || v->flags & (VALUE_NO_YEAR | VALUE_DAMAGED))
            continue;
        if (found)
            return NULL;
        found = v;
    }
    return found;
}

static void add(struct dates_of *d, bool row, struct finding_place place, uint32_t block)
{
    struct dated x = {place, only_date(d->n, place.at, place.end), 0, block};
    struct span s = inspect_words(d->n, place.at, place.end);
    if (!x.date || x.date->flags & VALUE_YEAR_ONLY)
        return;
    for (uint32_t i = s.first; i < s.end; i++)
        x.words |= bit(&d->n->words.v[i]);
    if (row)
        VEC_PUSH(&d->rows, x);
    else
        VEC_PUSH(&d->sentences, x);
}

static void collect(struct dates_of *d)
{
    const struct doc *doc = d->n->doc;
    for (size_t i = 0; i < doc->sentences.n; i++) {
        const struct doc_sentence *s = &doc->sentences.v[i];
        const struct doc_block *b = &doc->blocks.v[s->block];
        if (block_speaks(b) && b->kind != DOC_CELL)
            add(d, false, (struct finding_place){s->at, s->end}, s->block);
    }
    for (size_t i = 0; i < doc->blocks.n && d->rows.n < MOST_ROWS; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (b->kind != DOC_CELL || b->table == DOC_NONE || b->header || !block_speaks(b) || b->col)
            continue;
        add(d, true, inspect_place(d->n, b->at), (uint32_t)i);
    }
}

/* The cell of a row that says most. */
static struct span longest_cell(const struct inspection *n, const struct dated *row)
{
    struct span best = {0, 0};
    for (uint32_t k = row->block; k < n->doc->blocks.n && n->doc->blocks.v[k].at < row->place.end;
         k++) {
        const struct doc_block *b = &n->doc->blocks.v[k];
        struct span s = inspect_words(n, b->at, b->end);
        bool date = row->date->at >= b->at && row->date->at < b->end;
        if (!date && s.end - s.first > best.end - best.first)
            best = s;
    }
    return best;
}

/* Does the sentence hold all content words of the cell? */
static bool holds_all(const struct inspection *n, const struct dated *s, struct span cell)
{
    struct span w = inspect_words(n, s->place.at, s->place.end);
    uint32_t count = 0;
    for (uint32_t i = cell.first; i < cell.end; i++)
        if (!(n->words.v[i].cls & CLASS_SMALL)) {
            if (!(s->words & bit(&n->words.v[i])))
                return false;
            count++;
        }
    for (uint32_t i = cell.first; i < cell.end && count >= LEAST_WORDS; i++) {
        bool found = n->words.v[i].cls & CLASS_SMALL;
        for (uint32_t k = w.first; k < w.end && !found; k++)
            found = n->words.v[k].stem == n->words.v[i].stem;
        if (!found)
            return false;
    }
    return count >= LEAST_WORDS;
}

static void report(struct inspection *n, const struct dated *a, const struct dated *b,
    const char *severity, const char *what)
{
    inspect_report(n, severity, a->place.at, a->place.end,
        "%s is dated %s here and %s elsewhere; say which date holds", what,
        inspect_text(n, a->date->at, a->date->at + a->date->len, 40),
        inspect_text(n, b->date->at, b->date->at + b->date->len, 40));
    inspect_relate(n, b->place.at, b->place.end);
}

/* Everybody is covered: "100% coverage of extended access", "the whole population ... covered". */
static bool is_coverage(const struct inspection *n, const struct dated *d)
{
    struct span s = inspect_words(n, d->place.at, d->place.end);
    uint32_t whole = DOC_NONE, cover = DOC_NONE, access = DOC_NONE;
    for (uint32_t i = s.first; i < s.end; i++) {
        if ((inspect_is(n, i, "100") && inspect_byte(n, n->words.v[i].end) == '%') ||
            inspect_is(n, i, "whole") || inspect_is(n, i, "entire"))
            whole = i;
        if (inspect_is(n, i, "coverage") || inspect_is(n, i, "covered") ||
            inspect_is(n, i, "covers"))
            cover = i;
        if ((inspect_is(n, i, "extended") &&
                (inspect_is(n, i + 1, "access") || inspect_is(n, i + 1, "service"))))
            access = i;
    }
    if (whole == DOC_NONE || access == DOC_NONE)
        return false;
    uint32_t apart = cover == DOC_NONE ? access - whole
                     : cover > whole   ? cover - whole
                                       : whole - cover;
    return apart <= 14;
}

static void check_coverage(struct dates_of *d)
{
    const struct dated *first = NULL;
    for (int rows = 0; rows < 2; rows++) {
        size_t count = rows ? d->rows.n : d->sentences.n;
        for (size_t i = 0; i < count; i++) {
            const struct dated *x = rows ? &d->rows.v[i] : &d->sentences.v[i];
            if (!is_coverage(d->n, x))
                continue;
            if (!first) {
                first = x;
                continue;
            }
            double a = x->date->flags & VALUE_START ? x->date->lo : x->date->hi;
            double b = first->date->flags & VALUE_START ? first->date->lo : first->date->hi;
            if (a != b)
                report(d->n, x, first, abs((int)(a - b)) > SLACK_DAYS ? NULL : "low",
                    "full coverage by extended access");
        }
    }
}

static void check_rows(struct dates_of *d)
{
    for (size_t i = 0; i < d->rows.n; i++) {
        struct span cell = longest_cell(d->n, &d->rows.v[i]);
        const struct dated *other = NULL;
        bool agrees = false;
        for (size_t k = 0; k < d->sentences.n && !agrees; k++) {
            const struct dated *s = &d->sentences.v[k], *r = &d->rows.v[i];
            if (!holds_all(d->n, s, cell))
                continue;
            double gap =
                s->date->lo > r->date->hi ? s->date->lo - r->date->hi : r->date->lo - s->date->hi;
            agrees = gap <= SLACK_DAYS;
            other = agrees ? NULL : s;
        }
        if (other && !(is_coverage(d->n, &d->rows.v[i]) && is_coverage(d->n, other)))
            report(d->n, &d->rows.v[i], other, NULL, "the milestone");
    }
}

void milestones_check(struct inspection *n)
{
    struct dates_of d = {.n = n};
    collect(&d);
    check_coverage(&d);
    check_rows(&d);
    xfree(d.sentences.v);
    xfree(d.rows.v);
}
