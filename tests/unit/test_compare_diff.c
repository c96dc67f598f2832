/* What became of a requirement, which defects are new, and which plans are a pair. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "compare/diff.h"
#include "suite.h"

/* One plan a line of NDJSON: organisation, title, path, outcome of its one requirement, gaps,
 * fingerprints of defects (both as JSON list items). */
struct plan {
    const char *organisation, *title, *path, *outcome, *gaps, *defects[3];
    const char *quote;
    unsigned line;
};

static void add_plan(struct buf *b, const struct plan *p)
{
    bool scored =
        strcmp(p->outcome, "not-assessed") != 0 && strcmp(p->outcome, "not-applicable") != 0;
    buf_printf(b,
        "{\"path\":\"%s\",\"status\":\"checked\",\"organisation\":\"%s\",\"title\":\"%s\","
        "\"pack\":{\"id\":\"t\",\"version\":\"1\",\"sha256\":\"ab\"},\"assurance\":{},"
        "\"domains\":[{\"id\":\"d\",\"title\":\"D\"}],\"requirements\":[{\"id\":\"d.r\","
        "\"domain\":\"d\",\"title\":\"R\",\"level\":\"must\",\"weight\":1,\"outcome\":\"%s\","
        "\"score\":%s,\"gaps\":[%s],\"evidence\":[",
        p->path, p->organisation ? p->organisation : "", p->title ? p->title : "", p->outcome,
        scored ? "0.5" : "null", p->gaps ? p->gaps : "");
    if (p->quote)
        buf_printf(b, "{\"criterion\":\"c\",\"quote\":\"%s\",\"line\":%u}", p->quote, p->line);
    buf_add_str(b, "]}],\"findings\":[");
    for (size_t i = 0; i < 3 && p->defects[i]; i++)
        buf_printf(b,
            "%s{\"rule\":\"defect.x\",\"severity\":\"%s\",\"message\":\"m\",\"fingerprint\":"
            "\"%s\"}",
            i ? "," : "", p->defects[i][0] == 'l' ? "low" : "high", p->defects[i]);
    buf_add_str(b, "]}\n");
}

static struct results *make(const struct plan *plans, size_t count)
{
    struct buf b;
    buf_init(&b, 1 << 20);
    for (size_t i = 0; i < count; i++)
        add_plan(&b, &plans[i]);
    struct diag *d = diag_new();
    struct results *r = results_new();
    bool ok = results_parse(r, buf_str(&b), b.len, "t", d);
    ck_assert_msg(ok, "%s", diag_count(d) ? diag_at(d, 0)->text : "");
    diag_free(d);
    buf_clear(&b);
    return r;
}

static struct diff *compare(const struct plan *before, const struct plan *now)
{
    return diff_new(make(before, 1), make(now, 1), "b", "n", MATCH_AUTO);
}

static void becomes(const char *before, const char *gaps_before, const char *now,
    const char *gaps_now, enum change want)
{
    struct plan b = {.path = "a", .outcome = before, .gaps = gaps_before};
    struct plan n = {.path = "a", .outcome = now, .gaps = gaps_now};
    struct diff *d = compare(&b, &n);
    ck_assert_uint_eq(d->plans[0].requirement_count, 1);
    ck_assert_msg(d->plans[0].requirements[0].change == want, "%s [%s] to %s [%s] is %s", before,
        gaps_before, now, gaps_now, change_name(d->plans[0].requirements[0].change));
    diff_free(d);
}

START_TEST(changes)
{
    becomes("met", "", "not-met", "\"x\"", CHANGE_LOST);
    becomes("met", "", "partial", "\"x\"", CHANGE_LOST);
    becomes("partial", "\"x\"", "not-met", "\"x\",\"y\"", CHANGE_LOST);
    becomes("not-met", "\"x\"", "not-met", "\"x\"", CHANGE_OPEN);
    becomes("not-met", "\"x\",\"y\"", "not-met", "\"x\"", CHANGE_OPEN);
    becomes("not-met", "\"x\"", "partial", "\"y\"", CHANGE_PARTLY);
    becomes("partial", "\"x\",\"y\"", "partial", "\"y\"", CHANGE_PARTLY);
    becomes("partial", "\"x\"", "partial", "\"y\"", CHANGE_OPEN);
    becomes("partial", "\"x (found, but it is negated)\"", "partial", "\"x\"", CHANGE_OPEN);
    becomes("partial", "\"x\"", "met", "", CHANGE_ANSWERED);
    becomes("not-met", "\"x\"", "met", "", CHANGE_ANSWERED);
    becomes("met", "", "met", "", CHANGE_KEPT);
    becomes("met", "", "not-assessed", "", CHANGE_UNDECIDED);
    becomes("not-assessed", "", "not-met", "\"x\"", CHANGE_UNDECIDED);
    becomes("not-applicable", "", "not-met", "\"x\"", CHANGE_NEW);
    becomes("met", "", "not-applicable", "", CHANGE_DROPPED);
}
END_TEST

