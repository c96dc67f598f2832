/* The report for people: per plan the rating and why, the domains with their denominators, then
 * each domain's requirements, the worst outcomes first, with what is missing, what to do and the
 * evidence. What is met is one line each, with its place; `verbose` quotes it too. */
#include <math.h>
#include <string.h>

#include "assess/review.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/mem.h"
#include "report/chosen.h"
#include "report/formats.h"
#include "report/place.h"
#include "report/tailoring.h"
#include "report/wrap.h"

#define INDENT 6 /* of what stands below the line of a requirement */

struct text {
    const struct pa_report_options *options;
    struct buf *out;
};

static enum paint rating_paint(enum pa_rating rating)
{
    static const enum paint paints[] = {[PA_UNRATED] = PAINT_DIM,
        [PA_RED] = PAINT_POOR,
        [PA_AMBER_RED] = PAINT_FAIR,
        [PA_AMBER_GREEN] = PAINT_FAIR,
        [PA_GREEN] = PAINT_GOOD};
    return paints[rating];
}

static enum paint outcome_paint(enum pa_outcome outcome)
{
    static const enum paint paints[] = {[PA_NOT_MET] = PAINT_POOR,
        [PA_PARTIAL] = PAINT_FAIR,
        [PA_MET] = PAINT_GOOD,
        [PA_NOT_APPLICABLE] = PAINT_DIM,
        [PA_NOT_ASSESSED] = PAINT_DIM};
    return paints[outcome];
}

static const char *outcome_words(enum pa_outcome outcome)
{
    static const char *const words[] = {[PA_NOT_MET] = "NOT MET",
        [PA_PARTIAL] = "PARTLY",
        [PA_MET] = "MET",
        [PA_NOT_APPLICABLE] = "N/A",
        [PA_NOT_ASSESSED] = "UNDECIDED"};
    return words[outcome];
}

/* "64.0 %   25 of 39", or that nothing was assessed. */
static void print_score(struct buf *out, double score, double points, double of)
{
    if (isnan(score))
        buf_add_str(out, "not scored: nothing was assessed");
    else
        buf_printf(out, "%.1f %% (%.10g of %.10g points)", score, points, of);
}

/* What a wrapper pack changed: before all else. */
static void print_tailoring(const struct text *t, const struct pack *pack)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    tailoring_title(pack, &line);
    if (line.len) {
        buf_add_char(&line, ':');
        wrap_foreign(t->out, 2, "", buf_str(&line));
    }
    for (uint32_t i = 0; i < pack->tailoring_count; i++) {
        buf_clear(&line);
        tailoring_sentence(&pack->tailoring[i], &line);
        wrap_foreign(t->out, 4, "- ", buf_str(&line));
    }
    buf_clear(&line);
}

static void print_head(const struct text *t, const struct result *r)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    escape_terminal(&line, r->path, strlen(r->path));
    paint(t->out, t->options->colour, PAINT_STRONG, buf_str(&line));
    buf_add_char(t->out, '\n');
    buf_clear(&line);
    if (r->title)
        wrap_foreign(t->out, 2, "", r->title);
    if (r->pack) {
        buf_printf(&line, "%s %s: %s", r->pack->id, r->pack->version, r->pack->title);
        wrap_foreign(t->out, 2, "Pack: ", buf_str(&line));
        buf_clear(&line);
        chosen_sentence(r, &line);
        if (line.len)
            wrap_foreign(t->out, 4, "", buf_str(&line));
        buf_clear(&line);
        print_tailoring(t, r->pack);
        parameters_sentence(r->pack, &line);
        if (line.len)
            wrap_foreign(t->out, 2, "With: ", buf_str(&line));
        buf_clear(&line);
    }
    if (r->format) {
        buf_add_str(&line, r->format);
        if (r->pages)
            buf_printf(&line, ", %u page%s", r->pages, r->pages == 1 ? "" : "s");
        wrap_foreign(t->out, 2, "Read as: ", buf_str(&line));
        buf_clear(&line);
    }
    if (t->options->as_of)
        wrap_foreign(t->out, 2, "As of: ", t->options->as_of);
}

