/* A pack's own examples: each is read as a plan in Markdown, assessed by the whole pack, and its
 * requirement's outcome and criteria are compared with what the example says. Written for people
 * and editors: one line with file and line for each example that does not come out. */
#include <string.h>

#include "analyse/analyse.h"
#include "base/buf.h"
#include "base/limits.h"
#include "ingest/ingest.h"
#include "run/engine.h"

struct selftest {
    const struct pack *pack;
    const struct program *program;
    struct buf *out;
    size_t examples, failed, requirements;
};

static enum pa_outcome expected_outcome(enum expectation expect)
{
    switch (expect) {
    case EXPECT_MET:
        return PA_MET;
    case EXPECT_PARTIAL:
        return PA_PARTIAL;
    case EXPECT_NOT_MET:
    case EXPECT_TRAP:
        break;
    }
    return PA_NOT_MET;
}

static const char *expectation_name(enum expectation expect)
{
    static const char *const names[] = {[EXPECT_MET] = "met",
        [EXPECT_PARTIAL] = "partial",
        [EXPECT_NOT_MET] = "not-met",
        [EXPECT_TRAP] = "not-met (trap)"};
    return names[expect];
}

static const char *state_name(enum criterion_state state)
{
    static const char *const names[] = {[CRITERION_MISSING] = "missing",
        [CRITERION_WEAK] = "weak",
        [CRITERION_MET] = "found",
        [CRITERION_LIMIT] = "limit reached"};
    return names[state];
}

static bool names_it(const uint32_t *criteria, uint32_t count, uint32_t i)
{
    for (uint32_t k = 0; k < count; k++)
        if (criteria[k] == i)
            return true;
    return false;
}

/* What is wrong with criterion `i`, NULL when it is as the example says. */
static const char *criterion_fault(
    const struct example *x, const struct requirement_result *r, uint32_t i)
{
    bool met = r->criteria[i].state == CRITERION_MET;
    if (!met && names_it(x->found, x->found_count, i))
        return "expected found";
    return met && names_it(x->missing, x->missing_count, i) ? "expected missing" : NULL;
}

static void report_failure(struct selftest *t, const struct requirement *q, const struct example *x,
    const struct requirement_result *r)
{
    buf_printf(t->out, "%s:%u: %s: expected %s, came out %s; criteria:", x->file, x->line, q->id,
        expectation_name(x->expect), outcome_name(r->outcome));
    for (uint32_t i = 0; i < q->criterion_count; i++) {
        const char *fault = criterion_fault(x, r, i);
        buf_printf(t->out, "%s %s %s%s%s%s", i ? "," : "", q->criteria[i].id,
            state_name(r->criteria[i].state), fault ? " (" : "", fault ? fault : "",
            fault ? ")" : "");
    }
    buf_printf(t->out, "; %s\n", r->why ? r->why : "");
}

static bool matches(
    const struct requirement *q, const struct example *x, const struct requirement_result *r)
{
    if (r->outcome != expected_outcome(x->expect))
        return false;
    for (uint32_t i = 0; i < q->criterion_count; i++)
        if (criterion_fault(x, r, i))
            return false;
    return true;
}

static void run_example(struct selftest *t, uint32_t requirement, const struct example *x)
{
    const struct requirement *q = &t->pack->requirements[requirement];
    struct ingest_error error = {0};
    struct doc *doc = ingest("example", x->text, strlen(x->text), "markdown", &error);
    t->examples++;
    if (!doc) {
        t->failed++;
        buf_printf(t->out, "%s:%u: %s: cannot be read: %s\n", x->file, x->line, q->id, error.text);
        return;
    }
    analyse(doc, x->organisation);
    struct result *result = assess(t->program, doc, "example", "", 1);
    const struct requirement_result *r = &result->requirements[requirement];
    if (!matches(q, x, r)) {
        t->failed++;
        report_failure(t, q, x, r);
    }
    result_free(result);
}

/* Does `only` name this requirement or its domain? NULL names all. */
static bool is_chosen(const struct pack *pack, const struct requirement *q, const char *only)
{
    return !only || strcmp(q->id, only) == 0 || strcmp(pack->domains[q->domain].id, only) == 0;
}

static void run_all(struct selftest *t, const char *only)
{
    for (uint32_t i = 0; i < t->pack->requirement_count; i++) {
        const struct requirement *q = &t->pack->requirements[i];
        if (!is_chosen(t->pack, q, only))
            continue;
        t->requirements++;
        for (uint32_t k = 0; k < q->example_count; k++)
            run_example(t, i, &q->examples[k]);
    }
}

enum pa_status pa_rules_test(
    struct pa_engine *e, const char *name, const char *only, pa_write_fn *write, void *user)
{
    struct pack *pack = engine_open_pack(e, name, RULES_WITH_EXAMPLES | RULES_VALIDATE);
    struct program *program = pack ? program_new(pack, e->messages) : NULL;
    if (!program) {
        pack_free(pack);
        return PA_ERROR_PACK;
    }
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    struct selftest t = {.pack = pack, .program = program, .out = &out};
    run_all(&t, only);
    enum pa_status status = PA_OK, written;
    if (t.requirements == 0) {
        engine_error(e, "requirement.unknown", "\"planassure rules list\" shows the requirements",
            "the pack %s has no requirement or domain \"%s\"", pack->id, only ? only : "");
        status = PA_ERROR_USAGE;
    } else {
        buf_printf(&out, "%s: %zu example%s of %zu requirement%s: %zu passed, %zu failed\n",
            pack->id, t.examples, t.examples == 1 ? "" : "s", t.requirements,
            t.requirements == 1 ? "" : "s", t.examples - t.failed, t.failed);
        status = t.failed || t.examples == 0 ? PA_ERROR_TEST : PA_OK;
    }
    written = engine_write(e, &out, write, user);
    program_free(program);
    pack_free(pack);
    return status != PA_OK ? status : written;
}
