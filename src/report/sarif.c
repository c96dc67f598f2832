/* SARIF 2.1.0 with the fields that code scanning reads. One run over all plans; the rules are the
 * requirements of the packs, found or not, and all kinds of defect. Only what is (partly) not
 * met is a result: viewers that know no `kind` would show a pass as an alert. What could not be
 * assessed is a notification. Results are printed one a line, so a run over thousands of plans is
 * never a tree in memory. */
#include "config.h"

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

/* Streams are lists whose parts all begin with a comma. Rules are counted as if the plan's pack
 * were the only one; take_part() adds what stands before. */
static void add_results(struct sarif *s, const struct result *r, size_t index)
{
    struct issue issue;
    const struct finding_record *gone;
    for (uint32_t i = 0; issue_next(r, &i, &issue);) {
        if (is_undecided(&issue))
            continue;
        buf_add_str(s->out, ",\n      ");
        print_result(s, r, index, &issue);
    }
    for (size_t i = 0; (gone = review_absent(r, &i)) != NULL;) {
        buf_add_str(s->out, ",\n      ");
        print_absent(s, r, index, gone);
    }
}

static void add_waivers(const struct report_join *j, struct sarif *s)
{
    struct arena *arena = arena_new();
    size_t n;
    const struct waiver_finding *f = tally_waivers(j->tally, arena, &n);
    for (size_t i = 0; i < n; i++) {
        buf_add_str(s->out, j->last || i ? ",\n      " : "\n      ");
        print_waiver(s, j->tally->review, &f[i]);
    }
    arena_free(arena);
}

/* Every plan with its hash, whatever became of it. */
static void add_artifact(struct sarif *s, const struct result *r)
{
    struct json *j = json_new_object();
    json_add(j, "location", artifact(r->path, -1));
    if (r->sha256)
        json_add(json_add(j, "hashes", json_new_object()), "sha-256", json_new_string(r->sha256));
    buf_add_str(s->out, ",\n      ");
    sarif_print(s, j);
}

static void print_notification(
    struct sarif *s, const struct result *r, size_t index, const char *level, const char *text)
{
    struct json *j = json_new_object();
    json_add(j, "level", json_new_string(level));
    json_add(j, "message", sarif_message(text));
    struct json *place =
        json_add(json_add(j, "locations", json_new_array()), NULL, json_new_object());
    json_add(json_add(place, "physicalLocation", json_new_object()), "artifactLocation",
        artifact(r->path, (long)index));
    buf_add_str(s->out, ",\n        ");
    sarif_print(s, j);
}

static void add_notifications(struct sarif *s, const struct result *r, size_t index)
{
    struct issue issue;
    if (r->error_code)
        print_notification(s, r, index, "error", r->error_message);
    for (uint32_t i = 0; issue_next(r, &i, &issue);) {
        struct buf text;
        buf_init(&text, LIMIT_TEXT_BYTES);
        if (is_undecided(&issue)) {
            issue_message(&issue, &text);
            print_notification(s, r, index, "warning", buf_str(&text));
        }
        buf_clear(&text);
    }
}

enum { NOTIFICATIONS, ARTIFACTS, RESULTS, STREAMS };

static void add_part(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    struct sarif s = {.out = out, .packs = &r->pack, .pack_count = r->pack ? 1 : 0};
    if (stream == NOTIFICATIONS)
        add_notifications(&s, r, place->index);
    else if (stream == ARTIFACTS)
        add_artifact(&s, r);
    else
        add_results(&s, r, place->index);
}

/* Rules before those of the pack, in a run with several. */
static uint32_t rules_before(const struct tally *tally, const struct pack *pack)
{
    uint32_t n = 0;
    for (size_t k = 0; k < tally->packs.n && tally->packs.v[k] != pack; k++)
        n += tally->packs.v[k]->requirement_count;
    return n;
}

/* One result: the index of its rule, which stands right behind the id, is raised when the rule is
 * one of a pack. */
