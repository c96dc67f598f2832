/* What stands around a value: "at least", "up to", "around", "by", "from", "or more". Sets flags;
 * for dates it also moves the end that the word moves: the last day before, the first day after. */
#include <string.h>

#include "values/scan.h"

struct qualifier {
    const char *s;
    size_t len;
    uint16_t flags;      /* of amounts */
    uint16_t date_flags; /* of dates and times */
};

/* Longer phrases first where one ends with another. */
/* A phrase with its length. */
#define TEXT(s) (s), sizeof(s) - 1

static const struct qualifier before[] = {
    {TEXT("no later than"), 0, VALUE_DEADLINE},
    {TEXT("not later than"), 0, VALUE_DEADLINE},
    {TEXT("later than"), 0, VALUE_START},
    {TEXT("no fewer than"), VALUE_AT_LEAST, 0},
    {TEXT("not fewer than"), VALUE_AT_LEAST, 0},
    {TEXT("no less than"), VALUE_AT_LEAST, 0},
    {TEXT("not less than"), VALUE_AT_LEAST, 0},
    {TEXT("no more than"), VALUE_AT_MOST, 0},
    {TEXT("not more than"), VALUE_AT_MOST, 0},
    {TEXT("not exceeding"), VALUE_AT_MOST, 0},
    {TEXT("not to exceed"), VALUE_AT_MOST, 0},
    {TEXT("no earlier than"), 0, VALUE_START},
    {TEXT("less than"), VALUE_AT_MOST, 0},
    {TEXT("fewer than"), VALUE_AT_MOST, 0},
    {TEXT("more than"), VALUE_AT_LEAST, 0},
    {TEXT("greater than"), VALUE_AT_LEAST, 0},
    {TEXT("in excess of"), VALUE_AT_LEAST, 0},
    {TEXT("upwards of"), VALUE_AT_LEAST, 0},
    {TEXT("exceeding"), VALUE_AT_LEAST, 0},
    {TEXT("just under"), VALUE_APPROX | VALUE_AT_MOST, 0},
    {TEXT("just over"), VALUE_APPROX | VALUE_AT_LEAST, 0},
    {TEXT("at least"), VALUE_AT_LEAST, 0},
    {TEXT("at the least"), VALUE_AT_LEAST, 0},
    {TEXT("a minimum of"), VALUE_AT_LEAST, 0},
    {TEXT("minimum of"), VALUE_AT_LEAST, 0},
    {TEXT("minimum"), VALUE_AT_LEAST, 0},
    {TEXT("minimum additional"), VALUE_AT_LEAST, 0},
    {TEXT("minimum of an additional"), VALUE_AT_LEAST, 0},
    {TEXT("min"), VALUE_AT_LEAST, 0},
    {TEXT("min."), VALUE_AT_LEAST, 0},
    {TEXT("over"), VALUE_AT_LEAST, 0},
    {TEXT("above"), VALUE_AT_LEAST, 0},
    {TEXT("at most"), VALUE_AT_MOST, 0},
    {TEXT("maximum of"), VALUE_AT_MOST, 0},
    {TEXT("maximum"), VALUE_AT_MOST, 0},
    {TEXT("max"), VALUE_AT_MOST, 0},
    {TEXT("max."), VALUE_AT_MOST, 0},
    {TEXT("up to"), VALUE_AT_MOST, VALUE_DEADLINE},
    {TEXT("under"), VALUE_AT_MOST, 0},
    {TEXT("below"), VALUE_AT_MOST, 0},
    {TEXT("within"), VALUE_AT_MOST, 0},
    {TEXT("inside"), VALUE_AT_MOST, 0},
    {TEXT("around"), VALUE_APPROX, VALUE_APPROX},
    {TEXT("about"), VALUE_APPROX, VALUE_APPROX},
    {TEXT("approximately"), VALUE_APPROX, VALUE_APPROX},
    {TEXT("approx"), VALUE_APPROX, VALUE_APPROX},
    {TEXT("approx."), VALUE_APPROX, VALUE_APPROX},
    {TEXT("roughly"), VALUE_APPROX, VALUE_APPROX},
    {TEXT("circa"), VALUE_APPROX, VALUE_APPROX},
    {TEXT("c."), VALUE_APPROX, VALUE_APPROX},
    {TEXT("c"), VALUE_APPROX, VALUE_APPROX},
    {TEXT("ca."), VALUE_APPROX, VALUE_APPROX},
    {TEXT("some"), VALUE_APPROX, 0},
    {TEXT("nearly"), VALUE_APPROX | VALUE_AT_MOST, VALUE_APPROX},
    {TEXT("almost"), VALUE_APPROX | VALUE_AT_MOST, VALUE_APPROX},
    {TEXT("estimated"), VALUE_APPROX, VALUE_APPROX},
    {TEXT("~"), VALUE_APPROX, VALUE_APPROX},
    {TEXT(">"), VALUE_AT_LEAST, VALUE_START},
    {TEXT("<"), VALUE_AT_MOST, VALUE_DEADLINE},
    {TEXT("\xe2\x89\xa5"), VALUE_AT_LEAST, VALUE_START},
    {TEXT("\xe2\x89\xa4"), VALUE_AT_MOST, VALUE_DEADLINE},
    {TEXT("by"), 0, VALUE_DEADLINE},
    {TEXT("by:"), 0, VALUE_DEADLINE},
    {TEXT("deadline"), 0, VALUE_DEADLINE},
    {TEXT("deadline:"), 0, VALUE_DEADLINE},
    {TEXT("before"), 0, VALUE_DEADLINE},
    {TEXT("prior to"), 0, VALUE_DEADLINE},
    {TEXT("ahead of"), 0, VALUE_DEADLINE},
    {TEXT("until"), 0, VALUE_DEADLINE},
    {TEXT("till"), 0, VALUE_DEADLINE},
    {TEXT("to"), 0, VALUE_DEADLINE},
    {TEXT("compared to"), 0, 0},
    {TEXT("relative to"), 0, 0},
    {TEXT("similar to"), 0, 0},
    {TEXT("due to"), 0, 0},
    {TEXT("from"), 0, VALUE_START},
    {TEXT("from:"), 0, VALUE_START},
    {TEXT("starting"), 0, VALUE_START},
    {TEXT("starts"), 0, VALUE_START},
    {TEXT("starting in"), 0, VALUE_START},
    {TEXT("starting on"), 0, VALUE_START},
    {TEXT("starting from"), 0, VALUE_START},
    {TEXT("commencing"), 0, VALUE_START},
    {TEXT("commencing in"), 0, VALUE_START},
    {TEXT("beginning in"), 0, VALUE_START},
    {TEXT("since"), 0, VALUE_START},
    {TEXT("after"), 0, VALUE_START},
};

