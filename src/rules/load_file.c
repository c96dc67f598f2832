/* The files of a pack: read under a cap, kept as they were for messages and for the checksum, and
 * parsed. Examples are most of the bytes of a pack and are needed only by its own tests, so a load
 * without them blanks them out before parsing: line numbers stay as they are. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "rules/load.h"

static const char *find(const char *at, const char *end, const char *what)
{
    size_t n = strlen(what);
    for (; (size_t)(end - at) >= n; at++) {
        at = memchr(at, what[0], (size_t)(end - at) - n + 1);
        if (!at)
            return NULL;
        if (memcmp(at, what, n) == 0)
            return at;
    }
    return NULL;
}

static bool begins(const char *at, const char *end, const char *what)
{
    size_t n = strlen(what);
    return (size_t)(end - at) >= n && memcmp(at, what, n) == 0;
}

/* Past a comment, CDATA section or processing instruction that begins at `at`; NULL: none does,
 * `end`: it has no end. */
static const char *past_opaque(const char *at, const char *end)
{
    static const char *const pairs[][2] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (!begins(at, end, pairs[i][0]))
            continue;
        const char *close = find(at + strlen(pairs[i][0]), end, pairs[i][1]);
        return close ? close + strlen(pairs[i][1]) : end;
    }
    return NULL;
}

/* Past the '>' of the tag that begins at `at`; `end` when it has none. */
static const char *past_tag(const char *at, const char *end)
{
    for (char quote = 0; at < end; at++) {
        if (quote)
            quote = *at == quote ? 0 : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (*at == '>')
            return at + 1;
    }
    return end;
}

static bool is_example(const char *at, const char *end)
{
    return begins(at, end, "<example") && end - at > 8 && strchr(" \t\r\n>/", at[8]);
}

/* Where the end tag of the example begins whose text begins at `at`; NULL: nowhere. */
static const char *example_end(const char *at, const char *end)
{
    while (at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
        if (begins(at, end, "</example"))
            return at;
        const char *past = past_opaque(at, end);
        at = past ? past : at + 1;
    }
    return NULL;
}

void source_blank_examples(char *text, size_t len)
{
    const char *at = text, *end = text + len;
    while (at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
        const char *past = past_opaque(at, end);
        if (past || !is_example(at, end)) {
            at = past ? past : at + 1;
            continue;
        }
        const char *inside = past_tag(at, end);
        const char *close = inside[-1] == '>' && inside[-2] == '/' ? inside : NULL;
        if (!close && !(close = example_end(inside, end)))
            return; /* malformed: the parser says where */
        const char *last = begins(close, end, "</") ? past_tag(close, end) : close;
        for (char *p = text + (at - text); p < last; p++)
            *p = *p == '\n' || *p == '\r' ? *p : ' ';
        at = last;
    }
}

static void index_lines(struct loader *l, struct source_file *f)
{
    uint32_t n = 1;
    for (size_t i = 0; i < f->len; i++)
        n += f->text[i] == '\n';
    f->starts = arena_array(l->arena, n, sizeof *f->starts);
    f->lines = n;
    n = 1;
    for (size_t i = 0; i < f->len; i++)
        if (f->text[i] == '\n')
            f->starts[n++] = (uint32_t)i + 1;
}

/* The bytes of line `line` (from 1); `*len` is 0 past the end. */
static const char *line_at(const struct source_file *f, uint32_t line, size_t *len)
{
    if (line == 0 || line > f->lines) {
        *len = 0;
        return "";
    }
    size_t at = f->starts[line - 1], end = line < f->lines ? f->starts[line] - 1u : f->len;
    *len = end - at;
    return f->text + at;
}

void source_line(const struct source_file *f, uint32_t line, char *out, size_t room)
{
    size_t len;
    const char *at = line_at(f, line, &len);
    if (len >= room)
        len = room - 1;
    memcpy(out, at, len);
    out[len] = '\0';
    out[strcspn(out, "\r")] = '\0';
}

uint32_t source_find(const struct source_file *f, uint32_t line, const char *words)
{
    for (uint32_t i = line; i < line + 200 && i <= f->lines; i++) {
        size_t len;
        const char *at = line_at(f, i, &len);
        if (find(at, at + len, words))
            return i;
    }
    return line;
}

static void parse(struct loader *l, struct source_file *f)
{
    size_t before = diag_errors(l->diag);
    if (l->flags & RULES_WITH_EXAMPLES) {
        f->xml = xml_parse(f->text, f->len, f->path, l->diag);
    } else {
        char *blanked = xmalloc(f->len + 1);
        memcpy(blanked, f->text, f->len + 1);
        source_blank_examples(blanked, f->len);
        f->xml = xml_parse(blanked, f->len, f->path, l->diag);
        xfree(blanked);
    }
    f->errors += (uint32_t)(diag_errors(l->diag) - before);
}

struct source_file *load_file(
    struct loader *l, const char *path, bool shared, const struct xml_node *node)
{
    struct source_file *f = arena_alloc(l->arena, sizeof *f);
    f->path = arena_strdup(l->arena, path);
    f->base = file_base_name(f->path);
    f->shared = shared;
    enum file_status status = l->read(l->user, path, LIMIT_PACK_BYTES, &f->text, &f->len);
    if (status != FILE_OK) {
        const char *advice = status == FILE_TOO_LARGE ? "split it into several files"
                             : status == FILE_MISSING ? "check the name; packs name files that lie "
                                                        "beside pack.xml or in rules/shared"
                                                      : NULL;
        if (node)
            load_error(l, node, "file", "pack.file", advice, "%s cannot be read: %s", path,
                file_status_text(status));
        else
            diag_add(l->diag, DIAG_ERROR, "pack.file", path, 0, 0, NULL, advice,
                "cannot be read: %s", file_status_text(status));
        return NULL;
    }
    index_lines(l, f);
    VEC_PUSH(&l->files, f);
    parse(l, f);
    return f;
}

void load_files_free(struct loader *l)
{
    for (size_t i = 0; i < l->files.n; i++) {
        xml_free(l->files.v[i]->xml);
        xfree(l->files.v[i]->text);
        *l->files.v[i] = (struct source_file){0}; /* it stays in the arena, and points nowhere */
    }
    xfree(l->files.v);
}
