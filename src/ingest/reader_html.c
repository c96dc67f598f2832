/* HTML by libxml2's forgiving parser. The text keeps the source's lines. Where the page names its
 * main content, everything outside it is the web site around the plan; navigation, page headers
 * and footers, asides and cookie banners are marked wherever they stand. Scripts and styles are no
 * text. Hidden elements are marked, or left out and counted inside a visible block. Tables that
 * only lay out the page (tables in cells, one cell a row) are read as text. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/xml.h"
#include "doc/build.h"
#include "ingest/encoding.h"
#include "ingest/html_region.h"
#include "ingest/look.h"
#include "ingest/numbering.h"
#include "ingest/readers.h"

struct html {
    struct doc_builder b;
    const struct xml_node *content; /* the main content */
    enum doc_kind kind;             /* of the block that the next text opens */
    unsigned level;
    unsigned lists, heading; /* depth of lists, level of the last heading */
    unsigned marks;
    char label[64];  /* printed before the next text: the number of a list item */
    unsigned breaks; /* line breaks without text between */
    size_t dropped;  /* hidden pieces left out */
};

enum tag {
    TAG_INLINE,
    TAG_BLOCK,
    TAG_SKIP,
    TAG_HEADING,
    TAG_LIST,
    TAG_ITEM,
    TAG_TABLE,
    TAG_CAPTION,
    TAG_BREAK,
    TAG_INPUT,
    TAG_SELECT
};

static enum tag tag_of(const char *name)
{
    static const struct {
        const char *names;
        enum tag tag;
    } tags[] = {
        {" script style noscript template head svg iframe object audio video map button datalist "
         "math title meta link ",
            TAG_SKIP},
        {" p div section article main header footer nav aside blockquote pre form fieldset legend "
         "address figure dl dt dd body html details summary center tr td th tbody thead tfoot hr "
         "hgroup dialog search textarea ",
            TAG_BLOCK},
        {" h1 h2 h3 h4 h5 h6 ", TAG_HEADING},
        {" ul ol menu dir ", TAG_LIST},
        {" li ", TAG_ITEM},
        {" table ", TAG_TABLE},
        {" caption figcaption ", TAG_CAPTION},
        {" br ", TAG_BREAK},
        {" input ", TAG_INPUT},
        {" select ", TAG_SELECT},
    };
    char key[16] = " ";
    size_t n = strlen(name);
    if (n > sizeof key - 3)
        return TAG_INLINE;
    memcpy(key + 1, name, n);
    key[n + 1] = ' ';
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strstr(tags[i].names, key))
            return tags[i].tag;
    return TAG_INLINE;
}

static void walk_element(struct html *h, const struct xml_node *node);
static void add_text(struct html *h, const char *s, uint32_t line);

static void walk_children(struct html *h, const struct xml_node *node)
{
    struct xml_child c;
    for (bool more = xml_child_first(node, &c); more && !h->b.full; more = xml_child_next(&c)) {
        if (c.kind == XML_TEXT)
            add_text(h, c.text, c.line);
        else
            walk_element(h, c.element);
    }
}

static bool is_blank_text(const char *s)
{
    return s[strspn(s, " \t\r\n\f")] == '\0';
}

/* A block begins or ends here. Inside a cell there is one block only. */
static void boundary(struct html *h)
{
    if (h->b.in_cell)
        doc_build_text(&h->b, " ", 1);
    else if (h->b.in_block)
        doc_build_end(&h->b);
    h->breaks = 0;
}

static void add_text(struct html *h, const char *s, uint32_t line)
{
    if (line)
        doc_build_line(&h->b, line);
    if (!is_blank_text(s)) {
        while (*s == '\n' || *s == ' ') /* the lines before, so that the block begins on its own */
            doc_build_text(&h->b, s++, 1);
        if (!h->b.in_block) {
            doc_build_block(&h->b, h->kind, h->level);
            doc_build_mark(&h->b, h->marks);
        }
        if (h->label[0])
            doc_build_text(&h->b, h->label, strlen(h->label));
        h->label[0] = '\0';
        h->breaks = 0;
    }
    doc_build_text(&h->b, s, strlen(s));
}

