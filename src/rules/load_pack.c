/* pack.xml: what the pack is, its sources, how it is scored, and which files belong to it. */
#include <stdbool.h>
#include <string.h>

#include "rules/load.h"
#include "rules/names.h"

/* Two digits within bounds at `at`, behind a hyphen. */
static bool is_part(const char *at, int least, int most)
{
    if (at[0] != '-' || at[1] < '0' || at[1] > '9' || at[2] < '0' || at[2] > '9')
        return false;
    int n = (at[1] - '0') * 10 + at[2] - '0';
    return n >= least && n <= most;
}

/* "2016", "2016-09" or "2016-09-20". */
static bool is_date(const char *text)
{
    size_t len = strlen(text);
    if (strspn(text, "0123456789") != 4)
        return false;
    if (len == 4)
        return true;
    return (len == 7 || (len == 10 && is_part(text + 7, 1, 31))) && is_part(text + 4, 1, 12);
}

static const char *load_date(struct loader *l, const struct xml_node *node, const char *name)
{
    const char *text = load_attr(l, node, name);
    if (text && !is_date(text))
        load_error(
            l, node, name, "pack.value", "write it as 2017-04-01", "\"%s\" is no date", text);
    return text;
}

/* Behind the ones that are there. */
static void load_sources(struct loader *l, const struct xml_node *root)
{
    struct pack *p = l->pack;
    struct source *all =
        arena_array(l->arena, (size_t)p->source_count + count_named(root, "source"), sizeof *all);
    if (p->source_count)
        memcpy(all, p->sources, p->source_count * sizeof *all);
    p->sources = all;
    for (const struct xml_node *n = xml_first(root); n; n = xml_next(n)) {
        if (!xml_is(n, "source"))
            continue;
        struct source *s = &p->sources[p->source_count];
        s->id = load_id(l, n, "id");
        s->title = load_attr(l, n, "title");
        s->publisher = load_attr(l, n, "publisher");
        s->date = load_date(l, n, "date");
        if (s->id)
            load_register(l, n, l->source_ids, "source", s->id, p->source_count++);
    }
}

static void load_domains(struct loader *l, const struct xml_node *root)
{
    struct pack *p = l->pack;
    p->domains = arena_array(l->arena, count_named(root, "domain"), sizeof *p->domains);
    for (const struct xml_node *n = xml_first(root); n; n = xml_next(n)) {
        if (!xml_is(n, "domain"))
            continue;
        struct domain *d = &p->domains[p->domain_count++];
        d->id = load_id(l, n, "id");
        d->title = load_attr(l, n, "title");
        d->weight = load_number(l, n, "weight", 1, 0, 1000);
        if (d->id)
            load_register(l, n, l->domain_ids, "domain", d->id, p->domain_count - 1);
    }
}

static void load_scoring(struct loader *l, const struct xml_node *root)
{
    static const char *const means[] = {"requirements", "domains", NULL};
    struct pack *p = l->pack;
    const struct xml_node *scoring = child_named(root, "scoring");
    const struct xml_node *rating = child_named(root, "rating");
    p->model = SCORING_FLAT;
    p->partial_credit = 0.5;
    p->red_below = 40;
    p->red_must_not_met = 50;
    if (scoring) {
        p->model = (enum scoring_model)load_word(l, scoring, "model", model_words, SCORING_FLAT);
        p->partial_credit = load_number(l, scoring, "partial", 0.5, 0, 1);
        p->domain_mean = load_word(l, scoring, "mean", means, 0) == 1;
    }
    if (!rating)
        return;
    p->red_below = load_number(l, rating, "red-below", 40, 0, 100);
    p->red_must_not_met = load_number(l, rating, "red-must-not-met", 50, 0, 100);
    p->green_from = load_number(l, rating, "green-from", 0, 0, 100);
    if (p->green_from > 0 && p->green_from < p->red_below)
        load_error(l, rating, "green-from", "pack.rating", "green begins above red",
            "green-from (%g) lies below red-below (%g)", p->green_from, p->red_below);
}

