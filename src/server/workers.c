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
#include "server/once.h"
#include "values/values.h"

const char *const worker_artefacts[WORKER_REPORTS] = {
    "results.json", "report.html", "letter.docx", "text.txt"};
static const char *const formats[WORKER_REPORTS] = {"json", "html", "letter-docx", NULL};
enum { BY_POOL = 3 }; /* the rest, the text, is a piece of work of its own */

struct running {
    struct workers *workers;
    checked_fn *done;
    void *user;
    char *document;
    struct buf reports[WORKER_REPORTS]; /* by the pool, while the text is being read */
    struct once *once;
};

struct workers {
    struct pa_engine *engine;
    struct pool *pool;
    unsigned count;
    VEC(struct running *) alone; /* checks that have a process of their own */
};

struct workers *workers_new(struct pa_engine *engine, unsigned count)
{
    struct workers *w = xcalloc(1, sizeof *w);
    w->engine = engine;
    w->count = count ? count : pool_processors();
    w->pool = pool_start(engine, &(struct pool_options){.workers = w->count});
    if (w->pool)
        return w;
    for (size_t i = 0; i < pa_message_count(engine); i++)
        fputs(pa_message_text(engine, i, false), stderr);
    xfree(w);
    return NULL;
}

static struct running *running_new(
    struct workers *w, const struct check *check, checked_fn *done, void *user)
{
    struct running *run = xcalloc(1, sizeof *run);
    size_t len = strlen(check->document) + 1;
    *run = (struct running){.workers = w, .done = done, .user = user, .document = xmalloc(len)};
    memcpy(run->document, check->document, len);
    for (size_t i = 0; i < WORKER_REPORTS; i++)
        buf_init(&run->reports[i], LIMIT_REPORT_BYTES);
    return run;
}

static void running_free(struct running *run)
{
    once_free(run->once);
    for (size_t i = 0; i < WORKER_REPORTS; i++)
        buf_clear(&run->reports[i]);
    xfree(run->document);
    xfree(run);
}

void workers_free(struct workers *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->alone.n; i++)
        running_free(w->alone.v[i]);
    xfree(w->alone.v);
    pool_free(w->pool);
    xfree(w);
}

bool workers_idle(const struct workers *w)
{
    return pool_busy(w->pool) + w->alone.n < w->count;
}

static void finish(struct running *run, const char *code, const char *error)
{
    struct checked checked = {code, error, {{0}}};
    memcpy(checked.reports, run->reports, sizeof checked.reports);
    run->done(run->user, &checked);
    running_free(run);
}

static void take_over(struct buf *to, const struct buf *from)
{
    buf_clear(to);
    buf_add(to, from->s ? from->s : "", from->len);
}

/* The text of a plan that the pool has checked. */
static void take_text(void *user, const char *error, const struct buf parts[ONCE_PARTS])
{
    struct running *run = user;
    if (!error)
        take_over(&run->reports[BY_POOL], &parts[0]);
    run->once = NULL; /* it ends itself */
    finish(run, error ? "plan.crashed" : NULL, error);
}

static void take_all(void *user, const char *error, const struct buf parts[ONCE_PARTS])
{
    struct running *run = user;
    for (size_t i = 0; !error && i < WORKER_REPORTS; i++)
        take_over(&run->reports[i], &parts[i]);
    run->once = NULL;
    finish(run, error ? "plan.judged" : NULL, error);
}

static bool go_alone(struct running *run, const struct once_work *work, once_fn *done)
{
    run->once = once_begin(run->workers->engine, work, done, run);
    if (run->once)
        VEC_PUSH(&run->workers->alone, run);
    return run->once != NULL;
}

static void take(void *user, const struct answer *answer)
{
    struct running *run = user;
    const char *code = answer_error_code(answer), *error = answer_error_message(answer);
    for (size_t i = 0; !code && i < BY_POOL; i++)
        if (!answer_report(answer, i, &run->reports[i])) {
            code = "plan.report";
            error = "its report is too long";
        }
    const struct once_work work = {
        .document = run->document, .formats = formats + BY_POOL, .count = 1};
    if (code)
        finish(run, code, error);
    else if (!go_alone(run, &work, take_text))
        finish(run, "server.busy", "no process can be started");
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
    struct running *run = running_new(w, check, done, user);
    if (check->judgements) {
        const struct once_work work = {check->name, run->document, check->framework,
            check->judgements, today, formats, WORKER_REPORTS};
        if (go_alone(run, &work, take_all))
            return true;
        running_free(run);
        return false;
    }
    struct job job = {.name = check->name,
        .fd = open(check->document, O_RDONLY | O_CLOEXEC | O_NOFOLLOW),
        .pack = *check->framework ? check->framework : NULL,
        .formats = formats,
        .format_count = BY_POOL,
        .options = &options};
    if (job.fd < 0) {
        running_free(run);
        return false;
    }
    bool ok = pool_submit(w->pool, &job, take, run);
    int saved = errno;
    close(job.fd);
    errno = saved;
    if (!ok)
        running_free(run);
    return ok;
}

size_t workers_poll(struct workers *w, struct pollfd *fds, size_t room, int *milliseconds)
{
    size_t n = pool_poll(w->pool, fds, room, milliseconds);
    for (size_t i = 0; i < w->alone.n && n < room; i++)
        fds[n++] = once_poll(w->alone.v[i]->once);
    if (w->alone.n && (*milliseconds < 0 || *milliseconds > 1000))
        *milliseconds = 1000; /* to see that time is up */
    return n;
}

void workers_run(struct workers *w)
{
    pool_work(w->pool, 0);
    for (size_t i = 0; i < w->alone.n;)
        if (once_run(w->alone.v[i]->once))
            w->alone.v[i] = w->alone.v[--w->alone.n];
        else
            i++;
}
