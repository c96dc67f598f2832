/* A run over many plans: from paths to jobs, from answers to reports in the order of the plans.
 * Private to batch/; its public face is pa_batch_run(). */
#ifndef BATCH_BATCH_H
#define BATCH_BATCH_H

#include "base/writer.h"
#include "batch/journal.h"
#include "batch/pool.h"

struct output {
    const struct pa_batch_output *wanted;
    const struct report *report;
    struct pa_report_options options;
    struct report_join join;
    bool streams; /* goes out as plans are done */
    struct writer *writer;
};

struct turn { /* a plan, from its submission until its turn has come */
    char *path;
    bool done;
    char *error; /* NULL: it was assessed */
    struct plan_figures figures;
    unsigned char *use;    /* of the figures */
    struct diag *messages; /* NULL: none */
    struct buf held;       /* its answer as frames, when outputs stream and it is early */
    struct plan_file file;
};

struct batch {
    struct pa_engine *engine;
    const struct pa_batch_options *options;
    struct pa_batch_summary *summary;
    struct output outputs[LIMIT_REPORTS];
    const char *formats[LIMIT_REPORTS];
    size_t output_count;
    struct pa_report_options report; /* of jobs */
    uint32_t plain;
    bool streams, spools; /* some output does */
    bool listed;          /* all paths are known: `count` of them */
    size_t count;
    VEC(struct turn) turns; /* from the plan `base` on */
    size_t base, taken, next, done, before;
    size_t held; /* bytes of answers that are early */
    bool ended;  /* there is no further path */
    bool failed; /* an output cannot be written */
    char *kept;  /* standard input, when it was looked at */
    size_t kept_len;
    struct map *seen;
    struct tally tally;
    struct pool *pool;
    struct journal *journal;
};

/* One line to the program. */
void batch_say(const struct batch *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The job of a plan without its bytes. */
void batch_job(struct batch *, size_t index, const char *path, struct job *);

/* What a file is like; zeros when it is not there. */
struct plan_file batch_look(const char *path);

/* Opens what goes out as it comes; adds the answer of the plan whose turn it is; ends. False after
 * a message. */
bool outputs_open(struct batch *);
bool outputs_take(struct batch *, const struct answer *);
/* Writes all others from the journal, and ends those. */
bool outputs_finish(struct batch *);
void outputs_drop(struct batch *);

/* Opens the journal or spool that the run needs, and takes what an earlier run left. */
enum pa_status batch_open_journal(struct batch *);

#endif
