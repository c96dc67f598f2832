/* Results read back: both shapes of file, what is refused with its pointer or line, what is
 * passed over. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "results/results.h"
#include "suite.h"

#define PLAN_HEAD "{\"path\":\"a.md\",\"status\":\"checked\",\"title\":\"The hall\",\"pages\":null,"
#define PACK      "\"pack\":{\"id\":\"tiny\",\"version\":\"1\",\"sha256\":\"ab\",\"chosen\":\"given\"},"
#define SCORES                                                                                     \
    "\"assurance\":{\"score\":50,\"low\":50,\"high\":75,\"rating\":\"amber-red\",\"points\":1,"    \
    "\"of\":2,\"why\":\"because\",\"model\":\"flat\"},"
#define DOMAINS                                                                                    \
    "\"domains\":[{\"id\":\"hall\",\"title\":\"Hall\",\"score\":50,\"points\":1,\"of\":2,"         \
    "\"rating\":null,\"met\":0,\"partial\":1,\"not_met\":0}],"
#define REQUIREMENT                                                                                \
    "{\"id\":\"hall.roof\",\"domain\":\"hall\",\"title\":\"Roof\",\"level\":\"must\",\"weight\":"  \
    "2,"                                                                                           \
    "\"outcome\":\"partial\",\"score\":0.5,\"criteria\":[{\"id\":\"tiles\",\"outcome\":\"met\"}]," \
    "\"evidence\":[{\"criterion\":\"tiles\",\"page\":4,\"line\":9,\"column\":2,"                   \
    "\"section\":[\"1 Hall\"],\"quote\":\"new tiles\",\"strength\":\"committed\"}],"               \
    "\"gaps\":[\"who pays\"],\"recommendation\":\"Say who pays.\",\"waiver\":null,"                \
    "\"source\":{\"id\":\"s\",\"title\":\"Hall rules\",\"cite\":\"3.1\"}}"
#define FINDINGS                                                                                   \
    "\"findings\":[{\"rule\":\"hall.roof\",\"severity\":\"medium\",\"message\":\"m\",\"page\":4,"  \
    "\"line\":9,\"quote\":\"new tiles\",\"related\":[],\"fingerprint\":\"f1\"},"                   \
    "{\"rule\":\"defect.table-total\",\"severity\":\"high\",\"message\":\"sum\",\"page\":null,"    \
    "\"line\":20,\"quote\":\"9\",\"related\":[{\"page\":null,\"line\":3,\"quote\":\"4\"}],"        \
    "\"fingerprint\":\"f2\",\"later\":true}]"
#define PLAN PLAN_HEAD PACK SCORES DOMAINS "\"requirements\":[" REQUIREMENT "]," FINDINGS "}"
#define DOCUMENT(plans)                                                                            \
    "{\"schema\":\"planassure-results/"                                                            \
    "1\",\"tool\":{\"name\":\"planassure\",\"version\":\"9.9.9\"},"                                \
    "\"as_of\":\"2018-03-31\",\"later\":[1],\"plans\":[" plans "]}"
#define ERROR_PLAN                                                                                 \
    "{\"path\":\"b.pdf\",\"status\":\"error\",\"error\":{\"code\":\"plan.missing\",\"message\":"   \
    "\"gone\"},\"assurance\":null,\"pack\":null}"

static struct results *read_text(const char *text, struct diag *d)
{
    struct results *r = results_new();
    bool ok = results_parse(r, text, strlen(text), "r.json", d);
    ck_assert_int_eq(ok, diag_errors(d) == 0);
    return r;
}

static void check_plan(const struct plan_record *p)
{
    ck_assert_str_eq(p->path, "a.md");
    ck_assert(p->checked && p->complete);
    ck_assert_ptr_null(p->organisation);
    ck_assert_double_eq(p->score, 50);
    ck_assert_int_eq(p->rating, PA_AMBER_RED);
    ck_assert_uint_eq(p->domain_count, 1);
    ck_assert_int_eq(p->domains[0].rating, PA_UNRATED);
    ck_assert_uint_eq(p->domains[0].not_applicable, 0);
    const struct requirement_record *q = results_requirement(p, "hall.roof");
    ck_assert_ptr_nonnull(q);
    ck_assert_int_eq(q->outcome, PA_PARTIAL);
    ck_assert_int_eq(q->level, PA_MUST);
    ck_assert_uint_eq(q->evidence[0].place.page, 4);
    ck_assert_str_eq(q->evidence[0].section[0], "1 Hall");
    ck_assert_int_eq(q->evidence[0].strength, PA_COMMITTED);
    ck_assert_str_eq(q->gaps[0], "who pays");
    ck_assert_str_eq(q->source, "Hall rules");
    ck_assert_ptr_null(q->waiver);
    ck_assert_str_eq(q->finding->fingerprint, "f1");
    ck_assert(!p->findings[0].is_defect && p->findings[1].is_defect);
    ck_assert_int_eq(p->findings[1].severity, SEVERITY_HIGH);
    ck_assert_uint_eq(p->findings[1].related[0].line, 3);
}

START_TEST(documents)
{
    struct diag *d = diag_new();
    struct results *r = read_text(DOCUMENT(PLAN "," ERROR_PLAN), d);
    ck_assert_uint_eq(r->count, 2);
    check_plan(r->plans[0]);
    ck_assert_str_eq(r->plans[0]->version, "9.9.9");
    ck_assert_str_eq(r->plans[0]->as_of, "2018-03-31");
    ck_assert(!r->plans[1]->checked && !r->plans[1]->complete);
    ck_assert_str_eq(r->plans[1]->error_message, "gone");
    ck_assert(isnan(r->plans[1]->score));
    results_free(r);
    diag_free(d);
}
END_TEST

START_TEST(lines)
{
    struct diag *d = diag_new();
    struct results *r = read_text("\xEF\xBB\xBF" PLAN "\r\n\n" ERROR_PLAN "\n" PLAN, d);
    ck_assert_uint_eq(r->count, 3);
    check_plan(r->plans[0]);
    ck_assert_ptr_null(r->plans[0]->version);
    results_free(r);
    diag_free(d);
}
END_TEST

/* Reads `text` with its first `from` replaced by `to`: the message holds `want`. */
static void refused(const char *text, const char *from, const char *to, const char *want)
{
    struct buf b;
    buf_init(&b, 100000);
    const char *at = strstr(text, from);
    ck_assert_ptr_nonnull(at);
    buf_add(&b, text, (size_t)(at - text));
    buf_add_str(&b, to);
    buf_add_str(&b, at + strlen(from));
    struct diag *d = diag_new();
    struct results *r = read_text(buf_str(&b), d);
    ck_assert_uint_eq(r->count, 0);
    ck_assert_uint_eq(diag_count(d), 1);
    struct buf message;
    buf_init(&message, 100000);
    diag_print(diag_at(d, 0), false, &message);
    ck_assert_msg(strstr(buf_str(&message), want) != NULL, "%s", buf_str(&message));
    buf_clear(&message);
    buf_clear(&b);
    results_free(r);
    diag_free(d);
}

