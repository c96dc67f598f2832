/* A structured plan, whichever way it was written: a tree of fields, each with the line of the
 * source it stands on. reader_json.c and reader_xml.c make the tree, structured_check() says
 * whether it is a plan, structured_build() makes the document. docs/structured-plans.md explains
 * the fields to people; schemas/plan.schema.json and schemas/plan.rng say the same as the table
 * here. */
#ifndef INGEST_STRUCTURED_H
#define INGEST_STRUCTURED_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct doc;
struct ingest_error;

enum field_type { FIELD_TEXT, FIELD_NUMBER, FIELD_BOOL, FIELD_NULL, FIELD_LIST, FIELD_OBJECT };

struct field {
    enum field_type type;
    const char *name; /* NULL for members of a list */
    const char *text; /* as written, of texts, numbers and booleans */
    uint32_t line;    /* where the value begins */
    struct field *first, *last, *next;
};

/* A new field in the arena, put last into `parent` (NULL: a root). Strings are not copied. */
struct field *field_new(struct arena *, struct field *parent, enum field_type, const char *name,
    const char *text, uint32_t line);
/* The member `name` of an object, NULL when it is absent or null. */
const struct field *field_get(const struct field *object, const char *name);
/* Reads "214000", "214,000.5" or "-3" whole. */
bool field_number(const char *text, double *number);

/* What a field may be. */
enum shape {
    SHAPE_TEXT,
    SHAPE_NUMBER,
    SHAPE_DATE,
    SHAPE_YES_NO,
    SHAPE_TEXTS,
    SHAPE_ROWS,
    SHAPE_OBJECT,
    SHAPE_LIST
};

struct field_rule {
    const char *name;
    enum shape shape;
    bool required;
    const struct field_kind *of; /* of objects and members of lists */
    const char *item;            /* the XML element that is one member of it; NULL: the name */
};

/* The fields of one kind of object; ended by a rule without a name. */
struct field_kind {
    const struct field_rule *rules;
};

extern const struct field_kind structured_plan;

/* False with "plan.invalid", the line, the JSON pointer of the field and what is wrong. */
bool structured_check(const struct field *root, struct ingest_error *error);
/* Fills the document from a tree that was checked; false when a limit was reached. `wrapped`: line
 * ends inside texts are the source's own (XML); otherwise the author meant them (JSON), and each
 * line of a text is a paragraph, or a list item when it begins with a bullet. */
bool structured_build(
    struct doc *doc, const struct field *root, bool wrapped, struct ingest_error *error);

#endif
