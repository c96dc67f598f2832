/* base/sort: in order, and items that compare equal keep their order. */
#include <check.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/sort.h"
#include "suite.h"

struct item {
    int key, place;
};

static int by_key(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

/* Every length up to some runs, with few keys, in an order that is any. */
START_TEST(sorts_and_keeps_order)
{
    enum { MOST = 300 };
    struct item v[MOST];
    uint32_t any = 7;
    for (size_t n = 0; n <= MOST; n++) {
        for (size_t i = 0; i < n; i++) {
            any = any * 1664525u + 1013904223u;
            v[i] = (struct item){(int)((any >> 16) % 9), (int)i};
        }
        sort_stable(n ? v : NULL, n, sizeof *v, by_key);
        for (size_t i = 1; i < n; i++) {
            ck_assert_int_le(v[i - 1].key, v[i].key);
            if (v[i - 1].key == v[i].key)
                ck_assert_int_lt(v[i - 1].place, v[i].place);
        }
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_sort");
    TCase *t = tcase_create("base_sort");
    tcase_add_test(t, sorts_and_keeps_order);
    suite_add_tcase(s, t);
    return suite_run(s);
}
