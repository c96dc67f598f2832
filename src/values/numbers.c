/* Numbers in digits: thousands commas, decimals, vulgar fractions, scales ("40K", "1.2 million"),
 * and the holes that extraction leaves in them ("1, ,397"). */
#include <string.h>

#include "values/scan.h"

size_t integer_read(const struct text *t, size_t i, int most, int *n)
{
    int value = 0, digits = 0;
    while (is_digit(byte_at(t, i))) {
        if (digits++ == most)
            return NOWHERE;
        value = value * 10 + (t->s[i++] - '0');
    }
    *n = value;
    return digits ? i : NOWHERE;
}

static bool three_digits(const struct text *t, size_t i)
{
    return is_digit(byte_at(t, i)) && is_digit(byte_at(t, i + 1)) && is_digit(byte_at(t, i + 2)) &&
           !is_digit(byte_at(t, i + 3));
}

static size_t vulgar_at(const struct text *t, size_t i, double *n)
{
    if (byte_at(t, i) == 0xc2 && byte_at(t, i + 1) >= 0xbc && byte_at(t, i + 1) <= 0xbe) {
        *n = (byte_at(t, i + 1) - 0xbb) * 0.25;
        return 2;
    }
    return 0;
}

/* The digits themselves; `i` is at a digit or a vulgar fraction. */
static bool digits_read(const struct text *t, size_t i, struct amount *a)
{
    double more = 0, place = 1;
    size_t k = i;
    while (is_digit(byte_at(t, k)) && a->digits < 16) {
        a->n = a->n * 10 + (t->s[k++] - '0');
        a->digits++;
    }
    if (a->digits > 15)
        return false;
    if (a->digits && a->digits <= 3) {
        while (byte_at(t, k) == ',' && three_digits(t, k + 1) && a->digits < 13) {
            a->n = a->n * 1000 + (t->s[k + 1] - '0') * 100 + (t->s[k + 2] - '0') * 10 +
                   (t->s[k + 3] - '0');
            a->digits += 3;
            a->grouped = true;
            k += 4;
        }
    }
    if (a->digits && byte_at(t, k) == '.' && is_digit(byte_at(t, k + 1))) {
        double part = 0;
        for (k++; is_digit(byte_at(t, k)); k++, a->decimals++)
            if (a->decimals < 12) {
                part = part * 10 + (t->s[k] - '0');
                place *= 10;
            }
        a->n += part / place;
    }
    while (byte_at(t, k) == '.' && is_digit(byte_at(t, k + 1))) { /* 2.2.3 */
        a->dotted = true;
        for (k++; is_digit(byte_at(t, k)); k++)
            ;
    }
    size_t v = a->decimals ? 0 : vulgar_at(t, k, &more);
    a->n += more;
    a->end = k + v;
    return a->digits || v;
}

/* Digits lost after a comma: "1, ,397", "59, /19", "122, ,664". Takes the whole ruin. */
static void damage_read(const struct text *t, struct amount *a)
{
    size_t k = a->end;
    bool hole = false;
    while (byte_at(t, k) == ',') {
        size_t next = skip_blanks(t, k + 1);
        unsigned char c = byte_at(t, next);
        if (next == k + 1 && c != ',')
            break;
        if (c == ',' || (c == '/' && is_digit(byte_at(t, next + 1)))) {
            hole = true;
            k = next;
        } else {
            break;
        }
    }
    if (!hole)
        return;
    while (byte_at(t, k) == ',' || byte_at(t, k) == '/' || is_digit(byte_at(t, k)))
        k++;
    a->damaged = true;
    a->end = k;
}

static double letter_scale(const struct text *t, size_t i, size_t *end)
{
    static const struct {
        const char *s;
        double scale;
    } scales[] = {{"k", 1e3}, {"m", 1e6}, {"mn", 1e6}, {"mil", 1e6}, {"bn", 1e9}};
    for (size_t k = 0; k < sizeof scales / sizeof *scales; k++) {
        size_t len = strlen(scales[k].s);
        bool same = i + len <= t->len;
        for (size_t j = 0; same && j < len; j++)
            same = (t->s[i + j] | 32) == scales[k].s[j];
        if (same && !word_char_at(t, i + len)) {
            *end = i + len;
            return scales[k].scale;
        }
    }
    return 0;
}

static void scale_read(const struct text *t, bool money, struct amount *a)
{
    size_t end, next = skip_blanks(t, a->end);
    double scale = letter_scale(t, a->end, &end);
    if (scale == 0 && money && next != a->end)
        scale = letter_scale(t, next, &end);
    if (scale > 0) {
        a->short_scale = true;
    } else {
        const struct word *w = word_at(t, dash_at(t, a->end) == 1 ? a->end + 1 : next, &end);
        if (!w || (w->kind != WORD_SCALE && w->kind != WORD_DOZEN && w->kind != WORD_HUNDRED))
            return;
        scale = w->n;
    }
    a->scale = scale;
    a->n *= scale;
    a->end = end;
}

/* 1st, 2nd, 23 rd (a blank that extraction put in). */
static bool ordinal_read(const struct text *t, struct amount *a)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    size_t k = a->end;
    if (byte_at(t, k) == ' ' && a->digits <= 2)
        k++;
    for (int e = 0; e < 4; e++)
        if ((byte_at(t, k) | 32) == (unsigned char)endings[e][0] &&
            (byte_at(t, k + 1) | 32) == (unsigned char)endings[e][1] && !word_char_at(t, k + 2)) {
            if (k > a->end && e == 0 && (int)a->n % 10 != 1)
                return false; /* "5 St Mary's" */
            a->end = k + 2;
            a->ordinal = true;
            return true;
        }
    return false;
}

bool amount_read(const struct text *t, size_t i, bool money, struct amount *a)
{
    unsigned char c = byte_at(t, i);
    if (!is_digit(c) && c != 0xc2)
        return number_words(t, i, a);
    *a = (struct amount){.scale = 1};
    if (!digits_read(t, i, a))
        return false;
    damage_read(t, a);
    if (a->damaged || a->dotted)
        return true;
    if (!a->decimals && !a->grouped && ordinal_read(t, a))
        return true;
    size_t half = phrase_at(t, a->end, "and a half");
    if (half != NOWHERE && !a->decimals) {
        a->n += 0.5;
        a->end = half;
    }
    scale_read(t, money, a);
    return true;
}
