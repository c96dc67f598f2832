/* The program that reads PDFs, on behalf of a worker that may start none: it reads the plan's file
 * and its answer is gathered in another, in memory, that the worker then gets. */
#ifndef BATCH_HELPER_H
#define BATCH_HELPER_H

#include <stdbool.h>
#include <sys/types.h>

#include "ingest/ingest.h"

struct helper {
    pid_t pid;    /* 0: it does not run */
    int out;      /* where its answer comes from; -1 */
    int gathered; /* where that goes; -1 */
    size_t len;
    char last[8]; /* bytes of the answer */
    long long until;
    struct ingest_error error; /* why it failed; code NULL: it did not */
};

long long helper_clock(void); /* milliseconds */
/* Begins to read the file. False: `error` says why. */
bool helper_start(struct helper *, int file);
/* Takes what it says; false when it is done (or has failed): it is then ended. */
bool helper_work(struct helper *);
/* Ends it, done or not, and closes what is open but for `gathered`. */
void helper_end(struct helper *);

#endif
