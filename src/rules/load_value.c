/* Typed values that rules ask for: their bounds are read by the same reader that reads plans. */
#include <math.h>
#include <string.h>

#include "rules/load.h"
#include "rules/names.h"
#include "values/values.h"

static const char *example_of(enum value_kind kind)
{
    static const char *const examples[] = {
        "5000", "\302\2433 per head" /* pounds */, "40", "1.5 hours", "18:30", "2019-03-31"};
    return examples[kind];
}

/* Reads a bound of the test's kind. A bare number is enough for money and per cent. `*never`: it is
 * a parameter without a value, and no value can meet it. */
static bool load_bound(struct loader *l, const struct xml_node *node, const char *name,
    const struct value_test *t, struct value *out, bool *never)
{
    const char *text = load_attr(l, node, name);
    double number;
    if (!text)
        return false;
    memset(out, 0, sizeof *out);
    if (t->any_kind) {
        load_error(l, node, name, "pack.value", "say which kind it is",
            "a value of any kind has no bounds");
        return false;
    }
    if (*text == '$')
        return load_parameter_bound(l, node, name, t->kind, out, never);
    if (t->kind <= VALUE_PERCENT && parse_decimal(text, &number)) {
        out->kind = t->kind;
        out->lo = out->hi = number;
        return true;
    }
    if (values_parse(text, out) && out->kind == t->kind)
        return true;
    load_error(l, node, name, "pack.value",
        arena_printf(l->arena, "write it like \"%s\"", example_of(t->kind)), "\"%s\" is no %s",
        text, value_kind_words[t->kind]);
    return false;
}

static uint16_t load_per(struct loader *l, const struct xml_node *node)
{
    static const char *const words[] = {
        "head", "practice", "day", "week", "month", "year", "other", NULL};
    const char *at = load_attr(l, node, "per");
    uint16_t per = 0;
    while (at && *at) {
        size_t len = strcspn(at, " \t\r\n"), i = 0;
        while (words[i] && (strlen(words[i]) != len || memcmp(words[i], at, len) != 0))
            i++;
        if (words[i])
            per |= (uint16_t)(1u << i);
        else
            load_error(l, node, "per", "pack.word",
                load_advice_words(l, words, arena_copy(l->arena, at, len)),
                "per cannot be \"%.*s\"", (int)len, at);
        at += len;
        at += strspn(at, " \t\r\n");
    }
    return per;
}

/* Takes over the rate of a bound ("30 minutes per 1000 population"). */
static void take_rate(struct loader *l, const struct xml_node *node, const char *name,
    const struct value *bound, struct value_test *t)
{
    if (!bound->per)
        return;
    if (t->per_count > 0 && t->per_count != bound->per_count)
        load_error(l, node, name, "pack.value", "state both bounds per the same number",
            "the bounds are stated per different numbers");
    t->per |= bound->per;
    t->per_count = bound->per_count;
}

/* Which bound attributes go with the kind: dates have from and by, the others at-least, at-most. */
static void refuse_bounds(struct loader *l, const struct xml_node *node, bool date)
{
    const char *names[2] = {date ? "at-least" : "from", date ? "at-most" : "by"};
    const char *proper[2] = {date ? "from" : "at-least", date ? "by" : "at-most"};
    for (int i = 0; i < 2; i++)
        if (load_attr(l, node, names[i]))
            load_error(l, node, names[i], "pack.value",
                arena_printf(l->arena, "write %s=\"...\"", proper[i]),
                date ? "a date has no \"%s\"" : "only a date has \"%s\"", names[i]);
}

static void check_rate(struct loader *l, const struct xml_node *node, const struct value_test *t)
{
    if (t->plain && t->per)
        load_error(l, node, "plain", "pack.value", "leave out plain or the rate",
            "a plain value is no rate, but a rate is asked for");
    if (t->per && (t->kind == VALUE_DATE || t->kind == VALUE_TIME) && !t->any_kind)
        load_error(l, node, "per", "pack.value", "leave the rate out", "a %s has no rate",
            value_kind_words[t->kind]);
}

/* Reads the bounds that `node` states into the test. */
static void load_bounds(struct loader *l, const struct xml_node *node, struct value_test *t)
{
    struct value min, max;
    bool date = t->kind == VALUE_DATE, never = false;
    const char *lower = date ? "from" : "at-least", *upper = date ? "by" : "at-most";
    refuse_bounds(l, node, date);
    if (load_bound(l, node, lower, t, &min, &never)) {
        t->has_min = true;
        t->min = min.lo;
        take_rate(l, node, lower, &min, t);
    }
    if (load_bound(l, node, upper, t, &max, &never)) {
        t->has_max = true;
        t->max = max.hi;
        take_rate(l, node, upper, &max, t);
    }
    if (never) {
        t->has_min = true;
        t->has_max = false;
        t->min = HUGE_VAL;
    }
    if (t->per && (t->has_min || t->has_max) && !(t->per_count > 0))
        t->per_count = 1; /* per="head" at-least="3" is three per one head */
    if (t->has_min && t->has_max && t->min > t->max)
        load_error(l, node, load_attr(l, node, upper) ? upper : lower, "pack.value",
            "exchange the bounds",
            "the upper bound lies below the lower one: no value can be within them");
}

bool load_new_bounds(struct loader *l, const struct xml_node *node, struct value_test *t)
{
    struct value_test before = *t;
    size_t errors = l->file->errors;
    load_bounds(l, node, t);
    if (l->file->errors > errors)
        return false;
    return before.has_min != t->has_min || before.has_max != t->has_max || before.min != t->min ||
           before.max != t->max || before.per != t->per;
}

void load_value(struct loader *l, const struct xml_node *node, struct value_test *t)
{
    memset(t, 0, sizeof *t);
    uint32_t kind = load_word(l, node, "kind", value_kind_words, VALUE_KINDS);
    t->any_kind = kind == VALUE_KINDS;
    t->kind = t->any_kind ? VALUE_NUMBER : (enum value_kind)kind;
    t->per = load_per(l, node);
    t->plain = load_yes(l, node, "plain", false);
    t->of = load_ref(l, node, "of", l->concept_ids, "concept");
    load_bounds(l, node, t);
    check_rate(l, node, t);
}
