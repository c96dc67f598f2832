/* SARIF 2.1.0 with the fields that code scanning reads. One run over all plans; the rules are the
 * requirements of the packs, found or not, and all kinds of defect. Only what is (partly) not
 * met is a result: viewers that know no `kind` would show a pass as an alert. What could not be
 * assessed is a notification. Results are printed one a line, so a run over thousands of plans is
 * never a tree in memory. */
#include <string.h>

#include "base/escape.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

struct sarif {
    struct buf *out;
    VEC(const struct pack *) packs;
    uint32_t defect_rules; /* they come first in the list of rules */
};

static const char *level_of(const char *severity)
{
    return strcmp(severity, "high") == 0     ? "error"
           : strcmp(severity, "medium") == 0 ? "warning"
                                             : "note";
}

static struct json *from_buf(struct buf *b)
{
    struct json *value = json_new_string_n(buf_str(b), b->len);
    buf_clear(b);
    return value;
}

/* {"text": ...}: without control characters, and what would be a link or a placeholder escaped
 * (3.11.5 and 3.11.6 of the standard). */
static struct json *message(const char *s)
{
    struct buf plain, text;
    buf_init(&plain, LIMIT_TEXT_BYTES);
    buf_init(&text, LIMIT_TEXT_BYTES);
    escape_terminal(&plain, s, strlen(s));
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.s[i];
        if (c == '[' || c == ']' || c == '\\')
            buf_add_char(&text, '\\');
        if (c == '{' || c == '}')
            buf_add_char(&text, c);
        buf_add_char(&text, c);
    }
    buf_clear(&plain);
    struct json *j = json_new_object();
    json_add(j, "text", from_buf(&text));
    return j;
}

static void print(struct sarif *s, struct json *value)
{
    json_print(value, false, s->out);
    json_free(value);
}

static void gather_packs(struct sarif *s, const struct result *const *results, size_t count)
{
    while (defect_check_at(s->defect_rules))
        s->defect_rules++;
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < s->packs.n && s->packs.v[k] != results[i]->pack)
            k++;
        if (results[i]->pack && k == s->packs.n)
            VEC_PUSH(&s->packs, results[i]->pack);
    }
}

/* The place of the issue's rule in the list that print_rules() writes. */
static uint32_t rule_index(const struct sarif *s, const struct result *r, const struct issue *issue)
{
    uint32_t index = 0;
    if (issue->defect) {
        while (index < s->defect_rules && strcmp(defect_check_at(index)->rule, issue->rule) != 0)
            index++;
        return index;
    }
    index = s->defect_rules;
    for (size_t k = 0; k < s->packs.n && s->packs.v[k] != r->pack; k++)
        index += s->packs.v[k]->requirement_count;
    return index + (uint32_t)(issue->requirement->requirement - r->pack->requirements);
}

/* "gpfv-2017/access.capacity"; a defect's rule as it is. */
static struct json *rule_id(const struct pack *pack, const char *id)
{
    struct buf b;
    buf_init(&b, 4000);
    if (pack)
        buf_printf(&b, "%s/", pack->id);
    buf_add_str(&b, id);
    return from_buf(&b);
}

static struct json *rule_json(const struct pack *pack, const char *id, const char *title,
    const char *statement, const char *help, const char *level)
{
    struct json *j = json_new_object();
    json_add(j, "id", rule_id(pack, id));
    json_add(j, "name", json_new_string(title));
    json_add(j, "shortDescription", message(title));
    json_add(j, "fullDescription", message(statement));
    json_add(j, "help", message(help));
    json_add(
        json_add(j, "defaultConfiguration", json_new_object()), "level", json_new_string(level));
    return j;
}

static void print_rules(struct sarif *s)
{
    static const char *const levels[] = {
        [PA_MAY] = "note", [PA_SHOULD] = "warning", [PA_MUST] = "error"};
    const char *comma = "\n        ";
    for (uint32_t i = 0; i < s->defect_rules; i++) {
        const struct defect_check *check = defect_check_at(i);
        buf_add_str(s->out, comma);
        print(s, rule_json(NULL, check->rule, check->rule, check->description, check->description,
                     level_of(check->severity)));
        comma = ",\n        ";
    }
    for (size_t k = 0; k < s->packs.n; k++) {
        const struct pack *pack = s->packs.v[k];
        for (uint32_t i = 0; i < pack->requirement_count; i++) {
            const struct requirement *q = &pack->requirements[i];
            struct json *rule =
                rule_json(pack, q->id, q->title, q->statement ? q->statement : q->title,
                    q->recommendation ? q->recommendation : q->title, levels[q->level]);
            struct json *properties = json_add(rule, "properties", json_new_object());
            struct json *tags = json_add(properties, "tags", json_new_array());
            json_add(tags, NULL, json_new_string(pack->id));
            json_add(tags, NULL, json_new_string(pack->domains[q->domain].id));
            json_add(tags, NULL, json_new_string(level_name(q->level)));
            buf_add_str(s->out, comma);
            print(s, rule);
            comma = ",\n        ";
        }
    }
}

