/* A confined child tries what it must not be able to do, one thing a child: each attempt names the
 * walls that stop it, and is made when the machine has one of them. tests/confine.sh runs this
 * program again on machines that have fewer. */
#define _GNU_SOURCE
#include "base/confine.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "suite.h"

/* What the child finds when it is confined. */
struct scene {
    int file;      /* open for writing */
    int handed;    /* open for reading: "handed" */
    uint16_t port; /* somebody listens there */
    pid_t parent;
    char path[64]; /* a file that is there */
};

static bool open_file(const struct scene *s)
{
    return open(s->path, O_RDONLY) < 0;
}

static bool open_self(const struct scene *s)
{
    (void)s;
    return open("/proc/self/environ", O_RDONLY) < 0;
}

static bool make_file(const struct scene *s)
{
    (void)s;
    return open("/tmp/planassure-confine-made", O_WRONLY | O_CREAT, 0600) < 0;
}

static bool remove_file(const struct scene *s)
{
    return unlink(s->path) < 0;
}

static bool list_folder(const struct scene *s)
{
    (void)s;
    return open("/", O_RDONLY | O_DIRECTORY) < 0;
}

/* The file was handed over for writing, and still nothing can be put into it. */
static bool write_file(const struct scene *s)
{
    signal(SIGXFSZ, SIG_IGN);
    return write(s->file, "x", 1) < 0;
}

static bool make_socket(const struct scene *s)
{
    (void)s;
    return socket(AF_INET, SOCK_STREAM, 0) < 0;
}

/* Where the call itself is not refused the connection is. */
static bool connect_out(const struct scene *s)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(s->port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) < 0;
}

static bool run_program(const struct scene *s)
{
    (void)s;
    char *const args[] = {(char[]){"true"}, NULL};
    execve("/bin/true", args, NULL);
    return true; /* it came back */
}

static bool start_process(const struct scene *s)
{
    (void)s;
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid < 0;
}

static bool signal_parent(const struct scene *s)
{
    return kill(s->parent, SIGUSR1) < 0;
}

static bool trace_parent(const struct scene *s)
{
    return ptrace(PTRACE_ATTACH, s->parent, NULL, NULL) < 0;
}

static bool read_parent(const struct scene *s)
{
    char here[8];
    struct iovec local = {here, sizeof here}, remote = {(void *)(uintptr_t)s, sizeof here};
    return process_vm_readv(s->parent, &local, 1, &remote, 1, 0) < 0;
}

static bool make_code(const struct scene *s)
{
    (void)s;
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
               0) == MAP_FAILED;
}

static bool turn_into_code(const struct scene *s)
{
    (void)s;
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p != MAP_FAILED && mprotect(p, 4096, PROT_READ | PROT_EXEC) < 0;
}

static bool raise_limit(const struct scene *s)
{
    (void)s;
    struct rlimit most = {1000, 1000};
    return setrlimit(RLIMIT_NOFILE, &most) < 0;
}

static bool own_signals_by_descriptor(const struct scene *s)
{
    return fcntl(s->handed, F_SETOWN, s->parent) < 0;
}

static bool take_much_memory(const struct scene *s)
{
    (void)s;
    return mmap(NULL, 4ul << 30, PROT_READ | PROT_WRITE,
               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED;
}

/* What it may do it can: memory, and what it was handed. */
static bool work_goes_on(const struct scene *s)
{
    char text[8] = "";
    void *p = xmalloc(8u << 20);
    memset(p, 1, 8u << 20);
    xfree(p);
    return read(s->handed, text, 6) == 6 && strcmp(text, "handed") == 0;
}

enum { S = CONFINE_SECCOMP, L = CONFINE_LANDLOCK, R = CONFINE_RLIMITS };

#if defined(__SANITIZE_ADDRESS__)
enum { MEMORY = 0 }; /* has no such limit */
#else
enum { MEMORY = R };
#endif

static const struct attempt {
    const char *name;
    bool (*stopped)(const struct scene *);
    unsigned walls; /* each stops it alone; as root rlimits do not stop processes */
    int landlock;   /* the version that stops it, when not all do */
} attempts[] = {
    {"open a file", open_file, S | L | R, 0},
    {"open its own environment", open_self, S | L | R, 0},
    {"make a file", make_file, S | L | R, 0},
    {"remove a file", remove_file, S | L, 0},
    {"list a folder", list_folder, S | L | R, 0},
    {"write into a file", write_file, R, 0},
    {"make a socket", make_socket, S | R, 0},
    {"connect", connect_out, S | L | R, 4},
    {"run a program", run_program, S | L, 0},
    {"start a process", start_process, S, 0},
    {"signal its parent", signal_parent, S | L, 6},
    {"trace its parent", trace_parent, S | L, 0},
    {"read its parent's memory", read_parent, S | L, 0},
    {"map code", make_code, S, 0},
    {"make code of data", turn_into_code, S, 0},
    {"raise a limit", raise_limit, S | (R << 8), 0},
    {"have signals sent", own_signals_by_descriptor, S, 0},
    {"take 4 GiB", take_much_memory, MEMORY, 0},
    {"do its work", work_goes_on, S | L | R, 0},
};

static int landlock_version(void)
{
#ifdef SYS_landlock_create_ruleset
    return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
#else
    return 0;
#endif
}

static bool is_stopped_here(const struct attempt *a, unsigned walls)
{
    unsigned stops = a->walls & walls;
    if ((stops & L) && landlock_version() < a->landlock)
        stops &= ~(unsigned)L;
    if (getuid() != 0 && (a->walls >> 8 & walls))
        return true;
    return stops != 0;
}

static int listen_somewhere(uint16_t *port)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t len = sizeof at;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, 1) ||
        getsockname(fd, (struct sockaddr *)&at, &len))
        return -1; /* no loopback here: connect() fails anyway */
    *port = ntohs(at.sin_port);
    return fd;
}

