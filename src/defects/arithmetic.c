/* defect.arithmetic: what a sentence itself lets one work out. A rate per head times the people it
 * is for, against the sum that is stated; a share against its part and whole; an average against
 * the whole and the count. The working stands in the message. */
#include <math.h>
#include <string.h>

#include "defects/facts.h"

enum { MOST_FIGURES = 24 };

struct sums_of {
    struct inspection *n;
    struct facts facts;
    double practices;
    double people[MOST_FIGURES]; /* that the plan states, the most frequent first */
    uint32_t people_count;
};

static bool is_exact(const struct value *v)
{
    return v->lo == v->hi && !(v->flags & (VALUE_REFERENCE | VALUE_ORDINAL | VALUE_DAMAGED |
                                              VALUE_AT_LEAST | VALUE_AT_MOST));
}

/* ---- rates per head ---- */

static bool is_people(const struct inspection *n, uint32_t i)
{
    return i < n->words.n && n->words.v[i].cls & CLASS_COUNTED &&
           n->words.v[i].info == COUNTED_PEOPLE;
}

/* A money rate per head: "£3 per head", and "£2.40 for each of the 214,600 registered patients". */
static bool is_head_rate(const struct inspection *n, const struct value *v)
{
    if (v->kind != VALUE_MONEY || !is_exact(v) || v->lo <= 0 || v->lo > 500)
        return false;
    if (v->per & VALUE_PER_HEAD)
        return true;
    if (!(v->per & VALUE_PER_OTHER))
        return false;
    uint32_t k = wording_from(&n->words, v->at + v->len);
    for (uint32_t i = k; i < k + 6; i++)
        if (is_people(n, i))
            return true;
    return false;
}

/* People that a number in the sentence counts. */
static bool counts_people(const struct inspection *n, const struct value *v)
{
    uint32_t k = wording_from(&n->words, v->at + v->len), i = wording_from(&n->words, v->at);
    if (v->kind != VALUE_NUMBER || !is_exact(v) || v->lo < 1000)
        return false;
    if (i > 1 && inspect_is(n, i - 1, "of") && is_people(n, i - 2))
        return true; /* "a registered population of 163,500" */
    for (uint32_t j = k; j < k + 3; j++)
        if (is_people(n, j))
            return true;
    return false;
}

/* How exactly an amount is given: "£0.6m" to 100,000, "£386,800" to 100. */
static double amount_step(double amount)
{
    double step = 1;
    while (amount >= 10 && fmod(amount, step * 10) == 0 && step < 1e6)
        step *= 10;
    return step;
}

static bool works_out(double amount, double product)
{
    static const double times[] = {1, 2, 3, 4, 5, 0.5, 0.25};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (fabs(amount - product * times[i]) <= amount_step(amount) * 0.5 + product * 0.002)
            return true;
    return false;
}

static void report_rate(struct sums_of *s, const struct doc_sentence *sentence,
    const struct value *rate, const struct value *sum, double people, bool elsewhere)
{
    struct inspection *n = s->n;
    double product = rate->lo / (rate->per_count > 0 ? rate->per_count : 1) * people;
    bool pence = rate->lo != floor(rate->lo);
    inspect_report(n, elsewhere ? "medium" : NULL, sentence->at, sentence->end,
        "\xC2\xA3%s a head for %s people%s is \xC2\xA3%s, not \xC2\xA3%s%s; check the rate, the "
        "number and the sum",
        inspect_number(n, rate->lo, pence ? 2 : 0), inspect_number(n, people, 0),
        elsewhere ? " (stated elsewhere)" : "", inspect_number(n, product, 0),
        inspect_number(n, sum->lo, 0),
        digits_transposed(round(product), sum->lo) ? " (two digits may be exchanged)" : "");
}

/* The people that the rate may be for: those of the sentence, else the plan's. `*own` says which.
 * A weighted number that the sentence does not state is not known. */
static uint32_t rate_people(struct sums_of *s, const struct doc_sentence *sentence, size_t first,
    size_t last, double *people, bool *own)
{
    const struct value *values = s->n->doc->values.v;
    uint32_t n = 0;
    for (size_t i = first; i < last && n < MOST_FIGURES; i++)
        if (counts_people(s->n, &values[i]))
            people[n++] = values[i].lo;
    *own = n > 0;
    struct span w = inspect_words(s->n, sentence->at, sentence->end);
    for (uint32_t i = w.first; i < w.end && !n; i++)
        if (inspect_is(s->n, i, "weighted"))
            return 0;
    if (!n) {
        memcpy(people, s->people, sizeof s->people);
        n = s->people_count;
    }
    return n;
}

static bool is_sum(const struct value *v)
{
    return v->kind == VALUE_MONEY && is_exact(v) && !(v->flags & VALUE_APPROX) &&
           !(v->per & ~VALUE_PER_YEAR) && v->lo >= 1000;
}

