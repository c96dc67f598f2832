/* The program planassure-pdf: the words of a PDF with their places, for the reader of PDFs. A
 * program of its own because PDFs are hostile and poppler is large: its faults, its memory and its
 * time at start stay here. The protocol is told in base/pdf_wire.h. */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/pdf_wire.h"

struct confine;

/* Gives up what reading a PDF does not need, once its bytes are in memory: files, the network,
 * other programs, endless time and memory (base/confine.h). False when the system refuses. */
bool sandbox_enter(const struct confine *);

/* Two processes share the pages: one takes them from the first, one from the last, until they
 * meet, so that neither waits long for the other, however busy the processors are. */
struct pages_turn {
    atomic_int *taken; /* by both */
    bool from_end;     /* keeps all until it has its last page, then writes them in order */
};

/* Writes pages to `out`, which is handed on to standard output now and then unless `from_end`. */
enum pdf_exit pages_write(const char *bytes, size_t len, struct pages_turn *turn, struct buf *out);

/* Writes the whole answer, by two processes where that pays. Enters the sandbox. */
enum pdf_exit answer_write(const char *bytes, size_t len);

/* Hands what is in the buffer to standard output and empties it. */
bool output_flush(struct buf *);

#endif
