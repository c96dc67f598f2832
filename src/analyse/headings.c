/* Headings of text without markup: numbered ones inside running lines ("3 Access 3.1 The system's
 * view There is"), titles that the contents list knows, titles in capitals before a sentence, and
 * short lines above a paragraph. A section number has to follow from the one before it, so that
 * amounts and item numbers do not pass for one. */
#include <string.h>

#include "analyse/edit.h"
#include "analyse/passes.h"
#include "analyse/title_end.h"
#include "analyse/titles.h"

#define DEPTH      5   /* components of a section number */
#define SKIP       9   /* numbers that may be lost between two sections */
#define LINE_SIZE  120 /* bytes of a heading on its own line */
#define LINE_WORDS 14
#define LONG_LINE  121 /* from this length a block is running text */

struct number {
    unsigned part[DEPTH], n;
};

struct finder {
    const struct doc *doc;
    struct titles titles;
    struct word_list l;
    struct number last; /* the last section number accepted */
    VEC(struct cut) cuts;
};

static bool read_section_number(const char *s, uint32_t len, struct number *out)
{
    *out = (struct number){0};
    for (uint32_t i = 0; i < len;) {
        unsigned v = 0, digits = 0;
        while (i < len && s[i] >= '0' && s[i] <= '9' && digits < 3) {
            v = v * 10 + (unsigned)(s[i++] - '0');
            digits++;
        }
        if (!digits || digits > 2 || v == 0 || out->n == DEPTH || (i < len && s[i] != '.'))
            return false;
        if (digits == 2 && s[i - 2] == '0')
            return false;
        out->part[out->n++] = v;
        i++;
    }
    return out->n > 0;
}

/* Does `x` follow from the last number: a child, a sibling or a sibling of a parent? */
static bool follows(const struct number *last, const struct number *x)
{
    unsigned same = 0;
    while (same < last->n && same < x->n && last->part[same] == x->part[same])
        same++;
    if (same == x->n)
        return false;
    unsigned before = same < last->n ? last->part[same] : 0;
    if (x->part[same] <= before)
        return false;
    unsigned skip = x->part[same] - before;
    if (same == 0)
        return skip <= (x->n == 1 ? 1u : 2u);
    if (same + 1 < x->n)
        return skip <= 3 && x->part[same + 1] <= 3;
    return skip <= SKIP;
}

static bool ends_clause(const struct word *w)
{
    return w->after & (AFTER_STOP | AFTER_SEMI | AFTER_BULLET | AFTER_LINE | AFTER_DOTS);
}

