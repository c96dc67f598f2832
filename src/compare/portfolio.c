/* See portfolio.h. Submissions of one organisation under one pack are one line of history, by the
 * day they were written, else as given; figures count the latest of each, so that a plan that was
 * sent three times does not count three times. */
#include "compare/portfolio.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/sort.h"
#include "compare/pairs.h"
#include "compare/portfolio_count.h"
#include "compare/words.h"

/* ---- plans ---- */

static const char *key_of(struct arena *a, const struct plan_record *p)
{
    const char *key = pairs_key(a, p, MATCH_ORGANISATION);
    if (!key)
        key = pairs_key(a, p, MATCH_TITLE);
    return key ? key : p->path;
}

/* The name with the short form of what it is: a row of the heat map has little room. */
static const char *short_name(struct arena *a, const char *name)
{
    static const char *const forms[][2] = {{"Clinical Commissioning Group", "CCG"},
        {"Integrated Care Board", "ICB"}, {"Primary Care Network", "PCN"}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *at = strstr(name, forms[i][0]);
        if (at)
            return arena_printf(
                a, "%.*s%s%s", (int)(at - name), name, forms[i][1], at + strlen(forms[i][0]));
    }
    return name;
}

const char *portfolio_page(struct arena *a, const char *prefix, size_t number, const char *name)
{
    char slug[41];
    size_t n = 0;
    for (; *name && n < sizeof slug - 1; name++) {
        char c = *name;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            slug[n++] = c;
        else if (n && slug[n - 1] != '-')
            slug[n++] = '-';
    }
    while (n && slug[n - 1] == '-')
        n--;
    slug[n] = '\0';
    return arena_printf(a, "%s-%04zu%s%s.html", prefix, number, n ? "-" : "", slug);
}

static size_t count_defects(const struct plan_record *p)
{
    size_t n = 0;
    for (uint32_t i = 0; i < p->finding_count; i++)
        n += p->findings[i].is_defect && p->findings[i].severity > SEVERITY_INFO;
    return n;
}

/* Was the same result seen before: one file, one pack, one version of the program? A folder may
 * hold a run as JSON and as NDJSON. */
static bool is_repeated(struct arena *a, struct map *seen, const struct plan_record *p)
{
    if (!p->sha256)
        return false;
    const char *key = arena_printf(a, "%s\n%s\n%s\n%s\n%.1f", p->path, p->sha256, p->pack_sha256,
        p->pack_parameters, p->score);
    return map_set(seen, key, strlen(key), seen) != NULL;
}

static void add_plans(struct portfolio *f)
{
    struct map *seen = map_new();
    const struct results *r = f->results;
    f->plans = arena_array(f->arena, r->count + 1, sizeof *f->plans);
    f->unread = arena_array(f->arena, r->count + 1, sizeof *f->unread);
    for (size_t i = 0; i < r->count; i++) {
        const struct plan_record *p = r->plans[i];
        if (!p->checked) {
            f->unread[f->unread_count++] = p;
            continue;
        }
        if (is_repeated(f->arena, seen, p)) {
            f->repeated++;
            continue;
        }
        struct site_plan *s = &f->plans[f->count++];
        s->plan = p;
        s->name = short_name(f->arena, words_plan(p));
        s->key = key_of(f->arena, p);
        s->given = i;
        s->page = portfolio_page(f->arena, "plan", i + 1, s->name);
        s->defects = count_defects(p);
    }
    map_free(seen);
}

/* ---- order ---- */

static int compare_given(const struct site_plan *a, const struct site_plan *b)
{
    return (a->given > b->given) - (a->given < b->given);
}

static int compare_numbers(double a, double b) /* high before low, unknown last */
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    return (a < b) - (a > b);
}

/* The older first; those without a day in the order given, before those with one. */
static int compare_written(const struct site_plan *a, const struct site_plan *b)
{
    int by =
        strcmp(a->plan->written ? a->plan->written : "", b->plan->written ? b->plan->written : "");
    return by ? by : compare_given(a, b);
}

static int by_submission(const void *x, const void *y)
{
    const struct site_plan *a = x, *b = y;
    int by = strcmp(a->plan->pack, b->plan->pack);
    if (by == 0)
        by = strcmp(a->key, b->key);
    return by ? by : compare_written(a, b);
}

