/* "Did you mean ...?": the name that is nearest to a misspelt word. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

/* The one of `count` names that takes the fewest changes (a letter added, left out, replaced, or
 * two exchanged), the first of equals; NULL when none is near: more than a third of the word would
 * change. A name that the word begins, or begins with it, is near. */
const char *suggest(const char *word, const char *const *names, size_t count);

#endif
