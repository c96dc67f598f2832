/* A pack for people: the list of requirements, and one requirement as its author would explain it:
 * what it asks, where that comes from, what is looked for, and how the outcome comes about. */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "rules/names.h"
#include "rules/rules.h"

#define WIDTH 96

/* Words, wrapped at WIDTH; `column` is where the cursor stands, and lines after the first begin at
 * `indent`. Ends with a line end. */
static void print_wrapped(struct buf *out, const char *text, size_t indent, size_t column)
{
    bool first = true;
    while (*text) {
        size_t len = strcspn(text, " "), wide = utf8_count(text, len);
        if (!first && column + 1 + wide > WIDTH) {
            buf_printf(out, "\n%*s", (int)indent, "");
            column = indent;
            first = true;
        }
        if (!first) {
            buf_add_char(out, ' ');
            column++;
        }
        buf_add(out, text, len);
        column += wide;
        first = false;
        text += len;
        text += strspn(text, " ");
    }
    buf_add_char(out, '\n');
}

static void print_paragraph(struct buf *out, const char *text)
{
    buf_add_char(out, '\n');
    print_wrapped(out, text, 0, 0);
}

static size_t widest_id(const struct pack *pack)
{
    size_t widest = 0;
    for (uint32_t i = 0; i < pack->requirement_count; i++)
        if (strlen(pack->requirements[i].id) > widest)
            widest = strlen(pack->requirements[i].id);
    return widest;
}

void pack_print_list(const struct pack *pack, struct buf *out)
{
    int widest = (int)widest_id(pack);
    buf_printf(out, "%s %s: %s%s%s\n", pack->id, pack->version, pack->title,
        pack->period ? ", " : "", pack->period ? pack->period : "");
    for (uint32_t d = 0; d < pack->domain_count; d++) {
        const struct domain *domain = &pack->domains[d];
        buf_printf(out, "\n%s (%u requirement%s)\n", domain->title, domain->count,
            domain->count == 1 ? "" : "s");
        for (uint32_t i = domain->first; i < domain->first + domain->count; i++) {
            const struct requirement *r = &pack->requirements[i];
            buf_printf(out, "  %-*s  %-6s  %4g  %s\n", widest, r->id, level_name(r->level),
                r->weight, r->title);
        }
    }
}

static void print_source(const struct pack *pack, const struct requirement *r, struct buf *out)
{
    if (r->source == RULES_NONE)
        return;
    const struct source *s = &pack->sources[r->source];
    struct buf line;
    buf_init(&line, 4000);
    buf_printf(&line, "Source: %s", s->title);
    if (s->publisher || s->date)
        buf_printf(&line, " (%s%s%s)", s->publisher ? s->publisher : "",
            s->publisher && s->date ? ", " : "", s->date ? s->date : "");
    if (r->cite)
        buf_printf(&line, ", %s", r->cite);
    print_paragraph(out, buf_str(&line));
    buf_clear(&line);
}

static void add_concept(const struct pack *pack, uint32_t concept, bool first, struct buf *out)
{
    const struct concept *c = &pack->concepts[concept];
    buf_printf(out, "%s%s", first ? "" : ", ", c->id);
    if (c->gloss)
        buf_printf(out, " (%s)", c->gloss);
}

/* The concepts of all has-tests below. */
static void add_concepts(
    const struct pack *pack, const struct test *t, bool *first, struct buf *out)
{
    for (uint32_t i = 0; i < t->concept_count; i++, *first = false)
        add_concept(pack, t->concepts[i], *first, out);
    for (uint32_t i = 0; i < t->child_count; i++)
        add_concepts(pack, &t->children[i], first, out);
}

static void print_topic(const struct pack *pack, const struct requirement *r, struct buf *out)
{
    bool first = true;
    if (!r->about.child_count)
        return;
    struct buf line;
    buf_init(&line, 4000);
    buf_add_str(&line, "Topic: ");
    add_concepts(pack, &r->about, &first, &line);
    for (uint32_t i = 0; i < r->not_about_count; i++) {
        buf_add_str(&line, i ? "" : "; not ");
        add_concept(pack, r->not_about[i], i == 0, &line);
    }
    print_paragraph(out, buf_str(&line));
    buf_clear(&line);
}

static const char *place_words(enum about about)
{
    static const char *const words[] = {"anywhere in the plan",
        "near the topic or under a heading about it",
        "in a paragraph, list or table about the topic", "in a sentence about the topic"};
    return words[about];
}

/* The look-alikes of a criterion, those with one reason together. */
static void print_voids(
    const struct pack *pack, const struct criterion *c, size_t indent, struct buf *out)
{
    for (uint32_t i = 0, end; i < c->void_count; i = end) {
        struct buf line;
        buf_init(&line, 8000);
        buf_add_str(&line, "not beside ");
        for (end = i; end < c->void_count && !strcmp(c->voids[end].why, c->voids[i].why); end++)
            buf_printf(
                &line, "%s%s", end > i ? ", " : "", pack->concepts[c->voids[end].concept].id);
        buf_printf(&line, ": %s", c->voids[i].why);
        buf_printf(out, "%*s", (int)indent, "");
        print_wrapped(out, buf_str(&line), indent, indent);
        buf_clear(&line);
    }
}

