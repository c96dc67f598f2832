/* See look.h. A bold sentence is emphasis, and taken for a heading it could no longer be evidence:
 * in doubt it is text. */
#include "ingest/look.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { HEADING_WORDS = 12, HEADING_BYTES = 100 };

bool look_is_heading(const char *text, size_t len)
{
    size_t words = 0, letters = 0;
    bool in_word = false;
    uint32_t c = 0, last = 0;
    for (size_t i = 0; i < len;) {
        i += utf8_decode(text + i, len - i, &c);
        bool blank = utf8_is_blank(c) || c == '\n' || c == '\r';
        words += !blank && !in_word;
        in_word = !blank;
        letters += utf8_is_word(c) && !(c >= '0' && c <= '9');
        last = blank ? last : c;
    }
    if (words == 0 || words > HEADING_WORDS || len > HEADING_BYTES || letters < 2)
        return false;
    return last >= 0x80 || !strchr(".,;:|", (int)last);
}

size_t look_bullet(const char *text, size_t len)
{
    static const uint32_t signs[] = {0x2022, 0x2023, 0x2043, 0x204C, 0x204D, 0x2219, 0x25A0, 0x25A1,
        0x25AA, 0x25AB, 0x25B8, 0x25BA, 0x25CB, 0x25CF, 0x25E6, 0x2756, 0x27A2, 0x27A4, 0xB7,
        0xF0A7, 0xF0B7, 0xF0D8, 0xF076, 0x2013, '-', '*'};
    uint32_t c = 0;
    size_t n = len ? utf8_decode(text, len, &c) : 0, at = n;
    bool known = false;
    for (size_t i = 0; n && i < sizeof signs / sizeof *signs; i++)
        known = known || signs[i] == c;
    while (known && at < len) {
        size_t step = utf8_decode(text + at, len - at, &c);
        if (!utf8_is_blank(c))
            break;
        at += step;
    }
    /* a bare dash or star must stand apart from the text: "-5%" is a number */
    bool bare = known && ((unsigned char)text[0] < 0x80 || n == 2);
    if (!known || at >= len || (at == n && (bare || text[0] == '\xE2')))
        return 0;
    return at;
}
