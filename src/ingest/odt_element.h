/* The elements of OpenDocument that mean something to a reader of text. */
#ifndef INGEST_ODT_ELEMENT_H
#define INGEST_ODT_ELEMENT_H

#include "ingest/element.h"

enum odt_element {
    ODT_OTHER,
    ODT_P,
    ODT_H,
    ODT_SPAN,
    ODT_SPACE,
    ODT_TAB,
    ODT_LINE_BREAK,
    ODT_PAGE_BREAK,
    ODT_NUMBER,
    ODT_PLACEHOLDER,
    ODT_LIST,
    ODT_LIST_ITEM,
    ODT_LIST_HEADER,
    ODT_NOTE,
    ODT_BOX,
    ODT_SECTION,
    ODT_CONTENTS,
    ODT_TABLE,
    ODT_HEADER_ROWS,
    ODT_ROW,
    ODT_CELL,
    ODT_COMMENT,
    ODT_INSERTION,
    ODT_DELETION,
    ODT_SKIPPED,
    ODT_BODY,
    ODT_MASTER_PAGE,
    ODT_FURNITURE
};

/* By local name. */
enum odt_element odt_element(struct element_names *, const char *name);

#endif
