/* Waivers and baseline over small judged plans: marks, both figures, what is wrong with a waiver,
 * and that outcomes never change. */
#include "assess/review.h"

#include "base/mem.h"
#include "judge_fixture.h"
#include "suite.h"

#define GOOD "\"reason\": \"r\", \"owner\": \"o\", \"expires\": \"2018-03-31\"}"

static struct waivers *waivers_of(const char *list, const char *as_of)
{
    char text[4000];
    struct diag *d = diag_new();
    snprintf(text, sizeof text, "{\"schema\": \"planassure-waivers/1\", \"waivers\": [%s]}", list);
    struct waivers *w = waivers_parse(text, strlen(text), "w.json", as_of, d);
    ck_assert_ptr_nonnull(w);
    diag_free(d);
    return w;
}

static const struct requirement_result *find(const struct result *r, const char *id)
{
    for (uint32_t i = 0; i < r->requirement_count; i++)
        if (!strcmp(r->requirements[i].requirement->id, id))
            return &r->requirements[i];
    ck_abort_msg("%s", id);
}

START_TEST(both_figures)
{
    struct waivers *w = waivers_of("{\"requirement\": \"d.open\", " GOOD, "2018-03-31");
    struct review review = {.waivers = w};
    struct result *plain = judge("A nurse will run the clinic for three hours.");
    struct result *r = judge("A nurse will run the clinic for three hours.");
    review_apply(r, &review);
    ck_assert_ptr_eq(find(r, "d.open")->waiver, &w->list[0]);
    ck_assert_int_eq(find(r, "d.open")->outcome, PA_NOT_MET);
    ck_assert_ptr_null(find(r, "d.topic")->waiver);
    ck_assert_double_eq(r->score, plain->score);
    ck_assert_double_eq(r->points, plain->points);
    ck_assert_double_eq(r->of, plain->of);
    ck_assert_int_eq(r->rating, plain->rating);
    ck_assert_uint_eq(r->waived.requirements, 1);
    ck_assert_double_eq(r->waived.points, r->points);
    ck_assert_double_eq(r->waived.of, r->of - find(r, "d.open")->requirement->weight);
    ck_assert_double_eq_tol(r->waived.score, 100 * r->waived.points / r->waived.of, 1e-9);
    ck_assert_int_gt(r->waived.rating, r->rating);
    result_free(r);
    result_free(plain);
    waivers_free(w);
}
END_TEST

static const struct {
    const char *waiver, *plan, *as_of;
    const char *rule, *severity; /* NULL: nothing is wrong */
    bool holds;
} rows[] = {
    {"\"requirement\": \"d.open\"", "Nothing.", "2018-03-31", NULL, NULL, true},
    {"\"requirement\": \"d.open\"", "Nothing.", "2018-04-01", "waiver.expired", "medium", false},
    {"\"requirement\": \"d.open\"", "The clinic will open on Sunday.", "2018-04-01",
        "waiver.expired", "low", false},
    {"\"requirement\": \"d.open\"", "The clinic will open on Sunday.", "2018-03-31",
        "waiver.unnecessary", "low", false},
    {"\"requirement\": \"d.opne\"", "Nothing.", "2018-03-31", "waiver.unused", "low", false},
    {"\"requirement\": \"d.open\", \"plan\": \"other.md\"", "Nothing.", "2018-03-31",
        "waiver.unused", "info", false},
    {"\"requirement\": \"d.open\", \"plan\": \"plan.md\"", "Nothing.", "2018-03-31", NULL, NULL,
        true},
    {"\"requirement\": \"d.open\", \"fingerprint\": \"0123\"", "Nothing.", "2018-03-31",
        "waiver.unused", "low", false},
    {"\"defect\": \"defect.placeholder\"", "The clinic will open on TBC.", "2018-03-31", NULL, NULL,
        false},
    {"\"defect\": \"defect.placeholder\"", "Nothing.", "2018-03-31", "waiver.unnecessary", "low",
        false},
    {"\"defect\": \"defect.plaecholder\"", "Nothing.", "2018-03-31", "waiver.unused", "low", false},
};

/* What is wrong with waivers after these plans. */
static struct waiver_finding *findings_of(
    struct arena *arena, const struct result *const *results, size_t plans, size_t *count)
{
    const struct review *review = results[0]->review;
    unsigned char *use = arena_alloc(arena, review->waivers->count + 1);
    bool tried = false;
    for (size_t i = 0; i < plans; i++)
        for (size_t k = 0; results[i]->waiver_use && k < review->waivers->count; k++) {
            use[k] |= results[i]->waiver_use[k];
            tried = true;
        }
    return review_findings(arena, review, tried ? use : NULL, count);
}

START_TEST(tells_of_waivers)
{
    char list[400];
    snprintf(list, sizeof list, "{%s, %s", rows[_i].waiver, GOOD);
    struct waivers *w = waivers_of(list, rows[_i].as_of);
    struct review review = {.waivers = w};
    struct result *r = judge(rows[_i].plan);
    review_apply(r, &review);
    ck_assert_int_eq(find(r, "d.open")->waiver != NULL, rows[_i].holds);
    struct arena *arena = arena_new();
    const struct result *results[] = {r};
    size_t count;
    struct waiver_finding *f = findings_of(arena, results, 1, &count);
    ck_assert_uint_eq(count, rows[_i].rule != NULL);
    if (count) {
        ck_assert_str_eq(f->rule, rows[_i].rule);
        ck_assert_str_eq(f->severity, rows[_i].severity);
        ck_assert_ptr_eq(f->waiver, &w->list[0]);
    }
    arena_free(arena);
    result_free(r);
    waivers_free(w);
}
END_TEST

