/* Where sentences end, and what leads into them. */
#include "analyse_plan.h"

static const struct {
    const char *text;
    const char *sentences[6];
} cases[] = {
    {"We will open late. It is agreed! Is it paid for? Yes.",
        {"We will open late.", "It is agreed!", "Is it paid for?", "Yes."}},
    {"Dr. Finch and Mrs. Ash lead it, e.g. on Mondays, i.e. twice. No. 4 is next.",
        {"Dr. Finch and Mrs. Ash lead it, e.g. on Mondays, i.e. twice.", "No. 4 is next."}},
    {"It costs \xC2\xA3"
     "3.50 a head at 6.30pm. Then it ends.",
        {"It costs \xC2\xA3"
         "3.50 a head at 6.30pm.",
            "Then it ends."}},
    {"Care is near home (see below.) We will open late.",
        {"Care is near home (see below.)", "We will open late."}},
    {"This helps with the quality of care This will be seen in the spring",
        {"This helps with the quality of care", "This will be seen in the spring"}},
    {"The team met at the Board of The Vale and went on",
        {"The team met at the Board of The Vale and went on"}},
    {"Locums come from the fed. \xC2\xA3"
     "41k is due. Rent is approx. \xC2\xA3"
     "9k.",
        {"Locums come from the fed.",
            "\xC2\xA3"
            "41k is due.",
            "Rent is approx. \xC2\xA3"
            "9k."}},
    {"It has aims. 1. The plan is short. 2. It is clear.",
        {"It has aims.", "1. The plan is short.", "2. It is clear."}},
    {"Fees, rent, etc. are paid. \xE2\x80\x9CWe agree.\xE2\x80\x9D They do.",
        {"Fees, rent, etc. are paid.", "\xE2\x80\x9CWe agree.\xE2\x80\x9D", "They do."}},
};

START_TEST(ends)
{
    struct doc *d = plan_read(cases[_i].text, "text");
    size_t n = 0;
    for (; cases[_i].sentences[n]; n++) {
        ck_assert_uint_gt(d->sentences.n, n);
        plan_text_is(d, d->sentences.v[n].at, d->sentences.v[n].end, cases[_i].sentences[n]);
    }
    ck_assert_uint_eq(d->sentences.n, n);
    doc_free(d);
}
END_TEST

START_TEST(questions)
{
    struct doc *d = plan_read("Will it open late? It will.", "text");
    ck_assert(d->sentences.v[0].question);
    ck_assert(!d->sentences.v[1].question);
    doc_free(d);
}
END_TEST

#define PROSE                                                                                      \
    "The practices of the vale share nurses, and each patient sees one of them on the day that "   \
    "suits best. "

/* A sentence that a page number cuts: its second half is led by the first. */
START_TEST(over_a_page)
{
    struct doc *d =
        plan_read("1 A " PROSE PROSE PROSE "By May we will open late in 1\n\n2 all twenty "
                  "practices. " PROSE PROSE PROSE "B 2\n\n3 C " PROSE PROSE PROSE "3\n",
            "text");
    const struct doc_sentence *s = plan_sentence(d, "all twenty");
    ck_assert_uint_ne(s->lead, DOC_NONE);
    const struct doc_sentence *lead = &d->sentences.v[s->lead];
    plan_text_is(d, lead->at, lead->end, "By May we will open late in");
    doc_free(d);
}
END_TEST

START_TEST(every_cell_and_heading)
{
    struct doc *d =
        plan_read("# Hours\n\n| Day | Close |\n|---|---|\n| Monday | eight |\n", "markdown");
    plan_sentence(d, "Hours");
    plan_sentence(d, "Monday");
    plan_sentence(d, "eight");
    doc_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("analyse/sentences");
    TCase *t = tcase_create("sentences");
    tcase_add_loop_test(t, ends, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(t, questions);
    tcase_add_test(t, over_a_page);
    tcase_add_test(t, every_cell_and_heading);
    suite_add_tcase(s, t);
    return plan_suite(s);
}
