/* planassure init: a plan to fill in. */
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* -f, else what the file's ending says, else Markdown; NULL after a message. */
static const char *choose_format(const struct command *command, const struct options *o)
{
    if (o->format_count)
        return o->formats[0].name;
    if (!o->output || strcmp(o->output, "-") == 0)
        return "markdown";
    const char *format = pa_form_format_of(o->output);
    if (!format)
        usage_error(command,
            "the ending of %s says no format: end it with .docx, .odt, .md or .json, or use -f",
            o->output);
    return format;
}

int run_init(struct pa_engine *engine, const struct command *command, const struct options *options)
{
    if (options->format_count > 1)
        return usage_error(command, "-f can be given only once here");
    const char *format = choose_format(command, options);
    if (!format)
        return EXIT_NOTHING;
    bool packed = strcmp(format, "docx") == 0 || strcmp(format, "odt") == 0;
    if (packed && !options->output && isatty(STDOUT_FILENO))
        return usage_error(command, "a %s file is not for a terminal: use -o FILE", format);
    const char *pack =
        choose_pack(engine, options, options->arg_count ? options->args[0] : options->pack);
    if (!pack)
        return EXIT_NOTHING;
    struct sink *sink = sink_new();
    enum pa_status status = pa_init_plan(engine, pack, format, sink_write, sink);
    print_messages(engine, options);
    if (status == PA_OK)
        return sink_finish(sink, options->output) ? EXIT_PASSES : EXIT_NOTHING;
    sink_free(sink);
    return status_of(status);
}
