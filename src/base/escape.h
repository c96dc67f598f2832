/* Text from plans made safe for where it is written. All functions append to `out`. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include <stddef.h>

struct buf;

/* For a terminal: control characters, escape sequences and bidirectional overrides become visible
 * (U+XXXX in angle brackets), line ends become blanks. */
void escape_terminal(struct buf *out, const char *s, size_t len);
/* For HTML and XML, in text and in quoted attributes; characters that XML 1.0 forbids are dropped.
 */
void escape_xml(struct buf *out, const char *s, size_t len);

#endif
