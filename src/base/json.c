/* The border to cJSON. A struct json is a cJSON item by another name. cJSON is lenient where that
 * would hide text (a NUL in a string ends it) and has no cap on depth of ours, so the text is
 * walked once before: encoding, depth, NULs. Printing is our own: two blanks, stable numbers. */
#include "base/json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

static const cJSON *in(const struct json *j)
{
    return (const cJSON *)j;
}

static struct json *out_of(cJSON *item)
{
    return (struct json *)item;
}

/* cJSON allocates by ours, which does not fail. Setting the same hooks again changes nothing. */
static void use_our_memory(void)
{
    cJSON_Hooks hooks = {xmalloc, xfree};
    cJSON_InitHooks(&hooks);
}

static void report(
    const char *text, size_t len, size_t at, const char *name, struct diag *diag, const char *what)
{
    uint32_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < at && i < len; i++)
        if (text[i] == '\n') {
            line++;
            start = i + 1;
        }
    char source[400];
    diag_source_line(text, len, line, source, sizeof source);
    diag_add(diag, DIAG_ERROR, "json.malformed", name, line,
        (uint32_t)utf8_count(text + start, at - start) + 1,
        utf8_valid_prefix(source, strlen(source)) == strlen(source) ? source : NULL, NULL, "%s",
        what);
}

/* What cJSON would let pass: returns the offset of the fault and says it, or `len`. */
static size_t find_fault(const char *text, size_t len, const char **what)
{
    size_t valid = utf8_valid_prefix(text, len), depth = 0;
    bool string = false;
    for (size_t i = 0; i < valid; i++) {
        unsigned char c = (unsigned char)text[i];
        if (string && c == '\\') {
            i++;
            if (valid - i > 4 && memcmp(text + i, "u0000", 5) == 0) {
                *what = "a NUL character (\\u0000) is not allowed in a string";
                return i - 1;
            }
        } else if (c == '"') {
            string = !string;
        } else if (string && c < 0x20) {
            *what =
                "a string is not closed on its line: a line end or control character stands in it";
            return i;
        } else if (!string && (c == '[' || c == '{') && ++depth > LIMIT_JSON_DEPTH) {
            *what = "values are nested deeper than the limit";
            return i;
        } else if (!string && (c == ']' || c == '}') && depth > 0) {
            depth--;
        }
    }
    if (valid < len)
        *what = "the text is not valid UTF-8 here";
    return valid;
}

