/* Hits to findings: what of a framework a plan meets, by which evidence, what is missing. A result
 * is data; reports are pure functions of it. */
#ifndef ASSESS_ASSESS_H
#define ASSESS_ASSESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "defects/defects.h"
#include "doc/doc.h"
#include "match/detect.h"
#include "match/match.h"
#include "review/review.h"
#include "rules/rules.h"

/* Why a candidate place does not count. */
enum void_reason {
    VOID_NOT,     /* it counts */
    VOID_NEGATED, /* "no practice", "will not" */
    VOID_RECITED, /* the national requirement is repeated, not answered */
    VOID_OTHERS,  /* another organisation's plan or scheme */
    VOID_QUESTION,
    VOID_PLACEHOLDER,
    VOID_HEADING, /* a heading alone */
    VOID_CONTENTS,
    VOID_GLOSSARY,
    VOID_BOILERPLATE,
    VOID_FURNITURE,
    VOID_HIDDEN,
    VOID_REFERENCES,
    VOID_KEYWORDS,
    VOID_TEMPLATE,   /* guidance of a template */
    VOID_ECHO,       /* a paragraph of the guidance pasted in */
    VOID_EXISTING,   /* how things stand, where a plan is asked for */
    VOID_LOOK_ALIKE, /* the pack names it as something else: see `why` */
    VOID_OFF_TOPIC,  /* the words stand there, but not about the topic of the requirement */
    VOID_WEAK,       /* its grade is below what the criterion accepts */
    VOID_STRUCK,     /* an assessor struck it */
    VOID_REASONS
};
/* For people: "it is negated". */
const char *void_reason_text(enum void_reason);

struct evidence {
    uint32_t at, end;             /* the quote: whole sentence or row, cut to LIMIT_QUOTE_BYTES */
    uint32_t match_at, match_end; /* what matched inside it */
    enum pa_strength strength;
    bool system; /* the STP or several organisations speak */
};

/* A place that was considered for a criterion. */
struct candidate {
    struct evidence evidence;
    enum void_reason reason; /* VOID_NOT: it counts */
    const char *why;         /* the cue or look-alike, as words of the plan or the pack; NULL */
};

enum criterion_state { CRITERION_MISSING, CRITERION_WEAK, CRITERION_MET, CRITERION_LIMIT };

struct criterion_result {
    const struct criterion *criterion;
    enum criterion_state state;
    struct candidate *candidates; /* best first: counting ones, then weak, then void */
    uint32_t count;
    uint32_t counting; /* how many of them count */
    bool cut;          /* more were found than are kept */
};

struct requirement_result {
    const struct requirement *requirement;
    enum pa_outcome outcome;
    double score;                      /* 0 to 1 */
    const char *why;                   /* one sentence: how the outcome came about */
    uint32_t capped_by;                /* the criterion that a cap in force hangs on; RULES_NONE */
    const struct finding *spoiled_by;  /* the defect that a cap in force hangs on; NULL */
    struct criterion_result *criteria; /* as in the requirement */
    const char **gaps;                 /* in words; "found: ...; missing: ..." */
    uint32_t gap_count;
    const char *fingerprint;           /* stable over moved text: hash of plan-independent parts */
    const struct waiver *waiver;       /* that holds for it; NULL when none does */
    enum standing standing;            /* beside the baseline, when it is open */
    bool was_not_met;                  /* in the baseline, too */
    const struct judgement *judgement; /* of people: `outcome` is theirs; NULL: the program's */
    enum pa_outcome own_outcome;       /* the program's, when there is a judgement */
};

struct domain_result {
    const struct domain *domain;
    double score, points, of; /* per cent; NAN score when nothing was assessed */
    enum pa_rating rating;
    const char *why;
    uint32_t met, partial, not_met, not_applicable, not_assessed;
};

/* What waivers make of the figures: as if what is waived had not been asked. */
struct waived {
    uint32_t requirements,
        defects;              /* so many are waived; the rest is set when the first is not 0 */
    double score, points, of; /* as in the result */
    enum pa_rating rating;
    const char *why;
};

/* The program's own figures beside those of the agreed outcomes. */
struct own_figures {
    uint32_t judged, changed; /* requirements; the rest is set when the first is not 0 */
    double score, points, of;
    enum pa_rating rating;
    const char *why;
};

/* Waivers and baseline of a run; either may be NULL. Borrowed by its results. */
struct review {
    const struct waivers *waivers;
    const struct baseline *baseline;
    bool alone; /* one plan is checked */
};

struct result {
    struct arena *arena;
    const char *path, *sha256;
    const char *format, *title;
    uint32_t pages;                         /* 0: unknown */
    const char *error_code, *error_message; /* NULL: the plan was checked */
    struct doc *doc;                        /* owned; NULL when it could not be read */
    const struct pack *pack;                /* borrowed; NULL when none was chosen */
    const struct detection *detection;      /* how the pack was chosen; NULL: it was named */
    double score, low, high, points, of;    /* score NAN when nothing was assessed */
    enum pa_rating rating;
    const char *why;
    struct domain_result *domains;
    uint32_t domain_count;
    struct requirement_result *requirements;
    uint32_t requirement_count;
    struct finding *findings;
    uint32_t finding_count;
    bool incomplete;             /* something was not assessed */
    const struct review *review; /* NULL: none */
    struct own_figures own;
    struct waived waived;
    unsigned char *waiver_use;         /* of each waiver, see review.c; NULL without waivers */
    const struct plan_record *earlier; /* the plan in the baseline; NULL when it is not there */
};

/* Assesses `doc` (which the result then owns) with at most so many threads; the result is the same
 * whatever their number. Never NULL. Free with result_free(). */
struct result *assess(
    const struct program *, struct doc *, const char *path, const char *sha256, unsigned threads);
/* A result for a plan that could not be read. */
struct result *result_error(const char *path, const char *sha256, const char *format,
    const char *code, const char *message);
void result_free(struct result *);
const char *outcome_name(enum pa_outcome); /* "met", "partial", "not-met", ... */
const char *rating_name(enum pa_rating);   /* "green", "amber-green", ... */
const char *rating_words(enum pa_rating);  /* "fully assured", ... */

#endif
