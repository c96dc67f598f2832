/* See helper.h. Nothing that it says is looked at here but for its last line, which tells that all
 * was said. */
#include "config.h"

#include "batch/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/pdf_wire.h"
#include "ingest/pdf.h"

long long helper_clock(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* An environment without secrets, and without what could change how poppler reads. */
static char *const environment[] = {(char[]){"LC_ALL=C"}, NULL};

static int spawn(pid_t *pid, const char *path, int in, int out)
{
    char name[] = PDF_WIRE_PROGRAM;
    char *const args[] = {name, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, standard;
    sigemptyset(&none);
    sigemptyset(&standard);
    sigaddset(&standard, SIGPIPE);
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed)
        return failed;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &standard);
    /* its own group: a signal from the terminal is for the program that started it */
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    failed = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    failed = failed ? failed : posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    failed = failed ? failed
                    : posix_spawn_file_actions_addopen(
                          &actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    failed = failed ? failed : posix_spawn(pid, path, &actions, &attributes, args, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* The file from its beginning, as a description of its own: another place in it. */
static int reopen(int file)
{
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && lseek(file, 0, SEEK_SET) == 0)
        fd = fcntl(file, F_DUPFD_CLOEXEC, 3);
    return fd;
}

bool helper_start(struct helper *h, int file)
{
    int out[2] = {-1, -1}, in = reopen(file);
    *h = (struct helper){.out = -1, .gathered = -1};
    struct arena *arena = arena_new();
    const char *path = file_part(arena, PDF_WIRE_PROGRAM);
    h->gathered = memfd_create("pdf", MFD_CLOEXEC);
    int failed = in < 0 || h->gathered < 0 || pipe2(out, O_CLOEXEC | O_NONBLOCK) ? errno : 0;
    if (!failed) {
        fcntl(out[1], F_SETFL, 0); /* the program waits; only we do not */
        failed = spawn(&h->pid, path, in, out[1]);
    }
    if (in >= 0)
        close(in);
    if (out[1] >= 0)
        close(out[1]);
    h->out = out[0];
    h->until = helper_clock() + 1000LL * LIMIT_PDF_WAIT;
    if (failed) {
        h->pid = 0;
        ingest_fail(&h->error, "plan.reader-failed",
            failed == ENOENT || failed == EACCES
                ? "the PDF reader is not installed where it is looked for (%.200s): install "
                  "planassure again, or send the plan as DOCX"
                : "the PDF reader could not be started (%.200s)",
            path);
        helper_end(h);
    }
    arena_free(arena);
    return !failed;
}

/* Keeps the last bytes of all that came. */
static void remember(struct helper *h, const char *s, size_t n)
{
    size_t keep = sizeof h->last;
    if (n >= keep) {
        memcpy(h->last, s + n - keep, keep);
        return;
    }
    memmove(h->last, h->last + n, keep - n);
    memcpy(h->last + keep - n, s, n);
}

static bool is_whole(const struct helper *h)
{
    static const char last[] = "\n" PDF_WIRE_LAST "\n";
    const size_t n = sizeof last - 1;
    return h->len >= n && memcmp(h->last + sizeof h->last - n, last, n) == 0;
}

/* Why it did not say all. */
static void judge(struct helper *h, bool in_time, bool full)
{
    int status = 0;
    if (!in_time || full)
        kill(h->pid, SIGKILL);
    while (waitpid(h->pid, &status, 0) < 0)
        if (errno != EINTR) {
            ingest_fail(&h->error, "plan.reader-failed", "the PDF reader was lost");
            h->pid = 0;
            return;
        }
    h->pid = 0;
    pdf_run_judge(status, in_time, full, &h->error);
}

bool helper_work(struct helper *h)
{
    char piece[64 * 1024];
    for (;;) {
        ssize_t n = read(h->out, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            if (helper_clock() < h->until)
                return true;
            judge(h, false, false);
            break;
        }
        if (n <= 0) {
            if (!is_whole(h))
                judge(h, true, false);
            break;
        }
        remember(h, piece, (size_t)n);
        h->len += (size_t)n;
        if (h->len > LIMIT_PDF_OUTPUT || !file_write_all(h->gathered, piece, (size_t)n)) {
            judge(h, true, true);
            break;
        }
    }
    helper_end(h);
    return false;
}

void helper_end(struct helper *h)
{
    if (h->pid > 0) {
        int status;
        kill(h->pid, SIGKILL); /* it has said all, or nobody waits for it any more */
        while (waitpid(h->pid, &status, 0) < 0 && errno == EINTR)
            continue;
        h->pid = 0;
    }
    if (h->out >= 0)
        close(h->out);
    h->out = -1;
}
