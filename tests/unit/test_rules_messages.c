/* Packs with mistakes: the loader has to find everything by itself, the grammar may not know more.
 * What it says about each of tests/data/packs stands in tests/golden/cases/rules-lint-*. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "rules/rules.h"
#include "suite.h"

#define ROOM (1u << 20)
#define DATA "../../.."

static char *messages(const char *pack_folder, const char *data, unsigned flags)
{
    struct diag *diag = diag_new();
    struct pack *pack = pack_load(pack_folder, data, flags, diag);
    if (pack)
        pack_lint(pack, diag);
    pack_free(pack);
    struct buf out;
    buf_init(&out, ROOM);
    for (size_t i = 0; i < diag_count(diag); i++) {
        ck_assert_str_ne(diag_at(diag, i)->code, "xml.invalid"); /* the loader was to see it */
        diag_print(diag_at(diag, i), false, &out);
    }
    diag_free(diag);
    char *text = buf_take(&out, NULL);
    return text ? text : xcalloc(1, 1);
}

static void enter_packs(void)
{
    const char *src = getenv("SRC");
    ck_assert_ptr_nonnull(src);
    ck_assert_int_eq(chdir(src), 0);
    ck_assert_int_eq(chdir("tests/data/packs"), 0);
}

static bool is_broken(const char *name)
{
    return strncmp(name, "broken-", 7) == 0;
}

/* The grammar adds nothing to what the loader found, and takes nothing away. */
START_TEST(the_loader_needs_no_grammar)
{
    struct arena *a = arena_new();
    size_t count, broken = 0;
    enter_packs();
    char **names = file_list(a, ".", &count);
    for (size_t i = 0; i < count; i++) {
        if (!file_exists(file_join(a, names[i], "pack.xml")))
            continue;
        char *got = messages(names[i], DATA, RULES_WITH_EXAMPLES);
        char *validated = messages(names[i], DATA, RULES_WITH_EXAMPLES | RULES_VALIDATE);
        ck_assert_str_eq(got, validated);
        ck_assert_msg(!is_broken(names[i]) || strstr(got, ": error: "), "%s", names[i]);
        broken += is_broken(names[i]);
        xfree(validated);
        xfree(got);
    }
    ck_assert_uint_ge(broken, 15);
    arena_free(a);
}
END_TEST

START_TEST(an_unknown_pack_is_told)
{
    enter_packs();
    char *got = messages("no-such-pack", DATA, 0);
    ck_assert_ptr_nonnull(strstr(got, "there is no pack \"no-such-pack\""));
    xfree(got);
    got = messages("./shared", DATA, 0);
    ck_assert_ptr_nonnull(strstr(got, "holds no pack"));
    xfree(got);
    got = messages("", DATA, 0);
    ck_assert_ptr_nonnull(strstr(got, "there is no pack"));
    xfree(got);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rules_messages");
    TCase *t = tcase_create("rules_messages");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, the_loader_needs_no_grammar);
    tcase_add_test(t, an_unknown_pack_is_told);
    suite_add_tcase(s, t);
    return suite_run(s);
}
