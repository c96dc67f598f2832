/* The border to cJSON: places of errors, what is refused, and printing that is stable. */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/limits.h"
#include "suite.h"

static struct json *parse(const char *s, struct diag *d)
{
    return json_parse(s, strlen(s), "t.json", d);
}

START_TEST(reads)
{
    struct diag *d = diag_new();
    struct json *j = parse(
        " {\"a\": [1, -2.5, true, null, \"x\\u00e9\\n\"], \"b\": {\"c\": false}, \"A\": 7}\n", d);
    ck_assert_ptr_nonnull(j);
    ck_assert_int_eq(json_type(j), JSON_OBJECT);
    ck_assert_uint_eq(json_count(j), 3);
    const struct json *a = json_get(j, "a"), *v = json_first(a);
    ck_assert_str_eq(json_key(a), "a");
    ck_assert_uint_eq(json_count(a), 5);
    ck_assert_double_eq(json_number(v, 9), 1);
    v = json_next(v);
    ck_assert_double_eq(json_number(v, 9), -2.5);
    v = json_next(v);
    ck_assert(json_bool(v, false));
    v = json_next(v);
    ck_assert_int_eq(json_type(v), JSON_NULL);
    ck_assert_ptr_null(json_string(v));
    v = json_next(v);
    ck_assert_str_eq(json_string(v), "x\xC3\xA9\n");
    ck_assert_ptr_null(json_next(v));
    ck_assert(!json_bool(json_get(json_get(j, "b"), "c"), true));
    ck_assert_double_eq(json_number(json_get(j, "A"), 0), 7);
    ck_assert_ptr_null(json_get(NULL, "x"));
    ck_assert_ptr_null(json_get(a, "x"));
    ck_assert_ptr_null(json_string(NULL));
    ck_assert_double_eq(json_number(NULL, 4), 4);
    ck_assert(json_bool(NULL, true));
    ck_assert_ptr_null(json_first(NULL));
    ck_assert_uint_eq(json_count(NULL), 0);
    json_free(j);
    diag_free(d);
}
END_TEST

static const struct {
    const char *text;
    uint32_t line, column;
} refuses_rows[] = {
    {"", 1, 1},
    {"  \n ", 0, 0},
    {"{\"a\": 1,\n \"b\" 2}", 2, 0},
    {"[1, 2", 1, 0},
    {"{\"a\": \"x\ny\"}", 1, 9},
    {"\"a\\u0000b\"", 1, 3},
    {"[\"\xFF\"]", 1, 3},
    {"{} x", 1, 4},
    {"nope", 1, 1},
};

START_TEST(refuses)
{
    struct diag *d = diag_new();
    ck_assert_ptr_null(parse(refuses_rows[_i].text, d));
    ck_assert_uint_eq(diag_count(d), 1);
    ck_assert_str_eq(diag_at(d, 0)->code, "json.malformed");
    if (refuses_rows[_i].line)
        ck_assert_uint_eq(diag_at(d, 0)->line, refuses_rows[_i].line);
    if (refuses_rows[_i].column)
        ck_assert_uint_eq(diag_at(d, 0)->column, refuses_rows[_i].column);
    diag_free(d);
}
END_TEST

START_TEST(caps_depth)
{
    struct diag *d = diag_new();
    struct buf b;
    buf_init(&b, 4096);
    for (int i = 0; i < LIMIT_JSON_DEPTH; i++)
        buf_add_char(&b, '[');
    for (int i = 0; i < LIMIT_JSON_DEPTH; i++)
        buf_add_char(&b, ']');
    struct json *j = json_parse(b.s, b.len, "t", d);
    ck_assert_ptr_nonnull(j);
    json_free(j);
    buf_clear(&b);
    for (int i = 0; i <= LIMIT_JSON_DEPTH; i++)
        buf_add_char(&b, '[');
    ck_assert_ptr_null(json_parse(b.s, b.len, "t", d));
    ck_assert_uint_eq(diag_at(d, 0)->column, LIMIT_JSON_DEPTH + 1);
    buf_clear(&b);
    diag_free(d);
}
END_TEST

START_TEST(builds_and_prints)
{
    struct buf b;
    buf_init(&b, 4096);
    struct json *j = json_new_object();
    json_add(j, "z", json_new_string("q\"\\\n\x01\xFF"));
    json_add(j, "a", json_new_number(71.4));
    json_add(j, "n", json_new_string(NULL));
    struct json *list = json_add(j, "l", json_new_array());
    json_add(list, NULL, json_new_number(3));
    json_add(list, NULL, json_new_bool(true));
    json_add(j, "e", json_new_object());
    json_print(j, false, &b);
    ck_assert_str_eq(b.s, "{\"z\":\"q\\\"\\\\\\n\\u0001\xEF\xBF\xBD\",\"a\":71.4,\"n\":null,"
                          "\"l\":[3,true],\"e\":{}}");
    buf_clear(&b);
    json_print(list, true, &b);
    ck_assert_str_eq(b.s, "[\n  3,\n  true\n]");
    buf_clear(&b);
    json_free(j);
}
END_TEST

static const struct {
    double value;
    const char *printed;
} numbers_rows[] = {{0, "0"}, {-0.0, "0"}, {0.1, "0.1"}, {1e15, "1e+15"}, {123456789, "123456789"},
    {1.0 / 3, "0.33333333333333331"}, {-2.5, "-2.5"}};

START_TEST(numbers)
{
    struct buf b;
    buf_init(&b, 100);
    struct json *j = json_new_number(numbers_rows[_i].value);
    json_print(j, true, &b);
    ck_assert_str_eq(b.s, numbers_rows[_i].printed);
    json_free(j);
    buf_clear(&b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_json");
    TCase *t = tcase_create("base_json");
    tcase_add_test(t, reads);
    tcase_add_loop_test(t, refuses, 0, (int)(sizeof refuses_rows / sizeof *refuses_rows));
    tcase_add_test(t, caps_depth);
    tcase_add_test(t, builds_and_prints);
    tcase_add_loop_test(t, numbers, 0, (int)(sizeof numbers_rows / sizeof *numbers_rows));
    suite_add_tcase(s, t);
    return suite_run(s);
}
