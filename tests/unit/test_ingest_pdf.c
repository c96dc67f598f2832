/* PDF: the answers of the program taken apart, pages set by hand (one segment a line: place, size,
 * look, text), and the samples that tests/data/make_pdfs.py makes, read through the program. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "ingest/pdf.h"
#include "read_blocks.h"
#include "suite.h"

static struct doc *read_wire(const char *wire)
{
    struct ingest_error error = {0};
    struct doc *d = doc_new("wire", "pdf");
    ck_assert_msg(pdf_read_wire(d, wire, strlen(wire), &error), "%s: %s", error.code, error.text);
    return d;
}

#define FIRST PDF_WIRE_FIRST "\n"
#define A4    "p 1 5950 8420 0 1\n"

static const struct {
    const char *what, *wire;
    bool whole;
} answers[] = {
    {"a page without text", FIRST "p 1 5950 8420 1 1\ne\n", true},
    {"a label of any text", FIRST "p 1 5950 8420 0 A-7 \xE2\x80\x93 x\ns 1 1 9 9 9 0 a\ne\n", true},
    {"numbers below nought", FIRST A4 "s -5 -1 9 9 9 0 a\ne\n", true},
    {"nothing", "", false},
    {"no first line", A4 "e\n", false},
    {"another version", "planassure-pdf 2\n" A4 "e\n", false},
    {"no last line", FIRST A4 "s 1 1 9 9 9 0 a\n", false},
    {"a cut line", FIRST A4 "s 1 1 9 9 9 0 a\ne", false},
    {"more after the end", FIRST A4 "e\np 2 1 1 0 2\n", false},
    {"a segment before the page", FIRST "s 1 1 9 9 9 0 a\n" A4 "e\n", false},
    {"pages that do not count up", FIRST A4 A4 "e\n", false},
    {"a number that is none", FIRST A4 "s 1 x 9 9 9 0 a\ne\n", false},
    {"a line of another kind", FIRST A4 "q 1\ne\n", false},
    {"an empty line", FIRST A4 "\ne\n", false},
};

START_TEST(answer_is_whole_or_none)
{
    struct pdf_layout *l = pdf_layout_parse(answers[_i].wire, strlen(answers[_i].wire));
    ck_assert_msg((l != NULL) == answers[_i].whole, "%s", answers[_i].what);
    pdf_layout_free(l);
}
END_TEST

static const struct {
    const char *what, *wire, *blocks;
} pages[] = {
    {"lines of a paragraph; a line that left room ends it",
        FIRST A4 "s 700 1000 5200 1150 110 0 The hall opens at noon on every weekday and stays\n"
                 "s 700 1130 3000 1280 110 0 open until half past nine.\n"
                 "s 700 1260 5200 1410 110 0 Another paragraph begins here and it goes on for\n"
                 "s 700 1390 5100 1540 110 0 as long as the first, or a little less than that\ne\n",
        "P: The hall opens at noon on every weekday and stays open until half past nine.\n"
        "P: Another paragraph begins here and it goes on for as long as the first, or a little "
        "less than that\n"},
    {"a hyphen goes where the plan has the word whole, and stays in a compound",
        FIRST A4
        "s 700 1000 5200 1150 110 0 One village committee asks for a self-contained commit-\n"
        "s 700 1130 5200 1280 110 0 tee room, and the other one asks for nothing but self-\n"
        "s 700 1260 3000 1410 110 0 contained heating.\ne\n",
        "P: One village committee asks for a self-contained committee room, and the other one asks "
        "for nothing but self-contained heating.\n"},
    {"a raised number at a word is a note's mark, not a figure",
        FIRST A4 "s 700 1000 2000 1150 110 0 Fees pay for it\n"
                 "s 2005 980 2040 1060 60 0 1\ns 2045 1000 5000 1150 110 0 all year.\ne\n",
        "P: Fees pay for it all year.\n"},
    {"bullets and how deep they lie",
        FIRST A4 "s 700 1000 760 1150 110 0 \xE2\x80\xA2\ns 900 1000 2000 1150 110 0 outer\n"
                 "s 1000 1150 1060 1300 110 0 \xE2\x80\x93\ns 1200 1150 2000 1300 110 0 inner\n"
                 "s 700 1300 760 1450 110 0 \xE2\x80\xA2\ns 900 1300 2000 1450 110 0 outer again\n"
                 "e\n",
        "L1: outer\nL2: inner\nL1: outer again\n"},
    {"a word that a narrow cell cut; a number likewise",
        FIRST A4
        "s 700 900 5200 1050 110 0 All our pharmacies and the two big practices belong to it\n"
        "s 700 1200 1200 1350 110 1 Place\ns 1400 1200 1960 1350 110 1 Pharmac\n"
        "s 1400 1340 1550 1490 110 1 ies\ns 2200 1200 2700 1350 110 1 Money\n"
        "s 700 1540 1200 1690 110 0 Dale\ns 1400 1540 1500 1690 110 0 7\n"
        "s 2200 1540 2600 1690 110 0 \xC2\xA3"
        "2,40\ns 2200 1680 2600 1830 110 0 0,000\n"
        "s 700 1880 1200 2030 110 0 Both\ns 1400 1880 1500 2030 110 0 9\n"
        "s 2200 1880 2600 2030 110 0 \xC2\xA3"
        "50\ne\n",
        "P: All our pharmacies and the two big practices belong to it\n"
        "cell 0,0 head: Place\ncell 0,1 head: Pharmacies\ncell 0,2 head: Money\n"
        "cell 1,0: Dale\ncell 1,1: 7\ncell 1,2: \xC2\xA3"
        "2,400,000\n"
        "cell 2,0: Both\ncell 2,1: 9\ncell 2,2: \xC2\xA3"
        "50\n"},
    {"a head of its own and a line of contents",
        FIRST A4
        "s 700 1000 2000 1180 140 1 Contents\n"
        "s 700 1300 5200 1450 110 0 Opening hours ............ 3\n"
        "s 700 1430 5200 1580 110 0 Money ............ 5\n"
        "s 700 1700 5200 1850 110 0 The plan begins with these words and then goes on\ne\n",
        "H1: Contents\nP (contents): Opening hours ............ 3\n"
        "P (contents): Money ............ 5\n"
        "P: The plan begins with these words and then goes on\n"},
};

START_TEST(page_is_read)
{
    struct buf out;
    struct doc *d = read_wire(pages[_i].wire);
    print_blocks(d, &out);
    ck_assert_msg(
        !strcmp(buf_str(&out), pages[_i].blocks), "%s:\n%s", pages[_i].what, buf_str(&out));
    buf_clear(&out);
    doc_free(d);
}
END_TEST

/* Pages whose labels count up are called by them; others from 1. */
START_TEST(pages_are_called_by_their_labels)
{
    struct doc *d = read_wire(FIRST "p 1 5950 8420 0 41\ns 1 1 9 9 9 0 a\n"
                                    "p 2 5950 8420 0 42\ns 1 1 9 9 9 0 b\ne\n");
    ck_assert_uint_eq(d->pages.n, 2);
    ck_assert_uint_eq(d->pages.v[1].number, 42);
    doc_free(d);
    d = read_wire(FIRST "p 1 5950 8420 0 iv\ns 1 1 9 9 9 0 a\n"
                        "p 2 5950 8420 0 1\ns 1 1 9 9 9 0 b\ne\n");
    ck_assert_uint_eq(d->pages.v[1].number, 2);
    doc_free(d);
}
END_TEST

