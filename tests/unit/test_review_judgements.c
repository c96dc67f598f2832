/* The file of judgements, and what is wrong with it. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "review/judgements.h"
#include "suite.h"

#define SHA  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD "{\"schema\": \"planassure-judgements/1\", \"plan\": \"" SHA "\", \"judgements\": ["
#define WHO  "\"by\": \"A. Smith\", \"when\": \"2018-03-31\""

START_TEST(read)
{
    static const char text[] =
        HEAD "{\"requirement\": \"a.b\", \"outcome\": \"not-met\", " WHO
             ", \"comment\": \"no date\", \"strike\": [{\"quote\": \"we hope\"}],"
             " \"add\": [{\"quote\": \"we will\", \"criterion\": \"c\", \"near\": 12}]}]}";
    struct diag *d = diag_new();
    struct judgements *j = judgements_parse(text, strlen(text), "j.json", d);
    ck_assert_ptr_nonnull(j);
    ck_assert_uint_eq(j->count, 1);
    ck_assert_str_eq(j->plan, SHA);
    const struct judgement *w = &j->list[0];
    ck_assert_int_eq(w->outcome, PA_NOT_MET);
    ck_assert_str_eq(w->comment, "no date");
    ck_assert_str_eq(w->strike[0].quote, "we hope");
    ck_assert_ptr_null(w->strike[0].criterion);
    ck_assert_uint_eq(w->add[0].near, 12);
    ck_assert_str_eq(w->add[0].criterion, "c");
    judgements_free(j);
    diag_free(d);
}
END_TEST

START_TEST(refused)
{
    static const char *const texts[] = {"", "[]", "{}",
        "{\"schema\": \"other\", \"plan\": \"" SHA "\", \"judgements\": []}",
        "{\"schema\": \"planassure-judgements/1\", \"plan\": \"x\", \"judgements\": []}",
        HEAD "{\"requirement\": \"a\", \"outcome\": \"good\", " WHO "}]}",
        HEAD "{\"requirement\": \"a\", \"outcome\": \"not-assessed\", " WHO "}]}",
        HEAD "{\"requirement\": \" \", \"outcome\": \"met\", " WHO "}]}",
        HEAD "{\"requirement\": \"a\", \"outcome\": \"met\"}]}",
        HEAD
        "{\"requirement\": \"a\", \"outcome\": \"met\", \"by\": \"x\", \"when\": \"2018-02-30\"}]}",
        HEAD "{\"requirement\": \"a\", \"outcome\": \"met\", \"extra\": 1, " WHO "}]}",
        HEAD "{\"requirement\": \"a\", \"outcome\": \"met\", \"add\": [{}], " WHO "}]}",
        HEAD "{\"requirement\": \"a\", \"outcome\": \"met\", " WHO
             "}, {\"requirement\": \"a\", \"outcome\": \"met\", " WHO "}]}"};
    struct diag *d = diag_new();
    ck_assert_ptr_null(judgements_parse(texts[_i], strlen(texts[_i]), "j.json", d));
    ck_assert_uint_ge(diag_errors(d), 1);
    diag_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("review judgements");
    TCase *tc = tcase_create("judgements");
    tcase_add_test(tc, read);
    tcase_add_loop_test(tc, refused, 0, 13);
    suite_add_tcase(s, tc);
    return suite_run(s);
}
