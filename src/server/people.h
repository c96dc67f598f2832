/* Accounts from the command line: the first lead has to come from somewhere. */
#ifndef SERVER_PEOPLE_H
#define SERVER_PEOPLE_H

#include "register/register.h"

/* Asks for a password (twice on a terminal, one line of standard input otherwise) and adds the
 * person. False after a message on standard error. */
bool people_add(struct registry *, const char *name, enum role);

#endif
