/* Tables drawn in text and in Markdown: the words of each cell together, rows on their lines. */
#include "doc_places.h"
#include "read_blocks.h"
#include "suite.h"

static void reads_as(const char *name, const char *text, const char *blocks)
{
    struct doc *d = read_bytes(name, text, strlen(text));
    struct buf out;
    check_places(d);
    print_blocks(d, &out);
    ck_assert_str_eq(buf_str(&out), blocks);
    buf_clear(&out);
    doc_free(d);
}

static const struct {
    const char *text, *blocks;
} drawings[] = {
    /* one line a row, an empty line at the end */
    {"Before.\n\n  Hub     Rooms   Cost\n  ------- ------- -----\n  North   12      £9\n"
     "  South   3       £7\n\nAfter.\n",
        "P: Before.\ncell 0,0 head: Hub\ncell 0,1 head: Rooms\ncell 0,2 head: Cost\n"
        "cell 1,0: North\ncell 1,1: 12\ncell 1,2: £9\ncell 2,0: South\ncell 2,1: 3\ncell 2,2: £7\n"
        "P: After.\n"},
    /* rows of several lines between whole rules */
    {"  -------------------\n  Hub in    Rooms to\n  the plan  let\n  --------- ---------\n"
     "  North     twelve\n  Quay      new ones\n\n  South     three\n  "
     "-------------------\nAfter.\n",
        "cell 0,0 head: Hub in the plan\ncell 0,1 head: Rooms to let\n"
        "cell 1,0: North Quay\ncell 1,1: twelve new ones\ncell 2,0: South\ncell 2,1: three\n"
        "P: After.\n"},
    /* without heads, and with two rules of equal signs above and below them */
    {"----- -----\nNorth 12\nSouth 3\n----- -----\n\nText\n",
        "cell 0,0: North\ncell 0,1: 12\ncell 1,0: South\ncell 1,1: 3\nP: Text\n"},
    {"===== =====\nHub   Rooms\n===== =====\nNorth 12\nSouth 3\n===== =====\n",
        "cell 0,0 head: Hub\ncell 0,1 head: Rooms\ncell 1,0: North\ncell 1,1: 12\ncell 2,0: South\n"
        "cell 2,1: 3\n"},
    /* a line without its first cell: a further line where the words had no room, else a row */
    {"Hub   Rooms\n----- ------\nNorth twelve\n      rooms\nSouth 3\n      4\n",
        "cell 0,0 head: Hub\ncell 0,1 head: Rooms\ncell 1,0: North\ncell 1,1: twelve rooms\n"
        "cell 2,0: South\ncell 2,1: 3\ncell 3,0: \ncell 3,1: 4\n"},
    /* a grid: rows of two lines, cells over two columns and over two rows */
    {"+-----+------+-----+\n| Hub | Cost | By  |\n+=====+======+=====+\n| No- | £9   | Q1  |\n"
     "| rth | or   |     |\n+-----+------+-----+\n| both, one  | Q2  |\n+-----+------+     |\n"
     "| Sou | £7   | end |\n+-----+------+-----+\n",
        "cell 0,0 head: Hub\ncell 0,1 head: Cost\ncell 0,2 head: By\ncell 1,0: No- rth\n"
        "cell 1,1: £9 or\ncell 1,2: Q1\ncell 2,0 1x2: both, one\ncell 2,2 2x1: Q2 end\n"
        "cell 3,0: Sou\ncell 3,1: £7\n"},
    /* as databases print: no rules between the rows */
    {"+-----+------+\n| hub | cost |\n+-----+------+\n| Nor | 9    |\n| Sou | 7    |\n| Est | 5    "
     "|\n"
     "+-----+------+\n",
        "cell 0,0 head: hub\ncell 0,1 head: cost\ncell 1,0: Nor\ncell 1,1: 9\ncell 2,0: Sou\n"
        "cell 2,1: 7\ncell 3,0: Est\ncell 3,1: 5\n"},
};

START_TEST(drawn)
{
    reads_as("plan.txt", drawings[_i].text, drawings[_i].blocks);
}
END_TEST

