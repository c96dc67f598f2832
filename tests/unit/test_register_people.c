/* People, passwords, sessions and tokens. */
#include "config.h"

#include "base/limits.h"
#include "register_fixture.h"
#include "suite.h"

START_TEST(a_person_logs_in_and_out)
{
    char secret[REGISTRY_SECRET], again[REGISTRY_SECRET];
    struct session s, t;
    add(&ada, "ada", ROLE_SUBMITTER);
    ck_assert_int_eq(
        registry_login(reg, "ADA", "correct horse battery", "::1", arena, secret, &s), REGISTRY_OK);
    ck_assert_str_eq(s.person.name, "ada");
    ck_assert_uint_eq(strlen(secret), REGISTRY_SECRET - 1);
    ck_assert_int_eq(registry_session(reg, secret, arena, &t), REGISTRY_OK);
    ck_assert_str_eq(s.csrf, t.csrf);
    ck_assert_int_eq(
        registry_login(reg, "ada", "correct horse battery", "::1", arena, again, &t), REGISTRY_OK);
    ck_assert_str_ne(secret, again);
    ck_assert_str_ne(s.csrf, t.csrf);
    ck_assert_int_eq(registry_logout(reg, secret), REGISTRY_OK);
    ck_assert_int_eq(registry_logout(reg, secret), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_session(reg, secret, arena, &t), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_session(reg, again, arena, &t), REGISTRY_OK);
    ck_assert_int_eq(registry_session(reg, "", arena, &t), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_session(reg, NULL, arena, &t), REGISTRY_ABSENT);
}
END_TEST

START_TEST(a_session_ends)
{
    char secret[REGISTRY_SECRET];
    struct session s;
    add(&ada, "ada", ROLE_SUBMITTER);
    ck_assert_int_eq(
        registry_login(reg, "ada", "correct horse battery", "::1", arena, secret, &s), REGISTRY_OK);
    int64_t start = hour;
    while (hour + LIMIT_SESSION_IDLE / 2 < start + LIMIT_SESSION_SECONDS) {
        hour += LIMIT_SESSION_IDLE / 2; /* in use: it lasts */
        ck_assert_int_eq(registry_session(reg, secret, arena, &s), REGISTRY_OK);
        ck_assert_int_le(s.expires, start + LIMIT_SESSION_SECONDS);
    }
    hour = start + LIMIT_SESSION_SECONDS;
    ck_assert_int_eq(registry_session(reg, secret, arena, &s), REGISTRY_ABSENT);
    ck_assert_int_eq(
        registry_login(reg, "ada", "correct horse battery", "::1", arena, secret, &s), REGISTRY_OK);
    hour += LIMIT_SESSION_IDLE;
    ck_assert_int_eq(registry_session(reg, secret, arena, &s), REGISTRY_ABSENT);
}
END_TEST

START_TEST(guessing_is_slowed)
{
    char secret[REGISTRY_SECRET];
    struct session s;
    add(&ada, "ada", ROLE_SUBMITTER);
    for (unsigned i = 0; i < LIMIT_LOGIN_ATTEMPTS; i++)
        ck_assert_int_eq(
            registry_login(reg, i % 2 ? "ada" : "Ada", "wrong", "10.0.0.1", arena, secret, &s),
            REGISTRY_DENIED);
    ck_assert_int_eq(
        registry_login(reg, "ada", "correct horse battery", "10.0.0.1", arena, secret, &s),
        REGISTRY_LATER);
    /* from elsewhere the person still gets in, and an unknown name is no other than a known one */
    ck_assert_int_eq(
        registry_login(reg, "ada", "correct horse battery", "10.0.0.2", arena, secret, &s),
        REGISTRY_OK);
    ck_assert_int_eq(
        registry_login(reg, "nobody", "correct horse battery", "10.0.0.2", arena, secret, &s),
        REGISTRY_DENIED);
    hour += LIMIT_LOGIN_WINDOW;
    ck_assert_int_eq(
        registry_login(reg, "ada", "correct horse battery", "10.0.0.1", arena, secret, &s),
        REGISTRY_OK);
}
END_TEST

