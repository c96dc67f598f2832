/* The literal finder for lint: walks an expression at its top level and looks for a run of plain
 * letters and digits that every match must hold. Groups, alternatives and anything optional end a
 * run. Where it is in doubt it sees no literal: lint then asks the author, it never promises
 * anything. (match/ has its own, exact one for the search itself.) */
#include <string.h>

#include "rules/lint.h"

enum { ENOUGH = 3 };

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Past a character class that begins at `at`; the end when it is not closed. */
static const char *past_class(const char *at)
{
    at++;
    at += *at == '^';
    at += *at == ']';
    for (; *at && *at != ']'; at++)
        at += *at == '\\' && at[1];
    return at + (*at == ']');
}

/* Past a group that begins at `at`. */
static const char *past_group(const char *at)
{
    for (int depth = 0; *at;) {
        if (*at == '[') {
            at = past_class(at);
            continue;
        }
        if (*at == '\\' && at[1])
            at++;
        else if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            return at + 1;
        at++;
    }
    return at;
}

static bool may_be_absent(const char *quantifier)
{
    return *quantifier == '?' || *quantifier == '*' || strncmp(quantifier, "{0", 2) == 0 ||
           strncmp(quantifier, "{,", 2) == 0;
}

static const char *past_quantifier(const char *at)
{
    if (*at == '?' || *at == '*' || *at == '+')
        at++;
    else if (*at == '{' && (is_plain(at[1]) || at[1] == ','))
        at += strcspn(at, "}") + (strchr(at, '}') != NULL);
    else
        return at;
    return at + (*at == '?' || *at == '+');
}

/* An alternative at the top level makes nothing required. */
static bool has_alternatives(const char *regex)
{
    for (const char *at = regex; *at;) {
        if (*at == '|')
            return true;
        at = *at == '('   ? past_group(at)
             : *at == '[' ? past_class(at)
                          : at + 1 + (*at == '\\' && at[1]);
    }
    return false;
}

bool regex_has_literal(const char *regex)
{
    size_t run = 0;
    if (has_alternatives(regex))
        return false;
    for (const char *at = regex; *at;) {
        bool plain = is_plain(*at);
        const char *past = *at == '('    ? past_group(at)
                           : *at == '['  ? past_class(at)
                           : *at == '\\' ? at + 1 + (at[1] != '\0')
                                         : at + 1;
        const char *next = past_quantifier(past);
        if (!plain || may_be_absent(past))
            run = 0;
        else if (++run >= ENOUGH)
            return true;
        if (plain && next != past)
            run = may_be_absent(past) ? 0 : 1; /* "ab+c": a run may begin with the last b */
        at = next;
    }
    return false;
}
