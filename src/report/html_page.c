/* The frame of pages. Style and script are the same bytes in every page of a build, so the policy
 * can name them by their hash: nothing else runs, whatever a plan may smuggle in. */
#include <string.h>

#include "base/escape.h"
#include "base/hash.h"
#include "planassure.h"
#include "report/html.h"

void html_text_n(struct buf *out, const char *text, size_t len)
{
    escape_page(out, text, len);
}

void html_text(struct buf *out, const char *text)
{
    html_text_n(out, text, strlen(text));
}

void html_foreign(struct buf *out, const char *text)
{
    buf_add_str(out, "<bdi>");
    html_text(out, text);
    buf_add_str(out, "</bdi>");
}

void html_blockquote(struct buf *out, const char *text)
{
    if (!*text)
        return;
    buf_add_str(out, "<blockquote>");
    html_foreign(out, text);
    buf_add_str(out, "</blockquote>\n");
}

static const char *tag_colour(const char *kind)
{
    static const struct {
        const char *kind, *colour;
    } colours[] = {{"green", "green"}, {"met", "green"}, {"gone", "green"},
        {"amber-green", "aqua-green"}, {"amber-red", "orange"}, {"partial", "yellow"},
        {"red", "red"}, {"not-met", "red"}, {"new", "red"}, {"high", "red"}, {"medium", "orange"},
        {"low", "yellow"}, {"info", "blue"}, {"not-assessed", "white"}, {"waived", "purple"}};
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
        if (strcmp(colours[i].kind, kind) == 0)
            return colours[i].colour;
    return "grey";
}

void html_tag(struct buf *out, const char *kind, const char *words)
{
    buf_printf(out, "<strong class=\"nhsuk-tag nhsuk-tag--%s\">", tag_colour(kind));
    html_text(out, words);
    buf_add_str(out, "</strong>");
}

void html_fact(struct buf *out, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    buf_add_str(out, "<div class=\"nhsuk-summary-list__row\"><dt "
                     "class=\"nhsuk-summary-list__key\">");
    html_text(out, label);
    buf_add_str(out, "</dt><dd class=\"nhsuk-summary-list__value\">");
    html_foreign(out, text);
    buf_add_str(out, "</dd></div>\n");
}

/* 'sha256-...' of what stands between the tags. */
static void add_hash(struct buf *out, const char *text)
{
    char hash[HASH_SHA256_BASE64];
    hash_sha256_base64(text, strlen(text), hash);
    buf_printf(out, "'sha256-%s'", hash);
}

void html_policy(struct buf *out, bool script)
{
    buf_add_str(out, "default-src 'none'; style-src ");
    add_hash(out, html_style);
    if (script) {
        buf_add_str(out, "; script-src ");
        add_hash(out, html_script);
    }
    buf_add_str(out, "; base-uri 'none'; form-action 'none'");
}

static void add_title(struct buf *out, const struct html_page *page)
{
    buf_printf(out,
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"generator\" content=\"planassure %s\">\n<title>",
        pa_version());
    html_text(out, page->title);
    if (page->detail) {
        buf_add_str(out, ": ");
        html_text(out, page->detail);
    }
    buf_add_str(out, "</title>\n");
}

/* Style, and of a page that is served also the script. */
static void add_style(struct buf *out, const struct html_page *page)
{
    const struct html_site *site = page->site;
    if (!site) {
        buf_printf(out, "<style>%s</style>\n", html_style);
        return;
    }
    if (site->refresh)
        buf_printf(out, "<noscript><meta http-equiv=\"refresh\" content=\"%u\"></noscript>\n",
            site->refresh);
    buf_printf(out, "<link rel=\"stylesheet\" href=\"%s\">\n", site->style);
    if (page->script)
        buf_printf(out, "<script defer src=\"%s\"></script>\n", site->script);
}

void html_open(struct buf *out, const struct html_page *page)
{
    const struct html_site *site = page->site;
    buf_add_str(out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    if (!site) {
        buf_add_str(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"");
        html_policy(out, page->script);
        buf_add_str(out, "\">\n");
    }
    add_title(out, page);
    add_style(out, page);
    buf_add_str(out, "</head>\n<body>\n"
                     "<a class=\"nhsuk-skip-link\" href=\"#main\">Skip to main content</a>\n"
                     "<header class=\"nhsuk-header\">\n<div class=\"nhsuk-header__container "
                     "nhsuk-width-container\"><div class=\"nhsuk-header__service\">");
    if (site)
        buf_printf(out,
            "<a class=\"nhsuk-header__service-name\" href=\"%s\">planassure</a></div>%s",
            site->home, site->bar ? site->bar : "");
    else
        buf_add_str(out, "<span class=\"nhsuk-header__service-name\">planassure</span></div>");
    buf_add_str(out, "</div>\n</header>\n"
                     "<div class=\"nhsuk-width-container\">\n"
                     "<main class=\"nhsuk-main-wrapper\" id=\"main\" tabindex=\"-1\">\n");
}

void html_close(struct buf *out, const struct html_page *page, const char *foot)
{
    buf_add_str(out, "</main>\n</div>\n<footer class=\"nhsuk-footer\">\n"
                     "<div class=\"nhsuk-width-container\">\n");
    if (foot)
        buf_add_str(out, foot);
    buf_printf(out, "<p class=\"nhsuk-body-s\">Made by planassure %s.</p>\n</div>\n</footer>\n",
        pa_version());
    if (page->script && !page->site)
        buf_printf(out, "<script>%s</script>\n", html_script);
    buf_add_str(out, "</body>\n</html>\n");
}
