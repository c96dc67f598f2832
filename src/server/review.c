/* Reviews: what assessors and leads ask for and send. Who may do what is the register's to say. */
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "server/checks.h"
#include "server/pages.h"
#include "server/review_page.h"

static bool load(struct request *r, const char *name, char **bytes, size_t *len)
{
    return registry_artefact(r->server->registry, r->who, r->ids[0], name, bytes, len) ==
           REGISTRY_OK;
}

static bool read_plan(struct request *r, struct results *results)
{
    char *bytes;
    size_t len;
    if (!load(r, REVIEW_RESULTS, &bytes, &len))
        return false;
    struct diag *diag = diag_new();
    bool ok = results_parse(results, bytes, len, REVIEW_RESULTS, diag) && results->count == 1;
    diag_free(diag);
    xfree(bytes);
    return ok;
}

static enum registry_status read_judgements(
    struct request *r, const struct submission *s, struct review_view *v)
{
    struct judged *judged;
    struct seat *seats = arena_array(r->arena, 2, sizeof *seats);
    enum registry_status status = review_judgements(
        r->server->registry, r->who, s->id, false, r->arena, &judged, &v->judged_count);
    if (status == REGISTRY_OK)
        status = review_seats(r->server->registry, r->who, s->id, r->arena, seats, &v->seat_count);
    if (status != REGISTRY_OK)
        return status;
    v->judged = judged;
    v->seats = seats;
    if (s->review == REVIEW_MODERATION || s->review == REVIEW_AGREED)
        v->compared = review_compare(
            r->arena, judged, v->judged_count, &v->compared_count, &v->share, &v->kappa);
    return REGISTRY_OK;
}

void get_review(struct request *r, struct http_answer *answer)
{
    struct submission s;
    struct view view = view_of(r);
    struct review_view v = {.submission = &s};
    enum registry_status status =
        registry_submission(r->server->registry, r->who, r->ids[0], r->arena, &s);
    if (status == REGISTRY_OK)
        status = read_judgements(r, &s, &v);
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "review");
        return;
    }
    struct results *results = results_new();
    char *text = NULL;
    if (read_plan(r, results) && load(r, REVIEW_TEXT, &text, &v.len)) {
        v.plan = results->plans[0];
        v.text = text;
        review_page(&answer->body, &view, &v);
        answer_page(answer, 200);
    } else
        answer_error(r, answer, 409, "This plan cannot be reviewed yet.",
            "Wait for its check, or have it checked again.");
    xfree(text);
    results_free(results);
}

/* ---- what is sent ---- */

static void after(struct request *r, struct http_answer *answer, enum registry_status status,
    const char *requirement)
{
    if (status == REGISTRY_INVALID)
        answer_error(r, answer, 422, "The judgement was not kept.",
            "Added evidence must be words that stand in the plan, and a changed outcome needs a "
            "comment. Go back and mend it.");
    else if (status != REGISTRY_OK)
        answer_status(r, answer, status, "review");
    else if (requirement)
        answer_redirect(answer, "/review/%s#r-%s", r->ids[0], requirement);
    else
        answer_redirect(answer, "/review/%s", r->ids[0]);
}

void post_review_begin(struct request *r, struct http_answer *answer)
{
    after(r, answer, review_begin(r->server->registry, r->who, r->ids[0]), NULL);
}

void post_review_finish(struct request *r, struct http_answer *answer)
{
    after(r, answer, review_finish(r->server->registry, r->who, r->ids[0]), NULL);
}

void post_review_reopen(struct request *r, struct http_answer *answer)
{
    after(r, answer, review_reopen(r->server->registry, r->who, r->ids[0]), NULL);
}

void post_review_close(struct request *r, struct http_answer *answer)
{
    enum registry_status status = review_close(r->server->registry, r->who, r->ids[0]);
    if (status == REGISTRY_OK)
        checks_wake(r->server->checks);
    if (status == REGISTRY_TAKEN)
        answer_error(r, answer, 409, "The review cannot be closed yet.",
            "Settle every requirement in which the assessors differ.");
    else
        after(r, answer, status, NULL);
}

