/* The results for programs, as schemas/results.schema.json describes them. One plan's tree at a
 * time is built, printed and freed, so that a run over thousands of plans takes the memory of one.
 */
#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "report/chosen.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"
#include "report/tailoring.h"
#include "values/values.h"

/* Figures are rounded where they are shown: 1 place for per cent, 2 for points, 4 for shares. */
static struct json *rounded(double value, int places)
{
    if (isnan(value))
        return json_new_null();
    double scale = pow(10, places);
    return json_new_number(round(value * scale) / scale);
}

static struct json *rating_json(enum pa_rating rating)
{
    return rating == PA_UNRATED ? json_new_null() : json_new_string(rating_name(rating));
}

static struct json *from_buf(struct buf *b)
{
    struct json *value = json_new_string_n(buf_str(b), b->len);
    buf_clear(b);
    return value;
}

static struct json *quote_json(const struct doc *doc, uint32_t at, uint32_t end)
{
    struct buf quote;
    buf_init(&quote, LIMIT_TEXT_BYTES);
    place_quote(doc, at, end, &quote);
    return from_buf(&quote);
}

static void add_page(struct json *to, const struct place *p)
{
    json_add(to, "page", p->page ? json_new_number(p->page) : json_new_null());
}

/* The titles from the top of the plan down to the section that holds `at`. */
static struct json *section_json(const struct doc *doc, uint32_t at)
{
    uint32_t path[LIMIT_SECTION_DEPTH], n = 0;
    uint32_t section = place_section(doc, at);
    while (section != DOC_NONE && section != 0 && section < doc->sections.n &&
           n < LIMIT_SECTION_DEPTH) {
        path[n++] = section;
        section = doc->sections.v[section].parent;
    }
    struct json *titles = json_new_array();
    while (n) {
        struct buf title;
        buf_init(&title, LIMIT_TEXT_BYTES);
        place_section_title(doc, path[--n], &title);
        json_add(titles, NULL, from_buf(&title));
    }
    return titles;
}

static struct json *evidence_json(
    const struct doc *doc, const struct criterion_result *c, const struct evidence *e)
{
    struct json *j = json_new_object();
    struct place p = place_of(doc, e->at);
    json_add(j, "criterion", json_new_string(c->criterion->id));
    add_page(j, &p);
    json_add(j, "line", json_new_number(p.line));
    json_add(j, "column", json_new_number(p.column));
    json_add(j, "section", section_json(doc, e->match_at));
    json_add(j, "quote", quote_json(doc, e->at, e->end));
    json_add(j, "strength", json_new_string(strength_name(e->strength)));
    return j;
}

static struct json *strings_json(const char *const *strings, uint32_t count)
{
    struct json *array = json_new_array();
    for (uint32_t i = 0; i < count; i++)
        json_add(array, NULL, json_new_string(strings[i]));
    return array;
}

static struct json *source_json(const struct pack *pack, const struct requirement *q)
{
    if (q->source == RULES_NONE)
        return json_new_null();
    struct json *j = json_new_object();
    json_add(j, "id", json_new_string(pack->sources[q->source].id));
    json_add(j, "title", json_new_string(pack->sources[q->source].title));
    json_add(j, "cite", json_new_string(q->cite));
    return j;
}

static struct json *requirement_json(const struct result *r, const struct requirement_result *res)
{
    const struct requirement *q = res->requirement;
    struct json *j = json_new_object();
    json_add(j, "id", json_new_string(q->id));
    json_add(j, "domain", json_new_string(r->pack->domains[q->domain].id));
    json_add(j, "title", json_new_string(q->title));
    json_add(j, "level", json_new_string(level_name(q->level)));
    json_add(j, "weight", json_new_number(q->weight));
    json_add(j, "outcome", json_new_string(outcome_name(res->outcome)));
    bool scored = res->outcome != PA_NOT_APPLICABLE && res->outcome != PA_NOT_ASSESSED;
    json_add(j, "score", rounded(scored ? res->score : (double)NAN, 4));
    json_add(j, "why", json_new_string(res->why ? res->why : ""));
    struct json *criteria = json_add(j, "criteria", json_new_array());
    struct json *evidence = json_add(j, "evidence", json_new_array());
    for (uint32_t i = 0; i < q->criterion_count; i++) {
        const struct criterion_result *c = &res->criteria[i];
        struct json *one = json_add(criteria, NULL, json_new_object());
        json_add(one, "id", json_new_string(c->criterion->id));
        json_add(one, "outcome", json_new_string(criterion_state_name(c->state)));
        const struct candidate *found;
        for (uint32_t k = 0; (found = place_evidence(c, k)) != NULL; k++)
            json_add(evidence, NULL, evidence_json(r->doc, c, &found->evidence));
    }
    json_add(j, "gaps", strings_json(res->gaps, res->gap_count));
    json_add(j, "recommendation", json_new_string(q->recommendation));
    json_add(j, "waiver", waiver_json(res->waiver));
    if (res->judgement)
        json_add(j, "judgement", judgement_json(res));
    json_add(j, "source", source_json(r->pack, q));
    return j;
}

