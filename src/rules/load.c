/* Loading a pack: all files are read, checked for their shape, and built into the structs of
 * rules.h. The loader goes on after an error, so that one run names them all. The RELAX NG grammar
 * is asked only on request or when something is wrong already: reading it costs more than all the
 * rest. */
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "rules/load.h"

static int read_file(void *user, const char *path, size_t max, char **text, size_t *len)
{
    (void)user;
    return file_read(path, max, text, len);
}

static bool can_read(struct loader *l, const char *path)
{
    char *text = NULL;
    size_t len;
    if (l->read == read_file)
        return file_exists(path);
    bool there = l->read(l->user, path, LIMIT_PACK_BYTES, &text, &len) == FILE_OK;
    if (there)
        xfree(text);
    return there;
}

/* The folder that holds the pack's folder. */
static const char *parent_folder(struct loader *l)
{
    const char *base = file_base_name(l->folder);
    if (!*base || *base == '.')
        return file_join(l->arena, l->folder, "..");
    return base == l->folder ? "" : arena_copy(l->arena, l->folder, (size_t)(base - l->folder));
}

/* `kind` is "shared" or "language": beside the pack's folder, else in the data folder. */
static const char *common_path(struct loader *l, const char *kind, const char *name)
{
    const char *beside = file_join(l->arena, file_join(l->arena, parent_folder(l), kind), name);
    const char *rules = file_join(l->arena, l->data_folder, "rules");
    const char *installed = file_join(l->arena, file_join(l->arena, rules, kind), name);
    return !can_read(l, beside) && can_read(l, installed) ? installed : beside;
}

static const struct xml_node *root_of(struct source_file *f)
{
    return f && f->xml ? xml_root(f->xml) : NULL;
}

/* Reads a file of concepts and registers them. */
static void read_concepts(
    struct loader *l, const char *path, const struct xml_node *node, const char *shape)
{
    struct source_file *before = l->file, *f = load_file(l, path, true, node);
    const struct xml_node *root = root_of(f);
    if (root) {
        l->file = f;
        shape_check(l, root, shape);
        load_concept_ids(l, root);
    }
    l->file = before;
}

static void read_shared(struct loader *l, const struct xml_node *pack)
{
    for (const struct xml_node *n = xml_first(pack); n; n = xml_next(n)) {
        const char *name = xml_is(n, "shared") ? load_file_name(l, n, "file") : NULL;
        if (name)
            read_concepts(l, common_path(l, "shared", name), n, "concepts");
    }
}

static void check_domain_id(struct loader *l, const struct xml_node *root, const struct domain *d)
{
    const char *id = load_id(l, root, "id");
    if (id && d->id && strcmp(id, d->id) != 0)
        load_error(l, root, "id", "pack.domain",
            arena_printf(l->arena, "pack.xml names this file as domain \"%s\"", d->id),
            "the domain's id is \"%s\" here", id);
}

/* The domain files, a domain's own before those that a wrapper adds to it. */
struct domain_files {
    VEC(struct domain_file {
        struct source_file *file;
        uint32_t domain;
    })
    list;
};

/* Reads the files that elements of the name `element` ("domain", "add") stand for. */
static void read_domains(
    struct loader *l, const struct xml_node *pack, const char *element, struct domain_files *files)
{
    struct source_file *before = l->file;
    uint32_t i = 0;
    for (const struct xml_node *n = xml_first(pack); n; n = xml_next(n)) {
        if (!xml_is(n, element))
            continue;
        uint32_t domain = xml_is(n, "add") ? load_added_domain(l, n) : i++;
        const char *name = load_file_name(l, n, "file");
        struct source_file *f = name ? load_file(l, file_join(l->arena, l->folder, name),
                                           l->wrapper && !xml_is(n, "add"), n)
                                     : NULL;
        const struct xml_node *root = root_of(f);
        if (!root || domain == RULES_NONE)
            continue;
        l->file = f;
        shape_check(l, root, "/domain");
        check_domain_id(l, root, &l->pack->domains[domain]);
        load_concept_ids(l, root);
        l->file = before;
        f->added = xml_is(n, "add") ? n : NULL;
        struct domain_file entry = {f, domain};
        VEC_PUSH(&files->list, entry);
    }
}

static void build(struct loader *l, const struct domain_files *files)
{
    load_concepts(l);
    for (uint32_t i = 0; i < l->pack->domain_count; i++)
        for (size_t k = 0; k < files->list.n; k++)
            if (files->list.v[k].domain == i) {
                l->file = files->list.v[k].file;
                load_requirements(l, root_of(l->file), i);
            }
    load_concept_circles(l);
}

