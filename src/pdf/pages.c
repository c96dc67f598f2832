/* The words of each page, as poppler orders them, cut into segments. A segment ends where the line,
 * the look or a gap wider than the blanks of justified text says so. What belongs together again is
 * for the reader to say, who sees the whole page. */
#include "pdf/pdf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "pdf/file.h"

enum { FLUSH_AT = 256 * 1024 };
#define WIDE_GAP 0.35 /* of the size of the letters */

struct segment {
    const struct pdf_letter *first, *end; /* letters; first NULL: none */
    double x0, y0, x1, y1;
};

static int units(double points)
{
    double u = points * PDF_WIRE_UNITS;
    return isfinite(u) && fabs(u) < 1e6 ? (int)lrint(u) : 0;
}

static void write_number(int n, struct buf *out)
{
    char digits[12], *p = digits + sizeof digits;
    unsigned left = n < 0 ? 0u - (unsigned)n : (unsigned)n;
    *--p = ' ';
    do
        *--p = (char)('0' + left % 10);
    while (left /= 10);
    if (n < 0)
        *--p = '-';
    buf_add(out, p, (size_t)(digits + sizeof digits - p));
}

/* What would end the line of the wire is a blank. */
static void write_text(const char *s, struct buf *out)
{
    for (; *s; s++)
        buf_add_char(out, (unsigned char)*s < ' ' || *s == 0x7F ? ' ' : *s);
}

static void end_segment(struct segment *s, struct buf *out)
{
    if (!s->first)
        return;
    buf_add_str(out, "s ");
    write_number(units(s->x0), out);
    write_number(units(s->y0), out);
    write_number(units(s->x1), out);
    write_number(units(s->y1), out);
    write_number(units(s->first->size), out);
    write_number((int)s->first->look, out);
    for (const struct pdf_letter *l = s->first; l < s->end; l++)
        write_text(l->utf8, out);
    buf_add_char(out, '\n');
    s->first = s->end = NULL;
}

static bool goes_on(const struct segment *s, const struct pdf_letter *l)
{
    double height = s->y1 - s->y0, gap = l->x0 - s->x1;
    return l->look == s->first->look && fabs(l->size - s->first->size) < 0.2 &&
           gap < WIDE_GAP * l->size && gap > -WIDE_GAP * l->size &&
           fabs(l->y1 - s->y1) < 0.3 * height;
}

static void add_letter(struct segment *s, const struct pdf_letter *l)
{
    if (!s->first)
        *s = (struct segment){.first = l, .x0 = l->x0, .y0 = l->y0, .x1 = l->x1, .y1 = l->y1};
    s->end = l + 1;
    s->x1 = fmax(s->x1, l->x1);
    s->y0 = fmin(s->y0, l->y0);
    s->y1 = fmax(s->y1, l->y1);
}

static void write_segments(const struct pdf_letters *page, struct buf *out)
{
    struct segment s = {0};
    for (const struct pdf_letter *l = page->v; l < page->v + page->n; l++) {
        bool blank = (unsigned char)l->utf8[0] <= ' ';
        if (l->utf8[0] == '\n' || (!blank && s.first && !goes_on(&s, l)))
            end_segment(&s, out);
        if (!blank)
            add_letter(&s, l);
    }
    end_segment(&s, out);
}

static void write_page(const struct pdf_letters *page, int number, struct buf *out)
{
    buf_printf(
        out, "p %d %d %d %u ", number, units(page->width), units(page->height), page->images);
    write_text(page->label, out);
    buf_add_char(out, '\n');
    write_segments(page, out);
}

/* The next page that nobody has taken: `i` counts those of this process. -1 when all are. */
static int take_page(struct pages_turn *turn, int i, int pages)
{
    if (i >= pages || atomic_fetch_add(turn->taken, 1) >= pages)
        return -1;
    return turn->from_end ? pages - i : i + 1;
}

/* What was written from the last page to the first, in the order of pages. */
static void turn_round(struct buf *out, const size_t *ends, size_t n)
{
    struct buf turned;
    buf_init(&turned, LIMIT_PDF_OUTPUT);
    for (size_t i = n; i-- > 0;) {
        size_t begin = i ? ends[i - 1] : 0;
        buf_add(&turned, out->s + begin, ends[i] - begin);
    }
    buf_clear(out);
    *out = turned;
}

static enum pdf_exit write_pages(
    struct pdf_file *file, int pages, struct pages_turn *turn, struct buf *out)
{
    size_t written = 0;
    VEC(size_t) ends = {0};
    for (int i = 0, number; (number = take_page(turn, i, pages)) > 0; i++) {
        struct pdf_letters page;
        if (!pdf_file_letters(file, number, LIMIT_PDF_PAGE_CHARACTERS, &page))
            continue; /* its entry is broken; the others may be whole */
        write_page(&page, number, out);
        VEC_PUSH(&ends, out->len);
        if (page.n >= LIMIT_PDF_PAGE_CHARACTERS || out->full ||
            written + out->len > LIMIT_PDF_OUTPUT)
            return PDF_EXIT_TOO_LARGE;
        if (turn->from_end || out->len < FLUSH_AT)
            continue;
        written += out->len;
        if (!output_flush(out))
            return PDF_EXIT_FAILED;
    }
    if (turn->from_end && ends.n)
        turn_round(out, ends.v, ends.n);
    xfree(ends.v);
    return PDF_EXIT_OK;
}

enum pdf_exit pages_write(const char *bytes, size_t len, struct pages_turn *turn, struct buf *out)
{
    enum pdf_exit why = PDF_EXIT_OK;
    struct pdf_file *file = pdf_file_open(bytes, len, &why);
    if (!file)
        return why;
    int pages = pdf_file_pages(file);
    if (pages <= 0)
        return PDF_EXIT_NO_PAGES;
    if ((unsigned)pages > LIMIT_PAGES)
        return PDF_EXIT_TOO_LARGE;
    return write_pages(file, pages, turn, out); /* the process ends: nothing is given back */
}