static void print_criterion(
    const struct pack *pack, const struct criterion *c, size_t widest, struct buf *out)
{
    size_t indent = widest + 14;
    buf_printf(out, "  %-*s  %-8s  ", (int)widest, c->id, need_words[c->need]);
    print_wrapped(out, c->title, indent, indent);
    buf_printf(out, "%*s%s, at least %s%s\n", (int)indent, "", place_words(c->about),
        strength_name(c->grade), c->existing ? " (how things stand counts)" : "");
    if (strcmp(c->missing, c->title) != 0) {
        buf_printf(out, "%*smissing: ", (int)indent, "");
        print_wrapped(out, c->missing, indent + 9, indent + 9);
    }
    print_voids(pack, c, indent, out);
}

static void print_criteria(const struct pack *pack, const struct requirement *r, struct buf *out)
{
    size_t widest = 0;
    for (uint32_t i = 0; i < r->criterion_count; i++)
        if (strlen(r->criteria[i].id) > widest)
            widest = strlen(r->criteria[i].id);
    buf_add_str(out, "\nCriteria\n");
    for (uint32_t i = 0; i < r->criterion_count; i++)
        print_criterion(pack, &r->criteria[i], widest, out);
}

static uint32_t count_need(const struct requirement *r, enum need need)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->criterion_count; i++)
        n += r->criteria[i].need == need;
    return n;
}

/* "met: all 2 required criteria and 1 of the 3 optional ones, or ..." */
static void print_met(const struct requirement *r, struct buf *out)
{
    uint32_t required = count_need(r, NEED_REQUIRED), optional = count_need(r, NEED_OPTIONAL);
    struct buf line;
    buf_init(&line, 4000);
    if (required)
        buf_printf(&line, "%s%u required criteri%s", required > 1 ? "all " : "the ", required,
            required > 1 ? "a" : "on");
    if (r->met_optional && r->met_optional != RULES_NONE)
        buf_printf(&line, "%s%u of the %u optional ones", required ? " and " : "", r->met_optional,
            optional);
    for (uint32_t i = 0; i < r->road_count; i++) {
        buf_add_str(&line, line.len ? "; or " : "");
        for (uint32_t k = 0; k < r->roads[i].count; k++)
            buf_printf(&line, "%s%s", k ? " and " : "", r->criteria[r->roads[i].criteria[k]].id);
    }
    buf_add_str(out, "\nOutcome\n  met      ");
    print_wrapped(out, buf_str(&line), 11, 11);
    buf_clear(&line);
}

static void print_partial(const struct requirement *r, struct buf *out)
{
    struct buf line;
    buf_init(&line, 4000);
    buf_printf(&line, "%u criteri%s%s, for %g of the weight", r->partial,
        r->partial == 1 ? "on" : "a", r->weak_partial ? ", also below its grade" : "",
        r->partial_credit);
    buf_add_str(out, "  partial  ");
    print_wrapped(out, buf_str(&line), 11, 11);
    buf_clear(&line);
    if (r->system_partial)
        buf_add_str(out, "  at most partial where only the STP, ICS or a joint plan says it\n");
    for (uint32_t i = 0; i < r->criterion_count; i++)
        if (r->criteria[i].need == NEED_GATE)
            buf_printf(out, "  not met without %s\n", r->criteria[i].id);
}

static void print_caps(const struct requirement *r, struct buf *out)
{
    for (uint32_t i = 0; i < r->cap_count; i++) {
        const struct cap *c = &r->caps[i];
        struct buf line;
        buf_init(&line, 4000);
        buf_printf(&line, "%s %s %s", c->outcome == PA_PARTIAL ? "at most partial" : "not met",
            c->without ? "without" : "with", r->criteria[c->criterion].id);
        for (uint32_t k = 0; k < c->unless_count; k++)
            buf_printf(
                &line, "%s%s", k ? " or " : ", unless there is ", r->criteria[c->unless[k]].id);
        buf_printf(&line, ": %s", c->why);
        buf_add_str(out, "  ");
        print_wrapped(out, buf_str(&line), 4, 2);
        buf_clear(&line);
    }
}

static void print_defect_caps(const struct defect_cap *caps, uint32_t count, struct buf *out)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct defect_cap *c = &caps[i];
        struct buf line;
        buf_init(&line, 4000);
        buf_printf(&line, "%s where what it rests on has %s%s%s%s: %s",
            c->outcome == PA_MET       ? "no less"
            : c->outcome == PA_PARTIAL ? "at most partial"
                                       : "not met",
            defect_cap_name(c), c->severity < 3 ? " of severity " : "",
            c->severity < 3 ? severity_words[c->severity] : "",
            c->severity < 3 && c->severity ? " or more" : "", c->why);
        buf_add_str(out, "  ");
        print_wrapped(out, buf_str(&line), 4, 2);
        buf_clear(&line);
    }
}

void pack_print_requirement(const struct pack *pack, uint32_t requirement, struct buf *out)
{
    const struct requirement *r = &pack->requirements[requirement];
    buf_printf(out, "%s: %s\n%s, weight %g, domain %s\n", r->id, r->title, level_name(r->level),
        r->weight, pack->domains[r->domain].title);
    if (r->statement)
        print_paragraph(out, r->statement);
    print_source(pack, r, out);
    print_topic(pack, r, out);
    print_criteria(pack, r, out);
    print_met(r, out);
    print_partial(r, out);
    print_caps(r, out);
    print_defect_caps(r->defect_caps, r->defect_cap_count, out);
    print_defect_caps(pack->defect_caps, pack->defect_cap_count, out);
    if (!r->recommendation)
        return;
    buf_add_str(out, "\nRecommendation\n  ");
    print_wrapped(out, r->recommendation, 2, 2);
}
