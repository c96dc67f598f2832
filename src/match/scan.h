/* The inside of a scan, for the files of this folder. */
#ifndef MATCH_SCAN_H
#define MATCH_SCAN_H

#include "match/program.h"
#include "match/tokens.h"
#include "match/walk.h"

struct concept_hits {
    struct hits hits;
    struct hit *v;
    bool done;
    uint32_t longest; /* tokens of the longest hit */
};

struct value_places {
    struct place *v; /* in order of `first` */
    uint32_t n, longest;
    bool done;
};

struct scan {
    const struct program *program;
    const struct doc *doc;
    struct words words;
    struct tokens tokens;
    struct places places;
    struct concept_hits *concepts;
    struct place *value_tokens; /* as the document's values: see value_tokens(); NULL until asked */
    struct value_places values[VALUE_KINDS];
    bool no_prefilter;
    bool gathered;                 /* `candidates` are filled */
    bool valid;                    /* the text is valid UTF-8; known when gathered */
    struct candidates *candidates; /* as the program's patterns */
    struct regex_scratch *scratch;
};

/* Hits of one concept while they are collected. */
struct hit_list {
    struct hit *v;
    size_t n, room;
    bool limit;
};
/* Adds the hit of tokens [first, last]. */
void hit_list_add(struct hit_list *, const struct scan *, uint32_t first, uint32_t last,
    uint32_t concept, uint32_t member);

/* In the order of struct hits, without duplicates. */
void hit_list_sort(struct hit_list *);

/* join.c: all places of a join of `concept`. */
void join_find(struct scan *, const struct join *, uint32_t concept, struct hit_list *out);
/* patterns.c: all places of a regex. */
void pattern_find(
    struct scan *, uint32_t pattern, uint32_t concept, uint32_t member, struct hit_list *out);
/* bounds.c: the values that a MEMBER_VALUE asks for, and those of one kind that count something. */
void value_find(struct scan *, const struct value_test *, uint32_t concept, uint32_t member,
    struct hit_list *out);
const struct value_places *value_places(struct scan *, enum value_kind);

#endif