static int by_name(const void *x, const void *y)
{
    const struct site_plan *const *a = x, *const *b = y;
    int by = strcmp((*a)->key, (*b)->key);
    return by ? by : compare_given(*a, *b);
}

static int by_score(const void *x, const void *y)
{
    const struct site_plan *const *a = x, *const *b = y;
    int by = compare_numbers((*a)->plan->score, (*b)->plan->score);
    return by ? by : by_name(x, y);
}

static int by_rating(const void *x, const void *y)
{
    const struct site_plan *const *a = x, *const *b = y;
    int by = (int)(*b)->plan->rating - (int)(*a)->plan->rating;
    return by ? by : by_name(x, y);
}

static int by_written(const void *x, const void *y) /* the latest first */
{
    const struct site_plan *const *a = x, *const *b = y;
    int by = -compare_written(*a, *b);
    return by ? by : by_name(x, y);
}

static int by_given(const void *x, const void *y)
{
    const struct site_plan *const *a = x, *const *b = y;
    return compare_given(*a, *b);
}

/* Puts submissions in line: each knows the one before and the one after it. */
static void line_up(struct portfolio *f)
{
    sort_stable(f->plans, f->count, sizeof *f->plans, by_submission);
    for (size_t i = 0; i < f->count; i++) {
        struct site_plan *s = &f->plans[i], *before = i ? s - 1 : NULL;
        bool same = before && strcmp(before->plan->pack, s->plan->pack) == 0 &&
                    strcmp(before->key, s->key) == 0;
        s->submission = 1;
        if (!same)
            continue;
        s->submission = before->submission + 1;
        s->earlier = before;
        before->next = s;
    }
}

/* Organisations over all packs. */
static size_t count_keys(const struct portfolio *f)
{
    struct map *keys = map_new();
    for (size_t i = 0; i < f->count; i++)
        map_set(keys, f->plans[i].key, strlen(f->plans[i].key), f->plans);
    size_t n = map_count(keys);
    map_free(keys);
    return n;
}

/* ---- packs ---- */

static void add_version(struct arena *a, struct site_pack *pack, const struct plan_record *p)
{
    const char *version = arena_printf(a, "%s (%.12s)", p->pack_version, p->pack_sha256);
    for (size_t i = 0; i < pack->version_count; i++)
        if (strcmp(pack->versions[i], version) == 0)
            return;
    pack->versions[pack->version_count++] = version;
}

/* Plans are in order of their packs: each run of one id is a pack. */
static void add_packs(struct portfolio *f, int (*order)(const void *, const void *))
{
    f->packs = arena_array(f->arena, f->count + 1, sizeof *f->packs);
    for (size_t i = 0, end; i < f->count; i = end) {
        struct site_pack *pack = &f->packs[f->pack_count++];
        pack->id = f->plans[i].plan->pack;
        pack->number = f->pack_count;
        for (end = i; end < f->count && strcmp(f->plans[end].plan->pack, pack->id) == 0;)
            end++;
        pack->submissions = end - i;
        pack->plans = arena_array(f->arena, end - i + 1, sizeof *pack->plans);
        pack->versions = arena_array(f->arena, end - i + 1, sizeof *pack->versions);
        for (size_t k = i; k < end; k++) {
            add_version(f->arena, pack, f->plans[k].plan);
            if (f->plans[k].plan->pack_title)
                pack->title = f->plans[k].plan->pack_title;
            if (!f->plans[k].next)
                pack->plans[pack->count++] = &f->plans[k];
        }
        sort_stable(pack->plans, pack->count, sizeof(struct site_plan *), order);
        portfolio_count(f->arena, pack);
    }
}

struct portfolio *portfolio_new(struct results *results, enum portfolio_sort sort)
{
    static int (*const orders[])(const void *, const void *) = {[SORT_NAME] = by_name,
        [SORT_SCORE] = by_score,
        [SORT_RATING] = by_rating,
        [SORT_WRITTEN] = by_written,
        [SORT_GIVEN] = by_given};
    struct portfolio *f = xcalloc(1, sizeof *f);
    f->arena = arena_new();
    f->results = results;
    add_plans(f);
    line_up(f);
    add_packs(f, orders[sort]);
    f->organisations = count_keys(f);
    return f;
}

void portfolio_free(struct portfolio *f)
{
    if (!f)
        return;
    results_free(f->results);
    arena_free(f->arena);
    xfree(f);
}