START_TEST(many_names_from_one_address)
{
    char secret[REGISTRY_SECRET], name[32];
    struct session s;
    enum registry_status status = REGISTRY_DENIED;
    unsigned i;
    for (i = 0; i <= LIMIT_LOGIN_FAILURES && status == REGISTRY_DENIED; i++) {
        snprintf(name, sizeof name, "name%u", i);
        status = registry_login(reg, name, "wrong", "10.0.0.1", arena, secret, &s);
    }
    ck_assert_int_eq(status, REGISTRY_LATER);
    ck_assert_uint_eq(i, LIMIT_LOGIN_FAILURES + 1);
}
END_TEST

START_TEST(roles_are_kept)
{
    enum role role = ROLE_ASSESSOR;
    bool no = false;
    struct person *list;
    size_t count;
    char secret[REGISTRY_SECRET];
    struct session s;
    add(&ada, "ada", ROLE_SUBMITTER);
    add(&lea, "lea", ROLE_LEAD);
    const struct person_change promote = {.role = &role}, end = {.active = &no},
                               rename_to = {.shown = "Ada Byron"}, bad = {.shown = "a\nb"};
    ck_assert_int_eq(
        registry_person_add(reg, &ada, "x", "x", "correct horse battery", ROLE_SUBMITTER, NULL),
        REGISTRY_DENIED);
    ck_assert_int_eq(registry_people(reg, &ada, arena, &list, &count), REGISTRY_DENIED);
    ck_assert_int_eq(registry_person_change(reg, &ada, ada.id, &promote), REGISTRY_DENIED);
    ck_assert_int_eq(registry_person_change(reg, &ada, lea.id, &rename_to), REGISTRY_DENIED);
    ck_assert_int_eq(registry_person_change(reg, &ada, ada.id, &rename_to), REGISTRY_OK);
    ck_assert_int_eq(registry_person_change(reg, &ada, ada.id, &bad), REGISTRY_INVALID);
    /* the last lead stays */
    ck_assert_int_eq(registry_person_change(reg, &lea, lea.id, &promote), REGISTRY_TAKEN);
    ck_assert_int_eq(registry_person_change(reg, NULL, lea.id, &end), REGISTRY_TAKEN);
    ck_assert_int_eq(
        registry_login(reg, "ada", "correct horse battery", "::1", arena, secret, &s), REGISTRY_OK);
    ck_assert_int_eq(registry_person_change(reg, &lea, ada.id, &promote), REGISTRY_OK);
    ck_assert_int_eq(registry_session(reg, secret, arena, &s), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_person_change(reg, &lea, ada.id, &end), REGISTRY_OK);
    ck_assert_int_eq(registry_login(reg, "ada", "correct horse battery", "::1", arena, secret, &s),
        REGISTRY_DENIED);
    ck_assert_int_eq(registry_people(reg, &lea, arena, &list, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(list[0].shown, "Ada Byron");
    ck_assert_int_eq(list[0].role, ROLE_ASSESSOR);
    ck_assert(!list[0].active);
    ck_assert_int_eq(registry_person_change(reg, &lea, 999, &promote), REGISTRY_ABSENT);
}
END_TEST

START_TEST(what_is_no_person)
{
    static const struct {
        const char *name, *shown, *password;
    } bad[] = {{"", "x", "correct horse battery"}, {"a b", "x", "correct horse battery"},
        {"a'--", "x", "correct horse battery"}, {"local", "x", "correct horse battery"},
        {"ada", "", "correct horse battery"}, {"ada", "x\x01", "correct horse battery"},
        {"ada", "\xff", "correct horse battery"}, {"ada", "x", "elevenbytes"}, {"ada", "x", NULL}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_int_eq(registry_person_add(reg, NULL, bad[i].name, bad[i].shown, bad[i].password,
                             ROLE_SUBMITTER, NULL),
            REGISTRY_INVALID);
    ck_assert_uint_eq(registry_person_count(reg), 0);
    add(&ada, "ada", ROLE_SUBMITTER);
    ck_assert_int_eq(
        registry_person_add(reg, NULL, "Ada", "x", "correct horse battery", ROLE_SUBMITTER, NULL),
        REGISTRY_TAKEN);
}
END_TEST

START_TEST(alone_on_a_computer)
{
    char secret[REGISTRY_SECRET];
    struct session s, t;
    ck_assert_int_eq(registry_session_local(reg, arena, secret, &s), REGISTRY_OK);
    ck_assert_int_eq(s.person.role, ROLE_LEAD);
    ck_assert_uint_eq(registry_person_count(reg), 0);
    ck_assert_int_eq(registry_session(reg, secret, arena, &t), REGISTRY_OK);
    ck_assert_int_eq(t.person.id, s.person.id);
    ck_assert_int_eq(registry_login(reg, "local", "", "::1", arena, secret, &t), REGISTRY_DENIED);
    add(&lea, "lea", ROLE_LEAD); /* accounts from now on */
    ck_assert_int_eq(registry_session_local(reg, arena, secret, &t), REGISTRY_DENIED);
}
END_TEST

START_TEST(tokens)
{
    char secret[REGISTRY_SECRET], more[REGISTRY_SECRET];
    struct token *list;
    struct person p;
    size_t count;
    add(&ada, "ada", ROLE_SUBMITTER);
    add(&ben, "ben", ROLE_SUBMITTER);
    ck_assert_int_eq(registry_token_add(reg, &ada, "nightly", secret), REGISTRY_OK);
    ck_assert_int_eq(registry_token_add(reg, &ada, "bad\tlabel", more), REGISTRY_INVALID);
    ck_assert_int_eq(registry_token(reg, secret, arena, &p), REGISTRY_OK);
    ck_assert_int_eq(p.id, ada.id);
    ck_assert_int_eq(registry_tokens(reg, &ben, arena, &list, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(registry_tokens(reg, &ada, arena, &list, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(list[0].used, hour);
    ck_assert_int_eq(registry_token_end(reg, &ben, list[0].id), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_token_end(reg, &ada, list[0].id), REGISTRY_OK);
    ck_assert_int_eq(registry_token(reg, secret, arena, &p), REGISTRY_ABSENT);
    for (unsigned i = 0; i < LIMIT_ACCESS_TOKENS; i++)
        ck_assert_int_eq(registry_token_add(reg, &ada, "one", more), REGISTRY_OK);
    ck_assert_int_eq(registry_token_add(reg, &ada, "one more", more), REGISTRY_TAKEN);
}
END_TEST

/* A copy of the database logs nobody in. */
START_TEST(no_secret_is_kept)
{
    char secret[REGISTRY_SECRET], token[REGISTRY_SECRET], *bytes;
    static const char *const names[] = {"register.db", "register.db-wal"};
    struct session s;
    size_t len;
    add(&ada, "ada", ROLE_SUBMITTER);
    ck_assert_int_eq(
        registry_login(reg, "ada", "correct horse battery", "::1", arena, secret, &s), REGISTRY_OK);
    ck_assert_int_eq(registry_token_add(reg, &ada, "nightly", token), REGISTRY_OK);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(
            file_read(file_join(arena, folder, names[i]), 1 << 24, &bytes, &len), FILE_OK);
        ck_assert_ptr_null(memmem(bytes, len, secret, 43));
        ck_assert_ptr_null(memmem(bytes, len, token, 43));
        ck_assert_ptr_null(memmem(bytes, len, s.csrf, 43));
        ck_assert_ptr_null(memmem(bytes, len, "correct horse", 13));
        xfree(bytes);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("register people");
    TCase *tc = tcase_create("people");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_person_logs_in_and_out);
    tcase_add_test(tc, a_session_ends);
    tcase_add_test(tc, guessing_is_slowed);
    tcase_add_test(tc, many_names_from_one_address);
    tcase_add_test(tc, roles_are_kept);
    tcase_add_test(tc, what_is_no_person);
    tcase_add_test(tc, alone_on_a_computer);
    tcase_add_test(tc, tokens);
    tcase_add_test(tc, no_secret_is_kept);
    suite_add_tcase(s, tc);
    return suite_run(s);
}
