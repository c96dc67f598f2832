/* defect.broken-reference: figures, tables, appendices, sections, pages and attachments that the
 * plan points at and does not hold, or that are something else. What exists is read from captions,
 * headings and the beginnings of lines; what belongs to another document is left alone. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "defects/inspect.h"

/* Something with a label and a number: "Figure 15". */
struct labelled {
    uint32_t word;   /* of the label */
    uint32_t number; /* hash of the number */
    uint8_t label;
};

struct register_of {
    struct inspection *n;
    VEC(struct labelled) defined, referred;
    VEC(uint32_t) sections; /* hashes of the numbers of headings */
    uint32_t attached;      /* place of the first attachment that is spoken of */
    uint32_t appendices;
};

static bool is_number(const struct inspection *n, uint32_t i)
{
    if (i >= n->words.n)
        return false;
    const struct word *w = &n->words.v[i];
    uint32_t len = w->end - w->at;
    if (w->shape == SHAPE_NUMBER)
        return len <= 6;
    char c = n->doc->text[w->at];
    return (w->shape == SHAPE_MIXED && len <= 3) ||
           (len == 1 && c >= 'A' && c <= 'Z' &&
               !(c == 'A' && inspect_byte(n, w->end) == ' ' && inspect_byte(n, w->end + 1) >= 'a'));
}

/* Annex and appendix are one: authors mix them. */
static uint8_t label_of(const struct word *w)
{
    return w->info == LABEL_ANNEX ? LABEL_APPENDIX : w->info;
}

/* The beginning of a block; in unmarked text also of a line that follows a full one. */
static bool begins_line(const struct inspection *n, uint32_t at, const struct doc_block *b)
{
    while (at > b->at && strchr(" #*|>", n->doc->text[at - 1]))
        at--;
    if (at == b->at)
        return true;
    return !inspect_marked(n) && n->doc->text[at - 1] == '\n' &&
           strchr("\n.:", inspect_byte(n, at - 2));
}

/* ---- what exists ---- */

static bool is_definition(const struct inspection *n, uint32_t i, const struct doc_block *b)
{
    const struct word *w = &n->words.v[i], *number = &n->words.v[i + 1];
    if (inspect_byte(n, number->end) == ':' || b->kind == DOC_CAPTION)
        return true;
    if (!begins_line(n, w->at, b))
        return false;
    /* "Table 3 shows" begins a sentence and defines nothing */
    const struct word *next = i + 2 < n->words.n ? &n->words.v[i + 2] : NULL;
    return b->kind == DOC_HEADING || !next || next->at >= b->end || next->shape != SHAPE_LOWER;
}

static void define_section(struct register_of *r, const struct doc_block *b)
{
    uint32_t i = wording_from(&r->n->words, b->at);
    if (i < r->n->words.n && r->n->words.v[i].at < b->end && is_number(r->n, i))
        VEC_PUSH(&r->sections, r->n->words.v[i].hash);
}

static void sort_labels(struct register_of *r, const struct doc_block *b, uint32_t i)
{
    struct inspection *n = r->n;
    const struct word *w = &n->words.v[i];
    bool number = is_number(n, i + 1) && n->words.v[i + 1].at - w->end <= 2 &&
                  n->words.v[i + 1].at < b->end; /* not the figure of the next cell */
    uint8_t label = label_of(w);
    if (label == LABEL_ATTACHED || label == LABEL_BELOW)
        return;
    if (!number) {
        r->appendices += label == LABEL_APPENDIX && b->kind == DOC_HEADING;
        return;
    }
    struct labelled l = {i, n->words.v[i + 1].hash, label};
    if (label < LABEL_SECTION && is_definition(n, i, b)) {
        VEC_PUSH(&r->defined, l);
        r->appendices += label == LABEL_APPENDIX;
    } else if (block_speaks(b)) {
        VEC_PUSH(&r->referred, l);
    }
}

static bool is_defined(const struct register_of *r, const struct labelled *l)
{
    for (size_t i = 0; i < r->defined.n; i++)
        if (r->defined.v[i].label == l->label && r->defined.v[i].number == l->number)
            return true;
    return false;
}

