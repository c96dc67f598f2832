/* Inside pack_lint(): what its parts share. */
#ifndef RULES_LINT_H
#define RULES_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "rules/rules.h"

struct lint {
    const struct pack *pack;
    struct diag *diag;
    struct arena *arena;
    const char *file; /* the text that is kept for messages */
    char *text;
    size_t len;
};

/* A message with the line itself. `advice` may be NULL. */
void lint_say(struct lint *, enum diag_level, const char *code, const char *file, uint32_t line,
    const char *advice, const char *format, ...) __attribute__((format(printf, 7, 8)));
#define LINT_ERROR(l, code, at, ...)                                                               \
    lint_say(l, DIAG_ERROR, code, (at)->file, (at)->line, __VA_ARGS__)
#define LINT_WARNING(l, code, at, ...)                                                             \
    lint_say(l, DIAG_WARNING, code, (at)->file, (at)->line, __VA_ARGS__)

void lint_concepts(struct lint *);
void lint_usage(struct lint *);
void lint_requirements(struct lint *);
void lint_examples(struct lint *, const struct requirement *);

#endif
