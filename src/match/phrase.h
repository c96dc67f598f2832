/* The phrase language of docs/writing-rules.md: text to a tree of choices, and the tree to the flat
 * wordings that it stands for. Knows no trie and no document. */
#ifndef MATCH_PHRASE_H
#define MATCH_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "values/values.h"

enum phrase_kind {
    PHRASE_TEXT,    /* words, blanks between them included */
    PHRASE_GROUP,   /* [ ] or { } */
    PHRASE_GAP,     /* ~N */
    PHRASE_CONCEPT, /* @id */
    PHRASE_VALUE    /* #kind */
};

#define PHRASE_END UINT16_MAX
enum { PHRASE_NODES = LIMIT_PHRASE_BYTES + 2, PHRASE_ERROR = 200 };

struct phrase_node {
    enum phrase_kind kind;
    uint16_t at, len;  /* bytes of the phrase */
    uint16_t next;     /* in its sequence */
    uint16_t first;    /* GROUP: index of its first choice in `choices` */
    uint32_t wordings; /* GROUP: how many flat wordings it stands for, at most LIMIT + 1 */
    bool may_be_empty; /* GROUP: in square brackets */
    bool atoms;        /* GROUP: it has a gap, a concept or a value inside */
    uint32_t number;   /* GAP: words; CONCEPT: index; VALUE: enum value_kind */
};
struct phrase_choice {
    uint16_t sequence; /* its first node, PHRASE_END when empty */
    uint16_t next;
    uint32_t wordings;
};

/* Looks a concept up; UINT32_MAX when there is none. `id` is `len` bytes. */
typedef uint32_t phrase_lookup(const void *user, const char *id, size_t len);

/* A parser and its last phrase. Reused for many phrases; some 50 KiB, so not on a deep stack. */
struct phrase {
    const char *text; /* borrowed */
    uint32_t len;
    struct phrase_node nodes[PHRASE_NODES];
    struct phrase_choice choices[PHRASE_NODES];
    uint16_t node_count, choice_count;
    uint16_t root;     /* first node of the whole */
    uint32_t wordings; /* flat wordings it stands for, at most LIMIT_PHRASE_EXPANSIONS + 1 */
    bool atoms;        /* it has a gap, a concept or a value */
    char error[PHRASE_ERROR];
    uint32_t error_at; /* byte of the phrase where the error is */
    phrase_lookup *lookup;
    const void *user;
};

/* Parses `text`, which must stay as long as the phrase is used. False with `error` and `error_at`
 * when it is wrong. */
bool phrase_parse(struct phrase *, const char *text, phrase_lookup *, const void *user);

/* A flat wording: runs of text with gaps, concepts and values between. */
struct wording_part {
    enum phrase_kind kind; /* never PHRASE_GROUP */
    uint32_t at, len;      /* TEXT: bytes of `text` */
    uint32_t number;
    uint32_t source; /* byte of the phrase, for messages */
};
struct wording {
    char text[LIMIT_PHRASE_BYTES * 2];
    uint32_t len;
    struct wording_part parts[PHRASE_NODES];
    uint32_t count;
};
/* Flat wordings of the nodes from `first` up to (not) `end` in one sequence. */
uint32_t phrase_wordings(const struct phrase *, uint16_t first, uint16_t end);
/* The k-th of them, k < phrase_wordings(). */
void phrase_wording(
    const struct phrase *, uint16_t first, uint16_t end, uint32_t k, struct wording *out);

#endif
