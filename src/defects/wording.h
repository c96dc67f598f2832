/* The words of a plan, folded and stemmed once for all checks. Private to defects/. */
#ifndef DEFECTS_WORDING_H
#define DEFECTS_WORDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

enum word_shape { SHAPE_LOWER, SHAPE_CAPITAL, SHAPE_CAPS, SHAPE_NUMBER, SHAPE_MIXED };

/* What a word is, as far as checks ask. */
enum word_class {
    CLASS_SMALL = 1,    /* the, of, will: says nothing about the matter */
    CLASS_MONTH = 2,    /* `info` is 1 to 12 */
    CLASS_WEEKDAY = 4,  /* `info` is 0 (Monday) to 6 */
    CLASS_LABEL = 8,    /* figure, table, appendix, section, page: `info` is enum label */
    CLASS_TOTAL = 16,   /* total, altogether, overall */
    CLASS_BODY = 32,    /* CCG, ICB: ends the name of a commissioner */
    CLASS_COUNTED = 64, /* practices, homes: what plans count; `info` is enum counted */
    CLASS_STAGE = 128,  /* a step with a place in an order: `info` is enum stage */
    CLASS_HOLE = 256    /* TBC, awaiting: `info` is enum hole */
};

enum label {
    LABEL_FIGURE,
    LABEL_TABLE,
    LABEL_APPENDIX,
    LABEL_ANNEX,
    LABEL_SECTION,
    LABEL_PAGE,
    LABEL_ATTACHED,
    LABEL_BELOW
};

enum counted {
    COUNTED_PRACTICE,
    COUNTED_GP,
    COUNTED_PEOPLE,
    COUNTED_HOME,
    COUNTED_GROUP,
    COUNTED_SITE,
    COUNTED_PHARMACY,
    COUNTED_PCN,
    COUNTED_MILE,
    COUNTED_PARTNERSHIP
};

enum stage { STAGE_CASE = 1, STAGE_TENDER, STAGE_BIDS, STAGE_AWARD, STAGE_OPEN, STAGE_REVIEW };

enum hole { HOLE_CODE, HOLE_AWAIT, HOLE_ADVISE, HOLE_CROSS, HOLE_LOREM };

struct word {
    uint32_t at, end;
    uint32_t hash; /* of the folded letters, a possessive 's left out */
    uint32_t stem; /* hash of its beginning, without common endings */
    uint16_t cls;
    uint8_t info, shape;
};

#define WORDING_STEP 64u

struct wording {
    struct word *v;
    uint32_t n;
    uint32_t *index, slots; /* for wording_from() */
};

/* Reads all words of `len` bytes; they live in xmalloc memory: wording_clear(). */
void wording_read(struct wording *, const char *text, uint32_t len);
void wording_clear(struct wording *);
/* The hash that a lower-case word has. */
uint32_t word_hash(const char *s, uint32_t len);
/* The first word with at >= `at`. */
uint32_t wording_from(const struct wording *, uint32_t at);

#endif
