/* Submissions: kept, found by those who may, filtered, forgotten. */
#include "config.h"

#include "base/limits.h"
#include "register_fixture.h"
#include "suite.h"

static const struct submission_new plain = {.file_name = "plan.txt"};

static const char *submit(const struct person *who, const char *text)
{
    static char id[REGISTRY_ID];
    ck_assert_int_eq(registry_submit(reg, who, &plain, text, strlen(text), id), REGISTRY_OK);
    return arena_strdup(arena, id);
}

START_TEST(what_is_sent_is_kept)
{
    struct submission s;
    char *bytes;
    size_t len;
    add(&ada, "ada", ROLE_SUBMITTER);
    const char *id = submit(&ada, "our plan");
    ck_assert_uint_eq(strlen(id), REGISTRY_ID - 1);
    reopen();
    ck_assert_int_eq(registry_submission(reg, &ada, id, arena, &s), REGISTRY_OK);
    ck_assert_str_eq(s.file_name, "plan.txt");
    ck_assert_str_eq(s.sender.name, "ada");
    ck_assert_int_eq(s.state, CHECK_QUEUED);
    ck_assert_int_eq(s.review, REVIEW_NONE);
    ck_assert_uint_eq(s.version, 1);
    ck_assert(s.score != s.score);
    ck_assert_int_eq(registry_document(reg, &ada, id, &bytes, &len), REGISTRY_OK);
    ck_assert_str_eq(bytes, "our plan");
    xfree(bytes);
    ck_assert_int_eq(
        registry_artefact(reg, &ada, id, "results.json", &bytes, &len), REGISTRY_ABSENT);
}
END_TEST

