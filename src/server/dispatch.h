/* From the head of a request to its handler: everything that is checked for all requests alike. */
#ifndef SERVER_DISPATCH_H
#define SERVER_DISPATCH_H

#include "server/server.h"

/* What http.c calls; the `user` of the handler is the server. */
struct http_handler dispatch_handler(struct server *);

#endif