/* Moves the growing arrays into the pack. */
static void keep(struct loader *l)
{
    struct pack *p = l->pack;
    p->concept_count = (uint32_t)l->concepts.n;
    p->concepts = arena_array(l->arena, l->concepts.n, sizeof *p->concepts);
    if (l->concepts.n)
        memcpy(p->concepts, l->concepts.v, l->concepts.n * sizeof *p->concepts);
    p->requirement_count = (uint32_t)l->requirements.n;
    p->requirements = arena_array(l->arena, l->requirements.n, sizeof *p->requirements);
    if (l->requirements.n)
        memcpy(p->requirements, l->requirements.v, l->requirements.n * sizeof *p->requirements);
    p->tailoring_count = (uint32_t)l->tailoring.n;
    p->tailoring = arena_array(l->arena, l->tailoring.n, sizeof *p->tailoring);
    if (l->tailoring.n)
        memcpy(p->tailoring, l->tailoring.v, l->tailoring.n * sizeof *p->tailoring);
}

/* Where the files lie in the data folder, for pack_is_current(). */
static void name_files(struct loader *l)
{
    struct pack *p = l->pack;
    size_t prefix = strlen(l->data_folder);
    p->files = arena_array(l->arena, l->files.n + 1, sizeof *p->files);
    p->file_count = (uint32_t)l->files.n;
    for (size_t i = 0; i < l->files.n; i++) {
        const char *path = l->files.v[i]->path;
        if (strncmp(path, l->data_folder, prefix) == 0 && path[prefix] == '/')
            p->files[i] = path + prefix + 1;
    }
}

/* The checksum of the files [from, end). */
static void hash_files(struct loader *l, size_t from, size_t end, char *out)
{
    struct hash *sum = hash_new();
    for (size_t i = from; i < end; i++)
        hash_add(sum, l->files.v[i]->text, l->files.v[i]->len);
    hash_end(sum, out);
}

/* The grammar speaks about files in which the loader found nothing: what the loader said is
 * clearer, and the grammar would only say it again. */
static void validate(struct loader *l)
{
    const char *schema =
        file_join(l->arena, file_join(l->arena, l->data_folder, "schemas"), "rule-pack.rng");
    for (size_t i = 0; i < l->files.n; i++)
        if (l->files.v[i]->xml && l->files.v[i]->errors == 0)
            xml_validate(l->files.v[i]->xml, schema, l->diag);
}

/* The folder of the pack that a wrapper includes: beside its own, else an installed one. */
static const char *base_folder(struct loader *l, const struct xml_node *include)
{
    const char *id = load_id(l, include, "pack");
    if (!id)
        return NULL;
    const char *beside = file_join(l->arena, parent_folder(l), id);
    const char *installed = file_join(l->arena, file_join(l->arena, l->data_folder, "rules"), id);
    if (can_read(l, file_join(l->arena, beside, "pack.xml")))
        return beside;
    if (can_read(l, file_join(l->arena, installed, "pack.xml")))
        return installed;
    load_error(l, include, "pack", "pack.unknown",
        "name an installed pack by its id, or one whose folder lies beside this one",
        "there is no pack \"%s\"", id);
    return NULL;
}

/* The files of a pack whose pack.xml is the current file. */
static void read_pack(struct loader *l, const struct xml_node *root, struct domain_files *files)
{
    read_concepts(l, common_path(l, "language", "en.xml"), NULL, "language");
    read_shared(l, root);
    read_domains(l, root, "domain", files);
}

/* A wrapper: the included pack as if it were alone, then what the wrapper says. False when there is
 * no pack to include. */
static bool read_wrapper(struct loader *l, const struct xml_node *root, struct domain_files *files)
{
    struct source_file *own = l->file;
    const char *own_folder = l->folder, *base = base_folder(l, child_named(root, "include"));
    struct source_file *f =
        base ? load_file(l, file_join(l->arena, base, "pack.xml"), false, NULL) : NULL;
    const struct xml_node *base_root = root_of(f);
    if (!base_root)
        return false;
    if (child_named(base_root, "include")) {
        load_error(l, child_named(root, "include"), "pack", "pack.include",
            "include the national pack and say all changes here", "that pack is a wrapper itself");
        return false;
    }
    l->file = f;
    l->folder = base;
    shape_check(l, base_root, "pack");
    load_pack_head(l, base_root);
    read_pack(l, base_root, files);
    hash_files(l, 1, l->files.n, l->pack->base_sha256);
    l->file = own;
    l->folder = own_folder;
    load_wrapper_head(l, root);
    read_shared(l, root);
    read_domains(l, root, "add", files);
    return true;
}

