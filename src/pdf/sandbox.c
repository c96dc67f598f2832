/* Limits that the kernel keeps. The address sanitizer maps terabytes and reads /proc, so a build
 * with it goes without the limits on memory and files. */
#include <sys/resource.h>

#include "base/limits.h"
#include "config.h"
#include "pdf/pdf.h"

#ifdef HAVE_SECCOMP
#include <errno.h>
#include <seccomp.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#if SANITIZED
/* The leak checker starts a thread and traces its own process, which the sandbox refuses: without
 * this every PDF ends in its death. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}
#endif

static bool limit(int what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit(what, &now))
        return false;
    if (now.rlim_max == RLIM_INFINITY || now.rlim_max > most)
        now.rlim_max = most;
    now.rlim_cur = now.rlim_max;
    return setrlimit(what, &now) == 0;
}

#ifdef HAVE_SECCOMP
/* What reading a PDF never needs is refused: other programs and processes, the network, other
 * processes' memory, changes to files. */
static bool refuse_calls(void)
{
    static const int calls[] = {SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork),
        SCMP_SYS(vfork), SCMP_SYS(clone), SCMP_SYS(clone3), SCMP_SYS(socket), SCMP_SYS(socketpair),
        SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4),
        SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kill),
        SCMP_SYS(tkill), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat),
        SCMP_SYS(renameat2), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(chmod), SCMP_SYS(fchmod),
        SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown), SCMP_SYS(fchownat), SCMP_SYS(link),
        SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(creat),
        SCMP_SYS(truncate), SCMP_SYS(io_uring_setup), SCMP_SYS(bpf), SCMP_SYS(keyctl),
        SCMP_SYS(mount)};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool ok = filter != NULL;
    for (size_t i = 0; ok && i < sizeof calls / sizeof *calls; i++)
        ok = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0) == 0;
    ok = ok && seccomp_load(filter) == 0;
    if (filter)
        seccomp_release(filter);
    return ok;
}
#else
static bool refuse_calls(void)
{
    return true;
}
#endif

bool sandbox_enter(void)
{
    bool ok = limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, LIMIT_PDF_SECONDS);
    if (!SANITIZED)
        ok = ok && limit(RLIMIT_AS, LIMIT_PDF_MEMORY) && limit(RLIMIT_NOFILE, 3);
    return ok && refuse_calls();
}
