/* Shell completion, made from the tables of commands and options: for bash a table of words, for
 * zsh calls of _arguments, for fish a line a word. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

/* Does the first word of the command's name stand before another? */
static bool is_group(const struct command *c)
{
    return strchr(c->name, ' ') != NULL;
}

/* Is it the first command of its first word? */
static bool is_first(size_t i)
{
    const struct command *c = command_at(i), *before = i ? command_at(i - 1) : NULL;
    size_t len = strcspn(c->name, " ");
    return !before || strncmp(before->name, c->name, len) != 0 ||
           (before->name[len] && before->name[len] != ' ');
}

static int first_len(const struct command *c)
{
    return (int)strcspn(c->name, " ");
}

static void print_formats(const struct command *c)
{
    char room[40];
    const char *format;
    for (size_t i = 0; (format = format_at(c, i, room, sizeof room)) != NULL; i++)
        printf("%s%s", i ? " " : "", format);
}

static bool has_formats(const struct command *c)
{
    return c && (strchr(c->options, 'f') || strchr(c->options, 'F'));
}

/* ---- bash ---- */

/* One line of the script's table of options: command, then its options; value words follow. */
static void bash_command(const struct command *c)
{
    const struct option_row *row;
    printf("    '%s') options='", c ? c->name : "");
    for (size_t i = 0, n = 0; (row = option_at(i)) != NULL; i++)
        if (row->help && command_takes(c, row))
            printf("%s--%s%s", n++ ? " " : "", row->name, row->arg ? "=" : "");
    if (has_formats(c)) {
        fputs("' formats='", stdout);
        print_formats(c);
    }
    puts("' ;;");
}

/* Two rows of one name belong to different commands. */
static bool has_namesake(const struct option_row *row)
{
    const struct option_row *other;
    for (size_t i = 0; (other = option_at(i)) != NULL; i++)
        if (other != row && strcmp(other->name, row->name) == 0)
            return true;
    return false;
}

static void bash_words(void)
{
    const struct option_row *row;
    const struct command *c;
    for (size_t i = 0; (row = option_at(i)) != NULL; i++) {
        if (!row->choices || !row->help)
            continue;
        if (!has_namesake(row))
            printf("    *:--%s) words='%s' ;;\n", row->name, row->choices);
        for (size_t k = 0; has_namesake(row) && (c = command_at(k)) != NULL; k++)
            if (command_takes(c, row))
                printf("    '%s':--%s) words='%s' ;;\n", c->name, row->name, row->choices);
    }
    puts("    *:-p | *:--pack) words=$(planassure packs -q 2>/dev/null | cut -f 1) ;;");
    puts("    *:-f | *:--format) words=$formats ;;");
}

/* The first words of the commands, each once. */
static void print_first_words(void)
{
    const struct command *c;
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        if (is_first(i))
            printf("%s%.*s", i ? " " : "", first_len(c), c->name);
}

/* The second words of the group that the command belongs to. */
static void print_second_words(const struct command *of)
{
    const struct command *c;
    int len = first_len(of);
    for (size_t i = 0, n = 0; (c = command_at(i)) != NULL; i++)
        if (is_group(c) && first_len(c) == len && strncmp(c->name, of->name, (size_t)len) == 0)
            printf("%s%s", n++ ? " " : "", c->name + len + 1);
}

void completion_bash(void)
{
    const struct command *c;
    puts("# bash completion for planassure, made by \"planassure --completion bash\": do not edit\n"
         "_planassure()\n"
         "{\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "    local command=${COMP_WORDS[1]} options='' formats='' words=''\n"
         "    [[ $COMP_CWORD -eq 1 ]] && command=''");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        if (is_group(c) && is_first(i))
            printf("    [[ $command == %.*s && $COMP_CWORD -gt 2 ]] && command=\"%.*s "
                   "${COMP_WORDS[2]}\"\n",
                first_len(c), c->name, first_len(c), c->name);
    puts("    # bash divides words at \"=\": --color=al is three words\n"
         "    if [[ $word == = ]]; then word=''; elif [[ $before == = ]]; then "
         "before=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
         "    case $command in");
    bash_command(NULL);
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        bash_command(c);
    puts("    esac\n"
         "    case $command:$before in");
    bash_words();
    puts("    esac\n"
         "    if [[ $command == '' ]]; then");
    fputs("        words=\"$options ", stdout);
    print_first_words();
    puts("\"");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        if (is_group(c) && is_first(i)) {
            printf("    elif [[ $command == %.*s ]]; then\n        words='", first_len(c), c->name);
            print_second_words(c);
            puts("'");
        }
    puts("    elif [[ $word == -* ]]; then\n"
         "        words=$options\n"
         "    fi\n"
         "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace\n"
         "    return 0\n"
         "}\n"
         "complete -o bashdefault -o default -F _planassure planassure");
}

/* ---- zsh ---- */

/* Text inside single quotes; zsh's own marks in a description are escaped. */
static void quoted(const char *text, const char *marks)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\'", stdout);
        else if (strchr(marks, *text))
            putchar('\\');
        putchar(*text);
    }
}

static bool is_file(const struct option_row *row)
{
    return row->arg && (strcmp(row->arg, "FILE") == 0 || strcmp(row->arg, "DIR") == 0);
}

static void zsh_value(const struct command *c, const struct option_row *row)
{
    printf(":%.*s:", (int)strcspn(row->arg, "["), row->arg);
    if (strcmp(row->name, "pack") == 0)
        fputs("_planassure_packs", stdout);
    else if (strcmp(row->name, "format") == 0) {
        putchar('(');
        print_formats(c);
        putchar(')');
    } else if (row->choices)
        printf("(%s)", row->choices);
    else if (is_file(row))
        fputs(strcmp(row->arg, "DIR") == 0 ? "_files -/" : "_files", stdout);
    else
        putchar(' ');
}

