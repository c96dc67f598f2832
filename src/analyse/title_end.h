/* Where a title that runs into the text ends. Private to analyse/. */
#ifndef ANALYSE_TITLE_END_H
#define ANALYSE_TITLE_END_H

#include "analyse/words.h"

/* The end (a word index) of the title that begins at word `i` of `n`: before a sentence that opens
 * with a known word, before a caption or a section number, at a stop. 0 when it cannot be told.
 * `strict`: every word that is not a joiner must be capitalised, and a sentence must follow. */
size_t title_end(const char *text, const struct word *w, size_t n, size_t i, bool strict);
/* Is word `i` a label with its number ("Figure 6", "Table 3:"), where a caption begins? */
bool is_caption_start(const char *text, const struct word *w, size_t n, size_t i);

#endif
