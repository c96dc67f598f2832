/* See grade.h. What decides, in this order: marks of the block (contents, web site...), heading,
 * question, who speaks, recital, negation, placeholder; then the strength by the cues of the
 * clause, of the sentence's other clauses, of the lead-in, of the row's status cell, of the
 * section's time; unmarked text is planned. */
#include "assess/grade.h"

#include <string.h>

#include "base/limits.h"
#include <strings.h>

static const char *const cue_ids[CUES] = {
    [CUE_COMMITTED] = "cue.committed",
    [CUE_PLANNED] = "cue.planned",
    [CUE_ASPIRATIONAL] = "cue.aspirational",
    [CUE_EXISTING] = "cue.existing",
    [CUE_PAST] = "cue.past",
    [CUE_NEGATION] = "cue.negation",
    [CUE_RECITAL] = "cue.recital",
    [CUE_OTHERS] = "cue.others",
    [CUE_CONDITION] = "cue.condition",
    [CUE_PLACEHOLDER] = "cue.placeholder",
    [CUE_OPEN] = "cue.open",
    [CUE_NEED] = "cue.need",
    [CUE_DONE_STATUS] = "cue.done-status",
};

void grader_init(struct grader *g, struct arena *arena, const struct units *units,
    struct scan *scan, const struct pack *pack)
{
    *g = (struct grader){.doc = units->doc, .scan = scan, .units = units};
    g->grades = arena_array(arena, units->clause_count + 1, sizeof *g->grades);
    for (int c = 0; c < CUES; c++) {
        g->first_cue[c] = arena_array(arena, units->clause_count + 1, sizeof **g->first_cue);
        memset(g->first_cue[c], 0xff, (units->clause_count + 1) * sizeof **g->first_cue);
        uint32_t concept = pack_concept(pack, cue_ids[c]);
        if (concept == RULES_NONE)
            continue;
        g->cues[c] = scan_hits(scan, concept);
        for (uint32_t i = g->cues[c].n; i-- > 0;)
            g->first_cue[c][units->clause[g->cues[c].v[i].first]] = i;
    }
}

void grader_copy(struct grader *g, struct arena *arena, const struct grader *from)
{
    *g = *from;
    g->grades = arena_array(arena, from->units->clause_count + 1, sizeof *g->grades);
}

static const struct hit *cue_in(const struct grader *g, enum cue cue, uint32_t clause)
{
    uint32_t i = g->first_cue[cue][clause];
    return i == DOC_NONE ? NULL : &g->cues[cue].v[i];
}

static const struct hit *take(struct grade *out, const struct hit *cue)
{
    if (cue) {
        out->cue_at = cue->at;
        out->cue_end = cue->end;
    }
    return cue;
}

