/* Concepts: the words of a pack. Ids are registered over all files first, so that a concept can be
 * used before it is said. Phrases stay text here; match/ gives them their meaning. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "rules/load.h"

struct members {
    VEC(struct member) list;
};

static struct member *add(struct loader *l, struct members *m, enum member_kind kind, uint32_t line)
{
    struct member member = {.kind = kind, .use = RULES_NONE, .file = l->file->path, .line = line};
    member.value.of = RULES_NONE;
    VEC_PUSH(&m->list, member);
    return &m->list.v[m->list.n - 1];
}

static bool is_id_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("._-", c));
}

const char *phrase_reference(const char *text, size_t *len)
{
    for (const char *at = text; at && (at = strchr(at, '@')); at++) {
        *len = 0;
        while (is_id_char(at[1 + *len]))
            (*len)++;
        while (*len && at[*len] == '.')
            (*len)--;
        if (*len)
            return at + 1;
    }
    return NULL;
}

/* Every @id of a phrase must be known. */
static void check_references(struct loader *l, const char *phrase, uint32_t line)
{
    size_t len;
    for (const char *at = phrase; (at = phrase_reference(at, &len)); at += len) {
        const char *id = arena_copy(l->arena, at, len);
        if (!map_get(l->concept_ids, id, len))
            load_error_line(l, line, "pack.unknown-concept", load_advice_map(l, l->concept_ids, id),
                "there is no concept \"%s\"", id);
    }
}

/* One phrase a line; blank lines and lines that begin with '#' and a blank say nothing: "#number"
 * is a phrase. */
static void add_phrases(
    struct loader *l, struct members *m, enum member_kind kind, const struct xml_node *node)
{
    char *text = xml_text(node);
    uint32_t line = xml_line(node);
    for (const char *at = text; *at; line++) {
        size_t len = strcspn(at, "\n");
        const char *phrase = at;
        at += len + (at[len] == '\n');
        for (; len && strchr(" \t\r", *phrase); phrase++)
            len--;
        while (len && strchr(" \t\r", phrase[len - 1]))
            len--;
        if (!len || (*phrase == '#' && (len == 1 || phrase[1] == ' ')))
            continue;
        const char *copy = arena_copy(l->arena, phrase, len);
        uint32_t place = line = source_find(l->file, line, copy);
        add(l, m, kind, place)->text = copy;
        check_references(l, copy, place);
    }
    xfree(text);
}

static void add_uses(struct loader *l, struct members *m, const struct xml_node *node)
{
    uint32_t n, *ids = load_refs(l, node, "concept", l->concept_ids, "concept", &n);
    for (uint32_t i = 0; i < n; i++)
        add(l, m, MEMBER_USE, xml_line(node))->use = ids[i];
}

static void add_regex(struct loader *l, struct members *m, const struct xml_node *node)
{
    char *text = xml_text(node);
    const char *at = text + strspn(text, " \t\r\n");
    size_t len = strlen(at);
    while (len && strchr(" \t\r\n", at[len - 1]))
        len--;
    if (len > LIMIT_REGEX_BYTES)
        load_error(l, node, NULL, "pack.regex", "say it in several, or as phrases",
            "the expression has %zu bytes, more than %d", len, LIMIT_REGEX_BYTES);
    else if (len)
        add(l, m, MEMBER_REGEX, xml_line(node))->text = arena_copy(l->arena, at, len);
    xfree(text);
}

static void add_members(struct loader *l, struct members *m, const struct xml_node *concept)
{
    for (const struct xml_node *n = xml_first(concept); n; n = xml_next(n)) {
        if (xml_is(n, "phrases"))
            add_phrases(l, m, MEMBER_PHRASE, n);
        else if (xml_is(n, "exact"))
            add_phrases(l, m, MEMBER_EXACT, n);
        else if (xml_is(n, "not"))
            add_phrases(l, m, MEMBER_NOT, n);
        else if (xml_is(n, "regex"))
            add_regex(l, m, n);
        else if (xml_is(n, "use"))
            add_uses(l, m, n);
        else if (xml_is(n, "name"))
            add(l, m, MEMBER_NAME, xml_line(n));
        else if (xml_is(n, "value")) {
            struct member *value = add(l, m, MEMBER_VALUE, xml_line(n));
            load_value(l, n, &value->value);
        }
    }
}

/* Whether the shape is the mistake, and has been told: an unknown element, or one without words. */
static bool is_misshapen(const struct xml_node *concept)
{
    static const char *const known[] = {"phrases", "exact", "regex", "use", "value", "name"};
    for (const struct xml_node *n = xml_first(concept); n; n = xml_next(n)) {
        size_t i = 0;
        while (i < sizeof known / sizeof *known && !xml_is(n, known[i]))
            i++;
        if (i == sizeof known / sizeof *known && !xml_is(n, "not"))
            return true;
        if (i < 3 && !has_words(n))
            return true;
    }
    return false;
}

