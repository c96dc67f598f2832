/* What a second submission changed: "you said, we found". Plans of two runs are paired, then their
 * requirements by id, domains by id and defects by fingerprint. Data only; diff_*.c write it. */
#ifndef COMPARE_DIFF_H
#define COMPARE_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "results/results.h"

struct arena;

/* What became of a requirement, the most urgent first. */
enum change {
    CHANGE_LOST,      /* its outcome fell: what was met is not met, or only partly */
    CHANGE_OPEN,      /* asked before, and nothing was gained */
    CHANGE_PARTLY,    /* something of what was missing is there now */
    CHANGE_ANSWERED,  /* asked before, met now */
    CHANGE_UNDECIDED, /* not assessed in one of the two */
    CHANGE_NEW,       /* only the second pack asks it, or it did not apply before */
    CHANGE_DROPPED,   /* no longer asked, or it does not apply any more */
    CHANGE_KEPT,      /* met in both */
    CHANGES
};

/* How the evidence of a requirement stands to what it was. */
enum evidence_change {
    EVIDENCE_NONE,  /* one of the two has none */
    EVIDENCE_SAME,  /* the same words at the same places */
    EVIDENCE_MOVED, /* the same words, elsewhere */
    EVIDENCE_OTHER  /* other words */
};

struct requirement_change {
    const struct requirement_record *before, *now; /* one may be NULL */
    enum change change;
    enum evidence_change evidence;
    const char **found; /* gaps that were closed, in words */
    size_t found_count;
    const char **lost; /* gaps that were opened */
    size_t lost_count;
};

enum defect_change_kind { DEFECT_NEW, DEFECT_STILL, DEFECT_GONE };
struct defect_change {
    const struct finding_record *before, *now; /* one may be NULL */
    enum defect_change_kind kind;
};

struct domain_change {
    const struct domain_record *before, *now; /* one may be NULL */
};

struct plan_diff {
    const struct plan_record *before, *now;
    const char *matched;   /* how they were paired: "organisation", ...; "alone" */
    bool comparable;       /* both were checked */
    const char **warnings; /* why changes may not be the plan's: another pack or program */
    size_t warning_count;
    struct domain_change *domains;
    size_t domain_count;
    struct requirement_change *requirements; /* by change, then in the order of the pack */
    size_t requirement_count;
    size_t changes[CHANGES];       /* how many of each */
    size_t recommended;            /* recommendations of the first: requirements that were open */
    size_t moved;                  /* met in both, the same words elsewhere */
    struct defect_change *defects; /* new, still, gone; the gravest first */
    size_t defect_count;
    size_t defects_new, defects_still, defects_gone;
    size_t defects_grave; /* new ones of medium or high severity */
};

struct diff {
    struct arena *arena;
    struct results *before, *now; /* owned */
    const char *before_name, *now_name;
    struct plan_diff *plans;
    size_t count;
    const struct plan_record **only_before, **only_now;
    size_t only_before_count, only_now_count;
};

enum match { MATCH_AUTO, MATCH_ORGANISATION, MATCH_TITLE, MATCH_PATH, MATCH_ORDER };

/* Compares two runs; takes ownership of both. Never NULL. */
struct diff *diff_new(struct results *before, struct results *now, const char *before_name,
    const char *now_name, enum match);
void diff_free(struct diff *);

const char *change_name(enum change); /* "lost", "open", ... */
const char *evidence_change_name(enum evidence_change);
const char *defect_change_name(enum defect_change_kind);

struct buf;
struct diff_options {
    bool colour;  /* text: colours */
    bool verbose; /* text, Markdown: what was kept too */
};
typedef void diff_writer(const struct diff *, const struct diff_options *, struct buf *out);
diff_writer diff_text, diff_markdown, diff_html, diff_json;
/* The writer of that name, NULL when there is none. */
diff_writer *diff_writer_find(const char *format);

#endif
