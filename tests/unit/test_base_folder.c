/* A folder appears whole or not at all, and what others put there is never touched. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/mem.h"
#include "suite.h"

#define KIND "test-folder/1"

static char place[] = "/tmp/folder-test-XXXXXX";
static struct arena *arena;
static const char *path;

static void set_up(void)
{
    strcpy(place + strlen(place) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(place));
    arena = arena_new();
    path = file_join(arena, place, "site");
}

static void remove_all(const char *folder)
{
    size_t n;
    char **names = file_list(arena, folder, &n);
    for (size_t i = 0; names && i < n; i++) {
        const char *name = file_join(arena, folder, names[i]);
        if (file_is_folder(name))
            remove_all(name);
        else
            unlink(name);
    }
    unlink(file_join(arena, folder, ".list"));
    rmdir(folder);
}

static void tear_down(void)
{
    remove_all(place);
    arena_free(arena);
}

static void write_site(const char *name, const char *text)
{
    const char *why = NULL;
    struct folder *f = folder_begin(path, KIND, &why);
    ck_assert_msg(f != NULL, "%s", why ? why : "");
    ck_assert(folder_add(f, "index.html", text, strlen(text)));
    ck_assert(folder_add(f, name, text, strlen(text)));
    ck_assert(!folder_add(f, "../x", "", 0));
    ck_assert(!folder_add(f, ".x", "", 0));
    ck_assert(folder_finish(f));
}

static bool holds(const char *name)
{
    return file_exists(file_join(arena, path, name));
}

static size_t count(const char *folder)
{
    size_t n;
    file_list(arena, folder, &n);
    return n;
}

START_TEST(replaces_its_own)
{
    write_site("a.html", "one");
    ck_assert(holds("index.html") && holds("a.html"));
    write_site("b.html", "two");
    ck_assert(holds("index.html") && holds("b.html") && !holds("a.html"));
    ck_assert_uint_eq(count(place), 1);
    struct stat st;
    ck_assert_int_eq(stat(path, &st), 0);
    ck_assert_uint_eq(st.st_mode & 0700, 0700);
}
END_TEST

START_TEST(leaves_others_alone)
{
    const char *why = NULL;
    ck_assert_int_eq(mkdir(path, 0777), 0);
    write_site("a.html", "into an empty folder");
    ck_assert(file_write(file_join(arena, path, "mine.txt"), "x", 1));
    ck_assert_ptr_null(folder_begin(path, KIND, &why));
    ck_assert_ptr_nonnull(strstr(why, "did not write"));
    ck_assert(holds("mine.txt") && holds("a.html"));
    ck_assert_ptr_null(folder_begin(path, "other/1", &why));
    ck_assert_ptr_null(folder_begin(place, KIND, &why));
    ck_assert_ptr_nonnull(strstr(why, "not written by this command"));
    ck_assert_ptr_null(folder_begin(file_join(arena, path, "mine.txt"), KIND, &why));
    ck_assert_str_eq(why, "it is a file");
    ck_assert_ptr_null(folder_begin("/no/such/place/x", KIND, &why));
    ck_assert_uint_eq(count(place), 1);
}
END_TEST

/* A list that names something outside of the folder is no list. */
START_TEST(a_forged_list)
{
    const char *why = NULL, *victim = file_join(arena, place, "victim");
    write_site("a.html", "x");
    ck_assert(file_write(victim, "x", 1));
    const char *list = KIND "\nindex.html\na.html\n../victim\n";
    ck_assert(file_write(file_join(arena, path, ".list"), list, strlen(list)));
    ck_assert_ptr_null(folder_begin(path, KIND, &why));
    ck_assert(file_exists(victim));
}
END_TEST

START_TEST(abandons)
{
    const char *why = NULL;
    write_site("a.html", "x");
    struct folder *f = folder_begin(path, KIND, &why);
    ck_assert_ptr_nonnull(f);
    ck_assert(folder_add(f, "index.html", "new", 3));
    ck_assert_uint_eq(count(place), 2);
    folder_abandon(f);
    ck_assert_uint_eq(count(place), 1);
    ck_assert(holds("a.html"));
    folder_abandon(NULL);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base/folder");
    TCase *t = tcase_create("folder");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, replaces_its_own);
    tcase_add_test(t, leaves_others_alone);
    tcase_add_test(t, a_forged_list);
    tcase_add_test(t, abandons);
    suite_add_tcase(s, t);
    return suite_run(s);
}
