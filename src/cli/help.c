/* Help, made from the tables of commands and options. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

#define COLUMN 31 /* where descriptions begin */
#define WIDTH  92

/* Text wrapped between COLUMN and WIDTH, the first line going on from `column`. */
static void print_wrapped(size_t column, const char *text)
{
    if (column >= COLUMN) {
        putchar('\n');
        column = 0;
    }
    printf("%*s", (int)(COLUMN - column), "");
    column = COLUMN;
    while (*text) {
        size_t len = strcspn(text, " ");
        if (column > COLUMN && column + 1 + len > WIDTH) {
            printf("\n%*s", COLUMN, "");
            column = COLUMN;
        }
        column += (size_t)printf("%s%.*s", column > COLUMN ? " " : "", (int)len, text);
        text += len + (text[len] == ' ');
    }
    putchar('\n');
}

/* "what to write: text (default), json": the command's own formats, the first without -f. */
static void print_format_help(size_t column, const struct command *c, const char *help)
{
    char text[300], room[40];
    const char *name;
    size_t n = (size_t)snprintf(text, sizeof text, "%s:", help);
    for (size_t i = 0; (name = format_at(c, i, room, sizeof room)) != NULL; i++)
        if (n + strlen(name) + 20 < sizeof text)
            n += (size_t)snprintf(
                text + n, sizeof text - n, "%s %s%s", i ? "," : "", name, i ? "" : " (default)");
    print_wrapped(column, text);
}

static void print_options(const struct command *c)
{
    const struct option_row *row;
    fputs("\nOptions:\n", stdout);
    for (size_t i = 0; (row = option_at(i)) != NULL; i++) {
        if (!row->help || !command_takes(c, row))
            continue;
        char left[80];
        char letter = option_letter(row);
        int n = snprintf(left, sizeof left, "  %c%c%c --%s%s%s", letter ? '-' : ' ',
            letter ? letter : ' ', letter ? ',' : ' ', row->name, row->arg ? "=" : "",
            row->arg ? row->arg : "");
        fputs(left, stdout);
        if (row->key == 'F')
            print_format_help((size_t)n, c, row->help);
        else
            print_wrapped((size_t)n, row->help);
    }
}

static void print_exit_status(const struct command *c)
{
    if (c && strcmp(c->name, "diff") == 0) {
        fputs("\nExit status:\n"
              "  0  nothing was lost\n"
              "  1  a requirement was lost, or a defect of medium severity or more is new (see "
              "--fail-on)\n"
              "  2  nothing was compared: usage, input; or writing failed\n"
              "  3  something could not be compared: a plan was not read when it was checked\n",
            stdout);
        return;
    }
    if (c && strcmp(c->name, "serve") == 0) {
        fputs("\nExit status:\n"
              "  0  the server was ended, or the person was added\n"
              "  2  it could not begin: usage, no accounts for --public, the folder, the port\n",
            stdout);
        return;
    }
    if (c && strcmp(c->name, "verify") == 0) {
        fputs("\nExit status:\n"
              "  0  all that was asked for fits\n"
              "  1  something does not: the plan, an outcome, the seal\n"
              "  2  it cannot be told: usage, no sealed result, another version of the pack\n",
            stdout);
        return;
    }
    if (c && strcmp(c->name, "portfolio") == 0) {
        fputs("\nExit status:\n"
              "  0  the portfolio was written\n"
              "  2  nothing was written: usage, input; or writing failed\n"
              "  3  it was written without some of the results: they could not be read\n",
            stdout);
        return;
    }
    fputs("\nExit status:\n"
          "  0  every plan passes\n"
          "  1  at least one plan fails the threshold (rules test: an example fails)\n"
          "  2  nothing was assessed: usage, pack, input; or writing failed\n"
          "  3  something was assessed only in part: a plan could not be read, or a limit was "
          "reached\n"
          "The worst of all plans is returned: 2, then 3, 1, 0.\n",
        stdout);
}

static void print_commands(const char *word)
{
    const struct command *c;
    size_t len = word ? strlen(word) : 0;
    for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
        if (word && (strncmp(c->name, word, len) != 0 || c->name[len] != ' '))
            continue;
        print_wrapped((size_t)printf("  %s", c->name), c->summary);
    }
}

void help_program(void)
{
    fputs("Usage: planassure COMMAND [OPTION]... [ARGUMENT]...\n"
          "Checks the plans of NHS commissioners and GP practices against national requirements.\n"
          "\nCommands:\n",
        stdout);
    print_commands(NULL);
    print_options(NULL);
    fputs("\n\"planassure COMMAND --help\" says more about one, with an example.\n", stdout);
    print_exit_status(NULL);
}

void help_group(const char *word)
{
    printf("Usage: planassure %s COMMAND [OPTION]... [ARGUMENT]...\n\nCommands:\n", word);
    print_commands(word);
    printf("\n\"planassure %s COMMAND --help\" says more about one, with an example.\n", word);
}

static void print_formats(const struct command *c)
{
    if (!strchr(c->options, 'f'))
        return;
    fputs("\nFormats:\n", stdout);
    for (size_t i = 0; pa_report_name(i); i++)
        print_wrapped((size_t)printf("  %s", pa_report_name(i)), pa_report_description(i));
}

void help_command(const struct command *c)
{
    printf("Usage: planassure %s [OPTION]...%s%s\n", c->name, *c->args ? " " : "", c->args);
    printf("%s.\n", c->summary);
    print_options(c);
    print_formats(c);
    printf("\nExample:\n  %s\n", c->example);
    print_exit_status(c);
}
