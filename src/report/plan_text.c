/* The text of the plan itself, for a program that keeps it beside the reports: the lines that
 * results name. */
#include "report/formats.h"

static void write_plan_text(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)place;
    (void)stream;
    if (r->doc)
        doc_write_text(r->doc, out);
}

const struct report report_plan_text = {.name = "plan-text",
    .description = "the text of the plan",
    .streams = 1,
    .plan = write_plan_text};