static const struct qualifier after[] = {
    {TEXT("or more"), VALUE_AT_LEAST, 0},
    {TEXT("or above"), VALUE_AT_LEAST, 0},
    {TEXT("or over"), VALUE_AT_LEAST, 0},
    {TEXT("or better"), VALUE_AT_LEAST, 0},
    {TEXT("or greater"), VALUE_AT_LEAST, 0},
    {TEXT("and above"), VALUE_AT_LEAST, 0},
    {TEXT("at least"), VALUE_AT_LEAST, 0},
    {TEXT("minimum"), VALUE_AT_LEAST, 0},
    {TEXT("or fewer"), VALUE_AT_MOST, 0},
    {TEXT("or less"), VALUE_AT_MOST, 0},
    {TEXT("or below"), VALUE_AT_MOST, 0},
    {TEXT("at most"), VALUE_AT_MOST, 0},
    {TEXT("maximum"), VALUE_AT_MOST, 0},
    {TEXT("onwards"), 0, VALUE_START},
    {TEXT("onward"), 0, VALUE_START},
    {TEXT("at the latest"), 0, VALUE_DEADLINE},
    {TEXT("or later"), 0, VALUE_START},
    {TEXT("or earlier"), 0, VALUE_DEADLINE},
    {TEXT("or sooner"), 0, VALUE_DEADLINE},
};

/* "over two years" is during, not more than. */
static bool is_during(const struct value *v, const char *s)
{
    return v->kind == VALUE_DURATION && v->lo >= 24 * 60 && (s[0] == 'o' || s[0] == 'i');
}

/* "over the 28 practices", "within the 4 clusters": where, not how many. */
static bool is_place(const char *s)
{
    static const char *const places[] = {
        "over", "within", "under", "above", "below", "around", "about"};
    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        if (!strcmp(s, places[p]))
            return true;
    return false;
}

static const struct qualifier *find_before(const struct text *t, size_t i, size_t *at)
{
    const struct qualifier *best = NULL;
    size_t joint = back_joint(t, i);
    char last = joint ? t->s[joint - 1] : 0;
    if (is_upper((unsigned char)last))
        last = (char)(last | 32);
    for (size_t q = 0; q < sizeof before / sizeof *before; q++) {
        if (before[q].s[before[q].len - 1] != last)
            continue;
        if ((last == '>' || last == '<') && i && t->s[i - 1] != last)
            continue; /* "7.2% > 5.0%" is an arrow */
        size_t k = phrase_before(t, i, before[q].s);
        if (k != NOWHERE && (!best || k < *at)) {
            best = &before[q];
            *at = k;
        }
    }
    return best;
}

/* Moves the ends of a date: "before April 2019" ends on 31 March, "after March 2019" begins on
 * 1 April. "before the end of" means the end. */
static void move_ends(const struct text *t, size_t i, struct value *v)
{
    if (v->kind != VALUE_DATE || (v->flags & VALUE_DAMAGED))
        return;
    static const char *const befores[] = {"before", "prior to", "ahead of", NULL};
    bool end = phrase_at(t, v->at, "end") != NOWHERE || phrase_at(t, v->at, "close") != NOWHERE;
    if (!end && any_before(t, i, befores))
        v->lo = v->hi = v->lo - 1;
    else if (phrase_before(t, i, "after") != NOWHERE)
        v->lo = v->hi = v->hi + 1;
}

static const char *const articles[] = {"the", "a", "an", "additional", "an additional", "a further",
    "further", "the end of", "extra", NULL};

void qualify(const struct text *t, struct value *v)
{
    size_t i = v->at;
    bool calendar = v->kind == VALUE_DATE || v->kind == VALUE_TIME;
    for (int n = 0; n < 3; n++) {
        size_t at = i;
        const struct qualifier *q = find_before(t, i, &at);
        if (!q) {
            if (n || !any_before(t, i, articles))
                break;
            for (const char *const *a = articles; *a; a++) /* the longest */
                if (phrase_before(t, i, *a) < at)
                    at = phrase_before(t, i, *a);
        } else {
            if (!is_during(v, q->s) && !(n && is_place(q->s)))
                v->flags |= calendar ? q->date_flags : q->flags;
            move_ends(t, i, v);
        }
        i = at;
    }
    for (size_t q = 0; q < sizeof after / sizeof *after; q++) {
        uint16_t flags = calendar ? after[q].date_flags : after[q].flags;
        size_t end = flags ? phrase_at(t, value_end(v), after[q].s) : NOWHERE;
        if (end == NOWHERE)
            continue;
        v->flags |= flags;
        if (!calendar)
            value_reach(v, end);
        break;
    }
}
