/* A process for one piece of work that the pool of batch/ does not do: the text of a plan, and a
 * check with the judgements of people. Nobody waits for it: it is polled like the pool. */
#ifndef SERVER_ONCE_H
#define SERVER_ONCE_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct pa_engine;
struct once;

/* What it makes of a document: reports by format, and (NULL) the text of the plan. */
struct once_work {
    const char *name, *document, *framework; /* framework "": the plan's own words choose */
    const char *judgements;                  /* JSON; NULL: none */
    const char *as_of;
    const char *const *formats;
    size_t count; /* at most ONCE_PARTS */
};
#define ONCE_PARTS 4
/* `error` is NULL when all parts are there. What it gets is gone when it returns. */
typedef void once_fn(void *user, const char *error, const struct buf parts[ONCE_PARTS]);

/* Begins it; NULL: errno. */
struct once *once_begin(struct pa_engine *, const struct once_work *, once_fn *, void *user);
/* Ends it without a call. */
void once_free(struct once *);
struct pollfd once_poll(const struct once *);
/* Hears what it said; true when it has ended: `done` was called and it is freed. */
bool once_run(struct once *);

#endif