static struct json *artifact(const char *path)
{
    struct buf uri;
    buf_init(&uri, LIMIT_TEXT_BYTES);
    if (path[0] == '/')
        buf_add_str(&uri, "file://");
    escape_uri(&uri, path, strlen(path));
    struct json *j = json_new_object();
    json_add(j, "uri", from_buf(&uri));
    return j;
}

/* A place in a plan. Code scanning shows nothing without a region: where nothing was found it is
 * the first line. Columns count code points, the end is one past the last. */
static struct json *location(const struct result *r, bool placed, uint32_t at, uint32_t end)
{
    struct json *j = json_new_object();
    struct json *physical = json_add(j, "physicalLocation", json_new_object());
    json_add(physical, "artifactLocation", artifact(r->path));
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
    struct json *j = message(buf_str(&text));
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

static void print_result(struct sarif *s, const struct result *r, const struct issue *issue)
{
    struct json *j = json_new_object();
    json_add(j, "ruleId", rule_id(issue->requirement ? r->pack : NULL, issue->rule));
    json_add(j, "ruleIndex", json_new_number(rule_index(s, r, issue)));
    json_add(j, "kind", json_new_string("fail"));
    json_add(j, "level", json_new_string(level_of(issue->severity)));
    json_add(j, "message", result_message(r, issue));
    json_add(json_add(j, "locations", json_new_array()), NULL,
        location(r, issue->placed, issue->at, issue->end));
    if (issue->defect && issue->defect->related_count) {
        struct json *related = json_add(j, "relatedLocations", json_new_array());
        for (uint32_t i = 0; i < issue->defect->related_count; i++) {
            const struct finding_place *p = &issue->defect->related[i];
            struct json *one = json_add(related, NULL, location(r, true, p->at, p->end));
            json_add(one, "id", json_new_number(i + 1.0));
        }
    }
    add_fingerprints(j, r, issue);
    print(s, j);
}

static bool is_undecided(const struct issue *issue)
{
    return issue->requirement && issue->requirement->outcome == PA_NOT_ASSESSED;
}

static void print_results(struct sarif *s, const struct result *const *results, size_t count)
{
    const char *comma = "\n      ";
    struct issue issue;
    for (size_t k = 0; k < count; k++)
        for (uint32_t i = 0; issue_next(results[k], &i, &issue);) {
            if (is_undecided(&issue))
                continue;
            buf_add_str(s->out, comma);
            print_result(s, results[k], &issue);
            comma = ",\n      ";
        }
}

static void print_notification(struct sarif *s, const char **comma, const struct result *r,
    const char *level, const char *text)
{
    struct json *j = json_new_object();
    json_add(j, "level", json_new_string(level));
    json_add(j, "message", message(text));
    struct json *place =
        json_add(json_add(j, "locations", json_new_array()), NULL, json_new_object());
    json_add(json_add(place, "physicalLocation", json_new_object()), "artifactLocation",
        artifact(r->path));
    buf_add_str(s->out, *comma);
    print(s, j);
    *comma = ",\n        ";
}

static void print_notifications(struct sarif *s, const struct result *const *results, size_t count)
{
    const char *comma = "\n        ";
    struct issue issue;
    for (size_t k = 0; k < count; k++) {
        if (results[k]->error_code)
            print_notification(s, &comma, results[k], "error", results[k]->error_message);
        for (uint32_t i = 0; issue_next(results[k], &i, &issue);) {
            struct buf text;
            buf_init(&text, LIMIT_TEXT_BYTES);
            if (is_undecided(&issue)) {
                issue_message(&issue, &text);
                print_notification(s, &comma, results[k], "warning", buf_str(&text));
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
        print(s, j);
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
    print_rules(&s);
    buf_add_str(out, "\n      ]},\n      \"extensions\": [");
    print_packs(&s);
    buf_printf(out,
        "]\n    },\n    \"invocations\": [{\"executionSuccessful\": %s, "
        "\"toolExecutionNotifications\": [",
        whole ? "true" : "false");
    print_notifications(&s, results, count);
    buf_add_str(out, "]}],\n    \"results\": [");
    print_results(&s, results, count);
    buf_add_str(out, "\n    ]\n  }]\n}\n");
    xfree(s.packs.v);
}
