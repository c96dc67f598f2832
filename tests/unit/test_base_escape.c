/* What a plan can smuggle into a terminal or a page. */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"

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

int main(void)
{
    Suite *s = suite_create("base_escape");
    TCase *t = tcase_create("base_escape");
    tcase_add_loop_test(t, escapes, 0, (int)(sizeof escapes_rows / sizeof *escapes_rows));
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
