/* See once.h. Forked when it begins, with limits of its own; what it says comes as parts with their
 * lengths, the first being what went wrong. */
#include "config.h"

#include "server/once.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "planassure.h"

struct once {
    pid_t pid;
    int fd;
    time_t until;
    size_t count;
    struct buf said;
    once_fn *done;
    void *user;
};

static time_t seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* ---- in the process ---- */

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

/* What is wrong, or NULL with the result (NULL too, when only the text is wanted). */
static const char *check(
    struct pa_engine *engine, const struct once_work *w, struct pa_result **result)
{
    char *bytes = NULL;
    size_t len = 0;
    bool text_alone = w->count == 1 && !w->formats[0];
    if (text_alone)
        return NULL;
    if (*w->framework && pa_engine_load_pack(engine, w->framework) != PA_OK)
        return "the pack cannot be loaded";
    if (w->judgements && pa_engine_set_judgements_memory(
                             engine, "judgements", w->judgements, strlen(w->judgements)) != PA_OK)
        return "the judgements cannot be read";
    if (file_read(w->document, LIMIT_PLAN_BYTES, &bytes, &len) != FILE_OK)
        return "the document cannot be read";
    pa_check_memory(engine, w->name, bytes, len, result);
    xfree(bytes);
    return pa_result_error(*result);
}

static void work(struct pa_engine *engine, const struct once_work *w, int fd)
{
    struct buf out;
    struct pa_result *result = NULL;
    const struct pa_report_options options = {.as_of = w->as_of};
    buf_init(&out, LIMIT_REPORT_BYTES);
    const char *error = check(engine, w, &result);
    add_part(&out, error ? error : "", error ? strlen(error) : 0);
    for (size_t i = 0; !error && i < w->count; i++) {
        struct buf report;
        buf_init(&report, LIMIT_REPORT_BYTES);
        if (w->formats[i])
            pa_report_write(engine, &result, 1, w->formats[i], &options, keep, &report);
        else
            pa_extract_file(engine, w->document, "text", keep, &report);
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

struct once *once_begin(
    struct pa_engine *engine, const struct once_work *w, once_fn *done, void *user)
{
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC) < 0)
        return NULL;
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGTERM, SIG_DFL);
        signal(SIGINT, SIG_DFL);
        limit(RLIMIT_CPU, LIMIT_PLAN_SECONDS);
        limit(RLIMIT_CORE, 0);
        work(engine, w, pipes[1]);
        _exit(0);
    }
    close(pipes[1]);
    if (pid < 0) {
        close(pipes[0]);
        return NULL;
    }
    fcntl(pipes[0], F_SETFL, O_NONBLOCK);
    struct once *once = xcalloc(1, sizeof *once);
    *once = (struct once){.pid = pid,
        .fd = pipes[0],
        .until = seconds() + LIMIT_PLAN_SECONDS,
        .count = w->count,
        .done = done,
        .user = user};
    buf_init(&once->said, LIMIT_REPORT_BYTES);
    return once;
}

/* ---- its answer ---- */

void once_free(struct once *once)
{
    if (!once)
        return;
    close(once->fd);
    kill(once->pid, SIGKILL);
    while (waitpid(once->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    buf_clear(&once->said);
    xfree(once);
}

struct pollfd once_poll(const struct once *once)
{
    return (struct pollfd){.fd = once->fd, .events = POLLIN};
}

static bool take_part(const struct buf *b, size_t *at, struct buf *part)
{
    size_t len;
    buf_init(part, LIMIT_REPORT_BYTES);
    if (b->len - *at < sizeof len)
        return false;
    memcpy(&len, b->s + *at, sizeof len);
    *at += sizeof len;
    if (b->len - *at < len)
        return false;
    buf_add(part, b->s + *at, len);
    *at += len;
    return true;
}

static void finish(struct once *once, const char *error)
{
    struct buf why, parts[ONCE_PARTS];
    size_t at = 0;
    bool whole = take_part(&once->said, &at, &why);
    if (!error && !whole)
        error = "the program that checks plans ended without an answer";
    if (!error && why.len)
        error = why.s;
    for (size_t i = 0; i < ONCE_PARTS; i++) {
        buf_init(&parts[i], LIMIT_REPORT_BYTES);
        if (!error && i < once->count && !take_part(&once->said, &at, &parts[i]))
            error = "the program that checks plans ended within its answer";
    }
    once->done(once->user, error, parts);
    for (size_t i = 0; i < ONCE_PARTS; i++)
        buf_clear(&parts[i]);
    buf_clear(&why);
    once_free(once);
}

bool once_run(struct once *once)
{
    char piece[1 << 14];
    for (;;) {
        ssize_t n = read(once->fd, piece, sizeof piece);
        if (n > 0)
            buf_add(&once->said, piece, (size_t)n);
        else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
            finish(once, NULL);
            return true;
        } else if (errno == EAGAIN)
            break;
    }
    if (seconds() <= once->until)
        return false;
    finish(once, "the check took too long and was ended");
    return true;
}