/* Every line but the rows' stays where it was. */
START_TEST(lines_stay)
{
    static const char text[] = "One\n\nHub    Rooms\n-----  -----\nNorth  12\n\nSix is here.\n";
    static const char rst[] =
        "One\n\n===== =====\nHub   Rooms\n===== =====\nNorth 12\n===== =====\n\n"
        "Nine is here.\n";
    static const struct {
        const char *name, *text;
        uint32_t row, last;
    } plans[] = {
        {"a.txt", text, 5, 7}, {"a.md", text, 5, 7}, {"b.txt", rst, 6, 9}, {"b.md", rst, 6, 9}};
    const char *bytes = plans[_i].text;
    struct doc *d = read_bytes(plans[_i].name, bytes, strlen(bytes));
    uint32_t line, column;
    ck_assert_uint_eq(d->tables.n, 1);
    const struct doc_block *cell = &d->blocks.v[d->tables.v[0].first_block + 2];
    ck_assert_uint_eq(cell->row, 1);
    doc_place(d, cell->at, &line, &column);
    ck_assert_uint_eq(line, plans[_i].row);
    doc_place(d, d->blocks.v[d->blocks.n - 1].at, &line, &column);
    ck_assert_uint_eq(line, plans[_i].last);
    doc_free(d);
}
END_TEST

START_TEST(markdown)
{
    reads_as("plan.md",
        "+-------+-------+\n| Hub   | Cost  |\n+=======+=======+\n| **N** | a\\|b  |\n"
        "+-------+-------+\n",
        "cell 0,0 head: Hub\ncell 0,1 head: Cost\ncell 1,0: N\ncell 1,1: a|b\n");
    reads_as("plan.md",
        "+------+------+\n| Hub  | Cost |\n+======+======+\n| *No* | 9    |\n| rth  |      |\n"
        "+------+------+\n\nText.\n",
        "cell 0,0 head: Hub\ncell 0,1 head: Cost\ncell 1,0: No rth\ncell 1,1: 9\nP: Text.\n");
    reads_as("plan.md", "```\nHub   Rooms\n----- -----\nNorth 12\n```\n",
        "P: Hub Rooms/----- -----/North 12\n");
}
END_TEST

/* What only looks like a table is text: a heading with a line under it, a line between two parts, a
 * rule that words run through, a frame that does not end. */
START_TEST(no_tables)
{
    static const char *const texts[] = {"Our hubs\n--------\nThe rooms are old.\n",
        "One part ends here.\n\n--- ---\n\nAnother begins.\n",
        "Words that run\n----- -----\nthrough both columns\nof every line here\n",
        "------------------\nHub and rooms\n\nNo end of it.\n", "+---+\n| a |\n",
        "+-----+-----+\nno bars here\n+-----+-----+\n"};
    struct doc *d = read_bytes("a.txt", texts[_i], strlen(texts[_i]));
    ck_assert_uint_eq(d->tables.n, 0);
    ck_assert_uint_eq(d->len, strlen(texts[_i]));
    doc_free(d);
}
END_TEST

/* Crooked grids: no word is lost, whatever their last rule looks like. */
START_TEST(crooked)
{
    static const char *const texts[] = {
        "+----+-----+\n|alfa|bravo|\n+----+-----+\n|carl|delta|\n|echo|foxes|\n+-----+----+\n",
        "+----+-----+\n+----+-----+\n+----+-----+\n|alfa|bravo|\n+----+-----+\n|carl|delta|\n"
        "|echo|foxes|\n+----+-----+\n"};
    static const char *const words[] = {"alfa", "bravo", "carl", "delta", "echo", "foxes"};
    struct doc *d = read_bytes("a.txt", texts[_i], strlen(texts[_i]));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(strstr(d->text, words[i]) != NULL, "%s is lost", words[i]);
    check_places(d);
    doc_free(d);
}
END_TEST

/* A text that begins tables on every line and ends none is read in time. */
START_TEST(looks)
{
    struct buf text;
    buf_init(&text, 1 << 24);
    for (int i = 0; i < 100000; i++)
        buf_printf(&text, "%*s--- ---\n+--+--+\n|\n", i % 50, "");
    struct doc *d = read_bytes("a.txt", text.s, text.len);
    ck_assert_uint_gt(d->blocks.n, 0);
    doc_free(d);
    buf_clear(&text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ingest_ruled");
    TCase *t = tcase_create("ingest_ruled");
    tcase_add_loop_test(t, drawn, 0, (int)(sizeof drawings / sizeof *drawings));
    tcase_add_loop_test(t, lines_stay, 0, 4);
    tcase_add_test(t, markdown);
    tcase_add_loop_test(t, no_tables, 0, 6);
    tcase_add_loop_test(t, crooked, 0, 2);
    tcase_add_test(t, looks);
    suite_add_tcase(s, t);
    return suite_run(s);
}
