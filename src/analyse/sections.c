/* The section tree: every heading opens a section that lasts to the next one of its level or above.
 * What a section is about in time is read from its heading and inherited: a chapter "Where we are
 * now" tells how things stand, whatever its sentences say. */
#include <string.h>

#include "analyse/passes.h"
#include "analyse/words.h"

#define MAX_OPEN 32

static const char *const present[] = {"where we are", "where are we", "current", "currently",
    "as is", "baseline", "today", "at present", "at a glance", "existing", "our population",
    "local picture", "starting point", "status quo", "profile of"};
static const char *const past[] = {"achievements", "progress to date", "progress so far", "so far",
    "what we have done", "last year", "lessons learned", "lessons learnt", "background", "history",
    "previous", "looking back", "journey to date"};
static const char *const future[] = {"where we want to be", "future", "vision", "next steps",
    "our plan", "plans", "the plan for", "ambition", "what we will do", "going forward",
    "trajectory", "milestones", "timetable", "roadmap", "road map", "to be"};

static const char *const asked[] = {"national expectation", "national expectations",
    "national requirement", "national requirements", "national policy", "national context",
    "national guidance", "policy context", "national ask", "core requirements", "what is required",
    "what is expected", "what we are asked", "guidance requirements"};
/* Such a heading names what is asked only to say how it is answered. */
static const char *const answered[] = {"alignment", "aligned", "aligning", "fit with",
    "our response", "how we meet", "contribution to"};

struct phrases {
    const char *const *list;
    size_t n;
    uint8_t time;
};

/* The phrase must stand between words' edges. */
static bool has_phrase(const char *s, size_t len, const char *phrase)
{
    size_t want = strlen(phrase);
    for (const char *p = s, *hit; (hit = text_find(p, len - (size_t)(p - s), phrase));
         p = hit + 1) {
        const char *after = hit + want;
        bool left = hit == s || !((hit[-1] | 32) >= 'a' && (hit[-1] | 32) <= 'z');
        bool right = after >= s + len || !((*after | 32) >= 'a' && (*after | 32) <= 'z');
        if (left && right)
            return true;
    }
    return false;
}

static uint8_t section_time(const struct doc *doc, const struct doc_block *b)
{
    const struct phrases all[] = {
        {asked, sizeof asked / sizeof *asked, DOC_TIME_ASKED},
        {future, sizeof future / sizeof *future, DOC_TIME_FUTURE},
        {present, sizeof present / sizeof *present, DOC_TIME_PRESENT},
        {past, sizeof past / sizeof *past, DOC_TIME_PAST},
    };
    size_t len = b->end - b->at < 200 ? b->end - b->at : 200;
    bool answer = false;
    for (size_t i = 0; i < sizeof answered / sizeof *answered; i++)
        answer = answer || has_phrase(doc->text + b->at, len, answered[i]);
    for (size_t i = answer; i < sizeof all / sizeof *all; i++)
        for (size_t k = 0; k < all[i].n; k++)
            if (has_phrase(doc->text + b->at, len, all[i].list[k]))
                return all[i].time;
    return DOC_TIME_ANY;
}

struct open {
    uint32_t section[MAX_OPEN];
    unsigned n;
};

static void close_from(struct doc *doc, struct open *o, unsigned keep, uint32_t block)
{
    while (o->n > keep)
        doc->sections.v[o->section[--o->n]].end_block = block;
}

/* The number a heading begins with ("2.3"): its length, 0 when there is none. */
static uint32_t number_length(const struct doc *doc, uint32_t block)
{
    const struct doc_block *b = &doc->blocks.v[block];
    uint32_t n = 0;
    while (b->at + n < b->end && n < 12 && strchr("0123456789.", doc->text[b->at + n]))
        n++;
    while (n && doc->text[b->at + n - 1] == '.')
        n--;
    return n;
}

/* Section 2.3 is no part of chapter 1, whatever became of the heading of chapter 2. */
static bool numbers_disagree(const struct doc *doc, uint32_t open, uint32_t inner)
{
    if (open == DOC_NONE)
        return false;
    uint32_t n = number_length(doc, open), m = number_length(doc, inner);
    const char *a = doc->text + doc->blocks.v[open].at, *b = doc->text + doc->blocks.v[inner].at;
    return n > 0 && m > 0 && !(m > n && !memcmp(a, b, n) && b[n] == '.');
}

static void open_section(struct doc *doc, struct open *o, uint32_t i)
{
    const struct doc_block *b = &doc->blocks.v[i];
    /* A run-in head is below whatever real heading is open. */
    unsigned keep = o->n;
    bool run_in = b->run_in;
    unsigned level = b->level ? b->level : 1;
    while (keep > 1) {
        const struct doc_section *s = &doc->sections.v[o->section[keep - 1]];
        bool same = s->heading != DOC_NONE && doc->blocks.v[s->heading].run_in;
        if (run_in ? !same : !same && s->level < level && !numbers_disagree(doc, s->heading, i))
            break;
        keep--;
    }
    if (keep >= MAX_OPEN)
        keep = MAX_OPEN - 1;
    close_from(doc, o, keep, i);
    uint32_t parent = o->section[o->n - 1];
    if (run_in)
        level = doc->sections.v[parent].level + 1u;
    struct doc_section s = {.heading = i,
        .parent = parent,
        .level = (uint8_t)(level < 255 ? level : 255),
        .first_block = i};
    s.time = section_time(doc, b);
    if (s.time == DOC_TIME_ANY)
        s.time = doc->sections.v[parent].time;
    o->section[o->n++] = (uint32_t)doc->sections.n;
    VEC_PUSH(&doc->sections, s);
}

/* Behind the plan's end nothing belongs to its sections. */
static uint32_t plan_end(const struct doc *doc)
{
    uint32_t n = (uint32_t)doc->blocks.n;
    while (n > 0 && doc->blocks.v[n - 1].marks & DOC_BOILERPLATE)
        n--;
    return n;
}

/* Marks that later passes give by section (glossary, references) do not undo a heading. */
static bool is_heading(const struct doc_block *b)
{
    return b->kind == DOC_HEADING && b->table == DOC_NONE &&
           !(b->marks & (DOC_FURNITURE | DOC_CONTENTS | DOC_BOILERPLATE | DOC_HIDDEN));
}

void sections_run(struct doc *doc)
{
    struct open o = {{0}, 1};
    struct doc_section whole = {.heading = DOC_NONE};
    uint32_t end = plan_end(doc);
    doc->sections.n = 0;
    VEC_PUSH(&doc->sections, whole);
    for (uint32_t i = 0; i < doc->blocks.n; i++) {
        struct doc_block *b = &doc->blocks.v[i];
        if (i == end)
            close_from(doc, &o, 1, i);
        if (is_heading(b))
            open_section(doc, &o, i);
        b->section = o.section[o.n - 1];
    }
    close_from(doc, &o, 0, (uint32_t)doc->blocks.n);
}
