/* Text to words, the same for phrases and plans: folded, possessives and separators of thousands
 * taken off, cut at hyphens, slashes and between a number and its unit. */
#ifndef MATCH_SPLIT_H
#define MATCH_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/words.h"

struct piece {
    uint32_t at, len; /* bytes of the text; a possessive 's belongs to them */
    uint16_t flags;   /* enum token_flag of match.h */
    bool hyphen;      /* a hyphen without blanks joins it to the one before */
    bool broken;      /* a hyphen and then blanks stand before it: perhaps one word, cut in two */
    bool plural;      /* capitals and a small s: "GPs" */
    uint16_t word_len;
    uint32_t hash;       /* folded_hash() of the word */
    char word[WORD_MAX]; /* folded */
};

struct splitter {
    const char *text;
    uint32_t at, end;
    bool started; /* a word was given: what follows can be joined to it */
};

static inline struct splitter splitter_over(const char *text, uint32_t at, uint32_t end)
{
    return (struct splitter){.text = text, .at = at, .end = end};
}
/* The next word; false at the end. */
bool split_next(struct splitter *, struct piece *);
/* The stem of a piece whose word has the id `word`: that of "gp" for "GPs". */
uint32_t piece_stem(const struct piece *, struct words *, uint32_t word);

#endif
