/* Files: caps, reasons, and writing whole or not at all. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "suite.h"

static char folder[] = "test_base_file.d";
static struct arena *a;

static const char *at(const char *name)
{
    return file_join(a, folder, name);
}

static void set_up(void)
{
    a = arena_new();
    mkdir(folder, 0777);
}

static void tear_down(void)
{
    size_t n;
    char **names = file_list(a, folder, &n);
    for (size_t i = 0; i < n; i++)
        unlink(at(names[i]));
    unlink(at(".hidden"));
    rmdir(folder);
    arena_free(a);
}

START_TEST(reads_what_it_wrote)
{
    char *text;
    size_t len;
    set_up();
    ck_assert(file_write(at("x"), "a\0b", 3));
    ck_assert_int_eq(file_read(at("x"), 3, &text, &len), FILE_OK);
    ck_assert_uint_eq(len, 3);
    ck_assert_mem_eq(text, "a\0b", 4);
    xfree(text);
    ck_assert(file_write(at("x"), "", 0));
    ck_assert_int_eq(file_read(at("x"), 3, &text, &len), FILE_OK);
    ck_assert_uint_eq(len, 0);
    ck_assert_str_eq(text, "");
    xfree(text);
    tear_down();
}
END_TEST

START_TEST(reads_large_files_to_the_cap)
{
    enum { SIZE = 300000 };
    char *big = xmalloc(SIZE), *text = NULL;
    size_t len;
    memset(big, 'q', SIZE);
    set_up();
    ck_assert(file_write(at("big"), big, SIZE));
    ck_assert_int_eq(file_read(at("big"), SIZE, &text, &len), FILE_OK);
    ck_assert_uint_eq(len, SIZE);
    ck_assert_mem_eq(text, big, SIZE);
    xfree(text);
    text = NULL;
    ck_assert_int_eq(file_read(at("big"), SIZE - 1, &text, &len), FILE_TOO_LARGE);
    ck_assert_ptr_null(text);
    ck_assert_int_eq(file_read("/dev/zero", SIZE, &text, &len), FILE_TOO_LARGE);
    ck_assert_ptr_null(text);
    xfree(big);
    tear_down();
}
END_TEST

START_TEST(says_why_it_cannot)
{
    char *text;
    size_t len;
    set_up();
    ck_assert_int_eq(file_read(at("none"), 9, &text, &len), FILE_MISSING);
    ck_assert_int_eq(file_read(folder, 9, &text, &len), FILE_IS_FOLDER);
    ck_assert(file_write(at("secret"), "x", 1));
    ck_assert_int_eq(file_read(at("secret/below"), 9, &text, &len), FILE_MISSING);
    chmod(at("secret"), 0);
    if (geteuid() != 0)
        ck_assert_int_eq(file_read(at("secret"), 9, &text, &len), FILE_DENIED);
    for (int i = FILE_OK; i <= FILE_FAILED; i++)
        ck_assert_uint_gt(strlen(file_status_text(i)), 5);
    tear_down();
}
END_TEST

START_TEST(leaves_nothing_behind_on_failure)
{
    size_t n;
    set_up();
    ck_assert(!file_write(at("no/such/folder"), "x", 1));
    ck_assert(!file_write(folder, "x", 1));
    ck_assert(!file_write("/dev/full", "x", 1));
    ck_assert_ptr_nonnull(file_list(a, folder, &n));
    ck_assert_uint_eq(n, 0);
    tear_down();
}
END_TEST

START_TEST(keeps_mode_and_links)
{
    struct stat st;
    char *text;
    size_t len;
    set_up();
    umask(022);
    ck_assert(file_write(at("x"), "1", 1));
    ck_assert(stat(at("x"), &st) == 0 && (st.st_mode & 0777) == 0644);
    chmod(at("x"), 0600);
    ck_assert(symlink("x", at("link")) == 0);
    ck_assert(file_write(at("link"), "2", 1));
    ck_assert(lstat(at("link"), &st) == 0 && S_ISLNK(st.st_mode));
    ck_assert(stat(at("x"), &st) == 0 && (st.st_mode & 0777) == 0600);
    ck_assert_int_eq(file_read(at("x"), 9, &text, &len), FILE_OK);
    ck_assert_str_eq(text, "2");
    xfree(text);
    tear_down();
}
END_TEST

START_TEST(lists_in_order)
{
    size_t n;
    set_up();
    file_write(at("b"), "", 0);
    file_write(at("a"), "", 0);
    file_write(at(".hidden"), "", 0);
    file_write(at("B"), "", 0);
    char **names = file_list(a, folder, &n);
    ck_assert_uint_eq(n, 3);
    ck_assert_str_eq(names[0], "B");
    ck_assert_str_eq(names[1], "a");
    ck_assert_str_eq(names[2], "b");
    ck_assert_ptr_null(file_list(a, at("none"), &n));
    ck_assert(file_is_folder(folder) && !file_is_folder(at("a")) && !file_is_folder(at("none")));
    ck_assert(file_exists(at("a")) && file_exists(folder) && !file_exists(at("none")));
    tear_down();
}
END_TEST

START_TEST(names)
{
    a = arena_new();
    ck_assert_str_eq(file_join(a, "a", "b"), "a/b");
    ck_assert_str_eq(file_join(a, "a/", "b"), "a/b");
    ck_assert_str_eq(file_join(a, "", "b"), "b");
    ck_assert_str_eq(file_base_name("a/b/c.x"), "c.x");
    ck_assert_str_eq(file_base_name("c.x"), "c.x");
    arena_free(a);
    setenv("PLANASSURE_DATA", "/somewhere", 1);
    ck_assert_str_eq(file_data_folder("/given"), "/given");
    ck_assert_str_eq(file_data_folder(NULL), "/somewhere");
    setenv("PLANASSURE_DATA", "", 1);
    ck_assert_str_ne(file_data_folder(NULL), "");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_file");
    TCase *t = tcase_create("base_file");
    tcase_add_test(t, reads_what_it_wrote);
    tcase_add_test(t, reads_large_files_to_the_cap);
    tcase_add_test(t, says_why_it_cannot);
    tcase_add_test(t, leaves_nothing_behind_on_failure);
    tcase_add_test(t, keeps_mode_and_links);
    tcase_add_test(t, lists_in_order);
    tcase_add_test(t, names);
    suite_add_tcase(s, t);
    return suite_run(s);
}
