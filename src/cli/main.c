/* The program: a table of commands. It is a client of the public header and of base/ alone. */
#include "config.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/folder.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/writer.h"
#include "cli/cli.h"
#include "cli/configuration.h"

/* Most of what a check of one plan allocates. */
enum { USUAL_HEAP = 24 << 20 };

static const struct command commands[] = {
    {"check", "PATH...",
        "Check plans against a pack and report what is met, what is missing and where",
        "planassure check -p gpfv-2017 -f text -f json=results.json plan.docx",
        "pfojemrl0twbgxasndNcqvVh", NULL, 0, SIZE_MAX, run_check},
    {"config show", "", "Print the options that check would use, and where each value comes from",
        "planassure config show --fail-on should", "pfotwbasndNcqvVh", NULL, 0, 0, run_config_show},
    {"diff", "OLD.json NEW.json",
        "Compare the results of two submissions: what was answered, what is still open, what was "
        "lost",
        "planassure diff -f html -o changes.html before.json now.json", "FoMLdcqvVh",
        "text markdown html json", 2, 2, run_diff},
    {"extract", "PATH", "Print the plan as the checker reads it",
        "planassure extract -f json plan.pdf", "FondcqVh", "text json xml", 1, 1, run_extract},
    {"init", "[PACK]",
        "Write a plan to fill in: the headings of a pack, each with what it must show",
        "planassure init gpfv-2017 -o plan.docx", "pFodcqVh", "markdown docx odt json", 0, 1,
        run_init},
    {"packs", "", "List the packs that are installed, one a line", "planassure packs", "dcqVh",
        NULL, 0, 0, run_packs},
    {"portfolio", "RESULTS...",
        "Write a site over many results: a heat map, gaps, trends, a page a plan",
        "planassure portfolio -o site/ results/", "OSdcqVh", NULL, 1, SIZE_MAX, run_portfolio},
    {"rules list", "[PACK]", "List the requirements of a pack, one a line",
        "planassure rules list gpfv-2017", "podcqVh", NULL, 0, 1, run_rules_list},
    {"rules show", "[PACK] ID", "Show one requirement: what it asks, its source and its criteria",
        "planassure rules show gpfv-2017 access.weekday-evenings", "podcqVh", NULL, 1, 2,
        run_rules_show},
    {"rules lint", "[PACK]", "Check the files of a pack for errors and weak spots",
        "planassure rules lint my-pack/", "podcqVh", NULL, 0, 1, run_rules_lint},
    {"rules test", "[PACK [ID]]", "Run the examples of a pack, or of one requirement or domain",
        "planassure rules test gpfv-2017 access", "podcqVh", NULL, 0, 2, run_rules_test},
    {"rules compile", "PACK",
        "Write an installed pack in the form that this program starts fastest from",
        "planassure rules compile gpfv-2017 -o gpfv-2017.image", "podcqVh", NULL, 0, 1,
        run_rules_compile},
    {"rules evaluate", "LABELS... PLANS...", "Measure a pack on plans that people have labelled",
        "planassure rules evaluate -p gpfv-2017 round/*.labels.json round/*.docx", "podcqVh", NULL,
        1, SIZE_MAX, run_rules_evaluate},
    {"serve", "", "Do the same work in a browser, on this machine or for an organisation",
        "planassure serve", "iDPTHWARdcqVh", NULL, 0, 0, run_serve},
    {"verify", "SEALED [PLAN]",
        "Check a sealed result: the same plan, the same outcomes, the seal of a server",
        "planassure verify sealed.json plan.docx", "KdcqVh", NULL, 1, 2, run_verify},
};

const struct command *command_at(size_t i)
{
    return i < sizeof commands / sizeof *commands ? &commands[i] : NULL;
}

/* ---- what the commands share ---- */

/* Arguments and file names may hold anything: what is printed is safe for a terminal. */
static void __attribute__((format(printf, 1, 0))) say_list(const char *format, va_list args)
{
    char text[4096];
    vsnprintf(text, sizeof text, format, args);
    struct buf safe;
    buf_init(&safe, sizeof text * 8);
    escape_terminal(&safe, text, strlen(text));
    fprintf(stderr, "planassure: %s\n", buf_str(&safe));
    buf_clear(&safe);
}

void say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say_list(format, args);
    va_end(args);
}

int usage_error(const struct command *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say_list(format, args);
    va_end(args);
    fprintf(stderr, "Try 'planassure%s%s --help'.\n", c ? " " : "", c ? c->name : "");
    return EXIT_NOTHING;
}

bool wants_colour(const struct options *o, int stream)
{
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    if (o->colour != COLOUR_AUTO)
        return o->colour == COLOUR_ALWAYS;
    if ((no_colour && *no_colour) || !term || strcmp(term, "dumb") == 0)
        return false;
    return isatty(stream);
}

void print_messages(struct pa_engine *e, const struct options *o)
{
    for (size_t i = 0; i < pa_message_count(e); i++)
        fputs(pa_message_text(e, i, wants_colour(o, STDERR_FILENO)), stderr);
    pa_messages_clear(e);
}

int status_of(enum pa_status status)
{
    switch (status) {
    case PA_OK:
        return EXIT_PASSES;
    case PA_ERROR_TEST:
        return EXIT_FAILS;
    case PA_ERROR_USAGE:
    case PA_ERROR_PACK:
    case PA_ERROR_PLAN:
    case PA_ERROR_WRITE:
    case PA_STOPPED:
        break;
    }
    return EXIT_NOTHING;
}

