/* The table of addresses: which there are, who may use them, what they take. */
#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "server/server.h"

enum route_who {
    WHO_ANYBODY,  /* without a session, too */
    WHO_PERSON,   /* whoever is logged in */
    WHO_ASSESSOR, /* assessors and leads */
    WHO_LEAD
};

enum route_body { BODY_NONE, BODY_FORM, BODY_UPLOAD };

struct route {
    const char *method;
    const char *pattern; /* "/plans/" "*" "/report": each "*" is one segment, kept in request.ids */
    enum route_who who;
    enum route_body body;
    bool csrf; /* the form carries the token of the session */
    void (*answer)(struct request *, struct http_answer *);
};

/* The i-th row, NULL past the end. */
const struct route *route_at(size_t i);
/* The row for method ("HEAD" is "GET") and path; fills ids. NULL when there is none: then `allow`
 * lists the methods that the path has ("GET, HEAD, POST"), or is "" when it has none. */
const struct route *route_find(struct arena *, const char *method, const char *path,
    const char *ids[REQUEST_IDS], char allow[64]);

#endif
