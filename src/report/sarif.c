/* SARIF 2.1.0 with the fields that code scanning reads. One run over all plans; the rules are the
 * requirements of the packs, found or not, and all kinds of defect. Only what is (partly) not
 * met is a result: viewers that know no `kind` would show a pass as an alert. What could not be
 * assessed is a notification. Results are printed one a line, so a run over thousands of plans is
 * never a tree in memory. */
#include <string.h>

#include "assess/review.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"
#include "report/sarif.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

static void gather_packs(struct sarif *s, const struct result *const *results, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < s->packs.n && s->packs.v[k] != results[i]->pack)
            k++;
        if (results[i]->pack && k == s->packs.n)
            VEC_PUSH(&s->packs, results[i]->pack);
    }
}

/* The place of a file: plans by their number in `artifacts`, others (-1) by their path alone. */
static struct json *artifact(const char *path, long index)
{
    struct buf uri;
    buf_init(&uri, LIMIT_TEXT_BYTES);
    if (path[0] == '/')
        buf_add_str(&uri, "file://");
    escape_uri(&uri, path, strlen(path));
    struct json *j = json_new_object();
    json_add(j, "uri", sarif_text(&uri));
    if (index >= 0)
        json_add(j, "index", json_new_number((double)index));
    return j;
}

/* A place in a plan. Code scanning shows nothing without a region: where nothing was found it is
 * the first line. Columns count code points, the end is one past the last. */
static struct json *location(
    const struct result *r, long index, bool placed, uint32_t at, uint32_t end)
{
    struct json *j = json_new_object();
    struct json *physical = json_add(j, "physicalLocation", json_new_object());
    json_add(physical, "artifactLocation", artifact(r->path, index));
    struct place from = {.line = 1, .column = 1}, to = {.line = 1, .column = 1};
    if (placed) {
        from = place_of(r->doc, at);
        to = place_of(r->doc, end);
    }
    if (issue_has_source_lines(r)) {
        struct json *region = json_add(physical, "region", json_new_object());
        json_add(region, "startLine", json_new_number(from.line));
        json_add(region, "startColumn", json_new_number(from.column));
        json_add(region, "endLine", json_new_number(to.line));
        json_add(region, "endColumn", json_new_number(to.column));
    } else if (placed) {
        struct json *properties = json_add(j, "properties", json_new_object());
        json_add(properties, "page", from.page ? json_new_number(from.page) : json_new_null());
        json_add(properties, "line", json_new_number(from.line));
    }
    return j;
}

/* The message; then the place and the quote, which binary files do not show. */
static struct json *result_message(const struct result *r, const struct issue *issue)
{
    struct buf text;
    buf_init(&text, LIMIT_TEXT_BYTES);
    issue_message(issue, &text);
    if (issue->placed) {
        buf_add_str(&text, ". At ");
        place_print(r->doc, issue->at, &text);
        buf_add_str(&text, ": \"");
        place_quote_short(r->doc, issue->at, issue->end, &text);
        buf_add_char(&text, '"');
    }
    struct json *j = sarif_message(buf_str(&text));
    buf_clear(&text);
    return j;
}

/* Code scanning computes primaryLocationLineHash itself where there are lines to compute it from.
 */
static void add_fingerprints(struct json *j, const struct result *r, const struct issue *issue)
{
    struct json *prints = json_add(j, "partialFingerprints", json_new_object());
    json_add(prints, "planFinding/v1", json_new_string(issue->fingerprint));
    if (!issue_has_source_lines(r))
        json_add(prints, "primaryLocationLineHash", json_new_string(issue->fingerprint));
}

/* Waivers as suppressions, standing as baselineState. The standard wants either on every result of
 * a run that has it on one. */
static void add_review(struct json *j, const struct review *review, const struct waiver *waiver,
    enum standing standing)
{
    if (review && review->baseline)
        json_add(j, "baselineState", json_new_string(standing_name(standing)));
    if (!review || !review->waivers)
        return;
    struct json *list = json_add(j, "suppressions", json_new_array());
    if (!waiver)
        return;
    struct buf why;
    buf_init(&why, LIMIT_TEXT_BYTES);
    buf_printf(&why, "%s (%s, until %s)", waiver->reason, waiver->owner, waiver->expires);
    struct json *one = json_add(list, NULL, json_new_object());
    json_add(one, "kind", json_new_string("external"));
    json_add(one, "status", json_new_string("accepted"));
    json_add(one, "justification", json_new_string_n(buf_str(&why), why.len));
    buf_clear(&why);
}

