/* GitLab code quality: a list of issues with a severity and a line. GitLab compares the lists of
 * two branches by fingerprint and shows one issue a fingerprint, so each is made of the plan's
 * path, the finding and its number among equals. What is waived is left out. */
#include <string.h>

#include "assess/review.h"
#include "base/escape.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"

struct gitlab {
    struct buf *out;
    struct map *seen; /* path and fingerprint -> how often so far */
    size_t repeat;    /* earlier plans of the same path */
    bool any;         /* a comma is needed */
};

static const char *severity_of(const char *severity)
{
    return strcmp(severity, "high") == 0     ? "critical"
           : strcmp(severity, "medium") == 0 ? "major"
           : strcmp(severity, "low") == 0    ? "minor"
                                             : "info";
}

/* "./plans/a.md" is "plans/a.md" to GitLab. */
static const char *plain(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return path;
}

static struct json *fingerprint(struct gitlab *g, const char *path, const char *of)
{
    struct buf key;
    char hex[HASH_SHA256_HEX];
    buf_init(&key, LIMIT_TEXT_BYTES);
    buf_printf(&key, "%s\n%s", path, of);
    size_t before = (size_t)(uintptr_t)map_get(g->seen, buf_str(&key), key.len);
    map_set(g->seen, buf_str(&key), key.len, (void *)(uintptr_t)(before + 1));
    if (before)
        buf_printf(&key, "\n%zu", before);
    if (g->repeat)
        buf_printf(&key, "\nagain %zu", g->repeat);
    hash_sha256_hex(buf_str(&key), key.len, hex);
    buf_clear(&key);
    hex[32] = '\0';
    return json_new_string(hex);
}

static void add(struct gitlab *g, const char *path, uint32_t line, const char *rule,
    const char *severity, const char *print, const char *text)
{
    struct buf plain_text;
    struct json *j = json_new_object();
    path = plain(path);
    buf_init(&plain_text, LIMIT_TEXT_BYTES);
    escape_terminal(&plain_text, text, strlen(text));
    json_add(j, "description", json_new_string_n(buf_str(&plain_text), plain_text.len));
    json_add(j, "check_name", json_new_string(rule));
    json_add(j, "fingerprint", fingerprint(g, path, print));
    json_add(j, "severity", json_new_string(severity));
    struct json *location = json_add(j, "location", json_new_object());
    json_add(location, "path", json_new_string(path));
    json_add(json_add(location, "lines", json_new_object()), "begin", json_new_number(line));
    buf_add_str(g->out, g->any ? ",\n  " : "\n  ");
    json_print(j, false, g->out);
    json_free(j);
    buf_clear(&plain_text);
    g->any = true;
}

static void add_issue(struct gitlab *g, const struct result *r, const struct issue *issue)
{
    struct buf text;
    uint32_t line = 1;
    buf_init(&text, LIMIT_TEXT_BYTES);
    issue_message(issue, &text);
    if (issue->requirement && issue->requirement->requirement->recommendation)
        buf_printf(&text, ". Do: %s", issue->requirement->requirement->recommendation);
    if (issue->placed) {
        buf_add_str(&text, " [");
        place_print(r->doc, issue->at, &text);
        buf_add_str(&text, ": \"");
        place_quote_short(r->doc, issue->at, issue->end, &text);
        buf_add_str(&text, "\"]");
        if (issue_has_source_lines(r))
            line = place_of(r->doc, issue->at).line;
    }
    add(g, r->path, line, issue->rule, severity_of(issue->severity), issue->fingerprint,
        buf_str(&text));
    buf_clear(&text);
}

static void add_part(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)stream;
    struct gitlab g = {.out = out, .seen = map_new(), .repeat = place->repeat, .any = true};
    struct issue issue;
    if (r->error_code)
        add(&g, r->path, 1, r->error_code, "blocker", r->error_code, r->error_message);
    for (uint32_t k = 0; issue_next(r, &k, &issue);)
        if (!issue.waiver)
            add_issue(&g, r, &issue);
    map_free(g.seen);
}

static void add_waivers(const struct report_join *j, struct gitlab *g)
{
    struct arena *arena = arena_new();
    size_t n;
    const struct waiver_finding *f = tally_waivers(j->tally, arena, &n);
    for (size_t i = 0; i < n; i++)
        add(g, j->tally->review->waivers->file, f[i].waiver->line, f[i].rule,
            severity_of(f[i].severity), f[i].message, f[i].message);
    arena_free(arena);
}

static void add_piece(struct report_join *j, struct buf *out)
{
    if (j->stream == 0) {
        buf_add_char(out, '[');
        return;
    }
    struct gitlab g = {.out = out, .seen = map_new(), .any = j->last > 0};
    add_waivers(j, &g);
    buf_add_str(out, g.any ? "\n]\n" : "]\n");
    map_free(g.seen);
}

const struct report report_gitlab = {.name = "gitlab",
    .description = "GitLab code quality, for merge requests",
    .streams = 1,
    .early = true,
    .repeats = true,
    .plan = add_part,
    .piece = add_piece,
    .take = report_take_list};
