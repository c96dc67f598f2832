/* See numbering.h. */
#include "ingest/numbering.h"

#include <string.h>

#include "base/buf.h"

static void print_roman(long n, bool upper, struct buf *out)
{
    static const struct {
        int value;
        const char *lower, *upper;
    } signs[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
        {100, "c", "C"}, {90, "xc", "XC"}, {50, "l", "L"}, {40, "xl", "XL"}, {10, "x", "X"},
        {9, "ix", "IX"}, {5, "v", "V"}, {4, "iv", "IV"}, {1, "i", "I"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        for (; n >= signs[i].value; n -= signs[i].value)
            buf_add_str(out, upper ? signs[i].upper : signs[i].lower);
}

/* z is followed by aa, then bb: the letter is repeated. */
static void print_letters(long n, char first, struct buf *out)
{
    long times = (n - 1) / 26 + 1;
    for (long i = 0; i < times && i < 10; i++)
        buf_add_char(out, (char)(first + (n - 1) % 26));
}

static const char *ordinal_end(long n)
{
    if (n % 100 >= 11 && n % 100 <= 13)
        return "th";
    return n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
}

void number_print(enum number_style style, long n, struct buf *out)
{
    if (style == NUMBER_NONE || style == NUMBER_BULLET)
        return;
    bool roman = style == NUMBER_LOWER_ROMAN || style == NUMBER_UPPER_ROMAN;
    if (n < 1 || (roman && n > 3999))
        style = NUMBER_DECIMAL;
    if (roman && style != NUMBER_DECIMAL)
        print_roman(n, style == NUMBER_UPPER_ROMAN, out);
    else if (style == NUMBER_LOWER_LETTER)
        print_letters(n, 'a', out);
    else if (style == NUMBER_UPPER_LETTER)
        print_letters(n, 'A', out);
    else if (style == NUMBER_ORDINAL)
        buf_printf(out, "%ld%s", n, ordinal_end(n));
    else
        buf_printf(out, style == NUMBER_DECIMAL_ZERO ? "%02ld" : "%ld", n);
}

enum number_style number_style_of_letter(const char *type)
{
    switch (type && type[0] && !type[1] ? type[0] : '\0') {
    case '1':
        return NUMBER_DECIMAL;
    case 'a':
        return NUMBER_LOWER_LETTER;
    case 'A':
        return NUMBER_UPPER_LETTER;
    case 'i':
        return NUMBER_LOWER_ROMAN;
    case 'I':
        return NUMBER_UPPER_ROMAN;
    default:
        return NUMBER_NONE;
    }
}
