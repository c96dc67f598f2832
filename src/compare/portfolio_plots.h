/* The plots of the site, as inline SVG: shapes only; every figure in them also stands in words
 * beside them or in their label. Colours are classes of web/page.css. Private to compare/. */
#ifndef COMPARE_PORTFOLIO_PLOTS_H
#define COMPARE_PORTFOLIO_PLOTS_H

#include "base/buf.h"
#include "compare/portfolio.h"

/* "G", "AG", "AR", "R"; "-" unrated. And the class of its colour: "g", ..., "u". */
const char *plot_letter(enum pa_rating);
const char *plot_class(enum pa_rating);

/* Parts of a whole, one beside the other; `classes` names their colours. Decoration: the numbers
 * stand beside it. */
void plot_parts(struct buf *out, const size_t *parts, const char *const *classes, size_t count);
/* Plans by score in ten steps. */
void plot_scores(struct buf *out, const size_t bins[10]);
/* Scores of submissions, the first to the last. */
void plot_trend(struct buf *out, const double *scores, size_t count);

#endif