/* Page, line and quote of a span, or three nulls. */
static void add_span(struct json *j, const struct doc *doc, bool known, uint32_t at, uint32_t end)
{
    struct place p = {0};
    if (known)
        p = place_of(doc, at);
    add_page(j, &p);
    json_add(j, "line", known ? json_new_number(p.line) : json_new_null());
    json_add(j, "quote", known ? quote_json(doc, at, end) : json_new_null());
}

static void add_review(struct json *j, const struct waiver *waiver, enum standing standing)
{
    json_add(j, "waiver", waiver_json(waiver));
    json_add(j, "baseline_state", json_new_string(standing_name(standing)));
}

/* A requirement that is not met is a finding too; its place is that of its first evidence. */
static struct json *gap_finding_json(const struct result *r, const struct issue *issue)
{
    struct buf message;
    buf_init(&message, LIMIT_TEXT_BYTES);
    issue_message(issue, &message);
    struct json *j = json_new_object();
    json_add(j, "rule", json_new_string(issue->rule));
    json_add(j, "severity", json_new_string(issue->severity));
    json_add(j, "message", from_buf(&message));
    add_span(j, r->doc, issue->placed, issue->at, issue->end);
    json_add(j, "related", json_new_array());
    json_add(j, "fingerprint", json_new_string(issue->fingerprint));
    add_review(j, issue->waiver, issue->standing);
    return j;
}

static struct json *defect_json(const struct result *r, const struct finding *f)
{
    struct json *j = json_new_object();
    json_add(j, "rule", json_new_string(f->rule));
    json_add(j, "severity", json_new_string(f->severity));
    json_add(j, "message", json_new_string(f->message));
    add_span(j, r->doc, true, f->at, f->end);
    struct json *related = json_add(j, "related", json_new_array());
    for (uint32_t i = 0; i < f->related_count; i++)
        add_span(json_add(related, NULL, json_new_object()), r->doc, true, f->related[i].at,
            f->related[i].end);
    json_add(j, "fingerprint", json_new_string(f->fingerprint));
    add_review(j, f->waiver, f->standing);
    return j;
}

static struct json *findings_json(const struct result *r)
{
    struct json *findings = json_new_array();
    struct issue issue;
    for (uint32_t i = 0; issue_next(r, &i, &issue);)
        json_add(findings, NULL,
            issue.defect ? defect_json(r, issue.defect) : gap_finding_json(r, &issue));
    return findings;
}

static struct json *domain_json(const struct domain_result *d)
{
    struct json *j = json_new_object();
    json_add(j, "id", json_new_string(d->domain->id));
    json_add(j, "title", json_new_string(d->domain->title));
    json_add(j, "score", rounded(d->score, 1));
    json_add(j, "points", rounded(d->points, 2));
    json_add(j, "of", rounded(d->of, 2));
    json_add(j, "rating", rating_json(d->rating));
    json_add(j, "why", json_new_string(d->why ? d->why : ""));
    json_add(j, "met", json_new_number(d->met));
    json_add(j, "partial", json_new_number(d->partial));
    json_add(j, "not_met", json_new_number(d->not_met));
    json_add(j, "not_applicable", json_new_number(d->not_applicable));
    json_add(j, "not_assessed", json_new_number(d->not_assessed));
    return j;
}

