/* What planassure-pdf (src/pdf/) says to the reader of PDFs (src/ingest/reader_pdf.c): the program
 * gets the bytes of a PDF on standard input and answers on standard output, one thing a line, in
 * UTF-8. All lengths are tenths of a point, whole numbers, from the top left corner of the page.
 *
 *     planassure-pdf 1                           the first line
 *     p NUMBER WIDTH HEIGHT IMAGES LABEL         a page begins; the label is its printed number
 *     s X0 Y0 X1 Y1 SIZE LOOK TEXT               a segment: words of one line that look alike and
 *                                                stand close together; SIZE is that of its letters
 *     e                                          the last line: all was said
 *
 * LOOK is a sum of enum pdf_look. IMAGES counts the pictures of a page without text, and is 0 for
 * others. LABEL may be empty. */
#ifndef BASE_PDF_WIRE_H
#define BASE_PDF_WIRE_H

#define PDF_WIRE_PROGRAM "planassure-pdf"
#define PDF_WIRE_FIRST   "planassure-pdf 1"
#define PDF_WIRE_LAST    "e"
#define PDF_WIRE_UNITS   10 /* in a point */

enum pdf_look {
    PDF_BOLD = 1,
    PDF_ITALIC = 2,
    PDF_COLOUR = 4, /* not black or grey */
    PDF_HIDDEN = 8  /* nobody sees it: not painted, or in the colour of what lies under it */
};

/* How the program ends. */
enum pdf_exit {
    PDF_EXIT_OK = 0,
    PDF_EXIT_FAILED = 10, /* the system said no: reading, writing, memory */
    PDF_EXIT_ENCRYPTED,
    PDF_EXIT_DAMAGED,
    PDF_EXIT_NO_PAGES,
    PDF_EXIT_TOO_LARGE /* a limit was reached */
};

#endif
