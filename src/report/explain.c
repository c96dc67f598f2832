/* Why a requirement came out as it did, in one screen: what it asks, each criterion with its state,
 * and every place that was considered with its grade or the reason why it is void. The match inside
 * the quote is marked. */
#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "report/formats.h"
#include "report/place.h"
#include "report/wrap.h"

/* Unless verbose, so that it stays one screen: places of one criterion, bytes around a match. */
#define CANDIDATES_SHOWN 8
#define AROUND           60

struct explanation {
    const struct pa_report_options *options;
    const struct result *result;
    struct buf *out;
};

static void say(const struct explanation *x, const char *first, unsigned indent, const char *text)
{
    struct buf safe;
    buf_init(&safe, LIMIT_TEXT_BYTES);
    escape_terminal(&safe, text, strlen(text));
    wrap(x->out, first, indent, buf_str(&safe));
    buf_clear(&safe);
}

static void add_blank_if_there(const struct doc *doc, uint32_t at, struct buf *out)
{
    if (at < doc->len && strchr(" \n\t", doc->text[at]))
        buf_add_char(out, ' ');
}

/* Unless verbose, what stands near the match: the words within AROUND bytes before and behind it.
 */
static struct evidence find_excerpt(const struct explanation *x, const struct evidence *e)
{
    const char *text = x->result->doc->text;
    struct evidence part = *e;
    if (x->options->verbose)
        return part;
    if (e->match_at - e->at > AROUND) {
        part.at = e->match_at - AROUND;
        while (part.at < e->match_at && !strchr(" \n\t", text[part.at]))
            part.at++;
    }
    if (e->end - e->match_end > AROUND) {
        part.end = e->match_end + AROUND;
        while (part.end > e->match_end && !strchr(" \n\t", text[part.end]))
            part.end--;
    }
    return part;
}

/* The quote with its match marked: by colour, or between >> and <<. */
static void add_marked_quote(const struct explanation *x, const struct evidence *e, struct buf *out)
{
    const struct doc *doc = x->result->doc;
    bool colour = x->options->colour;
    if (e->match_at < e->at || e->match_end > e->end || e->match_at >= e->match_end) {
        buf_add_char(out, '"');
        place_quote_plain(doc, e->at, e->end, out);
        buf_add_char(out, '"');
        return;
    }
    struct evidence part = find_excerpt(x, e);
    buf_add_str(out, part.at > e->at ? "\"... " : "\"");
    place_quote_plain(doc, part.at, e->match_at, out);
    if (e->match_at > e->at)
        add_blank_if_there(doc, e->match_at - 1, out);
    buf_add_str(out, colour ? paint_code(true, PAINT_MARK) : ">>");
    place_quote_plain(doc, e->match_at, e->match_end, out);
    buf_add_str(out, colour ? paint_code(true, PAINT_NONE) : "<<");
    if (e->match_end < e->end)
        add_blank_if_there(doc, e->match_end, out);
    place_quote_plain(doc, e->match_end, part.end, out);
    buf_add_str(out, part.end < e->end ? " ...\"" : "\"");
}

static void print_candidate(const struct explanation *x, const struct candidate *c)
{
    const struct evidence *e = &c->evidence;
    struct buf line, first;
    buf_init(&line, LIMIT_TEXT_BYTES);
    buf_init(&first, 1000);
    buf_add_str(&first, c->reason == VOID_NOT ? "    + " : "    - ");
    place_print(x->result->doc, e->at, &line);
    buf_printf(&line, " [%s%s]", strength_name(e->strength), e->system ? ", system level" : "");
    if (c->reason != VOID_NOT)
        buf_printf(&line, " does not count: %s", void_reason_text(c->reason));
    if (c->why) {
        buf_add_str(&line, " (");
        escape_terminal(&line, c->why, strlen(c->why));
        buf_add_char(&line, ')');
    }
    buf_add_str(&line, ": ");
    add_marked_quote(x, e, &line);
    wrap(x->out, buf_str(&first), 6, buf_str(&line));
    buf_clear(&line);
    buf_clear(&first);
}

static const char *need_words(enum need need)
{
    static const char *const words[] = {[NEED_REQUIRED] = "required",
        [NEED_OPTIONAL] = "optional",
        [NEED_GATE] = "gate",
        [NEED_NOTE] = "note"};
    return words[need];
}

static const char *state_words(enum criterion_state state)
{
    static const char *const words[] = {[CRITERION_MISSING] = "MISSING",
        [CRITERION_WEAK] = "WEAK",
        [CRITERION_MET] = "FOUND",
        [CRITERION_LIMIT] = "UNDECIDED"};
    return words[state];
}

