/* Contents lists, captions, headings in running text and on lines of their own, the section tree.
 */
#include "analyse_plan.h"

/* A damaged plan: each page is one line, the contents list has lost its page numbers. */
static const char damaged[] =
    "1 Thornby CCG Local Care Plan Final 1\n\n"
    "2 Contents Foreword Our Places and People Opening Hours The Region The Plan for Thornby Staff "
    "The Region Nurses for Every Village Money and Buildings Who Decides\n\n"
    "3 Foreword This plan tells how care near home will grow. It is written for all who live in "
    "the "
    "vale and for those who care for them, and it asks each of our twenty practices to take part "
    "in "
    "the work that lies ahead of us in the coming years. 3\n\n"
    "4 1 Our Places and People 1.1 Thornby Around 40,000 people live in three small towns and in "
    "the "
    "hills between them. One in five is over seventy, and most of them have no car of their own. "
    "The "
    "share of those who wait more than a week rose by 1.5 points last year. 4\n\n"
    "5 2 Opening Hours 2.1 The Region There is a wish for later hours in every part of the region. "
    "Practices will open until eight on two evenings. 2.2 The Plan for Thornby The practices of "
    "Thornby will share a late surgery. Figure 1: Where Late Surgeries Stand The map shows the two "
    "places. Staff will be asked in the spring about the days that suit them best. 5\n\n"
    "6 3 Staff 3.1 The Region Nurses are few. 3.2 Nurses for Every Village We will train six "
    "nurses "
    "a year. Money and Buildings The roof of the old surgery will be mended before the winter, and "
    "the new one has a lift. 6\n";

static void heading_is(const struct doc *d, const char *start, const char *whole, unsigned level)
{
    const struct doc_block *b = plan_block(d, start);
    for (size_t i = 0; i < d->blocks.n; i++) {
        b = &d->blocks.v[i];
        if (b->kind == DOC_HEADING && b->end - b->at == strlen(whole) &&
            !memcmp(d->text + b->at, whole, strlen(whole))) {
            ck_assert_msg(b->level == level, "%s: level %u, not %u", whole, b->level, level);
            return;
        }
    }
    ck_abort_msg("no heading \"%s\"", whole);
}

START_TEST(running_headings)
{
    struct doc *d = plan_read(damaged, "text");
    ck_assert_uint_eq(d->pages.n, 6);
    ck_assert_uint_eq(plan_block(d, "Contents Foreword")->marks, DOC_CONTENTS);
    heading_is(d, "Foreword", "Foreword", 1);
    heading_is(d, "1 Our", "1 Our Places and People", 1);
    heading_is(d, "1.1", "1.1 Thornby", 2);
    heading_is(d, "2 Open", "2 Opening Hours", 1);
    heading_is(d, "2.1", "2.1 The Region", 2);
    heading_is(d, "2.2", "2.2 The Plan for Thornby", 2);
    heading_is(d, "3.2", "3.2 Nurses for Every Village", 2);
    heading_is(d, "Money", "Money and Buildings", 3);
    ck_assert_uint_eq(plan_block(d, "Figure 1")->kind, DOC_CAPTION);
    const struct doc_block *text = plan_block(d, "There is a wish");
    const struct doc_section *s = &d->sections.v[text->section];
    plan_text_is(d, d->blocks.v[s->heading].at, d->blocks.v[s->heading].end, "2.1 The Region");
    const struct doc_section *up = &d->sections.v[s->parent];
    plan_text_is(d, d->blocks.v[up->heading].at, d->blocks.v[up->heading].end, "2 Opening Hours");
    plan_is_settled(d);
    doc_free(d);
}
END_TEST

START_TEST(parts_of_sentences_are_no_headings)
{
    struct doc *d = plan_read(
        "1 The town has many old houses and a few new ones, and people ask what will be done with "
        "them in the years that lie ahead of us, for some are cold and others are too small. 1\n\n"
        "2 1 Houses 1.1 The roof: it will be mended before the winter of next year, as was agreed "
        "with those who live under it and with all who own it. 1.2 We own twelve houses: eight "
        "are old and four are to be sold by the spring. 1.3 Our own firm looks after lifts; it "
        "costs a good deal each year, and more when they stand still. 2\n\n"
        "3 And the last page is here, which says nothing new and ends as all pages end in the end, "
        "with a few words more so that it is long enough to be taken for a page of its own. 3\n",
        "text");
    heading_is(d, "1.1", "1.1 The roof", 2);
    for (size_t i = 0; i < d->blocks.n; i++)
        ck_assert_msg(d->blocks.v[i].kind != DOC_HEADING ||
                          (memcmp(d->text + d->blocks.v[i].at, "1.2", 3) &&
                              memcmp(d->text + d->blocks.v[i].at, "1.3", 3)),
            "%.*s", (int)(d->blocks.v[i].end - d->blocks.v[i].at), d->text + d->blocks.v[i].at);
    doc_free(d);
}
END_TEST

