/* The frame that all HTML pages share (report, letter, diff, portfolio): head with style, script
 * and a policy that allows nothing else, the blue bar, <main>, the foot; and text made safe.
 *
 * Pages look like NHS pages: use the class names of the NHS.UK frontend ("nhsuk-table",
 * "nhsuk-heading-m"...; web/nhsuk.mjs lists the ones that are built in, web/page.css adds ours).
 * The style is the frontend's own where npm was there at build time, else web/fallback.css. What a
 * page has with script (web/page.js: filters, expand all) is an extra: it must work without.
 * The policy forbids style="" attributes, on...="" handlers and everything from the network. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

extern const char html_style[];  /* the style sheet; holds no "</" */
extern const char html_script[]; /* the script; holds no "</" */

/* What a page of the server has other than one that is a file: style and script by their address,
 * and no policy of its own, for that stands in the head of the answer. */
struct html_site {
    const char *style, *script; /* addresses of ours */
    const char *home;           /* where the name in the blue bar leads */
    const char *bar;            /* HTML behind it; NULL */
    unsigned refresh;           /* seconds after which the browser asks again; 0: never */
};

struct html_page {
    const char *title;            /* plain text: <title> */
    const char *detail;           /* plain text, stands behind the title in <title>; NULL */
    bool script;                  /* the page carries the script */
    const struct html_site *site; /* NULL: the page is a file, complete in itself */
};

/* The policy that pages which are files carry, as the value of Content-Security-Policy. */
void html_policy(struct buf *out, bool script);

/* Everything up to and with <main>; the page itself adds its one <h1>. */
void html_open(struct buf *out, const struct html_page *);
/* Everything from </main>; `foot` is HTML for the foot of the page, NULL: the version alone. */
void html_close(struct buf *out, const struct html_page *, const char *foot);

/* Text of a plan, a pack or a path: control characters made visible, then escaped; fit for text and
 * for quoted attributes. */
void html_text(struct buf *out, const char *text);
void html_text_n(struct buf *out, const char *text, size_t len);
/* The same in <bdi>, so that its direction cannot spread to what follows. */
void html_foreign(struct buf *out, const char *text);
/* The same as a quotation of its own; nothing for "". */
void html_blockquote(struct buf *out, const char *text);
/* A word in a coloured box. `kind` chooses the colour and nothing else: a rating ("amber-green"),
 * an outcome ("not-met"), a severity ("high"), a change ("new", "gone"), or "waived"; anything else
 * is grey. `words` is plain text. */
void html_tag(struct buf *out, const char *kind, const char *words);
/* A row of a summary list, inside <dl class="nhsuk-summary-list">; nothing when `text` is empty. */
void html_fact(struct buf *out, const char *label, const char *text);

#endif