/* The figures with waivers, and the plan beside the baseline. */
static void print_review(const struct text *t, const struct result *r)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    report_own(r, &line);
    if (line.len)
        wrap_foreign(t->out, 2, "Judged by people: ", buf_str(&line));
    buf_clear(&line);
    if (r->waived.requirements) {
        report_waived(r, &line);
        buf_printf(&line, "; %s", r->waived.why);
        wrap_foreign(t->out, 2, "With waivers: ", buf_str(&line));
        buf_clear(&line);
    }
    report_waived_count(r, &line);
    if (line.len)
        wrap_foreign(t->out, 2, "Waived: ", buf_str(&line));
    buf_clear(&line);
    report_baseline(r, &line);
    if (line.len)
        wrap_foreign(t->out, 2, "Then and now: ", buf_str(&line));
    buf_clear(&line);
}

static void print_assurance(const struct text *t, const struct result *r)
{
    struct buf *out = t->out;
    buf_add_str(out, "\n  ");
    if (r->rating == PA_UNRATED) {
        paint(out, t->options->colour, PAINT_DIM, "UNRATED");
    } else {
        struct buf words;
        buf_init(&words, 100);
        for (const char *c = rating_name(r->rating); *c; c++)
            buf_add_char(&words, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
        paint(out, t->options->colour, rating_paint(r->rating), buf_str(&words));
        buf_printf(out, ", %s", rating_words(r->rating));
        buf_clear(&words);
    }
    buf_add_str(out, ": ");
    if (r->pack->domain_mean && !isnan(r->score))
        buf_printf(out, "%.1f %%, the weighted mean of the domains (%.10g of %.10g points)",
            r->score, r->points, r->of);
    else
        print_score(out, r->score, r->points, r->of);
    if (!isnan(r->score) && (r->low < r->score || r->high > r->score))
        buf_printf(out, ", between %.1f and %.1f %%", r->low, r->high);
    buf_add_char(out, '\n');
    if (r->why)
        wrap_foreign(t->out, 2, "Why: ", r->why);
    print_review(t, r);
    if (r->incomplete)
        wrap_foreign(t->out, 2, "",
            "INCOMPLETE: something was not assessed; see UNDECIDED and the notes below.");
}

/* A template that nobody has filled in: better said before the outcomes. */
static void print_untouched(const struct text *t, const struct result *r)
{
    for (size_t i = 0; r->doc && i < r->doc->notes.n; i++)
        if (strcmp(r->doc->notes.v[i].code, "template.untouched") == 0) {
            buf_add_char(t->out, '\n');
            wrap_foreign(t->out, 2, "Note: ", r->doc->notes.v[i].text);
        }
}

static void pad(struct buf *out, const char *text, unsigned width)
{
    unsigned columns = (unsigned)wrap_columns(text, strlen(text));
    buf_add_str(out, text);
    for (; columns < width; columns++)
        buf_add_char(out, ' ');
}

static void print_domains(const struct text *t, const struct result *r)
{
    struct buf *out = t->out;
    buf_printf(out, "\n  %-30s %-12s %8s %13s %5s %7s %8s\n", "Domain", "Rating", "Score", "Points",
        "Met", "Partly", "Not met");
    for (uint32_t i = 0; i < r->domain_count; i++) {
        const struct domain_result *d = &r->domains[i];
        struct buf cell;
        buf_init(&cell, 1000);
        escape_terminal(&cell, d->domain->title, strlen(d->domain->title));
        buf_add_str(out, "  ");
        pad(out, buf_str(&cell), 30);
        buf_clear(&cell);
        buf_add_char(out, ' ');
        buf_add_str(out, paint_code(t->options->colour, rating_paint(d->rating)));
        pad(out, d->rating == PA_UNRATED ? "unrated" : rating_name(d->rating), 12);
        buf_add_str(out, paint_code(t->options->colour, PAINT_NONE));
        if (isnan(d->score))
            buf_printf(out, " %8s", "-");
        else
            buf_printf(out, " %6.1f %%", d->score);
        buf_printf(&cell, "%.10g of %.10g", d->points, d->of);
        buf_printf(out, " %13s %5u %7u %8u", buf_str(&cell), d->met, d->partial, d->not_met);
        buf_clear(&cell);
        if (d->not_applicable)
            buf_printf(out, "  %u not applicable", d->not_applicable);
        if (d->not_assessed)
            buf_printf(out, "  %u undecided", d->not_assessed);
        buf_add_char(out, '\n');
    }
}

/* Does the criterion show this very quote? */
static bool shows_quote(const struct criterion_result *c, uint32_t most, const struct evidence *e)
{
    const struct candidate *found;
    for (uint32_t i = 0; i < most && (found = place_evidence(c, i)) != NULL; i++)
        if (found->evidence.at == e->at && found->evidence.end == e->end)
            return true;
    return false;
}

/* One quote with its place, its grade and the criteria that it serves. */
static void print_quote(const struct text *t, const struct result *r,
    const struct requirement_result *res, uint32_t most, const struct evidence *e)
{
    struct buf first, quote;
    buf_init(&first, 2000);
    buf_init(&quote, LIMIT_TEXT_BYTES);
    buf_printf(&first, "%*s", INDENT, "");
    place_print(r->doc, e->at, &quote);
    buf_printf(&quote, " (%s%s:", strength_name(e->strength), e->system ? ", at system level" : "");
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++)
        if (shows_quote(&res->criteria[i], most, e))
            buf_printf(&quote, " %s", res->criteria[i].criterion->id);
    buf_add_str(&quote, ") \"");
    place_quote_plain(r->doc, e->at, e->end, &quote);
    buf_add_char(&quote, '"');
    wrap(t->out, buf_str(&first), INDENT + 2, buf_str(&quote));
    buf_clear(&first);
    buf_clear(&quote);
}

