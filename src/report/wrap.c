/* Wrapping and colours for reports that people read. A column is a code point: plans are English,
 * and a wide or combining character costs no more than a ragged edge. */
#include "report/wrap.h"

#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "base/utf8.h"

const char *paint_code(bool colour, enum paint paint)
{
    static const char *const codes[] = {
        [PAINT_NONE] = "\033[0m",
        [PAINT_STRONG] = "\033[1m",
        [PAINT_DIM] = "\033[2m",
        [PAINT_GOOD] = "\033[32m",
        [PAINT_FAIR] = "\033[33m",
        [PAINT_POOR] = "\033[31m",
        [PAINT_MARK] = "\033[1;4m",
    };
    return colour ? codes[paint] : "";
}

void paint(struct buf *out, bool colour, enum paint kind, const char *text)
{
    buf_add_str(out, paint_code(colour, kind));
    buf_add_str(out, text);
    buf_add_str(out, paint_code(colour, PAINT_NONE));
}

unsigned wrap_columns(const char *text, size_t len)
{
    unsigned columns = 0;
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '\033')
            continue;
        columns += (unsigned)utf8_count(text + from, i - from);
        while (i < len && text[i] != 'm')
            i++;
        from = i < len ? i + 1 : len;
    }
    return columns + (unsigned)utf8_count(text + from, len - from);
}

static void new_line(struct buf *out, unsigned indent)
{
    buf_add_char(out, '\n');
    for (unsigned i = 0; i < indent; i++)
        buf_add_char(out, ' ');
}

void wrap(struct buf *out, const char *first, unsigned indent, const char *text)
{
    buf_add_str(out, first);
    unsigned column = wrap_columns(first, strlen(first));
    bool fresh = true; /* no word on this line yet */
    while (*(text += strspn(text, " ")) != '\0') {
        size_t len = strcspn(text, " ");
        unsigned width = wrap_columns(text, len);
        if (!fresh && column + 1 + width > REPORT_WIDTH) {
            new_line(out, indent);
            column = indent;
            fresh = true;
        }
        if (!fresh) {
            buf_add_char(out, ' ');
            column++;
        }
        buf_add(out, text, len);
        column += width;
        fresh = false;
        text += len;
    }
    buf_add_char(out, '\n');
}

void wrap_foreign(struct buf *out, unsigned indent, const char *label, const char *text)
{
    struct buf first, safe;
    buf_init(&first, 1000);
    buf_init(&safe, LIMIT_REPORT_BYTES);
    for (unsigned i = 0; i < indent; i++)
        buf_add_char(&first, ' ');
    buf_add_str(&first, label);
    escape_terminal(&safe, text, strlen(text));
    wrap(out, buf_str(&first), indent + 2, buf_str(&safe));
    buf_clear(&first);
    buf_clear(&safe);
}