/* Unit words after a figure: "1.5 WTE", "3.2 GPs" number nothing. */
static bool is_unit(const char *text, const struct word *w)
{
    static const char *const units[] = {"wte", "fte", "gp", "gps", "m", "bn", "k", "mb", "gb"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (word_is(text, w, units[i]))
            return true;
    return false;
}

static bool can_precede_number(const struct finder *f, size_t i)
{
    if (i == 0)
        return true;
    const struct word *p = &f->l.v[i - 1];
    if (p->cls & WORD_LABEL && !p->after)
        return false;
    if (p->after & (AFTER_OPEN | AFTER_COMMA))
        return false;
    return ends_clause(p) || !(p->cls & (WORD_BOUND | WORD_AUX) && p->shape == WORD_LOWER);
}

/* "3 Access 3.1 ...": a bare chapter number is believed when its own first section follows, or when
 * the contents list has the title. */
static size_t chapter_end(const struct finder *f, size_t i, unsigned chapter)
{
    const struct word *w = f->l.v;
    size_t n = f->l.n;
    for (size_t k = i + 2; k < n && k < i + 14; k++) {
        struct number x;
        if (w[k].shape == WORD_ID &&
            read_section_number(f->doc->text + w[k].at, w[k].end - w[k].at, &x) && x.n == 2 &&
            x.part[0] == chapter && x.part[1] <= 2)
            return k;
        if (w[k - 1].after & AFTER_STOP || w[k].cls & WORD_AUX)
            break;
    }
    size_t m = titles_match(&f->titles, w + i + 1, n - i - 1);
    if (m == 0 || i + 1 + m > n)
        return 0;
    if (i + 1 + m == n || word_is_upper(&w[i + 1 + m]))
        return i + 1 + m;
    return 0;
}

/* The end of a numbered heading that begins at word `i`, 0 when there is none. */
static size_t numbered_end(struct finder *f, size_t i, struct number *x)
{
    const struct word *w = f->l.v;
    size_t n = f->l.n;
    if (i + 1 >= n || !word_is_upper(&w[i + 1]) || w[i].after & (AFTER_COMMA | AFTER_CLOSE) ||
        !can_precede_number(f, i) || is_unit(f->doc->text, &w[i + 1]))
        return 0;
    if (!read_section_number(f->doc->text + w[i].at, w[i].end - w[i].at, x) ||
        !follows(&f->last, x))
        return 0;
    if (x->n == 1)
        return w[i].shape == WORD_NUMBER ? chapter_end(f, i, x->part[0]) : 0;
    size_t m = titles_match(&f->titles, w + i + 1, n - i - 1);
    size_t end = title_end(f->doc->text, w, n, i + 1, false);
    if (m && i + 1 + m < n && word_is_upper(&w[i + 1 + m]))
        return i + 1 + m;
    return end;
}

static void add_cut(struct finder *f, size_t i, size_t end, unsigned level)
{
    const struct word *w = f->l.v;
    struct cut c = {w[i].at, w[end - 1].end, 0, DOC_HEADING, (uint8_t)level, false};
    uint32_t stop = end < f->l.n ? w[end].at : f->doc->len;
    if (w[end - 1].after & AFTER_CLOSE && c.end < stop && f->doc->text[c.end] == ')')
        c.end++;
    VEC_PUSH(&f->cuts, c);
}

static unsigned plain_level(const struct finder *f)
{
    return f->last.n ? f->last.n + 1 : 1;
}

/* What follows a title that the contents list knows: a caption, an opener, or a capital with a
 * small word behind it. A row of capitals that goes on is a longer name, not a title and its text.
 */
static bool text_follows(const struct finder *f, size_t k, bool opener)
{
    const struct word *w = f->l.v;
    if (k >= f->l.n || !word_is_upper(&w[k]) || w[k - 1].cls & WORD_BOUND ||
        w[k - 1].after & (AFTER_COMMA | AFTER_STOP | AFTER_OPEN))
        return false;
    if (w[k].cls & WORD_STARTER || is_caption_start(f->doc->text, w, f->l.n, k))
        return true;
    return !opener && k + 1 < f->l.n && w[k + 1].shape == WORD_LOWER;
}

static size_t known_end(const struct finder *f, size_t i, bool open)
{
    const struct word *w = f->l.v;
    size_t m = titles_match(&f->titles, w + i, f->l.n - i);
    bool the = w[i].cls & WORD_STARTER && m < 4;
    /* The match may have run into the text: "The Plan" and then "The ..." again. */
    for (; m >= 2; m--) {
        if (text_follows(f, i + m, the || (!open && m < 4)))
            return i + m;
        if (f->titles.exact)
            break;
    }
    return m == 1 && open && i == 0 && text_follows(f, 1, true) ? 1 : 0;
}

/* A title without a number at word `i`: one of the contents list, or capitals before a sentence. */
static size_t plain_end(const struct finder *f, size_t i, bool open)
{
    const struct word *w = f->l.v;
    size_t n = f->l.n;
    if (!word_is_upper(&w[i]))
        return 0;
    size_t end = known_end(f, i, open), upper = 0;
    if (end || !open || (w[i].cls & WORD_STARTER && w[i].shape == WORD_CAPITAL))
        return end;
    end = title_end(f->doc->text, w, n, i, true);
    for (size_t j = i; j < end; j++)
        upper += word_is_upper(&w[j]);
    return end && upper >= 2 && end - i <= 10 ? end : 0;
}

/* Headings inside one long block. */
static void running_block(struct finder *f)
{
    const struct word *w = f->l.v;
    bool open = true;
    for (size_t i = 0; i < f->l.n; i++) {
        struct number x;
        size_t end = 0;
        unsigned level = 0;
        if (w[i].shape == WORD_ID || w[i].shape == WORD_NUMBER) {
            end = numbered_end(f, i, &x);
            level = x.n;
        }
        if (end) {
            f->last = x;
        } else {
            bool lost = i && w[i - 1].shape == WORD_LOWER && !(w[i - 1].cls & WORD_BOUND) &&
                        !(w[i - 1].after & (AFTER_COMMA | AFTER_OPEN | AFTER_DASH));
            if (open || lost)
                end = plain_end(f, i, open);
            level = plain_level(f);
        }
        open = ends_clause(&w[i]);
        if (end) {
            add_cut(f, i, end, level);
            i = end - 1;
            open = true;
        }
    }
}

static bool asks(const char *text, const struct word *w)
{
    return word_is(text, w, "where") || word_is(text, w, "how") || word_is(text, w, "what") ||
           word_is(text, w, "why") || word_is(text, w, "who");
}

/* Columns held apart by blanks: a row of a table that could not be rebuilt. */
static bool has_columns(const char *s, const struct doc_block *b)
{
    for (uint32_t i = b->at; i + 3 < b->end; i++)
        if (s[i] == '\t' || (s[i] == ' ' && s[i + 1] == ' ' && s[i + 2] == ' '))
            return true;
    return false;
}

/* How many words are too small for a title, whether one is a verb; false at a stop inside. */
static bool count_small(const struct word *w, size_t n, size_t i, size_t *small, bool *verb)
{
    *small = 0;
    *verb = false;
    for (size_t k = i; k < n; k++) {
        *small += w[k].shape == WORD_LOWER && !(w[k].cls & WORD_JOINER);
        *verb = *verb || (w[k].cls & WORD_AUX && w[k].shape == WORD_LOWER);
        if (w[k].after & AFTER_STOP && k + 1 < n)
            return false;
    }
    return true;
}

static bool is_title_line(const struct finder *f, const struct doc_block *b)
{
    const char *s = f->doc->text;
    const struct word *w = f->l.v;
    size_t n = f->l.n, small;
    bool verb;
    char last = s[b->end - 1];
    if (n == 0 || n > LINE_WORDS || s[b->at] == '[' || strchr(".;,:-!", last) || has_columns(s, b))
        return false;
    size_t i = w[0].shape == WORD_ID || (w[0].shape == WORD_NUMBER && n > 1);
    if (i >= n || !word_is_upper(&w[i]) || !count_small(w, n, i, &small, &verb))
        return false;
    if (last == '?' || asks(f->doc->text, &w[i]))
        return n <= 10; /* "Where we are now" */
    return !(w[n - 1].cls & WORD_JOINER) && !verb && small <= 8;
}

static unsigned line_level(struct finder *f, const struct doc_block *b)
{
    const struct word *w = f->l.v;
    struct number x;
    uint32_t len = w[0].end - w[0].at;
    if ((w[0].shape == WORD_ID || w[0].shape == WORD_NUMBER) &&
        read_section_number(f->doc->text + w[0].at, len, &x)) {
        f->last = x;
        return x.n;
    }
    for (uint32_t i = b->at; i < b->end; i++)
        if (f->doc->text[i] >= 'a' && f->doc->text[i] <= 'z')
            return f->last.n ? f->last.n + 1 : 2;
    return 1;
}

/* The block after `i` that is no furniture. */
static size_t next_block(const struct doc *doc, size_t i)
{
    do
        i++;
    while (i < doc->blocks.n && doc->blocks.v[i].marks & DOC_FURNITURE);
    return i;
}

static bool is_open(const struct doc_block *b)
{
    return b->table == DOC_NONE && !(b->marks & DOC_NEVER_EVIDENCE);
}

/* Something that a heading can stand above: prose, items, a table. */
static bool is_body(const struct doc *doc, size_t i)
{
    if (i >= doc->blocks.n)
        return false;
    const struct doc_block *b = &doc->blocks.v[i];
    if (b->table != DOC_NONE || b->kind == DOC_CAPTION || b->kind == DOC_LIST_ITEM)
        return true;
    if (!is_open(b))
        return false;
    uint32_t lines = 1, len = b->end - b->at;
    for (uint32_t k = b->at; k < b->end && k < b->at + 2000; k++)
        lines += doc->text[k] == '\n' && doc->text[k + 1] != '\n';
    /* Short lines one below the other are a figure or a broken table, no prose. */
    return (len < 2000 ? len : 2000) >= 35 * lines &&
           (len >= 80 || strchr(".:;]", doc->text[b->end - 1]));
}

/* A lone numbered item ("1. Introduction") is a heading whose number the item marker took. */
static bool is_lone_item(const struct doc *doc, size_t i)
{
    size_t after = next_block(doc, i);
    if (i && doc->blocks.v[i - 1].kind == DOC_LIST_ITEM)
        return false;
    if (after < doc->blocks.n && doc->blocks.v[after].kind == DOC_LIST_ITEM)
        return false;
    uint32_t p = doc->blocks.v[i].at;
    while (p > 0 && doc->text[p - 1] == ' ')
        p--;
    return p > 1 && doc->text[p - 1] == '.' && doc->text[p - 2] >= '0' && doc->text[p - 2] <= '9';
}

/* "3. Seeing people when they can come" with "3.1 ..." next below it: the numbering says that it is
 * a chapter, however it is worded. */
static bool opens_numbering(const struct doc *doc, size_t i)
{
    size_t after = next_block(doc, i);
    if (after >= doc->blocks.n || !is_lone_item(doc, i))
        return false;
    uint32_t end = doc->blocks.v[i].at;
    while (doc->text[end - 1] == ' ')
        end--;
    uint32_t at = --end; /* at the full stop */
    while (at > 0 && doc->text[at - 1] >= '0' && doc->text[at - 1] <= '9')
        at--;
    const struct doc_block *next = &doc->blocks.v[after];
    uint32_t len = end - at;
    return next->end - next->at > len + 2 && !memcmp(doc->text + next->at, doc->text + at, len) &&
           doc->text[next->at + len] == '.' && doc->text[next->at + len + 1] >= '0' &&
           doc->text[next->at + len + 1] <= '1';
}

/* A heading on a line of its own: at most two of them above their text. */
static void line_block(struct finder *f, size_t i)
{
    const struct doc *doc = f->doc;
    const struct doc_block *b = &doc->blocks.v[i];
    if (b->kind == DOC_LIST_ITEM && !is_lone_item(doc, i))
        return;
    bool opens = b->kind == DOC_LIST_ITEM && opens_numbering(doc, i);
    if (!opens && !is_title_line(f, b))
        return;
    unsigned level = line_level(f, b);
    size_t after = next_block(doc, i);
    bool body = is_body(doc, after);
    if (!body && after < doc->blocks.n && is_open(&doc->blocks.v[after]) &&
        doc->blocks.v[after].end - doc->blocks.v[after].at < LINE_SIZE)
        body = is_body(doc, next_block(doc, after));
    bool numbered = f->l.v[0].shape == WORD_ID;
    if (!body && !numbered && !opens)
        return;
    if (b->kind == DOC_LIST_ITEM)
        level = 1;
    struct cut c = {b->at, b->end, 0, DOC_HEADING, (uint8_t)level, false};
    VEC_PUSH(&f->cuts, c);
}

static bool has_headings(const struct doc *doc)
{
    for (size_t i = 0; i < doc->blocks.n; i++)
        if (doc->blocks.v[i].kind == DOC_HEADING)
            return true;
    return false;
}

void headings_run(struct doc *doc)
{
    bool unmarked = doc_is_unmarked(doc);
    if (doc->shaped || (!unmarked && has_headings(doc)))
        return;
    struct finder f = {.doc = doc};
    titles_read(&f.titles, doc);
    for (size_t i = 0; i < doc->blocks.n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        uint32_t len = b->end - b->at;
        bool text = b->kind == DOC_PARAGRAPH || b->kind == DOC_LIST_ITEM;
        if (!text || !is_open(b) || (len > LINE_SIZE && len < LONG_LINE))
            continue;
        if (len >= LONG_LINE && (!unmarked || memchr(doc->text + b->at, '\n', len)))
            continue;
        words_between(doc, b->at, b->end, &f.l);
        if (len >= LONG_LINE)
            running_block(&f);
        else
            line_block(&f, i);
    }
    edit_cut(doc, f.cuts.v, f.cuts.n);
    titles_clear(&f.titles);
    xfree(f.cuts.v);
}
