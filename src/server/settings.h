/* The options of planassure-serve. `planassure serve` has checked their names; here stands what
 * they mean. */
#ifndef SERVER_SETTINGS_H
#define SERVER_SETTINGS_H

#include "server/server.h"

struct serve_options {
    struct server_settings settings;
    const char *add_user;         /* make a person instead of serving; NULL */
    enum role role;               /* of that person */
    const char *check_seal, *key; /* check the seal of a file instead of serving; NULL */
};

/* False after a message on standard error. */
bool settings_parse(struct arena *, int argc, char **argv, struct serve_options *out);
/* Makes the data folder, for its owner alone, when it is not there. False after a message. */
bool settings_folder(const struct server_settings *);

#endif
