/* When a plan fails, and what follows for totals and severities. The rules are contract: exit
 * statuses and build pipelines stand on them. */
#include <stdlib.h>
#include <string.h>

#include "report/formats.h"

bool pa_threshold_add(struct pa_threshold *t, const char *text)
{
    static const char rating[] = "rating=", score[] = "score=";
    if (strcmp(text, "must") == 0)
        t->must = true;
    else if (strcmp(text, "should") == 0)
        t->must = t->should = true;
    else if (strcmp(text, "defect") == 0)
        t->defect = true;
    else if (strcmp(text, "never") == 0)
        *t = (struct pa_threshold){0};
    else if (strncmp(text, rating, sizeof rating - 1) == 0) {
        enum pa_rating r = PA_RED;
        while (strcmp(rating_name(r), text + sizeof rating - 1) != 0)
            if (r++ == PA_GREEN)
                return false;
        t->rating = r;
    } else if (strncmp(text, score, sizeof score - 1) == 0) {
        const char *number = text + sizeof score - 1;
        if (strspn(number, "0123456789.") != strlen(number))
            return false;
        char *end;
        double value = strtod(number, &end);
        if (end == number || *end || value > 100)
            return false;
        t->has_score = true;
        t->score = value;
    } else {
        return false;
    }
    return true;
}

/* What is waived, and what was no better in the baseline, is no reason. */
static bool misses_level(const struct result *r, enum pa_level level)
{
    for (uint32_t i = 0; i < r->requirement_count; i++) {
        const struct requirement_result *res = &r->requirements[i];
        if (res->outcome == PA_NOT_MET && res->requirement->level >= level && !res->waiver &&
            !res->was_not_met)
            return true;
    }
    return false;
}

static bool has_defect(const struct result *r)
{
    for (uint32_t i = 0; i < r->finding_count; i++)
        if (strcmp(r->findings[i].severity, "info") != 0 && !r->findings[i].waiver &&
            r->findings[i].standing != STANDING_UNCHANGED)
            return true;
    return false;
}

/* Figures count with the waivers; a plan that was as bad before has not become worse. The earlier
 * score was rounded to one place. */
static bool misses_figures(const struct result *r, const struct pa_threshold *t)
{
    bool waived = r->waived.requirements > 0;
    enum pa_rating rating = waived ? r->waived.rating : r->rating;
    double score = waived ? r->waived.score : r->score;
    if (t->rating != PA_UNRATED && rating != PA_UNRATED && rating < t->rating &&
        !(r->earlier && r->earlier->rating != PA_UNRATED && r->rating >= r->earlier->rating))
        return true;
    return t->has_score && score < t->score && /* false for NAN: nothing was assessed */
           !(r->earlier && r->score + 0.05 >= r->earlier->score);
}

bool threshold_fails(const struct result *r, const struct pa_threshold *given)
{
    static const struct pa_threshold standard = {.must = true};
    const struct pa_threshold *t = given ? given : &standard;
    if (r->error_code)
        return false;
    if ((t->must || t->should) && misses_level(r, t->should ? PA_SHOULD : PA_MUST))
        return true;
    return (t->defect && has_defect(r)) || misses_figures(r, t);
}

uint32_t report_defects(const struct result *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->finding_count; i++)
        n += strcmp(r->findings[i].severity, "info") != 0;
    return n;
}

const char *report_severity(const struct requirement_result *r)
{
    static const char *const names[][3] = {/* by level: may, should, must */
        [PA_NOT_MET] = {"low", "medium", "high"},
        [PA_PARTIAL] = {"info", "low", "medium"},
        [PA_MET] = {"info", "info", "info"},
        [PA_NOT_APPLICABLE] = {"info", "info", "info"},
        [PA_NOT_ASSESSED] = {"info", "info", "medium"}};
    return names[r->outcome][r->requirement->level];
}

void report_gaps(const struct requirement_result *r, struct buf *out)
{
    for (uint32_t i = 0; i < r->gap_count; i++)
        if (r->gaps[i] != r->why)
            buf_printf(out, "%s%s", out->len ? "; " : "", r->gaps[i]);
}

const char *criterion_state_name(enum criterion_state state)
{
    static const char *const names[] = {[CRITERION_MISSING] = "not-met",
        [CRITERION_WEAK] = "partial",
        [CRITERION_MET] = "met",
        [CRITERION_LIMIT] = "not-assessed"};
    return names[state];
}
