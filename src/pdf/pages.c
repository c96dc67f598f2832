/* The words of each page, as poppler orders them, cut into segments. Poppler gives a page's text, a
 * box for each character and stretches that look alike; a segment ends where the line, the look or
 * a gap wider than the blanks of justified text says so. What belongs together again is for the
 * reader to say, who sees the whole page. */
#include <math.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "pdf/pdf.h"

enum { FLUSH_AT = 256 * 1024 };
#define WIDE_GAP 0.35 /* of the size of the letters */

struct page {
    const char *text; /* UTF-8 */
    size_t count;     /* characters; as many boxes */
    PopplerRectangle *boxes;
    GList *looks; /* PopplerTextAttributes, in order */
};

struct segment {
    const char *text, *end; /* of its bytes */
    PopplerRectangle box;
    double size;
    int look;
};

static bool has_any(const char *name, const char *const *words)
{
    for (; *words; words++)
        if (strstr(name, *words))
            return true;
    return false;
}

/* By the font's name: PDF has no other sign of weight that poppler hands out. */
static int look_of(const PopplerTextAttributes *a)
{
    static const char *const bold[] = {"Bold", "bold", "BOLD", "Black", "Heavy", "Demi", NULL};
    static const char *const italic[] = {"Italic", "italic", "Oblique", "oblique", NULL};
    const int grey = 0x2000; /* of 0xFFFF: how far apart the colours of a grey may lie */
    const char *name = a->font_name ? a->font_name : "";
    int r = a->color.red, g = a->color.green, b = a->color.blue;
    int look = has_any(name, bold) ? PDF_BOLD : 0;
    look |= has_any(name, italic) ? PDF_ITALIC : 0;
    look |= abs(r - g) > grey || abs(g - b) > grey || abs(r - b) > grey ? PDF_COLOUR : 0;
    return look;
}

static int units(double points)
{
    double u = points * PDF_WIRE_UNITS;
    return isfinite(u) && fabs(u) < 1e6 ? (int)lrint(u) : 0;
}

static void write_segment(const struct segment *s, struct buf *out)
{
    buf_printf(out, "s %d %d %d %d %d %d ", units(s->box.x1), units(s->box.y1), units(s->box.x2),
        units(s->box.y2), units(s->size), s->look);
    for (const char *p = s->text; p < s->end; p++)
        buf_add_char(out, (unsigned char)*p < ' ' || *p == 0x7F ? ' ' : *p);
    buf_add_char(out, '\n');
}

static bool goes_on(const struct segment *s, const PopplerRectangle *box, double size, int look)
{
    double height = s->box.y2 - s->box.y1, gap = box->x1 - s->box.x2;
    return look == s->look && fabs(size - s->size) < 0.2 && gap < WIDE_GAP * size &&
           gap > -WIDE_GAP * size && fabs(box->y2 - s->box.y2) < 0.3 * height;
}

static void end_segment(struct segment *s, struct buf *out)
{
    if (s->text)
        write_segment(s, out);
    s->text = s->end = NULL;
}

/* How the characters of a stretch look. */
struct stretch {
    const GList *at;
    int end, look;
    double size;
};

static void find_stretch(struct stretch *s, int i)
{
    if (!s->at || i <= s->end)
        return;
    while (s->at->next && ((const PopplerTextAttributes *)s->at->data)->end_index < i)
        s->at = s->at->next;
    const PopplerTextAttributes *a = s->at->data;
    s->end = a->end_index;
    s->look = look_of(a);
    s->size = a->font_size;
}

static void add_character(
    struct segment *s, const char *text, const char *end, const PopplerRectangle *box)
{
    if (!s->text)
        s->text = text;
    s->end = end;
    s->box.x2 = fmax(s->box.x2, box->x2);
    s->box.y1 = fmin(s->box.y1, box->y1);
    s->box.y2 = fmax(s->box.y2, box->y2);
}