static enum paint state_paint(enum criterion_state state)
{
    static const enum paint paints[] = {[CRITERION_MISSING] = PAINT_POOR,
        [CRITERION_WEAK] = PAINT_FAIR,
        [CRITERION_MET] = PAINT_GOOD,
        [CRITERION_LIMIT] = PAINT_DIM};
    return paints[state];
}

static void print_criterion(const struct explanation *x, const struct criterion_result *c)
{
    struct buf first, line;
    buf_init(&first, 100);
    buf_init(&line, LIMIT_TEXT_BYTES);
    buf_printf(&first, "\n  %s%-9s%s ", paint_code(x->options->colour, state_paint(c->state)),
        state_words(c->state), paint_code(x->options->colour, PAINT_NONE));
    buf_printf(&line, "%s (%s, at least %s): %s; ", c->criterion->id,
        need_words(c->criterion->need), strength_name(c->criterion->grade), c->criterion->title);
    if (c->count)
        buf_printf(&line, "%u of %u place%s count%s", c->counting, c->count,
            c->count == 1 ? "" : "s", c->counting == 1 ? "s" : "");
    else
        buf_add_str(&line, "no place was found");
    if (c->cut)
        buf_add_str(&line, "; there are more than were kept");
    say(x, buf_str(&first), 4, buf_str(&line));
    uint32_t most = x->options->verbose ? c->count : CANDIDATES_SHOWN;
    for (uint32_t i = 0; i < c->count && i < most; i++)
        print_candidate(x, &c->candidates[i]);
    if (c->count > most)
        buf_printf(x->out, "    and %u more: -v shows all\n", c->count - most);
    buf_clear(&first);
    buf_clear(&line);
}

/* Does `explain` name this criterion, or its requirement as a whole? */
static bool names_criterion(const char *explain, const struct criterion *c)
{
    const char *slash = strchr(explain, '/');
    return !slash || strcmp(slash + 1, c->id) == 0;
}

static void print_source(const struct explanation *x, const struct requirement *q)
{
    if (q->source == RULES_NONE)
        return;
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    buf_add_str(&line, x->result->pack->sources[q->source].title);
    if (q->cite)
        buf_printf(&line, ", %s", q->cite);
    say(x, "  Source: ", 4, buf_str(&line));
    buf_clear(&line);
}

/* The defect that capped the outcome, with the words of its places. */
static void print_defect(const struct explanation *x, const struct finding *f)
{
    const struct doc *doc = x->result->doc;
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    buf_printf(&line, "%s (%s), ", f->rule, f->severity);
    for (uint32_t i = 0; i <= f->related_count; i++) {
        uint32_t at = i ? f->related[i - 1].at : f->at, end = i ? f->related[i - 1].end : f->end;
        buf_add_str(&line, i ? "; " : "");
        place_print(doc, at, &line);
        buf_add_str(&line, ": \"");
        place_quote_short(doc, at, end, &line);
        buf_add_str(&line, "\"");
    }
    say(x, "  Defect in what it rests on: ", 4, buf_str(&line));
    buf_clear(&line);
}

static void print_requirement(const struct explanation *x, const struct requirement_result *res)
{
    const struct requirement *q = res->requirement;
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    buf_printf(
        &line, "%s (%s, weight %.10g): %s", q->id, level_name(q->level), q->weight, q->title);
    say(x, "", 2, buf_str(&line));
    buf_clear(&line);
    if (q->statement)
        say(x, "  Asks: ", 4, q->statement);
    print_source(x, q);
    buf_printf(&line, "%s. %s", outcome_name(res->outcome), res->why ? res->why : "");
    say(x, "  Outcome: ", 4, buf_str(&line));
    buf_clear(&line);
    report_gaps(res, &line);
    if (line.len)
        say(x, "  Missing: ", 4, buf_str(&line));
    buf_clear(&line);
    if (res->spoiled_by)
        print_defect(x, res->spoiled_by);
    for (uint32_t i = 0; i < q->criterion_count; i++)
        if (names_criterion(x->options->explain, res->criteria[i].criterion))
            print_criterion(x, &res->criteria[i]);
    if (q->recommendation && res->outcome != PA_MET)
        say(x, "\n  Do: ", 4, q->recommendation);
}

void report_explain(const struct result *r, const struct report_place *place, struct buf *out)
{
    size_t len = strcspn(place->options->explain, "/");
    struct explanation x = {place->options, r, out};
    if (place->index)
        buf_add_char(out, '\n');
    say(&x, "", 2, r->path);
    if (r->error_code)
        say(&x, "  NOT ASSESSED: ", 4, r->error_message);
    for (uint32_t k = 0; !r->error_code && k < r->requirement_count; k++) {
        const char *id = r->requirements[k].requirement->id;
        if (strlen(id) == len && memcmp(id, place->options->explain, len) == 0)
            print_requirement(&x, &r->requirements[k]);
    }
}
