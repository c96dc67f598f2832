/* Numbers as word processors and browsers print them. */
#ifndef INGEST_NUMBERING_H
#define INGEST_NUMBERING_H

struct buf;

enum number_style {
    NUMBER_NONE,
    NUMBER_BULLET,
    NUMBER_DECIMAL,
    NUMBER_DECIMAL_ZERO, /* 01, 02 */
    NUMBER_LOWER_LETTER, /* a, z, aa as Word has it */
    NUMBER_UPPER_LETTER,
    NUMBER_LOWER_ROMAN,
    NUMBER_UPPER_ROMAN,
    NUMBER_ORDINAL, /* 1st */
};

/* Appends `n` in that style; numbers below 1 and Roman ones above 3999 are printed in digits. */
void number_print(enum number_style, long n, struct buf *out);
/* By the first letter of a type in HTML and ODF: "1", "a", "A", "i", "I"; anything else is NONE. */
enum number_style number_style_of_letter(const char *type);

#endif
