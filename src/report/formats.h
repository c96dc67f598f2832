/* The writers behind the table in report.c, and what they share. */
#ifndef REPORT_FORMATS_H
#define REPORT_FORMATS_H

#include "report/report.h"

typedef void report_writer(const struct result *const *results, size_t count,
    const struct pa_report_options *, struct buf *out);

report_writer report_text;
report_writer report_json;
report_writer report_ndjson;
report_writer report_csv;
report_writer report_markdown;
report_writer report_html;
report_writer report_letter;
report_writer report_letter_markdown;
report_writer report_letter_docx;
report_writer report_sarif;
report_writer report_junit;
report_writer report_github;
report_writer report_gitlab;

/* One requirement (options->explain) of each plan in full: every criterion with its candidates. */
report_writer report_explain;

/* Totals of a run: plans = checked + errors; `failed` of the checked ones. */
struct tally {
    size_t plans, checked, failed, errors;
};
struct tally report_tally(
    const struct result *const *results, size_t count, const struct pa_threshold *);

/* Does the plan fail? NULL stands for the default threshold: must. */
bool threshold_fails(const struct result *, const struct pa_threshold *);

/* Defects above mere information. */
uint32_t report_defects(const struct result *);
/* "high", "medium", "low" or "info": how much a requirement that is not met weighs. */
const char *report_severity(const struct requirement_result *);
/* The plan's own commissioners, "A and B" for a joint plan; nothing when none is known. */
void report_organisation(const struct result *, struct buf *out);
/* The gaps, divided by semicolons; without the one that only repeats why. */
void report_gaps(const struct requirement_result *, struct buf *out);
const char *criterion_state_name(enum criterion_state); /* "met", "partial", "not-met", ... */

/* "Not met", "Partly met", "Met", "Not applicable", "Not assessed". */
const char *report_outcome_words(enum pa_outcome);
/* "64.0 % (25 of 39 points)", or that nothing was assessed. */
void report_score(double score, double points, double of, struct buf *out);

/* "amber-green, mostly assured: 80.0 % (8 of 10 points)": the figures with waivers. */
void report_waived(const struct result *, struct buf *out);
/* "2 requirements and 1 defect are waived"; nothing when none is. */
void report_waived_count(const struct result *, struct buf *out);
/* "until 2018-03-31, by OWNER: REASON"; text of the file of waivers, not escaped. */
void report_waiver(const struct waiver *, struct buf *out);
/* "beside the baseline FILE: 1 new, 2 changed, 3 as before, 4 gone"; nothing without a baseline. */
void report_baseline(const struct result *, struct buf *out);

struct json;
/* A waiver as results hold it; null for NULL. Of a run: the file and what is wrong with waivers. */
struct json *waiver_json(const struct waiver *);
struct json *waivers_json(const struct result *const *results, size_t count);
/* The plan beside the baseline; null without one. */
struct json *baseline_json(const struct result *);
/* The plan's figures with waivers; null when no requirement is waived. */
struct json *waived_json(const struct result *);
/* One plan as `plans` of the JSON results holds it; free with json_free(). */
struct json *report_plan_json(const struct result *);

#endif