/* A numbered paragraph opens with a sentence, not with a title. */
START_TEST(numbered_paragraphs_are_no_headings)
{
    struct doc *d =
        plan_read("1. Houses\n\n"
                  "1.1 The parish holds the old houses together with the county. It has "
                  "asked for more of them.\n\n"
                  "1.2 NHS Orchard and Mill CCG has twelve houses of its own and a field "
                  "behind them.\n\n"
                  "1.3 The roof is old. It leaks when the wind is in the west.\n",
            "text");
    for (size_t i = 0; i < d->blocks.n; i++)
        ck_assert_msg(d->blocks.v[i].kind != DOC_HEADING ||
                          (memcmp(d->text + d->blocks.v[i].at, "1.1", 3) &&
                              memcmp(d->text + d->blocks.v[i].at, "1.2", 3)),
            "%.*s", (int)(d->blocks.v[i].end - d->blocks.v[i].at), d->text + d->blocks.v[i].at);
    doc_free(d);
}
END_TEST

START_TEST(amounts_are_no_headings)
{
    struct doc *d = plan_read(
        "1 " /* a page */
        "Care costs more each year. The share rose by 1.2 Million pounds. We saw 2.5 WTE Nurses "
        "leave, and version 3.1 The Draft was sent to page 4.2 Readers. Of the sum 1.4 GP posts "
        "are "
        "paid. Next year the sum will be paid to those who ask for it first, and then to all "
        "others "
        "who come after them in the order of their asking, whatever they ask for or need in it. "
        "1\n\n"
        "2 The rest of the text stands here and goes on for a good while so that it is a page of "
        "its "
        "own and not a short line that could be taken for a list of things or for a part of one by "
        "a reader who only looks at numbers and at their order without reading what is written. "
        "2\n\n"
        "3 And the last page is here, which says nothing new and ends as all pages end in the end. "
        "3",
        "text");
    for (size_t i = 0; i < d->blocks.n; i++)
        ck_assert_msg(d->blocks.v[i].kind != DOC_HEADING, "%.*s",
            (int)(d->blocks.v[i].end - d->blocks.v[i].at), d->text + d->blocks.v[i].at);
    doc_free(d);
}
END_TEST

START_TEST(asked_and_answered)
{
    struct doc *d = plan_read("# Thornby care plan\n\n## National policy\n\nDoors open late.\n\n"
                              "## Alignment with national policy\n\nOurs open late too.\n",
        "markdown");
    ck_assert_uint_eq(d->sections.v[plan_block(d, "Doors open")->section].time, DOC_TIME_ASKED);
    ck_assert_uint_eq(d->sections.v[plan_block(d, "Ours open")->section].time, DOC_TIME_ANY);
    doc_free(d);
}
END_TEST

START_TEST(line_headings)
{
    struct doc *d =
        plan_read("THORNBY CARE PLAN\n\nWhere we are now\n\nOur twenty practices open five "
                  "days a week and close at six, as they did before.\n\n2. Next steps\n\n"
                  "We will open one practice in the evening, and a second one a year "
                  "after that, if people come.\n\n2.1 Nurses\n\nSix nurses will be trained "
                  "each year, and each will stay for two years at least.\n",
            "text");
    heading_is(d, "Where", "Where we are now", 2);
    heading_is(d, "Next", "Next steps", 1);
    heading_is(d, "2.1", "2.1 Nurses", 2);
    ck_assert_uint_eq(d->sections.v[plan_block(d, "Our twenty")->section].time, DOC_TIME_PRESENT);
    ck_assert_uint_eq(d->sections.v[plan_block(d, "Six nurses")->section].time, DOC_TIME_FUTURE);
    doc_free(d);
}
END_TEST

START_TEST(contents_with_leaders)
{
    struct doc *d =
        plan_read("Contents\n\n1 Opening hours ........ 2\n2 Staff ............... 3\n3 "
                  "Money ............... 9\n\n1 Opening hours\n\nWe will open late on two "
                  "evenings, and on one of them until nine at night.\n",
            "text");
    ck_assert(plan_block(d, "1 Opening hours ..")->marks & DOC_CONTENTS);
    heading_is(d, "1 Opening", "1 Opening hours", 1);
    ck_assert_uint_eq(plan_block(d, "We will open late")->marks, 0);
    doc_free(d);
}
END_TEST

