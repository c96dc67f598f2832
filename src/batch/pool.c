/* See pool.h. Each worker is a slot with a socket; each job an entry in a queue, which the reader
 * of PDFs may have to prepare first. What a worker sends is read as frames and never trusted: a
 * wrong frame, a closed socket or a deadline that has passed ends the worker and answers its job.
 */
#include "config.h"

#include "batch/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/confine.h"
#include "batch/frame.h"
#include "batch/helper.h"
#include "batch/worker.h"

enum stage { STAGE_NEW, STAGE_HELPER, STAGE_READY, STAGE_RUNNING };

struct entry { /* a job */
    struct entry *next;
    struct arena *arena; /* of its copies */
    struct job job;
    struct pa_report_options options;
    struct pa_threshold threshold;
    pool_done_fn *done;
    void *user;
    enum stage stage;
    bool is_pdf;
    struct helper helper;
    long long until; /* 0: it has not begun */
};

struct slot { /* a worker */
    pid_t pid;
    int socket; /* -1: there is none */
    struct entry *entry;
    struct buf in;
    struct frame_state state;
    struct answer answer;
};

struct pool {
    struct pa_engine *engine;
    struct confine *walls;
    unsigned seconds, mebibytes, threads;
    struct slot *slots;
    size_t slot_count;
    struct entry *first, **last; /* in order of submission; the running ones are not in it */
    size_t waiting, running, helpers;
};

unsigned pool_processors(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : (unsigned)n > LIMIT_WORKERS ? LIMIT_WORKERS : (unsigned)n;
}

/* ---- workers ---- */

/* Bytes of address space that this process has, and with it a new worker. */
static uint64_t address_space(void)
{
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (f) {
        if (fscanf(f, "%lu", &pages) != 1)
            pages = 0;
        fclose(f);
    }
    return pages ? (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE) : (uint64_t)1 << 30;
}