static enum void_reason mark_reason(unsigned marks)
{
    static const struct {
        unsigned mark;
        enum void_reason reason;
    } table[] = {{DOC_BOILERPLATE, VOID_BOILERPLATE}, {DOC_CONTENTS, VOID_CONTENTS},
        {DOC_GLOSSARY, VOID_GLOSSARY}, {DOC_FURNITURE, VOID_FURNITURE}, {DOC_HIDDEN, VOID_HIDDEN},
        {DOC_REFERENCES, VOID_REFERENCES}, {DOC_KEYWORDS, VOID_KEYWORDS},
        {DOC_TEMPLATE, VOID_TEMPLATE}, {DOC_PLACEHOLDER, VOID_PLACEHOLDER}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (marks & table[i].mark)
            return table[i].reason;
    return VOID_NOT;
}

/* The clauses of the sentence that a clause belongs to: [*first, *end). Text without full stops can
 * be one sentence of a whole book: then so many on each side. */
static void sentence_clauses(const struct units *u, uint32_t clause, uint32_t *first, uint32_t *end)
{
    uint32_t sentence = u->clauses[clause].sentence;
    *first = clause;
    while (*first > 0 && clause - *first < LIMIT_CLAUSES &&
           u->clauses[*first - 1].sentence == sentence)
        --*first;
    *end = clause + 1;
    while (*end < u->clause_count && *end - clause < LIMIT_CLAUSES &&
           u->clauses[*end].sentence == sentence)
        ++*end;
}

/* A recital, and what is told of others, reaches from its clause on to the end of the sentence, but
 * not into a clause that commits with a will of its own. */
static const struct hit *reaching(const struct grader *g, enum cue cue, uint32_t clause)
{
    uint32_t first, end;
    sentence_clauses(g->units, clause, &first, &end);
    for (uint32_t c = clause + 1; c-- > first;) {
        const struct hit *hit = cue_in(g, cue, c);
        if (hit)
            return hit;
        if (cue_in(g, CUE_COMMITTED, c))
            return NULL;
    }
    return NULL;
}

/* A clause of the sentence that leads into this one, its last: what stands before the list. */
static uint32_t lead_clause(const struct grader *g, uint32_t sentence)
{
    uint32_t lead = g->doc->sentences.v[sentence].lead, first, end;
    if (lead == DOC_NONE)
        return DOC_NONE;
    scan_sentence(g->scan, lead, &first, &end);
    return first < end ? g->units->clause[end - 1] : DOC_NONE;
}

/* Whether the sentence speaks of the plan's own side: "we", "our", "the CCG". */
static bool speaks_for_itself(const struct grader *g, uint32_t sentence)
{
    static const char *const own[] = {"we", "our", "us", "ccg", "icb"};
    uint32_t first, end, count;
    const struct token *tokens = scan_tokens(g->scan, &count);
    scan_sentence(g->scan, sentence, &first, &end);
    for (uint32_t t = first; t < end; t++)
        for (size_t i = 0; i < sizeof own / sizeof *own; i++)
            if (tokens[t].len == strlen(own[i]) &&
                !strncasecmp(g->doc->text + tokens[t].at, own[i], tokens[t].len))
                return true;
    return false;
}

/* A section that tells what is asked nationally recites, but where it says what "we" do. */
static bool section_recites(const struct grader *g, uint32_t sentence)
{
    return g->doc->sections.n &&
           g->doc->sections.v[g->units->section[sentence]].time == DOC_TIME_ASKED &&
           !speaks_for_itself(g, sentence);
}

/* Whether an organisation that is not the plan's own is named in the bytes. */
static bool names_another(const struct doc *doc, uint32_t at, uint32_t end)
{
    for (size_t i = 0; i < doc->orgs.n; i++) {
        const struct doc_org *o = &doc->orgs.v[i];
        size_t len = strlen(o->name);
        if (o->own || o->kind != DOC_ORG_COMMISSIONER || !len)
            continue;
        for (uint32_t p = at; p + len <= end; p++)
            if (!memcmp(doc->text + p, o->name, len))
                return true;
    }
    return false;
}

/* "... from Ashmere CCG, which runs three hubs": the clause tells of the one just named. */
static bool tells_of_another(const struct grader *g, uint32_t clause)
{
    static const char *const relative[] = {"which", "who", "where", "whose"};
    if (!clause || g->units->clauses[clause - 1].sentence != g->units->clauses[clause].sentence)
        return false;
    uint32_t count;
    const struct token *tokens = scan_tokens(g->scan, &count);
    const struct token *head = &tokens[g->units->clauses[clause].first];
    uint32_t before = tokens[g->units->clauses[clause - 1].first].at;
    for (size_t i = 0; i < sizeof relative / sizeof *relative; i++)
        if (head->len == strlen(relative[i]) &&
            !strncasecmp(g->doc->text + head->at, relative[i], head->len))
            return names_another(g->doc, before, head->at);
    return false;
}

static enum void_reason text_reason(struct grader *g, uint32_t clause, struct grade *out)
{
    const struct doc_sentence *s = &g->doc->sentences.v[g->units->clauses[clause].sentence];
    if (s->question)
        return VOID_QUESTION;
    if (s->owner == DOC_OTHER || tells_of_another(g, clause) ||
        take(out, reaching(g, CUE_OTHERS, clause)))
        return VOID_OTHERS;
    if (take(out, reaching(g, CUE_RECITAL, clause)) ||
        section_recites(g, g->units->clauses[clause].sentence))
        return VOID_RECITED;
    if (take(out, cue_in(g, CUE_NEGATION, clause)))
        return VOID_NEGATED;
    if (take(out, cue_in(g, CUE_PLACEHOLDER, clause)))
        return VOID_PLACEHOLDER;
    return VOID_NOT;
}

/* Whether a clause says no more than that it is still open: "TBC", "to follow", "NHSE to advise".
 */
static bool is_open(const struct grader *g, uint32_t clause)
{
    enum { MOST_WORDS = 3 }; /* besides the cue's: "NHS England to advise" */
    static const enum cue cues[] = {CUE_PLACEHOLDER, CUE_OPEN};
    const struct clause *c = &g->units->clauses[clause];
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
        const struct hit *hit = cue_in(g, cues[i], clause);
        if (hit && c->end - c->first <= hit->last - hit->first + 1 + MOST_WORDS)
            return true;
    }
    return false;
}

