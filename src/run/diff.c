/* Comparing results that were written before: the public face of compare/diff. */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "compare/diff.h"
#include "run/engine.h"

struct pa_diff {
    struct diff *diff;
};

static const char *const matches[] = {[MATCH_AUTO] = "auto",
    [MATCH_ORGANISATION] = "organisation",
    [MATCH_TITLE] = "title",
    [MATCH_PATH] = "path",
    [MATCH_ORDER] = "order"};

static bool find_match(struct pa_engine *e, const char *name, enum match *match)
{
    *match = MATCH_AUTO;
    for (size_t i = 0; name && i < sizeof matches / sizeof *matches; i++) {
        if (strcmp(matches[i], name) != 0)
            continue;
        *match = (enum match)i;
        return true;
    }
    if (name)
        engine_error(e, "diff.match", "choose among auto, organisation, title, path, order",
            "plans cannot be paired by \"%s\"", name);
    return !name;
}

enum pa_status pa_diff_new(struct pa_engine *e, const char *before, const char *now,
    const char *match_name, struct pa_diff **out)
{
    enum match match;
    *out = NULL;
    if (!find_match(e, match_name, &match))
        return PA_ERROR_USAGE;
    struct results *old = results_new(), *new = results_new();
    if (!results_read(old, before, e->messages) || !results_read(new, now, e->messages)) {
        results_free(old);
        results_free(new);
        return PA_ERROR_USAGE;
    }
    *out = xcalloc(1, sizeof **out);
    (*out)->diff = diff_new(old, new, before, now, match);
    return PA_OK;
}

void pa_diff_free(struct pa_diff *d)
{
    if (!d)
        return;
    diff_free(d->diff);
    xfree(d);
}

size_t pa_diff_compared(const struct pa_diff *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->diff->count; i++)
        n += d->diff->plans[i].comparable;
    return n;
}

size_t pa_diff_unread(const struct pa_diff *d)
{
    return d->diff->count - pa_diff_compared(d);
}

size_t pa_diff_alone(const struct pa_diff *d)
{
    return d->diff->only_before_count + d->diff->only_now_count;
}

size_t pa_diff_lost(const struct pa_diff *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->diff->count; i++)
        n += d->diff->plans[i].changes[CHANGE_LOST];
    return n;
}

size_t pa_diff_defects(const struct pa_diff *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->diff->count; i++)
        n += d->diff->plans[i].defects_grave;
    return n;
}

enum pa_status pa_diff_write(struct pa_engine *e, const struct pa_diff *d, const char *format,
    const struct pa_report_options *options, pa_write_fn *write, void *user)
{
    diff_writer *writer = diff_writer_find(format);
    if (!writer) {
        engine_error(e, "report.unknown", NULL, "there is no format \"%s\"", format);
        return PA_ERROR_USAGE;
    }
    struct diff_options how = {0};
    if (options) {
        how.colour = options->colour;
        how.verbose = options->verbose;
    }
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    writer(d->diff, &how, &out);
    return engine_write(e, &out, write, user);
}
