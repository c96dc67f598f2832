/* A library to load before the C library (LD_PRELOAD): it makes the Nth call that a program depends
 * on fail. The program under test is the one that is installed; it knows nothing of this, and the
 * foreign libraries it uses fail like itself.
 *
 * FAULTS_IN    the name of the program; others run untouched
 * FAULTS_COUNT a file of struct count: how many calls of each kind were made, and which failed
 * FAULTS_KIND  memory or system: which kind of call fails
 * FAULTS_AT    number of the call that fails, from 1; 0: none
 * FAULTS_REST  set: all calls of the kind after it fail too
 * FAULTS_SHORT set: reads and writes do a few bytes only, and every third is interrupted */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { MEMORY, SYSTEM, KINDS };

struct count {
    _Atomic uint64_t calls[KINDS];
    _Atomic int64_t blocks; /* allocated since the start and not freed */
    char failed[64];        /* the name of the call that failed */
};

static struct count none, *count = &none;
static uint64_t fail_at;
static enum kind fail_kind;
static bool active, fail_rest, short_calls, is_child;

/* Should this call of `kind` fail? */
static bool fails(enum kind kind, const char *name)
{
    if (!active)
        return false;
    uint64_t n = atomic_fetch_add(&count->calls[kind], 1) + 1;
    if (kind != fail_kind || !fail_at || n < fail_at || (n > fail_at && !fail_rest))
        return false;
    if (!count->failed[0])
        strncpy(count->failed, name, sizeof count->failed - 1);
    return true;
}

static bool fails_with(enum kind kind, const char *name, int error)
{
    bool yes = fails(kind, name);
    if (yes)
        errno = error;
    return yes;
}

/* The next definition of a function, found when it is first called. */
#define REAL(type, name, ...)                                                                      \
    static type (*real)(__VA_ARGS__);                                                              \
    if (!real)                                                                                     \
    *(void **)&real = dlsym(RTLD_NEXT, name)

/* ---- memory: blocks that came from here are known, so that what is left can be counted ---- */
enum { SLOTS = 1 << 17 };    /* times as many as blocks live at once */
static void *_Atomic *known; /* a hash table of addresses; NULL: empty */
static void *const gone = (void *)1;

static size_t slot_of(const void *p)
{
    return (size_t)(((uintptr_t)p >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 47);
}

static void *remember(void *p)
{
    if (!p || !active || !known || is_child)
        return p;
    size_t i = slot_of(p), left = SLOTS;
    while (left-- && known[i] && known[i] != gone)
        i = (i + 1) % SLOTS;
    known[i] = p;
    atomic_fetch_add(&count->blocks, 1);
    return p;
}

static void forget(const void *p)
{
    if (!p || !known || is_child) /* a process that is forked ends without giving back */
        return;
    size_t i = slot_of(p), left = SLOTS;
    while (left-- && known[i]) {
        if (known[i] == p) {
            known[i] = gone;
            atomic_fetch_sub(&count->blocks, 1);
            return;
        }
        i = (i + 1) % SLOTS;
    }
}

/* dlsym() itself may allocate before it has an answer. */
static char early[65536];
static size_t early_used;

static void *early_block(size_t size)
{
    size_t at = (early_used + 15) / 16 * 16;
    if (size > sizeof early || at > sizeof early - size)
        return NULL;
    early_used = at + size;
    return early + at;
}

static bool is_early(const void *p)
{
    return (uintptr_t)p >= (uintptr_t)early && (uintptr_t)p < (uintptr_t)early + sizeof early;
}

void *malloc(size_t size)
{
    static bool asking;
    static void *(*real)(size_t);
    if (!real) {
        if (asking)
            return early_block(size);
        asking = true;
        *(void **)&real = dlsym(RTLD_NEXT, "malloc");
        asking = false;
    }
    if (fails_with(MEMORY, "malloc", ENOMEM))
        return NULL;
    return remember(real(size));
}

void *calloc(size_t n, size_t size)
{
    static bool asking;
    static void *(*real)(size_t, size_t);
    if (!real) {
        if (asking)
            return early_block(n * size);
        asking = true;
        *(void **)&real = dlsym(RTLD_NEXT, "calloc");
        asking = false;
    }
    if (fails_with(MEMORY, "calloc", ENOMEM))
        return NULL;
    return remember(real(n, size));
}

void *realloc(void *old, size_t size)
{
    REAL(void *, "realloc", void *, size_t);
    if (fails_with(MEMORY, "realloc", ENOMEM))
        return NULL;
    if (is_early(old)) {
        void *p = malloc(size);
        if (p)
            memcpy(p, old, size); /* early memory is followed by more of it */
        return p;
    }
    forget(old);
    return remember(real(old, size));
}

int posix_memalign(void **out, size_t align, size_t size)
{
    REAL(int, "posix_memalign", void **, size_t, size_t);
    if (fails(MEMORY, "posix_memalign"))
        return ENOMEM;
    int error = real(out, align, size);
    if (!error)
        remember(*out);
    return error;
}

void *aligned_alloc(size_t align, size_t size)
{
    REAL(void *, "aligned_alloc", size_t, size_t);
    return fails_with(MEMORY, "aligned_alloc", ENOMEM) ? NULL : remember(real(align, size));
}

void free(void *p)
{
    REAL(void, "free", void *);
    if (is_early(p))
        return;
    forget(p);
    real(p);
}

void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    REAL(void *, "mmap", void *, size_t, int, int, int, off_t);
    return fails_with(MEMORY, "mmap", ENOMEM) ? MAP_FAILED
                                              : real(at, size, protection, flags, fd, offset);
}

