/* All patterns have the same options. JIT code does not count depth, so PCRE2's interpreter decides
 * whenever the JIT stack was too small. Plans are hostile: their bytes are checked while matching,
 * and an ill-formed character matches nothing. */
#include "match/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"

/* One pattern compiled in one way. */
struct code {
    pcre2_code *code;
    bool prepared, fast; /* machine code was asked for; and made, where the machine can */
};

struct regex {
    struct code plain; /* for text that is known to be valid: the common case */
    struct code wary;  /* for any bytes; compiled when it is first needed */
    char *pattern;
};

struct regex_scratch {
    pcre2_match_data *data;
    pcre2_match_context *context;
};

static void *give(size_t size, void *unused)
{
    (void)unused;
    return xmalloc(size);
}

static void take(void *p, void *unused)
{
    (void)unused;
    xfree(p);
}

static pcre2_code *compile(const char *pattern, uint32_t more, int *error, PCRE2_SIZE *at)
{
    const uint32_t options =
        PCRE2_CASELESS | PCRE2_UTF | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C | more;
    pcre2_general_context *memory = pcre2_general_context_create(give, take, NULL);
    pcre2_compile_context *context = pcre2_compile_context_create(memory);
    pcre2_set_max_pattern_length(context, LIMIT_REGEX_BYTES);
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, error, at, context);
    pcre2_compile_context_free(context);
    pcre2_general_context_free(memory);
    return code;
}

struct regex *regex_new(const char *pattern, char *error, size_t room, uint32_t *error_at)
{
    int code;
    PCRE2_SIZE at = 0;
    pcre2_code *compiled = compile(pattern, 0, &code, &at);
    if (!compiled) {
        pcre2_get_error_message(code, (PCRE2_UCHAR *)error, room);
        *error_at = (uint32_t)at;
        return NULL;
    }
    struct regex *r = xcalloc(1, sizeof *r);
    size_t len = strlen(pattern);
    r->plain.code = compiled;
    r->pattern = xmalloc(len + 1);
    memcpy(r->pattern, pattern, len + 1);
    return r;
}

void regex_free(struct regex *r)
{
    if (!r)
        return;
    pcre2_code_free(r->plain.code);
    pcre2_code_free(r->wary.code);
    xfree(r->pattern);
    xfree(r);
}

struct regex_scratch *regex_scratch_new(void)
{
    struct regex_scratch *s = xcalloc(1, sizeof *s);
    pcre2_general_context *memory = pcre2_general_context_create(give, take, NULL);
    s->data = pcre2_match_data_create(1, memory);
    s->context = pcre2_match_context_create(memory);
    pcre2_general_context_free(memory);
    pcre2_set_match_limit(s->context, LIMIT_REGEX_STEPS);
    pcre2_set_depth_limit(s->context, LIMIT_REGEX_DEPTH);
    pcre2_set_heap_limit(s->context, LIMIT_REGEX_HEAP_KIB);
    return s;
}

void regex_scratch_free(struct regex_scratch *s)
{
    if (!s)
        return;
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->context);
    xfree(s);
}

/* The way to match: what compiled once compiles again. */
static struct code *code_for(struct regex *r, unsigned way)
{
    struct code *c = way & REGEX_VALID ? &r->plain : &r->wary;
    int error;
    PCRE2_SIZE at;
    if (!c->code)
        c->code = compile(r->pattern, PCRE2_MATCH_INVALID_UTF, &error, &at);
    if ((way & REGEX_MACHINE_CODE) && c->code && !c->prepared) {
        c->prepared = true;
        c->fast = pcre2_jit_compile(c->code, PCRE2_JIT_COMPLETE) == 0;
    }
    return c;
}

void regex_make_ready(struct regex *r)
{
    code_for(r, REGEX_MACHINE_CODE);
    code_for(r, REGEX_MACHINE_CODE | REGEX_VALID);
}

enum regex_status regex_find(struct regex *r, struct regex_scratch *s, unsigned way,
    const char *text, size_t len, size_t from, size_t *at, size_t *end)
{
    const struct code *c = code_for(r, way);
    const uint32_t options =
        PCRE2_NOTEMPTY | PCRE2_NO_JIT | (way & REGEX_VALID ? PCRE2_NO_UTF_CHECK : 0);
    int found = PCRE2_ERROR_JIT_STACKLIMIT;
    if (!c->code)
        return REGEX_LIMIT;
    if ((way & REGEX_MACHINE_CODE) && c->fast)
        found = pcre2_jit_match(
            c->code, (PCRE2_SPTR)text, len, from, PCRE2_NOTEMPTY, s->data, s->context);
    if (found == PCRE2_ERROR_JIT_STACKLIMIT)
        found = pcre2_match(c->code, (PCRE2_SPTR)text, len, from, options, s->data, s->context);
    if (found == PCRE2_ERROR_NOMATCH)
        return REGEX_NONE;
    if (found < 0)
        return REGEX_LIMIT;
    const PCRE2_SIZE *span = pcre2_get_ovector_pointer(s->data);
    *at = span[0];
    *end = span[1] < span[0] ? span[0] : span[1];
    return REGEX_FOUND;
}
