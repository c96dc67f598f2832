/* What a process gives up before it reads what strangers sent: opening files, the network, other
 * programs and processes, signals, code made at run time; and how much memory and time it may
 * take. It keeps what it has open and the memory that it has.
 *
 * Three walls, each used where the kernel has it: seccomp (a list of system calls that are
 * allowed, all others fail with EPERM), Landlock (no file, no TCP, no signal, whatever the call)
 * and resource limits. None can be taken down again. */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum confine_wall { CONFINE_SECCOMP = 1, CONFINE_LANDLOCK = 2, CONFINE_RLIMITS = 4 };

/* The walls that this machine and this build have, as a set. Asked of the kernel, not guessed. */
unsigned confine_walls(void);
/* Does a limit on memory hold in this build? Not with the address sanitizer. */
bool confine_limits_memory(void);
/* The names of a set, in a fixed order: "seccomp", "landlock", "rlimits"; NULL past the end. */
const char *confine_wall_name(unsigned walls, size_t i);

struct confine_limits {
    uint64_t memory;      /* bytes of address space; 0: as it is. A build with the address sanitizer
                             maps terabytes and goes without */
    uint32_t seconds;     /* of processor time from the start of the process; 0: as it is */
    uint32_t descriptors; /* only descriptors below this can be made */
    const int *keep;      /* those that stay open besides standard input, output and error,
                             ascending; NULL: all do */
    size_t keep_count;
};

/* All that can be made ready before the process is born that is to be confined (libseccomp takes
 * part of a millisecond): its owner makes it once and frees it; children inherit it. NULL when a
 * wall that the machine has cannot be made ready. */
struct confine *confine_new(void);
void confine_free(struct confine *);
/* The walls that confine_enter() will raise. */
unsigned confine_ready(const struct confine *);

/* Raises them around this process, an eighth of a millisecond. False when one of those that are
 * ready cannot be raised: the process must then end without having read anything. Call it while
 * there is one thread. The end of the process is _exit() or a signal; abort() ends it by SIGSEGV,
 * because the confined cannot send signals, not even to themselves. */
bool confine_enter(const struct confine *, const struct confine_limits *);

/* Closes every descriptor above standard error that is not among `keep` (ascending): what the
 * process was not handed is not there. */
void confine_keep(const int *keep, size_t count);

#endif
