/* What a regex cannot match without. */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "rules/literal.h"
#include "suite.h"

#define EIGHT "aa|bb|cc|dd|ee|ff|gg|hh|"

static const struct {
    const char *pattern, *literals; /* parted by blanks; "" when none can be told */
} rows[] = {
    {"Practice", "practice"},
    {"\\bhub\\b", "hub"},
    {"ab.cde.f", "cde"},
    {"colou?r plan", "r plan"},
    {"x+yz", "yz"},
    {"ab{0,2}cd", "cd"},
    {"ab{2}c", "ab"},
    {"(open|shut) late", " late"},
    {"open|shut", "open shut"},
    {"open|s", ""},
    {"(?:open|shut)", "open shut"},
    {"(?:open|shut)?", ""},
    {"(open)?ly", "ly"},
    {"(?-i:GP hub)", "gp hub"},
    {"(?=later)x", ""},
    {"(?<!not )open", "open"},
    {"(?i)open", ""},
    {"(?x) o p e n", ""},
    {"(?#later)", ""},
    {"\\d+ practices", " practices"},
    {"[abc]de", "de"},
    {"[]x]de", "de"},
    {"[^]x]de", "de"},
    {"[[:alpha:]]de", "de"},
    {"[\\]x]de", "de"},
    {"\\Qopen\\E", ""},
    {"\\x41bcd", ""},
    {"a\\.b", "a.b"},
    {"^the$", "the"},
    {"\xC2\xA3"
     "50",
        "\xC2\xA3"
        "50"},
    {"\xC2\xA3 ?3", "\xC2\xA3"},
    {"\xC3\xA9tude", "tude"},
    {"ab\xC2\xB7?cd", "ab"},
    {"a|b|c|d", ""},
    {"aa|bb|cc|dd|ee|ff|gg|hh|ii", "aa bb cc dd ee ff gg hh ii"},
    {EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT "ii", ""},
    {"open(", ""},
    {"open)", ""},
    {"[open", ""},
    {"\\b?open", ""},
    {"open\\", ""},
    {"", ""},
};

START_TEST(literals)
{
    struct literals l;
    struct buf b;
    buf_init(&b, 1000);
    literals_of(rows[_i].pattern, &l);
    for (uint32_t i = 0; i < l.count; i++) {
        if (i)
            buf_add_char(&b, ' ');
        buf_add(&b, l.text[i], l.len[i]);
    }
    ck_assert_msg(!strcmp(buf_str(&b), rows[_i].literals), "%s: %s", rows[_i].pattern, buf_str(&b));
    buf_clear(&b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rules_literal");
    TCase *t = tcase_create("rules_literal");
    tcase_add_loop_test(t, literals, 0, sizeof rows / sizeof *rows);
    suite_add_tcase(s, t);
    return suite_run(s);
}
