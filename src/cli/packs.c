/* planassure packs, and the choice of a pack where none is named. */
#include <stdio.h>

#include "base/buf.h"
#include "cli/cli.h"

int run_packs(
    struct pa_engine *engine, const struct command *command, const struct options *options)
{
    (void)command;
    struct sink *sink = sink_new();
    const char *id;
    bool all = true;
    for (size_t i = 0; (id = pa_pack_id(engine, i)) != NULL; i++) {
        const char *title = pa_pack_title(engine, i);
        all &= title != NULL;
        struct buf line;
        buf_init(&line, 4000);
        buf_printf(&line, "%s\t%s\n", id, title ? title : "");
        sink_write(sink, buf_str(&line), line.len);
        buf_clear(&line);
    }
    print_messages(engine, options);
    if (!pa_pack_id(engine, 0)) {
        say("no packs are installed: --data-dir names the folder that holds rules/");
        sink_free(sink);
        return EXIT_NOTHING;
    }
    if (!all)
        say("a pack cannot be read: \"planassure rules lint\" says why");
    return sink_finish(sink, NULL) && all ? EXIT_PASSES : EXIT_NOTHING;
}

const char *choose_pack(struct pa_engine *engine, const struct options *options, const char *named)
{
    if (named)
        return named;
    const char *id = pa_pack_id(engine, 0);
    print_messages(engine, options);
    if (id && !pa_pack_id(engine, 1))
        return id;
    if (!id) {
        say("no packs are installed: name one by its path with -p");
        return NULL;
    }
    say("which pack? name one with -p:");
    for (size_t i = 0; (id = pa_pack_id(engine, i)) != NULL; i++) {
        const char *title = pa_pack_title(engine, i);
        fprintf(stderr, "  %-24s %s\n", id, title ? title : "");
    }
    return NULL;
}