static bool start_worker(struct pool *p, struct slot *s)
{
    /* A worker has nothing to do but to take its job: one that does not is dead. */
    static const struct timeval patience = {.tv_sec = 5};
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    uint64_t memory = address_space() + ((uint64_t)p->mebibytes << 20);
    s->pid = fork();
    if (s->pid == 0) {
        close(pair[0]);
        pa_engine_set_threads(p->engine, 1); /* there are as many workers as processors */
        worker_run(p->engine, p->walls, pair[1], memory);
    }
    close(pair[1]);
    if (s->pid < 0) {
        close(pair[0]);
        s->pid = 0;
        return false;
    }
    s->socket = pair[0];
    setsockopt(s->socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    buf_init(&s->in, FRAME_HEAD + FRAME_PIECE * 4);
    s->state = (struct frame_state){0};
    return true;
}

/* Ends it, whatever it does; how it ended. */
static int end_worker(struct slot *s)
{
    int status = 0;
    if (s->socket >= 0)
        close(s->socket);
    s->socket = -1;
    buf_clear(&s->in);
    if (s->pid > 0) {
        pid_t ended = waitpid(s->pid, &status, WNOHANG);
        if (ended == 0) {
            kill(s->pid, SIGKILL);
            while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
                continue;
        }
    }
    s->pid = 0;
    return status;
}

/* ---- jobs ---- */

static bool is_pdf(int fd)
{
    char start[6] = "";
    return pread(fd, start, sizeof start, 0) == sizeof start && memcmp(start, "%PDF-", 5) == 0;
}

static int file_of_bytes(const void *bytes, size_t len)
{
    int fd = memfd_create("plan", MFD_CLOEXEC);
    const char *s = bytes;
    for (size_t at = 0; fd >= 0 && at < len;) {
        ssize_t n = write(fd, s + at, len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            close(fd);
            return -1;
        }
        at += (size_t)n;
    }
    return fd;
}

static struct entry *entry_new(const struct job *job)
{
    struct arena *arena = arena_new();
    struct entry *e = arena_alloc(arena, sizeof *e);
    const char **formats = arena_array(arena, job->format_count + 1, sizeof *formats);
    e->arena = arena;
    e->job = *job;
    e->job.name = arena_strdup(arena, job->name);
    e->job.pack = arena_strdup(arena, job->pack);
    e->job.judgements = arena_strdup(arena, job->judgements);
    e->job.error_code = arena_strdup(arena, job->error_code);
    e->job.error_message = arena_strdup(arena, job->error_message);
    e->job.bytes = NULL;
    for (size_t i = 0; i < job->format_count; i++)
        formats[i] = arena_strdup(arena, job->formats[i]);
    e->job.formats = formats;
    if (job->options) {
        e->options = *job->options;
        e->options.explain = arena_strdup(arena, job->options->explain);
        e->options.as_of = arena_strdup(arena, job->options->as_of);
        if (job->options->threshold) {
            e->threshold = *job->options->threshold;
            e->options.threshold = &e->threshold;
        }
    }
    e->job.options = &e->options;
    e->helper = (struct helper){.out = -1, .gathered = -1};
    return e;
}

static void entry_free(struct entry *e)
{
    helper_end(&e->helper);
    if (e->helper.gathered >= 0)
        close(e->helper.gathered);
    if (e->job.fd >= 0)
        close(e->job.fd);
    arena_free(e->arena);
}

static void queue_add(struct pool *p, struct entry *e, bool first)
{
    if (first) {
        e->next = p->first;
        p->first = e;
        if (!e->next)
            p->last = &e->next;
    } else {
        e->next = NULL;
        *p->last = e;
        p->last = &e->next;
    }
    p->waiting++;
}

static void queue_remove(struct pool *p, struct entry *e)
{
    struct entry **at = &p->first;
    while (*at != e)
        at = &(*at)->next;
    *at = e->next;
    if (!*at)
        p->last = at;
    p->waiting--;
}

bool pool_submit(struct pool *p, const struct job *job, pool_done_fn *done, void *user)
{
    if (p->waiting >= LIMIT_POOL_JOBS || job->format_count > LIMIT_REPORTS) {
        errno = EAGAIN;
        return false;
    }
    int fd = -1;
    if (!job->error_code)
        fd =
            job->fd >= 0 ? fcntl(job->fd, F_DUPFD_CLOEXEC, 3) : file_of_bytes(job->bytes, job->len);
    if (fd < 0 && !job->error_code)
        return false;
    struct entry *e = entry_new(job);
    e->job.fd = fd;
    e->done = done;
    e->user = user;
    e->is_pdf = fd >= 0 && is_pdf(fd);
    e->stage = e->is_pdf ? STAGE_NEW : STAGE_READY;
    queue_add(p, e, false);
    return true;
}

/* Hands the answer over; the entry is then gone. */
static void finish(struct entry *e, struct answer *answer)
{
    e->done(e->user, answer);
    answer_clear(answer);
    entry_free(e);
}

/* An answer that no worker gave. */
static void finish_failed(struct pool *p, struct entry *e, const char *code, const char *message)
{
    struct answer answer;
    answer_init(&answer, p->engine, &e->job);
    answer_fail(&answer, &e->job, code, message);
    finish(e, &answer);
}

static void fail_entry(struct pool *p, struct entry *e, int status, bool late)
{
    char message[200];
    if (late) {
        snprintf(message, sizeof message,
            "checking it took longer than %u s: raise --timeout, or send the plan without its "
            "annexes",
            p->seconds);
        finish_failed(p, e, "plan.timeout", message);
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_NO_MEMORY) {
        snprintf(message, sizeof message,
            "checking it took more memory than %u MiB: raise --memory, or send the plan without "
            "its annexes",
            p->mebibytes);
        finish_failed(p, e, "plan.memory", message);
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_NO_WALLS) {
        finish_failed(p, e, "plan.crashed",
            "the process that was to check it could not be confined: nothing was read");
    } else {
        finish_failed(p, e, "plan.crashed",
            "the process that checked it died: try it alone, or send the plan in another format");
    }
}

/* ---- what a worker does ---- */

static bool send_job(struct slot *s, const struct entry *e)
{
    int files[FRAME_FILES] = {e->job.fd, e->helper.gathered};
    size_t count = e->job.fd < 0 ? 0 : e->helper.gathered < 0 ? 1 : 2;
    const struct ingest_wire wire = {
        .error_code = e->helper.error.code, .error_text = e->helper.error.text};
    struct buf out;
    buf_init(&out, SIZE_MAX);
    frame_add_job(&out, &e->job, e->is_pdf ? &wire : NULL);
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof files)];
    } control;
    memset(&control, 0, sizeof control);
    struct iovec piece = {out.s, FRAME_HEAD};
    struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
    if (count) {
        message.msg_control = &control;
        message.msg_controllen = CMSG_SPACE(count * sizeof *files);
        struct cmsghdr *c = CMSG_FIRSTHDR(&message);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(count * sizeof *files);
        memcpy(CMSG_DATA(c), files, count * sizeof *files);
    }
    bool ok = sendmsg(s->socket, &message, MSG_NOSIGNAL) == FRAME_HEAD;
    ok = ok && frame_send(s->socket, out.s + FRAME_HEAD, out.len - FRAME_HEAD);
    buf_clear(&out);
    return ok;
}

