/* See checks.h. A check is taken from the register when a worker is idle, so that what waits, waits
 * on the disk; its results are there before it counts as done. */
#include "server/checks.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "register/register.h"
#include "results/results.h"
#include "server/workers.h"

struct checks {
    struct registry *registry;
    struct workers *workers;
};

struct running {
    struct checks *checks;
    int64_t job;
};

static void log_failure(struct checks *c, const char *what)
{
    struct arena *arena = arena_new();
    const char *why = registry_error(c->registry, arena);
    fprintf(stderr, "planassure: %s: %s\n", what, why ? why : "");
    arena_free(arena);
}

struct checks *checks_new(struct registry *registry, struct workers *workers)
{
    struct checks *c = xcalloc(1, sizeof *c);
    size_t restarted;
    c->registry = registry;
    c->workers = workers;
    enum registry_status status = registry_jobs_restart(registry, &restarted);
    if (status != REGISTRY_OK) {
        if (status == REGISTRY_TAKEN)
            fputs("planassure: another server uses this folder\n", stderr);
        else
            log_failure(c, "the queue of checks cannot be read");
        checks_free(c);
        return NULL;
    }
    if (restarted)
        fprintf(stderr, "planassure: %zu unfinished check%s run again\n", restarted,
            restarted == 1 ? " is" : "s are");
    return c;
}

void checks_free(struct checks *c)
{
    xfree(c);
}

/* Keeps what the check found; false when its results are not readable. */
static bool keep(struct running *run, const struct checked *checked)
{
    struct results *results = results_new();
    struct diag *diag = diag_new();
    const struct buf *json = &checked->reports[0];
    bool ok = results_parse(results, buf_str(json), json->len, "results.json", diag) &&
              results->count == 1;
    if (ok) {
        const struct plan_record *plan = results->plans[0];
        const struct job_facts facts = {.organisation = plan->organisation,
            .framework = plan->pack,
            .title = plan->title,
            .pack_version = plan->pack_version,
            .pack_sha256 = plan->pack_sha256,
            .rating = plan->rating,
            .score = plan->score};
        struct artefact artefacts[WORKER_REPORTS];
        for (size_t i = 0; i < WORKER_REPORTS; i++)
            artefacts[i] = (struct artefact){
                worker_artefacts[i], buf_str(&checked->reports[i]), checked->reports[i].len};
        enum registry_status status =
            registry_job_done(run->checks->registry, run->job, &facts, artefacts, WORKER_REPORTS);
        if (status != REGISTRY_OK && status != REGISTRY_ABSENT)
            log_failure(run->checks, "the results of a check could not be kept");
    }
    diag_free(diag);
    results_free(results);
    return ok;
}

static void done(void *user, const struct checked *checked)
{
    struct running *run = user;
    const char *code = checked->error_code, *why = checked->error;
    if (!code && !keep(run, checked)) {
        code = "plan.crashed";
        why = "the check gave no readable answer";
    }
    if (code) {
        enum registry_status status =
            registry_job_failed(run->checks->registry, run->job, code, why);
        if (status != REGISTRY_OK && status != REGISTRY_ABSENT)
            log_failure(run->checks, "a failed check could not be kept");
    }
    xfree(run);
}

static bool begin(struct checks *c, struct arena *arena)
{
    struct job job;
    enum registry_status status = registry_job_take(c->registry, arena, &job);
    if (status == REGISTRY_FAILED)
        log_failure(c, "the queue of checks cannot be read");
    if (status != REGISTRY_OK)
        return false;
    struct running *run = xcalloc(1, sizeof *run);
    *run = (struct running){c, job.id};
    const struct check check = {job.file_name, job.document, job.framework, job.judgements};
    if (workers_begin(c->workers, &check, done, run))
        return true;
    registry_job_failed(c->registry, job.id, "server.busy", strerror(errno));
    xfree(run);
    return false;
}

void checks_wake(struct checks *c)
{
    struct arena *arena = arena_new();
    while (workers_idle(c->workers) && begin(c, arena))
        ;
    arena_free(arena);
}

size_t checks_poll(struct checks *c, struct pollfd *fds, size_t room, int *milliseconds)
{
    return workers_poll(c->workers, fds, room, milliseconds);
}

void checks_run(struct checks *c)
{
    workers_run(c->workers);
    checks_wake(c);
}
