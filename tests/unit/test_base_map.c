/* The map keeps order and content through growth and replacement. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "suite.h"

START_TEST(keeps_order_and_values)
{
    static int values[5000];
    struct map *m = map_new();
    char key[32];
    for (int i = 0; i < 5000; i++) {
        int n = snprintf(key, sizeof key, "key-%d", i * 7919 % 5000);
        ck_assert_ptr_null(map_set(m, key, (size_t)n, &values[i]));
    }
    ck_assert_uint_eq(map_count(m), 5000);
    for (int i = 0; i < 5000; i++) {
        void *value;
        size_t len;
        int n = snprintf(key, sizeof key, "key-%d", i * 7919 % 5000);
        ck_assert_ptr_eq(map_get(m, key, (size_t)n), &values[i]);
        ck_assert_str_eq(map_at(m, (size_t)i, &len, &value), key);
        ck_assert_uint_eq(len, (size_t)n);
        ck_assert_ptr_eq(value, &values[i]);
    }
    map_free(m);
}
END_TEST

START_TEST(replaces_and_misses)
{
    int a = 1, b = 2;
    struct map *m = map_new();
    ck_assert_ptr_null(map_get(m, "x", 1));
    map_set(m, "x", 1, &a);
    ck_assert_ptr_eq(map_set(m, "x", 1, &b), &a);
    ck_assert_ptr_eq(map_get(m, "x", 1), &b);
    ck_assert_uint_eq(map_count(m), 1);
    map_free(m);
    map_free(NULL);
}
END_TEST

START_TEST(keys_are_bytes)
{
    int a = 1, b = 2, c = 3;
    struct map *m = map_new();
    map_set(m, "a\0b", 3, &a);
    map_set(m, "a\0c", 3, &b);
    map_set(m, "", 0, &c);
    ck_assert_ptr_eq(map_get(m, "a\0b", 3), &a);
    ck_assert_ptr_eq(map_get(m, "a\0c", 3), &b);
    ck_assert_ptr_eq(map_get(m, "", 0), &c);
    ck_assert_ptr_null(map_get(m, "a", 1));
    map_free(m);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_map");
    TCase *t = tcase_create("base_map");
    tcase_add_test(t, keeps_order_and_values);
    tcase_add_test(t, replaces_and_misses);
    tcase_add_test(t, keys_are_bytes);
    suite_add_tcase(s, t);
    return suite_run(s);
}
