/* The elements of WordprocessingML that mean something to a reader of text. */
#ifndef INGEST_DOCX_ELEMENT_H
#define INGEST_DOCX_ELEMENT_H

#include "ingest/element.h"

enum docx_element {
    DOCX_OTHER,
    /* holds other things */
    DOCX_P,
    DOCX_P_PROPERTIES,
    DOCX_R,
    DOCX_R_PROPERTIES,
    DOCX_BOX,
    DOCX_DELETED,
    DOCX_MOVED_AWAY,
    DOCX_INSERTED,
    DOCX_SKIPPED,
    DOCX_CHANGE, /* properties as they were before a change */
    DOCX_EMBEDDED,
    DOCX_SIMPLE_FIELD,
    DOCX_BACKGROUND,
    DOCX_CHECKBOX,
    DOCX_NOTE,
    /* properties of paragraphs and runs */
    DOCX_P_STYLE,
    DOCX_NUM_ID,
    DOCX_NUM_LEVEL,
    DOCX_OUTLINE,
    DOCX_PAGE_BEFORE,
    DOCX_SHADING,
    DOCX_R_STYLE,
    DOCX_BOLD,
    DOCX_UNDERLINE,
    DOCX_VANISH,
    DOCX_SIZE,
    DOCX_COLOUR,
    DOCX_HIGHLIGHT,
    /* content of runs */
    DOCX_T,
    DOCX_INSTRUCTION,
    DOCX_TAB,
    DOCX_BREAK,
    DOCX_RETURN,
    DOCX_HYPHEN,
    DOCX_SYMBOL,
    DOCX_RENDERED_BREAK,
    DOCX_FIELD_MARK,
    DOCX_FOOTNOTE_REF,
    DOCX_ENDNOTE_REF,
    DOCX_CHECKED,
    /* tables */
    DOCX_TABLE,
    DOCX_TABLE_STYLE,
    DOCX_TABLE_LOOK,
    DOCX_ROW,
    DOCX_ROW_PROPERTIES,
    DOCX_ROW_IS_HEAD,
    DOCX_GRID_BEFORE,
    DOCX_CELL,
    DOCX_CELL_PROPERTIES,
    DOCX_GRID_SPAN,
    DOCX_V_MERGE,
    /* controls, sections, alternatives */
    DOCX_CONTROL,
    DOCX_GALLERY,
    DOCX_PLACEHOLDER,
    DOCX_SECTION,
    DOCX_SECTION_TYPE,
    DOCX_FURNITURE_REF,
    DOCX_ALTERNATE,
    DOCX_CHOICE,
    DOCX_FALLBACK
};

enum docx_group {
    DOCX_FRAME,
    DOCX_IN_RUN,
    DOCX_IN_TABLE,
    DOCX_IN_CONTROL,
    DOCX_IN_SECTION,
    DOCX_ALTERNATIVE
};

/* By local name. */
enum docx_element docx_element(struct element_names *, const char *name);
enum docx_group docx_group(enum docx_element);

#endif
