/* Words with what the passes ask about them: shape, class, and the punctuation that follows.
 * Private to analyse/. */
#ifndef ANALYSE_WORDS_H
#define ANALYSE_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "doc/doc.h"

enum word_shape {
    WORD_LOWER,   /* appointment, e-consultation */
    WORD_CAPITAL, /* Appointment */
    WORD_CAPS,    /* STP, GPs, IM&T, A */
    WORD_NUMBER,  /* 30,000  2017  6.30 */
    WORD_ID,      /* 3.1, 2.2.3: may number a heading */
    WORD_OTHER    /* 6pm, 1b */
};

enum word_class {
    WORD_JOINER = 1,  /* small words inside titles: of, and, for */
    WORD_STARTER = 2, /* opens a sentence when it is capitalised in the middle of a line */
    WORD_AUX = 4,     /* is, will, has: a finite verb */
    WORD_LABEL = 8,   /* the next number belongs to it: figure, section, page, version */
    WORD_BOUND = 16,  /* cannot end a statement: a preposition, an article, a conjunction */
    WORD_VERB = 32,   /* opens a listed action when capitalised: Improve, Develop */
    WORD_ORG = 64,    /* ends the name of an organisation: CCG, Council */
    WORD_NAME = 128   /* may end a kind of organisation or begin a national body's name */
};

enum word_after {
    AFTER_STOP = 1, /* . ? ! */
    AFTER_COMMA = 2,
    AFTER_COLON = 4,
    AFTER_SEMI = 8,
    AFTER_DASH = 16,
    AFTER_OPEN = 32, /* ( or [ stands before the next word */
    AFTER_CLOSE = 64,
    AFTER_LINE = 128,   /* a line end */
    AFTER_BULLET = 256, /* a bullet sign */
    AFTER_QUOTE = 512,
    AFTER_TAB = 1024,
    AFTER_ASK = 2048, /* the stop is a question mark */
    AFTER_DOTS = 4096 /* a row of dots: a leader or an ellipsis */
};

struct word {
    uint32_t at, end;
    uint32_t hash; /* of the lower-case letters */
    uint16_t after;
    uint8_t shape, cls;
};

/* Words of a stretch of text; they belong to the document. */
struct word_list {
    const struct word *v;
    size_t n;
};

/* The words of doc->text in [at, end). The text is scanned once, at the first call, and the words
 * are kept in doc->scan until words_drop(). `after` of the last word tells what follows it, beyond
 * `end` too. */
void words_between(struct doc *, uint32_t at, uint32_t end, struct word_list *out);
void words_drop(struct doc *);

/* True when the word is `s` (lower case, ASCII) in any case. */
bool word_is(const char *text, const struct word *, const char *s);
/* The hash words_scan() gives to `s`. */
uint32_t word_fold_hash(const char *s, size_t len);
/* Capitalised or all capitals. */
static inline bool word_is_upper(const struct word *w)
{
    return w->shape == WORD_CAPITAL || w->shape == WORD_CAPS;
}
/* A bullet sign at `s`: its length in bytes, 0 when it is none. */
uint32_t bullet_length(const char *s, uint32_t len);
/* Case-insensitive comparison of `len` bytes with lower-case ASCII `lower`. */
bool text_equals(const char *s, size_t len, const char *lower);
/* The first place of lower-case ASCII `lower` in `len` bytes, NULL when there is none. */
const char *text_find(const char *s, size_t len, const char *lower);

#endif
