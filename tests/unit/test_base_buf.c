/* The buffer and its maximum. */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "suite.h"

START_TEST(adds)
{
    struct buf b;
    buf_init(&b, 100);
    ck_assert_str_eq(buf_str(&b), "");
    buf_add_str(&b, "ab");
    buf_add_char(&b, 'c');
    buf_add(&b, "d\0e", 3);
    buf_printf(&b, "%03d", 7);
    ck_assert_uint_eq(b.len, 9);
    ck_assert_mem_eq(b.s, "abcd\0e007", 10);
    size_t len;
    char *s = buf_take(&b, &len);
    ck_assert_uint_eq(len, 9);
    xfree(s);
    ck_assert_str_eq(buf_str(&b), "");
    s = buf_take(&b, NULL);
    ck_assert_str_eq(s, "");
    xfree(s);
}
END_TEST

START_TEST(stops_at_the_maximum)
{
    struct buf b;
    buf_init(&b, 5);
    buf_add_str(&b, "abcde");
    ck_assert(!b.full);
    buf_add_char(&b, 'f');
    ck_assert(b.full);
    ck_assert_str_eq(b.s, "abcde");
    buf_clear(&b);
    ck_assert(!b.full);
    buf_printf(&b, "%s", "abcdefg");
    ck_assert(b.full);
    ck_assert_str_eq(buf_str(&b), "");
    buf_add_char(&b, 'x');
    ck_assert_uint_eq(b.len, 0);
    buf_clear(&b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_buf");
    TCase *t = tcase_create("base_buf");
    tcase_add_test(t, adds);
    tcase_add_test(t, stops_at_the_maximum);
    suite_add_tcase(s, t);
    return suite_run(s);
}
