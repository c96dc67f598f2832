/* PDF: the program planassure-pdf tells the words of each page with their places; the steps named
 * in pdf.h make a document of them. */
#include <string.h>

#include "base/limits.h"
#include "ingest/pdf.h"
#include "ingest/readers.h"

static bool fail_without_text(const struct pdf_layout *l, struct ingest_error *error)
{
    uint32_t images = 0;
    for (size_t i = 0; i < l->pages.n; i++)
        images += l->pages.v[i].images;
    if (l->hidden.n)
        return ingest_fail(error, "plan.no-text",
            "the PDF has no text that can be seen: all of it is invisible or in the colour of its "
            "background; send the document that it was made from (DOCX)");
    return ingest_fail(error, "plan.no-text",
        images ? "the PDF is a scan: its pages are pictures without text; run text recognition "
                 "(OCR) over it, or send the document that was printed (DOCX)"
               : "the PDF has no text: its letters may be drawn as shapes; run text recognition "
                 "(OCR) over it, or send the document that it was made from (DOCX)");
}

/* Pages that are pictures only: their words are not known, and that is said. */
static void note_scans(const struct pdf_layout *l, struct doc *doc)
{
    struct buf pages;
    size_t n = 0;
    buf_init(&pages, 200);
    for (size_t i = 0; i < l->pages.n; i++) {
        if (!l->pages.v[i].images || l->pages.v[i].end > l->pages.v[i].first)
            continue;
        if (n++ < 20)
            buf_printf(&pages, "%s%u", n > 1 ? ", " : "", l->pages.v[i].number);
    }
    if (n)
        doc_add_note(doc, "pdf.page-without-text", DOC_NONE,
            "%zu page%s of the file %s without text and could not be read (%s%s)", n,
            n == 1 ? "" : "s", n == 1 ? "is a picture" : "are pictures", buf_str(&pages),
            n > 20 ? "..." : "");
    buf_clear(&pages);
}

static void note_hidden(const struct pdf_layout *l, struct doc *doc)
{
    size_t n = 0;
    for (size_t i = 0; i < l->pages.n; i++)
        n += l->unseen[i].list.n;
    if (n)
        doc_add_note(doc, "hidden-text", DOC_NONE,
            "hidden text was found in %zu lines, not painted or in the colour of what lies under "
            "it: it is shown here and never counts",
            n);
}

static void make_items(struct pdf_layout *l)
{
    struct pdf_lines *pages = xcalloc(l->pages.n, sizeof *pages);
    l->heads = arena_array(l->arena, l->pages.n, sizeof *l->heads);
    l->feet = arena_array(l->arena, l->pages.n, sizeof *l->feet);
    l->notes = arena_array(l->arena, l->pages.n, sizeof *l->notes);
    l->unseen = arena_array(l->arena, l->pages.n, sizeof *l->unseen);
    for (size_t i = 0; i < l->pages.n; i++) {
        const struct pdf_page *p = &l->pages.v[i];
        pdf_lines_make(
            l->arena, l->segments.v + p->first, p->end - p->first, (uint32_t)i, &pages[i]);
        if (p->hidden_end > p->hidden_first)
            pdf_lines_make(l->arena, l->hidden.v + p->hidden_first, p->hidden_end - p->hidden_first,
                (uint32_t)i, &l->unseen[i]);
    }
    pdf_lines_measure(l, pages);
    pdf_words_learn(l, pages);
    pdf_furniture_part(l, pages);
    for (size_t i = 0; i < l->pages.n; i++) {
        pdf_columns_each(l, &pages[i], pdf_items_add);
        xfree(pages[i].list.v);
    }
    xfree(pages);
    pdf_items_join(l);
    pdf_headings_tell(l);
}

bool pdf_read_wire(struct doc *doc, const char *wire, size_t len, struct ingest_error *error)
{
    struct pdf_layout *l = pdf_layout_parse(wire, len);
    if (!l)
        return ingest_fail(error, "plan.reader-failed",
            "the PDF reader gave no whole answer: print the file to a new PDF, or send the plan as "
            "DOCX");
    bool ok;
    if (!l->pages.n) {
        ok = ingest_fail(error, "plan.damaged", "no page of the PDF can be read: make it anew");
    } else if (!l->segments.n) {
        ok = fail_without_text(l, error);
    } else {
        make_items(l);
        note_scans(l, doc);
        note_hidden(l, doc);
        ok = pdf_write(l, doc);
        if (!ok)
            ingest_fail(error, "plan.too-large", "the plan has more text than the limit");
    }
    pdf_layout_free(l);
    return ok;
}

static int pdf_bid(const char *name, const char *bytes, size_t len)
{
    (void)name;
    return len > 5 && !memcmp(bytes, "%PDF-", 5) ? 100 : 0;
}

static bool pdf_read(struct doc *doc, const char *bytes, size_t len, struct ingest_error *error)
{
    struct buf wire;
    buf_init(&wire, LIMIT_PDF_OUTPUT);
    struct pdf_program left;
    bool ok = pdf_run(bytes, len, &wire, &left, error) &&
              pdf_read_wire(doc, buf_str(&wire), wire.len, error);
    pdf_run_end(&left);
    buf_clear(&wire);
    return ok;
}

const struct reader reader_pdf = {"pdf", "a PDF", pdf_bid, pdf_read};
