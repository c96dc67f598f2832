/* See confine.h. Resource limits come first, because setting them is a call that the list refuses,
 * and the list comes last, because everything else here is refused by it too. */
#define _GNU_SOURCE /* close_range() */
#include "base/confine.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/confine_private.h"
#include "base/mem.h"

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

enum { PROGRAM_BYTES = 64 * 1024 }; /* the kernel takes 4096 instructions of 8 bytes */

struct confine {
    unsigned walls;
    struct buf program;
    int ruleset; /* -1: none */
};

unsigned confine_walls(void)
{
    return CONFINE_RLIMITS | (confine_calls_work() ? CONFINE_SECCOMP : 0u) |
           (confine_files_version() ? CONFINE_LANDLOCK : 0u);
}

const char *confine_wall_name(unsigned walls, size_t i)
{
    static const struct {
        enum confine_wall wall;
        const char *name;
    } all[] = {
        {CONFINE_SECCOMP, "seccomp"}, {CONFINE_LANDLOCK, "landlock"}, {CONFINE_RLIMITS, "rlimits"}};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if ((walls & all[k].wall) && i-- == 0)
            return all[k].name;
    return NULL;
}

struct confine *confine_new(void)
{
    struct confine *c = xcalloc(1, sizeof *c);
    bool ok = true;
    c->walls = confine_walls();
    c->ruleset = -1;
    buf_init(&c->program, PROGRAM_BYTES);
    if (c->walls & CONFINE_SECCOMP)
        ok = confine_calls_compile(&c->program);
    if (ok && (c->walls & CONFINE_LANDLOCK))
        ok = (c->ruleset = confine_files_new(confine_files_version())) >= 0;
    if (ok)
        return c;
    confine_free(c);
    return NULL;
}

void confine_free(struct confine *c)
{
    if (!c)
        return;
    if (c->ruleset >= 0)
        close(c->ruleset);
    buf_clear(&c->program);
    xfree(c);
}

unsigned confine_ready(const struct confine *c)
{
    return c->walls;
}

/* Lower than now, never higher: a user's own limits stay. */
static bool limit(int what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)what, &now))
        return false;
    if (now.rlim_max == RLIM_INFINITY || now.rlim_max > most)
        now.rlim_max = most;
    if (now.rlim_cur == RLIM_INFINITY || now.rlim_cur > now.rlim_max)
        now.rlim_cur = now.rlim_max;
    return setrlimit((__rlimit_resource_t)what, &now) == 0;
}

bool confine_limits_memory(void)
{
    return !SANITIZED;
}

static bool limit_resources(const struct confine_limits *l)
{
    bool ok = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) &&
              limit(RLIMIT_NOFILE, l->descriptors);
    if (ok && l->seconds)
        ok = limit(RLIMIT_CPU, l->seconds);
    if (ok && l->memory && confine_limits_memory())
        ok = limit(RLIMIT_AS, (rlim_t)l->memory);
    return ok;
}

static void close_between(int first, int last)
{
    if (first > last || close_range((unsigned)first, (unsigned)last, 0) == 0)
        return;
    const long most = sysconf(_SC_OPEN_MAX); /* a kernel before 5.9 */
    for (long fd = first; fd <= last && fd < (most > 0 ? most : 1024); fd++)
        close((int)fd);
}

void confine_keep(const int *keep, size_t count)
{
    int from = STDERR_FILENO + 1;
    for (size_t i = 0; i < count; i++) {
        if (keep[i] < from)
            continue;
        close_between(from, keep[i] - 1);
        from = keep[i] + 1;
    }
    close_between(from, ~0u >> 1);
}

bool confine_enter(const struct confine *c, const struct confine_limits *l)
{
    bool ok = limit_resources(l);
    if (ok && (c->walls & (CONFINE_SECCOMP | CONFINE_LANDLOCK)))
        ok = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    if (ok && c->ruleset >= 0)
        ok = confine_files_enter(c->ruleset) && close(c->ruleset) == 0;
    if (l->keep)
        confine_keep(l->keep, l->keep_count);
    if (ok && (c->walls & CONFINE_SECCOMP))
        ok = confine_calls_enter(&c->program);
    return ok;
}
