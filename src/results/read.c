/* See read.h. The pointer is kept as a small stack and printed only when something is wrong. */
#include "results/read.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"

/* RFC 6901: "~" and "/" of a key are written "~0" and "~1". */
static void add_key(struct buf *out, const char *key)
{
    buf_add_char(out, '/');
    for (; *key; key++) {
        if (*key == '~' || *key == '/')
            buf_add_str(out, *key == '~' ? "~0" : "~1");
        else
            buf_add_char(out, *key);
    }
}

void read_error(struct reader *r, const char *key, const char *format, ...)
{
    if (r->failed)
        return; /* what follows from the first error is no news */
    r->failed = true;
    struct buf pointer;
    buf_init(&pointer, 1000);
    for (unsigned i = 0; i < r->depth && i < READ_DEPTH; i++) {
        if (r->at[i].key)
            add_key(&pointer, r->at[i].key);
        else
            buf_printf(&pointer, "/%zu", r->at[i].index);
    }
    if (key)
        add_key(&pointer, key);
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    diag_add(r->diag, DIAG_ERROR, "results.shape", r->name, r->line, 0, NULL, NULL, "%s: %s",
        pointer.len ? buf_str(&pointer) : "/", text);
    buf_clear(&pointer);
}

void read_enter(struct reader *r, const char *key, size_t index)
{
    if (r->depth < READ_DEPTH) {
        r->at[r->depth].key = key;
        r->at[r->depth].index = index;
    }
    r->depth++;
}

void read_leave(struct reader *r)
{
    r->depth--;
}

static bool is_null(const struct json *j)
{
    return !j || json_type(j) == JSON_NULL;
}

const char *read_optional(struct reader *r, const struct json *object, const char *key)
{
    const struct json *j = json_get(object, key);
    const char *s = json_string(j);
    if (!s && !is_null(j))
        read_error(r, key, "this is no string");
    return arena_strdup(r->arena, s);
}

const char *read_string(struct reader *r, const struct json *object, const char *key)
{
    const char *s = read_optional(r, object, key);
    if (!s)
        read_error(r, key, "a string is missing here");
    return s ? s : "";
}

const char *read_verbatim(struct reader *r, const struct json *object, const char *key)
{
    const struct json *j = json_get(object, key);
    if (is_null(j))
        return "";
    struct buf text;
    buf_init(&text, LIMIT_RESULTS_BYTES);
    json_print(j, false, &text);
    const char *s = arena_copy(r->arena, buf_str(&text), text.len);
    buf_clear(&text);
    return s;
}

int read_choice(struct reader *r, const struct json *object, const char *key,
    const char *const *names, size_t count, int fallback)
{
    const struct json *j = json_get(object, key);
    const char *s = json_string(j);
    for (size_t i = 0; s && i < count; i++)
        if (names[i] && strcmp(names[i], s) == 0)
            return (int)i;
    if (fallback >= 0 && is_null(j))
        return fallback;
    struct buf list;
    buf_init(&list, 300);
    for (size_t i = 0; i < count; i++)
        if (names[i])
            buf_printf(&list, "%s%s", list.len ? ", " : "", names[i]);
    read_error(r, key, "this must be one of: %s", buf_str(&list));
    buf_clear(&list);
    return fallback >= 0 ? fallback : 0;
}

double read_number(
    struct reader *r, const struct json *object, const char *key, double most, bool nullable)
{
    const struct json *j = json_get(object, key);
    if (nullable && is_null(j))
        return (double)NAN;
    double value = json_number(j, (double)NAN);
    if (value >= 0 && value <= most)
        return value;
    read_error(r, key, "a number from 0 to %.10g is missing here", most);
    return nullable ? (double)NAN : 0;
}

uint32_t read_count(struct reader *r, const struct json *object, const char *key)
{
    const struct json *j = json_get(object, key);
    double value = json_number(j, is_null(j) ? 0 : -1);
    if (value >= 0 && value <= (double)UINT32_MAX && value >= floor(value) && value <= floor(value))
        return (uint32_t)value;
    read_error(r, key, "this is no whole number from 0");
    return 0;
}

const struct json *read_object(
    struct reader *r, const struct json *parent, const char *key, bool nullable)
{
    const struct json *j = json_get(parent, key);
    if (j && json_type(j) == JSON_OBJECT)
        return j;
    if (!nullable || !is_null(j))
        read_error(r, key, "an object is missing here");
    return NULL;
}

void *read_array(struct reader *r, const struct json *object, const char *key, bool required,
    size_t size, read_item_fn *one, uint32_t *count)
{
    const struct json *array = json_get(object, key);
    *count = 0;
    if (!array || json_type(array) != JSON_ARRAY) {
        if (required || !is_null(array))
            read_error(r, key, "an array is missing here");
        return NULL;
    }
    size_t n = json_count(array), i = 0;
    if (n > LIMIT_RECORDS) {
        read_error(r, key, "these are more than %u items", LIMIT_RECORDS);
        return NULL;
    }
    char *items = arena_array(r->arena, n ? n : 1, size);
    read_enter(r, key, 0);
    for (const struct json *item = json_first(array); item && !r->failed; item = json_next(item)) {
        read_enter(r, NULL, i);
        one(r, item, items + i++ * size);
        read_leave(r);
    }
    read_leave(r);
    *count = (uint32_t)n;
    return items;
}

void read_string_item(struct reader *r, const struct json *item, void *to)
{
    const char *s = json_string(item);
    if (!s)
        read_error(r, NULL, "this is no string");
    *(const char **)to = arena_strdup(r->arena, s ? s : "");
}