static void load_all(struct loader *l)
{
    struct domain_files files = {{0}};
    l->file = load_file(l, file_join(l->arena, l->folder, "pack.xml"), false, NULL);
    const struct xml_node *root = root_of(l->file);
    if (!root)
        return;
    bool wrapper = child_named(root, "include");
    l->wrapper = wrapper ? l->file : NULL;
    shape_check(l, root, wrapper ? "/wrapper" : "pack");
    bool tailored = wrapper && read_wrapper(l, root, &files);
    if (!wrapper) {
        load_pack_head(l, root);
        read_pack(l, root, &files);
    }
    build(l, &files);
    xfree(files.list.v);
    if (tailored) {
        l->file = l->wrapper;
        tailor(l, root);
    }
    keep(l);
    hash_files(l, 0, l->files.n, l->pack->sha256);
    name_files(l);
}

static void loader_end(struct loader *l)
{
    load_files_free(l);
    xfree(l->concepts.v);
    xfree(l->concept_nodes.v);
    xfree(l->requirements.v);
    xfree(l->tailoring.v);
    map_free(l->concept_ids);
    map_free(l->source_ids);
    map_free(l->requirement_ids);
    map_free(l->domain_ids);
    map_free(l->parameter_names);
}

/* The pack is the arena's; NULL when anything is wrong. */
static struct pack *load_into(struct arena *arena, load_read_fn *read, void *user,
    const char *folder, const char *data_folder, unsigned flags, struct settings *settings,
    struct diag *diag)
{
    struct loader l = {.arena = arena,
        .pack = arena_alloc(arena, sizeof(struct pack)),
        .diag = diag,
        .flags = flags,
        .folder = folder,
        .data_folder = data_folder,
        .read = read ? read : read_file,
        .user = user,
        .concept_ids = map_new(),
        .source_ids = map_new(),
        .requirement_ids = map_new(),
        .domain_ids = map_new(),
        .parameter_names = map_new(),
        .settings = settings};
    l.pack->arena = arena;
    size_t before = diag_errors(diag);
    load_all(&l);
    if (diag_errors(diag) > before || (flags & RULES_VALIDATE))
        validate(&l);
    loader_end(&l);
    return diag_errors(diag) == before ? l.pack : NULL;
}

struct pack *load_with(load_read_fn *read, void *user, const char *folder, const char *data_folder,
    unsigned flags, struct settings *settings, struct diag *diag)
{
    struct arena *arena = arena_new();
    struct pack *pack = load_into(arena, read, user, folder, data_folder, flags, settings, diag);
    if (!pack)
        arena_free(arena);
    return pack;
}

struct pack *pack_load_with(const char *id_or_path, const char *data_folder, unsigned flags,
    struct settings *settings, struct diag *diag)
{
    struct arena *scratch = arena_new();
    const char *data = file_data_folder(data_folder);
    const char *folder = find_pack(scratch, id_or_path, data, diag);
    struct pack *pack = folder ? load_with(NULL, NULL, folder, data, flags, settings, diag) : NULL;
    arena_free(scratch);
    return pack;
}

struct pack *pack_load_in(
    struct arena *arena, const char *id, const char *data_folder, struct diag *diag)
{
    const char *data = file_data_folder(data_folder), *folder = find_pack(arena, id, data, diag);
    return folder ? load_into(arena, NULL, NULL, folder, data, 0, NULL, diag) : NULL;
}

bool pack_is_current(const struct pack *p, const char *data_folder)
{
    struct arena *scratch = arena_new();
    const char *data = file_data_folder(data_folder);
    struct hash *sum = hash_new();
    char sha256[HASH_SHA256_HEX];
    bool current = true;
    for (uint32_t i = 0; i < p->file_count && current; i++) {
        char *text = NULL;
        size_t len;
        current = p->files[i] && file_read(file_join(scratch, data, p->files[i]), LIMIT_PACK_BYTES,
                                     &text, &len) == FILE_OK;
        if (current)
            hash_add(sum, text, len);
        xfree(text);
    }
    hash_end(sum, sha256);
    arena_free(scratch);
    return current && strcmp(sha256, p->sha256) == 0;
}

struct pack *pack_load(
    const char *id_or_path, const char *data_folder, unsigned flags, struct diag *diag)
{
    return pack_load_with(id_or_path, data_folder, flags, NULL, diag);
}

void pack_free(struct pack *pack)
{
    if (pack)
        arena_free(pack->arena);
}
