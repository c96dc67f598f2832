/* Options: the table and the parser. GNU forms are understood: -xVALUE, -x VALUE, --name=VALUE,
 * --name VALUE, unambiguous beginnings of long names, "--" before names that begin with a dash. A
 * misspelt option is an error that names the nearest one. */
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "cli/cli.h"

static bool set_completion(const struct command *c, struct options *o, const char *value)
{
    static const char *const shells[] = {"bash", "zsh", "fish"};
    o->completion = value;
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(value, shells[i]) == 0)
            return true;
    usage_error(c, "there is no completion for \"%s\": only for bash, zsh and fish", value);
    return false;
}

static bool set_colour(const struct command *c, struct options *o, const char *value)
{
    static const char *const names[] = {
        [COLOUR_AUTO] = "auto", [COLOUR_ALWAYS] = "always", [COLOUR_NEVER] = "never"};
    for (enum colour_choice i = COLOUR_AUTO; i <= COLOUR_NEVER; i++) {
        if (strcmp(value, names[i]) == 0) {
            o->colour = i;
            return true;
        }
    }
    usage_error(c, "--color takes auto, always or never, not \"%s\"", value);
    return false;
}

const char *format_at(const struct command *c, size_t i, char *room, size_t size)
{
    if (!c || !c->formats)
        return pa_report_name(i);
    const char *word = c->formats;
    while (i-- && *word) {
        word += strcspn(word, " ");
        word += strspn(word, " ");
    }
    size_t len = strcspn(word, " ");
    if (len == 0 || len >= size)
        return NULL;
    memcpy(room, word, len);
    room[len] = '\0';
    return room;
}

static void unknown_format(const struct command *c, const char *value, size_t len)
{
    char list[500] = "", room[40];
    size_t n = 0;
    const char *name;
    for (size_t i = 0; (name = format_at(c, i, room, sizeof room)) != NULL; i++)
        if (n + strlen(name) + 3 < sizeof list)
            n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", i ? ", " : "", name);
    usage_error(c, "there is no format \"%.*s\": choose among %s", (int)len, value, list);
}

static bool set_format(const struct command *c, struct options *o, const char *value)
{
    size_t len = strcspn(value, "=");
    char room[40];
    const char *name;
    if (o->format_count == LIMIT_REPORTS) {
        usage_error(c, "-f may be given at most %d times", LIMIT_REPORTS);
        return false;
    }
    if (value[len] == '=' && value[len + 1] == '\0') {
        usage_error(c, "-f %s names no file: write %.*s=FILE", value, (int)len, value);
        return false;
    }
    for (size_t i = 0; (name = format_at(c, i, room, sizeof room)) != NULL; i++) {
        if (strlen(name) != len || memcmp(name, value, len) != 0)
            continue;
        struct output_format *f = &o->formats[o->format_count++];
        f->name = c->formats ? value : name; /* a command with formats of its own takes no file */
        f->file = value[len] == '=' ? value + len + 1 : NULL;
        if (!c->formats || !f->file)
            return true;
        usage_error(c, "-f takes no file here: use -o %s", f->file);
        return false;
    }
    unknown_format(c, value, len);
    return false;
}

static bool set_threshold(const struct command *c, struct options *o, const char *value)
{
    o->has_threshold = true;
    if (pa_threshold_add(&o->threshold, value))
        return true;
    usage_error(c,
        "--fail-on takes must, should, defect, never, rating=RATING (red, amber-red, amber-green, "
        "green) or score=NUMBER (0 to 100), not \"%s\"",
        value);
    return false;
}

static bool set_as_of(const struct command *c, struct options *o, const char *value)
{
    o->as_of = value;
    if (day_is_valid(value))
        return true;
    usage_error(c, "--as-of takes a day like 2018-03-31, not \"%s\"", value);
    return false;
}

