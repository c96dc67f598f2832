/* planassure diff: what a second submission changed. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* What counts against the second submission; without --fail-on both. */
static bool find_threshold(
    const struct command *command, const struct options *o, bool *lost, bool *defects)
{
    const char *what = o->fail_on_change;
    *lost = !what || strcmp(what, "lost") == 0;
    *defects = !what || strcmp(what, "defect") == 0;
    if (*lost || *defects || strcmp(what, "never") == 0)
        return true;
    usage_error(command, "--fail-on takes lost, defect or never here, not \"%s\"", what);
    return false;
}

static int find_status(const struct pa_diff *diff, bool lost, bool defects)
{
    if (pa_diff_compared(diff) == 0) {
        say("nothing could be compared: %s",
            pa_diff_unread(diff) ? "a plan could not be read when it was checked"
                                 : "no plan of the two has a partner (--match says how to pair)");
        return EXIT_NOTHING;
    }
    if (pa_diff_unread(diff))
        return EXIT_IN_PART;
    bool fails = (lost && pa_diff_lost(diff)) || (defects && pa_diff_defects(diff));
    return fails ? EXIT_FAILS : EXIT_PASSES;
}

int run_diff(struct pa_engine *engine, const struct command *command, const struct options *options)
{
    bool lost, defects;
    if (options->format_count > 1)
        return usage_error(command, "-f can be given only once here");
    if (!find_threshold(command, options, &lost, &defects))
        return EXIT_NOTHING;
    struct pa_diff *diff;
    enum pa_status status =
        pa_diff_new(engine, options->args[0], options->args[1], options->match, &diff);
    print_messages(engine, options);
    if (status != PA_OK)
        return EXIT_NOTHING;
    struct pa_report_options how = {
        .colour = wants_colour(options, options->output ? -1 : STDOUT_FILENO),
        .verbose = options->verbose,
    };
    struct sink *sink = sink_new();
    status = pa_diff_write(engine, diff, options->format_count ? options->formats[0].name : "text",
        &how, sink_write, sink);
    print_messages(engine, options);
    if (status != PA_OK)
        sink_free(sink);
    int result = status == PA_OK && sink_finish(sink, options->output)
                     ? find_status(diff, lost, defects)
                     : EXIT_NOTHING;
    pa_diff_free(diff);
    return result;
}
