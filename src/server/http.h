/* The border to libmicrohttpd: bytes of the network to requests, answers to bytes of the network.
 * One thread, no blocking: the server's loop waits for http_fd() and calls http_run(). What takes
 * its time over a request loses its connection; heads, bodies and connections are bounded. */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum header {
    HEADER_HOST,
    HEADER_COOKIE,
    HEADER_TYPE,      /* Content-Type */
    HEADER_LENGTH,    /* Content-Length */
    HEADER_ORIGIN,    /* Origin */
    HEADER_SITE,      /* Sec-Fetch-Site */
    HEADER_FORWARDED, /* X-Forwarded-For */
    HEADER_SCHEME,    /* X-Forwarded-Proto */
    HEADER_AUTHORITY, /* Authorization */
    HEADER_CSRF,      /* X-CSRF-Token */
    HEADERS
};

/* The head of a request as it came; strings live as long as the request. */
struct http_head {
    const char *method, *target;
    const char *headers[HEADERS]; /* NULL: not sent; the host is NULL when it was sent twice, too */
    const char *address;          /* of the peer, without the port */
};

struct http_answer {
    unsigned status;
    const char *type; /* Content-Type; a literal */
    struct buf body;  /* the answer takes it */
    struct {
        const char *name;
        char *value; /* the answer frees it with xfree() */
    } headers[16];
    size_t header_count;
};

/* Adds a header; line ends in the value become blanks. */
void http_header(struct http_answer *, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What the server does with a request. `request` is what begin() returned. */
struct http_handler {
    void *user;
    void *(*begin)(void *user, const struct http_head *);
    void (*body)(void *request, const char *bytes, size_t len);
    /* The whole request is there: fill in the answer. */
    void (*end)(void *request, struct http_answer *);
    void (*release)(void *request); /* always called once, at the end or when the client went */
};

struct http;

/* Listens on `address` (numbers: "127.0.0.1", "::1") and `port` (0: any that is free, see
 * http_port()). NULL and errno when it cannot. */
struct http *http_new(const char *address, uint16_t port, const struct http_handler *);
void http_free(struct http *);
uint16_t http_port(const struct http *);
int http_fd(const struct http *);
/* Milliseconds until http_run() must be called even if nothing happened. */
int http_wait(const struct http *);
void http_run(struct http *);
/* Is it an address that only this machine reaches? */
bool http_is_loopback(const char *address);

#endif
