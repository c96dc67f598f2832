/* Arenas, arrays that grow, and overflow going to the handler. */
#include <check.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "suite.h"

static jmp_buf exhausted;

static void leave(size_t size)
{
    (void)size;
    longjmp(exhausted, 1);
}

START_TEST(arena_gives_zeroed_aligned_memory)
{
    struct arena *a = arena_new();
    for (size_t i = 1; i < 3000; i += 7) {
        unsigned char *p = arena_alloc(a, i);
        ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < i; k++)
            ck_assert_uint_eq(p[k], 0);
        memset(p, 0xAA, i);
    }
    char *large = arena_alloc(a, 5 << 20);
    large[(5 << 20) - 1] = 'x';
    ck_assert_uint_ge(arena_used(a), 5 << 20);
    arena_free(a);
    arena_free(NULL);
}
END_TEST

START_TEST(arena_makes_strings)
{
    struct arena *a = arena_new();
    ck_assert_str_eq(arena_strdup(a, "one"), "one");
    ck_assert_ptr_null(arena_strdup(a, NULL));
    ck_assert_mem_eq(arena_copy(a, "a\0b", 3), "a\0b", 4);
    ck_assert_str_eq(arena_printf(a, "%d-%s", 7, "x"), "7-x");
    arena_free(a);
}
END_TEST

START_TEST(a_reset_arena_gives_zeroed_memory_again)
{
    struct arena *a = arena_new();
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 300; i++) {
            unsigned char *p = arena_alloc(a, 1000);
            for (size_t k = 0; k < 1000; k++)
                ck_assert_uint_eq(p[k], 0);
            memset(p, 0xAA, 1000);
        }
        memset(arena_alloc(a, 3 << 20), 0xAA, 3 << 20);
        arena_reset(a);
        ck_assert_uint_eq(arena_used(a), 0);
    }
    arena_free(a);
}
END_TEST

START_TEST(an_adopted_arena_lives_on)
{
    struct arena *a = arena_new(), *b = arena_new();
    const char *first = arena_strdup(a, "first"), *second = arena_strdup(b, "second");
    arena_adopt(a, b);
    arena_adopt(a, arena_new());
    ck_assert_str_eq(arena_strdup(a, "third"), "third");
    ck_assert_str_eq(first, "first");
    ck_assert_str_eq(second, "second");
    ck_assert_uint_ge(arena_used(a), 18);
    arena_free(a);
    a = arena_new();
    b = arena_new();
    second = arena_strdup(b, "second");
    arena_adopt(a, b);
    ck_assert_str_eq(second, "second");
    arena_free(a);
}
END_TEST

START_TEST(arrays_grow)
{
    VEC(int) list = {0};
    for (int i = 0; i < 1000; i++)
        VEC_PUSH(&list, i);
    ck_assert_uint_eq(list.n, 1000);
    ck_assert_uint_ge(list.room, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(list.v[i], i);
    xfree(list.v);
}
END_TEST

START_TEST(overflow_is_out_of_memory)
{
    struct arena *a = arena_new();
    volatile int caught = 0;
    mem_set_handler(leave);
    if (setjmp(exhausted) == 0)
        arena_array(a, SIZE_MAX / 2, 3);
    else
        caught++;
    if (setjmp(exhausted) == 0)
        arena_alloc(a, SIZE_MAX - 3);
    else
        caught++;
    size_t room = 0;
    if (setjmp(exhausted) == 0)
        xgrow(NULL, &room, SIZE_MAX / 2, 3);
    else
        caught++;
    mem_set_handler(NULL);
    ck_assert_int_eq(caught, 3);
    arena_free(a);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_mem");
    TCase *t = tcase_create("base_mem");
    tcase_add_test(t, arena_gives_zeroed_aligned_memory);
    tcase_add_test(t, arena_makes_strings);
    tcase_add_test(t, a_reset_arena_gives_zeroed_memory_again);
    tcase_add_test(t, an_adopted_arena_lives_on);
    tcase_add_test(t, arrays_grow);
    tcase_add_test(t, overflow_is_out_of_memory);
    suite_add_tcase(s, t);
    return suite_run(s);
}
