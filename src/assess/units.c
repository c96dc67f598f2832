/* See units.h. Clauses end at semicolons, colons and the words of clause.break, and at a comma
 * before a word that often opens a new statement: what a negation or a hedge governs is a clause.
 */
#include "assess/units.h"

#include <string.h>

enum {
    MOST_SENTENCES = 8,       /* of a paragraph, */
    LONGEST_PARAGRAPH = 1400, /* and its bytes: beyond both it is a page on one line */
    MOST_LEADS = 8,           /* one above the other that are looked at */
    SHORTEST_CLAUSE = 3 /* words; a comma after fewer is an enumeration or an opening phrase */
};

static const struct doc_block *block_of(const struct units *u, uint32_t sentence)
{
    return &u->doc->blocks.v[u->doc->sentences.v[sentence].block];
}

static bool same_row(const struct doc_block *a, const struct doc_block *b)
{
    return a->table != DOC_NONE && a->table == b->table && a->row == b->row;
}

/* Rows: cells stand in row-major order, so a row is a run of sentences. */
static void find_rows(struct units *u)
{
    for (uint32_t s = 0; s < u->sentence_count; s++) {
        bool joined = s > 0 && same_row(block_of(u, s - 1), block_of(u, s));
        u->row[s] = joined ? u->row[s - 1] : s;
    }
}

static void find_paragraphs(struct units *u)
{
    for (uint32_t s = 0; s < u->sentence_count; s++) {
        const struct doc_block *b = block_of(u, s), *before = s ? block_of(u, s - 1) : NULL;
        bool same_list = before && b->list && before->list == b->list;
        bool same_table = before && b->table != DOC_NONE && before->table == b->table;
        u->list[s] = same_list || same_table || before == b ? u->list[s - 1] : s;
        if (b->table != DOC_NONE)
            u->paragraph[s] = u->row[s];
        else
            u->paragraph[s] = same_list || before == b ? u->paragraph[s - 1] : s;
    }
}

/* The title of the whole plan says nothing of any one place in it: its years are no dates. */
static bool is_title(const struct units *u, uint32_t section)
{
    const struct doc *doc = u->doc;
    return section == 1 && doc->sections.n > 2 && !doc->sections.v[1].parent &&
           doc->sections.v[1].level == 1 && doc->sections.v[1].end_block == doc->blocks.n;
}

/* The chapter of a section: its ancestor at the top, the plan's title left out. */
static uint32_t top_section(const struct units *u, uint32_t section)
{
    const struct doc *doc = u->doc;
    uint32_t top = is_title(u, 1) ? 1 : 0;
    while (doc->sections.v[section].parent && doc->sections.v[section].parent != top)
        section = doc->sections.v[section].parent;
    return section;
}

static void find_sections(struct units *u)
{
    for (uint32_t s = 0; s < u->sentence_count; s++) {
        u->section[s] = block_of(u, s)->section;
        u->chapter[s] = top_section(u, u->section[s]);
    }
}

static void find_openings(struct units *u)
{
    for (uint32_t x = (uint32_t)u->doc->sections.n; x-- > 1;) {
        uint32_t block = u->doc->sections.v[x].heading;
        uint32_t s = block == DOC_NONE ? DOC_NONE : u->block_first[block];
        for (; s < u->sentence_count && u->doc->sentences.v[s].block == block; s++)
            u->opens[s] = is_title(u, x) ? 0 : x;
    }
}

static void find_contexts(struct units *u)
{
    for (uint32_t s = 0; s < u->sentence_count; s++) {
        const struct doc_block *b = block_of(u, s);
        uint32_t lead = u->doc->sentences.v[s].lead;
        if (b->kind == DOC_HEADING)
            u->may_be_context[s] |= UNIT_HEADING;
        if (b->row_span > 1 || units_is_head(u, s))
            u->may_be_context[s] |= UNIT_TABLE;
        if (lead != DOC_NONE)
            u->may_be_context[lead] |= UNIT_LEAD;
    }
    for (size_t i = 0; i < u->doc->tables.n; i++) {
        uint32_t block = u->doc->tables.v[i].caption;
        uint32_t s = block == DOC_NONE ? DOC_NONE : u->block_first[block];
        if (block != DOC_NONE && u->caption_of[block] == DOC_NONE)
            u->caption_of[block] = (uint32_t)i;
        for (; s < u->sentence_count && u->doc->sentences.v[s].block == block; s++)
            if (u->may_be_context[s])
                u->may_be_context[s] |= UNIT_TABLE;
    }
}