START_TEST(page_that_is_a_picture_is_noted)
{
    struct doc *d = read_wire(FIRST "p 1 5950 8420 0 1\ns 1 1 9 9 9 0 a\np 2 5950 8420 1 2\ne\n");
    ck_assert_uint_eq(d->notes.n, 1);
    ck_assert_str_eq(d->notes.v[0].code, "pdf.page-without-text");
    doc_free(d);
}
END_TEST

#ifdef HAVE_PDF
static char *sample(const char *name, size_t *len)
{
    struct arena *a = arena_new();
    const char *source = getenv("SRC");
    char *bytes = NULL;
    const char *path = arena_printf(a, "%s/tests/data/%s", source ? source : ".", name);
    ck_assert_int_eq(file_read(path, 1 << 20, &bytes, len), FILE_OK);
    arena_free(a);
    return bytes;
}

static void check_blocks(const char *name, const char *blocks)
{
    struct buf out, short_out;
    size_t len;
    char *bytes = sample(name, &len);
    struct doc *d = read_bytes(name, bytes, len);
    print_blocks(d, &out);
    buf_init(&short_out, 1 << 20);
    for (const char *p = buf_str(&out), *nl; (nl = strchr(p, '\n')); p = nl + 1) {
        size_t n = (size_t)(nl - p); /* long lines by their beginning and end */
        buf_add(&short_out, p, n < 100 ? n : 40);
        if (n >= 100)
            buf_printf(&short_out, "...%.*s", 40, nl - 40);
        buf_add_char(&short_out, '\n');
    }
    ck_assert_msg(!strcmp(buf_str(&short_out), blocks), "%s:\n%s", name, buf_str(&short_out));
    buf_clear(&out);
    buf_clear(&short_out);
    doc_free(d);
    xfree(bytes);
}

