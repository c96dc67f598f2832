/* A program's parts, for the files of this folder: what program.c and compile.c make and scan.c and
 * join.c run. Immutable once made, but for the machine code of regexes (see regex.h). */
#ifndef MATCH_PROGRAM_H
#define MATCH_PROGRAM_H

#include "base/mem.h"
#include "match/match.h"
#include "match/prefilter.h"
#include "match/regex.h"
#include "match/trie.h"
#include "match/words.h"
#include "rules/literal.h"

/* A plain sequence of a member. */
struct plain {
    uint32_t terminal, member;
    bool is_not; /* of a MEMBER_NOT */
};

/* A part of a join is a choice of alternatives: a kind and a number in one. */
enum part_kind {
    PART_WORDS,   /* a terminal of the trie */
    PART_CONCEPT, /* hits of the concept */
    PART_VALUE,   /* values of the enum value_kind */
    PART_JOIN     /* places of another join */
};
static inline uint32_t part_alternative(enum part_kind kind, uint32_t number)
{
    return (uint32_t)kind << 30 | number;
}
static inline enum part_kind part_kind(uint32_t alternative)
{
    return (enum part_kind)(alternative >> 30);
}
static inline uint32_t part_number(uint32_t alternative)
{
    return alternative & 0x3FFFFFFF;
}

struct join_part {
    uint32_t gap;          /* at most this many words between the part before and this one */
    uint32_t first, count; /* its alternatives, in program->alternatives */
    bool optional;         /* it may be left out; its gap then adds to the next one's */
};
/* Parts one after the other in a sentence. */
struct join {
    uint32_t first, count; /* in program->parts; at least one is not optional */
    uint32_t member;
    bool is_not;
    bool inner; /* only a part of another join */
};

struct pattern { /* a regex of a member */
    const char *text;
    uint32_t member;
};

/* What belongs to one concept: ranges of the program's arrays. */
struct code {
    uint32_t plain, plain_end;
    uint32_t join, join_end;
    uint32_t pattern, pattern_end;
    bool has_not;
};

struct program {
    const struct pack *pack;
    struct arena *arena; /* of the program and all that follows; NULL when it is the caller's */
    struct words words;
    struct trie trie;
    struct code *codes; /* as the pack's concepts */
    VEC(struct plain) plains;
    VEC(struct join) joins;
    VEC(struct join_part) parts;
    VEC(uint32_t) alternatives;
    VEC(struct pattern) patterns;
    VEC(struct literals) literals; /* as patterns */
    struct prefilter *prefilter;
    struct regex **regexes; /* as patterns, on the heap; NULL until one is first needed */
};

/* The compiled regex of a pattern; NULL when PCRE2 no longer takes it. Kept in the program: one
 * thread at a time may ask. */
struct regex *program_regex(const struct program *, uint32_t pattern);

#endif
