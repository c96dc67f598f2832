/* Columns of text against columns of a table. A gutter is where few segments of the page lie;
 * stretches of lines that leave it free are either. In columns of text the lines are full and the
 * paragraphs of both sides end where they like; in a table the rows part both sides at once. Full
 * width lines part the stretches. */
#include <stdlib.h>
#include <string.h>

#include "ingest/pdf.h"

enum { CELLS = 240, DEPTH = 3, LEAST_LINES = 4, LEAST_BYTES = 18 };

typedef void each_fn(struct pdf_layout *, struct pdf_lines *, int left, int right);

struct stretch {
    struct pdf_segment *v;
    size_t n;
};

/* The freest place in the middle part of [left, right], or -1. */
static int find_gutter(const struct pdf_lines *lines, int left, int right)
{
    uint32_t crossing[CELLS + 1] = {0}; /* differences, then sums */
    int width = right - left;
    if (width < CELLS)
        return -1;
    for (size_t i = 0; i < lines->list.n; i++) {
        for (size_t k = 0; k < lines->list.v[i].n; k++) {
            const struct pdf_segment *s = &lines->list.v[i].segments[k];
            int a = (int)((long long)(s->x0 - left) * CELLS / width);
            int b = (int)((long long)(s->x1 - left) * CELLS / width) + 1;
            a = a < 0 ? 0 : a > CELLS ? CELLS : a;
            b = b < a ? a : b > CELLS ? CELLS : b;
            crossing[a]++;
            crossing[b]--;
        }
    }
    for (int c = 1; c < CELLS; c++)
        crossing[c] += crossing[c - 1];
    int best = -1, best_run = 0;
    uint32_t least = UINT32_MAX;
    for (int c = CELLS / 4; c <= CELLS * 3 / 4;) {
        int run = 1;
        while (c + run <= CELLS * 3 / 4 && crossing[c + run] == crossing[c])
            run++;
        if (crossing[c] < least || (crossing[c] == least && run > best_run)) {
            least = crossing[c];
            best = c + run / 2;
            best_run = run;
        }
        c += run;
    }
    return left + (int)((long long)best * width / CELLS) + width / CELLS / 2;
}

static bool crosses(const struct pdf_line *line, int x)
{
    for (size_t k = 0; k < line->n; k++)
        if (line->segments[k].x0 < x && line->segments[k].x1 > x)
            return true;
    return false;
}

static size_t count_bytes(const struct pdf_line *line)
{
    size_t n = 0;
    for (size_t k = 0; k < line->n; k++)
        n += line->segments[k].len;
    return n;
}

struct side {
    size_t lines, full, bytes, gaps;
    int left, right;
};

static int wide_lead(const struct pdf_layout *l, int size)
{
    return l->lead + size / 5;
}

static struct side measure_side(const struct pdf_layout *l, const struct pdf_lines *lines)
{
    struct side s = {.left = INT32_MAX, .right = INT32_MIN};
    for (size_t i = 0; i < lines->list.n; i++) {
        const struct pdf_line *line = &lines->list.v[i];
        s.left = line->x0 < s.left ? line->x0 : s.left;
        s.right = line->x1 > s.right ? line->x1 : s.right;
        s.bytes += count_bytes(line);
        s.gaps += i && line->y0 - line[-1].y1 > wide_lead(l, line->size);
    }
    s.lines = lines->list.n;
    for (size_t i = 0; i < lines->list.n; i++)
        s.full += (lines->list.v[i].x1 - lines->list.v[i].x0) * 10 > (s.right - s.left) * 7;
    return s;
}

/* White bands through both sides. */
static size_t count_bands(const struct pdf_layout *l, const struct pdf_lines *lines)
{
    size_t n = 0;
    int bottom = INT32_MAX;
    for (size_t i = 0; i < lines->list.n; i++) {
        const struct pdf_line *line = &lines->list.v[i];
        n += i && line->y0 - bottom > wide_lead(l, line->size);
        bottom = i && bottom > line->y1 ? bottom : line->y1;
    }
    return n;
}

static bool is_text_side(const struct side *s, int width)
{
    return s->lines >= LEAST_LINES && s->full * 2 >= s->lines &&
           s->bytes >= s->lines * LEAST_BYTES && (s->right - s->left) * 5 >= width;
}

static struct pdf_lines side_of(
    struct pdf_layout *l, const struct pdf_line *lines, size_t n, int x, bool right)
{
    size_t count = 0;
    struct pdf_lines out = {0};
    for (size_t i = 0; i < n; i++)
        count += lines[i].n;
    struct pdf_segment *v = arena_array(l->arena, count ? count : 1, sizeof *v);
    count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < lines[i].n; k++)
            if ((lines[i].segments[k].x0 >= x) == right)
                v[count++] = lines[i].segments[k];
    pdf_lines_make(l->arena, v, count, n ? lines[0].page : 0, &out);
    return out;
}

