/* What the commands share: options, exit statuses, messages, output. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/options.h"
#include "planassure.h"

enum exit_status {
    EXIT_PASSES = 0,  /* every plan passes */
    EXIT_FAILS = 1,   /* at least one plan fails the threshold */
    EXIT_NOTHING = 2, /* nothing was assessed: usage, configuration, pack, input; a failed write */
    EXIT_IN_PART = 3  /* a plan could not be read or a limit was reached; others were assessed */
};

/* "planassure: ..." on standard error. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, then where help is; gives EXIT_NOTHING. */
int usage_error(const struct command *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Prints the engine's messages on standard error and clears them. */
void print_messages(struct pa_engine *, const struct options *);
/* Colour on this descriptor (-1: a file), by --color, NO_COLOR, TERM and what it is. */
bool wants_colour(const struct options *, int stream);
/* The exit status of a call that worked on a pack or wrote a report. */
int status_of(enum pa_status);

/* The pack to work with: `named`, else the only one that is installed; NULL and a message
 * otherwise. */
const char *choose_pack(struct pa_engine *, const struct options *, const char *named);

/* A place for output: gathers everything, then writes it whole. */
/* What is removed when memory is exhausted: a folder that is being written; NULL: nothing. */
struct folder;
void set_unfinished(struct folder *);

struct sink;
struct sink *sink_new(void);
/* A pa_write_fn; `user` is the sink. */
bool sink_write(void *user, const char *bytes, size_t len);
/* Writes to `path` ("-" or NULL is standard output) and frees the sink. False after a message. */
bool sink_finish(struct sink *, const char *path);
/* Adds to the end of `path`, at most to a length of `max`, and frees the sink. The same. */
bool sink_append(struct sink *, const char *path, size_t max);
void sink_free(struct sink *);

/* Plan files below the paths, in order; see walk.c. */
struct plan_list {
    const char **paths;
    size_t count;
    size_t passed_over; /* files that are no plans by their names, said on standard error */
    size_t errors;      /* folders that could not be read or hold no plan */
};
struct arena;
void find_plans(struct arena *, const struct options *, struct plan_list *);

/* The names in a file (--files-from): see list.c. */
struct name_list;
/* NULL after a message. `null`: NULs end the names, not lines. */
struct name_list *name_list_open(const char *path, bool null);
/* The next name, until the next call. NULL: there is none, or (`*later`) none now. */
const char *name_list_next(struct name_list *, bool *later);
int name_list_input(const struct name_list *);
bool name_list_failed(const struct name_list *);
void name_list_close(struct name_list *);

/* A line on a terminal: see progress.c. */
struct progress {
    bool shown, there;
    long long began, last;
};
void progress_start(struct progress *, const struct options *);
/* `before` of those that are done were done by an earlier run; `plans` 0: nobody knows. */
void progress_show(struct progress *, size_t done, size_t plans, size_t before);
void progress_clear(struct progress *);

/* The commands: a row each in main.c. */
int run_check(struct pa_engine *, const struct command *, const struct options *);
int run_diff(struct pa_engine *, const struct command *, const struct options *);
int run_config_show(struct pa_engine *, const struct command *, const struct options *);
int run_init(struct pa_engine *, const struct command *, const struct options *);
int run_extract(struct pa_engine *, const struct command *, const struct options *);
int run_portfolio(struct pa_engine *, const struct command *, const struct options *);
int run_packs(struct pa_engine *, const struct command *, const struct options *);
int run_rules_list(struct pa_engine *, const struct command *, const struct options *);
int run_rules_show(struct pa_engine *, const struct command *, const struct options *);
int run_rules_lint(struct pa_engine *, const struct command *, const struct options *);
int run_rules_test(struct pa_engine *, const struct command *, const struct options *);
int run_rules_compile(struct pa_engine *, const struct command *, const struct options *);
int run_rules_evaluate(struct pa_engine *, const struct command *, const struct options *);
int run_serve(struct pa_engine *, const struct command *, const struct options *);
int run_verify(struct pa_engine *, const struct command *, const struct options *);

#endif