static void begin_time(const struct pool *p, struct entry *e)
{
    if (!e->until)
        e->until = helper_clock() + 1000LL * p->seconds;
}

/* Gives an idle worker its job. */
static void dispatch(struct pool *p, struct slot *s, struct entry *e)
{
    queue_remove(p, e);
    for (int tries = 0; tries < 2; tries++) {
        if (s->socket < 0 && !start_worker(p, s))
            break;
        begin_time(p, e);
        if (send_job(s, e)) {
            e->stage = STAGE_RUNNING;
            s->entry = e;
            answer_init(&s->answer, p->engine, &e->job);
            p->running++;
            return;
        }
        end_worker(s); /* it died while it had nothing to do */
    }
    finish_failed(
        p, e, "plan.crashed", "no process could be started to check it: the machine has none left");
}

/* The worker of a slot is no more use; the job that it had is answered. */
static void lose_worker(struct pool *p, struct slot *s, bool late)
{
    int status = end_worker(s);
    struct entry *e = s->entry;
    if (!e)
        return;
    s->entry = NULL;
    p->running--;
    answer_clear(&s->answer);
    fail_entry(p, e, status, late);
}

static void finish_job(struct pool *p, struct slot *s)
{
    struct entry *e = s->entry;
    struct answer answer = s->answer;
    bool leaving = s->state.leaving;
    s->entry = NULL;
    s->state = (struct frame_state){0};
    p->running--;
    if (leaving)
        end_worker(s);
    finish(e, &answer);
}

/* Takes the frames that are whole out of what came. False: it is no frame. */
static bool take_frames(struct slot *s)
{
    size_t at = 0, used = 1;
    while (used && at < s->in.len && !s->state.end) {
        if (!frame_read_answer(s->in.s + at, s->in.len - at, &used, &s->state, &s->answer))
            return false;
        at += used;
    }
    if (s->state.end && at < s->in.len)
        return false; /* nothing comes behind the end */
    memmove(s->in.s, s->in.s + at, s->in.len - at);
    s->in.len -= at;
    return true;
}

static void receive(struct pool *p, struct slot *s)
{
    char piece[FRAME_PIECE];
    for (;;) {
        ssize_t n = recv(s->socket, piece, sizeof piece, MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n > 0)
            buf_add(&s->in, piece, (size_t)n);
        if (n <= 0 || !s->entry || s->in.full || !take_frames(s)) {
            lose_worker(p, s, false);
            return;
        }
        if (s->state.end) {
            finish_job(p, s);
            return;
        }
    }
}

/* ---- the pool ---- */

static void load_packs(struct pool *p)
{
    p->threads = p->engine->threads;
    p->engine->threads = 1; /* workers are many enough, and may start none */
    engine_preload(p->engine);
}

struct pool *pool_start(struct pa_engine *engine, const struct pool_options *options)
{
    struct confine *walls = confine_new();
    if (!walls) {
        engine_error(engine, "pool.confine", NULL, "workers cannot be confined on this machine");
        return NULL;
    }
    struct pool *p = xcalloc(1, sizeof *p);
    unsigned workers = options->workers ? options->workers : pool_processors();
    p->engine = engine;
    p->walls = walls;
    p->seconds = options->seconds ? options->seconds : LIMIT_PLAN_SECONDS;
    p->mebibytes = options->mebibytes ? options->mebibytes : LIMIT_PLAN_MEBIBYTES;
    p->slot_count = workers > LIMIT_WORKERS ? LIMIT_WORKERS : workers;
    p->slots = xcalloc(p->slot_count, sizeof *p->slots);
    p->last = &p->first;
    for (size_t i = 0; i < p->slot_count; i++)
        p->slots[i].socket = -1;
    load_packs(p);
    return p;
}

void pool_free(struct pool *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->slot_count; i++) {
        struct slot *s = &p->slots[i];
        if (s->entry) {
            answer_clear(&s->answer);
            entry_free(s->entry);
        }
        end_worker(s);
    }
    while (p->first) {
        struct entry *e = p->first;
        queue_remove(p, e);
        entry_free(e);
    }
    p->engine->threads = p->threads;
    confine_free(p->walls);
    xfree(p->slots);
    xfree(p);
}

size_t pool_busy(const struct pool *p)
{
    return p->waiting + p->running;
}

