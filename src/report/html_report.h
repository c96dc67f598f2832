/* The parts of the HTML report of one plan. Each writes a section with its own heading; anchors
 * begin with the plan's number: "p1-req-ID", "p1-dom-ID", "p1-mark-N", "p1-defect-N". */
#ifndef REPORT_HTML_REPORT_H
#define REPORT_HTML_REPORT_H

#include "assess/assess.h"
#include "base/buf.h"
#include "report/html.h"

/* What points at a place of the plan: a requirement (its index in the result) or a defect. */
struct html_pointer {
    bool defect;
    uint32_t index;
};

/* A stretch of the plan that something points at; overlapping quotes make one. */
struct html_mark {
    uint32_t at, end;
    uint32_t first, count; /* its pointers */
    bool evidence;         /* a requirement is among them */
};

struct html_marks {
    struct html_mark *marks; /* in order of place, none touches another */
    uint32_t count;
    struct html_pointer *pointers;
    uint32_t pointer_count;
};

/* All quotes of the evidence that reports show and of the defects. Free with html_marks_free(). */
void html_marks_find(const struct result *, struct html_marks *);
void html_marks_free(struct html_marks *);
/* The index of the mark that holds `at`; DOC_NONE when there is none. */
uint32_t html_marks_at(const struct html_marks *, uint32_t at);

struct html_plan {
    const struct result *result;
    size_t number; /* from 1 */
    struct html_marks marks;
    bool has_text; /* the page shows the plan's text, so places are links */
};

/* <section> with an <h3>, or nothing before html_section_end(). `name` ends the anchor. */
void html_section(struct buf *out, const struct html_plan *, const char *name, const char *title);
/* "page 41, line 388", a link when the text is shown. */
void html_place(struct buf *out, const struct html_plan *, uint32_t at);
/* The words [at, end) of the plan on one line, [from, to) of them marked. */
void html_quote(struct buf *out, const struct html_plan *, uint32_t at, uint32_t end, uint32_t from,
    uint32_t to);

/* "Waived until ..., new since the baseline" of a requirement or a defect; nothing when neither. */
void html_standing(struct buf *out, const struct waiver *, enum standing);
void html_head(struct buf *out, const struct html_plan *, const struct pa_report_options *);
void html_first(struct buf *out, const struct html_plan *);
void html_requirements(struct buf *out, const struct html_plan *);
void html_defects(struct buf *out, const struct html_plan *);
void html_heat(struct buf *out, const struct html_plan *);
/* Tailored, waived, not assessed, not applicable; and what is wrong with waivers of a run. */
void html_left_out(struct buf *out, const struct html_plan *);
struct tally;
void html_waivers(struct buf *out, const struct tally *);
void html_notes(struct buf *out, const struct html_plan *);
void html_plan_text(struct buf *out, const struct html_plan *);

#endif
