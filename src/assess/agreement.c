/* Figures that ought to agree: a rate a head times a population is an amount; parts make a total.
 * A pair is reported only when every figure of it is whole. That they agree is told of figures that
 * stand in one unit; that they differ is told only where one unit states one rate, one population
 * and an amount, or a total with its parts: everywhere else a difference may well be two different
 * things. Here stands what all three kinds share. */
#include "assess/agreement.h"

#include "base/limits.h"

#define AMOUNT_MIN 1000.0 /* pounds */
#define ALIKE      0.0005 /* share of the figure that is rounding whatever its digits say */
#define NEAR       0.01   /* share up to which a difference is small */
#define COMPARABLE 1.4    /* further apart than this, two figures mean different things */

/* The digits of a value as a number, and how many stand after the point; false without digits. */
static bool mantissa(const char *at, size_t len, double *number, int *decimals)
{
    bool point = false, any = false;
    *number = 0;
    *decimals = 0;
    for (size_t i = 0; i < len; i++) {
        if (at[i] >= '0' && at[i] <= '9') {
            *number = *number * 10 + (at[i] - '0');
            *decimals += point;
            any = true;
        } else if (at[i] == '.' && any && !point && i + 1 < len && at[i + 1] >= '0' &&
                   at[i + 1] <= '9')
            point = true;
        else if (any && at[i] != ',')
            break;
    }
    for (int i = 0; i < *decimals; i++)
        *number /= 10;
    return any && *number > 0;
}

double figure_slack(const struct doc *doc, const struct value *v)
{
    double number, unit = 1;
    int decimals = 0;
    bool digits = mantissa(doc->text + v->at, v->len, &number, &decimals);
    if (digits && (decimals || v->lo > number * 1.5)) { /* "1.2m", "350k", "2.40" */
        unit = v->lo / number;
        for (int i = 0; i < decimals; i++)
            unit /= 10;
    }
    return unit / 2;
}

int figures_compare(double stated, double computed, double slack)
{
    double larger = stated > computed ? stated : computed;
    double smaller = stated > computed ? computed : stated;
    if (smaller <= 0 || larger > COMPARABLE * smaller)
        return -1;
    double gap = larger - smaller;
    if (gap <= slack + 0.01 || gap <= ALIKE * larger)
        return AGREEMENT_AGREES;
    return gap <= NEAR * larger ? AGREEMENT_NEAR : AGREEMENT_DIFFERS;
}

bool figure_is_whole(const struct value *v)
{
    return !(v->flags & (VALUE_DAMAGED | VALUE_REFERENCE | VALUE_ORDINAL)) && v->lo == v->hi;
}

bool figure_is_exact(const struct value *v)
{
    return figure_is_whole(v) && !(v->flags & (VALUE_APPROX | VALUE_AT_LEAST | VALUE_AT_MOST));
}

bool figure_is_amount(const struct value *v)
{
    return v->kind == VALUE_MONEY && figure_is_whole(v) && v->lo >= AMOUNT_MIN &&
           !(v->per & ~(unsigned)VALUE_PER_YEAR);
}

static bool token_of(struct evaluation *e, uint32_t value, uint32_t *first, uint32_t *last)
{
    const struct value *v = &e->doc->values.v[value];
    uint32_t count, end;
    const struct token *tokens = scan_tokens(e->scan, &count);
    *first = scan_token_at(e->scan, v->at);
    end = scan_token_at(e->scan, v->at + v->len);
    if (*first >= count || tokens[*first].at >= v->at + v->len)
        return false;
    *last = end > *first ? end - 1 : *first;
    return true;
}

void agreement_emit(struct evaluation *e, uint32_t value, const uint32_t *parts, uint32_t count,
    struct match_list *list)
{
    uint32_t first, last;
    if (!token_of(e, value, &first, &last))
        return;
    struct match m = match_at(e, first, last);
    m.value = value;
    m.parts = arena_array(e->arena, count + 1, sizeof *m.parts);
    for (uint32_t i = 0; i < count; i++)
        if (token_of(e, parts[i], &first, &last))
            m.parts[m.part_count++] = (struct part){.first = first,
                .last = last,
                .sentence = doc_sentence_at(e->doc, e->doc->values.v[parts[i]].at)};
    match_list_add(list, &m);
}

bool figure_unit(struct evaluation *e, enum scope scope, uint32_t value, uint32_t *unit)
{
    const struct value *v = &e->doc->values.v[value];
    uint32_t s = doc_sentence_at(e->doc, v->at), first, last;
    if (s == DOC_NONE || !token_of(e, value, &first, &last) ||
        (e->doc->blocks.v[e->doc->sentences.v[s].block].marks & DOC_NEVER_EVIDENCE))
        return false;
    *unit = units_of(&e->units, scope, s, first);
    return true;
}

struct matches agreement_matches(struct evaluation *e, const struct test *t)
{
    struct match_list list = {0};
    if (t->figures == FIGURES_RATE)
        agreement_rates(e, t, &list);
    else if (t->figures == FIGURES_PARTS)
        agreement_parts(e, t, &list);
    else
        agreement_tables(e, t, &list);
    return match_list_take(&list, e->arena);
}
