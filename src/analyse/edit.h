/* Changing the blocks of a document: a new array is made beside the old one and put in its place,
 * and what points at blocks by index is moved along. Private to analyse/. */
#ifndef ANALYSE_EDIT_H
#define ANALYSE_EDIT_H

#include "doc/doc.h"

struct edit {
    struct doc *doc;
    VEC(struct doc_block) out;
    uint32_t *map; /* old index to new index */
    size_t mapped;
};

void edit_begin(struct edit *, struct doc *);
/* From now on what is added stands for old block `i`. Call it for every i, in order. */
void edit_at(struct edit *, uint32_t i);
/* Adds a block. Past LIMIT_BLOCKS the last block grows instead: no text is lost. */
struct doc_block *edit_add(struct edit *, const struct doc_block *);
/* Puts the new array into the document. Sections and sentences, whose indexes are stale now, are
 * emptied: their passes come later. */
void edit_end(struct edit *);

/* A stretch of text that becomes a block of its own. */
struct cut {
    uint32_t at, end;
    uint16_t marks;
    uint8_t kind, level;
    bool run_in;
};
/* Cuts (in order, not overlapping) out of paragraphs and list items; what is left before, between
 * and after stays what it was, without blank ends. A cut that is already a block only gets the
 * marks and the kind. Returns how many cuts found a block. */
size_t edit_cut(struct doc *, const struct cut *, size_t n);

/* Moves both ends of a span inwards over blanks. */
void span_trim(const char *text, uint32_t *at, uint32_t *end);
/* True for plain text, which carries no structure of its own; the reader of PDFs finds one. */
bool doc_is_unmarked(const struct doc *);

#endif