static void child(const struct attempt *a, struct scene *s, const struct confine *walls)
{
    int keep[] = {
        s->handed < s->file ? s->handed : s->file, s->handed < s->file ? s->file : s->handed};
    const struct confine_limits limits = {
        .memory = 1ull << 30, .seconds = 10, .descriptors = 3, .keep = keep, .keep_count = 2};
    if (!confine_enter(walls, &limits))
        _exit(3);
    _exit(a->stopped(s) ? 0 : 1);
}

static int run_attempt(const struct attempt *a)
{
    struct scene s = {.parent = getpid(), .path = "/tmp/planassure-confine-XXXXXX"};
    int ends[2];
    s.file = mkstemp(s.path);
    ck_assert_int_ge(s.file, 0);
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "handed", 6), 6);
    s.handed = ends[0];
    int listener = listen_somewhere(&s.port);
    signal(SIGUSR1, SIG_IGN);
    struct confine *walls = confine_new();
    ck_assert_ptr_nonnull(walls);
    ck_assert_uint_eq(confine_ready(walls), confine_walls());
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0)
        child(a, &s, walls);
    int status = 0;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    confine_free(walls);
    ck_assert_msg(access(s.path, F_OK) == 0 || !is_stopped_here(a, confine_walls()), "it is gone");
    unlink(s.path);
    unlink("/tmp/planassure-confine-made");
    close(s.file);
    close(ends[0]);
    close(ends[1]);
    if (listener >= 0)
        close(listener);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

START_TEST(confined)
{
    const struct attempt *a = &attempts[_i];
    if (!is_stopped_here(a, confine_walls()))
        return;
    int got = run_attempt(a);
    ck_assert_msg(got == 0, "%s: %d", a->name, got);
}
END_TEST

START_TEST(names)
{
    ck_assert_str_eq(confine_wall_name(S | L | R, 0), "seccomp");
    ck_assert_str_eq(confine_wall_name(S | L | R, 1), "landlock");
    ck_assert_str_eq(confine_wall_name(S | L | R, 2), "rlimits");
    ck_assert_ptr_null(confine_wall_name(S | L | R, 3));
    ck_assert_str_eq(confine_wall_name(R, 0), "rlimits");
    ck_assert_uint_ne(confine_walls() & R, 0);
}
END_TEST

START_TEST(what_was_not_handed_is_gone)
{
    int ends[2];
    pid_t pid;
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_ge(pid = fork(), 0);
    if (pid == 0) {
        confine_keep(&ends[1], 1);
        bool ok = close(ends[0]) < 0 && errno == EBADF && write(ends[1], "x", 1) == 1;
        _exit(ok && write(STDERR_FILENO, "", 0) == 0 ? 0 : 1);
    }
    int status = 1;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
    close(ends[0]);
    close(ends[1]);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_confine");
    TCase *t = tcase_create("base_confine");
    tcase_add_loop_test(t, confined, 0, (int)(sizeof attempts / sizeof *attempts));
    tcase_add_test(t, names);
    tcase_add_test(t, what_was_not_handed_is_gone);
    suite_add_tcase(s, t);
    return suite_run(s);
}
