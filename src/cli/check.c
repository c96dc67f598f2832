/* planassure check: which plans, which reports to which files, and the exit status, which the worst
 * of all decides. The run itself is the library's. A plan that cannot be read never stops the
 * others; a signal stops all, and what is done stays done. */
#include "config.h"

#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "cli/cli.h"

struct check {
    struct pa_engine *engine;
    const struct command *command;
    const struct options *options;
    struct pa_threshold threshold;
    struct plan_list plans;
    size_t next; /* of the plans */
    struct name_list *names;
    struct pa_batch_output outputs[LIMIT_REPORTS + 1];
    size_t output_count;
    struct progress progress;
    bool any; /* a plan was assessed */
    char as_of[16];
    bool dated; /* the day was chosen, by option or by SOURCE_DATE_EPOCH */
};

static volatile sig_atomic_t stopped; /* by this signal */

static void stop(int signal)
{
    stopped = signal;
}

/* The day of the assessment into `c->as_of`. */
static bool find_day(struct check *c)
{
    if (c->options->as_of) {
        c->dated = true;
        snprintf(c->as_of, sizeof c->as_of, "%s", c->options->as_of);
        return true;
    }
    time_t now;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch) {
        if (strspn(epoch, "0123456789") != strlen(epoch) || strlen(epoch) > 11) {
            say("SOURCE_DATE_EPOCH is not a number of seconds: %s", epoch);
            return false;
        }
        now = (time_t)strtoll(epoch, NULL, 10);
        c->dated = true;
    } else {
        now = time(NULL);
    }
    struct tm day;
    return gmtime_r(&now, &day) && strftime(c->as_of, sizeof c->as_of, "%Y-%m-%d", &day) > 0;
}

/* Processors that this process may use. */
static unsigned processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

/* At most one report may go to standard output (or where -o says). */
static bool check_formats(const struct command *command, const struct options *o)
{
    const char *first = NULL;
    size_t loose = 0;
    for (size_t i = 0; i < o->format_count; i++) {
        if (o->formats[i].file)
            continue;
        loose++;
        if (first) {
            usage_error(command,
                "%s and %s would be written to the same place: name a file, as in -f %s=FILE",
                first, o->formats[i].name, o->formats[i].name);
            return false;
        }
        first = o->formats[i].name;
    }
    if (o->output && o->format_count && !loose) {
        usage_error(command, "-o %s has nothing to write: every -f names a file", o->output);
        return false;
    }
    return true;
}

/* A letter is what its file is called: report.docx is for Word. */
static const char *format_for(const char *format, const char *file)
{
    const char *end = file ? strrchr(file, '.') : NULL;
    if (strcmp(format, "letter") != 0 || !end)
        return format;
    if (strcmp(end, ".docx") == 0)
        return "letter-docx";
    return strcmp(end, ".md") == 0 || strcmp(end, ".markdown") == 0 ? "letter-markdown" : format;
}

static bool add_output(struct check *c, const char *name, const char *file)
{
    const char *format = format_for(name, file);
    if (strcmp(format, "letter-docx") == 0 && !file && isatty(STDOUT_FILENO)) {
        say("letter-docx is not for a terminal: name a file, as in -f letter=FILE.docx");
        return false;
    }
    bool standard = !file || strcmp(file, "-") == 0;
    c->outputs[c->output_count++] = (struct pa_batch_output){.format = format,
        .file = file ? file : "-",
        .colour = wants_colour(c->options, standard && !file ? STDOUT_FILENO : -1)};
    return true;
}

/* Annotations are few: in a step of GitHub Actions its summary has the rest. A summary that is full
 * already is no reason to fail. */
static void add_summary(struct check *c)
{
    const char *summary = getenv("GITHUB_STEP_SUMMARY");
    bool github = false;
    for (size_t i = 0; i < c->options->format_count; i++)
        github |= strcmp(c->options->formats[i].name, "github") == 0;
    if (github && summary && *summary && c->output_count < LIMIT_REPORTS)
        c->outputs[c->output_count++] = (struct pa_batch_output){
            .format = "markdown", .file = summary, .append = LIMIT_SUMMARY_BYTES};
}

static bool choose_outputs(struct check *c)
{
    const struct options *o = c->options;
    if (o->format_count == 0)
        return add_output(c, "text", o->output);
    for (size_t i = 0; i < o->format_count; i++)
        if (!add_output(c, o->formats[i].name, o->formats[i].file ? o->formats[i].file : o->output))
            return false;
    add_summary(c);
    return true;
}

/* ---- what the run asks and tells ---- */

static const char *next_plan(void *user, bool *later)
{
    struct check *c = user;
    *later = false;
    if (c->next < c->plans.count)
        return c->plans.paths[c->next++];
    return c->names ? name_list_next(c->names, later) : NULL;
}

static const char *shown_name(const struct check *c, const char *path)
{
    return strcmp(path, "-") == 0 && c->options->stdin_name ? c->options->stdin_name : path;
}

static void plan_done(void *user, const char *path, const char *error)
{
    struct check *c = user;
    c->any |= !error;
    if (error || pa_message_count(c->engine))
        progress_clear(&c->progress);
    print_messages(c->engine, c->options);
    if (error)
        say("%s: %s", shown_name(c, path), error);
}

static void show_progress(void *user, size_t done, size_t plans, size_t before)
{
    struct check *c = user;
    progress_show(&c->progress, done, plans, before);
}