/* <defects>: another severity for a check, or "off"; and what defects do to outcomes. */
static void load_defects(struct loader *l, const struct xml_node *root)
{
    static const char *const severities[] = {"high", "medium", "low", "info", "off", NULL};
    const struct xml_node *defects = child_named(root, "defects");
    struct pack *p = l->pack;
    if (!defects)
        return;
    p->defect_count = 0;
    p->defects = arena_array(l->arena, count_named(defects, "defect") + 1u, sizeof *p->defects);
    load_defect_caps(l, defects);
    for (const struct xml_node *n = xml_first(defects); n; n = xml_next(n)) {
        if (!xml_is(n, "defect") || !load_attr(l, n, "rule"))
            continue;
        struct defect_setting *s = &p->defects[p->defect_count++];
        /* copies: an image of the pack holds no pointers into the program */
        s->rule = arena_strdup(
            l->arena, defect_rule_words[load_word(l, n, "rule", defect_rule_words, 0)]);
        s->severity =
            arena_strdup(l->arena, severities[load_word(l, n, "severity", severities, 1)]);
    }
}

/* What every pack says of itself. */
static void load_identity(struct loader *l, const struct xml_node *root)
{
    struct pack *p = l->pack;
    const struct xml_node *title = child_named(root, "title"),
                          *period = child_named(root, "period"),
                          *type = child_named(root, "plan-type");
    p->id = load_id(l, root, "id");
    p->version = load_attr(l, root, "version");
    p->title = title ? load_text(l, title) : NULL;
    p->period = period ? load_text(l, period) : p->period;
    p->plan_type = type ? load_text(l, type) : p->plan_type;
    if (period) {
        p->period_from = load_date(l, period, "from");
        p->period_to = load_date(l, period, "to");
    }
    load_sources(l, root);
    load_defects(l, root);
    load_parameters(l, root);
    load_settings(l);
    p->detect = (struct detect){0};
    load_detect(l, root, &p->detect);
}

void load_pack_head(struct loader *l, const struct xml_node *root)
{
    load_identity(l, root);
    load_scoring(l, root);
    load_domains(l, root);
}

void load_wrapper_head(struct loader *l, const struct xml_node *root)
{
    struct pack *p = l->pack;
    p->base_id = p->id;
    p->base_version = p->version;
    p->base_title = p->title;
    load_identity(l, root);
    if (p->id && p->base_id && strcmp(p->id, p->base_id) == 0)
        load_error(l, root, "id", "pack.id", "results name the pack: give it an id of its own",
            "the wrapper has the id of the pack that it includes");
    struct domain *all =
        arena_array(l->arena, (size_t)p->domain_count + count_named(root, "add"), sizeof *all);
    if (p->domain_count)
        memcpy(all, p->domains, p->domain_count * sizeof *all);
    p->domains = all;
}

uint32_t load_added_domain(struct loader *l, const struct xml_node *add)
{
    struct pack *p = l->pack;
    const char *id = load_id(l, add, "domain"), *title = load_attr(l, add, "title");
    void *known = id ? map_get(l->domain_ids, id, strlen(id)) : NULL;
    if (!id)
        return RULES_NONE;
    if (known && (title || load_attr(l, add, "weight")))
        load_error(l, add, title ? "title" : "weight", "pack.add",
            "leave title and weight out, or use <weight domain=\"...\" .../>",
            "the domain \"%s\" is there already", id);
    if (known)
        return (uint32_t)((uintptr_t)known - 1);
    if (!title)
        load_error(l, add, "domain", "pack.unknown-domain", load_advice_map(l, l->domain_ids, id),
            "there is no domain \"%s\", and a new one needs a title", id);
    struct domain *d = &p->domains[p->domain_count++];
    d->id = id;
    d->title = title ? title : id;
    d->weight = load_number(l, add, "weight", 1, 0, 1000);
    map_set(l->domain_ids, id, strlen(id), (void *)(uintptr_t)p->domain_count);
    return p->domain_count - 1;
}
