/* A program's parts, for the files of this folder: what program.c and compile.c make and scan.c and
 * join.c run. Immutable once made, but for the machine code of regexes (see regex.h). */
#ifndef MATCH_PROGRAM_H
#define MATCH_PROGRAM_H

#include "base/mem.h"
#include "match/literal.h"
#include "match/match.h"
#include "match/prefilter.h"
#include "match/regex.h"
#include "match/trie.h"
#include "match/words.h"

/* A plain sequence of a member. */
struct plain {
    uint32_t terminal, member;
    bool is_not; /* of a MEMBER_NOT */
};

enum part_kind { PART_WORDS, PART_CONCEPT, PART_VALUE };
struct join_part {
    enum part_kind kind;
    uint32_t gap;          /* at most this many words between the part before and this one */
    uint32_t first, count; /* WORDS: its terminals, in program->terminals */
    uint32_t number;       /* CONCEPT: index; VALUE: enum value_kind */
};
/* Parts one after the other in a sentence. */
struct join {
    uint32_t first, count; /* in program->parts; at least two, or one that is not WORDS */
    uint32_t member;
    bool is_not;
};

struct pattern { /* a regex of a member */
    struct regex *regex;
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
    struct words words;
    struct trie trie;
    struct code *codes; /* as the pack's concepts */
    VEC(struct plain) plains;
    VEC(struct join) joins;
    VEC(struct join_part) parts;
    VEC(uint32_t) terminals;
    VEC(struct pattern) patterns;
    VEC(struct literals) literals; /* as patterns */
    struct prefilter *prefilter;
};

#endif
