/* Who speaks in a sentence. The subject of the sentence decides when an organisation is it; else
 * the head of its table row or column, its lead-in, or the heading above it. "We", "the CCG" and
 * "our practices" are the plan's own, unless they stand below somebody else's heading. */
#include "analyse/orgs.h"

#define SUBJECT_WORDS 12 /* the subject stands among the first words */
#define MAX_COLUMNS   32
#define UNKNOWN       255

struct owners {
    struct orgs *o;
    struct word_list l;
    uint8_t *section;            /* owner of each section's text */
    bool *inherits;              /* its heading does not say so */
    uint32_t settled;            /* the section whose first sentence was seen */
    uint32_t table;              /* the table whose heads are known */
    uint8_t column[MAX_COLUMNS]; /* owners by column head */
    uint8_t row;                 /* owner by row head */
    uint16_t row_index;
};

static uint8_t owner_of(const struct orgs *o, uint32_t org)
{
    if (org == ORG_GENERIC_OWN)
        return DOC_OWN;
    if (org == ORG_GENERIC_SYSTEM)
        return o->own_is_board ? DOC_OWN : DOC_SYSTEM;
    if (org == ORG_NATIONAL)
        return DOC_OTHER;
    const struct doc_org *x = &o->doc->orgs.v[org];
    if (x->own)
        return DOC_OWN;
    return x->kind == DOC_ORG_SYSTEM ? DOC_SYSTEM : DOC_OTHER;
}

static void read_words(struct owners *w, uint32_t at, uint32_t end)
{
    words_between(w->o->doc, at, end, &w->l);
    orgs_find(w->o, w->l.v, w->l.n, false);
}

/* What a heading, a row head or a column head says about whose its text is. Own names win: "the
 * plan for Ashmere within the system" is Ashmere's. */
static uint8_t head_owner(struct owners *w, uint32_t at, uint32_t end)
{
    uint8_t owner = UNKNOWN;
    read_words(w, at, end);
    size_t n = w->l.n;
    for (size_t i = 0; i < w->o->found.n; i++) {
        const struct mention *m = &w->o->found.v[i];
        uint8_t x = owner_of(w->o, m->org);
        if (x == DOC_OWN && m->org != ORG_GENERIC_SYSTEM)
            return DOC_OWN;
        if (m->org == ORG_NATIONAL)
            continue;
        /* "Working with Ashmere Council" is about working. */
        bool part = m->first > 0 && w->l.v[m->first - 1].cls & WORD_JOINER &&
                    !word_is(w->o->doc->text, &w->l.v[m->first - 1], "for") &&
                    !word_is(w->o->doc->text, &w->l.v[m->first - 1], "in") &&
                    !word_is(w->o->doc->text, &w->l.v[m->first - 1], "across");
        bool body = m->org < w->o->doc->orgs.n &&
                    w->o->doc->orgs.v[m->org].kind >= DOC_ORG_PROVIDER &&
                    (m->end - m->first) * 2 < n;
        if (!part && !body && owner == UNKNOWN)
            owner = x;
    }
    return owner;
}

static void section_owners(struct owners *w)
{
    const struct doc *doc = w->o->doc;
    w->section = xcalloc(doc->sections.n + 1, 1);
    w->inherits = xcalloc(doc->sections.n + 1, sizeof *w->inherits);
    for (size_t i = 1; i < doc->sections.n; i++) {
        const struct doc_section *s = &doc->sections.v[i];
        uint8_t up = s->parent < i ? w->section[s->parent] : DOC_OWN, x = UNKNOWN;
        if (s->heading != DOC_NONE)
            x = head_owner(w, doc->blocks.v[s->heading].at, doc->blocks.v[s->heading].end);
        w->section[i] = x == UNKNOWN ? up : x;
        w->inherits[i] = x == UNKNOWN;
    }
}

static bool is_we(const char *text, const struct word *w)
{
    return word_is(text, w, "we") || word_is(text, w, "our") || word_is(text, w, "i");
}

