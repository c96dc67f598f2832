/* Files of waivers: what is refused and how it is said, what expires when, which plan is meant. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "review/review.h"
#include "suite.h"

#define HEAD "{\"schema\": \"planassure-waivers/1\", \"waivers\": [\n"
#define GOOD "\"reason\": \"r\", \"owner\": \"o\", \"expires\": \"2018-03-31\""

static struct waivers *parse(const char *text, const char *as_of, struct diag *d)
{
    return waivers_parse(text, strlen(text), "w.json", as_of, d);
}

START_TEST(reads)
{
    struct diag *d = diag_new();
    struct waivers *w = parse(HEAD "{\"requirement\": \"a.b\", " GOOD "},\n"
                                   "{\"defect\": \"defect.dates\", \"plan\": \"p.md\", "
                                   "\"fingerprint\": \"ff\", " GOOD "}]}",
        "2018-04-01", d);
    ck_assert_ptr_nonnull(w);
    ck_assert_uint_eq(w->count, 2);
    ck_assert_str_eq(w->list[0].rule, "a.b");
    ck_assert_ptr_null(w->list[0].plan);
    ck_assert_uint_eq(w->list[0].line, 2);
    ck_assert_str_eq(w->list[1].rule, "defect.dates");
    ck_assert_str_eq(w->list[1].plan, "p.md");
    ck_assert_str_eq(w->list[1].fingerprint, "ff");
    ck_assert_uint_eq(w->list[1].line, 3);
    ck_assert_str_eq(w->file, "w.json");
    waivers_free(w);
    diag_free(d);
}
END_TEST

/* The day that is named is the last one on which it holds. */
START_TEST(expires)
{
    static const struct {
        const char *as_of;
        bool expired;
    } days[] = {{"2018-03-30", false}, {"2018-03-31", false}, {"2018-04-01", true},
        {"2019-01-01", true}, {"2017-12-31", false}};
    struct diag *d = diag_new();
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct waivers *w = parse(HEAD "{\"requirement\": \"a\", " GOOD "}]}", days[i].as_of, d);
        ck_assert_int_eq(w->list[0].expired, days[i].expired);
        waivers_free(w);
    }
    diag_free(d);
}
END_TEST

static const struct {
    const char *text, *message;
    uint32_t line;
} wrong[] = {
    {"{\"waivers\": []}", "\"schema\" is missing", 1},
    {"{\"schema\": \"planassure-waivers/2\", \"waivers\": []}",
        "/schema: \"planassure-waivers/2\" is a form that is not known", 1},
    {HEAD "7]}", "/waivers/0: this must be an object", 2},
    {HEAD "{" GOOD "}]}",
        "/waivers/0: neither \"requirement\" nor \"defect\" is there: what is waived?", 2},
    {HEAD "{\"requirement\": \"a\", \"defect\": \"b\", " GOOD "}]}",
        "/waivers/0: \"requirement\" and \"defect\" exclude each other", 2},
    {HEAD "{\"requirement\": \"a\",\n\"owner\": \"o\", \"expires\": \"2018-03-31\"}]}",
        "/waivers/0: \"reason\" is missing", 2},
    {HEAD "{\"requirement\": \"a\",\n\"reason\": \" \", \"owner\": \"o\", \"expires\": "
          "\"2018-03-31\"}]}",
        "/waivers/0/reason: the text is empty", 3},
    {HEAD "{\"requirement\": \"a\",\n\"reason\": \"r\",\n\"owner\": \"o\", \"expires\": "
          "\"2018-02-29\"}]}",
        "/waivers/0/expires: \"2018-02-29\" is no day", 4},
    {HEAD "{\"requirement\": \"a\", " GOOD "},\n{\"requirement\": \"a\", " GOOD "}]}",
        "/waivers/1: \"a\" is waived twice in the same way", 3},
    {HEAD "{\"requirement\": \"a\", \"expiry\": 1, " GOOD "}]}",
        "/waivers/0/expiry: there is no member \"expiry\"", 2},
};

START_TEST(refuses)
{
    struct diag *d = diag_new();
    ck_assert_ptr_null(parse(wrong[_i].text, "2018-01-01", d));
    ck_assert_uint_eq(diag_count(d), 1);
    ck_assert_str_eq(diag_at(d, 0)->text, wrong[_i].message);
    ck_assert_uint_eq(diag_at(d, 0)->line, wrong[_i].line);
    ck_assert_str_eq(diag_at(d, 0)->code, "waivers.form");
    ck_assert_str_eq(diag_at(d, 0)->file, "w.json");
    diag_free(d);
}
END_TEST

START_TEST(too_many)
{
    for (size_t count = LIMIT_WAIVERS; count <= LIMIT_WAIVERS + 1; count++) {
        char *text = calloc(count + 1, 120), *p = text;
        p += sprintf(p, HEAD);
        for (size_t i = 0; i < count; i++)
            p += sprintf(p, "%s{\"requirement\": \"a%zu\", " GOOD "}\n", i ? "," : "", i);
        sprintf(p, "]}");
        struct diag *d = diag_new();
        struct waivers *w = parse(text, "2018-01-01", d);
        ck_assert_int_eq(w != NULL, count == LIMIT_WAIVERS);
        if (!w)
            ck_assert_ptr_nonnull(strstr(diag_at(d, 0)->text, "more than the 2000"));
        waivers_free(w);
        diag_free(d);
        free(text);
    }
}
END_TEST

START_TEST(covers)
{
    static const struct {
        const char *plan, *path, *sha256;
        bool covers;
    } rows[] = {{NULL, "a/b.md", "11", true}, {"b.md", "a/b.md", "11", true},
        {"a/b.md", "a/b.md", NULL, true}, {"xa/b.md", "a/b.md", NULL, false},
        {"b.md", "a/xb.md", NULL, false}, {"11", "a/b.md", "11", true},
        {"11", "a/b.md", NULL, false}, {"/b.md", "a/b.md", NULL, true},
        {"a", "a/b.md", "a1", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct waiver w = {.plan = rows[i].plan};
        ck_assert_msg(
            waiver_covers(&w, rows[i].path, rows[i].sha256) == rows[i].covers, "row %zu", i);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("review_waivers");
    TCase *t = tcase_create("review_waivers");
    tcase_add_test(t, reads);
    tcase_add_test(t, expires);
    tcase_add_loop_test(t, refuses, 0, (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(t, too_many);
    tcase_add_test(t, covers);
    suite_add_tcase(s, t);
    return suite_run(s);
}
