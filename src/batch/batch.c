/* See batch.h. Plans are taken as workers become free. An answer whose turn has come goes to the
 * outputs that stream; one that is early is held, and when too much is held no further plan is
 * begun. Where an output needs all plans, every answer goes to the journal first. */
#include "config.h"

#include "batch/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "batch/frame.h"
#include "ingest/ingest.h"
#include "report/formats.h"

enum { WAIT_MILLISECONDS = 250, HELD_PLANS = 64, HELD_BYTES = 64 << 20 };

void batch_say(const struct batch *b, const char *format, ...)
{
    char text[4400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (b->options->say)
        b->options->say(b->options->user, text);
}

static const char *shown_name(const struct batch *b, const char *path)
{
    return strcmp(path, "-") == 0 && b->engine->stdin_name ? b->engine->stdin_name : path;
}

void batch_job(struct batch *b, size_t index, const char *path, struct job *job)
{
    *job = (struct job){.name = shown_name(b, path),
        .fd = -1,
        .formats = b->formats,
        .format_count = b->output_count,
        .plain = b->plain,
        .options = &b->report,
        .index = index,
        .count = b->listed ? b->count : SIZE_MAX};
}

static struct turn *turn_of(struct batch *b, size_t index)
{
    return &b->turns.v[index - b->base];
}

/* ---- answers ---- */

static void mark_used(struct batch *b, const struct pack *pack)
{
    for (size_t i = 0; pack && i < b->engine->packs.n; i++)
        b->engine->packs.v[i].used |= b->engine->packs.v[i].pack == pack;
}

static void turn_clear(struct turn *t)
{
    xfree(t->path);
    xfree(t->error);
    xfree(t->use);
    diag_free(t->messages);
    buf_clear(&t->held);
    *t = (struct turn){0};
}

static void copy_messages(const struct diag *from, struct diag *to)
{
    for (size_t i = 0; i < diag_count(from); i++) {
        const struct diag_message *m = diag_at(from, i);
        diag_add(to, m->level, m->code, m->file, m->line, m->column, m->source, m->advice, "%s",
            m->text);
    }
}

/* The turn of a plan has come; `now` is its answer, NULL when it was held. */
static void take_turn(struct batch *b, struct turn *t, const struct answer *now)
{
    tally_add(&b->tally, &t->figures);
    mark_used(b, t->figures.pack);
    if (t->messages)
        copy_messages(t->messages, b->engine->messages);
    diag_free(t->messages);
    t->messages = NULL;
    if (b->options->plan)
        b->options->plan(b->options->user, t->path, t->error);
    if (b->streams && !now) {
        struct job job;
        struct answer a;
        batch_job(b, b->next, t->path, &job);
        answer_init(&a, b->engine, &job);
        b->held -= t->held.len;
        b->failed |= !journal_parse(buf_str(&t->held), t->held.len, &a) || !outputs_take(b, &a);
        answer_clear(&a);
    } else if (b->streams) {
        b->failed |= !outputs_take(b, now);
    }
    buf_clear(&t->held);
    xfree(t->use);
    t->use = NULL;
    t->figures.use = NULL;
    b->next++;
}

/* Forgets plans whose turn is over, where nobody asks for them again. */
static void forget(struct batch *b)
{
    size_t over = b->next - b->base;
    if (b->listed || over < 256)
        return;
    for (size_t i = 0; i < over; i++)
        turn_clear(&b->turns.v[i]);
    memmove(b->turns.v, b->turns.v + over, (b->turns.n - over) * sizeof *b->turns.v);
    b->turns.n -= over;
    b->base = b->next;
}

static void take_turns(struct batch *b)
{
    while (b->next < b->taken && turn_of(b, b->next)->done && !b->failed)
        take_turn(b, turn_of(b, b->next), NULL);
    forget(b);
}

static void take_answer(struct batch *b, size_t index, const struct answer *a)
{
    struct turn *t = turn_of(b, index);
    size_t waivers = a->figures.use ? b->tally.review->waivers->count : 0;
    t->figures = a->figures;
    if (a->figures.use) {
        t->use = xcalloc(waivers + 1, 1);
        memcpy(t->use, a->figures.use, waivers);
        t->figures.use = t->use;
    }
    if (a->messages) {
        t->messages = diag_new();
        copy_messages(a->messages, t->messages);
    }
    const char *error = answer_error_message(a);
    t->error = error ? xstrdup(error) : NULL;
    t->done = true;
    b->done++;
    if (b->spools && !journal_add(b->journal, index, &t->file, a)) {
        batch_say(b, "cannot keep an answer until all are there: %s", strerror(errno));
        b->failed = true;
    } else if (index == b->next && !b->failed) {
        take_turn(b, t, a);
        take_turns(b);
    } else if (b->streams) {
        buf_init(&t->held, SIZE_MAX);
        frame_add_answer(&t->held, a, false);
        b->held += t->held.len;
    }
    if (b->options->progress)
        b->options->progress(b->options->user, b->done, b->listed ? b->count : 0, b->before);
}

struct ticket {
    struct batch *batch;
    size_t index;
};

static void answered(void *user, const struct answer *a)
{
    struct ticket *ticket = user;
    take_answer(ticket->batch, ticket->index, a);
    xfree(ticket);
}

/* ---- plans ---- */

struct plan_file batch_look(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return (struct plan_file){0};
    return (struct plan_file){
        (uint64_t)st.st_size, (uint64_t)st.st_mtim.tv_sec, (uint64_t)st.st_mtim.tv_nsec};
}

/* Opens the plan: a file as it is, everything else as bytes (free with xfree()); or says why not in
 * the job. */
static void open_plan(
    struct batch *b, const char *path, struct job *job, char **bytes, struct ingest_error *error)
{
    const char *name;
    struct stat file;
    *bytes = NULL;
    bool standard = strcmp(path, "-") == 0;
    bool regular = !standard && stat(path, &file) == 0 && S_ISREG(file.st_mode) &&
                   file.st_size <= (off_t)LIMIT_PLAN_BYTES;
    if (regular && (job->fd = open(path, O_RDONLY | O_CLOEXEC)) >= 0)
        return;
    if (standard && b->kept) {
        job->bytes = b->kept;
        job->len = b->kept_len;
        return;
    }
    if (engine_read_plan(b->engine, path, &name, bytes, &job->len, error)) {
        job->bytes = *bytes;
        return;
    }
    job->error_code = error->code;
    job->error_message = error->text;
}

static void close_plan(struct job *job, char *bytes)
{
    if (job->fd >= 0)
        close(job->fd);
    xfree(bytes);
}

/* Takes the next path in; false when there is none. */
static bool next_path(struct batch *b, bool *later)
{
    *later = false;
    if (b->taken < b->base + b->turns.n)
        return true; /* of the list */
    const char *path = b->ended ? NULL : b->options->next(b->options->user, later);
    b->ended = !path && !*later;
    if (!path)
        return false;
    VEC_PUSH(&b->turns, (struct turn){.path = xstrdup(path)});
    return true;
}

static bool submit_next(struct batch *b)
{
    struct turn *t = turn_of(b, b->taken);
    struct job job;
    struct ingest_error error = {0};
    char *bytes;
    size_t index = b->taken;
    batch_job(b, index, t->path, &job);
    if (b->seen)
        job.repeat = report_repeat(b->seen, t->path);
    b->taken++;
    if (t->done)
        return true; /* by an earlier run */
    if (b->spools)
        t->file = batch_look(t->path);
    open_plan(b, t->path, &job, &bytes, &error);
    struct ticket *ticket = xmalloc(sizeof *ticket);
    *ticket = (struct ticket){b, index};
    bool ok = pool_submit(b->pool, &job, answered, ticket);
    close_plan(&job, bytes);
    if (!ok) {
        batch_say(b, "%s: no descriptor is left for it: %s", t->path, strerror(errno));
        xfree(ticket);
    }
    return ok;
}

static bool has_room(const struct batch *b, unsigned workers)
{
    if (pool_busy(b->pool) >= (size_t)workers * 2 + 8)
        return false;
    return !b->streams ||
           (b->taken - b->next < HELD_PLANS + (size_t)workers * 4 && b->held < HELD_BYTES);
}

static bool is_stopped(const struct batch *b)
{
    return b->options->stop && b->options->stop(b->options->user);
}

/* For answers, and for more paths when the next is not known yet. */
static void wait_for_work(struct batch *b, bool later)
{
    struct pollfd fds[LIMIT_WORKERS * 2 + 1];
    int wait;
    size_t n = pool_poll(b->pool, fds, LIMIT_WORKERS * 2, &wait);
    if (later)
        fds[n++] = (struct pollfd){.fd = b->options->input, .events = POLLIN};
    if (wait < 0 || wait > WAIT_MILLISECONDS)
        wait = WAIT_MILLISECONDS;
    poll(fds, (nfds_t)n, wait);
    pool_work(b->pool, 0);
}

static enum pa_status run_pool(struct batch *b, unsigned workers)
{
    for (;;) {
        bool later = false, room;
        if (is_stopped(b))
            return PA_STOPPED;
        if (b->failed)
            return PA_ERROR_WRITE;
        while ((room = has_room(b, workers)) && next_path(b, &later) && !b->failed)
            if (!submit_next(b))
                return PA_ERROR_USAGE;
        take_turns(b);
        if (!b->failed && room && !later && !pool_busy(b->pool))
            return PA_OK;
        wait_for_work(b, later);
    }
}

/* ---- the run ---- */

static bool choose_outputs(struct batch *b)
{
    static const struct pa_report_options standard = {0};
    b->report = b->options->report ? *b->options->report : standard;
    b->report.colour = true;
    for (size_t i = 0; i < b->options->output_count; i++) {
        const struct pa_batch_output *wanted = &b->options->outputs[i];
        const struct report *report = report_find(wanted->format);
        if (!report || i >= LIMIT_REPORTS) {
            engine_error(b->engine, "report.unknown", NULL, "there is no report format \"%s\"",
                wanted->format);
            return false;
        }
        struct output *o = &b->outputs[b->output_count];
        o->wanted = wanted;
        o->report = report;
        o->options = b->report;
        o->options.colour = wanted->colour;
        o->streams =
            report->early && !wanted->append && !b->options->hold && strcmp(wanted->file, "-") == 0;
        b->plain |= (uint32_t)!wanted->colour << i;
        b->streams |= o->streams;
        b->spools |= !o->streams;
        b->formats[b->output_count++] = report->name;
    }
    return true;
}

/* Must the list of plans be known before the first is checked? */
static bool needs_list(const struct batch *b)
{
    bool needs = b->spools || b->options->resume;
    for (size_t i = 0; i < b->output_count; i++)
        needs |= b->outputs[i].report->counted;
    return needs;
}

static bool read_list(struct batch *b)
{
    const char *path;
    bool later;
    while ((path = b->options->next(b->options->user, &later)) != NULL || later) {
        if (!path) {
            struct pollfd more = {.fd = b->options->input, .events = POLLIN};
            if (is_stopped(b))
                return false;
            poll(&more, 1, WAIT_MILLISECONDS);
            continue;
        }
        if (b->turns.n == LIMIT_PLANS) {
            batch_say(b, "there are more than %u plans: check them in several runs", LIMIT_PLANS);
            return false;
        }
        VEC_PUSH(&b->turns, (struct turn){.path = xstrdup(path)});
    }
    b->ended = b->listed = true;
    b->count = b->turns.n;
    return true;
}

/* A single plan that our own code reads needs no walls: it is checked here. False: it does. */
static bool check_here(struct batch *b)
{
    const struct pa_batch_options *o = b->options;
    struct ingest_error error = {0};
    struct job job;
    struct answer a;
    const char *name;
    char *bytes = NULL;
    if (!b->listed || b->count != 1 || o->jobs || o->seconds || o->mebibytes || o->resume)
        return false;
    batch_job(b, 0, b->turns.v[0].path, &job);
    if (!engine_read_plan(b->engine, b->turns.v[0].path, &name, &bytes, &job.len, &error)) {
        job.error_code = error.code;
        job.error_message = error.text;
    }
    const char *kind = bytes ? ingest_kind(job.name, bytes, job.len) : NULL;
    bool own = !bytes || !kind || strcmp(kind, "text") == 0 || strcmp(kind, "markdown") == 0;
    if (own) {
        answer_init(&a, b->engine, &job);
        answer_run(&a, b->engine, &job, bytes, job.len, NULL);
        b->taken = 1;
        take_answer(b, 0, &a);
        answer_clear(&a);
    }
    if (!own && strcmp(b->turns.v[0].path, "-") == 0) {
        b->kept = bytes;
        b->kept_len = job.len;
    } else {
        xfree(bytes);
    }
    return own;
}

static enum pa_status check_plans(struct batch *b)
{
    const struct pa_batch_options *o = b->options;
    unsigned workers = o->jobs ? o->jobs : pool_processors();
    if (b->listed && workers > b->count)
        workers = b->count ? (unsigned)b->count : 1;
    b->pool = pool_start(
        b->engine, &(struct pool_options){
                       .workers = workers, .seconds = o->seconds, .mebibytes = o->mebibytes});
    if (!b->pool)
        return PA_ERROR_USAGE;
    enum pa_status status = b->spools && !b->journal ? batch_open_journal(b) : PA_OK;
    return status == PA_OK ? run_pool(b, workers) : status;
}

static void fill_summary(struct batch *b, enum pa_status status)
{
    struct pa_batch_summary *s = b->summary;
    s->plans = b->tally.plans;
    s->assessed = b->tally.assessed;
    s->incomplete = b->tally.incomplete;
    s->failed = b->tally.failed;
    s->done = b->done;
    s->resumable = status == PA_STOPPED && b->journal && journal_is_named(b->journal);
}

static enum pa_status run(struct batch *b)
{
    const struct pa_batch_options *o = b->options;
    if (!choose_outputs(b))
        return PA_ERROR_USAGE;
    bool single = !o->jobs && !o->seconds && !o->mebibytes && !o->resume;
    if ((needs_list(b) || o->listed) && !read_list(b))
        return PA_ERROR_USAGE;
    for (size_t i = 0; i < b->output_count; i++)
        if (b->outputs[i].report->repeats && !b->seen)
            b->seen = map_new();
    tally_init(&b->tally, engine_review(b->engine));
    if (single && b->count == 1 && b->spools && !(b->journal = journal_spool(true)))
        return PA_ERROR_WRITE;
    if (!outputs_open(b))
        return PA_ERROR_WRITE;
    if (check_here(b))
        return b->failed ? PA_ERROR_WRITE : PA_OK;
    return check_plans(b);
}

enum pa_status pa_batch_run(
    struct pa_engine *engine, const struct pa_batch_options *options, struct pa_batch_summary *out)
{
    struct batch b = {.engine = engine, .options = options, .summary = out};
    memset(out, 0, sizeof *out);
    enum pa_status status = run(&b);
    pool_free(b.pool);
    if (b.journal)
        journal_sync(b.journal, true);
    if (status == PA_OK && options->ready && !options->ready(options->user))
        status = PA_ERROR_USAGE;
    if (status == PA_OK && !outputs_finish(&b))
        status = is_stopped(&b) ? PA_STOPPED : b.failed ? PA_ERROR_WRITE : PA_OK;
    outputs_drop(&b);
    fill_summary(&b, status);
    journal_close(b.journal, status == PA_OK);
    for (size_t i = 0; i < b.turns.n; i++)
        turn_clear(&b.turns.v[i]);
    xfree(b.turns.v);
    map_free(b.seen);
    tally_clear(&b.tally);
    xfree(b.kept);
    return status;
}

bool pa_report_is_streamed(const char *format)
{
    const struct report *report = report_find(format);
    return report && report->early && !report->counted;
}