/* A whole number from `least` to `most`. */
static bool set_number(const struct command *c, const char *name, const char *value,
    unsigned long least, unsigned long most, unsigned *out)
{
    unsigned long n = 0;
    size_t len = strlen(value);
    if (len && len < 10 && strspn(value, "0123456789") == len) {
        n = strtoul(value, NULL, 10);
        *out = (unsigned)n;
        if (n >= least && n <= most)
            return true;
    }
    usage_error(
        c, "--%s takes a whole number from %lu to %lu, not \"%s\"", name, least, most, value);
    return false;
}

static bool set_jobs(const struct command *c, struct options *o, const char *value)
{
    return set_number(c, "jobs", value, 0, LIMIT_WORKERS, &o->jobs);
}

static bool set_timeout(const struct command *c, struct options *o, const char *value)
{
    return set_number(c, "timeout", value, 1, LIMIT_MOST_SECONDS, &o->timeout);
}

static bool set_memory(const struct command *c, struct options *o, const char *value)
{
    return set_number(c, "memory", value, 1, LIMIT_MOST_MEBIBYTES, &o->memory);
}

static bool set_setting(const struct command *c, struct options *o, const char *value)
{
    if (o->setting_count == LIMIT_SETTINGS) {
        usage_error(c, "--set may be given at most %d times", LIMIT_SETTINGS);
        return false;
    }
    o->settings[o->setting_count++] = value;
    return true;
}

static bool set_host(const struct command *c, struct options *o, const char *value)
{
    if (o->host_count == sizeof o->hosts / sizeof *o->hosts) {
        usage_error(c, "--host may be given at most 16 times");
        return false;
    }
    o->hosts[o->host_count++] = value;
    return true;
}

/* A row that only keeps its value (or that it was given) says where. */
#define KEEP(member) offsetof(struct options, member), NULL

