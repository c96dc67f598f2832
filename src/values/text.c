/* Places in a text: blanks, dashes, boundaries of words, and phrases before and after a place.
 * Everything works on bytes: in UTF-8 the lead bytes C2 and E2 begin signs, the others letters. */
#include <string.h>

#include "values/scan.h"

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

bool word_char_at(const struct text *t, size_t i)
{
    unsigned char c = byte_at(t, i);
    return is_letter(c) || is_digit(c) || (c >= 0xc3 && c != 0xe2 && c < 0xf0);
}

bool word_char_before(const struct text *t, size_t i)
{
    if (!i)
        return false;
    size_t k = i - 1;
    for (int n = 0; n < 3 && k && (byte_at(t, k) & 0xc0) == 0x80; n++)
        k--;
    return word_char_at(t, k);
}

/* Bytes of one blank at `i`; 0 when there is none. Line ends count, tabs part cells. */
static size_t blank_at(const struct text *t, size_t i)
{
    unsigned char c = byte_at(t, i);
    if (c == ' ' || c == '\n' || c == '\r')
        return 1;
    if (c == 0xc2 && byte_at(t, i + 1) == 0xa0)
        return 2;
    if (c == 0xe2 && byte_at(t, i + 1) == 0x80) {
        unsigned char d = byte_at(t, i + 2);
        return d == 0xaf || (d >= 0x80 && d <= 0x8a) ? 3 : 0;
    }
    return 0;
}

size_t skip_blanks(const struct text *t, size_t i)
{
    size_t k = i;
    int lines = 0, blanks = 0;
    for (size_t n; (n = blank_at(t, k)) && k - i < 80; k += n) {
        if (byte_at(t, k) == '\n')
            lines++;
        else if (byte_at(t, k) != '\r')
            blanks++;
        if (lines > 1)
            return i;
    }
    return lines || blanks <= 2 ? k : i;
}

static size_t blank_before(const struct text *t, size_t i)
{
    if (i && blank_at(t, i - 1) == 1)
        return 1;
    if (i > 1 && blank_at(t, i - 2) == 2)
        return 2;
    return i > 2 && blank_at(t, i - 3) == 3 ? 3 : 0;
}

size_t back_blanks(const struct text *t, size_t i)
{
    size_t k = i;
    int lines = 0, blanks = 0;
    for (size_t n; (n = blank_before(t, k)) && i - k < 80; k -= n) {
        if (byte_at(t, k - n) == '\n')
            lines++;
        else if (byte_at(t, k - n) != '\r')
            blanks++;
        if (lines > 1)
            return i;
    }
    return lines || blanks <= 2 ? k : i;
}

size_t dash_at(const struct text *t, size_t i)
{
    unsigned char c = byte_at(t, i);
    if (c == '-')
        return 1;
    if (c != 0xe2)
        return 0;
    unsigned char d = byte_at(t, i + 1), e = byte_at(t, i + 2);
    if (d == 0x80)
        return e >= 0x90 && e <= 0x95 ? 3 : 0;
    return d == 0x88 && e == 0x92 ? 3 : 0;
}

size_t pound_at(const struct text *t, size_t i)
{
    return byte_at(t, i) == 0xc2 && byte_at(t, i + 1) == 0xa3 ? 2 : 0;
}

size_t apostrophe_at(const struct text *t, size_t i)
{
    if (byte_at(t, i) == '\'')
        return 1;
    return byte_at(t, i) == 0xe2 && byte_at(t, i + 1) == 0x80 &&
                   (byte_at(t, i + 2) == 0x99 || byte_at(t, i + 2) == 0x98)
               ? 3
               : 0;
}

bool goes_on(const struct text *t, size_t i, const char *signs)
{
    return byte_at(t, i) && strchr(signs, byte_at(t, i)) && is_digit(byte_at(t, i + 1));
}

/* Past blanks, or one hyphen or dash inside a compound ("two-week"). */
static size_t skip_joint(const struct text *t, size_t i)
{
    size_t d = dash_at(t, i);
    return d && word_char_at(t, i + d) ? i + d : skip_blanks(t, i);
}

