/* What goes between the program and a worker, over one socket: frames of a kind, a length and so
 * many bytes. Jobs go out (their files beside them, as descriptors); parts of reports and then the
 * end come back. The program trusts nothing that comes back: every length is capped, every number
 * is looked at, and what is not as it should be makes the worker a dead one. */
#ifndef BATCH_FRAME_H
#define BATCH_FRAME_H

#include "batch/work.h"

enum frame_kind { FRAME_JOB = 1, FRAME_PART, FRAME_END };
enum { FRAME_HEAD = 8, FRAME_PIECE = 64 * 1024, FRAME_FILES = 2, FRAME_MESSAGES = 16 };

/* A job as a frame; `wire` (NULL: none) without its bytes. */
void frame_add_job(struct buf *out, const struct job *, const struct ingest_wire *wire);
/* Reads it back from `len` bytes behind the head; strings point into them, the rest is in `room`.
 */
struct frame_job {
    struct job job;
    struct pa_report_options options;
    struct pa_threshold threshold;
    const char *formats[LIMIT_REPORTS];
    bool has_wire; /* a second file holds it, unless it is an error */
    const char *wire_code, *wire_text;
};
bool frame_read_job(const char *bytes, size_t len, struct frame_job *room);

/* The answer as frames. `leaving`: the worker ends behind it. */
void frame_add_answer(struct buf *out, const struct answer *, bool leaving);
/* Takes the first whole frame out of what came, into the answer. `*used` 0: it is not whole yet.
 * False when it is not as it should be. */
struct frame_state {
    size_t taken; /* bytes of parts */
    bool end, leaving;
};
bool frame_read_answer(
    const char *bytes, size_t len, size_t *used, struct frame_state *, struct answer *);

/* All of the bytes; false when the other side is gone or (SO_SNDTIMEO) does not take them. */
bool frame_send(int socket, const char *s, size_t len);

#endif
