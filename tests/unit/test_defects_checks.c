/* Small plans with one defect each, and their likes in which nothing is wrong. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "analyse_plan.h"
#include "defects/defects.h"

struct sample {
    const char *rule; /* without "defect." */
    uint32_t count;   /* findings of that rule */
    const char *says; /* part of the first message; NULL */
    const char *plan; /* Markdown */
};

/* clang-format off */
#define HEAD "# NHS Thornby CCG plan for general practice, March 2017\n\n"
static const struct sample examples[] = {
    {"bad-date", 1, "30 days", HEAD "The centre opens on 31 June 2018.\n"},
    {"bad-date", 1, "no leap year", HEAD "The count was taken on 29 February 2017.\n"},
    {"bad-date", 0, NULL, HEAD "The count was taken on 29 February 2016 and on 31 May 2017.\n"},
    {"bad-date", 1, "is a Monday, not a Tuesday", HEAD "We meet on Tuesday 5 June 2017.\n"},
    {"bad-date", 0, NULL, HEAD "We meet on Monday 5 June 2017, and each Tuesday after that.\n"},
    {"bad-date", 1, "2017?", HEAD "The scheme was launched in 2107 by the trust.\n"},
    {"bad-date", 0, NULL, HEAD "In 2107 homes we fitted alarms, and of 2150 patients 40 replied.\n"},
    {"bad-date", 1, "digit of the year is missing", HEAD "It was agreed in June 016.\n"},
    {"bad-date", 1, "no financial year", HEAD "The money is for 2018/17 alone.\n"},
    {"bad-date", 0, NULL, HEAD "The money is for 2017/18, 2017/2018 and the round 2017/19.\n"},
    {"bad-date", 1, "joined to a financial year", HEAD "From August 2018/19 a nurse will visit.\n"},
    {"bad-date", 1, "runs backwards", HEAD "- October – March 2018: the pilot\n- later: the rest\n"},
    {"placeholder", 1, "percentage", HEAD "Some XX% of children walk to school.\n"},
    {"placeholder", 1, "bracket", HEAD "The lead is [name of director] for now.\n"},
    {"placeholder", 0, NULL, HEAD "The lead [a nurse] has read the report [1] and [the map](map.html).\n"},
    {"placeholder", 1, "row \"Nurses\", column \"By\"", HEAD
        "| What | By |\n|---|---|\n| Doctors | May 2018 |\n| Nurses | TBC |\n| Clerks | TBC |\n"},
    {"placeholder", 1, "word processor", HEAD "As shown in Error! Reference source not found. above.\n"},
    {"placeholder", 1, "NHS England", HEAD "For growth in the core budget, NHS England to advise.\n"},
    {"placeholder", 0, NULL, HEAD "The ward is to be completed by May 2018. Patients awaiting results are told.\n"},
    {"placeholder", 1, "dummy", HEAD "Lorem ipsum dolor sit amet.\n"},
    {"wrong-organisation", 1, "Malden", HEAD "Through this plan NHS Malden CCG will do its part.\n"},
    {"wrong-organisation", 0, NULL, HEAD "With NHS Malden CCG we buy the night service. NHS Malden CCG leads.\n"},
    {"wrong-organisation", 0, NULL, HEAD "Our colleagues in NHS Malden CCG have tried this before.\n"},
    {"broken-reference", 1, "no appendix", HEAD "The map is in Appendix 2.\n"},
    {"broken-reference", 0, NULL, HEAD "The map is in Appendix 2.\n\n## Appendix 2\n\nThe map.\n"},
    {"broken-reference", 0, NULL, HEAD "It follows Annex 6 of the planning guidance.\n"},
    {"broken-reference", 1, "Table 4", HEAD "Table 1: Homes\n\n| A | B |\n|---|---|\n| x | 1 |\n\nSee Table 4 for beds.\n"},
    {"broken-reference", 1, "something else", HEAD
        "Figure 1: Urgent care in the town\n\nWords stand here.\n\nFigure 2: Governance structure of the board\n\n"
        "It answers to the governance structure (see figure 1).\n"},
    {"broken-reference", 1, "without its number", HEAD "The rest is covered in section with the dates.\n"},
    {"broken-reference", 1, "attached", HEAD "All dates stand in the attached delivery plan.\n"},
    {"broken-reference", 0, NULL, HEAD "A nurse is attached to each practice.\n"},
    {"broken-reference", 1, "no heading has that number", HEAD
        "## 1 One\n\nText.\n\n## 2 Two\n\nText.\n\n## 3 Three\n\nAs section 7.2 says.\n\n## 4 Four\n\nText.\n"},
    {"missing-section", 1, "Estates", HEAD
        "## Contents\n\n- Access\n- Workforce\n- Estates\n- Money\n\n## Access\n\nText one.\n\n## Workforce\n\nText two.\n\n## Money\n\nText three.\n"},
    {"missing-section", 0, NULL, HEAD
        "## Contents\n\n- Access 3\n- Workforce 5\n- Money 7\n\n## Access for all\n\nText one.\n\n## Workforce\n\nText two.\n\n## Money\n\nText three.\n"},
    {"missing-section", 1, "from 3 to 5", HEAD
        "## 1 One\n\nText.\n\n## 2 Two\n\nText.\n\n## 3 Three\n\nText.\n\n## 5 Five\n\nText.\n"},
    {"missing-section", 1, "breaks off", HEAD "We have three aims.\n\nThese include:\n"},
    {"date-order", 1, "comes before", HEAD
        "The business case will be ready in March 2019 so that the centre can open in the autumn of 2018.\n"},
    {"date-order", 0, NULL, HEAD
        "The business case will be ready in March 2018 so that the centre can open in the autumn of 2018.\n"},
    {"date-order", 1, "award", HEAD
        "They mean to make the award on 4 May 2018 and to read the bids during July 2018.\n"},
    {"date-order", 0, NULL, HEAD
        "The old contract was awarded in May 2014; bids for the new one are due in July 2018.\n"},
    {"date-order", 1, "evaluation", HEAD
        "The link workers take up their posts in September 2018. The evaluation of the link workers will be read in June 2018.\n"},
    {"date-order", 1, "filed under", HEAD
        "## Year 2: 2018/19\n\n- May 2018: a nurse is found\n- June 2017: a room is found\n"},
    {"date-order", 1, "a date to come", HEAD "The room will be painted by June 2016.\n"},
    {"duplicate", 1, "34 words", HEAD
        "## One\n\nThe hall in the lower town keeps its doors open on four days of each week, and the people who run it ask "
        "for a bigger kitchen and a ramp by the side door.\n\n## Two\n\nThe hall in the lower town keeps its doors open on "
        "four days of each week, and the people who run it ask for a bigger kitchen and a ramp by the side door.\n"},
    {"duplicate", 0, NULL, HEAD /* less than a sentence: a turn of phrase */
        "## One\n\nThe hall in the lower town keeps its doors open on four days of each week, and the people who run it ask "
        "for a bigger kitchen and a ramp by the side door.\n\n## Two\n\nWe know that the hall in the lower town keeps its doors "
        "open on four days of each week, and the people who run it ask for a bigger kitchen and a ramp by the side gate.\n"},
    {"duplicate", 1, "words stand here", HEAD
        "## One\n\nWe hold that care lasts when it is given by people who know each other, and the practices of the town have "
        "shown again and again that with a little time they find the better way.\n\n## Two\n\nWe hold that care lasts when it is "
        "given by people who know each other, and the practices of the town have shown again and again that with a little time "
        "they find the better way.\n"},
    {"arithmetic", 1, "\xC2\xA3" "200,000, not", HEAD "We pay £2 a head for all 100,000 patients, which is £210,000.\n"},
    {"arithmetic", 0, NULL, HEAD "We pay £2 a head for all 100,000 patients, which is £200,000, or £400,000 over two years.\n"},
    {"arithmetic", 0, NULL, HEAD "We pay £1.50 a head for 39,969 patients, about £60,000.\n"},
    {"arithmetic", 1, "is 50", HEAD "So far 11 of our 22 practices (60%) have joined.\n"},
    {"arithmetic", 0, NULL, HEAD "So far 19 of our 22 practices (86%) have joined, and 37 (36%) of the 104 nurses.\n"},
    {"contradiction", 1, "38 of our practices", HEAD
        "The CCG comprises 28 practices. All 28 practices belong to it. The service is run by 38 of our practices.\n"},
    {"contradiction", 0, NULL, HEAD
        "The CCG comprises 28 practices. All 28 practices belong to it: 21 practices use one system, 4 practices another and "
        "3 practices a third. The service is run by 18 of our practices, and 12 practices in Stow have joined.\n"},
    {"contradiction", 1, "population", HEAD
        "It has a population of 210,000 at present. Plans rest on a population of 240,000 people.\n"},
    {"contradiction", 0, NULL, HEAD
        "It has a registered population of 210,000. The weighted population of 240,000 is used for money.\n"},
    {"contradiction", 1, "exchanged digits", HEAD
        "The panel's questionnaire was answered by 1,416 people in the market.\n\nThe panel's questionnaire brought 1,146 replies in the market.\n"},
    {"contradiction", 1, "table of the same section", HEAD
        "## Homes\n\nThere are 44 care homes in the town.\n\n| Kind | Homes |\n|---|---|\n| Nursing | 15 |\n| Other | 26 |\n| All | 41 |\n"},
    {"contradiction", 1, "full coverage", HEAD
        "By 31 March 2019 the whole population will be covered by extended access.\n\n"
        "| Step | Date |\n|---|---|\n| Extended access covers the whole population | 30 June 2019 |\n| Rooms | May 2018 |\n"},
    {"contradiction", 1, "the milestone", HEAD
        "The shared nursing bank for village practices opens on 4 June 2018.\n\n"
        "| Step | Date |\n|---|---|\n| Shared nursing bank opens for village practices | 30 October 2018 |\n| Rooms | May 2018 |\n"},
    {"table-total", 1, "10 too much", HEAD "| Kind | Beds |\n|---|---|\n| Nursing | 612 |\n| Other | 428 |\n| All | 1,050 |\n"},
    {"table-total", 0, NULL, HEAD "| Kind | Beds |\n|---|---|\n| Nursing | 612 |\n| Other | 428 |\n| All | 1,040 |\n"},
    {"table-total", 0, NULL, HEAD "| What | Figure |\n|---|---|\n| Practices | 26 |\n| Doctors | 112 |\n| Total list | 214,600 |\n"},
    {"table-total", 1, "caption speaks of 26", HEAD
        "Table 9: Systems in our 26 practices\n\n| System | Practices |\n|---|---|\n| One | 15 |\n| Two | 9 |\n| Three | 3 |\n"},
    {"table-total", 1, "make", HEAD "We set aside £40,000 for rooms and £80,000 for staff, £130,000 in all.\n"},
    {"table-total", 0, NULL, HEAD "Of £1.9 million altogether the lottery gives £1.3 million (£0.5 million and £0.8 million), the parish £0.4 million and the town £0.2 million.\n"},
    {"abbreviation", 1, "ZQR", HEAD "The ZQR meets. The ZQR decides. Nobody but the ZQR votes.\n"},
    {"abbreviation", 0, NULL, HEAD "The Zonal Quality Round (ZQR) meets. The ZQR decides. Only the ZQR votes.\n"},
};
/* clang-format on */