/* A waiver that one plan needs is not unnecessary because another does not. */
START_TEST(a_run_is_one)
{
    struct waivers *w = waivers_of("{\"requirement\": \"d.open\", " GOOD, "2018-03-31");
    struct review review = {.waivers = w};
    struct result *needs = judge("Nothing."), *good = judge("The clinic will open on Sunday.");
    struct result *bad = result_error("bad.md", NULL, NULL, "plan.empty", "it is empty");
    const struct result *all[] = {good, bad, needs}, *two[] = {good, bad}, *none[] = {bad};
    struct arena *arena = arena_new();
    size_t count;
    review_apply(good, &review);
    review_apply(bad, &review);
    review_apply(needs, &review);
    findings_of(arena, all, 3, &count);
    ck_assert_uint_eq(count, 0);
    ck_assert_str_eq(findings_of(arena, two, 2, &count)->rule, "waiver.unnecessary");
    findings_of(arena, none, 1, &count);
    ck_assert_uint_eq(count, 0);
    arena_free(arena);
    result_free(needs);
    result_free(good);
    result_free(bad);
    waivers_free(w);
}
END_TEST

/* A baseline of one plan, in which d.open came out like this. */
struct then {
    struct requirement_record requirement;
    struct finding_record findings[2];
    struct plan_record plan, *plans[1];
    struct results results;
    struct baseline baseline;
};

static void make(struct then *t, const char *pack_id, enum pa_outcome outcome)
{
    *t = (struct then){.requirement = {.id = "d.open", .outcome = outcome},
        .findings = {{.rule = "d.open", .fingerprint = "x", .message = "m"},
            {.rule = "defect.dates", .fingerprint = "gone", .message = "was here"}},
        .plan = {.path = "plan.md",
            .checked = true,
            .pack = pack_id,
            .requirement_count = 1,
            .finding_count = 2}};
    t->plan.requirements = &t->requirement;
    t->plan.findings = t->findings;
    t->plans[0] = &t->plan;
    t->results = (struct results){.plans = t->plans, .count = 1};
    t->baseline = (struct baseline){.file = "old.json", .results = &t->results};
}

START_TEST(stands_beside_the_baseline)
{
    static const struct {
        const char *pack_id; /* NULL: this one */
        enum pa_outcome then;
        enum standing standing;
        bool was_not_met;
        uint32_t absent;
    } was[] = {{NULL, PA_NOT_MET, STANDING_UNCHANGED, true, 1},
        {NULL, PA_PARTIAL, STANDING_UPDATED, false, 1}, {NULL, PA_MET, STANDING_NEW, false, 1},
        {NULL, PA_NOT_APPLICABLE, STANDING_NEW, false, 1},
        {"other", PA_NOT_MET, STANDING_NEW, false, 2}};
    struct then t;
    make(&t, was[_i].pack_id ? was[_i].pack_id : pack->id, was[_i].then);
    struct review review = {.baseline = &t.baseline};
    struct result *r = judge("Nothing.");
    review_apply(r, &review);
    ck_assert_ptr_nonnull(r->earlier);
    ck_assert_int_eq(find(r, "d.open")->standing, was[_i].standing);
    ck_assert_int_eq(find(r, "d.open")->was_not_met, was[_i].was_not_met);
    ck_assert_int_eq(find(r, "d.topic")->standing, STANDING_NEW);
    uint32_t counts[4];
    review_count(r, counts);
    ck_assert_uint_eq(counts[STANDING_UNKNOWN], was[_i].absent);
    result_free(r);
}
END_TEST

/* A defect is the same one when its paragraph has moved. */
START_TEST(a_moved_paragraph)
{
    struct result *then = judge("The clinic will open on TBC.\n\nA nurse will lead.");
    ck_assert_uint_eq(then->finding_count, 1);
    struct then t;
    make(&t, pack->id, PA_MET);
    t.findings[1].rule = then->findings[0].rule;
    t.findings[1].fingerprint = then->findings[0].fingerprint;
    struct review review = {.baseline = &t.baseline};
    struct result *moved =
        judge("A nurse will lead.\n\nThere is more.\n\nThe clinic will open on TBC.");
    review_apply(moved, &review);
    ck_assert_uint_eq(moved->finding_count, 1);
    ck_assert_int_eq(moved->findings[0].standing, STANDING_UNCHANGED);
    struct result *other = judge("A nurse will lead on TBC.");
    review_apply(other, &review);
    ck_assert_int_eq(other->findings[0].standing, STANDING_NEW);
    result_free(then);
    result_free(moved);
    result_free(other);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("assess_review");
    TCase *t = tcase_create("assess_review");
    tcase_add_unchecked_fixture(t, load, unload);
    tcase_add_test(t, both_figures);
    tcase_add_loop_test(t, tells_of_waivers, 0, (int)(sizeof rows / sizeof *rows));
    tcase_add_test(t, a_run_is_one);
    tcase_add_loop_test(t, stands_beside_the_baseline, 0, 5);
    tcase_add_test(t, a_moved_paragraph);
    suite_add_tcase(s, t);
    return suite_run(s);
}
