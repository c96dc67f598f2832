/* From paths to plans. A path that is named is a plan, whatever it is called: its content tells
 * what it is. In a folder that is walked, hidden names are left out in silence and names that are
 * clearly no plans (pictures, archives, spreadsheets, programs) are left out and counted out loud.
 * Links to folders are not followed inside a walk, so that it ends. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"

struct walk {
    struct arena *arena;
    const struct options *options;
    struct plan_list *list;
    size_t room;
};

static const char *const no_plan_endings[] = {"7z", "avi", "bak", "bmp", "bz2", "c", "css", "csv",
    "db", "dll", "doc~", "dot", "eml", "exe", "gif", "gz", "h", "ics", "ico", "jpeg", "jpg", "js",
    "log", "mov", "mp3", "mp4", "msg", "msi", "o", "odp", "ods", "png", "ppt", "pptx", "py", "rar",
    "rng", "sh", "so", "sqlite", "svg", "tar", "tif", "tiff", "tmp", "wav", "webp", "xls", "xlsm",
    "xlsx", "xsl", "xz", "zip"};

static bool is_clearly_no_plan(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (!dot)
        return false;
    for (size_t i = 0; i < sizeof no_plan_endings / sizeof *no_plan_endings; i++)
        if (strcasecmp(dot + 1, no_plan_endings[i]) == 0)
            return true;
    return name[strlen(name) - 1] == '~';
}

static void add_plan(struct walk *w, const char *path)
{
    struct plan_list *list = w->list;
    if (list->count >= LIMIT_PLANS) {
        if (list->count == LIMIT_PLANS)
            say("%s: more than %u plans in one run: the others are left out", path, LIMIT_PLANS);
        list->errors++;
        return;
    }
    list->paths = xgrow(list->paths, &w->room, list->count + 1, sizeof *list->paths);
    list->paths[list->count++] = path;
}

static void pass_over(struct walk *w, const char *path, const char *why)
{
    w->list->passed_over++;
    if (!w->options->quiet)
        say("%s: left out: %s", path, why);
}

static void walk_error(struct walk *w, const char *path, const char *why)
{
    w->list->errors++;
    say("%s: %s", path, why);
}

static void walk_folder(struct walk *w, const char *folder, unsigned depth)
{
    size_t count;
    char **names = file_list(w->arena, folder, &count);
    if (!names) {
        walk_error(w, folder, strerror(errno));
        return;
    }
    if (depth >= LIMIT_FOLDER_DEPTH) {
        walk_error(w, folder, "too deep: folders in it are not walked");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *path = file_join(w->arena, folder, names[i]);
        struct stat st, target;
        if (lstat(path, &st) != 0 || stat(path, &target) != 0)
            walk_error(w, path, strerror(errno));
        else if (S_ISDIR(st.st_mode))
            walk_folder(w, path, depth + 1);
        else if (S_ISDIR(target.st_mode))
            pass_over(w, path, "it is a link to a folder");
        else if (!S_ISREG(target.st_mode))
            pass_over(w, path, "it is no file");
        else if (is_clearly_no_plan(names[i]))
            pass_over(w, path, "by its name it is no plan; name it itself to check it");
        else
            add_plan(w, path);
    }
}

void find_plans(struct arena *arena, const struct options *options, struct plan_list *list)
{
    struct walk w = {.arena = arena, .options = options, .list = list};
    bool stdin_named = false;
    for (size_t i = 0; i < options->arg_count; i++) {
        const char *path = options->args[i];
        if (strcmp(path, "-") == 0 && stdin_named) {
            walk_error(&w, path, "standard input can be read only once");
        } else if (strcmp(path, "-") == 0 || !file_is_folder(path)) {
            stdin_named |= strcmp(path, "-") == 0;
            add_plan(&w, path);
        } else {
            size_t before = list->count, errors = list->errors;
            walk_folder(&w, path, 0);
            if (list->count == before && list->errors == errors)
                walk_error(&w, path, "there is no plan in this folder");
        }
    }
}
