/* One plan: how far its check is, or what came out. */
#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "results/results.h"
#include "server/checks.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/plan_list.h"
#include "server/plan_page.h"

/* Asks again every two seconds without script; with it, the script does. */
enum { REFRESH = 2 };

static void add_step(struct buf *out, const char *text, int done)
{
    static const char *const marks[] = {"to come", "now", "done"};
    buf_printf(
        out, "<li class=\"progress-%d\"%s>", done, done == 1 ? " aria-current=\"step\"" : "");
    html_text(out, text);
    buf_printf(out, " <span class=\"nhsuk-u-visually-hidden\">(%s)</span></li>\n", marks[done]);
}

static void page_progress(
    struct buf *out, const struct view *view, const struct submission *s, size_t waiting)
{
    bool running = s->state == CHECK_RUNNING;
    page_open(out, view, "Checking your plan", REFRESH);
    buf_printf(out,
        "<h1 class=\"nhsuk-heading-l\">Checking your plan</h1>\n"
        "<div data-progress=\"/api/plans/%s\">\n<p class=\"nhsuk-body\">Your plan was received and "
        "is safe: ",
        s->id);
    html_foreign(out, s->file_name);
    buf_add_str(out, ".</p>\n<ol class=\"progress\" role=\"status\">\n");
    add_step(out, "Received and kept", 2);
    add_step(out, "Waiting for its turn", running ? 2 : 1);
    add_step(out, "Being read and checked", running ? 1 : 0);
    add_step(out, "Result", 0);
    buf_add_str(out, "</ol>\n");
    if (!running && waiting > 1)
        buf_printf(out, "<p class=\"nhsuk-body\">%zu plans are waiting.</p>\n", waiting);
    buf_add_str(out,
        "<p class=\"nhsuk-body\">This page moves on by itself. You may close it: the check goes "
        "on, and the plan stands in your list.</p>\n</div>\n");
    page_close(out, view);
}

static void page_failed(struct buf *out, const struct view *view, const struct submission *s)
{
    char action[80];
    page_open(out, view, "This plan could not be checked", 0);
    buf_add_str(out, "<span class=\"nhsuk-caption-l\">");
    html_foreign(out, s->file_name);
    buf_add_str(out, "</span>\n<h1 class=\"nhsuk-heading-l\">This plan could not be checked</h1>\n"
                     "<div class=\"nhsuk-inset-text\"><p class=\"nhsuk-body\">");
    html_foreign(out, s->error);
    buf_add_str(out, "</p></div>\n<p class=\"nhsuk-body\">This says nothing about the plan itself: "
                     "none of it was assessed. ");
    page_link(out, "/", "Send another file");
    buf_add_str(out, ", and choose the requirements by name if the plan does not say them.</p>\n");
    snprintf(action, sizeof action, "/plans/%s/again", s->id);
    page_form_open(out, view, action, false);
    page_form_close(out, "Check it again");
    snprintf(action, sizeof action, "/plans/%s/forget", s->id);
    buf_add_str(out, "<p class=\"nhsuk-body\">");
    page_link(out, action, "Forget this plan");
    buf_add_str(out, "</p>\n");
    page_close(out, view);
}

/* The results as they were written when the plan was checked. */
static bool read_results(struct request *r, const char *id, struct results *results)
{
    char *bytes;
    size_t len;
    if (registry_artefact(r->server->registry, r->who, id, "results.json", &bytes, &len) !=
        REGISTRY_OK)
        return false;
    struct diag *diag = diag_new();
    bool ok = results_parse(results, bytes, len, "results.json", diag) && results->count == 1;
    diag_free(diag);
    xfree(bytes);
    return ok;
}

static void show_result(
    struct request *r, struct http_answer *answer, const struct view *view, struct submission *s)
{
    struct results *results = results_new();
    if (read_results(r, s->id, results)) {
        plan_page(&answer->body, view, s, results->plans[0]);
        answer_page(answer, 200);
    } else
        answer_error(
            r, answer, 500, "The results of this plan cannot be read.", "Have it checked again.");
    results_free(results);
}

void get_plan(struct request *r, struct http_answer *answer)
{
    struct submission s;
    struct view view = view_of(r);
    enum registry_status status =
        registry_submission(r->server->registry, r->who, r->ids[0], r->arena, &s);
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "plan");
        return;
    }
    switch (s.state) {
    case CHECK_QUEUED:
    case CHECK_RUNNING:
        page_progress(&answer->body, &view, &s, registry_jobs_waiting(r->server->registry));
        break;
    case CHECK_FAILED:
        page_failed(&answer->body, &view, &s);
        break;
    case CHECK_DONE:
        show_result(r, answer, &view, &s);
        return;
    }
    answer_page(answer, 200);
}

void post_again(struct request *r, struct http_answer *answer)
{
    enum registry_status status = registry_check_again(r->server->registry, r->who, r->ids[0]);
    if (status != REGISTRY_OK && status != REGISTRY_TAKEN) {
        answer_status(r, answer, status, "plan");
        return;
    }
    checks_wake(r->server->checks);
    answer_redirect(answer, "/plans/%s", r->ids[0]);
}
