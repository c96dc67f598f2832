/* The cookie that holds the id of a session. Behind TLS its name and attributes make browsers send
 * it by TLS alone and take it from nobody else. */
#ifndef SERVER_COOKIE_H
#define SERVER_COOKIE_H

#include <stdbool.h>

struct arena;
struct http_answer;

/* The id of the session in the header Cookie (may be NULL); NULL when there is none. */
const char *cookie_session(struct arena *, const char *header, bool tls);
void cookie_set(struct http_answer *, const char *secret, bool tls);
void cookie_clear(struct http_answer *, bool tls);

#endif
