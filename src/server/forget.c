/* Forget this now: asked once more, done, and said what was done. */
#include <stdio.h>

#include "server/page.h"
#include "server/pages.h"
#include "server/plan_list.h"

static void page_forget(struct buf *out, const struct view *view, const struct submission *s)
{
    char address[80];
    page_open(out, view, "Forget this plan?", 0);
    buf_add_str(out, "<h1 class=\"nhsuk-heading-l\">Forget this plan?</h1>\n"
                     "<p class=\"nhsuk-lede-text\">");
    html_foreign(out, plan_name(s));
    buf_add_str(out, "</p>\n<p class=\"nhsuk-body\">These are deleted at once and for good:</p>\n"
                     "<ul class=\"nhsuk-list nhsuk-list--bullet\"><li>the file ");
    html_foreign(out, s->file_name);
    buf_add_str(out, "</li><li>its results, the report and the letter</li>"
                     "<li>what anybody judged or wrote about it here</li></ul>\n"
                     "<p class=\"nhsuk-body\">What you have saved elsewhere stays there.");
    if (!view->local)
        buf_add_str(out, " The log keeps that a plan was forgotten, by whom and when; not which.");
    buf_add_str(out, "</p>\n");
    snprintf(address, sizeof address, "/plans/%s/forget", s->id);
    page_form_open(out, view, address, false);
    buf_add_str(out, "<button class=\"nhsuk-button button-warning\">Forget it now</button>\n"
                     "</form>\n<p class=\"nhsuk-body\">");
    snprintf(address, sizeof address, "/plans/%s", s->id);
    page_link(out, address, "Keep it");
    buf_add_str(out, "</p>\n");
    page_close(out, view);
}

void get_forget(struct request *r, struct http_answer *answer)
{
    struct submission s;
    struct view view = view_of(r);
    enum registry_status status =
        registry_submission(r->server->registry, r->who, r->ids[0], r->arena, &s);
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "plan");
        return;
    }
    page_forget(&answer->body, &view, &s);
    answer_page(answer, 200);
}

void post_forget(struct request *r, struct http_answer *answer)
{
    enum registry_status status = registry_forget(r->server->registry, r->who, r->ids[0]);
    if (status == REGISTRY_OK)
        answer_redirect(answer, "/forgotten");
    else
        answer_status(r, answer, status, "plan");
}

void get_forgotten(struct request *r, struct http_answer *answer)
{
    struct view view = view_of(r);
    struct buf *out = &answer->body;
    page_open(out, &view, "The plan is forgotten", 0);
    buf_add_str(out,
        "<h1 class=\"nhsuk-heading-l\">The plan is forgotten</h1>\n<p class=\"nhsuk-body\">The "
        "file, its results, the report, the letter and all notes about it were deleted. Nobody can "
        "open them here any more, you included.</p>\n<p class=\"nhsuk-body\">");
    page_link(out, "/", "Check another plan");
    buf_add_str(out, "</p>\n");
    page_close(out, &view);
    answer_page(answer, 200);
}
