/* The border to PCRE2: patterns that are caseless, know UTF-8, and never run without limits. */
#ifndef MATCH_REGEX_H
#define MATCH_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct regex;
struct regex_scratch;

/* Compiles. NULL with `error` (cut to `room`) and the byte of the pattern where it is. Free with
 * regex_free(). */
struct regex *regex_new(const char *pattern, char *error, size_t room, uint32_t *error_at);
void regex_free(struct regex *);

/* Compiles it for all ways of matching. */
void regex_make_ready(struct regex *);

/* What matching needs to write to: one for each scan. */
struct regex_scratch *regex_scratch_new(void);
void regex_scratch_free(struct regex_scratch *);

enum regex_status {
    REGEX_FOUND,
    REGEX_NONE,
    REGEX_LIMIT /* gave up: whether it matches is not known */
};
enum regex_way {
    REGEX_MACHINE_CODE = 1,
    REGEX_VALID = 2 /* the text is known to be whole characters of valid UTF-8: no need to look */
};
/* The first match that is not empty in `text` from `from`. With machine code the first call for a
 * regex compiles it so, which pays after some dozens of texts: one thread at a time may match with
 * it. The limits are counted a little differently there: ask for one way throughout a plan. */
enum regex_status regex_find(struct regex *, struct regex_scratch *, unsigned way, const char *text,
    size_t len, size_t from, size_t *at, size_t *end);

#endif