static const char *model_name(enum scoring_model model)
{
    static const char *const names[] = {[SCORING_DEFAULT] = "default",
        [SCORING_FLAT] = "flat",
        [SCORING_FLAT_UNWEIGHTED] = "flat-unweighted",
        [SCORING_ABSOLUTE] = "absolute"};
    return names[model];
}

static struct json *assurance_json(const struct result *r)
{
    struct json *j = json_new_object();
    json_add(j, "score", rounded(r->score, 1));
    json_add(j, "low", rounded(r->low, 1));
    json_add(j, "high", rounded(r->high, 1));
    json_add(j, "rating", rating_json(r->rating));
    json_add(j, "why", json_new_string(r->why ? r->why : ""));
    json_add(j, "model", json_new_string(model_name(r->pack->model)));
    json_add(j, "points", rounded(r->points, 2));
    json_add(j, "of", rounded(r->of, 2));
    json_add(j, "waived", waived_json(r));
    if (r->own.judged)
        json_add(j, "program", own_json(r));
    return j;
}

static struct json *parameters_json(const struct pack *pack)
{
    struct json *list = json_new_array();
    for (uint32_t i = 0; i < pack->parameter_count; i++) {
        const struct parameter *p = &pack->parameters[i];
        struct json *j = json_add(list, NULL, json_new_object());
        json_add(j, "name", json_new_string(p->name));
        json_add(j, "type", json_new_string(parameter_type_name(p->type)));
        json_add(j, "value", json_new_string(p->text));
        json_add(j, "unit", json_new_string(p->unit));
        json_add(j, "given", json_new_bool(p->set));
    }
    return list;
}

static struct json *pack_json(const struct result *r)
{
    if (!r->pack)
        return json_new_null();
    struct json *j = json_new_object();
    json_add(j, "id", json_new_string(r->pack->id));
    json_add(j, "title", json_new_string(r->pack->title));
    json_add(j, "version", json_new_string(r->pack->version));
    json_add(j, "sha256", json_new_string(r->pack->sha256));
    struct json *detection = chosen_json(r);
    json_add(j, "chosen", json_new_string(detection ? "detected" : "given"));
    if (detection)
        json_add(j, "detection", detection);
    tailoring_json(r->pack, j);
    if (r->pack->parameter_count)
        json_add(j, "parameters", parameters_json(r->pack));
    return j;
}

static struct json *notes_json(const struct doc *doc)
{
    struct json *notes = json_new_array();
    for (size_t i = 0; doc && i < doc->notes.n; i++) {
        const struct doc_note *note = &doc->notes.v[i];
        struct json *j = json_add(notes, NULL, json_new_object());
        json_add(j, "code", json_new_string(note->code));
        json_add(j, "message", json_new_string(note->text));
        struct place p = {0};
        if (note->at != DOC_NONE)
            p = place_of(doc, note->at);
        add_page(j, &p);
        json_add(j, "line", p.line ? json_new_number(p.line) : json_new_null());
    }
    return notes;
}

static struct json *error_json(const struct result *r)
{
    if (!r->error_code)
        return json_new_null();
    struct json *j = json_new_object();
    json_add(j, "code", json_new_string(r->error_code));
    json_add(j, "message", json_new_string(r->error_message));
    return j;
}

void report_organisation(const struct result *r, struct buf *out)
{
    size_t before = out->len;
    for (size_t i = 0; r->doc && i < r->doc->orgs.n; i++)
        if (r->doc->orgs.v[i].own && r->doc->orgs.v[i].kind == DOC_ORG_COMMISSIONER)
            buf_printf(out, "%s%s", out->len > before ? " and " : "", r->doc->orgs.v[i].name);
}

static struct json *organisation_json(const struct result *r)
{
    struct buf names;
    buf_init(&names, LIMIT_TEXT_BYTES);
    report_organisation(r, &names);
    return names.len ? from_buf(&names) : json_new_null();
}

/* The day the plan was written or submitted, where it says so. */
static struct json *written_json(const struct doc *doc)
{
    if (!doc || doc->written == INT32_MIN)
        return json_new_null();
    int year, month, day;
    char text[40];
    value_civil(doc->written, &year, &month, &day);
    snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return json_new_string(text);
}

