/* The inside of a scan, for the files of this folder. */
#ifndef MATCH_SCAN_H
#define MATCH_SCAN_H

#include <pthread.h>
#include <stdatomic.h>

#include "match/program.h"
#include "match/tokens.h"
#include "match/walk.h"

enum concept_state { CONCEPT_NEW, CONCEPT_BUSY, CONCEPT_DONE };
struct concept_hits {
    struct hits hits;
    struct hit *v;
    uint32_t longest;   /* tokens of the longest hit */
    atomic_uchar state; /* enum concept_state; the rest is whole once it is CONCEPT_DONE */
};

/* How threads wait for each other's concepts. */
struct scan_turn {
    pthread_mutex_t lock;
    pthread_cond_t done; /* a concept is */
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
    struct scan_turn *turn; /* NULL: one thread is alone */
    bool twin;              /* of scan_twin(): owns the scratch only */
    uint32_t *heads_end;    /* by table: past its last block that heads a column; NULL as that */
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

/* What is otherwise made when it is first asked for, made now: before several threads ask. */
void scan_prepare(struct scan *);

/* join.c: all places of a join of `concept`. */
void join_find(struct scan *, const struct join *, uint32_t concept, struct hit_list *out);
/* patterns.c: the sentences to try each regex on, once; all places of a regex. */
void patterns_gather(struct scan *);
void pattern_find(
    struct scan *, uint32_t pattern, uint32_t concept, uint32_t member, struct hit_list *out);
/* bounds.c: the values that a MEMBER_VALUE asks for, and those of one kind that count something. */
void value_find(struct scan *, const struct value_test *, uint32_t concept, uint32_t member,
    struct hit_list *out);
const struct value_places *value_places(struct scan *, enum value_kind);
void values_prepare(struct scan *);

#endif
