/* Result to bytes. A report is a pure function of results: no evaluation, no files, no clock.
 *
 * A run over ten thousand plans must not be in memory at once, so a report is made in parts. Each
 * plan gives its part to one or more streams, wherever it was checked, and a few figures; the
 * report is then
 *
 *     piece 0, stream 0, piece 1, stream 1, ... piece n
 *
 * where a stream holds its parts in the order of the plans, and a piece may use the totals of all
 * plans. report_join() does it: how the parts are kept until then is the caller's. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stddef.h>

#include "assess/assess.h"
#include "base/buf.h"
#include "base/mem.h"
#include "planassure.h"

enum { REPORT_STREAMS = 3, REPORT_LEVELS = 3 };

struct report_cases { /* as JUnit counts them */
    uint32_t tests, failures, errors, skipped;
};

/* What totals, heads and the exit status need of one plan. */
struct plan_figures {
    bool error;      /* it could not be read */
    bool assessed;   /* at least one requirement was */
    bool incomplete; /* something was not */
    bool fails;      /* the threshold */
    uint32_t text;   /* bytes of its text */
    struct report_cases cases;
    uint32_t levels[REPORT_LEVELS]; /* annotations of each level, see github.c */
    const struct pack *pack;        /* NULL: none was chosen */
    const unsigned char *use;       /* of each waiver; NULL: none was tried */
};

/* The totals of a run: plans = checked + errors; `failed` of the checked ones. */
struct tally {
    const struct review *review; /* NULL: there is none */
    size_t plans, checked, failed, errors, incomplete, assessed;
    struct report_cases cases;
    uint64_t levels[REPORT_LEVELS];
    VEC(const struct pack *) packs; /* in the order in which they came up */
    unsigned char *use;             /* of each waiver; NULL: none was tried */
};

void report_figures(const struct result *, const struct pa_threshold *, struct plan_figures *);
void tally_init(struct tally *, const struct review *);
void tally_add(struct tally *, const struct plan_figures *);
void tally_clear(struct tally *);
/* What is wrong with waivers after all plans; `*count` of them in the arena. */
struct waiver_finding *tally_waivers(const struct tally *, struct arena *, size_t *count);

/* Where a plan stands in its run. */
struct report_place {
    size_t index;  /* from 0 */
    size_t count;  /* plans of the run; 0: not known yet (see `counted`) */
    size_t repeat; /* earlier plans of the same path (see `repeats`) */
    const struct pa_report_options *options;
};

/* A report on its way to be whole. */
struct report_join {
    const struct report *report;
    const struct pa_report_options *options;
    const struct tally *tally; /* of the plans so far; of all, where pieces need them */
    size_t count;              /* plans of the run */
    unsigned stream;           /* where it stands */
    size_t taken;              /* parts (or lines, as the report likes) of the stream */
    size_t last;               /* the same of the stream before: for pieces */
    bool full;                 /* nothing more of the stream is taken */
    size_t written;            /* bytes of the report */
    uint64_t text;             /* bytes of the texts of plans in this stream so far */
};

struct report {
    const char *name, *description;
    unsigned streams;
    bool early;   /* one stream, and piece 0 needs no totals: it can go out while plans come in */
    bool counted; /* parts depend on the number of plans */
    bool repeats; /* parts depend on earlier plans of the same path */
    /* Adds the plan's part of a stream. */
    void (*plan)(
        const struct result *, const struct report_place *, unsigned stream, struct buf *out);
    /* Adds piece `join->stream`; NULL: there are none. */
    void (*piece)(struct report_join *, struct buf *out);
    /* Adds a part, or leaves it out; NULL: as it is. */
    void (*take)(struct report_join *, const struct plan_figures *, const char *part, size_t len,
        struct buf *out);
    /* Makes the report of all that; NULL: it is the report. Such a one is in memory as a whole. */
    bool (*close)(const struct report_join *, struct buf *body, struct buf *out);
};

/* The i-th report format, NULL past the end; and by name, NULL when unknown. */
const struct report *report_at(size_t i);
const struct report *report_find(const char *name);

/* Begins a report (piece 0), adds a part to the stream where it stands, goes on to the next stream
 * (the piece between), ends (after the last). Each adds to `out`, which the caller may empty. */
void report_begin(struct report_join *, struct buf *out);
void report_take(struct report_join *, const struct plan_figures *, const char *part, size_t len,
    struct buf *out);
void report_next(struct report_join *, struct buf *out);

/* All of it, of results in memory. False when it is longer than `out` takes. */
bool report_write(const struct report *, const struct result *const *results, size_t count,
    const struct review *, const struct pa_report_options *, struct buf *out);

#endif
