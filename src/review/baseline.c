/* Earlier results beside those of today: which plan of then is which of now. */
#include <string.h>

#include "base/mem.h"
#include "review/review.h"

const char *standing_name(enum standing s)
{
    static const char *const names[] = {[STANDING_UNKNOWN] = NULL,
        [STANDING_NEW] = "new",
        [STANDING_UNCHANGED] = "unchanged",
        [STANDING_UPDATED] = "updated"};
    return names[s];
}

struct baseline *baseline_read(const char *file, struct diag *diag)
{
    struct results *results = results_new();
    if (!results_read(results, file, diag)) {
        results_free(results);
        return NULL;
    }
    struct baseline *b = arena_alloc(results->arena, sizeof *b);
    b->file = arena_strdup(results->arena, file);
    b->results = results;
    return b;
}

void baseline_free(struct baseline *b)
{
    if (b)
        results_free(b->results);
}

/* "./plan.txt" and "plan.txt" are one path. */
static const char *plain(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return path;
}

static bool is_sha256(const struct plan_record *plan, const char *sha256)
{
    return sha256 && plan->sha256 && strcmp(plan->sha256, sha256) == 0;
}

const struct plan_record *baseline_plan(
    const struct baseline *b, const char *path, const char *sha256, bool alone)
{
    const struct results *r = b->results;
    const struct plan_record *found = NULL;
    for (size_t i = 0; i < r->count && !found; i++)
        if (strcmp(plain(r->plans[i]->path), plain(path)) == 0)
            found = r->plans[i];
    for (size_t i = 0; i < r->count && !found; i++)
        if (is_sha256(r->plans[i], sha256))
            found = r->plans[i];
    if (!found && alone && r->count == 1)
        found = r->plans[0];
    return found && found->checked ? found : NULL;
}

bool baseline_had(const struct plan_record *plan, const char *fingerprint)
{
    for (uint32_t i = 0; i < plan->finding_count; i++)
        if (strcmp(plan->findings[i].fingerprint, fingerprint) == 0)
            return true;
    return false;
}
