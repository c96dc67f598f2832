/* An image of a block with pointers, at another address; what is no image; what another wrote. */
#include "config.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/image.h"
#include "base/mem.h"
#include "suite.h"

struct thing {
    const char *name;
    struct thing *next;
    char tag; /* and padding */
    uint64_t number;
};

static char path[] = "/tmp/planassure-image-XXXXXX";

static void name_file(void)
{
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
}

static void remove_file(void)
{
    unlink(path);
    strcpy(path + sizeof path - 7, "XXXXXX");
}

/* Three things in a block, the last one pointing at the first. */
static struct arena *make_block(void)
{
    static const char *const names[] = {"first", "second", "third"};
    struct arena *a = arena_new_block(1 << 20);
    struct thing *things = arena_array(a, 3, sizeof *things);
    for (int i = 0; i < 3; i++) {
        memset(&things[i].tag, rand() & 0xFF, 8); /* padding differs from block to block */
        things[i].tag = (char)('a' + i);
        things[i].name = arena_strdup(a, names[i]);
        things[i].number = UINT64_MAX - (uint64_t)i;
        things[i].next = &things[(i + 1) % 3];
    }
    return a;
}

static size_t write_image(void)
{
    struct arena *a = make_block(), *b = make_block();
    size_t size, other;
    const void *first = arena_block(a, &size), *second = arena_block(b, &other);
    const char *why;
    ck_assert_uint_eq(size, other);
    ck_assert_msg(image_write(path, first, second, size, &why), "%s", why);
    arena_free(a);
    arena_free(b);
    return size;
}

START_TEST(pointers_are_right_at_another_address)
{
    size_t written = write_image(), size, mapped;
    void *map;
    struct thing *t = image_open(path, &size, &map, &mapped);
    ck_assert_ptr_nonnull(t);
    ck_assert_uint_ge(size, written);
    ck_assert_ptr_eq(t[2].next, t);
    ck_assert_ptr_eq(t->next, t + 1);
    ck_assert_str_eq(t[1].name, "second");
    ck_assert_uint_eq(t[1].number, UINT64_MAX - 1);
    ck_assert_int_eq(t[2].tag, 'c');
    t->number = 7; /* writable, and only here */
    struct arena *a = arena_over(map, mapped);
    ck_assert_ptr_nonnull(arena_strdup(a, "more goes elsewhere"));
    arena_free(a);
    t = image_open(path, &size, &map, &mapped);
    ck_assert_uint_eq(t->number, UINT64_MAX);
    arena_free(arena_over(map, mapped));
}
END_TEST

START_TEST(an_image_is_opened_twice)
{
    size_t size, mapped;
    void *map, *other;
    write_image();
    struct thing *t = image_open(path, &size, &map, &mapped);
    struct thing *again = image_open(path, &size, &other, &mapped); /* its home is taken */
    ck_assert_ptr_nonnull(t);
    ck_assert_ptr_nonnull(again);
    ck_assert_ptr_ne(t, again);
    ck_assert_ptr_eq(t[2].next, t);
    ck_assert_ptr_eq(again[2].next, again);
    ck_assert_str_eq(again[2].name, "third");
    ck_assert_uint_eq(again[2].number, t[2].number);
    arena_free(arena_over(map, mapped));
    arena_free(arena_over(other, mapped));
}
END_TEST

/* Damages the written image, or replaces it, and expects that it is refused. */
static void expect_refused(size_t at, char byte, size_t cut)
{
    char *text;
    size_t len, size, mapped;
    void *map;
    write_image();
    ck_assert_int_eq(file_read(path, 1 << 20, &text, &len), FILE_OK);
    text[at] = (char)(text[at] ^ byte);
    ck_assert(file_write(path, text, len - cut));
    xfree(text);
    ck_assert_ptr_null(image_open(path, &size, &map, &mapped));
}

START_TEST(another_file_is_no_image)
{
    size_t size, mapped;
    void *map;
    expect_refused(0, 1, 0);  /* the magic */
    expect_refused(20, 1, 0); /* the build that wrote it */
    expect_refused(0, 0, 1);  /* cut short */
    ck_assert(file_write(path, "", 0));
    ck_assert_ptr_null(image_open(path, &size, &map, &mapped));
    ck_assert_ptr_null(image_open("/nowhere/at/all.image", &size, &map, &mapped));
}
END_TEST

START_TEST(a_full_block_is_no_block)
{
    struct arena *a = arena_new_block(1 << 16);
    size_t used;
    char *small = arena_alloc(a, 100);
    ck_assert_ptr_eq(arena_block(a, &used), small);
    ck_assert_uint_ge(used, 100);
    ck_assert_ptr_nonnull(arena_alloc(a, 1 << 17));
    ck_assert_ptr_null(arena_block(a, &used));
    arena_free(a);
    a = arena_new();
    ck_assert_ptr_null(arena_block(a, &used));
    arena_free(a);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("image");
    tcase_add_checked_fixture(c, name_file, remove_file);
    tcase_add_test(c, pointers_are_right_at_another_address);
    tcase_add_test(c, an_image_is_opened_twice);
    tcase_add_test(c, another_file_is_no_image);
    tcase_add_test(c, a_full_block_is_no_block);
    Suite *s = suite_create("base/image");
    suite_add_tcase(s, c);
    return suite_run(s);
}