START_TEST(others_see_nothing)
{
    struct submission s, *list;
    struct submission_filter all = {0};
    const struct submission_new next = {.file_name = "b.txt"};
    char *bytes, id2[REGISTRY_ID];
    const char **names;
    size_t len, count, total;
    add(&ada, "ada", ROLE_SUBMITTER);
    add(&ben, "ben", ROLE_SUBMITTER);
    add(&cat, "cat", ROLE_ASSESSOR);
    const char *id = submit(&ada, "our plan");
    submit(&ben, "their plan");
    struct submission_new after = next;
    after.earlier = id;
    ck_assert_int_eq(registry_submission(reg, &ben, id, arena, &s), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_document(reg, &ben, id, &bytes, &len), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_artefact(reg, &ben, id, "a", &bytes, &len), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_artefacts(reg, &ben, id, arena, &names, &count), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_check_again(reg, &ben, id), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_forget(reg, &ben, id), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_submit(reg, &ben, &after, "x", 1, id2), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_forget(reg, &cat, id), REGISTRY_DENIED);
    ck_assert_int_eq(
        registry_submissions(reg, &ben, &all, arena, &list, &count, &total), REGISTRY_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(total, 1);
    ck_assert_str_eq(list[0].sender.name, "ben");
    ck_assert_int_eq(
        registry_submissions(reg, &cat, &all, arena, &list, &count, &total), REGISTRY_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(registry_submission(reg, &cat, id, arena, &s), REGISTRY_OK);
}
END_TEST

START_TEST(versions_follow_each_other)
{
    struct submission s;
    char second[REGISTRY_ID], third[REGISTRY_ID];
    add(&ada, "ada", ROLE_SUBMITTER);
    const char *first = submit(&ada, "one");
    struct submission_new next = {.file_name = "two.txt", .earlier = first};
    ck_assert_int_eq(registry_submit(reg, &ada, &next, "two", 3, second), REGISTRY_OK);
    ck_assert_int_eq(registry_submit(reg, &ada, &next, "three", 5, third), REGISTRY_TAKEN);
    ck_assert_int_eq(registry_submission(reg, &ada, second, arena, &s), REGISTRY_OK);
    ck_assert_uint_eq(s.version, 2);
    ck_assert_str_eq(s.earlier, first);
    ck_assert_ptr_null(s.later);
    ck_assert_int_eq(registry_submission(reg, &ada, first, arena, &s), REGISTRY_OK);
    ck_assert_str_eq(s.later, second);
    ck_assert_int_eq(registry_forget(reg, &ada, first), REGISTRY_OK);
    ck_assert_int_eq(registry_submission(reg, &ada, second, arena, &s), REGISTRY_OK);
    ck_assert_ptr_null(s.earlier);
}
END_TEST

START_TEST(lists_are_filtered)
{
    struct submission *list;
    size_t count, total;
    char id[REGISTRY_ID];
    add(&ada, "ada", ROLE_SUBMITTER);
    for (int i = 0; i < 5; i++) {
        struct submission_new one = {.file_name = "a",
            .organisation = i < 3 ? "NHS Eastmoor" : "",
            .framework = i % 2 ? "gpfv-2017" : "icb-access-2023"};
        hour += 10;
        ck_assert_int_eq(registry_submit(reg, &ada, &one, &i, sizeof i, id), REGISTRY_OK);
    }
    const struct {
        struct submission_filter filter;
        size_t total;
    } cases[] = {{{0}, 5}, {{.organisation = "eastMOOR"}, 3}, {{.organisation = "%"}, 0},
        {{.organisation = "' OR 1 --"}, 0}, {{.framework = "gpfv-2017"}, 2},
        {{.framework = "gpfv"}, 0}, {{.by_state = true, .state = CHECK_DONE}, 0},
        {{.by_state = true}, 5}, {{.by_review = true, .review = REVIEW_OPEN}, 0},
        {{.since = hour}, 1}, {{.until = hour - 1}, 4}, {{.latest_only = true}, 5},
        {{.limit = 2}, 5}, {{.limit = 2, .offset = 4}, 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct submission_filter *f = &cases[i].filter;
        ck_assert_int_eq(
            registry_submissions(reg, &ada, f, arena, &list, &count, &total), REGISTRY_OK);
        ck_assert_uint_eq(total, cases[i].total);
        if (!f->limit)
            ck_assert_uint_eq(count, total);
        else
            ck_assert_uint_eq(count, f->offset == 4 ? 1 : 2);
    }
    ck_assert_int_ge(list[0].sent, list[count - 1].sent);
}
END_TEST

START_TEST(names_of_strangers_are_tamed)
{
    struct submission s;
    char id[REGISTRY_ID];
    add(&ada, "ada", ROLE_SUBMITTER);
    const struct submission_new odd = {.file_name = "../../etc/\x1b[31m\xffpasswd\n"};
    ck_assert_int_eq(registry_submit(reg, &ada, &odd, "x", 1, id), REGISTRY_OK);
    ck_assert_int_eq(registry_submission(reg, &ada, id, arena, &s), REGISTRY_OK);
    ck_assert_str_eq(s.file_name, "../../etc/_[31m_passwd_");
    const struct submission_new bad = {.file_name = "x", .organisation = "two\nlines"};
    ck_assert_int_eq(registry_submit(reg, &ada, &bad, "x", 1, id), REGISTRY_INVALID);
    ck_assert_int_eq(registry_submit(reg, NULL, &odd, "x", 1, id), REGISTRY_DENIED);
    ck_assert_int_eq(registry_submission(reg, &ada, "../register.db", arena, &s), REGISTRY_ABSENT);
}
END_TEST

static bool somewhere(const char *text)
{
    char command[256];
    snprintf(command, sizeof command, "grep -rqF '%s' '%s'", text, folder);
    return system(command) == 0;
}

START_TEST(what_is_forgotten_is_gone)
{
    struct submission s;
    struct job job;
    char id[REGISTRY_ID];
    add(&ada, "ada", ROLE_SUBMITTER);
    add(&ben, "ben", ROLE_SUBMITTER);
    const struct submission_new named = {.file_name = "quince.txt", .organisation = "Medlarmoor"};
    ck_assert_int_eq(
        registry_submit(reg, &ada, &named, "text of the quince plan", 23, id), REGISTRY_OK);
    const char *other = submit(&ben, "shared");
    const char *mine = submit(&ada, "shared");
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
    const struct artefact made = {"report.html", "page of the quince plan", 23};
    const struct job_facts facts = {.title = "Medlarmoor title"};
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, &made, 1), REGISTRY_OK);
    ck_assert(somewhere("quince") && somewhere("Medlarmoor"));
    ck_assert_int_eq(registry_forget(reg, &ada, id), REGISTRY_OK);
    ck_assert_int_eq(registry_forget(reg, &ada, mine), REGISTRY_OK);
    ck_assert(!somewhere("quince") && !somewhere("Medlarmoor"));
    ck_assert_int_eq(registry_submission(reg, NULL, id, arena, &s), REGISTRY_ABSENT);
    char *bytes;
    size_t len;
    ck_assert_int_eq(registry_document(reg, &ben, other, &bytes, &len), REGISTRY_OK);
    xfree(bytes);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("register submissions");
    TCase *tc = tcase_create("submissions");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, what_is_sent_is_kept);
    tcase_add_test(tc, others_see_nothing);
    tcase_add_test(tc, versions_follow_each_other);
    tcase_add_test(tc, lists_are_filtered);
    tcase_add_test(tc, names_of_strangers_are_tamed);
    tcase_add_test(tc, what_is_forgotten_is_gone);
    suite_add_tcase(s, tc);
    return suite_run(s);
}
