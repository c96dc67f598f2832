/* Words and stems as numbers. One table of strings holds both; a program has one, and each scan
 * goes on from a copy of it, so that the ids of the program's words stay the same. */
#ifndef MATCH_WORDS_H
#define MATCH_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

#define WORD_NONE UINT32_MAX
#define WORD_MAX  64 /* bytes of a folded word; longer runs of letters are cut */

enum word_use {
    WORD_PLAIN = 1,       /* a word of a phrase as written there */
    WORD_STEM = 2,        /* a stem that a phrase asks for */
    WORD_FIRST_STEM = 4,  /* a sequence begins with this stem */
    WORD_FIRST_EXACT = 8, /* a sequence begins with this word as written */
    WORD_FIRST_UPPER = 16,
    WORD_SEEN = 32 /* a word of the document */
};

struct word {
    const char *text; /* folded, in an arena of the table or of the table it was copied from */
    uint32_t hash;
    uint32_t stem; /* id of the stem; WORD_NONE until asked for */
    uint16_t len;
    uint8_t uses; /* enum word_use */
};

struct words {
    struct arena *arena;
    struct word *v;
    size_t n, room;
    uint32_t *slots; /* ids + 1, open addressing */
    uint32_t mask;
    struct stemmer *stemmer; /* made when the first stem is asked for */
};

void words_init(struct words *);
/* A copy that goes on by itself; `from` must live longer. */
void words_copy(struct words *, const struct words *from);
void words_clear(struct words *);
/* Moves the table into `arena`: it can be copied but not grow any more. What it
 * was made of stays the caller's, to be cleared: keep a copy of the struct. */
void words_settle(struct words *, struct arena *arena);
/* Hash of a folded word: word_hash_step() over its bytes from WORD_HASH. */
#define WORD_HASH 2166136261u
static inline uint32_t word_hash_step(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * 16777619u;
}
uint32_t folded_hash(const char *text, size_t len);
/* The id of a word, made when it is new. len <= WORD_MAX. */
uint32_t words_id(struct words *, const char *text, size_t len, uint32_t hash);
/* The id of a word, WORD_NONE when it is not in the table. */
uint32_t words_find(const struct words *, const char *text, size_t len);
/* The id of the stem of a word. Each word is stemmed once. */
uint32_t words_stem(struct words *, uint32_t id);

#endif
