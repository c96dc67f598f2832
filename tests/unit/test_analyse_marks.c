/* Boilerplate, glossaries and short forms, keywords, placeholders, references, roles, the date. */
#include "analyse_plan.h"

START_TEST(web_site)
{
    struct doc *d = plan_read(
        "Thornby Care Plan\n\nSize: px\n\nStart display at page:\n\nDownload \"Thornby Care "
        "Plan\"\n\n"
        "Transcription\n\nThornby Care Plan 2018\n\nWe will open late in all of our practices.\n\n"
        "Brackmoor Estates Paper\n\nBrackmoor Estates Paper The board met in May and\n\nMore "
        "information\n\nA Town Budget 2014\n\nA Town Budget 2014 Money is short in\n\nMore "
        "information\n\nVale Minutes March\n\nVale Minutes March Those present were\n\nMore "
        "information\n",
        "text");
    ck_assert_uint_eq(plan_block(d, "Size: px")->marks, DOC_BOILERPLATE);
    ck_assert_uint_eq(plan_block(d, "Transcription")->marks, DOC_BOILERPLATE);
    ck_assert_uint_eq(plan_block(d, "We will open")->marks, 0);
    ck_assert_uint_eq(plan_block(d, "Brackmoor Estates Paper")->marks, DOC_BOILERPLATE);
    for (size_t i = doc_block_at(d, plan_block(d, "Brackmoor Estates")->at); i < d->blocks.n; i++)
        ck_assert(d->blocks.v[i].marks & DOC_BOILERPLATE);
    ck_assert_uint_eq(d->notes.n, 1);
    plan_is_settled(d);
    ck_assert_uint_eq(d->notes.n, 1);
    doc_free(d);
}
END_TEST

START_TEST(no_web_site)
{
    struct doc *d = plan_read("Search\n\nWe will search for new staff in all places.\n\nMore "
                              "information\n\nAsk us. We will tell you all we know.\n",
        "text");
    for (size_t i = 0; i < d->blocks.n; i++)
        ck_assert_uint_eq(d->blocks.v[i].marks, 0);
    doc_free(d);
}
END_TEST

static const char *long_form(const struct doc *d, const char *s)
{
    for (size_t i = 0; i < d->abbreviations.n; i++)
        if (!strcmp(d->abbreviations.v[i].short_form, s))
            return d->abbreviations.v[i].long_form;
    return "";
}

START_TEST(short_forms)
{
    struct doc *d = plan_read(
        "# Plan\n\nEach Local Late Surgery (LLS) is part of the Mid-Vale Care Team (MVCT). The "
        "rate (not "
        "known) and the answer of the Board (XYZ) differ. Shared Care Records (SCRs) help.\n\n"
        "## Glossary\n\n| Term | Meaning |\n|---|---|\n| PPG | patient participation group |\n\n"
        "DES: directed enhanced service\n\n## Next\n\nText.\n",
        "markdown");
    ck_assert_str_eq(long_form(d, "LLS"), "Local Late Surgery");
    ck_assert_str_eq(long_form(d, "MVCT"), "Mid-Vale Care Team");
    ck_assert_str_eq(long_form(d, "SCR"), "Shared Care Records");
    ck_assert_str_eq(long_form(d, "XYZ"), "");
    ck_assert_str_eq(long_form(d, "PPG"), "patient participation group");
    ck_assert_str_eq(long_form(d, "DES"), "directed enhanced service");
    ck_assert_uint_eq(plan_block(d, "DES:")->marks, DOC_GLOSSARY);
    ck_assert_uint_eq(plan_block(d, "PPG")->marks, DOC_GLOSSARY);
    ck_assert_uint_eq(plan_block(d, "Text.")->marks, 0);
    doc_free(d);
}
END_TEST

