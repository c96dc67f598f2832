/* Which plan of then is which of now, and what it had. */
#include <check.h>
#include <string.h>

#include "base/diag.h"
#include "review/review.h"
#include "suite.h"

static struct finding_record finding = {.rule = "a", .fingerprint = "f1"};
static struct plan_record north = {.path = "./north.md",
                              .sha256 = "aa",
                              .checked = true,
                              .findings = &finding,
                              .finding_count = 1},
                          south = {.path = "south.md", .checked = true},
                          west = {.path = "west.md", .sha256 = "cc"};

START_TEST(finds_plans)
{
    struct plan_record *plans[] = {&north, &south, &west};
    struct results results = {.plans = plans, .count = 3};
    struct baseline b = {.file = "old.json", .results = &results};
    ck_assert_ptr_eq(baseline_plan(&b, "north.md", "zz", false), &north);
    ck_assert_ptr_eq(baseline_plan(&b, "./south.md", NULL, false), &south);
    ck_assert_ptr_eq(baseline_plan(&b, "moved.md", "aa", false), &north);
    ck_assert_ptr_null(baseline_plan(&b, "moved.md", "dd", true)); /* there were three */
    ck_assert_ptr_null(baseline_plan(&b, "moved.md", NULL, false));
    ck_assert_ptr_null(baseline_plan(&b, "west.md", "cc", false)); /* it was not read */
    results.count = 1;
    ck_assert_ptr_eq(baseline_plan(&b, "new.md", "dd", true), &north);
    ck_assert_ptr_null(baseline_plan(&b, "new.md", "dd", false));
    results.count = 0;
    ck_assert_ptr_null(baseline_plan(&b, "new.md", "dd", true));
}
END_TEST

START_TEST(had)
{
    ck_assert(baseline_had(&north, "f1"));
    ck_assert(!baseline_had(&north, "f2") && !baseline_had(&south, "f1"));
}
END_TEST

START_TEST(no_file)
{
    struct diag *d = diag_new();
    ck_assert_ptr_null(baseline_read("there-is-no-such-file.json", d));
    ck_assert_uint_eq(diag_count(d), 1);
    diag_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("review_baseline");
    TCase *t = tcase_create("review_baseline");
    tcase_add_test(t, finds_plans);
    tcase_add_test(t, had);
    tcase_add_test(t, no_file);
    suite_add_tcase(s, t);
    return suite_run(s);
}
