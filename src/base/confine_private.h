/* Between the files of the confinement. */
#ifndef BASE_CONFINE_PRIVATE_H
#define BASE_CONFINE_PRIVATE_H

#include <stdbool.h>

#include "base/buf.h"

/* seccomp: can this process load a list of calls? */
bool confine_calls_work(void);
/* Writes the list as the kernel reads it (struct sock_filter one after the other). */
bool confine_calls_compile(struct buf *program);
bool confine_calls_enter(const struct buf *program);

/* Landlock: the version of the kernel's interface, 0 when there is none. */
int confine_files_version(void);
/* A ruleset that allows nothing: a descriptor, closed on exec; -1 on failure. */
int confine_files_new(int version);
bool confine_files_enter(int ruleset);

#endif
