/* Worker processes that check plans. A pool forks them from this process, so that they share the
 * packs that are loaded; each gets one plan at a time, as an open file or as bytes, and gives back
 * the plan's part of every report that was asked for. A worker that dies, hangs or takes too much
 * memory costs the plan that it was given: its answer is then the error plan.crashed, plan.timeout
 * or plan.memory, and a new worker takes its place. Workers open no file and start no program: the
 * reader of PDFs is started here, and its answer handed on.
 *
 * One thread owns a pool: it starts it (best before the program has other threads: workers are
 * forked whenever one has to be replaced), submits, and calls pool_work(). Nothing blocks but
 * pool_work() with a time. A program with other things to wait for asks pool_poll() what to put
 * into its own poll() and for how long:
 *
 *     struct pool *pool = pool_start(engine, &options);        // packs are loaded here
 *     pool_submit(pool, &job, done, user);                     // as often as it likes
 *     for (;;) {
 *         struct pollfd fds[LIMIT_WORKERS * 2 + 8];
 *         int wait;
 *         size_t n = pool_poll(pool, fds, LIMIT_WORKERS * 2, &wait);
 *         fds[n] = (struct pollfd){.fd = mine, .events = POLLIN};
 *         poll(fds, n + 1, wait);
 *         pool_work(pool, 0);                                  // calls `done` from here
 *     }
 *
 * or simply `while (pool_busy(pool)) pool_work(pool, -1);`. Jobs are begun in the order in which
 * they were submitted and end in any order. */
#ifndef BATCH_POOL_H
#define BATCH_POOL_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "planassure.h"

struct buf;
struct pool;

struct pool_options {
    unsigned workers;   /* 0: as many as there are processors, see pool_processors() */
    unsigned seconds;   /* for one plan, from its first byte to the answer; 0: LIMIT_PLAN_SECONDS */
    unsigned mebibytes; /* of memory for one plan; 0: LIMIT_PLAN_MEBIBYTES */
};

/* One plan to check, and the reports that are wanted of it. Everything is copied by pool_submit();
 * the file is dup()ed, and only pread() is used on it. */
struct job {
    const char *name;  /* the path that stands in results */
    int fd;            /* the plan, an open regular file; -1: `bytes` holds it */
    const void *bytes; /* the plan when fd is -1 */
    size_t len;
    const char *error_code, *error_message; /* the plan could not be had: only to be reported */
    const char *pack; /* the id of a pack; NULL: the one named last to the engine, else the one
                         that the plan's own words speak for */
    const char *judgements; /* of people, of this plan alone (schemas/judgements.schema.json); NULL:
                               those of the engine */
    const char *const *formats; /* report formats by name (pa_report_name()), or "plan-text": the
                                   text that lines and columns count in */
    size_t format_count;        /* at most LIMIT_REPORTS */
    uint32_t plain; /* bit i: the i-th format has no colours, whatever the options say */
    const struct pa_report_options *options; /* of all of them; NULL: the defaults */
    /* Where the plan stands in a run of several; all zero: it is alone. */
    size_t index, count;
    size_t repeat; /* earlier plans of the same path */
};

/* What became of a job. Everything in it is the pool's, and gone when `done` returns. */
struct answer;
typedef void pool_done_fn(void *user, const struct answer *);

/* Why the plan was not assessed; NULL when it was. The code is one of the result's ("plan.empty",
 * "plan.timeout"...), the message says what to do. */
const char *answer_error_code(const struct answer *);
const char *answer_error_message(const struct answer *);
/* Does it fail the threshold of the job's options? */
bool answer_fails(const struct answer *);
/* Was something of it not assessed? */
bool answer_incomplete(const struct answer *);
/* The report in the job's `i`-th format, complete, as if the plan were alone in its run. False when
 * it is longer than `out` takes. */
bool answer_report(const struct answer *, size_t i, struct buf *out);

/* Loads the packs that jobs may need (the one that was named to the engine, else all that are
 * installed) and forks the workers. NULL and messages in the engine when that fails. The engine
 * must outlive the pool, and its settings, waivers and baseline must not change meanwhile. */
struct pool *pool_start(struct pa_engine *, const struct pool_options *);
/* Ends the workers, whatever they do. Jobs that are not done are dropped without a call. */
void pool_free(struct pool *);

/* Takes a job in; `done` is called once, from pool_work(). False when there is no room to keep it
 * (LIMIT_POOL_JOBS wait already), or no file can be opened; errno says why. */
bool pool_submit(struct pool *, const struct job *, pool_done_fn *done, void *user);
/* Jobs that were submitted and are not done. */
size_t pool_busy(const struct pool *);
/* Does what can be done now, waiting at most so many milliseconds (-1: until something happens, 0:
 * not at all) for the first thing that can. */
void pool_work(struct pool *, int milliseconds);
/* What pool_work() would wait for: fills at most `room` of `fds` and gives their number;
 * `*milliseconds` is when it must be called at the latest (-1: no matter when). */
size_t pool_poll(struct pool *, struct pollfd *fds, size_t room, int *milliseconds);

/* The processors that this process may use, at least 1 and at most LIMIT_WORKERS. */
unsigned pool_processors(void);
/* The process ids of the workers now: for tests. At most `room`. */
size_t pool_workers(const struct pool *, int *pids, size_t room);

#endif
