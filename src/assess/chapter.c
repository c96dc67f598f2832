/* See chapter.h. Authors head a section in words of their own ("Opening for longer") and then name
 * its matter now and then only. Which domain a section belongs to is counted: one that is named in
 * half of its blocks, and twice as often as any other. A part of a section that is too short to
 * tell belongs where the whole does. */
#include "assess/chapter.h"

enum {
    OWN_BLOCKS = 3,  /* so many blocks of the section name the domain */
    OWN_SHARE = 2,   /* and at least one block in so many */
    OWN_LEAD = 2,    /* and so many times as many as name the next domain */
    TELLING_SIZE = 6 /* a part with more blocks than this speaks for itself */
};

#define NO_DOMAIN UINT32_MAX

struct chapters {
    struct evaluation *e;
    uint8_t **levels;
    uint32_t domains;
    uint8_t *names;  /* block * domains + domain: the block names a topic of the domain */
    uint8_t *named;  /* by block: it names any topic */
    uint32_t *owner; /* by section: its domain, or NO_DOMAIN */
};

static void mark_named(struct chapters *c, const uint8_t *levels, uint32_t domain)
{
    const struct doc *doc = c->e->doc;
    for (uint32_t s = 0; s < c->e->units.sentence_count; s++) {
        if (levels[s] != TOPIC_SENTENCE)
            continue;
        uint32_t block = doc->sentences.v[s].block;
        c->names[(size_t)block * c->domains + domain] = 1;
        c->named[block] = 1;
    }
}

static bool is_read(const struct chapters *c, uint32_t block)
{
    return c->e->units.block_first[block] != DOC_NONE &&
           !(c->e->doc->blocks.v[block].marks & DOC_NEVER_EVIDENCE);
}

/* The domain that owns the section by its own blocks, and how many blocks it has. */
static uint32_t own_domain(const struct chapters *c, uint32_t section, uint32_t *blocks)
{
    const struct doc_section *s = &c->e->doc->sections.v[section];
    uint32_t best = 0, most = 0, next = 0;
    *blocks = 0;
    for (uint32_t b = s->first_block; b < s->end_block; b++)
        *blocks += is_read(c, b);
    for (uint32_t d = 0; d < c->domains; d++) {
        uint32_t n = 0;
        for (uint32_t b = s->first_block; b < s->end_block; b++)
            n += is_read(c, b) && c->names[(size_t)b * c->domains + d];
        if (n > most) {
            next = most;
            most = n;
            best = d;
        } else if (n > next)
            next = n;
    }
    bool owns = most >= OWN_BLOCKS && most * OWN_SHARE >= *blocks && most >= next * OWN_LEAD;
    return owns ? best : NO_DOMAIN;
}

/* Sections stand after those that they are part of. */
static void find_owners(struct chapters *c)
{
    const struct doc *doc = c->e->doc;
    for (uint32_t s = 0; s < doc->sections.n; s++) {
        uint32_t blocks;
        c->owner[s] = s ? own_domain(c, s, &blocks) : NO_DOMAIN;
        if (s && c->owner[s] == NO_DOMAIN && blocks <= TELLING_SIZE &&
            doc->sections.v[s].parent < s)
            c->owner[s] = c->owner[doc->sections.v[s].parent];
    }
}

static void lend_block(const struct chapters *c, uint32_t block, uint32_t domain)
{
    const struct evaluation *e = c->e;
    for (uint32_t q = 0; q < e->pack->requirement_count; q++) {
        if (!c->levels[q] || e->pack->requirements[q].domain != domain)
            continue;
        uint32_t s = e->units.block_first[block];
        for (; s < e->units.sentence_count && e->doc->sentences.v[s].block == block; s++)
            if (c->levels[q][s] != TOPIC_BARRED && c->levels[q][s] < TOPIC_NEAR &&
                !units_is_head(&e->units, s))
                c->levels[q][s] = TOPIC_NEAR;
    }
}

void chapters_lend(struct evaluation *e, uint8_t **levels)
{
    const struct doc *doc = e->doc;
    uint32_t domains = e->pack->domain_count;
    struct chapters c = {.e = e, .levels = levels, .domains = domains};
    c.names = arena_array(e->arena, (doc->blocks.n + 1) * (size_t)domains, sizeof *c.names);
    c.named = arena_array(e->arena, doc->blocks.n + 1, sizeof *c.named);
    c.owner = arena_array(e->arena, doc->sections.n + 1, sizeof *c.owner);
    for (uint32_t q = 0; q < e->pack->requirement_count; q++)
        if (levels[q])
            mark_named(&c, levels[q], e->pack->requirements[q].domain);
    find_owners(&c);
    for (uint32_t b = 0; b < doc->blocks.n; b++) {
        uint32_t owner = c.owner[doc->blocks.v[b].section];
        if (owner != NO_DOMAIN && !c.named[b] && is_read(&c, b) &&
            doc->blocks.v[b].kind != DOC_HEADING)
            lend_block(&c, b, owner);
    }
}
