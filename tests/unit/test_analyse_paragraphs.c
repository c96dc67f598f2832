/* Wrapped lines, double spacing, items, lists that run together, tables of lines. */
#include "analyse_plan.h"

START_TEST(wrapped_lines)
{
    struct doc *d = plan_read("The practices of the vale will open until eight in the even-\n"
                              "ing on two days of the week, and one of them on a Saturday\n"
                              "morning too. This has been agreed with all of them this year.\n"
                              "They will share the cost.\n"
                              "A second surgery follows in the spring, when the new doctors\n"
                              "have begun their work and the roof of the house is mended.\n",
        "text");
    ck_assert_uint_eq(d->blocks.n, 2);
    const struct doc_sentence *s = plan_sentence(d, "The practices");
    plan_text_is(d, s->end - 12, s->end, "morning too.");
    plan_is_settled(d);
    doc_free(d);
}
END_TEST

START_TEST(double_spaced)
{
    struct doc *d = plan_read("The practices of the vale will open until eight in the evening \n\n"
                              "on two days of the week, and one of them on a Saturday morning \n\n"
                              "too. The aims of the plan are as follows and they are these: \n\n"
                              " care near home for all who need it \n\n"
                              " an answer to every call within a day, whoever it is that has \n\n"
                              "called and why \n\n\n\n"
                              "The second part of the plan tells who will do this and by when \n\n"
                              "it will be done. The third part tells what it costs to do this. \n",
        "text");
    ck_assert_uint_eq(plan_block(d, "care near home")->kind, DOC_LIST_ITEM);
    const struct doc_block *b = plan_block(d, "an answer");
    ck_assert_uint_eq(b->kind, DOC_LIST_ITEM);
    plan_text_is(d, b->end - 14, b->end, "called and why");
    ck_assert_uint_eq(b->list, plan_block(d, "The practices")->list);
    ck_assert_uint_eq(plan_block(d, "The second part")->kind, DOC_PARAGRAPH);
    doc_free(d);
}
END_TEST

START_TEST(marked_items)
{
    struct doc *d =
        plan_read("We will:\n\xE2\x80\xA2 open late\n\xE2\x80\xA2 answer calls\n  within "
                  "a day\n- mend roofs\n(a) hire\n12) train\n",
            "text");
    const struct doc_block *lead = plan_block(d, "We will:");
    static const char *const items[] = {"open late", "answer calls", "mend roofs", "hire", "train"};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        ck_assert_uint_eq(plan_block(d, items[i])->kind, DOC_LIST_ITEM);
        ck_assert_uint_eq(plan_block(d, items[i])->list, lead->list);
    }
    const struct doc_sentence *s = plan_sentence(d, "mend roofs");
    ck_assert_uint_ne(s->lead, DOC_NONE);
    plan_text_is(d, d->sentences.v[s->lead].at, d->sentences.v[s->lead].end, "We will:");
    doc_free(d);
}
END_TEST

static const struct {
    const char *text;
    const char *items[6];
} runs[] = {
    {"Late care will help all of us in the vale. The next steps for the team of the vale include: "
     "Open two surgeries until eight in the evening Train six nurses for the new clinics Share "
     "appointment books between the practices The CCG will report on all of this in the spring.",
        {"Open two", "Train six", "Share app"}},
    {"The practices of the vale have agreed with each other to do the following in the coming "
     "year: "
     "open two surgeries until eight; train six nurses; and share the appointment books. Then all "
     "of it is looked at again.",
        {"open two surgeries until eight;", "train six", "and share"}},
    {"In the coming year the team of the vale will work on three things, and these three are they: "
     "1. Later hours in two places 2. More nurses for the clinics 3. A shared book of "
     "appointments. "
     "The rest waits until the year after.",
        {"Later hours", "More nurses", "A shared book of appointments."}},
    {"In the coming year the team of the vale will work on three things, and these three are they: "
     "\xE2\x80\xA2 Later hours in two places \xE2\x80\xA2 More nurses for the clinics \xE2\x80\xA2 "
     "A "
     "shared book",
        {"Later hours", "More nurses", "A shared book"}},
};

START_TEST(items_that_run_together)
{
    struct doc *d = plan_read(runs[_i].text, "text");
    size_t items = 0, want = 0;
    for (size_t i = 0; i < d->blocks.n; i++)
        items += d->blocks.v[i].kind == DOC_LIST_ITEM;
    for (; runs[_i].items[want]; want++)
        ck_assert_uint_eq(plan_block(d, runs[_i].items[want])->kind, DOC_LIST_ITEM);
    ck_assert_uint_eq(items, want);
    plan_is_settled(d);
    doc_free(d);
}
END_TEST

