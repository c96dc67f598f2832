/* See diff.h. A requirement is judged by its outcomes, and where both are "partial" by its gaps: to
 * close one without opening another is progress. A gap is known by its words without the remark
 * why what was found does not count. */
#include "compare/diff.h"

#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "compare/pairs.h"

const char *change_name(enum change change)
{
    static const char *const names[] = {[CHANGE_LOST] = "lost",
        [CHANGE_OPEN] = "open",
        [CHANGE_PARTLY] = "partly",
        [CHANGE_ANSWERED] = "answered",
        [CHANGE_UNDECIDED] = "undecided",
        [CHANGE_NEW] = "new",
        [CHANGE_DROPPED] = "dropped",
        [CHANGE_KEPT] = "kept"};
    return names[change];
}

const char *evidence_change_name(enum evidence_change change)
{
    static const char *const names[] = {[EVIDENCE_NONE] = "none",
        [EVIDENCE_SAME] = "same",
        [EVIDENCE_MOVED] = "moved",
        [EVIDENCE_OTHER] = "other"};
    return names[change];
}

const char *defect_change_name(enum defect_change_kind kind)
{
    static const char *const names[] = {
        [DEFECT_NEW] = "new", [DEFECT_STILL] = "still", [DEFECT_GONE] = "gone"};
    return names[kind];
}

/* ---- evidence ---- */

static bool same_quote(const struct place_record *a, const struct place_record *b)
{
    return a->quote && b->quote && strcmp(a->quote, b->quote) == 0;
}

static bool same_place(const struct place_record *a, const struct place_record *b)
{
    return a->page == b->page && a->line == b->line;
}

/* Each quote of `a` stands in `b` too; `*here`: and at the same place. */
static bool holds_all(
    const struct requirement_record *a, const struct requirement_record *b, bool *here)
{
    for (uint32_t i = 0; i < a->evidence_count; i++) {
        const struct place_record *p = &a->evidence[i].place;
        bool quote = false, place = false;
        for (uint32_t k = 0; k < b->evidence_count && !place; k++) {
            bool same = same_quote(p, &b->evidence[k].place);
            quote |= same;
            place = same && same_place(p, &b->evidence[k].place);
        }
        *here &= place;
        if (!quote)
            return false;
    }
    return true;
}

static enum evidence_change compare_evidence(
    const struct requirement_record *before, const struct requirement_record *now)
{
    bool here = true;
    if (!before->evidence_count || !now->evidence_count)
        return EVIDENCE_NONE;
    if (!holds_all(before, now, &here) || !holds_all(now, before, &here))
        return EVIDENCE_OTHER;
    return here ? EVIDENCE_SAME : EVIDENCE_MOVED;
}

/* ---- requirements ---- */

static size_t gap_length(const char *gap)
{
    const char *remark = strstr(gap, " (found, but");
    return remark ? (size_t)(remark - gap) : strlen(gap);
}

static bool has_gap(const struct requirement_record *q, const char *gap)
{
    size_t len = gap_length(gap);
    for (uint32_t i = 0; i < q->gap_count; i++)
        if (gap_length(q->gaps[i]) == len && memcmp(q->gaps[i], gap, len) == 0)
            return true;
    return false;
}

/* Gaps of `a` that `b` has not. */
static const char **gaps_without(struct arena *arena, const struct requirement_record *a,
    const struct requirement_record *b, size_t *count)
{
    const char **gaps = arena_array(arena, a->gap_count + 1, sizeof *gaps);
    *count = 0;
    for (uint32_t i = 0; i < a->gap_count; i++)
        if (!has_gap(b, a->gaps[i]))
            gaps[(*count)++] = arena_copy(arena, a->gaps[i], gap_length(a->gaps[i]));
    return gaps;
}

static bool is_open(enum pa_outcome outcome)
{
    return outcome == PA_NOT_MET || outcome == PA_PARTIAL;
}

static enum change judge(const struct requirement_change *c)
{
    enum pa_outcome before = c->before->outcome, now = c->now->outcome;
    if (before == PA_NOT_APPLICABLE)
        return now == PA_NOT_APPLICABLE ? CHANGE_DROPPED : CHANGE_NEW;
    if (now == PA_NOT_APPLICABLE)
        return CHANGE_DROPPED;
    if (before == PA_NOT_ASSESSED || now == PA_NOT_ASSESSED)
        return CHANGE_UNDECIDED;
    if (now < before) /* not met, partly, met */
        return CHANGE_LOST;
    if (now == PA_MET)
        return before == PA_MET ? CHANGE_KEPT : CHANGE_ANSWERED;
    if (now > before)
        return CHANGE_PARTLY;
    return now == PA_PARTIAL && c->found_count && !c->lost_count ? CHANGE_PARTLY : CHANGE_OPEN;
}

