/* Numbers, money, percentages and durations: an amount, perhaps a range, then its unit and rate.
 * The unit decides the kind; a bare number is then looked at once more (references, shares, a lost
 * pound sign). */
#include <math.h>

#include "values/scan.h"

/* How one value is put together while it is read. */
struct quantity {
    struct amount first, last; /* the same unless it is a range */
    bool range, pound, spoken_unit;
    bool compound; /* "six-month": a hyphen stands between */
};

static size_t percent_at(const struct text *t, size_t i)
{
    static const char *const names[] = {"per cent", "percent", "per-cent", "pct", NULL};
    size_t k = byte_at(t, i) == ' ' ? i + 1 : i;
    return byte_at(t, k) == '%' ? k + 1 : any_at(t, i, names);
}

/* Percentage points, also "pp" glued to the number: a number, not a share. */
static size_t points_at(const struct text *t, size_t i)
{
    static const char *const names[] = {"percentage points", "percentage point", NULL};
    size_t end = any_at(t, i, names);
    if (end != NOWHERE)
        return end;
    return byte_at(t, i) == 'p' && byte_at(t, i + 1) == 'p' && !word_char_at(t, i + 2) ? i + 2
                                                                                       : NOWHERE;
}

static size_t wte_at(const struct text *t, size_t i)
{
    static const char *const names[] = {"wte", "fte", "wtes", "ftes", "w.t.e.", "w.t.e",
        "whole time equivalents", "whole time equivalent", "full time equivalents",
        "full time equivalent", NULL};
    size_t end = any_at(t, i, names);
    if (end == NOWHERE && (byte_at(t, i) | 32) >= 'f' && (byte_at(t, i + 1) | 32) == 't' &&
        (byte_at(t, i + 2) | 32) == 'e' && !word_char_at(t, i + 3) &&
        ((byte_at(t, i) | 32) == 'w' || (byte_at(t, i) | 32) == 'f'))
        end = i + 3; /* 12.5wte */
    return end;
}

/* The joint of a range after `i`: a dash, "to" or (after "between") "and". The place after it. */
static size_t range_joint(const struct text *t, size_t at, size_t i)
{
    static const char *const no_range[] = {"from", "ratio of", NULL};
    size_t blank = skip_blanks(t, i), d = dash_at(t, blank), k;
    if (at > 1 && t->s[at - 1] == '-' && is_digit((unsigned char)t->s[at - 2]))
        return NOWHERE; /* 33-35-37-42 is a series */
    if (d) {
        k = skip_blanks(t, blank + d);
        return (k == blank + d) == (blank == i) ? k : NOWHERE; /* "5 -6" is no range */
    }
    if ((k = phrase_at(t, i, "to")) != NOWHERE)
        return blank == i || any_before(t, at, no_range) ? NOWHERE : skip_blanks(t, k);
    k = phrase_at(t, i, "and");
    return k == NOWHERE || phrase_before(t, at, "between") == NOWHERE ? NOWHERE : skip_blanks(t, k);
}

/* The amount that ends a range. */
static bool range_end(
    const struct text *t, size_t at, size_t i, bool pound, bool percent, struct amount *a)
{
    size_t k = range_joint(t, at, i), sign = k == NOWHERE ? 0 : pound_at(t, k);
    if (k == NOWHERE || (sign && !pound))
        return false;
    if (!is_digit(byte_at(t, k + sign)) && !is_letter(byte_at(t, k)))
        return false;
    if (!amount_read(t, k + sign, pound, a) || a->ordinal || a->damaged || a->dotted)
        return false;
    if (percent && percent_at(t, a->end) == NOWHERE)
        return false;
    size_t more = dash_at(t, a->end); /* a series again */
    return !more || !is_digit(byte_at(t, a->end + more));
}

/* The lower end with the scale that only the upper one shows: "2-3 million", "30-50,000". */
static double shared_scale(const struct amount *a, const struct amount *b)
{
    if (a->n >= 1000)
        return a->n;
    if (a->scale <= 1 && b->scale > 1 && a->n <= b->n / b->scale)
        return a->n * b->scale;
    return b->grouped && !a->grouped && a->n * 1000 < b->n ? a->n * 1000 : a->n;
}

static void read_range(const struct text *t, size_t at, struct quantity *q)
{
    struct amount *a = &q->first, b;
    q->last = *a;
    if (a->ordinal || a->damaged || a->dotted)
        return;
    size_t percent = percent_at(t, a->end);
    bool as_percent = percent != NOWHERE;
    if (!range_end(t, at, as_percent ? percent : a->end, q->pound, as_percent, &b))
        return;
    double low = shared_scale(a, &b);
    bool year = b.digits == 4 && !b.grouped && b.n > 1990 && b.n < 2050 && low < 1000;
    if (low >= b.n || year)
        return;
    a->n = low;
    a->short_scale |= b.short_scale;
    q->last = b;
    q->range = true;
}