static struct finding *find(struct doc *d, struct arena *a, const char *rule, uint32_t *count)
{
    uint32_t n, k = 0;
    char full[100];
    struct finding *f = defects_find(d, NULL, a, &n);
    snprintf(full, sizeof full, "defect.%s", rule);
    for (uint32_t i = 0; i < n; i++)
        if (!strcmp(f[i].rule, full))
            f[k++] = f[i];
    *count = k;
    return f;
}

START_TEST(each)
{
    const struct sample *e = &examples[_i];
    struct doc *d = plan_read(e->plan, "markdown");
    struct arena *arena = arena_new();
    uint32_t count;
    struct finding *f = find(d, arena, e->rule, &count);
    ck_assert_msg(count == e->count, "%s: %u findings, not %u (%s), in:\n%s", e->rule, count,
        e->count, count ? f[0].message : "", e->plan);
    if (e->says)
        ck_assert_msg(
            strstr(f[0].message, e->says) != NULL, "\"%s\" lacks \"%s\"", f[0].message, e->says);
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_uint_lt(f[i].at, f[i].end);
        ck_assert_uint_le(f[i].end, d->len);
    }
    arena_free(arena);
    doc_free(d);
}
END_TEST

/* The same defect below another cover page has the same fingerprint; another defect has not. */
START_TEST(fingerprint)
{
    static const char *const plans[] = {HEAD "The centre opens on 31 June 2018.\n",
        "# A new cover\n\nVersion 2 of the plan.\n\n" HEAD "The centre opens on\n31 June 2018.\n",
        HEAD "The other centre opens on 31 June 2018.\n"};
    char marks[3][40];
    for (int i = 0; i < 3; i++) {
        struct doc *d = plan_read(plans[i], "markdown");
        struct arena *arena = arena_new();
        uint32_t count;
        struct finding *f = find(d, arena, "bad-date", &count);
        ck_assert_uint_eq(count, 1);
        snprintf(marks[i], sizeof marks[i], "%s", f[0].fingerprint);
        arena_free(arena);
        doc_free(d);
    }
    ck_assert_str_eq(marks[0], marks[1]);
    ck_assert_str_ne(marks[0], marks[2]);
}
END_TEST

