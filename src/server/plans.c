/* The list of a person's plans (assessors and leads see all), page by page. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/plan_list.h"
#include "server/words.h"

enum { ROWS = 50 };

const char *plan_name(const struct submission *s)
{
    return s->title && *s->title ? s->title : s->file_name;
}

void plan_standing(struct buf *out, const struct submission *s)
{
    switch (s->state) {
    case CHECK_QUEUED:
        html_tag(out, "info", "waiting");
        return;
    case CHECK_RUNNING:
        html_tag(out, "info", "being checked");
        return;
    case CHECK_FAILED:
        html_tag(out, "", "could not be checked");
        return;
    case CHECK_DONE:
        break;
    }
    html_tag(out, words_rating_kind(s->rating), words_rating(s->rating));
}

static void add_row(struct buf *out, const struct submission *s)
{
    buf_printf(out,
        "<tr class=\"nhsuk-table__row\"><th scope=\"row\" class=\"nhsuk-table__header\"><a "
        "class=\"nhsuk-link\" href=\"/plans/%s\">",
        s->id);
    html_foreign(out, plan_name(s));
    buf_add_str(out, "</a></th>\n<td class=\"nhsuk-table__cell\" data-label=\"Organisation\">");
    html_foreign(out, *s->organisation ? s->organisation : "not known");
    buf_add_str(out, "</td>\n<td class=\"nhsuk-table__cell\" data-label=\"Result\">");
    plan_standing(out, s);
    buf_add_str(out, "</td>\n<td class=\"nhsuk-table__cell\" data-label=\"Sent\">");
    page_day(out, s->sent);
    buf_add_str(out, "</td></tr>\n");
}

void plan_list(struct buf *out, const struct submission *list, size_t count)
{
    buf_add_str(out,
        "<table class=\"nhsuk-table-responsive\">\n<thead class=\"nhsuk-table__head\"><tr>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Plan</th>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Organisation</th>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Result</th>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Sent</th></tr></thead>\n"
        "<tbody class=\"nhsuk-table__body\">\n");
    for (size_t i = 0; i < count; i++)
        add_row(out, &list[i]);
    buf_add_str(out, "</tbody>\n</table>\n");
}

static void page_plans(struct buf *out, const struct view *view, const struct submission *list,
    size_t count, size_t offset, size_t total)
{
    page_open(out, view, "Plans", 0);
    buf_add_str(out, "<h1 class=\"nhsuk-heading-l\">Plans</h1>\n");
    if (!total)
        buf_add_str(out, "<p class=\"nhsuk-body\">There is none yet. <a class=\"nhsuk-link\" "
                         "href=\"/\">Check the first one</a>.</p>\n");
    else
        plan_list(out, list, count);
    buf_add_str(out, "<p class=\"nhsuk-body\">");
    if (offset)
        buf_printf(out, "<a class=\"nhsuk-link\" href=\"/plans?from=%zu\">Later ones</a> ",
            offset > ROWS ? offset - ROWS : 0);
    if (total > offset + count)
        buf_printf(out, "<a class=\"nhsuk-link\" href=\"/plans?from=%zu\">Earlier ones</a> ",
            offset + count);
    if (total > count)
        buf_printf(out, "%zu in all.", total);
    buf_add_str(out, "</p>\n");
    page_close(out, view);
}

void get_plans(struct request *r, struct http_answer *answer)
{
    struct submission *list = NULL;
    size_t count = 0, total = 0;
    struct submission_filter filter = {.limit = ROWS};
    const char *from = request_query(r, "from");
    if (*from && strlen(from) < 9 && strspn(from, "0123456789") == strlen(from))
        filter.offset = (size_t)strtoul(from, NULL, 10);
    enum registry_status status =
        registry_submissions(r->server->registry, r->who, &filter, r->arena, &list, &count, &total);
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "list");
        return;
    }
    struct view view = view_of(r);
    page_plans(&answer->body, &view, list, count, filter.offset, total);
    answer_page(answer, 200);
}
