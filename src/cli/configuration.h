/* .planassure.json: options of check that a project always gives. The nearest one counts, from the
 * working folder up to the root of the repository (the folder with .git) and never beyond; outside
 * a repository only the working folder is looked at. The command line wins. */
#ifndef CLI_CONFIGURATION_H
#define CLI_CONFIGURATION_H

#include "cli/options.h"

struct arena;

/* Adds what the configuration says and the command line does not to the options; strings live in
 * the arena. False after messages on standard error. */
bool config_apply(struct arena *, const struct command *, struct options *);
/* The options that a configuration may hold: NULL past the end. */
const struct option_row *config_option(size_t i);

#endif
