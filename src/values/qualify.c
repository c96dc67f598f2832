/* What stands around a value: "at least", "up to", "around", "by", "from", "or more". Sets flags;
 * for dates it also moves the end that the word moves: the last day before, the first day after. */
#include <string.h>

#include "values/scan.h"

struct qualifier {
    const char *s;
    uint16_t flags;      /* of amounts */
    uint16_t date_flags; /* of dates and times */
};

/* Longer phrases first where one ends with another. */
static const struct qualifier before[] = {
    {"no later than", 0, VALUE_DEADLINE},
    {"not later than", 0, VALUE_DEADLINE},
    {"later than", 0, VALUE_START},
    {"no fewer than", VALUE_AT_LEAST, 0},
    {"not fewer than", VALUE_AT_LEAST, 0},
    {"no less than", VALUE_AT_LEAST, 0},
    {"not less than", VALUE_AT_LEAST, 0},
    {"no more than", VALUE_AT_MOST, 0},
    {"not more than", VALUE_AT_MOST, 0},
    {"not exceeding", VALUE_AT_MOST, 0},
    {"not to exceed", VALUE_AT_MOST, 0},
    {"no earlier than", 0, VALUE_START},
    {"less than", VALUE_AT_MOST, 0},
    {"fewer than", VALUE_AT_MOST, 0},
    {"more than", VALUE_AT_LEAST, 0},
    {"greater than", VALUE_AT_LEAST, 0},
    {"in excess of", VALUE_AT_LEAST, 0},
    {"upwards of", VALUE_AT_LEAST, 0},
    {"exceeding", VALUE_AT_LEAST, 0},
    {"just under", VALUE_APPROX | VALUE_AT_MOST, 0},
    {"just over", VALUE_APPROX | VALUE_AT_LEAST, 0},
    {"at least", VALUE_AT_LEAST, 0},
    {"at the least", VALUE_AT_LEAST, 0},
    {"a minimum of", VALUE_AT_LEAST, 0},
    {"minimum of", VALUE_AT_LEAST, 0},
    {"minimum", VALUE_AT_LEAST, 0},
    {"minimum additional", VALUE_AT_LEAST, 0},
    {"minimum of an additional", VALUE_AT_LEAST, 0},
    {"min", VALUE_AT_LEAST, 0},
    {"min.", VALUE_AT_LEAST, 0},
    {"over", VALUE_AT_LEAST, 0},
    {"above", VALUE_AT_LEAST, 0},
    {"at most", VALUE_AT_MOST, 0},
    {"maximum of", VALUE_AT_MOST, 0},
    {"maximum", VALUE_AT_MOST, 0},
    {"max", VALUE_AT_MOST, 0},
    {"max.", VALUE_AT_MOST, 0},
    {"up to", VALUE_AT_MOST, VALUE_DEADLINE},
    {"under", VALUE_AT_MOST, 0},
    {"below", VALUE_AT_MOST, 0},
    {"within", VALUE_AT_MOST, 0},
    {"inside", VALUE_AT_MOST, 0},
    {"around", VALUE_APPROX, VALUE_APPROX},
    {"about", VALUE_APPROX, VALUE_APPROX},
    {"approximately", VALUE_APPROX, VALUE_APPROX},
    {"approx", VALUE_APPROX, VALUE_APPROX},
    {"approx.", VALUE_APPROX, VALUE_APPROX},
    {"roughly", VALUE_APPROX, VALUE_APPROX},
    {"circa", VALUE_APPROX, VALUE_APPROX},
    {"c.", VALUE_APPROX, VALUE_APPROX},
    {"c", VALUE_APPROX, VALUE_APPROX},
    {"ca.", VALUE_APPROX, VALUE_APPROX},
    {"some", VALUE_APPROX, 0},
    {"nearly", VALUE_APPROX | VALUE_AT_MOST, VALUE_APPROX},
    {"almost", VALUE_APPROX | VALUE_AT_MOST, VALUE_APPROX},
    {"estimated", VALUE_APPROX, VALUE_APPROX},
    {"~", VALUE_APPROX, VALUE_APPROX},
    {">", VALUE_AT_LEAST, VALUE_START},
    {"<", VALUE_AT_MOST, VALUE_DEADLINE},
    {"\xe2\x89\xa5", VALUE_AT_LEAST, VALUE_START},
    {"\xe2\x89\xa4", VALUE_AT_MOST, VALUE_DEADLINE},
    {"by", 0, VALUE_DEADLINE},
    {"by:", 0, VALUE_DEADLINE},
    {"deadline", 0, VALUE_DEADLINE},
    {"deadline:", 0, VALUE_DEADLINE},
    {"before", 0, VALUE_DEADLINE},
    {"prior to", 0, VALUE_DEADLINE},
    {"ahead of", 0, VALUE_DEADLINE},
    {"until", 0, VALUE_DEADLINE},
    {"till", 0, VALUE_DEADLINE},
    {"to", 0, VALUE_DEADLINE},
    {"compared to", 0, 0},
    {"relative to", 0, 0},
    {"similar to", 0, 0},
    {"due to", 0, 0},
    {"from", 0, VALUE_START},
    {"from:", 0, VALUE_START},
    {"starting", 0, VALUE_START},
    {"starts", 0, VALUE_START},
    {"starting in", 0, VALUE_START},
    {"starting on", 0, VALUE_START},
    {"starting from", 0, VALUE_START},
    {"commencing", 0, VALUE_START},
    {"commencing in", 0, VALUE_START},
    {"beginning in", 0, VALUE_START},
    {"since", 0, VALUE_START},
    {"after", 0, VALUE_START},
};

static const struct qualifier after[] = {
    {"or more", VALUE_AT_LEAST, 0},
    {"or above", VALUE_AT_LEAST, 0},
    {"or over", VALUE_AT_LEAST, 0},
    {"or better", VALUE_AT_LEAST, 0},
    {"or greater", VALUE_AT_LEAST, 0},
    {"and above", VALUE_AT_LEAST, 0},
    {"at least", VALUE_AT_LEAST, 0},
    {"minimum", VALUE_AT_LEAST, 0},
    {"or fewer", VALUE_AT_MOST, 0},
    {"or less", VALUE_AT_MOST, 0},
    {"or below", VALUE_AT_MOST, 0},
    {"at most", VALUE_AT_MOST, 0},
    {"maximum", VALUE_AT_MOST, 0},
    {"onwards", 0, VALUE_START},
    {"onward", 0, VALUE_START},
    {"at the latest", 0, VALUE_DEADLINE},
    {"or later", 0, VALUE_START},
    {"or earlier", 0, VALUE_DEADLINE},
    {"or sooner", 0, VALUE_DEADLINE},
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
    for (size_t q = 0; q < sizeof before / sizeof *before; q++) {
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
            for (const char *const *a = articles; *a && at == i; a++)
                if (phrase_before(t, i, *a) != NOWHERE)
                    at = phrase_before(t, i, *a);
        } else {
            if (!is_during(v, q->s) && !(n && is_place(q->s)))
                v->flags |= calendar ? q->date_flags : q->flags;
            move_ends(t, i, v);
        }
        i = at;
    }
    for (size_t q = 0; q < sizeof after / sizeof *after; q++) {
        size_t end = phrase_at(t, value_end(v), after[q].s);
        uint16_t flags = calendar ? after[q].date_flags : after[q].flags;
        if (end == NOWHERE || !flags)
            continue;
        v->flags |= flags;
        if (!calendar)
            value_reach(v, end);
        break;
    }
}
