/* See pairs.h. Without --match the keys are tried from the surest to the weakest: the organisation,
 * the title, the path, the name of the file. Each pairs only what is unique on both sides. */
#include "compare/pairs.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"

#define MATCH_NAME (MATCH_ORDER + 1) /* the file's name without folder and ending */

static const char *fold(struct arena *a, const char *s, size_t len)
{
    struct buf b;
    buf_init(&b, len + 1);
    for (size_t i = 0; i < len; i++) {
        char c = s[i];
        bool blank = strchr(" \t\r\n", c) != NULL;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (!blank)
            buf_add_char(&b, c);
        else if (b.len && b.s[b.len - 1] != ' ')
            buf_add_char(&b, ' ');
    }
    while (b.len && b.s[b.len - 1] == ' ')
        b.s[--b.len] = '\0';
    const char *key = b.len ? arena_copy(a, b.s, b.len) : NULL;
    buf_clear(&b);
    return key;
}

/* Short and long forms of the kinds of organisation are one: "CCG" and what it stands for. */
static const char *fold_organisation(struct arena *a, const char *name)
{
    static const char *const forms[][2] = {{"clinical commissioning group", "ccg"},
        {"integrated care board", "icb"}, {"primary care network", "pcn"}};
    const char *key = fold(a, name, strlen(name));
    for (size_t i = 0; key && i < sizeof forms / sizeof *forms; i++) {
        const char *at = strstr(key, forms[i][0]);
        if (at)
            key = arena_printf(
                a, "%.*s%s%s", (int)(at - key), key, forms[i][1], at + strlen(forms[i][0]));
    }
    return key && strncmp(key, "nhs ", 4) == 0 ? key + 4 : key;
}

static const char *key_of(struct arena *a, const struct plan_record *p, unsigned match)
{
    if (match == MATCH_ORGANISATION)
        return p->organisation ? fold_organisation(a, p->organisation) : NULL;
    if (match == MATCH_TITLE)
        return p->title ? fold(a, p->title, strlen(p->title)) : NULL;
    if (match == MATCH_PATH)
        return p->path;
    const char *name = file_base_name(p->path), *dot = strrchr(name, '.');
    return fold(a, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

const char *pairs_key(struct arena *a, const struct plan_record *p, enum match match)
{
    return key_of(a, p, match);
}

/* Plans not yet paired by key: a plan's number + 1, or MANY when the key is not unique. */
#define MANY ((size_t)-1)
static struct map *index_keys(
    struct arena *a, const struct results *r, const bool *taken, unsigned match)
{
    struct map *m = map_new();
    for (size_t i = 0; i < r->count; i++) {
        const char *key = taken[i] ? NULL : key_of(a, r->plans[i], match);
        if (!key)
            continue;
        bool known = map_get(m, key, strlen(key)) != NULL;
        size_t *value = arena_alloc(a, sizeof *value);
        *value = known ? MANY : i;
        map_set(m, key, strlen(key), value);
    }
    return m;
}

struct pairing {
    struct diff *diff;
    bool *taken_before, *taken_now;
    size_t *partner; /* of each plan of the second run; MANY: none */
    const char **matched;
};

static void pair_by(struct pairing *p, unsigned match, const char *name)
{
    struct diff *d = p->diff;
    struct map *before = index_keys(d->arena, d->before, p->taken_before, match);
    struct map *now = index_keys(d->arena, d->now, p->taken_now, match);
    for (size_t i = 0; i < map_count(now); i++) {
        void *value;
        size_t len;
        const char *key = map_at(now, i, &len, &value);
        const size_t *b = map_get(before, key, len), *n = value;
        if (!b || *b == MANY || *n == MANY)
            continue;
        p->partner[*n] = *b;
        p->matched[*n] = name;
        p->taken_before[*b] = p->taken_now[*n] = true;
    }
    map_free(before);
    map_free(now);
}

static void pair_in_order(struct pairing *p, const char *name)
{
    for (size_t i = 0; i < p->diff->now->count && i < p->diff->before->count; i++) {
        p->partner[i] = i;
        p->matched[i] = name;
        p->taken_before[i] = p->taken_now[i] = true;
    }
}

static void find(struct pairing *p, enum match match)
{
    static const char *const names[] = {[MATCH_ORGANISATION] = "organisation",
        [MATCH_TITLE] = "title",
        [MATCH_PATH] = "path",
        [MATCH_ORDER] = "order",
        [MATCH_NAME] = "file name"};
    if (p->diff->before->count == 1 && p->diff->now->count == 1) {
        pair_in_order(p, "alone");
    } else if (match == MATCH_ORDER) {
        pair_in_order(p, names[match]);
    } else if (match != MATCH_AUTO) {
        pair_by(p, match, names[match]);
    } else {
        static const unsigned order[] = {MATCH_ORGANISATION, MATCH_TITLE, MATCH_PATH, MATCH_NAME};
        for (size_t i = 0; i < sizeof order / sizeof *order; i++)
            pair_by(p, order[i], names[order[i]]);
    }
}

void pairs_find(struct diff *d, enum match match)
{
    size_t before = d->before->count, now = d->now->count;
    struct pairing p = {.diff = d};
    p.taken_before = arena_array(d->arena, before + 1, sizeof(bool));
    p.taken_now = arena_array(d->arena, now + 1, sizeof(bool));
    p.partner = arena_array(d->arena, now + 1, sizeof(size_t));
    p.matched = arena_array(d->arena, now + 1, sizeof(const char *));
    find(&p, match);
    d->plans = arena_array(d->arena, now + 1, sizeof *d->plans);
    d->only_now = arena_array(d->arena, now + 1, sizeof *d->only_now);
    d->only_before = arena_array(d->arena, before + 1, sizeof *d->only_before);
    for (size_t i = 0; i < now; i++) {
        if (!p.taken_now[i]) {
            d->only_now[d->only_now_count++] = d->now->plans[i];
            continue;
        }
        struct plan_diff *plan = &d->plans[d->count++];
        plan->before = d->before->plans[p.partner[i]];
        plan->now = d->now->plans[i];
        plan->matched = p.matched[i];
    }
    for (size_t i = 0; i < before; i++)
        if (!p.taken_before[i])
            d->only_before[d->only_before_count++] = d->before->plans[i];
}