static void reach_to(struct units *u, uint32_t sentence, uint32_t end)
{
    if (u->context_end[sentence] < end)
        u->context_end[sentence] = end;
}

/* The last sentence that each can be context of: of its table, its section or its list. */
static void find_ends(struct units *u)
{
    const struct doc *doc = u->doc;
    for (uint32_t s = 0; s < u->sentence_count; s++) {
        for (uint32_t lead = doc->sentences.v[s].lead, n = 0; lead != DOC_NONE && n < MOST_LEADS;
             lead = doc->sentences.v[lead].lead, n++)
            reach_to(u, lead, s);
        for (uint32_t x = u->section[s]; x; x = doc->sections.v[x].parent) {
            uint32_t heading = doc->sections.v[x].heading;
            uint32_t h = heading == DOC_NONE ? DOC_NONE : u->block_first[heading];
            for (; h < u->sentence_count && doc->sentences.v[h].block == heading; h++)
                reach_to(u, h, s);
        }
    }
    for (uint32_t s = u->sentence_count; s-- > 0;)
        if (block_of(u, s)->table != DOC_NONE || block_of(u, s)->kind == DOC_CAPTION)
            reach_to(u, s, u->sentence_count);
}

static void find_overlong(struct units *u)
{
    for (uint32_t s = 0, end; s < u->sentence_count; s = end) {
        const struct doc_block *b = block_of(u, s);
        for (end = s + 1; end < u->sentence_count && block_of(u, end) == b;)
            end++;
        bool longer = end - s > MOST_SENTENCES && b->end - b->at > LONGEST_PARAGRAPH;
        for (uint32_t k = s; k < end; k++)
            u->overlong[k] = longer && b->table == DOC_NONE;
    }
}

bool units_near(const struct units *u, uint32_t a, uint32_t b)
{
    if (!u->overlong[a] || !u->overlong[b])
        return true;
    return a > b ? a - b <= UNITS_WINDOW : b - a <= UNITS_WINDOW;
}

static bool opens_clause(const struct doc *doc, const struct token *t)
{
    static const char *const words[] = {"and", "but", "or", "so", "with", "then", "we", "the",
        "this", "it", "they", "there", "no", "not"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == t->len && !strncmp(doc->text + t->at, words[i], t->len))
            return true;
    return false;
}

static void find_clauses(struct units *u, struct arena *arena, struct hits breaks)
{
    uint32_t count, next = 0, n = 0;
    const struct token *tokens = scan_tokens(u->scan, &count);
    u->clause = arena_array(arena, count + 1, sizeof *u->clause);
    u->clauses = arena_array(arena, count + 1, sizeof *u->clauses);
    for (uint32_t t = 0; t < count; t++) {
        while (next < breaks.n && breaks.v[next].first < t)
            next++;
        bool word = next < breaks.n && breaks.v[next].first == t;
        bool fresh = t == 0 || tokens[t].sentence != tokens[t - 1].sentence;
        bool comma = !fresh && (tokens[t].flags & TOKEN_COMMA) &&
                     t - u->clauses[n - 1].first >= SHORTEST_CLAUSE &&
                     opens_clause(u->doc, &tokens[t]);
        if (fresh || comma || word || (tokens[t].flags & TOKEN_BREAK))
            u->clauses[n++] = (struct clause){.first = t, .sentence = tokens[t].sentence};
        u->clause[t] = n - 1;
        u->clauses[n - 1].end = t + 1;
    }
    u->clause_count = n;
}

