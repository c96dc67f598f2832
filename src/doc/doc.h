/* The plan as data: one text, and spans into it. Every format becomes this; nothing here knows a
 * file format or a requirement.
 *
 * The text is what `planassure extract -f text` prints, in UTF-8 with LF line ends. For formats
 * with source lines (text, Markdown, HTML, XML, JSON) line k of the text is line k of the source;
 * for DOCX, ODT and PDF the text is made by the reader, one block or table row a line.
 *
 * Readers fill text, pages and blocks (doc/build.h); analyse passes mark blocks and fill sections,
 * sentences, values and organisations. Marked text is never deleted and never evidence. All arrays
 * are in order of `at`; offsets are bytes; index 0 of sections is the whole plan. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "values/values.h"

#define DOC_NONE       UINT32_MAX
#define DOC_POINT_STEP 4096u

enum doc_kind { DOC_HEADING, DOC_PARAGRAPH, DOC_LIST_ITEM, DOC_CELL, DOC_CAPTION };

/* Why a block is not the plan's own statement. */
enum doc_mark {
    DOC_FURNITURE = 1,     /* page numbers, running heads and feet, headers, footers */
    DOC_CONTENTS = 2,      /* a table of contents, a list of figures */
    DOC_GLOSSARY = 4,      /* abbreviations and their meanings */
    DOC_BOILERPLATE = 8,   /* the web site around the plan */
    DOC_HIDDEN = 16,       /* hidden or invisible text */
    DOC_REFERENCES = 32,   /* bibliography, related documents */
    DOC_KEYWORDS = 64,     /* a list of keywords without a statement */
    DOC_PLACEHOLDER = 128, /* TBC, [insert], lorem ipsum: the statement is still to come */
    DOC_FOOTNOTE = 256,    /* a note: may be evidence */
    DOC_UNREADABLE = 512,  /* damage that hides content: not to be decided upon */
    DOC_TEMPLATE = 1024    /* guidance of a template that "planassure init" wrote */
};
/* The marks that rule evidence out. */
#define DOC_NEVER_EVIDENCE                                                                         \
    (DOC_FURNITURE | DOC_CONTENTS | DOC_GLOSSARY | DOC_BOILERPLATE | DOC_HIDDEN | DOC_REFERENCES | \
        DOC_KEYWORDS | DOC_TEMPLATE)

/* Begins every paragraph of guidance in a template. */
#define DOC_TEMPLATE_MARK "[Template]"

struct doc_block {
    uint32_t at, end;  /* the block's text is [at, end) */
    uint8_t kind;      /* enum doc_kind */
    uint8_t level;     /* heading level from 1, list depth from 1; 0 otherwise */
    uint16_t marks;    /* enum doc_mark */
    uint32_t section;  /* the section it stands in; a heading stands in the section it opens */
    uint32_t list;     /* id from 1 shared by a lead-in paragraph and its items; 0: none */
    uint32_t table;    /* index of its table, DOC_NONE: none */
    uint16_t row, col; /* place in the table, from 0 */
    uint16_t row_span, col_span;
    bool header; /* a column or row head of the table */
    bool run_in; /* a heading found inside running text ("Recruitment: we will") */
};

/* What a table is for; told from its caption and column heads. */
enum doc_table_role {
    DOC_TABLE_UNKNOWN,
    DOC_TABLE_COUNTS,     /* how things stand */
    DOC_TABLE_TRAJECTORY, /* values by date */
    DOC_TABLE_ACTIONS,    /* what, who, when */
    DOC_TABLE_RISKS,
    DOC_TABLE_MONEY,
    DOC_TABLE_INDICATORS, /* baseline, target */
    DOC_TABLE_RESPONSE    /* national request against our answer */
};

struct doc_table {
    uint32_t first_block, end_block; /* its cells; row-major */
    uint32_t caption;                /* block index, DOC_NONE */
    uint16_t rows, cols, header_rows;
    uint8_t role; /* enum doc_table_role */
    bool
        rebuilt; /* made from unmarked text: less sure; a cell of several lines is several blocks */
};

struct doc_section {
    uint32_t heading;                /* block index; DOC_NONE for section 0 */
    uint32_t parent;                 /* section index; 0 is its own parent */
    uint8_t level;                   /* 0 for section 0 */
    uint32_t first_block, end_block; /* its own blocks and those of its sub-sections */
    uint8_t time;                    /* enum doc_time: what the section is about */
};
/* DOC_TIME_ASKED: it tells what is asked nationally, not what this plan answers. */
enum doc_time { DOC_TIME_ANY, DOC_TIME_PRESENT, DOC_TIME_PAST, DOC_TIME_FUTURE, DOC_TIME_ASKED };

