/* The border to libxml2: the tree. Parsing is guarded: no network, no DOCTYPE (so no entities of
 * the document's own), depth and text sizes by the library's own caps (XML_PARSE_HUGE stays off),
 * errors collected as data and never printed. A struct xml_node is an xmlNode by another name. */
#include "base/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/encoding.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/xml_private.h"

/* The library caps depth by this constant unless XML_PARSE_HUGE is given. */
_Static_assert(LIMIT_XML_DEPTH == 256, "libxml2's own cap on depth is what holds the limit");

/* The library takes memory by ours, which does not fail: when its own fails, it leaves out nodes
 * and texts here and there without a word. A host that gave it other functions keeps them. */
static void use_our_memory(void)
{
    xmlFreeFunc give_back;
    xmlMallocFunc take;
    xmlReallocFunc grow;
    xmlStrdupFunc copy;
    xmlMemGet(&give_back, &take, &grow, &copy);
    if (take == malloc)
        xmlMemSetup(xfree, xmalloc, xrealloc, xstrdup);
}

void xml_start_library(void)
{
    static bool done;
    if (done)
        return;
    use_our_memory();
    xmlInitParser();
    done = true;
}

const char *xml_clean_message(const char *message, char *out, size_t room)
{
    snprintf(out, room, "%s", message ? message : "unknown error");
    size_t n = strlen(out);
    while (n > 0 && (out[n - 1] == '\n' || out[n - 1] == ' '))
        out[--n] = '\0';
    for (size_t i = 0; i < n; i++)
        if (out[i] == '\n') /* some messages have a second line */
            out[i] = ' ';
    out[utf8_valid_prefix(out, n)] = '\0';
    return out;
}

void xml_report(struct xml_parse *p, const char *code, uint32_t line, uint32_t column,
    const char *advice, const char *text)
{
    char source[400] = "";
    if (line)
        diag_source_line(p->text, p->len, line, source, sizeof source);
    bool readable = *source && utf8_valid_prefix(source, strlen(source)) == strlen(source);
    diag_add(p->diag, DIAG_ERROR, code, p->name, line, column, readable ? source : NULL, advice,
        "%s", text);
    p->refused = true;
}

/* Only the first error is kept: what follows is mostly its echo. */
static void on_error(void *user, xmlErrorPtr e)
{
    const xmlParserCtxt *ctxt = user;
    struct xml_parse *p = ctxt->_private;
    if (e->level < XML_ERR_ERROR)
        return;
    bool fatal = e->level == XML_ERR_FATAL;
    if (p->walk && !fatal)
        return; /* an unknown prefix does not hinder walking */
    p->fatal = p->fatal || fatal;
    if (p->refused)
        return;
    char text[400];
    xml_clean_message(e->message, text, sizeof text);
    uint32_t line = e->line > 0 ? (uint32_t)e->line : 0;
    uint32_t column = e->int2 > 0 ? (uint32_t)e->int2 : 0;
    if (strstr(text, "Excessive depth"))
        xml_report(p, "xml.depth", line, column, NULL, "elements are nested deeper than the limit");
    else
        xml_report(p, "xml.malformed", line, column, NULL, text);
}

static void on_doctype(
    void *user, const xmlChar *root, const xmlChar *external, const xmlChar *system)
{
    xmlParserCtxtPtr ctxt = user;
    struct xml_parse *p = ctxt->_private;
    (void)root, (void)external, (void)system;
    if (!p->refused)
        xml_report(p, "xml.doctype", (uint32_t)ctxt->input->line, 0,
            "remove the DOCTYPE: entities and external files are never read",
            "a DOCTYPE is not allowed");
    p->fatal = true;
    xmlStopParser(ctxt);
}

void xml_guard(xmlParserCtxtPtr ctxt, struct xml_parse *p)
{
    ctxt->_private = p;
    ctxt->sax->internalSubset = on_doctype;
    ctxt->sax->serror = on_error;
}