/* ---- references ---- */

/* "Appendix 2 of the guidance", "page 3 of the Forward View": another document's. */
static bool is_elsewhere(const struct inspection *n, uint32_t number)
{
    uint32_t k = number + 1;
    if (inspect_is(n, k, "of") || inspect_is(n, k, "to") || inspect_is(n, k, "in"))
        return !inspect_is(n, k + 1, "this") && !inspect_is(n, k + 2, "plan");
    return inspect_is(n, k, "agreement") || inspect_is(n, k, "agreements") ||
           inspect_is(n, k, "funding") || inspect_is(n, k, "doctors");
}

static uint32_t count_label(const struct register_of *r, uint8_t label)
{
    uint32_t count = 0;
    for (size_t i = 0; i < r->defined.n; i++)
        count += r->defined.v[i].label == label;
    return count;
}

static void missing(struct register_of *r, const struct labelled *l)
{
    struct inspection *n = r->n;
    const struct word *w = &n->words.v[l->word], *number = &n->words.v[l->word + 1];
    struct finding_place p = inspect_place(n, w->at);
    const char *name = inspect_text(n, w->at, number->end, 40);
    uint32_t others = count_label(r, l->label);
    if (l->label == LABEL_APPENDIX)
        inspect_report(n, NULL, p.at, p.end,
            "%s is referred to and %s; check that it is part of what was sent", name,
            others ? "is not among the appendices" : "the plan holds no appendix");
    else
        inspect_report(n, others ? NULL : "low", p.at, p.end,
            "%s is referred to and does not exist; check the number", name);
}

/* How many of the words before the reference stand in a caption too. */
static uint32_t shared(
    const struct inspection *n, uint32_t reference, uint32_t caption, uint32_t end)
{
    uint32_t count = 0;
    for (uint32_t i = reference; i-- > 0 && reference - i <= 6;) {
        const struct word *w = &n->words.v[i];
        if (w->cls & (CLASS_SMALL | CLASS_LABEL) || w->at + 90 < n->words.v[reference].at)
            continue;
        for (uint32_t k = caption + 2; k < end; k++)
            if (n->words.v[k].stem == w->stem) {
                count++;
                break;
            }
    }
    return count;
}

static uint32_t caption_end(const struct inspection *n, uint32_t word)
{
    const struct doc_block *b = &n->doc->blocks.v[doc_block_at(n->doc, n->words.v[word].at)];
    uint32_t end = wording_from(&n->words, b->end);
    return end > word + 14 ? word + 14 : end;
}

/* "the Governance Structure (see figure 15)", where figure 18 is the governance structure. */
static void mistaken(struct register_of *r, const struct labelled *l)
{
    struct inspection *n = r->n;
    const struct labelled *own = NULL, *better = NULL;
    if (l->word < 2 || inspect_byte(n, n->words.v[l->word - 1].at - 1) != '(')
        return;
    for (size_t i = 0; i < r->defined.n; i++) {
        const struct labelled *d = &r->defined.v[i];
        if (d->label != l->label)
            continue;
        uint32_t words = shared(n, l->word - 1, d->word, caption_end(n, d->word));
        if (d->number == l->number && words == 0)
            own = d;
        else if (d->number == l->number)
            return;
        else if (words >= 2)
            better = d;
    }
    if (!own || !better)
        return;
    const struct word *w = &n->words.v[l->word], *b = &n->words.v[better->word];
    struct finding_place p = inspect_place(n, w->at);
    inspect_report(n, NULL, p.at, p.end,
        "%s is something else (\"%s\"); what is spoken of looks like %s",
        inspect_text(n, w->at, n->words.v[l->word + 1].end, 40),
        inspect_text(
            n, n->words.v[own->word].at, n->words.v[caption_end(n, own->word) - 1].end, 80),
        inspect_text(n, b->at, n->words.v[better->word + 1].end, 40));
    inspect_relate(n, n->words.v[own->word].at, n->words.v[caption_end(n, own->word) - 1].end);
    inspect_relate(n, b->at, n->words.v[caption_end(n, better->word) - 1].end);
}

