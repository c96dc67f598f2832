/* Packs on the data folder: by id, by path, and the list of those that are installed. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "base/xml.h"
#include "rules/load.h"

static bool holds_pack(struct arena *a, const char *folder)
{
    return file_exists(file_join(a, folder, "pack.xml"));
}

char **pack_list(struct arena *a, const char *data_folder, size_t *count)
{
    const char *rules = file_join(a, file_data_folder(data_folder), "rules");
    size_t n = 0;
    char **names = file_list(a, rules, &n);
    *count = 0;
    for (size_t i = 0; names && i < n; i++)
        if (holds_pack(a, file_join(a, rules, names[i])))
            names[(*count)++] = names[i];
    return names;
}

/* The folder that a path names: the folder itself, or that of its pack.xml. */
static const char *folder_of(struct arena *a, const char *path)
{
    if (file_is_folder(path)) {
        size_t len = strlen(path);
        while (len > 1 && path[len - 1] == '/')
            len--;
        return arena_copy(a, path, len);
    }
    const char *base = file_base_name(path);
    if (strcmp(base, "pack.xml") != 0 || !file_exists(path))
        return NULL;
    return base == path ? "." : arena_copy(a, path, (size_t)(base - path) - (base - path > 1));
}

static void say_unknown(struct arena *a, const char *id, const char *data_folder, struct diag *diag)
{
    size_t n;
    char **ids = pack_list(a, data_folder, &n);
    const char *near = ids ? nearest_of(id, (const char *const *)ids, n) : NULL;
    struct buf advice;
    buf_init(&advice, LIMIT_PACK_BYTES);
    if (near)
        buf_printf(&advice, "did you mean \"%s\"? ", near);
    buf_add_str(&advice, n ? "the installed packs are " : "no pack is installed in ");
    for (size_t i = 0; i < n; i++)
        buf_printf(&advice, "%s%s", i ? ", " : "", ids[i]);
    if (!n)
        buf_printf(&advice, "%s/rules", data_folder);
    buf_add_str(&advice, "; a pack of your own is named by the path of its folder");
    diag_add(diag, DIAG_ERROR, "pack.unknown", NULL, 0, 0, NULL, buf_str(&advice),
        "there is no pack \"%s\"", id);
    buf_clear(&advice);
}

const char *find_pack(
    struct arena *a, const char *id_or_path, const char *data_folder, struct diag *diag)
{
    const char *folder = NULL;
    if (*id_or_path && !strchr(id_or_path, '/') && strcmp(id_or_path, ".") != 0 &&
        strcmp(id_or_path, "..") != 0) {
        folder = file_join(a, file_join(a, data_folder, "rules"), id_or_path);
        if (holds_pack(a, folder))
            return folder;
    }
    folder = *id_or_path ? folder_of(a, id_or_path) : NULL;
    if (folder && holds_pack(a, folder))
        return folder;
    if (folder)
        diag_add(diag, DIAG_ERROR, "pack.unknown", id_or_path, 0, 0, NULL,
            "a pack is a folder with a pack.xml", "the folder holds no pack");
    else
        say_unknown(a, id_or_path, data_folder, diag);
    return NULL;
}

const char *pack_title(struct arena *a, const char *data_folder, const char *id)
{
    const char *rules = file_join(a, file_data_folder(data_folder), "rules");
    const char *path = file_join(a, file_join(a, rules, id), "pack.xml");
    char *text = NULL, *title = NULL;
    size_t len;
    if (strchr(id, '/') || file_read(path, LIMIT_PACK_BYTES, &text, &len) != FILE_OK)
        return NULL;
    struct diag *ignored = diag_new();
    struct loader l = {.arena = a};
    struct xml_doc *doc = xml_parse(text, len, path, ignored);
    const struct xml_node *node = doc ? child_named(xml_root(doc), "title") : NULL;
    if (node)
        title = arena_strdup(a, load_text(&l, node));
    xml_free(doc);
    diag_free(ignored);
    xfree(text);
    return title;
}

uint32_t pack_concept(const struct pack *pack, const char *id)
{
    for (uint32_t i = 0; i < pack->concept_count; i++)
        if (strcmp(pack->concepts[i].id, id) == 0)
            return i;
    return RULES_NONE;
}

uint32_t pack_requirement(const struct pack *pack, const char *id)
{
    for (uint32_t i = 0; i < pack->requirement_count; i++)
        if (strcmp(pack->requirements[i].id, id) == 0)
            return i;
    return RULES_NONE;
}