static struct xml_doc *new_doc(const char *text, size_t len, const char *name, xmlDocPtr tree)
{
    struct xml_doc *doc = xcalloc(1, sizeof *doc);
    doc->arena = arena_new();
    doc->tree = tree;
    doc->name = arena_strdup(doc->arena, name);
    doc->source = arena_copy(doc->arena, text, len);
    doc->len = len;
    tree->_private = doc;
    return doc;
}

struct xml_doc *xml_parse(const char *text, size_t len, const char *name, struct diag *diag)
{
    xml_start_library();
    struct xml_parse p = {.name = name, .text = text, .len = len, .diag = diag};
    xmlParserCtxtPtr ctxt = len <= INT32_MAX ? xmlNewParserCtxt() : NULL;
    if (!ctxt) {
        xml_report(&p, "xml.too-large", 0, 0, NULL, "the text is too large to be read as XML");
        return NULL;
    }
    xml_guard(ctxt, &p);
    xmlDocPtr tree = xmlCtxtReadMemory(ctxt, text, (int)len, name, NULL,
        XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA);
    bool good = tree && ctxt->wellFormed && !p.refused && xmlDocGetRootElement(tree);
    xmlFreeParserCtxt(ctxt);
    if (!good) {
        if (!p.refused)
            xml_report(&p, "xml.malformed", 1, 0, NULL, "this is not XML");
        if (tree)
            xmlFreeDoc(tree);
        return NULL;
    }
    return new_doc(text, len, name, tree);
}

/* A browser's reading of bytes without a declared encoding is Windows-1252. */
static const char *html_encoding(const char *text, size_t len)
{
    return utf8_valid_prefix(text, len) == len ? "UTF-8" : "windows-1252";
}

static void on_html_error(void *user, xmlErrorPtr e)
{
    const xmlParserCtxt *ctxt = user;
    struct xml_parse *p = ctxt->_private;
    if (!p->refused && e->message && strstr(e->message, "Excessive depth"))
        xml_report(p, "xml.depth", e->line > 0 ? (uint32_t)e->line : 0, 0, NULL,
            "elements are nested deeper than the limit");
}

/* libxml2 gives a text node the line where it ends; ours get the line where they begin. */
static void on_html_text(void *user, const xmlChar *s, int len)
{
    xmlParserCtxtPtr ctxt = user;
    const xmlNode *before = ctxt->node ? ctxt->node->last : NULL;
    xmlSAX2Characters(ctxt, s, len);
    xmlNodePtr made = ctxt->node ? ctxt->node->last : NULL;
    if (!made || made == before || made->type != XML_TEXT_NODE)
        return;
    int line = ctxt->input->line;
    for (int i = 0; i < len; i++)
        line -= s[i] == '\n';
    line = line < 1 ? 1 : line;
    made->line = (unsigned short)(line < 65535 ? line : 65535);
    if (line >= 65535)
        made->psvi = (void *)(ptrdiff_t)line; /* where xmlGetLineNo() looks */
}

struct xml_doc *xml_parse_html(const char *text, size_t len, const char *name, struct diag *diag)
{
    xml_start_library();
    struct xml_parse p = {.name = name, .text = text, .len = len, .diag = diag};
    xmlDocPtr tree = NULL;
    htmlParserCtxtPtr ctxt =
        len > 0 && len <= INT32_MAX ? htmlCreateMemoryParserCtxt(text, (int)len) : NULL;
    if (ctxt) {
        htmlCtxtUseOptions(ctxt, HTML_PARSE_NONET | HTML_PARSE_RECOVER);
        ctxt->options |= XML_PARSE_BIG_LINES;
        ctxt->_private = &p;
        ctxt->sax->initialized = XML_SAX2_MAGIC; /* or serror is not called */
        ctxt->sax->serror = on_html_error;
        ctxt->sax->characters = on_html_text;
        ctxt->sax->ignorableWhitespace = on_html_text;
        xmlCharEncodingHandlerPtr handler = xmlFindCharEncodingHandler(html_encoding(text, len));
        if (handler) {
            xmlSwitchToEncoding(ctxt, handler);
            ctxt->input->encoding = xmlStrdup((const xmlChar *)html_encoding(text, len));
        }
        htmlParseDocument(ctxt);
        tree = ctxt->myDoc;
        ctxt->myDoc = NULL;
        htmlFreeParserCtxt(ctxt);
    }
    if (!tree || !xmlDocGetRootElement(tree) || p.refused) {
        if (!p.refused)
            xml_report(&p, "xml.malformed", 0, 0, NULL, "there is no HTML in it");
        if (tree)
            xmlFreeDoc(tree);
        return NULL;
    }
    return new_doc(text, len, name, tree);
}