struct doc_page {
    uint32_t at;     /* where its text begins */
    uint32_t number; /* as a reader of the plan counts: printed number when known, else from 1 */
};

/* Who speaks in a sentence. */
enum doc_owner { DOC_OWN, DOC_OTHER, DOC_SYSTEM /* the STP, ICS or several organisations */ };

struct doc_sentence {
    uint32_t at, end; /* trimmed: begins and ends with what can be seen */
    uint32_t block;
    uint32_t lead; /* the sentence that leads into this one (list items, cells of a list); or
                      DOC_NONE */
    uint8_t owner; /* enum doc_owner */
    bool question;
};

enum doc_org_kind { DOC_ORG_COMMISSIONER, DOC_ORG_SYSTEM, DOC_ORG_PROVIDER, DOC_ORG_COUNCIL };
struct doc_org {
    const char *name; /* as first written */
    uint8_t kind;     /* enum doc_org_kind */
    bool own;         /* the plan's own organisation */
    uint32_t at;      /* where it is first named */
    uint32_t count;
};

/* A short form that the plan itself explains: "Primary Care Home (PCH)", or its glossary. */
struct doc_abbreviation {
    const char *short_form, *long_form;
    uint32_t at;
};

/* Something a reader or a pass has to say: damage mended, comments left out, hidden text. */
struct doc_note {
    const char *code, *text;
    uint32_t at; /* DOC_NONE when it has no place */
};

struct doc {
    struct arena *arena;
    const char *name;   /* path as given */
    const char *format; /* "text", "docx", ... */
    const char *title;  /* NULL until known */
    const char
        *plan_type; /* what a structured plan says that it is, or the pack of its template; NULL */
    char *text;
    uint32_t len;
    bool has_pages; /* false: pages are unknown and `page` is null in results */
    VEC(struct doc_page) pages;
    VEC(struct doc_block) blocks;
    VEC(struct doc_table) tables;
    VEC(struct doc_section) sections;
    VEC(struct doc_sentence) sentences;
    VEC(struct doc_org) orgs;
    VEC(struct doc_abbreviation) abbreviations;
    VEC(struct doc_note) notes;
    struct value_list values;
    VEC(uint32_t) lines;  /* offset of each line's first byte; made by doc_index_lines() */
    VEC(uint32_t) points; /* code points before each DOC_POINT_STEP bytes: columns in long lines */
    void *scan;           /* analyse/ keeps the words of the text here; freed with xfree() */
    bool shaped;          /* the passes that cut and join blocks have run; they run once */
    int32_t written; /* day the plan was written or submitted (see values.h); INT32_MIN unknown */
};

/* A new, empty document with its own arena. Free with doc_free(). */
struct doc *doc_new(const char *name, const char *format);
void doc_free(struct doc *);
/* (Re)builds `lines` from the text. Readers call it last. */
void doc_index_lines(struct doc *);
/* Line and column (code points) of an offset, both from 1. */
void doc_place(const struct doc *, uint32_t at, uint32_t *line, uint32_t *column);
/* Page number of an offset; 0 when the plan has no pages. */
uint32_t doc_page_number(const struct doc *, uint32_t at);
/* Index of the block or sentence that holds or last precedes `at`; DOC_NONE when there is none. */
uint32_t doc_block_at(const struct doc *, uint32_t at);
uint32_t doc_sentence_at(const struct doc *, uint32_t at);
/* Index of the first value with at >= `at`. */
size_t doc_value_from(const struct doc *, uint32_t at);
/* Adds a note; the text is copied. */
void doc_add_note(struct doc *, const char *code, uint32_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
const char *doc_kind_name(enum doc_kind);
/* Marks as words: "contents, hidden"; "" for none. Static text for single marks; arena otherwise.
 */
const char *doc_marks_text(struct arena *, unsigned marks);

struct buf;
/* The whole document for people and goldens. The text is doc->text byte for byte, control
 * characters included: who prints it to a terminal escapes it. JSON has one block a line. */
void doc_dump_text(const struct doc *, struct buf *out);
void doc_dump_json(const struct doc *, struct buf *out);
/* The text itself, ended by a line feed: its lines are the lines that results name. */
void doc_write_text(const struct doc *, struct buf *out);
void doc_dump_xml(const struct doc *, struct buf *out);

#endif