static bool read_outcome(const char *text, enum pa_outcome *out)
{
    static const char *const names[] = {"not-met", "partial", "met", "not-applicable"};
    for (size_t i = 0; i < 4; i++)
        if (strcmp(text, names[i]) == 0) {
            *out = (enum pa_outcome)i;
            return true;
        }
    return false;
}

static bool says_something(const char *text)
{
    return text[strspn(text, " \t\r\n")] != '\0';
}

/* The judgement of a form; its quotes are in the arena. */
static bool read_judgement(struct request *r, struct judgement *out)
{
    const struct fields *f = form_fields(r->form);
    *out = (struct judgement){
        .requirement = request_field(r, "requirement"), .comment = request_field(r, "comment")};
    out->strike = arena_array(r->arena, LIMIT_JUDGED_QUOTES, sizeof *out->strike);
    out->add = arena_array(r->arena, 1, sizeof *out->add);
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->v[i].name, "strike") == 0 && out->strike_count < LIMIT_JUDGED_QUOTES &&
            says_something(f->v[i].value))
            out->strike[out->strike_count++].quote = f->v[i].value;
    const char *quote = request_field(r, "quote");
    if (says_something(quote))
        out->add[out->add_count++].quote = quote;
    return read_outcome(request_field(r, "outcome"), &out->outcome);
}

/* The requirement is the plan's, and who says otherwise than the program says why. */
static bool is_founded(struct request *r, const struct judgement *w)
{
    struct results *results = results_new();
    const struct requirement_record *q =
        read_plan(r, results) ? results_requirement(results->plans[0], w->requirement) : NULL;
    bool ok = q && (q->outcome == w->outcome || says_something(w->comment));
    results_free(results);
    return ok;
}

static void post_judgement(struct request *r, struct http_answer *answer,
    enum registry_status (*keep)(
        struct registry *, const struct person *, const char *, const struct judgement *))
{
    struct judgement w;
    enum registry_status status = REGISTRY_INVALID;
    if (r->form && read_judgement(r, &w) && is_founded(r, &w))
        status = keep(r->server->registry, r->who, r->ids[0], &w);
    after(r, answer, status, status == REGISTRY_OK ? w.requirement : NULL);
}

void post_review_judge(struct request *r, struct http_answer *answer)
{
    post_judgement(r, answer, review_judge);
}

void post_review_settle(struct request *r, struct http_answer *answer)
{
    post_judgement(r, answer, review_settle);
}

/* ---- what is taken away ---- */

static void send_agreed(
    struct request *r, struct http_answer *answer, const char *name, const char *type)
{
    char *bytes;
    size_t len;
    const char *kept = arena_printf(r->arena, "agreed.%s", name);
    enum registry_status status =
        registry_artefact(r->server->registry, r->who, r->ids[0], kept, &bytes, &len);
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "agreed view");
        return;
    }
    buf_add(&answer->body, bytes, len);
    xfree(bytes);
    registry_audit(r->server->registry, r->who, "download", r->ids[0], kept);
    answer_download(answer, type, name);
}

void get_review_letter(struct request *r, struct http_answer *answer)
{
    send_agreed(r, answer, "letter.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

void get_review_report(struct request *r, struct http_answer *answer)
{
    send_agreed(r, answer, "report.html", "text/html; charset=utf-8");
}

void get_review_labels(struct request *r, struct http_answer *answer)
{
    struct submission s;
    struct review_view v = {.submission = &s};
    enum registry_status status =
        registry_submission(r->server->registry, r->who, r->ids[0], r->arena, &s);
    if (status == REGISTRY_OK)
        status = read_judgements(r, &s, &v);
    if (status == REGISTRY_OK && !v.compared)
        status = REGISTRY_DENIED;
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "review");
        return;
    }
    const char *plan = arena_copy(r->arena, s.file_name, strcspn(s.file_name, "."));
    buf_add_str(&answer->body,
        review_labels_json(r->arena, plan, s.framework, v.compared, v.compared_count));
    answer_download(answer, "application/json", arena_printf(r->arena, "%s.labels.json", plan));
}