static const struct option_row rows[] = {
    {'p', true, "pack", "PACK", NULL, "the pack to check against: its id or its path", KEEP(pack)},
    {'f', true, "format", "FORMAT[=FILE]", NULL,
        "the report to write, to FILE when one is named; may be given again", 0, set_format},
    {'F', false, "format", "FORMAT", NULL, "what to write", 0, set_format},
    {'o', true, "output", "FILE", NULL, "write to FILE instead of standard output", KEEP(output)},
    {'j', true, "jobs", "N", NULL,
        "check with N worker processes at a time; 0 (default): one for each processor", 0,
        set_jobs},
    {'e', false, "timeout", "SECONDS", NULL,
        "the time that one plan may take; default 60: then its result is an error", 0, set_timeout},
    {'m', false, "memory", "MIB", NULL,
        "the memory that one plan may take; default 2048: then its result is an error", 0,
        set_memory},
    {'r', false, "resume", NULL, NULL,
        "go on where the same run was interrupted; its reports must go to files", KEEP(resume)},
    {'l', false, "files-from", "FILE", NULL,
        "check the plans that FILE names, one a line, as they come; - is standard input",
        KEEP(files_from)},
    {'0', true, "null", NULL, NULL, "names in --files-from end in NUL, not in a line end",
        KEEP(null_names)},
    {'t', false, "fail-on", "WHAT", "must should defect never rating= score=",
        "when a plan fails: must (default), should, defect, rating=RATING (worse than it), "
        "score=NUMBER (below it), never; may be given again",
        0, set_threshold},
    {'L', false, "fail-on", "WHAT", "lost defect never",
        "when the second submission fails: lost (a requirement fell), defect (a new one of medium "
        "severity or more), never; default: lost and defect",
        KEEP(fail_on_change)},
    {'M', false, "match", "HOW", "auto organisation title path order",
        "how plans are paired: auto (default), organisation, title, path, order; one against one "
        "is always a pair",
        KEEP(match)},
    {'w', false, "waivers", "FILE", NULL,
        "what is waived, by whom, why and until when; it does not fail a plan", KEEP(waivers)},
    {'g', false, "judgements", "FILE", NULL,
        "what assessors decided about the requirements of the plan; their outcomes count",
        KEEP(judgements)},
    {'b', false, "baseline", "FILE", NULL,
        "earlier results (JSON): only what is new or worse fails a plan", KEEP(baseline)},
    {'O', false, "output", "DIR", NULL,
        "the folder to write; it is replaced when it is a portfolio, and no other is touched",
        KEEP(output)},
    {'S', false, "sort", "HOW", "name score rating written given",
        "how plans are sorted: name (default), score, rating, written, given", KEEP(sort)},
    {'x', false, "explain", "ID", NULL,
        "show one requirement (or REQUIREMENT/CRITERION) with every place that was considered",
        KEEP(explain)},
    {'a', false, "as-of", "DATE", NULL,
        "the day of the assessment, as 2018-03-31; default: $SOURCE_DATE_EPOCH, else today", 0,
        set_as_of},
    {'s', false, "set", "NAME=VALUE", NULL,
        "set a parameter of the pack, as population=120000; may be given again", 0, set_setting},
    {'n', false, "stdin-name", "NAME", NULL, "what standard input (-) is called in results",
        KEEP(stdin_name)},
    {'i', false, "listen", "ADDRESS:PORT", NULL,
        "where the server listens: 127.0.0.1:8080 (default), this machine alone", KEEP(listen)},
    {'D', false, "data", "DIR", NULL,
        "the folder that keeps plans and results; default: planassure in $XDG_DATA_HOME or "
        "~/.local/share",
        KEEP(store)},
    {'P', false, "public", NULL, NULL,
        "others may reach the server: everybody needs a name and a password", KEEP(public)},
    {'T', false, "behind-tls", NULL, NULL,
        "a proxy speaks TLS before it: cookies by TLS alone, addresses from X-Forwarded-For",
        KEEP(behind_tls)},
    {'H', false, "host", "NAME", NULL,
        "the name that browsers use for the server; may be given again", 0, set_host},
    {'W', false, "workers", "N", NULL, "plans that are checked at a time", KEEP(workers)},
    {'A', false, "add-user", "NAME", NULL,
        "add a person, with a password from the terminal or standard input, and end",
        KEEP(add_user)},
    {'R', false, "role", "ROLE", "submitter assessor lead",
        "what that person may do: submitter (default), assessor, lead", KEEP(role)},
    {'K', false, "key", "KEY", NULL, "the public key of the server that sealed the result",
        KEEP(key)},
    {'d', false, "data-dir", "DIR", NULL, "the folder that holds rules/ and schemas/",
        KEEP(data_folder)},
    {'c', false, "color", "WHEN", "auto always never", "colours: auto (default), always, never", 0,
        set_colour},
    {'N', false, "no-config", NULL, NULL, "do not read .planassure.json", KEEP(no_config)},
    {'q', true, "quiet", NULL, NULL, "say nothing on standard error but errors", KEEP(quiet)},
    {'v', true, "verbose", NULL, NULL, "say more: evidence of what is met, every candidate",
        KEEP(verbose)},
    {'V', true, "version", NULL, NULL, "print the version and end", KEEP(version)},
    {'h', true, "help", NULL, NULL, "print help and end", KEEP(help)},
    {'C', false, "completion", "SHELL", "bash zsh fish", NULL, 0,
        set_completion}, /* hidden: for the build */
};

const struct option_row *option_at(size_t i)
{
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

bool command_takes(const struct command *c, const struct option_row *row)
{
    return strchr(c ? c->options : "VhC", row->key) != NULL;
}

/* Rows that say the same option for other commands have its letter as a capital. */
char option_letter(const struct option_row *row)
{
    if (row->key == 'F' || row->key == 'O')
        return row->key == 'F' ? 'f' : 'o';
    return row->is_short ? row->key : '\0';
}

/* The row of a short option, NULL when the command has none. */
static const struct option_row *find_short(const struct command *c, char letter)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (command_takes(c, &rows[i]) && option_letter(&rows[i]) == letter)
            return &rows[i];
    return NULL;
}

/* The row of a long option: its name, or an unambiguous beginning of it. */
static const struct option_row *find_long(
    const struct command *c, const char *name, size_t len, bool *ambiguous)
{
    const struct option_row *found = NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!command_takes(c, &rows[i]) || strncmp(rows[i].name, name, len) != 0)
            continue;
        if (rows[i].name[len] == '\0')
            return &rows[i];
        if (!rows[i].help)
            continue; /* a hidden option has no short forms */
        *ambiguous = found != NULL;
        found = &rows[i];
    }
    return found;
}