void units_build(struct units *u, struct arena *arena, const struct doc *doc, struct scan *scan,
    struct hits breaks)
{
    uint32_t n = (uint32_t)doc->sentences.n;
    *u = (struct units){.doc = doc, .scan = scan, .sentence_count = n};
    u->row = arena_array(arena, n + 1, sizeof *u->row);
    u->paragraph = arena_array(arena, n + 1, sizeof *u->paragraph);
    u->list = arena_array(arena, n + 1, sizeof *u->list);
    u->section = arena_array(arena, n + 1, sizeof *u->section);
    u->chapter = arena_array(arena, n + 1, sizeof *u->chapter);
    u->context_end = arena_array(arena, n + 1, sizeof *u->context_end);
    u->opens = arena_array(arena, n + 1, sizeof *u->opens);
    u->overlong = arena_array(arena, n + 1, sizeof *u->overlong);
    u->may_be_context = arena_array(arena, n + 1, sizeof *u->may_be_context);
    u->block_first = arena_array(arena, doc->blocks.n + 1, sizeof *u->block_first);
    memset(u->block_first, 0xff, (doc->blocks.n + 1) * sizeof *u->block_first);
    u->caption_of = arena_array(arena, doc->blocks.n + 1, sizeof *u->caption_of);
    memset(u->caption_of, 0xff, (doc->blocks.n + 1) * sizeof *u->caption_of);
    for (uint32_t s = n; s-- > 0;)
        u->block_first[doc->sentences.v[s].block] = s;
    find_rows(u);
    find_paragraphs(u);
    find_sections(u);
    find_openings(u);
    find_contexts(u);
    find_ends(u);
    find_overlong(u);
    find_clauses(u, arena, breaks);
}

uint32_t units_of(const struct units *u, enum scope scope, uint32_t sentence, uint32_t token)
{
    switch (scope) {
    case SCOPE_CLAUSE:
        return u->clause[token];
    case SCOPE_SENTENCE:
        return u->row[sentence];
    case SCOPE_PARAGRAPH:
        return u->paragraph[sentence];
    case SCOPE_LIST:
        return u->list[sentence];
    case SCOPE_SECTION:
        return u->section[sentence];
    case SCOPE_CHAPTER:
        return u->chapter[sentence];
    case SCOPE_TOPIC:
    case SCOPE_PLAN:
        break;
    }
    return 0;
}

bool units_is_head(const struct units *u, uint32_t sentence)
{
    const struct doc_block *b = block_of(u, sentence);
    if (b->kind == DOC_CAPTION)
        return true;
    return b->table != DOC_NONE && b->row < u->doc->tables.v[b->table].header_rows;
}

static bool is_table_context(
    const struct units *u, const struct doc_block *b, const struct doc_block *o)
{
    if (o->table == DOC_NONE)
        return false;
    const struct doc_table *table = &u->doc->tables.v[o->table];
    if (table->caption != DOC_NONE && b == &u->doc->blocks.v[table->caption])
        return true;
    if (b->table != o->table || b->row == o->row)
        return false;
    if (b->row < table->header_rows)
        return true;
    return b->row_span > 1 && b->row < o->row && o->row < b->row + b->row_span;
}

/* Sections stand after those that hold them. */
static bool is_heading_above(const struct units *u, uint32_t sentence, uint32_t of)
{
    uint32_t opens = u->opens[sentence], x = u->section[of];
    while (x > opens)
        x = u->doc->sections.v[x].parent;
    return opens && x == opens;
}

static bool leads_into(const struct units *u, uint32_t sentence, uint32_t of)
{
    for (uint32_t lead = u->doc->sentences.v[of].lead, depth = 0;
         lead != DOC_NONE && depth < MOST_LEADS; lead = u->doc->sentences.v[lead].lead, depth++)
        if (lead == sentence)
            return true;
    return false;
}

bool units_is_context(const struct units *u, enum scope scope, uint32_t sentence, uint32_t of)
{
    uint8_t can = u->may_be_context[sentence];
    if ((can & UNIT_TABLE) && is_table_context(u, block_of(u, sentence), block_of(u, of)))
        return true;
    return ((can & UNIT_LEAD) && leads_into(u, sentence, of)) ||
           ((can & UNIT_HEADING) && scope >= SCOPE_PARAGRAPH && is_heading_above(u, sentence, of));
}