/* Walks below `node` with blocks of another kind. */
static void walk_as(struct html *h, const struct xml_node *node, enum doc_kind kind, unsigned level)
{
    enum doc_kind old_kind = h->kind;
    unsigned old_level = h->level;
    boundary(h);
    h->kind = kind;
    h->level = level;
    walk_children(h, node);
    boundary(h);
    h->kind = old_kind;
    h->level = old_level;
}

/* Collects the text below `node`; false when some of it is not bold or stands in a block. */
static bool all_bold(const struct xml_node *node, bool bold, struct buf *text)
{
    struct xml_child c;
    for (bool more = xml_child_first(node, &c); more; more = xml_child_next(&c)) {
        if (c.kind == XML_TEXT) {
            if (!bold && !is_blank_text(c.text))
                return false;
            buf_add_str(text, c.text);
            continue;
        }
        bool b = bold || xml_is(c.element, "b") || xml_is(c.element, "strong");
        if (tag_of(xml_name(c.element)) != TAG_INLINE || !all_bold(c.element, b, text))
            return false;
    }
    return true;
}

static bool looks_like_heading(const struct html *h, const struct xml_node *node)
{
    if (h->b.in_cell || h->lists || h->kind != DOC_PARAGRAPH ||
        !(xml_is(node, "p") || xml_is(node, "div")))
        return false;
    struct buf text;
    buf_init(&text, 1024);
    bool yes =
        all_bold(node, false, &text) && !text.full && look_is_heading(buf_str(&text), text.len);
    buf_clear(&text);
    return yes;
}

/* A paragraph that names the table after it, or a figure when it stands out. */
static bool is_caption(const struct html *h, const struct xml_node *node)
{
    if (h->b.in_cell || h->kind != DOC_PARAGRAPH || !xml_is(node, "p"))
        return false;
    struct buf text;
    buf_init(&text, 1024);
    bool bold = all_bold(node, false, &text);
    buf_clear(&text);
    char *all = xml_text(node);
    const char *first = all + strspn(all, " \t\r\n");
    bool yes = look_is_caption(first, strlen(first)) &&
               (bold || (xml_next(node) && xml_is(xml_next(node), "table")));
    xfree(all);
    return yes;
}

/* The bold beginning of a paragraph that is a head run into it, or NULL; `*sign` becomes the colon
 * or full stop when that stands behind the bold letters. */
static const struct xml_node *run_in_head(const struct xml_node *node, char *sign)
{
    struct xml_child c;
    bool more = xml_child_first(node, &c);
    while (more && c.kind == XML_TEXT && is_blank_text(c.text))
        more = xml_child_next(&c);
    if (!more || c.kind == XML_TEXT || !(xml_is(c.element, "b") || xml_is(c.element, "strong")))
        return NULL;
    const struct xml_node *bold = c.element;
    struct buf text;
    char *s = xml_text(bold);
    buf_init(&text, 1024);
    buf_add_str(&text, s);
    xfree(s);
    more = xml_child_next(&c);
    bool outside = more && c.kind == XML_TEXT && (*c.text == ':' || *c.text == '.');
    *sign = outside ? *c.text : '\0';
    if (outside)
        buf_add_char(&text, *sign);
    bool yes = more && !text.full && look_is_run_in(buf_str(&text), text.len) &&
               !(c.kind == XML_TEXT && is_blank_text(c.text + outside) && !xml_child_next(&c));
    buf_clear(&text);
    return yes ? bold : NULL;
}