static const struct {
    const char *text;
    unsigned marks;
} blocks[] = {
    {"Keywords: late hours, nurses, phones", DOC_KEYWORDS},
    {"access, late hours, weekend, nurses, phones, web, cost, risk, staff, roofs, roads, beds",
        DOC_KEYWORDS},
    {"The clinics are open for burns, coughs, colds, sprains, cuts, bites, rashes, aches, stings, "
     "and "
     "fevers",
        0},
    {"The date is TBC", DOC_PLACEHOLDER},
    {"A count of late visits by day and by hour will be made in all surgeries in June - lead TBC",
        0},
    {"This part is to be completed.", DOC_PLACEHOLDER},
    {"The count of visits is to be completed by June 2018.", 0},
    {"XX% of practices open late", DOC_PLACEHOLDER},
    {"The lead is [insert name]", DOC_PLACEHOLDER},
    {"We will open late in Exxon Street", 0},
    {"\xEF\xBF\xBD\xEF\xBF\xBD a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD b", DOC_UNREADABLE},
};

START_TEST(block_marks)
{
    struct doc *d = plan_read(blocks[_i].text, "text");
    ck_assert_uint_eq(d->blocks.v[0].marks, blocks[_i].marks);
    doc_free(d);
}
END_TEST

START_TEST(references)
{
    struct doc *d =
        plan_read("# Plan\n\nText.\n\n## References\n\nA. Writer, Late hours, 2014\n", "markdown");
    ck_assert_uint_eq(plan_block(d, "A. Writer")->marks, DOC_REFERENCES);
    doc_free(d);
}
END_TEST

static const struct {
    const char *heads;
    enum doc_table_role role;
} heads[] = {
    {"Risk | Likelihood | Mitigation", DOC_TABLE_RISKS},
    {"Action | Lead | By when", DOC_TABLE_ACTIONS},
    {"Scheme | Cost in 2017/18 | Cost in 2018/19", DOC_TABLE_MONEY},
    {"Indicator | Baseline | Target", DOC_TABLE_INDICATORS},
    {"Staff | 2017/18 | 2018/19", DOC_TABLE_TRAJECTORY},
    {"National requirement | Our response", DOC_TABLE_RESPONSE},
    {"Town | Number of practices", DOC_TABLE_COUNTS},
    {"One | Two", DOC_TABLE_UNKNOWN},
};

START_TEST(roles)
{
    char text[200];
    snprintf(text, sizeof text, "%s\na | b | c\nd | e | f\n", heads[_i].heads);
    if (!strstr(strchr(heads[_i].heads, '|') + 1, "|"))
        snprintf(text, sizeof text, "%s\na | b\nd | e\n", heads[_i].heads);
    struct doc *d = plan_read(text, "text");
    ck_assert_uint_eq(d->tables.n, 1);
    ck_assert_uint_eq(d->tables.v[0].role, heads[_i].role);
    doc_free(d);
}
END_TEST

START_TEST(written)
{
    struct doc *d =
        plan_read("Thornby Care Plan\n\nVersion of 14 March 2017\n\nWe will open late by "
                  "May 2018.\n",
            "text");
    ck_assert_str_eq(d->title, "Thornby Care Plan");
    ck_assert_int_eq(d->written, value_days(2017, 3, 14));
    doc_free(d);
    d = plan_read("Thornby Care Plan\n\nWe will open late by May 2018.\n", "text");
    ck_assert_int_eq(d->written, INT32_MIN);
    doc_free(d);
    d = plan_read("# Thornby Care Plan\n\nHubs open late in October 2018.\n\n"
                  "| Step | Date |\n|---|---|\n| Tender | July 2018 |\n",
        "markdown");
    ck_assert_int_eq(d->written, INT32_MIN);
    doc_free(d);
}
END_TEST

START_TEST(nothing)
{
    struct doc *d = doc_new("empty", "text");
    analyse(d, NULL);
    analyse(d, "Thornby CCG");
    ck_assert_uint_eq(d->sentences.n, 0);
    ck_assert_uint_eq(d->sections.n, 1);
    doc_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("analyse/marks");
    TCase *t = tcase_create("marks");
    tcase_add_test(t, web_site);
    tcase_add_test(t, no_web_site);
    tcase_add_test(t, short_forms);
    tcase_add_loop_test(t, block_marks, 0, (int)(sizeof blocks / sizeof *blocks));
    tcase_add_test(t, references);
    tcase_add_loop_test(t, roles, 0, (int)(sizeof heads / sizeof *heads));
    tcase_add_test(t, written);
    tcase_add_test(t, nothing);
    suite_add_tcase(s, t);
    return plan_suite(s);
}
