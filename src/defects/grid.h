/* A table as figures. Private to defects/. */
#ifndef DEFECTS_GRID_H
#define DEFECTS_GRID_H

#include "defects/inspect.h"

enum cell_kind { CELL_BLANK, CELL_NUMBER, CELL_TEXT };

struct cell {
    double value, step; /* the last place that is shown: 0.1 of "3.6", 100000 of "1.2m" */
    uint32_t block;     /* DOC_NONE: there is none */
    uint8_t kind;       /* enum cell_kind */
    uint8_t decimals;
    bool percent, money, scaled /* "1.2m" */;
};

struct grid {
    const struct inspection *n;
    const struct doc_table *table;
    struct cell *cells;             /* row-major */
    uint32_t rows, cols, first_row; /* below the heads */
    bool thousands;                 /* "£000" in the heads or the caption: figures are rounded */
};

/* Reads a table; false when it is too small or too large to be one of figures. In the arena. */
bool grid_read(struct grid *, const struct inspection *, uint32_t table);
static inline struct cell *grid_cell(const struct grid *g, uint32_t row, uint32_t col)
{
    return &g->cells[(size_t)row * g->cols + col];
}
/* Text of a cell, cut; "" for none. */
const char *grid_text(const struct grid *, uint32_t row, uint32_t col);
/* One figure and nothing else: "£1,234", "(56)", "1.2m", "15%", "12*". */
bool cell_number(const char *text, uint32_t len, struct cell *out);

#endif