/* A row that names a thing and leaves most of its other cells open says nothing of it yet. */
static bool is_open_row(const struct grader *g, uint32_t sentence)
{
    const struct units *u = g->units;
    uint32_t open = 0, filled = 0;
    if (g->doc->blocks.v[g->doc->sentences.v[sentence].block].table == DOC_NONE ||
        units_is_head(u, sentence))
        return false;
    for (uint32_t s = u->row[sentence]; s < u->sentence_count && u->row[s] == u->row[sentence];
         s++) {
        uint32_t first, end;
        scan_sentence(g->scan, s, &first, &end);
        if (!g->doc->blocks.v[g->doc->sentences.v[s].block].col || first >= end)
            continue;
        if (is_open(g, u->clause[first]))
            open++;
        else
            filled++;
    }
    return open > filled;
}

/* "Clinical safety: to follow." */
static bool is_open_label(const struct grader *g, uint32_t clause)
{
    const struct units *u = g->units;
    if (clause + 1 >= u->clause_count ||
        u->clauses[clause + 1].sentence != u->clauses[clause].sentence || !is_open(g, clause + 1))
        return false;
    uint32_t count;
    const struct token *t = scan_tokens(g->scan, &count) + u->clauses[clause].end - 1;
    return g->doc->text[t->at + t->len] == ':';
}

/* A condition ("subject to funding") governs all of its sentence. */
static const struct hit *condition_of(const struct grader *g, uint32_t clause)
{
    uint32_t first, end;
    sentence_clauses(g->units, clause, &first, &end);
    for (uint32_t c = first; c < end; c++)
        if (cue_in(g, CUE_CONDITION, c))
            return cue_in(g, CUE_CONDITION, c);
    return NULL;
}

/* The strength that the cues of one clause give; false when it has none. A hedge weighs more than
 * a "will" beside it ("we will explore"); a "will" more than a "currently". */
static bool strength_of(const struct grader *g, uint32_t clause, struct grade *out)
{
    static const struct {
        enum cue cue;
        enum pa_strength strength;
        bool existing;
    } order[] = {{CUE_ASPIRATIONAL, PA_ASPIRATIONAL, false}, {CUE_COMMITTED, PA_COMMITTED, false},
        {CUE_PLANNED, PA_PLANNED, false}, {CUE_NEED, PA_ASPIRATIONAL, false},
        {CUE_EXISTING, PA_MENTIONED, true}, {CUE_PAST, PA_MENTIONED, true}};
    if (take(out, condition_of(g, clause))) {
        out->strength = PA_ASPIRATIONAL;
        out->existing = false;
        return true;
    }
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (!take(out, cue_in(g, order[i].cue, clause)))
            continue;
        out->strength = order[i].strength;
        out->existing = order[i].existing;
        return true;
    }
    return false;
}

static bool strength_of_sentence(const struct grader *g, uint32_t clause, struct grade *out)
{
    uint32_t first, end;
    sentence_clauses(g->units, clause, &first, &end);
    for (uint32_t c = clause; c-- > first;)
        if (strength_of(g, c, out))
            return true;
    for (uint32_t c = clause + 1; c < end; c++)
        if (strength_of(g, c, out))
            return true;
    return false;
}

/* Another cell of the row that says how far it is: "agreed", "complete". */
static bool strength_of_row(const struct grader *g, uint32_t sentence, struct grade *out)
{
    const struct units *u = g->units;
    if (g->doc->blocks.v[g->doc->sentences.v[sentence].block].table == DOC_NONE)
        return false;
    for (uint32_t s = u->row[sentence]; s < u->sentence_count && u->row[s] == u->row[sentence];
         s++) {
        uint32_t first, end;
        scan_sentence(g->scan, s, &first, &end);
        if (first >= end || end - first > 6)
            continue;
        const struct hit *done = cue_in(g, CUE_DONE_STATUS, u->clause[first]);
        if (take(out, done)) {
            out->strength = PA_COMMITTED;
            return true;
        }
        if (s != sentence && strength_of(g, u->clause[first], out))
            return true;
    }
    return false;
}

