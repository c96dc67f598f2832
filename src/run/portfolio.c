/* The site over many results: the public face of compare/portfolio. */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "compare/portfolio.h"
#include "run/engine.h"

static const char *const sorts[] = {[SORT_NAME] = "name",
    [SORT_SCORE] = "score",
    [SORT_RATING] = "rating",
    [SORT_WRITTEN] = "written",
    [SORT_GIVEN] = "given"};

static bool find_sort(struct pa_engine *e, const char *name, enum portfolio_sort *sort)
{
    *sort = SORT_NAME;
    for (size_t i = 0; name && i < sizeof sorts / sizeof *sorts; i++) {
        if (strcmp(sorts[i], name) != 0)
            continue;
        *sort = (enum portfolio_sort)i;
        return true;
    }
    if (name)
        engine_error(e, "portfolio.sort", "choose among name, score, rating, written, given",
            "plans cannot be sorted by \"%s\"", name);
    return !name;
}

/* Hands a page over and frees it. */
static enum pa_status give(
    struct pa_engine *e, struct buf *page, const char *name, pa_file_fn *write, void *user)
{
    enum pa_status status = PA_OK;
    if (page->full) {
        engine_error(e, "report.too-large", "put fewer plans into one portfolio",
            "%s is longer than %u MiB", name, LIMIT_REPORT_BYTES >> 20);
        status = PA_ERROR_WRITE;
    } else if (!write(user, name, buf_str(page), page->len)) {
        status = PA_ERROR_WRITE;
    }
    buf_clear(page);
    return status;
}

static enum pa_status write_requirements(
    struct pa_engine *e, const struct site_pack *p, pa_file_fn *write, void *user)
{
    enum pa_status status = PA_OK;
    struct buf page;
    buf_init(&page, LIMIT_REPORT_BYTES);
    for (size_t i = 0; i < p->requirement_count && status == PA_OK; i++) {
        portfolio_requirement(p, &p->requirements[i], &page);
        status = give(e, &page, p->requirements[i].page, write, user);
    }
    return status;
}

static enum pa_status write_site(
    struct pa_engine *e, const struct portfolio *f, pa_file_fn *write, void *user)
{
    struct buf page;
    buf_init(&page, LIMIT_REPORT_BYTES);
    portfolio_index(f, &page);
    enum pa_status status = give(e, &page, "index.html", write, user);
    for (size_t i = 0; i < f->count && status == PA_OK; i++) {
        portfolio_plan(f, &f->plans[i], &page);
        status = give(e, &page, f->plans[i].page, write, user);
    }
    for (size_t i = 0; i < f->pack_count && status == PA_OK; i++)
        status = write_requirements(e, &f->packs[i], write, user);
    if (status != PA_OK)
        return status;
    portfolio_csv(f, &page);
    return give(e, &page, "all.csv", write, user);
}

enum pa_status pa_portfolio_write(struct pa_engine *e, const char *const *paths, size_t count,
    const char *sort_name, pa_file_fn *write, void *user)
{
    enum portfolio_sort sort;
    if (!find_sort(e, sort_name, &sort))
        return PA_ERROR_USAGE;
    struct results *results = results_new();
    size_t failed = 0;
    for (size_t i = 0; i < count; i++)
        failed += !results_read(results, paths[i], e->messages);
    if (results->count == 0 && !failed)
        engine_error(e, "portfolio.empty", NULL, "there is no plan in these results");
    if (results->count == 0) {
        results_free(results);
        return PA_ERROR_USAGE;
    }
    struct portfolio *f = portfolio_new(results, sort);
    enum pa_status status = write_site(e, f, write, user);
    portfolio_free(f);
    return status == PA_OK && failed ? PA_ERROR_PLAN : status;
}
