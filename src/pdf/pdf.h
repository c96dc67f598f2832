/* The program planassure-pdf: the words of a PDF with their places, for the reader of PDFs. A
 * program of its own because PDFs are hostile and poppler is large: its faults, its memory and its
 * time at start stay here. The protocol is told in base/pdf_wire.h. */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/pdf_wire.h"

/* Gives up what reading a PDF does not need, once its bytes are in memory: files, the network,
 * other programs, core dumps, endless time and memory. False when the system refuses. */
bool sandbox_enter(void);

/* Writes the pages of one of `parts` equal parts of the PDF to `out`, which is handed on to
 * standard output now and then, unless `keep`. */
enum pdf_exit pages_write(
    const char *bytes, size_t len, int part, int parts, bool keep, struct buf *out);

/* Writes the whole answer, by two processes where that pays. Enters the sandbox. */
enum pdf_exit answer_write(const char *bytes, size_t len);

/* Hands what is in the buffer to standard output and empties it. */
bool output_flush(struct buf *);

#endif
