/* The file of judgements. It is read as strictly as waivers are: what a misspelt member would
 * silently leave out is a decision of people. */
#include "review/judgements.h"

#include <string.h>

#include "base/day.h"
#include "base/json_form.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"

#define TEXT JSON_TAKES(JSON_STRING)
#define LIST JSON_TAKES(JSON_ARRAY)

struct reading {
    struct json_form form;
    struct judgements *out;
    struct map *seen; /* requirements */
};

static bool take(const struct reading *r, const struct json *j, const char *pointer,
    const char *name, const char **out)
{
    const char *text = json_string(json_get(j, name));
    if (!text)
        return true;
    *out = arena_strdup(r->out->arena, text);
    if (text[strspn(text, " \t\r\n")] && strlen(text) <= LIMIT_JUDGE_COMMENT)
        return true;
    json_form_error(&r->form, arena_printf(r->out->arena, "%s/%s", pointer, name),
        "say what it is, or take it away", "the text is %s",
        strlen(text) > LIMIT_JUDGE_COMMENT ? "longer than what is read" : "empty");
    return false;
}

static bool read_outcome(
    const struct reading *r, const struct json *j, const char *pointer, enum pa_outcome *out)
{
    static const struct {
        const char *name;
        enum pa_outcome outcome;
    } known[] = {{"met", PA_MET}, {"partial", PA_PARTIAL}, {"not-met", PA_NOT_MET},
        {"not-applicable", PA_NOT_APPLICABLE}};
    const char *text = json_string(json_get(j, "outcome"));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(text, known[i].name) == 0) {
            *out = known[i].outcome;
            return true;
        }
    json_form_error(&r->form, arena_printf(r->out->arena, "%s/outcome", pointer),
        "write met, partial, not-met or not-applicable", "\"%s\" is no outcome", text);
    return false;
}

static bool read_quote(
    const struct reading *r, const struct json *j, const char *pointer, struct judged_quote *out)
{
    static const struct json_member members[] = {{"quote", TEXT, true}, {"criterion", TEXT, false},
        {"near", JSON_TAKES(JSON_NUMBER), false}};
    if (!json_form_check(&r->form, j, pointer, members, sizeof members / sizeof *members))
        return false;
    double near = json_number(json_get(j, "near"), 0);
    out->near = near > 0 && near < UINT32_MAX ? (uint32_t)near : 0;
    bool quote = take(r, j, pointer, "quote", &out->quote);
    return take(r, j, pointer, "criterion", &out->criterion) && quote;
}

static bool read_quotes(const struct reading *r, const struct json *list, const char *pointer,
    struct judged_quote **out, uint32_t *count)
{
    size_t n = json_count(list), i = 0;
    bool ok = true;
    if (n > LIMIT_JUDGED_QUOTES) {
        json_form_error(&r->form, pointer, NULL, "there are %zu quotes, more than the %u read", n,
            LIMIT_JUDGED_QUOTES);
        return false;
    }
    *out = arena_array(r->out->arena, n + 1, sizeof **out);
    for (const struct json *j = json_first(list); j; j = json_next(j), i++)
        ok &= read_quote(r, j, arena_printf(r->out->arena, "%s/%zu", pointer, i), &(*out)[i]);
    *count = (uint32_t)n;
    return ok;
}

static bool check_judgement(const struct reading *r, const struct judgement *w, const char *pointer)
{
    if (!day_is_valid(w->when)) {
        json_form_error(&r->form, arena_printf(r->out->arena, "%s/when", pointer),
            "write the day like 2018-03-31", "\"%s\" is no day", w->when);
        return false;
    }
    if (!map_set(r->seen, w->requirement, strlen(w->requirement), r->out))
        return true;
    json_form_error(
        &r->form, pointer, "keep one of them", "\"%s\" is judged twice", w->requirement);
    return false;
}

