/* One plan a line, each as `plans` of the JSON results holds it: for runs over many plans, and
 * tools that read line by line. */
#include "base/json.h"
#include "base/limits.h"
#include "report/formats.h"

void report_ndjson(const struct result *const *results, size_t count,
    const struct pa_report_options *options, struct buf *out)
{
    (void)options;
    for (size_t i = 0; i < count; i++) {
        struct json *plan = report_plan_json(results[i]);
        json_print(plan, false, out);
        json_free(plan);
        buf_add_char(out, '\n');
    }
}
