/* The titles of the contents list as a dictionary: where a title ends inside running text is known
 * from there. Private to analyse/. */
#ifndef ANALYSE_TITLES_H
#define ANALYSE_TITLES_H

#include "analyse/words.h"
#include "doc/doc.h"

struct title_word {
    uint32_t hash, next; /* next word with the same slot */
    bool first, last;    /* a title begins or ends here for certain */
};

struct titles {
    VEC(struct title_word) words;
    uint32_t *heads, mask;
    bool exact; /* the contents list says where its titles begin and end */
};

/* Reads all blocks marked DOC_CONTENTS. Free with titles_clear(). */
void titles_read(struct titles *, struct doc *);
void titles_clear(struct titles *);
/* How many of the words from `w` on (at most `n`) are a title; 0 when they are none. Where titles
 * run together it is the longest row of words that the contents list has too. */
size_t titles_match(const struct titles *, const struct word *w, size_t n);

#endif
