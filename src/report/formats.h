/* The writers behind the table in report.c, and what they share. */
#ifndef REPORT_FORMATS_H
#define REPORT_FORMATS_H

#include "report/report.h"

extern const struct report report_text;
extern const struct report report_json;
extern const struct report report_ndjson;
extern const struct report report_csv;
extern const struct report report_markdown;
extern const struct report report_html;
extern const struct report report_letter;
extern const struct report report_letter_markdown;
extern const struct report report_letter_docx;
extern const struct report report_sarif;
extern const struct report report_junit;
extern const struct report report_github;
extern const struct report report_gitlab;

/* What `extract -f text` prints of the plan. No format that people choose: report_find() does not
 * know it. */
extern const struct report report_plan_text;

/* One requirement (options->explain) of a plan in full: every criterion with its candidates. */
void report_explain(const struct result *, const struct report_place *, struct buf *out);

/* A `take` for lists: every part begins with a comma, and the first that is there loses it. */
void report_take_list(struct report_join *, const struct plan_figures *, const char *part,
    size_t len, struct buf *out);
struct map;
/* How many plans of this path came before; counts this one. */
size_t report_repeat(struct map *seen, const char *path);

/* What JUnit and GitHub count of one plan. */
void report_count_cases(const struct result *, struct report_cases *);
void report_count_levels(const struct result *, uint32_t levels[REPORT_LEVELS]);
void report_add_cases(struct report_cases *all, const struct report_cases *);

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
/* "40 of 45 requirements, 3 of them otherwise than the program; the program alone: red, ...": what
 * people judged; nothing when they judged nothing. */
void report_own(const struct result *, struct buf *out);
/* "2 requirements and 1 defect are waived"; nothing when none is. */
void report_waived_count(const struct result *, struct buf *out);
/* "until 2018-03-31, by OWNER: REASON"; text of the file of waivers, not escaped. */
void report_waiver(const struct waiver *, struct buf *out);
/* "beside the baseline FILE: 1 new, 2 changed, 3 as before, 4 gone"; nothing without a baseline. */
void report_baseline(const struct result *, struct buf *out);

struct json;
/* A waiver as results hold it; null for NULL. Of a run: the file and what is wrong with waivers. */
struct json *waiver_json(const struct waiver *);
struct json *waivers_json(const struct tally *);
/* The plan beside the baseline; null without one. */
struct json *baseline_json(const struct result *);
/* A judgement of people beside the program's outcome, and the program's own figures. */
struct json *judgement_json(const struct requirement_result *);
struct json *own_json(const struct result *);
/* The plan's figures with waivers; null when no requirement is waived. */
struct json *waived_json(const struct result *);
/* One plan as `plans` of the JSON results holds it; free with json_free(). */
struct json *report_plan_json(const struct result *);

#endif