static bool walk_run_in(struct html *h, const struct xml_node *node)
{
    char sign;
    if (h->b.in_cell || h->lists || h->kind != DOC_PARAGRAPH || !xml_is(node, "p"))
        return false;
    const struct xml_node *head = run_in_head(node, &sign);
    struct xml_child c;
    if (!head)
        return false;
    boundary(h);
    h->kind = DOC_HEADING;
    h->level = h->heading < 6 ? h->heading + 1 : 6;
    walk_element(h, head);
    if (sign)
        doc_build_text(&h->b, &sign, 1);
    if (h->b.in_block && h->b.block != DOC_NONE)
        h->b.doc->blocks.v[h->b.block].run_in = true;
    boundary(h);
    h->kind = DOC_PARAGRAPH;
    h->level = 0;
    bool after = false;
    for (bool more = xml_child_first(node, &c); more; more = xml_child_next(&c)) {
        if (c.kind == XML_ELEMENT && c.element == head) {
            after = true;
            continue;
        }
        if (c.kind == XML_ELEMENT)
            walk_element(h, c.element);
        else if (after)
            add_text(h, c.text + (sign && *c.text == sign), c.line);
        sign = after ? '\0' : sign;
    }
    boundary(h);
    return true;
}

static void walk_block(struct html *h, const struct xml_node *node)
{
    bool paragraph = xml_is(node, "p") || xml_is(node, "div");
    if (is_caption(h, node)) {
        walk_as(h, node, DOC_CAPTION, 0);
    } else if (walk_run_in(h, node)) {
        return;
    } else if (looks_like_heading(h, node)) {
        walk_as(h, node, DOC_HEADING, h->heading < 6 ? h->heading + 1 : 6);
    } else if (xml_is(node, "dd")) {
        walk_as(h, node, DOC_LIST_ITEM, h->lists + 1);
    } else if (paragraph && h->kind == DOC_LIST_ITEM && !h->b.in_cell) {
        doc_build_text(&h->b, " ", 1); /* paragraphs of one item are one block */
        walk_children(h, node);
        doc_build_text(&h->b, " ", 1);
    } else {
        boundary(h);
        walk_children(h, node);
        boundary(h);
    }
}

static long number_attr(const struct xml_node *node, const char *name, long otherwise)
{
    const char *s = xml_attr(node, name);
    char *end;
    if (!s)
        return otherwise;
    long n = strtol(s, &end, 10);
    return end == s || n < -99999 || n > 99999 ? otherwise : n;
}

/* Lists print their numbers as a browser does; bullets are printed only where no block says "item".
 */
static void walk_list(struct html *h, const struct xml_node *list)
{
    bool numbered = xml_is(list, "ol");
    enum number_style style = number_style_of_letter(xml_attr(list, "type"));
    long n = number_attr(list, "start", 1);
    boundary(h);
    h->lists++;
    for (const struct xml_node *c = xml_first(list); c; c = xml_next(c)) {
        struct buf label;
        buf_init(&label, sizeof h->label - 1);
        if (xml_is(c, "li") && numbered) {
            n = number_attr(c, "value", n);
            number_print(style ? style : NUMBER_DECIMAL, n++, &label);
            buf_add_str(&label, ". ");
        } else if (xml_is(c, "li") && h->b.in_cell) {
            buf_add_str(&label, "\xE2\x80\xA2 ");
        }
        memcpy(h->label, buf_str(&label), label.len + 1);
        buf_clear(&label);
        walk_element(h, c);
        h->label[0] = '\0';
    }
    h->lists--;
    boundary(h);
}

static bool has_table(const struct xml_node *node)
{
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c))
        if (xml_is(c, "table") || has_table(c))
            return true;
    return false;
}

/* The most cells that a row below `node` has. */
static size_t widest_row(const struct xml_node *node)
{
    size_t most = 0;
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        size_t n = 0;
        if (xml_is(c, "tr"))
            for (const struct xml_node *cell = xml_first(c); cell; cell = xml_next(cell))
                n++;
        else
            n = widest_row(c);
        most = n > most ? n : most;
    }
    return most;
}

static bool is_layout(const struct xml_node *table)
{
    const char *role = xml_attr(table, "role");
    return (role && (!strcasecmp(role, "presentation") || !strcasecmp(role, "none"))) ||
           widest_row(table) < 2 || has_table(table);
}

