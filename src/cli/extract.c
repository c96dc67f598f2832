/* planassure extract: the plan as the checker reads it. */
#include "cli/cli.h"

int run_extract(
    struct pa_engine *engine, const struct command *command, const struct options *options)
{
    if (options->format_count > 1)
        return usage_error(command, "-f can be given only once here");
    pa_engine_name_stdin(engine, options->stdin_name);
    const char *format = options->format_count ? options->formats[0].name : "text";
    struct sink *sink = sink_new();
    enum pa_status status = pa_extract_file(engine, options->args[0], format, sink_write, sink);
    print_messages(engine, options);
    if (status == PA_OK)
        return sink_finish(sink, options->output) ? EXIT_PASSES : EXIT_NOTHING;
    sink_free(sink);
    return status_of(status);
}