size_t pool_workers(const struct pool *p, int *pids, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < p->slot_count && n < room; i++)
        if (p->slots[i].pid > 0)
            pids[n++] = (int)p->slots[i].pid;
    return n;
}

/* Starts the reader of PDFs for a job; what it needs no worker for is answered at once. */
static void prepare(struct pool *p, struct entry *e)
{
    begin_time(p, e);
    e->stage = helper_start(&e->helper, e->job.fd) ? STAGE_HELPER : STAGE_READY;
    p->helpers += e->stage == STAGE_HELPER;
}

static struct slot *idle_slot(struct pool *p)
{
    for (size_t i = 0; i < p->slot_count; i++)
        if (!p->slots[i].entry)
            return &p->slots[i];
    return NULL;
}

/* Begins whatever can begin. */
static void begin_jobs(struct pool *p)
{
    struct slot *slot = idle_slot(p);
    size_t ready = 0;
    for (struct entry *e = p->first, *next; e && ready < p->slot_count * 2; e = next) {
        next = e->next;
        if (e->stage == STAGE_NEW && p->helpers < p->slot_count)
            prepare(p, e);
        ready += e->stage == STAGE_READY;
        if (e->stage != STAGE_READY || (!slot && !e->job.error_code))
            continue;
        if (e->job.error_code) {
            queue_remove(p, e);
            finish_failed(p, e, e->job.error_code, e->job.error_message);
            next = p->first; /* `done` may have submitted more */
            continue;
        }
        dispatch(p, slot, e);
        slot = idle_slot(p);
    }
}

static bool can_begin(struct pool *p)
{
    bool slot = idle_slot(p) != NULL;
    for (const struct entry *e = p->first; e; e = e->next)
        if (e->stage == STAGE_READY ? slot || e->job.error_code
                                    : e->stage == STAGE_NEW && p->helpers < p->slot_count)
            return true;
    return false;
}

static void end_late(struct pool *p)
{
    long long now = helper_clock();
    for (size_t i = 0; i < p->slot_count; i++)
        if (p->slots[i].entry && p->slots[i].entry->until <= now)
            lose_worker(p, &p->slots[i], true);
    for (struct entry *e = p->first, *next; e; e = next) {
        next = e->next;
        if (e->stage != STAGE_HELPER || e->until > now)
            continue;
        queue_remove(p, e);
        p->helpers--;
        fail_entry(p, e, 0, true);
        next = p->first;
    }
}

static void work_helpers(struct pool *p)
{
    for (struct entry *e = p->first; e; e = e->next)
        if (e->stage == STAGE_HELPER && !helper_work(&e->helper)) {
            e->stage = STAGE_READY;
            p->helpers--;
        }
}

size_t pool_poll(struct pool *p, struct pollfd *fds, size_t room, int *milliseconds)
{
    size_t n = 0;
    long long now = helper_clock(), until = can_begin(p) ? now : -1;
    for (size_t i = 0; i < p->slot_count && n < room; i++) {
        const struct slot *s = &p->slots[i];
        if (s->socket < 0)
            continue;
        fds[n++] = (struct pollfd){.fd = s->socket, .events = POLLIN};
        if (s->entry && (until < 0 || s->entry->until < until))
            until = s->entry->until;
    }
    for (const struct entry *e = p->first; e && n < room; e = e->next) {
        if (e->stage != STAGE_HELPER)
            continue;
        fds[n++] = (struct pollfd){.fd = e->helper.out, .events = POLLIN};
        long long end = e->until < e->helper.until ? e->until : e->helper.until;
        if (until < 0 || end < until)
            until = end;
    }
    *milliseconds = until < 0 ? -1 : until <= now ? 0 : (int)(until - now) + 1;
    return n;
}

void pool_work(struct pool *p, int milliseconds)
{
    struct pollfd fds[LIMIT_WORKERS * 2];
    int wait;
    begin_jobs(p);
    size_t n = pool_poll(p, fds, LIMIT_WORKERS * 2, &wait);
    if (wait < 0 || (milliseconds >= 0 && milliseconds < wait))
        wait = milliseconds;
    if (!n && wait < 0)
        return;
    if (poll(fds, (nfds_t)n, wait) > 0) {
        for (size_t i = 0; i < p->slot_count; i++) {
            struct slot *s = &p->slots[i];
            for (size_t k = 0; s->socket >= 0 && k < n; k++)
                if (fds[k].fd == s->socket && fds[k].revents) {
                    receive(p, s);
                    break;
                }
        }
        work_helpers(p);
    }
    end_late(p);
    begin_jobs(p);
}
