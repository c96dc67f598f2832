/* A row of the letter: what is clear, what is there in part and what is still missing, what was not
 * found; then what to do, the gravest first. Long letters are not read: each list is cut, and says
 * how much it leaves to the report. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/sort.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/letter.h"
#include "report/place.h"
#include "review/judgements.h"

enum { CLEAR = 6, PARTLY = 4, ABSENT = 8, STEPS = 4, GAPS = 3 };

void letter_capital(const char *word, char *out, size_t size)
{
    size_t n = 0;
    for (; word[n] && n + 1 < size; n++)
        out[n] = n == 0 && word[n] >= 'a' && word[n] <= 'z' ? (char)(word[n] - 'a' + 'A') : word[n];
    out[n] = '\0';
}

const char *letter_claim(
    struct letter *letter, const struct result *r, const struct requirement_result *res)
{
    struct issue issue;
    struct buf place;
    buf_init(&place, 100);
    issue_of(res, &issue);
    if (issue.placed) {
        struct place p = place_of(r->doc, issue.at);
        buf_printf(&place, p.page ? " (page %u)" : " (line %u)", p.page ? p.page : p.line);
    }
    const char *claim =
        arena_printf(letter->arena, "%s%s", res->requirement->title, buf_str(&place));
    buf_clear(&place);
    return claim;
}

/* "; still missing: a, b": the first gaps, without the reasons in brackets. */
static void add_gaps(struct buf *out, const struct requirement_result *res)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < res->gap_count && n < GAPS; i++) {
        const char *reason = strstr(res->gaps[i], " (found, but");
        size_t len = reason ? (size_t)(reason - res->gaps[i]) : strlen(res->gaps[i]);
        if (res->gaps[i] == res->why || (res->judgement && res->gaps[i] == res->judgement->comment))
            continue;
        buf_add_str(out, n++ ? ", " : ", but not yet ");
        buf_add(out, res->gaps[i], len);
    }
}

static bool is_in(const struct result *r, uint32_t i, const struct domain_result *d)
{
    return &r->pack->domains[r->requirements[i].requirement->domain] == d->domain;
}

/* One comment of all requirements of the domain with this outcome. */
static void add_comment(struct letter *letter, struct letter_section *section,
    const struct result *r, const struct domain_result *d, enum pa_outcome outcome,
    const char *label, uint32_t most)
{
    struct buf text;
    buf_init(&text, LIMIT_TEXT_BYTES);
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->requirement_count; i++) {
        const struct requirement_result *res = &r->requirements[i];
        if (!is_in(r, i, d) || res->outcome != outcome || res->waiver || n++ >= most)
            continue;
        bool absent = outcome == PA_NOT_MET || outcome == PA_NOT_ASSESSED;
        buf_printf(&text, "%s%s", text.len ? "; " : "",
            absent ? res->requirement->title : letter_claim(letter, r, res));
        if (outcome != PA_MET && res->judgement && *res->judgement->comment)
            buf_printf(&text, " (%s)", res->judgement->comment);
        if (outcome == PA_PARTIAL)
            add_gaps(&text, res);
    }
    if (n > most)
        buf_printf(&text, "; and %u more", n - most);
    if (n) {
        struct letter_comment comment = {label, arena_printf(letter->arena, "%s.", buf_str(&text))};
        VEC_PUSH(&section->comments, comment);
    }
    buf_clear(&text);
}

static void add_waived(struct letter *letter, struct letter_section *section,
    const struct result *r, const struct domain_result *d)
{
    struct buf text;
    buf_init(&text, LIMIT_TEXT_BYTES);
    for (uint32_t i = 0; i < r->requirement_count; i++) {
        const struct requirement_result *res = &r->requirements[i];
        if (is_in(r, i, d) && res->waiver)
            buf_printf(&text, "%s%s, until %s", text.len ? "; " : "", res->requirement->title,
                res->waiver->expires);
    }
    if (text.len) {
        struct letter_comment comment = {
            "Waived", arena_printf(letter->arena, "%s.", buf_str(&text))};
        VEC_PUSH(&section->comments, comment);
    }
    buf_clear(&text);
}

/* The level first, then the points that are lost, then the order of the pack. */
static int compare_open(const void *left, const void *right)
{
    const struct requirement_result *a = *(const struct requirement_result *const *)left;
    const struct requirement_result *b = *(const struct requirement_result *const *)right;
    double lost_a = a->requirement->weight * (1 - a->score);
    double lost_b = b->requirement->weight * (1 - b->score);
    if (a->requirement->level != b->requirement->level)
        return a->requirement->level > b->requirement->level ? -1 : 1;
    if (lost_a != lost_b)
        return lost_a > lost_b ? -1 : 1;
    return a < b ? -1 : 1;
}

static void add_steps(struct letter *letter, struct letter_section *section, const struct result *r,
    const struct domain_result *d)
{
    const struct requirement_result **open = xcalloc(r->requirement_count + 1, sizeof *open);
    size_t n = 0;
    for (uint32_t i = 0; i < r->requirement_count; i++) {
        const struct requirement_result *res = &r->requirements[i];
        if (is_in(r, i, d) && !res->waiver && res->requirement->recommendation &&
            (res->outcome == PA_NOT_MET || res->outcome == PA_PARTIAL))
            open[n++] = res;
    }
    sort_stable(open, n, sizeof *open, compare_open);
    for (size_t i = 0; i < n && i < STEPS; i++)
        VEC_PUSH(&section->steps, open[i]->requirement->recommendation);
    if (n > STEPS)
        VEC_PUSH(&section->steps,
            arena_printf(letter->arena, "%zu further recommendation%s: see the report.", n - STEPS,
                n - STEPS == 1 ? "" : "s"));
    if (!n)
        VEC_PUSH(&section->steps, "None: please keep to what the plan says.");
    xfree(open);
}

void letter_section_make(
    struct letter *letter, const struct result *r, const struct domain_result *d)
{
    struct letter_section section = {.title = d->domain->title,
        .rating = d->rating == PA_UNRATED ? "unrated" : rating_name(d->rating)};
    section.score = isnan(d->score) ? "not scored"
                                    : arena_printf(letter->arena, "%.1f %% (%.10g of %.10g points)",
                                          d->score, d->points, d->of);
    add_comment(letter, &section, r, d, PA_MET, "Clear", CLEAR);
    add_comment(letter, &section, r, d, PA_PARTIAL, "In part", PARTLY);
    add_comment(letter, &section, r, d, PA_NOT_MET, "Not found in the plan", ABSENT);
    add_comment(letter, &section, r, d, PA_NOT_ASSESSED, "Not assessed", ABSENT);
    add_waived(letter, &section, r, d);
    add_steps(letter, &section, r, d);
    VEC_PUSH(&letter->sections, section);
}
