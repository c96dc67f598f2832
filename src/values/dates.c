/* Dates as days: the span that a point of the calendar covers, ranges of points, and "end of".
 * Without a year a date cannot be placed: it is marked, and its days lie in the year 0. */
#include "values/dates.h"

struct span {
    int32_t lo, hi;
};

/* The calendar year in which a month of the moment's year falls. */
static int year_of(const struct moment *m, int month)
{
    return m->year + (m->financial && month < 4);
}

static struct span quarter_span(const struct moment *m)
{
    int last = m->last ? m->last : m->part;
    int first_month = m->part == 4 ? 1 : m->part * 3 + 1, last_month = last == 4 ? 3 : last * 3 + 3;
    int first_year = m->year + (m->part == 4 && m->year > 0);
    bool goes_on = m->year > 0 || m->part < 4; /* "Q2-Q4" of no year ends after it begins */
    int last_year = m->year + (last == 4 && goes_on);
    return (struct span){month_first(first_year, first_month), month_last(last_year, last_month)};
}

static struct span half_span(const struct moment *m)
{
    int y = m->year;
    if (m->financial)
        return m->part == 1 ? (struct span){month_first(y, 4), month_last(y, 9)}
                            : (struct span){month_first(y, 10), month_last(y + 1, 3)};
    return m->part == 1 ? (struct span){month_first(y, 1), month_last(y, 6)}
                        : (struct span){month_first(y, 7), month_last(y, 12)};
}

static struct span season_span(const struct moment *m)
{
    if (m->feast) {
        int32_t day = m->feast < 0 ? easter_day(m->year)
                                   : value_days(m->year, m->feast / 100, m->feast % 100);
        return (struct span){day, day};
    }
    if (m->month == 12)
        return (struct span){month_first(m->year, 12), month_last(m->year + 1, 2)};
    return (struct span){month_first(m->year, m->month), month_last(m->year, m->month + 2)};
}

static struct span moment_span(const struct moment *m)
{
    int y = year_of(m, m->month), day = m->day;
    switch (m->grain) {
    case GRAIN_DAY:
        return (struct span){
            value_days(y, m->month, day), value_days(y, m->month, m->last ? m->last : day)};
    case GRAIN_MONTH:
        return (struct span){month_first(y, m->month), month_last(y, m->month)};
    case GRAIN_QUARTER:
        return quarter_span(m);
    case GRAIN_HALF:
        return half_span(m);
    case GRAIN_SEASON:
        return season_span(m);
    case GRAIN_YEAR:
    default:
        if (m->financial)
            return (struct span){month_first(m->year, 4), month_last(m->year + 1, 3)};
        return (struct span){month_first(m->year, 1), month_last(m->year + m->years, 12)};
    }
}

/* The joint between the two points of a range; the place after it or NOWHERE. */
static size_t joint_at(const struct text *t, size_t at, size_t i)
{
    static const char *const joints[] = {"to", "until", "till", "through to", "through", NULL};
    size_t blank = skip_blanks(t, i), d = dash_at(t, blank), k;
    if (d)
        return skip_blanks(t, blank + d);
    if (byte_at(t, i) == '/' && is_letter(byte_at(t, i + 1)))
        return i + 1; /* August/September 2023 */
    if (phrase_before(t, at, "between") != NOWHERE && (k = phrase_at(t, i, "and")) != NOWHERE)
        return skip_blanks(t, k);
    k = any_at(t, i, joints);
    return k == NOWHERE ? NOWHERE : skip_blanks(t, k);
}

/* Lends the year of the later point to the earlier one ("October to March 2019"). */
static void lend_year(struct moment *a, const struct moment *b)
{
    if (a->year || !b->year)
        return;
    a->year = b->year;
    a->financial = b->financial;
    bool later = a->grain == GRAIN_QUARTER ? a->part > b->part : a->month > b->month;
    if (later && !b->financial)
        a->year--;
}

/* "April and October 2018", "June, July and August 2018": the year stands at the last one only. */
static void borrow_year(const struct text *t, struct moment *m)
{
    static const char *const joints[] = {"and", "or", "&", NULL};
    struct moment next;
    size_t i = m->end;
    for (int n = 0; n < 4 && !m->year; n++) {
        size_t k = byte_at(t, i) == ',' ? i + 1 : any_at(t, i, joints);
        if (k == NOWHERE)
            return;
        if (byte_at(t, i) == ',' && phrase_at(t, k, "and") != NOWHERE)
            k = phrase_at(t, k, "and");
        size_t at = skip_blanks(t, k);
        if (!(is_digit(byte_at(t, at)) || is_upper(byte_at(t, at))) || !moment_read(t, at, &next) ||
            next.grain != m->grain)
            return;
        i = next.end;
        if (next.year && (m->grain == GRAIN_QUARTER ? next.part > m->part
                                                    : next.month >= m->month || next.financial)) {
            m->year = next.year;
            m->financial = next.financial;
        }
    }
}

