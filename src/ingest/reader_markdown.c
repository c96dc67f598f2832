/* Markdown by md4c: CommonMark with GitHub's tables, struck-through text and task lists. The
 * strings that md4c hands out lie in the input (but for line breaks), so the line of each piece of
 * text is the number of line ends before its address; the builder keeps the document's lines equal
 * to the source's. Indented text is no code here: in plans it is a habit of typing.
 *
 * A table row is opened when its first text comes, for only then its line is known. */
#include <md4c.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "doc/build.h"
#include "ingest/encoding.h"
#include "ingest/look.h"
#include "ingest/markup.h"
#include "ingest/readers.h"
#include "ingest/ruled.h"

struct markdown {
    struct doc_builder b;
    struct markup markup;
    const char *text;
    size_t len;
    size_t at;     /* how far lines were counted, and the line there */
    uint32_t line; /* from 1 */
    uint32_t
        *line_of;   /* of each line, where it stood before drawn tables were written anew; NULL */
    unsigned depth; /* of lists */
    unsigned struck, struck_out;
    bool row_due, header;
    unsigned cells_due; /* empty cells met since the row is due */
    uint32_t row_line;  /* of the last row */
    /* of the open paragraph: is it one that can be a heading by look, has it bold text, other text,
     * and did bold text just end that all of it was so far? */
    bool plain_paragraph, bold, other, bold_ended;
    unsigned strong, heading; /* depth of bold spans, level of the last heading */
};

/* ---- is it Markdown? ---- */

struct line_view {
    const char *s;
    size_t len;
};

static bool next_line(const char **p, const char *end, struct line_view *line)
{
    if (*p >= end)
        return false;
    const char *lf = memchr(*p, '\n', (size_t)(end - *p));
    line->s = *p;
    line->len = (size_t)((lf ? lf : end) - *p);
    *p += line->len + 1;
    if (line->len && line->s[line->len - 1] == '\r')
        line->len--;
    return true;
}

static size_t run_of(struct line_view line, size_t from, char c)
{
    size_t n = 0;
    while (from + n < line.len && line.s[from + n] == c)
        n++;
    return n;
}

static bool is_atx_heading(struct line_view line)
{
    size_t n = run_of(line, 0, '#');
    return n >= 1 && n <= 6 && n + 1 < line.len && line.s[n] == ' ' && line.s[n + 1] != ' ';
}

static bool is_table_rule(struct line_view line)
{
    size_t bars = 0, dashes = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (!strchr("|-: \t", line.s[i]))
            return false;
        bars += line.s[i] == '|';
        dashes += line.s[i] == '-';
    }
    return bars && dashes >= 2;
}

static bool is_setext_rule(struct line_view line)
{
    return line.len >= 3 && run_of(line, 0, '=') == line.len;
}

static bool has(struct line_view line, const char *what)
{
    size_t n = strlen(what);
    for (size_t i = 0; i + n <= line.len; i++)
        if (!memcmp(line.s + i, what, n))
            return true;
    return false;
}

static bool is_named_markdown(const char *name)
{
    size_t n = name ? strlen(name) : 0;
    return (n > 3 && !strcasecmp(name + n - 3, ".md")) ||
           (n > 9 && !strcasecmp(name + n - 9, ".markdown"));
}

/* What a line says for Markdown: two headings are enough, or one table. */
static int line_points(struct line_view line, bool after_blank)
{
    if (after_blank)
        return is_atx_heading(line) ? 2 : 0;
    return is_table_rule(line) ? 4 : is_setext_rule(line) ? 2 : 0;
}

static int markdown_bid(const char *name, const char *bytes, size_t len)
{
    enum { LOOK = 256 * 1024, ENOUGH = 4 };
    if (memchr(bytes, '\0', len < 512 ? len : 512))
        return 0;
    int points = is_named_markdown(name) ? ENOUGH : 0;
    const char *p = bytes, *end = bytes + (len < LOOK ? len : LOOK);
    struct line_view line;
    bool after_blank = true, marks = false;
    while (points < ENOUGH && next_line(&p, end, &line)) {
        points += line_points(line, after_blank);
        if (!marks && (has(line, "**") || has(line, "](http"))) {
            marks = true; /* counted once: text that was pasted has them too */
            points++;
        }
        after_blank = !line.len;
    }
    return points >= ENOUGH ? 60 : 0;
}

