/* A plan to fill in: the headings of a framework, and under each what it must show. Built once as a
 * list of pieces, then written in a format. */
#ifndef REPORT_FORM_H
#define REPORT_FORM_H

#include "base/buf.h"
#include "base/mem.h"
#include "rules/rules.h"

enum form_kind {
    FORM_TITLE,
    FORM_DOMAIN,      /* heading of a domain */
    FORM_REQUIREMENT, /* heading of a requirement */
    FORM_GUIDANCE,    /* a paragraph that begins with DOC_TEMPLATE_MARK */
    FORM_TABLE        /* an empty table: `columns` heads */
};
struct form_piece {
    enum form_kind kind;
    const char *text;           /* NULL for a table */
    const char *const *columns; /* ended by NULL */
};
struct form {
    const struct pack *pack;
    VEC(struct form_piece) pieces;
};

#define FORM_ROWS 4 /* empty ones of a table */

/* All texts are in the arena or the pack's. Free pieces.v with xfree(). */
void form_build(struct form *, struct arena *, const struct pack *);

/* The formats: each appends the whole document. False when it could not be made. */
struct form_format {
    const char *name, *ending; /* "docx", ".docx" */
    bool (*write)(const struct form *, struct buf *out);
};
/* The i-th format, NULL past the end. */
const struct form_format *form_format_at(size_t i);

bool form_markdown(const struct form *, struct buf *out);
bool form_json(const struct form *, struct buf *out);
bool form_docx(const struct form *, struct buf *out);
bool form_odt(const struct form *, struct buf *out);

#endif