static void check_section(struct register_of *r, const struct labelled *l)
{
    struct inspection *n = r->n;
    const struct word *w = &n->words.v[l->word], *number = &n->words.v[l->word + 1];
    bool dotted = memchr(n->doc->text + number->at, '.', number->end - number->at);
    if (number->shape != SHAPE_NUMBER || r->sections.n < 4 || !inspect_marked(n) ||
        (!dotted && number->end - number->at > 1))
        return;
    for (size_t i = 0; i < r->sections.n; i++)
        if (r->sections.v[i] == l->number)
            return;
    struct finding_place p = inspect_place(n, w->at);
    inspect_report(n, NULL, p.at, p.end,
        "%s is referred to, and no heading has that number; check the number",
        inspect_text(n, w->at, number->end, 40));
}

static void check_page(struct register_of *r, const struct labelled *l)
{
    struct inspection *n = r->n;
    const struct word *w = &n->words.v[l->word], *number = &n->words.v[l->word + 1];
    uint32_t page = (uint32_t)strtoul(n->doc->text + number->at, NULL, 10), last = 0;
    if (!n->doc->has_pages || number->shape != SHAPE_NUMBER || number->end - number->at > 4)
        return;
    if (!inspect_is(n, l->word - 1, "on") && !inspect_is(n, l->word - 1, "see") &&
        !inspect_is(n, l->word - 1, "at"))
        return;
    for (size_t i = 0; i < n->doc->pages.n; i++)
        last = n->doc->pages.v[i].number > last ? n->doc->pages.v[i].number : last;
    last = n->doc->pages.n > last ? (uint32_t)n->doc->pages.n : last;
    if (page <= last)
        return;
    struct finding_place p = inspect_place(n, w->at);
    inspect_report(n, NULL, p.at, p.end,
        "page %u is referred to, but the plan has %u pages; check the reference", page, last);
}

/* ---- references without a number ---- */

/* "the attached delivery plan", "the attachment to this plan". */
static void check_attached(struct register_of *r, uint32_t i)
{
    static const char *const documents[] = {"delivery", "plan", "plans", "document", "template",
        "spreadsheet", "schedule", "report", "map", "letter", "paper", "strategy", "trajectory",
        "risk", "action", "local", "milestone"};
    struct inspection *n = r->n;
    bool meant = inspect_is(n, i, "attachment") && inspect_is(n, i - 1, "the");
    if (inspect_is(n, i, "appended"))
        meant = inspect_is(n, i - 1, "is") || inspect_is(n, i - 1, "are");
    for (size_t k = 0; k < sizeof documents / sizeof *documents && !meant; k++)
        meant = inspect_is(n, i, "attached") && inspect_is(n, i + 1, documents[k]);
    if (!meant || r->appendices)
        return;
    struct finding_place p = inspect_place(n, n->words.v[i].at);
    if (r->attached != DOC_NONE) {
        inspect_relate(n, p.at, p.end);
        return;
    }
    r->attached = p.at;
    inspect_report(n, "low", p.at, p.end,
        "something is said to be attached, and nothing in the file is; check that it was sent");
}

/* "covered in section with key milestones": the number is missing. */
static void check_numberless(struct register_of *r, uint32_t i)
{
    struct inspection *n = r->n;
    const struct word *w = &n->words.v[i];
    bool open = inspect_is(n, i + 1, "with") || inspect_is(n, i + 1, "and") ||
                inspect_byte(n, w->end) == '.' || inspect_byte(n, w->end) == ',';
    if (w->info != LABEL_SECTION || w->shape != SHAPE_LOWER || !open || i == 0 ||
        !inspect_is(n, i - 1, "in") || inspect_is(n, i - 2, "cover"))
        return;
    struct finding_place p = inspect_place(n, w->at);
    inspect_report(n, NULL, p.at, p.end,
        "a section is referred to without its number; say which section is meant");
}

