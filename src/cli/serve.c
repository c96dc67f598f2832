/* planassure serve and verify. The server is a program of its own in the libexec folder: its
 * libraries are not loaded by the other commands. It also knows about signatures, which verify asks
 * it for. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"

static const char program[] = "planassure-serve";

struct line {
    char *v[64];
    size_t n;
};

static void add(struct line *line, struct arena *arena, const char *name, const char *value)
{
    if (!name || line->n + 1 >= sizeof line->v / sizeof *line->v)
        return;
    line->v[line->n++] =
        value ? arena_printf(arena, "--%s=%s", name, value) : arena_printf(arena, "--%s", name);
}

static void add_value(struct line *line, struct arena *arena, const char *name, const char *value)
{
    if (value)
        add(line, arena, name, value);
}

/* Does not come back when all is well. */
static int become(struct arena *arena, struct line *line)
{
    char *path = file_part(arena, program);
    line->v[0] = path;
    execv(path, line->v);
    if (errno == ENOENT)
        say("%s is not there: this planassure was built without the server", path);
    else
        say("%s: %s", path, strerror(errno));
    return EXIT_NOTHING;
}

int run_serve(
    struct pa_engine *engine, const struct command *command, const struct options *options)
{
    (void)engine;
    (void)command;
    struct arena *arena = arena_new();
    struct line line = {{NULL}, 1};
    add_value(&line, arena, "listen", options->listen);
    add_value(&line, arena, "data", options->store);
    add_value(&line, arena, "data-dir", options->data_folder);
    add_value(&line, arena, "workers", options->workers);
    add_value(&line, arena, "add-user", options->add_user);
    add_value(&line, arena, "role", options->role);
    for (size_t i = 0; i < options->host_count; i++)
        add(&line, arena, "host", options->hosts[i]);
    if (options->public)
        add(&line, arena, "public", NULL);
    if (options->behind_tls)
        add(&line, arena, "behind-tls", NULL);
    int status = become(arena, &line);
    arena_free(arena);
    return status;
}

/* The exit status of the server asked for a signature: 0 it fits, 1 it does not. */
static int check_signature(const char *sealed, const char *key)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        struct arena *arena = arena_new();
        struct line line = {{NULL}, 1};
        add(&line, arena, "check-seal", sealed);
        add(&line, arena, "key", key);
        _exit(become(arena, &line));
    }
    while (pid > 0 && waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return EXIT_NOTHING;
    return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_NOTHING;
}

int run_verify(
    struct pa_engine *engine, const struct command *command, const struct options *options)
{
    const char *sealed = options->args[0], *plan = options->arg_count > 1 ? options->args[1] : NULL;
    int status = EXIT_PASSES;
    if (!plan && !options->key)
        return usage_error(command, "name the plan, or the key of the server with --key, or both");
    struct sink *sink = sink_new();
    if (options->key) {
        static const char yes[] = "the seal is that of the key\n";
        static const char no[] = "not verified: the seal is not that of the key\n";
        status = check_signature(sealed, options->key);
        if (status == EXIT_PASSES || status == EXIT_FAILS)
            sink_write(sink, status ? no : yes, strlen(status ? no : yes));
    }
    if (plan && status == EXIT_PASSES)
        status = status_of(pa_verify(engine, sealed, plan, sink_write, sink));
    print_messages(engine, options);
    return sink_finish(sink, NULL) ? status : EXIT_NOTHING;
}
