/* Annotations of GitHub Actions (workflow commands). GitHub shows LIMIT_ANNOTATIONS of each level a
 * step, so the gravest of all plans come first and the last of a level says how many are left out.
 * A command is one line and every text in it is escaped: no text of a plan can begin a command. */
#include <string.h>

#include "assess/review.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/mem.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"

static const struct {
    const char *command, *severity;
} levels[] = {{"error", "high"}, {"warning", "medium"}, {"notice", "low"}};

static void begin(struct buf *out, const char *command, const char *path)
{
    buf_printf(out, "::%s file=", command);
    escape_github(out, path, strlen(path), true);
}

static void add_title(struct buf *out, const char *title)
{
    buf_add_str(out, ",title=");
    escape_github(out, title, strlen(title), true);
    buf_add_str(out, "::");
}

static void add_issue(
    struct buf *out, const char *command, const struct result *r, const struct issue *issue)
{
    struct buf message;
    buf_init(&message, LIMIT_TEXT_BYTES);
    begin(out, command, r->path);
    if (issue->placed && issue_has_source_lines(r)) {
        struct place p = place_of(r->doc, issue->at);
        buf_printf(out, ",line=%u", p.line);
    }
    add_title(out, issue->rule);
    issue_message(issue, &message);
    if (issue->requirement && issue->requirement->requirement->recommendation)
        buf_printf(&message, ". Do: %s", issue->requirement->requirement->recommendation);
    if (issue->placed) {
        buf_add_str(&message, " [");
        place_print(r->doc, issue->at, &message);
        buf_add_str(&message, ": \"");
        place_quote_short(r->doc, issue->at, issue->end, &message);
        buf_add_str(&message, "\"]");
    }
    escape_github(out, buf_str(&message), message.len, false);
    buf_add_char(out, '\n');
    buf_clear(&message);
}

static void add_unread(struct buf *out, const char *command, const struct result *r)
{
    begin(out, command, r->path);
    add_title(out, "not assessed");
    escape_github(out, r->error_message, strlen(r->error_message), false);
    buf_add_char(out, '\n');
}

/* What is wrong with a waiver, beside the waiver. */
static void add_waiver(
    struct buf *out, const char *command, const char *file, const struct waiver_finding *f)
{
    begin(out, command, file);
    buf_printf(out, ",line=%u", f->waiver->line);
    add_title(out, f->rule);
    escape_github(out, f->message, strlen(f->message), false);
    buf_add_char(out, '\n');
}

/* Waived, or as it was in the baseline: nobody is to act on it now. */
static bool is_settled(const struct issue *issue)
{
    return issue->waiver || issue->standing == STANDING_UNCHANGED;
}

void report_count_levels(const struct result *r, uint32_t counts[REPORT_LEVELS])
{
    struct issue issue;
    for (size_t k = 0; k < REPORT_LEVELS; k++)
        counts[k] = 0;
    counts[0] += r->error_code != NULL;
    for (uint32_t i = 0; issue_next(r, &i, &issue);)
        for (size_t k = 0; k < REPORT_LEVELS; k++)
            counts[k] += !is_settled(&issue) && strcmp(issue.severity, levels[k].severity) == 0;
}

/* A level is a stream, and an annotation a line of it. Of one plan more than are shown of all are
 * never needed. */
static void add_part(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)place;
    const char *command = levels[stream].command, *severity = levels[stream].severity;
    size_t written = 0;
    struct issue issue;
    if (r->error_code && stream == 0)
        add_unread(out, command, r);
    for (uint32_t i = 0; issue_next(r, &i, &issue) && written < LIMIT_ANNOTATIONS;) {
        if (is_settled(&issue) || strcmp(issue.severity, severity) != 0)
            continue;
        add_issue(out, command, r, &issue);
        written++;
    }
}

static size_t count_waivers(const struct waiver_finding *f, size_t n, unsigned level)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += strcmp(f[i].severity, levels[level].severity) == 0;
    return count;
}

/* How many there are of a level, and how many are shown: the last place is kept for the count when
 * there are too many. */
static uint64_t total_of(const struct report_join *j, unsigned level)
{
    struct arena *arena = arena_new();
    size_t n;
    const struct waiver_finding *f = tally_waivers(j->tally, arena, &n);
    uint64_t total = j->tally->levels[level] + count_waivers(f, n, level);
    arena_free(arena);
    return total;
}

static size_t most_of(uint64_t total)
{
    return total > LIMIT_ANNOTATIONS ? LIMIT_ANNOTATIONS - 1 : LIMIT_ANNOTATIONS;
}

static void take_lines(struct report_join *j, const struct plan_figures *f, const char *part,
    size_t len, struct buf *out)
{
    (void)f;
    size_t most = most_of(total_of(j, j->stream));
    for (size_t at = 0; at < len && j->taken < most; j->taken++) {
        const char *end = memchr(part + at, '\n', len - at);
        size_t line = end ? (size_t)(end - part) + 1 - at : len - at;
        buf_add(out, part + at, line);
        at += line;
    }
}

/* Waivers come before the plans of their level. */
static void open_level(struct report_join *j, struct buf *out)
{
    struct arena *arena = arena_new();
    size_t n, most = most_of(total_of(j, j->stream));
    const struct waiver_finding *f = tally_waivers(j->tally, arena, &n);
    for (size_t i = 0; i < n && j->taken < most; i++) {
        if (strcmp(f[i].severity, levels[j->stream].severity) != 0)
            continue;
        add_waiver(out, levels[j->stream].command, j->tally->review->waivers->file, &f[i]);
        j->taken++;
    }
    arena_free(arena);
}

static void add_piece(struct report_join *j, struct buf *out)
{
    if (j->stream) {
        uint64_t total = total_of(j, j->stream - 1);
        if (total > j->last)
            buf_printf(out, "::%s title=planassure::%zu more of this level: see the full report\n",
                levels[j->stream - 1].command, (size_t)total - j->last);
    }
    if (j->stream < REPORT_LEVELS)
        open_level(j, out);
}

const struct report report_github = {.name = "github",
    .description = "annotations of GitHub Actions, the gravest first",
    .streams = REPORT_LEVELS,
    .plan = add_part,
    .piece = add_piece,
    .take = take_lines};
