/* Text from plans made safe for where it is written. All functions append to `out`. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/* Does the code point move the cursor, hide text (annotations, tags that no font shows) or turn its
 * direction? Blanks without width are left: Word writes them, and they hide nothing. */
bool escape_is_unsafe(uint32_t code_point);
/* For a terminal: control characters, escape sequences and bidirectional overrides become visible
 * (U+XXXX in angle brackets), line ends become blanks. */
void escape_terminal(struct buf *out, const char *s, size_t len);
/* For HTML and XML, in text and in quoted attributes; characters that XML 1.0 forbids are dropped.
 */
void escape_xml(struct buf *out, const char *s, size_t len);
/* escape_terminal(), then escape_xml(): for pages and reports that people read. */
void escape_page(struct buf *out, const char *s, size_t len);
/* A quoted CSV field (RFC 4180) on one line, control characters visible. A text that a spreadsheet
 * could take for a formula gets an apostrophe in front. */
void escape_csv(struct buf *out, const char *s, size_t len);
/* Running text in Markdown: no mark-up, no HTML, no mention or reference of GitHub's. */
void escape_markdown(struct buf *out, const char *s, size_t len);
/* Text of a plan in Markdown, as a code span; not for tables. */
void escape_markdown_code(struct buf *out, const char *s, size_t len);
/* The message of a GitHub workflow command ("::error ...::MESSAGE"); `property`: a value before it.
 */
void escape_github(struct buf *out, const char *s, size_t len, bool property);
/* A relative or absolute path as the path of a URI: what RFC 3986 does not allow in one is
 * percent-encoded. */
void escape_uri(struct buf *out, const char *s, size_t len);

#endif
