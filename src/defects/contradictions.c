/* defect.contradiction: one quantity with two values. Each kind of quantity is compared in its own
 * way: counts of the plan's own practices, populations of its own place, figures with the same
 * words behind them, figures whose digits are exchanged, what a table totals and what the text
 * says, dates of one milestone. Silence where the two may be different things. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/sort.h"
#include "defects/compare.h"
#include "defects/facts.h"
#include "defects/grid.h"

static const struct doc_sentence *sentence_of(const struct inspection *n, const struct fact *f)
{
    return &n->doc->sentences.v[f->sentence];
}

/* ---- counts of the plan's own ---- */

static bool is_whole(const struct fact *f)
{
    return f->form == FACT_OUR || f->form == FACT_ALL || f->form == FACT_THERE;
}

/* More of our practices than there are, or another number called ours. */
static bool clashes(const struct inspection *n, const struct fact *f, double total)
{
    if (f->approximate || (f->scope != DOC_NONE && !is_own_place(n, f->scope)) || f->value == total)
        return false;
    if (f->form == FACT_SUBSET)
        return f->value > total;
    if (f->form == FACT_OUR && !f->narrowed && f->value >= 5)
        return f->value > total || f->value >= total / 2;
    return f->form == FACT_ALL && f->value > total && !f->narrowed;
}

static void check_totals(struct inspection *n, const struct facts *facts, enum counted counted)
{
    double total = facts_total(facts, n, counted);
    const struct fact *stated = NULL;
    for (size_t i = 0; i < facts->list.n && !stated && total > 0; i++)
        if (facts->list.v[i].counted == counted && facts->list.v[i].value == total &&
            is_whole(&facts->list.v[i]))
            stated = &facts->list.v[i];
    for (size_t i = 0; i < facts->list.n && stated; i++) {
        const struct fact *f = &facts->list.v[i];
        if (f->counted != counted || !clashes(n, f, total))
            continue;
        const struct doc_sentence *s = sentence_of(n, f), *t = sentence_of(n, stated);
        bool more = f->form == FACT_SUBSET;
        inspect_report(n, "high", s->at, s->end,
            "\"%s\" cannot be: the plan has %s%s; a figure of another area may have been left in",
            inspect_text(n, n->words.v[f->number].at, n->words.v[f->noun].end, 60),
            inspect_number(n, total, 0), more ? " in all" : " elsewhere");
        inspect_relate(n, t->at, t->end);
    }
}

/* ---- the same words behind another figure ---- */

enum { TAIL = 5 };

struct tail {
    uint32_t hash;
    uint32_t fact;
};

static int compare_tails(const void *a, const void *b)
{
    const struct tail *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->fact < y->fact ? -1 : x->fact > y->fact;
}

/* "41 dental practices within the Thornby area" and "42 dental practices within the Thornby ...".
 */
static void check_tails(struct inspection *n, const struct facts *facts)
{
    VEC(struct tail) tails = {0};
    for (size_t i = 0; i < facts->list.n; i++) {
        uint32_t hash = 0, content = 0, k = facts->list.v[i].number + 1, names = 0;
        if (k + TAIL > n->words.n || facts->list.v[i].form == FACT_SUBSET)
            continue;
        for (uint32_t j = k; j < k + TAIL; j++) {
            hash = hash * 31 + n->words.v[j].stem;
            content += !(n->words.v[j].cls & CLASS_SMALL);
            names += n->words.v[j].shape == SHAPE_CAPS || n->words.v[j].shape == SHAPE_CAPITAL;
        }
        if (content >= 3 && names >= 1)
            VEC_PUSH(&tails, ((struct tail){hash, (uint32_t)i}));
    }
    if (tails.n)
        sort_stable(tails.v, tails.n, sizeof *tails.v, compare_tails);
    for (size_t i = 1; i < tails.n; i++) {
        if (tails.v[i].hash != tails.v[i - 1].hash)
            continue;
        const struct fact *a = &facts->list.v[tails.v[i - 1].fact],
                          *b = &facts->list.v[tails.v[i].fact];
        bool rounded = (a->approximate || b->approximate) && fabs(a->value / b->value - 1) < 0.05;
        const struct doc_sentence *s = sentence_of(n, b), *t = sentence_of(n, a);
        if (a->value == b->value || rounded || a->sentence == b->sentence || other_time(n, s, t))
            continue;
        inspect_report(n, NULL, s->at, s->end,
            "\"%s\" stands here, and \"%s\" elsewhere; say which is right",
            inspect_text(n, n->words.v[b->number].at, n->words.v[b->number + TAIL].end, 80),
            inspect_text(n, n->words.v[a->number].at, n->words.v[a->number + TAIL].end, 80));
        inspect_relate(n, t->at, t->end);
    }
    xfree(tails.v);
}

