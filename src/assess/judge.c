/* See judge.h. Evidence is struck and added first, so that what reports show under a requirement is
 * what people let stand; the outcome is theirs, not computed from it. */
#include "assess/judge.h"

#include <string.h>

#include "assess/outcome.h"
#include "assess/score.h"
#include "base/diag.h"
#include "base/mem.h"

static struct requirement_result *find(struct result *r, const char *id)
{
    for (uint32_t i = 0; i < r->requirement_count; i++)
        if (strcmp(r->requirements[i].requirement->id, id) == 0)
            return &r->requirements[i];
    return NULL;
}

/* Do the struck words stand in this evidence? */
static bool is_struck(const struct doc *doc, const struct evidence *e, const struct judgement *w,
    const char *criterion)
{
    size_t at, end;
    for (uint32_t i = 0; i < w->strike_count; i++) {
        const struct judged_quote *q = &w->strike[i];
        if ((!q->criterion || strcmp(q->criterion, criterion) == 0) &&
            quote_find(doc->text + e->at, e->end - e->at, q->quote, 0, &at, &end))
            return true;
    }
    return false;
}

/* What is struck goes behind the rest, which keeps its order. */
static uint32_t strike(struct result *r, struct criterion_result *c, const struct judgement *w)
{
    struct candidate *out = arena_array(r->arena, c->count + 1, sizeof *out);
    uint32_t kept = 0, struck = 0;
    for (uint32_t i = 0; i < c->count; i++)
        if (!is_struck(r->doc, &c->candidates[i].evidence, w, c->criterion->id))
            out[kept++] = c->candidates[i];
        else
            struck++;
    for (uint32_t i = 0, n = kept; struck && i < c->count; i++)
        if (is_struck(r->doc, &c->candidates[i].evidence, w, c->criterion->id)) {
            out[n] = c->candidates[i];
            out[n].why = NULL;
            out[n++].reason = VOID_STRUCK;
        }
    c->candidates = out;
    return struck;
}

/* The criterion that evidence is added to: the one named, else the first that is not met. */
static struct criterion_result *receiver(struct requirement_result *res, const char *id)
{
    struct criterion_result *open = NULL;
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++) {
        struct criterion_result *c = &res->criteria[i];
        if (id && strcmp(c->criterion->id, id) == 0)
            return c;
        if (!open && c->state != CRITERION_MET && c->criterion->need <= NEED_OPTIONAL)
            open = c;
    }
    return open ? open : &res->criteria[0];
}

static void add(struct result *r, struct criterion_result *c, size_t at, size_t end)
{
    struct candidate *out = arena_array(r->arena, c->count + 2, sizeof *out);
    out[0].evidence = (struct evidence){.at = (uint32_t)at,
        .end = (uint32_t)end,
        .match_at = (uint32_t)at,
        .match_end = (uint32_t)end,
        .strength = PA_PLANNED};
    if (c->count)
        memcpy(out + 1, c->candidates, c->count * sizeof *out);
    c->candidates = out;
    c->count++;
}

static void settle(struct criterion_result *c)
{
    uint32_t weak = 0;
    c->counting = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        c->counting += c->candidates[i].reason == VOID_NOT;
        weak += c->candidates[i].reason == VOID_WEAK;
    }
    if (c->counting)
        c->state = CRITERION_MET;
    else if (c->state == CRITERION_MET || c->state == CRITERION_WEAK)
        c->state = weak ? CRITERION_WEAK : CRITERION_MISSING;
}

static bool is_well_founded(const struct result *r, const struct judgement *w, struct diag *diag)
{
    size_t at, end;
    for (uint32_t i = 0; i < w->add_count; i++)
        if (!quote_find(r->doc->text, r->doc->len, w->add[i].quote, w->add[i].near, &at, &end)) {
            diag_add(diag, DIAG_WARNING, "judgements.quote", r->path, 0, 0, NULL,
                "look at it again",
                "the judgement of %s was left out: its quote \"%.80s\" does "
                "not stand in the plan",
                w->requirement, w->add[i].quote);
            return false;
        }
    return true;
}