static void cut(
    struct pdf_layout *l, const struct pdf_lines *lines, int left, int right, int depth, each_fn *);

static void flush(struct pdf_layout *l, struct pdf_lines *plain, int left, int right, each_fn *each)
{
    if (plain->list.n)
        each(l, plain, left, right);
    plain->list.n = 0;
}

static int bottom_of(const struct pdf_line *lines, size_t n, int x, bool right)
{
    int bottom = INT32_MIN;
    for (size_t i = 0; i < n; i++) {
        const struct pdf_segment *s = &lines[i].segments[right ? lines[i].n - 1 : 0];
        if ((s->x0 >= x) == right && s->y1 > bottom)
            bottom = s->y1;
    }
    return bottom;
}

/* Lines that stand below both columns, set apart from them, are a short end of a line right across:
 * the lines before them. Where the left column alone goes on, it goes on without a gap. */
static size_t before_tail(const struct pdf_layout *l, const struct pdf_line *lines, size_t n, int x)
{
    const size_t most = 4;
    int right = bottom_of(lines, n, x, true);
    for (size_t end = n; end-- > 0 && n - end <= most && lines[end].y0 > right;) {
        int left = bottom_of(lines, end, x, false), size = lines[end].size;
        if (left == INT32_MIN || right == INT32_MIN)
            return n;
        int bottom = left > right ? left : right;
        if (lines[end].y0 - bottom > wide_lead(l, size) && abs(left - right) < 2 * size)
            return end;
    }
    return n;
}

/* Two columns of text: then both are handed on. */
static bool cut_stretch(struct pdf_layout *l, const struct pdf_line *lines, size_t n, int x,
    int left, int right, int depth, struct pdf_lines *plain, each_fn *each)
{
    size_t from = 0; /* lines before the right side begins belong to what stands above */
    while (from < n && lines[from].x1 <= x)
        from++;
    if (n - from < LEAST_LINES)
        return false;
    size_t end = from + before_tail(l, lines + from, n - from, x);
    const struct pdf_line *tail = lines + end;
    size_t tails = n - end;
    n = end;
    struct pdf_lines a = side_of(l, lines + from, n - from, x, false);
    struct pdf_lines b = side_of(l, lines + from, n - from, x, true);
    struct pdf_lines both = {0};
    for (size_t i = from; i < n; i++)
        VEC_PUSH(&both.list, lines[i]);
    struct side s = measure_side(l, &a), t = measure_side(l, &b);
    size_t bands = count_bands(l, &both), gaps = s.gaps > t.gaps ? s.gaps : t.gaps;
    bool text = is_text_side(&s, right - left) && is_text_side(&t, right - left) &&
                t.left - s.right > l->body_size / 2 && (!bands || bands * 10 < gaps * 7);
    if (text) {
        for (size_t i = 0; i < from; i++)
            VEC_PUSH(&plain->list, lines[i]);
        flush(l, plain, left, right, each);
        cut(l, &a, s.left, s.right, depth + 1, each);
        cut(l, &b, t.left, t.right, depth + 1, each);
        for (size_t i = 0; i < tails; i++)
            VEC_PUSH(&plain->list, tail[i]);
    }
    xfree(a.list.v);
    xfree(b.list.v);
    xfree(both.list.v);
    return text;
}

static void cut(struct pdf_layout *l, const struct pdf_lines *lines, int left, int right, int depth,
    each_fn *each)
{
    struct pdf_lines plain = {0};
    int x = depth < DEPTH ? find_gutter(lines, left, right) : -1;
    for (size_t i = 0; i < lines->list.n;) {
        size_t n = 0;
        while (x >= 0 && i + n < lines->list.n && !crosses(&lines->list.v[i + n], x))
            n++;
        if (n < LEAST_LINES ||
            !cut_stretch(l, lines->list.v + i, n, x, left, right, depth, &plain, each)) {
            n = n ? n : 1;
            for (size_t k = 0; k < n; k++)
                VEC_PUSH(&plain.list, lines->list.v[i + k]);
        }
        i += n;
    }
    flush(l, &plain, left, right, each);
    xfree(plain.list.v);
}

void pdf_columns_each(struct pdf_layout *l, const struct pdf_lines *page, each_fn *each)
{
    int left = INT32_MAX, right = INT32_MIN;
    for (size_t i = 0; i < page->list.n; i++) {
        const struct pdf_line *line = &page->list.v[i];
        left = line->x0 < left ? line->x0 : left;
        right = line->x1 > right ? line->x1 : right;
    }
    if (page->list.n)
        cut(l, page, left, right, 0, each);
}
