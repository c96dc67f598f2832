/* Quotes and places: trimmed, safe, on their page; and which candidates are shown as evidence. */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "ingest/ingest.h"
#include "report/place.h"
#include "suite.h"

static const char plan[] = "First page.\n\fA  line\nthat\tgoes \033[2Jon.\n";

static struct doc *read_plan(void)
{
    struct ingest_error error;
    struct doc *d = ingest("plan", plan, strlen(plan), "text", &error);
    ck_assert(d != NULL);
    return d;
}

START_TEST(quotes)
{
    struct doc *d = read_plan();
    struct buf b;
    buf_init(&b, 1000);
    uint32_t at = (uint32_t)(strstr(d->text, "A  line") - d->text);
    uint32_t end = (uint32_t)(strstr(d->text, "goes") + 5 - d->text);
    place_quote(d, at - 1, end, &b);
    ck_assert_str_eq(buf_str(&b), "A  line that goes");
    buf_clear(&b);
    place_quote_plain(d, at - 1, end, &b);
    ck_assert_str_eq(buf_str(&b), "A line that goes");
    buf_clear(&b);
    place_quote(d, end, UINT32_MAX, &b);
    ck_assert(b.len > 0 && b.s[b.len - 1] == '.');
    buf_clear(&b);
    place_quote(d, UINT32_MAX, UINT32_MAX, &b);
    ck_assert_uint_eq(b.len, 0);
    doc_free(d);
}
END_TEST

START_TEST(places)
{
    struct doc *d = read_plan();
    struct buf b;
    buf_init(&b, 1000);
    uint32_t at = (uint32_t)(strstr(d->text, "goes") - d->text);
    struct place p = place_of(d, at);
    ck_assert_uint_eq(p.page, 2);
    ck_assert_uint_eq(p.line, 3);
    ck_assert_uint_eq(p.column, 6);
    place_print(d, at, &b);
    ck_assert_str_eq(buf_str(&b), "page 2, line 3");
    buf_clear(&b);
    d->has_pages = false;
    place_print(d, at, &b);
    ck_assert_str_eq(buf_str(&b), "line 3");
    buf_clear(&b);
    doc_free(d);
}
END_TEST

/* Three candidates in two places and one that is void. */
static struct candidate candidates[] = {
    {.evidence = {.at = 10, .end = 20}, .reason = VOID_NOT},
    {.evidence = {.at = 10, .end = 20}, .reason = VOID_NOT},
    {.evidence = {.at = 30, .end = 40}, .reason = VOID_WEAK},
    {.evidence = {.at = 50, .end = 60}, .reason = VOID_NEGATED},
};

START_TEST(evidence_is_shown_once)
{
    struct criterion_result c = {.candidates = candidates, .count = 4, .state = CRITERION_MET};
    ck_assert_ptr_eq(place_evidence(&c, 0), &candidates[0]);
    ck_assert_ptr_null(place_evidence(&c, 1));
    c.state = CRITERION_WEAK;
    ck_assert_ptr_eq(place_evidence(&c, 1), &candidates[2]);
    ck_assert_ptr_null(place_evidence(&c, 2));
    c.state = CRITERION_MISSING;
    ck_assert_ptr_null(place_evidence(&c, 0));
}
END_TEST

START_TEST(evidence_is_capped)
{
    struct candidate many[LIMIT_EVIDENCE + 2] = {0};
    for (uint32_t i = 0; i < LIMIT_EVIDENCE + 2; i++)
        many[i].evidence.at = i;
    struct criterion_result c = {
        .candidates = many, .count = LIMIT_EVIDENCE + 2, .state = CRITERION_MET};
    ck_assert_ptr_eq(place_evidence(&c, LIMIT_EVIDENCE - 1), &many[LIMIT_EVIDENCE - 1]);
    ck_assert_ptr_null(place_evidence(&c, LIMIT_EVIDENCE));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("report_place");
    TCase *t = tcase_create("report_place");
    tcase_add_test(t, quotes);
    tcase_add_test(t, places);
    tcase_add_test(t, evidence_is_shown_once);
    tcase_add_test(t, evidence_is_capped);
    suite_add_tcase(s, t);
    return suite_run(s);
}