START_TEST(contents_until_the_first_title_returns)
{
    struct doc *d =
        plan_read("Contents\n\nWelcome\n\nOur hours\n\nOur people\n\nWelcome\n\nThis plan "
                  "says what we will do for the people of the vale next year.\n",
            "text");
    ck_assert_uint_eq(plan_block(d, "Our people")->marks, DOC_CONTENTS);
    ck_assert_uint_eq(plan_block(d, "This plan says")->marks, 0);
    heading_is(d, "Welcome", "Welcome", 2);
    doc_free(d);
}
END_TEST

START_TEST(contents_on_lines_of_one_paragraph)
{
    struct doc *d = plan_read("## Contents\n\n1 Welcome\n2 Our hours: late, and on Sundays\n3 Our "
                              "people\n\n## 1 Welcome\n\nThis plan says what we will do.\n\n## 2 "
                              "Our hours\n\nWe open late.\n\n## 3 Our people\n\nWe have ten.\n",
        "markdown");
    ck_assert(plan_block(d, "1 Welcome")->marks & DOC_CONTENTS);
    ck_assert_uint_eq(plan_block(d, "We open late")->marks, 0);
    doc_free(d);
}
END_TEST

START_TEST(run_in_heads)
{
    struct doc *d = plan_read(
        "Recruitment: we will hire ten doctors before the end of next year, from here and "
        "abroad.\n\n"
        "We will see. The rest is open and will be told when the time for telling it has come.\n\n"
        "The team has two goals: to open late and to answer every call that is made within a "
        "day.\n",
        "text");
    const struct doc_block *b = plan_block(d, "Recruitment:");
    ck_assert_uint_eq(b->kind, DOC_HEADING);
    ck_assert(b->run_in);
    const struct doc_sentence *s = plan_sentence(d, "we will hire");
    ck_assert_uint_ne(s->lead, DOC_NONE);
    plan_text_is(d, d->sentences.v[s->lead].at, d->sentences.v[s->lead].end, "Recruitment:");
    ck_assert_uint_eq(plan_block(d, "We will see.")->kind, DOC_PARAGRAPH);
    ck_assert_uint_eq(plan_block(d, "The team has")->kind, DOC_PARAGRAPH);
    plan_is_settled(d);
    doc_free(d);
}
END_TEST

START_TEST(marked_headings_stay)
{
    struct doc *d =
        plan_read("# Plan\n\n## Hours\n\nShort line\n\nWe will open late on two evenings "
                  "a week, at first in one place and then in all the others.\n",
            "markdown");
    size_t headings = 0;
    for (size_t i = 0; i < d->blocks.n; i++)
        headings += d->blocks.v[i].kind == DOC_HEADING;
    ck_assert_uint_eq(headings, 2);
    doc_free(d);
}
END_TEST

/* Time in proportion to the text: a million headings and a page without an end. */
START_TEST(large)
{
    struct buf b;
    buf_init(&b, 1u << 28);
    for (int i = 0; i < 100000; i++)
        buf_printf(&b, "%d.%d Hours of Work There is a %d here and a Name of It\n\n", i % 90 + 1,
            i % 7 + 1, i);
    for (int i = 0; i < 200000; i++)
        buf_add_str(&b, "to: Open late See all Contents 1.1 A Title The CCG will do ");
    struct doc *d = plan_read(buf_str(&b), "text");
    ck_assert_uint_gt(d->sentences.n, 1000);
    doc_free(d);
    buf_clear(&b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("analyse/headings");
    TCase *t = tcase_create("headings");
    tcase_add_test(t, running_headings);
    tcase_add_test(t, parts_of_sentences_are_no_headings);
    tcase_add_test(t, numbered_paragraphs_are_no_headings);
    tcase_add_test(t, amounts_are_no_headings);
    tcase_add_test(t, asked_and_answered);
    tcase_add_test(t, line_headings);
    tcase_add_test(t, contents_with_leaders);
    tcase_add_test(t, contents_until_the_first_title_returns);
    tcase_add_test(t, contents_on_lines_of_one_paragraph);
    tcase_add_test(t, run_in_heads);
    tcase_add_test(t, marked_headings_stay);
    suite_add_tcase(s, t);
    TCase *slow = tcase_create("large");
    tcase_set_timeout(slow, 60);
    tcase_add_test(slow, large);
    suite_add_tcase(s, slow);
    return plan_suite(s);
}
