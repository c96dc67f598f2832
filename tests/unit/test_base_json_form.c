/* Strict reading: what is refused, and the line, column, pointer and advice that say so. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/json_form.h"
#include "base/limits.h"
#include "suite.h"

static char path[64];

static void write_file(const char *text)
{
    snprintf(path, sizeof path, "json_form.%d.json", (int)getpid());
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    fwrite(text, 1, strlen(text), f);
    fclose(f);
}

static const struct json_member members[] = {{"name", JSON_TAKES(JSON_STRING), true},
    {"size", JSON_TAKES(JSON_NUMBER) | JSON_TAKES(JSON_BOOL), false}};

static const struct {
    const char *text, *message, *advice; /* message NULL: it is good */
    uint32_t line, column;
} rows[] = {
    {"{\"name\": \"x\", \"size\": 1}", NULL, NULL, 0, 0},
    {"{\"name\": \"x\", \"size\": true}", NULL, NULL, 0, 0},
    {"{\n \"nmae\": \"x\", \"name\": \"y\"}", "/nmae: there is no member \"nmae\"",
        "did you mean \"name\"?", 2, 2},
    {"{\"zzz\": 1,\n\"name\": \"y\"}", "/zzz: there is no member \"zzz\"", "there are: name, size",
        1, 2},
    {"{\"a/b~c\": 1,\n\"name\": \"y\"}", "/a~1b~0c: there is no member \"a/b~c\"",
        "there are: name, size", 1, 2},
    {"{\"size\": 1}", "\"name\" is missing", "add it", 1, 1},
    {"{\"name\": \"x\",\n\n  \"size\": \"1\"}", "/size: this must be true or false or a number",
        NULL, 3, 3},
    {"{\"name\": \"x\", \"name\": \"y\"}", "/name: \"name\" stands here twice", "keep one of them",
        1, 2},
    {"[1]", "this must be an object", NULL, 1, 1},
};

START_TEST(refuses)
{
    struct diag *d = diag_new();
    struct json_form f;
    write_file(rows[_i].text);
    ck_assert(json_form_open(&f, path, 1000, "t.form", d));
    bool ok = json_form_check(&f, f.root, "", members, 2);
    ck_assert_int_eq(ok, rows[_i].message == NULL);
    ck_assert_uint_eq(diag_count(d), !ok);
    if (!ok) {
        const struct diag_message *m = diag_at(d, 0);
        ck_assert_str_eq(m->text, rows[_i].message);
        ck_assert_pstr_eq(m->advice, rows[_i].advice);
        ck_assert_uint_eq(m->line, rows[_i].line);
        ck_assert_uint_eq(m->column, rows[_i].column);
        ck_assert_str_eq(m->code, "t.form");
    }
    json_form_close(&f);
    diag_free(d);
    unlink(path);
}
END_TEST

START_TEST(files)
{
    struct diag *d = diag_new();
    struct json_form f;
    ck_assert(!json_form_open(&f, "there-is-no-such-file", 1000, "t.form", d));
    json_form_close(&f);
    write_file("{\"name\": \"long enough\"}");
    ck_assert(!json_form_open(&f, path, 10, "t.form", d));
    json_form_close(&f);
    write_file("{\"name\": ");
    ck_assert(!json_form_open(&f, path, 1000, "t.form", d));
    json_form_close(&f);
    ck_assert_uint_eq(diag_count(d), 3);
    diag_free(d);
    unlink(path);
}
END_TEST

static const struct {
    const char *pointer;
    uint32_t line, column;
} places[] = {{"", 1, 1}, {"/a", 2, 3}, {"/a/0", 2, 9}, {"/a/1", 3, 1}, {"/a/1/b", 3, 2},
    {"/a/1/b/c", 3, 8}, {"/a/2", 4, 3}, {"/\xC3\xA9", 4, 10}, {"/\xC3\xA9/x", 4, 31},
    {"/x~1y", 5, 1}, {"/a/9", 2, 3}, {"/none", 1, 1}, {"/a/1/none", 3, 1}};

START_TEST(finds_places)
{
    static const char text[] = "{\n"
                               "  \"a\": [\"]\\\"}\",\n"
                               "{\"b\": {\"c\": [1, {}], \"d\": \"{\"}},\n"
                               "  null], \"\xC3\xA9\": {\"k\": {\"x\": 1}, \"x\": 2},\n"
                               "\"x/y\": false}";
    uint32_t line, column;
    json_place(text, sizeof text - 1, places[_i].pointer, &line, &column);
    ck_assert_uint_eq(line, places[_i].line);
    ck_assert_uint_eq(column, places[_i].column);
}
END_TEST

/* Thousands of faults: as many messages as are kept, and no walk for the others. */
START_TEST(many_faults)
{
    struct diag *d = diag_new();
    struct json_form f;
    size_t room = 600000;
    char *text = calloc(1, room), *p = text;
    *p++ = '{';
    for (int i = 0; i < 40000; i++)
        p += snprintf(p, room - (size_t)(p - text), "\"k%d\":1,\n", i);
    snprintf(p, room - (size_t)(p - text), "\"name\":\"x\"}");
    write_file(text);
    free(text);
    ck_assert(json_form_open(&f, path, room, "t.form", d));
    ck_assert(!json_form_check(&f, f.root, "", members, 2));
    ck_assert_uint_eq(diag_count(d), LIMIT_MESSAGES);
    ck_assert_uint_eq(diag_errors(d), 40000);
    json_form_close(&f);
    diag_free(d);
    unlink(path);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_json_form");
    TCase *t = tcase_create("base_json_form");
    tcase_add_loop_test(t, refuses, 0, (int)(sizeof rows / sizeof *rows));
    tcase_add_test(t, files);
    tcase_add_loop_test(t, finds_places, 0, (int)(sizeof places / sizeof *places));
    tcase_add_test(t, many_faults);
    suite_add_tcase(s, t);
    return suite_run(s);
}
