/* Which part of a web page is the plan. */
#ifndef INGEST_HTML_REGION_H
#define INGEST_HTML_REGION_H

#include <stdbool.h>

struct xml_node;

/* The element that holds the main content: <main>, the only <article>, or the body. */
const struct xml_node *region_content(const struct xml_node *root);
/* What the element says about all below it: DOC_BOILERPLATE, DOC_HIDDEN, DOC_FOOTNOTE or 0. */
unsigned region_marks(const struct xml_node *);
/* A reference to a note, or the way back from one: a number that is no word of the text. */
bool region_is_note_link(const struct xml_node *);

#endif
