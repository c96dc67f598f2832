/* Examples: passages with the outcome that they must have. Their text is Markdown, so only the
 * indentation that all lines share is taken away. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "rules/load.h"
#include "rules/names.h"

static size_t indentation(const char *line)
{
    return strspn(line, " \t");
}

static bool blank_line(const char *line)
{
    return strchr("\r\n", line[indentation(line)]);
}

/* Past the line end. */
static const char *next_line(const char *at)
{
    at += strcspn(at, "\n");
    return *at ? at + 1 : at;
}

/* Indentation that all lines share; the first one, behind the start tag, has none of its own. */
static size_t common_indentation(const char *text)
{
    size_t common = SIZE_MAX;
    for (const char *at = next_line(text); *at; at = next_line(at))
        if (!blank_line(at) && indentation(at) < common)
            common = indentation(at);
    return common == SIZE_MAX ? 0 : common;
}

static const char *example_text(struct loader *l, const struct xml_node *node)
{
    char *text = xml_text(node);
    size_t common = common_indentation(text);
    struct buf out;
    buf_init(&out, LIMIT_PACK_BYTES);
    for (const char *at = text; *at; at = next_line(at)) {
        size_t len = strcspn(at, "\r\n"), cut = at == text ? indentation(at) : common;
        if (cut > len)
            cut = len;
        if (out.len || len > indentation(at)) { /* blank lines at the beginning go */
            buf_add(&out, at + cut, len - cut);
            buf_add_char(&out, '\n');
        }
    }
    size_t len = out.len;
    while (len && strchr(" \t\n", out.s[len - 1]))
        len--;
    const char *copy = arena_printf(l->arena, "%.*s\n", (int)len, buf_str(&out));
    buf_clear(&out);
    xfree(text);
    return copy;
}

static void check_both(struct loader *l, const struct xml_node *node, const struct example *e)
{
    for (uint32_t i = 0; i < e->found_count; i++)
        for (uint32_t k = 0; k < e->missing_count; k++)
            if (e->found[i] == e->missing[k])
                load_error(l, node, "missing", "pack.example", "decide for one",
                    "a criterion is said to be found and to be missing");
}

void load_examples(struct loader *l, const struct xml_node *node, struct requirement *r)
{
    if (!(l->flags & RULES_WITH_EXAMPLES))
        return;
    r->examples = arena_array(l->arena, count_named(node, "example"), sizeof *r->examples);
    for (const struct xml_node *n = xml_first(node); n; n = xml_next(n)) {
        if (!xml_is(n, "example"))
            continue;
        struct example *e = &r->examples[r->example_count++];
        e->file = l->file->path;
        e->line = xml_line(n);
        e->expect = (enum expectation)load_word(l, n, "expect", expectation_words, EXPECT_MET);
        e->organisation = load_attr(l, n, "org");
        e->found = load_refs(l, n, "found", l->criterion_ids, "criterion", &e->found_count);
        e->missing = load_refs(l, n, "missing", l->criterion_ids, "criterion", &e->missing_count);
        e->text = example_text(l, n);
        check_both(l, n, e);
    }
}
