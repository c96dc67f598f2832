/* See target.h. One decoder for escapes serves paths, queries and forms; one check says which texts
 * may go on: UTF-8 without control characters, so that no page, log or register has to ask again.
 */
#include "server/target.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes "%XX" and, in forms, "+". NULL when an escape is wrong. */
static char *decode(struct arena *arena, const char *text, size_t len, bool plus, size_t *out_len)
{
    char *out = arena_alloc(arena, len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '+' && plus)
            out[n++] = ' ';
        else if (text[i] != '%')
            out[n++] = text[i];
        else {
            int high = i + 2 < len ? hex_digit(text[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
            if (low < 0)
                return NULL;
            out[n++] = (char)(high * 16 + low);
            i += 2;
        }
    }
    out[n] = '\0';
    *out_len = n;
    return out;
}

/* `lines`: line ends and tabs are allowed. */
static bool is_clean(const char *s, size_t len, bool lines)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        bool line = lines && (c == '\n' || c == '\r' || c == '\t');
        if ((c < ' ' && !line) || c == 0x7f)
            return false;
    }
    return utf8_valid_prefix(s, len) == len;
}

/* "\r\n" and "\r" become "\n", in place. */
static size_t one_line_end(char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '\r') {
            if (i + 1 < len && s[i + 1] == '\n')
                continue;
            s[n++] = '\n';
        } else
            s[n++] = s[i];
    }
    s[n] = '\0';
    return n;
}

bool fields_add(
    struct arena *arena, struct fields *list, const char *name, const char *value, size_t len)
{
    if (list->n >= LIMIT_FORM_FIELDS || !is_clean(name, strlen(name), false) ||
        !is_clean(value, len, true))
        return false;
    if (!list->v)
        list->v = arena_array(arena, LIMIT_FORM_FIELDS, sizeof *list->v);
    char *copy = arena_copy(arena, value, len);
    size_t n = one_line_end(copy, len);
    list->v[list->n++] = (struct field){arena_strdup(arena, name), copy, n};
    return true;
}

bool fields_parse(struct arena *arena, const char *text, size_t len, struct fields *out)
{
    *out = (struct fields){0};
    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '&', len - at);
        size_t part = end ? (size_t)(end - text) - at : len - at;
        const char *equals = memchr(text + at, '=', part);
        size_t name = equals ? (size_t)(equals - text) - at : part;
        size_t value = equals ? part - name - 1 : 0, name_len, value_len;
        if (part) {
            char *n = decode(arena, text + at, name, true, &name_len);
            char *v = decode(arena, text + at + part - value, value, true, &value_len);
            if (!n || !v || strlen(n) != name_len || !fields_add(arena, out, n, v, value_len))
                return false;
        }
        at += part + 1;
    }
    return true;
}

const char *fields_get(const struct fields *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i].name, name) == 0)
            return list->v[i].value;
    return NULL;
}

/* A segment of a path: not empty, not "." or "..", and its escapes hide no slash. */
static bool add_segment(struct arena *arena, const char *s, size_t len, char *path, size_t *n)
{
    size_t out;
    char *text = decode(arena, s, len, false, &out);
    if (!text || !out || strlen(text) != out || strchr(text, '/') || strchr(text, '\\') ||
        strcmp(text, ".") == 0 || strcmp(text, "..") == 0 || !is_clean(text, out, false))
        return false;
    path[(*n)++] = '/';
    memcpy(path + *n, text, out);
    *n += out;
    return true;
}

bool target_parse(struct arena *arena, const char *text, struct target *out)
{
    size_t len = strlen(text), path_len = strcspn(text, "?#");
    *out = (struct target){0};
    if (len > LIMIT_TARGET_BYTES || text[0] != '/' || text[path_len] == '#')
        return false;
    char *path = arena_alloc(arena, path_len + 2);
    size_t n = 0;
    for (size_t at = 1; at < path_len;) {
        size_t part = strcspn(text + at, "/?");
        if (!add_segment(arena, text + at, part, path, &n))
            return false;
        at += part + 1;
        if (at == path_len) /* "/plans/" is no "/plans" */
            return false;
    }
    if (n == 0)
        path[n++] = '/';
    path[n] = '\0';
    out->path = path;
    if (!text[path_len])
        return true;
    return fields_parse(arena, text + path_len + 1, len - path_len - 1, &out->query);
}

static bool is_cookie_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           strchr("-_.", c) != NULL;
}

const char *cookie_get(struct arena *arena, const char *text, const char *name)
{
    const char *found = NULL;
    size_t len = strlen(name), count = 0;
    while (text && *text) {
        text += strspn(text, "; \t");
        size_t part = strcspn(text, ";");
        if (part > len && strncmp(text, name, len) == 0 && text[len] == '=') {
            found = arena_copy(arena, text + len + 1, part - len - 1);
            count++;
        }
        text += part;
    }
    if (count != 1)
        return NULL;
    for (const char *c = found; *c; c++)
        if (!is_cookie_char(*c))
            return NULL;
    return *found ? found : NULL;
}

/* The value at `*at`, which moves behind it; NULL when a quotation does not end. */
static const char *take_value(struct arena *arena, const char **at)
{
    const char *s = *at;
    if (*s != '"') {
        size_t len = strcspn(s, "; \t");
        *at = s + len;
        return arena_copy(arena, s, len);
    }
    char *out = arena_alloc(arena, strlen(s) + 1);
    size_t n = 0;
    for (s++; *s && *s != '"'; s++) {
        if (s[0] == '\\' && (s[1] == '"' || s[1] == '\\'))
            s++;
        out[n++] = *s;
    }
    if (*s != '"')
        return NULL;
    *at = s + 1;
    return out;
}

const char *parameter_get(struct arena *arena, const char *text, const char *name)
{
    const char *at = text + strcspn(text, ";");
    size_t len = strlen(name);
    while (*at) {
        at += strspn(at, "; \t");
        size_t word = strcspn(at, "=; \t");
        bool mine = word == len && strncasecmp(at, name, len) == 0;
        at += word;
        if (*at != '=') {
            if (*at && *at != ';' && *at != ' ' && *at != '\t')
                return NULL;
            continue;
        }
        at++;
        const char *value = take_value(arena, &at);
        if (!value || mine)
            return value;
    }
    return NULL;
}
