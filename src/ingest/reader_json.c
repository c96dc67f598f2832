/* Structured plans as JSON. base/json says whether the text is JSON and decodes it, but keeps no
 * lines; a scanner walks the same text beside the tree, value by value, and counts them. Numbers
 * are taken as they are written. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "ingest/encoding.h"
#include "ingest/readers.h"
#include "ingest/structured.h"

#define ADVICE "see docs/structured-plans.md, or send the plan as a document"

static const char *skip_blanks(const char *s, const char *end)
{
    while (s < end && memchr(" \t\r\n", *s, 4))
        s++;
    return s;
}

static int json_bid(const char *name, const char *bytes, size_t len)
{
    (void)name;
    const char *s = bytes, *end = bytes + len;
    if (len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3))
        s += 3;
    s = skip_blanks(s, end);
    if (s == end || (*s != '{' && *s != '['))
        return 0;
    const char *first = skip_blanks(s + 1, end);
    if (first == end || !memchr("\"{[}]", *first, 5)) /* a link of Markdown, a placeholder... */
        return 0;
    while (end > s && memchr(" \t\r\n", end[-1], 4))
        end--;
    return *s == '{' || end[-1] == ']' ? 70 : 0;
}

struct scan {
    const char *s, *end;
    uint32_t line;
};

/* Goes on to the next value, key or opening bracket, over what stands between. */
static void to_value(struct scan *scan)
{
    for (; scan->s < scan->end && memchr(" \t\r\n,:]}", *scan->s, 8); scan->s++)
        scan->line += *scan->s == '\n';
}

/* Passes a string, number or word and returns its first byte. */
static const char *pass_scalar(struct scan *scan)
{
    const char *from = scan->s;
    if (scan->s < scan->end && *scan->s == '"') {
        for (scan->s++; scan->s < scan->end && *scan->s != '"'; scan->s++)
            scan->s += *scan->s == '\\' && scan->s + 1 < scan->end;
        scan->s += scan->s < scan->end;
    } else {
        while (scan->s < scan->end && !memchr(" \t\r\n,:]}", *scan->s, 8))
            scan->s++;
    }
    return from;
}

static struct field *convert(struct arena *a, struct field *parent, const char *name,
    const struct json *json, struct scan *scan)
{
    static const enum field_type types[] = {
        [JSON_NULL] = FIELD_NULL,
        [JSON_BOOL] = FIELD_BOOL,
        [JSON_NUMBER] = FIELD_NUMBER,
        [JSON_STRING] = FIELD_TEXT,
        [JSON_ARRAY] = FIELD_LIST,
        [JSON_OBJECT] = FIELD_OBJECT,
    };
    to_value(scan);
    enum json_type type = json_type(json);
    struct field *f = field_new(a, parent, types[type], name, NULL, scan->line);
    if (type == JSON_ARRAY || type == JSON_OBJECT) {
        scan->s += scan->s < scan->end;
        for (const struct json *m = json_first(json); m; m = json_next(m)) {
            if (type == JSON_OBJECT) {
                to_value(scan);
                pass_scalar(scan);
            }
            convert(a, f, type == JSON_OBJECT ? arena_strdup(a, json_key(m)) : NULL, m, scan);
        }
        /* the end of an empty list lies before the next value: to_value() passes it */
    } else {
        const char *from = pass_scalar(scan);
        f->text = type == JSON_STRING ? arena_strdup(a, json_string(json))
                                      : arena_copy(a, from, (size_t)(scan->s - from));
    }
    return f;
}

/* The first message of the parser, as the reason why the plan cannot be read. */
static bool fail_by_message(struct ingest_error *error, const struct diag *diag)
{
    const struct diag_message *m = diag_count(diag) ? diag_at(diag, 0) : NULL;
    if (!m)
        return ingest_fail(error, "plan.malformed", "this is not valid JSON: " ADVICE);
    return ingest_fail(error, "plan.malformed", "line %u, column %u: %.200s: %s", m->line,
        m->column, m->text, m->advice ? m->advice : "mend it there, or export the plan again");
}

static bool read_tree(struct doc *doc, const struct json *json, const char *text, size_t len,
    struct ingest_error *error)
{
    const char *schema = json_string(json_get(json, "schema"));
    if (!schema || strcmp(schema, "planassure-plan/1") != 0)
        return ingest_fail(error, "plan.unsupported",
            "this is JSON, but not a structured plan (it has no \"schema\": "
            "\"planassure-plan/1\"): "
            "" ADVICE);
    struct arena *a = arena_new();
    struct scan scan = {text, text + len, 1};
    struct field *root = convert(a, NULL, NULL, json, &scan);
    bool ok = structured_check(root, error) && structured_build(doc, root, false, error);
    arena_free(a);
    return ok;
}

static bool json_read(struct doc *doc, const char *bytes, size_t len, struct ingest_error *error)
{
    struct buf text;
    struct encoding encoding;
    buf_init(&text, LIMIT_TEXT_BYTES);
    bool ok = encoding_decode(bytes, len, &text, &encoding, error);
    if (ok) {
        struct diag *diag = diag_new();
        struct json *json = json_parse(buf_str(&text), text.len, doc->name, diag);
        ok = json ? read_tree(doc, json, buf_str(&text), text.len, error)
                  : fail_by_message(error, diag);
        json_free(json);
        diag_free(diag);
        encoding_note(doc, &encoding);
    }
    buf_clear(&text);
    return ok;
}

const struct reader reader_json = {
    .name = "json",
    .description = "structured plans as JSON",
    .bid = json_bid,
    .read = json_read,
};