/* ---- the same things, counted twice ---- */

/* Things of one kind that both statements describe by three words in a row ("personal medical
 * services"), or distances between the same two places. */
static void check_described(struct inspection *n, const struct facts *facts)
{
    for (size_t i = 0; i < facts->list.n; i++) {
        const struct fact *a = &facts->list.v[i];
        for (size_t k = i + 1; k < facts->list.n; k++) {
            const struct fact *b = &facts->list.v[k];
            bool mile = a->counted == COUNTED_MILE;
            if (a->counted != b->counted || a->value == b->value || a->sentence == b->sentence ||
                a->counted == COUNTED_PEOPLE || a->approximate || b->approximate)
                continue;
            const struct doc_sentence *s = sentence_of(n, b), *t = sentence_of(n, a);
            if (!inspect_spend(n, 500))
                return;
            if (mile ? !same_journey(n, a, b) : !same_description(n, a, b))
                continue;
            if (other_time(n, s, t))
                continue;
            inspect_report(n, NULL, s->at, s->end,
                "\"%s\" stands here and \"%s\" elsewhere, of the same things as it seems; say "
                "which "
                "is right",
                inspect_text(n, n->words.v[b->number].at, n->words.v[b->noun].end, 60),
                inspect_text(n, n->words.v[a->number].at, n->words.v[a->noun].end, 60));
            inspect_relate(n, t->at, t->end);
        }
    }
}

/* ---- populations ---- */

struct claim {
    const struct value *value;
    struct finding_place place;
    uint8_t label; /* 0 none, 1 registered, 2 resident, 3 weighted */
};

static uint8_t population_label(const struct inspection *n, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to && i < n->words.n; i++) {
        if (inspect_is(n, i, "registered") || inspect_is(n, i, "list"))
            return 1;
        if (inspect_is(n, i, "resident") || inspect_is(n, i, "live"))
            return 2;
        if (inspect_is(n, i, "weighted"))
            return 3;
    }
    return 0;
}

static bool says_one(
    const struct inspection *n, struct span s, const char *const *words, size_t count)
{
    for (uint32_t i = s.first; i < s.end; i++)
        for (size_t k = 0; k < count; k++)
            if (inspect_is(n, i, words[k]))
                return true;
    return false;
}

/* "a population of 90,000", "90,000 people live in Thornby", "Thornby (90,000)". */
static bool is_population(const struct inspection *n, const struct value *v, struct span s)
{
    static const char *const growth[] = {"forecast", "projected", "estimated", "grow"};
    static const char *const sizes[] = {"population", "largest", "size", "people"};
    uint32_t i = wording_from(&n->words, v->at), k = wording_from(&n->words, v->at + v->len);
    bool is = false;
    if (i < 2 || k >= n->words.n)
        return false;
    if (inspect_is(n, i - 1, "of") && inspect_is(n, i - 2, "population"))
        is = !inspect_is(n, k, "in") || (k + 1 < n->words.n && is_own_place(n, k + 1));
    else if (inspect_is(n, k, "people") && inspect_is(n, k + 1, "live") &&
             inspect_is(n, k + 2, "in"))
        is = k + 3 < n->words.n && is_own_place(n, k + 3);
    else
        is = inspect_byte(n, v->at - 1) == '(' && inspect_byte(n, v->at + v->len) == ')' &&
             is_own_place(n, i - 1) && says_one(n, s, sizes, sizeof sizes / sizeof *sizes);
    return is && !says_one(n, s, growth, sizeof growth / sizeof *growth);
}

static bool may_be_population(const struct inspection *n, const struct value *v)
{
    if (v->kind != VALUE_NUMBER || v->lo != v->hi || v->lo < 20000 ||
        v->flags & (VALUE_REFERENCE | VALUE_DAMAGED | VALUE_AT_LEAST | VALUE_AT_MOST))
        return false;
    uint32_t block = doc_block_at(n->doc, v->at);
    return block != DOC_NONE && block_speaks(&n->doc->blocks.v[block]) &&
           n->doc->blocks.v[block].kind != DOC_CELL;
}

