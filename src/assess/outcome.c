/* See outcome.h. */
#include "assess/outcome.h"

#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"

enum { LONGEST_GAP = 2000 };

struct account {
    uint32_t required, required_met; /* required criteria */
    uint32_t optional_met;
    uint32_t weak;  /* required or optional, found below their grade */
    bool gate_shut; /* a gate was not found at all */
    bool limit;     /* a criterion could not be decided */
};

static struct account count_criteria(const struct requirement_result *r)
{
    struct account a = {0};
    for (uint32_t i = 0; i < r->requirement->criterion_count; i++) {
        const struct criterion_result *c = &r->criteria[i];
        bool met = c->state == CRITERION_MET;
        a.limit |= c->state == CRITERION_LIMIT;
        switch (c->criterion->need) {
        case NEED_REQUIRED:
            a.required++;
            a.required_met += met;
            a.weak += c->state == CRITERION_WEAK;
            break;
        case NEED_OPTIONAL:
            a.optional_met += met;
            a.weak += c->state == CRITERION_WEAK;
            break;
        case NEED_GATE:
            a.gate_shut |= c->state == CRITERION_MISSING;
            break;
        case NEED_NOTE:
            break;
        }
    }
    return a;
}

static bool road_taken(const struct requirement_result *r)
{
    for (uint32_t i = 0; i < r->requirement->road_count; i++) {
        const struct road *road = &r->requirement->roads[i];
        uint32_t met = 0;
        while (met < road->count && r->criteria[road->criteria[met]].state == CRITERION_MET)
            met++;
        if (met == road->count)
            return true;
    }
    return false;
}

/* Does a needed criterion rest on statements of the system alone? */
static bool only_system(const struct requirement_result *r)
{
    bool any = false;
    for (uint32_t i = 0; i < r->requirement->criterion_count; i++) {
        const struct criterion_result *c = &r->criteria[i];
        if (c->state != CRITERION_MET || c->criterion->need > NEED_OPTIONAL)
            continue;
        for (uint32_t k = 0; k < c->count; k++)
            if (!c->candidates[k].reason && !c->candidates[k].evidence.system)
                return false;
        any = true;
    }
    return any;
}

static enum pa_outcome base_outcome(const struct requirement_result *r, const struct account *a)
{
    const struct requirement *q = r->requirement;
    if (a->gate_shut)
        return PA_NOT_MET;
    bool all = a->required_met == a->required && a->optional_met >= q->met_optional;
    if ((all && a->required + q->met_optional > 0) || road_taken(r))
        return PA_MET;
    uint32_t found = a->required_met + a->optional_met;
    if (found >= q->partial || (q->weak_partial && found + a->weak >= q->partial))
        return PA_PARTIAL;
    return PA_NOT_MET;
}

static bool cap_holds(const struct requirement_result *r, const struct cap *cap)
{
    for (uint32_t i = 0; i < cap->unless_count; i++)
        if (r->criteria[cap->unless[i]].state == CRITERION_MET)
            return false;
    bool met = r->criteria[cap->criterion].state == CRITERION_MET;
    return cap->without ? !met : met;
}

/* The words of a cap, with what the plan says in the place of "{found}". */
static const char *cap_words(const struct requirement_result *r, const struct cap *cap,
    struct arena *arena, const char *text)
{
    static const char mark[] = "{found}";
    const struct criterion_result *c = &r->criteria[cap->criterion];
    const char *at = strstr(cap->why, mark);
    if (!at || cap->without || !c->count)
        return cap->why;
    const struct evidence *e = &c->candidates[0].evidence;
    return arena_printf(arena, "%.*s%.*s%s", (int)(at - cap->why), cap->why,
        (int)(e->match_end - e->match_at), text + e->match_at, at + sizeof mark - 1);
}

static void apply_caps(struct requirement_result *r, struct arena *arena, const char *text)
{
    const struct requirement *q = r->requirement;
    r->capped_by = RULES_NONE;
    for (uint32_t i = 0; i < q->cap_count; i++)
        if (r->outcome > q->caps[i].outcome && cap_holds(r, &q->caps[i])) {
            r->outcome = q->caps[i].outcome;
            r->why = cap_words(r, &q->caps[i], arena, text);
            r->capped_by = q->caps[i].without ? RULES_NONE : q->caps[i].criterion;
        }
    if (q->system_partial && r->outcome == PA_MET && only_system(r)) {
        r->outcome = PA_PARTIAL;
        r->why = "only the wider system commits to it, not this organisation";
        r->capped_by = RULES_NONE;
    }
}

/* What the outcome would be without the criteria that the cap spoils; `*by` is set to the defect of
 * the first of them. */
static enum pa_outcome outcome_without(struct requirement_result *r, const struct doc *doc,
    const struct findings *findings, const struct defect_cap *cap, bool own,
    const struct finding **by)
{
    struct criterion_result *kept = r->criteria, *rest;
    uint32_t count = r->requirement->criterion_count;
    rest = xcalloc(count + 1u, sizeof *rest);
    for (uint32_t i = 0; i < count; i++) {
        rest[i] = kept[i];
        if (kept[i].state != CRITERION_MET || kept[i].criterion->need > NEED_OPTIONAL)
            continue;
        const struct finding *f = spoil_find(doc, findings, r->requirement, cap, own, &kept[i]);
        if (f)
            rest[i].state = CRITERION_MISSING;
        *by = *by ? *by : f;
    }
    enum pa_outcome outcome = r->outcome;
    if (*by) {
        r->criteria = rest;
        struct account a = count_criteria(r);
        outcome = base_outcome(r, &a);
        r->criteria = kept;
    }
    xfree(rest);
    return outcome;
}

