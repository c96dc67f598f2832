/* See topic.h. An anchor is a place that names the topic and is not in the contents, the glossary
 * or the web site around the plan. From each anchor the topic spreads: over its row, its sentence's
 * paragraph, the list or table that it introduces, everything under its heading. A heading about
 * one of the topic's look-alikes ends the reach. */
#include "assess/topic.h"

#include <string.h>

enum {
    PARTS_OF_A_PLAN = 3, /* a section of all that follows is the plan when it has so many parts */
    OPENING_BLOCKS = 3   /* and no more than so many blocks stand before it */
};

struct topic {
    struct evaluation *e;
    uint8_t *level; /* by sentence */
    uint32_t table; /* the last one that was raised as a whole: its other heads change nothing */
};

static const struct doc_block *block_of(const struct evaluation *e, uint32_t sentence)
{
    return &e->doc->blocks.v[e->doc->sentences.v[sentence].block];
}

static void raise(struct topic *t, uint32_t sentence, enum topic_level level)
{
    if (t->level[sentence] < level)
        t->level[sentence] = (uint8_t)level;
}

/* Sentences of the blocks [first, end). */
static void raise_blocks(struct topic *t, uint32_t first, uint32_t end, enum topic_level level)
{
    const struct units *u = &t->e->units;
    for (uint32_t b = first; b < end; b++) {
        uint32_t s = u->block_first[b];
        for (; s != DOC_NONE && s < u->sentence_count && t->e->doc->sentences.v[s].block == b; s++)
            raise(t, s, level);
    }
}

/* The rest of the sentence's paragraph; of an overlong block the sentences beside it. */
static void raise_paragraph(struct topic *t, uint32_t sentence)
{
    const struct units *u = &t->e->units;
    uint32_t block = t->e->doc->sentences.v[sentence].block, s = u->block_first[block];
    if (u->overlong[sentence] && s + UNITS_WINDOW < sentence)
        s = sentence - UNITS_WINDOW;
    for (; s < u->sentence_count && t->e->doc->sentences.v[s].block == block; s++) {
        if (!units_near(u, s, sentence))
            break;
        raise(t, s, TOPIC_NEAR);
    }
}

/* The title of a plan, which all of it stands under, says nothing of any part. */
static bool is_whole_plan(const struct doc *doc, uint32_t section)
{
    const struct doc_section *s = &doc->sections.v[section];
    uint32_t parts = 0;
    if (s->end_block != doc->blocks.n || s->first_block > OPENING_BLOCKS)
        return false;
    for (uint32_t i = section + 1; i < doc->sections.n; i++)
        parts += doc->sections.v[i].parent == section;
    return parts >= PARTS_OF_A_PLAN;
}

static void raise_section(struct topic *t, uint32_t section)
{
    const struct doc *doc = t->e->doc;
    const struct doc_section *s = &doc->sections.v[section];
    if (is_whole_plan(doc, section))
        return;
    for (uint32_t b = s->first_block; b < s->end_block; b++)
        raise_blocks(t, b, b + 1, doc->blocks.v[b].section == section ? TOPIC_NEAR : TOPIC_WIDE);
}

static void raise_table(struct topic *t, uint32_t table)
{
    const struct doc_table *d = &t->e->doc->tables.v[table];
    if (t->table == table)
        return;
    t->table = table;
    raise_blocks(t, d->first_block, d->end_block, TOPIC_SENTENCE);
}

static void raise_row(struct topic *t, uint32_t sentence)
{
    const struct units *u = &t->e->units;
    for (uint32_t s = u->row[sentence]; s < u->sentence_count && u->row[s] == u->row[sentence]; s++)
        raise(t, s, TOPIC_SENTENCE);
}

/* The items that a sentence leads into, and theirs. */
static void raise_items(struct topic *t, uint32_t sentence)
{
    const struct units *u = &t->e->units;
    const struct doc_block *b = block_of(t->e, sentence);
    if (!b->list)
        return;
    uint32_t last = u->context_end[sentence];
    for (uint32_t s = sentence + 1;
         s <= last && s < u->sentence_count && block_of(t->e, s)->list == b->list; s++)
        if (units_is_context(u, SCOPE_SENTENCE, sentence, s))
            raise(t, s, TOPIC_SENTENCE);
}

static void raise_caption_table(struct topic *t, uint32_t block)
{
    const struct doc *doc = t->e->doc;
    uint32_t i = t->e->units.caption_of[block];
    for (; i < doc->tables.n && doc->tables.v[i].caption == block; i++)
        raise_table(t, i);
}

static void spread(struct topic *t, const struct match *anchor)
{
    const struct doc_block *b = block_of(t->e, anchor->sentence);
    uint32_t block = t->e->doc->sentences.v[anchor->sentence].block;
    if (b->marks & DOC_NEVER_EVIDENCE)
        return;
    raise(t, anchor->sentence, TOPIC_SENTENCE);
    if (b->kind == DOC_HEADING) {
        /* the title of the plan names what all of it is about, and says nothing of any part */
        if (t->e->units.opens[anchor->sentence])
            raise_section(t, b->section);
    } else if (b->kind == DOC_CAPTION)
        raise_caption_table(t, block);
    else if (b->table != DOC_NONE && units_is_head(&t->e->units, anchor->sentence))
        raise_table(t, b->table);
    else if (b->table != DOC_NONE)
        raise_row(t, anchor->sentence);
    else {
        raise_paragraph(t, anchor->sentence);
        raise_items(t, anchor->sentence);
    }
}

