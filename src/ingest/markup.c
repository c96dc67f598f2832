/* A small state machine over raw HTML: text goes to the builder, comments, scripts and styles are
 * dropped, block tags become blocks, table tags become tables. It is no HTML parser (whole pages
 * are read by reader_html.c); it only has to be safe for anything and right for the simple markup
 * that people write into Markdown. Text that an element hides is marked, for hiding text is a way
 * to please a checker and not a reader. */
#include "ingest/markup.h"

#include <string.h>

#include "base/utf8.h"
#include "doc/build.h"

static const struct {
    const char *name;
    uint32_t code_point;
} entities[] = {
    {"amp", '&'},
    {"lt", '<'},
    {"gt", '>'},
    {"quot", '"'},
    {"apos", '\''},
    {"nbsp", 0xA0},
    {"cent", 0xA2},
    {"pound", 0xA3},
    {"sect", 0xA7},
    {"copy", 0xA9},
    {"laquo", 0xAB},
    {"shy", 0xAD},
    {"reg", 0xAE},
    {"deg", 0xB0},
    {"plusmn", 0xB1},
    {"para", 0xB6},
    {"middot", 0xB7},
    {"raquo", 0xBB},
    {"frac14", 0xBC},
    {"frac12", 0xBD},
    {"frac34", 0xBE},
    {"times", 0xD7},
    {"agrave", 0xE0},
    {"auml", 0xE4},
    {"ccedil", 0xE7},
    {"egrave", 0xE8},
    {"eacute", 0xE9},
    {"iuml", 0xEF},
    {"ouml", 0xF6},
    {"divide", 0xF7},
    {"uuml", 0xFC},
    {"ensp", 0x2002},
    {"emsp", 0x2003},
    {"thinsp", 0x2009},
    {"ndash", 0x2013},
    {"mdash", 0x2014},
    {"lsquo", 0x2018},
    {"rsquo", 0x2019},
    {"sbquo", 0x201A},
    {"ldquo", 0x201C},
    {"rdquo", 0x201D},
    {"bdquo", 0x201E},
    {"bull", 0x2022},
    {"hellip", 0x2026},
    {"euro", 0x20AC},
    {"trade", 0x2122},
    {"larr", 0x2190},
    {"rarr", 0x2192},
    {"ne", 0x2260},
    {"le", 0x2264},
    {"ge", 0x2265},
};

/* "#163" or "#xA3"; 0 when it is no number of a character. */
static uint32_t numeric_entity(const char *s, size_t len)
{
    bool hex = len > 1 && (s[1] | 32) == 'x';
    uint32_t c = 0;
    for (size_t i = hex ? 2 : 1; i < len; i++) {
        uint32_t digit = s[i] >= '0' && s[i] <= '9' ? (uint32_t)(s[i] - '0')
                         : hex && (s[i] | 32) >= 'a' && (s[i] | 32) <= 'f'
                             ? (uint32_t)((s[i] | 32) - 'a' + 10)
                             : 99;
        if (digit == 99 || c > 0x10FFFF)
            return 0;
        c = c * (hex ? 16 : 10) + digit;
    }
    return c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? 0 : c;
}

size_t markup_entity(const char *s, size_t len, char *out, size_t *n)
{
    enum { LONGEST = 12 };
    const char *end = len > 2 ? memchr(s, ';', len < LONGEST ? len : LONGEST) : NULL;
    if (!end || s[0] != '&')
        return 0;
    size_t name_len = (size_t)(end - s) - 1;
    uint32_t c = 0;
    if (s[1] == '#')
        c = numeric_entity(s + 1, name_len);
    for (size_t i = 0; !c && i < sizeof entities / sizeof *entities; i++)
        if (strlen(entities[i].name) == name_len && !memcmp(entities[i].name, s + 1, name_len))
            c = entities[i].code_point;
    if (!c)
        return 0;
    *n = utf8_encode(c, out);
    return name_len + 2;
}

void markup_begin(struct markup *m, bool inside_block)
{
    m->inside_block = inside_block;
    m->comment = m->skip = m->in_tag = false;
    if (m->drops)
        m->hidden_depth = 0;
    m->drops = false;
}

bool markup_hides(const struct markup *m)
{
    return m->hidden_depth > 0 && !m->drops;
}

bool markup_drops(const struct markup *m)
{
    return m->hidden_depth > 0 && m->drops;
}

static void add_text(struct markup *m, const char *s, size_t len)
{
    while (len) {
        char out[4];
        size_t n, taken = *s == '&' ? markup_entity(s, len, out, &n) : 0;
        if (taken) {
            doc_build_text(m->b, out, n);
        } else {
            const char *next = memchr(s + 1, '&', len - 1);
            taken = next ? (size_t)(next - s) : len;
            doc_build_text(m->b, s, taken);
        }
        s += taken;
        len -= taken;
    }
    if (m->inside_block && markup_hides(m))
        doc_build_mark(m->b, DOC_HIDDEN);
}

/* The value of an attribute that is a number, 1 when it is absent. */
static unsigned attribute_number(const char *tag, const char *name)
{
    const char *p = strstr(tag, name);
    if (!p)
        return 1;
    p += strlen(name);
    p += strspn(p, "= \t\"'");
    unsigned n = 0;
    for (; *p >= '0' && *p <= '9' && n < 10000; p++)
        n = n * 10 + (unsigned)(*p - '0');
    return n;
}