/* ---- md4c's callbacks ---- */

static void open_text_block(struct markdown *m)
{
    if (m->depth)
        doc_build_block(&m->b, DOC_LIST_ITEM, m->depth);
    else
        doc_build_block(&m->b, DOC_PARAGRAPH, 0);
}

/* Opens the row that is due, on its line, with the empty cells before the one that is open. */
static void open_row(struct markdown *m, uint32_t line, unsigned empty)
{
    m->row_due = false;
    m->row_line = line;
    doc_build_line(&m->b, line);
    doc_build_row(&m->b);
    for (unsigned i = 0; i < empty; i++) {
        doc_build_cell(&m->b, m->header, 1, 1);
        doc_build_end(&m->b);
    }
}

static void leave_row(struct markdown *m)
{
    if (m->row_due)
        open_row(m, m->row_line ? m->row_line + 1 : m->line, m->cells_due);
}

static void enter_cell(struct markdown *m, bool header)
{
    m->header = header;
    if (m->row_due)
        m->cells_due++;
    else
        doc_build_cell(&m->b, header, 1, 1);
}

/* What the open block has so far, and with `sign` behind it. */
static size_t text_so_far(const struct markdown *m, const char *sign, char *out, size_t room)
{
    const struct doc_block *block = &m->b.doc->blocks.v[m->b.block];
    size_t len = m->b.in_block && m->b.seen ? m->b.seen_end - block->at : 0;
    if (len + 2 > room)
        return 0;
    if (len)
        memcpy(out, m->b.text.s + block->at, len);
    if (sign && len)
        out[len++] = *sign;
    return len;
}

static void make_heading(struct markdown *m, bool run_in)
{
    struct doc_block *block = &m->b.doc->blocks.v[m->b.block];
    block->kind = DOC_HEADING;
    block->level = (uint8_t)(m->heading < 6 ? m->heading + 1 : 6);
    block->run_in = run_in;
}

/* Bold text began the paragraph and ended before `s`: a head run into it? Returns the bytes of `s`
 * that belong to the head. */
static size_t end_run_in(struct markdown *m, const char *s)
{
    char head[128];
    size_t sign = *s == ':' || *s == '.';
    size_t len = text_so_far(m, sign ? s : NULL, head, sizeof head);
    m->bold_ended = false;
    if (!len || !look_is_run_in(head, len))
        return 0;
    if (sign)
        doc_build_text(&m->b, s, 1);
    make_heading(m, true);
    doc_build_end(&m->b);
    doc_build_block(&m->b, DOC_PARAGRAPH, 0);
    return sign;
}

