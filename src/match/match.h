/* Pack and document to hits. A pack becomes a program once (immutable, shared by workers); a scan
 * is one document's tokens and hits, with all the scratch. Tokens are words with an id; all phrases
 * of all concepts stand in one trie over word ids; gaps and references are joins of hit lists,
 * started from the rarest part; regexes go to PCRE2 with limits. Phrases never cross a sentence. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "doc/doc.h"
#include "rules/rules.h"

struct program;
struct scan;

/* Words are folded (case, accents, apostrophes) and compared by stem, or as they are written
 * (MEMBER_EXACT, "=word"): an exact word in capitals ("=WAS", "OOH") then wants capitals too. "&"
 * is the word "and"; "'s" belongs to the word before it; words are cut at hyphens, slashes and
 * between a number and its unit ("6.30pm" is "6.30", "pm"); "1,000" is the word 1000.
 *
 * Compiles a pack. NULL and messages when a phrase or regex is wrong (bad syntax, too many
 * expansions, a concept that uses itself). Borrows from the pack. Free with program_free(). */
struct program *program_new(const struct pack *, struct diag *);
/* The same with all its parts in `arena`, which must live as long: for an image (base/image.h). */
struct program *program_new_in(struct arena *arena, const struct pack *, struct diag *);
void program_free(struct program *);
/* Before the arena of program_new_in() is written as an image: lets go of what lies elsewhere. The
 * program can then only be freed. */
void program_detach(struct program *);
/* The first thing to do with a program from an image. */
void program_attach(struct program *);

/* Makes now what is otherwise made when a plan first needs it (compiled regexes, machine code): for
 * programs that are shared by processes to come. */
void program_make_ready(const struct program *);

enum token_flag {
    TOKEN_COMMA = 1,   /* a comma, dash or bracket stands before it */
    TOKEN_BREAK = 2,   /* a semicolon or colon stands before it */
    TOKEN_CAPITAL = 4, /* begins with a capital letter */
    TOKEN_NUMBER = 8,  /* made of digits */
    TOKEN_UPPER = 16,  /* all capitals, two letters or more */
    TOKEN_JOINED = 32  /* joined to the one before by a hyphen, apostrophe or slash: no blank */
};

struct token {
    uint32_t at;
    uint16_t len;
    uint16_t flags;
    uint32_t word; /* id of the folded word in this scan; equal ids are equal words */
    uint32_t stem; /* id of its stem in this scan */
    uint32_t sentence;
};

struct hit {
    uint32_t first, last; /* tokens */
    uint32_t at, end;     /* bytes */
    uint32_t sentence;
    uint32_t member;  /* which member of its concept (the used concept's member for MEMBER_USE) */
    uint32_t concept; /* the concept that owns that member */
};

struct hits {
    const struct hit *v; /* in order of `first`, then longest first; duplicates removed */
    uint32_t n;
    bool limit; /* a limit was reached: more may be missing */
};

/* Tokenises and matches. Borrows from both; free with scan_free(). Reads PLANASSURE_NO_PREFILTER.
 */
struct scan *scan_new(const struct program *, const struct doc *);
void scan_free(struct scan *);
/* The same scan for another thread: what one finds, both have; only a thread's own handle may be
 * used by it. Free it, with scan_free(), before the first. */
struct scan *scan_twin(struct scan *);
const struct token *scan_tokens(const struct scan *, uint32_t *count);
/* The tokens of a sentence: [*first, *end). */
void scan_sentence(const struct scan *, uint32_t sentence, uint32_t *first, uint32_t *end);
/* Token that holds or first follows byte `at`; the count of tokens past the end. */
uint32_t scan_token_at(const struct scan *, uint32_t at);
/* The tokens of a value (an index into doc->values); false when it has none. */
bool scan_value_tokens(struct scan *, uint32_t value, uint32_t *first, uint32_t *last);
#define SCAN_NO_TOKEN UINT32_MAX
/* Hits of one concept, computed at the first call and kept. */
struct hits scan_hits(struct scan *, uint32_t concept);
/* Does a value satisfy a test, `of` left out? Damaged values and those that only number something
 * ("table 3", "3rd") never do; "up to 5" does not satisfy at-least, "over 5" not at-most. */
bool match_value(const struct value_test *, const struct value *);
/* Does the value (an index into doc->values) satisfy the test: kind, rate, bounds, and what it
 * counts (a hit of `of` within LIMIT_OF_WORDS words, or in its row head, column head or caption)?
 */
bool scan_value_is(struct scan *, const struct value_test *, uint32_t value);
/* The pack's phrases for lint: members (concept << 32 | member) that never hit in this scan are
 * found by asking each concept's hits. */
const struct pack *program_pack(const struct program *);

#endif
