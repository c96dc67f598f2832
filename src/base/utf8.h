/* UTF-8: validation, decoding, and the folding that matching rests on. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length of the longest valid prefix of `s` (equals `len` when all of it is valid UTF-8; overlong
 * forms, surrogates and values above U+10FFFF are invalid; RFC 3629). */
size_t utf8_valid_prefix(const char *s, size_t len);
/* Decodes one code point at `s` (len > 0). Returns the bytes taken, at least 1; an invalid byte
 * gives U+FFFD and takes 1. */
size_t utf8_decode(const char *s, size_t len, uint32_t *code_point);
/* Writes `code_point` to `out` (room for 4); returns the bytes written. */
size_t utf8_encode(uint32_t code_point, char *out);
/* Code points in `s`. */
size_t utf8_count(const char *s, size_t len);
/* Letter or digit (Latin scripts, Greek and Cyrillic are letters; enough for English plans). */
bool utf8_is_word(uint32_t code_point);
/* Every kind of blank: space, tab, no-break space, the U+2000 family. Line ends are not blanks. */
bool utf8_is_blank(uint32_t code_point);
/* Lower case without accents, one apostrophe, one dash, one quote, ligatures left as they are:
 * 'É' -> 'e', U+2019 -> '\'', U+2013 -> '-'. */
uint32_t utf8_fold(uint32_t code_point);

#endif