/* A second point after the first; `*b` then holds it. */
static bool range_read(const struct text *t, size_t i, const struct moment *a, struct moment *b)
{
    size_t k = a->last && a->grain == GRAIN_QUARTER && !a->year ? NOWHERE : joint_at(t, i, a->end);
    if (k == NOWHERE || k >= t->len || !moment_read(t, k, b) || b->damaged || b->years)
        return false;
    if (!b->year && a->year)
        return false;
    if (!a->year && a->grain == GRAIN_DAY && b->grain != GRAIN_DAY)
        return false;
    bool weak = a->grain == GRAIN_YEAR && b->grain == GRAIN_YEAR && b->words;
    return !weak && !(b->grain == GRAIN_YEAR && a->grain < GRAIN_YEAR && !b->financial &&
                        a->grain == GRAIN_DAY);
}

enum edge { EDGE_NONE, EDGE_FIRST, EDGE_LAST, EDGE_EARLY, EDGE_MID, EDGE_LATE };

/* "end of", "early", "mid-" before the date: what it takes of it, and where it begins. */
static enum edge edge_before(const struct text *t, size_t i, size_t *at)
{
    static const struct {
        const char *s;
        enum edge edge;
    } edges[] = {{"end of", EDGE_LAST}, {"the end of", EDGE_LAST}, {"end", EDGE_LAST},
        {"end of the", EDGE_LAST}, {"end of the month of", EDGE_LAST}, {"close of", EDGE_LAST},
        {"end of financial year", EDGE_LAST}, {"end of the financial year", EDGE_LAST},
        {"end of the year", EDGE_LAST}, {"close of the year", EDGE_LAST},
        {"end of year", EDGE_LAST}, {"year end", EDGE_LAST}, {"end of fy", EDGE_LAST},
        {"start of", EDGE_FIRST}, {"the start of", EDGE_FIRST}, {"beginning of", EDGE_FIRST},
        {"start of the", EDGE_FIRST}, {"early", EDGE_EARLY}, {"early in", EDGE_EARLY},
        {"mid", EDGE_MID}, {"middle of", EDGE_MID}, {"late", EDGE_LATE}, {"late in", EDGE_LATE}};
    enum edge found = EDGE_NONE;
    *at = i;
    for (size_t e = 0; e < sizeof edges / sizeof *edges; e++) {
        size_t k = phrase_before(t, i, edges[e].s);
        if (k != NOWHERE && k < *at && k >= t->floor) {
            found = edges[e].edge;
            *at = k;
        }
    }
    if (found != EDGE_NONE && phrase_at(t, *at, "the") != NOWHERE)
        *at += 4;
    return found;
}

static void take_edge(enum edge edge, struct span *s)
{
    int32_t third = (s->hi - s->lo + 1) / 3;
    switch (edge) {
    case EDGE_FIRST:
        s->hi = s->lo;
        break;
    case EDGE_LAST:
        s->lo = s->hi;
        break;
    case EDGE_EARLY:
        s->hi = s->lo + third;
        break;
    case EDGE_MID:
        s->lo += third;
        s->hi -= third;
        break;
    case EDGE_LATE:
        s->lo = s->hi - third;
        break;
    case EDGE_NONE:
    default:
        break;
    }
}

/* Year first: "2018/19 Q4". */
static void quarter_after(const struct text *t, struct moment *m)
{
    struct moment q;
    size_t k = skip_blanks(t, m->end + (byte_at(t, m->end) == ','));
    if (m->grain != GRAIN_YEAR || !m->financial || (byte_at(t, k) | 32) != 'q' ||
        !moment_read(t, k, &q) || q.grain != GRAIN_QUARTER || q.year || q.damaged)
        return;
    q.year = m->year;
    q.financial = true;
    *m = q;
}

static uint16_t flags_of(const struct moment *m)
{
    unsigned flags = m->words ? VALUE_IN_WORDS : 0;
    if (m->grain == GRAIN_YEAR)
        flags |= VALUE_YEAR_ONLY;
    if (m->financial || m->grain == GRAIN_QUARTER)
        flags |= VALUE_FY;
    if (!m->year)
        flags |= VALUE_NO_YEAR | VALUE_DAMAGED;
    if (m->damaged)
        flags |= VALUE_DAMAGED;
    return (uint16_t)flags;
}

bool date_read(const struct text *t, size_t i, struct value *v)
{
    struct moment a, b;
    if (!moment_read(t, i, &a))
        return false;
    quarter_after(t, &a);
    *v = (struct value){.kind = VALUE_DATE};
    bool range = !a.damaged && range_read(t, i, &a, &b);
    if (range)
        lend_year(&a, &b);
    else
        borrow_year(t, &a);
    if (a.weak && !a.year)
        return false;
    struct span s = moment_span(&a);
    size_t end = a.end, at;
    v->flags = flags_of(&a);
    enum edge edge = edge_before(t, i, &at);
    if (range) {
        struct span last = moment_span(&b);
        if (last.hi > s.lo) {
            s.hi = last.hi;
            end = b.end;
            if (b.grain != a.grain || a.grain != GRAIN_YEAR)
                v->flags &= (uint16_t)~VALUE_YEAR_ONLY;
        }
        if (edge != EDGE_FIRST)
            edge = EDGE_NONE;
        at = edge == EDGE_NONE ? i : at;
        edge = EDGE_NONE;
    }
    take_edge(edge, &s);
    v->at = (uint32_t)at;
    v->lo = s.lo;
    v->hi = s.hi;
    value_reach(v, end);
    return true;
}
