/* Headings that only look like headings: authors make many of them bold by hand. The readers know
 * how a paragraph looks; what its words must be like is said here, once for every format. */
#ifndef INGEST_LOOK_H
#define INGEST_LOOK_H

#include <stdbool.h>
#include <stddef.h>

/* Can a paragraph that is all bold, or larger than the rest, with this text be a heading? Short,
 * not a sentence, not a lead-in to a list. */
bool look_is_heading(const char *text, size_t len);
/* Can the bold beginning of a paragraph, with this text, be a head run into it ("Workforce.")? */
bool look_is_run_in(const char *text, size_t len);
/* Does the paragraph before a table name it ("Table 3: practices by locality")? */
bool look_is_caption(const char *text, size_t len);
/* Bytes of the sign and the blanks after it when a paragraph begins with a typed bullet; 0 when it
 * does not. */
size_t look_bullet(const char *text, size_t len);

struct doc;
/* Sets the document's title to its first main heading that is not marked, when it has none yet. */
void look_set_title(struct doc *);

#endif
