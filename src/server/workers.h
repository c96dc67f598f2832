/* Processes that check plans for the server: what a plan can do, it does there. */
#ifndef SERVER_WORKERS_H
#define SERVER_WORKERS_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct pa_engine;
struct workers;

/* The reports that are made of each plan, by the names that they are kept under. */
#define WORKER_REPORTS 4
extern const char *const worker_artefacts[WORKER_REPORTS]; /* "results.json", ... */

struct check {
    const char *name;       /* of the file, as it was sent */
    const char *document;   /* path of the file */
    const char *framework;  /* id; "": the plan's own words choose */
    const char *judgements; /* of people, as JSON; NULL: none */
};

struct checked {
    const char *error_code, *error; /* NULL: it was checked */
    struct buf reports[WORKER_REPORTS];
};
/* Called once for each check, from workers_run(). What it gets is gone when it returns. */
typedef void checked_fn(void *user, const struct checked *);

/* `count` 0: as many as there are processors. NULL after a message on standard error. */
struct workers *workers_new(struct pa_engine *, unsigned count);
/* Ends what runs, without calls. */
void workers_free(struct workers *);
/* Would another check begin at once? */
bool workers_idle(const struct workers *);
/* False when the check cannot begin; errno. */
bool workers_begin(struct workers *, const struct check *, checked_fn *, void *user);
/* What workers_run() waits for: as pool_poll(). */
size_t workers_poll(struct workers *, struct pollfd *, size_t room, int *milliseconds);
void workers_run(struct workers *);

#endif
