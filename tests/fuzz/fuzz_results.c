/* Any bytes as results: what is refused is told, what is read holds together. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "results/results.h"

static void check_plan(const struct plan_record *p)
{
    if (!p->path || (p->checked && !*p->pack) || p->score < 0 || p->score > 100)
        abort();
    for (uint32_t i = 0; i < p->requirement_count; i++) {
        const struct requirement_record *q = &p->requirements[i];
        if (q->domain >= p->domain_count || results_requirement(p, q->id) != q)
            abort();
        if (q->finding && strcmp(q->finding->rule, q->id) != 0)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diag *d = diag_new();
    struct results *r = results_new();
    bool ok = results_parse(r, (const char *)data, size, "fuzz", d);
    if (ok == (diag_count(d) > 0) || (!ok && r->count))
        abort();
    for (size_t i = 0; i < r->count; i++)
        check_plan(r->plans[i]);
    results_free(r);
    diag_free(d);
    return 0;
}
