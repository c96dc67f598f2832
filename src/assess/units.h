/* What counts as "the same place": for each scope every sentence has a unit, named by the index of
 * the unit's first sentence. A table row is one sentence unit; heads, captions and lead-ins are the
 * context of a unit: they count as in it without being of it. */
#ifndef ASSESS_UNITS_H
#define ASSESS_UNITS_H

#include "doc/doc.h"
#include "match/match.h"
#include "rules/rules.h"

/* What a sentence can be the context of. */
enum unit_context {
    UNIT_TABLE = 1,   /* a caption, a table head or a cell that spans rows */
    UNIT_HEADING = 2, /* of what stands below it */
    UNIT_LEAD = 4     /* it leads into others */
};

struct units {
    const struct doc *doc;
    const struct scan *scan;
    uint32_t sentence_count;
    uint32_t *row;       /* by sentence: its sentence unit (first sentence of its row, or itself) */
    uint32_t *paragraph; /* by sentence */
    uint32_t *list;      /* by sentence */
    uint32_t *section;   /* by sentence: section index */
    uint32_t *chapter;   /* by sentence: section index of its top-level section */
    bool *overlong;      /* by sentence: its block is too long for one paragraph (damaged text) */
    uint32_t *context_end;   /* by sentence: the last one whose context it can be */
    uint8_t *may_be_context; /* by sentence: enum unit_context, 0 when it can be no context */
    uint32_t *opens;         /* by sentence: the section that it heads, but not the title; 0 */
    uint32_t *block_first;   /* by block: its first sentence; DOC_NONE */
    uint32_t *caption_of;    /* by block: the first table whose caption it is; DOC_NONE */
    uint32_t *clause;        /* by token: index into clauses */
    struct clause {
        uint32_t first, end; /* tokens */
        uint32_t sentence;
    } * clauses;
    uint32_t clause_count;
};

/* Builds the units in `arena`. `breaks` are the hits of the words that open a clause. */
void units_build(struct units *, struct arena *arena, const struct doc *doc, struct scan *scan,
    struct hits breaks);
/* In an overlong block, a page of damaged text on one line, only the sentences this near count as
 * the same paragraph. */
enum { UNITS_WINDOW = 3 };
/* Do the two sentences of one block belong together as those of a paragraph would? */
bool units_near(const struct units *, uint32_t a, uint32_t b);
/* The unit of a token in `sentence` at a scope. SCOPE_TOPIC and SCOPE_PLAN have one unit, 0. */
uint32_t units_of(const struct units *, enum scope, uint32_t sentence, uint32_t token);
/* Is `sentence` context of the place (`of`, a sentence) at this scope: a column head or caption of
 * its table, a cell that spans its row, a lead-in, and from SCOPE_PARAGRAPH on a heading above? */
bool units_is_context(const struct units *, enum scope, uint32_t sentence, uint32_t of);
/* Table heads and captions: sentences that belong to a table without being a row of its own. */
bool units_is_head(const struct units *, uint32_t sentence);

#endif
