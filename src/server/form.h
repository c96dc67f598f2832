/* What a form sent: its fields in memory, its file on the disk. The name of a file is text of a
 * stranger that is shown and kept; it is never part of a path. */
#ifndef SERVER_FORM_H
#define SERVER_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/target.h"

struct upload {
    const char *name; /* the last part of what was sent, cut to LIMIT_FILE_NAME, made clean */
    int fd;           /* an unnamed file: gone when it is closed */
    uint64_t size;
};

enum form_status {
    FORM_OK,
    FORM_WRONG,     /* not well formed, or of a type that no form has */
    FORM_TOO_LARGE, /* a file over LIMIT_PLAN_BYTES, or the rest over LIMIT_FORM_BYTES */
    FORM_FAILED     /* the disk refused */
};

struct form;

/* `folder` is where the file is kept meanwhile. NULL when the type is none that forms have. Fields
 * are in the arena. Free with form_free(), which closes the file. */
struct form *form_new(struct arena *, const char *content_type, const char *folder);
void form_free(struct form *);
/* The next bytes. Once the status is not FORM_OK the rest is ignored. */
void form_feed(struct form *, const char *bytes, size_t len);
/* At the end of the body. */
enum form_status form_finish(struct form *);
const struct fields *form_fields(const struct form *);
/* The files that were sent, in order, at most LIMIT_FORM_FILES; a file field that was left empty is
 * none. NULL past the end. */
const struct upload *form_file(const struct form *, size_t i);
/* All bytes of the file, mapped (no NUL behind them); end with form_file_unmap(). False: errno. */
bool form_file_map(const struct upload *, const char **bytes);
void form_file_unmap(const struct upload *, const char *bytes);
/* The name as it may be shown and kept. */
const char *form_file_name(struct arena *, const char *sent);

#endif