/* A plan that could not be read has the same members, so that nobody has to ask which are there. */
struct json *report_plan_json(const struct result *r)
{
    bool checked = !r->error_code;
    struct json *j = json_new_object();
    json_add(j, "path", json_new_string(r->path));
    json_add(j, "sha256", json_new_string(r->sha256));
    json_add(j, "format", json_new_string(r->format));
    json_add(j, "pages", r->pages ? json_new_number(r->pages) : json_new_null());
    json_add(j, "title", json_new_string(r->title));
    json_add(j, "organisation", organisation_json(r));
    json_add(j, "written", written_json(r->doc));
    json_add(j, "status", json_new_string(checked ? "checked" : "error"));
    json_add(j, "error", error_json(r));
    json_add(j, "complete", json_new_bool(checked && !r->incomplete));
    json_add(j, "notes", notes_json(r->doc));
    json_add(j, "pack", pack_json(r));
    json_add(j, "assurance", checked ? assurance_json(r) : json_new_null());
    struct json *domains = json_add(j, "domains", json_new_array());
    struct json *requirements = json_add(j, "requirements", json_new_array());
    for (uint32_t i = 0; checked && i < r->domain_count; i++)
        json_add(domains, NULL, domain_json(&r->domains[i]));
    for (uint32_t i = 0; checked && i < r->requirement_count; i++)
        json_add(requirements, NULL, requirement_json(r, &r->requirements[i]));
    json_add(j, "findings", checked ? findings_json(r) : json_new_array());
    json_add(j, "baseline", baseline_json(r));
    return j;
}

/* Prints a value as a member of an outer object: every line but the first is indented. Printed
 * strings hold no line ends. */
static void print_nested(struct json *value, unsigned indent, struct buf *out)
{
    struct buf text;
    buf_init(&text, LIMIT_REPORT_BYTES);
    json_print(value, true, &text);
    json_free(value);
    size_t len = text.len && text.s[text.len - 1] == '\n' ? text.len - 1 : text.len;
    for (size_t at = 0, end; at < len; at = end) {
        const char *line = memchr(text.s + at, '\n', len - at);
        end = line ? (size_t)(line - text.s) + 1 : len;
        buf_add(out, text.s + at, end - at);
        for (unsigned k = 0; line && k < indent; k++)
            buf_add_char(out, ' ');
    }
    out->full |= text.full;
    buf_clear(&text);
}

static struct json *summary_json(const struct tally *t)
{
    struct json *j = json_new_object();
    json_add(j, "plans", json_new_number((double)t->plans));
    json_add(j, "checked", json_new_number((double)t->checked));
    json_add(j, "failed", json_new_number((double)t->failed));
    json_add(j, "errors", json_new_number((double)t->errors));
    return j;
}

static void add_plan(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)stream;
    buf_add_str(out, place->index ? ",\n    " : "\n    ");
    print_nested(report_plan_json(r), 4, out);
}

static struct json *tool_json(bool confined)
{
    struct json *tool = json_new_object();
    json_add(tool, "name", json_new_string("planassure"));
    json_add(tool, "version", json_new_string(pa_version()));
    struct json *walls = json_add(tool, "confinement", json_new_array());
    for (size_t i = 0; confined && pa_confinement(i); i++)
        json_add(walls, NULL, json_new_string(pa_confinement(i)));
    return tool;
}

static void add_head(const struct report_join *j, struct buf *out)
{
    buf_add_str(out, "{\n  \"schema\": \"planassure-results/1\",\n  \"tool\": ");
    print_nested(tool_json(j->options->confined), 2, out);
    buf_add_str(out, ",\n  \"as_of\": ");
    print_nested(json_new_string(j->options->as_of), 2, out);
    buf_add_str(out, ",\n  \"waivers\": ");
    print_nested(waivers_json(j->tally), 2, out);
    buf_add_str(out, ",\n  \"plans\": [");
}

static void add_piece(struct report_join *j, struct buf *out)
{
    if (j->stream == 0) {
        add_head(j, out);
        return;
    }
    buf_add_str(out, j->tally->plans ? "\n  ],\n  \"summary\": " : "],\n  \"summary\": ");
    print_nested(summary_json(j->tally), 2, out);
    buf_add_str(out, "\n}\n");
}

const struct report report_json = {.name = "json",
    .description = "everything, for programs; described by schemas/results.schema.json",
    .streams = 1,
    .plan = add_plan,
    .piece = add_piece};
