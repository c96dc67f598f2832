/* One table of options, one of commands: parsing, --help and the shell completion all come from
 * them, so that none can say what another does not. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "planassure.h"

enum colour_choice { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

struct output_format {
    const char *name, *file; /* file NULL: standard output, or where -o says */
};

/* An option as it was said. */
struct said {
    const struct option_row *row;
    const char *value;  /* NULL: it takes none */
    const char *origin; /* "FILE:LINE" of a configuration; NULL: the command line */
};

/* What was asked for. Strings point into the arguments. */
struct options {
    const char *pack, *output, *explain, *as_of, *stdin_name, *data_folder, *completion, *match,
        *fail_on_change, *waivers, *baseline, *judgements, *sort, *files_from;
    unsigned jobs, timeout, memory; /* 0: not said */
    const char *settings[LIMIT_SETTINGS];
    size_t setting_count;
    struct output_format formats[LIMIT_REPORTS];
    size_t format_count;
    struct pa_threshold threshold;
    bool has_threshold;
    enum colour_choice colour;
    bool resume, null_names, quiet, verbose, help, version, no_config;
    const char *listen, *store, *workers, *add_user, *role, *key;
    const char *hosts[16];
    size_t host_count;
    bool public, behind_tls;
    struct said *said; /* in order; free with xfree() */
    size_t said_count, said_room;
    const char **args; /* what is no option; room for all */
    size_t arg_count;
};

struct command {
    const char *name;    /* one or two words: "rules list" */
    const char *args;    /* synopsis of what is no option */
    const char *summary; /* one line */
    const char *example; /* a command line and what it does */
    const char *options; /* the letters of its options, from the table in options.c */
    const char *formats; /* what -f takes, NULL: the report formats */
    size_t least, most;  /* how many arguments */
    int (*run)(struct pa_engine *, const struct command *, const struct options *);
};

/* The i-th command, NULL past the end. */
const struct command *command_at(size_t i);

/* Parses the arguments after the command's name into `options` (zero, with `args` of room `argc`).
 * False after a message on standard error. `command` NULL: only what stands before a command. */
bool options_parse(
    const struct command *, int argc, char *const *argv, int *next, struct options *options);

/* Help on standard output: of the program (NULL) or of one command. */
void help_program(void);
void help_command(const struct command *);
/* All commands whose names begin with this word ("rules"). */
void help_group(const char *word);
/* The completion for a shell on standard output. */
void completion_bash(void);
void completion_zsh(void);
void completion_fish(void);

/* For help and completion: what the letter's option is called, takes and does. */
struct option_row {
    char key;            /* how a command's `options` names it; the short option when `is_short` */
    bool is_short;       /* the key is a short option too */
    const char *name;    /* the long option */
    const char *arg;     /* what it takes; NULL: nothing */
    const char *choices; /* words to choose from, divided by blanks; NULL: anything */
    const char *help;    /* NULL: hidden */
    size_t member;       /* where in struct options the value is kept, when `set` is NULL */
    bool (*set)(const struct command *, struct options *, const char *value);
};
const struct option_row *option_at(size_t i);
/* Its short option; NUL when it has none. */
char option_letter(const struct option_row *);
/* Sets an option to a value as the command line would. False after a message. */
bool option_apply(const struct command *, const struct option_row *, struct options *,
    const char *value, const char *origin);
/* Was it said? */
bool option_said(const struct options *, const struct option_row *);
/* Does the command know the option? NULL: the program itself. */
bool command_takes(const struct command *, const struct option_row *);
/* What -f takes: the command's own, else the names of the report formats; NULL past the end. */
const char *format_at(const struct command *, size_t i, char *room, size_t size);

#endif