/* The sum that the rate should make: the first one behind it. NULL when any sum works out. */
static const struct value *wrong_sum(const struct inspection *n, size_t first, size_t last,
    const struct value *rate, double unit, const double *people, uint32_t count)
{
    const struct value *sum = NULL;
    for (size_t i = first; i < last; i++) {
        const struct value *v = &n->doc->values.v[i];
        if (!is_sum(v))
            continue;
        for (uint32_t k = 0; k < count; k++)
            if (works_out(v->lo, unit * people[k]))
                return NULL;
        if (!sum && v->at > rate->at && v->at - rate->at < 200)
            sum = v;
    }
    return sum;
}

/* All money and people of one sentence against its rate per head. */
static void check_rate(struct sums_of *s, const struct doc_sentence *sentence, size_t first,
    size_t last, const struct value *rate)
{
    double people[MOST_FIGURES], unit = rate->lo / (rate->per_count > 0 ? rate->per_count : 1);
    bool own;
    uint32_t count = rate_people(s, sentence, first, last, people, &own);
    if (!count)
        return;
    const struct value *sum = wrong_sum(s->n, first, last, rate, unit, people, count);
    if (!sum)
        return;
    double product = unit * people[0];
    bool exchanged = digits_transposed(round(product), sum->lo);
    /* with a population from elsewhere only an exact sum that comes close can be wrong */
    bool near = fabs(sum->lo / product - 1) <= (own ? 0.25 : 0.15);
    if (exchanged || (near && (own || sum->lo / amount_step(sum->lo) >= 1000)))
        report_rate(s, sentence, rate, sum, people[0], !own);
}

/* ---- shares ---- */

static uint32_t percent_decimals(const struct inspection *n, const struct value *v)
{
    uint32_t decimals = 0;
    bool point = false;
    for (uint32_t i = v->at; i < v->at + v->len; i++) {
        decimals += point && is_figure(n->doc->text[i]);
        point = point || n->doc->text[i] == '.';
    }
    return decimals;
}

/* Only small words and at most `most` others between two places, and no sentence's end. */
static bool is_near(const struct inspection *n, uint32_t from, uint32_t to, uint32_t most)
{
    uint32_t others = 0;
    if (to < from || to - from > 60)
        return false;
    for (uint32_t i = from; i < to; i++)
        if (strchr(",;.:", n->doc->text[i]))
            return false;
    for (uint32_t i = wording_from(&n->words, from); i < n->words.n && n->words.v[i].at < to; i++)
        others += !(n->words.v[i].cls & CLASS_SMALL);
    return others <= most;
}

static bool has_of(const struct inspection *n, uint32_t from, uint32_t to)
{
    for (uint32_t i = wording_from(&n->words, from); i < n->words.n && n->words.v[i].at < to; i++)
        if (inspect_is(n, i, "of"))
            return true;
    return false;
}

static void check_share(struct inspection *n, const struct doc_sentence *s,
    const struct value *part, const struct value *whole, const struct value *share)
{
    if (!is_exact(part) || !is_exact(whole) || whole->lo <= 0 || part->lo > whole->lo ||
        (part->flags | whole->flags | share->flags) & VALUE_APPROX)
        return;
    uint32_t decimals = percent_decimals(n, share);
    double step = pow(10, -(double)decimals), is = 100 * part->lo / whole->lo;
    if (fabs(is - share->lo) <= step * 1.001)
        return;
    inspect_report(n, "medium", s->at, s->end,
        "%s of %s is %s%%, not %s%%; check the three figures", inspect_number(n, part->lo, 0),
        inspect_number(n, whole->lo, 0), inspect_number(n, is, (int)decimals ? (int)decimals : 1),
        inspect_number(n, share->lo, (int)decimals));
}

static uint32_t end_of(const struct value *v)
{
    return v->at + v->len;
}

static bool are_numbers(const struct value *a, const struct value *b)
{
    return a->kind == VALUE_NUMBER && b->kind == VALUE_NUMBER;
}

/* "19 of our 22 practices (86%)": `v` is the percentage. */
static bool follows_both(const struct inspection *n, const struct value *v)
{
    return are_numbers(v - 1, v - 2) && is_near(n, end_of(v - 1), v->at, 3) &&
           is_near(n, end_of(v - 2), v[-1].at, 1) && has_of(n, end_of(v - 2), v[-1].at);
}

/* "37 (36%) of the 104 nurses" */
static bool stands_between(const struct inspection *n, const struct value *v)
{
    return are_numbers(v - 1, v + 1) && is_near(n, end_of(v - 1), v->at, 0) &&
           is_near(n, end_of(v), v[1].at, 0) && has_of(n, end_of(v), v[1].at);
}

/* "86% (19 of 22)" */
static bool precedes_both(const struct inspection *n, const struct value *v)
{
    return are_numbers(v + 1, v + 2) && v[1].at > end_of(v) && v[1].at - end_of(v) <= 2 &&
           n->doc->text[v[1].at - 1] == '(' && is_near(n, end_of(v + 1), v[2].at, 0) &&
           has_of(n, end_of(v + 1), v[2].at);
}