static bool read_judgement(
    struct reading *r, const struct json *j, const char *pointer, struct judgement *w)
{
    static const struct json_member members[] = {{"requirement", TEXT, true},
        {"outcome", TEXT, true}, {"by", TEXT, true}, {"when", TEXT, true}, {"comment", TEXT, false},
        {"strike", LIST, false}, {"add", LIST, false}};
    if (!json_form_check(&r->form, j, pointer, members, sizeof members / sizeof *members))
        return false;
    struct arena *arena = r->out->arena;
    w->comment = "";
    bool ok = read_outcome(r, j, pointer, &w->outcome);
    ok &= take(r, j, pointer, "requirement", &w->requirement);
    ok &= take(r, j, pointer, "by", &w->by);
    ok &= take(r, j, pointer, "when", &w->when);
    ok &= take(r, j, pointer, "comment", &w->comment);
    ok &= read_quotes(r, json_get(j, "strike"), arena_printf(arena, "%s/strike", pointer),
        &w->strike, &w->strike_count);
    ok &= read_quotes(
        r, json_get(j, "add"), arena_printf(arena, "%s/add", pointer), &w->add, &w->add_count);
    return ok && check_judgement(r, w, pointer);
}

static bool is_sha256(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static bool read_all(struct reading *r)
{
    static const struct json_member top[] = {
        {"schema", TEXT, true}, {"plan", TEXT, true}, {"judgements", LIST, true}};
    const struct json *root = r->form.root;
    if (!json_form_check(&r->form, root, "", top, 3))
        return false;
    const char *schema = json_string(json_get(root, "schema"));
    if (strcmp(schema, "planassure-judgements/1") != 0) {
        json_form_error(&r->form, "/schema", "write \"planassure-judgements/1\"",
            "\"%s\" is a form that is not known", schema);
        return false;
    }
    r->out->plan = arena_strdup(r->out->arena, json_string(json_get(root, "plan")));
    if (!is_sha256(r->out->plan)) {
        json_form_error(&r->form, "/plan", "results name it: \"sha256\"",
            "this is no SHA-256 of a plan: 64 digits and small letters a to f");
        return false;
    }
    const struct json *list = json_get(root, "judgements");
    size_t count = json_count(list), i = 0;
    if (count > LIMIT_RECORDS) {
        json_form_error(&r->form, "/judgements", NULL,
            "there are %zu judgements, more than the %u that are read", count, LIMIT_RECORDS);
        return false;
    }
    r->out->list = arena_array(r->out->arena, count + 1, sizeof *r->out->list);
    bool ok = true;
    for (const struct json *j = json_first(list); j; j = json_next(j), i++)
        ok &= read_judgement(
            r, j, arena_printf(r->out->arena, "/judgements/%zu", i), &r->out->list[i]);
    r->out->count = count;
    return ok;
}

static struct judgements *judgements_of(struct json_form *form, bool opened)
{
    struct arena *arena = arena_new();
    struct reading r = {.form = *form, .out = arena_alloc(arena, sizeof *r.out), .seen = map_new()};
    r.out->arena = arena;
    r.out->file = arena_strdup(arena, form->file);
    bool ok = opened && read_all(&r);
    json_form_close(form);
    map_free(r.seen);
    if (ok)
        return r.out;
    judgements_free(r.out);
    return NULL;
}

struct judgements *judgements_read(const char *file, struct diag *diag)
{
    struct json_form form;
    bool opened = json_form_open(&form, file, LIMIT_JUDGEMENT_BYTES, "judgements.form", diag);
    return judgements_of(&form, opened);
}

struct judgements *judgements_parse(
    const char *text, size_t len, const char *file, struct diag *diag)
{
    struct json_form form;
    bool opened = json_form_parse(&form, file, text, len, "judgements.form", diag);
    return judgements_of(&form, opened);
}

void judgements_free(struct judgements *j)
{
    if (j)
        arena_free(j->arena);
}
