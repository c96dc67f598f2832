/* Reviews: two assessors judge a submission, each blind to the other, then a lead settles what they
 * differ in, and the agreed view is checked and written anew. Judgements are only added, never
 * changed: the latest of a person counts, and the older ones tell who changed what, and when.
 *
 * - Submitters may do none of this: REGISTRY_DENIED.
 * - While a seat is not finished, everybody sees their own judgements alone, leads too.
 * - Only leads settle and close. */
#ifndef REGISTER_REVIEW_H
#define REGISTER_REVIEW_H

#include "register/register.h"
#include "review/judgements.h"

enum standing_of {
    JUDGED_FRESH,   /* of this version */
    JUDGED_CARRIED, /* of the version before, on words that still stand in this one */
    JUDGED_SUSPECT  /* of the version before, on other ground: it does not count until confirmed */
};

struct judged {
    struct judgement judgement; /* `by` is the shown name, `when` the day */
    enum standing_of standing;
    bool settles; /* a lead's word that ends a difference */
    struct person who;
    int64_t at;
    uint32_t seat; /* 1 or 2; 0: a lead who settled */
};

struct seat {
    struct person person;
    int64_t began, finished; /* finished 0: still at work */
};

/* Takes one of the two seats. TAKEN when both are taken, the review is moderated or agreed, or the
 * check is not done. What was agreed of the version before is carried over, or marked suspect. */
enum registry_status review_begin(struct registry *, const struct person *who, const char *id);
/* Adds a judgement of somebody with an open seat. Its added words must stand in the text of the
 * plan, and an outcome must be one that people give: INVALID. */
enum registry_status review_judge(
    struct registry *, const struct person *who, const char *id, const struct judgement *);
/* Ends one's seat; when no other is open, the review is up for moderation. */
enum registry_status review_finish(struct registry *, const struct person *who, const char *id);
/* A lead's word on a requirement, in moderation. */
enum registry_status review_settle(
    struct registry *, const struct person *who, const char *id, const struct judgement *);
/* Ends the review: queues the check of the agreed view. TAKEN when something is not settled. */
enum registry_status review_close(struct registry *, const struct person *who, const char *id);
/* Back to moderation, after "agreed". */
enum registry_status review_reopen(struct registry *, const struct person *who, const char *id);

enum registry_status review_seats(struct registry *, const struct person *who, const char *id,
    struct arena *, struct seat seats[2], size_t *count);
/* The judgements that `who` may see, in order of time; `history` false: of each person and
 * requirement the latest. */
enum registry_status review_judgements(struct registry *, const struct person *who, const char *id,
    bool history, struct arena *, struct judged **list, size_t *count);

/* ---- pure functions on judgements ---- */

/* How the two seats stand to each other on a requirement. */
struct comparison {
    const char *requirement;
    const struct judged *of[2]; /* NULL: not judged */
    const struct judged *settled;
    bool differs; /* in the outcome */
};
/* Each requirement that somebody judged, in the order of the first judgement; suspect ones do not
 * count. `kappa` is Cohen's with linear weights over those that both judged; NAN: none. */
struct comparison *review_compare(struct arena *, const struct judged *list, size_t judged,
    size_t *count, double *share, double *kappa);
/* What counts: the lead's word, else what both say, else what the one says; NULL: they differ. */
const struct judged *review_agreed(const struct comparison *);
/* The agreed judgements as `check --judgements` takes them, and as a label file for
 * `rules evaluate`. Both are strings in the arena. */
const char *review_agreed_json(
    struct arena *, const char *sha256, const struct comparison *, size_t count);
const char *review_labels_json(struct arena *, const char *plan, const char *framework,
    const struct comparison *, size_t count);

/* Does a judgement of the version before still rest on the same words? `quotes` are those of its
 * evidence then, `text` is the plan of now. Without quotes: when the program finds now what it
 * found then. */
bool review_carries(
    const char *const *quotes, size_t count, const char *text, size_t len, bool same_outcome);

/* The artefacts that the review reads: what `extract -f text` prints, and the results. */
#define REVIEW_TEXT    "text.txt"
#define REVIEW_RESULTS "results.json"

#endif
