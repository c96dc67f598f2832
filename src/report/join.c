/* Parts to reports: see report.h. */
#include <string.h>

#include "base/limits.h"
#include "base/map.h"
#include "report/formats.h"

/* What a call added to `out` counts. */
static void count_written(struct report_join *j, size_t before, const struct buf *out)
{
    j->written += out->len - before;
}

void report_begin(struct report_join *j, struct buf *out)
{
    size_t before = out->len;
    j->stream = 0;
    j->taken = j->last = j->written = 0;
    j->text = 0;
    j->full = false;
    if (j->report->piece)
        j->report->piece(j, out);
    count_written(j, before, out);
}

void report_take(struct report_join *j, const struct plan_figures *f, const char *part, size_t len,
    struct buf *out)
{
    size_t before = out->len;
    j->text += f->text;
    if (j->report->take)
        j->report->take(j, f, part, len, out);
    else
        buf_add(out, part, len);
    count_written(j, before, out);
}

void report_next(struct report_join *j, struct buf *out)
{
    size_t before = out->len;
    j->stream++;
    j->last = j->taken;
    j->taken = 0;
    j->text = 0;
    j->full = false;
    if (j->report->piece)
        j->report->piece(j, out);
    count_written(j, before, out);
}

void report_take_list(struct report_join *j, const struct plan_figures *f, const char *part,
    size_t len, struct buf *out)
{
    (void)f;
    if (!len)
        return;
    bool first = j->taken++ == 0 && part[0] == ',';
    buf_add(out, part + first, len - first);
}

/* "./plans/a.md" is "plans/a.md". */
static const char *plain_path(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return path;
}

size_t report_repeat(struct map *seen, const char *path)
{
    path = plain_path(path);
    size_t before = (size_t)(uintptr_t)map_get(seen, path, strlen(path));
    map_set(seen, path, strlen(path), (void *)(uintptr_t)(before + 1));
    return before;
}

static void add_stream(struct report_join *j, const struct result *const *results,
    const struct plan_figures *figures, struct buf *out)
{
    struct map *seen = j->report->repeats ? map_new() : NULL;
    struct buf part;
    buf_init(&part, LIMIT_REPORT_BYTES);
    for (size_t i = 0; i < j->count; i++) {
        struct report_place place = {
            i, j->count, seen ? report_repeat(seen, results[i]->path) : 0, j->options};
        j->report->plan(results[i], &place, j->stream, &part);
        report_take(j, &figures[i], buf_str(&part), part.len, out);
        out->full |= part.full;
        buf_clear(&part);
    }
    map_free(seen);
}

bool report_write(const struct report *report, const struct result *const *results, size_t count,
    const struct review *review, const struct pa_report_options *options, struct buf *out)
{
    struct tally tally;
    struct plan_figures *figures = xcalloc(count + 1, sizeof *figures);
    tally_init(&tally, review);
    for (size_t i = 0; i < count; i++) {
        report_figures(results[i], options->threshold, &figures[i]);
        tally_add(&tally, &figures[i]);
    }
    struct report_join j = {.report = report, .options = options, .tally = &tally, .count = count};
    struct buf body;
    buf_init(&body, out->max);
    report_begin(&j, &body);
    for (unsigned k = 0; k < report->streams; k++) {
        add_stream(&j, results, figures, &body);
        report_next(&j, &body);
    }
    if (!report->close) {
        *out = body;
    } else {
        out->full |= body.full || !report->close(&j, &body, out);
        buf_clear(&body);
    }
    tally_clear(&tally);
    xfree(figures);
    return !out->full;
}
