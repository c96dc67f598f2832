/* Any bytes as results: what is refused is told, what is read holds together, and everything that
 * is said of several results can be said of it. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "compare/diff.h"
#include "compare/portfolio.h"
#include "results/results.h"

static void check_plan(const struct plan_record *p)
{
    if (!p->path || (p->checked && !p->pack) || p->score < 0 || p->score > 100)
        abort();
    for (uint32_t i = 0; i < p->requirement_count; i++) {
        const struct requirement_record *q = &p->requirements[i];
        if (q->domain >= p->domain_count || results_requirement(p, q->id) != q)
            abort();
        if (q->finding && strcmp(q->finding->rule, q->id) != 0)
            abort();
    }
}

static struct results *read_results(const uint8_t *data, size_t size)
{
    struct diag *d = diag_new();
    struct results *r = results_new();
    bool ok = results_parse(r, (const char *)data, size, "fuzz", d);
    if (ok == (diag_count(d) > 0) || (!ok && r->count))
        abort();
    diag_free(d);
    return r;
}

/* Results against themselves: nothing is lost, nothing is new. */
static void compare(struct results *before, struct results *now)
{
    static diff_writer *const writers[] = {diff_text, diff_markdown, diff_html, diff_json};
    struct diff *d = diff_new(before, now, "before", "now", MATCH_ORDER);
    struct diff_options options = {0};
    struct buf out;
    buf_init(&out, 1 << 26);
    for (size_t i = 0; i < d->count; i++)
        if (d->plans[i].changes[CHANGE_LOST] || d->plans[i].defects_new)
            abort();
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        writers[i](d, &options, &out);
        buf_clear(&out);
    }
    diff_free(d);
}

static void show(struct results *results)
{
    struct portfolio *f = portfolio_new(results, SORT_NAME);
    struct buf out;
    buf_init(&out, 1 << 26);
    portfolio_index(f, &out);
    portfolio_csv(f, &out);
    for (size_t i = 0; i < f->count; i++)
        portfolio_plan(f, &f->plans[i], &out);
    for (size_t i = 0; i < f->pack_count; i++)
        for (size_t k = 0; k < f->packs[i].requirement_count; k++)
            portfolio_requirement(&f->packs[i], &f->packs[i].requirements[k], &out);
    buf_clear(&out);
    portfolio_free(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct results *r = read_results(data, size);
    for (size_t i = 0; i < r->count; i++)
        check_plan(r->plans[i]);
    compare(r, read_results(data, size));
    show(read_results(data, size));
    return 0;
}
