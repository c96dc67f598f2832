/* Paragraphs of plain text. Lines that were wrapped at a width are joined again, double-spaced text
 * too; bullets, numbered items and short lines that stand for themselves become blocks of their
 * own. A block is a span of the text, so joining changes no byte: line ends stay inside the
 * paragraph. */
#include <string.h>

#include "analyse/edit.h"
#include "analyse/passes.h"
#include "analyse/words.h"

#define LONG_TEXT 160 /* lines of this median length are not wrapped: each is a paragraph */

struct line {
    uint32_t at, end; /* trimmed; the marker of an item is left out */
    uint32_t block;
    uint16_t blanks; /* empty lines before it */
    uint8_t depth;   /* of an item, 0: no item */
    uint16_t column; /* of its text, the marker left out */
    bool indent;     /* does not begin at the margin */
    bool fixed;      /* its block is not ours to change */
};

struct layout {
    VEC(struct line) lines;
    uint32_t width; /* at which lines were wrapped; 0: not wrapped */
    bool double_spaced;
    bool flush; /* nearly all lines begin at the margin */
};

/* Length of a bullet sign, a dash, a star and the blanks behind it at `s`; 0 when there is none. */
static uint32_t sign_length(const char *s, uint32_t len)
{
    uint32_t p = bullet_length(s, len);
    if (!p && len > 2 && strchr("-*o", s[0]) && (s[1] == ' ' || s[1] == '\t'))
        return 2;
    if (!p && len > 4 && !memcmp(s, "\xE2\x80\x93 ", 4))
        return 4;
    while (p && p < len && (s[p] == ' ' || s[p] == '\t'))
        p++;
    return p;
}

/* Length of "12", "a" or "iv" at `s`. */
static uint32_t label_length(const char *s, uint32_t len, bool *digits)
{
    uint32_t p = 0;
    while (p < len && p < 3 && s[p] >= '0' && s[p] <= '9')
        p++;
    *digits = p > 0;
    if (p || len == 0 || s[0] < 'a' || s[0] > 'z')
        return p;
    while (p < len && p < 4 && strchr("ivx", s[p]) && s[p])
        p++;
    return p ? p : 1;
}

/* Length of "1. ", "a) ", "(iv) " at `s`; 0 when there is none. */
static uint32_t marker_length(const char *s, uint32_t len)
{
    uint32_t sign = sign_length(s, len), open = len > 0 && s[0] == '(';
    bool digits;
    if (sign)
        return sign;
    uint32_t n = label_length(s + open, len - open, &digits), p = open + n;
    if (n == 0 || p + 1 >= len)
        return 0;
    bool closed = s[p] == ')' || (s[p] == '.' && !open && digits);
    return closed && (s[p + 1] == ' ' || s[p + 1] == '\t') ? p + 2 : 0;
}

static bool is_ours(const struct doc_block *b)
{
    return (b->kind == DOC_PARAGRAPH || b->kind == DOC_LIST_ITEM) && b->table == DOC_NONE &&
           !(b->marks & (DOC_NEVER_EVIDENCE | DOC_FOOTNOTE));
}

static uint16_t column_of(const struct doc *doc, uint32_t at)
{
    uint32_t p = at;
    while (p > 0 && doc->text[p - 1] != '\n' && doc->text[p - 1] != '\f' && at - p < 200)
        p--;
    return (uint16_t)(at - p);
}

static void block_lines(const struct doc *doc, uint32_t i, uint32_t *last, struct layout *out)
{
    const struct doc_block *b = &doc->blocks.v[i];
    if (!is_ours(b)) {
        struct line l = {.at = b->at, .end = b->end, .block = i, .fixed = true};
        VEC_PUSH(&out->lines, l);
        *last = b->end;
        return;
    }
    for (uint32_t p = b->at; p < b->end;) {
        const char *nl = memchr(doc->text + p, '\n', b->end - p);
        struct line l = {.at = p, .block = i};
        l.end = nl ? (uint32_t)(nl - doc->text) : b->end;
        p = nl ? l.end + 1 : b->end;
        span_trim(doc->text, &l.at, &l.end);
        if (l.at == l.end)
            continue;
        l.indent = l.at > 0 && doc->text[l.at - 1] != '\n' && doc->text[l.at - 1] != '\f';
        uint32_t breaks = 0;
        for (uint32_t k = *last; k < l.at && breaks < 9; k++)
            breaks += doc->text[k] == '\n';
        l.blanks = (uint16_t)(breaks ? breaks - 1 : 0);
        *last = l.end;
        if (b->kind == DOC_LIST_ITEM && (l.at == b->at || out->lines.n == 0))
            l.depth = b->level ? b->level : 1;
        uint32_t m = marker_length(doc->text + l.at, l.end - l.at);
        if (m && m < l.end - l.at) {
            l.at += m;
            l.depth = l.depth ? l.depth : 1;
            span_trim(doc->text, &l.at, &l.end);
        }
        l.column = column_of(doc, l.at);
        if (l.at < l.end)
            VEC_PUSH(&out->lines, l);
    }
}