START_TEST(refusals)
{
    static const char doc[] = DOCUMENT(ERROR_PLAN "," PLAN);
    refused(doc, "results/1", "results/2", "/schema: these are no results");
    refused(doc, "\"plans\"", "\"plan\"", "/plans: an array");
    refused(doc, "\"outcome\":\"partial\"", "\"outcome\":\"fine\"",
        "/plans/1/requirements/0/outcome: this must be one of: not-met, partial, met");
    refused(doc, "\"level\":\"must\"", "\"level\":null", "/plans/1/requirements/0/level:");
    refused(doc, "\"weight\":2", "\"weight\":1e999", "/plans/1/requirements/0/weight:");
    refused(doc, "\"weight\":2", "\"weight\":-1", "/plans/1/requirements/0/weight:");
    refused(doc, "\"score\":0.5", "\"score\":null", "/plans/1/requirements/0/score:");
    refused(doc, "\"domain\":\"hall\"", "\"domain\":\"hill\"",
        "/plans/1/requirements/0/domain: the plan has no domain");
    refused(doc, "\"page\":4", "\"page\":4.5", "/plans/1/requirements/0/evidence/0/page:");
    refused(doc, "\"1 Hall\"", "{}", "/plans/1/requirements/0/evidence/0/section/0:");
    refused(
        doc, "\"severity\":\"high\"", "\"severity\":\"grave\"", "/plans/1/findings/1/severity:");
    refused(doc, "\"status\":\"error\"", "\"status\":\"lost\"", "/plans/0/status:");
    refused(doc, "\"rating\":\"amber-red\"", "\"rating\":\"blue\"", "/plans/1/assurance/rating:");
    refused(doc, REQUIREMENT, REQUIREMENT "," REQUIREMENT, "/plans/1/requirements/1/id:");
    refused(doc, "\"fingerprint\":\"f2\"", "\"print\":1", "/plans/1/findings/1/fingerprint:");
    refused(doc, "\"waiver\":null", "\"waiver\":7", "/plans/1/requirements/0/waiver:");
    refused(doc, "]}]}", "]}", "r.json:1:");
}
END_TEST

