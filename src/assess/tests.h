/* A pack's tests evaluated over one document: each gives the places that match, good and void. */
#ifndef ASSESS_TESTS_H
#define ASSESS_TESTS_H

#include "assess/assess.h"
#include "assess/grade.h"
#include "assess/units.h"

/* One place beside the key that a match rests on. */
struct part {
    uint32_t first, last; /* tokens */
    uint32_t sentence;
};

struct match {
    uint32_t first, last; /* tokens of the key */
    uint32_t sentence;
    enum void_reason reason;
    enum pa_strength strength;
    bool existing, system;
    uint32_t cue_at, cue_end;
    uint32_t concept; /* what was hit; RULES_NONE for values */
    uint32_t value;   /* index into doc->values; DOC_NONE */
    struct part *parts;
    uint32_t part_count;
};

struct matches {
    struct match *v; /* in order of `first` */
    uint32_t n;
    bool limit; /* a limit was reached: more may be missing */
};

struct evaluation {
    struct arena *arena;  /* of the requirement at hand: lists of matches */
    struct arena *shared; /* of the whole evaluation */
    struct arena *kept;   /* the result's */
    const struct doc *doc;
    const struct pack *pack;
    struct scan *scan;
    struct units units;
    struct grader grader;
    struct matches *by_concept; /* of the concepts that were asked for so far */
    bool *concept_known;
    const uint64_t *echo_windows; /* by token: see echo.h */
    struct reach **reaches;       /* by concept: see reach.h */
    const uint8_t *topic; /* by sentence, of the requirement at hand: enum topic_level; or NULL */
};

/* Prepares what tests share; the arenas, `pack` and the rest are set before. */
void evaluation_init(struct evaluation *);
/* Evaluates any test. The matches live as long as the evaluation is at the same requirement. */
struct matches test_matches(struct evaluation *, const struct test *);
/* The parts of it. */
struct matches join_all(struct evaluation *, const struct test *);
struct matches join_some(struct evaluation *, const struct test *);
struct matches join_count(struct evaluation *, const struct test *);
struct matches series_matches(struct evaluation *, const struct test *);
struct matches agreement_matches(struct evaluation *, const struct test *);

/* A match of the tokens [first, last] with its grade. */
struct match match_at(struct evaluation *, uint32_t first, uint32_t last);
bool match_is_good(const struct match *);
/* A growing list of matches under LIMIT_MATCHES. */
struct match_list {
    struct match *v;
    size_t n, room;
    bool limit;
};
void match_list_add(struct match_list *, const struct match *);
/* Moves the list into the arena, sorted by place. */
struct matches match_list_take(struct match_list *, struct arena *);
/* Index of the first match with first >= token. */
uint32_t matches_from(const struct matches *, uint32_t token);

#endif
