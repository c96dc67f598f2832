/* Lint: what a grammar cannot say about a pack. Errors are things that make a pack wrong or
 * untested, warnings things that its author hardly meant. */
#include "rules/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"

/* Reads the file again for the line: messages are few, and packs do not carry their text. */
static const char *line_of(struct lint *l, const char *file, uint32_t line, char *out, size_t room)
{
    if (l->file != file) {
        xfree(l->text);
        l->text = NULL;
        l->file = file;
        if (file_read(file, LIMIT_PACK_BYTES, &l->text, &l->len) != FILE_OK)
            l->text = NULL;
    }
    if (!l->text)
        return NULL;
    diag_source_line(l->text, l->len, line, out, room);
    return out;
}

void lint_say(struct lint *l, enum diag_level level, const char *code, const char *file,
    uint32_t line, const char *advice, const char *format, ...)
{
    char text[1000], source[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    diag_add(l->diag, level, code, file, line, 0, line_of(l, file, line, source, sizeof source),
        advice, "%s", text);
}

void pack_lint(const struct pack *pack, struct diag *diag)
{
    struct lint l = {.pack = pack, .diag = diag, .arena = arena_new()};
    lint_usage(&l);
    lint_concepts(&l);
    lint_requirements(&l);
    xfree(l.text);
    arena_free(l.arena);
}
