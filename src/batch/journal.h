/* The answers of a run on their way to the reports: one record a plan, in the order in which the
 * plans were done. As a journal it is a file beside the first report, named by the run that wrote
 * it, and outlives the program; a record tells by its checksum whether it is whole. As a spool it
 * has no name, and is gone with the program. */
#ifndef BATCH_JOURNAL_H
#define BATCH_JOURNAL_H

#include "batch/work.h"

struct journal;

/* By what it is seen that a plan's file is as it was. */
struct plan_file {
    uint64_t size, seconds, nanoseconds;
};

enum journal_status {
    JOURNAL_OK,
    JOURNAL_OTHER,  /* it belongs to another run */
    JOURNAL_IN_USE, /* another program writes it */
    JOURNAL_FAILED  /* errno says why */
};

struct journal *journal_spool(bool small); /* NULL and errno; `small`: it stays in memory */
/* `identity` is what makes a run that run (HASH_SHA256_HEX bytes). `resume`: what is in the file
 * stays, and `found` is called for each record that is whole. */
typedef void journal_found_fn(
    void *user, size_t index, const struct plan_file *file, const char *answer, size_t len);
enum journal_status journal_open(const char *path, const char *identity, bool resume,
    journal_found_fn *found, void *user, struct journal **out);
/* Adds an answer; `file` is what the plan's file was like. False and errno. */
bool journal_add(
    struct journal *, size_t index, const struct plan_file *file, const struct answer *);
/* What was added is on the disk, if the last time was long ago or `now`. */
bool journal_sync(struct journal *, bool now);
/* The answer to a plan, into an empty one made by answer_init(). False: it cannot be read. */
bool journal_read(struct journal *, size_t index, struct answer *);
/* The same from the bytes that `found` was given. */
bool journal_parse(const char *bytes, size_t len, struct answer *);
bool journal_is_named(const struct journal *);
bool journal_has(const struct journal *, size_t index);
/* Closes; a journal is taken away when `done`. NULL is allowed. */
void journal_close(struct journal *, bool done);

#endif
