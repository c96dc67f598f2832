/* The HTML that stands inside Markdown: tags and comments are not text, but some of them say what
 * the text is. The state lasts from one raw piece to the next, since Markdown ends an HTML block at
 * a blank line and not where the element ends. */
#ifndef INGEST_MARKUP_H
#define INGEST_MARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct doc_builder;

struct markup {
    struct doc_builder *b;
    bool inside_block;          /* the piece is a raw block; else it stands inside a paragraph */
    bool comment, skip, in_tag; /* inside a comment; inside <script>, <style>; inside < > */
    char quote;                 /* inside an attribute's value */
    unsigned dashes;            /* at the end of what was read of a comment */
    char tag[256];              /* the tag that is being read, in lower case */
    size_t tag_len;
    char hidden[16]; /* name of the element that hides its content */
    unsigned hidden_depth;
    bool drops;        /* it stands inside a paragraph */
    uint32_t left_out; /* hidden passages inside paragraphs that were left out */
};

/* A raw block or a paragraph begins: tags, comments and hidden passages that an earlier one left
 * open inside its text are over. */
void markup_begin(struct markup *, bool inside_block);
/* Takes a piece of raw HTML and hands its text to the builder. */
void markup_take(struct markup *, const char *s, size_t len);
/* Is what stands here hidden by a block around it, and to be marked? */
bool markup_hides(const struct markup *);
/* Is it hidden inside its paragraph, and to be left out? */
bool markup_drops(const struct markup *);

/* Decodes the entity at `s` ("&pound;", "&#163;", "&#xA3;") into `out` (room for 4); returns the
 * bytes taken and sets `*n` to the bytes written, or returns 0 when it is none that is known. */
size_t markup_entity(const char *s, size_t len, char *out, size_t *n);

#endif
