/* The server from the inside: what handlers get, what pages are made of.
 *
 * A request goes through dispatch.c: target, host, route, person, origin, body, token; what passes
 * all of it reaches the handler of its row in routes.c. A handler asks the register, and hands data
 * to a page: one file a page or a few, each page a function from data to bytes (page.h).
 * Everything in a request lives in its arena, until the answer was sent. */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "register/register.h"
#include "server/form.h"
#include "server/http.h"
#include "server/target.h"

struct pa_engine;
struct checks;
struct key;
struct rate;

struct server_settings {
    const char *listen; /* numbers: "127.0.0.1", "::1" */
    uint16_t port;
    const char *folder;      /* where everything is kept */
    const char *data_folder; /* holds rules/ and schemas/; NULL: the installed one */
    bool public;             /* others may reach it: nobody gets in without a password */
    bool behind_tls;         /* a proxy speaks TLS and says for whom (X-Forwarded-For) */
    const char *hosts[16];   /* names that browsers may use for it; none: see dispatch.c */
    size_t host_count;
    unsigned workers; /* 0: one a processor */
};

struct framework {
    const char *id, *title;
};

struct server {
    struct server_settings settings;
    struct pa_engine *engine;
    struct registry *registry;
    struct checks *checks;
    struct key *key;   /* signs sealed results */
    struct rate *rate; /* requests of each person */
    struct http *http;
    const struct framework *frameworks;
    size_t framework_count;
};

#define REQUEST_IDS 4

struct request {
    struct server *server;
    struct arena *arena;
    const char *method, *path, *host, *address;
    struct fields query;
    const char *ids[REQUEST_IDS]; /* what stands where the pattern of the route has "*" */
    bool api;                     /* the address begins with /api: answers are JSON */
    bool head;                    /* only the head of the answer is wanted */
    struct person *who;           /* NULL: nobody is logged in */
    const char *csrf;             /* the token of the session; NULL: no session */
    const char *secret;           /* the id of the session, "" with a token */
    const char *cookies;          /* the header Cookie; NULL: none */
    bool tls;                     /* the client speaks TLS with a proxy of ours */
    struct form *form;            /* what was sent; NULL: nothing */
};

/* Does the server ask nobody for a name: on this machine alone, without accounts? */
bool server_is_local(const struct server *);
/* A field of the form, or of the query; "" when it was not sent. */
const char *request_field(const struct request *, const char *name);
const char *request_query(const struct request *, const char *name);

/* ---- answers ---- */

/* An answer that leads elsewhere (303): the browser gets the page there. */
void answer_redirect(struct http_answer *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A page (under /api: JSON) that says what is wrong and what to do; both sentences, plain text. */
void answer_error(const struct request *, struct http_answer *, unsigned status, const char *what,
    const char *advice);
/* The same for what the register says. `thing` is what was asked for: "plan". */
void answer_status(
    const struct request *, struct http_answer *, enum registry_status, const char *thing);
/* A file to be kept. `name` is ours, or made clean here. */
void answer_download(struct http_answer *, const char *type, const char *name);

#endif
