/* The register of submissions for assessors, with filters; and what a version changed. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "compare/diff.h"
#include "register/review.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/plan_list.h"

enum { ROWS = 50 };

static const char *const states[] = {"none", "open", "moderation", "agreed"};

static bool read_state(const char *text, enum review_state *out)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(text, states[i]) == 0) {
            *out = (enum review_state)i;
            return true;
        }
    return false;
}

static void read_filter(const struct request *r, struct submission_filter *f)
{
    const char *from = request_query(r, "from");
    *f = (struct submission_filter){.organisation = request_query(r, "organisation"),
        .framework = request_query(r, "framework"),
        .limit = ROWS};
    f->by_review = read_state(request_query(r, "review"), &f->review);
    f->latest_only = *request_query(r, "latest") != '\0';
    if (*from && strlen(from) < 9 && strspn(from, "0123456789") == strlen(from))
        f->offset = (size_t)strtoul(from, NULL, 10);
}

static void add_option(struct buf *out, const char *value, const char *words, bool selected)
{
    buf_add_str(out, "<option value=\"");
    html_text(out, value);
    buf_printf(out, "\"%s>", selected ? " selected" : "");
    html_text(out, words);
    buf_add_str(out, "</option>\n");
}

static void add_filters(struct buf *out, const struct request *r, const struct submission_filter *f)
{
    buf_add_str(out, "<form method=\"get\" action=\"/reviews\">\n");
    page_input(out, &(struct page_input){.name = "organisation",
                        .label = "Organisation, or a part of its name",
                        .type = "text",
                        .value = f->organisation});
    buf_add_str(out, "<div class=\"nhsuk-form-group\"><label class=\"nhsuk-label\" "
                     "for=\"framework\">Framework</label><select class=\"nhsuk-select\" "
                     "id=\"framework\" name=\"framework\">\n");
    add_option(out, "", "all", !*f->framework);
    for (size_t i = 0; i < r->server->framework_count; i++)
        add_option(out, r->server->frameworks[i].id, r->server->frameworks[i].title,
            strcmp(f->framework, r->server->frameworks[i].id) == 0);
    buf_add_str(out, "</select></div>\n<div class=\"nhsuk-form-group\"><label "
                     "class=\"nhsuk-label\" for=\"review\">Review</label><select "
                     "class=\"nhsuk-select\" id=\"review\" name=\"review\">\n");
    add_option(out, "", "all", !f->by_review);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        add_option(out, states[i], states[i], f->by_review && f->review == (enum review_state)i);
    buf_add_str(out, "</select></div>\n");
    page_form_close(out, "Show");
}

static void add_row(struct buf *out, const struct submission *s)
{
    buf_printf(out,
        "<tr class=\"nhsuk-table__row\"><th scope=\"row\" class=\"nhsuk-table__header\"><a "
        "class=\"nhsuk-link\" href=\"/review/%s\">",
        s->id);
    html_foreign(out, *s->organisation ? s->organisation : plan_name(s));
    buf_add_str(out, "</a></th>\n<td class=\"nhsuk-table__cell\" data-label=\"Framework\">");
    html_foreign(out, s->framework);
    buf_printf(out,
        "</td>\n<td class=\"nhsuk-table__cell\" data-label=\"Version\">%u</td>\n<td "
        "class=\"nhsuk-table__cell\" data-label=\"Sent\">",
        s->version);
    page_day(out, s->sent);
    buf_add_str(out, "</td>\n<td class=\"nhsuk-table__cell\" data-label=\"Result\">");
    plan_standing(out, s);
    buf_printf(out, "</td>\n<td class=\"nhsuk-table__cell\" data-label=\"Review\">%s</td></tr>\n",
        review_state_name(s->review));
}

/* The same filters, further on. */
static void add_next(struct buf *out, const struct submission_filter *f)
{
    buf_add_str(out, "<form method=\"get\" action=\"/reviews\"><input type=\"hidden\" "
                     "name=\"organisation\" value=\"");
    html_text(out, f->organisation);
    buf_add_str(out, "\"><input type=\"hidden\" name=\"framework\" value=\"");
    html_text(out, f->framework);
    buf_printf(out,
        "\"><input type=\"hidden\" name=\"review\" value=\"%s\"><input type=\"hidden\" "
        "name=\"from\" value=\"%zu\">",
        f->by_review ? states[f->review] : "", f->offset + ROWS);
    page_form_close(out, "Earlier ones");
}

static void page_reviews(struct buf *out, const struct request *r, const struct view *view,
    const struct submission_filter *f, const struct submission *list, size_t count, size_t total)
{
    static const char *const heads[] = {
        "Organisation", "Framework", "Version", "Sent", "Result", "Review"};
    page_open(out, view, "Reviews", 0);
    buf_add_str(out, "<h1 class=\"nhsuk-heading-l\">Reviews</h1>\n");
    add_filters(out, r, f);
    buf_printf(out, "<p class=\"nhsuk-body\">%zu in all", total);
    if (count)
        buf_printf(out, ", %zu to %zu shown", f->offset + 1, f->offset + count);
    buf_add_str(out, ".</p>\n<table class=\"nhsuk-table-responsive\">\n<thead "
                     "class=\"nhsuk-table__head\"><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        buf_printf(out, "<th scope=\"col\" class=\"nhsuk-table__header\">%s</th>", heads[i]);
    buf_add_str(out, "</tr></thead>\n<tbody class=\"nhsuk-table__body\">\n");
    for (size_t i = 0; i < count; i++)
        add_row(out, &list[i]);
    buf_add_str(out, "</tbody>\n</table>\n");
    if (f->offset + count < total)
        add_next(out, f);
    page_close(out, view);
}

void get_reviews(struct request *r, struct http_answer *answer)
{
    struct submission *list;
    struct submission_filter filter;
    size_t count, total = 0;
    struct view view = view_of(r);
    read_filter(r, &filter);
    enum registry_status status =
        registry_submissions(r->server->registry, r->who, &filter, r->arena, &list, &count, &total);
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "list");
        return;
    }
    page_reviews(&answer->body, r, &view, &filter, list, count, total);
    answer_page(answer, 200);
}

/* ---- you said, we found ---- */

/* The agreed results where there are some, else the program's. */
static struct results *read_version(struct request *r, const char *id)
{
    char *bytes = NULL;
    size_t len;
    struct results *results = results_new();
    struct diag *diag = diag_new();
    if ((registry_artefact(r->server->registry, r->who, id, "agreed." REVIEW_RESULTS, &bytes,
             &len) == REGISTRY_OK ||
            registry_artefact(r->server->registry, r->who, id, REVIEW_RESULTS, &bytes, &len) ==
                REGISTRY_OK))
        results_parse(results, bytes, len, REVIEW_RESULTS, diag);
    xfree(bytes);
    diag_free(diag);
    return results;
}

void get_review_changes(struct request *r, struct http_answer *answer)
{
    struct submission s;
    enum registry_status status =
        registry_submission(r->server->registry, r->who, r->ids[0], r->arena, &s);
    if (status == REGISTRY_OK && (!s.earlier || s.state != CHECK_DONE))
        status = REGISTRY_ABSENT;
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "version before");
        return;
    }
    static const struct diff_options options = {0};
    struct results *before = read_version(r, s.earlier), *now = read_version(r, s.id);
    struct diff *diff = diff_new(before, now, "the version before", "this version", MATCH_AUTO);
    diff_html(diff, &options, &answer->body);
    diff_free(diff);
    answer_file_page(answer);
}