START_TEST(a_colon_is_no_list)
{
    struct doc *d =
        plan_read("One thing is clear to all who work here and have done so for a while: "
                  "The practices will open late. They have said so to us more than once "
                  "and will say so again.",
            "text");
    for (size_t i = 0; i < d->blocks.n; i++)
        ck_assert_uint_ne(d->blocks.v[i].kind, DOC_LIST_ITEM);
    doc_free(d);
}
END_TEST

static void cell_is(
    const struct doc *d, uint32_t table, unsigned row, unsigned col, const char *want)
{
    const struct doc_table *t = &d->tables.v[table];
    for (uint32_t i = t->first_block; i < t->end_block; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        if (b->row == row && b->col == col) {
            plan_text_is(d, b->at, b->end, want);
            return;
        }
    }
    ck_abort_msg("no cell %u, %u", row, col);
}

static const char *const tables[] = {
    "Table 1: Milestones\nAction\tOwner\tDate\nOpen late\tCara Finch\tMay 2018\nTrain\tJo "
    "Ash\t2019\n",
    "Table 1: Milestones\n\n| Action | Owner | Date |\n|---|---|---|\n| Open late | Cara Finch | "
    "May "
    "2018 |\n| Train | Jo Ash | 2019 |\n",
    "Table 1: Milestones\n\nAction            Owner         Date\nOpen late         Cara Finch    "
    "May "
    "2018\nTrain             Jo Ash        2019\n",
};

START_TEST(tables_of_lines)
{
    struct doc *d = plan_read(tables[_i], "text");
    ck_assert_uint_eq(d->tables.n, 1);
    const struct doc_table *t = &d->tables.v[0];
    ck_assert_uint_eq(t->rows, 3);
    ck_assert_uint_eq(t->cols, 3);
    ck_assert_uint_eq(t->header_rows, 1);
    ck_assert_uint_eq(t->role, DOC_TABLE_ACTIONS);
    ck_assert_uint_ne(t->caption, DOC_NONE);
    ck_assert(t->rebuilt);
    cell_is(d, 0, 1, 1, "Cara Finch");
    cell_is(d, 0, 2, 2, "2019");
    plan_is_settled(d);
    doc_free(d);
}
END_TEST

START_TEST(cells_of_several_lines)
{
    struct doc *d = plan_read("What              When         Who\n"
                              "Open two          May 2018     Cara Finch\n"
                              "surgeries late                 and team\n"
                              "Train six         June 2019    Jo Ash\n",
        "text");
    ck_assert_uint_eq(d->tables.n, 1);
    ck_assert_uint_eq(d->tables.v[0].rows, 3);
    ck_assert_uint_eq(plan_block(d, "and team")->row, 1);
    ck_assert_uint_eq(plan_block(d, "and team")->col, 2);
    ck_assert_uint_eq(plan_block(d, "Train six")->row, 2);
    doc_free(d);
}
END_TEST

START_TEST(short_first_cells)
{
    struct doc *d = plan_read("Site     Full   Part   None\n"
                              "Sat      1      4      9\n"
                              "Sun      0      0      14\n",
        "text");
    ck_assert_uint_eq(d->tables.n, 1);
    ck_assert_uint_eq(d->tables.v[0].rows, 3);
    cell_is(d, 0, 2, 0, "Sun");
    doc_free(d);
    d = plan_read(
        "1.    We will open late\nb)    and train staff   soon\n3.    and build\n", "text");
    ck_assert_uint_eq(d->tables.n, 0);
    doc_free(d);
}
END_TEST

START_TEST(one_word_a_line)
{
    struct doc *d = plan_read("Access\n\nlate\n\nhours\n\nStaff\n\nnurses\n", "text");
    ck_assert_uint_eq(d->tables.n, 0);
    doc_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("analyse/paragraphs");
    TCase *t = tcase_create("paragraphs");
    tcase_add_test(t, wrapped_lines);
    tcase_add_test(t, double_spaced);
    tcase_add_test(t, marked_items);
    tcase_add_loop_test(t, items_that_run_together, 0, (int)(sizeof runs / sizeof *runs));
    tcase_add_test(t, a_colon_is_no_list);
    tcase_add_loop_test(t, tables_of_lines, 0, (int)(sizeof tables / sizeof *tables));
    tcase_add_test(t, cells_of_several_lines);
    tcase_add_test(t, short_first_cells);
    tcase_add_test(t, one_word_a_line);
    suite_add_tcase(s, t);
    return plan_suite(s);
}