static uint32_t read_claims(const struct inspection *n, struct claim *claims)
{
    uint32_t count = 0;
    for (size_t i = 0; i < n->doc->values.n && count < LIMIT_CLAIMS; i++) {
        const struct value *v = &n->doc->values.v[i];
        if (!may_be_population(n, v))
            continue;
        struct claim c = {v, inspect_place(n, v->at), 0};
        uint32_t w = wording_from(&n->words, v->at);
        c.label = population_label(n, w > 6 ? w - 6 : 0, w + 6);
        if (is_population(n, v, inspect_words(n, c.place.at, c.place.end)))
            claims[count++] = c;
    }
    return count;
}

/* Not the same number, not another kind of population, and not one so far off that it must be of
 * something else. */
static bool disagrees(const struct claim *a, const struct claim *b)
{
    double slack = (a->value->flags | b->value->flags) & VALUE_APPROX ? 0.05 : 0.02;
    double ratio = b->value->lo / a->value->lo;
    if (a->label && b->label && a->label != b->label)
        return false;
    return fabs(ratio - 1) > slack && ratio > 0.5 && ratio < 2;
}

static void check_populations(struct inspection *n)
{
    struct claim claims[LIMIT_CLAIMS];
    uint32_t count = read_claims(n, claims);
    bool told = false;
    for (uint32_t i = 1; i < count; i++) {
        const struct claim *a = &claims[0], *b = &claims[i];
        if (!disagrees(a, b))
            continue;
        if (told) {
            inspect_relate(n, b->place.at, b->place.end);
            continue;
        }
        told = true;
        inspect_report(n, NULL, b->place.at, b->place.end,
            "the population is %s here and %s elsewhere; say which is meant (registered, resident, "
            "weighted) and of when",
            inspect_number(n, b->value->lo, 0), inspect_number(n, a->value->lo, 0));
        inspect_relate(n, a->place.at, a->place.end);
    }
}

/* ---- exchanged digits ---- */

/* A figure of four digits or more, without its noughts at the end. */
struct figure {
    double digits; /* 2096 of £209.6m */
    uint32_t key;  /* of its digits in order of size */
    uint32_t at;
    bool money;
    bool total; /* the figure of a total row, of the table below */
    uint32_t table;
};

static double significant(double value)
{
    value = fabs(value);
    while (value >= 1 && fmod(value, 1) > 1e-9 && value < 1e9)
        value *= 10;
    while (value >= 10 && fmod(value, 10) < 1e-9)
        value /= 10;
    return round(value);
}

static uint32_t digit_key(double value)
{
    uint32_t key = 0;
    for (; value >= 1; value = floor(value / 10))
        key += 1u << (3 * (uint32_t)fmod(value, 10)) % 31;
    return key;
}

