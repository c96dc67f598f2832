/* Numbers that count nothing: of sections, tables and versions, of lists, ages, the base of a
 * rate, 111 and 999. And what is dialled. */
#include <string.h>

#include "values/scan.h"

static const char *const named_by[] = {"section", "sections", "table", "tables", "figure",
    "figures", "fig", "fig.", "appendix", "annex", "page", "pages", "p.", "pp.", "pp", "version",
    "v", "v.", "chapter", "step", "wave", "phase", "priority", "item", "ref", "ref.", "no.",
    "no:", "intervention", "objective", "tier", "level", "band", "type", "stage", "cohort",
    "question", "pillar", "schedule", "clause", "paragraph", "para", "footnote", "grade", "box",
    "theme", "option", "decile", "domain", "goal", "workstream", "tranche", "edition", "item no.",
    "item no:", "stream", "chart", "slide", "volume", "attachment", "bus", NULL};
/* These name a number only when it is small and stands alone: "year 2", but "this year 12". */
static const char *const may_name[] = {"year", "month", "week", "day", "part", "note", "line",
    "condition", "red", "room", "risk", "map", "issue", "minute", "paper", "number", NULL};
static const char *const not_naming[] = {
    "this", "last", "next", "each", "every", "per", "a", "that", "the", "an", "same", NULL};

/* "a hundred patients per 1,000": the number after "per" is what the rate is per. */
static const char *const rated_by[] = {
    "per", "for every", "for each", "of every", "of each", "every", NULL};

static const char *const age_after[] = {
    "years old", "year old", "years of age", "year olds", "and over", "yrs old", "yr old", NULL};

/* What stands before ends a sentence or a line: a list item may begin. */
static bool after_stop(const struct text *t, size_t at)
{
    static const char stops[] = ".:;?!\"";
    size_t k = back_blanks(t, at);
    if (!k || line_starts_at(t, at))
        return true;
    unsigned char c = (unsigned char)t->s[k - 1];
    for (const char *s = stops; *s; s++)
        if (c == (unsigned char)*s)
            return true;
    return false;
}

static bool same_line(const struct text *t, size_t from, size_t to)
{
    return !memchr(t->s + from, '\n', to - from);
}

int list_shape(const struct text *t, size_t i)
{
    int n;
    size_t end = integer_read(t, i, 2, &n), next;
    if (end == NOWHERE || byte_at(t, end) != '.')
        return 0;
    next = skip_blanks(t, end + 1);
    bool edge = line_starts_at(t, i) && is_letter(byte_at(t, next));
    return next > end + 1 && (edge || is_upper(byte_at(t, next))) ? n : 0;
}

/* The number of an item: at the edge, after a stop, or the next one of its list. */
static bool is_list_number(const struct text *t, size_t i)
{
    int n = list_shape(t, i), bracketed;
    size_t end = integer_read(t, i, 2, &bracketed);
    if (!n && end != NOWHERE && byte_at(t, end) == ')')
        n = bracketed;
    return n && (n == 1 || n == t->listed + 1 || after_stop(t, i));
}

/* A section number opens its heading: "3.1 Narrative". */
static bool opens_heading(const struct text *t, const struct amount *a, const struct value *v)
{
    static const char *const units[] = {"gp", "gps", "wte", "fte", "gpns", "anps", NULL};
    static const char *const led_by[] = {"of", "to", "at", "by", "with", "from", "is", "was", "are",
        "than", "have", "has", "and", "or", "about", "around", "approximately", "an additional",
        "additional", "least", "extra", NULL};
    if (a->grouped || a->scale > 1 || a->words || a->digits > 2)
        return false;
    if (a->decimals < 1 || a->decimals > 2 || a->n < 1 || a->n >= 21)
        return false;
    size_t next = skip_blanks(t, a->end);
    if (next == a->end || !same_line(t, a->end, next) || !is_upper(byte_at(t, next)) ||
        any_at(t, a->end, units) != NOWHERE)
        return false;
    return line_starts_at(t, v->at) || !any_before(t, v->at, led_by);
}

static bool is_service_number(const struct text *t, const struct amount *a)
{
    static const char *const counts[] = {"practices", "practice", "gp", "gps", "surgeries", "staff",
        "nurses", "people", "patients", "general", "care", "beds", "sites", "of", "in", "more",
        NULL};
    return a->digits == 3 && !a->decimals && !a->grouped && a->scale <= 1 &&
           (a->n == 111 || a->n == 999) && any_at(t, a->end, counts) == NOWHERE;
}

/* 75+, over-75s, 65 and over, 80 years old. */
static bool is_age(const struct text *t, const struct amount *a, const struct value *v)
{
    size_t end = a->end;
    if (a->n > 120 || a->decimals || a->grouped || a->n < 1)
        return false;
    size_t apostrophe = apostrophe_at(t, end);
    if (!a->words && (byte_at(t, end + apostrophe) | 32) == 's' &&
        !word_char_at(t, end + apostrophe + 1))
        return true;
    static const char *const aged[] = {"aged", "aged over", "aged under", "age over", "ages of",
        "age of", "the age of", "aged between", "older than", "age", "ages", NULL};
    static const char *const compound[] = {"over", "under", NULL};
    return any_before(t, v->at, aged) ||
           (v->at && t->s[v->at - 1] == '-' && any_before(t, v->at, compound)) ||
           (phrase_at(t, end, "and over") == NOWHERE && any_at(t, end, age_after) != NOWHERE);
}

static bool is_named_softly(const struct text *t, const struct amount *a, const struct value *v)
{
    if (a->n > 31 || a->decimals || a->n < 1)
        return false;
    for (const char *const *name = may_name; *name; name++) {
        size_t at = phrase_before(t, v->at, *name);
        if (at != NOWHERE)
            return same_line(t, at, v->at) && !any_before(t, at, not_naming);
    }
    return false;
}

bool is_reference(const struct text *t, const struct amount *a, const struct value *v)
{
    if (a->dotted || any_before(t, v->at, named_by) || is_named_softly(t, a, v) ||
        (v->at && t->s[v->at - 1] == '#'))
        return true;
    if (any_before(t, v->at, rated_by))
        return a->n >= 10;
    return is_service_number(t, a) || is_age(t, a, v) || opens_heading(t, a, v) ||
           (!a->words && is_list_number(t, v->at)) ||
           (a->digits >= 2 && !a->decimals && t->s[v->at] == '0');
}

size_t dialled_end(const struct text *t, size_t i)
{
    size_t k = i, digits = 0, groups = 0;
    if (byte_at(t, i) != '0')
        return NOWHERE;
    while (is_digit(byte_at(t, k))) {
        while (is_digit(byte_at(t, k))) {
            k++;
            digits++;
        }
        groups++;
        if (byte_at(t, k) == ')' && goes_on(t, k + 1, " "))
            k++; /* (01234) 567890 */
        if (goes_on(t, k, " -"))
            k++;
    }
    return digits >= 9 && digits <= 12 && groups <= 5 ? k : NOWHERE;
}
