/* Strict reading of JSON files that people write (waivers, configuration): a member that is not
 * known, missing, twice there or of the wrong type is an error that names the file, the line, the
 * JSON pointer and what to do. */
#ifndef BASE_JSON_FORM_H
#define BASE_JSON_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"

struct diag;

struct json_form {
    const char *file; /* as messages name it; borrowed */
    const char *code; /* of the messages: "waivers.form"; borrowed */
    struct diag *diag;
    char *text;
    size_t len;
    struct json *root;
};

struct json_member {
    const char *name;
    unsigned types; /* any of 1 << enum json_type */
    bool required;
};
#define JSON_TAKES(type) (1u << (type))

/* Reads the file, at most `max` bytes. False after a message. Close it in either case. */
bool json_form_open(
    struct json_form *, const char *file, size_t max, const char *code, struct diag *);
/* The same for a copy of a text that was read elsewhere. */
bool json_form_parse(struct json_form *, const char *file, const char *text, size_t len,
    const char *code, struct diag *diag);
void json_form_close(struct json_form *);
/* Is the value an object with these members and no others? False after a message for each fault.
 * `pointer` says where the value stands: "", "/waivers/0". */
bool json_form_check(const struct json_form *, const struct json *object, const char *pointer,
    const struct json_member *members, size_t count);
/* An error at a place of the file. */
void json_form_error(const struct json_form *, const char *pointer, const char *advice,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Line and column (from 1) of the value that a JSON pointer names; of a member, those of its key.
 * `text` is valid JSON. The nearest value above it when there is none. */
void json_place(
    const char *text, size_t len, const char *pointer, uint32_t *line, uint32_t *column);

#endif
