/* The frame of the server's pages and what their forms are made of. */
#include "server/page.h"

#include <stdio.h>
#include <string.h>

#include "planassure.h"
#include "register/register.h"
#include "server/assets.h"
#include "server/server.h"
#include "values/values.h"

struct view view_of(const struct request *r)
{
    return (struct view){r->who, r->csrf ? r->csrf : "", server_is_local(r->server), r->path};
}

static void add_bar_link(
    struct buf *bar, const struct view *view, const char *href, const char *text)
{
    buf_printf(bar, "<li><a href=\"%s\"%s>%s</a></li>", href,
        strcmp(view->path, href) == 0 ? " aria-current=\"page\"" : "", text);
}

/* The links of the bar; what a person may not do is not offered. */
static void add_bar(struct buf *bar, const struct view *view)
{
    if (!view->who)
        return;
    buf_add_str(bar, "<nav class=\"bar\" aria-label=\"Main\"><ul>");
    add_bar_link(bar, view, "/", "Check a plan");
    add_bar_link(bar, view, "/plans", view->who->role == ROLE_SUBMITTER ? "Your plans" : "Plans");
    if (view->who->role != ROLE_SUBMITTER && !view->local)
        add_bar_link(bar, view, "/reviews", "Reviews");
    buf_add_str(bar, "</ul></nav>");
    if (view->local)
        return;
    buf_add_str(bar, "<form class=\"bar-person\" method=\"post\" action=\"/logout\"><span>");
    html_foreign(bar, *view->who->shown ? view->who->shown : view->who->name);
    buf_printf(bar,
        "</span> <input type=\"hidden\" name=\"csrf\" value=\"%s\"><button "
        "class=\"bar-button\">Log out</button></form>",
        view->csrf);
}

static struct html_page frame(const char *title, const struct html_site *site)
{
    return (struct html_page){title, NULL, true, site};
}

void page_open(struct buf *out, const struct view *view, const char *title, unsigned refresh)
{
    struct buf bar;
    buf_init(&bar, 20000);
    add_bar(&bar, view);
    struct html_site site = {assets_style(), assets_script(), "/", buf_str(&bar), refresh};
    struct html_page page = frame(title, &site);
    html_open(out, &page);
    buf_clear(&bar);
}

void page_close(struct buf *out, const struct view *view)
{
    struct html_site site = {0};
    struct html_page page = frame("", &site);
    html_close(out, &page,
        view->local ? "<p class=\"nhsuk-body-s\">Everything stays on this computer.</p>\n"
                    : "<p class=\"nhsuk-body-s\">Everything stays on this server of your "
                      "organisation.</p>\n");
}

void page_form_open(struct buf *out, const struct view *view, const char *action, bool files)
{
    buf_printf(out, "<form method=\"post\" action=\"%s\"%s>\n", action,
        files ? " enctype=\"multipart/form-data\"" : "");
    buf_printf(out, "<input type=\"hidden\" name=\"csrf\" value=\"%s\">\n", view->csrf);
}

void page_form_close(struct buf *out, const char *button)
{
    buf_add_str(out, "<button class=\"nhsuk-button\">");
    html_text(out, button);
    buf_add_str(out, "</button>\n</form>\n");
}

void page_input(struct buf *out, const struct page_input *i)
{
    bool described = i->hint || i->error;
    bool file = strcmp(i->type, "file") == 0;
    buf_printf(out, "<div class=\"nhsuk-form-group%s\">\n<label class=\"nhsuk-label\" for=\"%s\">",
        i->error ? " nhsuk-form-group--error" : "", i->name);
    html_text(out, i->label);
    buf_add_str(out, "</label>\n");
    if (i->hint) {
        buf_printf(out, "<div class=\"nhsuk-hint\" id=\"%s-hint\">", i->name);
        html_text(out, i->hint);
        buf_add_str(out, "</div>\n");
    }
    if (i->error) {
        buf_printf(out, "<span class=\"nhsuk-error-message\" id=\"%s-error\">", i->name);
        html_text(out, i->error);
        buf_add_str(out, "</span>\n");
    }
    buf_printf(out, "<input class=\"%s\" id=\"%s\" name=\"%s\" type=\"%s\"",
        file ? "file" : "nhsuk-input", i->name, i->name, i->type);
    if (described)
        buf_printf(out, " aria-describedby=\"%s-%s\"", i->name, i->error ? "error" : "hint");
    if (i->complete)
        buf_printf(out, " autocomplete=\"%s\"", i->complete);
    if (i->value) {
        buf_add_str(out, " value=\"");
        html_text(out, i->value);
        buf_add_char(out, '"');
    }
    buf_printf(out, "%s>\n</div>\n", i->required ? " required" : "");
}

void page_error_summary(struct buf *out, const char *field, const char *what)
{
    buf_printf(out,
        "<div class=\"nhsuk-error-summary\" role=\"alert\">\n<h2 class=\"nhsuk-heading-s\">There "
        "is a problem</h2>\n<p class=\"nhsuk-body\"><a href=\"#%s\">",
        field);
    html_text(out, what);
    buf_add_str(out, "</a></p>\n</div>\n");
}

void page_link(struct buf *out, const char *href, const char *text)
{
    buf_printf(out, "<a class=\"nhsuk-link\" href=\"%s\">", href);
    html_text(out, text);
    buf_add_str(out, "</a>");
}

void page_day(struct buf *out, int64_t at)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December"};
    int year, month, day;
    value_civil((int32_t)(at / 86400), &year, &month, &day);
    buf_printf(out, "%d %s %d", day, months[month - 1], year);
}

void page_iso_day(struct buf *out, int64_t at)
{
    int year, month, day;
    value_civil((int32_t)(at / 86400), &year, &month, &day);
    buf_printf(out, "%04d-%02d-%02d", year, month, day);
}

void page_time(struct buf *out, int64_t at)
{
    page_day(out, at);
    buf_printf(out, ", %02d:%02d", (int)(at / 3600 % 24), (int)(at / 60 % 60));
}

void answer_page(struct http_answer *answer, unsigned status)
{
    answer->status = status;
    answer->type = "text/html; charset=utf-8";
    http_header(answer, "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src "
        "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    http_header(answer, "Cache-Control", "no-store");
}

/* The page is of an origin of its own: whatever a plan might smuggle in, it reads nothing here. */
void answer_file_page(struct http_answer *answer)
{
    struct buf policy;
    buf_init(&policy, 1000);
    html_policy(&policy, true);
    answer->status = 200;
    answer->type = "text/html; charset=utf-8";
    http_header(answer, "Content-Security-Policy",
        "%s; frame-ancestors 'none'; sandbox allow-scripts allow-modals", buf_str(&policy));
    http_header(answer, "Cache-Control", "no-store");
    buf_clear(&policy);
}