size_t phrase_at(const struct text *t, size_t i, const char *phrase)
{
    size_t k = skip_joint(t, i);
    if (k == i && word_char_before(t, i) && is_letter((unsigned char)t->s[i - 1]) &&
        is_letter((unsigned char)*phrase))
        return NOWHERE;
    for (; *phrase; phrase++) {
        if (*phrase == ' ') {
            size_t next = skip_joint(t, k);
            if (next == k)
                return NOWHERE;
            k = next;
        } else if (lower(byte_at(t, k)) != (unsigned char)*phrase) {
            return NOWHERE;
        } else {
            k++;
        }
    }
    return is_letter((unsigned char)phrase[-1]) && word_char_at(t, k) ? NOWHERE : k;
}

size_t back_joint(const struct text *t, size_t i)
{
    size_t k = back_blanks(t, i);
    return k == i && i > 1 && t->s[i - 1] == '-' && word_char_before(t, i - 1) ? i - 1 : k;
}

size_t phrase_before(const struct text *t, size_t i, const char *phrase)
{
    size_t k = back_joint(t, i), n = strlen(phrase);
    while (n) {
        char c = phrase[--n];
        if (c == ' ') {
            size_t next = back_joint(t, k);
            if (next == k)
                return NOWHERE;
            k = next;
        } else if (!k || lower((unsigned char)t->s[k - 1]) != (unsigned char)c) {
            return NOWHERE;
        } else {
            k--;
        }
    }
    return is_letter((unsigned char)*phrase) && word_char_before(t, k) ? NOWHERE : k;
}

bool may_end_before(const struct text *t, size_t i, const char *phrase)
{
    return i && lower((unsigned char)t->s[i - 1]) == (unsigned char)phrase[strlen(phrase) - 1];
}

bool any_before(const struct text *t, size_t i, const char *const *phrases)
{
    size_t k = back_joint(t, i);
    for (; *phrases; phrases++)
        if (may_end_before(t, k, *phrases) && phrase_before(t, i, *phrases) != NOWHERE)
            return true;
    return false;
}

size_t any_at(const struct text *t, size_t i, const char *const *phrases)
{
    unsigned char first = lower(byte_at(t, skip_joint(t, i)));
    for (; *phrases; phrases++) {
        size_t end = first == (unsigned char)**phrases ? phrase_at(t, i, *phrases) : NOWHERE;
        if (end != NOWHERE)
            return end;
    }
    return NOWHERE;
}

static bool begins_with(const struct text *t, size_t i, const char *s)
{
    for (; *s; s++, i++)
        if (lower(byte_at(t, i)) != (unsigned char)*s)
            return false;
    return true;
}

static bool begins_any(const struct text *t, size_t from, size_t to, const char *const *beginnings)
{
    for (size_t i = from; i < to; i++) {
        if (i && word_char_before(t, i) && is_letter(byte_at(t, i)))
            continue;
        for (const char *const *b = beginnings; *b; b++)
            if (begins_with(t, i, *b))
                return true;
    }
    return false;
}

bool any_near(
    const struct text *t, size_t from, size_t to, size_t reach, const char *const *beginnings)
{
    size_t first = from > reach ? from - reach : 0;
    size_t last = t->len - to > reach ? to + reach : t->len;
    for (size_t i = from; i > first; i--) /* not over the edge of a cell or paragraph */
        if (t->s[i - 1] == '|' || t->s[i - 1] == '\t' ||
            (t->s[i - 1] == '\n' && i > 1 && t->s[i - 2] == '\n')) {
            first = i;
            break;
        }
    for (size_t i = to; i < last; i++)
        if (t->s[i] == '|' || t->s[i] == '\t' || (t->s[i] == '\n' && byte_at(t, i + 1) == '\n')) {
            last = i;
            break;
        }
    return begins_any(t, first, from, beginnings) || begins_any(t, to, last, beginnings);
}

bool line_starts_at(const struct text *t, size_t i)
{
    while (i && (t->s[i - 1] == ' ' || t->s[i - 1] == '\t'))
        i--;
    return !i || t->s[i - 1] == '\n';
}
