/* See workers.h: the pool of batch/, with the reports that the server keeps of a plan. */
#include "config.h"

#include "server/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "batch/pool.h"
#include "values/values.h"

const char *const worker_artefacts[WORKER_REPORTS] = {
    "results.json", "report.html", "letter.docx", "text.txt"};
static const char *const formats[WORKER_REPORTS] = {"json", "html", "letter-docx", "plan-text"};
struct running {
    checked_fn *done;
    void *user;
};

struct workers {
    struct pool *pool;
    unsigned count;
};

struct workers *workers_new(struct pa_engine *engine, unsigned count)
{
    struct workers *w = xcalloc(1, sizeof *w);
    w->count = count ? count : pool_processors();
    w->pool = pool_start(engine, &(struct pool_options){.workers = w->count});
    if (w->pool)
        return w;
    for (size_t i = 0; i < pa_message_count(engine); i++)
        fputs(pa_message_text(engine, i, false), stderr);
    xfree(w);
    return NULL;
}

void workers_free(struct workers *w)
{
    if (!w)
        return;
    pool_free(w->pool);
    xfree(w);
}

bool workers_idle(const struct workers *w)
{
    return pool_busy(w->pool) < w->count;
}

static void take(void *user, const struct answer *answer)
{
    struct running *run = user;
    struct checked checked = {answer_error_code(answer), answer_error_message(answer), {{0}}};
    for (size_t i = 0; i < WORKER_REPORTS; i++) {
        buf_init(&checked.reports[i], LIMIT_REPORT_BYTES);
        if (!checked.error_code && !answer_report(answer, i, &checked.reports[i])) {
            checked.error_code = "plan.report";
            checked.error = "its report is too long";
        }
    }
    run->done(run->user, &checked);
    for (size_t i = 0; i < WORKER_REPORTS; i++)
        buf_clear(&checked.reports[i]);
    xfree(run);
}

/* The day that stands in reports and letters. */
static void write_today(char out[32])
{
    int year, month, day;
    value_civil((int32_t)(time(NULL) / 86400), &year, &month, &day);
    snprintf(out, 32, "%04d-%02d-%02d", year, month, day);
}

bool workers_begin(struct workers *w, const struct check *check, checked_fn *done, void *user)
{
    char today[32];
    write_today(today);
    const struct pa_report_options options = {.as_of = today, .confined = true};
    struct job job = {.name = check->name,
        .fd = open(check->document, O_RDONLY | O_CLOEXEC | O_NOFOLLOW),
        .pack = *check->framework ? check->framework : NULL,
        .judgements = check->judgements,
        .formats = formats,
        .format_count = WORKER_REPORTS,
        .options = &options};
    if (job.fd < 0)
        return false;
    struct running *run = xcalloc(1, sizeof *run);
    *run = (struct running){done, user};
    bool ok = pool_submit(w->pool, &job, take, run);
    int saved = errno;
    close(job.fd);
    errno = saved;
    if (!ok)
        xfree(run);
    return ok;
}

size_t workers_poll(struct workers *w, struct pollfd *fds, size_t room, int *milliseconds)
{
    return pool_poll(w->pool, fds, room, milliseconds);
}

void workers_run(struct workers *w)
{
    pool_work(w->pool, 0);
}
