/* The border to cJSON: parsing with the place of an error, reading, building and printing. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json; /* a value; children are owned by their parent */
struct diag;

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

/* Parses `len` bytes of UTF-8. On error NULL, and a message with line, column and the line. Depth
 * is capped by LIMIT_JSON_DEPTH. Free the root with json_free(). */
struct json *json_parse(const char *text, size_t len, const char *name, struct diag *);
void json_free(struct json *);

enum json_type json_type(const struct json *);
/* NULL-safe readers: absent or of another type gives NULL, 0 or `fallback`. */
const struct json *json_get(const struct json *object, const char *key);
const char *json_string(const struct json *);
double json_number(const struct json *, double fallback);
bool json_bool(const struct json *, bool fallback);
/* Children of an array or object, in order. */
const struct json *json_first(const struct json *);
const struct json *json_next(const struct json *);
/* The key of a member of an object; NULL otherwise. */
const char *json_key(const struct json *);
size_t json_count(const struct json *);

/* Builders. json_add() puts `value` under `key` (NULL key: into an array) and takes ownership. */
struct json *json_new_object(void);
struct json *json_new_array(void);
struct json *json_new_string(const char *); /* NULL gives null; invalid UTF-8 is replaced */
struct json *json_new_string_n(const char *, size_t len);
struct json *json_new_number(double);
struct json *json_new_bool(bool);
struct json *json_new_null(void);
struct json *json_add(struct json *parent, const char *key, struct json *value);

struct buf;
/* Prints with two-space indentation (or on one line), keys in the order they were added. */
void json_print(const struct json *, bool indent, struct buf *out);

#endif