void *mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    return mmap(at, size, protection, flags, fd, offset);
}

/* ---- files ---- */
static size_t shortened(size_t size)
{
    return short_calls && active && size > 7 ? 7 : size;
}

/* libseccomp writes a filter at once, into memory or a pipe that takes it. */
static bool is_filter(const void *caller)
{
    Dl_info info;
    return dladdr(caller, &info) && info.dli_fname && strstr(info.dli_fname, "libseccomp");
}

/* Every third call is interrupted; never two in a row. */
static bool interrupted(void)
{
    static unsigned n;
    if (!short_calls || !active || ++n % 3)
        return false;
    errno = EINTR;
    return true;
}

ssize_t read(int fd, void *out, size_t size)
{
    REAL(ssize_t, "read", int, void *, size_t);
    if (interrupted() || fails_with(SYSTEM, "read", EIO))
        return -1;
    return real(fd, out, shortened(size));
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    if (short_calls && is_filter(__builtin_return_address(0)))
        return real(fd, bytes, size);
    if (interrupted() || (fd != STDERR_FILENO && fails_with(SYSTEM, "write", ENOSPC)))
        return -1;
    return real(fd, bytes, shortened(size));
}

ssize_t send(int fd, const void *bytes, size_t size, int flags)
{
    REAL(ssize_t, "send", int, const void *, size_t, int);
    return interrupted() || fails_with(SYSTEM, "send", EPIPE)
               ? -1
               : real(fd, bytes, shortened(size), flags);
}