/* Moves the members into the arena. A concept that can never hit is an error. */
static void keep_members(
    struct loader *l, struct concept *c, struct members *m, const struct xml_node *node)
{
    bool positive = false;
    for (size_t i = 0; i < m->list.n; i++)
        positive = positive || m->list.v[i].kind != MEMBER_NOT;
    if (!positive && !count_named(node, "use") && !xml_attr(node, "concept") && !is_misshapen(node))
        load_error(l, node, NULL, "pack.empty-concept", "add <phrases> that mean it",
            "the concept says no way to say it");
    c->members = arena_array(l->arena, m->list.n, sizeof *c->members);
    if (m->list.n)
        memcpy(c->members, m->list.v, m->list.n * sizeof *c->members);
    c->count = (uint32_t)m->list.n;
    xfree(m->list.v);
}

bool load_is_language_id(const char *id)
{
    return strncmp(id, "cue.", 4) == 0 || strncmp(id, "clause.", 7) == 0 ||
           strncmp(id, "name.", 5) == 0;
}

/* Ids that begin so belong to the language, and it has no others. */
static void check_prefix(
    struct loader *l, const struct xml_node *node, const char *id, bool language)
{
    bool cue = load_is_language_id(id);
    if (cue && !language)
        load_error(l, node, "id", "pack.id", "choose another id, or add to rules/language",
            "\"%s\": cue words belong to the language file", id);
    else if (!cue && language)
        load_error(l, node, "id", "pack.id",
            "put it into rules/shared, or begin its id with \"cue.\", \"clause.\" or \"name.\"",
            "\"%s\" is no concept of the language", id);
}

void load_concept_ids(struct loader *l, const struct xml_node *root)
{
    bool language = xml_is(root, "language");
    for (const struct xml_node *n = xml_first(root); n; n = xml_next(n)) {
        const char *id;
        if (!xml_is(n, "concept") || !(id = load_id(l, n, "id")))
            continue;
        check_prefix(l, n, id, language);
        void *known = map_get(l->concept_ids, id, strlen(id));
        if (known) {
            const struct concept *first = &l->concepts.v[(uintptr_t)known - 1];
            load_error(l, n, "id", "pack.duplicate",
                "use it with <use concept=\"...\"/>, or give this one another id",
                "there is a concept \"%s\" already: %s:%u", id, first->file, first->line);
            continue;
        }
        struct concept c = {.id = id,
            .gloss = load_attr(l, n, "gloss"),
            .shared = l->file->shared,
            .file = l->file->path,
            .line = xml_line(n)};
        VEC_PUSH(&l->concepts, c);
        VEC_PUSH(&l->concept_nodes, n);
        map_set(l->concept_ids, id, strlen(id), (void *)(uintptr_t)l->concepts.n);
    }
}

struct source_file *load_file_of(struct loader *l, const char *path)
{
    for (size_t i = 0; i < l->files.n; i++)
        if (l->files.v[i]->path == path)
            return l->files.v[i];
    return l->file;
}

void load_concepts(struct loader *l)
{
    for (size_t i = 0; i < l->concept_nodes.n; i++) {
        struct members m = {{0}};
        l->file = load_file_of(l, l->concepts.v[i].file);
        add_members(l, &m, l->concept_nodes.v[i]);
        keep_members(l, &l->concepts.v[i], &m, l->concept_nodes.v[i]);
    }
}

/* "access.xml:120", and ".2" after it for the second one of that line. */
static const char *inline_id(struct loader *l, uint32_t line)
{
    const char *id = arena_printf(l->arena, "%s:%u", l->file->base, line);
    for (uint32_t i = 2; map_get(l->concept_ids, id, strlen(id)); i++)
        id = arena_printf(l->arena, "%s:%u.%u", l->file->base, line, i);
    return id;
}

uint32_t load_inline_concept(struct loader *l, const struct xml_node *has)
{
    struct members m = {{0}};
    struct concept c = {.id = inline_id(l, xml_line(has)),
        .shared = l->file->shared,
        .file = l->file->path,
        .line = xml_line(has)};
    add_phrases(l, &m, MEMBER_PHRASE, has);
    add_uses(l, &m, has);
    uint32_t n, *ids = load_refs(l, has, "not", l->concept_ids, "concept", &n);
    for (uint32_t i = 0; i < n; i++)
        add(l, &m, MEMBER_NOT, xml_line(has))->text =
            arena_printf(l->arena, "@%s", l->concepts.v[ids[i]].id);
    keep_members(l, &c, &m, has);
    VEC_PUSH(&l->concepts, c);
    map_set(l->concept_ids, c.id, strlen(c.id), (void *)(uintptr_t)l->concepts.n);
    return (uint32_t)l->concepts.n - 1;
}
