/* Names to elements by binary search: the table is in the order of strcmp(). */
#include "ingest/odt_element.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct name {
    const char *name;
    enum odt_element element;
};

/* clang-format off */
static const struct name names[] = {
    {"alphabetical-index", ODT_CONTENTS},
    {"alphabetical-index-source", ODT_SKIPPED},
    {"annotation", ODT_COMMENT},
    {"bibliography-source", ODT_SKIPPED},
    {"binary-data", ODT_SKIPPED},
    {"circle", ODT_BOX},
    {"covered-table-cell", ODT_SKIPPED},
    {"custom-shape", ODT_BOX},
    {"deletion", ODT_DELETION},
    {"desc", ODT_SKIPPED},
    {"ellipse", ODT_BOX},
    {"event-listeners", ODT_SKIPPED},
    {"font-face-decls", ODT_SKIPPED},
    {"footer", ODT_FURNITURE},
    {"footer-first", ODT_FURNITURE},
    {"footer-left", ODT_FURNITURE},
    {"forms", ODT_SKIPPED},
    {"h", ODT_H},
    {"header", ODT_FURNITURE},
    {"header-first", ODT_FURNITURE},
    {"header-left", ODT_FURNITURE},
    {"hidden-text", ODT_SKIPPED},
    {"illustration-index", ODT_CONTENTS},
    {"illustration-index-source", ODT_SKIPPED},
    {"insertion", ODT_INSERTION},
    {"line-break", ODT_LINE_BREAK},
    {"list", ODT_LIST},
    {"list-header", ODT_LIST_HEADER},
    {"list-item", ODT_LIST_ITEM},
    {"master-page", ODT_MASTER_PAGE},
    {"note", ODT_NOTE},
    {"note-citation", ODT_SKIPPED},
    {"number", ODT_NUMBER},
    {"object-index", ODT_CONTENTS},
    {"object-index-source", ODT_SKIPPED},
    {"p", ODT_P},
    {"path", ODT_BOX},
    {"placeholder", ODT_PLACEHOLDER},
    {"polygon", ODT_BOX},
    {"rect", ODT_BOX},
    {"ruby-text", ODT_SKIPPED},
    {"s", ODT_SPACE},
    {"script", ODT_SKIPPED},
    {"scripts", ODT_SKIPPED},
    {"section", ODT_SECTION},
    {"sequence-decls", ODT_SKIPPED},
    {"soft-page-break", ODT_PAGE_BREAK},
    {"span", ODT_SPAN},
    {"tab", ODT_TAB},
    {"table", ODT_TABLE},
    {"table-cell", ODT_CELL},
    {"table-header-rows", ODT_HEADER_ROWS},
    {"table-index", ODT_CONTENTS},
    {"table-index-source", ODT_SKIPPED},
    {"table-of-content", ODT_CONTENTS},
    {"table-of-content-source", ODT_SKIPPED},
    {"table-row", ODT_ROW},
    {"table-source", ODT_SKIPPED},
    {"text", ODT_BODY},
    {"text-box", ODT_BOX},
    {"title", ODT_SKIPPED},
    {"user-field-decls", ODT_SKIPPED},
    {"user-index", ODT_CONTENTS},
    {"user-index-source", ODT_SKIPPED},
    {"variable-decls", ODT_SKIPPED},
};
/* clang-format on */

static int by_name(const void *key, const void *row)
{
    return strcmp(key, ((const struct name *)row)->name);
}

enum odt_element odt_element(struct odt_names *known, const char *name)
{
    uintptr_t bits = (uintptr_t)name;
    size_t at = (bits ^ bits >> 7) % (sizeof known->name / sizeof *known->name);
    if (known->name[at] != name) {
        const struct name *found =
            bsearch(name, names, sizeof names / sizeof *names, sizeof *names, by_name);
        known->name[at] = name;
        known->element[at] = (unsigned char)(found ? found->element : ODT_OTHER);
    }
    return (enum odt_element)known->element[at];
}
