/* Names of the states of the register, as they stand in its database and on pages. */
#include <string.h>

#include "register/register.h"

static const char *const roles[] = {"submitter", "assessor", "lead"};

const char *registry_status_text(enum registry_status status)
{
    static const char *const texts[] = {"it was done", "it is not there", "it is not allowed",
        "it was changed or taken meanwhile", "something in it is wrong", "try again later",
        "the disk or the database refused"};
    return texts[status];
}

const char *role_name(enum role role)
{
    return roles[role];
}

bool role_parse(const char *name, enum role *out)
{
    for (size_t i = 0; name && i < sizeof roles / sizeof *roles; i++)
        if (!strcmp(name, roles[i])) {
            *out = (enum role)i;
            return true;
        }
    return false;
}

const char *check_state_name(enum check_state state)
{
    static const char *const names[] = {"queued", "running", "done", "failed"};
    return names[state];
}

const char *review_state_name(enum review_state state)
{
    static const char *const names[] = {"none", "open", "moderation", "agreed"};
    return names[state];
}
