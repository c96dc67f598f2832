/* See escape.h. All walk code points or ASCII, so a broken sequence can never join with what
 * follows. */
#include "base/escape.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

static void add_code_point(struct buf *out, uint32_t c)
{
    char bytes[4];
    buf_add(out, bytes, utf8_encode(c, bytes));
}

bool escape_is_unsafe(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x206F) || c == 0x200E || c == 0x200F || c == 0x61C ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

/* Printable ASCII from `s` on: most of every text. */
static size_t plain_bytes(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && s[n] >= ' ' && s[n] < 0x7F)
        n++;
    return n;
}

void escape_terminal(struct buf *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t plain = plain_bytes(s + i, len - i);
        if (plain) {
            buf_add(out, s + i, plain);
            i += plain;
            continue;
        }
        uint32_t c;
        i += utf8_decode(s + i, len - i, &c);
        if (c == '\r' && i < len && s[i] == '\n')
            continue;
        if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029)
            buf_add_char(out, ' ');
        else if (escape_is_unsafe(c))
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

void escape_page(struct buf *out, const char *s, size_t len)
{
    struct buf plain;
    buf_init(&plain, LIMIT_REPORT_BYTES);
    escape_terminal(&plain, s, len);
    escape_xml(out, buf_str(&plain), plain.len);
    buf_clear(&plain);
}

/* Excel, LibreOffice and Google take these for the beginning of a formula, full-width ones too. */
static bool begins_formula(const char *s, size_t len)
{
    size_t i = 0;
    uint32_t c = ' ';
    while (i < len && (c == ' ' || utf8_is_blank(c)))
        i += utf8_decode(s + i, len - i, &c);
    return c == '=' || c == '+' || c == '-' || c == '@' || c == 0xFF1D || c == 0xFF0B ||
           c == 0xFF0D || c == 0xFF20 || c == '|' || c == '%';
}

void escape_csv(struct buf *out, const char *s, size_t len)
{
    struct buf plain;
    buf_init(&plain, LIMIT_REPORT_BYTES);
    escape_terminal(&plain, s, len);
    buf_add_char(out, '"');
    if (begins_formula(buf_str(&plain), plain.len))
        buf_add_char(out, '\'');
    for (size_t i = 0; i < plain.len; i++) {
        if (plain.s[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, plain.s[i]);
    }
    buf_add_char(out, '"');
    buf_clear(&plain);
}

void escape_markdown(struct buf *out, const char *s, size_t len)
{
    struct buf plain;
    buf_init(&plain, LIMIT_REPORT_BYTES);
    escape_terminal(&plain, s, len);
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.s[i];
        if (c == '<')
            buf_add_str(out, "&lt;");
        else if (c == '&')
            buf_add_str(out, "&amp;");
        else if (c == '@' || c == '#')
            /* GitHub looks for mentions after the Markdown was read: only a comment stops it */
            buf_printf(out, "\\%c<!-- -->", c);
        else {
            if (strchr("\\`*_{}[]()>|~!", c))
                buf_add_char(out, '\\');
            buf_add_char(out, c);
        }
    }
    buf_clear(&plain);
}

void escape_markdown_code(struct buf *out, const char *s, size_t len)
{
    struct buf plain;
    buf_init(&plain, LIMIT_REPORT_BYTES);
    escape_terminal(&plain, s, len);
    size_t most = 0, run = 0;
    for (size_t i = 0; i < plain.len; i++) {
        run = plain.s[i] == '`' ? run + 1 : 0;
        most = run > most ? run : most;
    }
    /* a fence longer than any in the text; the blanks inside are not part of the span */
    for (size_t i = 0; i <= most; i++)
        buf_add_char(out, '`');
    buf_add_char(out, ' ');
    buf_add(out, buf_str(&plain), plain.len);
    buf_add_char(out, ' ');
    for (size_t i = 0; i <= most; i++)
        buf_add_char(out, '`');
    buf_clear(&plain);
}

void escape_github(struct buf *out, const char *s, size_t len, bool property)
{
    struct buf plain;
    buf_init(&plain, LIMIT_REPORT_BYTES);
    escape_terminal(&plain, s, len);
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.s[i];
        if (c == '%' || (property && (c == ':' || c == ',')))
            buf_printf(out, "%%%02X", (unsigned)c);
        else
            buf_add_char(out, c);
    }
    buf_clear(&plain);
}

void escape_uri(struct buf *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (c && strchr("-._~/!$&'()*+,;=@", c));
        if (plain)
            buf_add_char(out, (char)c);
        else
            buf_printf(out, "%%%02X", c);
    }
}
