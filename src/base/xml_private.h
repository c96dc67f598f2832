/* What the files of the libxml2 border share. Nothing else includes this. */
#ifndef BASE_XML_PRIVATE_H
#define BASE_XML_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct _xmlDoc;        /* libxml2: xmlDoc */
struct _xmlParserCtxt; /* libxml2: xmlParserCtxt */
struct arena;
struct diag;

/* A parsed text. `tree->_private` points back here. */
struct xml_doc {
    struct _xmlDoc *tree;
    struct arena *arena; /* attribute values that had to be joined */
    const char *name;
    char *source; /* a copy of the text, for the line in messages */
    size_t len;
};

/* State of one parse, in ctxt->_private. */
struct xml_parse {
    const char *name, *text;
    size_t len;
    struct diag *diag;
    bool refused; /* an error was added: the first one is the one that helps */
    bool fatal;   /* the text is not well-formed, or was refused */
    const struct xml_sax *walk;
    bool stopped; /* by a callback */
};

/* Prepares libxml2 once. */
void xml_start_library(void);
/* Wires errors and the refusal of a DOCTYPE into a parser context. */
void xml_guard(struct _xmlParserCtxt *, struct xml_parse *);
/* Reports a fault with the line it stands on. */
void xml_report(struct xml_parse *, const char *code, uint32_t line, uint32_t column,
    const char *advice, const char *text);
/* A message of libxml2 without its line end, in `out`. */
const char *xml_clean_message(const char *message, char *out, size_t room);

#endif
