/* The inside of values/: places in a text, the words that carry values, and the readers of each
 * kind. A reader looks at one place and answers at once; it never searches forward for one. */
#ifndef VALUES_SCAN_H
#define VALUES_SCAN_H

#include "values/values.h"

#define NOWHERE SIZE_MAX

struct text {
    const char *s;
    size_t len;
    size_t floor; /* end of the value before: no value may begin earlier */
    int listed;   /* number of the list item before, "2." */
};

/* ---- text.c: places ---- */

/* The byte at `i`, 0 outside the text. */
static inline unsigned char byte_at(const struct text *t, size_t i)
{
    return i < t->len ? (unsigned char)t->s[i] : 0;
}
static inline bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}
static inline bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}
/* A letter or digit at `i`; accented letters count. */
bool word_char_at(const struct text *, size_t i);
/* A letter or digit ends just before `i`. */
bool word_char_before(const struct text *, size_t i);
/* Past the blanks at `i`: one or two of them, or one line end with its indentation. A wider gap
 * parts columns and is not passed. */
size_t skip_blanks(const struct text *, size_t i);
/* The same backwards: the end of what stands before `i`. */
size_t back_blanks(const struct text *, size_t i);
/* Bytes of the dash, pound sign or apostrophe at `i`; 0 when there is none. */
size_t dash_at(const struct text *, size_t i);
size_t pound_at(const struct text *, size_t i);
size_t apostrophe_at(const struct text *, size_t i);
/* A sign of `signs` at `i` with a digit right after it: the number at hand goes on. */
bool goes_on(const struct text *, size_t i, const char *signs);
/* The end of `phrase` (lower case words parted by one blank) when it stands at `i` after optional
 * blanks or a hyphen, else NOWHERE. */
size_t phrase_at(const struct text *, size_t i, const char *phrase);
/* The start of `phrase` when it ends at `i` before optional blanks or a hyphen, else NOWHERE. */
size_t phrase_before(const struct text *, size_t i, const char *phrase);
/* Before blanks or one hyphen; and whether a phrase may end there, to turn most away fast. */
size_t back_joint(const struct text *, size_t i);
bool may_end_before(const struct text *, size_t i, const char *phrase);
/* One of a list of phrases that ends with NULL. */
bool any_before(const struct text *, size_t i, const char *const *phrases);
size_t any_at(const struct text *, size_t i, const char *const *phrases);
/* One of the words or beginnings of words (lower case, list ends with NULL) begins within `reach`
 * bytes before `from` or after `to`. */
bool any_near(
    const struct text *, size_t from, size_t to, size_t reach, const char *const *beginnings);
/* Blank, line or text begins just before `i` on this line. */
bool line_starts_at(const struct text *, size_t i);

/* ---- words.c ---- */

enum word_kind {
    WORD_ONES, /* one to nine */
    WORD_TEEN, /* ten to nineteen */
    WORD_TENS, /* twenty to ninety */
    WORD_HUNDRED,
    WORD_SCALE, /* thousand, million, billion */
    WORD_DOZEN,
    WORD_HALF,
    WORD_QUARTER,
    WORD_PARTS,   /* thirds, fifths: n is how many make one */
    WORD_ORDINAL, /* first, second, third */
    WORD_MONTH,
    WORD_SEASON, /* n is the first month */
    WORD_FEAST,  /* n is month * 100 + day; 0 for Easter */
    WORD_UNIT,   /* n is minutes */
    WORD_ONCE,   /* once, twice, thrice */
    WORD_NOON,   /* n is minutes after midnight */
    WORD_A       /* a, an */
};
struct word {
    const char *s;
    enum word_kind kind;
    double n;
};
/* The word of the table at `i`, with its end; NULL when it is another word. */
const struct word *word_at(const struct text *, size_t i, size_t *end);
/* False when no word that may begin a value begins with these three bytes: to pass over text
 * fast. */
bool word_may_begin(unsigned char first, unsigned char second, unsigned char third);

/* ---- numbers.c: how much ---- */

struct amount {
    double n;
    size_t end;
    double scale;     /* what n was multiplied with: 1000 of "40K"; 1 */
    int digits;       /* before the point */
    int decimals;     /* after it */
    bool words;       /* in words */
    bool grouped;     /* with thousands commas */
    bool ordinal;     /* third, 2nd */
    bool dotted;      /* 2.2.3: a section or version */
    bool short_scale; /* scaled by a letter: 40K, 1.2m */
    bool damaged;     /* digits were lost */
};
/* A number in digits or words, with its scale. `money`: a pound sign stands before it, so that a
 * lone letter after a blank may scale it. */
bool amount_read(const struct text *, size_t i, bool money, struct amount *);
/* A whole number of at most `most` digits at `i`; its end or NOWHERE. */
size_t integer_read(const struct text *, size_t i, int most, int *n);
/* The table is sorted and its index right: for a test. */
bool words_in_order(void);
/* Number in words alone. */
bool number_words(const struct text *, size_t i, struct amount *);

/* ---- the kinds: each fills all of *v and is true when one begins at `i` ---- */

bool date_read(const struct text *, size_t i, struct value *v);
bool time_read(const struct text *, size_t i, struct value *v);
/* Numbers, money, percentages and durations. */
bool quantity_read(const struct text *, size_t i, struct value *v);

/* durations.c: forms of their own, "an hour and a half", "half an hour", "three quarters of an
 * hour". */
bool duration_idiom(const struct text *, size_t i, struct value *v);
/* The unit after an amount that ends at `i`: its minutes and end; false when there is none. */
bool duration_unit(const struct text *, size_t i, double *minutes, size_t *end);
/* More of the same duration: "and 15 minutes", "and a half". Adds to *v. */
void duration_more(const struct text *, double unit, struct value *v);

/* money.c */
/* The end of the money word after an amount, with what one of it is worth; else NOWHERE. */
size_t money_word(const struct text *, size_t i, double *worth);
/* "pounds and thirty-four pence": adds to *v. */
void money_pence(const struct text *, struct value *v);
/* A plain number that was money before its pound sign was lost. */
bool money_lost(const struct text *, const struct amount *, const struct value *);

/* rates.c: what it is per. Extends v when the rate follows at once; when up to `gap` words stand
 * between, only notes it. */
void rate_read(const struct text *, struct value *v, int gap);

/* The "/1,000" or "/week" of a rate at `i`. */
bool rate_follows(const struct text *, size_t i);

/* references.c: a number that counts nothing. */
bool is_reference(const struct text *, const struct amount *, const struct value *);
/* The number of what looks like a list item ("2. Improving"); 0 when it does not. */
int list_shape(const struct text *, size_t i);
/* A phone number or the like: its end, else NOWHERE. */
size_t dialled_end(const struct text *, size_t i);

/* fractions.c: "one in five", "two thirds of", "half of": per cent. Fills *v. */
bool fraction_read(const struct text *, size_t i, struct value *v);
/* "in five" after an amount. */
bool fraction_of(const struct text *, const struct amount *, struct value *v);

/* qualify.c: around, at least, up to, by, from: sets flags, and the ends of dates. */
void qualify(const struct text *, struct value *v);

/* calendar.c */
int32_t month_first(int year, int month);
int32_t month_last(int year, int month);
int32_t easter_day(int year);

/* The longest sensible value that begins at `i`. */
bool value_read(const struct text *, size_t i, struct value *v);

static inline size_t value_end(const struct value *v)
{
    return (size_t)v->at + v->len;
}
static inline void value_reach(struct value *v, size_t end)
{
    v->len = (uint32_t)(end - v->at);
}

#endif