void xml_free(struct xml_doc *doc)
{
    if (!doc)
        return;
    xmlFreeDoc(doc->tree);
    arena_free(doc->arena);
    xfree(doc);
}

static const xmlNode *in(const struct xml_node *node)
{
    return (const xmlNode *)node;
}

static const struct xml_node *out_of(const xmlNode *node)
{
    return (const struct xml_node *)node;
}

static const xmlNode *element_from(const xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

const struct xml_node *xml_root(const struct xml_doc *doc)
{
    return out_of(xmlDocGetRootElement(doc->tree));
}

const char *xml_name(const struct xml_node *node)
{
    return (const char *)in(node)->name;
}

bool xml_is(const struct xml_node *node, const char *name)
{
    return node && strcmp(xml_name(node), name) == 0;
}

const char *xml_space(const struct xml_node *node)
{
    const xmlNs *ns = in(node)->ns;
    return ns && ns->href ? (const char *)ns->href : "";
}

static uint32_t line_of(const xmlNode *node)
{
    long line = xmlGetLineNo(node);
    return line > 0 ? (uint32_t)line : 0;
}

uint32_t xml_line(const struct xml_node *node)
{
    return line_of(in(node));
}

const struct xml_node *xml_first(const struct xml_node *node)
{
    return out_of(element_from(in(node)->children));
}

const struct xml_node *xml_next(const struct xml_node *node)
{
    return out_of(element_from(in(node)->next));
}

const struct xml_node *xml_parent(const struct xml_node *node)
{
    const xmlNode *up = in(node)->parent;
    return up && up->type == XML_ELEMENT_NODE ? out_of(up) : NULL;
}

/* Mostly one text node; the rest is joined once, in the document's arena. */
static const char *attribute_value(const xmlAttr *a)
{
    const xmlNode *only = a->children;
    if (!only)
        return "";
    if (!only->next && only->type == XML_TEXT_NODE && only->content)
        return (const char *)only->content;
    const struct xml_doc *doc = a->doc->_private;
    xmlChar *joined = xmlNodeListGetString(a->doc, a->children, 1);
    const char *value = joined ? arena_strdup(doc->arena, (const char *)joined) : "";
    xmlFree(joined);
    return value;
}

const char *xml_attr(const struct xml_node *node, const char *name)
{
    for (const xmlAttr *a = in(node)->properties; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0)
            return attribute_value(a);
    return NULL;
}

const char *xml_attr_at(const struct xml_node *node, size_t i, const char **value)
{
    const xmlAttr *a = in(node)->properties;
    while (a && i-- > 0)
        a = a->next;
    if (!a)
        return NULL;
    if (value)
        *value = attribute_value(a);
    return (const char *)a->name;
}

char *xml_text(const struct xml_node *node)
{
    xmlChar *s = xmlNodeGetContent(in(node));
    size_t len = s ? strlen((const char *)s) : 0;
    char *copy = xmalloc(len + 1);
    if (len)
        memcpy(copy, s, len);
    copy[len] = '\0';
    xmlFree(s);
    return copy;
}

/* Comments and processing instructions are passed over. */
static bool child_from(const xmlNode *node, struct xml_child *child)
{
    for (; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE)
            *child = (struct xml_child){XML_ELEMENT, out_of(node), NULL, line_of(node), node};
        else if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
                 node->content)
            *child = (struct xml_child){
                XML_TEXT, NULL, (const char *)node->content, line_of(node), node};
        else
            continue;
        return true;
    }
    return false;
}

bool xml_child_first(const struct xml_node *node, struct xml_child *child)
{
    return child_from(in(node)->children, child);
}

bool xml_child_next(struct xml_child *child)
{
    return child_from(((const xmlNode *)child->at)->next, child);
}
