/* Inside the loader: one loader reads one pack. Files are read and parsed first, then checked for
 * their shape (shape.c), then every concept id is registered, then concepts and requirements are
 * built, so that every reference can be resolved where it stands. Errors never stop the loader:
 * readers of values give their default, and the pack is thrown away at the end. */
#ifndef RULES_LOAD_H
#define RULES_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/xml.h"
#include "rules/rules.h"

/* How files are read: file_read() or, in the fuzz target, parts of one input. The result is the
 * status of file_read() and its ownership. */
typedef int load_read_fn(void *user, const char *path, size_t max, char **text, size_t *len);

struct source_file {
    const char *path, *base; /* as messages name it; its last part */
    char *text;              /* as it was read */
    size_t len;
    uint32_t *starts; /* where each line begins */
    uint32_t lines;
    struct xml_doc *xml; /* NULL when it is missing or malformed */
    bool shared;
    const struct xml_node *added; /* the wrapper's <add> that named it; NULL */
    uint32_t errors;
};

struct loader {
    struct pack *pack;
    struct arena *arena; /* the pack's */
    struct diag *diag;
    unsigned flags;
    const char *folder, *data_folder;
    load_read_fn *read;
    void *user;
    VEC(struct source_file *) files; /* in order of reading */
    struct source_file *file;        /* the one that is being loaded */
    VEC(struct concept) concepts;
    VEC(const struct xml_node *) concept_nodes; /* of the named ones */
    VEC(struct requirement) requirements;
    struct map *concept_ids, *source_ids, *requirement_ids, *domain_ids; /* to index + 1 */
    struct map *parameter_names;                                         /* to index + 1 */
    struct settings *settings;   /* what the user set; NULL: nothing */
    struct map *criterion_ids;   /* of the requirement that is being loaded */
    uint32_t depth_error;        /* line of the last "too deep", to say it once */
    struct source_file *wrapper; /* pack.xml of a pack that includes another; NULL */
    VEC(struct tailoring) tailoring;
};

/* ---- files (load_file.c) ---- */
/* Reads and parses `path`. NULL when it cannot be read at all (and `told` an error was added at
 * `node` of the current file); a malformed file is kept with xml NULL. */
struct source_file *load_file(
    struct loader *, const char *path, bool shared, const struct xml_node *node);
/* Frees all files. */
void load_files_free(struct loader *);
/* The text of one line, for messages; valid until the next call's `out` is reused. */
void source_line(const struct source_file *, uint32_t line, char *out, size_t room);
/* First line from `line` on that holds `words`, `line` itself when none of the next 200 does. */
uint32_t source_find(const struct source_file *, uint32_t line, const char *words);
/* Blanks the insides of <example> elements, line ends kept: they are most of a pack's bytes. */
void source_blank_examples(char *text, size_t len);

/* ---- messages (load_say.c) ---- */
/* An error at an attribute (NULL: at the element) of the current file. `advice` may be NULL. */
void load_error(struct loader *, const struct xml_node *, const char *attribute, const char *code,
    const char *advice, const char *format, ...) __attribute__((format(printf, 6, 7)));
