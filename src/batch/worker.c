/* A worker shares the packs with the program that forked it. Before it reads the first byte of a
 * plan it gives up all that it will not need: files, programs, the network, signals (base/confine);
 * it has one socket, and plans come over it as open descriptors. It ends when the socket does. */
#include "config.h"

#include "batch/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/frame.h"
#include "ingest/ingest.h"

/* Standard streams, then the descriptors of one job, with one to spare should the socket stand
 * among them. */
enum { WORKER_DESCRIPTORS = 3 + FRAME_FILES + 1 };
/* A worker that has grown by so much is replaced: what one long plan took is given back. */
enum { GROWTH_KIB = 96 * 1024 };

/* When sanitizers or coverage are built in, they want a word at the end. */
extern void __gcov_dump(void) __attribute__((weak));

_Noreturn static void end(enum worker_exit status)
{
    if (__gcov_dump)
        __gcov_dump();
    _exit((int)status);
}

static void out_of_memory(size_t size)
{
    (void)size;
    _exit(WORKER_NO_MEMORY);
}

static bool read_whole(int fd, char *to, size_t len)
{
    while (len) {
        ssize_t n = recv(fd, to, len, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        to += n;
        len -= (size_t)n;
    }
    return true;
}

/* The head of a frame and the files beside it (-1 where there is none). False at the end. */
static bool receive_head(int fd, uint32_t head[2], int files[FRAME_FILES])
{
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(FRAME_FILES * sizeof(int))];
    } control;
    struct iovec piece = {head, FRAME_HEAD};
    struct msghdr message = {.msg_iov = &piece,
        .msg_iovlen = 1,
        .msg_control = &control,
        .msg_controllen = sizeof control};
    ssize_t n;
    do
        n = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    for (size_t i = 0; i < FRAME_FILES; i++)
        files[i] = -1;
    if (n <= 0)
        return false;
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
        memcpy(files, CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0));
    return read_whole(fd, (char *)head + n, FRAME_HEAD - (size_t)n);
}

/* All of a file, whoever else has it open and wherever they stand in it. */
static bool read_file(int fd, size_t max, struct buf *out)
{
    char piece[FRAME_PIECE];
    buf_init(out, max + 1);
    for (off_t at = 0;; at = (off_t)out->len) {
        ssize_t n = pread(fd, piece, sizeof piece, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        buf_add(out, piece, (size_t)n);
        if (out->full || out->len > max)
            return true;
    }
}

static void check_job(
    struct pa_engine *engine, const struct frame_job *f, const int *files, struct answer *answer)
{
    struct buf plan, said;
    struct ingest_wire wire = {.error_code = f->wire_code, .error_text = f->wire_text};
    buf_init(&plan, 0);
    buf_init(&said, 0);
    bool ok = files[0] < 0 || read_file(files[0], LIMIT_PLAN_BYTES, &plan);
    if (ok && f->has_wire && !f->wire_code) {
        ok = files[1] >= 0 && read_file(files[1], LIMIT_PDF_OUTPUT, &said);
        wire.bytes = buf_str(&said);
        wire.len = said.len;
    }
    if (!ok)
        answer_fail(answer, &f->job, "plan.unreadable", "it could not be read");
    else
        answer_run(answer, engine, &f->job, buf_str(&plan), plan.len, f->has_wire ? &wire : NULL);
    buf_clear(&plan);
    buf_clear(&said);
}

static long resident_kib(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

/* One job. False when there is none any more. */
static bool serve(struct pa_engine *engine, int socket, long before)
{
    uint32_t head[2];
    int files[FRAME_FILES];
    struct frame_job job;
    struct answer answer;
    if (!receive_head(socket, head, files))
        return false;
    char *bytes = xmalloc(head[1] + 1);
    bool ok = head[0] == FRAME_JOB && read_whole(socket, bytes, head[1]) &&
              frame_read_job(bytes, head[1], &job);
    if (!ok)
        end(WORKER_CONFUSED);
    answer_init(&answer, engine, &job.job);
    check_job(engine, &job, files, &answer);
    for (size_t i = 0; i < FRAME_FILES; i++)
        if (files[i] >= 0)
            close(files[i]);
    bool leaving = resident_kib() > before + GROWTH_KIB;
    if (diag_count(engine->messages)) {
        answer.messages = engine->messages;
        engine->messages = diag_new();
    }
    struct buf out;
    buf_init(&out, SIZE_MAX);
    frame_add_answer(&out, &answer, leaving);
    ok = frame_send(socket, buf_str(&out), out.len);
    buf_clear(&out);
    answer_clear(&answer);
    xfree(bytes);
    return ok && !leaving;
}

/* The program that started it decides what a signal from the terminal means. */
static void ignore_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP};
    sigset_t none;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_IGN);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Only the socket and, until the walls are up, what they are made of stays. */
static void quiet_streams(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = STDIN_FILENO; null >= 0 && fd <= STDERR_FILENO; fd++)
        dup2(null, fd);
    if (null > STDERR_FILENO)
        close(null);
}

_Noreturn void worker_run(
    struct pa_engine *engine, const struct confine *walls, int socket, uint64_t memory)
{
    const int keep[] = {socket};
    const struct confine_limits limits = {
        .memory = memory, .descriptors = WORKER_DESCRIPTORS, .keep = keep, .keep_count = 1};
    ignore_signals();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    quiet_streams();
    if (!confine_enter(walls, &limits))
        end(WORKER_NO_WALLS);
    mem_set_handler(out_of_memory);
    long before = resident_kib();
    while (serve(engine, socket, before))
        continue;
    end(WORKER_DONE);
}
