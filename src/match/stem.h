/* The border to libstemmer: English stems (Snowball). One stemmer serves one word table. */
#ifndef MATCH_STEM_H
#define MATCH_STEM_H

#include <stddef.h>

struct stemmer;

/* Never NULL. Free with stemmer_free(). */
struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *);
/* The stem of a folded word; valid until the next call. */
const char *stemmer_stem(struct stemmer *, const char *word, size_t len, size_t *stem_len);

#endif
