/* The small pack of tests/data/packs/tiny as the loader builds it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "rules/rules.h"
#include "suite.h"

#define DATA "../../.."

static struct diag *messages;

static struct pack *load(const char *name, unsigned flags)
{
    const char *src = getenv("SRC");
    ck_assert_ptr_nonnull(src);
    ck_assert_int_eq(chdir(src), 0);
    ck_assert_int_eq(chdir("tests/data/packs"), 0);
    messages = diag_new();
    struct pack *pack = pack_load(name, DATA, flags, messages);
    ck_assert_ptr_nonnull(pack);
    ck_assert_uint_eq(diag_count(messages), 0);
    return pack;
}

static void unload(struct pack *pack)
{
    pack_free(pack);
    diag_free(messages);
}

static const struct requirement *requirement(const struct pack *pack, const char *id)
{
    uint32_t i = pack_requirement(pack, id);
    ck_assert_uint_ne(i, RULES_NONE);
    return &pack->requirements[i];
}

START_TEST(the_head_is_read)
{
    struct pack *p = load("tiny", RULES_VALIDATE);
    ck_assert_str_eq(p->id, "tiny");
    ck_assert_str_eq(p->version, "0.1.0");
    ck_assert_str_eq(p->title, "Village hall plans");
    ck_assert_str_eq(p->period, "2021/22");
    ck_assert_str_eq(p->plan_type, "plan of a village hall");
    ck_assert_uint_eq(p->source_count, 1);
    ck_assert_str_eq(p->sources[0].publisher, "Ashmere parish");
    ck_assert_int_eq(p->model, SCORING_FLAT);
    ck_assert(p->domain_mean);
    ck_assert_double_eq(p->red_below, 30);
    ck_assert_double_eq(p->red_must_not_met, 60);
    ck_assert_double_eq(p->green_from, 80);
    ck_assert_uint_eq(p->domain_count, 2);
    ck_assert_double_eq(p->domains[0].weight, 2);
    ck_assert_uint_eq(p->domains[1].first, 2);
    ck_assert_uint_eq(p->domains[1].count, 1);
    ck_assert_uint_eq(strlen(p->sha256), 64);
    unload(p);
}
END_TEST

START_TEST(concepts_are_read)
{
    struct pack *p = load("tiny", 0);
    uint32_t open = pack_concept(p, "open"), late = pack_concept(p, "late");
    ck_assert_uint_ne(open, RULES_NONE);
    const struct concept *c = &p->concepts[open];
    ck_assert_uint_eq(c->count, 4);
    ck_assert_str_eq(c->members[0].text, "open[ing] to {the public|visitors}");
    ck_assert_uint_eq(c->members[0].line, 6);
    ck_assert_str_eq(c->members[2].text, "@hall ~3 open");
    ck_assert_int_eq(c->members[3].kind, MEMBER_NOT);
    ck_assert(!c->shared);
    c = &p->concepts[late];
    ck_assert_int_eq(c->members[1].kind, MEMBER_VALUE);
    ck_assert_int_eq(c->members[1].value.kind, VALUE_TIME);
    ck_assert_double_eq(c->members[1].value.min, 19 * 60);
    ck_assert_double_eq(c->members[1].value.max, 22 * 60);
    ck_assert_int_eq(c->members[2].kind, MEMBER_REGEX);
    c = &p->concepts[pack_concept(p, "income")];
    ck_assert_int_eq(c->members[0].kind, MEMBER_USE);
    ck_assert_str_eq(p->concepts[c->members[0].use].id, "rent");
    ck_assert(p->concepts[pack_concept(p, "hall")].shared);
    ck_assert(p->concepts[pack_concept(p, "cue.committed")].shared);
    ck_assert_uint_eq(pack_concept(p, "nobody"), RULES_NONE);
    unload(p);
}
END_TEST

START_TEST(tests_are_read)
{
    struct pack *p = load("tiny", 0);
    const struct requirement *r = requirement(p, "opening.evenings");
    const struct test *all = &r->criteria[0].test;
    ck_assert_int_eq(all->kind, TEST_ALL);
    ck_assert_int_eq(all->within, SCOPE_SENTENCE);
    ck_assert_uint_eq(all->words, 15);
    ck_assert_uint_eq(all->child_count, 3);
    ck_assert_int_eq(all->children[2].kind, TEST_NONE);
    const struct concept *said = &p->concepts[all->children[2].children[0].concepts[0]];
    ck_assert_str_eq(said->id, "opening.xml:32");
    ck_assert_str_eq(said->members[0].text, "by appointment only");
    const struct test *value = &r->criteria[1].test;
    ck_assert(value->value.has_min && !value->value.has_max);
    ck_assert_str_eq(p->concepts[value->value.of].id, "late");
    said = &p->concepts[r->criteria[2].test.concepts[0]];
    ck_assert_uint_eq(said->count, 3);
    ck_assert_uint_eq(said->members[1].line, 42);
    ck_assert_int_eq(said->members[2].kind, MEMBER_NOT);
    ck_assert_str_eq(said->members[2].text, "@summer-fair");
    r = requirement(p, "money.rent");
    value = &r->criteria[0].test.children[0];
    ck_assert_double_eq(value->value.max, 2);
    ck_assert_uint_eq(value->value.per, VALUE_PER_HEAD);
    ck_assert_double_eq(value->value.per_count, 1);
    const struct test *series = &r->criteria[1].test;
    ck_assert_int_eq(series->kind, TEST_SERIES);
    ck_assert_uint_eq(series->count, 3);
    ck_assert_int_eq(series->direction, DIRECTION_ANY);
    ck_assert_uint_eq(r->criteria[2].test.children[0].concept_count, 2);
    unload(p);
}
END_TEST

START_TEST(requirements_are_read)
{
    struct pack *p = load("tiny", 0);
    const struct requirement *r = requirement(p, "opening.evenings");
    ck_assert_int_eq(r->level, PA_MUST);
    ck_assert_double_eq(r->weight, 2);
    ck_assert_double_eq(r->partial_credit, 0.5);
    ck_assert_str_eq(r->cite, "article 3");
    ck_assert_uint_eq(r->about.child_count, 1);
    ck_assert_uint_eq(r->not_about_count, 1);
    ck_assert_str_eq(r->criteria[0].missing, "evenings");
    ck_assert_str_eq(r->criteria[1].missing, "three evenings a week");
    ck_assert_int_eq(r->criteria[3].need, NEED_NOTE);
    ck_assert_uint_eq(r->criteria[0].void_count, 1);
    ck_assert_uint_eq(r->met_optional, 1);
    ck_assert_uint_eq(r->road_count, 1);
    ck_assert_uint_eq(r->roads[0].criteria[1], 2);
    ck_assert_uint_eq(r->cap_count, 1);
    ck_assert_int_eq(r->caps[0].outcome, PA_PARTIAL);
    ck_assert(!r->weak_partial && !r->system_partial);
    ck_assert_uint_eq(r->example_count, 0);
    r = requirement(p, "opening.notice");
    ck_assert(r->weak_partial && r->system_partial);
    ck_assert_int_eq(r->criteria[0].grade, PA_COMMITTED);
    ck_assert_int_eq(r->criteria[0].about, ABOUT_PLAN);
    ck_assert(r->criteria[1].existing);
    unload(p);
}
END_TEST

START_TEST(examples_are_read_on_request)
{
    struct pack *p = load("./tiny/", RULES_WITH_EXAMPLES);
    const struct requirement *r = requirement(p, "opening.evenings");
    ck_assert_uint_eq(r->example_count, 8);
    const struct example *e = &r->examples[0];
    ck_assert_int_eq(e->expect, EXPECT_MET);
    ck_assert_str_eq(e->organisation, "Ashmere parish");
    ck_assert_str_eq(e->text, "# The village hall\n\nFrom May the hall's doors open to visitors "
                              "until 21:30 on 3 late opening days a week.\n");
    ck_assert_uint_eq(e->found_count, 2);
    ck_assert_uint_eq(e->missing[0], 3);
    ck_assert_int_eq(r->examples[6].expect, EXPECT_TRAP);
    unload(p);
}
END_TEST

START_TEST(both_ways_to_load_agree)
{
    struct pack *with = load("tiny", RULES_WITH_EXAMPLES), *without;
    struct diag *first = messages;
    without = load("tiny/pack.xml", 0);
    ck_assert_str_eq(with->sha256, without->sha256);
    ck_assert_uint_eq(with->concept_count, without->concept_count);
    for (uint32_t i = 0; i < with->requirement_count; i++)
        ck_assert_uint_eq(with->requirements[i].line, without->requirements[i].line);
    unload(without);
    pack_free(with);
    diag_free(first);
}
END_TEST

START_TEST(a_requirement_is_printed)
{
    struct pack *p = load("tiny", 0);
    struct buf out;
    buf_init(&out, 1 << 16);
    pack_print_requirement(p, pack_requirement(p, "opening.evenings"), &out);
    static const char *const said[] = {"opening.evenings: Evening opening", "must, weight 2",
        "The hall is open on three evenings",
        "The hall charter (Ashmere parish, 2020-11), article 3", "missing: evenings",
        "the 1 required criterion and 1 of the 2 optional ones; or",
        "at most partial with fair-only", "Say on which evenings"};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        ck_assert_msg(strstr(buf_str(&out), said[i]) != NULL, "%s", said[i]);
    buf_clear(&out);
    pack_print_list(p, &out);
    ck_assert_ptr_nonnull(strstr(buf_str(&out), "  money.rent        may      0.5  Rent by"));
    buf_clear(&out);
    unload(p);
}
END_TEST

START_TEST(installed_packs_are_listed)
{
    struct arena *a = arena_new();
    size_t count = 0;
    char **ids = pack_list(a, getenv("PLANASSURE_DATA"), &count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_ne(ids[i], "shared");
        ck_assert_str_ne(ids[i], "language");
        ck_assert_ptr_nonnull(pack_title(a, getenv("PLANASSURE_DATA"), ids[i]));
    }
    ck_assert_ptr_null(pack_title(a, getenv("PLANASSURE_DATA"), "language"));
    ck_assert_ptr_null(pack_title(a, getenv("PLANASSURE_DATA"), "../rules"));
    arena_free(a);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rules_load");
    TCase *t = tcase_create("rules_load");
    tcase_add_test(t, the_head_is_read);
    tcase_add_test(t, concepts_are_read);
    tcase_add_test(t, tests_are_read);
    tcase_add_test(t, requirements_are_read);
    tcase_add_test(t, examples_are_read_on_request);
    tcase_add_test(t, both_ways_to_load_agree);
    tcase_add_test(t, a_requirement_is_printed);
    tcase_add_test(t, installed_packs_are_listed);
    suite_add_tcase(s, t);
    return suite_run(s);
}
