/* Elements and roles say most; class names are only believed where no author of a plan would choose
 * them. Ids are not: converters make them from the words of headings. */
#include "ingest/html_region.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/xml.h"
#include "doc/doc.h"

/* Is `word` among the words of `list` (which begins and ends with a blank)? */
static bool is_one_of(const char *word, size_t len, const char *list)
{
    char key[32] = " ";
    if (len == 0 || len > sizeof key - 3)
        return false;
    for (size_t i = 0; i < len; i++)
        key[i + 1] = (char)tolower((unsigned char)word[i]);
    key[len + 1] = ' ';
    key[len + 2] = '\0';
    return strstr(list, key) != NULL;
}

static bool name_is_one_of(const char *name, const char *list)
{
    return name && is_one_of(name, strlen(name), list);
}

/* Does one of the words of a class, cut at what is no letter, stand in `list`? */
static bool class_has(const struct xml_node *node, const char *list)
{
    const char *s = xml_attr(node, "class");
    while (s && *s) {
        size_t n = 0;
        while (isalpha((unsigned char)s[n]))
            n++;
        if (is_one_of(s, n, list))
            return true;
        s += n + (s[n] != '\0');
    }
    return false;
}

static const struct xml_node *find(const struct xml_node *node, const char *name, size_t *count)
{
    const struct xml_node *found = NULL;
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        const char *role = xml_attr(c, "role");
        bool is_it = xml_is(c, name) || (role && name[0] == 'm' && strcasecmp(role, "main") == 0);
        *count += is_it;
        const struct xml_node *below = is_it ? c : find(c, name, count);
        found = found ? found : below;
    }
    return found;
}

static size_t text_length(const struct xml_node *node)
{
    char *text = xml_text(node);
    size_t n = 0;
    for (const char *p = text; *p; p++)
        n += !isspace((unsigned char)*p);
    xfree(text);
    return n;
}

const struct xml_node *region_content(const struct xml_node *root)
{
    size_t mains = 0, articles = 0, bodies = 0;
    const struct xml_node *body = find(root, "body", &bodies), *found = find(root, "main", &mains);
    const struct xml_node *article = find(root, "article", &articles);
    if (!body)
        body = root;
    if (!found && articles == 1)
        found = article;
    /* an element that holds next to nothing was not what its name says */
    if (!found || text_length(found) < text_length(body) / 5)
        return body;
    return found;
}

/* A header or footer belongs to the page unless it stands in a part of the content. */
static bool is_of_the_page(const struct xml_node *node)
{
    bool footer = xml_is(node, "footer");
    for (node = xml_parent(node); node; node = xml_parent(node))
        if (name_is_one_of(xml_name(node), footer ? " article section " : " article section main "))
            return false;
    return true;
}

static bool is_around_the_plan(const struct xml_node *node)
{
    const char *name = xml_name(node), *id = xml_attr(node, "id");
    if (name_is_one_of(name, " nav aside dialog "))
        return true;
    if (name_is_one_of(name, " header footer ") && is_of_the_page(node))
        return true;
    if (name_is_one_of(xml_attr(node, "role"),
            " navigation banner contentinfo complementary search dialog alertdialog menu menubar "))
        return true;
    if (id && strncasecmp(id, "cookie", 6) == 0 && !name_is_one_of(name, " h1 h2 h3 h4 section "))
        return true;
    return class_has(node,
        " cookie cookies gdpr breadcrumb breadcrumbs nav navbar navigation sidebar skiplink "
        "pagination ");
}

/* Does a style declaration hide the element? Blanks are jumped over. */
static bool style_hides(const char *style)
{
    static const char *const ways[] = {"display:none", "visibility:hidden", "font-size:0;",
        "font-size:0px", "opacity:0;", "opacity:0.0;"};
    char flat[256];
    size_t n = 0;
    for (; style && *style && n < sizeof flat - 2; style++)
        if (!isspace((unsigned char)*style))
            flat[n++] = (char)tolower((unsigned char)*style);
    flat[n++] = ';';
    flat[n] = '\0';
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strstr(flat, ways[i]))
            return true;
    return false;
}

static bool is_hidden(const struct xml_node *node)
{
    const char *aria = xml_attr(node, "aria-hidden");
    return xml_attr(node, "hidden") || (aria && strcasecmp(aria, "true") == 0) ||
           style_hides(xml_attr(node, "style")) || class_has(node, " visuallyhidden ") ||
           name_is_one_of(xml_attr(node, "class"), " sr-only visually-hidden screen-reader-text ");
}

unsigned region_marks(const struct xml_node *node)
{
    unsigned marks = is_hidden(node) ? DOC_HIDDEN : 0;
    const char *role = xml_attr(node, "role");
    if (name_is_one_of(role, " doc-endnotes doc-footnote ") || class_has(node, " footnotes "))
        return marks | DOC_FOOTNOTE;
    return is_around_the_plan(node) ? marks | DOC_BOILERPLATE : marks;
}

bool region_is_note_link(const struct xml_node *node)
{
    if (class_has(node, " footnote ") && xml_is(node, "a"))
        return true;
    if (!xml_is(node, "sup") || !xml_first(node) || !xml_is(xml_first(node), "a"))
        return false;
    char *text = xml_text(node);
    bool number = *text && text[strspn(text, " []0123456789")] == '\0';
    xfree(text);
    return number;
}
