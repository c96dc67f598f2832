/* A worker process: jobs in, answers out, until its socket closes. */
#ifndef BATCH_WORKER_H
#define BATCH_WORKER_H

#include <stdint.h>

#include "base/confine.h"
#include "run/engine.h"

enum worker_exit { WORKER_DONE = 0, WORKER_NO_MEMORY = 70, WORKER_NO_WALLS, WORKER_CONFUSED };

/* Runs in the child after fork(), and never returns. `memory`: bytes of address space. */
_Noreturn void worker_run(struct pa_engine *, const struct confine *, int socket, uint64_t memory);

#endif
