/* The pack loader, lint and printing over hostile files. One input holds several files, each behind
 * a line "%% name"; what comes before the first such line is pack.xml. A file that is asked for and
 * not there is missing. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "rules/load.h"

struct input {
    const char *text;
    size_t len;
};

static const char *find(const char *at, const char *end, const char *what)
{
    size_t n = strlen(what);
    for (; (size_t)(end - at) >= n; at++)
        if (memcmp(at, what, n) == 0)
            return at;
    return NULL;
}

static int read_part(void *user, const char *path, size_t max, char **text, size_t *len)
{
    const struct input *in = user;
    const char *base = file_base_name(path), *at = in->text, *end = in->text + in->len;
    if (strstr(path, "/base/")) /* of the pack "base" that a wrapper includes */
        base = strcmp(base, "pack.xml") == 0 ? "base.xml" : base;
    if (strcmp(base, "pack.xml") != 0) {
        char mark[120] = "\n%% ";
        if (strlen(base) > 100)
            return FILE_MISSING;
        memcpy(mark + 4, base, strlen(base));
        mark[4 + strlen(base)] = '\n';
        at = find(at, end, mark);
        if (!at)
            return FILE_MISSING;
        at += strlen(mark);
    }
    const char *stop = find(at, end, "\n%% ");
    *len = (size_t)((stop ? stop : end) - at);
    if (*len > max)
        return FILE_TOO_LARGE;
    *text = xmalloc(*len + 1);
    memcpy(*text, at, *len);
    (*text)[*len] = '\0';
    return FILE_OK;
}

static void use(const struct pack *pack, struct diag *diag)
{
    struct buf out;
    buf_init(&out, 1 << 20);
    pack_lint(pack, diag);
    pack_print_list(pack, &out);
    for (uint32_t i = 0; i < pack->requirement_count; i++)
        pack_print_requirement(pack, i, &out);
    buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const unsigned flags[] = {0, RULES_WITH_EXAMPLES};
    struct input in = {.text = (const char *)data, .len = size};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        struct diag *diag = diag_new();
        struct pack *pack =
            load_with(read_part, &in, "no-such-folder", "no-such-data", flags[i], NULL, diag);
        if (pack)
            use(pack, diag);
        pack_free(pack);
        diag_free(diag);
    }
    return 0;
}