static void find_strength(struct grader *g, uint32_t clause, struct grade *out)
{
    uint32_t sentence = g->units->clauses[clause].sentence, lead = lead_clause(g, sentence);
    out->strength = PA_PLANNED;
    out->marked = strength_of(g, clause, out) || strength_of_sentence(g, clause, out) ||
                  strength_of_row(g, sentence, out);
    if (!out->marked && lead != DOC_NONE)
        out->marked = strength_of(g, lead, out) || strength_of_sentence(g, lead, out);
    if (out->marked)
        return;
    uint8_t time = g->doc->sections.n ? g->doc->sections.v[g->units->section[sentence]].time : 0;
    if (time == DOC_TIME_PRESENT || time == DOC_TIME_PAST) {
        out->strength = PA_MENTIONED;
        out->existing = true;
    }
}

/* A run-in title that makes a promise of what shall not be ("Nobody left out.") negates nothing of
 * what stands under it. */
static bool is_promise(const struct grader *g, uint32_t lead, const struct grade *above)
{
    static const char *const words[] = {"nobody", "no one", "no-one", "no more"};
    const struct doc_sentence *s = &g->doc->sentences.v[g->units->clauses[lead].sentence];
    if (g->doc->blocks.v[s->block].kind != DOC_HEADING || above->cue_at != s->at)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncasecmp(g->doc->text + s->at, words[i], strlen(words[i])))
            return true;
    return false;
}

static void work_out(struct grader *g, uint32_t clause, struct grade *out)
{
    uint32_t sentence = g->units->clauses[clause].sentence, lead = lead_clause(g, sentence);
    const struct doc_sentence *s = &g->doc->sentences.v[sentence];
    const struct doc_block *b = &g->doc->blocks.v[s->block];
    *out = (struct grade){.known = true, .system = s->owner == DOC_SYSTEM};
    find_strength(g, clause, out);
    out->reason = mark_reason(b->marks);
    if (!out->reason && b->kind == DOC_HEADING)
        out->reason = VOID_HEADING;
    if (!out->reason)
        out->reason = text_reason(g, clause, out);
    if (!out->reason && (is_open_row(g, sentence) || is_open_label(g, clause)))
        out->reason = VOID_PLACEHOLDER;
    if (!out->reason && lead != DOC_NONE) {
        struct grade above = {0};
        enum void_reason r = text_reason(g, lead, &above);
        if (r == VOID_RECITED || r == VOID_OTHERS ||
            (r == VOID_NEGATED && !is_promise(g, lead, &above))) {
            out->reason = r;
            out->cue_at = above.cue_at;
            out->cue_end = above.cue_end;
        }
    }
}

/* Whether a negation does not touch the words [first, last]: they say it themselves ("no practice
 * has it yet" is a baseline of none), or it negates only what follows it ("closed without a
 * visit", "176 doctors, excluding locums"). */
static bool negates_other(
    const struct grader *g, const struct hit *cue, uint32_t first, uint32_t last)
{
    static const char *const ahead[] = {"without", "excluding"};
    if (cue->first >= first && cue->last <= last)
        return cue->first == first || cue->last == last; /* else it stands in a gap of the phrase */
    for (size_t i = 0; cue->first > last && i < sizeof ahead / sizeof *ahead; i++)
        if (cue->end - cue->at >= strlen(ahead[i]) &&
            !strncasecmp(g->doc->text + cue->at, ahead[i], strlen(ahead[i])))
            return true;
    return false;
}

/* Whether the clause's own negations all leave the words [first, last] alone. */
static bool only_others_negated(
    const struct grader *g, uint32_t clause, uint32_t first, uint32_t last)
{
    const struct hits *cues = &g->cues[CUE_NEGATION];
    uint32_t i = g->first_cue[CUE_NEGATION][clause];
    if (i == DOC_NONE)
        return false;
    for (; i < cues->n && g->units->clause[cues->v[i].first] == clause; i++)
        if (!negates_other(g, &cues->v[i], first, last))
            return false;
    return true;
}

struct grade grader_at(struct grader *g, uint32_t first, uint32_t last)
{
    uint32_t clause = g->units->clause[first];
    struct grade *known = &g->grades[clause];
    if (!known->known)
        work_out(g, clause, known);
    struct grade out = *known;
    if (out.reason == VOID_NEGATED && only_others_negated(g, clause, first, last)) {
        out.reason = cue_in(g, CUE_PLACEHOLDER, clause) ? VOID_PLACEHOLDER : VOID_NOT;
        take(&out, cue_in(g, CUE_PLACEHOLDER, clause));
    }
    return out;
}