/* Letters glued to the digits that make it a code: "5YFV", "3a"; and "29/34", a count of a count.
 */
static bool is_code(const struct text *t, const struct quantity *q)
{
    const struct amount *a = &q->last;
    double ignored;
    size_t end;
    if (a->words)
        return false;
    if (goes_on(t, a->end, "/:"))
        return byte_at(t, a->end) == ':' || !rate_follows(t, a->end);
    if (!word_char_at(t, a->end) || points_at(t, a->end) != NOWHERE || rate_follows(t, a->end))
        return false;
    if (byte_at(t, a->end) == 's' && !word_char_at(t, a->end + 1))
        return a->digits == 4; /* over-75s, but not the 1990s */
    return !duration_unit(t, a->end, &ignored, &end) && wte_at(t, a->end) == NOWHERE &&
           money_word(t, a->end, &ignored) != a->end + 1;
}

static void finish(const struct text *t, struct quantity *q, struct value *v, enum value_kind kind,
    size_t end, double unit)
{
    v->kind = kind;
    v->lo = q->first.n * unit;
    v->hi = q->last.n * unit;
    value_reach(v, end);
    if (q->first.words)
        v->flags |= VALUE_IN_WORDS;
    if (byte_at(t, end) == '+' && !is_digit(byte_at(t, end + 1))) {
        v->flags |= VALUE_AT_LEAST;
        value_reach(v, end + 1);
    }
}

static bool read_money(const struct text *t, struct quantity *q, struct value *v)
{
    double worth = 1;
    size_t end = money_word(t, q->last.end, &worth);
    if (!q->pound && end == NOWHERE)
        return false;
    if (q->pound || q->first.ordinal) {
        if (q->first.ordinal)
            return false;
        worth = 1;
        end = q->last.end;
    }
    finish(t, q, v, VALUE_MONEY, end, worth);
    if (!q->pound && worth == 1 && !q->range)
        money_pence(t, v);
    rate_read(t, v, 4);
    return true;
}

static bool read_duration(const struct text *t, struct quantity *q, struct value *v)
{
    double unit;
    size_t end;
    if (q->pound || q->first.ordinal || q->first.short_scale ||
        !duration_unit(t, q->last.end, &unit, &end))
        return false;
    static const char *const age[] = {"old", "olds", "of age", NULL};
    if (any_at(t, end, age) != NOWHERE) {
        finish(t, q, v, VALUE_NUMBER, q->last.end, 1);
        v->flags |= VALUE_REFERENCE;
        return true;
    }
    finish(t, q, v, VALUE_DURATION, end, unit);
    if (!q->range)
        duration_more(t, unit, v);
    rate_read(t, v, 7);
    return true;
}

static bool read_percent(const struct text *t, struct quantity *q, struct value *v)
{
    size_t end = percent_at(t, q->last.end);
    if (end == NOWHERE || q->pound || q->first.ordinal)
        return false;
    size_t points = phrase_at(t, end, "points");
    if (points == NOWHERE)
        points = phrase_at(t, end, "point");
    finish(t, q, v, points == NOWHERE ? VALUE_PERCENT : VALUE_NUMBER,
        points == NOWHERE ? end : points, 1);
    rate_read(t, v, 0);
    return true;
}

/* What only looks like a number in words: one-off, no one, one another. */
static bool is_pronoun(const struct text *t, const struct quantity *q, size_t at)
{
    static const char *const before[] = {
        "no", "this", "that", "which", "each", "every", "any", "some", "the other", NULL};
    static const char *const after[] = {
        "another", "off", "stop", "to one", "size fits", "and half", NULL};
    const struct amount *a = &q->first;
    if (!a->words || q->range || a->n != 1)
        return false;
    if (a->ordinal)
        return phrase_before(t, at, "at") != NOWHERE;
    return any_before(t, at, before) || any_at(t, a->end, after) != NOWHERE ||
           apostrophe_at(t, a->end) || byte_at(t, a->end) == '-' || t->s[at - (at > 0)] == '-';
}

/* The figure beside a bracket: another cell, figure or bracket, or nothing on this line. */
static bool is_figure_edge(unsigned char c)
{
    return is_digit(c) || c == '\n' || c == '\r' || c == '\t' || c == '|' || c == '(' || c == ')' ||
           c == '\0' || c == 0xc2;
}

/* (1,234) in accounts: the bracketed figure fills its cell or stands among figures. */
static bool is_bracketed(const struct text *t, size_t at, size_t end)
{
    if (!at || t->s[at - 1] != '(' || byte_at(t, end) != ')')
        return false;
    size_t before = at - 1, after = end + 1;
    while (before && (t->s[before - 1] == ' ' || t->s[before - 1] == '-'))
        before--;
    while (byte_at(t, after) == ' ')
        after++;
    return is_figure_edge(before ? (unsigned char)t->s[before - 1] : 0) &&
           is_figure_edge(byte_at(t, after));
}

