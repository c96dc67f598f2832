/* What the loader says: every message has file, line, column where it can be found, the line
 * itself, and what to do. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "rules/load.h"

#define LINE_ROOM 400
#define TEXT_ROOM 1000

/* Column (from 1) of `attribute`'s value, or of the element's name, in this line; 0. */
static uint32_t column_of(const char *line, const char *name, const char *attribute)
{
    const char *at = line;
    if (!attribute) {
        for (size_t n = strlen(name); (at = strchr(at, '<')); at++)
            if (strncmp(at + 1, name, n) == 0)
                return (uint32_t)(at - line) + 1;
        return 0;
    }
    for (size_t n = strlen(attribute); (at = strstr(at, attribute)); at++)
        if (at > line && strchr(" \t", at[-1]) && at[n + strspn(at + n, " \t")] == '=')
            return (uint32_t)(at - line) + 1;
    return 0;
}

/* The parser gives the line where a start tag ends: goes up to the attribute, or to the name. */
static uint32_t place_of(const struct loader *l, const struct xml_node *node, const char *attribute,
    char *line, uint32_t *column)
{
    uint32_t last = xml_line(node);
    for (uint32_t at = last; at > 0 && at + 30 > last; at--) {
        source_line(l->file, at, line, LINE_ROOM);
        if ((*column = column_of(line, xml_name(node), attribute)))
            return at;
        if (column_of(line, xml_name(node), NULL))
            break;
    }
    *column = 0;
    source_line(l->file, last, line, LINE_ROOM);
    if (attribute)
        return place_of(l, node, NULL, line, column);
    return last;
}

void load_error(struct loader *l, const struct xml_node *node, const char *attribute,
    const char *code, const char *advice, const char *format, ...)
{
    char line[LINE_ROOM], text[TEXT_ROOM];
    uint32_t column;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    uint32_t at = place_of(l, node, attribute, line, &column);
    l->file->errors++;
    diag_add(l->diag, DIAG_ERROR, code, l->file->path, at, column, line, advice, "%s", text);
}

void load_error_line(
    struct loader *l, uint32_t at, const char *code, const char *advice, const char *format, ...)
{
    char line[LINE_ROOM], text[TEXT_ROOM];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    source_line(l->file, at, line, sizeof line);
    l->file->errors++;
    diag_add(l->diag, DIAG_ERROR, code, l->file->path, at, 0, line, advice, "%s", text);
}

const char *load_advice_words(struct loader *l, const char *const *words, const char *word)
{
    struct nearest nearest;
    nearest_start(&nearest, word);
    for (size_t i = 0; words[i]; i++)
        nearest_offer(&nearest, words[i]);
    if (nearest.best)
        return arena_printf(l->arena, "did you mean \"%s\"?", nearest.best);
    struct buf list;
    buf_init(&list, TEXT_ROOM);
    for (size_t i = 0; words[i]; i++)
        buf_printf(&list, "%s%s", i ? ", " : "it can be: ", words[i]);
    const char *advice = arena_strdup(l->arena, buf_str(&list));
    buf_clear(&list);
    return advice;
}

const char *load_advice_map(struct loader *l, const struct map *known, const char *word)
{
    struct nearest nearest;
    nearest_start(&nearest, word);
    for (size_t i = 0; i < map_count(known); i++)
        nearest_offer(&nearest, map_at(known, i, NULL, NULL));
    if (nearest.best)
        return arena_printf(l->arena, "did you mean \"%s\"?", nearest.best);
    if (known == l->concept_ids)
        return "define it with <concept id=\"...\">, or name the <shared> file that does";
    size_t count = map_count(known);
    const char **words = arena_array(l->arena, count + 1, sizeof *words);
    for (size_t i = 0; i < count; i++)
        words[i] = map_at(known, i, NULL, NULL);
    return count && count <= 20 ? load_advice_words(l, words, word) : "define it first";
}
