/* The parts of the SARIF report. */
#ifndef REPORT_SARIF_H
#define REPORT_SARIF_H

#include "base/mem.h"
#include "report/issue.h"

struct json;
struct sarif {
    struct buf *out;
    const struct pack *const *packs;
    size_t pack_count;
};

/* The rules: kinds of defect, then of waivers, then the requirements of the packs. */
void sarif_rules(struct sarif *);
/* The place of a rule in that list. */
uint32_t sarif_rule_index(const struct sarif *, const struct result *, const struct issue *);
uint32_t sarif_waiver_index(const struct sarif *, const char *rule);
/* "gpfv-2017/access.capacity"; a defect's rule (pack NULL) as it is. */
struct json *sarif_rule_id(const struct pack *, const char *id);

/* "error", "warning" or "note". */
const char *sarif_level(const char *severity);
/* The text of a buffer, which is then empty. */
struct json *sarif_text(struct buf *);
/* {"text": ...}: without control characters, and what would be a link or a placeholder escaped
 * (3.11.5 and 3.11.6 of the standard). */
struct json *sarif_message(const char *);
/* Prints a value on one line and frees it. */
void sarif_print(struct sarif *, struct json *);

#endif
