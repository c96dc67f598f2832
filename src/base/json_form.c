/* See json_form.h. */
#include "base/json_form.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/nearest.h"

bool json_form_open(
    struct json_form *f, const char *file, size_t max, const char *code, struct diag *diag)
{
    *f = (struct json_form){.file = file, .code = code, .diag = diag};
    enum file_status status = file_read(file, max, &f->text, &f->len);
    if (status != FILE_OK) {
        f->text = NULL;
        diag_add(diag, DIAG_ERROR, code, file, 0, 0, NULL, NULL, "%s", file_status_text(status));
        return false;
    }
    f->root = json_parse(f->text, f->len, file, diag);
    return f->root != NULL;
}

bool json_form_parse(struct json_form *f, const char *file, const char *text, size_t len,
    const char *code, struct diag *diag)
{
    *f = (struct json_form){.file = file, .code = code, .diag = diag, .len = len};
    f->text = xmalloc(len + 1);
    memcpy(f->text, text, len);
    f->text[len] = '\0';
    f->root = json_parse(f->text, f->len, file, diag);
    return f->root != NULL;
}

void json_form_close(struct json_form *f)
{
    json_free(f->root);
    xfree(f->text);
    f->root = NULL;
    f->text = NULL;
}

void json_form_error(
    const struct json_form *f, const char *pointer, const char *advice, const char *format, ...)
{
    char what[1000], source[400];
    uint32_t line, column;
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    if (diag_count(f->diag) >= LIMIT_MESSAGES) { /* only counted: its place costs a walk */
        diag_add(f->diag, DIAG_ERROR, f->code, f->file, 0, 0, NULL, NULL, "%s", what);
        return;
    }
    json_place(f->text, f->len, pointer, &line, &column);
    diag_source_line(f->text, f->len, line, source, sizeof source);
    diag_add(f->diag, DIAG_ERROR, f->code, f->file, line, column, source, advice, "%s%s%s", pointer,
        *pointer ? ": " : "", what);
}

static const char *type_name(enum json_type type)
{
    static const char *const names[] = {[JSON_NULL] = "null",
        [JSON_BOOL] = "true or false",
        [JSON_NUMBER] = "a number",
        [JSON_STRING] = "a text",
        [JSON_ARRAY] = "a list",
        [JSON_OBJECT] = "an object"};
    return names[type];
}

static void wrong_type(const struct json_form *f, const char *pointer, unsigned types)
{
    struct buf list;
    buf_init(&list, 200);
    for (enum json_type t = JSON_NULL; t <= JSON_OBJECT; t++)
        if (types & JSON_TAKES(t))
            buf_printf(&list, "%s%s", list.len ? " or " : "", type_name(t));
    json_form_error(f, pointer, NULL, "this must be %s", buf_str(&list));
    buf_clear(&list);
}

static void unknown_member(const struct json_form *f, const char *pointer, const char *key,
    const struct json_member *members, size_t count)
{
    struct buf advice;
    struct nearest near;
    buf_init(&advice, 2000);
    nearest_start(&near, key);
    for (size_t i = 0; i < count; i++)
        nearest_offer(&near, members[i].name);
    if (near.best)
        buf_printf(&advice, "did you mean \"%s\"?", near.best);
    for (size_t i = 0; i < count && !near.best; i++)
        buf_printf(&advice, "%s%s", i ? ", " : "there are: ", members[i].name);
    json_form_error(f, pointer, buf_str(&advice), "there is no member \"%s\"", key);
    buf_clear(&advice);
}

static bool is_second(const struct json *object, const struct json *member)
{
    for (const struct json *m = json_first(object); m != member; m = json_next(m))
        if (strcmp(json_key(m), json_key(member)) == 0)
            return true;
    return false;
}

/* The pointer of a member (free with buf_clear()). */
static void point(struct buf *b, const char *pointer, const char *key)
{
    buf_init(b, 4000);
    buf_printf(b, "%s/", pointer);
    for (; *key; key++) {
        if (*key == '~' || *key == '/')
            buf_add_str(b, *key == '~' ? "~0" : "~1");
        else
            buf_add_char(b, *key);
    }
}

static bool check_member(const struct json_form *f, const struct json *object,
    const struct json *member, const char *pointer, const struct json_member *members, size_t count)
{
    const char *key = json_key(member);
    size_t i = 0;
    struct buf at;
    bool ok = false;
    point(&at, pointer, key);
    while (i < count && strcmp(members[i].name, key) != 0)
        i++;
    if (i == count)
        unknown_member(f, buf_str(&at), key, members, count);
    else if (is_second(object, member))
        json_form_error(f, buf_str(&at), "keep one of them", "\"%s\" stands here twice", key);
    else if (!(members[i].types & JSON_TAKES(json_type(member))))
        wrong_type(f, buf_str(&at), members[i].types);
    else
        ok = true;
    buf_clear(&at);
    return ok;
}

bool json_form_check(const struct json_form *f, const struct json *object, const char *pointer,
    const struct json_member *members, size_t count)
{
    if (json_type(object) != JSON_OBJECT) {
        wrong_type(f, pointer, JSON_TAKES(JSON_OBJECT));
        return false;
    }
    bool ok = true;
    for (const struct json *m = json_first(object); m; m = json_next(m))
        ok &= check_member(f, object, m, pointer, members, count);
    for (size_t i = 0; i < count; i++)
        if (members[i].required && !json_get(object, members[i].name)) {
            json_form_error(f, pointer, "add it", "\"%s\" is missing", members[i].name);
            ok = false;
        }
    return ok;
}
