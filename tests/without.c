/* Runs a program on a machine without some of the walls of src/base/confine.h: an older kernel, or
 * a container that refuses them.
 *
 *     without seccomp,landlock PROGRAM ARGUMENTS...
 *
 * The calls answer as they do where they are not built in (ENOSYS). Done with a filter of its own:
 * where even that cannot be had they are not there anyway. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#endif

static int refuse(unsigned call)
{
    struct sock_filter rows[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof rows / sizeof *rows, rows};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (strstr(argv[1], "landlock"))
        refuse(SYS_landlock_create_ruleset);
    if (strstr(argv[1], "seccomp"))
        refuse(SYS_seccomp);
    execv(argv[2], argv + 2);
    perror(argv[2]);
    return 2;
}
