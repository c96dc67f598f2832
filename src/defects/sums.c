/* Totals in one sentence: three or more amounts of money, one of which is called the total. The
 * others may hold parts of parts ("£3m, of which £2m (£1m and £1m)"), so it is right when any
 * selection of them makes it, and wrong only when all of them come close and miss. */
#include "defects/sums.h"

#include <math.h>

enum { MOST_AMOUNTS = 10 };

static bool is_amount(const struct value *v)
{
    return v->kind == VALUE_MONEY && v->lo == v->hi && !v->per &&
           !(v->flags &
               (VALUE_REFERENCE | VALUE_DAMAGED | VALUE_APPROX | VALUE_AT_LEAST | VALUE_AT_MOST));
}

/* Is this amount called a total: "a total of £x", "£x in all", "making £x", "£x altogether"? */
static bool is_called_total(const struct inspection *n, const struct value *v)
{
    uint32_t i = wording_from(&n->words, v->at), k = wording_from(&n->words, v->at + v->len);
    for (uint32_t b = 1; b <= 3 && b <= i; b++)
        if (inspect_is(n, i - b, "total") || inspect_is(n, i - b, "totalling") ||
            inspect_is(n, i - b, "making") || inspect_is(n, i - b, "altogether"))
            return true;
    return inspect_is(n, k, "altogether") || inspect_is(n, k, "together") ||
           (inspect_is(n, k, "in") &&
               (inspect_is(n, k + 1, "all") || inspect_is(n, k + 1, "total")));
}

static double step_of(const struct inspection *n, const struct value *v)
{
    uint32_t decimals = 0;
    bool point = false;
    char last = ' ';
    for (uint32_t i = v->at; i < v->at + v->len; i++) {
        char c = inspect_byte(n, i);
        if (point && is_figure(c))
            decimals++;
        point = point || c == '.';
        last = c == ' ' ? last : c;
    }
    double scale = last == 'k' || last == 'K' ? 1e3 : is_figure(last) ? 1 : 1e6;
    return scale / pow(10, decimals);
}

/* Does any selection of at least two amounts make the total? */
static bool any_sum(const double *amounts, uint32_t n, double total, double tolerance)
{
    for (uint32_t set = 1; set < 1u << n; set++) {
        double sum = 0;
        uint32_t count = 0;
        for (uint32_t i = 0; i < n; i++)
            if (set >> i & 1) {
                sum += amounts[i];
                count++;
            }
        if (count > 1 && fabs(sum - total) <= tolerance)
            return true;
    }
    return false;
}

static void check_sentence(struct inspection *n, const struct doc_sentence *s)
{
    const struct value *total = NULL;
    double amounts[MOST_AMOUNTS], sum = 0, step = 0;
    uint32_t count = 0;
    for (size_t i = doc_value_from(n->doc, s->at); i < n->doc->values.n; i++) {
        const struct value *v = &n->doc->values.v[i];
        if (v->at >= s->end)
            break;
        if (!is_amount(v))
            continue;
        double at_step = step_of(n, v);
        step = at_step > step ? at_step : step;
        if (!total && is_called_total(n, v)) {
            total = v;
        } else if (count == MOST_AMOUNTS) {
            return;
        } else {
            amounts[count++] = v->lo;
            sum += v->lo;
        }
    }
    if (!total || count < 2)
        return;
    double tolerance = step == 1 ? 0.01 : step * (count + 1) * 0.5 + 0.01;
    bool near = fabs(sum - total->lo) <= 0.1 * sum || digits_transposed(sum, total->lo);
    if (!near || !inspect_spend(n, 1u << count) || any_sum(amounts, count, total->lo, tolerance))
        return;
    inspect_report(n, "medium", s->at, s->end,
        "the amounts of this sentence make \xC2\xA3%s, but their total is given as \xC2\xA3%s%s; "
        "check them",
        inspect_number(n, sum, 0), inspect_number(n, total->lo, 0),
        digits_transposed(sum, total->lo) ? " (two digits may be exchanged)" : "");
}

void prose_totals(struct inspection *n)
{
    for (size_t i = 0; i < n->doc->sentences.n; i++) {
        const struct doc_sentence *s = &n->doc->sentences.v[i];
        const struct doc_block *b = &n->doc->blocks.v[s->block];
        if (b->kind != DOC_CELL && block_speaks(b))
            check_sentence(n, s);
    }
}
