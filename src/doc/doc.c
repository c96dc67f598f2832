/* Lifetime of a document, and the ways from an offset to what people count: lines, columns, pages.
 * All look-ups are binary searches; columns count code points from a checkpoint every
 * DOC_POINT_STEP bytes, so that a plan on one line of many megabytes is no slower than others. */
#include "doc/doc.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

struct doc *doc_new(const char *name, const char *format)
{
    struct doc *d = xcalloc(1, sizeof *d);
    d->arena = arena_new();
    d->name = arena_strdup(d->arena, name);
    d->format = arena_strdup(d->arena, format);
    d->written = INT32_MIN;
    return d;
}

void doc_free(struct doc *d)
{
    if (!d)
        return;
    xfree(d->text);
    xfree(d->scan);
    xfree(d->pages.v);
    xfree(d->blocks.v);
    xfree(d->tables.v);
    xfree(d->sections.v);
    xfree(d->sentences.v);
    xfree(d->orgs.v);
    xfree(d->abbreviations.v);
    xfree(d->notes.v);
    xfree(d->values.v);
    xfree(d->lines.v);
    xfree(d->points.v);
    arena_free(d->arena);
    xfree(d);
}

/* Code points that begin in `s`: every byte that continues none. */
static uint32_t count_points(const char *s, size_t len)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint32_t n = 0;
    size_t i = 0;
    for (; i + 8 <= len;
         i += 8) { /* eight bytes at a time: those that only go on are not counted */
        uint64_t eight;
        memcpy(&eight, s + i, sizeof eight);
        n += 8 - (uint32_t)__builtin_popcountll(eight >> 7 & ~(eight >> 6) & ones);
    }
    for (; i < len; i++)
        n += ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}

void doc_index_lines(struct doc *d)
{
    d->lines.n = d->points.n = 0;
    VEC_PUSH(&d->lines, 0);
    for (uint32_t at = 0; at < d->len;) {
        const char *lf = memchr(d->text + at, '\n', d->len - at);
        if (!lf || (at = (uint32_t)(lf - d->text) + 1) == d->len)
            break;
        VEC_PUSH(&d->lines, at);
    }
    uint32_t points = 0;
    for (uint32_t at = 0;; at += DOC_POINT_STEP) {
        VEC_PUSH(&d->points, points);
        if (d->len - at <= DOC_POINT_STEP)
            break;
        points += count_points(d->text + at, DOC_POINT_STEP);
    }
}

static uint32_t points_before(const struct doc *d, uint32_t at)
{
    uint32_t step = at / DOC_POINT_STEP;
    if (step >= d->points.n)
        step = (uint32_t)d->points.n - 1;
    uint32_t from = step * DOC_POINT_STEP;
    return d->points.v[step] + count_points(d->text + from, at - from);
}

/* How many of the `n` elements have an offset <= at; elements are `size` bytes and begin with it.
 */
static size_t count_up_to(const void *v, size_t n, size_t size, uint32_t at)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t offset;
        memcpy(&offset, (const char *)v + middle * size, sizeof offset);
        if (offset <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void doc_place(const struct doc *d, uint32_t at, uint32_t *line, uint32_t *column)
{
    if (at > d->len)
        at = d->len;
    size_t n = count_up_to(d->lines.v, d->lines.n, sizeof *d->lines.v, at);
    uint32_t l = n ? (uint32_t)n : 1, c = 1;
    if (n && d->points.n)
        c = points_before(d, at) - points_before(d, d->lines.v[n - 1]) + 1;
    if (line)
        *line = l;
    if (column)
        *column = c;
}

uint32_t doc_page_number(const struct doc *d, uint32_t at)
{
    if (!d->has_pages)
        return 0;
    size_t n = count_up_to(d->pages.v, d->pages.n, sizeof *d->pages.v, at);
    if (n)
        return d->pages.v[n - 1].number;
    return d->pages.n ? d->pages.v[0].number : 0;
}

uint32_t doc_block_at(const struct doc *d, uint32_t at)
{
    return (uint32_t)count_up_to(d->blocks.v, d->blocks.n, sizeof *d->blocks.v, at) - 1;
}

uint32_t doc_sentence_at(const struct doc *d, uint32_t at)
{
    return (uint32_t)count_up_to(d->sentences.v, d->sentences.n, sizeof *d->sentences.v, at) - 1;
}

size_t doc_value_from(const struct doc *d, uint32_t at)
{
    size_t low = 0, high = d->values.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (d->values.v[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void doc_add_note(struct doc *d, const char *code, uint32_t at, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct doc_note note = {
        .code = arena_strdup(d->arena, code), .text = arena_strdup(d->arena, text), .at = at};
    VEC_PUSH(&d->notes, note);
}

const char *doc_kind_name(enum doc_kind kind)
{
    static const char *const names[] = {
        [DOC_HEADING] = "heading",
        [DOC_PARAGRAPH] = "paragraph",
        [DOC_LIST_ITEM] = "list-item",
        [DOC_CELL] = "cell",
        [DOC_CAPTION] = "caption",
    };
    return names[kind];
}

const char *doc_marks_text(struct arena *arena, unsigned marks)
{
    static const char *const names[] = {"furniture", "contents", "glossary", "boilerplate",
        "hidden", "references", "keywords", "placeholder", "footnote", "unreadable", "template"};
    struct buf all;
    buf_init(&all, 256);
    const char *one = "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(marks & 1u << i))
            continue;
        buf_printf(&all, "%s%s", all.len ? ", " : "", names[i]);
        one = names[i];
    }
    if (all.len > strlen(one))
        one = arena_strdup(arena, buf_str(&all));
    buf_clear(&all);
    return one;
}
