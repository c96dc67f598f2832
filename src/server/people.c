/* See people.h. On a terminal the password is not shown; it is never an argument, which others on
 * the machine could read. */
#include "config.h"

#include "server/people.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"

static bool read_line(char *out, size_t size)
{
    if (!fgets(out, (int)size, stdin))
        return false;
    size_t len = strcspn(out, "\n");
    if (!out[len])
        return false; /* longer than it may be, or it does not end */
    out[len] = '\0';
    return true;
}

static bool ask(const char *question, char *out, size_t size)
{
    struct termios before, quiet;
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return read_line(out, size);
    fputs(question, stderr);
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    bool ok = read_line(out, size);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fputc('\n', stderr);
    return ok;
}

static bool ask_password(char *password, size_t size)
{
    char again[LIMIT_PASSWORD_BYTES + 2];
    if (!ask("Password: ", password, size)) {
        fputs("planassure: a password is wanted: one line\n", stderr);
        return false;
    }
    if (!isatty(STDIN_FILENO))
        return true;
    bool same = ask("The same again: ", again, sizeof again) && strcmp(password, again) == 0;
    explicit_bzero(again, sizeof again);
    if (!same)
        fputs("planassure: the two are not the same\n", stderr);
    return same;
}

bool people_add(struct registry *registry, const char *name, enum role role)
{
    char password[LIMIT_PASSWORD_BYTES + 2];
    if (!ask_password(password, sizeof password))
        return false;
    enum registry_status status =
        registry_person_add(registry, NULL, name, name, password, role, NULL);
    explicit_bzero(password, sizeof password);
    switch (status) {
    case REGISTRY_OK:
        fprintf(stderr, "planassure: %s can log in now, as %s\n", name, role_name(role));
        return true;
    case REGISTRY_TAKEN:
        fputs("planassure: there is a person of that name\n", stderr);
        return false;
    case REGISTRY_INVALID:
        fprintf(stderr,
            "planassure: a name has letters, digits, \".\", \"-\", \"_\", \"@\"; a "
            "password has at least %u letters\n",
            LIMIT_PASSWORD_MIN);
        return false;
    case REGISTRY_ABSENT:
    case REGISTRY_DENIED:
    case REGISTRY_LATER:
    case REGISTRY_FAILED:
        break;
    }
    fprintf(stderr, "planassure: the person was not added: %s\n", registry_status_text(status));
    return false;
}
