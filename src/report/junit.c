/* JUnit XML for GitLab and Jenkins: a suite a plan, a test case a requirement and a defect. GitLab
 * keeps only the first of two cases of one class and name, so the class names the plan, and reads
 * the content of a failure; Jenkins shows its message: both are written. No times: reports know
 * none. */
#include <string.h>

#include "assess/review.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/mem.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"

static void text(struct buf *out, const char *s)
{
    escape_page(out, s, strlen(s));
}

/* What is waived, and what stood in the baseline as it is, is skipped: servers end a build on
 * failures, and nobody is to act on these now. NULL: it passes. */
static const char *element_of(const struct requirement_result *res)
{
    if (res->outcome == PA_MET)
        return NULL;
    if (res->outcome == PA_NOT_APPLICABLE || res->waiver || res->standing == STANDING_UNCHANGED)
        return "skipped";
    return res->outcome == PA_NOT_ASSESSED ? "error" : "failure";
}

static const char *element_of_defect(const struct finding *f)
{
    return f->waiver || f->standing == STANDING_UNCHANGED ? "skipped" : "failure";
}

static void count_case(struct report_cases *n, const char *element)
{
    n->tests++;
    n->failures += element && element[0] == 'f';
    n->errors += element && element[0] == 'e';
    n->skipped += element && element[0] == 's';
}

void report_count_cases(const struct result *r, struct report_cases *n)
{
    *n = (struct report_cases){0};
    if (r->error_code) {
        n->tests = n->errors = 1;
        return;
    }
    for (uint32_t i = 0; i < r->requirement_count; i++)
        count_case(n, element_of(&r->requirements[i]));
    for (uint32_t i = 0; i < r->finding_count; i++)
        if (strcmp(r->findings[i].severity, "info") != 0)
            count_case(n, element_of_defect(&r->findings[i]));
}

static void add_counts(struct buf *out, const struct report_cases *n)
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

/* Why it is skipped, before the message. */
static void add_marks(struct buf *message, const struct issue *issue)
{
    if (issue->waiver) {
        buf_add_str(message, "waived ");
        report_waiver(issue->waiver, message);
        buf_add_str(message, "; ");
    } else if (issue->standing == STANDING_UNCHANGED) {
        buf_add_str(message, "as in the baseline; ");
    }
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
    add_marks(&message, &issue);
    issue_message(&issue, &message);
    if (q->recommendation && res->outcome != PA_NOT_APPLICABLE)
        add_line(&body, "Do: ", q->recommendation);
    if (issue.placed)
        add_place(&body, r, issue.at, issue.end);
    add_body(out, element_of(res), outcome_name(res->outcome), buf_str(&message), buf_str(&body));
    buf_clear(&message);
    buf_clear(&body);
}

static void add_defect(struct buf *out, const struct result *r, uint32_t i)
{
    const struct finding *f = &r->findings[i];
    struct issue issue = {.waiver = f->waiver, .standing = f->standing};
    struct buf message, body;
    buf_init(&message, LIMIT_TEXT_BYTES);
    buf_init(&body, LIMIT_TEXT_BYTES);
    add_marks(&message, &issue);
    buf_add_str(&message, f->message);
    begin_case(out, r, "defects");
    buf_printf(out, "%s %u", f->rule, i + 1);
    add_place(&body, r, f->at, f->end);
    for (uint32_t k = 0; k < f->related_count; k++)
        add_place(&body, r, f->related[k].at, f->related[k].end);
    add_body(out, element_of_defect(f), f->severity, buf_str(&message), buf_str(&body));
    buf_clear(&message);
    buf_clear(&body);
}

static void add_suite(struct buf *out, const struct result *r)
{
    struct report_cases n;
    report_count_cases(r, &n);
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

/* What is wrong with waivers: a suite of its own. */
static void add_waivers(
    struct buf *out, const char *file, const struct waiver_finding *f, size_t count)
{
    struct report_cases n = {.tests = (uint32_t)count, .failures = (uint32_t)count};
    buf_add_str(out, "  <testsuite name=\"");
    text(out, file);
    buf_add_char(out, '"');
    add_counts(out, &n);
    for (size_t i = 0; i < count; i++) {
        buf_add_str(out, "    <testcase file=\"");
        text(out, file);
        buf_add_str(out, "\" classname=\"");
        text(out, file);
        buf_printf(out, "\" name=\"%s, line %u", f[i].rule, f[i].waiver->line);
        add_body(out, "failure", f[i].severity, f[i].message, "");
    }
    buf_add_str(out, "  </testsuite>\n");
}

static void add_part(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)place, (void)stream;
    add_suite(out, r);
}

static void add_piece(struct report_join *j, struct buf *out)
{
    struct arena *arena = arena_new();
    size_t waivers;
    const struct waiver_finding *f = tally_waivers(j->tally, arena, &waivers);
    if (j->stream == 0) {
        const struct report_cases own = {.tests = (uint32_t)waivers, .failures = (uint32_t)waivers};
        struct report_cases all = j->tally->cases;
        report_add_cases(&all, &own);
        buf_add_str(
            out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"planassure\"");
        add_counts(out, &all);
    } else {
        if (waivers)
            add_waivers(out, j->tally->review->waivers->file, f, waivers);
        buf_add_str(out, "</testsuites>\n");
    }
    arena_free(arena);
}

const struct report report_junit = {.name = "junit",
    .description = "JUnit XML, for GitLab and Jenkins",
    .streams = 1,
    .plan = add_part,
    .piece = add_piece};
