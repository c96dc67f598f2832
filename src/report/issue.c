/* See issue.h. A requirement's place is that of its first evidence that bears on the outcome. */
#include "report/issue.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "report/formats.h"
#include "report/place.h"

void issue_of(const struct requirement_result *res, struct issue *issue)
{
    *issue = (struct issue){.rule = res->requirement->id,
        .severity = report_severity(res),
        .fingerprint = res->fingerprint,
        .requirement = res,
        .waiver = res->waiver,
        .standing = res->standing};
    for (uint32_t i = 0; i < res->requirement->criterion_count && !issue->placed; i++) {
        const struct candidate *c =
            place_matters(res, i) ? place_evidence(&res->criteria[i], 0) : NULL;
        if (!c)
            continue;
        issue->placed = true;
        issue->at = c->evidence.at;
        issue->end = c->evidence.end;
    }
}

bool issue_next(const struct result *r, uint32_t *i, struct issue *issue)
{
    if (r->error_code)
        return false;
    for (; *i < r->requirement_count; (*i)++) {
        const struct requirement_result *res = &r->requirements[*i];
        if (res->outcome == PA_MET || res->outcome == PA_NOT_APPLICABLE)
            continue;
        issue_of(res, issue);
        (*i)++;
        return true;
    }
    if (*i - r->requirement_count >= r->finding_count)
        return false;
    const struct finding *f = &r->findings[(*i)++ - r->requirement_count];
    *issue = (struct issue){.rule = f->rule,
        .severity = f->severity,
        .fingerprint = f->fingerprint,
        .defect = f,
        .placed = true,
        .at = f->at,
        .end = f->end,
        .waiver = f->waiver,
        .standing = f->standing};
    return true;
}

void issue_message(const struct issue *issue, struct buf *out)
{
    if (issue->defect) {
        buf_add_str(out, issue->defect->message);
        return;
    }
    const struct requirement_result *res = issue->requirement;
    struct buf gaps;
    buf_init(&gaps, LIMIT_TEXT_BYTES);
    buf_printf(out, "%s: %s", res->requirement->title, outcome_name(res->outcome));
    if (res->why && *res->why)
        buf_printf(out, "; %s", res->why);
    report_gaps(res, &gaps);
    if (gaps.len)
        buf_printf(out, "; missing: %s", buf_str(&gaps));
    buf_clear(&gaps);
}

bool issue_has_source_lines(const struct result *r)
{
    static const char *const made[] = {"docx", "odt", "pdf"};
    for (size_t i = 0; r->format && i < sizeof made / sizeof *made; i++)
        if (strcmp(r->format, made[i]) == 0)
            return false;
    return r->format != NULL;
}

const char *report_outcome_words(enum pa_outcome outcome)
{
    static const char *const words[] = {[PA_NOT_MET] = "Not met",
        [PA_PARTIAL] = "Partly met",
        [PA_MET] = "Met",
        [PA_NOT_APPLICABLE] = "Not applicable",
        [PA_NOT_ASSESSED] = "Not assessed"};
    return words[outcome];
}

void report_score(double score, double points, double of, struct buf *out)
{
    if (isnan(score))
        buf_add_str(out, "not scored: nothing was assessed");
    else
        buf_printf(out, "%.1f %% (%.10g of %.10g points)", score, points, of);
}
