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
static void add_waiver(struct buf *out, const char *command, const struct result *const *results,
    const struct waiver_finding *f)
{
    begin(out, command, results[0]->review->waivers->file);
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

/* What of a level there is, and how much of it may be written. */
struct level {
    struct buf *out;
    size_t number, most, total, written; /* `most` 0: count only */
};

/* Counts one; is it to be written? */
static bool take(struct level *l, const char *severity)
{
    if (strcmp(severity, levels[l->number].severity) != 0)
        return false;
    l->total++;
    l->written += l->written < l->most;
    return l->total <= l->most;
}

/* Waivers first, then all plans. */
static void walk_level(struct level *l, const struct result *const *results, size_t count,
    const struct waiver_finding *waiver, size_t waivers)
{
    const char *command = levels[l->number].command;
    struct issue issue;
    for (size_t i = 0; i < waivers; i++)
        if (take(l, waiver[i].severity))
            add_waiver(l->out, command, results, &waiver[i]);
    for (size_t k = 0; k < count; k++) {
        if (results[k]->error_code && take(l, "high"))
            add_unread(l->out, command, results[k]);
        for (uint32_t i = 0; issue_next(results[k], &i, &issue);)
            if (!is_settled(&issue) && take(l, issue.severity))
                add_issue(l->out, command, results[k], &issue);
    }
}

/* One level over all plans; the last place is kept for the count when there are too many. */
static void add_level(
    struct buf *out, size_t level, const struct result *const *results, size_t count)
{
    struct arena *arena = arena_new();
    size_t waivers;
    const struct waiver_finding *waiver = review_findings(arena, results, count, &waivers);
    struct level counted = {.out = out, .number = level}, l = {.out = out, .number = level};
    walk_level(&counted, results, count, waiver, waivers);
    l.most = counted.total > LIMIT_ANNOTATIONS ? LIMIT_ANNOTATIONS - 1 : LIMIT_ANNOTATIONS;
    walk_level(&l, results, count, waiver, waivers);
    arena_free(arena);
    if (l.total > l.written)
        buf_printf(out, "::%s title=planassure::%zu more of this level: see the full report\n",
            levels[level].command, l.total - l.written);
}

void report_github(const struct result *const *results, size_t count,
    const struct pa_report_options *options, struct buf *out)
{
    (void)options;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        add_level(out, i, results, count);
}