static void end_paragraph(struct markdown *m)
{
    char all[128];
    size_t len = m->plain_paragraph && m->bold && !m->other && m->b.in_block
                     ? text_so_far(m, NULL, all, sizeof all)
                     : 0;
    if (len && look_is_heading(all, len))
        make_heading(m, false);
    m->plain_paragraph = false;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct markdown *m = user;
    switch (type) {
    case MD_BLOCK_H:
        markup_begin(&m->markup, false);
        m->heading = ((MD_BLOCK_H_DETAIL *)detail)->level;
        doc_build_block(&m->b, DOC_HEADING, m->heading);
        break;
    case MD_BLOCK_P:
    case MD_BLOCK_CODE:
        markup_begin(&m->markup, false);
        open_text_block(m);
        m->plain_paragraph = type == MD_BLOCK_P && !m->depth;
        m->bold = m->other = m->bold_ended = false;
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        doc_build_end(&m->b);
        m->depth++;
        break;
    case MD_BLOCK_HTML:
        markup_begin(&m->markup, true);
        break;
    case MD_BLOCK_TABLE:
        doc_build_table(&m->b);
        m->row_line = 0;
        break;
    case MD_BLOCK_TR:
        m->row_due = true;
        m->cells_due = 0;
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        markup_begin(&m->markup, false);
        enter_cell(m, type == MD_BLOCK_TH);
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_HR:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        break;
    case MD_BLOCK_LI:
        markup_begin(&m->markup, false);
        break;
    }
    return m->b.full;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct markdown *m = user;
    (void)detail;
    switch (type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        doc_build_end(&m->b);
        m->depth--;
        break;
    case MD_BLOCK_HTML:
        markup_begin(&m->markup, false);
        break;
    case MD_BLOCK_TABLE:
        doc_build_table_end(&m->b);
        break;
    case MD_BLOCK_TR:
        leave_row(m);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        if (!m->row_due)
            doc_build_end(&m->b);
        break;
    case MD_BLOCK_P:
        end_paragraph(m);
        doc_build_end(&m->b);
        break;
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_LI:
        doc_build_end(&m->b);
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_HR:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        break;
    }
    return m->b.full;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct markdown *m = user;
    (void)detail;
    if (type == MD_SPAN_DEL && !m->struck++)
        m->struck_out++;
    m->strong += type == MD_SPAN_STRONG;
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct markdown *m = user;
    (void)detail;
    if (type == MD_SPAN_DEL)
        m->struck--;
    m->strong -= type == MD_SPAN_STRONG;
    if (type == MD_SPAN_STRONG && !m->strong)
        m->bold_ended = m->plain_paragraph && m->bold && !m->other;
    return 0;
}

/* Counts lines up to the piece of text `s`, if it lies in the input, and goes there. */
static void follow_line(struct markdown *m, const char *s)
{
    uintptr_t at = (uintptr_t)s, from = (uintptr_t)m->text;
    if (at < from || at >= from + m->len)
        return;
    size_t offset = at - from;
    while (m->at < offset) {
        const char *lf = memchr(m->text + m->at, '\n', offset - m->at);
        m->line += lf != NULL;
        m->at = lf ? (size_t)(lf - m->text) + 1 : offset;
    }
    uint32_t line = m->line_of ? m->line_of[m->line - 1] : m->line;
    if (m->row_due) {
        open_row(m, line, m->cells_due ? m->cells_due - 1 : 0);
        doc_build_cell(&m->b, m->header, 1, 1);
    }
    doc_build_line(&m->b, line);
}

static void add_text(struct markdown *m, const char *s, size_t len)
{
    if (!m->b.in_block && strspn(s, " ") < len)
        open_text_block(m);
    if (strspn(s, " ") < len) {
        size_t taken = m->bold_ended && !m->strong ? end_run_in(m, s) : 0;
        s += taken;
        len -= taken;
        m->bold = m->bold || m->strong;
        m->other = m->other || !m->strong;
    }
    doc_build_text(&m->b, s, len);
    if (markup_hides(&m->markup))
        doc_build_mark(&m->b, DOC_HIDDEN);
}

static void add_entity(struct markdown *m, const char *s, size_t len)
{
    char out[4];
    size_t n;
    if (markup_entity(s, len, out, &n))
        add_text(m, out, n);
    else
        add_text(m, s, len);
}

static int text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE len, void *user)
{
    struct markdown *m = user;
    if (m->struck)
        return 0;
    follow_line(m, s);
    if (type == MD_TEXT_HTML)
        markup_take(&m->markup, s, len);
    else if (markup_drops(&m->markup))
        return 0;
    else if (type == MD_TEXT_ENTITY)
        add_entity(m, s, len);
    else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR || (len == 1 && *s == '\n'))
        doc_build_text(&m->b, " ", 1); /* the line end comes with the next text's line */
    else
        add_text(m, s, len);
    return m->b.full;
}

/* ---- front matter: "key: value" lines between two lines of dashes, before the Markdown ---- */

static bool is_front_rule(struct line_view line)
{
    return line.len == 3 && !memcmp(line.s, "---", 3);
}

/* Where the Markdown begins: 0, or the offset of the line after the front matter. */
static size_t front_matter(const char *text, size_t len)
{
    enum { MOST_LINES = 100 };
    const char *p = text;
    struct line_view line;
    bool key = false;
    if (!next_line(&p, text + len, &line) || !is_front_rule(line))
        return 0;
    for (int n = 0; n < MOST_LINES && next_line(&p, text + len, &line); n++) {
        if (is_front_rule(line))
            return key ? (size_t)(p - text) < len ? (size_t)(p - text) : len : 0;
        if (!line.len)
            return 0;
        key |= memchr(line.s, ':', line.len) != NULL;
    }
    return 0;
}

