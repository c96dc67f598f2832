/* Shares in words, as per cent: "one in five", "nine out of ten", "two thirds of", "half of our",
 * "eighty in the hundred". */
#include "values/scan.h"

static bool is_base(double n)
{
    static const int bases[] = {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000};
    for (size_t b = 0; b < sizeof bases / sizeof *bases; b++)
        if (n == bases[b])
            return true;
    return false;
}

/* Past "in", "out of every" and the like; `*out`: it was "out of". */
static size_t in_or_out(const struct text *t, size_t i, bool *out)
{
    static const char *const ins[] = {
        "in every", "in each", "in any", "in a", "in the", "in", NULL};
    static const char *const outs[] = {
        "out of every", "out of each", "out of", "of every", "of each", NULL};
    size_t k = any_at(t, i, ins);
    *out = k == NOWHERE;
    if (*out)
        k = any_at(t, i, outs);
    size_t at = k == NOWHERE ? NOWHERE : skip_blanks(t, k);
    return at == k ? NOWHERE : at;
}

/* The people of "seven people in ten", "nine cases out of ten". */
static size_t skip_people(const struct text *t, size_t i)
{
    static const char *const people[] = {"people", "person", "persons", "patients", "patient",
        "cases", "adults", "children", "residents", "households", "calls", "letters", NULL};
    size_t k = any_at(t, i, people);
    return k == NOWHERE ? i : k;
}

/* The base of a share at `i`: what stands there is a bare, round number. */
static bool base_read(const struct text *t, size_t i, struct amount *base)
{
    double ignored;
    size_t end;
    if (!is_digit(byte_at(t, i)) && !is_letter(byte_at(t, i)))
        return false;
    if (!amount_read(t, i, false, base) || base->ordinal || base->damaged || base->dotted ||
        base->decimals || !is_base(base->n))
        return false;
    if (word_char_at(t, base->end) || byte_at(t, base->end) == '-' || byte_at(t, base->end) == '/')
        return false;
    return !duration_unit(t, base->end, &ignored, &end); /* "one in five years" */
}

bool fraction_of(const struct text *t, const struct amount *a, struct value *v)
{
    struct amount base;
    bool out;
    if (a->ordinal || a->damaged || a->dotted || a->scale > 1 || a->n <= 0)
        return false;
    static const char *const places[] = {"practices", "surgeries", "hubs", "sites", "networks",
        "areas", "localities", "pcns", "ccgs", "towns", "weeks", "care", NULL};
    size_t noun = skip_people(t, a->end), k = in_or_out(t, noun, &out);
    if (k == NOWHERE || !base_read(t, k, &base) || base.n <= a->n)
        return false;
    if (noun > a->end && any_at(t, base.end, places) != NOWHERE)
        return false; /* "five patients in ten practices" */
    bool tenth = base.n == 3 || base.n == 4 || base.n == 5 || base.n == 10 || base.n == 100;
    if (out && !tenth)
        return false;
    v->kind = VALUE_PERCENT;
    v->lo = v->hi = 100 * a->n / base.n;
    v->flags |= VALUE_IN_WORDS;
    value_reach(v, base.end);
    return true;
}

static const char *const of_what[] = {"of", "the", "our", "all", "its", "their", "those", NULL};

static bool fill(struct value *v, size_t i, size_t end, double share)
{
    *v = (struct value){.kind = VALUE_PERCENT, .flags = VALUE_IN_WORDS, .at = (uint32_t)i};
    v->lo = v->hi = 100 * share;
    value_reach(v, end);
    return true;
}

/* The name of a part after "a", "one" or a number: how many make one; 0 when it is none. */
static double part_at(const struct text *t, size_t i, bool plural, size_t *end)
{
    const struct word *w = word_at(t, dash_at(t, i) == 1 ? i + 1 : skip_blanks(t, i), end);
    if (!w)
        return 0;
    if (plural)
        return w->kind == WORD_PARTS ? w->n : 0;
    if (w->kind == WORD_QUARTER)
        return 4;
    return w->kind == WORD_ORDINAL && w->n >= 3 && w->n <= 10 ? w->n : 0;
}

bool fraction_read(const struct text *t, size_t i, struct value *v)
{
    size_t end, part_end;
    double ignored;
    const struct word *w = word_at(t, i, &end);
    if (!w)
        return false;
    if (w->kind == WORD_HALF)
        return any_at(t, end, of_what) != NOWHERE && phrase_at(t, end, "the time") == NOWHERE &&
               phrase_at(t, end, "the year") == NOWHERE && fill(v, i, end, 0.5);
    bool one = w->kind == WORD_A || (w->kind == WORD_ONES && w->n == 1);
    if (!one && w->kind != WORD_ONES)
        return false;
    double parts = part_at(t, end, !one, &part_end);
    if (parts <= 0 || w->n >= parts)
        return false;
    size_t of = phrase_at(t, part_end, "of");
    if (one && of == NOWHERE)
        return false;
    if (of != NOWHERE &&
        (duration_unit(t, of, &ignored, &end) || phrase_at(t, of, "an") != NOWHERE ||
            phrase_at(t, of, "the year") != NOWHERE))
        return false;
    return fill(v, i, part_end, w->n / parts);
}
