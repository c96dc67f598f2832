/* What an amount is per: "per 1,000 registered patients per week", "a head", "/1000/wk", "pw".
 * A rate that follows at once belongs to the value; one after a few words ("30 minutes of extra
 * time per 1,000 patients") is noted, and the words between stay free for other matches. */
#include <string.h>

#include "values/scan.h"

struct noun {
    const char *s;
    uint16_t per;
};

static const struct noun nouns[] = {
    {"head", VALUE_PER_HEAD},
    {"hd", VALUE_PER_HEAD},
    {"capita", VALUE_PER_HEAD},
    {"patient", VALUE_PER_HEAD},
    {"patients", VALUE_PER_HEAD},
    {"pt", VALUE_PER_HEAD},
    {"pts", VALUE_PER_HEAD},
    {"pat", VALUE_PER_HEAD},
    {"person", VALUE_PER_HEAD},
    {"persons", VALUE_PER_HEAD},
    {"people", VALUE_PER_HEAD},
    {"population", VALUE_PER_HEAD},
    {"pop", VALUE_PER_HEAD},
    {"popn", VALUE_PER_HEAD},
    {"resident", VALUE_PER_HEAD},
    {"residents", VALUE_PER_HEAD},
    {"individual", VALUE_PER_HEAD},
    {"citizen", VALUE_PER_HEAD},
    {"list", VALUE_PER_HEAD},
    {"soul", VALUE_PER_HEAD},
    {"souls", VALUE_PER_HEAD},
    {"practice", VALUE_PER_PRACTICE},
    {"practices", VALUE_PER_PRACTICE},
    {"prctc", VALUE_PER_PRACTICE},
    {"surgery", VALUE_PER_PRACTICE},
    {"surgeries", VALUE_PER_PRACTICE},
    {"day", VALUE_PER_DAY},
    {"weekday", VALUE_PER_DAY},
    {"working day", VALUE_PER_DAY},
    {"week", VALUE_PER_WEEK},
    {"wk", VALUE_PER_WEEK},
    {"month", VALUE_PER_MONTH},
    {"mth", VALUE_PER_MONTH},
    {"year", VALUE_PER_YEAR},
    {"yr", VALUE_PER_YEAR},
    {"annum", VALUE_PER_YEAR},
    {"session", VALUE_PER_OTHER},
    {"site", VALUE_PER_OTHER},
    {"hub", VALUE_PER_OTHER},
    {"hour", VALUE_PER_OTHER},
    {"appointment", VALUE_PER_OTHER},
    {"quarter", VALUE_PER_OTHER},
    {"place", VALUE_PER_OTHER},
    {"network", VALUE_PER_OTHER},
    {"cluster", VALUE_PER_OTHER},
    {"locality", VALUE_PER_OTHER},
};

static const char *const adjectives[] = {"registered", "weighted", "unweighted", "raw", "listed",
    "list", "our", "the", "resident", "adult", "additional", NULL};
static const char *const of_people[] = {"of population", "of the population", "of our population",
    "of weighted population", "of registered population", "of the weighted population",
    "of the registered population", "of list", "of the list", "of patients", "of list size", "list",
    "on the list", "population", "size", NULL};

/* The noun of a rate at `i`, after blanks; its end or NOWHERE. */
static size_t noun_at(const struct text *t, size_t i, uint16_t *per)
{
    size_t k = i;
    for (int n = 0; n < 3; n++) {
        for (size_t w = 0; w < sizeof nouns / sizeof *nouns; w++) {
            size_t end = phrase_at(t, k, nouns[w].s);
            if (end == NOWHERE)
                continue;
            *per = nouns[w].per;
            if (*per == VALUE_PER_HEAD) {
                size_t more = any_at(t, end, of_people);
                end = more == NOWHERE ? end : more;
            }
            return end;
        }
        size_t next = any_at(t, k, adjectives);
        if (next == NOWHERE)
            return NOWHERE;
        k = next;
    }
    return NOWHERE;
}

/* The count of a rate ("1,000", "thousand", "every hundred"); 1 and `i` when there is none. */
static size_t count_at(const struct text *t, size_t i, double *count)
{
    struct amount a;
    size_t k = skip_blanks(t, i);
    *count = 1;
    if (!is_digit(byte_at(t, k)) && !is_letter(byte_at(t, k)))
        return i;
    if (!amount_read(t, k, false, &a) || a.ordinal || a.damaged || a.dotted || a.n < 1 ||
        (a.n > 1 && a.n < 5))
        return i;
    *count = a.n;
    return a.end;
}

/* Any word at all: "per cluster", "per whole-time doctor". */
static size_t any_noun(const struct text *t, size_t i)
{
    size_t k = skip_blanks(t, i);
    if (!is_letter(byte_at(t, k)) || phrase_at(t, i, "cent") != NOWHERE)
        return NOWHERE;
    while (word_char_at(t, k))
        k++;
    return k;
}

struct lead {
    const char *s;
    bool open; /* any noun may follow, or a count alone */
};
static const struct lead leads[] = {
    {"per", true},
    {"for each", true},
    {"for every", true},
    {"in each", false},
    {"in every", false},
    {"each", false},
    {"every", false},
    {"a", false},
    {"an", false},
};

