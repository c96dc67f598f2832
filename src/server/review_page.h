/* The page on which assessors judge one plan, and leads settle. */
#ifndef SERVER_REVIEW_PAGE_H
#define SERVER_REVIEW_PAGE_H

#include "register/review.h"
#include "results/results.h"
#include "server/page.h"

/* What the page is made of. */
struct review_view {
    const struct submission *submission;
    const struct plan_record *plan; /* what the program found */
    const char *text;               /* of the plan */
    size_t len;
    const struct seat *seats;
    size_t seat_count;
    const struct judged *judged; /* what this person may see */
    size_t judged_count;
    const struct comparison *compared; /* of moderation and after; NULL: blind */
    size_t compared_count;
    double share, kappa;
};

void review_page(struct buf *, const struct view *, const struct review_view *);
/* The text of the plan with the evidence marked: "m-REQUIREMENT-N" are the ids of the marks. */
void review_text(struct buf *, const struct review_view *);

#endif
