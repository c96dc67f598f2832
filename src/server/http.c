/* See http.h. libmicrohttpd runs without threads of its own, driven by its epoll descriptor. It
 * drops a connection on which nothing happens; what it does not see is a client that sends a byte
 * now and then: the list of connections is swept for those once a second. */
#include "config.h"

#include "server/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"

struct link {
    struct MHD_Connection *connection;
    time_t since;   /* the last request ended, or the connection began */
    bool answering; /* a request is whole: its answer may take the client longer */
    struct link *next, *before;
};

struct http {
    struct http_handler handler;
    struct MHD_Daemon *daemon;
    int fd;
    uint16_t port;
    struct link *links;
    time_t swept;
};

struct exchange {
    struct http *http;
    char *target;
    void *request; /* the handler's; NULL before the head was read */
    uint64_t received;
    bool refused; /* the rest of the body is not worth waiting for */
};

static time_t seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

void http_header(struct http_answer *answer, const char *name, const char *format, ...)
{
    if (answer->header_count == sizeof answer->headers / sizeof *answer->headers)
        return;
    struct buf value;
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (char *c = text; *c; c++)
        if (*c == '\r' || *c == '\n')
            *c = ' ';
    buf_init(&value, sizeof text);
    buf_add_str(&value, text);
    answer->headers[answer->header_count].name = name;
    answer->headers[answer->header_count++].value = buf_take(&value, NULL);
}

/* ---- connections ---- */

static struct link *link_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void connection_changed(void *user, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode code)
{
    struct http *http = user;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        struct link *link = xcalloc(1, sizeof *link);
        link->connection = connection;
        link->since = seconds();
        link->next = http->links;
        if (link->next)
            link->next->before = link;
        http->links = link;
        *context = link;
        return;
    }
    struct link *link = *context;
    if (!link)
        return;
    if (link->next)
        link->next->before = link->before;
    *(link->before ? &link->before->next : &http->links) = link->next;
    xfree(link);
    *context = NULL;
}

/* Ends connections whose request takes too long to come in. */
static void sweep(struct http *http)
{
    time_t now = seconds();
    if (now == http->swept)
        return;
    http->swept = now;
    for (struct link *link = http->links; link; link = link->next) {
        time_t most = link->answering ? LIMIT_ANSWER_SECONDS : LIMIT_REQUEST_SECONDS;
        if (now - link->since <= most)
            continue;
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(link->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (info)
            shutdown(info->connect_fd, SHUT_RDWR);
    }
}

/* ---- requests ---- */

static void *begin_exchange(void *user, const char *target, struct MHD_Connection *connection)
{
    struct exchange *x = xcalloc(1, sizeof *x);
    struct buf copy;
    x->http = user;
    struct link *link = link_of(connection);
    if (link) {
        link->since = seconds();
        link->answering = false;
    }
    buf_init(&copy, LIMIT_HEADER_BYTES);
    buf_add_str(&copy, target);
    x->target = buf_take(&copy, NULL);
    return x;
}

static void end_exchange(void *user, struct MHD_Connection *connection, void **context,
    enum MHD_RequestTerminationCode code)
{
    (void)user;
    (void)code;
    struct exchange *x = *context;
    struct link *link = link_of(connection);
    if (link) {
        link->since = seconds();
        link->answering = false;
    }
    if (!x)
        return;
    if (x->request)
        x->http->handler.release(x->request);
    xfree(x->target);
    xfree(x);
    *context = NULL;
}

static enum MHD_Result count_host(
    void *user, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    (void)value;
    unsigned *count = user;
    *count += strcasecmp(name, "Host") == 0;
    return MHD_YES;
}

static void read_address(struct MHD_Connection *connection, char *out, socklen_t size)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const void *address = NULL;
    out[0] = '\0';
    if (!info)
        return;
    int family = info->client_addr->sa_family;
    if (family == AF_INET)
        address = &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr;
    else if (family == AF_INET6)
        address = &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr;
    if (!address || !inet_ntop(family, address, out, size))
        out[0] = '\0';
}

static void read_head(
    struct exchange *x, struct MHD_Connection *connection, const char *method, char address[64])
{
    static const char *const names[HEADERS] = {[HEADER_HOST] = "Host",
        [HEADER_COOKIE] = "Cookie",
        [HEADER_TYPE] = "Content-Type",
        [HEADER_LENGTH] = "Content-Length",
        [HEADER_ORIGIN] = "Origin",
        [HEADER_SITE] = "Sec-Fetch-Site",
        [HEADER_FORWARDED] = "X-Forwarded-For",
        [HEADER_SCHEME] = "X-Forwarded-Proto",
        [HEADER_AUTHORITY] = "Authorization",
        [HEADER_CSRF] = "X-CSRF-Token"};
    struct http_head head = {.method = method, .target = x->target};
    for (size_t i = 0; i < HEADERS; i++)
        head.headers[i] = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, names[i]);
    unsigned hosts = 0;
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_host, &hosts);
    if (hosts != 1)
        head.headers[HEADER_HOST] = NULL;
    read_address(connection, address, 64);
    head.address = address;
    x->request = x->http->handler.begin(x->http->handler.user, &head);
}

