/* See labels.h. */
#include "run/labels.h"

#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"

bool labels_name(const char *path)
{
    static const char ending[] = ".labels.json";
    size_t len = strlen(path);
    return len > sizeof ending - 1 && !strcmp(path + len - (sizeof ending - 1), ending);
}

static bool read_outcome(const char *text, enum pa_outcome *out)
{
    static const struct {
        const char *name;
        enum pa_outcome outcome;
    } scored[] = {{"met", PA_MET}, {"partial", PA_PARTIAL}, {"not-met", PA_NOT_MET}};
    for (size_t i = 0; text && i < sizeof scored / sizeof *scored; i++)
        if (!strcmp(text, scored[i].name)) {
            *out = scored[i].outcome;
            return true;
        }
    return false;
}

static bool is_unscored(const char *text)
{
    return text && (!strcmp(text, "disputed") || !strcmp(text, "not-applicable"));
}

static const char **read_quotes(struct arena *arena, const struct json *list, uint32_t *count)
{
    const char **quotes = arena_array(arena, json_count(list) + 1, sizeof *quotes);
    *count = 0;
    for (const struct json *i = json_first(list); i; i = json_next(i)) {
        const char *quote = json_string(json_get(i, "quote"));
        if (quote)
            quotes[(*count)++] = arena_strdup(arena, quote);
    }
    return quotes;
}

static bool read_label(
    struct arena *arena, const struct json *j, struct labels *out, struct diag *diag)
{
    struct label *label = &out->labels[out->count];
    const char *outcome = json_string(json_get(j, "outcome"));
    if (is_unscored(outcome))
        return true;
    if (!read_outcome(outcome, &label->outcome)) {
        diag_add(diag, DIAG_ERROR, "labels.outcome", out->path, 0, 0, NULL,
            "write met, partial, not-met, not-applicable or disputed",
            "the label of \"%s\" has no outcome that is known", json_key(j));
        return false;
    }
    label->requirement = arena_strdup(arena, json_key(j));
    label->trap = json_bool(json_get(j, "trap"), false);
    label->quotes = read_quotes(arena, json_get(j, "evidence"), &label->quote_count);
    out->count++;
    return true;
}

static struct labels *read_labels(
    struct arena *arena, const char *path, const struct json *root, struct diag *diag)
{
    struct labels *out = arena_alloc(arena, sizeof *out);
    const struct json *labels = json_get(root, "labels");
    const char *plan = json_string(json_get(root, "plan"));
    out->path = arena_strdup(arena, path);
    if (!plan || !labels || json_type(labels) != JSON_OBJECT) {
        diag_add(diag, DIAG_ERROR, "labels.form", path, 0, 0, NULL,
            "see schemas/labels.schema.json for the form",
            "a label file needs \"plan\" and \"labels\"");
        return NULL;
    }
    out->plan = arena_strdup(arena, plan);
    out->framework = arena_strdup(arena, json_string(json_get(root, "framework")));
    out->labels = arena_array(arena, json_count(labels) + 1, sizeof *out->labels);
    for (const struct json *i = json_first(labels); i; i = json_next(i))
        if (!read_label(arena, i, out, diag))
            return NULL;
    out->defects = read_quotes(arena, json_get(root, "defects"), &out->defect_count);
    return out;
}

struct labels *labels_load(struct arena *arena, const char *path, struct diag *diag)
{
    char *text;
    size_t len;
    enum file_status status = file_read(path, LIMIT_PACK_BYTES, &text, &len);
    if (status != FILE_OK) {
        diag_add(diag, DIAG_ERROR, "labels.read", path, 0, 0, NULL, NULL, "%s",
            file_status_text(status));
        return NULL;
    }
    struct json *root = json_parse(text, len, path, diag);
    struct labels *out = root ? read_labels(arena, path, root, diag) : NULL;
    json_free(root);
    xfree(text);
    return out;
}