START_TEST(refused_lines)
{
    static const char text[] = ERROR_PLAN "\n" PLAN "\n" ERROR_PLAN "\n";
    refused(text, "\"level\":\"must\"", "\"level\":7", "r.json:2: error: /requirements/0/level:");
    refused(text, "}\n" PLAN, "}\n{\"path\":\n" PLAN, "r.json:2:8: error: this is not valid JSON");
    refused(text, "\"status\":\"error\"", "\"status\":\"lost\"", "r.json:1: error: /status:");
}
END_TEST

/* A file that was refused leaves what was read before as it was. */
START_TEST(one_after_the_other)
{
    struct diag *d = diag_new();
    struct results *r = read_text(DOCUMENT(PLAN), d);
    ck_assert(!results_parse(r, "[]", 2, "other", d));
    ck_assert_uint_eq(r->count, 1);
    ck_assert(results_parse(r, PLAN "\n", strlen(PLAN) + 1, "third", d));
    ck_assert_uint_eq(r->count, 2);
    ck_assert_str_eq(r->plans[1]->file, "third");
    ck_assert(!results_read(r, "no/such/file", d));
    ck_assert_str_eq(diag_at(d, 1)->code, "results.unreadable");
    results_free(r);
    diag_free(d);
}
END_TEST

START_TEST(waivers)
{
    struct diag *d = diag_new();
    struct buf b;
    buf_init(&b, 100000);
    const char *at = strstr(PLAN, "\"waiver\":null");
    buf_add(&b, PLAN, (size_t)(at - PLAN));
    buf_add_str(&b, "\"waiver\":{\"reason\":\"late guidance\",\"expires\":\"2018-06-30\"}");
    buf_add_str(&b, at + strlen("\"waiver\":null"));
    struct results *r = read_text(buf_str(&b), d);
    const struct waiver_record *w = r->plans[0]->requirements[0].waiver;
    ck_assert_str_eq(w->reason, "late guidance");
    ck_assert_str_eq(w->expires, "2018-06-30");
    ck_assert_ptr_null(w->owner);
    buf_clear(&b);
    results_free(r);
    diag_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("results/read");
    TCase *t = tcase_create("read");
    tcase_add_test(t, documents);
    tcase_add_test(t, lines);
    tcase_add_test(t, refusals);
    tcase_add_test(t, refused_lines);
    tcase_add_test(t, one_after_the_other);
    tcase_add_test(t, waivers);
    suite_add_tcase(s, t);
    return suite_run(s);
}
