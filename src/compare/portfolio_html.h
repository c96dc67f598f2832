/* Small parts that the pages of the site share. Private to compare/. */
#ifndef COMPARE_PORTFOLIO_HTML_H
#define COMPARE_PORTFOLIO_HTML_H

#include "base/buf.h"
#include "compare/portfolio.h"

/* A table with a caption and column heads (divided by "|"; one that begins with "#" is numeric);
 * rows follow, then site_table_end(). On a small screen each row is a block. */
void site_table(struct buf *out, const char *caption, const char *heads);
void site_table_end(struct buf *out);
/* The first cell of a row: <th>; the row ends with "</tr>". */
void site_row(struct buf *out);
void site_head_cell(struct buf *out, const char *text);
void site_text_cell(struct buf *out, const char *label, const char *text);
void site_count_cell(struct buf *out, const char *label, size_t n);
/* <h2> (level 2) or <h3> with an id, opening a section; closed by "</section>". `section` 0: no
 * number in the id. */
void site_section(struct buf *out, int level, size_t number, const char *id, const char *title);
/* A rating in words in its colour. */
void site_rating(struct buf *out, enum pa_rating);
/* A link to a plan's page with its name. */
void site_plan_link(struct buf *out, const struct site_plan *);
/* "12 of 40". */
void site_details(struct buf *out, const char *summary); /* closed by site_details_end() */
void site_details_end(struct buf *out);

#endif
