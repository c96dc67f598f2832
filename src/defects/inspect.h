/* What every check works with: the plan's words, read once, and how a finding is made. Private to
 * defects/. Checks never change the document. */
#ifndef DEFECTS_INSPECT_H
#define DEFECTS_INSPECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"
#include "defects/defects.h"
#include "defects/wording.h"
#include "doc/doc.h"

struct inspection {
    const struct doc *doc;
    struct arena *arena; /* of this inspection: freed at its end */
    struct arena *kept;  /* of the result */
    uint64_t *steps;     /* spent on comparisons, see inspect_spend() */
    const struct pack *pack;
    const struct defect_check *check; /* the one that runs */
    struct wording words;
    VEC(struct finding) found;
};

/* Adds a finding of the running check at [at, end). `severity` NULL: the check's own. */
void inspect_report(struct inspection *, const char *severity, uint32_t at, uint32_t end,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Another place that belongs to the last finding. */
void inspect_relate(struct inspection *, uint32_t at, uint32_t end);

/* Counts `steps` of a search through the plan. False when the plan has had its share: a text made
 * to be compared with itself for hours ends here, and the result says so. */
static inline bool inspect_spend(const struct inspection *n, uint64_t steps)
{
    *n->steps += steps;
    return *n->steps <= LIMIT_DEFECT_STEPS;
}

/* Blocks that say something: not furniture, boilerplate or hidden, and no contents or glossary. */
bool block_speaks(const struct doc_block *);
/* The sentence around `at`, or its whole row in a table: what a finding quotes. */
void inspect_quote(const struct inspection *, uint32_t at, uint32_t *from, uint32_t *to);
struct finding_place inspect_place(const struct inspection *, uint32_t at);
/* Words of the document in [at, end): the first, and one past the last. */
struct span {
    uint32_t first, end;
};
struct span inspect_words(const struct inspection *, uint32_t at, uint32_t end);
/* The heads of a cell's row and column, "" where it has none. Never NULL. */
void inspect_heads(
    const struct inspection *, uint32_t block, const char **row, const char **column);
/* Text of a stretch in the arena, blanks run together, cut to `most` bytes with "...". */
const char *inspect_text(const struct inspection *, uint32_t at, uint32_t end, uint32_t most);
/* Is the word `i` this one (lower case)? False outside of the text. */
bool inspect_is(const struct inspection *, uint32_t i, const char *word);
/* Is one of the words of the span in the list (lower case)? */
bool inspect_has_any(const struct inspection *, struct span, const char *const *list, size_t count);
/* A byte of the text, a blank outside of it. */
static inline char inspect_byte(const struct inspection *n, uint32_t at)
{
    return at < n->doc->len ? n->doc->text[at] : ' ';
}
static inline bool is_figure(char c)
{
    return c >= '0' && c <= '9';
}
/* Formats that carry their own headings and tables (not text or PDF). */
bool inspect_marked(const struct inspection *);
/* Transposed: the same digits, two neighbours exchanged. Both above 99. */
bool digits_transposed(double a, double b);
/* Writes a number as people do: "12,370", "3.6". */
const char *inspect_number(const struct inspection *, double value, int decimals);

/* The checks. */
void abbreviations_run(struct inspection *);
void arithmetic_run(struct inspection *);
void bad_dates_run(struct inspection *);
void contradictions_run(struct inspection *);
void date_order_run(struct inspection *);
void duplicates_run(struct inspection *);
void organisations_check_run(struct inspection *);
void placeholders_run(struct inspection *);
void references_run(struct inspection *);
void sections_check_run(struct inspection *);
void totals_run(struct inspection *);
void unreadable_run(struct inspection *);

#endif
