/* Results to data: which kind of file it is, and its plans one after the other. A file of NDJSON is
 * read line by line, so that a run over thousands of plans needs the memory of one tree. */
#include "results/results.h"

#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "results/plan.h"

#define SCHEMA "planassure-results/1"

struct results *results_new(void)
{
    struct results *r = xcalloc(1, sizeof *r);
    r->arena = arena_new();
    return r;
}

void results_free(struct results *r)
{
    if (!r)
        return;
    arena_free(r->arena);
    xfree(r->plans);
    xfree(r);
}

static void add_plan(struct results *r, struct reader *reader, struct plan_record *plan)
{
    if (r->count >= LIMIT_PLANS) {
        read_error(reader, NULL, "these are more than %u plans in all", LIMIT_PLANS);
        return;
    }
    r->plans = xgrow(r->plans, &r->room, r->count + 1, sizeof(struct plan_record *));
    r->plans[r->count++] = plan;
}

static void read_document(struct results *r, struct reader *reader, const struct json *root)
{
    const char *schema = json_string(json_get(root, "schema"));
    if (!schema || strcmp(schema, SCHEMA) != 0) {
        read_error(reader, "schema", "these are no results of planassure: \"%s\" is expected here",
            SCHEMA);
        return;
    }
    const char *version = read_optional(reader, json_get(root, "tool"), "version");
    const char *as_of = read_optional(reader, root, "as_of");
    const struct json *plans = json_get(root, "plans");
    if (!plans || json_type(plans) != JSON_ARRAY) {
        read_error(reader, "plans", "an array is missing here");
        return;
    }
    read_enter(reader, "plans", 0);
    size_t i = 0;
    for (const struct json *j = json_first(plans); j && !reader->failed; j = json_next(j)) {
        read_enter(reader, NULL, i++);
        struct plan_record *plan = plan_read(reader, j);
        plan->version = version;
        plan->as_of = as_of;
        add_plan(r, reader, plan);
        read_leave(reader);
    }
    read_leave(reader);
}

static size_t line_length(const char *text, size_t len)
{
    const char *end = memchr(text, '\n', len);
    return end ? (size_t)(end - text) : len;
}

static bool is_blank(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!strchr(" \t\r", text[i]))
            return false;
    return true;
}

/* A message of the JSON reader about one line, told for the file. */
static void pass_on(const struct diag *from, struct diag *to, uint32_t line)
{
    for (size_t i = 0; i < diag_count(from); i++) {
        const struct diag_message *m = diag_at(from, i);
        diag_add(
            to, m->level, m->code, m->file, line, m->column, m->source, m->advice, "%s", m->text);
    }
}

static void read_lines(struct results *r, struct reader *reader, const char *text, size_t len)
{
    for (size_t at = 0, n; at < len && !reader->failed; at += n + 1) {
        n = line_length(text + at, len - at);
        reader->line++;
        if (is_blank(text + at, n))
            continue;
        struct diag *messages = diag_new();
        struct json *j = json_parse(text + at, n, reader->name, messages);
        if (j)
            add_plan(r, reader, plan_read(reader, j));
        else
            reader->failed = true;
        pass_on(messages, reader->diag, reader->line);
        diag_free(messages);
        json_free(j);
    }
}

/* Is the first line a plan by itself? A document on one line is not: it has a schema. */
static bool is_lines(const char *text, size_t len)
{
    size_t n = line_length(text, len);
    while (n && strchr(" \t\r", text[n - 1]))
        n--;
    if (n < 2 || text[0] != '{' || text[n - 1] != '}')
        return false;
    struct diag *unused = diag_new();
    struct json *j = json_parse(text, n, "", unused);
    bool lines = j && !json_get(j, "schema");
    json_free(j);
    diag_free(unused);
    return lines;
}

bool results_parse(
    struct results *r, const char *text, size_t len, const char *name, struct diag *diag)
{
    struct reader reader = {.arena = r->arena, .diag = diag};
    size_t before = r->count;
    reader.name = arena_strdup(r->arena, name);
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark */
        text += 3;
        len -= 3;
    }
    if (is_lines(text, len)) {
        read_lines(r, &reader, text, len);
    } else {
        struct json *root = json_parse(text, len, name, diag);
        if (root)
            read_document(r, &reader, root);
        else
            reader.failed = true;
        json_free(root);
    }
    if (reader.failed)
        r->count = before;
    return !reader.failed;
}

bool results_read(struct results *r, const char *path, struct diag *diag)
{
    char *text;
    size_t len;
    enum file_status status = file_read(path, LIMIT_RESULTS_BYTES, &text, &len);
    if (status != FILE_OK) {
        diag_add(diag, DIAG_ERROR, "results.unreadable", path, 0, 0, NULL,
            status == FILE_TOO_LARGE ? "write one file a folder of plans" : NULL, "%s",
            file_status_text(status));
        return false;
    }
    bool ok = results_parse(r, text, len, strcmp(path, "-") == 0 ? "standard input" : path, diag);
    xfree(text);
    return ok;
}

const struct requirement_record *results_requirement(const struct plan_record *p, const char *id)
{
    for (uint32_t i = 0; i < p->requirement_count; i++)
        if (strcmp(p->requirements[i].id, id) == 0)
            return &p->requirements[i];
    return NULL;
}

const struct domain_record *results_domain(const struct plan_record *p, const char *id)
{
    for (uint32_t i = 0; i < p->domain_count; i++)
        if (strcmp(p->domains[i].id, id) == 0)
            return &p->domains[i];
    return NULL;
}
