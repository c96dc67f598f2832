/* planassure rules: work on a pack. The pack is named by -p or as the first argument; where only
 * one is installed it need not be named. */
#include "cli/cli.h"

static int finish(
    struct pa_engine *engine, const struct options *o, struct sink *sink, enum pa_status status)
{
    print_messages(engine, o);
    bool written = sink_finish(sink, o->output);
    return written ? status_of(status) : EXIT_NOTHING;
}

/* The pack of list and lint: -p, or the only argument. */
static const char *only_pack(struct pa_engine *engine, const struct options *o)
{
    return choose_pack(engine, o, o->arg_count ? o->args[0] : o->pack);
}

int run_rules_list(struct pa_engine *engine, const struct command *command, const struct options *o)
{
    (void)command;
    const char *pack = only_pack(engine, o);
    if (!pack)
        return EXIT_NOTHING;
    struct sink *sink = sink_new();
    return finish(engine, o, sink, pa_rules_list(engine, pack, sink_write, sink));
}

int run_rules_show(struct pa_engine *engine, const struct command *command, const struct options *o)
{
    if (o->pack && o->arg_count > 1)
        return usage_error(command, "too many arguments: \"%s\"", o->args[1]);
    const char *id = o->args[o->arg_count - 1];
    const char *pack = choose_pack(engine, o, o->arg_count > 1 ? o->args[0] : o->pack);
    if (!pack)
        return EXIT_NOTHING;
    struct sink *sink = sink_new();
    return finish(engine, o, sink, pa_rules_show(engine, pack, id, sink_write, sink));
}

int run_rules_lint(struct pa_engine *engine, const struct command *command, const struct options *o)
{
    (void)command;
    const char *pack = only_pack(engine, o);
    if (!pack)
        return EXIT_NOTHING;
    struct sink *sink = sink_new();
    return finish(engine, o, sink, pa_rules_lint(engine, pack, sink_write, sink));
}

int run_rules_test(struct pa_engine *engine, const struct command *command, const struct options *o)
{
    if (o->pack && o->arg_count > 1)
        return usage_error(command, "too many arguments: \"%s\"", o->args[1]);
    bool first_is_pack = !o->pack && o->arg_count;
    const char *only = o->arg_count > first_is_pack ? o->args[o->arg_count - 1] : NULL;
    const char *pack = choose_pack(engine, o, first_is_pack ? o->args[0] : o->pack);
    if (!pack)
        return EXIT_NOTHING;
    struct sink *sink = sink_new();
    return finish(engine, o, sink, pa_rules_test(engine, pack, only, sink_write, sink));
}

int run_rules_compile(
    struct pa_engine *engine, const struct command *command, const struct options *o)
{
    const char *pack = only_pack(engine, o);
    if (!pack)
        return EXIT_NOTHING;
    if (!o->output)
        return usage_error(command, "name the file to write with -o");
    enum pa_status status = pa_rules_compile(engine, pack, o->output);
    print_messages(engine, o);
    return status_of(status);
}

int run_rules_evaluate(
    struct pa_engine *engine, const struct command *command, const struct options *o)
{
    (void)command;
    const char *pack = choose_pack(engine, o, o->pack);
    if (!pack)
        return EXIT_NOTHING;
    struct sink *sink = sink_new();
    return finish(engine, o, sink,
        pa_rules_evaluate(
            engine, pack, (const char *const *)o->args, o->arg_count, sink_write, sink));
}
