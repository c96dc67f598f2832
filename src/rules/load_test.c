/* Tests: the conditions of criteria, as a tree. */
#include <string.h>

#include "base/limits.h"
#include "rules/load.h"
#include "rules/names.h"

#define COUNT_MAX 1000
#define WORDS_MAX 1000

static const struct {
    const char *name;
    enum test_kind kind;
} kinds[] = {{"has", TEST_HAS}, {"value", TEST_VALUE}, {"all", TEST_ALL}, {"any", TEST_ANY},
    {"some", TEST_SOME}, {"none", TEST_NONE}, {"count", TEST_COUNT}, {"series", TEST_SERIES},
    {"agreement", TEST_AGREEMENT}};

static bool kind_of(const struct xml_node *node, enum test_kind *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (xml_is(node, kinds[i].name)) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

bool is_test(const struct xml_node *node)
{
    enum test_kind kind;
    return kind_of(node, &kind);
}

static void load_has(struct loader *l, const struct xml_node *node, struct test *t)
{
    bool named = load_attr(l, node, "concept"), words = has_words(node);
    if (named == words) {
        load_error(l, node, NULL, "pack.has",
            "write <has concept=\"id\"/> or <has>one phrase a line</has>",
            named ? "<has> names concepts and says phrases too" : "<has> says nothing");
        return;
    }
    if (words || load_attr(l, node, "not")) {
        t->concepts = arena_array(l->arena, 1, sizeof *t->concepts);
        t->concepts[0] = load_inline_concept(l, node);
        t->concept_count = 1;
    } else {
        t->concepts = load_refs(l, node, "concept", l->concept_ids, "concept", &t->concept_count);
    }
}

static void load_children(
    struct loader *l, const struct xml_node *node, struct test *t, uint32_t depth)
{
    uint32_t n = 0, positive = 0;
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c))
        n += is_test(c);
    t->children = arena_array(l->arena, n, sizeof *t->children);
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        if (!is_test(c))
            continue;
        load_test(l, c, &t->children[t->child_count], depth + 1);
        positive += t->children[t->child_count++].kind != TEST_NONE;
    }
    if (positive == 0)
        load_error(l, node, NULL, "pack.test", "add what has to be found",
            n ? "<%s> asks only for what must not be there" : "<%s> holds no test", xml_name(node));
    if (t->kind == TEST_SOME && t->count > n && n)
        load_error(l, node, "n", "pack.number", "ask for fewer, or add tests",
            "<some> asks for %u of %u tests: it can never match", t->count, n);
}

/* How many, and of what. */
static void load_numbers(struct loader *l, const struct xml_node *node, struct test *t)
{
    const char *name = t->kind == TEST_SERIES ? "points" : "n";
    t->count = load_count(l, node, name, t->kind == TEST_SERIES ? 2 : 1, COUNT_MAX);
    uint32_t least = t->kind == TEST_SERIES ? 2 : 1;
    if (t->count < least) {
        load_error(l, node, name, "pack.number", NULL, "%s must be at least %u", name, least);
        t->count = least;
    }
}

static void load_within(
    struct loader *l, const struct xml_node *node, struct test *t, enum scope fallback)
{
    t->within = (enum scope)load_word(l, node, "within", scope_words, fallback);
}

static void load_agreement(struct loader *l, const struct xml_node *node, struct test *t)
{
    load_within(l, node, t, SCOPE_SENTENCE);
    t->figures = (enum figures)load_word(l, node, "figures", figures_words, FIGURES_RATE);
    t->verdict = (enum verdict)load_word(l, node, "result", agreement_words, AGREEMENT_AGREES);
    t->value.of = load_ref(l, node, "of", l->concept_ids, "concept");
    t->concepts = load_refs(l, node, "total", l->concept_ids, "concept", &t->concept_count);
    bool rate = t->figures == FIGURES_RATE;
    if (rate && load_attr(l, node, "total"))
        load_error(l, node, "total", "pack.test", "leave it out",
            "a rate has no total: only parts and tables have");
    if (!rate && load_attr(l, node, "of"))
        load_error(l, node, "of", "pack.test", "leave it out",
            "only a rate is \"of\" people who are counted");
    if (!rate && !load_attr(l, node, "total"))
        load_error(l, node, NULL, "pack.test", "name the concept of its words: total=\"...\"",
            "nothing says which figure is the total");
    if (rate && t->value.of != RULES_NONE && t->verdict != AGREEMENT_AGREES)
        load_error(l, node, "of", "pack.test", "leave it out, or ask for result=\"agrees\"",
            "figures that stand apart can agree, but not be told to differ");
}

static void load_kind(struct loader *l, const struct xml_node *node, struct test *t)
{
    switch (t->kind) {
    case TEST_HAS:
        load_has(l, node, t);
        break;
    case TEST_VALUE:
        load_value(l, node, &t->value);
        break;
    case TEST_ALL:
        load_within(l, node, t, SCOPE_SENTENCE);
        t->words = load_count(l, node, "words", 0, WORDS_MAX);
        break;
    case TEST_SOME:
        load_within(l, node, t, SCOPE_TOPIC);
        load_numbers(l, node, t);
        break;
    case TEST_COUNT:
        load_within(l, node, t, SCOPE_TOPIC);
        load_numbers(l, node, t);
        t->distinct = (enum distinct)load_word(l, node, "of", distinct_words, DISTINCT_PLACES);
        break;
    case TEST_SERIES:
        load_within(l, node, t, SCOPE_LIST);
        load_numbers(l, node, t);
        t->direction =
            (enum direction)load_word(l, node, "direction", direction_words, DIRECTION_UP);
        load_value(l, node, &t->value);
        if (t->value.any_kind || t->value.kind == VALUE_DATE)
            load_error(l, node, "kind", "pack.value", "say which kind of figures it is",
                "a series is made of figures of one kind");
        break;
    case TEST_AGREEMENT:
        load_agreement(l, node, t);
        break;
    case TEST_ANY:
    case TEST_NONE:
        break;
    }
}

void load_test(struct loader *l, const struct xml_node *node, struct test *t, uint32_t depth)
{
    kind_of(node, &t->kind);
    t->file = l->file->path;
    t->line = xml_line(node);
    t->within = SCOPE_SENTENCE;
    t->value.of = RULES_NONE;
    if (depth > LIMIT_TEST_DEPTH) {
        if (l->depth_error != t->line)
            load_error(l, node, NULL, "pack.too-deep", "say it with fewer tests within tests",
                "tests are nested deeper than %d", LIMIT_TEST_DEPTH);
        l->depth_error = t->line;
        return;
    }
    load_kind(l, node, t);
    if (t->kind != TEST_HAS && t->kind != TEST_VALUE && t->kind != TEST_SERIES &&
        t->kind != TEST_AGREEMENT)
        load_children(l, node, t, depth);
}

void load_any(struct loader *l, const struct xml_node *node, struct test *t, uint32_t depth)
{
    t->kind = TEST_ANY;
    t->file = l->file->path;
    t->line = xml_line(node);
    t->within = SCOPE_SENTENCE;
    t->value.of = RULES_NONE;
    load_children(l, node, t, depth);
}