static int compare_figures(const void *a, const void *b)
{
    const struct figure *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool is_same_figure(
    const struct inspection *n, const struct figure *a, const struct figure *b)
{
    if (a->total == b->total)
        return !a->total && share_rare_words(n, a->at, b->at, 2);
    const struct figure *t = a->total ? a : b, *prose = a->total ? b : a;
    uint32_t x = doc_block_at(n->doc, t->at), y = doc_block_at(n->doc, prose->at);
    const struct doc_table *table = &n->doc->tables.v[t->table];
    return n->doc->blocks.v[x].section == n->doc->blocks.v[y].section && y < table->first_block &&
           y + 4 >= table->first_block;
}

static void check_exchanged(struct inspection *n)
{
    VEC(struct figure) figures = {0};
    for (size_t i = 0; i < n->doc->values.n && figures.n < LIMIT_FACTS; i++) {
        const struct value *v = &n->doc->values.v[i];
        if (v->kind > VALUE_MONEY || v->lo != v->hi || v->per & ~VALUE_PER_YEAR ||
            v->flags & (VALUE_REFERENCE | VALUE_DAMAGED | VALUE_APPROX))
            continue;
        double digits = significant(v->lo);
        uint32_t k = doc_block_at(n->doc, v->at);
        if (digits < 1000 || k == DOC_NONE || !block_speaks(&n->doc->blocks.v[k]))
            continue;
        const struct doc_block *b = &n->doc->blocks.v[k];
        struct figure f = {
            digits, digit_key(digits), v->at, v->kind == VALUE_MONEY, false, b->table};
        if (b->kind == DOC_CELL) {
            const char *row, *column;
            inspect_heads(n, k, &row, &column);
            if (strncmp(row, "Total", 5) != 0)
                continue;
            f.total = f.money = true;
        }
        VEC_PUSH(&figures, f);
    }
    if (figures.n)
        sort_stable(figures.v, figures.n, sizeof *figures.v, compare_figures);
    for (size_t i = 0; i < figures.n; i++)
        for (size_t k = i + 1;
             k < figures.n && figures.v[k].key == figures.v[i].key && inspect_spend(n, 20); k++) {
            const struct figure *a = &figures.v[i], *b = &figures.v[k];
            if (a->money != b->money || !digits_transposed(a->digits, b->digits) ||
                !is_same_figure(n, a, b))
                continue;
            struct finding_place p = inspect_place(n, b->at), q = inspect_place(n, a->at);
            inspect_report(n, NULL, p.at, p.end,
                "two figures for what seems one thing differ only by exchanged digits (%s and %s); "
                "say which is right",
                inspect_figure(n, b->at), inspect_figure(n, a->at));
            inspect_relate(n, q.at, q.end);
        }
    xfree(figures.v);
}

/* ---- a table's total and the text ---- */

/* Does the text state another whole of what this column counts, in the same section? */
static bool states_other(const struct inspection *n, const struct fact *f, uint32_t noun,
    const struct doc_block *head, double total)
{
    if (n->words.v[f->noun].stem != n->words.v[noun].stem || !is_whole(f) || f->approximate ||
        f->value == total || (f->narrowed && f->form != FACT_THERE))
        return false;
    return n->doc->blocks.v[sentence_of(n, f)->block].section == head->section;
}

static void check_column(
    struct inspection *n, const struct facts *facts, const struct grid *g, uint32_t c)
{
    const struct cell *total = grid_cell(g, g->rows - 1, c);
    const struct cell *head = g->first_row ? grid_cell(g, g->first_row - 1, c) : NULL;
    if (total->kind != CELL_NUMBER || !head || head->block == DOC_NONE)
        return;
    const struct doc_block *h = &n->doc->blocks.v[head->block];
    struct span s = inspect_words(n, h->at, h->end);
    for (size_t i = 0; i < facts->list.n && s.end == s.first + 1; i++) {
        const struct fact *f = &facts->list.v[i];
        if (!states_other(n, f, s.first, h, total->value))
            continue;
        const struct doc_sentence *said = sentence_of(n, f);
        struct finding_place p = inspect_place(n, n->doc->blocks.v[total->block].at);
        inspect_report(n, NULL, said->at, said->end,
            "\"%s\" stands here, and the table of the same section has %s; say which is right",
            inspect_text(n, n->words.v[f->number].at, n->words.v[f->noun].end, 60),
            inspect_number(n, total->value, 0));
        inspect_relate(n, p.at, p.end);
    }
}

/* "There are 44 care homes", and a table of homes in the same section that has 41. */
static void check_table_totals(struct inspection *n, const struct facts *facts)
{
    for (uint32_t t = 0; t < n->doc->tables.n; t++) {
        const struct doc_table *table = &n->doc->tables.v[t];
        struct grid g;
        if (table->first_block >= table->end_block ||
            !block_speaks(&n->doc->blocks.v[table->first_block]) || !grid_read(&g, n, t))
            continue;
        const char *last = grid_text(&g, g.rows - 1, 0);
        bool total = !strncmp(last, "All", 3) || !strncmp(last, "Total", 5);
        for (uint32_t c = 1; c < g.cols && total; c++)
            check_column(n, facts, &g, c);
    }
}

void contradictions_run(struct inspection *n)
{
    struct facts facts = {0};
    facts_read(&facts, n);
    check_totals(n, &facts, COUNTED_PRACTICE);
    check_totals(n, &facts, COUNTED_PCN);
    check_totals(n, &facts, COUNTED_HOME);
    check_totals(n, &facts, COUNTED_PHARMACY);
    check_tails(n, &facts);
    check_described(n, &facts);
    check_populations(n);
    check_exchanged(n);
    check_table_totals(n, &facts);
    facts_clear(&facts);
    milestones_check(n);
}
