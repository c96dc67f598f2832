/* How far a run is, on one line of a terminal: plans done, how many a second, the time left. */
#include "config.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

enum { EVERY_MILLISECONDS = 200 };

static long long now(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_start(struct progress *p, const struct options *o)
{
    p->shown = !o->quiet && isatty(STDERR_FILENO);
    p->began = now();
    p->last = p->began - EVERY_MILLISECONDS;
    p->there = false;
}

void progress_clear(struct progress *p)
{
    if (!p->there)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    p->there = false;
    p->last = 0;
}

/* "1:05:09", "5:09" */
static void print_time(long long seconds)
{
    if (seconds >= 3600)
        fprintf(stderr, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    else
        fprintf(stderr, "%lld:%02lld", seconds / 60, seconds % 60);
}

void progress_show(struct progress *p, size_t done, size_t plans, size_t before)
{
    long long t = now();
    if (!p->shown || (plans && plans < 2) || done == plans || t < p->last + EVERY_MILLISECONDS)
        return;
    double seconds = (double)(t - p->began) / 1000, rate = 0;
    p->last = t;
    p->there = true;
    fprintf(stderr, "\r\033[K%zu", done);
    if (plans)
        fprintf(stderr, " of %zu", plans);
    fputs(done == 1 && !plans ? " plan" : " plans", stderr);
    if (seconds >= 1 && done > before) {
        rate = (double)(done - before) / seconds;
        fprintf(stderr, ", %.*f a second", rate < 10 ? 1 : 0, rate);
    }
    if (plans && rate > 0) {
        fputs(", ", stderr);
        print_time((long long)((double)(plans - done) / rate + 0.5));
        fputs(" left", stderr);
    }
    fflush(stderr);
}
