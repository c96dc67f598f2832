/* The border to libxml2: RELAX NG. The library judges; its words are poor ("Element x failed to
 * validate content", up to the root), so xml_explain() looks first for what the author meant. Where
 * it finds nothing, the library's errors are used: those that name a cause, each once, and an echo
 * only when there is nothing else. */
#include <libxml/encoding.h>
#include <libxml/relaxng.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/xml.h"
#include "base/xml_explain.h"
#include "base/xml_private.h"

struct fault {
    uint32_t line;
    unsigned depth; /* of the element in the tree: the deepest echo is the closest */
    bool echo;
    char *text;
};

struct faults {
    struct arena *arena;
    VEC(struct fault) list;
};

static bool is_echo(const char *text)
{
    static const char *const echoes[] = {"failed to validate content",
        "failed to validate attributes", "Invalid sequence in interleave", "Internal error"};
    for (size_t i = 0; i < sizeof echoes / sizeof *echoes; i++)
        if (strstr(text, echoes[i]))
            return true;
    return false;
}

/* The library's sentence in ours, where it is known. */
static char *reword(struct arena *a, const char *text, const char *element)
{
    char one[200], two[200];
    if (sscanf(text, "Did not expect element %199s there", one) == 1)
        return arena_printf(a, "the element <%s> is not allowed here", one);
    if (sscanf(text, "Expecting element %199[^,], got %199s", one, two) == 2)
        return arena_printf(a, "the element <%s> is missing before <%s>", one, two);
    if (sscanf(text, "Expecting an element %199[^, ], got nothing", one) == 1)
        return arena_printf(a, "<%s> lacks an element such as <%s>", element, one);
    if (strstr(text, "got nothing"))
        return arena_printf(a, "an element is missing in <%s>", element);
    if (sscanf(text, "Invalid attribute %199s for element %199s", one, two) == 2)
        return arena_printf(a, "the value of the attribute %s of <%s> is not allowed", one, two);
    if (sscanf(text, "Element %199s has extra content: %199s", one, two) == 2)
        return strcmp(two, "text") == 0
                   ? arena_printf(a, "text is not allowed in <%s>", one)
                   : arena_printf(a, "<%s> is not allowed in <%s> (here)", two, one);
    if (sscanf(text, "Extra element %199s in interleave", one) == 1)
        return arena_printf(a, "the element <%s> is not allowed here, or stands here twice", one);
    if (sscanf(text, "Did not expect text in element %199s content", one) == 1)
        return arena_printf(a, "text is not allowed in <%s>", one);
    if (sscanf(text, "Element %199s failed to validate %199s", one, two) == 2)
        return strcmp(two, "attributes") == 0
                   ? arena_printf(a, "an attribute of <%s> is missing or wrong", one)
                   : arena_printf(a, "something in <%s> is missing or does not belong there", one);
    if (strncmp(text, "Error validating", 16) == 0)
        return arena_printf(a, "the content of <%s> is empty or malformed", element);
    return arena_strdup(a, text);
}

/* "Type integer doesn't allow value 'x'" does not say whose value, nor "Invalid attribute" which:
 * look for it. */
static char *reword_value(struct arena *a, const char *text, const xmlNode *node)
{
    char type[100], value[200];
    char name[100];
    if (!node || node->type != XML_ELEMENT_NODE)
        return NULL;
    if (sscanf(text, "Invalid attribute %99s for", name) == 1)
        for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
            if (strcmp((const char *)attr->name, name) == 0 && attr->children &&
                attr->children->content)
                return arena_printf(a, "%s=\"%.100s\" of <%s> is not allowed", name,
                    (const char *)attr->children->content, (const char *)node->name);
    if (sscanf(text, "Type %99s doesn't allow value '%199[^']'", type, value) != 2)
        return NULL;
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        const xmlNode *content = attr->children;
        if (content && content->content && strcmp((const char *)content->content, value) == 0)
            return arena_printf(a, "%s=\"%s\" of <%s> is not of the type %s",
                (const char *)attr->name, value, (const char *)node->name, type);
    }
    return arena_printf(
        a, "'%s' in <%s> is not of the type %s", value, (const char *)node->name, type);
}

static void on_error(void *user, xmlErrorPtr e)
{
    struct faults *f = user;
    if (f->list.n >= 10 * LIMIT_MESSAGES)
        return;
    char text[400];
    xml_clean_message(e->message, text, sizeof text);
    struct fault fault = {.line = e->line > 0 ? (uint32_t)e->line : 0, .echo = is_echo(text)};
    const xmlNode *node = e->node;
    const char *element = node && node->type == XML_ELEMENT_NODE ? (const char *)node->name : "?";
    if (node && xmlGetLineNo(node) > 0)
        fault.line = (uint32_t)xmlGetLineNo(node);
    for (; node; node = node->parent)
        fault.depth++;
    fault.text = reword_value(f->arena, text, e->node);
    if (!fault.text)
        fault.text = reword(f->arena, text, element);
    VEC_PUSH(&f->list, fault);
}