/* The lines of the front matter are paragraphs: they may name the organisation and the date. */
static void add_front_matter(struct markdown *m, size_t len)
{
    const char *p = m->text, *end = m->text + len;
    struct line_view line;
    for (uint32_t n = 1; next_line(&p, end, &line); n++) {
        if (is_front_rule(line))
            continue;
        doc_build_line(&m->b, n);
        doc_build_block(&m->b, DOC_PARAGRAPH, 0);
        doc_build_text(&m->b, line.s, line.len);
        doc_build_end(&m->b);
        if (line.len > 6 && !memcmp(line.s, "title:", 6)) {
            size_t skip = 6 + strspn(line.s + 6, " \"'"), stop = line.len;
            while (stop > skip && strchr(" \"'", line.s[stop - 1]))
                stop--;
            if (stop > skip)
                m->b.doc->title = arena_copy(m->b.doc->arena, line.s + skip, stop - skip);
        }
    }
}

/* GitHub takes a column rule of one dash, md4c 0.4.8 wants three: such lines are widened before it
 * sees them. Only lines are followed through the parser, so the width is free. */
static void widen_table_rules(struct buf *source)
{
    struct buf wide;
    buf_init(&wide, LIMIT_TEXT_BYTES);
    const char *p = buf_str(source), *end = p + source->len, *kept = p;
    struct line_view line;
    while (next_line(&p, end, &line)) {
        if (!is_table_rule(line))
            continue;
        for (size_t i = 0; i < line.len; i++) {
            size_t n = run_of(line, i, '-');
            if (!n)
                continue;
            if (n < 3) {
                buf_add(&wide, kept, (size_t)(line.s + i - kept));
                buf_add_str(&wide, "---");
                kept = line.s + i + n;
            }
            i += n - 1;
        }
    }
    if (wide.len && !wide.full) {
        buf_add(&wide, kept, (size_t)(end - kept));
        buf_clear(source);
        *source = wide;
    } else {
        buf_clear(&wide);
    }
}

static void add_notes(const struct markdown *m)
{
    if (m->struck_out)
        doc_add_note(m->b.doc, "text.struck-out", DOC_NONE,
            "%u struck-through passages were left out", m->struck_out);
    if (m->markup.left_out)
        doc_add_note(m->b.doc, "text.hidden", DOC_NONE, "%u hidden passages were left out",
            m->markup.left_out);
}

static bool markdown_read(
    struct doc *doc, const char *bytes, size_t len, struct ingest_error *error)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                 MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = text,
    };
    struct buf source;
    struct encoding encoding;
    buf_init(&source, LIMIT_TEXT_BYTES);
    if (!encoding_decode(bytes, len, &source, &encoding, error)) {
        buf_clear(&source);
        return false;
    }
    widen_table_rules(&source);
    struct markdown m = {.line = 1};
    ruled_lay_markdown(&source, &m.line_of);
    m.text = buf_str(&source);
    m.len = source.len;
    doc_build_begin(&m.b, doc);
    m.markup.b = &m.b;
    encoding_note(doc, &encoding);
    size_t front = front_matter(m.text, m.len);
    add_front_matter(&m, front);
    int failed = md_parse(m.text + front, (MD_SIZE)(m.len - front), &parser, &m);
    bool full = m.b.full;
    doc_build_finish(&m.b);
    add_notes(&m);
    buf_clear(&source);
    xfree(m.line_of);
    if (failed && !full)
        mem_exhausted(0); /* the only other reason that md4c has */
    if (full)
        return ingest_fail(error, "plan.too-large",
            "the Markdown has more text, blocks or table columns than any plan: split it");
    return true;
}

const struct reader reader_markdown = {
    .name = "markdown",
    .description = "Markdown with GitHub's tables",
    .bid = markdown_bid,
    .read = markdown_read,
};