static struct requirement_change compare_requirement(struct arena *arena,
    const struct requirement_record *before, const struct requirement_record *now)
{
    struct requirement_change c = {.before = before, .now = now};
    if (!before || !now) {
        c.change = before ? CHANGE_DROPPED : CHANGE_NEW;
        return c;
    }
    c.found = gaps_without(arena, before, now, &c.found_count);
    c.lost = gaps_without(arena, now, before, &c.lost_count);
    c.evidence = compare_evidence(before, now);
    c.change = judge(&c);
    return c;
}

static void compare_requirements(struct arena *arena, struct plan_diff *p)
{
    size_t most = (size_t)p->before->requirement_count + p->now->requirement_count, n = 0;
    struct requirement_change *all = arena_array(arena, most + 1, sizeof *all);
    struct map *known = map_new(), *kept = map_new();
    for (uint32_t i = 0; i < p->before->requirement_count; i++) {
        struct requirement_record *q = &p->before->requirements[i];
        map_set(known, q->id, strlen(q->id), q);
        p->recommended += is_open(q->outcome);
    }
    for (uint32_t i = 0; i < p->now->requirement_count; i++) {
        struct requirement_record *q = &p->now->requirements[i];
        map_set(kept, q->id, strlen(q->id), q);
        all[n++] = compare_requirement(arena, map_get(known, q->id, strlen(q->id)), q);
    }
    for (uint32_t i = 0; i < p->before->requirement_count; i++) {
        const struct requirement_record *q = &p->before->requirements[i];
        if (!map_get(kept, q->id, strlen(q->id)))
            all[n++] = compare_requirement(arena, q, NULL);
    }
    map_free(known);
    map_free(kept);
    p->requirements = arena_array(arena, n + 1, sizeof *all);
    for (enum change change = CHANGE_LOST; change < CHANGES; change++)
        for (size_t i = 0; i < n; i++) {
            if (all[i].change != change)
                continue;
            p->requirements[p->requirement_count++] = all[i];
            p->changes[change]++;
            p->moved += change == CHANGE_KEPT && all[i].evidence == EVIDENCE_MOVED;
        }
}

/* ---- domains and defects ---- */

static void compare_domains(struct arena *arena, struct plan_diff *p)
{
    size_t most = (size_t)p->before->domain_count + p->now->domain_count;
    p->domains = arena_array(arena, most + 1, sizeof *p->domains);
    for (uint32_t i = 0; i < p->now->domain_count; i++) {
        const struct domain_record *d = &p->now->domains[i];
        p->domains[p->domain_count++] = (struct domain_change){results_domain(p->before, d->id), d};
    }
    for (uint32_t i = 0; i < p->before->domain_count; i++) {
        const struct domain_record *d = &p->before->domains[i];
        if (!results_domain(p->now, d->id))
            p->domains[p->domain_count++] = (struct domain_change){d, NULL};
    }
}

/* The first finding of `p` with that fingerprint that is not used yet. */
static const struct finding_record *take_defect(
    const struct plan_record *p, const char *fingerprint, bool *used)
{
    for (uint32_t i = 0; i < p->finding_count; i++) {
        if (used[i] || !p->findings[i].is_defect ||
            strcmp(p->findings[i].fingerprint, fingerprint) != 0)
            continue;
        used[i] = true;
        return &p->findings[i];
    }
    return NULL;
}

static enum severity defect_severity(const struct defect_change *c)
{
    return c->now ? c->now->severity : c->before->severity;
}

static void sort_defects(
    struct arena *arena, struct plan_diff *p, const struct defect_change *all, size_t n)
{
    p->defects = arena_array(arena, n + 1, sizeof *p->defects);
    for (int kind = DEFECT_NEW; kind <= DEFECT_GONE; kind++)
        for (int severity = SEVERITY_HIGH; severity >= SEVERITY_INFO; severity--)
            for (size_t i = 0; i < n; i++)
                if ((int)all[i].kind == kind && (int)defect_severity(&all[i]) == severity)
                    p->defects[p->defect_count++] = all[i];
}

