/* The only way to parse XML in this program: no network, no entities of the document's own, no
 * DOCTYPE, sizes capped. Nodes are handles into a document that the caller frees. */
#ifndef BASE_XML_H
#define BASE_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diag;
struct xml_doc;
struct xml_node; /* an element; owned by its document */

/* Parses `len` bytes. `name` is for messages. A DOCTYPE, a malformed text or a limit passed gives
 * NULL and an error with line and column in `diag`. */
struct xml_doc *xml_parse(const char *text, size_t len, const char *name, struct diag *);
void xml_free(struct xml_doc *);
const struct xml_node *xml_root(const struct xml_doc *);

/* Validates against the RELAX NG grammar in the file `schema`. Every error goes to `diag` with
 * file, line and the line's text. False when there was one, or when the grammar cannot be read. */
bool xml_validate(struct xml_doc *, const char *schema, struct diag *);
/* Reads a grammar and what the C library needs for encodings now, for a process that will be able
 * to open no file (base/confine.h). Kept until the process ends; before there are threads. */
void xml_prepare(const char *schema);
/* Is there such a grammar, prepared or as a file? */
bool xml_has_grammar(const char *schema);

const char *xml_name(const struct xml_node *); /* local name */
bool xml_is(const struct xml_node *, const char *name);
/* The name space of the element, "" when it has none. */
const char *xml_space(const struct xml_node *);
uint32_t xml_line(const struct xml_node *);
/* First child element / next sibling element, NULL at the end. */
const struct xml_node *xml_first(const struct xml_node *);
const struct xml_node *xml_next(const struct xml_node *);
const struct xml_node *xml_parent(const struct xml_node *);
/* The value of an attribute by local name (first one with that name), NULL when absent. Lives as
 * long as the document. */
const char *xml_attr(const struct xml_node *, const char *name);
/* The i-th attribute's name (NULL past the end) and value. */
const char *xml_attr_at(const struct xml_node *, size_t i, const char **value);
/* All text below the node, joined, as written (not trimmed). Free with xfree(). */
char *xml_text(const struct xml_node *);

/* Walks a document without building it: for the large parts of DOCX and ODT. Names are local
 * names. Text may come in pieces. Return false from a callback to stop. */
struct xml_sax {
    bool (*start)(void *user, const char *name, const char **attributes, uint32_t line);
    bool (*end)(void *user, const char *name);
    bool (*text)(void *user, const char *s, size_t len);
    void *user;
};
/* Names are interned: throughout one walk the same name is the same pointer. `attributes` above are
 * (local name, value) pairs ended by NULL, valid during the call. Same refusals as xml_parse().
 * True when the whole text was walked or a callback stopped it. */
bool xml_walk(
    const char *text, size_t len, const char *name, const struct xml_sax *, struct diag *);

/* HTML, forgiving: tags are closed as browsers would. Same node interface; xml_html_text() gives
 * the text nodes too. */
struct xml_doc *xml_parse_html(const char *text, size_t len, const char *name, struct diag *);

/* Walks all children, text included: kind tells which. */
enum xml_kind { XML_ELEMENT, XML_TEXT };
struct xml_child {
    enum xml_kind kind;
    const struct xml_node *element; /* when XML_ELEMENT */
    const char *text;               /* when XML_TEXT */
    uint32_t line;
    const void *at; /* cursor */
};
/* First child into `*child`; false when there is none. Then xml_child_next() until false. */
bool xml_child_first(const struct xml_node *, struct xml_child *child);
bool xml_child_next(struct xml_child *child);

#endif
