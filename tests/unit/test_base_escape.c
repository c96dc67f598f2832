/* What a plan can smuggle into a terminal or a page. */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "suite.h"

static const struct {
    const char *in, *terminal, *xml;
} escapes_rows[] = {
    {"plain \xC2\xA3"
     "5",
        "plain \xC2\xA3"
        "5",
        "plain \xC2\xA3"
        "5"},
    {"a<b>&\"'", "a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"},
    {"\033[2J", "<U+001B>[2J", "[2J"},
    {"a\r\nb\tc\nd", "a b c d", "a\r\nb\tc\nd"},
    {"\xE2\x80\xAEtxt", "<U+202E>txt", "\xE2\x80\xAEtxt"},
    {"\xF3\xA0\x81\xA1", "<U+E0061>", "\xF3\xA0\x81\xA1"},
    {"\xEF\xBF\xB9", "<U+FFF9>", "\xEF\xBF\xB9"},
    {"\xC2\x9B"
     "1m",
        "<U+009B>1m",
        "\xC2\x9B"
        "1m"},
    {"\xFF", "\xEF\xBF\xBD", "\xEF\xBF\xBD"},
    {"\xEF\xBF\xBE", "\xEF\xBF\xBE", ""},
    {"\xE2\x80", "\xEF\xBF\xBD\xEF\xBF\xBD", "\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"\x7F", "<U+007F>", "\x7F"},
};

START_TEST(escapes)
{
    struct buf b;
    buf_init(&b, 1000);
    escape_terminal(&b, escapes_rows[_i].in, strlen(escapes_rows[_i].in));
    ck_assert_str_eq(buf_str(&b), escapes_rows[_i].terminal);
    buf_clear(&b);
    escape_xml(&b, escapes_rows[_i].in, strlen(escapes_rows[_i].in));
    ck_assert_str_eq(buf_str(&b), escapes_rows[_i].xml);
    buf_clear(&b);
}
END_TEST

enum way { CSV, MARKDOWN, CODE, GITHUB, PROPERTY, PAGE, URI };

static const struct {
    enum way way;
    const char *in, *out;
} ways_rows[] = {
    {CSV, "a \"b\", c", "\"a \"\"b\"\", c\""},
    {CSV, "=1+1", "\"'=1+1\""},
    {CSV, " \t@x", "\"'  @x\""},
    {CSV, "\xC2\xA0-1", "\"'\xC2\xA0-1\""},
    {CSV,
        "\xEF\xBC\x9D"
        "1",
        "\"'\xEF\xBC\x9D"
        "1\""},
    {CSV, "a\r\nb", "\"a b\""},
    {CSV, "", "\"\""},
    {MARKDOWN, "*a* <b> [c](d) | e", "\\*a\\* &lt;b\\> \\[c\\]\\(d\\) \\| e"},
    {MARKDOWN, "@all #1", "\\@<!-- -->all \\#<!-- -->1"},
    {CODE, "<b>", "` <b> `"},
    {CODE, "a `b` ``c``", "``` a `b` ``c`` ```"},
    {CODE, "\033[1m", "` <U+001B>[1m `"},
    {GITHUB, "50%\n::error::x", "50%25 ::error::x"},
    {PROPERTY, "a:b,c%", "a%3Ab%2Cc%25"},
    {PAGE, "<b>\xE2\x80\xAE", "&lt;b&gt;&lt;U+202E&gt;"},
    {URI, "plans/a b#?%.md", "plans/a%20b%23%3F%25.md"},
};

START_TEST(ways)
{
    struct buf b;
    buf_init(&b, 1000);
    const char *in = ways_rows[_i].in;
    switch (ways_rows[_i].way) {
    case CSV:
        escape_csv(&b, in, strlen(in));
        break;
    case MARKDOWN:
        escape_markdown(&b, in, strlen(in));
        break;
    case CODE:
        escape_markdown_code(&b, in, strlen(in));
        break;
    case GITHUB:
        escape_github(&b, in, strlen(in), false);
        break;
    case PROPERTY:
        escape_github(&b, in, strlen(in), true);
        break;
    case PAGE:
        escape_page(&b, in, strlen(in));
        break;
    case URI:
        escape_uri(&b, in, strlen(in));
        break;
    }
    ck_assert_str_eq(buf_str(&b), ways_rows[_i].out);
    buf_clear(&b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_escape");
    TCase *t = tcase_create("base_escape");
    tcase_add_loop_test(t, escapes, 0, (int)(sizeof escapes_rows / sizeof *escapes_rows));
    tcase_add_loop_test(t, ways, 0, (int)(sizeof ways_rows / sizeof *ways_rows));
    suite_add_tcase(s, t);
    return suite_run(s);
}
