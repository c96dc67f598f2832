/* ODT samples (tests/data/make_samples.py says what is in them) as blocks. */
#include "config.h"

#include "read_blocks.h"
#include "suite.h"

static const struct {
    const char *file, *blocks;
} blocks_rows[] = {
    {"text.odt", "H1: Our plan\n"
                 "H1: 1 Access\n"
                 "H2: 1.1. Evenings\n"
                 "P: Text of two lines.\n"
                 "H2: 1.2. Saturdays\n"
                 "H1: 2 Digital\n"
                 "H2: By look\n"
                 "P: Below it.\n"
                 "H2: Workforce.\n"
                 "P: Two nurses start in May.\n"
                 "P: We will:\n"
                 "L1: one\n"
                 "L2: inner\n"
                 "L1: two\n"
                 "P: Then.\n"
                 "L1: 1. first\n"
                 "L2: (a) a\n"
                 "L2: (b) b\n"
                 "L1: 2. second\n"
                 "L1: 3. third\n"
                 "L1: 1. first again\n"
                 "P: a b c/d\n"
                 "P p2: New page.\n"
                 "P p2: Still going on.\n"
                 "P p3: Seen.\n"
                 "P (hidden) p3: Unseen.\n"
                 "P (hidden) p3: White\n"
                 "P p3: Noted.\n"
                 "P (footnote) p3: The note.\n"
                 "P p3: Ends.\n"
                 "P p3: Anchor.\n"
                 "P p3: In the box.\n"
                 "P p3: A remark.\n"
                 "P (hidden) p3: In a hidden section.\n"
                 "P (contents) p3: Access 1\n"
                 "P (placeholder) p3: [name]\n"
                 "P p3: End.\n"
                 "P (footnote) p3: The endnote.\n"
                 "P (furniture) p3: Draft 3\n"
                 "P (furniture) p3: Page 1\n"},
    {"tables.odt", "caption: Table 1: money\n"
                   "cell 0,0 head: Year\n"
                   "cell 0,1 head: Cost\n"
                   "cell 0,2 head: Saving\n"
                   "cell 1,0 2x1: 2017/18\n"
                   "cell 1,1: 1\n"
                   "cell 1,2: 2\n"
                   "cell 2,1 1x2: joined\n"
                   "P: A frame:\n"
                   "P: one\n"
                   "P: two\n"
                   "P: Nested:\n"
                   "cell 0,0: a\n"
                   "cell 0,1: b/c\n"
                   "cell 0,0: k\n"
                   "cell 0,1: v\n"
                   "cell 0,0: d\n"
                   "cell 0,1: e\n"
                   "P: End.\n"
                   "P (furniture): Draft 3\n"
                   "P (furniture): Page 1\n"},
};

START_TEST(blocks)
{
    struct doc *d = read_sample(blocks_rows[_i].file);
    struct buf b;
    ck_assert_str_eq(d->format, "odt");
    print_blocks(d, &b);
    ck_assert_str_eq(buf_str(&b), blocks_rows[_i].blocks);
    buf_clear(&b);
    doc_free(d);
}
END_TEST

START_TEST(says_what_it_left_out)
{
    struct doc *d = read_sample("text.odt");
    ck_assert(has_note(d, "comments"));
    ck_assert(has_note(d, "tracked-changes"));
    ck_assert(has_note(d, "hidden-text"));
    ck_assert_ptr_null(strstr(d->text, "deleted"));
    ck_assert_ptr_null(strstr(d->text, "Really"));
    ck_assert_str_eq(d->title, "Our plan");
    doc_free(d);
    d = read_sample("tables.odt");
    ck_assert_uint_eq(d->notes.n, 0);
    ck_assert(!d->has_pages);
    doc_free(d);
}
END_TEST

START_TEST(damage_is_an_error)
{
    check_damage("text.odt");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ingest_odt");
    TCase *t = tcase_create("ingest_odt");
    tcase_add_loop_test(t, blocks, 0, (int)(sizeof blocks_rows / sizeof *blocks_rows));
    tcase_add_test(t, says_what_it_left_out);
    tcase_add_test(t, damage_is_an_error);
    suite_add_tcase(s, t);
    return suite_run(s);
}
