/* The first page: choose a file, and a framework or none; and the upload itself. What was sent is
 * acknowledged when the register has it on the disk. */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "server/checks.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/plan_list.h"

struct start_page {
    const struct framework *frameworks;
    size_t framework_count;
    const struct submission *recent;
    size_t recent_count;
    const char *chosen; /* framework */
    const char *organisation;
    const char *error; /* what is wrong with the file; NULL */
};

static void add_frameworks(struct buf *out, const struct start_page *p)
{
    buf_add_str(out,
        "<div class=\"nhsuk-form-group\">\n<label class=\"nhsuk-label\" for=\"framework\">"
        "Which national requirements?</label>\n"
        "<div class=\"nhsuk-hint\" id=\"framework-hint\">If you are not sure, leave this as it is: "
        "most plans say it themselves.</div>\n"
        "<select class=\"nhsuk-select\" id=\"framework\" name=\"framework\" "
        "aria-describedby=\"framework-hint\">\n<option value=\"\">Tell from the plan</option>\n");
    for (size_t i = 0; i < p->framework_count; i++) {
        const struct framework *f = &p->frameworks[i];
        buf_add_str(out, "<option value=\"");
        html_text(out, f->id);
        buf_printf(out, "\"%s>", strcmp(f->id, p->chosen) == 0 ? " selected" : "");
        html_text(out, f->title);
        buf_add_str(out, "</option>\n");
    }
    buf_add_str(out, "</select>\n</div>\n");
}

static void add_form(struct buf *out, const struct view *view, const struct start_page *p)
{
    page_form_open(out, view, "/plans", true);
    page_input(out, &(struct page_input){.name = "plan",
                        .label = "The file of your plan",
                        .hint = "Word (.docx), PDF, OpenDocument, web page, Markdown or plain "
                                "text, up to 64 MB. PDFs that are scans cannot be read.",
                        .type = "file",
                        .error = p->error});
    add_frameworks(out, p);
    page_input(
        out, &(struct page_input){.name = "organisation",
                 .label = "Your organisation (if you like)",
                 .hint = "For your own list of plans. Left empty, it is taken from the plan.",
                 .type = "text",
                 .value = p->organisation,
                 .complete = "organization"});
    page_form_close(out, "Check this plan");
}

static void page_start(struct buf *out, const struct view *view, const struct start_page *p)
{
    page_open(out, view, p->error ? "Error: Check a plan" : "Check a plan", 0);
    if (p->error)
        page_error_summary(out, "plan", p->error);
    buf_add_str(out,
        "<h1 class=\"nhsuk-heading-xl\">Check a plan</h1>\n"
        "<p class=\"nhsuk-lede-text\">See in a few seconds which national requirements your plan "
        "meets, what is missing, and what to write to close each gap.</p>\n");
    add_form(out, view, p);
    buf_printf(out,
        "<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\"><span "
        "class=\"nhsuk-details__summary-text\">What happens to the file?</span></summary>\n"
        "<div class=\"nhsuk-details__text\"><p class=\"nhsuk-body\">It is kept on this %s, and "
        "sent nowhere. You can have it and its results deleted at any time: open the plan and "
        "choose \"Forget this plan\".</p><p class=\"nhsuk-body\">The check is made by rules, not "
        "by guesses: every answer shows the page and the sentence that it rests on.</p></div>"
        "</details>\n",
        view->local ? "computer" : "server of your organisation");
    if (p->recent_count) {
        buf_add_str(out, "<h2 class=\"nhsuk-heading-m\">Your last plans</h2>\n");
        plan_list(out, p->recent, p->recent_count);
    }
    page_close(out, view);
}

static void show(struct request *r, struct http_answer *answer, unsigned status, const char *error)
{
    struct start_page p = {.frameworks = r->server->frameworks,
        .framework_count = r->server->framework_count,
        .chosen = request_field(r, "framework"),
        .organisation = request_field(r, "organisation"),
        .error = error};
    struct submission *recent = NULL;
    const struct submission_filter filter = {.limit = 5, .latest_only = true};
    if (registry_submissions(r->server->registry, r->who, &filter, r->arena, &recent,
            &p.recent_count, NULL) == REGISTRY_OK)
        p.recent = recent;
    struct view view = view_of(r);
    page_start(&answer->body, &view, &p);
    answer_page(answer, status);
}

void get_start(struct request *r, struct http_answer *answer)
{
    show(r, answer, 200, NULL);
}

static bool is_framework(const struct server *s, const char *id)
{
    for (size_t i = 0; i < s->framework_count; i++)
        if (strcmp(s->frameworks[i].id, id) == 0)
            return true;
    return !*id;
}

bool submit_plan(struct request *r, struct http_answer *answer, char id[REGISTRY_ID])
{
    const struct upload *file = form_file(r->form, 0);
    const char *framework = request_field(r, "framework"), *bytes;
    const char *earlier = request_field(r, "earlier");
    if (!file) {
        if (r->api)
            answer_error(r, answer, 422, "No plan was sent, or an empty file.",
                "Send the file as the field \"plan\".");
        else
            show(r, answer, 422, "Choose the file of your plan");
        return false;
    }
    if (!is_framework(r->server, framework)) {
        answer_error(r, answer, 422, "There is no such framework.", "Choose one of the list.");
        return false;
    }
    if (!form_file_map(file, &bytes)) {
        answer_error(r, answer, 507, "The file could not be read again.", "Try it once more.");
        return false;
    }
    const struct submission_new submission = {.organisation = request_field(r, "organisation"),
        .framework = framework,
        .file_name = file->name,
        .earlier = *earlier ? earlier : NULL};
    enum registry_status status =
        registry_submit(r->server->registry, r->who, &submission, bytes, (size_t)file->size, id);
    form_file_unmap(file, bytes);
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "plan");
        return false;
    }
    checks_wake(r->server->checks);
    return true;
}

void post_plan(struct request *r, struct http_answer *answer)
{
    char id[REGISTRY_ID];
    if (submit_plan(r, answer, id))
        answer_redirect(answer, "/plans/%s", id);
}
