/* One document against one program: what work.c finds out, then each requirement's outcome, then
 * scores. */
#include "assess/assess.h"

#include "assess/outcome.h"
#include "assess/score.h"
#include "assess/spoil.h"
#include "assess/work.h"

static struct result *result_new(const char *path, const char *sha256)
{
    struct arena *arena = arena_new();
    struct result *r = arena_alloc(arena, sizeof *r);
    r->arena = arena;
    r->path = arena_strdup(arena, path);
    r->sha256 = arena_strdup(arena, sha256);
    return r;
}

struct result *assess(const struct program *program, struct doc *doc, const char *path,
    const char *sha256, unsigned threads)
{
    struct result *r = result_new(path, sha256);
    r->doc = doc;
    r->format = doc->format;
    r->title = doc->title;
    r->pages = doc->has_pages ? (uint32_t)doc->pages.n : 0;
    r->pack = program_pack(program);
    work_do(r, program, threads);
    const struct findings findings = {r->findings, r->finding_count};
    for (uint32_t i = 0; i < r->requirement_count; i++)
        outcome_decide(&r->requirements[i], r->arena, r->pack, doc, &findings);
    r->domain_count = r->pack->domain_count;
    r->domains = arena_array(r->arena, r->domain_count + 1, sizeof *r->domains);
    for (uint32_t i = 0; i < r->domain_count; i++)
        r->domains[i].domain = &r->pack->domains[i];
    score_result(r);
    return r;
}

struct result *result_error(
    const char *path, const char *sha256, const char *format, const char *code, const char *message)
{
    struct result *r = result_new(path, sha256);
    r->format = arena_strdup(r->arena, format);
    r->error_code = arena_strdup(r->arena, code);
    r->error_message = arena_strdup(r->arena, message);
    r->score = r->low = r->high = __builtin_nan("");
    r->incomplete = true;
    return r;
}

void result_free(struct result *r)
{
    if (!r)
        return;
    doc_free(r->doc);
    arena_free(r->arena);
}
