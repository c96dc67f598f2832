/* The guidance of a template ("planassure init"): every paragraph of it begins with the same mark.
 * It says what a plan must show, in the very words that rules look for, and is no plan: it never
 * counts, whether it was left beside answers or nobody has answered yet. */
#include <string.h>

#include "analyse/passes.h"

#define PACK_WORDS DOC_TEMPLATE_MARK " Pack: "
#define NAME_MAX   100
#define ENOUGH     200 /* bytes of one's own: less is a name and a date */

static bool is_template(const struct doc *doc, const struct doc_block *b)
{
    const size_t n = strlen(DOC_TEMPLATE_MARK);
    return b->end - b->at >= n && memcmp(doc->text + b->at, DOC_TEMPLATE_MARK, n) == 0;
}

/* The template says which pack it was made for. */
static void take_pack(struct doc *doc, const struct doc_block *b)
{
    const size_t n = strlen(PACK_WORDS);
    if (doc->plan_type || b->end - b->at <= n || memcmp(doc->text + b->at, PACK_WORDS, n) != 0)
        return;
    const char *id = doc->text + b->at + n;
    size_t len = strcspn(id, " .\n\t");
    if (len && len < NAME_MAX && len <= b->end - b->at - n)
        doc->plan_type = arena_copy(doc->arena, id, len);
}

/* A structured template says it as its plan type. */
static void take_plan_type(struct doc *doc)
{
    const char *type = doc->plan_type;
    if (type && strncmp(type, PACK_WORDS, strlen(PACK_WORDS)) == 0)
        doc->plan_type = type + strlen(PACK_WORDS);
}

void template_run(struct doc *doc)
{
    take_plan_type(doc);
    for (size_t i = 0; i < doc->blocks.n; i++)
        if (is_template(doc, &doc->blocks.v[i])) {
            doc->blocks.v[i].marks |= DOC_TEMPLATE;
            take_pack(doc, &doc->blocks.v[i]);
        }
}

/* A table of heads alone is a form: it states nothing. */
static void mark_empty_tables(struct doc *doc)
{
    for (size_t t = 0; t < doc->tables.n; t++) {
        const struct doc_table *table = &doc->tables.v[t];
        bool filled = false;
        for (uint32_t i = table->first_block; i < table->end_block; i++)
            filled |= !doc->blocks.v[i].header && doc->blocks.v[i].end > doc->blocks.v[i].at;
        for (uint32_t i = table->first_block; i < table->end_block && !filled; i++)
            doc->blocks.v[i].marks |= DOC_TEMPLATE;
    }
}

/* Text of the plan's own: no heading, no head of a table, no guidance. */
static bool is_own(const struct doc_block *b)
{
    return b->kind != DOC_HEADING && b->kind != DOC_CAPTION && !b->header &&
           !(b->marks & DOC_NEVER_EVIDENCE);
}

void template_left_run(struct doc *doc)
{
    size_t guidance = 0, own = 0;
    uint32_t first = DOC_NONE;
    template_run(doc); /* later passes have cut and joined blocks */
    mark_empty_tables(doc);
    for (size_t i = 0; i < doc->blocks.n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (b->marks & DOC_TEMPLATE) {
            guidance += is_template(doc, b);
            first = first == DOC_NONE ? b->at : first;
        } else if (is_own(b)) {
            own += b->end - b->at;
        }
    }
    if (!guidance)
        return;
    if (own < ENOUGH)
        doc_add_note(doc, "template.untouched", first,
            "this looks like a template that nobody has filled in yet: write your plan under its "
            "headings, and delete the paragraphs that begin with " DOC_TEMPLATE_MARK);
    else
        doc_add_note(doc, "template.left", first,
            "%zu paragraph%s of the template's guidance %s still in the plan and %s not counted: "
            "delete what begins with " DOC_TEMPLATE_MARK,
            guidance, guidance == 1 ? "" : "s", guidance == 1 ? "is" : "are",
            guidance == 1 ? "was" : "were");
}
