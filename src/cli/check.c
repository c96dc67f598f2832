/* planassure check: every plan is assessed, then each report is written, then the worst of all
 * decides the exit status. A plan that cannot be read never stops the others. */
#include "config.h"

#include <sched.h>
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
    struct pa_result **results;
    char as_of[16];
    bool dated; /* the day was chosen, by option or by SOURCE_DATE_EPOCH */
};

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

/* "plan 3 of 10000" while work goes on and somebody looks; `done` at the end takes it away. */
static void show_progress(const struct check *c, size_t done)
{
    if (c->plans.count < 2 || c->options->quiet || !isatty(STDERR_FILENO))
        return;
    fputs("\r\033[K", stderr);
    if (done < c->plans.count)
        fprintf(stderr, "plan %zu of %zu", done + 1, c->plans.count);
    fflush(stderr);
}

static const char *shown_name(const struct check *c, const char *path)
{
    return strcmp(path, "-") == 0 && c->options->stdin_name ? c->options->stdin_name : path;
}

static void assess_plans(struct check *c)
{
    c->results = xcalloc(c->plans.count + 1, sizeof(struct pa_result *));
    for (size_t i = 0; i < c->plans.count; i++) {
        show_progress(c, i);
        pa_check_file(c->engine, c->plans.paths[i], &c->results[i]);
        const char *error = pa_result_error(c->results[i]);
        if (error || pa_message_count(c->engine))
            show_progress(c, c->plans.count);
        print_messages(c->engine, c->options);
        if (error)
            say("%s: %s", shown_name(c, c->plans.paths[i]), error);
    }
    show_progress(c, c->plans.count);
}

/* A report in a new sink; NULL after messages. */
static struct sink *make_report(const struct check *c, const char *format, const char *file)
{
    struct pa_report_options options = {
        .colour = wants_colour(c->options, file ? -1 : STDOUT_FILENO),
        .verbose = c->options->verbose,
        .explain = c->options->explain,
        .as_of = c->as_of,
        .dated = c->dated,
        .threshold = &c->threshold,
    };
    struct sink *sink = sink_new();
    if (pa_report_write(
            c->engine, c->results, c->plans.count, format, &options, sink_write, sink) != PA_OK) {
        print_messages(c->engine, c->options);
        sink_free(sink);
        return NULL;
    }
    return sink;
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

static bool write_report(const struct check *c, const char *name, const char *file)
{
    const char *format = format_for(name, file);
    if (strcmp(format, "letter-docx") == 0 && !file && isatty(STDOUT_FILENO)) {
        say("letter-docx is not for a terminal: name a file, as in -f letter=FILE.docx");
        return false;
    }
    struct sink *sink = make_report(c, format, file);
    return sink && sink_finish(sink, file);
}

/* Annotations are few: in a step of GitHub Actions its summary has the rest. A summary that is full
 * already is no reason to fail. */
static void write_summary(const struct check *c)
{
    const char *summary = getenv("GITHUB_STEP_SUMMARY");
    struct sink *sink = summary && *summary ? make_report(c, "markdown", summary) : NULL;
    if (sink)
        sink_append(sink, summary, LIMIT_SUMMARY_BYTES);
}

static bool write_reports(const struct check *c)
{
    const struct options *o = c->options;
    bool ok = true;
    if (o->format_count == 0)
        return write_report(c, "text", o->output);
    for (size_t i = 0; i < o->format_count; i++) {
        ok &= write_report(
            c, o->formats[i].name, o->formats[i].file ? o->formats[i].file : o->output);
        if (strcmp(o->formats[i].name, "github") == 0)
            write_summary(c);
    }
    return ok;
}

static bool has_assessed(const struct pa_result *r)
{
    for (size_t i = 0; i < pa_result_requirements(r); i++)
        if (pa_result_outcome(r, i) != PA_NOT_ASSESSED)
            return true;
    return false;
}

/* 2 when nothing was assessed at all; else 3 when something was not; else 1 or 0. */
static int find_status(const struct check *c)
{
    bool any = false, in_part = c->plans.errors > 0, fails = false;
    for (size_t i = 0; i < c->plans.count; i++) {
        bool assessed = pa_result_ok(c->results[i]) && has_assessed(c->results[i]);
        any |= assessed;
        in_part |= !assessed || pa_result_incomplete(c->results[i]);
        fails |= pa_result_fails(c->results[i], &c->threshold);
    }
    if (!any)
        return EXIT_NOTHING;
    if (in_part)
        return EXIT_IN_PART;
    return fails ? EXIT_FAILS : EXIT_PASSES;
}

/* Are what --explain and --set name in the pack, or in one of those that were detected? */
static bool knows_named(const struct check *c)
{
    const char *id = c->options->explain;
    bool found = !id || pa_engine_find(c->engine, id) == PA_OK;
    return pa_engine_check_settings(c->engine) == PA_OK && found;
}

static bool has_any(const struct check *c)
{
    for (size_t i = 0; i < c->plans.count; i++)
        if (pa_result_ok(c->results[i]))
            return true;
    return false;
}

/* The waivers, the baseline and the judgements that were named. */
static bool read_reviews(const struct check *c)
{
    const struct options *o = c->options;
    return (!o->judgements || pa_engine_set_judgements(c->engine, o->judgements) == PA_OK) &&
           (!o->waivers || pa_engine_set_waivers(c->engine, o->waivers, c->as_of) == PA_OK) &&
           (!o->baseline ||
               pa_engine_set_baseline(c->engine, o->baseline, c->plans.count == 1) == PA_OK);
}

static int check_all(struct check *c)
{
    const char *pack = c->options->pack;
    bool usable = true;
    for (size_t i = 0; i < c->options->setting_count; i++)
        usable &= pa_engine_set(c->engine, c->options->settings[i]) == PA_OK;
    if (!usable || (pack && (pa_engine_load_pack(c->engine, pack) != PA_OK || !knows_named(c)))) {
        print_messages(c->engine, c->options);
        return EXIT_NOTHING;
    }
    if (!read_reviews(c)) {
        print_messages(c->engine, c->options);
        return EXIT_NOTHING;
    }
    assess_plans(c);
    if (!pack && has_any(c) && !knows_named(c)) {
        print_messages(c->engine, c->options);
        return EXIT_NOTHING;
    }
    return write_reports(c) ? find_status(c) : EXIT_NOTHING;
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
    find_plans(arena, options, &c.plans);
    int status = c.plans.count ? check_all(&c) : EXIT_NOTHING;
    for (size_t i = 0; c.results && i < c.plans.count; i++)
        pa_result_free(c.results[i]);
    xfree(c.results);
    xfree(c.plans.paths);
    arena_free(arena);
    return status;
}
