/* Durations in minutes: "90 minutes", "1 hr 30 min", "an hour and a half", "half an hour", "three
 * quarters of an hour", "five-year". Months count 30 days and years 365. */
#include "values/scan.h"

bool duration_unit(const struct text *t, size_t i, double *minutes, size_t *end)
{
    size_t k = dash_at(t, i) == 1 ? skip_blanks(t, i + 1) : skip_blanks(t, i);
    size_t working = phrase_at(t, i, "working");
    if (working != NOWHERE && phrase_at(t, working, "days") != NOWHERE)
        k = skip_blanks(t, working);
    else if ((working = phrase_at(t, i, "calendar")) != NOWHERE)
        k = skip_blanks(t, working);
    const struct word *w = word_at(t, k, end);
    if (w && w->kind == WORD_UNIT) {
        if (byte_at(t, *end) == '.' && w->n < 60 * 24 && *end - k <= 3 &&
            !is_upper(byte_at(t, skip_blanks(t, *end + 1))))
            ++*end; /* min., hrs. */
        *minutes = w->n;
        return true;
    }
    if (k == i && (byte_at(t, k) | 32) == 'h' && !is_letter(byte_at(t, k + 1))) { /* 90h, 1h30 */
        *minutes = 60;
        *end = k + 1;
        return true;
    }
    return false;
}

/* The smaller unit after hours: "1 hr 30 min", "2 hours and 15 minutes", "1h30". */
static bool smaller_part(const struct text *t, double unit, struct value *v)
{
    size_t k = value_end(v), and_end = phrase_at(t, k, "and");
    size_t at = skip_blanks(t, and_end == NOWHERE ? k : and_end), end;
    struct amount a;
    double minutes;
    if (!amount_read(t, at, false, &a) || a.ordinal || a.damaged || a.n <= 0 || a.n >= 60)
        return false;
    if (duration_unit(t, a.end, &minutes, &end)) {
        if (minutes >= unit || a.n * minutes >= unit)
            return false;
    } else if (at == k && a.digits == 2 && unit <= 60 && !word_char_at(t, a.end)) {
        minutes = 1;
        end = a.end;
    } else {
        return false;
    }
    v->lo += a.n * minutes;
    v->hi = v->lo;
    value_reach(v, end);
    return true;
}

void duration_more(const struct text *t, double unit, struct value *v)
{
    static const struct {
        const char *s;
        double part;
    } parts[] = {{"and a half", 0.5}, {"and a quarter", 0.25}, {"and three quarters", 0.75}};
    for (int p = 0; p < 3; p++) {
        size_t end = phrase_at(t, value_end(v), parts[p].s);
        if (end == NOWHERE)
            continue;
        v->lo += unit * parts[p].part;
        v->hi = v->lo;
        value_reach(v, end);
        return;
    }
    if (unit >= 60 && unit <= 24 * 60)
        smaller_part(t, unit, v);
}

static bool fill(struct value *v, size_t i, size_t end, double minutes)
{
    *v = (struct value){.kind = VALUE_DURATION, .flags = VALUE_IN_WORDS, .at = (uint32_t)i};
    v->lo = v->hi = minutes;
    value_reach(v, end);
    return true;
}

/* "of an hour" and the like after a part. */
static size_t of_unit(const struct text *t, size_t i, double *unit)
{
    size_t end, k = phrase_at(t, i, "of an");
    if (k == NOWHERE && (k = phrase_at(t, i, "of a")) == NOWHERE)
        return NOWHERE;
    return duration_unit(t, k, unit, &end) ? end : NOWHERE;
}

/* half an hour, half-hour. */
static bool half_unit(const struct text *t, size_t i, size_t end, struct value *v)
{
    static const char *const articles[] = {"an", "a", NULL};
    size_t k = any_at(t, end, articles), unit_end;
    double unit;
    if (k == NOWHERE && phrase_at(t, end, "hour") == NOWHERE)
        return false;
    return duration_unit(t, k == NOWHERE ? end : k, &unit, &unit_end) &&
           fill(v, i, unit_end, unit / 2);
}

/* an hour, an hour and a half, a day and a half, a quarter of an hour. */
static bool a_unit(const struct text *t, size_t i, size_t end, struct value *v)
{
    size_t k = phrase_at(t, end, "quarter"), unit_end;
    double unit;
    if (k != NOWHERE && (k = of_unit(t, k, &unit)) != NOWHERE)
        return fill(v, i, k, unit / 4);
    if (!duration_unit(t, end, &unit, &unit_end))
        return false;
    fill(v, i, unit_end, unit);
    duration_more(t, unit, v);
    /* "a week" alone is mostly what something is per. */
    return v->lo > unit || phrase_at(t, end, "hour") == unit_end ||
           phrase_at(t, end, "fortnight") == unit_end;
}

bool duration_idiom(const struct text *t, size_t i, struct value *v)
{
    size_t end, k;
    double unit;
    const struct word *w = word_at(t, i, &end);
    if (!w)
        return false;
    switch ((int)w->kind) {
    case WORD_UNIT:
        return phrase_at(t, i, "fortnight") == end && fill(v, i, end, w->n);
    case WORD_HALF:
        return half_unit(t, i, end, v);
    case WORD_A:
        return a_unit(t, i, end, v);
    case WORD_QUARTER:
        return (k = of_unit(t, end, &unit)) != NOWHERE && fill(v, i, k, unit / 4);
    case WORD_ONES:
        return w->n == 3 && (k = phrase_at(t, end, "quarters")) != NOWHERE &&
               (k = of_unit(t, k, &unit)) != NOWHERE && fill(v, i, k, unit * 0.75);
    default:
        return false;
    }
}