static void negate(struct value *v)
{
    double lo = v->lo;
    v->lo = -v->hi;
    v->hi = -lo;
}

/* A minus sign glued to the amount and not to what stands before. */
static bool minus_before(const struct text *t, size_t at)
{
    size_t k = at >= 3 && dash_at(t, at - 3) == 3   ? at - 3
               : at >= 1 && dash_at(t, at - 1) == 1 ? at - 1
                                                    : at;
    if (k == at)
        return false;
    unsigned char before = k ? (unsigned char)t->s[k - 1] : ' ';
    if (before != ' ' && before != '\n' && before != '(' && before != '\t' && before != '|')
        return false;
    size_t b = back_blanks(t, k);
    return !(b && is_digit((unsigned char)t->s[b - 1]) && b != k) && !line_starts_at(t, k);
}

static bool read_number(const struct text *t, struct quantity *q, struct value *v)
{
    struct amount *a = &q->first;
    if (is_pronoun(t, q, v->at))
        return false;
    finish(t, q, v, VALUE_NUMBER, q->last.end, 1);
    if (a->ordinal)
        v->flags |= VALUE_ORDINAL;
    if (a->damaged || (a->digits == 3 && a->n <= 0))
        v->flags |= VALUE_DAMAGED;
    if (!q->range && fraction_of(t, a, v))
        return true;
    if (!a->ordinal && is_reference(t, a, v)) {
        v->flags |= VALUE_REFERENCE;
        return true;
    }
    size_t wte = wte_at(t, q->last.end), points = points_at(t, q->last.end);
    if (points != NOWHERE)
        value_reach(v, points);
    if (wte != NOWHERE && !a->ordinal) {
        value_reach(v, wte);
        rate_read(t, v, 3);
        return true;
    }
    if (a->ordinal || a->damaged)
        return true;
    if (money_lost(t, &q->last, v))
        v->kind = VALUE_MONEY;
    rate_read(t, v, v->kind == VALUE_MONEY ? 4 : 3);
    return true;
}

static bool read_times_a_week(const struct text *t, size_t i, struct value *v)
{
    size_t end;
    const struct word *w = word_at(t, i, &end);
    if (!w || w->kind != WORD_ONCE)
        return false;
    *v = (struct value){.kind = VALUE_NUMBER, .flags = VALUE_IN_WORDS, .at = (uint32_t)i};
    v->lo = v->hi = w->n;
    value_reach(v, end);
    rate_read(t, v, 0);
    return v->per & ~(unsigned)VALUE_PER_OTHER;
}

/* Values that need no number: "half an hour", "two thirds of", "twice a week". */
static bool read_idiom(const struct text *t, size_t i, struct value *v)
{
    if (duration_idiom(t, i, v)) {
        rate_read(t, v, 7);
        return true;
    }
    return fraction_read(t, i, v) || read_times_a_week(t, i, v);
}

static void sign_of(const struct text *t, const struct quantity *q, struct value *v)
{
    bool figure = q->first.grouped || q->first.decimals || q->pound;
    if (!(v->flags & VALUE_REFERENCE) &&
        (minus_before(t, v->at) || (figure && is_bracketed(t, v->at, value_end(v)))))
        negate(v);
}

/* "million" without a number: the number before it was lost, or it names a rate's base. */
static bool is_bare_scale(const struct text *t, size_t i)
{
    size_t end;
    const struct word *w = word_at(t, i, &end);
    return w && (w->kind == WORD_HUNDRED || w->kind == WORD_SCALE);
}

bool quantity_read(const struct text *t, size_t i, struct value *v)
{
    struct quantity q = {0};
    if (read_idiom(t, i, v))
        return true;
    if (is_bare_scale(t, i))
        return false;
    size_t k = i, sign = pound_at(t, i);
    if (sign) {
        q.pound = true;
        k = skip_blanks(t, i + sign);
        if (!is_digit(byte_at(t, k)))
            return false;
    }
    *v = (struct value){.at = (uint32_t)i};
    if (!amount_read(t, k, q.pound, &q.first))
        return false;
    read_range(t, i, &q);
    if (is_code(t, &q) || (q.pound && q.first.digits == 3 && q.first.n <= 0)) /* £000 */
        return false;
    if (!read_percent(t, &q, v) && !read_money(t, &q, v) && !read_duration(t, &q, v) &&
        !read_number(t, &q, v))
        return false;
    if (q.first.damaged)
        v->flags |= VALUE_DAMAGED;
    sign_of(t, &q, v);
    return isfinite(v->lo) && isfinite(v->hi);
}
