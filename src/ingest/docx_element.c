/* The table of names, in the order of strcmp(). */
#include "ingest/docx_element.h"

/* clang-format off */
static const struct element_row names[] = {
    {"AlternateContent", DOCX_ALTERNATE},
    {"Choice", DOCX_CHOICE},
    {"Fallback", DOCX_FALLBACK},
    {"altChunk", DOCX_EMBEDDED},
    {"b", DOCX_BOLD},
    {"background", DOCX_BACKGROUND},
    {"br", DOCX_BREAK},
    {"checkBox", DOCX_CHECKBOX},
    {"checked", DOCX_CHECKED},
    {"color", DOCX_COLOUR},
    {"cr", DOCX_RETURN},
    {"default", DOCX_CHECKED},
    {"del", DOCX_DELETED},
    {"delInstrText", DOCX_SKIPPED},
    {"delText", DOCX_SKIPPED},
    {"docPartGallery", DOCX_GALLERY},
    {"endnote", DOCX_NOTE},
    {"endnoteReference", DOCX_ENDNOTE_REF},
    {"fldChar", DOCX_FIELD_MARK},
    {"fldSimple", DOCX_SIMPLE_FIELD},
    {"footerReference", DOCX_FURNITURE_REF},
    {"footnote", DOCX_NOTE},
    {"footnoteReference", DOCX_FOOTNOTE_REF},
    {"gridBefore", DOCX_GRID_BEFORE},
    {"gridSpan", DOCX_GRID_SPAN},
    {"headerReference", DOCX_FURNITURE_REF},
    {"highlight", DOCX_HIGHLIGHT},
    {"ilvl", DOCX_NUM_LEVEL},
    {"ins", DOCX_INSERTED},
    {"instrText", DOCX_INSTRUCTION},
    {"lastRenderedPageBreak", DOCX_RENDERED_BREAK},
    {"moveFrom", DOCX_MOVED_AWAY},
    {"moveTo", DOCX_INSERTED},
    {"noBreakHyphen", DOCX_HYPHEN},
    {"numId", DOCX_NUM_ID},
    {"numberingChange", DOCX_CHANGE},
    {"outlineLvl", DOCX_OUTLINE},
    {"p", DOCX_P},
    {"pPr", DOCX_P_PROPERTIES},
    {"pPrChange", DOCX_CHANGE},
    {"pStyle", DOCX_P_STYLE},
    {"pageBreakBefore", DOCX_PAGE_BEFORE},
    {"ptab", DOCX_TAB},
    {"r", DOCX_R},
    {"rPr", DOCX_R_PROPERTIES},
    {"rPrChange", DOCX_CHANGE},
    {"rStyle", DOCX_R_STYLE},
    {"rt", DOCX_SKIPPED},
    {"sdt", DOCX_CONTROL},
    {"sectPr", DOCX_SECTION},
    {"sectPrChange", DOCX_CHANGE},
    {"shd", DOCX_SHADING},
    {"showingPlcHdr", DOCX_PLACEHOLDER},
    {"subDoc", DOCX_EMBEDDED},
    {"sym", DOCX_SYMBOL},
    {"sz", DOCX_SIZE},
    {"t", DOCX_T},
    {"tab", DOCX_TAB},
    {"tbl", DOCX_TABLE},
    {"tblGrid", DOCX_SKIPPED},
    {"tblGridChange", DOCX_CHANGE},
    {"tblHeader", DOCX_ROW_IS_HEAD},
    {"tblLook", DOCX_TABLE_LOOK},
    {"tblPrChange", DOCX_CHANGE},
    {"tblPrExChange", DOCX_CHANGE},
    {"tblStyle", DOCX_TABLE_STYLE},
    {"tc", DOCX_CELL},
    {"tcPr", DOCX_CELL_PROPERTIES},
    {"tcPrChange", DOCX_CHANGE},
    {"tr", DOCX_ROW},
    {"trPr", DOCX_ROW_PROPERTIES},
    {"trPrChange", DOCX_CHANGE},
    {"txbxContent", DOCX_BOX},
    {"type", DOCX_SECTION_TYPE},
    {"u", DOCX_UNDERLINE},
    {"vMerge", DOCX_V_MERGE},
    {"vanish", DOCX_VANISH},
};
/* clang-format on */

enum docx_element docx_element(struct element_names *known, const char *name)
{
    return (enum docx_element)element_find(known, names, sizeof names / sizeof *names, name);
}

enum docx_group docx_group(enum docx_element e)
{
    if (e >= DOCX_T && e <= DOCX_CHECKED)
        return DOCX_IN_RUN;
    if (e >= DOCX_TABLE && e <= DOCX_V_MERGE)
        return DOCX_IN_TABLE;
    if (e >= DOCX_CONTROL && e <= DOCX_PLACEHOLDER)
        return DOCX_IN_CONTROL;
    if (e >= DOCX_SECTION && e <= DOCX_FURNITURE_REF)
        return DOCX_IN_SECTION;
    return e >= DOCX_ALTERNATE ? DOCX_ALTERNATIVE : DOCX_FRAME;
}
