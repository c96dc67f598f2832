/* JUnit XML for GitLab and Jenkins: a suite a plan, a test case a requirement and a defect. GitLab
 * keeps only the first of two cases of one class and name, so the class names the plan, and reads
 * the content of a failure; Jenkins shows its message: both are written. No times: reports know
 * none. */
#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"

static void text(struct buf *out, const char *s)
{
    escape_page(out, s, strlen(s));
}

struct counts {
    uint32_t tests, failures, errors, skipped;
};

static struct counts count_cases(const struct result *r)
{
    struct counts n = {0};
    if (r->error_code)
        return (struct counts){.tests = 1, .errors = 1};
    for (uint32_t i = 0; i < r->requirement_count; i++) {
        enum pa_outcome outcome = r->requirements[i].outcome;
        n.failures += outcome == PA_NOT_MET || outcome == PA_PARTIAL;
        n.errors += outcome == PA_NOT_ASSESSED;
        n.skipped += outcome == PA_NOT_APPLICABLE;
    }
    n.failures += report_defects(r);
    n.tests = r->requirement_count + report_defects(r);
    return n;
}

static void add_counts(struct buf *out, const struct counts *n)
{
    buf_printf(out, " tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\">\n", n->tests,
        n->failures, n->errors, n->skipped);
}

static void begin_case(struct buf *out, const struct result *r, const char *group)
{
    buf_add_str(out, "    <testcase file=\"");
    text(out, r->path);
    buf_add_str(out, "\" classname=\"");
    text(out, r->path);
    buf_printf(out, ": %s%s", r->pack ? r->pack->id : "", r->pack && *group ? "." : "");
    text(out, group);
    buf_add_str(out, "\" name=\"");
}

static void add_body(
    struct buf *out, const char *element, const char *type, const char *message, const char *body)
{
    buf_printf(out, "\">\n      <%s type=\"%s\" message=\"", element, type);
    text(out, message);
    buf_add_str(out, "\">");
    text(out, message);
    if (*body) {
        buf_add_char(out, '\n');
        buf_add_str(out, body);
    }
    buf_printf(out, "</%s>\n    </testcase>\n", element);
}

/* A line of the body: a label, then text that is not escaped yet. */
static void add_line(struct buf *body, const char *label, const char *s)
{
    buf_printf(body, "%s%s", body->len ? "\n" : "", label);
    text(body, s);
}

static void add_place(struct buf *body, const struct result *r, uint32_t at, uint32_t end)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    place_print(r->doc, at, &line);
    buf_add_str(&line, ": \"");
    place_quote_short(r->doc, at, end, &line);
    buf_add_char(&line, '"');
    add_line(body, "", buf_str(&line));
    buf_clear(&line);
}

static void add_requirement(
    struct buf *out, const struct result *r, const struct requirement_result *res)
{
    const struct requirement *q = res->requirement;
    begin_case(out, r, r->pack->domains[q->domain].id);
    buf_printf(out, "%s ", q->id);
    text(out, q->title);
    if (res->outcome == PA_MET) {
        buf_add_str(out, "\"/>\n");
        return;
    }
    struct buf message, body;
    struct issue issue;
    buf_init(&message, LIMIT_TEXT_BYTES);
    buf_init(&body, LIMIT_TEXT_BYTES);
    issue_of(res, &issue);
    issue_message(&issue, &message);
    if (q->recommendation && res->outcome != PA_NOT_APPLICABLE)
        add_line(&body, "Do: ", q->recommendation);
    if (issue.placed)
        add_place(&body, r, issue.at, issue.end);
    const char *element = res->outcome == PA_NOT_APPLICABLE ? "skipped"
                          : res->outcome == PA_NOT_ASSESSED ? "error"
                                                            : "failure";
    add_body(out, element, outcome_name(res->outcome), buf_str(&message), buf_str(&body));
    buf_clear(&message);
    buf_clear(&body);
}

static void add_defect(struct buf *out, const struct result *r, uint32_t i)
{
    const struct finding *f = &r->findings[i];
    struct buf body;
    buf_init(&body, LIMIT_TEXT_BYTES);
    begin_case(out, r, "defects");
    buf_printf(out, "%s %u", f->rule, i + 1);
    add_place(&body, r, f->at, f->end);
    for (uint32_t k = 0; k < f->related_count; k++)
        add_place(&body, r, f->related[k].at, f->related[k].end);
    add_body(out, "failure", f->severity, f->message, buf_str(&body));
    buf_clear(&body);
}

static void add_suite(struct buf *out, const struct result *r)
{
    struct counts n = count_cases(r);
    buf_add_str(out, "  <testsuite name=\"");
    text(out, r->path);
    buf_add_char(out, '"');
    add_counts(out, &n);
    if (r->error_code) {
        begin_case(out, r, "");
        buf_add_str(out, "plan can be read");
        add_body(out, "error", r->error_code, r->error_message, "");
    }
    for (uint32_t i = 0; !r->error_code && i < r->requirement_count; i++)
        add_requirement(out, r, &r->requirements[i]);
    for (uint32_t i = 0; !r->error_code && i < r->finding_count; i++)
        if (strcmp(r->findings[i].severity, "info") != 0)
            add_defect(out, r, i);
    buf_add_str(out, "  </testsuite>\n");
}

void report_junit(const struct result *const *results, size_t count,
    const struct pa_report_options *options, struct buf *out)
{
    (void)options;
    struct counts all = {0};
    for (size_t i = 0; i < count; i++) {
        struct counts n = count_cases(results[i]);
        all.tests += n.tests;
        all.failures += n.failures;
        all.errors += n.errors;
        all.skipped += n.skipped;
    }
    buf_add_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"planassure\"");
    add_counts(out, &all);
    for (size_t i = 0; i < count; i++)
        add_suite(out, results[i]);
    buf_add_str(out, "</testsuites>\n");
}