static bool shows_criterion(const struct text *t, const struct requirement_result *res, uint32_t i)
{
    return t->options->verbose || place_matters(res, i);
}

/* All quotes of a requirement, each once, `most` of each criterion. */
static void print_evidence(const struct text *t, const struct result *r,
    const struct requirement_result *res, uint32_t most)
{
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++) {
        const struct candidate *found;
        for (uint32_t k = 0; k < most && shows_criterion(t, res, i); k++) {
            if ((found = place_evidence(&res->criteria[i], k)) == NULL)
                break;
            bool earlier = false;
            for (uint32_t j = 0; j < i && !earlier; j++)
                earlier = shows_criterion(t, res, j) &&
                          shows_quote(&res->criteria[j], most, &found->evidence);
            if (!earlier)
                print_quote(t, r, res, most, &found->evidence);
        }
    }
}

/* Where a met requirement is shown: " (page 3, line 20)". */
static void print_first_place(
    const struct result *r, const struct requirement_result *res, struct buf *out)
{
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++) {
        const struct candidate *found = place_evidence(&res->criteria[i], 0);
        if (!found || !place_matters(res, i))
            continue;
        buf_add_str(out, " (");
        place_print(r->doc, found->evidence.at, out);
        buf_add_char(out, ')');
        return;
    }
}

static void print_waiver(const struct text *t, const struct waiver *waiver, enum standing standing)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    if (waiver) {
        report_waiver(waiver, &line);
        wrap_foreign(t->out, INDENT, "Waived ", buf_str(&line));
    }
    if (standing == STANDING_NEW)
        wrap_foreign(t->out, INDENT, "", "New since the baseline.");
    else if (standing == STANDING_UPDATED)
        wrap_foreign(t->out, INDENT, "", "Another outcome than in the baseline.");
    buf_clear(&line);
}

