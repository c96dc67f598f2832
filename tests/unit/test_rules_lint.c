/* The small judges behind lint and messages: literals of expressions, the nearest word, and the
 * blanking of examples. */
#include <check.h>
#include <string.h>

#include "base/nearest.h"
#include "rules/literal.h"
#include "rules/load.h"
#include "suite.h"

static const struct {
    const char *regex, *literals; /* one of them must occur; "" is none */
} regexes[] = {{"dusk", "dusk"}, {"\\bDusk\\b", "dusk"}, {"du\\s*sko", "sko"}, {"ab+cde", "cde"},
    {"abc?", "ab"}, {"ab*", ""}, {"abc{0,2}", "ab"}, {"ab(cd)?", "ab"}, {"[abc]def", "def"},
    {"[]abc]+", ""}, {"[^]]+", ""}, {"(dusk)", "dusk"}, {"dusk|dawn", "dusk|dawn"}, {"dusk|d", ""},
    {"x(dusk|dawn)y", "dusk|dawn"}, {"(a|b)dusk", "dusk"}, {"\\d+", ""}, {"\\d{3} \\w", ""},
    {"", ""}, {"(", ""}, {"[", ""}, {"\\", ""}, {"a{", ""}, {"q[1-4]\\s*20\\d\\d", "20"},
    {"[|]abc", "abc"}, {"(in|at) (annex|table) \\w", "annex|table"}, {"ab(cdef|ghij)", "cdef|ghij"},
    {"\\d[–→]\\d", "–|→"}, {"\\d[–x]\\d", ""}, {"\\d[^–]\\d", ""}, {"\\d[–→]?\\d", ""}};

START_TEST(literals_are_found)
{
    struct literals literals;
    char got[LITERALS * (LITERAL_BYTES + 1) + 1] = "";
    size_t len = 0;
    literals_of(regexes[_i].regex, &literals);
    for (uint32_t i = 0; i < literals.count; i++) {
        if (i)
            got[len++] = '|';
        memcpy(got + len, literals.text[i], literals.len[i]);
        len += literals.len[i];
    }
    got[len] = '\0';
    ck_assert_msg(strcmp(got, regexes[_i].literals) == 0, "%s: %s", regexes[_i].regex, got);
}
END_TEST

static const char *nearest(const char *word)
{
    static const char *const known[] = {
        "evening", "evening-access", "late", "practice", "practices-list", "hub"};
    struct nearest n;
    nearest_start(&n, word);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        nearest_offer(&n, known[i]);
    return n.best ? n.best : "";
}

START_TEST(the_nearest_word_is_proposed)
{
    ck_assert_str_eq(nearest("evenign"), "evening");
    ck_assert_str_eq(nearest("evning"), "evening");
    ck_assert_str_eq(nearest("evening-acess"), "evening-access");
    ck_assert_str_eq(nearest("practices"), "practice");
    ck_assert_str_eq(nearest("list"), "practices-list");
    ck_assert_str_eq(nearest("hib"), "hub");
    ck_assert_str_eq(nearest("xyz"), "");
    ck_assert_str_eq(nearest(""), "");
    char longest[300];
    memset(longest, 'e', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    ck_assert_str_eq(nearest(longest), "");
}
END_TEST

static const struct {
    const char *from, *to;
} blanks[] = {{"<a><example expect=\"met\">x\ny</example></a>", "<a>*\n*</a>"},
    {"<example/><b/>", "*<b/>"}, {"<example a='>'>x</example >z", "*z"},
    {"<examples>x</examples>", "<examples>x</examples>"},
    {"<!-- <example> --><c/><example>q</example>", "<!-- <example> --><c/>*"},
    {"<example><![CDATA[</example>]]></example>!", "*!"},
    {"<![CDATA[<example>]]>x</example>", "<![CDATA[<example>]]>x</example>"},
    {"<example>never ends", "<example>never ends"}, {"<example", "<example"},
    {"<?x <example> ?><example>\r\n</example>.", "<?x <example> ?>*\r\n*."}, {"", ""},
    {"<example><!-- </example>", "<example><!-- </example>"}};

/* Blanks shrink to one '*': how many there are is told by the length staying the same. */
static void shrink(const char *text, char *out)
{
    for (; *text; text++)
        if (*text != ' ')
            *out++ = *text;
        else if (text[1] != ' ')
            *out++ = '*';
    *out = '\0';
}

START_TEST(examples_are_blanked)
{
    char text[200], got[200], want[200];
    size_t len = strlen(blanks[_i].from);
    memcpy(text, blanks[_i].from, len + 1);
    source_blank_examples(text, len);
    ck_assert_uint_eq(strlen(text), len);
    shrink(text, got);
    shrink(blanks[_i].to, want);
    ck_assert_str_eq(got, want);
}
END_TEST

static const struct {
    const char *text;
    bool good;
    double value;
} decimals[] = {{"1", true, 1}, {"0.5", true, 0.5}, {"-3", true, -3}, {"", false, 0},
    {"1e9", false, 0}, {"inf", false, 0}, {"0x10", false, 0}, {"1.2.3", false, 0},
    {"--1", false, 0}, {"1 ", false, 0}, {"99999999999999999999999", false, 0}};

START_TEST(decimals_are_plain)
{
    double value = 0;
    ck_assert_msg(
        parse_decimal(decimals[_i].text, &value) == decimals[_i].good, "%s", decimals[_i].text);
    if (decimals[_i].good)
        ck_assert_double_eq(value, decimals[_i].value);
}
END_TEST

START_TEST(references_are_found)
{
    size_t len;
    const char *at = phrase_reference("{@a.b|the @c-d. end} @ x", &len);
    ck_assert(at && len == 3 && memcmp(at, "a.b", 3) == 0);
    at = phrase_reference(at + len, &len);
    ck_assert(at && len == 3 && memcmp(at, "c-d", 3) == 0);
    ck_assert_ptr_null(phrase_reference(at + len, &len));
    ck_assert_ptr_null(phrase_reference(NULL, &len));
}
END_TEST

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

int main(void)
{
    Suite *s = suite_create("rules_lint");
    TCase *t = tcase_create("rules_lint");
    tcase_add_loop_test(t, literals_are_found, 0, COUNT(regexes));
    tcase_add_test(t, the_nearest_word_is_proposed);
    tcase_add_loop_test(t, examples_are_blanked, 0, COUNT(blanks));
    tcase_add_loop_test(t, decimals_are_plain, 0, COUNT(decimals));
    tcase_add_test(t, references_are_found);
    suite_add_tcase(s, t);
    return suite_run(s);
}
