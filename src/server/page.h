/* What pages of the server are made of. A page is a function from data to bytes: it gets a view
 * (who looks, which token forms carry) and what is to be shown, and knows neither requests nor the
 * register. Use the words of report/html.h (html_text(), html_tag(), html_fact()) for what comes
 * from others; a page without script must do everything but comfort. The policy of pages allows
 * style and script of our own files alone: no style="", no on...="", no <script>. */
#ifndef SERVER_PAGE_H
#define SERVER_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "report/html.h"

struct request;
struct http_answer;
struct person;

struct view {
    const struct person *who; /* NULL: nobody is logged in */
    const char *csrf;         /* "" without a session */
    bool local;               /* a machine for one person, without accounts */
    const char *path;         /* of this page: its link in the bar is marked */
};

/* The view of a request. */
struct view view_of(const struct request *);

/* Everything up to and with <main>; the page adds its one <h1>. `refresh`: seconds after which the
 * browser asks again, 0: never. */
void page_open(struct buf *, const struct view *, const char *title, unsigned refresh);
void page_close(struct buf *, const struct view *);

/* A form that posts to `action` (an address of ours) and carries the token. `files`: it sends one.
 */
void page_form_open(struct buf *, const struct view *, const char *action, bool files);
void page_form_close(struct buf *, const char *button);
/* A label with an input (type "text", "password", "file"...). `hint` and `value` may be NULL. */
struct page_input {
    const char *name, *label, *hint, *type, *value, *complete; /* complete: autocomplete */
    const char *error;                                         /* what is wrong with it; NULL */
    bool required;
};
void page_input(struct buf *, const struct page_input *);
/* What is wrong with a form, above it: a link to the field. */
void page_error_summary(struct buf *, const char *field, const char *what);
/* "<a class=... href=...>text</a>"; `href` is one of our addresses, made by us. */
void page_link(struct buf *, const char *href, const char *text);
/* A day as people write it: "24 November 2026"; and with the time: "24 November 2026, 20:56" (UTC).
 */
void page_day(struct buf *, int64_t at);
void page_time(struct buf *, int64_t at);
void page_iso_day(struct buf *, int64_t at); /* "2026-11-24" */

/* Ends an answer with the page in it: type, policy and the other headers of pages. */
void answer_page(struct http_answer *, unsigned status);
/* A whole report of ours (complete in itself, from report/html*.c) under its own policy. */
void answer_file_page(struct http_answer *);

#endif