/* One option as _arguments takes it: '*'{-f+,--format=}'[help]:FORMAT:(...)'. */
static void zsh_option(const struct command *c, const struct option_row *row)
{
    char letter = option_letter(row);
    bool again = row->set && row->arg; /* those that gather */
    printf(" \\\n        ");
    if (again)
        fputs("'*'", stdout);
    if (letter)
        printf("{-%c%s,--%s%s}", letter, row->arg ? "+" : "", row->name, row->arg ? "=" : "");
    else
        printf("--%s%s", row->name, row->arg ? "=" : "");
    fputs("'[", stdout);
    quoted(row->help, "[]:");
    putchar(']');
    if (row->arg)
        zsh_value(c, row);
    putchar('\'');
}

static void zsh_command(const struct command *c)
{
    const struct option_row *row;
    printf("    '%s')\n        _arguments -s", c->name);
    for (size_t i = 0; (row = option_at(i)) != NULL; i++)
        if (row->help && command_takes(c, row))
            zsh_option(c, row);
    puts(c->most ? " \\\n        '*:file:_files' ;;" : " ;;");
}

/* A list of words with descriptions: the first words, or the second ones of a group. */
static void zsh_words(const struct command *group)
{
    const struct command *c;
    for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
        int len = first_len(c);
        bool inside = group && is_group(c) && first_len(group) == len &&
                      strncmp(c->name, group->name, (size_t)len) == 0;
        if (group ? !inside : !is_first(i))
            continue;
        fputs(" '", stdout);
        printf("%.*s:", inside ? (int)strlen(c->name + len + 1) : len,
            inside ? c->name + len + 1 : c->name);
        quoted(!group && is_group(c) ? "more commands" : c->summary, ":");
        putchar('\'');
    }
}

void completion_zsh(void)
{
    const struct command *c;
    puts("#compdef planassure\n"
         "# zsh completion for planassure, made by \"planassure --completion zsh\": do not edit\n"
         "_planassure_packs()\n"
         "{\n"
         "    compadd -- ${(f)\"$(planassure packs -q 2>/dev/null | cut -f 1)\"}\n"
         "}\n"
         "_planassure()\n"
         "{\n"
         "    local command=$words[2]\n"
         "    local -a list\n"
         "    if ((CURRENT == 2)); then");
    fputs("        list=(", stdout);
    zsh_words(NULL);
    puts(" )\n"
         "        _describe command list\n"
         "        return\n"
         "    fi");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        if (is_group(c) && is_first(i)) {
            printf("    if [[ $command == %.*s ]]; then\n        list=(", first_len(c), c->name);
            zsh_words(c);
            puts(" )\n"
                 "        ((CURRENT == 3)) && { _describe command list; return; }\n"
                 "        command=\"$command $words[3]\"\n"
                 "        shift words; ((CURRENT--))\n"
                 "    fi");
        }
    puts("    shift words; ((CURRENT--))\n"
         "    case $command in");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        zsh_command(c);
    puts("    esac\n"
         "}\n"
         "_planassure \"$@\"");
}

/* ---- fish ---- */

static void fish_words(size_t i)
{
    const struct command *c = command_at(i);
    int len = first_len(c);
    if (is_first(i)) {
        printf("complete -c planassure -n '__planassure_at 1' -a %.*s -d '", len, c->name);
        quoted(is_group(c) ? "more commands" : c->summary, "\\");
        puts("'");
    }
    if (is_group(c)) {
        printf("complete -c planassure -n '__planassure_at 2 %.*s' -a %s -d '", len, c->name,
            c->name + len + 1);
        quoted(c->summary, "\\");
        puts("'");
    }
}

static void fish_option(const struct command *c, const struct option_row *row)
{
    printf("complete -c planassure -n '__planassure_in \"%s\"'", c->name);
    if (option_letter(row))
        printf(" -s %c", option_letter(row));
    printf(" -l %s", row->name);
    if (row->arg && strcmp(row->name, "pack") == 0) {
        fputs(" -x -a '(planassure packs -q 2>/dev/null)'", stdout);
    } else if (row->arg && strcmp(row->name, "format") == 0) {
        fputs(" -x -a '", stdout);
        print_formats(c);
        putchar('\'');
    } else if (row->choices) {
        printf(" -x -a '%s'", row->choices);
    } else if (row->arg) {
        fputs(is_file(row) ? " -r -F" : " -x", stdout);
    }
    fputs(" -d '", stdout);
    quoted(row->help, "\\");
    puts("'");
}

void completion_fish(void)
{
    const struct command *c;
    const struct option_row *row;
    puts("# fish completion for planassure, made by \"planassure --completion fish\": do not edit\n"
         "function __planassure_at # how many words stand there, and which is the last\n"
         "    set -l words (commandline -opc)\n"
         "    test (count $words) -eq $argv[1]; and begin; not set -q argv[2]; or test "
         "\"$words[-1]\" = $argv[2]; end\n"
         "end\n"
         "function __planassure_in # the command\n"
         "    set -l words (commandline -opc)\n"
         "    set -e words[1]\n"
         "    string match -q -- \"$argv[1] *\" \"$words \"\n"
         "end\n"
         "complete -c planassure -n '__planassure_at 1' -f\n"
         "complete -c planassure -n '__planassure_at 1' -l help -d 'print help and end'\n"
         "complete -c planassure -n '__planassure_at 1' -l version -d 'print the version and end'");
    for (size_t i = 0; command_at(i); i++)
        fish_words(i);
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        for (size_t k = 0; (row = option_at(k)) != NULL; k++)
            if (row->help && command_takes(c, row))
                fish_option(c, row);
}