static bool is_preposition(const char *text, const struct word *w)
{
    static const char *const words[] = {"with", "by", "from", "of", "for", "to", "in", "at", "on",
        "across", "within", "through", "via", "between", "under", "against", "into", "over", "and",
        "per", "alongside", "around", "than", "as", "that", "which", "if", "when", "how"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(text, w, words[i]))
            return true;
    return false;
}

static bool is_determiner(const char *text, const struct word *w)
{
    static const char *const words[] = {
        "the", "all", "both", "each", "other", "three", "two", "our", "neighbouring", "nearby"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(text, w, words[i]))
            return true;
    return false;
}

/* Is the mention the object of a preposition ("with Ashmere CCG")? "And" makes it a second subject
 * when a first one stands before. */
static bool is_object(const struct owners *w, const struct mention *m, bool second)
{
    const char *text = w->o->doc->text;
    size_t i = m->first;
    while (i > 0 && is_determiner(text, &w->l.v[i - 1]))
        i--;
    if (i == 0)
        return false;
    const struct word *p = &w->l.v[i - 1];
    if (p->after & (AFTER_COMMA | AFTER_COLON | AFTER_DASH | AFTER_STOP))
        return false;
    return is_preposition(text, p) && !(second && word_is(text, p, "and"));
}

static bool says_we(const struct owners *w)
{
    static const char *const words[] = {"we", "our", "us", "local", "locally", "here"};
    for (size_t i = 0; i < w->l.n; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (word_is(w->o->doc->text, &w->l.v[i], words[k]))
                return true;
    for (size_t i = 0; i < w->o->found.n; i++)
        if (owner_of(w->o, w->o->found.v[i].org) == DOC_OWN)
            return true;
    return false;
}

/* "Nationally 22% of doctors ...": the country is spoken of, and nothing of one's own. */
static bool is_national(const struct owners *w)
{
    return w->l.n && word_is(w->o->doc->text, &w->l.v[0], "nationally") && !says_we(w);
}

/* "In Ashmere, practices ...", "Across Ashmere CCG all practices ...": somebody else's place opens
 * the sentence. */
static bool is_elsewhere(const struct owners *w, const struct mention *m, uint8_t base)
{
    const char *text = w->o->doc->text;
    if (m->first > 2 || owner_of(w->o, m->org) != DOC_OTHER)
        return false;
    if (m->first == 0)
        return true;
    const struct word *p = &w->l.v[m->first - 1];
    if (!word_is(text, p, "in") && !word_is(text, p, "across") && !word_is(text, p, "within"))
        return false;
    return base != DOC_SYSTEM;
}

/* A verb at word `i`: "NHS England has", "wishes", "to"; but not "NHS England funding". */
static bool acts(const struct owners *w, size_t i)
{
    if (i >= w->l.n || w->l.v[i].shape != WORD_LOWER)
        return false;
    const struct word *v = &w->l.v[i];
    const char *last = w->o->doc->text + v->end - 1;
    return v->cls & (WORD_AUX | WORD_VERB) || word_is(w->o->doc->text, v, "to") ||
           (v->end - v->at > 4 && (*last == 's' || (*last == 'd' && last[-1] == 'e')));
}

/* A decision of a national body is about the plan, and so are what it keeps and what it spends
 * here: "NHS England has approved the scheme", "NHS England would retain the contracts". */
static bool decides(const struct owners *w, size_t i)
{
    static const char *const before[] = {
        "has", "have", "had", "now", "already", "formally", "since", "will", "would", "shall"};
    static const char *const verbs[] = {"approved", "confirmed", "agreed", "accepted", "awarded",
        "granted", "endorsed", "assured", "retain", "retains", "keep", "keeps", "remain", "remains",
        "spend", "spends", "spent"};
    const char *text = w->o->doc->text;
    for (size_t skipped = 0; skipped < 3 && i < w->l.n; skipped++, i++) {
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            if (word_is(text, &w->l.v[i], verbs[k]))
                return true;
        bool skip = false;
        for (size_t k = 0; k < sizeof before / sizeof *before; k++)
            skip |= word_is(text, &w->l.v[i], before[k]);
        if (!skip)
            return false;
    }
    return false;
}

static bool speaks_of_itself(const struct owners *w, const struct mention *m)
{
    return m->org != ORG_NATIONAL || (acts(w, m->end) && !decides(w, m->end));
}

/* "Practices in Brackmoor CCG have joined", "The money for Brackmoor CCG is ...": what is of, in or
 * for another commissioner is the subject, and so the sentence is that commissioner's. */
static bool is_of_another(const struct owners *w, const struct mention *m)
{
    static const char *const of[] = {"in", "of", "for", "across"};
    const char *text = w->o->doc->text;
    if (m->first < 2 || m->first > 6 || m->org >= w->o->doc->orgs.n ||
        w->o->doc->orgs.v[m->org].kind != DOC_ORG_COMMISSIONER)
        return false;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (word_is(text, &w->l.v[m->first - 1], of[i]))
            return true;
    return false;
}

static bool is_commissioner(const struct owners *w, const struct mention *m)
{
    return m->org < w->o->doc->orgs.n && w->o->doc->orgs.v[m->org].kind == DOC_ORG_COMMISSIONER;
}

/* What mention `m` says about the subject, UNKNOWN when it is no subject. */
static uint8_t mention_owner(
    const struct owners *w, const struct mention *m, uint8_t base, bool second)
{
    if (m->place || (m->first > 0 && is_elsewhere(w, m, base) && is_commissioner(w, m)))
        return is_elsewhere(w, m, base) && (m->place || !says_we(w)) ? DOC_OTHER : UNKNOWN;
    if (is_of_another(w, m))
        return owner_of(w->o, m->org);
    if (is_object(w, m, second) || !speaks_of_itself(w, m))
        return UNKNOWN;
    return m->org == ORG_GENERIC_OWN && base == DOC_OTHER ? DOC_OTHER : owner_of(w->o, m->org);
}

/* Does the verb stand at word `i`? Then the subject is complete. */
static bool is_verb(const struct owners *w, size_t i, uint8_t owner)
{
    const struct word *v = &w->l.v[i];
    return v->shape == WORD_LOWER &&
           (v->cls & WORD_AUX || (owner != UNKNOWN && !(v->cls & WORD_JOINER)));
}

/* The subject's owner, UNKNOWN when no organisation is the subject. */
static uint8_t subject_owner(const struct owners *w, uint8_t base)
{
    const struct word *v = w->l.v;
    uint8_t owner = UNKNOWN;
    size_t n = w->l.n < SUBJECT_WORDS ? w->l.n : SUBJECT_WORDS, k = 0;
    for (size_t i = 0; i < n; i++) {
        while (k < w->o->found.n && w->o->found.v[k].first < i)
            k++;
        if (k < w->o->found.n && w->o->found.v[k].first == i) {
            uint8_t x = mention_owner(w, &w->o->found.v[k], base, owner != UNKNOWN);
            if (x != UNKNOWN && owner != UNKNOWN && owner != x)
                return DOC_SYSTEM; /* ours and theirs together */
            owner = x != UNKNOWN ? x : owner;
            i = w->o->found.v[k].end - 1;
        } else if (is_we(w->o->doc->text, &v[i]) && (i == 0 || !(v[i - 1].cls & WORD_BOUND))) {
            return owner == UNKNOWN ? base : owner;
        } else if (is_verb(w, i, owner)) {
            break;
        }
    }
    return owner;
}

static void table_heads(struct owners *w, const struct doc_block *b)
{
    const struct doc *doc = w->o->doc;
    const struct doc_table *t = &doc->tables.v[b->table];
    w->table = b->table;
    w->row_index = UINT16_MAX;
    for (size_t i = 0; i < MAX_COLUMNS; i++)
        w->column[i] = UNKNOWN;
    for (uint32_t i = t->first_block; i < t->end_block && doc->blocks.v[i].row == 0; i++) {
        const struct doc_block *c = &doc->blocks.v[i];
        if (c->col > 0 && c->col < MAX_COLUMNS && c->end - c->at < 80)
            w->column[c->col] = head_owner(w, c->at, c->end);
    }
}

/* The owner that the heads of the cell's row and column give it. */
static uint8_t cell_owner(struct owners *w, uint32_t block)
{
    const struct doc *doc = w->o->doc;
    const struct doc_block *b = &doc->blocks.v[block];
    if (w->table != b->table)
        table_heads(w, b);
    if (w->row_index != b->row) {
        w->row_index = b->row;
        w->row = UNKNOWN;
        if (b->col == 0 && b->end - b->at < 80)
            w->row = head_owner(w, b->at, b->end);
    }
    if (w->row != UNKNOWN)
        return w->row;
    return b->row > 0 && b->col < MAX_COLUMNS ? w->column[b->col] : UNKNOWN;
}

/* A cell without a verb is a name or a figure: its heads say whose it is. */
static bool is_bare_cell(const struct owners *w, const struct doc_block *b)
{
    if (b->kind != DOC_CELL)
        return false;
    for (size_t i = 0; i < w->l.n; i++)
        if (w->l.v[i].cls & WORD_AUX && w->l.v[i].shape == WORD_LOWER)
            return false;
    return true;
}

static bool begins_with_they(const struct owners *w)
{
    const char *text = w->o->doc->text;
    return w->l.n && (word_is(text, &w->l.v[0], "they") || word_is(text, &w->l.v[0], "their"));
}

/* Below a heading that only inherits the system, a first sentence that names the own organisation
 * as its subject makes the section its own. */
static void settle_section(struct owners *w, uint32_t section, uint8_t subject)
{
    if (w->settled == section || section >= w->o->doc->sections.n)
        return;
    w->settled = section;
    bool named =
        w->o->found.n && w->o->found.v[0].org < w->o->doc->orgs.n && !w->o->found.v[0].place;
    if (subject == DOC_OWN && named && w->inherits[section])
        w->section[section] = DOC_OWN;
}

/* "Across the footprint each group will ...", "At STP level ...": what opens so is said of the
 * system, unless the subject is somebody else. */
static bool opens_with_system(const struct owners *w)
{
    static const char *const before[] = {"across", "throughout", "within", "at"};
    const char *text = w->o->doc->text;
    const struct word *v = w->l.v;
    bool opens = false;
    if (w->o->own_is_board || w->l.n < 4)
        return false;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        opens |= word_is(text, &v[0], before[i]);
    if (!opens)
        return false;
    size_t k = 1 + word_is(text, &v[1], "the");
    bool stp = word_is(text, &v[k], "stp") || word_is(text, &v[k], "system");
    if (word_is(text, &v[k + stp], "footprint"))
        return true;
    return stp && (k == 2 || word_is(text, &v[k + 1], "level"));
}

static uint8_t sentence_owner(struct owners *w, size_t i)
{
    const struct doc *doc = w->o->doc;
    const struct doc_sentence *s = &doc->sentences.v[i];
    const struct doc_block *b = &doc->blocks.v[s->block];
    uint8_t base = b->section < doc->sections.n ? w->section[b->section] : DOC_OWN;
    if (b->marks & (DOC_FURNITURE | DOC_BOILERPLATE))
        return base;
    if (s->lead != DOC_NONE && s->lead < i)
        base = doc->sentences.v[s->lead].owner;
    uint8_t head = b->table != DOC_NONE ? cell_owner(w, s->block) : UNKNOWN;
    if (head != UNKNOWN)
        base = head;
    read_words(w, s->at, s->end);
    uint8_t subject = is_bare_cell(w, b) ? UNKNOWN : subject_owner(w, base);
    if (subject == UNKNOWN && b->kind != DOC_CELL && is_national(w))
        subject = DOC_OTHER;
    if (b->kind == DOC_PARAGRAPH)
        settle_section(w, b->section, subject);
    if (subject == UNKNOWN && i > 0 && begins_with_they(w) && s[-1].block == s->block)
        subject = s[-1].owner;
    if (subject == UNKNOWN && base == DOC_OWN && opens_with_system(w))
        return DOC_SYSTEM;
    return subject == UNKNOWN ? base : subject;
}

void owners_assign(struct orgs *o)
{
    struct owners w = {.o = o, .table = DOC_NONE, .settled = DOC_NONE};
    section_owners(&w);
    for (size_t i = 0; i < o->doc->sentences.n; i++)
        o->doc->sentences.v[i].owner = sentence_owner(&w, i);
    xfree(w.section);
    xfree(w.inherits);
}