/* The same at a line. */
void load_error_line(struct loader *, uint32_t line, const char *code, const char *advice,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Advice for an unknown word: "did you mean ...?", else what there is. In the arena. */
const char *load_advice_map(struct loader *, const struct map *known, const char *word);
const char *load_advice_words(struct loader *, const char *const *words, const char *word);

/* Does the id belong to the language file: "cue.", "clause.", "name."? */
bool load_is_language_id(const char *id);

/* ---- attributes and text (load_attr.c) ---- */
/* An attribute without the blanks around it, in the arena; NULL when absent or empty. */
const char *load_attr(struct loader *, const struct xml_node *, const char *name);
double load_number(struct loader *, const struct xml_node *, const char *name, double fallback,
    double min, double max);
uint32_t load_count(
    struct loader *, const struct xml_node *, const char *name, uint32_t fallback, uint32_t max);
/* Which of `words` (ended by NULL) the attribute is. */
uint32_t load_word(struct loader *, const struct xml_node *, const char *name,
    const char *const *words, uint32_t fallback);
bool load_yes(struct loader *, const struct xml_node *, const char *name, bool fallback);
/* An id attribute; NULL and an error when it is no id. */
const char *load_id(struct loader *, const struct xml_node *, const char *name);
/* Registers `id` in `ids` as the `index`-th; an error when it is there already. */
void load_register(struct loader *, const struct xml_node *, struct map *ids, const char *what,
    const char *id, uint32_t index);
/* Resolves one id, RULES_NONE when absent or unknown (then with an error). */
uint32_t load_ref(struct loader *, const struct xml_node *, const char *name, const struct map *ids,
    const char *what);
/* Resolves a list of ids; the unknown ones are left out. */
uint32_t *load_refs(struct loader *, const struct xml_node *, const char *name,
    const struct map *ids, const char *what, uint32_t *count);
/* A name of a file beside this one; NULL and an error when it is more than a name. */
const char *load_file_name(struct loader *, const struct xml_node *, const char *name);
/* All text of an element, blanks run together, in the arena. */
const char *load_text(struct loader *, const struct xml_node *);
/* Whether words stand in the element itself. */
bool has_words(const struct xml_node *);
/* A plain decimal number, all of `text`. */
bool parse_decimal(const char *text, double *out);
/* First child element of that name, NULL. */
const struct xml_node *child_named(const struct xml_node *, const char *name);
/* Child elements of that name. */
uint32_t count_named(const struct xml_node *, const char *name);

/* ---- what stands in the files ---- */
/* Checks names, places and numbers of elements and attributes in the whole file. `root` is the
 * shape that the root must have: "pack", "/domain", "concepts" or "language". */
void shape_check(struct loader *, const struct xml_node *root, const char *shape);

void load_pack_head(struct loader *, const struct xml_node *root);
/* The <parameter>s of pack.xml, behind those that are there; then what the user set. */
void load_parameters(struct loader *, const struct xml_node *root);
void load_settings(struct loader *);
/* A bound "$name": the parameter's value. False after an error; `*never`: it has no value. */
bool load_parameter_bound(struct loader *, const struct xml_node *, const char *name,
    enum value_kind, struct value *out, bool *never);
/* What a wrapper says of itself, over the head of the pack that it includes, which was read. */
void load_wrapper_head(struct loader *, const struct xml_node *root);
/* The domain of an <add> of the wrapper: the one that is there, else a new one. */
uint32_t load_added_domain(struct loader *, const struct xml_node *add);
/* Changes what was loaded, as the wrapper's elements say. */
void tailor(struct loader *, const struct xml_node *root);
/* Notes a change. */
void tailor_note(struct loader *, const struct xml_node *, const char *change, const char *target,
    const char *from, const char *to);
/* <detect> of pack.xml, when it is there. */
void load_detect(struct loader *, const struct xml_node *root, struct detect *);

/* Registers the concepts of the current file. */
void load_concept_ids(struct loader *, const struct xml_node *root);
/* Fills all registered concepts. */
void load_concepts(struct loader *);
/* A concept without a name for phrases said in a test: its index. */
uint32_t load_inline_concept(struct loader *, const struct xml_node *has);
/* The first @id in a phrase: where the id begins; NULL: none. `text` may be NULL. */
const char *phrase_reference(const char *text, size_t *len);
/* The file of that path (the loader's own pointer). */
struct source_file *load_file_of(struct loader *, const char *path);
/* Concepts that use themselves or are nested too deep. */
void load_concept_circles(struct loader *);

void load_value(struct loader *, const struct xml_node *, struct value_test *out);
/* Takes over the bounds that `node` states for a value that is there already: a kind and a rate of
 * its own. False after an error, or when nothing is other than before. */
bool load_new_bounds(struct loader *, const struct xml_node *, struct value_test *);
bool is_test(const struct xml_node *);
void load_test(struct loader *, const struct xml_node *, struct test *out, uint32_t depth);
/* An ANY over the tests below `node`. */
void load_any(struct loader *, const struct xml_node *, struct test *out, uint32_t depth);

/* All requirements of the current domain file. */
void load_requirements(struct loader *, const struct xml_node *root, uint32_t domain);
/* The caps in <defects> of the pack. */
void load_defect_caps(struct loader *, const struct xml_node *defects);
void load_outcome(struct loader *, const struct xml_node *requirement, struct requirement *);
void load_examples(struct loader *, const struct xml_node *requirement, struct requirement *);

/* Loads with another way to read files; otherwise as pack_load() of a folder. */
struct pack *load_with(load_read_fn *, void *user, const char *folder, const char *data_folder,
    unsigned flags, struct settings *, struct diag *);
/* Folder of a pack by id or path, in the arena; NULL and an error when there is none. */
const char *find_pack(
    struct arena *, const char *id_or_path, const char *data_folder, struct diag *);

#endif