START_TEST(layout_is_read)
{
    check_blocks("layout.pdf",
        "P (furniture): Ashmere and Dale village hall plan\n"
        "H1: Plan for the village halls of Ashmere and Dale\n"
        "P: Written by the hall committee, 3 May 2024.\n"
        "H2: 1 Opening hours\n"
        "P: The hall committee meets in the readi...he main door, so that nobody has to ask.\n"
        "H3: 1.1 Evenings\n"
        "P: From September the hall opens until 21:30 on four evenings a week. It needs:\n"
        "L1: two keyholders for every evening, named on the board by the door before the season "
        "begins\n"
        "L1: heating that works\n"
        "L2: a new boiler\n"
        "L2: a timer\n"
        "L1: a list of bookings\n"
        "H4: Keys.\n"
        "P: Mrs Dell keeps three keys and lends one to each club that has paid its fee for the "
        "season.\n"
        "H3: 1.2 Steps\n"
        "L1: 1. Ask the clubs what they want.\n"
        "L1: 2. Print the new hours and hang them beside the main door and in the window of the "
        "shop.\n"
        "L1: 3. Open.\n"
        "H2: 2 Money and people\n"
        "caption: Table 1: who does what in each hall\n"
        "cell 0,0 head: Hall\n"
        "cell 0,1 head: Keyholder\n"
        "cell 0,2 head: What is planned\n"
        "cell 0,3 head: By\n"
        "cell 1,0: Ashmere hall\n"
        "cell 1,1: Mrs Dell\n"
        "cell 1,2: New boiler and a timer for the heating of the main room\n"
        "cell 1,3: 1 September 2024\n"
        "cell 2,0: Dale reading room\n"
        "cell 2,1: Mr Hobbs and Miss Fenn\n"
        "cell 2,2: Shelves/Lamps for every desk\n"
        "cell 2,3: Easter 2025\n"
        "cell 3,0: Both\n"
        "cell 3,1: The committee\n"
        "cell 3,2: One list of bookings\n"
        "cell 3,3: 1 July 2024\n"
        "P: The hall committee meets in the readi...reen behind it. Fees pay for the boiler.\n"
        "P (footnote): 1 The fee is \xC2\xA3"
        "40 a season for a club and nothing for the school.\n"
        "P (furniture): Draft for the parish, page 1 of 3\n"
        "P (furniture) p2: Ashmere and Dale village hall plan\n"
        "P p2: The hall committee meets in the re...ntence of this long paragraph ends here.\n"
        "P p2: The hall committee meets in the re...tchen, the stage or the green behind it.\n"
        "P (furniture) p2: Draft for the parish, page 2 of 3\n"
        "P p2: The hall committee meets in the re...green behind it. And here the plan ends.\n"
        "P (furniture) p3: Ashmere and Dale village hall plan\n"
        "P (furniture) p3: Draft for the parish, page 3 of 3\n");
}
END_TEST

START_TEST(columns_are_read)
{
    check_blocks("columns.pdf",
        "H1: News from the reading room\n"
        "P: This letter goes to every house in Dale twice a year.\n"
        "H2: Shelves\n"
        "P: Mr Hobbs has built shelves along the ...ave room for the piano, which will stay.\n"
        "P: Alpha ends the first column with lamp... come from the old school, which closed.\n"
        "H2: Evenings\n"
        "P: Beta tells of evenings with soup. The...names by noon so that nothing is wasted.\n"
        "P: Omega closes the letter with thanks t...o those who lent their vans for the day.\n"
        "P: Write to the committee with your own news.\n");
}
END_TEST