static void compare_defects(struct arena *arena, struct plan_diff *p)
{
    const struct plan_record *before = p->before, *now = p->now;
    size_t most = (size_t)before->finding_count + now->finding_count, n = 0;
    struct defect_change *all = arena_array(arena, most + 1, sizeof *all);
    bool *used = arena_array(arena, (size_t)before->finding_count + 1, sizeof *used);
    for (uint32_t i = 0; i < now->finding_count; i++) {
        const struct finding_record *f = &now->findings[i];
        if (!f->is_defect)
            continue;
        const struct finding_record *was = take_defect(before, f->fingerprint, used);
        all[n++] = (struct defect_change){was, f, was ? DEFECT_STILL : DEFECT_NEW};
        p->defects_still += was != NULL;
        p->defects_new += was == NULL;
        p->defects_grave += was == NULL && f->severity >= SEVERITY_MEDIUM;
    }
    for (uint32_t i = 0; i < before->finding_count; i++) {
        if (!before->findings[i].is_defect || used[i])
            continue;
        all[n++] = (struct defect_change){&before->findings[i], NULL, DEFECT_GONE};
        p->defects_gone++;
    }
    sort_defects(arena, p, all, n);
}

/* ---- the whole ---- */

static void warn(struct arena *arena, struct plan_diff *p, const char *text)
{
    if (!p->warnings)
        p->warnings = arena_array(arena, 6, sizeof *p->warnings);
    p->warnings[p->warning_count++] = text;
}

static void find_warnings(struct arena *arena, struct plan_diff *p)
{
    const struct plan_record *b = p->before, *n = p->now;
    static const char apart[] =
        "what changed because of that cannot be told apart from what the plan changed";
    if (strcmp(b->pack, n->pack) != 0)
        warn(arena, p,
            arena_printf(arena, "The two were checked against different packs (%s and %s): %s.",
                b->pack, n->pack, apart));
    else if (strcmp(b->pack_sha256, n->pack_sha256) != 0)
        warn(arena, p,
            arena_printf(arena,
                "The pack %s was changed between the two (%s, %.12s and %s, %.12s): %s.", b->pack,
                b->pack_version, b->pack_sha256, n->pack_version, n->pack_sha256, apart));
    if (strcmp(b->pack, n->pack) == 0 && strcmp(b->pack_parameters, n->pack_parameters) != 0)
        warn(arena, p,
            arena_printf(arena, "The pack %s was given other parameters: %s.", b->pack, apart));
    if (b->version && n->version && strcmp(b->version, n->version) != 0)
        warn(arena, p,
            arena_printf(arena,
                "The two were checked by different versions of planassure (%s and %s): %s.",
                b->version, n->version, apart));
    const char *before = pairs_key(arena, b, MATCH_ORGANISATION);
    const char *now = pairs_key(arena, n, MATCH_ORGANISATION);
    if (before && now && strcmp(before, now) != 0)
        warn(arena, p,
            arena_printf(arena, "The two seem to be plans of different organisations (%s and %s).",
                b->organisation, n->organisation));
    if (b->sha256 && n->sha256 && strcmp(b->sha256, n->sha256) == 0)
        warn(arena, p, "Both are the same file: the plan itself did not change.");
}

static void compare_plans(struct arena *arena, struct plan_diff *p)
{
    p->comparable = p->before->checked && p->now->checked;
    if (!p->comparable)
        return;
    find_warnings(arena, p);
    compare_domains(arena, p);
    compare_requirements(arena, p);
    compare_defects(arena, p);
}

struct diff *diff_new(struct results *before, struct results *now, const char *before_name,
    const char *now_name, enum match match)
{
    struct diff *d = xcalloc(1, sizeof *d);
    d->arena = arena_new();
    d->before = before;
    d->now = now;
    d->before_name = arena_strdup(d->arena, before_name);
    d->now_name = arena_strdup(d->arena, now_name);
    pairs_find(d, match);
    for (size_t i = 0; i < d->count; i++)
        compare_plans(d->arena, &d->plans[i]);
    return d;
}

void diff_free(struct diff *d)
{
    if (!d)
        return;
    results_free(d->before);
    results_free(d->now);
    arena_free(d->arena);
    xfree(d);
}

diff_writer *diff_writer_find(const char *format)
{
    static const struct {
        const char *name;
        diff_writer *write;
    } writers[] = {
        {"text", diff_text},
        {"markdown", diff_markdown},
        {"html", diff_html},
        {"json", diff_json},
    };
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (strcmp(writers[i].name, format) == 0)
            return writers[i].write;
    return NULL;
}
