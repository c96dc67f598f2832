/* Landlock by its system calls: the C library has no functions for them, and headers are older than
 * kernels. Each version of the interface can refuse more; what a kernel does not know it must not
 * be asked. */
#define _GNU_SOURCE /* syscall() */
#include "base/confine_private.h"

#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(SYS_landlock_create_ruleset) && defined(SYS_landlock_restrict_self)

/* struct landlock_ruleset_attr as of version 6; older kernels take the beginning of it. */
struct ruleset {
    uint64_t files, net, scoped;
};

enum { ASK_VERSION = 1, NET_SINCE = 4, SCOPE_SINCE = 6 };

int confine_files_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_VERSION);
    return version > 0 ? (int)version : 0;
}

/* The rights over files that a version knows, all of them: bits 0 to 12 since the first, then
 * moving between folders, truncating, control of devices. */
static uint64_t file_rights(int version)
{
    uint64_t rights = (1u << 13) - 1;
    if (version >= 2)
        rights |= 1u << 13;
    if (version >= 3)
        rights |= 1u << 14;
    if (version >= 5)
        rights |= 1u << 15;
    return rights;
}

int confine_files_new(int version)
{
    const struct ruleset all = {
        .files = file_rights(version),
        .net = 3,    /* binding and connecting TCP */
        .scoped = 3, /* abstract sockets of others, signals to others */
    };
    size_t known = version >= SCOPE_SINCE ? sizeof all
                   : version >= NET_SINCE ? 2 * sizeof(uint64_t)
                                          : sizeof(uint64_t);
    return (int)syscall(SYS_landlock_create_ruleset, &all, known, 0);
}

bool confine_files_enter(int ruleset)
{
    return syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
}
#else
int confine_files_version(void)
{
    return 0;
}

int confine_files_new(int version)
{
    (void)version;
    return -1;
}

bool confine_files_enter(int ruleset)
{
    (void)ruleset;
    return false;
}
#endif
