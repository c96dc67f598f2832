/* From the queue in the register to workers and back. */
#ifndef SERVER_CHECKS_H
#define SERVER_CHECKS_H

#include <poll.h>
#include <stddef.h>

struct checks;
struct registry;
struct workers;

/* What was running when the server ended is queued again. NULL after a message on standard error.
 */
struct checks *checks_new(struct registry *, struct workers *);
void checks_free(struct checks *);
/* Something was queued: begin it when a worker is idle. */
void checks_wake(struct checks *);
/* For the loop: as workers_poll() and workers_run(). */
size_t checks_poll(struct checks *, struct pollfd *, size_t room, int *milliseconds);
void checks_run(struct checks *);

#endif