static bool is_all_on_topic(const struct topic *t, const struct doc_table *table)
{
    for (uint32_t b = table->first_block; b < table->end_block; b++) {
        uint32_t s = t->e->units.block_first[b];
        if (s != DOC_NONE && t->level[s] < TOPIC_NEAR)
            return false;
    }
    return true;
}

/* What a row of risks says is feared, or done against it: it is no plan for a topic that it names
 * by the way. Where the whole table stands under the topic, it is the topic's own. */
static void bar_risks(struct topic *t)
{
    const struct doc *doc = t->e->doc;
    const struct units *u = &t->e->units;
    for (uint32_t i = 0; i < doc->tables.n; i++) {
        const struct doc_table *d = &doc->tables.v[i];
        if (d->role != DOC_TABLE_RISKS || is_all_on_topic(t, d))
            continue;
        for (uint32_t b = d->first_block; b < d->end_block; b++) {
            uint32_t s = u->block_first[b];
            for (; s != DOC_NONE && s < u->sentence_count && doc->sentences.v[s].block == b; s++)
                t->level[s] = TOPIC_BARRED;
        }
    }
}

/* "This service will ..." after a paragraph that names the topic goes on about it. */
static bool goes_on(const struct evaluation *e, uint32_t sentence)
{
    static const char *const words[] = {
        "this", "these", "it", "they", "such", "both", "there", "each"};
    uint32_t first, end, count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    scan_sentence(e->scan, sentence, &first, &end);
    if (first >= end)
        return false;
    const char *s = e->doc->text + tokens[first].at;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if (tokens[first].len == len && (s[0] | 0x20) == words[i][0] &&
            !strncmp(s + 1, words[i] + 1, len - 1))
            return true;
    }
    return false;
}

static void carry_on(struct topic *t)
{
    const struct units *u = &t->e->units;
    for (uint32_t s = 1; s < u->sentence_count; s++) {
        bool opens = u->paragraph[s] == s && block_of(t->e, s)->kind == DOC_PARAGRAPH;
        if (!opens || t->level[s] > TOPIC_OFF || u->section[s] != u->section[s - 1])
            continue;
        if (t->level[s - 1] >= TOPIC_NEAR && goes_on(t->e, s))
            raise_blocks(t, t->e->doc->sentences.v[s].block, t->e->doc->sentences.v[s].block + 1,
                TOPIC_WIDE);
    }
}

static bool names_topic(const struct topic *t, uint32_t block)
{
    const struct units *u = &t->e->units;
    uint32_t s = block == DOC_NONE ? DOC_NONE : u->block_first[block];
    for (; s != DOC_NONE && s < u->sentence_count && t->e->doc->sentences.v[s].block == block; s++)
        if (t->level[s] == TOPIC_SENTENCE)
            return true;
    return false;
}

/* Whether a heading between this block and the section that is about a look-alike names the topic:
 * then the nearer heading says what the block is about. */
static bool is_back_on_topic(const struct topic *t, uint32_t block, uint32_t look_alike)
{
    const struct doc *doc = t->e->doc;
    for (uint32_t s = doc->blocks.v[block].section; s && s != look_alike;
         s = doc->sections.v[s].parent)
        if (names_topic(t, doc->sections.v[s].heading))
            return true;
    return false;
}

static void end_reach_in(struct topic *t, uint32_t section)
{
    const struct doc *doc = t->e->doc;
    const struct units *u = &t->e->units;
    for (uint32_t b = doc->sections.v[section].first_block; b < doc->sections.v[section].end_block;
         b++) {
        if (is_back_on_topic(t, b, section))
            continue;
        uint32_t s = u->block_first[b];
        for (; s != DOC_NONE && s < u->sentence_count && doc->sentences.v[s].block == b; s++)
            if (t->level[s] < TOPIC_SENTENCE)
                t->level[s] = TOPIC_BARRED;
    }
}

/* Under a heading about a look-alike only what names the topic itself stays, and what stands under
 * a lower heading that names it. */
static void end_reach(struct topic *t, const struct requirement *r)
{
    const struct doc *doc = t->e->doc;
    for (uint32_t i = 0; i < r->not_about_count; i++) {
        struct hits hits = scan_hits(t->e->scan, r->not_about[i]);
        for (uint32_t h = 0; h < hits.n; h++) {
            uint32_t s = hits.v[h].sentence, block = doc->sentences.v[s].block;
            const struct doc_block *b = &doc->blocks.v[block];
            bool opens = b->kind == DOC_HEADING && doc->sections.v[b->section].heading == block;
            if (opens && t->level[s] != TOPIC_SENTENCE)
                end_reach_in(t, b->section);
        }
    }
}

void topic_levels(struct evaluation *e, const struct requirement *r, uint8_t *level)
{
    struct topic t = {.e = e, .level = level, .table = DOC_NONE};
    memset(level, TOPIC_OFF, e->units.sentence_count);
    struct matches anchors = test_matches(e, &r->about);
    for (uint32_t i = 0; i < anchors.n; i++)
        spread(&t, &anchors.v[i]);
    end_reach(&t, r);
    carry_on(&t);
    bar_risks(&t);
}

enum topic_level topic_needed(enum about about)
{
    switch (about) {
    case ABOUT_WIDE:
        return TOPIC_WIDE;
    case ABOUT_NEAR:
        return TOPIC_NEAR;
    case ABOUT_SENTENCE:
        return TOPIC_SENTENCE;
    case ABOUT_PLAN:
        break;
    }
    return TOPIC_BARRED;
}
