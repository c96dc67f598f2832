/* What people have decided about findings, as data: waivers, and a baseline of earlier results.
 * Nothing here knows a result of today; assess/review.c brings the two together. */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "results/results.h"

struct arena;
struct diag;

struct waiver {
    const char *rule;        /* id of a requirement, or the rule of a defect ("defect.dates") */
    const char *plan;        /* the end of its path, or its SHA-256; NULL: every plan */
    const char *fingerprint; /* of the one finding that is meant; NULL: whatever it is */
    const char *reason, *owner;
    const char *expires; /* the last day on which it holds */
    bool expired;        /* before the day of the assessment */
    uint32_t line;       /* in the file */
};

struct waivers {
    struct arena *arena;
    const char *file, *as_of;
    struct waiver *list;
    size_t count;
};

/* Reads a file of the form schemas/waivers.schema.json; `as_of` is the day that decides what has
 * expired. NULL after messages. Free with waivers_free(). */
struct waivers *waivers_read(const char *file, const char *as_of, struct diag *);
struct waivers *waivers_parse(
    const char *text, size_t len, const char *file, const char *as_of, struct diag *);
void waivers_free(struct waivers *);
/* Does the waiver speak of a plan of this path and SHA-256 (may be NULL)? */
bool waiver_covers(const struct waiver *, const char *path, const char *sha256);

/* Earlier results, and the plans in them that were checked. */
struct baseline {
    const char *file; /* as named */
    struct results *results;
};

/* Reads results as "check -f json" (or ndjson) writes them. NULL after messages. Free with
 * baseline_free(). */
struct baseline *baseline_read(const char *file, struct diag *);
void baseline_free(struct baseline *);
/* The same plan then: by its path, else by its SHA-256; NULL when it was not there or not read.
 * `alone`: it is the only plan of today, and is compared with the only one of then whatever it is
 * called. */
const struct plan_record *baseline_plan(
    const struct baseline *, const char *path, const char *sha256, bool alone);
/* Had the plan a finding of this fingerprint? */
bool baseline_had(const struct plan_record *, const char *fingerprint);

/* A finding beside the baseline, as SARIF names it. */
enum standing {
    STANDING_UNKNOWN,   /* there is no baseline */
    STANDING_NEW,       /* it was not there */
    STANDING_UNCHANGED, /* it was there as it is */
    STANDING_UPDATED    /* it was there with another outcome */
};
const char *standing_name(enum standing); /* "new", ...; NULL when unknown */

#endif