static int open_with(const char *name, const char *path, int flags, mode_t mode)
{
    REAL(int, "open", const char *, int, ...);
    return fails_with(SYSTEM, name, EMFILE) ? -1 : real(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_with("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_with("open", path, flags, mode);
}

/* The descriptor is given back all the same, as by the kernel. */
int close(int fd)
{
    REAL(int, "close", int);
    int status = real(fd);
    return fails_with(SYSTEM, "close", EIO) ? -1 : status;
}

/* What a call of this name, result type and arguments fails with. */
#define FAILING(type, name, failure, error, parameters, types, ...)                                \
    type name parameters                                                                           \
    {                                                                                              \
        static type(*real) types;                                                                  \
        if (!real)                                                                                 \
            *(void **)&real = dlsym(RTLD_NEXT, #name);                                             \
        return fails_with(SYSTEM, #name, error) ? failure : real(__VA_ARGS__);                     \
    }

FAILING(FILE *, fopen, NULL, EMFILE, (const char *path, const char *mode),
    (const char *, const char *), path, mode)
FAILING(FILE *, fopen64, NULL, EMFILE, (const char *path, const char *mode),
    (const char *, const char *), path, mode)
FAILING(
    int, stat, -1, EIO, (const char *path, struct stat *s), (const char *, struct stat *), path, s)
FAILING(
    int, lstat, -1, EIO, (const char *path, struct stat *s), (const char *, struct stat *), path, s)
FAILING(int, fstat, -1, EIO, (int fd, struct stat *s), (int, struct stat *), fd, s)
FAILING(int, stat64, -1, EIO, (const char *path, struct stat64 *s), (const char *, struct stat64 *),
    path, s)
FAILING(int, lstat64, -1, EIO, (const char *path, struct stat64 *s),
    (const char *, struct stat64 *), path, s)
FAILING(int, fstat64, -1, EIO, (int fd, struct stat64 *s), (int, struct stat64 *), fd, s)
FAILING(int, fchmod, -1, EPERM, (int fd, mode_t mode), (int, mode_t), fd, mode)
FAILING(int, mkstemp, -1, EACCES, (char *name), (char *), name)
FAILING(int, mkstemp64, -1, EACCES, (char *name), (char *), name)
FAILING(int, rename, -1, EIO, (const char *from, const char *to), (const char *, const char *),
    from, to)
FAILING(int, mkdir, -1, ENOSPC, (const char *path, mode_t mode), (const char *, mode_t), path, mode)
FAILING(int, fsync, -1, EIO, (int fd), (int), fd)
FAILING(DIR *, opendir, NULL, EMFILE, (const char *path), (const char *), path)
FAILING(struct dirent *, readdir, NULL, EIO, (DIR * dir), (DIR *), dir)
FAILING(struct dirent64 *, readdir64, NULL, EIO, (DIR * dir), (DIR *), dir)
FAILING(
    char *, realpath, NULL, EIO, (const char *path, char *out), (const char *, char *), path, out)
FAILING(char *, getcwd, NULL, EACCES, (char *out, size_t size), (char *, size_t), out, size)
FAILING(ssize_t, readlink, -1, EIO, (const char *path, char *out, size_t size),
    (const char *, char *, size_t), path, out, size)

/* ---- processes ---- */
FAILING(pid_t, fork, -1, EAGAIN, (void), (void))
FAILING(int, pipe, -1, EMFILE, (int ends[2]), (int *), ends)
FAILING(int, pipe2, -1, EMFILE, (int ends[2], int flags), (int *, int), ends, flags)
FAILING(int, socketpair, -1, EMFILE, (int domain, int type, int protocol, int ends[2]),
    (int, int, int, int *), domain, type, protocol, ends)

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attributes, char *const *args, char *const *environment)
{
    REAL(int, "posix_spawn", pid_t *, const char *, const posix_spawn_file_actions_t *,
        const posix_spawnattr_t *, char *const *, char *const *);
    if (fails(SYSTEM, "posix_spawn"))
        return EAGAIN;
    return real(pid, path, actions, attributes, args, environment);
}

int pthread_create(
    pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *user)
{
    REAL(int, "pthread_create", pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    return fails(SYSTEM, "pthread_create") ? EAGAIN : real(thread, attributes, run, user);
}

/* ---- foreign libraries: what their own files answer when something is wrong inside ---- */
struct z_stream_s;
FAILING(
    int, inflate, -3, EIO, (struct z_stream_s * z, int flush), (struct z_stream_s *, int), z, flush)
FAILING(
    int, deflate, -2, EIO, (struct z_stream_s * z, int flush), (struct z_stream_s *, int), z, flush)
/* -48: PCRE2_ERROR_NOMEMORY */
FAILING(int, pcre2_jit_compile_8, -48, ENOMEM, (void *code, uint32_t options), (void *, uint32_t),
    code, options)

/* ---- the end: what libraries keep for the next call is no leak ---- */
static void __attribute__((destructor)) end(void)
{
    static const char *const cleanups[] = {"xmlRelaxNGCleanupTypes", "xmlCleanupParser"};
    for (size_t i = 0; active && i < sizeof cleanups / sizeof *cleanups; i++) {
        void (*clean)(void) = NULL;
        *(void **)&clean = dlsym(RTLD_DEFAULT, cleanups[i]);
        if (clean)
            clean();
    }
    active = false;
}

/* ---- the start ---- */
static void in_child(void)
{
    is_child = true;
}

static void __attribute__((constructor)) start(void)
{
    const char *in = getenv("FAULTS_IN"), *file = getenv("FAULTS_COUNT");
    const char *kind = getenv("FAULTS_KIND"), *at = getenv("FAULTS_AT");
    if (!in || !file || strcmp(in, program_invocation_short_name) != 0)
        return;
    int fd = open(file, O_RDWR | O_CLOEXEC);
    void *map =
        fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    void *table = mmap(NULL, SLOTS * sizeof *known, PROT_READ | PROT_WRITE,
        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (map == MAP_FAILED || table == MAP_FAILED)
        abort();
    pthread_atfork(NULL, NULL, in_child);
    close(fd);
    count = map;
    known = table;
    fail_kind = kind && strcmp(kind, "system") == 0 ? SYSTEM : MEMORY;
    fail_at = at ? strtoull(at, NULL, 10) : 0;
    fail_rest = getenv("FAULTS_REST") != NULL;
    short_calls = getenv("FAULTS_SHORT") != NULL;
    active = true;
}
