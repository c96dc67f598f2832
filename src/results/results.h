/* Results read back: what `check -f json` and `-f ndjson` wrote, as data again. Strict about what
 * the commands that work on results need (a wrong outcome would be a false one), tolerant of
 * members it does not know, so that results of later versions can still be compared. */
#ifndef RESULTS_RESULTS_H
#define RESULTS_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planassure.h"

struct arena;
struct diag;

struct place_record {
    uint32_t page, line; /* 0: unknown */
    const char *quote;   /* NULL: unknown */
};

struct evidence_record {
    struct place_record place;
    uint32_t column;
    const char *criterion;
    const char **section; /* titles from the top down */
    uint32_t section_count;
    enum pa_strength strength;
};

struct criterion_record {
    const char *id;
    enum pa_outcome outcome; /* PA_MET, PA_PARTIAL, PA_NOT_MET or PA_NOT_ASSESSED */
};

/* Somebody took responsibility for a requirement or finding not being met. */
struct waiver_record {
    const char *reason, *owner, *expires; /* NULL: not said */
};

struct requirement_record {
    const char *id, *title, *why;
    uint32_t domain; /* index into the plan's domains */
    enum pa_level level;
    double weight;
    enum pa_outcome outcome;
    double score; /* 0 to 1; NAN when it does not count */
    struct criterion_record *criteria;
    uint32_t criterion_count;
    struct evidence_record *evidence;
    uint32_t evidence_count;
    const char **gaps;
    uint32_t gap_count;
    const char *recommendation;           /* NULL: the pack has none */
    const char *source, *cite;            /* NULL: unknown */
    const struct waiver_record *waiver;   /* NULL: not waived */
    const struct finding_record *finding; /* what findings say of it; NULL: nothing */
};

enum severity { SEVERITY_INFO, SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH };

struct finding_record {
    const char *rule, *message, *fingerprint;
    enum severity severity;
    bool is_defect; /* false: it is a requirement of the plan that is not (fully) met */
    struct place_record place;
    struct place_record *related;
    uint32_t related_count;
};

struct domain_record {
    const char *id, *title, *why;
    double score, points, of; /* per cent and points; NAN score: nothing was assessed */
    enum pa_rating rating;
    uint32_t met, partial, not_met, not_applicable, not_assessed;
};

struct note_record {
    const char *message;
    struct place_record place;
};

struct plan_record {
    const char *path;
    const char *sha256, *format, *title; /* NULL: unknown */
    const char *organisation, *written;  /* whose plan, and its day "2017-02-14"; NULL */
    uint32_t pages;                      /* 0: unknown */
    bool checked, complete;
    const char *error_code, *error_message;        /* "" when it was checked */
    const char *pack_title;                        /* NULL: not said */
    const char *pack, *pack_version, *pack_sha256; /* "" when no pack was chosen */
    const char *pack_parameters;                   /* as JSON; "" when the pack has none */
    double score, low, high, points, of;           /* score NAN: nothing was assessed */
    enum pa_rating rating;
    const char *why, *model;
    uint32_t waived;     /* requirements; 0: none, and the two that follow say nothing */
    double waived_score; /* as if what is waived had not been asked */
    enum pa_rating waived_rating;
    struct domain_record *domains;
    uint32_t domain_count;
    struct requirement_record *requirements;
    uint32_t requirement_count;
    struct finding_record *findings;
    uint32_t finding_count;
    struct note_record *notes;
    uint32_t note_count;
    const char *file;            /* the results file it stood in, as named */
    const char *version, *as_of; /* of that run; NULL: not said (NDJSON) */
};

/* The plans of one or more results files. */
struct results {
    struct arena *arena; /* owns all */
    struct plan_record **plans;
    size_t count, room;
};

struct results *results_new(void);
void results_free(struct results *);
/* Reads the results in `text` (one JSON document, or NDJSON with a plan a line) and adds their
 * plans. `name` stands in messages. False after an error message with the line, or the JSON pointer
 * to what is wrong; nothing is then added. */
bool results_parse(struct results *, const char *text, size_t len, const char *name, struct diag *);
/* The same from a file ("-": standard input), at most LIMIT_RESULTS_BYTES. */
bool results_read(struct results *, const char *path, struct diag *);

/* The requirement or domain of that id, NULL when the plan has none. */
const struct requirement_record *results_requirement(const struct plan_record *, const char *id);
const struct domain_record *results_domain(const struct plan_record *, const char *id);

const char *severity_name(enum severity); /* "high", ... */

#endif
