/* What a browser shows and what it does not, as blocks. */
#include "read_blocks.h"
#include "suite.h"

static const struct {
    const char *html, *blocks;
} blocks_rows[] = {
    {"<html><p>one <b>two</b>\nthree</p>four", "P: one two/three\nP: four\n"},
    {"<html><h1>T</h1><h3>S</h3>x", "H1: T\nH3: S\nP: x\n"},
    {"<html><p>a&nbsp;b &amp; caf\xE9 &pound;5</p>", "P: a b & caf\xC3\xA9 \xC2\xA3"
                                                     "5\n"},
    {"<html><script>x=1</script><style>p{}</style><noscript>no</noscript><p>a", "P: a\n"},
    /* lists */
    {"<html><p>We will:<ul><li>a<ul><li>b</ul><li>c</ul>", "P: We will:\nL1: a\nL2: b\nL1: c\n"},
    {"<html><ol start=3 type=i><li>x<li value=9>y</ol>", "L1: iii. x\nL1: ix. y\n"},
    {"<html><ol><li><p>a</p><p>b</p></li></ol>", "L1: 1. a b\n"},
    {"<html><dl><dt>GP<dd>a doctor</dl>", "P: GP\nL1: a doctor\n"},
    /* tables */
    {"<html><table><caption>C</caption><thead><tr><th>A<th>B</thead><tr><td>1<td>2</table>",
        "caption: C\ncell 0,0 head: A\ncell 0,1 head: B\ncell 1,0: 1\ncell 1,1: 2\n"},
    {"<html><table><tr><td rowspan=2>A<td colspan=2>B<tr><td>1<td>2</table>",
        "cell 0,0 2x1: A\ncell 0,1 1x2: B\ncell 1,1: 1\ncell 1,2: 2\n"},
    {"<html><table><tr><td><b>A</b><td><b>B</b><tr><td>1<td><p>2<ul><li>x<li>y</ul></table>",
        "cell 0,0 head: A\ncell 0,1 head: B\ncell 1,0: 1\n"
        "cell 1,1: 2 \xE2\x80\xA2 x \xE2\x80\xA2 y\n"},
    {"<html><table><tr><td><h2>Box</h2>text</table>", "H2: Box\nP: text\n"},
    {"<html><table><tr><td>l<table><tr><td>k<td>v</table><td>r</table>",
        "P: l\ncell 0,0: k\ncell 0,1: v\nP: r\n"},
    /* headings by look */
    {"<html><h2>A</h2><p><strong>Our people</strong></p><p>x</p>", "H2: A\nH3: Our people\nP: x\n"},
    {"<html><p><b>We will open on Saturdays.</b></p>", "P: We will open on Saturdays.\n"},
    {"<html><p><b>Who:</b></p><ul><li>us</ul>", "P: Who:\nL1: us\n"},
    {"<html><p><b>Dr A</b> Chair</p>", "P: Dr A Chair\n"},
    {"<html><h2>A</h2><p><b>Workforce.</b> Two nurses.</p><p>\n<b>Estates</b>: one site.</p>",
        "H2: A\nH3: Workforce.\nP: Two nurses.\nH3: Estates:\nP: one site.\n"},
    {"<html><p><b>Bold.</b></p><p><b>We will act.</b> Soon.</p>",
        "P: Bold.\nP: We will act. Soon.\n"},
    {"<html><p>Table 1: x</p><table><tr><td>a<td>b</table><p>Table 2: no</p><p>y</p>",
        "caption: Table 1: x\ncell 0,0: a\ncell 0,1: b\nP: Table 2: no\nP: y\n"},
    /* the site around the plan */
    {"<html><nav>menu</nav><main><p>plan</p></main><p>more</p>",
        "P (boilerplate): menu\nP: plan\nP (boilerplate): more\n"},
    {"<html><header><h1>Site</h1></header><article><header><h1>Plan</h1></header>x</article>"
     "<footer>f</footer>",
        "H1 (boilerplate): Site\nH1: Plan\nP: x\nP (boilerplate): f\n"},
    {"<html><div class='cookie-bar'>ok</div><div role=navigation>n</div><aside>see</aside><p>x",
        "P (boilerplate): ok\nP (boilerplate): n\nP (boilerplate): see\nP: x\n"},
    {"<html><section id=navigation><h2 id=cookie>Cookies</h2>x</section>", "H2: Cookies\nP: x\n"},
    {"<html><main>x</main><div>the text of the plan stands outside of what says main</div>",
        "P: x\nP: the text of the plan stands outside of what says main\n"},
    {"<html><p>a<sup><a href='#1'>1</a></sup> b m<sup>2</sup></p><section "
     "class=footnotes>n</section>",
        "P: a b m2\nP (footnote): n\n"},
    /* hidden text */
    {"<html><p hidden>h</p><p style='Display : None'>i</p><p>x",
        "P (hidden): h\nP (hidden): i\nP: x\n"},
    {"<html><p>We will <i style='display:none'>not</i> open", "P: We will open\n"},
    {"<html><ul><li>a<li hidden>b</ul>", "L1: a\nL1 (hidden): b\n"},
    /* forms and breaks */
    {"<html><p><input type=checkbox checked>Yes <input type=checkbox>No",
        "P: \xE2\x98\x92 Yes \xE2\x98\x90 No\n"},
    {"<html><select><option>a<option selected>b</select>", "P: b\n"},
    {"<html><p>a<br>b<br><br>c", "P: a b\nP: c\n"},
    {"<html><p>co&shy;operate", "P: cooperate\n"},
};

