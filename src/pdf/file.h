/* A PDF as letters on pages: what the border to poppler (file.cc) has to say. */
#ifndef PDF_FILE_H
#define PDF_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pdf_wire.h"

struct pdf_file;

/* One character with its place, in points from the top left corner of the page. A blank parts
 * words, a line feed ends a line of poppler's: their places say nothing. */
struct pdf_letter {
    double x0, y0, x1, y1, size;
    unsigned look; /* enum pdf_look */
    char utf8[8];  /* with its NUL */
};

struct pdf_letters {
    double width, height;
    unsigned images;   /* only counted on pages without letters */
    const char *label; /* UTF-8 */
    const struct pdf_letter *v;
    size_t n;
};

#ifdef __cplusplus
extern "C" {
#endif

/* Opens the PDF in `bytes`, which must live as long as it. NULL with `why` when it cannot be. The
 * process has one, until it ends. */
struct pdf_file *pdf_file_open(const char *bytes, size_t len, enum pdf_exit *why);
int pdf_file_pages(struct pdf_file *);
/* The letters of page `number` (from 1) in the order in which they are read; they live until the
 * next call. False when the page's entry is broken. No more than `most` are told. */
bool pdf_file_letters(struct pdf_file *, int number, size_t most, struct pdf_letters *);

#ifdef __cplusplus
}
#endif

#endif
