/* Waivers and baseline in words, as all reports for people say them. */
#include <string.h>

#include "assess/review.h"
#include "report/formats.h"

void report_waived(const struct result *r, struct buf *out)
{
    const struct waived *w = &r->waived;
    buf_printf(out, "%s, %s: ", rating_name(w->rating), rating_words(w->rating));
    report_score(w->score, w->points, w->of, out);
}

void report_waived_count(const struct result *r, struct buf *out)
{
    const struct waived *w = &r->waived;
    if (w->requirements)
        buf_printf(out, "%u requirement%s", w->requirements, w->requirements == 1 ? "" : "s");
    if (w->defects)
        buf_printf(out, "%s%u defect%s", w->requirements ? " and " : "", w->defects,
            w->defects == 1 ? "" : "s");
    if (w->requirements + w->defects)
        buf_add_str(out, w->requirements + w->defects == 1 ? " is waived" : " are waived");
}

void report_own(const struct result *r, struct buf *out)
{
    const struct own_figures *own = &r->own;
    if (!own->judged)
        return;
    buf_printf(out,
        "%u of %u requirements, %u of them otherwise than the program; the program "
        "alone: %s, %s: ",
        own->judged, r->requirement_count, own->changed,
        own->rating == PA_UNRATED ? "unrated" : rating_name(own->rating),
        rating_words(own->rating));
    report_score(own->score, own->points, own->of, out);
}

void report_waiver(const struct waiver *w, struct buf *out)
{
    buf_printf(out, "until %s, by %s: %s", w->expires, w->owner, w->reason);
}

void report_baseline(const struct result *r, struct buf *out)
{
    uint32_t n[4];
    if (!r->review || !r->review->baseline || r->error_code)
        return;
    buf_printf(out, "beside the baseline %s: ", r->review->baseline->file);
    review_count(r, n);
    if (!r->earlier)
        buf_add_str(out, "this plan is not in it; ");
    buf_printf(out, "%u new, %u changed, %u as before, %u gone", n[STANDING_NEW],
        n[STANDING_UPDATED], n[STANDING_UNCHANGED], n[STANDING_UNKNOWN]);
}
