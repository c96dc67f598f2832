/* What a regex cannot match without: the texts of which one must occur, so that only sentences that
 * hold one are tried (match/), and an author is told when there are none (lint). */
#ifndef RULES_LITERAL_H
#define RULES_LITERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LITERAL_BYTES = 24, LITERALS = 64 };

struct literals {
    char text[LITERALS][LITERAL_BYTES]; /* lower case, at least 2 bytes each */
    uint8_t len[LITERALS];
    uint32_t count; /* 0: nothing can be told, every sentence is tried */
};

/* Reads a caseless PCRE2 pattern. Whatever it does not understand makes it give none. */
void literals_of(const char *pattern, struct literals *);
/* Lower case of ASCII letters. */
static inline char literal_fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

#endif