static void take_result(const char *s, size_t len, uint32_t before, struct buf *out)
{
    static const char key[] = "\"ruleIndex\":";
    const char *at = memmem(s, len, key, sizeof key - 1), *slash = memchr(s, '/', len);
    if (!at || !slash || slash > at) {
        buf_add(out, s, len);
        return;
    }
    at += sizeof key - 1;
    uint32_t index = 0;
    buf_add(out, s, (size_t)(at - s));
    for (; at < s + len && *at >= '0' && *at <= '9'; at++)
        index = index * 10 + (uint32_t)(*at - '0');
    buf_printf(out, "%u", index + before);
    buf_add(out, at, len - (size_t)(at - s));
}

static void take_part(struct report_join *j, const struct plan_figures *f, const char *part,
    size_t len, struct buf *out)
{
    uint32_t before = j->stream == RESULTS ? rules_before(j->tally, f->pack) : 0;
    if (!before || !len) {
        report_take_list(j, f, part, len, out);
        return;
    }
    struct buf raised;
    buf_init(&raised, LIMIT_REPORT_BYTES);
    for (size_t at = 0; at < len;) { /* ",", then a result on its line, again and again */
        const char *end = memmem(part + at + 2, len > at + 2 ? len - at - 2 : 0, ",\n", 2);
        size_t one = end ? (size_t)(end - part) - at : len - at;
        take_result(part + at, one, before, &raised);
        at += one;
    }
    report_take_list(j, f, buf_str(&raised), raised.len, out);
    out->full |= raised.full;
    buf_clear(&raised);
}

static void print_packs(struct sarif *s)
{
    const char *comma = "";
    for (size_t k = 0; k < s->pack_count; k++) {
        struct json *j = json_new_object();
        json_add(j, "name", json_new_string(s->packs[k]->id));
        json_add(j, "version", json_new_string(s->packs[k]->version));
        json_add(json_add(j, "properties", json_new_object()), "sha256",
            json_new_string(s->packs[k]->sha256));
        buf_add_str(s->out, comma);
        sarif_print(s, j);
        comma = ", ";
    }
}

static void add_head(const struct report_join *j, struct sarif *s)
{
    const struct tally *n = j->tally;
    buf_printf(s->out,
        "{\"$schema\": \"" SCHEMA "\",\n  \"version\": \"2.1.0\",\n  \"runs\": [{\n"
        "    \"columnKind\": \"unicodeCodePoints\",\n"
        "    \"automationDetails\": {\"id\": \"planassure/%s/\"},\n"
        "    \"tool\": {\n      \"driver\": {\"name\": \"planassure\", \"version\": \"%s\", "
        "\"semanticVersion\": \"%s\", \"rules\": [",
        s->pack_count ? s->packs[0]->id : "none", pa_version(), pa_version());
    sarif_rules(s);
    buf_add_str(s->out, "\n      ]},\n      \"extensions\": [");
    print_packs(s);
    buf_printf(s->out,
        "]\n    },\n    \"invocations\": [{\"executionSuccessful\": %s, "
        "\"toolExecutionNotifications\": [",
        n->errors || n->incomplete ? "false" : "true");
}

static void add_piece(struct report_join *j, struct buf *out)
{
    struct sarif s = {.out = out, .packs = j->tally->packs.v, .pack_count = j->tally->packs.n};
    if (j->stream == NOTIFICATIONS) {
        add_head(j, &s);
    } else if (j->stream == ARTIFACTS) {
        buf_add_str(out, "]}],\n    \"artifacts\": [");
    } else if (j->stream == RESULTS) {
        buf_add_str(out, "],\n    \"results\": [");
    } else {
        add_waivers(j, &s);
        buf_add_str(out, "\n    ]\n  }]\n}\n");
    }
}

const struct report report_sarif = {.name = "sarif",
    .description = "SARIF 2.1.0, for code scanning",
    .streams = STREAMS,
    .plan = add_part,
    .piece = add_piece,
    .take = take_part};
