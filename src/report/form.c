/* See form.h. The questions are the criteria of a requirement, as an assessor would ask them. */
#include "report/form.h"

#include "doc/doc.h"

static const struct form_format formats[] = {
    {"markdown", ".md", form_markdown},
    {"docx", ".docx", form_docx},
    {"odt", ".odt", form_odt},
    {"json", ".json", form_json},
};

const struct form_format *form_format_at(size_t i)
{
    return i < sizeof formats / sizeof *formats ? &formats[i] : NULL;
}

static void add(struct form *f, enum form_kind kind, const char *text)
{
    struct form_piece p = {.kind = kind, .text = text};
    VEC_PUSH(&f->pieces, p);
}

#define GUIDANCE(f, arena, ...)                                                                    \
    add(f, FORM_GUIDANCE, arena_printf(arena, DOC_TEMPLATE_MARK " " __VA_ARGS__))

static bool has_test(const struct test *t, enum test_kind kind, uint32_t count)
{
    if (t->kind == kind && t->count >= count)
        return true;
    for (uint32_t i = 0; i < t->child_count; i++)
        if (has_test(&t->children[i], kind, count))
            return true;
    return false;
}

/* The columns of the table that the requirement calls for; NULL: for none. */
static const char *const *columns_of(const struct requirement *q)
{
    static const char *const series[] = {"Date", "Figure", "Where it comes from", NULL};
    static const char *const actions[] = {"Action", "Owner", "By when", "How it is measured", NULL};
    bool many = false;
    for (uint32_t i = 0; i < q->criterion_count; i++) {
        if (has_test(&q->criteria[i].test, TEST_SERIES, 0))
            return series;
        many |= has_test(&q->criteria[i].test, TEST_COUNT, 3);
    }
    return many ? actions : NULL;
}

static void add_questions(struct form *f, struct arena *arena, const struct requirement *q)
{
    static const char *const needs[] = {[NEED_REQUIRED] = "needed",
        [NEED_OPTIONAL] = "one of several that help",
        [NEED_GATE] = "without it nothing else counts"};
    for (uint32_t i = 0; i < q->criterion_count; i++) {
        const struct criterion *c = &q->criteria[i];
        if (c->need != NEED_NOTE)
            GUIDANCE(f, arena, "The assessor asks: where does the plan show %s? (%s)", c->missing,
                needs[c->need]);
    }
}

static void add_requirement(struct form *f, struct arena *arena, const struct requirement *q)
{
    add(f, FORM_REQUIREMENT, q->title ? q->title : q->id);
    GUIDANCE(f, arena, "%s (%s, %s)", q->statement ? q->statement : q->title, q->id,
        level_name(q->level));
    add_questions(f, arena, q);
    const char *const *columns = columns_of(q);
    if (!columns)
        return;
    GUIDANCE(f, arena, "Fill in the table, or put your own in its place.");
    add(f, FORM_TABLE, NULL);
    f->pieces.v[f->pieces.n - 1].columns = columns;
}

void form_build(struct form *f, struct arena *arena, const struct pack *pack)
{
    *f = (struct form){.pack = pack};
    add(f, FORM_TITLE, pack->title);
    GUIDANCE(f, arena,
        "Pack: %s %s. Give the plan your own title, and name your organisation, the "
        "version and the date below it.",
        pack->id, pack->version);
    GUIDANCE(f, arena,
        "Write under each heading what you will do, who will do it, by when and with "
        "what money. Delete the paragraphs that begin with this mark: they are never counted.");
    for (uint32_t d = 0; d < pack->domain_count; d++) {
        const struct domain *domain = &pack->domains[d];
        if (!domain->count)
            continue;
        add(f, FORM_DOMAIN, domain->title ? domain->title : domain->id);
        for (uint32_t i = domain->first; i < domain->first + domain->count; i++)
            add_requirement(f, arena, &pack->requirements[i]);
    }
}
