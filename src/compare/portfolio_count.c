/* See portfolio_count.h. Plans of one pack may have been checked with several versions of it: a
 * domain or requirement is known by its id, and the last version's words are shown. */
#include "compare/portfolio_count.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/sort.h"
#include "defects/defects.h"

struct counting {
    struct arena *arena;
    struct site_pack *pack;
    struct map *domains, *requirements; /* id to its place + 1, kept as a number in the arena */
    struct map *gaps, *defects;         /* key to struct site_count */
    VEC(struct site_domain) domain_list;
    VEC(struct site_requirement) requirement_list;
};

static size_t *slot(struct counting *c, struct map *m, const char *id, size_t fresh)
{
    size_t *place = map_get(m, id, strlen(id));
    if (place)
        return place;
    place = arena_alloc(c->arena, sizeof *place);
    *place = fresh;
    map_set(m, id, strlen(id), place);
    return place;
}

static size_t domain_of(struct counting *c, const struct domain_record *d)
{
    size_t i = *slot(c, c->domains, d->id, c->domain_list.n);
    if (i == c->domain_list.n)
        VEC_PUSH(&c->domain_list, ((struct site_domain){.id = d->id}));
    c->domain_list.v[i].title = d->title;
    return i;
}

/* Counts a plan for `what` of `of` once, however often it stands in it. */
static struct site_count *count_once(struct counting *c, struct map *m, const char *key,
    const char *what, const char *of, size_t plan)
{
    struct tagged {
        struct site_count count;
        size_t last; /* the plan that was counted last, + 1 */
    } *t = map_get(m, key, strlen(key));
    if (!t) {
        t = arena_alloc(c->arena, sizeof *t);
        t->count.what = what;
        t->count.of = of;
        map_set(m, key, strlen(key), t);
    }
    t->count.times++;
    t->count.plans += t->last != plan + 1;
    t->last = plan + 1;
    return &t->count;
}

static void count_outcome(struct site_requirement *s, enum pa_outcome outcome)
{
    switch (outcome) {
    case PA_MET:
        s->met++;
        break;
    case PA_PARTIAL:
        s->partial++;
        break;
    case PA_NOT_MET:
        s->not_met++;
        break;
    case PA_NOT_APPLICABLE:
        s->not_applicable++;
        break;
    case PA_NOT_ASSESSED:
        s->not_assessed++;
        break;
    }
}

/* A gap without the remark why what was found does not count. */
static const char *gap_words(struct arena *a, const char *gap)
{
    const char *remark = strstr(gap, " (found, but");
    return arena_copy(a, gap, remark ? (size_t)(remark - gap) : strlen(gap));
}

static void count_requirement(struct counting *c, const struct plan_record *p,
    const struct requirement_record *q, size_t plan)
{
    size_t i = *slot(c, c->requirements, q->id, c->requirement_list.n);
    if (i == c->requirement_list.n)
        VEC_PUSH(&c->requirement_list,
            ((struct site_requirement){.id = q->id,
                .page = portfolio_page(c->arena,
                    arena_printf(c->arena, "requirement-%zu", c->pack->number), i + 1, q->id)}));
    struct site_requirement *s = &c->requirement_list.v[i];
    s->title = q->title;
    s->recommendation = q->recommendation;
    s->level = q->level;
    s->domain = domain_of(c, &p->domains[q->domain]);
    count_outcome(s, q->outcome);
    if (q->outcome != PA_NOT_MET && q->outcome != PA_PARTIAL)
        return;
    for (uint32_t k = 0; k < q->gap_count; k++) {
        const char *words = gap_words(c->arena, q->gaps[k]);
        const char *key = arena_printf(c->arena, "%s\n%s", q->id, words);
        count_once(c, c->gaps, key, words, q->title, plan)->page = s->page;
    }
}

static const char *defect_words(const char *rule)
{
    const struct defect_check *check;
    for (size_t i = 0; (check = defect_check_at(i)) != NULL; i++)
        if (strcmp(check->rule, rule) == 0)
            return check->description;
    return rule;
}

static void count_plan(struct counting *c, const struct plan_record *p, size_t plan)
{
    struct site_pack *pack = c->pack;
    pack->ratings[p->rating]++;
    if (!isnan(p->score)) {
        size_t bin = (size_t)(p->score / 10);
        pack->bins[bin > 9 ? 9 : bin]++;
    }
    for (uint32_t i = 0; i < p->domain_count; i++) {
        size_t d = domain_of(c, &p->domains[i]);
        c->domain_list.v[d].ratings[p->domains[i].rating]++;
    }
    for (uint32_t i = 0; i < p->requirement_count; i++)
        count_requirement(c, p, &p->requirements[i], plan);
    for (uint32_t i = 0; i < p->finding_count; i++) {
        const struct finding_record *f = &p->findings[i];
        if (f->is_defect && f->severity > SEVERITY_INFO)
            count_once(c, c->defects, f->rule, defect_words(f->rule), f->rule, plan);
    }
}

/* Most often open first: not met, then partly met, then in the order of ids. */
static int by_open(const void *x, const void *y)
{
    const struct site_requirement *a = x, *b = y;
    if (a->not_met != b->not_met)
        return a->not_met < b->not_met ? 1 : -1;
    if (a->partial != b->partial)
        return a->partial < b->partial ? 1 : -1;
    return strcmp(a->id, b->id);
}

static int by_frequency(const void *x, const void *y)
{
    const struct site_count *a = x, *b = y;
    if (a->plans != b->plans)
        return a->plans < b->plans ? 1 : -1;
    int by = strcmp(a->what, b->what);
    return by ? by : strcmp(a->of, b->of);
}

static struct site_count *take_counts(struct arena *a, struct map *m, size_t *count)
{
    *count = map_count(m);
    struct site_count *list = arena_array(a, *count + 1, sizeof *list);
    for (size_t i = 0; i < *count; i++) {
        void *value;
        map_at(m, i, NULL, &value);
        list[i] = *(struct site_count *)value;
    }
    sort_stable(list, *count, sizeof *list, by_frequency);
    map_free(m);
    return list;
}

void portfolio_count(struct arena *arena, struct site_pack *pack)
{
    struct counting c = {.arena = arena, .pack = pack};
    c.domains = map_new();
    c.requirements = map_new();
    c.gaps = map_new();
    c.defects = map_new();
    for (size_t i = 0; i < pack->count; i++)
        count_plan(&c, pack->plans[i]->plan, i);
    pack->domain_count = c.domain_list.n;
    pack->domains = arena_array(arena, c.domain_list.n + 1, sizeof *pack->domains);
    for (size_t i = 0; i < c.domain_list.n; i++)
        pack->domains[i] = c.domain_list.v[i];
    pack->requirement_count = c.requirement_list.n;
    pack->requirements = arena_array(arena, c.requirement_list.n + 1, sizeof *pack->requirements);
    for (size_t i = 0; i < c.requirement_list.n; i++)
        pack->requirements[i] = c.requirement_list.v[i];
    sort_stable(pack->requirements, pack->requirement_count, sizeof *pack->requirements, by_open);
    pack->gaps = take_counts(arena, c.gaps, &pack->gap_count);
    pack->defects = take_counts(arena, c.defects, &pack->defect_count);
    xfree(c.domain_list.v);
    xfree(c.requirement_list.v);
    map_free(c.domains);
    map_free(c.requirements);
}
