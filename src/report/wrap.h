/* Lines of a report for people: wrapped at REPORT_WIDTH columns, with hanging indents. */
#ifndef REPORT_WRAP_H
#define REPORT_WRAP_H

#include <stdbool.h>

#include "base/buf.h"

#define REPORT_WIDTH 92

enum paint { PAINT_NONE, PAINT_STRONG, PAINT_DIM, PAINT_GOOD, PAINT_FAIR, PAINT_POOR, PAINT_MARK };

/* The escape sequence that begins (or, for PAINT_NONE, ends) a paint; "" without colour. */
const char *paint_code(bool colour, enum paint);
void paint(struct buf *out, bool colour, enum paint, const char *text);

/* Adds `text` wrapped at blanks: after `first` (already safe for a terminal, as `text` must be) on
 * the first line, `indent` blanks before every other, a line end behind the last. Colour sequences
 * take no room. A word longer than a line stands alone on one. */
void wrap(struct buf *out, const char *first, unsigned indent, const char *text);
/* The same for text that may come from a plan or a pack, which is made safe: behind `indent` blanks
 * and `label`, two more blanks before every other line. */
void wrap_foreign(struct buf *out, unsigned indent, const char *label, const char *text);
/* Columns that the text takes: code points without colour sequences. */
unsigned wrap_columns(const char *text, size_t len);

#endif
