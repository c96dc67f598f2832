/* See configuration.h. The members are named as the long options, and go through the same table, so
 * that a value is checked by the same function wherever it stands. Paths are relative to the file.
 * A configuration comes with a repository, perhaps somebody else's: reports that it asks for stay
 * in its folder. */
#include "cli/configuration.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/json_form.h"
#include "base/limits.h"
#include "base/mem.h"
#include "cli/cli.h"

#define NAME ".planassure.json"

enum kind { TEXT, FILE_READ, FILE_WRITTEN, PACK, FORMAT, FLAG };

static const struct {
    char key;
    bool list; /* a text or a list of texts */
    enum kind kind;
} kinds[] = {{'p', false, PACK}, {'f', true, FORMAT}, {'o', false, FILE_WRITTEN}, {'t', true, TEXT},
    {'w', false, FILE_READ}, {'b', false, FILE_READ}, {'s', true, TEXT}, {'a', false, TEXT},
    {'j', false, TEXT}, {'c', false, TEXT}, {'q', false, FLAG}, {'v', false, FLAG}};

struct config {
    struct arena *arena;
    const struct command *command;
    struct options *options;
    struct json_form form;
    const char *folder; /* "" or "../", as often as it is up */
};

static const struct option_row *row_of(char key)
{
    const struct option_row *row;
    for (size_t i = 0; (row = option_at(i)) != NULL; i++)
        if (row->key == key)
            return row;
    return NULL;
}

const struct option_row *config_option(size_t i)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (row_of(kinds[k].key) && i-- == 0)
            return row_of(kinds[k].key);
    return NULL;
}

/* The folder above is itself at the root of the file system. */
static bool is_top(const char *folder)
{
    struct stat here, above;
    char path[4096];
    snprintf(path, sizeof path, "%s.", folder);
    bool ok = stat(path, &here) == 0;
    snprintf(path, sizeof path, "%s..", folder);
    if (!ok || stat(path, &above) != 0)
        return errno == EACCES; /* else the search goes on: a fault must not hide what is above */
    return here.st_ino == above.st_ino && here.st_dev == above.st_dev;
}

/* The folder of the nearest configuration; NULL when there is none. */
static const char *find(struct arena *arena)
{
    const char *folder = "", *found = NULL;
    for (unsigned up = 0; up <= LIMIT_FOLDER_DEPTH; up++) {
        if (!found && file_exists(arena_printf(arena, "%s" NAME, folder)))
            found = folder;
        if (file_exists(arena_printf(arena, "%s.git", folder)))
            return found;
        if (is_top(folder))
            break;
        folder = arena_printf(arena, "../%s", folder);
    }
    return found && !*found ? found : NULL; /* no repository: this folder alone */
}

static bool stays_inside(const char *path)
{
    if (path[0] == '/')
        return false;
    for (const char *part = path; *part; part += strcspn(part, "/"), part += strspn(part, "/"))
        if (strcspn(part, "/") == 2 && part[0] == '.' && part[1] == '.')
            return false;
    return true;
}

static const char *beside(const struct config *c, const char *path)
{
    return path[0] == '/' || strcmp(path, "-") == 0
               ? path
               : arena_printf(c->arena, "%s%s", c->folder, path);
}

/* The text with its path as the working folder sees it; NULL when it leads out. */
static const char *resolve(const struct config *c, enum kind kind, const char *text)
{
    size_t name = strcspn(text, "=");
    switch (kind) {
    case FILE_READ:
        return beside(c, text);
    case PACK:
        return strchr(text, '/') ? beside(c, text) : text;
    case FILE_WRITTEN:
        return stays_inside(text) ? beside(c, text) : NULL;
    case FORMAT:
        if (!text[name])
            return text;
        return stays_inside(text + name + 1)
                   ? arena_printf(c->arena, "%.*s=%s", (int)name, text, beside(c, text + name + 1))
                   : NULL;
    case TEXT:
    case FLAG:
        break;
    }
    return text;
}

static bool apply_text(struct config *c, const struct option_row *row, enum kind kind,
    const char *at, const char *text)
{
    uint32_t line, column;
    const char *value = resolve(c, kind, arena_strdup(c->arena, text));
    if (!value) {
        json_form_error(&c->form, at, "name a file in the folder of the configuration or below it",
            "a report must not be written there: \"%s\"", text);
        return false;
    }
    json_place(c->form.text, c->form.len, at, &line, &column);
    const char *origin = arena_printf(c->arena, "%s:%u", c->form.file, line);
    if (option_apply(c->command, row, c->options, value, origin))
        return true;
    json_form_error(&c->form, at, NULL, "\"%s\" cannot be used here", text);
    return false;
}