static bool unknown_long(const struct command *c, const char *name, size_t len, bool ambiguous)
{
    char word[65] = "";
    const char *names[sizeof rows / sizeof *rows];
    size_t n = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (command_takes(c, &rows[i]) && rows[i].help)
            names[n++] = rows[i].name;
    if (len < sizeof word)
        memcpy(word, name, len);
    const char *near = nearest_of(word, names, n);
    if (ambiguous)
        usage_error(c, "--%.*s could be more than one option", (int)len, name);
    else if (near)
        usage_error(c, "unknown option --%.*s: did you mean --%s?", (int)len, name, near);
    else
        usage_error(c, "unknown option --%.*s", (int)len, name);
    return false;
}

bool option_said(const struct options *o, const struct option_row *row)
{
    for (size_t i = 0; i < o->said_count; i++)
        if (o->said[i].row == row)
            return true;
    return false;
}

bool option_apply(const struct command *c, const struct option_row *row, struct options *o,
    const char *value, const char *origin)
{
    o->said = xgrow(o->said, &o->said_room, o->said_count + 1, sizeof *o->said);
    o->said[o->said_count++] = (struct said){row, value, origin};
    if (row->set)
        return row->set(c, o, value);
    char *member = (char *)o + row->member;
    if (row->arg)
        memcpy(member, &value, sizeof value);
    else
        *(bool *)member = true;
    return true;
}

/* Where the parser stands. */
struct cursor {
    const struct command *command;
    char *const *argv;
    int argc, at;
};

static bool take_value(struct cursor *k, const struct option_row *row, const char *attached,
    const char **value, const char *shown)
{
    *value = attached;
    if (!row->arg || attached)
        return true;
    if (k->at >= k->argc) {
        usage_error(k->command, "%s needs a value: %s", shown, row->arg);
        return false;
    }
    *value = k->argv[k->at++];
    return true;
}

static bool parse_long(struct cursor *k, const char *arg, struct options *o)
{
    size_t len = strcspn(arg, "=");
    bool ambiguous = false;
    const struct option_row *row = len ? find_long(k->command, arg, len, &ambiguous) : NULL;
    if (!row || ambiguous)
        return unknown_long(k->command, arg, len, ambiguous);
    const char *attached = arg[len] == '=' ? arg + len + 1 : NULL;
    if (attached && !row->arg) {
        usage_error(k->command, "--%s takes no value", row->name);
        return false;
    }
    char shown[80];
    snprintf(shown, sizeof shown, "--%s", row->name);
    const char *value;
    return take_value(k, row, attached, &value, shown) &&
           option_apply(k->command, row, o, value, NULL);
}

static bool parse_short(struct cursor *k, const char *letters, struct options *o)
{
    while (*letters) {
        const struct option_row *row = find_short(k->command, *letters);
        char shown[] = {'-', *letters++, '\0'};
        if (!row) {
            usage_error(k->command, "unknown option %s", shown);
            return false;
        }
        const char *value;
        bool attached = row->arg && *letters;
        if (!take_value(k, row, attached ? letters : NULL, &value, shown) ||
            !option_apply(k->command, row, o, value, NULL))
            return false;
        if (attached)
            break;
    }
    return true;
}

bool options_parse(
    const struct command *command, int argc, char *const *argv, int *next, struct options *o)
{
    struct cursor k = {command, argv, argc, *next};
    bool only_names = false;
    while (k.at < argc) {
        const char *arg = argv[k.at];
        bool option = !only_names && arg[0] == '-' && arg[1];
        if (!option && !command)
            break; /* the command's name */
        k.at++;
        if (!option)
            o->args[o->arg_count++] = arg;
        else if (strcmp(arg, "--") == 0)
            only_names = true;
        else if (!(arg[1] == '-' ? parse_long(&k, arg + 2, o) : parse_short(&k, arg + 1, o)))
            return false;
    }
    *next = k.at;
    return true;
}
