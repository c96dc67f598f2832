/* The phrase language: what each phrase stands for, and where a wrong one is wrong. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "match/phrase.h"
#include "suite.h"

static uint32_t lookup(const void *user, const char *id, size_t len)
{
    (void)user;
    return len == 8 && !memcmp(id, "practice", 8) ? 7 : UINT32_MAX;
}

static const struct {
    const char *phrase, *wordings; /* blanks squeezed; parted by " / " */
} good[] = {
    {"evening clinic", "evening clinic"},
    {"evening[s]", "evenings / evening"},
    {"after [the] core", "after the core / after core"},
    {"[one or more] hubs", "one or more hubs / hubs"},
    {"{late|later} {open|close}", "late open / later open / late close / later close"},
    {"{a|b c|d}", "a / b c / d"},
    {"{a|{b|c d}} e", "a e / b e / c d e"},
    {"{a [b]|c}", "a b / a / c"},
    {"[a|b] c", "a c / b c / c"},
    {"[a [b]] c", "a b c / a c / c"},
    {"{pre|post}natal", "prenatal / postnatal"},
    {"open ~3 late", "open ~3 late"},
    {"{a ~2 b|[very]} late", "a ~2 b late / very late / late"},
    {"@practice hub", "@7 hub"},
    {"#number @practice", "#0 @7"},
    {"#money #percent #duration #time #date", "#1 #2 #3 #4 #5"},
    {"=WAS [e-]consultation", "=WAS e-consultation / =WAS consultation"},
    {"  a  ", "a"},
    {"a&b, c; (d)", "a&b, c; (d)"},
};

static void add_squeezed(struct buf *out, const char *s, uint32_t len, bool *blank)
{
    for (uint32_t i = 0; i < len; i++) {
        if (s[i] != ' ') {
            if (*blank && out->len && buf_str(out)[out->len - 1] != ' ')
                buf_add_char(out, ' ');
            buf_add_char(out, s[i]);
        }
        *blank = s[i] == ' ';
    }
}

static void print_wording(const struct wording *w, struct buf *out)
{
    bool blank = false;
    for (uint32_t i = 0; i < w->count; i++) {
        const struct wording_part *p = &w->parts[i];
        if (p->kind == PHRASE_TEXT) {
            add_squeezed(out, w->text + p->at, p->len, &blank);
            continue;
        }
        if (blank && out->len && buf_str(out)[out->len - 1] != ' ')
            buf_add_char(out, ' ');
        blank = false;
        buf_printf(out, "%c%u",
            p->kind == PHRASE_GAP       ? '~'
            : p->kind == PHRASE_CONCEPT ? '@'
                                        : '#',
            p->number);
    }
}

START_TEST(good_phrases)
{
    struct phrase *p = xmalloc(sizeof *p);
    struct wording *w = xmalloc(sizeof *w);
    struct buf out;
    buf_init(&out, 10000);
    ck_assert_msg(
        phrase_parse(p, good[_i].phrase, lookup, NULL), "%s: %s", good[_i].phrase, p->error);
    for (uint32_t k = 0; k < p->wordings; k++) {
        if (k)
            buf_add_str(&out, " / ");
        phrase_wording(p, p->root, PHRASE_END, k, w);
        print_wording(w, &out);
    }
    ck_assert_str_eq(buf_str(&out), good[_i].wordings);
    buf_clear(&out);
    xfree(p);
    xfree(w);
}
END_TEST

#define TWO   "{a|b}"
#define EIGHT TWO TWO TWO
static const struct {
    const char *phrase;
    uint32_t at; /* byte */
    const char *error;
} bad[] = {
    {"", 0, "no words"},
    {"   ", 0, "no words"},
    {"late [clinic", 5, "'[' is not closed"},
    {"{a|b", 0, "'{' is not closed"},
    {"{a|{b|c}", 0, "'{' is not closed"},
    {"a ] b", 2, "']' was not opened"},
    {"a } b", 2, "'}' was not opened"},
    {"a | b", 2, "outside of { }"},
    {"{a|b]", 4, "'{' is closed by ']'"},
    {"[a}", 2, "'[' is closed by '}'"},
    {"a {} b", 3, "empty choice"},
    {"a [ ] b", 3, "empty choice"},
    {"{a||b}", 3, "empty choice"},
    {"open ~ late", 5, "'~' needs a number"},
    {"open ~0 late", 5, "1 to 12"},
    {"open ~13 late", 5, "1 to 12"},
    {"open ~99999999999999999999 late", 5, "1 to 12"},
    {"the @ hub", 4, "'@' needs"},
    {"the @surgery hub", 4, "no concept 'surgery'"},
    {"#hours late", 0, "'#' needs number, money"},
    {"# late", 0, "'#' needs number, money"},
    {"a = b", 2, "'=' needs a word"},
    {"a=b", 1, "before a word, not in it"},
    {"={a|b}", 0, "'=' needs a word"},
    {"appoint*", 7, "'*' means nothing"},
    {"$5", 0, "'$' means nothing"},
    {"\\bword", 0, "'\\' means nothing"},
    {"a\001b", 1, "control character"},
    {"[[[[[[[[[a]]]]]]]]]", 8, "nest more than 8 deep"},
    {"~2 late", 0, "something before it"},
    {"late ~2 ", 5, "something after it"},
    {"{~2|the} late", 1, "something before it"},
    {"open [very ~2] late", 11, "something after it"},
};

START_TEST(bad_phrases)
{
    struct phrase *p = xmalloc(sizeof *p);
    ck_assert_msg(!phrase_parse(p, bad[_i].phrase, lookup, NULL), "%s", bad[_i].phrase);
    ck_assert_msg(strstr(p->error, bad[_i].error), "%s: %s", bad[_i].phrase, p->error);
    ck_assert_msg(p->error_at == bad[_i].at, "%s: at %u", bad[_i].phrase, p->error_at);
    xfree(p);
}
END_TEST

START_TEST(limits)
{
    struct phrase *p = xmalloc(sizeof *p);
    char text[LIMIT_PHRASE_BYTES + 2];
    memset(text, 'a', sizeof text);
    text[LIMIT_PHRASE_BYTES] = '\0';
    ck_assert(phrase_parse(p, text, NULL, NULL));
    text[LIMIT_PHRASE_BYTES] = 'a';
    text[LIMIT_PHRASE_BYTES + 1] = '\0';
    ck_assert(!phrase_parse(p, text, NULL, NULL));
    ck_assert_ptr_nonnull(strstr(p->error, "longer than 600 bytes"));
    ck_assert(phrase_parse(p, EIGHT EIGHT TWO TWO, NULL, NULL));
    ck_assert_uint_eq(p->wordings, LIMIT_PHRASE_EXPANSIONS);
    ck_assert(phrase_parse(p, EIGHT EIGHT EIGHT EIGHT " [c]", NULL, NULL));
    ck_assert_uint_eq(p->wordings, LIMIT_PHRASE_EXPANSIONS + 1); /* counted no further */
    xfree(p);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_phrase");
    TCase *t = tcase_create("match_phrase");
    tcase_add_loop_test(t, good_phrases, 0, sizeof good / sizeof *good);
    tcase_add_loop_test(t, bad_phrases, 0, sizeof bad / sizeof *bad);
    tcase_add_test(t, limits);
    suite_add_tcase(s, t);
    return suite_run(s);
}
