/* What can be had of a plan that was checked: report, letter, results, sealed result; and what a
 * region needs to check a seal. */
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "results/results.h"
#include "server/key.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/seal.h"

/* The artefact into the body; false after an answer that says why not. */
static bool load(struct request *r, struct http_answer *answer, const char *name)
{
    char *bytes;
    size_t len;
    enum registry_status status =
        registry_artefact(r->server->registry, r->who, r->ids[0], name, &bytes, &len);
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "result");
        return false;
    }
    buf_add(&answer->body, bytes, len);
    xfree(bytes);
    return true;
}

/* Each file that leaves the server is in the audit log. */
static void note(struct request *r, const char *what)
{
    registry_audit(r->server->registry, r->who, "download", r->ids[0], what);
}

void get_report(struct request *r, struct http_answer *answer)
{
    if (load(r, answer, "report.html"))
        answer_file_page(answer);
}

static void send_file(
    struct request *r, struct http_answer *answer, const char *name, const char *type)
{
    if (!load(r, answer, name))
        return;
    note(r, name);
    answer_download(answer, type, name);
}

void get_report_file(struct request *r, struct http_answer *answer)
{
    send_file(r, answer, "report.html", "text/html; charset=utf-8");
}

void get_letter(struct request *r, struct http_answer *answer)
{
    send_file(r, answer, "letter.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

void get_results(struct request *r, struct http_answer *answer)
{
    send_file(r, answer, "results.json", "application/json");
}

void get_sealed(struct request *r, struct http_answer *answer)
{
    if (!load(r, answer, "results.json"))
        return;
    struct results *results = results_new();
    struct diag *diag = diag_new();
    bool ok =
        results_parse(results, buf_str(&answer->body), answer->body.len, "results.json", diag) &&
        results->count == 1 && results->plans[0]->checked;
    buf_clear(&answer->body);
    if (ok) {
        seal_write(&answer->body, results->plans[0], r->server->key);
        note(r, "sealed.json");
        answer_download(answer, "application/json", "sealed.json");
    } else
        answer_error(r, answer, 409, "There is no result that could be sealed.",
            "Have the plan checked again.");
    diag_free(diag);
    results_free(results);
}

static void page_seal(struct buf *out, const struct view *view, const char *key)
{
    page_open(out, view, "Sealed results", 0);
    buf_printf(out,
        "<h1 class=\"nhsuk-heading-l\">Sealed results</h1>\n"
        "<p class=\"nhsuk-body\">A sealed result says which plan (by its fingerprint), which "
        "requirements (their version and fingerprint) and what came out; it does not hold the plan "
        "itself. This server signs it.</p>\n"
        "<p class=\"nhsuk-body\">Who is given one checks it with the plan and the public key of "
        "this server:</p>\n"
        "<pre class=\"code\" tabindex=\"0\">planassure verify --key %s sealed.json "
        "plan.docx</pre>\n"
        "<p class=\"nhsuk-body\">The public key of this server is</p>\n<p "
        "class=\"nhsuk-body\"><code>%s</code></p>\n<p class=\"nhsuk-body\">Give it to your region "
        "by another way than the sealed result, for example by telephone or in a letter.</p>\n",
        key, key);
    page_close(out, view);
}

void get_seal(struct request *r, struct http_answer *answer)
{
    struct view view = view_of(r);
    page_seal(&answer->body, &view, key_public(r->server->key));
    answer_page(answer, 200);
}
