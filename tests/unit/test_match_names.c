/* People by name: who is one, and what only has capitals. */
#include <check.h>

#include "match_fixture.h"
#include "suite.h"

#define LISTS                                                                                      \
    "concept name.title\nx {dr|mrs|sir}\nconcept name.not-first\nx {the|north|head|practice}\n"    \
    "concept name.not-last\nx {practice|street|board|surgery}\n"                                   \
    "concept name.before\nx {by|lead|is}\nconcept name.after\nx {will|is|leads}\n"
#define NAMES LISTS "concept c\na -\n"

static const struct {
    const char *text, *want;
} rows[] = {
    {"Dr Field chairs it", "Dr Field"},
    {"chaired by Dr. A. J. Field", "Dr. A. J. Field"},
    {"asked Mrs Alma Reed-Marsh about it", "Mrs Alma Reed-Marsh"},
    {"Dr and others", ""},
    {"Alma Reed owns it", "Alma Reed"},
    {"agreed with Alma Reed yesterday", ""}, /* nothing presents them as a person */
    {"agreed that Alma Reed will report", "Alma Reed"},
    {"we met Alma Reed, and others", "Alma Reed"},
    {"led by Alma McReed", "Alma McReed"},
    {"Owner: J Marsh", "J Marsh"},
    {"Owner: J. Marsh", "J. Marsh"},
    {"the lead \xE2\x80\x93 J Marsh", "J Marsh"},
    {"A Marsh walk", ""},
    {"(Alma Reed)", "Alma Reed"},
    {"North Street will close", ""},
    {"Alma Street will close", ""},
    {"The Board is new", ""},
    {"ALMA REED will report", ""},
    {"Alma  Reed will report", ""},
    {"Alma, Reed will report", ""},
    {"Jo Day | Al Fox", "Jo Day; Al Fox"},
    {"by J", ""},
    {"Dr", ""},
    {"", ""},
};

START_TEST(names_are_found)
{
    fixture_expect(NAMES, rows[_i].text, rows[_i].want);
}
END_TEST

START_TEST(without_lists_there_are_no_titles)
{
    fixture_expect("concept c\na -\n", "Dr Field spoke", "Dr Field");
    fixture_expect("concept c\na -\n", "we met Dr Field then", "");
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("names");
    tcase_add_loop_test(c, names_are_found, 0, sizeof rows / sizeof *rows);
    tcase_add_test(c, without_lists_there_are_no_titles);
    Suite *s = suite_create("match/names");
    suite_add_tcase(s, c);
    return suite_run(s);
}
