/* Page marks: a whole page on one line, bare numbers, printed numbers, and lists that are none. */
#include "analyse_plan.h"

#define PROSE                                                                                      \
    "The practices of the vale will share one team of nurses, and each patient can see a nurse "   \
    "at the nearest surgery on the day. "
#define LONG(x) x PROSE PROSE PROSE PROSE PROSE PROSE x

START_TEST(page_on_a_line)
{
    struct doc *d =
        plan_read("3 " LONG("Beta two ") "and so we 3\n\n4 " LONG("Gamma three ") "4\n\n5 " LONG(
                      "Delta four ") "\n\n6 " LONG("Eta five ") "6\n",
            "text");
    ck_assert(d->has_pages);
    ck_assert_uint_eq(d->pages.n, 4);
    ck_assert_uint_eq(d->pages.v[0].number, 3);
    ck_assert_uint_eq(d->pages.v[3].number, 6);
    const struct doc_block *number = plan_block(d, "4");
    ck_assert_uint_eq(number->marks, DOC_FURNITURE);
    ck_assert_uint_eq(number->end - number->at, 1);
    ck_assert_uint_eq(doc_page_number(d, plan_block(d, "6")->at), 6);
    plan_is_settled(d);
    doc_free(d);
}
END_TEST

START_TEST(lost_page_number)
{
    struct doc *d =
        plan_read("1 " LONG("Zeta six ") "1\n\n2 " LONG("Iota seven ") "2\n\n" LONG(
                      "Mu eight ") "\n\n4 " LONG("Nu nine ") "4\n\n5 " LONG("Xi ten ") "5\n",
            "text");
    ck_assert_uint_eq(d->pages.n, 5);
    ck_assert_uint_eq(d->pages.v[2].number, 3);
    doc_free(d);
}
END_TEST

START_TEST(numbered_list)
{
    struct doc *d =
        plan_read("1 open late\n2 hire nurses\n3 mend roofs\n4 pay bills\n5 close early\n", "text");
    ck_assert(!d->has_pages);
    doc_free(d);
}
END_TEST

START_TEST(bare_numbers)
{
    struct buf b;
    buf_init(&b, 1 << 20);
    for (int i = 1; i <= 4; i++) {
        for (int k = 0; k < 12; k++)
            buf_add_str(&b, "The surgery on the hill opens early and closes late in the week.\n");
        buf_printf(&b, "\nPage %d of 4\n\n", i);
    }
    struct doc *d = plan_read(buf_str(&b), "text");
    ck_assert_uint_eq(d->pages.n, 4);
    ck_assert_uint_eq(doc_page_number(d, 0), 1);
    ck_assert_uint_eq(doc_page_number(d, d->len - 2), 4);
    ck_assert_uint_eq(plan_block(d, "Page 2")->marks, DOC_FURNITURE);
    plan_is_settled(d);
    doc_free(d);
    buf_clear(&b);
}
END_TEST

START_TEST(printed_numbers)
{
    struct doc *d =
        plan_read("Cover\n\fForeword text here.\n1\n\fMore text is here.\n2\n\fAnd some "
                  "more of it.\n3\n\fThe end of it.\n4\n",
            "text");
    ck_assert_uint_eq(d->pages.n, 5);
    ck_assert_uint_eq(d->pages.v[4].number, 4);
    ck_assert_uint_eq(plan_block(d, "3")->marks, DOC_FURNITURE);
    doc_free(d);
}
END_TEST

START_TEST(running_heads)
{
    struct doc *d =
        plan_read("Vale plan, draft 2\nWe will open late.\n\fVale plan, draft 2\nWe will "
                  "hire.\n\fVale plan, draft 2\nWe will mend.\n\fVale plan, draft 2\nWe "
                  "will rest.\n\fVale plan, draft 2\nWe will end.\n",
            "text");
    unsigned marked = 0;
    for (size_t i = 0; i < d->blocks.n; i++)
        marked += d->blocks.v[i].marks == DOC_FURNITURE;
    ck_assert_uint_eq(marked, 5);
    ck_assert_uint_eq(plan_block(d, "We will mend")->marks, 0);
    plan_is_settled(d);
    doc_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("analyse/pages");
    TCase *t = tcase_create("pages");
    tcase_add_test(t, page_on_a_line);
    tcase_add_test(t, lost_page_number);
    tcase_add_test(t, numbered_list);
    tcase_add_test(t, bare_numbers);
    tcase_add_test(t, printed_numbers);
    tcase_add_test(t, running_heads);
    suite_add_tcase(s, t);
    return plan_suite(s);
}