/* Cuts the page's text into segments. */
static void write_segments(const struct page *page, struct buf *out)
{
    struct segment s = {0};
    struct stretch stretch = {.at = page->looks, .end = -1};
    const char *p = page->text;
    for (size_t i = 0; i < page->count && *p; i++) {
        const char *next = p + g_utf8_skip[(unsigned char)*p];
        const PopplerRectangle *box = &page->boxes[i];
        find_stretch(&stretch, (int)i);
        double size = stretch.at ? stretch.size : box->y2 - box->y1;
        if (*p == '\n' ||
            ((unsigned char)*p > ' ' && s.text && !goes_on(&s, box, size, stretch.look)))
            end_segment(&s, out);
        if ((unsigned char)*p > ' ') {
            if (!s.text)
                s = (struct segment){.box = *box, .size = size, .look = stretch.look};
            add_character(&s, p, next, box);
        }
        p = next;
    }
    end_segment(&s, out);
}

static unsigned count_images(PopplerPage *page)
{
    GList *images = poppler_page_get_image_mapping(page);
    unsigned n = g_list_length(images);
    poppler_page_free_image_mapping(images);
    return n;
}

static void write_page_head(PopplerPage *page, int number, bool empty, struct buf *out)
{
    double width = 0, height = 0;
    poppler_page_get_size(page, &width, &height);
    gchar *label = poppler_page_get_label(page);
    buf_printf(
        out, "p %d %d %d %u ", number, units(width), units(height), empty ? count_images(page) : 0);
    for (const char *p = label; p && *p; p++)
        buf_add_char(out, (unsigned char)*p < ' ' || *p == 0x7F ? ' ' : *p);
    buf_add_char(out, '\n');
    g_free(label);
}

static bool write_page(PopplerPage *page, int number, struct buf *out)
{
    guint boxes = 0;
    gchar *text = poppler_page_get_text(page);
    struct page p = {.text = text ? text : ""};
    glong count = g_utf8_strlen(p.text, -1);
    bool ok = count <= (glong)LIMIT_PDF_PAGE_CHARACTERS;
    write_page_head(page, number, count == 0, out);
    if (ok && count && poppler_page_get_text_layout(page, &p.boxes, &boxes)) {
        p.count = (size_t)count < boxes ? (size_t)count : boxes;
        p.looks = poppler_page_get_text_attributes(page);
        write_segments(&p, out);
        poppler_page_free_text_attributes(p.looks);
        g_free(p.boxes);
    }
    g_free(text);
    return ok;
}

static enum pdf_exit write_pages(
    PopplerDocument *document, int from, int end, bool keep, struct buf *out)
{
    size_t written = 0;
    for (int i = from; i < end; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        if (!page) /* its entry is broken; the others may be whole */
            continue;
        bool ok = write_page(page, i + 1, out);
        g_object_unref(page);
        if (!ok || out->full || written + out->len > LIMIT_PDF_OUTPUT)
            return PDF_EXIT_TOO_LARGE;
        if (keep || out->len < FLUSH_AT)
            continue;
        written += out->len;
        if (!output_flush(out))
            return PDF_EXIT_FAILED;
    }
    return PDF_EXIT_OK;
}

static enum pdf_exit write_part(
    PopplerDocument *document, int part, int parts, bool keep, struct buf *out)
{
    int pages = poppler_document_get_n_pages(document);
    if (pages <= 0)
        return PDF_EXIT_NO_PAGES;
    if ((unsigned)pages > LIMIT_PAGES)
        return PDF_EXIT_TOO_LARGE;
    int from = (int)((long long)pages * part / parts);
    int end = (int)((long long)pages * (part + 1) / parts);
    return write_pages(document, from, end, keep, out);
}

enum pdf_exit pages_write(
    const char *bytes, size_t len, int part, int parts, bool keep, struct buf *out)
{
    GError *error = NULL;
    GBytes *all = g_bytes_new_static(bytes, len);
    PopplerDocument *document = poppler_document_new_from_bytes(all, NULL, &error);
    enum pdf_exit status = PDF_EXIT_DAMAGED;
    if (document)
        status = write_part(document, part, parts, keep, out);
    else if (error && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        status = PDF_EXIT_ENCRYPTED;
    return status; /* the process ends here: nothing is given back */
}
