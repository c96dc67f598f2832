/* The audit log, and what shows when somebody tampered. */
#include "config.h"

#include "base/limits.h"
#include "register_fixture.h"
#include "suite.h"

/* Runs SQL as somebody with the file in their hands would. */
static int tamper(const char *sql)
{
    char command[600];
    snprintf(command, sizeof command,
        "python3 -c \"import sqlite3,sys; c=sqlite3.connect('%s/register.db'); "
        "c.executescript(sys.argv[1]); c.commit()\" \"%s\" 2>/dev/null",
        folder, sql);
    return system(command);
}

static void write_three(void)
{
    ck_assert_int_eq(registry_audit(reg, NULL, "first", "a", "b"), REGISTRY_OK);
    ck_assert_int_eq(registry_audit(reg, NULL, "second", NULL, NULL), REGISTRY_OK);
    ck_assert_int_eq(registry_audit(reg, NULL, "third", "c", "d"), REGISTRY_OK);
}

START_TEST(the_log_tells_who_did_what)
{
    struct audit_entry *list;
    size_t count;
    add(&ada, "ada", ROLE_SUBMITTER);
    add(&lea, "lea", ROLE_LEAD);
    write_three();
    ck_assert_int_eq(registry_audit_list(reg, &ada, 0, 10, arena, &list, &count), REGISTRY_DENIED);
    ck_assert_int_eq(registry_audit_list(reg, &lea, 0, 2, arena, &list, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(list[0].action, "third");
    ck_assert_str_eq(list[1].action, "second");
    ck_assert_int_eq(
        registry_audit_list(reg, &lea, list[1].id, 10, arena, &list, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 3);
    ck_assert_str_eq(list[0].action, "first");
    ck_assert_str_eq(list[1].action, "person-add");
    ck_assert_str_eq(list[1].subject, "lea");
    ck_assert_int_eq(registry_audit(reg, NULL, "", "", ""), REGISTRY_INVALID);
}
END_TEST

START_TEST(the_log_is_only_appended_to)
{
    int64_t broken;
    if (tamper("SELECT 1") != 0)
        return; /* no python3 */
    write_three();
    ck_assert_int_ne(tamper("UPDATE audit SET who = 'x'"), 0);
    ck_assert_int_ne(tamper("DELETE FROM audit WHERE id = 2"), 0);
    ck_assert(registry_audit_verify(reg, &broken));
    ck_assert_int_eq(broken, 0);
}
END_TEST

START_TEST(tampering_shows)
{
    static const struct {
        const char *sql;
        int64_t broken;
    } cases[] = {{"DROP TRIGGER audit_update; UPDATE audit SET who = 'x' WHERE id = 2", 2},
        {"DROP TRIGGER audit_delete; DELETE FROM audit WHERE id = 2", 2},
        {"DROP TRIGGER audit_delete; DELETE FROM audit WHERE id = 3", 3},
        {"DROP TRIGGER audit_delete; DELETE FROM audit", 1},
        {"INSERT INTO audit VALUES (4, 1, '', 'x', '', '', 'ab')", 4}};
    struct diag *diag = diag_new();
    int64_t broken;
    if (tamper("SELECT 1") != 0)
        return;
    write_three();
    ck_assert_int_eq(tamper(cases[_i].sql), 0);
    ck_assert(!registry_audit_verify(reg, &broken));
    ck_assert_int_eq(broken, cases[_i].broken);
    ck_assert(!registry_verify(reg, diag));
    ck_assert_str_eq(diag_at(diag, 0)->code, "register.audit");
    diag_free(diag);
}
END_TEST

START_TEST(a_damaged_register_is_not_opened)
{
    struct diag *diag = diag_new();
    registry_close(reg);
    reg = NULL;
    const char *path = file_join(arena, folder, "register.db");
    if (_i == 0) {
        ck_assert(file_write(path, "this is no database, but a text that somebody put here", 54));
    } else if (tamper("PRAGMA user_version = 99") != 0) {
        diag_free(diag);
        return;
    }
    ck_assert_ptr_null(registry_open(folder, diag));
    ck_assert_str_eq(diag_at(diag, 0)->code, "register.open");
    ck_assert_ptr_null(registry_open("/proc/nowhere", diag));
    diag_free(diag);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("register audit");
    TCase *tc = tcase_create("audit");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, the_log_tells_who_did_what);
    tcase_add_test(tc, the_log_is_only_appended_to);
    tcase_add_loop_test(tc, tampering_shows, 0, 5);
    tcase_add_loop_test(tc, a_damaged_register_is_not_opened, 0, 2);
    suite_add_tcase(s, tc);
    return suite_run(s);
}
