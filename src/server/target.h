/* The first line and the small parts of a request, taken apart: address, query, forms, cookies.
 * All of it was written by strangers: what is not well formed is refused, never mended. Nothing
 * here touches the network, so that it can be tested and fuzzed by itself. */
#ifndef SERVER_TARGET_H
#define SERVER_TARGET_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct field {
    const char *name, *value; /* UTF-8 without control characters but line feeds and tabs */
    size_t len;               /* of the value */
};

struct fields {
    struct field *v; /* in the arena of the call */
    size_t n, room;
};

struct target {
    const char *path; /* decoded; begins with "/" */
    struct fields query;
};

/* Takes the target of a request apart ("/plans/abc?x=1"). False: longer than LIMIT_TARGET_BYTES, no
 * path, a wrong escape, an escaped slash or control character, an empty segment within, "." or
 * "..", no UTF-8, or more than LIMIT_FORM_FIELDS parameters. */
bool target_parse(struct arena *, const char *text, struct target *out);
/* application/x-www-form-urlencoded. False as above; line ends become "\n". */
bool fields_parse(struct arena *, const char *text, size_t len, struct fields *out);
/* Adds a field after the same checks of its value; copies. */
bool fields_add(struct arena *, struct fields *, const char *name, const char *value, size_t len);
/* The first value of that name, NULL when there is none. */
const char *fields_get(const struct fields *, const char *name);

/* The value of a cookie in the header `text` (may be NULL); NULL when it is not there, or there
 * twice: then somebody else set one of them. Cookies hold letters, digits, "-", "_" and ".". */
const char *cookie_get(struct arena *, const char *text, const char *name);
/* What follows `name`= in a header like Content-Disposition or Content-Type, quoted or not; NULL
 * when it is not there or not well formed. */
const char *parameter_get(struct arena *, const char *text, const char *name);

#endif