static bool row_is_bold(const struct xml_node *row)
{
    bool any = false;
    for (const struct xml_node *c = xml_first(row); c; c = xml_next(c)) {
        struct buf text;
        buf_init(&text, 4096);
        bool bold = all_bold(c, false, &text);
        any = any || text.len > 0;
        buf_clear(&text);
        if (!bold)
            return false;
    }
    return any;
}

static void walk_row(struct html *h, const struct xml_node *row, bool header)
{
    unsigned old = h->marks;
    h->marks |= region_marks(row);
    doc_build_line(&h->b, xml_line(row));
    doc_build_row(&h->b);
    for (const struct xml_node *c = xml_first(row); c && !h->b.full; c = xml_next(c)) {
        long rows = number_attr(c, "rowspan", 1), columns = number_attr(c, "colspan", 1);
        doc_build_line(&h->b, xml_line(c));
        doc_build_cell(&h->b, header || xml_is(c, "th"), rows < 1 ? 1 : (unsigned)rows,
            columns < 1 ? 1 : (unsigned)columns);
        doc_build_mark(&h->b, h->marks | region_marks(c));
        walk_children(h, c);
        doc_build_end(&h->b);
    }
    h->marks = old;
}

/* Rows of a table or of its parts; `first`: no row was seen yet. */
static void walk_rows(struct html *h, const struct xml_node *part, bool header, bool *first)
{
    for (const struct xml_node *c = xml_first(part); c; c = xml_next(c)) {
        if (xml_is(c, "tr")) {
            walk_row(h, c, header || (*first && row_is_bold(c)));
            *first = false;
        } else if (!xml_is(c, "caption") && !xml_is(c, "colgroup")) {
            walk_rows(h, c, header || xml_is(c, "thead"), first);
        }
    }
}

static void walk_table(struct html *h, const struct xml_node *table)
{
    boundary(h);
    if (is_layout(table)) {
        walk_children(h, table);
        boundary(h);
        return;
    }
    for (const struct xml_node *c = xml_first(table); c; c = xml_next(c))
        if (xml_is(c, "caption"))
            walk_as(h, c, DOC_CAPTION, 0);
    bool first = true;
    doc_build_table(&h->b);
    walk_rows(h, table, false, &first);
    doc_build_table_end(&h->b);
}

/* Two line breaks with nothing between end a paragraph. */
static void line_break(struct html *h)
{
    if (++h->breaks > 1 && h->b.in_block && !h->b.in_cell && h->kind == DOC_PARAGRAPH)
        boundary(h);
    else
        doc_build_text(&h->b, " ", 1);
}

static void walk_input(struct html *h, const struct xml_node *input)
{
    const char *type = xml_attr(input, "type"), *value = xml_attr(input, "value");
    if (type && (!strcasecmp(type, "checkbox") || !strcasecmp(type, "radio")))
        add_text(h, xml_attr(input, "checked") ? "\xE2\x98\x92 " : "\xE2\x98\x90 ", 0);
    else if (value && (!type || !strcasecmp(type, "text") || !strcasecmp(type, "number")))
        add_text(h, value, 0);
}

/* What a form shows: the option that is chosen. */
static void walk_select(struct html *h, const struct xml_node *select)
{
    const struct xml_node *shown = xml_first(select);
    for (const struct xml_node *c = shown; c; c = xml_next(c))
        if (xml_attr(c, "selected"))
            shown = c;
    if (shown)
        walk_children(h, shown);
}

static void walk_heading(struct html *h, const struct xml_node *node)
{
    unsigned level = (unsigned)(xml_name(node)[1] - '0');
    if (!(h->marks & DOC_NEVER_EVIDENCE))
        h->heading = level;
    walk_as(h, node, DOC_HEADING, level);
}