/* ---- finding the command ---- */

static int unknown_command(const char *word)
{
    const char *names[sizeof commands / sizeof *commands];
    size_t n = sizeof commands / sizeof *commands;
    for (size_t i = 0; i < n; i++)
        names[i] = commands[i].name;
    const char *near = nearest_of(word, names, n);
    if (near)
        return usage_error(NULL, "there is no command \"%s\": did you mean \"%s\"?", word, near);
    return usage_error(NULL, "there is no command \"%s\"", word);
}

/* "rules" alone, or with a second word that is none of its commands. */
static int incomplete_group(const char *word, const char *second)
{
    if (second && (strcmp(second, "--help") == 0 || strcmp(second, "-h") == 0)) {
        help_group(word);
        return EXIT_PASSES;
    }
    struct buf list;
    buf_init(&list, 1000);
    size_t len = strlen(word);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strncmp(commands[i].name, word, len) == 0)
            buf_printf(&list, "%s%s", list.len ? ", " : "", commands[i].name + len + 1);
    if (second)
        usage_error(
            NULL, "\"%s\" has no command \"%s\": choose among %s", word, second, buf_str(&list));
    else
        usage_error(NULL, "\"%s\" needs a command: %s", word, buf_str(&list));
    buf_clear(&list);
    return EXIT_NOTHING;
}

/* The command named by argv[*next] and, where its name has two words, the one after it. */
static const struct command *find_command(int argc, char *const *argv, int *next, bool *group)
{
    const char *first = argv[*next], *second = *next + 1 < argc ? argv[*next + 1] : "";
    size_t len = strlen(first);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *name = commands[i].name;
        if (strncmp(name, first, len) != 0)
            continue;
        if (name[len] == '\0') {
            *next += 1;
            return &commands[i];
        }
        if (len && name[len] == ' ') {
            *group = true;
            if (strcmp(name + len + 1, second) == 0) {
                *next += 2;
                return &commands[i];
            }
        }
    }
    return NULL;
}

static int print_version(void)
{
    printf("planassure %s\nconfinement:", pa_version());
    for (size_t i = 0; pa_confinement(i); i++)
        printf("%s %s", i ? "," : "", pa_confinement(i));
    putchar('\n');
    return EXIT_PASSES;
}

/* A configuration holds options of check. */
static bool is_configured(const struct command *c)
{
    return c->run == run_check || c->run == run_config_show;
}

static int run_command(const struct command *c, struct options *o)
{
    if (o->help) {
        help_command(c);
        return EXIT_PASSES;
    }
    if (o->version)
        return print_version();
    if (o->arg_count < c->least)
        return usage_error(c, "%s is missing", c->args);
    if (o->arg_count > c->most)
        return usage_error(c, "too many arguments: \"%s\"", o->args[c->most]);
    struct arena *arena = arena_new();
    int status = EXIT_NOTHING;
    if (!is_configured(c) || o->no_config || config_apply(arena, c, o)) {
        struct pa_engine *engine = pa_engine_new(o->data_folder);
        status = c->run(engine, c, o);
        pa_engine_free(engine);
    }
    arena_free(arena);
    return status;
}

static int run(int argc, char *const *argv, struct options *o)
{
    int next = 1;
    if (!options_parse(NULL, argc, argv, &next, o))
        return EXIT_NOTHING;
    if (o->completion) {
        (o->completion[0] == 'b'      ? completion_bash
            : o->completion[0] == 'z' ? completion_zsh
                                      : completion_fish)();
        return EXIT_PASSES;
    }
    if (o->version)
        return print_version();
    if (o->help) {
        help_program();
        return EXIT_PASSES;
    }
    if (next == argc)
        return usage_error(NULL, "a command is missing");
    bool group = false;
    const char *first = argv[next], *second = next + 1 < argc ? argv[next + 1] : NULL;
    const struct command *c = find_command(argc, argv, &next, &group);
    if (!c)
        return group ? incomplete_group(first, second) : unknown_command(first);
    if (!options_parse(c, argc, argv, &next, o))
        return EXIT_NOTHING;
    return run_command(c, o);
}

static struct folder *unfinished;

void set_unfinished(struct folder *folder)
{
    unfinished = folder;
}

/* What is not whole yet is taken away. */
static void leave_without_memory(size_t size)
{
    (void)size;
    folder_abandon(unfinished);
    writer_abandon_all();
    static const char text[] = "planassure: out of memory: nothing was written; check fewer plans "
                               "at a time, or a smaller one\n";
    ssize_t done = write(STDERR_FILENO, text, sizeof text - 1);
    (void)done;
    _exit(EXIT_NOTHING);
}

static bool ended; /* main() knows the status */

/* A foreign library that finds no memory may end the process with a status of its own, which would
 * be an answer about a plan. */
static void judge_end(void)
{
    if (!ended)
        _exit(EXIT_NOTHING);
}

int main(int argc, char **argv)
{
    atexit(judge_end);
    mem_set_handler(leave_without_memory);
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is a failed write, not a death */
    mem_for_short_run(USUAL_HEAP);
    struct options options = {0};
    options.args = xcalloc((size_t)argc + 1, sizeof *options.args);
    int status = run(argc, argv, &options);
    xfree(options.args);
    xfree(options.said);
    ended = true;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        say("cannot write standard output");
        return EXIT_NOTHING;
    }
    return status;
}