static void check_error(const char *bytes, size_t len, const char *code)
{
    struct ingest_error error;
    struct doc *d = ingest("x.pdf", bytes, len, NULL, &error);
    ck_assert_msg(!d, "%s was expected", code);
    ck_assert_str_eq(error.code, code);
}

/* Unpainted, or in the colour of its ground; the recognised words of a scan are what is seen. */
START_TEST(what_nobody_sees_is_marked)
{
    check_blocks("hidden.pdf", "P: The hall opens at noon.\n"
                               "P: White words on a dark row.\n"
                               "P: Words on a white box.\n"
                               "P: Pale grey words can be read.\n"
                               "P (hidden): White words on paper.\n"
                               "P (hidden): Nearly white words on paper.\n"
                               "P (hidden): Dark words on a dark row.\n"
                               "P (hidden): Words that are not painted.\n"
                               "P p2: Recognised words of a scan.\n"
                               "P p3: White words on a picture.\n"
                               "P p3: Read on.\n"
                               "P (hidden) p3: Unpainted words beside a small picture.\n");
}
END_TEST

START_TEST(what_cannot_be_read_is_told)
{
    size_t len;
    char *bytes = sample("scan.pdf", &len);
    check_error(bytes, len, "plan.no-text");
    xfree(bytes);
    bytes = sample("encrypted.pdf", &len);
    check_error(bytes, len, "plan.encrypted");
    xfree(bytes);
    bytes = sample("layout.pdf", &len);
    check_error(bytes, 200, "plan.damaged");
    xfree(bytes);
    check_error("%PDF-1.7\n", 9, "plan.damaged");
}
END_TEST

/* Mutated files: every one is answered. */
START_TEST(damage_is_survived)
{
    size_t len;
    char *bytes = sample("columns.pdf", &len);
    uint32_t seed = 12345;
    for (int round = 0; round < 12; round++) {
        char *copy = xmalloc(len);
        memcpy(copy, bytes, len);
        for (int k = 0; k < 40; k++) {
            seed = seed * 1664525u + 1013904223u;
            copy[(seed >> 8) % len] = (char)(seed >> 3);
        }
        struct ingest_error error;
        struct doc *d = ingest("x.pdf", copy, round % 2 ? len : len * 3 / 4, "pdf", &error);
        ck_assert(d || error.code[0]);
        doc_free(d);
        xfree(copy);
    }
    xfree(bytes);
}
END_TEST

START_TEST(reader_that_is_not_there_is_told)
{
    size_t len;
    char *bytes = sample("layout.pdf", &len);
    char *was = getenv("PLANASSURE_LIBEXEC");
    struct arena *a = arena_new();
    was = arena_strdup(a, was);
    setenv("PLANASSURE_LIBEXEC", "/nowhere", 1);
    check_error(bytes, len, "plan.reader-failed");
    setenv("PLANASSURE_LIBEXEC", was ? was : "", 1);
    arena_free(a);
    xfree(bytes);
}
END_TEST
#endif

int main(void)
{
    Suite *s = suite_create("ingest_pdf");
    TCase *t = tcase_create("pdf");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, answer_is_whole_or_none, 0, sizeof answers / sizeof *answers);
    tcase_add_loop_test(t, page_is_read, 0, sizeof pages / sizeof *pages);
    tcase_add_test(t, pages_are_called_by_their_labels);
    tcase_add_test(t, page_that_is_a_picture_is_noted);
#ifdef HAVE_PDF
    tcase_add_test(t, layout_is_read);
    tcase_add_test(t, columns_are_read);
    tcase_add_test(t, what_nobody_sees_is_marked);
    tcase_add_test(t, what_cannot_be_read_is_told);
    tcase_add_test(t, damage_is_survived);
    tcase_add_test(t, reader_that_is_not_there_is_told);
#endif
    suite_add_tcase(s, t);
    return suite_run(s);
}