static enum MHD_Result answer(struct exchange *x, struct MHD_Connection *connection)
{
    struct http_answer a = {.status = 500, .type = "text/plain; charset=utf-8"};
    buf_init(&a.body, LIMIT_REPORT_BYTES);
    x->http->handler.end(x->request, &a);
    size_t len = 0;
    char *bytes = buf_take(&a.body, &len);
    struct MHD_Response *response =
        bytes ? MHD_create_response_from_buffer_with_free_callback(len, bytes, xfree)
              : MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!response) {
        xfree(bytes);
        return MHD_NO;
    }
    if (a.type)
        MHD_add_response_header(response, "Content-Type", a.type);
    for (size_t i = 0; i < a.header_count; i++) {
        MHD_add_response_header(response, a.headers[i].name, a.headers[i].value);
        xfree(a.headers[i].value);
    }
    if (x->refused)
        MHD_add_response_header(response, "Connection", "close");
    struct link *link = link_of(connection);
    if (link)
        link->answering = true;
    enum MHD_Result result = MHD_queue_response(connection, a.status, response);
    MHD_destroy_response(response);
    return result;
}

/* Longer than any body that is taken, by a margin up to which it is read and then refused in words:
 * a client that still sends does not listen. */
static bool is_hopeless(struct MHD_Connection *connection)
{
    const char *text = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    if (!text)
        return false;
    size_t digits = strspn(text, "0123456789");
    if (text[digits] || digits == 0 || digits > 18)
        return true;
    uint64_t length = 0;
    for (size_t i = 0; i < digits; i++)
        length = length * 10 + (uint64_t)(text[i] - '0');
    return length > LIMIT_BODY_BYTES;
}

static enum MHD_Result handle(void *user, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *bytes, size_t *len, void **context)
{
    (void)user;
    (void)url;
    (void)version;
    struct exchange *x = *context;
    char address[64];
    if (!x)
        return MHD_NO;
    if (!x->request) {
        read_head(x, connection, method, address);
        if (!x->request)
            return MHD_NO;
        if (!is_hopeless(connection))
            return MHD_YES;
        x->refused = true;
        x->http->handler.body(x->request, NULL, SIZE_MAX);
        return answer(x, connection);
    }
    if (*len) {
        x->received += *len;
        if (x->received > LIMIT_BODY_BYTES)
            return MHD_NO;
        x->http->handler.body(x->request, bytes, *len);
        *len = 0;
        return MHD_YES;
    }
    return answer(x, connection);
}

/* ---- life ---- */

static bool make_address(
    const char *address, uint16_t port, struct sockaddr_storage *out, socklen_t *len)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)out;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)(void *)out;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, address, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        *len = sizeof *v4;
        return true;
    }
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET6, address, &v6->sin6_addr) != 1)
        return false;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    *len = sizeof *v6;
    return true;
}

bool http_is_loopback(const char *address)
{
    struct in_addr v4;
    if (inet_pton(AF_INET, address, &v4) == 1)
        return (ntohl(v4.s_addr) >> 24) == 127;
    return strcmp(address, "::1") == 0;
}

static int listen_on(const char *address, uint16_t port, uint16_t *got)
{
    struct sockaddr_storage where;
    socklen_t len;
    int yes = 1;
    errno = EADDRNOTAVAIL;
    if (!make_address(address, port, &where, &len))
        return -1;
    int fd = socket(where.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, (struct sockaddr *)&where, len) || listen(fd, LIMIT_CONNECTIONS) ||
        getsockname(fd, (struct sockaddr *)&where, &len)) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    *got = ntohs(where.ss_family == AF_INET ? ((struct sockaddr_in *)(void *)&where)->sin_port
                                            : ((struct sockaddr_in6 *)(void *)&where)->sin6_port);
    return fd;
}

struct http *http_new(const char *address, uint16_t port, const struct http_handler *handler)
{
    struct http *http = xcalloc(1, sizeof *http);
    http->handler = *handler;
    int fd = listen_on(address, port, &http->port);
    if (fd < 0) {
        xfree(http);
        return NULL;
    }
    http->daemon = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, handle, http,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)LIMIT_CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)LIMIT_IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)LIMIT_HEADER_BYTES, MHD_OPTION_URI_LOG_CALLBACK,
        begin_exchange, http, MHD_OPTION_NOTIFY_COMPLETED, end_exchange, http,
        MHD_OPTION_NOTIFY_CONNECTION, connection_changed, http, MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        http->daemon ? MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
    if (info) {
        http->fd = info->epoll_fd;
        return http;
    }
    if (!http->daemon)
        close(fd);
    http_free(http);
    errno = ENOMEM;
    return NULL;
}

void http_free(struct http *http)
{
    if (http && http->daemon)
        MHD_stop_daemon(http->daemon);
    xfree(http);
}

uint16_t http_port(const struct http *http)
{
    return http->port;
}

int http_fd(const struct http *http)
{
    return http->fd;
}

int http_wait(const struct http *http)
{
    MHD_UNSIGNED_LONG_LONG wait;
    if (MHD_get_timeout(http->daemon, &wait) == MHD_YES && wait < 1000)
        return (int)wait;
    return http->links ? 1000 : -1;
}

void http_run(struct http *http)
{
    MHD_run(http->daemon);
    sweep(http);
}
