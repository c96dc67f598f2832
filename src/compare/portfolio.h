/* Many results side by side: a static site. The model is data (plans in order, packs with their
 * counts); portfolio_*.c write the pages. Nothing depends on the clock. */
#ifndef COMPARE_PORTFOLIO_H
#define COMPARE_PORTFOLIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "results/results.h"

struct arena;
struct buf;

/* A plan on the site. */
struct site_plan {
    const struct plan_record *plan;
    const char *name;                 /* as people know it */
    const char *page;                 /* "plan-0007-nhs-harrowmere-ccg.html" */
    const char *key;                  /* whose it is, as it is compared and sorted */
    size_t given;                     /* its place in the input */
    struct site_plan *earlier, *next; /* submissions of one organisation under one pack */
    size_t submission;                /* from 1 */
    size_t defects;                   /* above mere information */
};

/* How often a requirement came out how, over the latest submissions. */
struct site_requirement {
    const char *id, *title, *recommendation;
    const char *page; /* which plans: "requirement-1-0003-access-capacity.html" */
    size_t domain;    /* of the pack */
    enum pa_level level;
    size_t met, partial, not_met, not_applicable, not_assessed;
};

struct site_domain {
    const char *id, *title;
    size_t ratings[PA_GREEN + 1]; /* plans by rating; PA_UNRATED: not scored or not there */
};

/* Something that stands in several plans: a gap of a requirement, or a kind of defect. */
struct site_count {
    const char *what, *of; /* the gap and its requirement's title; the defect and its rule */
    const char *page;      /* of the requirement; NULL for defects */
    size_t plans, times;
};

struct site_pack {
    const char *id, *title; /* title NULL: the results do not say it */
    size_t number;          /* from 1 */
    const char **versions;  /* "1.0.0 (00d777ee6763)", each once */
    size_t version_count;
    struct site_plan **plans; /* the latest of each organisation, in the order asked for */
    size_t count;
    size_t submissions; /* with the earlier ones */
    struct site_domain *domains;
    size_t domain_count;
    struct site_requirement *requirements; /* most often open first */
    size_t requirement_count;
    struct site_count *gaps, *defects; /* most frequent first */
    size_t gap_count, defect_count;
    size_t ratings[PA_GREEN + 1];
    size_t bins[10]; /* plans by score: below 10 %, below 20 %, ... */
};

struct portfolio {
    struct arena *arena;
    struct results *results; /* owned */
    struct site_plan *plans; /* all that were checked, in the order asked for */
    size_t count;
    const struct plan_record **unread;
    size_t unread_count;
    struct site_pack *packs; /* by id */
    size_t pack_count;
    size_t organisations;
    size_t repeated; /* results of one plan that stand in the input more than once, shown once */
};

enum portfolio_sort { SORT_NAME, SORT_SCORE, SORT_RATING, SORT_WRITTEN, SORT_GIVEN };

/* Takes ownership of the results. Never NULL. */
struct portfolio *portfolio_new(struct results *, enum portfolio_sort);
void portfolio_free(struct portfolio *);
/* The name of a page: "PREFIX-0007-nhs-harrowmere-ccg.html"; the number makes it the only one. */
const char *portfolio_page(struct arena *, const char *prefix, size_t number, const char *name);

/* The pages: each appends to `out`. */
void portfolio_index(const struct portfolio *, struct buf *out);
void portfolio_plan(const struct portfolio *, const struct site_plan *, struct buf *out);
void portfolio_requirement(const struct site_pack *, const struct site_requirement *, struct buf *);
void portfolio_csv(const struct portfolio *, struct buf *out);

#endif