static void walk_tag(struct html *h, const struct xml_node *node, enum tag tag)
{
    switch (tag) {
    case TAG_SKIP:
        break;
    case TAG_INLINE:
        walk_children(h, node);
        break;
    case TAG_BLOCK:
        walk_block(h, node);
        break;
    case TAG_HEADING:
        walk_heading(h, node);
        break;
    case TAG_LIST:
        walk_list(h, node);
        break;
    case TAG_ITEM:
        walk_as(h, node, DOC_LIST_ITEM, h->lists ? h->lists : 1);
        break;
    case TAG_TABLE:
        walk_table(h, node);
        break;
    case TAG_CAPTION:
        walk_as(h, node, DOC_CAPTION, 0);
        break;
    case TAG_BREAK:
        line_break(h);
        break;
    case TAG_INPUT:
        walk_input(h, node);
        break;
    case TAG_SELECT:
        walk_select(h, node);
        break;
    }
}

static void walk_element(struct html *h, const struct xml_node *node)
{
    enum tag tag = tag_of(xml_name(node));
    unsigned old = h->marks, marks = old | region_marks(node);
    if (tag == TAG_SKIP || region_is_note_link(node))
        return;
    if (node == h->content)
        marks &= ~(unsigned)DOC_BOILERPLATE;
    if ((marks & ~old & DOC_HIDDEN) && (h->b.in_cell || (h->b.in_block && tag == TAG_INLINE))) {
        h->dropped++; /* in the middle of something that can be seen */
        return;
    }
    if (marks != old && !h->b.in_cell)
        boundary(h);
    h->marks = marks;
    walk_tag(h, node, tag);
    if (marks != old && !h->b.in_cell)
        boundary(h);
    h->marks = old;
}

static bool read_tree(struct doc *doc, const struct xml_doc *tree, struct ingest_error *error)
{
    struct html h = {.kind = DOC_PARAGRAPH};
    const struct xml_node *root = xml_root(tree);
    h.content = region_content(root);
    h.marks = h.content != root && !xml_is(h.content, "body") ? DOC_BOILERPLATE : 0;
    doc_build_begin(&h.b, doc);
    walk_element(&h, root);
    bool full = h.b.full;
    doc_build_finish(&h.b);
    look_set_title(doc);
    if (h.dropped)
        doc_add_note(doc, "html.hidden", DOC_NONE,
            "%zu hidden pieces inside visible text were left out", h.dropped);
    return !full || ingest_fail(error, "plan.too-large", "the plan has more text than the limit");
}

static int html_bid(const char *name, const char *bytes, size_t len)
{
    static const char *const signs[] = {"<!doctype html", "<html", "<head", "<body"};
    static const char *const fragments[] = {"<p>", "<p ", "<div", "<h1", "<h2", "<main", "<article",
        "<section", "<table", "<ul>", "<!--", "<header"};
    char start[1025];
    size_t n = len < sizeof start - 1 ? len : sizeof start - 1;
    (void)name;
    for (size_t i = 0; i < n; i++) {
        char c = bytes[i];
        start[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c ? c : ' ';
    }
    start[n] = '\0';
    const char *first = start + strspn(start, "\xEF\xBB\xBF \t\r\n");
    if (*first != '<')
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strstr(first, signs[i]))
            return 90;
    for (size_t i = 0; i < sizeof fragments / sizeof *fragments; i++)
        if (strncmp(first, fragments[i], strlen(fragments[i])) == 0)
            return 60;
    return 0;
}

static bool html_read(struct doc *doc, const char *bytes, size_t len, struct ingest_error *error)
{
    struct encoding encoding;
    struct buf text;
    buf_init(&text, LIMIT_TEXT_BYTES);
    if (!encoding_decode(bytes, len, &text, &encoding, error)) {
        buf_clear(&text);
        return false;
    }
    struct diag *diag = diag_new();
    struct xml_doc *tree = xml_parse_html(buf_str(&text), text.len, doc->name, diag);
    bool ok;
    if (tree)
        ok = read_tree(doc, tree, error);
    else
        ok = ingest_fail(error, "plan.damaged", "the HTML cannot be read: %.200s",
            diag_count(diag) ? diag_at(diag, 0)->text : "unknown error");
    if (ok)
        encoding_note(doc, &encoding);
    xml_free(tree);
    diag_free(diag);
    buf_clear(&text);
    return ok;
}

const struct reader reader_html = {"html", "a web page", html_bid, html_read};