START_TEST(evidence)
{
    static const struct {
        const char *before, *now;
        unsigned line_before, line_now;
        enum evidence_change want;
    } cases[] = {{"q", "q", 4, 4, EVIDENCE_SAME}, {"q", "q", 4, 9, EVIDENCE_MOVED},
        {"q", "p", 4, 4, EVIDENCE_OTHER}, {NULL, "q", 0, 4, EVIDENCE_NONE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan b = {.path = "a", .outcome = "met", .quote = cases[i].before};
        struct plan n = {.path = "a", .outcome = "met", .quote = cases[i].now};
        b.line = cases[i].line_before;
        n.line = cases[i].line_now;
        struct diff *d = compare(&b, &n);
        ck_assert_int_eq(d->plans[0].requirements[0].evidence, cases[i].want);
        ck_assert_uint_eq(d->plans[0].moved, cases[i].want == EVIDENCE_MOVED);
        diff_free(d);
    }
}
END_TEST

/* The same finding twice is two findings: one of them may go. */
START_TEST(defects)
{
    struct plan b = {.path = "a", .outcome = "met", .defects = {"h1", "h1", "h2"}};
    struct plan n = {.path = "a", .outcome = "met", .defects = {"h1", "l3", "h4"}};
    struct diff *d = compare(&b, &n);
    const struct plan_diff *p = &d->plans[0];
    ck_assert_uint_eq(p->defects_new, 2);
    ck_assert_uint_eq(p->defects_still, 1);
    ck_assert_uint_eq(p->defects_gone, 2);
    ck_assert_uint_eq(p->defects_grave, 1);
    ck_assert_uint_eq(p->defect_count, 5);
    ck_assert_str_eq(p->defects[0].now->fingerprint, "h4");
    ck_assert_str_eq(p->defects[1].now->fingerprint, "l3");
    diff_free(d);
}
END_TEST

START_TEST(pairs)
{
    const struct plan before[] = {{.organisation = "NHS Ashby Clinical Commissioning Group",
                                      .path = "1.md",
                                      .outcome = "met"},
        {.organisation = "NHS Twice CCG", .title = "One", .path = "2.md", .outcome = "met"},
        {.organisation = "NHS Twice CCG", .title = "Two", .path = "3.md", .outcome = "met"},
        {.path = "old/harbour.docx", .outcome = "met"}, {.path = "gone.md", .outcome = "met"}};
    const struct plan now[] = {{.path = "new/Harbour.pdf", .outcome = "met"},
        {.organisation = "NHS Twice CCG", .title = "TWO ", .path = "8.md", .outcome = "met"},
        {.organisation = "NHS Twice CCG", .title = "One", .path = "9.md", .outcome = "met"},
        {.organisation = "nhs ashby CCG", .path = "7.md", .outcome = "met"},
        {.path = "fresh.md", .outcome = "met"}};
    struct diff *d = diff_new(make(before, 5), make(now, 5), "b", "n", MATCH_AUTO);
    static const char *const want[][3] = {{"old/harbour.docx", "new/Harbour.pdf", "file name"},
        {"3.md", "8.md", "title"}, {"2.md", "9.md", "title"}, {"1.md", "7.md", "organisation"}};
    ck_assert_uint_eq(d->count, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_str_eq(d->plans[i].before->path, want[i][0]);
        ck_assert_str_eq(d->plans[i].now->path, want[i][1]);
        ck_assert_str_eq(d->plans[i].matched, want[i][2]);
    }
    ck_assert_uint_eq(d->only_before_count, 1);
    ck_assert_uint_eq(d->only_now_count, 1);
    ck_assert_str_eq(d->only_before[0]->path, "gone.md");
    diff_free(d);
    d = diff_new(make(before, 5), make(now, 4), "b", "n", MATCH_ORDER);
    ck_assert_uint_eq(d->count, 4);
    ck_assert_uint_eq(d->only_before_count, 1);
    diff_free(d);
    d = diff_new(make(before, 5), make(now, 4), "b", "n", MATCH_PATH);
    ck_assert_uint_eq(d->count, 0);
    diff_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("compare/diff");
    TCase *t = tcase_create("diff");
    tcase_add_test(t, changes);
    tcase_add_test(t, evidence);
    tcase_add_test(t, defects);
    tcase_add_test(t, pairs);
    suite_add_tcase(s, t);
    return suite_run(s);
}
