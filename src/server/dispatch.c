/* See dispatch.h. Checks in this order: target, host, route and method, person, origin, body,
 * token. The first that fails decides the answer; what then still comes of the body is dropped. */
#include "config.h"

#include "server/dispatch.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/mem.h"
#include "server/cookie.h"
#include "server/rate.h"
#include "server/routes.h"

struct pending {
    struct request request;
    const struct route *route; /* NULL: refused */
    unsigned status;           /* of the refusal; 0: none so far */
    const char *what, *advice, *allow;
    char new_session[REGISTRY_SECRET]; /* to be set as a cookie; "" none */
};

static void refuse(struct pending *p, unsigned status, const char *what, const char *advice)
{
    if (p->status)
        return;
    p->status = status;
    p->what = what;
    p->advice = advice;
}

/* ---- where it was sent to ---- */

/* Is `host` ("name" or "name:port") the name `name` with our port, or without one behind a proxy?
 */
static bool is_host(const struct server *s, const char *host, const char *name)
{
    size_t len = strlen(name);
    char port[16];
    if (strncmp(host, name, len) != 0)
        return false;
    if (host[len] == '\0')
        return s->settings.behind_tls || s->settings.host_count || http_port(s->http) == 80;
    snprintf(port, sizeof port, ":%u", http_port(s->http));
    return strcmp(host + len, port) == 0 ||
           (s->settings.host_count && host[len] == ':' && strchr(host + len + 1, ':') == NULL);
}

/* A page of elsewhere can make a browser send requests here under a name of its own (DNS
 * rebinding): on this machine only its own names count, elsewhere those that were given. */
static bool is_our_host(const struct server *s, const char *host)
{
    static const char *const own[] = {"localhost", "127.0.0.1", "[::1]"};
    if (!host)
        return false;
    for (size_t i = 0; i < s->settings.host_count; i++)
        if (is_host(s, host, s->settings.hosts[i]))
            return true;
    if (s->settings.host_count || !http_is_loopback(s->settings.listen))
        return !s->settings.host_count;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (is_host(s, host, own[i]))
            return true;
    return s->settings.behind_tls;
}

/* Was it sent by a page of ours? Browsers say where a request that changes something comes from. */
static bool is_our_origin(const struct http_head *head)
{
    const char *origin = head->headers[HEADER_ORIGIN], *site = head->headers[HEADER_SITE];
    const char *host = head->headers[HEADER_HOST];
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return false;
    if (!origin)
        return true;
    const char *name = strstr(origin, "://");
    return name && host && strcmp(name + 3, host) == 0;
}

/* ---- who sent it ---- */

/* The address that a limit of logins goes by: behind a proxy, what the proxy added last. */
static const char *address_of(struct pending *p, const struct http_head *head)
{
    const char *forwarded = head->headers[HEADER_FORWARDED];
    if (!p->request.server->settings.behind_tls || !forwarded)
        return arena_strdup(p->request.arena, head->address);
    const char *last = strrchr(forwarded, ',');
    last = last ? last + 1 : forwarded;
    last += strspn(last, " ");
    return arena_copy(p->request.arena, last, strnlen(last, 64));
}

static void take_session(struct pending *p, const char *secret, const struct session *session)
{
    struct request *r = &p->request;
    struct person *who = arena_alloc(r->arena, sizeof *who);
    *who = session->person;
    r->who = who;
    r->csrf = arena_strdup(r->arena, session->csrf);
    r->secret = arena_strdup(r->arena, secret);
}

static void find_token(struct pending *p, const char *authority)
{
    static const char scheme[] = "Bearer ";
    struct request *r = &p->request;
    struct person *who = arena_alloc(r->arena, sizeof *who);
    if (strncmp(authority, scheme, sizeof scheme - 1) != 0 ||
        registry_token(r->server->registry, authority + sizeof scheme - 1, r->arena, who) !=
            REGISTRY_OK) {
        refuse(p, 401, "This token is not known.", "Ask for a new one.");
        return;
    }
    r->who = who;
    r->secret = "";
}

/* Programs on this machine need no account either: a header that no page of elsewhere can make a
 * browser send says that it is none. */
static void find_local_program(struct pending *p)
{
    struct person *who = arena_alloc(p->request.arena, sizeof *who);
    if (registry_person_local(p->request.server->registry, p->request.arena, who) == REGISTRY_OK) {
        p->request.who = who;
        p->request.secret = "";
    }
}