static void apply_defect_caps(struct requirement_result *r, struct arena *arena,
    const struct pack *pack, const struct doc *doc, const struct findings *findings)
{
    uint32_t own = r->requirement->defect_cap_count;
    for (uint32_t i = 0; findings->count && i < own + pack->defect_cap_count; i++) {
        const struct defect_cap *cap =
            i < own ? &r->requirement->defect_caps[i] : &pack->defect_caps[i - own];
        const struct finding *by = NULL;
        if (r->outcome <= cap->outcome ||
            outcome_without(r, doc, findings, cap, i < own, &by) >= r->outcome || !by)
            continue;
        r->outcome = cap->outcome;
        r->why = arena_printf(arena, "%s (%s)", cap->why, spoil_describe(doc, by, arena));
        r->capped_by = RULES_NONE;
        r->spoiled_by = by;
    }
}

static const char *missing_text(const struct criterion *c)
{
    return c->missing ? c->missing : c->title;
}

static void join(struct buf *list, const char *word)
{
    if (list->len)
        buf_add_str(list, ", ");
    buf_add_str(list, word);
}

/* Why a criterion that is not met is not: what stands nearest to it. */
static void describe_gap(const struct criterion_result *c, struct buf *out)
{
    buf_add_str(out, missing_text(c->criterion));
    const struct candidate *best = c->count ? &c->candidates[0] : NULL;
    if (c->state == CRITERION_LIMIT)
        buf_add_str(out, " (not decided: a limit was reached)");
    else if (best && best->reason != VOID_OFF_TOPIC)
        buf_printf(out, " (found, but %s)", void_reason_text(best->reason));
}

/* What a cap misses that another criterion could give is a gap too. */
static void write_cap_gaps(struct requirement_result *r, struct arena *arena, const char *text)
{
    for (uint32_t i = 0; i < r->requirement->cap_count; i++) {
        const struct cap *cap = &r->requirement->caps[i];
        if (cap->unless_count && cap_holds(r, cap))
            r->gaps[r->gap_count++] = cap_words(r, cap, arena, text);
    }
}

static void write_gaps(struct requirement_result *r, struct arena *arena, const char *text)
{
    const struct requirement *q = r->requirement;
    struct buf found, gap;
    r->gaps = arena_array(arena, q->criterion_count + q->cap_count + 2, sizeof *r->gaps);
    if (r->outcome == PA_MET || r->outcome == PA_NOT_APPLICABLE)
        return;
    buf_init(&found, LONGEST_GAP);
    for (uint32_t i = 0; i < q->criterion_count; i++)
        if (r->criteria[i].state == CRITERION_MET &&
            r->criteria[i].criterion->need <= NEED_OPTIONAL)
            join(&found, r->criteria[i].criterion->title);
    for (uint32_t i = 0; i < q->criterion_count; i++) {
        const struct criterion_result *c = &r->criteria[i];
        if (c->state == CRITERION_MET || c->criterion->need == NEED_NOTE)
            continue;
        buf_init(&gap, LONGEST_GAP);
        describe_gap(c, &gap);
        r->gaps[r->gap_count++] = arena_strdup(arena, buf_str(&gap));
        buf_clear(&gap);
    }
    write_cap_gaps(r, arena, text);
    if (!r->why)
        r->why = found.len ? arena_printf(arena, "found: %s", buf_str(&found))
                           : "nothing of it was found";
    else if (r->gap_count == 0 || r->spoiled_by)
        r->gaps[r->gap_count++] = r->why;
    buf_clear(&found);
}

void outcome_score(struct requirement_result *r, struct arena *arena, const struct pack *pack)
{
    r->score = r->outcome == PA_MET       ? 1
               : r->outcome == PA_PARTIAL ? r->requirement->partial_credit
                                          : 0;
    char hex[HASH_SHA256_HEX];
    const char *key =
        arena_printf(arena, "%s/%s/%d", pack->id, r->requirement->id, (int)r->outcome);
    hash_sha256_hex(key, __builtin_strlen(key), hex);
    r->fingerprint = arena_copy(arena, hex, 16);
}

void outcome_decide(struct requirement_result *r, struct arena *arena, const struct pack *pack,
    const struct doc *doc, const struct findings *findings)
{
    const char *text = doc->text;
    struct account a = count_criteria(r);
    r->outcome = base_outcome(r, &a);
    apply_caps(r, arena, text);
    apply_defect_caps(r, arena, pack, doc, findings);
    if (a.limit && r->outcome != PA_MET) {
        r->outcome = PA_NOT_ASSESSED;
        r->why = "a limit was reached before it could be decided";
    }
    if (r->outcome == PA_MET && !r->why)
        r->why = road_taken(r) ? "one of the ways to meet it is fully evidenced"
                               : "all that it needs is evidenced";
    write_gaps(r, arena, text);
    outcome_score(r, arena, pack);
}