/* A pack sets a severity, or switches a check off. */
START_TEST(settings)
{
    struct defect_setting said[] = {{"defect.bad-date", "low"}, {"defect.placeholder", "off"}};
    struct pack pack = {.defects = said, .defect_count = 2};
    struct doc *d = plan_read(HEAD "XX% of homes open on 31 June 2018.\n", "markdown");
    struct arena *arena = arena_new();
    uint32_t count;
    struct finding *f = defects_find(d, &pack, arena, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(f[0].rule, "defect.bad-date");
    ck_assert_str_eq(f[0].severity, "low");
    arena_free(arena);
    doc_free(d);
}
END_TEST

/* One plan in three formats: the same findings. */
START_TEST(formats)
{
    static const char *const plans[][2] = {
        {"markdown", HEAD "The centre opens on 31 June 2018.\n\nThe map is in Appendix 2.\n"},
        {"html", "<html><body><h1>NHS Thornby CCG plan for general practice, March 2017</h1>"
                 "<p>The centre opens on 31 June 2018.</p><p>The map is in\nAppendix "
                 "2.</p></body></html>"},
        {"text",
            "NHS Thornby CCG plan for general practice, March 2017.\n\nThe centre opens on 31 June "
            "2018.\n\nThe map is in Appendix 2.\n"}};
    char all[3][200];
    for (int i = 0; i < 3; i++) {
        struct doc *d = plan_read(plans[i][1], plans[i][0]);
        struct arena *arena = arena_new();
        uint32_t count;
        struct finding *f = defects_find(d, NULL, arena, &count);
        all[i][0] = 0;
        for (uint32_t k = 0; k < count; k++)
            snprintf(all[i] + strlen(all[i]), sizeof all[i] - strlen(all[i]), "%s %s\n", f[k].rule,
                f[k].fingerprint);
        arena_free(arena);
        doc_free(d);
    }
    ck_assert_str_eq(all[0], all[1]);
    ck_assert_str_eq(all[0], all[2]);
}
END_TEST

START_TEST(nothing)
{
    struct doc *d = doc_new("empty", "text");
    struct arena *arena = arena_new();
    uint32_t count = 7;
    analyse(d, NULL);
    ck_assert_ptr_nonnull(defects_find(d, NULL, arena, &count));
    ck_assert_uint_eq(count, 0);
    arena_free(arena);
    doc_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("defects/checks");
    TCase *t = tcase_create("checks");
    tcase_add_loop_test(t, each, 0, (int)(sizeof examples / sizeof *examples));
    tcase_add_test(t, fingerprint);
    tcase_add_test(t, settings);
    tcase_add_test(t, formats);
    tcase_add_test(t, nothing);
    suite_add_tcase(s, t);
    return plan_suite(s);
}
