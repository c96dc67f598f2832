/* The organisations of a plan and which of them is its own: the one given by the caller, or the
 * first commissioner named in the title and the front matter, or the one named most often. The
 * second half of the pass says of every sentence who speaks in it. */
#include <string.h>
#include <strings.h>

#include "analyse/orgs.h"
#include "analyse/passes.h"

#define FRONT_SIZE 3000 /* bytes of front matter */

static bool is_open(const struct doc_block *b)
{
    return !(b->marks & (DOC_FURNITURE | DOC_BOILERPLATE | DOC_HIDDEN | DOC_CONTENTS));
}

static void collect(struct orgs *o, struct word_list *l)
{
    struct doc *doc = o->doc;
    for (size_t i = 0; i < doc->blocks.n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (!is_open(b))
            continue;
        words_between(doc, b->at, b->end, l);
        orgs_find(o, l->v, l->n, true);
    }
}

static uint32_t front_end(const struct doc *doc)
{
    for (size_t i = 0; i < doc->blocks.n; i++)
        if (is_open(&doc->blocks.v[i]))
            return doc->blocks.v[i].at + FRONT_SIZE;
    return FRONT_SIZE;
}

/* A plan of several organisations names them side by side in its title. */
static bool own_from_title(struct orgs *o, struct word_list *l)
{
    struct doc *doc = o->doc;
    bool found = false;
    if (!doc->title)
        return false;
    /* The title is read where it stands in the text, so that offsets mean something. */
    const char *at = strstr(doc->text ? doc->text : "", doc->title);
    if (!at)
        return false;
    uint32_t begin = (uint32_t)(at - doc->text);
    words_between(doc, begin, begin + (uint32_t)strlen(doc->title), l);
    orgs_find(o, l->v, l->n, true);
    for (size_t i = 0; i < o->found.n; i++) {
        uint32_t org = o->found.v[i].org;
        if (org < doc->orgs.n && doc->orgs.v[org].kind == DOC_ORG_COMMISSIONER) {
            orgs_own(o, org);
            found = true;
        }
    }
    return found;
}

static bool own_from_front(struct orgs *o, enum doc_org_kind kind)
{
    const struct doc *doc = o->doc;
    uint32_t end = front_end(doc), best = DOC_NONE;
    for (uint32_t i = 0; i < doc->orgs.n; i++)
        if (doc->orgs.v[i].kind == kind && doc->orgs.v[i].at < end &&
            (best == DOC_NONE || doc->orgs.v[i].at < doc->orgs.v[best].at))
            best = i;
    if (best != DOC_NONE)
        orgs_own(o, best);
    return best != DOC_NONE;
}

static void own_from_counts(struct orgs *o)
{
    const struct doc *doc = o->doc;
    uint32_t best = DOC_NONE;
    for (uint32_t i = 0; i < doc->orgs.n; i++)
        if (doc->orgs.v[i].kind == DOC_ORG_COMMISSIONER &&
            (best == DOC_NONE || doc->orgs.v[i].count > doc->orgs.v[best].count))
            best = i;
    if (best != DOC_NONE)
        orgs_own(o, best);
}

/* "East and North Herts CCG" is "East & North Hertfordshire CCG": word by word the same or the
 * beginning of the other's word. */
static bool same_place(const char *a, size_t n, const char *b, size_t m)
{
    size_t i = 0, k = 0;
    while (i < n && k < m) {
        size_t x = 0, y = 0, same = 0;
        while (i + x < n && a[i + x] != ' ')
            x++;
        while (k + y < m && b[k + y] != ' ')
            y++;
        while (same < x && same < y && a[i + same] == b[k + same])
            same++;
        /* "Herts" for Hertfordshire: a short form may end in an s of its own. */
        if (same < x && same < y && (same < 4 || (x - same > 1 && y - same > 1)))
            return false;
        if (x != y && same < 4)
            return false;
        i += x + (i + x < n);
        k += y + (k + y < m);
    }
    return i >= n && k >= m;
}

/* Other spellings of the own name, and the board's own system, are own too. */
static bool is_short_for(
    const struct doc *doc, const char *s, size_t n, const char *place, size_t m)
{
    char folded[128];
    for (size_t i = 0; i < doc->abbreviations.n; i++) {
        const struct doc_abbreviation *a = &doc->abbreviations.v[i];
        size_t len = strlen(a->short_form);
        if (len != n || strncasecmp(a->short_form, s, n) != 0)
            continue;
        len = orgs_fold(a->long_form, strlen(a->long_form), folded, sizeof folded);
        return len == m && !memcmp(folded, place, m);
    }
    return false;
}

static void own_variants(struct orgs *o)
{
    struct doc *doc = o->doc;
    char own[128], other[128];
    size_t n = 0;
    for (size_t i = 0; i < doc->orgs.n && !n; i++)
        if (doc->orgs.v[i].own)
            n = orgs_fold(doc->orgs.v[i].name, strlen(doc->orgs.v[i].name), own, sizeof own);
    for (uint32_t i = 0; n && i < doc->orgs.n; i++) {
        struct doc_org *x = &doc->orgs.v[i];
        size_t m = orgs_fold(x->name, strlen(x->name), other, sizeof other);
        bool kind =
            x->kind == DOC_ORG_COMMISSIONER || (x->kind == DOC_ORG_SYSTEM && o->own_is_board);
        if (!x->own && kind &&
            (same_place(own, n, other, m) || is_short_for(doc, other, m, own, n)))
            x->own = true;
    }
}

void organisations_run(struct doc *doc)
{
    struct orgs o;
    struct word_list l = {0};
    const char *given = NULL;
    for (size_t i = 0; i < doc->orgs.n && !given; i++)
        if (doc->orgs.v[i].own && doc->orgs.v[i].at == DOC_NONE)
            given = doc->orgs.v[i].name;
    doc->orgs.n = 0;
    orgs_begin(&o, doc);
    if (given) {
        uint32_t i = orgs_index(&o, given, strlen(given), DOC_ORG_COMMISSIONER, DOC_NONE, true);
        if (i != DOC_NONE)
            orgs_own(&o, i);
    }
    collect(&o, &l);
    if (!given && !own_from_title(&o, &l) && !own_from_front(&o, DOC_ORG_COMMISSIONER))
        own_from_counts(&o);
    own_variants(&o);
    orgs_merge(&o);
    orgs_learn(&o);
    owners_assign(&o);
    orgs_end(&o);
}
