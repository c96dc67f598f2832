/* The border to libseccomp, which knows the numbers of the calls on every machine. It compiles the
 * list once; the kernel is handed the result without it, so that a child that raises its walls
 * pays for one call. What is not listed fails with EPERM and does not kill: libraries try things
 * (an open, a stat) and go on without. */
#define _GNU_SOURCE /* memfd_create() */
#include "base/confine_private.h"
#include "config.h"

#ifdef HAVE_SECCOMP
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Memory, the descriptors that are there, the clock, waiting for a child that was born before.
 * Left out on purpose: all that takes a path; fcntl() and ioctl(), which can send signals and type
 * into terminals; tgkill(), because the list cannot know its own process. */
static const int allowed[] = {SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    SCMP_SYS(futex), SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write),
    SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(poll),
    SCMP_SYS(ppoll), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(sendmsg),
    SCMP_SYS(shutdown), SCMP_SYS(wait4), SCMP_SYS(waitid), SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid),
    SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group)};

bool confine_calls_work(void)
{
    const unsigned action = SECCOMP_RET_ERRNO;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

/* Memory may be had, but not run: what is mapped can never become code. */
static bool allow_memory(scmp_filter_ctx list)
{
    const struct scmp_arg_cmp data = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    return seccomp_rule_add(list, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, data) == 0 &&
           seccomp_rule_add(list, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, data) == 0;
}

static bool allow_all(scmp_filter_ctx list)
{
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (seccomp_rule_add(list, SCMP_ACT_ALLOW, allowed[i], 0))
            return false;
    return allow_memory(list);
}

static bool read_back(int fd, struct buf *program)
{
    char piece[4096];
    ssize_t n;
    if (lseek(fd, 0, SEEK_SET))
        return false;
    while ((n = read(fd, piece, sizeof piece)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0)
            buf_add(program, piece, (size_t)n);
    return n == 0 && program->len && !program->full;
}

bool confine_calls_compile(struct buf *program)
{
    scmp_filter_ctx list = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!list)
        return false;
    int fd = memfd_create("calls", MFD_CLOEXEC);
    bool ok = fd >= 0 && allow_all(list) && seccomp_export_bpf(list, fd) == 0;
    seccomp_release(list);
    ok = ok && read_back(fd, program);
    if (fd >= 0)
        close(fd);
    return ok;
}

bool confine_calls_enter(const struct buf *program)
{
    const struct sock_fprog calls = {(unsigned short)(program->len / sizeof(struct sock_filter)),
        (struct sock_filter *)(void *)program->s};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &calls) == 0;
}
#else
bool confine_calls_work(void)
{
    return false;
}

bool confine_calls_compile(struct buf *program)
{
    (void)program;
    return false;
}

bool confine_calls_enter(const struct buf *program)
{
    (void)program;
    return false;
}
#endif