static void print_result(
    struct sarif *s, const struct result *r, size_t index, const struct issue *issue)
{
    struct json *j = json_new_object();
    json_add(j, "ruleId", sarif_rule_id(issue->requirement ? r->pack : NULL, issue->rule));
    json_add(j, "ruleIndex", json_new_number(sarif_rule_index(s, r, issue)));
    json_add(j, "kind", json_new_string("fail"));
    json_add(j, "level", json_new_string(sarif_level(issue->severity)));
    json_add(j, "message", result_message(r, issue));
    json_add(json_add(j, "locations", json_new_array()), NULL,
        location(r, (long)index, issue->placed, issue->at, issue->end));
    if (issue->defect && issue->defect->related_count) {
        struct json *related = json_add(j, "relatedLocations", json_new_array());
        for (uint32_t i = 0; i < issue->defect->related_count; i++) {
            const struct finding_place *p = &issue->defect->related[i];
            struct json *one =
                json_add(related, NULL, location(r, (long)index, true, p->at, p->end));
            json_add(one, "id", json_new_number(i + 1.0));
        }
    }
    add_fingerprints(j, r, issue);
    add_review(j, r->review, issue->waiver, issue->standing);
    sarif_print(s, j);
}

/* A finding of the baseline that is gone: at the first line, for its own is not known any more. */
static void print_absent(
    struct sarif *s, const struct result *r, size_t index, const struct finding_record *f)
{
    bool defect = f->is_defect;
    const char *level = sarif_level(severity_name(f->severity));
    struct json *j = json_new_object();
    json_add(j, "ruleId", sarif_rule_id(defect ? NULL : r->pack, f->rule));
    json_add(j, "kind", json_new_string("fail"));
    json_add(j, "level", json_new_string(level));
    json_add(j, "message", sarif_message(f->message));
    json_add(
        json_add(j, "locations", json_new_array()), NULL, location(r, (long)index, false, 0, 0));
    json_add(json_add(j, "partialFingerprints", json_new_object()), "planFinding/v1",
        json_new_string(f->fingerprint));
    json_add(j, "baselineState", json_new_string("absent"));
    if (r->review->waivers)
        json_add(j, "suppressions", json_new_array());
    sarif_print(s, j);
}

/* What is wrong with a waiver, in the file of waivers. */
static void print_waiver(
    struct sarif *s, const struct review *review, const struct waiver_finding *f)
{
    struct json *j = json_new_object();
    json_add(j, "ruleId", json_new_string(f->rule));
    json_add(j, "ruleIndex", json_new_number(sarif_waiver_index(s, f->rule)));
    json_add(j, "kind", json_new_string("fail"));
    json_add(j, "level", json_new_string(sarif_level(f->severity)));
    json_add(j, "message", sarif_message(f->message));
    struct json *place =
        json_add(json_add(j, "locations", json_new_array()), NULL, json_new_object());
    struct json *physical = json_add(place, "physicalLocation", json_new_object());
    json_add(physical, "artifactLocation", artifact(review->waivers->file, -1));
    json_add(json_add(physical, "region", json_new_object()), "startLine",
        json_new_number(f->waiver->line));
    add_review(j, review, NULL, STANDING_NEW);
    sarif_print(s, j);
}

static bool is_undecided(const struct issue *issue)
{
    return issue->requirement && issue->requirement->outcome == PA_NOT_ASSESSED;
}

static void print_results(struct sarif *s, const struct result *const *results, size_t count)
{
    static const char *const before[] = {"\n      ", ",\n      "};
    bool any = false;
    struct issue issue;
    const struct finding_record *gone;
    for (size_t k = 0; k < count; k++) {
        for (uint32_t i = 0; issue_next(results[k], &i, &issue);) {
            if (is_undecided(&issue))
                continue;
            buf_add_str(s->out, before[any]);
            print_result(s, results[k], k, &issue);
            any = true;
        }
        for (size_t i = 0; (gone = review_absent(results[k], &i)) != NULL; any = true) {
            buf_add_str(s->out, before[any]);
            print_absent(s, results[k], k, gone);
        }
    }
    struct arena *arena = arena_new();
    size_t n;
    const struct waiver_finding *f = review_findings(arena, results, count, &n);
    for (size_t i = 0; i < n; i++, any = true) {
        buf_add_str(s->out, before[any]);
        print_waiver(s, review_of(results, count), &f[i]);
    }
    arena_free(arena);
}