static void say_line(void *user, const char *text)
{
    struct check *c = user;
    progress_clear(&c->progress);
    say("%s", text);
}

static bool is_stopped(void *user)
{
    (void)user;
    return stopped != 0;
}

/* Are what --explain and --set name in the pack, or in one of those that were detected? */
static bool knows_named(const struct check *c)
{
    const char *id = c->options->explain;
    bool found = !id || pa_engine_find(c->engine, id) == PA_OK;
    return pa_engine_check_settings(c->engine) == PA_OK && found;
}

static bool may_write(void *user)
{
    struct check *c = user;
    progress_clear(&c->progress);
    return c->options->pack || !c->any || knows_named(c);
}

/* ---- the run ---- */

/* The waivers, the baseline and the judgements that were named. */
static bool read_reviews(const struct check *c)
{
    const struct options *o = c->options;
    bool alone = c->plans.count == 1 && !c->names;
    return (!o->judgements || pa_engine_set_judgements(c->engine, o->judgements) == PA_OK) &&
           (!o->waivers || pa_engine_set_waivers(c->engine, o->waivers, c->as_of) == PA_OK) &&
           (!o->baseline || pa_engine_set_baseline(c->engine, o->baseline, alone) == PA_OK);
}

static bool prepare(const struct check *c)
{
    const char *pack = c->options->pack;
    bool usable = true;
    for (size_t i = 0; i < c->options->setting_count; i++)
        usable &= pa_engine_set(c->engine, c->options->settings[i]) == PA_OK;
    usable = usable &&
             (!pack || (pa_engine_load_pack(c->engine, pack) == PA_OK && knows_named(c))) &&
             read_reviews(c);
    print_messages(c->engine, c->options);
    return usable;
}

/* 2 when nothing was assessed at all; else 3 when something was not; else 1 or 0. */
static int find_status(const struct check *c, const struct pa_batch_summary *s)
{
    bool unread = c->plans.errors > 0 || (c->names && name_list_failed(c->names));
    if (!s->assessed)
        return EXIT_NOTHING;
    if (unread || s->assessed < s->plans || s->incomplete)
        return EXIT_IN_PART;
    return s->failed ? EXIT_FAILS : EXIT_PASSES;
}

static void catch_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = stop}, old;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
}

/* Ends as the signal would have ended it. */
static int end_stopped(const struct pa_batch_summary *s)
{
    if (s->resumable)
        say("interrupted: %zu plans are done; the same command with --resume goes on from there",
            s->done);
    else
        say("interrupted");
    signal(stopped, SIG_DFL);
    raise(stopped);
    return EXIT_NOTHING;
}

static int run_plans(struct check *c)
{
    const struct options *o = c->options;
    const struct pa_report_options report = {.verbose = o->verbose,
        .explain = o->explain,
        .as_of = c->as_of,
        .dated = c->dated,
        .confined = true,
        .threshold = &c->threshold};
    const struct pa_batch_options batch = {.outputs = c->outputs,
        .output_count = c->output_count,
        .report = &report,
        .jobs = o->jobs,
        .seconds = o->timeout,
        .mebibytes = o->memory,
        .resume = o->resume,
        .listed = !c->names,
        .hold = !o->pack && (o->explain || o->setting_count),
        .next = next_plan,
        .input = c->names ? name_list_input(c->names) : -1,
        .ready = may_write,
        .plan = plan_done,
        .progress = show_progress,
        .say = say_line,
        .stop = is_stopped,
        .user = c};
    struct pa_batch_summary summary;
    catch_signals();
    progress_start(&c->progress, o);
    enum pa_status status = pa_batch_run(c->engine, &batch, &summary);
    progress_clear(&c->progress);
    print_messages(c->engine, o);
    if (status == PA_STOPPED && stopped)
        return end_stopped(&summary);
    return status == PA_OK ? find_status(c, &summary) : EXIT_NOTHING;
}

static int check_all(struct check *c)
{
    return choose_outputs(c) && prepare(c) ? run_plans(c) : EXIT_NOTHING;
}

/* Standard input is either a plan or the list of plans. */
static bool find_sources(struct check *c, struct arena *arena)
{
    const struct options *o = c->options;
    if (!o->arg_count && !o->files_from) {
        usage_error(c->command, "%s is missing", c->command->args);
        return false;
    }
    for (size_t i = 0; o->files_from && strcmp(o->files_from, "-") == 0 && i < o->arg_count; i++)
        if (strcmp(o->args[i], "-") == 0) {
            usage_error(c->command, "standard input cannot be both a plan and a list of plans");
            return false;
        }
    find_plans(arena, o, &c->plans);
    if (o->files_from)
        c->names = name_list_open(o->files_from, o->null_names);
    return o->files_from ? c->names != NULL : c->plans.count > 0;
}

int run_check(
    struct pa_engine *engine, const struct command *command, const struct options *options)
{
    struct check c = {.engine = engine, .command = command, .options = options};
    c.threshold = options->threshold;
    if (!options->has_threshold)
        c.threshold.must = true;
    if (!check_formats(command, options) || !find_day(&c))
        return EXIT_NOTHING;
    pa_engine_name_stdin(engine, options->stdin_name);
    pa_engine_set_threads(engine, processors());
    struct arena *arena = arena_new();
    int status = find_sources(&c, arena) ? check_all(&c) : EXIT_NOTHING;
    name_list_close(c.names);
    xfree(c.plans.paths);
    arena_free(arena);
    return status;
}
