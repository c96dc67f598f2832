/* See workers.h. A process for each check, forked when it begins, with limits of its own: it sends
 * back what it found and ends. */
#include "config.h"

#include "server/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "planassure.h"

const char *const worker_artefacts[WORKER_REPORTS] = {"results.json", "report.html", "letter.docx"};
static const char *const formats[WORKER_REPORTS] = {"json", "html", "letter-docx"};

struct worker {
    pid_t pid; /* 0: idle */
    int fd;
    time_t until;
    struct buf said;
    checked_fn *done;
    void *user;
};

struct workers {
    struct pa_engine *engine;
    unsigned count;
    struct worker *list;
};

static time_t seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

struct workers *workers_new(struct pa_engine *engine, unsigned count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct workers *w = xcalloc(1, sizeof *w);
    w->engine = engine;
    w->count = count ? count : processors > 0 && processors < 64 ? (unsigned)processors : 1;
    w->list = xcalloc(w->count, sizeof *w->list);
    for (unsigned i = 0; i < w->count; i++)
        buf_init(&w->list[i].said, LIMIT_REPORT_BYTES);
    return w;
}

static void end_worker(struct worker *worker)
{
    close(worker->fd);
    kill(worker->pid, SIGKILL);
    while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    worker->pid = 0;
    buf_clear(&worker->said);
}

void workers_free(struct workers *w)
{
    if (!w)
        return;
    for (unsigned i = 0; i < w->count; i++)
        if (w->list[i].pid)
            end_worker(&w->list[i]);
    xfree(w->list);
    xfree(w);
}

static struct worker *idle_worker(const struct workers *w)
{
    for (unsigned i = 0; i < w->count; i++)
        if (!w->list[i].pid)
            return &w->list[i];
    return NULL;
}

bool workers_idle(const struct workers *w)
{
    return idle_worker(w) != NULL;
}

/* ---- in the worker ---- */

static bool keep(void *user, const char *bytes, size_t len)
{
    buf_add(user, bytes, len);
    return true;
}

static void add_part(struct buf *out, const char *bytes, size_t len)
{
    buf_add(out, (const char *)&len, sizeof len);
    buf_add(out, bytes, len);
}

static void send_all(int fd, const struct buf *b)
{
    for (size_t at = 0; at < b->len;) {
        ssize_t n = write(fd, b->s + at, b->len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        at += (size_t)n;
    }
}

static void check_plan(struct pa_engine *engine, const struct check *check, int fd)
{
    char *bytes = NULL;
    size_t len = 0;
    struct buf out;
    struct pa_result *result = NULL;
    buf_init(&out, LIMIT_REPORT_BYTES);
    if (file_read(check->document, LIMIT_PLAN_BYTES, &bytes, &len) != FILE_OK)
        return;
    if (*check->framework && pa_engine_load_pack(engine, check->framework) != PA_OK)
        return;
    pa_check_memory(engine, check->name, bytes, len, &result);
    const char *error = pa_result_error(result);
    add_part(&out, error ? error : "", error ? strlen(error) : 0);
    for (size_t i = 0; i < WORKER_REPORTS; i++) {
        struct buf report;
        buf_init(&report, LIMIT_REPORT_BYTES);
        pa_report_write(engine, &result, 1, formats[i], NULL, keep, &report);
        add_part(&out, buf_str(&report), report.len);
        buf_clear(&report);
    }
    send_all(fd, &out);
}

static void limit(int what, rlim_t most)
{
    const struct rlimit l = {most, most};
    setrlimit(what, &l);
}

bool workers_begin(struct workers *w, const struct check *check, checked_fn *done, void *user)
{
    struct worker *worker = idle_worker(w);
    int pipes[2];
    errno = EAGAIN;
    if (!worker || pipe2(pipes, O_CLOEXEC) < 0)
        return false;
    pid_t pid = fork();
    if (pid < 0) {
        close(pipes[0]);
        close(pipes[1]);
        return false;
    }
    if (pid == 0) {
        limit(RLIMIT_CPU, LIMIT_PLAN_SECONDS);
        limit(RLIMIT_CORE, 0);
        check_plan(w->engine, check, pipes[1]);
        _exit(0);
    }
    close(pipes[1]);
    fcntl(pipes[0], F_SETFL, O_NONBLOCK);
    worker->pid = pid;
    worker->fd = pipes[0];
    worker->until = seconds() + LIMIT_PLAN_SECONDS;
    worker->done = done;
    worker->user = user;
    return true;
}

/* ---- its answer ---- */

size_t workers_poll(struct workers *w, struct pollfd *fds, size_t room, int *milliseconds)
{
    size_t n = 0;
    *milliseconds = -1;
    for (unsigned i = 0; i < w->count && n < room; i++)
        if (w->list[i].pid) {
            fds[n++] = (struct pollfd){.fd = w->list[i].fd, .events = POLLIN};
            *milliseconds = 1000;
        }
    return n;
}

static bool take_part(const struct buf *b, size_t *at, const char **part, size_t *len)
{
    if (b->len - *at < sizeof *len)
        return false;
    memcpy(len, b->s + *at, sizeof *len);
    *at += sizeof *len;
    if (b->len - *at < *len)
        return false;
    *part = b->s + *at;
    *at += *len;
    return true;
}

static void finish(struct worker *worker, const char *code, const char *why)
{
    struct checked checked = {code, why, {{0}}};
    struct arena *arena = arena_new();
    const char *part;
    size_t at = 0, len;
    for (size_t i = 0; i < WORKER_REPORTS; i++)
        buf_init(&checked.reports[i], LIMIT_REPORT_BYTES);
    bool whole = !code && take_part(&worker->said, &at, &part, &len);
    if (whole && len) {
        checked.error_code = "plan.unread";
        checked.error = arena_copy(arena, part, len);
    }
    for (size_t i = 0; whole && i < WORKER_REPORTS; i++) {
        whole = take_part(&worker->said, &at, &part, &len);
        if (whole)
            buf_add(&checked.reports[i], part, len);
    }
    if (!code && !whole) {
        checked.error_code = "plan.crashed";
        checked.error = "the program that checks plans ended without an answer";
    }
    checked_fn *done = worker->done;
    void *user = worker->user;
    end_worker(worker);
    done(user, &checked);
    for (size_t i = 0; i < WORKER_REPORTS; i++)
        buf_clear(&checked.reports[i]);
    arena_free(arena);
}

static void hear(struct worker *worker)
{
    static char piece[1 << 16];
    for (;;) {
        ssize_t n = read(worker->fd, piece, sizeof piece);
        if (n > 0)
            buf_add(&worker->said, piece, (size_t)n);
        else if (n == 0) {
            finish(worker, NULL, NULL);
            return;
        } else if (errno == EAGAIN)
            break;
        else if (errno != EINTR) {
            finish(worker, "plan.crashed", "the answer could not be read");
            return;
        }
    }
    if (seconds() > worker->until)
        finish(worker, "plan.timeout", "the check took too long and was ended");
}

void workers_run(struct workers *w)
{
    for (unsigned i = 0; i < w->count; i++)
        if (w->list[i].pid)
            hear(&w->list[i]);
}