/* How the outcome came about, and what is missing. */
static void print_reasons(const struct text *t, const struct requirement_result *res)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    if (res->why && *res->why) {
        buf_add_char(&line, res->why[0] >= 'a' && res->why[0] <= 'z'
                                ? (char)(res->why[0] - 'a' + 'A')
                                : res->why[0]);
        buf_add_str(&line, res->why + 1);
        wrap_foreign(t->out, INDENT, "", buf_str(&line));
        buf_clear(&line);
    }
    report_gaps(res, &line);
    if (line.len)
        wrap_foreign(t->out, INDENT, "Missing: ", buf_str(&line));
    buf_clear(&line);
}

static void print_requirement(
    const struct text *t, const struct result *r, const struct requirement_result *res)
{
    const struct requirement *q = res->requirement;
    struct buf first, line;
    buf_init(&first, 100);
    buf_init(&line, LIMIT_TEXT_BYTES);
    buf_printf(&first, "  %s%-9s%s %-6s ",
        paint_code(t->options->colour, outcome_paint(res->outcome)), outcome_words(res->outcome),
        paint_code(t->options->colour, PAINT_NONE), level_name(q->level));
    buf_printf(&line, "%s: ", q->id);
    escape_terminal(&line, q->title, strlen(q->title));
    if (res->outcome == PA_MET && !t->options->verbose)
        print_first_place(r, res, &line);
    wrap(t->out, buf_str(&first), INDENT, buf_str(&line));
    buf_clear(&first);
    buf_clear(&line);
    bool open = res->outcome != PA_MET && res->outcome != PA_NOT_APPLICABLE;
    if (!open && !t->options->verbose)
        return;
    print_reasons(t, res);
    print_waiver(t, res->waiver, res->standing);
    if (open && q->recommendation)
        wrap_foreign(t->out, INDENT, "Do: ", q->recommendation);
    print_evidence(t, r, res, t->options->verbose ? LIMIT_EVIDENCE : 1);
}

static void print_domain(
    const struct text *t, const struct result *r, const struct domain_result *d)
{
    static const enum pa_outcome order[] = {
        PA_NOT_MET, PA_PARTIAL, PA_NOT_ASSESSED, PA_MET, PA_NOT_APPLICABLE};
    struct buf title;
    buf_init(&title, 1000);
    escape_terminal(&title, d->domain->title, strlen(d->domain->title));
    buf_add_char(t->out, '\n');
    paint(t->out, t->options->colour, PAINT_STRONG, buf_str(&title));
    buf_clear(&title);
    buf_printf(t->out, ": %s%s%s, ", paint_code(t->options->colour, rating_paint(d->rating)),
        d->rating == PA_UNRATED ? "unrated" : rating_name(d->rating),
        paint_code(t->options->colour, PAINT_NONE));
    print_score(t->out, d->score, d->points, d->of);
    buf_add_char(t->out, '\n');
    if (d->why)
        wrap_foreign(t->out, 2, "Why: ", d->why);
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (uint32_t i = 0; i < r->requirement_count; i++)
            if (r->requirements[i].outcome == order[k] &&
                &r->pack->domains[r->requirements[i].requirement->domain] == d->domain)
                print_requirement(t, r, &r->requirements[i]);
}

/* One place of a defect with its quote. */
static void print_defect_place(
    const struct text *t, const struct result *r, const char *label, uint32_t at, uint32_t end)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    place_print(r->doc, at, &line);
    buf_add_str(&line, ": \"");
    uint32_t cut = end - at > LIMIT_QUOTE_BYTES ? at + LIMIT_QUOTE_BYTES : end;
    while (cut > at && cut < end && (r->doc->text[cut] & 0xC0) == 0x80)
        cut--;
    place_quote_plain(r->doc, at, cut, &line);
    buf_add_str(&line, cut < end ? "...\"" : "\"");
    wrap_foreign(t->out, INDENT, label, buf_str(&line));
    buf_clear(&line);
}

