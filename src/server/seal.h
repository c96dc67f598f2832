/* Sealed results (schemas/sealed.schema.json): what came out for which plan by which pack, and a
 * signature over it. `planassure verify` checks them. */
#ifndef SERVER_SEAL_H
#define SERVER_SEAL_H

#include "base/buf.h"
#include "results/results.h"

struct key;

void seal_write(struct buf *out, const struct plan_record *, const struct key *);
/* Does the file hold the seal of this public key? 0 yes, 1 no, 2 it cannot be read; a sentence on
 * standard output. For `planassure verify --key`. */
int seal_check(const char *path, const char *public_key);

#endif
