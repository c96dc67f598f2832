/* The passes, one file each; the order stands in analyse.c. Each takes time in proportion to
 * the text. Those that look at the shape of the text run once (doc->shaped); all others may run
 * again and give the same. Private to analyse/. */
#ifndef ANALYSE_PASSES_H
#define ANALYSE_PASSES_H

#include "doc/doc.h"

void pages_run(struct doc *);
void furniture_run(struct doc *);
void boilerplate_run(struct doc *);
void tables_run(struct doc *);
void paragraphs_run(struct doc *);
void contents_run(struct doc *);
void captions_run(struct doc *);
void headings_run(struct doc *);
void runin_run(struct doc *);
void lists_run(struct doc *);
void glossary_run(struct doc *);
void template_run(struct doc *);
void template_left_run(struct doc *);
void marks_run(struct doc *);
void sections_run(struct doc *);
void roles_run(struct doc *);
void sentences_run(struct doc *);
void values_run(struct doc *);
void organisations_run(struct doc *);
void written_run(struct doc *);

#endif
