/* When a plan fails: every threshold against results that are made here. */
#include <check.h>
#include <math.h>

#include "report/formats.h"
#include "suite.h"

static struct requirement must = {.level = PA_MUST}, should = {.level = PA_SHOULD};

struct made {
    struct requirement_result requirements[2];
    struct finding finding;
    struct result result;
};

/* A plan with these outcomes, this score and rating, and one defect when `severity` is given. */
static const struct result *make(struct made *m, enum pa_outcome of_must, enum pa_outcome of_should,
    double score, enum pa_rating rating, const char *severity)
{
    *m = (struct made){0};
    m->requirements[0] = (struct requirement_result){.requirement = &must, .outcome = of_must};
    m->requirements[1] = (struct requirement_result){.requirement = &should, .outcome = of_should};
    m->finding.severity = severity;
    m->result.requirements = m->requirements;
    m->result.requirement_count = 2;
    m->result.findings = &m->finding;
    m->result.finding_count = severity != NULL;
    m->result.score = score;
    m->result.rating = rating;
    return &m->result;
}

static const struct {
    const char *what; /* NULL: the default */
    enum pa_outcome of_must, of_should;
    double score;
    enum pa_rating rating;
    const char *severity;
    bool fails;
} rows[] = {
    {NULL, PA_NOT_MET, PA_MET, 50, PA_AMBER_RED, NULL, true},
    {NULL, PA_PARTIAL, PA_NOT_MET, 50, PA_AMBER_GREEN, "high", false},
    {NULL, PA_NOT_ASSESSED, PA_NOT_APPLICABLE, NAN, PA_UNRATED, NULL, false},
    {"must", PA_NOT_MET, PA_MET, 50, PA_AMBER_RED, NULL, true},
    {"should", PA_MET, PA_NOT_MET, 50, PA_AMBER_GREEN, NULL, true},
    {"should", PA_NOT_MET, PA_MET, 50, PA_AMBER_RED, NULL, true},
    {"should", PA_MET, PA_PARTIAL, 50, PA_AMBER_GREEN, NULL, false},
    {"defect", PA_NOT_MET, PA_NOT_MET, 0, PA_RED, NULL, false},
    {"defect", PA_MET, PA_MET, 100, PA_GREEN, "low", true},
    {"defect", PA_MET, PA_MET, 100, PA_GREEN, "info", false},
    {"rating=amber-green", PA_MET, PA_MET, 60, PA_AMBER_GREEN, NULL, false},
    {"rating=amber-green", PA_MET, PA_MET, 60, PA_AMBER_RED, NULL, true},
    {"rating=green", PA_MET, PA_MET, 60, PA_AMBER_GREEN, NULL, true},
    {"rating=red", PA_NOT_MET, PA_NOT_MET, 0, PA_RED, NULL, false},
    {"rating=green", PA_NOT_ASSESSED, PA_NOT_ASSESSED, NAN, PA_UNRATED, NULL, false},
    {"score=70", PA_NOT_MET, PA_NOT_MET, 70, PA_RED, NULL, false},
    {"score=70", PA_MET, PA_MET, 69.9, PA_GREEN, NULL, true},
    {"score=70.5", PA_MET, PA_MET, 70.4, PA_GREEN, NULL, true},
    {"score=100", PA_NOT_ASSESSED, PA_NOT_ASSESSED, NAN, PA_UNRATED, NULL, false},
    {"never", PA_NOT_MET, PA_NOT_MET, 0, PA_RED, "high", false},
};

START_TEST(fails)
{
    struct made m;
    struct pa_threshold t = {0};
    if (rows[_i].what)
        ck_assert(pa_threshold_add(&t, rows[_i].what));
    const struct result *r = make(&m, rows[_i].of_must, rows[_i].of_should, rows[_i].score,
        rows[_i].rating, rows[_i].severity);
    ck_assert_int_eq(threshold_fails(r, rows[_i].what ? &t : NULL), rows[_i].fails);
}
END_TEST

static const char *const wrong[] = {"", "Must", "rating", "rating=", "rating=unrated",
    "rating=blue", "score", "score=", "score=101", "score=-1", "score=1e1", "score=7x", "nan",
    "score=nan", "score=."};

START_TEST(refuses)
{
    struct pa_threshold t = {.must = true};
    ck_assert(!pa_threshold_add(&t, wrong[_i]));
    ck_assert(t.must && !t.should && !t.defect && !t.has_score && t.rating == PA_UNRATED);
}
END_TEST

START_TEST(parts_add_up)
{
    struct pa_threshold t = {0};
    ck_assert(pa_threshold_add(&t, "defect") && pa_threshold_add(&t, "score=40"));
    ck_assert(t.defect && t.has_score && !t.must);
    struct made m;
    ck_assert(threshold_fails(make(&m, PA_MET, PA_MET, 39, PA_RED, NULL), &t));
    ck_assert(threshold_fails(make(&m, PA_MET, PA_MET, 90, PA_GREEN, "high"), &t));
    ck_assert(!threshold_fails(make(&m, PA_NOT_MET, PA_MET, 90, PA_GREEN, NULL), &t));
}
END_TEST

START_TEST(errors_are_counted_apart)
{
    struct made good, bad;
    const struct result *results[2] = {make(&good, PA_NOT_MET, PA_MET, 10, PA_RED, NULL),
        make(&bad, PA_NOT_MET, PA_MET, 10, PA_RED, NULL)};
    bad.result.error_code = "plan.empty";
    struct tally t;
    tally_init(&t, NULL);
    for (size_t i = 0; i < 2; i++) {
        struct plan_figures f;
        report_figures(results[i], NULL, &f);
        tally_add(&t, &f);
    }
    ck_assert_uint_eq(t.plans, 2);
    ck_assert_uint_eq(t.checked, 1);
    ck_assert_uint_eq(t.failed, 1);
    ck_assert_uint_eq(t.errors, 1);
    tally_clear(&t);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("report_threshold");
    TCase *t = tcase_create("report_threshold");
    tcase_add_loop_test(t, fails, 0, (int)(sizeof rows / sizeof *rows));
    tcase_add_loop_test(t, refuses, 0, (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(t, parts_add_up);
    tcase_add_test(t, errors_are_counted_apart);
    suite_add_tcase(s, t);
    return suite_run(s);
}
