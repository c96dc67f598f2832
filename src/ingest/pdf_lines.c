/* Segments to lines: sorted by base line, near ones taken together, then from left to right. Small
 * raised letters (footnote marks, "1st") come before the line that they stand in and are put into
 * it. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/sort.h"
#include "ingest/look.h"
#include "ingest/pdf.h"

enum { SIZES = 2048 }; /* sizes told apart, in tenths of a point */

static int compare_ints(int a, int b)
{
    return (a > b) - (a < b);
}

static int by_bottom(const void *a, const void *b)
{
    const struct pdf_segment *s = a, *t = b;
    int order = compare_ints(s->y1, t->y1);
    order = order ? order : compare_ints(s->x0, t->x0);
    return order ? order : (s->text > t->text) - (s->text < t->text);
}

static int by_left(const void *a, const void *b)
{
    const struct pdf_segment *s = a, *t = b;
    int order = compare_ints(s->x0, t->x0);
    return order ? order : (s->text > t->text) - (s->text < t->text);
}

/* Do segment and line stand on one base line? Boxes hang below it by a part of the size. */
static bool same_line(const struct pdf_line *line, const struct pdf_segment *s)
{
    int size = line->size > s->size ? line->size : s->size;
    return abs(s->y1 - s->size / 5 - (line->y1 - line->size / 5)) * 4 <= size;
}

/* A line of small letters that stand within the height of the line below. */
static bool is_raised(const struct pdf_line *small, const struct pdf_line *line)
{
    if (small->size * 5 > line->size * 4 || small->y1 - small->size / 2 < line->y0)
        return false;
    for (size_t i = 0; i < small->n; i++) {
        bool touches = false;
        for (size_t k = 0; k < line->n && !touches; k++)
            touches = abs(small->segments[i].x0 - line->segments[k].x1) < line->size / 3;
        if (!touches)
            return false;
    }
    return true;
}

static void measure_line(struct pdf_line *line)
{
    uint32_t most = 0;
    line->x0 = line->segments[0].x0;
    line->y0 = line->segments[0].y0;
    line->x1 = line->y1 = INT32_MIN;
    for (size_t i = 0; i < line->n; i++) {
        const struct pdf_segment *s = &line->segments[i];
        if (s->len > most) {
            most = s->len;
            line->size = s->size;
        }
        line->x0 = s->x0 < line->x0 ? s->x0 : line->x0;
        line->y0 = s->y0 < line->y0 ? s->y0 : line->y0;
        line->x1 = s->x1 > line->x1 ? s->x1 : line->x1;
        line->y1 = s->y1 > line->y1 ? s->y1 : line->y1;
    }
}

/* Letters printed twice to look bold are one. */
static void drop_doubles(struct pdf_line *line)
{
    size_t n = 0;
    for (size_t i = 0; i < line->n; i++) {
        const struct pdf_segment *s = &line->segments[i], *last = n ? &line->segments[n - 1] : NULL;
        bool twice = last && s->len == last->len && abs(s->x0 - last->x0) * 4 < s->size &&
                     !memcmp(s->text, last->text, s->len);
        if (!twice)
            line->segments[n++] = *s;
    }
    line->n = n;
}

static void finish_line(struct pdf_line *line)
{
    sort_stable(line->segments, line->n, sizeof *line->segments, by_left);
    drop_doubles(line);
    measure_line(line);
}

static void merge_raised(struct pdf_lines *lines)
{
    size_t n = 0;
    for (size_t i = 0; i < lines->list.n; i++) {
        struct pdf_line line = lines->list.v[i], *last = n ? &lines->list.v[n - 1] : NULL;
        if (last && is_raised(last, &line)) {
            last->n += line.n; /* they lie side by side in the array */
            finish_line(last);
        } else {
            lines->list.v[n++] = line;
        }
    }
    lines->list.n = n;
}

void pdf_lines_make(struct arena *arena, struct pdf_segment *segments, size_t n, uint32_t page,
    struct pdf_lines *out)
{
    (void)arena;
    if (!n)
        return;
    sort_stable(segments, n, sizeof *segments, by_bottom);
    for (size_t i = 0; i < n;) {
        struct pdf_line line = {.segments = segments + i, .n = 1, .page = page};
        measure_line(&line);
        for (i++; i < n && same_line(&line, &segments[i]); i++) {
            line.n++;
            measure_line(&line);
        }
        VEC_PUSH(&out->list, line);
    }
    merge_raised(out);
    for (size_t i = 0; i < out->list.n; i++)
        finish_line(&out->list.v[i]);
}

static int by_value(const void *a, const void *b)
{
    return compare_ints(*(const int *)a, *(const int *)b);
}

/* The lead is the lower quarter of the distances between lines of the body's size that stand one
 * above the other: more than a quarter of them are within paragraphs. */
