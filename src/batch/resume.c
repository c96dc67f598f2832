/* Which run is this? A journal is one run's alone: the same program, packs, options and plans. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "batch/batch.h"

static void add_line(struct buf *text, const char *s)
{
    buf_printf(text, "%zu:", s ? strlen(s) : 0);
    buf_add_str(text, s ? s : "");
    buf_add_char(text, '\n');
}

/* A file that decides: its content. */
static void add_file(struct buf *text, const char *path)
{
    char *bytes, hex[HASH_SHA256_HEX] = "";
    size_t len;
    add_line(text, path);
    if (path && file_read(path, LIMIT_RESULTS_BYTES, &bytes, &len) == FILE_OK) {
        hash_sha256_hex(bytes, len, hex);
        xfree(bytes);
    }
    add_line(text, hex);
}

static void add_options(struct buf *text, const struct batch *b)
{
    static const struct pa_threshold standard = {.must = true};
    const struct pa_report_options *o = &b->report;
    const struct pa_threshold *t = o->threshold ? o->threshold : &standard;
    buf_printf(text, "%d%d%d%d %d%d%d%d %d %.17g\n", o->colour, o->verbose, o->dated, o->confined,
        t->must, t->should, t->defect, t->has_score, (int)t->rating, t->score);
    add_line(text, o->explain);
    add_line(text, o->as_of);
    for (size_t i = 0; i < b->output_count; i++) {
        add_line(text, b->outputs[i].report->name);
        add_line(text, b->outputs[i].wanted->file);
    }
}

static void find_identity(const struct batch *b, char identity[HASH_SHA256_HEX])
{
    const struct pa_engine *e = b->engine;
    struct buf text;
    buf_init(&text, SIZE_MAX);
    add_line(&text, pa_version());
    for (size_t i = 0; i < e->packs.n; i++) {
        add_line(&text, e->packs.v[i].pack->id);
        add_line(&text, e->packs.v[i].pack->sha256);
    }
    buf_printf(&text, "%zu\n", e->named);
    for (size_t i = 0; i < e->settings.n; i++) {
        add_line(&text, e->settings.v[i].name);
        add_line(&text, e->settings.v[i].value);
    }
    add_file(&text, e->waivers ? e->waivers->file : NULL);
    add_file(&text, e->baseline ? e->baseline->file : NULL);
    add_file(&text, e->judgements ? e->judgements->file : NULL);
    add_options(&text, b);
    for (size_t i = 0; i < b->count; i++)
        add_line(&text, b->turns.v[i].path);
    hash_sha256_hex(buf_str(&text), text.len, identity);
    buf_clear(&text);
}

/* A plan that was done then, if its file is as it was. */
static void found(
    void *user, size_t index, const struct plan_file *then, const char *bytes, size_t len)
{
    struct batch *b = user;
    struct job job;
    struct answer a;
    if (index >= b->count)
        return;
    struct turn *t = &b->turns.v[index];
    const struct plan_file now = batch_look(t->path);
    bool same = now.size == then->size && now.seconds == then->seconds &&
                now.nanoseconds == then->nanoseconds;
    batch_job(b, index, t->path, &job);
    answer_init(&a, b->engine, &job);
    if (!t->done && same && journal_parse(bytes, len, &a)) {
        t->done = true;
        t->figures = a.figures;
        t->use = a.use;
        t->figures.use = t->use;
        a.use = NULL;
        t->messages = a.messages;
        a.messages = NULL;
        t->error = a.error_message;
        a.error_message = NULL;
        b->done++;
        b->before++;
    }
    answer_clear(&a);
}

/* The first output that is a file, when all are and the plans can be read again. */
static const char *journal_beside(const struct batch *b)
{
    const char *first = NULL;
    struct stat st;
    for (size_t i = 0; i < b->output_count; i++) {
        const char *file = b->outputs[i].wanted->file;
        if (strcmp(file, "-") == 0 || (stat(file, &st) == 0 && !S_ISREG(st.st_mode)))
            return NULL;
        if (!first && !b->outputs[i].wanted->append)
            first = file;
    }
    for (size_t i = 0; i < b->count && first; i++)
        if (strcmp(b->turns.v[i].path, "-") == 0)
            return NULL;
    return b->listed ? first : NULL;
}

static enum pa_status open_named(struct batch *b, const char *beside)
{
    char identity[HASH_SHA256_HEX];
    struct arena *arena = arena_new();
    const char *path = arena_printf(arena, "%s.journal", beside);
    find_identity(b, identity);
    enum journal_status status =
        journal_open(path, identity, b->options->resume, found, b, &b->journal);
    if (status == JOURNAL_OTHER)
        batch_say(b,
            "%s is the journal of another run (other plans, packs or options): take it away, or "
            "run "
            "without --resume",
            path);
    else if (status == JOURNAL_IN_USE)
        batch_say(b, "%s is in use: the same run goes on elsewhere", path);
    else if (status == JOURNAL_FAILED && b->options->resume)
        batch_say(b, "cannot write %s: %s", path, strerror(errno));
    arena_free(arena);
    if (status == JOURNAL_FAILED && !b->options->resume)
        return PA_OK; /* a spool does: the output itself will say what is wrong */
    return status == JOURNAL_OK ? PA_OK : PA_ERROR_USAGE;
}

enum pa_status batch_open_journal(struct batch *b)
{
    const char *beside = journal_beside(b);
    if (b->options->resume && !beside) {
        batch_say(b, "--resume needs reports that go to files, and plans that are files: name the "
                     "files with -f FORMAT=FILE or -o");
        return PA_ERROR_USAGE;
    }
    if (beside && (b->count > 1 || b->options->resume)) {
        enum pa_status status = open_named(b, beside);
        if (status != PA_OK || b->journal)
            return status;
    }
    b->journal = journal_spool(false);
    if (b->journal)
        return PA_OK;
    batch_say(b, "cannot make a temporary file: %s", strerror(errno));
    return PA_ERROR_WRITE;
}
