/* How many requests one person may send: a bucket that fills with time. */
#ifndef SERVER_RATE_H
#define SERVER_RATE_H

#include <stdbool.h>
#include <stdint.h>

struct rate;

struct rate *rate_new(void);
void rate_free(struct rate *);
/* A request of `who` at `now` (milliseconds of any clock that does not go back). False: too many.
 */
bool rate_take(struct rate *, int64_t who, int64_t now);

#endif