/* Every plan with its hash, whatever became of it. */
static void print_artifacts(struct sarif *s, const struct result *const *results, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        struct json *j = json_new_object();
        json_add(j, "location", artifact(results[k]->path, -1));
        if (results[k]->sha256)
            json_add(json_add(j, "hashes", json_new_object()), "sha-256",
                json_new_string(results[k]->sha256));
        buf_add_str(s->out, k ? ",\n      " : "\n      ");
        sarif_print(s, j);
    }
}

static void print_notification(struct sarif *s, const char **comma, const struct result *r,
    size_t index, const char *level, const char *text)
{
    struct json *j = json_new_object();
    json_add(j, "level", json_new_string(level));
    json_add(j, "message", sarif_message(text));
    struct json *place =
        json_add(json_add(j, "locations", json_new_array()), NULL, json_new_object());
    json_add(json_add(place, "physicalLocation", json_new_object()), "artifactLocation",
        artifact(r->path, (long)index));
    buf_add_str(s->out, *comma);
    sarif_print(s, j);
    *comma = ",\n        ";
}

static void print_notifications(struct sarif *s, const struct result *const *results, size_t count)
{
    const char *comma = "\n        ";
    struct issue issue;
    for (size_t k = 0; k < count; k++) {
        if (results[k]->error_code)
            print_notification(s, &comma, results[k], k, "error", results[k]->error_message);
        for (uint32_t i = 0; issue_next(results[k], &i, &issue);) {
            struct buf text;
            buf_init(&text, LIMIT_TEXT_BYTES);
            if (is_undecided(&issue)) {
                issue_message(&issue, &text);
                print_notification(s, &comma, results[k], k, "warning", buf_str(&text));
            }
            buf_clear(&text);
        }
    }
}

static void print_packs(struct sarif *s)
{
    const char *comma = "";
    for (size_t k = 0; k < s->packs.n; k++) {
        struct json *j = json_new_object();
        json_add(j, "name", json_new_string(s->packs.v[k]->id));
        json_add(j, "version", json_new_string(s->packs.v[k]->version));
        json_add(json_add(j, "properties", json_new_object()), "sha256",
            json_new_string(s->packs.v[k]->sha256));
        buf_add_str(s->out, comma);
        sarif_print(s, j);
        comma = ", ";
    }
}

void report_sarif(const struct result *const *results, size_t count,
    const struct pa_report_options *options, struct buf *out)
{
    (void)options;
    struct sarif s = {.out = out};
    bool whole = true;
    gather_packs(&s, results, count);
    for (size_t i = 0; i < count; i++)
        whole &= !results[i]->error_code && !results[i]->incomplete;
    buf_printf(out,
        "{\"$schema\": \"" SCHEMA "\",\n  \"version\": \"2.1.0\",\n  \"runs\": [{\n"
        "    \"columnKind\": \"unicodeCodePoints\",\n"
        "    \"automationDetails\": {\"id\": \"planassure/%s/\"},\n"
        "    \"tool\": {\n      \"driver\": {\"name\": \"planassure\", \"version\": \"%s\", "
        "\"semanticVersion\": \"%s\", \"rules\": [",
        s.packs.n ? s.packs.v[0]->id : "none", pa_version(), pa_version());
    sarif_rules(&s);
    buf_add_str(out, "\n      ]},\n      \"extensions\": [");
    print_packs(&s);
    buf_printf(out,
        "]\n    },\n    \"invocations\": [{\"executionSuccessful\": %s, "
        "\"toolExecutionNotifications\": [",
        whole ? "true" : "false");
    print_notifications(&s, results, count);
    buf_add_str(out, "]}],\n    \"artifacts\": [");
    print_artifacts(&s, results, count);
    buf_add_str(out, "],\n    \"results\": [");
    print_results(&s, results, count);
    buf_add_str(out, "\n    ]\n  }]\n}\n");
    xfree(s.packs.v);
}
