/* Answers that many handlers give: elsewhere, an error, what the register said, a file. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/json.h"
#include "base/mem.h"
#include "server/page.h"
#include "server/server.h"

void answer_redirect(struct http_answer *answer, const char *format, ...)
{
    char where[2048];
    struct buf uri;
    va_list args;
    va_start(args, format);
    vsnprintf(where, sizeof where, format, args);
    va_end(args);
    buf_init(&uri, sizeof where * 4);
    size_t path = strcspn(where, "?"); /* escapes of a query are the caller's */
    escape_uri(&uri, where, path);
    buf_add_str(&uri, where + path);
    http_header(answer, "Location", "%s", buf_str(&uri));
    http_header(answer, "Cache-Control", "no-store");
    buf_clear(&uri);
    answer->status = 303;
    answer->type = NULL;
}

static void add_json_error(struct http_answer *answer, const char *what, const char *advice)
{
    struct json *j = json_new_object();
    struct json *error = json_add(j, "error", json_new_object());
    json_add(error, "message", json_new_string(what));
    json_add(error, "advice", json_new_string(advice));
    json_print(j, true, &answer->body);
    json_free(j);
    answer->type = "application/json";
    http_header(answer, "Cache-Control", "no-store");
}

static const char *title_of(unsigned status)
{
    switch (status) {
    case 401:
        return "Please log in";
    case 403:
        return "This was not allowed";
    case 404:
        return "This is not here";
    case 413:
        return "This is too large";
    case 409:
    case 429:
    case 503:
        return "Please try again later";
    default:
        return status < 500 ? "This did not work" : "Something is wrong with the server";
    }
}

void answer_error(const struct request *request, struct http_answer *answer, unsigned status,
    const char *what, const char *advice)
{
    buf_clear(&answer->body);
    answer->status = status;
    if (request->api) {
        add_json_error(answer, what, advice);
        return;
    }
    struct view view = view_of(request);
    struct buf *out = &answer->body;
    page_open(out, &view, title_of(status), 0);
    buf_add_str(out, "<h1 class=\"nhsuk-heading-l\">");
    html_text(out, title_of(status));
    buf_add_str(out, "</h1>\n<p class=\"nhsuk-body\">");
    html_text(out, what);
    buf_add_str(out, "</p>\n<p class=\"nhsuk-body\">");
    html_text(out, advice);
    buf_add_str(out, "</p>\n<p class=\"nhsuk-body\">");
    if (status == 401)
        page_link(out, "/login", "Log in");
    else
        page_link(out, "/", "Go to the start");
    buf_add_str(out, "</p>\n");
    page_close(out, &view);
    answer_page(answer, status);
}

void answer_status(const struct request *request, struct http_answer *answer,
    enum registry_status status, const char *thing)
{
    char what[200];
    switch (status) {
    case REGISTRY_OK:
        break;
    case REGISTRY_ABSENT:
        snprintf(what, sizeof what, "There is no such %s, or it was forgotten.", thing);
        answer_error(request, answer, 404, what, "Look for it in the list of your plans.");
        return;
    case REGISTRY_DENIED:
        snprintf(what, sizeof what, "Your account may not do this with the %s.", thing);
        answer_error(request, answer, 403, what, "Ask a lead of your organisation.");
        return;
    case REGISTRY_TAKEN:
        snprintf(what, sizeof what, "The %s has changed meanwhile.", thing);
        answer_error(request, answer, 409, what, "Load the page again and look.");
        return;
    case REGISTRY_INVALID:
        snprintf(what, sizeof what, "Something of what was sent for the %s is wrong.", thing);
        answer_error(request, answer, 422, what, "Go back and correct it.");
        return;
    case REGISTRY_LATER:
        http_header(answer, "Retry-After", "60");
        answer_error(request, answer, 503, "There is too much to do at the moment.",
            "Try again in a few minutes: nothing of what you sent was kept.");
        return;
    case REGISTRY_FAILED:
        break;
    }
    struct arena *arena = arena_new();
    const char *why = registry_error(request->server->registry, arena);
    fprintf(stderr, "planassure: the register failed: %s\n", why ? why : "");
    arena_free(arena);
    answer_error(request, answer, 500, "The server could not read or keep this.",
        "Tell whoever runs it; what was kept before is safe.");
}

void answer_download(struct http_answer *answer, const char *type, const char *name)
{
    char safe[120];
    size_t n = 0;
    for (; *name && n + 1 < sizeof safe; name++) {
        char c = *name;
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                     c == '-' || c == '_' || (c == '.' && n);
        safe[n++] = plain ? c : '-';
    }
    safe[n] = '\0';
    answer->status = 200;
    answer->type = type;
    http_header(answer, "Content-Disposition", "attachment; filename=\"%s\"", safe);
    http_header(answer, "Content-Security-Policy", "default-src 'none'; sandbox");
    http_header(answer, "Cache-Control", "no-store");
}