START_TEST(blocks)
{
    const char *s = blocks_rows[_i].html;
    struct doc *d = read_bytes("x", s, strlen(s));
    struct buf b;
    ck_assert_str_eq(d->format, "html");
    print_blocks(d, &b);
    ck_assert_str_eq(buf_str(&b), blocks_rows[_i].blocks);
    buf_clear(&b);
    doc_free(d);
}
END_TEST

START_TEST(keeps_lines)
{
    static const char s[] =
        "<!DOCTYPE html>\r\n<html>\n<h1>Plan\nfor us</h1>\n\n<ul>\n<li>one</li>\n"
        "<li>two\n\nlines</li></ul><table>\n<tr><td>a</td>\n<td>b</td></tr></table>";
    static const uint32_t lines[] = {3, 7, 8, 11, 12};
    struct doc *d = read_bytes("x", s, strlen(s));
    ck_assert_str_eq(d->title, "Plan for us");
    ck_assert_uint_eq(d->blocks.n, 5);
    for (size_t i = 0; i < 5; i++) {
        uint32_t line, column;
        doc_place(d, d->blocks.v[i].at, &line, &column);
        ck_assert_uint_eq(line, lines[i]);
    }
    doc_free(d);
}
END_TEST

START_TEST(counts_what_it_drops)
{
    static const char s[] = "<html><p>a <span hidden>b</span> c";
    struct doc *d = read_bytes("x", s, strlen(s));
    ck_assert_uint_eq(d->notes.n, 1);
    ck_assert_str_eq(d->notes.v[0].code, "html.hidden");
    doc_free(d);
}
END_TEST

START_TEST(utf8_wins_over_what_the_page_claims)
{
    static const char s[] = "<html><meta charset='iso-8859-1'><p>\xC2\xA3"
                            "5";
    struct doc *d = read_bytes("x", s, strlen(s));
    ck_assert_ptr_nonnull(strstr(d->text, "\xC2\xA3"
                                          "5"));
    doc_free(d);
}
END_TEST

START_TEST(refuses_what_it_cannot_read)
{
    struct ingest_error error;
    struct buf b;
    buf_init(&b, 1 << 20);
    buf_add_str(&b, "<html>");
    for (int i = 0; i < 10000; i++)
        buf_add_str(&b, "<div>");
    buf_add_str(&b, "x");
    ck_assert_ptr_null(ingest("x", b.s, b.len, NULL, &error));
    ck_assert_str_eq(error.code, "plan.damaged");
    ck_assert_ptr_null(ingest("x", "<html><script>x</script>", 24, NULL, &error));
    ck_assert_str_eq(error.code, "plan.empty");
    buf_clear(&b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ingest_html");
    TCase *t = tcase_create("ingest_html");
    tcase_add_loop_test(t, blocks, 0, (int)(sizeof blocks_rows / sizeof *blocks_rows));
    tcase_add_test(t, keeps_lines);
    tcase_add_test(t, counts_what_it_drops);
    tcase_add_test(t, utf8_wins_over_what_the_page_claims);
    tcase_add_test(t, refuses_what_it_cannot_read);
    suite_add_tcase(s, t);
    return suite_run(s);
}