static void find_person(struct pending *p, const struct http_head *head)
{
    struct request *r = &p->request;
    struct session session;
    const char *authority = head->headers[HEADER_AUTHORITY];
    if (r->api && authority) {
        find_token(p, authority);
        return;
    }
    const char *secret = cookie_session(r->arena, head->headers[HEADER_COOKIE], p->request.tls);
    if (secret &&
        registry_session(r->server->registry, secret, r->arena, &session) == REGISTRY_OK) {
        take_session(p, secret, &session);
        return;
    }
    if (!server_is_local(r->server))
        return;
    if (r->api)
        find_local_program(p);
    else if (strcmp(r->method, "GET") == 0 && p->route && p->route->who != WHO_ANYBODY &&
             registry_session_local(r->server->registry, r->arena, p->new_session, &session) ==
                 REGISTRY_OK)
        take_session(p, p->new_session, &session);
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void check_person(struct pending *p)
{
    const struct request *r = &p->request;
    enum route_who wanted = p->route->who;
    if (wanted == WHO_ANYBODY)
        return;
    if (!r->who) {
        refuse(p, 401, "Nobody is logged in, or the session has ended.",
            r->api ? "Send a token: \"Authorization: Bearer ...\"." : "Log in and try again.");
        return;
    }
    enum role least = wanted == WHO_LEAD       ? ROLE_LEAD
                      : wanted == WHO_ASSESSOR ? ROLE_ASSESSOR
                                               : ROLE_SUBMITTER;
    if (r->who->role < least)
        refuse(p, 403, "Your account may not do this.", "Ask a lead of your organisation.");
    if (!server_is_local(r->server) && !rate_take(r->server->rate, r->who->id, milliseconds()))
        refuse(p, 429, "That were too many requests in a short time.", "Wait a minute.");
}

/* ---- what it asks for ---- */

static void find_route(struct pending *p, const struct http_head *head)
{
    static const char *const known[] = {
        "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"};
    struct request *r = &p->request;
    char allow[64];
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_known |= strcmp(known[i], head->method) == 0;
    p->route = route_find(r->arena, head->method, r->path, r->ids, allow);
    if (p->route)
        return;
    if (!allow[0])
        refuse(p, 404, "There is no such page.", "Check the address, or begin at the start.");
    else {
        p->allow = arena_strdup(r->arena, allow);
        refuse(p, is_known ? 405 : 501, "This address does not take such a request.",
            "Use the links and buttons of the pages.");
    }
}

/* Forms of pages carry the token in a field; programs with a session in a header. */
static bool has_token(const struct pending *p, const char *sent)
{
    const char *want = p->request.csrf;
    size_t len = want ? strlen(want) : 0;
    unsigned char difference = 0;
    if (!want || !sent || strlen(sent) != len || !len)
        return false;
    for (size_t i = 0; i < len; i++)
        difference |= (unsigned char)(want[i] ^ sent[i]);
    return difference == 0;
}

/* Under /api a token of a person, or a header that other sites cannot send, says that no other site
 * is behind it. */
static void check_api(struct pending *p, const struct http_head *head)
{
    const char *header = head->headers[HEADER_CSRF];
    if (!p->route->csrf || head->headers[HEADER_AUTHORITY])
        return;
    if (p->request.csrf ? !has_token(p, header) : !header)
        refuse(p, 403, "The header X-CSRF-Token is missing or wrong.",
            "Programs send a token (\"Authorization: Bearer ...\"), or, to a server without "
            "accounts, \"X-CSRF-Token: local\".");
}

static void begin_body(struct pending *p, const struct http_head *head)
{
    if (p->route->body == BODY_NONE)
        return;
    p->request.form =
        form_new(p->request.arena, head->headers[HEADER_TYPE], p->request.server->settings.folder);
    if (!p->request.form)
        refuse(p, 415, "What was sent is no form.", "Send multipart/form-data.");
}

static void check_head(struct pending *p, const struct http_head *head)
{
    struct request *r = &p->request;
    struct target target;
    if (!target_parse(r->arena, head->target, &target)) {
        refuse(p, 400, "This address is not well formed.", "Begin at the start.");
        return;
    }
    r->path = target.path;
    r->query = target.query;
    r->api = strcmp(r->path, "/api") == 0 || strncmp(r->path, "/api/", 5) == 0;
    if (!is_our_host(r->server, r->host)) {
        refuse(p, 421, "This server does not answer under that name.",
            "Use the address that it printed when it was started.");
        return;
    }
    find_route(p, head);
    find_person(p, head);
    if (!p->route || p->status)
        return;
    check_person(p);
    if (strcmp(r->method, "GET") != 0 && !is_our_origin(head))
        refuse(p, 403, "The request came from a page of another site.",
            "Begin at the start of this one.");
    if (r->api)
        check_api(p, head);
    if (!p->status)
        begin_body(p, head);
}

static void *begin(void *user, const struct http_head *head)
{
    struct pending *p = xcalloc(1, sizeof *p);
    struct request *r = &p->request;
    r->server = user;
    r->arena = arena_new();
    r->head = strcmp(head->method, "HEAD") == 0;
    r->method = r->head ? "GET" : arena_strdup(r->arena, head->method);
    r->path = "/";
    r->host = arena_strdup(r->arena, head->headers[HEADER_HOST]);
    r->address = address_of(p, head);
    r->cookies = arena_strdup(r->arena, head->headers[HEADER_COOKIE]);
    const char *scheme = head->headers[HEADER_SCHEME];
    r->tls = r->server->settings.behind_tls && (!scheme || strcmp(scheme, "http") != 0);
    check_head(p, head);
    return p;
}

static void body(void *request, const char *bytes, size_t len)
{
    struct pending *p = request;
    if (!bytes)
        refuse(p, 413, "That is more than this server takes.", "A plan may have 64 MiB.");
    else if (!p->status && p->request.form)
        form_feed(p->request.form, bytes, len);
}

/* ---- the answer ---- */

static void check_form(struct pending *p)
{
    struct request *r = &p->request;
    switch (form_finish(r->form)) {
    case FORM_OK:
        break;
    case FORM_WRONG:
        refuse(p, 400, "What was sent is not a well-formed form.", "Go back and try again.");
        return;
    case FORM_TOO_LARGE:
        refuse(p, 413, "That is more than this server takes.",
            "A plan may have 64 MiB: a plan that is larger is mostly pictures.");
        return;
    case FORM_FAILED:
        refuse(p, 507, "The file could not be kept: the disk is full or refuses.",
            "Tell whoever runs this server.");
        return;
    }
    if (p->route->csrf && !r->api && !has_token(p, request_field(r, "csrf")))
        refuse(p, 403, "The page was open for too long, or the form is not one of this site.",
            "Go back, load the page again and repeat what you did.");
}

static void end(void *request, struct http_answer *answer)
{
    struct pending *p = request;
    struct request *r = &p->request;
    if (!p->status && r->form)
        check_form(p);
    if (p->status == 401 && !r->api && strcmp(r->method, "GET") == 0)
        answer_redirect(answer, "/login?to=%s", r->path);
    else if (p->status)
        answer_error(r, answer, p->status, p->what, p->advice);
    else
        p->route->answer(r, answer);
    if (p->allow)
        http_header(answer, "Allow", "%s", p->allow);
    if (p->status == 401)
        http_header(answer, "WWW-Authenticate", "Bearer");
    if (p->status == 429)
        http_header(answer, "Retry-After", "60");
    if (p->new_session[0])
        cookie_set(answer, p->new_session, p->request.tls);
    http_header(answer, "X-Content-Type-Options", "nosniff");
    http_header(answer, "Referrer-Policy", "same-origin");
    http_header(answer, "Cross-Origin-Opener-Policy", "same-origin");
    http_header(answer, "Cross-Origin-Resource-Policy", "same-origin");
}

static void release(void *request)
{
    struct pending *p = request;
    form_free(p->request.form);
    arena_free(p->request.arena);
    xfree(p);
}

struct http_handler dispatch_handler(struct server *server)
{
    return (struct http_handler){server, begin, body, end, release};
}

/* ---- what handlers ask ---- */

bool server_is_local(const struct server *s)
{
    return !s->settings.public && http_is_loopback(s->settings.listen) &&
           registry_person_count(s->registry) == 0;
}

const char *request_field(const struct request *r, const char *name)
{
    const char *value = r->form ? fields_get(form_fields(r->form), name) : NULL;
    return value ? value : "";
}

const char *request_query(const struct request *r, const char *name)
{
    const char *value = fields_get(&r->query, name);
    return value ? value : "";
}
