/* Phrases into a program under construction. */
#ifndef MATCH_COMPILE_H
#define MATCH_COMPILE_H

#include "match/phrase.h"
#include "match/program.h"

struct compiler;

struct compiler *compiler_new(struct program *);
void compiler_free(struct compiler *);
/* Adds the phrase of a member (PHRASE, EXACT, NOT). False when it is wrong: `error` and the byte
 * of the phrase are those of compiler_error(). */
bool compile_phrase(struct compiler *, const struct member *, uint32_t member);
const char *compiler_error(const struct compiler *, uint32_t *at);

#endif
