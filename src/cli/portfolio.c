/* planassure portfolio: a folder of pages over many results. It appears whole or not at all. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/limits.h"
#include "base/mem.h"
#include "cli/cli.h"

#define KIND "planassure-portfolio/1"

struct finding {
    struct arena *arena;
    VEC(const char *) paths;
    size_t errors;
};

static bool ends_like_results(const char *name)
{
    static const char *const endings[] = {".json", ".ndjson", ".jsonl"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(name), end = strlen(endings[i]);
        if (len > end && strcmp(name + len - end, endings[i]) == 0)
            return true;
    }
    return false;
}

/* Files in a folder that are results by their names, in order; links are not followed, so that a
 * walk ends. */
static void walk(struct finding *f, const char *folder, unsigned depth)
{
    size_t count;
    char **names = file_list(f->arena, folder, &count);
    if (!names || depth >= LIMIT_FOLDER_DEPTH) {
        say("%s: %s", folder, names ? "too deep: folders in it are not walked" : strerror(errno));
        f->errors++;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *path = file_join(f->arena, folder, names[i]);
        struct stat st;
        if (lstat(path, &st) != 0) {
            say("%s: %s", path, strerror(errno));
            f->errors++;
        } else if (S_ISDIR(st.st_mode))
            walk(f, path, depth + 1);
        else if (S_ISREG(st.st_mode) && ends_like_results(names[i]))
            VEC_PUSH(&f->paths, path);
    }
}

static void find_results(struct finding *f, const struct options *o)
{
    for (size_t i = 0; i < o->arg_count; i++) {
        size_t before = f->paths.n;
        if (!file_is_folder(o->args[i])) {
            VEC_PUSH(&f->paths, o->args[i]);
            continue;
        }
        walk(f, o->args[i], 0);
        if (f->paths.n > before)
            continue;
        say("%s: there are no results (.json, .ndjson) in this folder", o->args[i]);
        f->errors++;
    }
}

/* A pa_file_fn. */
static bool add_file(void *user, const char *name, const char *bytes, size_t len)
{
    return folder_add(user, name, bytes, len);
}

static int write_portfolio(
    struct pa_engine *engine, const struct options *o, const struct finding *f)
{
    const char *why = "";
    struct folder *folder = folder_begin(o->output, KIND, &why);
    if (!folder) {
        say("%s: %s", o->output, why);
        return EXIT_NOTHING;
    }
    set_unfinished(folder);
    errno = 0;
    enum pa_status status =
        pa_portfolio_write(engine, f->paths.v, f->paths.n, o->sort, add_file, folder);
    int error = errno;
    print_messages(engine, o);
    if (status != PA_OK && status != PA_ERROR_PLAN) {
        if (status == PA_ERROR_WRITE && error)
            say("cannot write %s: %s", o->output, strerror(error));
        set_unfinished(NULL);
        folder_abandon(folder);
        return EXIT_NOTHING;
    }
    bool finished = folder_finish(folder);
    set_unfinished(NULL);
    if (!finished) {
        say("cannot write %s: %s", o->output, strerror(errno));
        return EXIT_NOTHING;
    }
    return status == PA_ERROR_PLAN || f->errors ? EXIT_IN_PART : EXIT_PASSES;
}

int run_portfolio(
    struct pa_engine *engine, const struct command *command, const struct options *options)
{
    if (!options->output || !*options->output)
        return usage_error(command, "-o DIR is missing: where the portfolio is written");
    struct finding f = {.arena = arena_new()};
    find_results(&f, options);
    int status = f.paths.n ? write_portfolio(engine, options, &f) : EXIT_NOTHING;
    xfree(f.paths.v);
    arena_free(f.arena);
    return status;
}
