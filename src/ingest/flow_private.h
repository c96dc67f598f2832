/* What flow.c and flow_write.c share. */
#ifndef INGEST_FLOW_PRIVATE_H
#define INGEST_FLOW_PRIVATE_H

#include "ingest/flow.h"

/* One open thing: exactly one of paragraph, table, cell and side is set. */
struct flow_open {
    struct flow_paragraph *paragraph;
    struct flow_table *table;
    struct flow_cell *cell;
    struct flow_side *side;
    struct flow_list *list;    /* where items go, for cells and sides */
    size_t text_at, hidden_at; /* where its text begins in the buffers */
};

struct flow {
    struct arena *arena;
    struct flow_list body;
    VEC(struct flow_open) open;
    struct buf text, hidden; /* of the open paragraphs */
    size_t items;
    bool full;
};

#endif