static void print_defect(const struct text *t, const struct result *r, const struct finding *f)
{
    struct buf first, line;
    buf_init(&first, 100);
    buf_init(&line, LIMIT_TEXT_BYTES);
    buf_printf(&first, "  %-9s", f->severity);
    buf_printf(&line, "%s: ", f->rule);
    escape_terminal(&line, f->message, strlen(f->message));
    wrap(t->out, buf_str(&first), INDENT, buf_str(&line));
    print_waiver(t, f->waiver, f->standing);
    print_defect_place(t, r, "", f->at, f->end);
    for (uint32_t i = 0; i < f->related_count; i++)
        print_defect_place(t, r, "See also ", f->related[i].at, f->related[i].end);
    buf_clear(&first);
    buf_clear(&line);
}

/* What is wrong inside the plan, the gravest first. */
static void print_defects(const struct text *t, const struct result *r)
{
    static const char *const severities[] = {"high", "medium", "low", "info"};
    if (r->finding_count)
        buf_add_str(t->out, "\nInside the plan\n");
    for (size_t k = 0; k < sizeof severities / sizeof *severities; k++)
        for (uint32_t i = 0; i < r->finding_count; i++)
            if (!strcmp(r->findings[i].severity, severities[k]))
                print_defect(t, r, &r->findings[i]);
}

static void print_notes(const struct text *t, const struct result *r)
{
    for (size_t i = 0; r->doc && i < r->doc->notes.n; i++) {
        const struct doc_note *note = &r->doc->notes.v[i];
        struct buf line;
        buf_init(&line, LIMIT_TEXT_BYTES);
        if (i == 0)
            buf_add_str(t->out, "\nNotes on reading the plan\n");
        if (note->at != DOC_NONE) {
            place_print(r->doc, note->at, &line);
            buf_add_str(&line, ": ");
        }
        buf_add_str(&line, note->text);
        wrap_foreign(t->out, 2, "", buf_str(&line));
        buf_clear(&line);
    }
}

static void print_plan(const struct text *t, const struct result *r)
{
    print_head(t, r);
    if (r->error_code) {
        wrap_foreign(t->out, 2, "NOT ASSESSED: ", r->error_message);
        return;
    }
    print_untouched(t, r);
    print_assurance(t, r);
    print_domains(t, r);
    for (uint32_t i = 0; i < r->domain_count; i++)
        print_domain(t, r, &r->domains[i]);
    print_defects(t, r);
    print_notes(t, r);
}

/* What is wrong with waivers, after all plans. */
static void print_waivers(const struct tally *tally, struct buf *out)
{
    struct arena *arena = arena_new();
    size_t n;
    const struct waiver_finding *f = tally_waivers(tally, arena, &n);
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    for (size_t i = 0; i < n; i++) {
        if (i == 0)
            buf_add_str(out, "\nWaivers\n");
        buf_printf(&line, "%s:%u: %s: %s", tally->review->waivers->file, f[i].waiver->line,
            f[i].rule, f[i].message);
        wrap_foreign(out, 2, "", buf_str(&line));
        buf_clear(&line);
    }
    arena_free(arena);
}

static void add_plan(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)stream;
    if (place->options->explain) {
        report_explain(r, place, out);
        return;
    }
    struct text t = {place->options, out};
    if (place->index)
        buf_add_char(out, '\n');
    print_plan(&t, r);
}

static void add_totals(struct report_join *j, struct buf *out)
{
    const struct tally *n = j->tally;
    if (j->stream == 0 || j->options->explain)
        return;
    print_waivers(n, out);
    if (n->plans > 1)
        buf_printf(out, "\n%zu plans: %zu checked, %zu of them below the threshold; %zu not read\n",
            n->plans, n->checked, n->failed, n->errors);
}

const struct report report_text = {.name = "text",
    .description = "for people: ratings, what is missing, what to do, with page, line and quote",
    .streams = 1,
    .early = true,
    .plan = add_plan,
    .piece = add_totals};