static const struct noun whole[] = {
    {"p.a.", VALUE_PER_YEAR},
    {"p.a", VALUE_PER_YEAR},
    {"pa", VALUE_PER_YEAR},
    {"pw", VALUE_PER_WEEK},
    {"p.w.", VALUE_PER_WEEK},
    {"pcm", VALUE_PER_MONTH},
    {"ph", VALUE_PER_HEAD},
    {"pppa", VALUE_PER_HEAD | VALUE_PER_YEAR},
    {"daily", VALUE_PER_DAY},
    {"weekly", VALUE_PER_WEEK},
    {"monthly", VALUE_PER_MONTH},
    {"annually", VALUE_PER_YEAR},
    {"yearly", VALUE_PER_YEAR},
};

/* "p.a.", "pw", "weekly"; also glued to the amount ("£3ph"). */
static size_t whole_at(const struct text *t, size_t i, uint16_t *per)
{
    for (size_t w = 0; w < sizeof whole / sizeof *whole; w++) {
        size_t len = strlen(whole[w].s), end = phrase_at(t, i, whole[w].s);
        if (end == NOWHERE && len < 5 && i + len <= t->len && is_digit(byte_at(t, i - 1)) &&
            !memcmp(t->s + i, whole[w].s, len) && !word_char_at(t, i + len))
            end = i + len;
        if (end != NOWHERE) {
            *per = whole[w].per;
            return end;
        }
    }
    return NOWHERE;
}

/* After "per" and the like: a count, a noun or both. */
static size_t base_at(const struct text *t, size_t i, bool open, uint16_t *per, double *count)
{
    size_t k = count_at(t, i, count), end = noun_at(t, k, per);
    if (end != NOWHERE)
        return end;
    if (open && k != i && *count >= 100) { /* "per 1,000" is per 1,000 people */
        *per = VALUE_PER_HEAD;
        return k;
    }
    *per = VALUE_PER_OTHER;
    *count = 1;
    return open ? any_noun(t, i) : NOWHERE;
}

/* One rate at `i`: its end or NOWHERE. */
static size_t rate_at(const struct text *t, size_t i, uint16_t *per, double *count)
{
    *count = 1;
    size_t slash = byte_at(t, i) == ' ' && byte_at(t, i + 1) == '/' ? i + 1 : i;
    if (byte_at(t, slash) == '/') {
        size_t end = base_at(t, slash + 1, false, per, count);
        if (end == NOWHERE) {
            end = count_at(t, slash + 1, count);
            *per = VALUE_PER_HEAD;
            if (end == slash + 1 || *count < 1000)
                return NOWHERE;
        }
        return end;
    }
    size_t end = whole_at(t, i, per);
    if (end != NOWHERE)
        return end;
    for (size_t l = 0; l < sizeof leads / sizeof *leads; l++) {
        size_t k = phrase_at(t, i, leads[l].s);
        if (k == NOWHERE)
            continue;
        if (phrase_at(t, k, "of") != NOWHERE) { /* for each of 200,000 weighted residents */
            double ignored;
            size_t people = count_at(t, phrase_at(t, k, "of"), &ignored);
            *per = noun_at(t, people, per) != NOWHERE && *per == VALUE_PER_HEAD ? VALUE_PER_HEAD
                                                                                : VALUE_PER_OTHER;
            return k;
        }
        if ((end = base_at(t, k, leads[l].open, per, count)) != NOWHERE)
            return end;
    }
    return NOWHERE;
}

bool rate_follows(const struct text *t, size_t i)
{
    uint16_t per;
    double count;
    return rate_at(t, i, &per, &count) != NOWHERE && (count <= 1 || count >= 100);
}

static bool note_rate(struct value *v, uint16_t per, double count)
{
    if (v->per & per)
        return false;
    v->per |= per;
    if (v->per_count <= 1 && count > 1)
        v->per_count = count;
    else if (v->per_count < 1)
        v->per_count = 1;
    return true;
}

/* Words after which a rate belongs to something else. */
static const char *const ends_gap[] = {"and", "to", "or", "but", "with", "which", "that", "from",
    "until", "rising", "by", "will", "is", "was", "are", "were", "compared", "than", "plus", "at",
    NULL};

/* Past one word of the gap, or NOWHERE. */
static size_t gap_word(const struct text *t, size_t i)
{
    size_t k = skip_blanks(t, i);
    if (k == i || !is_letter(byte_at(t, k)) || any_at(t, i, ends_gap) != NOWHERE)
        return NOWHERE;
    while (word_char_at(t, k) || (byte_at(t, k) == '-' && is_letter(byte_at(t, k + 1))))
        k++;
    return k;
}

void rate_read(const struct text *t, struct value *v, int gap)
{
    uint16_t per;
    double count;
    size_t k = value_end(v);
    for (int n = 0; n < 4; n++) { /* at most head, week, practice and year */
        size_t end = rate_at(t, k, &per, &count);
        if (end == NOWHERE || !note_rate(v, per, count))
            break;
        value_reach(v, k = end);
    }
    for (int n = 0; n < gap; n++) {
        size_t end = rate_at(t, k, &per, &count);
        if (n && end != NOWHERE && (per != VALUE_PER_OTHER || phrase_at(t, k, "per") != NOWHERE)) {
            if (!note_rate(v, per, count))
                return;
            k = end;
        } else if ((k = gap_word(t, k)) == NOWHERE) {
            return;
        }
    }
}

double value_per_one(const struct value *v, double amount)
{
    return v->per_count > 0 ? amount / v->per_count : amount;
}
