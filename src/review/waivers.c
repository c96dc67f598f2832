/* The file of waivers. It is read strictly: a waiver that is misspelt and silently without effect
 * would be found when it is too late. */
#include <string.h>

#include "base/day.h"
#include "base/json_form.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "review/review.h"

#define TEXT JSON_TAKES(JSON_STRING)

struct reading {
    struct json_form form;
    struct waivers *out;
    struct map *seen; /* rule, plan and fingerprint */
};

static const struct json_member members[] = {{"requirement", TEXT, false}, {"defect", TEXT, false},
    {"plan", TEXT, false}, {"fingerprint", TEXT, false}, {"reason", TEXT, true},
    {"owner", TEXT, true}, {"expires", TEXT, true}};

/* A text that says something, in the arena. */
static bool take(const struct reading *r, const struct json *j, const char *pointer,
    const char *name, const char **out)
{
    const struct json *value = json_get(j, name);
    if (!value)
        return true;
    const char *text = json_string(value);
    *out = arena_strdup(r->out->arena, text);
    if (text[strspn(text, " \t\r\n")])
        return true;
    json_form_error(&r->form, arena_printf(r->out->arena, "%s/%s", pointer, name),
        "say what it is, or take it away", "the text is empty");
    return false;
}

static bool check_rule(const struct reading *r, const struct json *j, const char *pointer)
{
    bool requirement = json_get(j, "requirement"), defect = json_get(j, "defect");
    if (requirement != defect)
        return true;
    json_form_error(&r->form, pointer,
        "name one: \"requirement\" takes the id of a requirement, \"defect\" a rule like "
        "\"defect.table-total\"",
        requirement ? "\"requirement\" and \"defect\" exclude each other"
                    : "neither \"requirement\" nor \"defect\" is there: what is waived?");
    return false;
}

/* The same waiver twice: which one holds would be luck. */
static bool check_twice(const struct reading *r, const struct waiver *w, const char *pointer)
{
    char *key = arena_printf(r->out->arena, "%s\n%s\n%s", w->rule, w->plan ? w->plan : "",
        w->fingerprint ? w->fingerprint : "");
    if (!map_set(r->seen, key, strlen(key), key))
        return true;
    json_form_error(
        &r->form, pointer, "keep one of them", "\"%s\" is waived twice in the same way", w->rule);
    return false;
}

static bool read_waiver(
    struct reading *r, const struct json *j, const char *pointer, struct waiver *w)
{
    uint32_t column;
    if (!json_form_check(&r->form, j, pointer, members, sizeof members / sizeof *members) ||
        !check_rule(r, j, pointer))
        return false;
    const struct {
        const char *name;
        const char **to;
    } texts[] = {{"requirement", &w->rule}, {"defect", &w->rule}, {"plan", &w->plan},
        {"fingerprint", &w->fingerprint}, {"reason", &w->reason}, {"owner", &w->owner},
        {"expires", &w->expires}};
    bool ok = true;
    for (size_t i = 0; i < sizeof texts / sizeof *texts;
         i++) /* all errors are told, not the first */
        if (!take(r, j, pointer, texts[i].name, texts[i].to))
            ok = false;
    if (!ok)
        return false;
    if (!day_is_valid(w->expires)) {
        json_form_error(&r->form, arena_printf(r->out->arena, "%s/expires", pointer),
            "write the last day on which it holds, like 2018-03-31", "\"%s\" is no day",
            w->expires);
        return false;
    }
    w->expired = strcmp(r->out->as_of, w->expires) > 0;
    json_place(r->form.text, r->form.len, pointer, &w->line, &column);
    return check_twice(r, w, pointer);
}

static bool read_list(struct reading *r)
{
    static const struct json_member top[] = {
        {"schema", TEXT, true}, {"waivers", JSON_TAKES(JSON_ARRAY), true}};
    const struct json *root = r->form.root;
    if (!json_form_check(&r->form, root, "", top, 2))
        return false;
    if (strcmp(json_string(json_get(root, "schema")), "planassure-waivers/1") != 0) {
        json_form_error(&r->form, "/schema", "write \"planassure-waivers/1\"",
            "\"%s\" is a form that is not known", json_string(json_get(root, "schema")));
        return false;
    }
    const struct json *list = json_get(root, "waivers");
    size_t count = json_count(list), i = 0;
    if (count > LIMIT_WAIVERS) {
        json_form_error(&r->form, "/waivers", "take the expired ones away",
            "there are %zu waivers, more than the %u that are read", count, LIMIT_WAIVERS);
        return false;
    }
    r->out->list = arena_array(r->out->arena, count + 1, sizeof *r->out->list);
    bool ok = true;
    for (const struct json *j = json_first(list); j; j = json_next(j), i++)
        ok &= read_waiver(r, j, arena_printf(r->out->arena, "/waivers/%zu", i), &r->out->list[i]);
    r->out->count = count;
    return ok;
}

static struct waivers *waivers_of(struct json_form *form, bool opened, const char *as_of)
{
    struct arena *arena = arena_new();
    struct reading r = {.form = *form, .out = arena_alloc(arena, sizeof *r.out), .seen = map_new()};
    r.out->arena = arena;
    r.out->file = arena_strdup(arena, form->file);
    r.out->as_of = arena_strdup(arena, as_of);
    bool ok = opened && read_list(&r);
    json_form_close(form);
    map_free(r.seen);
    if (ok)
        return r.out;
    waivers_free(r.out);
    return NULL;
}

struct waivers *waivers_read(const char *file, const char *as_of, struct diag *diag)
{
    struct json_form form;
    bool opened = json_form_open(&form, file, LIMIT_WAIVER_BYTES, "waivers.form", diag);
    return waivers_of(&form, opened, as_of);
}

struct waivers *waivers_parse(
    const char *text, size_t len, const char *file, const char *as_of, struct diag *diag)
{
    struct json_form form;
    bool opened = json_form_parse(&form, file, text, len, "waivers.form", diag);
    return waivers_of(&form, opened, as_of);
}

void waivers_free(struct waivers *w)
{
    if (w)
        arena_free(w->arena);
}

bool waiver_covers(const struct waiver *w, const char *path, const char *sha256)
{
    if (!w->plan || (sha256 && strcmp(w->plan, sha256) == 0))
        return true;
    size_t len = strlen(w->plan), all = strlen(path);
    return len <= all && strcmp(path + all - len, w->plan) == 0 &&
           (len == all || path[all - len - 1] == '/' || w->plan[0] == '/');
}