static void change_evidence(
    struct result *r, struct requirement_result *res, const struct judgement *w)
{
    size_t at, end;
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++)
        if (w->strike_count && strike(r, &res->criteria[i], w))
            settle(&res->criteria[i]);
    for (uint32_t i = 0; i < w->add_count; i++)
        if (quote_find(r->doc->text, r->doc->len, w->add[i].quote, w->add[i].near, &at, &end)) {
            struct criterion_result *c = receiver(res, w->add[i].criterion);
            add(r, c, at, end);
            settle(c);
        }
}

/* What is missing: in the assessors' words first, and as the program found it where that agrees. */
static void write_gaps(struct result *r, struct requirement_result *res, const struct judgement *w)
{
    const char **gaps = arena_array(r->arena, res->gap_count + 2, sizeof *gaps);
    uint32_t n = 0;
    if (w->outcome == PA_MET || w->outcome == PA_NOT_APPLICABLE) {
        res->gap_count = 0;
        return;
    }
    if (*w->comment)
        gaps[n++] = w->comment;
    for (uint32_t i = 0; i < res->gap_count; i++)
        if (res->gaps[i] != res->why)
            gaps[n++] = res->gaps[i];
    if (!n)
        gaps[n++] = "the assessors did not say what";
    res->gaps = gaps;
    res->gap_count = n;
}

static void judge(struct result *r, struct requirement_result *res, const struct judgement *w)
{
    change_evidence(r, res, w);
    write_gaps(r, res, w);
    const char *own = res->why ? res->why : "";
    if (w->outcome == res->outcome)
        res->why = arena_printf(r->arena, "confirmed by %s on %s%s%s%s%s", w->by, w->when,
            *w->comment ? ": " : "", w->comment, *own ? "; the program: " : "", own);
    else
        res->why = arena_printf(r->arena, "judged by %s on %s%s%s; the program said %s%s%s", w->by,
            w->when, *w->comment ? ": " : "", w->comment, outcome_name(res->outcome),
            *own ? ": " : "", own);
    res->judgement = w;
    res->own_outcome = res->outcome;
    res->outcome = w->outcome;
    r->own.judged++;
    r->own.changed += res->outcome != res->own_outcome;
    outcome_score(res, r->arena, r->pack);
}

static void keep_own(struct result *r)
{
    r->own.score = r->score;
    r->own.points = r->points;
    r->own.of = r->of;
    r->own.rating = r->rating;
    r->own.why = r->why;
}

/* Domains count anew; what is not assessed now decides whether the result is complete. */
static void score_anew(struct result *r)
{
    for (uint32_t i = 0; i < r->domain_count; i++)
        r->domains[i] = (struct domain_result){.domain = r->domains[i].domain};
    r->incomplete = false;
    score_result(r);
}

void judge_apply(struct result *r, const struct judgements *judgements, struct diag *diag)
{
    if (r->error_code)
        return;
    if (!r->sha256 || strcmp(judgements->plan, r->sha256) != 0) {
        diag_add(diag, DIAG_WARNING, "judgements.plan", r->path, 0, 0, NULL,
            "judge this one, or name the plan that was judged",
            "the judgements are about another plan (SHA-256 %.12s...): none was applied",
            judgements->plan);
        return;
    }
    keep_own(r);
    for (size_t i = 0; i < judgements->count; i++) {
        const struct judgement *w = &judgements->list[i];
        struct requirement_result *res = find(r, w->requirement);
        if (!res)
            diag_add(diag, DIAG_WARNING, "judgements.requirement", judgements->file, 0, 0, NULL,
                NULL, "the pack %s has no requirement \"%s\": its judgement was left out",
                r->pack->id, w->requirement);
        else if (is_well_founded(r, w, diag))
            judge(r, res, w);
    }
    if (r->own.judged)
        score_anew(r);
}
