/* See escape.h. Both walk code points, so a broken sequence can never join with what follows. */
#include "base/escape.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"

static void add_code_point(struct buf *out, uint32_t c)
{
    char bytes[4];
    buf_add(out, bytes, utf8_encode(c, bytes));
}

/* Moves the cursor, hides the text or turns its direction. */
static bool is_unsafe(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x61C;
}

void escape_terminal(struct buf *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t c;
        i += utf8_decode(s + i, len - i, &c);
        if (c == '\r' && i < len && s[i] == '\n')
            continue;
        if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029)
            buf_add_char(out, ' ');
        else if (is_unsafe(c))
            buf_printf(out, "<U+%04X>", (unsigned)c);
        else
            add_code_point(out, c);
    }
}

static bool is_xml_char(uint32_t c)
{
    return c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
}

void escape_xml(struct buf *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t c;
        i += utf8_decode(s + i, len - i, &c);
        if (c == '&')
            buf_add_str(out, "&amp;");
        else if (c == '<')
            buf_add_str(out, "&lt;");
        else if (c == '>')
            buf_add_str(out, "&gt;");
        else if (c == '"')
            buf_add_str(out, "&quot;");
        else if (c == '\'')
            buf_add_str(out, "&#39;");
        else if (is_xml_char(c))
            add_code_point(out, c);
    }
}
