/* What the cells of a table are. */
#ifndef INGEST_FLOW_TABLE_H
#define INGEST_FLOW_TABLE_H

#include "ingest/flow.h"

/* No row has two cells: the table is a frame around text. */
bool flow_table_is_frame(const struct flow_table *);
/* The row is one cell as wide as the table that holds more than a line: text between the rows. */
bool flow_row_is_text(const struct flow_table *, const struct flow_row *);
/* The row is one short cell as wide as the table: its title, when it comes first. */
bool flow_row_is_title(const struct flow_table *, const struct flow_row *);
/* Leading rows that are heads: told by the author, or by look. */
uint32_t flow_header_rows(const struct flow_table *);
/* A cell of the first column that heads its row by look. */
bool flow_heads_row(const struct flow_row *, const struct flow_cell *);

#endif
