/* Reading members of a JSON tree with a note of where one is: the first thing that is wrong is told
 * with its JSON pointer, and what follows is read as empty. Private to results/. */
#ifndef RESULTS_READ_H
#define RESULTS_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define READ_DEPTH 12 /* members and indexes in the longest pointer, with some to spare */

struct arena;
struct diag;
struct json;

struct reader {
    struct arena *arena; /* what is read is copied here */
    struct diag *diag;
    const char *name; /* of the file */
    uint32_t line;    /* of the record in NDJSON; 0: the file is one document */
    bool failed;
    struct {
        const char *key; /* NULL: an index */
        size_t index;
    } at[READ_DEPTH];
    unsigned depth;
};

/* Says what is wrong with the member `key` of where the reader is (NULL: with that itself). */
void read_error(struct reader *, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A member that must be there. Strings are in the arena; "" after an error. */
const char *read_string(struct reader *, const struct json *object, const char *key);
/* A string that may be null or absent: then NULL. */
const char *read_optional(struct reader *, const struct json *object, const char *key);
/* Any value as JSON on one line; "" when it is null or absent. */
const char *read_verbatim(struct reader *, const struct json *object, const char *key);
/* One of `names` (`count` of them, NULLs left out): its index. `fallback` >= 0 stands for null or
 * absent. */
int read_choice(struct reader *, const struct json *object, const char *key,
    const char *const *names, size_t count, int fallback);
/* A number from 0 to `most` that must be there; NAN when `nullable` and it is null. */
double read_number(
    struct reader *, const struct json *object, const char *key, double most, bool nullable);
/* A whole number, 0 when it is null or absent. */
uint32_t read_count(struct reader *, const struct json *object, const char *key);
/* An object that must be there; NULL (and an error, unless `nullable` and it is null or absent). */
const struct json *read_object(
    struct reader *, const struct json *parent, const char *key, bool nullable);

/* Reads each item of the array `key` by `one` into a new array of elements of `size` bytes.
 * `required` false: absent is empty. */
typedef void read_item_fn(struct reader *, const struct json *item, void *to);
void *read_array(struct reader *, const struct json *object, const char *key, bool required,
    size_t size, read_item_fn *one, uint32_t *count);
/* A read_item_fn for strings (`to`: a const char *). */
void read_string_item(struct reader *, const struct json *item, void *to);
/* Enter and leave a member, for errors inside it. */
void read_enter(struct reader *, const char *key, size_t index);
void read_leave(struct reader *);

#endif
