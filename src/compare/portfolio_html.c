/* See portfolio_html.h. */
#include "compare/portfolio_html.h"

#include <string.h>

#include "compare/words.h"
#include "report/html.h"

void site_table(struct buf *out, const char *caption, const char *heads)
{
    buf_printf(out,
        "<table class=\"nhsuk-table-responsive site-table\">\n<caption "
        "class=\"nhsuk-table__caption\">%s"
        "</caption>\n<thead><tr>",
        caption);
    while (*heads) {
        size_t len = strcspn(heads, "|");
        bool numeric = *heads == '#';
        buf_printf(out, "<th scope=\"col\" class=\"nhsuk-table__header%s\">%.*s</th>",
            numeric ? " nhsuk-table__header--numeric" : "", (int)(len - numeric), heads + numeric);
        heads += len + (heads[len] == '|');
    }
    buf_add_str(out, "</tr></thead>\n<tbody>\n");
}

void site_table_end(struct buf *out)
{
    buf_add_str(out, "</tbody>\n</table>\n");
}

void site_row(struct buf *out)
{
    buf_add_str(out, "<tr><th scope=\"row\" class=\"nhsuk-table__header\">");
}

void site_head_cell(struct buf *out, const char *text)
{
    site_row(out);
    html_foreign(out, text);
    buf_add_str(out, "</th>");
}

void site_text_cell(struct buf *out, const char *label, const char *text)
{
    buf_printf(out, "<td class=\"nhsuk-table__cell\" data-label=\"%s\">", label);
    html_foreign(out, text);
    buf_add_str(out, "</td>");
}

void site_count_cell(struct buf *out, const char *label, size_t n)
{
    buf_printf(out,
        "<td class=\"nhsuk-table__cell nhsuk-table__cell--numeric\" data-label=\"%s\">%zu</td>",
        label, n);
}

void site_section(struct buf *out, int level, size_t number, const char *id, const char *title)
{
    static const char sizes[] = {'x', 'x', 'l', 'm', 's'};
    char name[80] = "";
    struct buf b;
    buf_init(&b, sizeof name);
    if (number)
        buf_printf(&b, "p%zu-", number);
    buf_add_str(&b, id);
    buf_printf(out, "<section aria-labelledby=\"%s\">\n<h%d class=\"nhsuk-heading-%c\" id=\"%s\">",
        buf_str(&b), level, sizes[level], buf_str(&b));
    html_foreign(out, title);
    buf_printf(out, "</h%d>\n", level);
    buf_clear(&b);
}

void site_rating(struct buf *out, enum pa_rating rating)
{
    html_tag(out, words_rating_name(rating), words_rating_name(rating));
}

void site_plan_link(struct buf *out, const struct site_plan *s)
{
    buf_printf(out, "<a href=\"%s\">", s->page);
    html_foreign(out, s->name);
    buf_add_str(out, "</a>");
}

void site_details(struct buf *out, const char *summary)
{
    buf_printf(out,
        "<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\"><span "
        "class=\"nhsuk-details__summary-text\">%s</span></summary>\n<div "
        "class=\"nhsuk-details__text\">\n",
        summary);
}

void site_details_end(struct buf *out)
{
    buf_add_str(out, "</div></details>\n");
}
