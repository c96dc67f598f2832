/* Readers bid by content, the highest bid reads. A file that is known but not taken by a reader
 * that is sure of it is refused with advice, before the text reader (which takes what nobody else
 * wants) could read an RTF file as prose. */
#include "config.h"

#include "ingest/ingest.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "ingest/pdf.h"
#include "ingest/readers.h"
#include "ingest/refuse.h"

/* One row a reader; the order decides between equal bids. */
static const struct reader *const readers[] = {
    &reader_docx,
    &reader_html,
    &reader_json,
    &reader_markdown,
    &reader_odt,
#ifdef HAVE_PDF
    &reader_pdf,
#endif
    &reader_text,
    &reader_xml,
};

/* A bid from here on is a reader that is sure. */
enum { SURE = 50 };

bool ingest_fail(struct ingest_error *error, const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    error->code = code;
    vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    return false;
}

const struct reader *ingest_reader(size_t i)
{
    return i < sizeof readers / sizeof *readers ? readers[i] : NULL;
}

static const struct reader *reader_named(const char *name, struct ingest_error *error)
{
    struct buf known;
    buf_init(&known, sizeof error->text);
    for (size_t i = 0; ingest_reader(i); i++) {
        if (!strcmp(readers[i]->name, name))
            return buf_clear(&known), readers[i];
        buf_printf(&known, "%s%s", i ? ", " : "", readers[i]->name);
    }
    ingest_fail(error, "plan.unknown-format", "there is no format '%.40s': choose one of %s", name,
        buf_str(&known));
    buf_clear(&known);
    return NULL;
}

static const struct reader *highest_bid(
    const char *name, const char *bytes, size_t len, struct ingest_error *error)
{
    const struct reader *best = NULL;
    int best_bid = 0;
    for (size_t i = 0; ingest_reader(i); i++) {
        int bid = readers[i]->bid(name, bytes, len);
        if (bid > best_bid) {
            best_bid = bid;
            best = readers[i];
        }
    }
    if (best_bid < SURE && refuse_known(bytes, len, error))
        return NULL;
    return best;
}

static bool has_visible(const struct doc *doc)
{
    for (uint32_t i = 0; i < doc->len;) {
        uint32_t c;
        i += (uint32_t)utf8_decode(doc->text + i, doc->len - i, &c);
        if (c > ' ' && !utf8_is_blank(c))
            return true;
    }
    return false;
}

void ingest_prepare(void)
{
    reader_xml_prepare();
}

const char *ingest_kind(const char *name, const char *bytes, size_t len)
{
    struct ingest_error error;
    const struct reader *reader = len ? highest_bid(name, bytes, len, &error) : NULL;
    return reader ? reader->name : NULL;
}

static bool read_plan(const struct reader *reader, struct doc *doc, const char *bytes, size_t len,
    const struct ingest_wire *wire, struct ingest_error *error)
{
#ifdef HAVE_PDF
    if (wire && reader == &reader_pdf) {
        if (wire->error_code)
            return ingest_fail(error, wire->error_code, "%s", wire->error_text);
        return pdf_read_wire(doc, wire->bytes, wire->len, error);
    }
#else
    (void)wire;
#endif
    return reader->read(doc, bytes, len, error);
}

struct doc *ingest(
    const char *name, const char *bytes, size_t len, const char *format, struct ingest_error *error)
{
    return ingest_handed(name, bytes, len, format, NULL, error);
}

struct doc *ingest_handed(const char *name, const char *bytes, size_t len, const char *format,
    const struct ingest_wire *wire, struct ingest_error *error)
{
    ingest_fail(error, "", "%s", "");
    if (!len) {
        ingest_fail(error, "plan.empty", "the file is empty: send the plan itself");
        return NULL;
    }
    if (len > LIMIT_PLAN_BYTES) {
        ingest_fail(error, "plan.too-large",
            "the file is larger than %u MiB: shrink its pictures, or leave the annexes out",
            LIMIT_PLAN_BYTES >> 20);
        return NULL;
    }
    const struct reader *reader =
        format ? reader_named(format, error) : highest_bid(name, bytes, len, error);
    if (!reader)
        return NULL;
    struct doc *doc = doc_new(name, reader->name);
    bool ok = read_plan(reader, doc, bytes, len, wire, error);
    if (ok && !has_visible(doc))
        ok = ingest_fail(error, "plan.empty",
            "the file has no text: it may hold pictures alone, or blanks; send the document "
            "itself");
    if (ok)
        return doc;
    doc_free(doc);
    return NULL;
}