/* Histograms instead of sorting: line lengths up to 255, blank lines between. */
static void measure(const struct doc *doc, struct layout *o)
{
    uint32_t length[256] = {0}, gaps[3] = {0}, n = 0, sum = 0, indents = 0;
    for (size_t i = 0; i < o->lines.n; i++) {
        const struct line *l = &o->lines.v[i];
        if (l->fixed)
            continue;
        uint32_t len = l->end - l->at;
        length[len > 255 ? 255 : len]++;
        if (i && !l->depth && len > 30 && l[-1].end - l[-1].at > 40 &&
            !strchr(".?!:;", doc->text[l[-1].end - 1]))
            gaps[l->blanks > 2 ? 2 : l->blanks]++;
        indents += l->indent;
        n++;
    }
    o->flush = indents * 3 < n;
    /* The width is what nine lines in ten keep to; only when a good part comes near it. */
    uint32_t p90 = 0, near = 0;
    while (p90 < 255 && sum + length[p90] < n - n / 20)
        sum += length[p90++];
    for (uint32_t k = p90 * 4 / 5; k <= p90 && k < 256; k++)
        near += length[k];
    o->width = p90 >= 40 && p90 < LONG_TEXT && near * 4 > n ? p90 : 0;
    o->double_spaced = o->width && gaps[1] > 3 * gaps[0] && gaps[1] > gaps[2];
}

static bool starts_lower(const char *s)
{
    return s[0] >= 'a' && s[0] <= 'z';
}

static uint32_t first_word(const char *s, uint32_t len)
{
    uint32_t n = 0;
    while (n < len && s[n] != ' ' && s[n] != '\n')
        n++;
    return n;
}

/* Does line `b` begin below the text of line `a`, as the lines of an item do? Bullets and signs of
 * two bytes move the text by as much. */
static bool hangs(const struct line *a, const struct line *b)
{
    int d = (int)a->column - (int)b->column;
    if (b->column < 2 || !(a->depth || a->indent))
        return false;
    return b->column > 2 ? d >= -3 && d <= 3 : d == 0;
}

/* Does line `b` certainly begin something new? */
static bool begins_anew(
    const struct doc *doc, const struct layout *o, const struct line *a, const struct line *b)
{
    if (a->fixed || b->fixed || b->depth || b->blanks > (o->double_spaced ? 1 : 0))
        return true;
    if (o->flush && b->indent && !hangs(a, b))
        return true; /* text that begins at the margin, and a line that does not */
    return memchr(doc->text + a->at, '\t', a->end - a->at) != NULL;
}

/* Does line `b` go on where line `a` stopped? */
static bool continues(
    const struct doc *doc, const struct layout *o, const struct line *a, const struct line *b)
{
    const char *s = doc->text;
    char last = s[a->end - 1];
    bool lower = starts_lower(s + b->at);
    if (begins_anew(doc, o, a, b))
        return false;
    if (last != '.' && last != ':' && lower)
        return o->width || b->blanks == 0;
    if (!o->width)
        return last == ',' || (last == '-' && b->blanks == 0);
    /* The writer of wrapped text ends a line early only on purpose. */
    uint32_t fits = a->end - a->at + 1 + first_word(s + b->at, b->end - b->at);
    if (fits * 10 < o->width * (strchr(".?!:;", last) ? 9u : 8u))
        return false;
    return last != ':' || lower;
}

/* A new line of text set off the margin: is it an item? `below`: a lead-in or an item stands above.
 */
static bool is_set_off(const struct doc *doc, const struct line *l, bool below)
{
    return l->indent && !l->depth && (below || starts_lower(doc->text + l->at));
}

/* Items whose bullets were lost: lines set off the margin below a lead-in or below another item. */
static void find_set_off(const struct doc *doc, struct layout *o)
{
    bool below = false;
    for (size_t i = 1; o->flush && i < o->lines.n; i++) {
        struct line *l = &o->lines.v[i];
        if (l->fixed || (l->indent && hangs(l - 1, l) && !l->blanks))
            continue;
        if (l->blanks > (o->double_spaced ? 1 : 0) && !starts_lower(doc->text + l->at))
            below = below && doc->text[l[-1].end - 1] == ':';
        if (is_set_off(doc, l, below))
            l->depth = 1;
        if (l->indent || l->depth)
            below = below || l->depth;
        else if (!continues(doc, o, l - 1, l))
            below = false;
        below = below || doc->text[l->end - 1] == ':';
    }
}

static void join_lines(struct doc *doc, const struct layout *o)
{
    struct edit e;
    uint32_t next = 0;
    edit_begin(&e, doc);
    for (size_t i = 0, k; i < o->lines.n; i = k) {
        const struct line *a = &o->lines.v[i];
        for (; next <= a->block; next++)
            edit_at(&e, next);
        struct doc_block b = doc->blocks.v[a->block];
        k = i + 1;
        if (!a->fixed) {
            b.at = a->at;
            b.end = a->end;
            b.kind = a->depth ? DOC_LIST_ITEM : DOC_PARAGRAPH;
            b.level = a->depth;
            while (k < o->lines.n && continues(doc, o, &o->lines.v[k - 1], &o->lines.v[k])) {
                b.end = o->lines.v[k].end;
                for (; next <= o->lines.v[k].block; next++)
                    edit_at(&e, next);
                k++;
            }
        }
        edit_add(&e, &b);
    }
    edit_end(&e);
}

void paragraphs_run(struct doc *doc)
{
    if (!doc_is_unmarked(doc) || doc->shaped)
        return;
    struct layout o = {0};
    uint32_t last = 0;
    for (uint32_t i = 0; i < doc->blocks.n; i++)
        block_lines(doc, i, &last, &o);
    measure(doc, &o);
    find_set_off(doc, &o);
    join_lines(doc, &o);
    xfree(o.lines.v);
}
