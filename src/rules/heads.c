/* Reads pack.xml of all installed packs and nothing else of them. */
#include "rules/heads.h"

#include "base/diag.h"
#include "base/file.h"
#include "rules/load.h"

static int read_file(void *user, const char *path, size_t max, char **text, size_t *len)
{
    (void)user;
    return file_read(path, max, text, len);
}

/* False when the head is wrong; then there are messages. */
static bool read_head(struct loader *l, const char *path, struct pack_head *head)
{
    size_t before = diag_errors(l->diag);
    l->file = load_file(l, path, false, NULL);
    const struct xml_node *root = l->file && l->file->xml ? xml_root(l->file->xml) : NULL;
    if (!root)
        return false;
    const struct xml_node *title = child_named(root, "title"),
                          *type = child_named(root, "plan-type");
    head->title = title ? load_text(l, title) : NULL;
    head->plan_type = type ? load_text(l, type) : NULL;
    load_detect(l, root, &head->detect);
    return diag_errors(l->diag) == before;
}

void pack_heads_load(
    struct arena *arena, const char *data_folder, struct diag *diag, struct pack_heads *out)
{
    size_t n = 0;
    char **ids = pack_list(arena, data_folder, &n);
    const char *rules = file_join(arena, file_data_folder(data_folder), "rules");
    out->n = 0;
    out->wrong = NULL;
    out->v = arena_array(arena, n + 1, sizeof *out->v);
    for (size_t i = 0; ids && i < n; i++) {
        struct loader l = {.arena = arena, .diag = diag, .read = read_file};
        struct pack_head *head = &out->v[out->n];
        const char *path = file_join(arena, file_join(arena, rules, ids[i]), "pack.xml");
        *head = (struct pack_head){.id = ids[i]};
        if (read_head(&l, path, head))
            out->n++;
        else
            out->wrong = ids[i];
        load_files_free(&l);
    }
}
