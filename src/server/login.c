/* Log in, log out. The form has no session yet whose token it could carry: it carries a random text
 * that a cookie holds, too, so that no other site can log somebody in. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/mem.h"
#include "server/cookie.h"
#include "server/page.h"
#include "server/pages.h"

static const char login_cookie[] = "planassure-login";

struct login_page {
    const char *name, *to, *mark;
    const char *error;
};

static void page_login(struct buf *out, const struct view *view, const struct login_page *p)
{
    page_open(out, view, p->error ? "Error: Log in" : "Log in", 0);
    if (p->error)
        page_error_summary(out, "name", p->error);
    buf_add_str(out, "<h1 class=\"nhsuk-heading-l\">Log in</h1>\n"
                     "<form method=\"post\" action=\"/login\">\n");
    buf_printf(out, "<input type=\"hidden\" name=\"mark\" value=\"%s\">\n", p->mark);
    buf_add_str(out, "<input type=\"hidden\" name=\"to\" value=\"");
    html_text(out, p->to);
    buf_add_str(out, "\">\n");
    page_input(out, &(struct page_input){.name = "name",
                        .label = "Name",
                        .type = "text",
                        .value = p->name,
                        .complete = "username",
                        .required = true});
    page_input(out, &(struct page_input){.name = "password",
                        .label = "Password",
                        .type = "password",
                        .complete = "current-password",
                        .required = true});
    page_form_close(out, "Log in");
    buf_add_str(out, "<p class=\"nhsuk-body\">You have no account, or forgot the password? A lead "
                     "of your organisation can help.</p>\n");
    page_close(out, view);
}

/* Only addresses of ours: a path that the server would take itself. */
static const char *destination(struct arena *arena, const char *to)
{
    struct target target;
    return *to && target_parse(arena, to, &target) ? target.path : "/";
}

static const char *new_mark(struct arena *arena)
{
    unsigned char bytes[16];
    char *text = arena_alloc(arena, sizeof bytes * 2 + 1);
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return "";
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
    return text;
}

static void show(struct request *r, struct http_answer *answer, unsigned status, const char *error)
{
    struct view view = view_of(r);
    struct login_page p = {.name = request_field(r, "name"), .error = error};
    p.to = destination(r->arena, r->form ? request_field(r, "to") : request_query(r, "to"));
    p.mark = new_mark(r->arena);
    http_header(answer, "Set-Cookie", "%s=%s; Path=/login; HttpOnly; SameSite=Strict%s",
        login_cookie, p.mark, r->tls ? "; Secure" : "");
    page_login(&answer->body, &view, &p);
    answer_page(answer, status);
}

void get_login(struct request *r, struct http_answer *answer)
{
    if (r->who || server_is_local(r->server))
        answer_redirect(answer, "/");
    else
        show(r, answer, 200, NULL);
}

void post_login(struct request *r, struct http_answer *answer)
{
    const char *mark = cookie_get(r->arena, r->cookies, login_cookie);
    if (!mark || strcmp(mark, request_field(r, "mark")) != 0) {
        show(r, answer, 403, "The page was open for too long. Please try once more");
        return;
    }
    char secret[REGISTRY_SECRET];
    struct session session;
    switch (registry_login(r->server->registry, request_field(r, "name"),
        request_field(r, "password"), r->address, r->arena, secret, &session)) {
    case REGISTRY_OK:
        cookie_set(answer, secret, r->tls);
        answer_redirect(answer, "%s", destination(r->arena, request_field(r, "to")));
        return;
    case REGISTRY_LATER:
        http_header(answer, "Retry-After", "900");
        show(r, answer, 429, "Too many attempts. Please try again in a quarter of an hour");
        return;
    case REGISTRY_FAILED:
        answer_status(r, answer, REGISTRY_FAILED, "account");
        return;
    case REGISTRY_ABSENT:
    case REGISTRY_DENIED:
    case REGISTRY_TAKEN:
    case REGISTRY_INVALID:
        break;
    }
    show(r, answer, 401, "Name or password is wrong");
}

void post_logout(struct request *r, struct http_answer *answer)
{
    registry_logout(r->server->registry, r->secret);
    cookie_clear(answer, r->tls);
    answer_redirect(answer, "/login");
}
