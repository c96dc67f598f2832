/* Captions: "Table 3: Opening hours" at the beginning of a line or inside running text becomes a
 * block of its own; a caption beside a table becomes that table's caption. */
#include "analyse/edit.h"
#include "analyse/passes.h"
#include "analyse/title_end.h"

#define MAX_CAPTION 12 /* words of a caption whose end cannot be told */

struct captions {
    VEC(struct cut) cuts;
};

/* The word after the caption that begins at `i`. */
static size_t caption_end(const char *text, const struct word *w, size_t n, size_t i)
{
    size_t first = i + 2;
    if (first >= n)
        return n;
    size_t end = title_end(text, w, n, first, false);
    if (end)
        return end;
    for (end = first; end < n && end - first < MAX_CAPTION; end++)
        if (w[end].shape == WORD_NUMBER && end > first)
            break;
    return end;
}

static void find_captions(
    const struct doc *doc, const struct word *w, size_t n, struct captions *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_caption_start(doc->text, w, n, i))
            continue;
        if (i && w[i - 1].after & (AFTER_OPEN | AFTER_COMMA))
            continue;
        if (i && w[i - 1].cls & WORD_BOUND && w[i - 1].shape == WORD_LOWER && !w[i - 1].after)
            continue; /* "shown in Figure 3: ..." */
        size_t end = caption_end(doc->text, w, n, i);
        struct cut c = {w[i].at, w[end - 1].end, 0, DOC_CAPTION, 0, false};
        uint32_t stop = end < n ? w[end].at : c.end;
        while (c.end < stop && doc->text[c.end] == ')')
            c.end++;
        VEC_PUSH(&out->cuts, c);
        i = end - 1;
    }
}

/* A caption stands right before its table, or right after it. */
static void attach(struct doc *doc)
{
    for (size_t i = 0; i < doc->tables.n; i++) {
        struct doc_table *t = &doc->tables.v[i];
        if (t->caption != DOC_NONE)
            continue;
        uint32_t before = t->first_block, after = t->end_block;
        while (before > 0 && doc->blocks.v[before - 1].marks & DOC_FURNITURE)
            before--;
        if (before > 0 && doc->blocks.v[before - 1].kind == DOC_CAPTION)
            t->caption = before - 1;
        else if (after < doc->blocks.n && doc->blocks.v[after].kind == DOC_CAPTION)
            t->caption = after;
    }
}

void captions_run(struct doc *doc)
{
    struct word_list l = {0};
    struct captions found = {0};
    for (size_t i = 0; i < doc->blocks.n && !doc->shaped; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (b->kind != DOC_PARAGRAPH || b->table != DOC_NONE || b->marks & DOC_NEVER_EVIDENCE)
            continue;
        words_between(doc, b->at, b->end, &l);
        find_captions(doc, l.v, l.n, &found);
    }
    edit_cut(doc, found.cuts.v, found.cuts.n);
    xfree(found.cuts.v);
    attach(doc);
}