/* Does the tag, without its values, name the attribute `hidden`, or a style that hides? */
static bool tag_hides(const char *tag)
{
    const char *p = strstr(tag, "display:");
    if (p && !strncmp(p + 8 + strspn(p + 8, " "), "none", 4))
        return true;
    for (p = tag; (p = strstr(p, "hidden")); p++)
        if (p > tag && strchr(" \t\n", p[-1]) && strchr(" \t\n=/", p[6]))
            return true;
    return false;
}

/* Names of elements whose tags do not end a block. */
static bool is_inline(const char *name)
{
    static const char *const names[] = {"a", "abbr", "b", "br", "cite", "code", "em", "font", "i",
        "img", "ins", "kbd", "mark", "q", "small", "span", "strong", "sub", "sup", "u", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i]))
            return true;
    return false;
}

static void open_block_tag(struct markup *m, const char *name)
{
    struct doc_builder *b = m->b;
    if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2])
        doc_build_block(b, DOC_HEADING, (unsigned)(name[1] - '0'));
    else if (!strcmp(name, "table"))
        doc_build_table(b);
    else if (!strcmp(name, "tr") && b->table != DOC_NONE)
        doc_build_row(b);
    else if (!strcmp(name, "caption"))
        doc_build_block(b, DOC_CAPTION, 0);
    else if ((!strcmp(name, "td") || !strcmp(name, "th")) && b->table != DOC_NONE) {
        if (b->in_cell) /* its end tag was left out */
            doc_build_end(b);
        doc_build_cell(b, name[1] == 'h', attribute_number(m->tag, "rowspan"),
            attribute_number(m->tag, "colspan"));
    } else if (!strcmp(name, "li"))
        doc_build_block(b, DOC_LIST_ITEM, 1);
    else if (!b->in_cell)
        doc_build_end(b);
}

static void close_block_tag(struct markup *m, const char *name)
{
    struct doc_builder *b = m->b;
    if (!strcmp(name, "table"))
        doc_build_table_end(b);
    else if (!strcmp(name, "td") || !strcmp(name, "th") || !b->in_cell || b->nested)
        doc_build_end(b);
    if (b->in_cell)
        doc_build_text(b, " ", 1);
}

/* Follows the element that hides, through elements of the same name inside it. */
static void follow_hidden(struct markup *m, const char *name, bool closes)
{
    bool same = m->hidden_depth && !strcmp(name, m->hidden);
    if (same && closes) {
        m->hidden_depth--;
    } else if (same) {
        m->hidden_depth++;
    } else if (!closes && !m->hidden_depth && strlen(name) < sizeof m->hidden &&
               tag_hides(m->tag) && m->tag[m->tag_len - 1] != '/') {
        memcpy(m->hidden, name, strlen(name) + 1);
        m->hidden_depth = 1;
        m->drops = !m->inside_block;
        m->left_out += m->drops;
    }
}

static void end_tag(struct markup *m)
{
    m->in_tag = false;
    m->tag[m->tag_len] = '\0';
    bool closes = m->tag[0] == '/';
    char name[16];
    const char *p = m->tag + closes;
    size_t n = strcspn(p, " \t\n/>");
    if (!n || n >= sizeof name || p[0] == '!' || p[0] == '?')
        return;
    memcpy(name, p, n);
    name[n] = '\0';
    bool raw = !strcmp(name, "script") || !strcmp(name, "style") || !strcmp(name, "template");
    if (raw)
        m->skip = !closes;
    if (raw || m->skip)
        return;
    follow_hidden(m, name, closes);
    if (!strcmp(name, "br"))
        doc_build_text(m->b, " ", 1);
    else if (m->inside_block && !is_inline(name) && !closes)
        open_block_tag(m, name);
    else if (m->inside_block && !is_inline(name))
        close_block_tag(m, name);
}

static void take_tag_character(struct markup *m, char c)
{
    if (m->tag_len == 3 && !memcmp(m->tag, "!--", 3)) {
        m->in_tag = false;
        m->comment = true;
        m->dashes = 0;
        return;
    }
    if (m->quote) {
        if (c == m->quote)
            m->quote = 0;
    } else if (c == '"' || c == '\'') {
        m->quote = c;
    } else if (c == '>') {
        end_tag(m);
        return;
    }
    if (m->tag_len < sizeof m->tag - 1)
        m->tag[m->tag_len++] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
}

void markup_take(struct markup *m, const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        if (m->in_tag) {
            take_tag_character(m, s[i]);
            i += m->in_tag || !m->comment;
        } else if (m->comment) {
            m->comment = s[i] != '>' || m->dashes < 2;
            m->dashes = s[i] == '-' ? m->dashes + 1 : 0;
            i++;
        } else if (s[i] == '<') {
            m->in_tag = true;
            m->tag_len = 0;
            m->quote = 0;
            i++;
        } else {
            const char *next = memchr(s + i, '<', len - i);
            size_t n = next ? (size_t)(next - s) - i : len - i;
            if (!m->skip && !markup_drops(m))
                add_text(m, s + i, n);
            i += n;
        }
    }
}
