/* One plan checked and rendered, in whatever process: what a worker does with a job, and the answer
 * that comes of it. */
#ifndef BATCH_WORK_H
#define BATCH_WORK_H

#include "base/buf.h"
#include "batch/pool.h"
#include "report/report.h"
#include "run/engine.h"

struct answer {
    const struct pa_engine *engine;
    const struct report *reports[LIMIT_REPORTS];
    size_t report_count;
    struct buf parts[LIMIT_REPORTS][REPORT_STREAMS];
    struct plan_figures figures;
    unsigned char *use; /* figures.use, owned */
    char *error_code, *error_message;
    struct diag *messages;            /* what a worker's engine said; NULL: nothing */
    struct pa_report_options options; /* strings and threshold belong to whoever runs the job */
    size_t count;                     /* of the job */
};

/* An empty answer to the job, whose options it borrows. Clear with answer_clear(). */
void answer_init(struct answer *, const struct pa_engine *, const struct job *);
void answer_clear(struct answer *);
/* Checks the plan and fills the answer. `wire` is what the reader of PDFs said, NULL without. */
struct ingest_wire;
void answer_run(struct answer *, struct pa_engine *, const struct job *, const char *bytes,
    size_t len, const struct ingest_wire *wire);
/* The answer for a plan that was not assessed: nothing but trusted text in it. */
void answer_fail(struct answer *, const struct job *, const char *code, const char *message);

/* The pack of a job's name; false when there is none of it. `*pack` NULL: it is to be detected. */
bool work_find_pack(const struct pa_engine *, const char *id, const struct loaded_pack **pack);

#endif