/* One line, one cause: what follows is mostly the same fault seen from outside. */
static bool seen_before(const struct faults *f, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (f->list.v[k].line == f->list.v[i].line && !f->list.v[k].echo)
            return true;
    return false;
}

static void report_faults(const struct faults *f, struct xml_parse *p)
{
    const struct fault *closest = NULL;
    for (size_t i = 0; i < f->list.n; i++) {
        const struct fault *x = &f->list.v[i];
        if (!x->echo && !seen_before(f, i) && (x->line || !p->refused))
            xml_report(p, "xml.invalid", x->line, 0, NULL, x->text);
        if (!closest || x->depth > closest->depth)
            closest = x;
    }
    if (!p->refused)
        xml_report(p, "xml.invalid", closest ? closest->line : 0, 0, NULL,
            closest ? closest->text : "it is not what the grammar allows");
}

/* The one grammar that confined processes use, and the encodings that XML is still written in: a
 * converter that is open keeps its tables. */
static struct {
    char *schema, *text;
    size_t len;
    xmlCharEncodingHandlerPtr encodings[3];
} prepared;

void xml_prepare(const char *schema)
{
    static const char *const encodings[] = {"windows-1252", "ISO-8859-15", "windows-1250"};
    if (prepared.schema)
        return;
    xml_start_library();
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        prepared.encodings[i] = xmlFindCharEncodingHandler(encodings[i]);
    size_t n = strlen(schema) + 1;
    prepared.schema = xmalloc(n);
    memcpy(prepared.schema, schema, n);
    if (file_read(schema, LIMIT_PACK_BYTES, &prepared.text, &prepared.len) != FILE_OK)
        prepared.text = NULL;
}

static bool is_prepared(const char *schema)
{
    return prepared.text && strcmp(prepared.schema, schema) == 0;
}

bool xml_has_grammar(const char *schema)
{
    return is_prepared(schema) || file_exists(schema);
}

static enum file_status read_grammar(const char *schema, char **text, size_t *len)
{
    if (!is_prepared(schema))
        return file_read(schema, LIMIT_PACK_BYTES, text, len);
    *text = xmalloc(prepared.len + 1);
    memcpy(*text, prepared.text, prepared.len);
    (*text)[prepared.len] = '\0';
    *len = prepared.len;
    return FILE_OK;
}

/* The grammar is a file of ours, but it may be missing or damaged all the same. */
static xmlRelaxNGPtr load_grammar(
    const char *schema, struct xml_doc **doc, struct faults *f, struct diag *diag)
{
    char *text = NULL;
    size_t len = 0;
    enum file_status status = read_grammar(schema, &text, &len);
    if (status != FILE_OK) {
        diag_add(diag, DIAG_ERROR, "xml.schema", schema, 0, 0, NULL, NULL,
            "the grammar cannot be read: %s", file_status_text(status));
        return NULL;
    }
    *doc = xml_parse(text, len, schema, diag);
    xfree(text);
    if (!*doc)
        return NULL;
    xmlRelaxNGParserCtxtPtr ctxt = xmlRelaxNGNewDocParserCtxt((*doc)->tree);
    xmlRelaxNGPtr grammar = NULL;
    if (ctxt) {
        xmlRelaxNGSetParserStructuredErrors(ctxt, on_error, f);
        grammar = xmlRelaxNGParse(ctxt);
        xmlRelaxNGFreeParserCtxt(ctxt);
    }
    if (!grammar)
        diag_add(diag, DIAG_ERROR, "xml.schema", schema, f->list.n ? f->list.v[0].line : 0, 0, NULL,
            NULL, "the grammar is not valid RELAX NG: %s",
            f->list.n ? f->list.v[0].text : "unknown error");
    f->list.n = 0;
    return grammar;
}

bool xml_validate(struct xml_doc *doc, const char *schema, struct diag *diag)
{
    struct faults f = {.arena = arena_new()};
    struct xml_doc *schema_doc = NULL;
    struct xml_parse p = {
        .name = doc->name, .text = doc->source, .len = doc->len, .diag = diag, .refused = false};
    bool valid = false;
    xmlRelaxNGPtr grammar = load_grammar(schema, &schema_doc, &f, diag);
    xmlRelaxNGValidCtxtPtr ctxt = grammar ? xmlRelaxNGNewValidCtxt(grammar) : NULL;
    if (ctxt) {
        xmlRelaxNGSetValidStructuredErrors(ctxt, on_error, &f);
        valid = xmlRelaxNGValidateDoc(ctxt, doc->tree) == 0;
        if (!valid && !xml_explain(doc, schema_doc, &p))
            report_faults(&f, &p);
        xmlRelaxNGFreeValidCtxt(ctxt);
    }
    if (grammar)
        xmlRelaxNGFree(grammar);
    xml_free(schema_doc);
    arena_free(f.arena);
    xfree(f.list.v);
    return valid;
}
