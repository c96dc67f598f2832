/* One plan a line, each as `plans` of the JSON results holds it: for runs over many plans, and
 * tools that read line by line. */
#include "base/json.h"
#include "base/limits.h"
#include "report/formats.h"

static void add_plan(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)place, (void)stream;
    struct json *plan = report_plan_json(r);
    json_print(plan, false, out);
    json_free(plan);
    buf_add_char(out, '\n');
}

const struct report report_ndjson = {.name = "ndjson",
    .description = "one plan a line, each as the JSON results hold it",
    .streams = 1,
    .early = true,
    .plan = add_plan};
