/* DOCX samples (tests/data/make_samples.py says what is in them) as blocks. */
#include "config.h"

#include "read_blocks.h"
#include "suite.h"

static const struct {
    const char *file, *blocks;
} blocks_rows[] = {
    {"headings.docx", "H1: Our plan\n"
                      "H1: I Access\n"
                      "H2: 1.1 Evenings\n"
                      "P: Text.\n"
                      "H2: 1.2 Saturdays\n"
                      "H2: House style\n"
                      "H1: II Digital\n"
                      "H2: 2.1 Video\n"
                      "H3: By outline\n"
                      "P: Looped\n"
                      "H5: By look\n"
                      "P: Below it.\n"
                      "H4: Larger\n"
                      "P: Under the larger one.\n"
                      "P: We will open late\n"
                      "P: After.\n"
                      "H4: Workforce.\n"
                      "P: Two nurses start in May.\n"
                      "H4: Estates:\n"
                      "P: one new site.\n"
                      "P: Signed\n"},
    {"lists.docx", "P: We will:\n"
                   "L1: one\n"
                   "L2: inner\n"
                   "L1: two\n"
                   "P: Then.\n"
                   "L1: 1. first\n"
                   "L2: (a) a\n"
                   "L2: (b) b\n"
                   "L3: i) i\n"
                   "L1: 2. second\n"
                   "L2: (a) a again\n"
                   "P: Between.\n"
                   "L1: 3. third\n"
                   "L1: 5. fifth\n"
                   "L1: 6. sixth\n"
                   "P: no number\n"
                   "L1: typed\n"
                   "P: -5% is a number\n"
                   "P: left/right tab\n"
                   "P: cooperate\n"
                   "P: softly-so\n"},
    {"tables.docx", "caption: Table 1: money\n"
                    "cell 0,0 head: Year\n"
                    "cell 0,1 head: Cost\n"
                    "cell 0,2 head: Saving\n"
                    "cell 1,0 2x1: 2017/18\n"
                    "cell 1,1: 1\n"
                    "cell 1,2: 2\n"
                    "cell 2,1 1x2: joined\n"
                    "P: A frame:\n"
                    "H1: I Boxed\n"
                    "P: in a box\n"
                    "P: A form:\n"
                    "cell 0,0 head: Name\n"
                    "cell 0,1: Ashmere CCG\n"
                    "cell 1,0 head: Plan\n"
                    "cell 1,1: first/\xE2\x80\xA2 item/last\n"
                    "cell 0,0: k\n"
                    "cell 0,1: v\n"
                    "P: A long answer across the whole width of the form.\n"
                    "P: And more.\n"
                    "cell 0,0 head: Date\n"
                    "cell 0,1: May\n"
                    "P: Titled:\n"
                    "caption: Actions\n"
                    "cell 0,0 head: What\n"
                    "cell 0,1 head: Who\n"
                    "cell 1,0: x\n"
                    "cell 1,1: y\n"
                    "P: Shifted:\n"
                    "cell 0,0: a\n"
                    "cell 0,1: b\n"
                    "cell 1,0: \n"
                    "cell 1,1: c\n"
                    "P: End.\n"},
    {"extras.docx", "P: Before and after.\n"
                    "L1: x\n"
                    "L1: y\n"
                    "P (footnote): The note.\n"
                    "P (footnote): Another.\n"
                    "P: Anchor.\n"
                    "P: In the box.\n"
                    "P: We will open.\n"
                    "P: Joined to this.\n"
                    "P: kept\n"
                    "P (contents): Contents line 1\n"
                    "P (contents): Listed\n"
                    "P: See the site.\n"
                    "P: a link\n"
                    "P: Seen.\n"
                    "P (hidden): Unseen.\n"
                    "P (hidden): Gone\n"
                    "P (hidden): White\n"
                    "P: White on blue\n"
                    "P (placeholder): Click here to enter text.\n"
                    "P: \xE2\x98\x92 Yes\n"
                    "caption: Caption\n"
                    "P: End.\n"
                    "P (furniture): Draft 3\n"
                    "P (furniture): Page 1\n"},
    {"pages.docx", "P: One.\n"
                   "P p2: Two.\n"
                   "P p2: Two three.\n"
                   "P p4: Four.\n"
                   "cell 0,0 p4: four five\n"
                   "cell 0,1 p5: four five\n"
                   "P p5: Five.\n"
                   "P p6: Six.\n"
                   "P p6: Six still.\n"
                   "P p6: Six too.\n"},
};

START_TEST(blocks)
{
    struct doc *d = read_sample(blocks_rows[_i].file);
    struct buf b;
    ck_assert_str_eq(d->format, "docx");
    print_blocks(d, &b);
    ck_assert_str_eq(buf_str(&b), blocks_rows[_i].blocks);
    buf_clear(&b);
    doc_free(d);
}
END_TEST

START_TEST(says_what_it_left_out)
{
    struct doc *d = read_sample("extras.docx");
    ck_assert(has_note(d, "comments"));
    ck_assert(has_note(d, "tracked-changes"));
    ck_assert(has_note(d, "hidden-text"));
    ck_assert_ptr_null(strstr(d->text, "may"));
    ck_assert_ptr_null(strstr(d->text, "Really"));
    doc_free(d);
    d = read_sample("headings.docx");
    ck_assert_uint_eq(d->notes.n, 0);
    ck_assert_str_eq(d->title, "Our plan");
    ck_assert(!d->has_pages);
    doc_free(d);
}
END_TEST

START_TEST(lines_are_blocks_or_rows)
{
    struct doc *d = read_sample("tables.docx");
    ck_assert_ptr_nonnull(
        strstr(d->text, "Table 1: money\nYear | Cost | Saving\n2017/18 | 1 | 2\n"));
    doc_free(d);
}
END_TEST

START_TEST(damage_is_an_error)
{
    check_damage("lists.docx");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ingest_docx");
    TCase *t = tcase_create("ingest_docx");
    tcase_add_loop_test(t, blocks, 0, (int)(sizeof blocks_rows / sizeof *blocks_rows));
    tcase_add_test(t, says_what_it_left_out);
    tcase_add_test(t, lines_are_blocks_or_rows);
    tcase_add_test(t, damage_is_an_error);
    suite_add_tcase(s, t);
    return suite_run(s);
}