static void measure_lead(struct pdf_layout *l, const struct pdf_lines *pages)
{
    VEC(int) leads = {0};
    for (size_t p = 0; p < l->pages.n; p++) {
        const struct pdf_lines *page = &pages[p];
        for (size_t i = 1; i < page->list.n; i++) {
            const struct pdf_line *a = &page->list.v[i - 1], *b = &page->list.v[i];
            bool body = a->size == l->body_size && b->size == l->body_size;
            if (body && a->x0 < b->x1 && b->x0 < a->x1 && b->y0 - a->y1 < 2 * l->body_size)
                VEC_PUSH(&leads, b->y0 - a->y1);
        }
    }
    if (leads.n) {
        sort_stable(leads.v, leads.n, sizeof *leads.v, by_value);
        l->lead = leads.v[leads.n / 4];
    }
    xfree(leads.v);
}

void pdf_lines_measure(struct pdf_layout *l, const struct pdf_lines *pages)
{
    size_t *letters = xcalloc(SIZES, sizeof *letters);
    for (size_t i = 0; i < l->segments.n; i++) {
        const struct pdf_segment *s = &l->segments.v[i];
        letters[s->size < SIZES ? s->size : SIZES - 1] += s->len;
    }
    l->body_size = 1;
    for (int i = 1; i < SIZES; i++)
        if (letters[i] > letters[l->body_size])
            l->body_size = i;
    xfree(letters);
    measure_lead(l, pages);
}

int pdf_wide_gap(int size)
{
    return size;
}

/* "12", "3.1.2": numbers of one or two digits. */
static size_t number_length(const char *s, size_t len, bool *dotted)
{
    size_t i = 0;
    for (;;) {
        size_t n = 0;
        while (i + n < len && s[i + n] >= '0' && s[i + n] <= '9')
            n++;
        if (n == 0 || n > 2)
            return n == 0 && *dotted ? i : 0;
        i += n;
        if (i == len || s[i] != '.')
            return i;
        *dotted = true;
        i++;
    }
}

/* One letter, or a small Roman number. */
static size_t letter_length(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && n < 5 && strchr("ivx", s[n]))
        n++;
    if (n)
        return n < 5 ? n : 0;
    return len && ((s[0] >= 'a' && s[0] <= 'z') || (s[0] >= 'A' && s[0] <= 'Z'));
}

size_t pdf_label_length(const char *s, size_t len)
{
    bool open = len && (s[0] == '(' || s[0] == '['), dotted = false;
    size_t i = number_length(s + open, len - open, &dotted);
    i = i ? i : letter_length(s + open, len - open);
    if (!i)
        return 0;
    i += open;
    bool closed = i < len && (s[i] == ')' || s[i] == ']');
    bool stop = i < len && s[i] == '.' && !dotted;
    if (open ? !closed : !(closed || stop || dotted))
        return 0;
    return i + (closed || stop);
}

size_t pdf_line_label(const struct pdf_line *line)
{
    if (line->n < 2)
        return 0;
    const struct pdf_segment *s = &line->segments[0];
    char with_text[80];
    if (s->len + 2 < sizeof with_text && s->len < 8) {
        memcpy(with_text, s->text, s->len);
        memcpy(with_text + s->len, " x", 2);
        if (look_bullet(with_text, s->len + 2))
            return 1;
        if (s->len == 1 && s->text[0] == 'o' && line->segments[1].x0 - s->x1 > s->size / 2)
            return 1; /* Word's bullet of the second level, in Courier */
    }
    char next = line->segments[1].text[0]; /* numbers side by side are a row of a table */
    return pdf_label_length(s->text, s->len) == s->len && !(next >= '0' && next <= '9') ? 1 : 0;
}

bool pdf_line_is(const struct pdf_line *line, unsigned look)
{
    for (size_t i = 0; i < line->n; i++)
        if (!(line->segments[i].look & look))
            return false;
    return true;
}

/* A footnote's mark: a small raised number behind a word. */
static bool is_note_mark(const struct pdf_line *line, size_t i)
{
    const struct pdf_segment *s = &line->segments[i];
    if (!i || s->size * 5 > line->size * 4 || s->len > 3 || line->y1 - s->y1 < line->size / 10)
        return false;
    const struct pdf_segment *before = &line->segments[i - 1];
    char last = before->text[before->len - 1];
    for (uint32_t k = 0; k < s->len; k++)
        if (s->text[k] < '0' || s->text[k] > '9')
            return false;
    return before->len > 2 && !(last >= '0' && last <= '9') && s->x0 - before->x1 < line->size / 4;
}

void pdf_line_text(const struct pdf_line *line, size_t from, struct buf *out)
{
    int end = INT32_MIN;
    for (size_t i = from; i < line->n; i++) {
        const struct pdf_segment *s = &line->segments[i];
        if (is_note_mark(line, i))
            continue;
        if (i > from && s->x0 - end > s->size / 8)
            buf_add_char(out, ' ');
        buf_add(out, s->text, s->len);
        end = s->x1;
    }
}