/* "as given in the description below", at the end of a section. */
static void check_below(struct register_of *r, uint32_t i)
{
    static const char *const things[] = {"description", "list", "table", "details", "box"};
    struct inspection *n = r->n;
    bool thing = false;
    for (size_t k = 0; k < sizeof things / sizeof *things && i > 0; k++)
        thing = thing || inspect_is(n, i - 1, things[k]);
    uint32_t k = doc_block_at(n->doc, n->words.v[i].at);
    if (!thing || k == DOC_NONE)
        return;
    const struct doc_block *b = &n->doc->blocks.v[k];
    const struct doc_section *s = &n->doc->sections.v[b->section];
    uint32_t rest = b->end > n->words.v[i].end + 60 || b->kind != DOC_PARAGRAPH;
    for (uint32_t j = k + 1; j < s->end_block && !rest; j++)
        rest = n->doc->blocks.v[j].kind != DOC_HEADING || n->doc->blocks.v[j].run_in;
    if (rest || b->section == 0)
        return;
    struct finding_place p = inspect_place(n, n->words.v[i].at);
    inspect_report(n, NULL, p.at, p.end,
        "a %s below is referred to, and its section ends here; put it in or take the reference out",
        inspect_text(n, n->words.v[i - 1].at, n->words.v[i - 1].end, 20));
}

/* Links that lead nowhere: "[see the film](#)". */
static void check_links(struct inspection *n)
{
    const char *text = n->doc->text, *p = text;
    while (text && (p = strstr(p, "](#)")) != NULL) {
        struct finding_place place = inspect_place(n, (uint32_t)(p - text));
        inspect_report(n, "low", place.at, place.end, "a link leads nowhere; give its address");
        p += 4;
    }
}

static void walk(
    struct register_of *r, void (*visit)(struct register_of *, const struct doc_block *, uint32_t))
{
    const struct doc *d = r->n->doc;
    uint32_t i = 0;
    for (size_t k = 0; k < d->blocks.n; k++) {
        const struct doc_block *b = &d->blocks.v[k];
        if (b->marks & (DOC_CONTENTS | DOC_FURNITURE | DOC_BOILERPLATE | DOC_HIDDEN))
            continue;
        while (i < r->n->words.n && r->n->words.v[i].at < b->at)
            i++;
        for (; i < r->n->words.n && r->n->words.v[i].at < b->end; i++)
            if (r->n->words.v[i].cls & CLASS_LABEL)
                visit(r, b, i);
    }
}

static void visit_plain(struct register_of *r, const struct doc_block *b, uint32_t i)
{
    const struct word *w = &r->n->words.v[i];
    if (!block_speaks(b))
        return;
    if (w->info == LABEL_ATTACHED)
        check_attached(r, i);
    else if (w->info == LABEL_BELOW)
        check_below(r, i);
    else if (!is_number(r->n, i + 1))
        check_numberless(r, i);
}

static void visit_referred(struct register_of *r)
{
    for (size_t i = 0; i < r->referred.n; i++) {
        const struct labelled *l = &r->referred.v[i];
        if (!inspect_spend(r->n, r->defined.n * 20))
            return;
        if (is_elsewhere(r->n, l->word + 1))
            continue;
        if (l->label == LABEL_SECTION)
            check_section(r, l);
        else if (l->label == LABEL_PAGE)
            check_page(r, l);
        else if (!is_defined(r, l))
            missing(r, l);
        else
            mistaken(r, l);
    }
}

void references_run(struct inspection *n)
{
    struct register_of r = {.n = n, .attached = DOC_NONE};
    for (size_t k = 0; k < n->doc->blocks.n; k++)
        if (n->doc->blocks.v[k].kind == DOC_HEADING && !(n->doc->blocks.v[k].marks & DOC_CONTENTS))
            define_section(&r, &n->doc->blocks.v[k]);
    walk(&r, sort_labels);
    walk(&r, visit_plain);
    visit_referred(&r);
    check_links(n);
    xfree(r.defined.v);
    xfree(r.referred.v);
    xfree(r.sections.v);
}
