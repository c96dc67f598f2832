/* Runs planassure-pdf: the bytes go out and the answer comes back at the same time, so that neither
 * side waits for the other. The program is asked over a socket rather than a pipe, so that its
 * death is an error of send() and never a signal to us. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "ingest/pdf.h"

struct run {
    pid_t pid;
    int in, out; /* our ends; -1: closed */
    const char *bytes;
    size_t left;
    struct buf *answer;
};

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* An environment without secrets, and without what could change how poppler reads. */
static char *const environment[] = {(char[]){"LC_ALL=C"}, NULL};

static int spawn(struct run *run, const char *path, int in, int out)
{
    char name[] = PDF_WIRE_PROGRAM;
    char *const args[] = {name, NULL};
    posix_spawn_file_actions_t actions;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed)
        return failed;
    failed = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    failed = failed ? failed : posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    failed = failed ? failed
                    : posix_spawn_file_actions_addopen(
                          &actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    failed = failed ? failed : posix_spawn(&run->pid, path, &actions, NULL, args, environment);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static bool start(struct run *run, const char *path, struct ingest_error *error)
{
    int in[2], out[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in))
        return ingest_fail(error, "plan.reader-failed", "the PDF reader could not be started");
    int failed = pipe2(out, O_CLOEXEC) ? errno : spawn(run, path, in[1], out[1]);
    close(in[1]);
    close_end(&out[1]);
    run->in = in[0];
    run->out = out[0];
    if (!failed)
        return true;
    close_end(&run->in);
    close_end(&run->out);
    return ingest_fail(error, "plan.reader-failed",
        failed == ENOENT || failed == EACCES
            ? "the PDF reader is not installed where it is looked for (%.200s): install planassure "
              "again, or send the plan as DOCX"
            : "the PDF reader could not be started (%.200s)",
        path);
}

static void send_some(struct run *run)
{
    ssize_t n = run->left ? send(run->in, run->bytes, run->left, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;
    if (n > 0) {
        run->bytes += n;
        run->left -= (size_t)n;
    }
    bool again = n < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK);
    if (!run->left || (n < 0 && !again))
        close_end(&run->in);
}

static void receive_some(struct run *run)
{
    char piece[64 * 1024];
    ssize_t n = read(run->out, piece, sizeof piece);
    if (n > 0)
        buf_add(run->answer, piece, (size_t)n);
    else if (n == 0 || errno != EINTR)
        close_end(&run->out);
}

static long long milliseconds(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until the program closes its end. False when it took too long or said too much. */
static bool talk(struct run *run)
{
    long long until = milliseconds() + 1000LL * LIMIT_PDF_WAIT;
    while (run->out >= 0 && !run->answer->full) {
        struct pollfd fds[] = {
            {.fd = run->out, .events = POLLIN}, {.fd = run->in, .events = POLLOUT}};
        long long left = until - milliseconds();
        int n = left > 0 ? poll(fds, run->in >= 0 ? 2 : 1, (int)left) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        if (run->in >= 0 && fds[1].revents)
            send_some(run);
        if (fds[0].revents)
            receive_some(run);
    }
    return !run->answer->full;
}

bool pdf_run_judge(int status, bool in_time, bool full, struct ingest_error *error)
{
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : PDF_EXIT_FAILED;
    bool too_long = !in_time && !full;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        too_long = true;
    if (full || code == PDF_EXIT_TOO_LARGE)
        return ingest_fail(error, "plan.too-large",
            "the PDF has more pages or text than the limit: send the plan without its annexes");
    if (too_long)
        return ingest_fail(error, "plan.reader-failed",
            "the PDF took longer to read than %u s: print it to a new PDF, or send the plan as "
            "DOCX",
            LIMIT_PDF_SECONDS);
    switch (code) {
    case PDF_EXIT_ENCRYPTED:
        return ingest_fail(
            error, "plan.encrypted", "the PDF is protected by a password: send a copy without one");
    case PDF_EXIT_DAMAGED:
        return ingest_fail(
            error, "plan.damaged", "the PDF is damaged or cut short: make it anew and send that");
    case PDF_EXIT_NO_PAGES:
        return ingest_fail(error, "plan.damaged", "the PDF has no pages: make it anew");
    default:
        return ingest_fail(error, "plan.reader-failed",
            "the PDF reader failed on this file: print it to a new PDF, or send the plan as DOCX");
    }
}

static bool is_whole(const struct buf *answer)
{
    static const char last[] = "\n" PDF_WIRE_LAST "\n";
    const size_t n = sizeof last - 1;
    return answer->len >= n && !memcmp(answer->s + answer->len - n, last, n);
}

static bool wait_for(pid_t pid, int *status)
{
    while (waitpid(pid, status, 0) < 0)
        if (errno != EINTR)
            return false;
    return true;
}

bool pdf_run(const char *bytes, size_t len, struct buf *out, struct pdf_program *left,
    struct ingest_error *error)
{
    struct run run = {.in = -1, .out = -1, .bytes = bytes, .left = len, .answer = out};
    struct arena *arena = arena_new();
    *left = (struct pdf_program){0};
    bool ok = start(&run, file_part(arena, PDF_WIRE_PROGRAM), error);
    arena_free(arena);
    if (!ok)
        return false;
    bool done = talk(&run);
    close_end(&run.in);
    close_end(&run.out);
    left->pid = run.pid;
    if (done && is_whole(out))
        return true;
    if (!done)
        kill(run.pid, SIGKILL);
    *left = (struct pdf_program){0};
    int status = 0;
    if (!wait_for(run.pid, &status))
        return ingest_fail(error, "plan.reader-failed", "the PDF reader was lost");
    return pdf_run_judge(status, done, out->full, error);
}

void pdf_run_end(struct pdf_program *left)
{
    if (left->pid <= 0)
        return;
    int status = 0;
    kill(left->pid, SIGKILL); /* it has said all; one that was taken over may not want to end */
    wait_for(left->pid, &status);
    left->pid = 0;
}
