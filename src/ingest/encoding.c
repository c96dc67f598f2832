/* Which encoding it is, by evidence: a byte order mark decides; text that is valid UTF-8 is UTF-8;
 * text with more valid UTF-8 sequences than invalid bytes is damaged UTF-8, and its invalid bytes
 * are read one by one as Windows-1252 (pasted passages are what damages it); anything else has one
 * byte a character: Windows-1252 when a byte between 80 and 9F says so, else Latin-1.
 * NUL characters or many control characters mean that it is no text at all. */
#include "ingest/encoding.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "ingest/ingest.h"

/* Windows-1252 at 80 to 9F (unicode.org, CP1252.TXT); 0: not assigned. */
static const uint16_t windows_1252[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

static void add_code_point(struct buf *out, uint32_t c, struct encoding *e)
{
    char utf8[4];
    if (c == 0xFFFD)
        e->unreadable++;
    buf_add(out, utf8, utf8_encode(c, utf8));
}

static void add_windows_1252(struct buf *out, unsigned char byte, struct encoding *e)
{
    uint32_t c = byte;
    if (byte >= 0x80 && byte < 0xA0 && !(c = windows_1252[byte - 0x80]))
        c = 0xFFFD;
    add_code_point(out, c, e);
}

static void decode_single_bytes(const char *s, size_t len, struct buf *out, struct encoding *e)
{
    for (size_t i = 0; i < len && !out->full;) {
        size_t n = i;
        while (n < len && !(s[n] & 0x80))
            n++;
        buf_add(out, s + i, n - i);
        i = n;
        for (; i < len && (s[i] & 0x80); i++)
            add_windows_1252(out, (unsigned char)s[i], e);
    }
}

static void decode_utf8(const char *s, size_t len, struct buf *out, struct encoding *e)
{
    for (size_t i = 0; i < len && !out->full; i++) {
        size_t n = utf8_valid_prefix(s + i, len - i);
        buf_add(out, s + i, n);
        i += n;
        if (i < len) {
            e->mended++;
            add_windows_1252(out, (unsigned char)s[i], e);
        }
    }
}

static uint32_t unit_at(const char *s, size_t i, bool big_endian)
{
    uint32_t a = (unsigned char)s[i], b = (unsigned char)s[i + 1];
    return big_endian ? a << 8 | b : b << 8 | a;
}

static void decode_utf16(
    const char *s, size_t len, bool big_endian, struct buf *out, struct encoding *e)
{
    size_t i = 0;
    while (i + 1 < len && !out->full) {
        uint32_t c = unit_at(s, i, big_endian);
        i += 2;
        if (c >= 0xD800 && c < 0xE000) {
            uint32_t low = i + 1 < len ? unit_at(s, i, big_endian) : 0;
            if (c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            } else {
                c = 0xFFFD;
            }
        }
        add_code_point(out, c, e);
    }
    if (i < len)
        add_code_point(out, 0xFFFD, e);
}

/* Valid UTF-8 sequences of several bytes against bytes that belong to none. */
static bool is_mostly_utf8(const char *s, size_t len)
{
    size_t sequences = 0, invalid = 0;
    for (size_t i = 0; i < len; i++) {
        size_t n = i + utf8_valid_prefix(s + i, len - i);
        for (; i < n; i++)
            sequences += ((unsigned char)s[i] & 0xC0) == 0xC0;
        invalid += i < len;
    }
    return sequences >= invalid;
}

static const char *single_byte_name(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] >= 0x80 && (unsigned char)s[i] < 0xA0)
            return "Windows-1252";
    return "ISO-8859-1";
}

/* Text has tabs, line ends, form feeds and now and then an escape; more control characters than one
 * in fifty, and it was a program that wrote it, for programs. */
static bool is_binary(const char *s, size_t len)
{
    size_t controls = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (!c)
            return true;
        controls += c < 0x20 && !(c >= '\t' && c <= '\r');
    }
    return controls > 8 && controls > len / 50;
}

static void mend_line_ends(struct buf *b, size_t from)
{
    if (b->len == from)
        return;
    char *to = memchr(b->s + from, '\r', b->len - from);
    if (!to)
        return;
    const char *end = b->s + b->len;
    for (const char *p = to; p < end; p++) {
        if (*p == '\r' && p + 1 < end && p[1] == '\n')
            continue;
        *to++ = (char)(*p == '\r' ? '\n' : *p);
    }
    *to = '\0';
    b->len = (size_t)(to - b->s);
}

bool encoding_decode(
    const char *bytes, size_t len, struct buf *out, struct encoding *e, struct ingest_error *error)
{
    size_t from = out->len;
    *e = (struct encoding){.name = "UTF-8"};
    if (len >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2))) {
        bool big_endian = bytes[0] == '\xFE';
        e->name = big_endian ? "UTF-16BE" : "UTF-16LE";
        decode_utf16(bytes + 2, len - 2, big_endian, out, e);
    } else if (len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
        decode_utf8(bytes + 3, len - 3, out, e);
    } else if (utf8_valid_prefix(bytes, len) == len || is_mostly_utf8(bytes, len)) {
        decode_utf8(bytes, len, out, e);
    } else {
        e->name = single_byte_name(bytes, len);
        decode_single_bytes(bytes, len, out, e);
    }
    if (out->full)
        return ingest_fail(error, "plan.too-large",
            "the text is too long to be a plan: split it, or leave the annexes out");
    if (is_binary(buf_str(out) + from, out->len - from))
        return ingest_fail(error, "plan.binary",
            "this is not text (it has NUL or many control characters) and no kind of document that "
            "is known here: send the plan as DOCX, ODT, PDF, HTML, Markdown or plain text");
    mend_line_ends(out, from);
    return true;
}

void encoding_note(struct doc *doc, const struct encoding *e)
{
    if (strcmp(e->name, "UTF-8") != 0)
        doc_add_note(doc, "encoding.assumed", DOC_NONE, "the text was read as %s", e->name);
    if (e->mended)
        doc_add_note(doc, "encoding.mended", DOC_NONE,
            "%u bytes are not valid UTF-8 and were read as Windows-1252", e->mended);
    if (e->unreadable)
        doc_add_note(doc, "encoding.unreadable", DOC_NONE,
            "%u characters could not be read and stand as U+FFFD", e->unreadable);
}