static void check_percent(
    struct inspection *n, const struct doc_sentence *s, size_t first, size_t last, size_t i)
{
    const struct value *v = &n->doc->values.v[i];
    if (!is_exact(v) || v->flags & VALUE_IN_WORDS)
        return;
    bool bracket = v->at > s->at && n->doc->text[v->at - 1] == '(';
    if (bracket && i >= first + 2 && follows_both(n, v))
        check_share(n, s, v - 2, v - 1, v);
    else if (bracket && i >= first + 1 && i + 1 < last && stands_between(n, v))
        check_share(n, s, v - 1, v + 1, v);
    else if (i + 2 < last && precedes_both(n, v))
        check_share(n, s, v + 1, v + 2, v);
}

/* "66.7% of practices" where the plan has 28: no number of them gives it. */
static void check_possible(
    struct sums_of *s, const struct doc_sentence *sentence, const struct value *v)
{
    struct inspection *n = s->n;
    uint32_t k = wording_from(&n->words, v->at + v->len);
    if (s->practices < 5 || s->practices > 60 || percent_decimals(n, v) != 1 || !is_exact(v) ||
        v->flags & VALUE_APPROX || !inspect_is(n, k, "of"))
        return;
    k += inspect_is(n, k + 1, "our") || inspect_is(n, k + 1, "the") ? 2 : 1;
    if (!inspect_is(n, k, "practices") || inspect_is(n, k + 1, "nationally") ||
        inspect_is(n, k + 2, "england"))
        return;
    double part = round(v->lo * s->practices / 100), nearest = 100 * part / s->practices;
    if (fabs(nearest - v->lo) < 0.1001)
        return;
    inspect_report(n, "low", sentence->at, sentence->end,
        "%s%% is not a share of the plan's %s practices (%s of them are %s%%); check what was "
        "counted",
        inspect_number(n, v->lo, 1), inspect_number(n, s->practices, 0), inspect_number(n, part, 0),
        inspect_number(n, nearest, 1));
}

/* ---- averages ---- */

/* "an average network size of 30,000 patients", beside "a population of 100,000" and four networks.
 */
static void check_average(
    struct sums_of *s, const struct doc_sentence *sentence, size_t first, size_t last)
{
    struct inspection *n = s->n;
    const struct value *average = NULL, *whole = NULL;
    uint32_t group = DOC_NONE;
    for (size_t i = first; i < last; i++) {
        const struct value *v = &n->doc->values.v[i];
        uint32_t k = wording_from(&n->words, v->at);
        if (!counts_people(n, v) || k < 3)
            continue;
        for (uint32_t b = 1; b <= 4 && b < k; b++)
            if (inspect_is(n, k - b, "average") && b > 1) {
                average = v;
                group = k - b + 1;
            }
        if (average && v != average && inspect_is(n, k - 1, "of") && is_people(n, k - 2))
            whole = v;
    }
    if (!average || !whole)
        return;
    for (size_t i = 0; i < s->facts.list.n; i++) {
        const struct fact *f = &s->facts.list.v[i];
        double product = f->value * average->lo;
        if (n->words.v[f->noun].stem != n->words.v[group].stem || f->counted != COUNTED_GROUP ||
            f->value < 2 || fabs(product / whole->lo - 1) > 0.25)
            continue;
        if (fabs(product / whole->lo - 1) > 0.01) {
            inspect_report(n, "medium", sentence->at, sentence->end,
                "%s times the average of %s is %s, not %s; check the average and the population",
                inspect_number(n, f->value, 0), inspect_number(n, average->lo, 0),
                inspect_number(n, product, 0), inspect_number(n, whole->lo, 0));
            const struct doc_sentence *other = &n->doc->sentences.v[f->sentence];
            inspect_relate(n, other->at, other->end);
        }
        return;
    }
}

static void check_sentence(struct sums_of *s, const struct doc_sentence *sentence)
{
    struct inspection *n = s->n;
    size_t first = doc_value_from(n->doc, sentence->at), last = first;
    bool rated = false;
    while (last < n->doc->values.n && n->doc->values.v[last].at < sentence->end)
        last++;
    for (size_t i = first; i < last; i++) {
        const struct value *v = &n->doc->values.v[i];
        if (!rated && is_head_rate(n, v)) {
            check_rate(s, sentence, first, last, v);
            rated = true;
        } else if (v->kind == VALUE_PERCENT) {
            check_percent(n, sentence, first, last, i);
            check_possible(s, sentence, v);
        }
    }
    /* the population may stand behind a semicolon */
    while (
        last > first && last < n->doc->values.n && n->doc->values.v[last].at < sentence->end + 60)
        last++;
    if (last - first >= 2)
        check_average(s, sentence, first, last);
}

void arithmetic_run(struct inspection *n)
{
    struct sums_of s = {.n = n};
    facts_read(&s.facts, n);
    s.people_count = facts_populations(&s.facts, s.people, MOST_FIGURES);
    s.practices = facts_total(&s.facts, n, COUNTED_PRACTICE);
    for (size_t i = 0; i < n->doc->sentences.n; i++) {
        const struct doc_block *b = &n->doc->blocks.v[n->doc->sentences.v[i].block];
        if (b->kind != DOC_CELL && block_speaks(b))
            check_sentence(&s, &n->doc->sentences.v[i]);
    }
    facts_clear(&s.facts);
}
