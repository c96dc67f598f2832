/* The letter that a reviewer sends to the organisation, as data: plain text in the order of the
 * page, the same for HTML, Markdown and DOCX. Texts may hold anything that a plan holds: each
 * writer makes them safe. */
#ifndef REPORT_LETTER_H
#define REPORT_LETTER_H

#include "assess/assess.h"
#include "base/buf.h"
#include "base/mem.h"
#include "planassure.h"

enum letter_kind {
    LETTER_LINE,  /* of an address: closely set */
    LETTER_TITLE, /* what the letter is about */
    LETTER_HEADING,
    LETTER_PARAGRAPH,
    LETTER_BULLET,
    LETTER_SMALL /* at the end, for the file */
};

struct letter_item {
    enum letter_kind kind;
    const char *text;
};

/* "Clear", and what it is about. */
struct letter_comment {
    const char *label, *text;
};

/* A row of the table: a section of the plan, as the framework divides it. */
struct letter_section {
    const char *title;
    const char *rating; /* "amber-green", as html_tag() takes it; shown with a capital */
    const char *score;
    VEC(struct letter_comment) comments; /* praise first */
    VEC(const char *) steps;             /* recommendations and next steps */
};

struct letter {
    struct arena *arena;
    const char *title; /* plain */
    VEC(struct letter_item) opening, closing;
    VEC(struct letter_section) sections;
};

/* The letter about one plan, read or not; free with letter_free(). */
struct letter *letter_new(const struct result *, const struct pa_report_options *);
void letter_free(struct letter *);

/* For letter.c: the row of a domain. */
void letter_section_make(struct letter *, const struct result *, const struct domain_result *);
/* "Weekday evening appointments (page 41)": the title with the place of the first evidence. */
const char *letter_claim(struct letter *, const struct result *, const struct requirement_result *);
/* "Amber-green" of "amber-green", cut to `size`. */
void letter_capital(const char *word, char *out, size_t size);
const char *letter_rating(enum pa_rating); /* "Amber-green: mostly assured" */

#endif