static size_t skip_blanks(const char *text, size_t len, size_t at)
{
    while (at < len && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')))
        at++;
    return at;
}

struct json *json_parse(const char *text, size_t len, const char *name, struct diag *diag)
{
    use_our_memory();
    const char *what = NULL, *end = NULL;
    size_t fault = find_fault(text, len, &what);
    if (what) {
        report(text, len, fault, name, diag, what);
        return NULL;
    }
    cJSON *root = len ? cJSON_ParseWithLengthOpts(text, len, &end, 0) : NULL;
    size_t at = end ? (size_t)(end - text) : 0;
    if (!root) {
        at = at > len ? len : at;
        report(text, len, at, name, diag,
            skip_blanks(text, len, at) == len
                ? "the text ends before the value is complete"
                : "this is not valid JSON: a comma, quote, bracket or value is wrong here");
        return NULL;
    }
    at = skip_blanks(text, len, at);
    if (at < len) {
        report(text, len, at, name, diag, "there is more text after the end of the value");
        cJSON_Delete(root);
        return NULL;
    }
    return out_of(root);
}

void json_free(struct json *j)
{
    use_our_memory();
    cJSON_Delete((cJSON *)j);
}

enum json_type json_type(const struct json *j)
{
    if (cJSON_IsBool(in(j)))
        return JSON_BOOL;
    if (cJSON_IsNumber(in(j)))
        return JSON_NUMBER;
    if (cJSON_IsString(in(j)))
        return JSON_STRING;
    if (cJSON_IsArray(in(j)))
        return JSON_ARRAY;
    return cJSON_IsObject(in(j)) ? JSON_OBJECT : JSON_NULL;
}

const struct json *json_get(const struct json *object, const char *key)
{
    return cJSON_IsObject(in(object)) ? out_of(cJSON_GetObjectItemCaseSensitive(in(object), key))
                                      : NULL;
}

const char *json_string(const struct json *j)
{
    return cJSON_GetStringValue(in(j));
}

double json_number(const struct json *j, double fallback)
{
    return cJSON_IsNumber(in(j)) ? in(j)->valuedouble : fallback;
}

bool json_bool(const struct json *j, bool fallback)
{
    return cJSON_IsBool(in(j)) ? cJSON_IsTrue(in(j)) : fallback;
}

const struct json *json_first(const struct json *j)
{
    return cJSON_IsArray(in(j)) || cJSON_IsObject(in(j)) ? out_of(in(j)->child) : NULL;
}

const struct json *json_next(const struct json *j)
{
    return out_of(in(j)->next);
}

const char *json_key(const struct json *j)
{
    return j ? in(j)->string : NULL;
}

size_t json_count(const struct json *j)
{
    size_t n = 0;
    for (const struct json *c = json_first(j); c; c = json_next(c))
        n++;
    return n;
}

struct json *json_new_object(void)
{
    use_our_memory();
    return out_of(cJSON_CreateObject());
}

struct json *json_new_array(void)
{
    use_our_memory();
    return out_of(cJSON_CreateArray());
}

struct json *json_new_string_n(const char *s, size_t len)
{
    use_our_memory();
    struct buf b;
    buf_init(&b, SIZE_MAX / 8);
    for (size_t i = 0; i < len;) {
        size_t good = utf8_valid_prefix(s + i, len - i);
        const char *nul = good ? memchr(s + i, '\0', good) : NULL;
        if (nul)
            good = (size_t)(nul - (s + i));
        buf_add(&b, s + i, good);
        i += good;
        if (i < len) {
            buf_add_str(&b, "\xEF\xBF\xBD");
            i++;
        }
    }
    cJSON *item = cJSON_CreateString(buf_str(&b));
    buf_clear(&b);
    return out_of(item);
}

struct json *json_new_string(const char *s)
{
    return s ? json_new_string_n(s, strlen(s)) : json_new_null();
}

struct json *json_new_number(double value)
{
    use_our_memory();
    return out_of(cJSON_CreateNumber(value));
}

struct json *json_new_bool(bool value)
{
    use_our_memory();
    return out_of(cJSON_CreateBool(value));
}

struct json *json_new_null(void)
{
    use_our_memory();
    return out_of(cJSON_CreateNull());
}

struct json *json_add(struct json *parent, const char *key, struct json *value)
{
    use_our_memory();
    if (key)
        cJSON_AddItemToObject((cJSON *)parent, key, (cJSON *)value);
    else
        cJSON_AddItemToArray((cJSON *)parent, (cJSON *)value);
    return value;
}

/* Bytes from `s` on that are printed as they are: most of every text. */
static size_t plain_bytes(const char *s, const char *end)
{
    const char *at = s;
    while (at < end && *at >= ' ' && *at < 0x7F && *at != '"' && *at != '\\')
        at++;
    return (size_t)(at - s);
}

/* What moves the cursor or turns the direction of text is escaped: results are shown on terminals
 * and in editors too. */
static void print_string(const char *s, struct buf *out)
{
    buf_add_char(out, '"');
    const char *end = s + strlen(s);
    for (size_t n = 0; s < end; s += n) {
        uint32_t c;
        n = plain_bytes(s, end);
        if (n) {
            buf_add(out, s, n);
            continue;
        }
        n = utf8_decode(s, (size_t)(end - s), &c);
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", (int)c);
        else if (c == '\n')
            buf_add_str(out, "\\n");
        else if (c == '\t')
            buf_add_str(out, "\\t");
        else if (c == '\r')
            buf_add_str(out, "\\r");
        else if (escape_is_unsafe(c))
            buf_printf(out, "\\u%04x", (unsigned)c);
        else
            buf_add(out, s, n);
    }
    buf_add_char(out, '"');
}

/* The shortest of 15 and 17 digits that reads back the same; a point whatever the locale. */
static void print_number(double value, struct buf *out)
{
    char s[64];
    if (!isfinite(value)) {
        buf_add_str(out, "null");
        return;
    }
    if (value == 0)
        value = 0; /* not "-0" */
    double back = 0;
    snprintf(s, sizeof s, "%.15g", value);
    if (sscanf(s, "%lf", &back) != 1 || back < value || back > value)
        snprintf(s, sizeof s, "%.17g", value);
    for (char *p = s; *p; p++)
        if (!strchr("0123456789+-eE", *p))
            *p = '.';
    buf_add_str(out, s);
}

static void new_line(bool indent, unsigned depth, struct buf *out)
{
    if (!indent)
        return;
    buf_add_char(out, '\n');
    for (unsigned i = 0; i < depth; i++)
        buf_add_str(out, "  ");
}

static void print_value(const cJSON *j, bool indent, unsigned depth, struct buf *out)
{
    if (cJSON_IsString(j)) {
        print_string(j->valuestring, out);
    } else if (cJSON_IsNumber(j)) {
        print_number(j->valuedouble, out);
    } else if (cJSON_IsBool(j)) {
        buf_add_str(out, cJSON_IsTrue(j) ? "true" : "false");
    } else if (cJSON_IsArray(j) || cJSON_IsObject(j)) {
        bool object = cJSON_IsObject(j);
        buf_add_char(out, object ? '{' : '[');
        for (const cJSON *c = j->child; c; c = c->next) {
            new_line(indent, depth + 1, out);
            if (object) {
                print_string(c->string, out);
                buf_add_str(out, indent ? ": " : ":");
            }
            print_value(c, indent, depth + 1, out);
            if (c->next)
                buf_add_char(out, ',');
        }
        if (j->child)
            new_line(indent, depth, out);
        buf_add_char(out, object ? '}' : ']');
    } else {
        buf_add_str(out, "null");
    }
}

void json_print(const struct json *j, bool indent, struct buf *out)
{
    print_value(in(j), indent, 0, out);
}
