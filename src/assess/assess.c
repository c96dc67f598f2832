/* One document against one program: scan, units and grades once, then each requirement's topic,
 * criteria and outcome, then scores. */
#include "assess/assess.h"

#include "assess/criterion.h"
#include "assess/outcome.h"
#include "assess/score.h"
#include "assess/spoil.h"
#include "assess/topic.h"

static struct hits hits_of(struct scan *scan, const struct pack *pack, const char *id)
{
    uint32_t concept = pack_concept(pack, id);
    return concept == RULES_NONE ? (struct hits){0} : scan_hits(scan, concept);
}

static void assess_requirement(struct evaluation *e, const struct requirement *q,
    const struct findings *findings, struct requirement_result *out)
{
    struct echo echo;
    arena_reset(e->arena);
    echo_prepare(&echo, e->arena, q);
    out->requirement = q;
    out->criteria = arena_array(e->kept, q->criterion_count + 1, sizeof *out->criteria);
    e->topic = topic_levels(e, q);
    for (uint32_t i = 0; i < q->criterion_count; i++)
        criterion_evaluate(e, &echo, &q->criteria[i], &out->criteria[i]);
    outcome_decide(out, e->kept, e->pack, e->doc, findings);
}

static struct result *result_new(const char *path, const char *sha256)
{
    struct arena *arena = arena_new();
    struct result *r = arena_alloc(arena, sizeof *r);
    r->arena = arena;
    r->path = arena_strdup(arena, path);
    r->sha256 = arena_strdup(arena, sha256);
    return r;
}

static void assess_all(struct result *r, const struct program *program)
{
    const struct pack *pack = r->pack;
    struct evaluation e = {.arena = arena_new(),
        .shared = arena_new(),
        .kept = r->arena,
        .doc = r->doc,
        .pack = pack};
    e.scan = scan_new(program, r->doc);
    units_build(&e.units, e.shared, r->doc, e.scan, hits_of(e.scan, pack, "clause.break"));
    grader_init(&e.grader, e.shared, &e.units, e.scan, pack);
    evaluation_init(&e);
    uint32_t count;
    const struct token *tokens = scan_tokens(e.scan, &count);
    e.echo_windows = echo_windows(e.shared, r->doc, tokens, count);
    r->requirement_count = pack->requirement_count;
    r->requirements = arena_array(r->arena, pack->requirement_count + 1, sizeof *r->requirements);
    const struct findings findings = {r->findings, r->finding_count};
    for (uint32_t i = 0; i < pack->requirement_count; i++)
        assess_requirement(&e, &pack->requirements[i], &findings, &r->requirements[i]);
    scan_free(e.scan);
    arena_free(e.arena);
    arena_free(e.shared);
}

struct result *assess(
    const struct program *program, struct doc *doc, const char *path, const char *sha256)
{
    struct result *r = result_new(path, sha256);
    r->doc = doc;
    r->format = doc->format;
    r->title = doc->title;
    r->pages = doc->has_pages ? (uint32_t)doc->pages.n : 0;
    r->pack = program_pack(program);
    r->findings = defects_find(doc, r->pack, r->arena, &r->finding_count);
    assess_all(r, program);
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