static bool apply_value(struct config *c, const struct option_row *row, enum kind kind,
    const char *at, const struct json *value)
{
    if (kind == FLAG)
        return !json_bool(value, false) || apply_text(c, row, kind, at, "");
    if (json_type(value) == JSON_NUMBER)
        return apply_text(c, row, kind, at, arena_printf(c->arena, "%.10g", json_number(value, 0)));
    if (json_string(value))
        return apply_text(c, row, kind, at, json_string(value));
    size_t i = 0;
    for (const struct json *v = json_first(value); v; v = json_next(v), i++) {
        const char *each = arena_printf(c->arena, "%s/%zu", at, i);
        if (!json_string(v)) {
            json_form_error(&c->form, each, NULL, "this must be a text");
            return false;
        }
        if (!apply_text(c, row, kind, each, json_string(v)))
            return false;
    }
    return true;
}

static bool read_members(struct config *c)
{
    struct json_member members[sizeof kinds / sizeof *kinds + 1] = {
        {"schema", JSON_TAKES(JSON_STRING), true}};
    size_t n = 1;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        unsigned types = JSON_TAKES(JSON_STRING);
        if (kinds[k].list)
            types |= JSON_TAKES(JSON_ARRAY);
        else if (kinds[k].kind == FLAG)
            types = JSON_TAKES(JSON_BOOL);
        else if (kinds[k].key == 'j')
            types |= JSON_TAKES(JSON_NUMBER);
        const struct option_row *row = row_of(kinds[k].key);
        if (row)
            members[n++] = (struct json_member){row->name, types, false};
    }
    if (!json_form_check(&c->form, c->form.root, "", members, n))
        return false;
    const char *schema = json_string(json_get(c->form.root, "schema"));
    if (strcmp(schema, "planassure-config/1") != 0) {
        json_form_error(&c->form, "/schema", "write \"planassure-config/1\"",
            "\"%s\" is a form that is not known", schema);
        return false;
    }
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const struct option_row *row = row_of(kinds[k].key);
        const struct json *value = row ? json_get(c->form.root, row->name) : NULL;
        if (!value || option_said(c->options, row))
            continue;
        if (!apply_value(c, row, kinds[k].kind, arena_printf(c->arena, "/%s", row->name), value))
            return false;
    }
    return true;
}

bool config_apply(struct arena *arena, const struct command *command, struct options *options)
{
    struct config c = {.arena = arena, .command = command, .options = options};
    c.folder = find(arena);
    if (!c.folder)
        return true;
    struct diag *diag = diag_new();
    const char *file = arena_printf(arena, "%s" NAME, c.folder);
    bool ok =
        json_form_open(&c.form, file, LIMIT_CONFIG_BYTES, "config.form", diag) && read_members(&c);
    for (size_t i = 0; i < diag_count(diag); i++) {
        struct buf text;
        buf_init(&text, LIMIT_REPORT_BYTES);
        diag_print(diag_at(diag, i), wants_colour(options, 2), &text);
        fputs(buf_str(&text), stderr);
        buf_clear(&text);
    }
    json_form_close(&c.form);
    diag_free(diag);
    return ok;
}

/* ---- planassure config show ---- */

static const char *default_of(char key)
{
    return key == 'p'          ? "(chosen from the plan's own words)"
           : key == 'f'        ? "text"
           : key == 't'        ? "must"
           : key == 'o'        ? "-"
           : key == 'a'        ? "(today)"
           : key == 'c'        ? "auto"
           : key == 'j'        ? "(all processors)"
           : strchr("qv", key) ? "no"
                               : "(none)";
}

static void show(struct buf *out, const char *name, const char *value, const char *origin)
{
    buf_printf(out, "%-10s ", name);
    struct buf safe;
    buf_init(&safe, LIMIT_TEXT_BYTES);
    escape_terminal(&safe, value, strlen(value));
    buf_printf(out, "%-36s %s\n", buf_str(&safe), origin);
    buf_clear(&safe);
}

int run_config_show(struct pa_engine *e, const struct command *c, const struct options *o)
{
    (void)e;
    (void)c;
    const struct option_row *row;
    struct sink *sink = sink_new();
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    for (size_t i = 0; (row = config_option(i)) != NULL; i++) {
        if (!option_said(o, row))
            show(&out, row->name, default_of(row->key), "default");
        for (size_t k = 0; k < o->said_count; k++)
            if (o->said[k].row == row)
                show(&out, row->name, row->arg ? o->said[k].value : "yes",
                    o->said[k].origin ? o->said[k].origin : "command line");
    }
    sink_write(sink, buf_str(&out), out.len);
    buf_clear(&out);
    return sink_finish(sink, NULL) ? EXIT_PASSES : EXIT_NOTHING;
}
