/* The table of passes. The order is part of the design: pages and furniture first, because they
 * part what belongs together; then the shape of the text; then what the blocks mean. */
#include "analyse/analyse.h"

#include "analyse/passes.h"
#include "analyse/words.h"

struct pass {
    const char *name, *description;
    void (*run)(struct doc *);
};

static const struct pass passes[] = {
    {"pages", "page marks in text without form feeds; printed page numbers", pages_run},
    {"boilerplate", "the web site before and after the plan", boilerplate_run},
    {"template", "guidance of a template", template_run},
    {"furniture", "running heads and feet", furniture_run},
    {"tables", "tables rebuilt from tabs, bars and aligned columns", tables_run},
    {"paragraphs", "wrapped lines joined, items and short lines set apart", paragraphs_run},
    {"contents", "tables of contents", contents_run},
    {"captions", "captions of tables and figures", captions_run},
    {"headings", "headings in unmarked text", headings_run},
    {"run-in", "short titles that open a paragraph", runin_run},
    {"lists", "items that run together; lists and their lead-ins", lists_run},
    {"sections", "the section tree and what each section is about in time", sections_run},
    {"glossary", "abbreviations of the text and of its glossary", glossary_run},
    {"marks", "references, keywords, placeholders, unreadable text", marks_run},
    {"template left", "whether a template was filled in", template_left_run},
    {"roles", "what each table is for", roles_run},
    {"sentences", "sentences, and what leads into them", sentences_run},
    {"values", "numbers, money, dates and times", values_run},
    {"written", "the plan's title and the day it was written", written_run},
    {"organisations", "the plan's own organisation, others, and who speaks", organisations_run},
};

/* The caller's organisation is handed to its pass as an own organisation that stands nowhere. */
static void give_own(struct doc *doc, const char *organisation)
{
    struct doc_org org = {.name = arena_strdup(doc->arena, organisation), .at = DOC_NONE};
    org.own = true;
    doc->orgs.n = 0;
    VEC_PUSH(&doc->orgs, org);
}

void analyse(struct doc *doc, const char *organisation)
{
    if (organisation && *organisation)
        give_own(doc, organisation);
    doc->sections.n = 0;
    doc->sentences.n = 0;
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        passes[i].run(doc);
    words_drop(doc);
}
