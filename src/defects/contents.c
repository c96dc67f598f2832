/* defect.missing-section: what the contents list and the body does not hold, gaps and doubles in
 * numbers, headings with nothing below them, and a text that breaks off. Titles are compared by
 * their words, so that a shortened entry still finds its section. */
#include <string.h>

#include "base/limits.h"
#include "defects/inspect.h"

enum { TITLE_WORDS = 24, RUN_WORDS = 25 };

/* A title without its number and page. */
struct title {
    struct span words;      /* of the title itself */
    uint32_t block, number; /* hash of the number, 0: none */
    uint32_t major;         /* 9 of "9.6"; 0: none */
};

struct titles_of {
    struct inspection *n;
    VEC(struct title) headings, entries;
};

static uint32_t leading_number(const struct inspection *n, const struct word *w)
{
    uint32_t value = 0;
    for (uint32_t i = w->at; i < w->end && is_figure(n->doc->text[i]) && value < 1000; i++)
        value = value * 10 + (uint32_t)(n->doc->text[i] - '0');
    return value;
}

static struct title title_of(const struct inspection *n, uint32_t block)
{
    const struct doc_block *b = &n->doc->blocks.v[block];
    struct title t = {.words = inspect_words(n, b->at, b->end), .block = block};
    if (t.words.first == t.words.end)
        return t;
    const struct word *first = &n->words.v[t.words.first];
    bool dot = inspect_byte(n, first->end) == '.' ||
               memchr(n->doc->text + first->at, '.', first->end - first->at);
    /* "30 minutes more" is a title that begins with a number */
    if (first->shape == SHAPE_NUMBER && first->end - first->at <= 6 &&
        (dot || first->end - first->at <= 2)) {
        t.number = first->hash;
        t.major = memchr(n->doc->text + first->at, '.', first->end - first->at)
                      ? 0
                      : leading_number(n, first);
        t.words.first++;
    }
    while (t.words.end > t.words.first + 1 && (n->words.v[t.words.end - 1].shape == SHAPE_NUMBER ||
                                                  inspect_is(n, t.words.end - 1, "page")))
        t.words.end--; /* its page */
    return t;
}

static uint32_t count_content(const struct inspection *n, struct span s)
{
    uint32_t count = 0;
    for (uint32_t i = s.first; i < s.end; i++)
        count += !(n->words.v[i].cls & CLASS_SMALL);
    return count;
}

/* Words of `a` that stand in `b` too, small words left out. */
static uint32_t common_words(const struct inspection *n, struct span a, struct span b)
{
    uint32_t count = 0;
    for (uint32_t i = a.first; i < a.end; i++)
        for (uint32_t k = b.first; k < b.end && !(n->words.v[i].cls & CLASS_SMALL); k++)
            if (n->words.v[i].stem == n->words.v[k].stem) {
                count++;
                break;
            }
    return count;
}

static bool same_words(const struct inspection *n, struct span a, struct span b)
{
    if (a.end - a.first != b.end - b.first)
        return false;
    for (uint32_t i = 0; i < a.end - a.first; i++)
        if (n->words.v[a.first + i].stem != n->words.v[b.first + i].stem)
            return false;
    return true;
}

/* The same section under a shorter or longer title. */
static bool alike(const struct inspection *n, const struct title *a, const struct title *b)
{
    if (same_words(n, a->words, b->words))
        return true;
    uint32_t x = count_content(n, a->words), y = count_content(n, b->words);
    uint32_t less = x < y ? x : y, common = common_words(n, a->words, b->words);
    if (a->number && a->number == b->number)
        return common * 3 >= less;
    return less > 0 && common == less && (x <= y + 3 && y <= x + 3);
}

static bool has_heading(const struct titles_of *t, const struct title *entry)
{
    if (!inspect_spend(t->n, t->headings.n * 10))
        return true;
    for (size_t i = 0; i < t->headings.n; i++)
        if (alike(t->n, entry, &t->headings.v[i]))
            return true;
    return false;
}

/* Do the words of the entry stand together anywhere in the body? */
static bool in_body(const struct inspection *n, const struct title *entry)
{
    uint32_t len = entry->words.end - entry->words.first;
    if (!inspect_spend(n, n->words.n))
        return true;
    for (uint32_t i = 0; i + len <= n->words.n; i++) {
        uint32_t k = 0;
        while (k < len && n->words.v[i + k].stem == n->words.v[entry->words.first + k].stem)
            k++;
        if (k < len || i == entry->words.first)
            continue;
        uint32_t block = doc_block_at(n->doc, n->words.v[i].at);
        if (block != DOC_NONE && block != entry->block && block_speaks(&n->doc->blocks.v[block]))
            return true;
    }
    return false;
}

/* ---- contents ---- */

static bool is_contents_name(const struct inspection *n, const struct title *t)
{
    uint32_t len = t->words.end - t->words.first;
    return len == 0 ||
           (len <= 3 && (inspect_is(n, t->words.first, "contents") ||
                            inspect_is(n, t->words.end - 1, "contents"))) ||
           (len == 1 &&
               (inspect_is(n, t->words.first, "section") || inspect_is(n, t->words.first, "page") ||
                   inspect_is(n, t->words.first, "title"))) ||
           (len <= 3 && inspect_is(n, t->words.first, "in") &&
               inspect_is(n, t->words.first + 1, "this"));
}

/* A list whose items are mostly headings of the plan is a list of contents, whatever it is called.
 */
static void add_list_contents(struct titles_of *t)
{
    const struct doc *d = t->n->doc;
    for (size_t i = 0; i < d->blocks.n && i < 80; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        if (b->kind != DOC_LIST_ITEM || !b->list || b->marks & DOC_CONTENTS)
            continue;
        size_t end = i, known = 0;
        while (end < d->blocks.n && d->blocks.v[end].list == b->list && end - i < LIMIT_CONTENTS) {
            struct title item = title_of(t->n, (uint32_t)end);
            known += has_heading(t, &item);
            end++;
        }
        if (end - i >= 5 && known * 10 >= (end - i) * 7 && known < end - i)
            for (size_t k = i; k < end; k++)
                VEC_PUSH(&t->entries, title_of(t->n, (uint32_t)k));
        i = end - 1;
    }
}

static void collect(struct titles_of *t)
{
    const struct doc *d = t->n->doc;
    for (size_t i = 0;
         i < d->blocks.n && t->headings.n < LIMIT_CONTENTS && t->entries.n < LIMIT_CONTENTS; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        if (b->marks & DOC_CONTENTS) {
            struct title e = title_of(t->n, (uint32_t)i);
            if (b->kind != DOC_HEADING && e.words.end - e.words.first <= TITLE_WORDS)
                VEC_PUSH(&t->entries, e);
        } else if (b->kind == DOC_HEADING || b->kind == DOC_CAPTION || b->run_in) {
            VEC_PUSH(&t->headings, title_of(t->n, (uint32_t)i));
        }
    }
}

static void check_entries(struct titles_of *t)
{
    struct inspection *n = t->n;
    uint32_t found = 0;
    for (size_t i = 0; i < t->entries.n; i++)
        found += has_heading(t, &t->entries.v[i]);
    for (size_t i = 0; i < t->entries.n; i++) {
        const struct title *e = &t->entries.v[i];
        if (is_contents_name(n, e) || count_content(n, e->words) == 0 || has_heading(t, e) ||
            found * 2 < t->entries.n)
            continue;
        /* a heading that was not seen as one still stands in the body */
        if (!inspect_marked(n) && in_body(n, e))
            continue;
        const struct doc_block *b = &n->doc->blocks.v[e->block];
        inspect_report(n, NULL, b->at, b->end,
            "\"%s\" is in the contents, and the plan has no such section; put it in, or mend the "
            "contents",
            inspect_text(n, n->words.v[e->words.first].at, n->words.v[e->words.end - 1].end, 100));
    }
}

/* ---- contents that run together in damaged text ---- */

static bool speaks_at(const struct inspection *n, uint32_t word)
{
    uint32_t block = doc_block_at(n->doc, n->words.v[word].at);
    return block != DOC_NONE && block_speaks(&n->doc->blocks.v[block]);
}

/* Pairs of words of the body, as bits by their hash: now and then one is taken for known that is
 * not, and a title that is missing may go unseen. */
enum { PAIR_BITS = 1 << 19 };

static uint32_t pair_bit(const struct word *w)
{
    uint32_t h = w[0].hash * 31 + w[1].hash;
    return (h ^ h >> 13) & (PAIR_BITS - 1);
}

static uint8_t *body_pairs(const struct inspection *n)
{
    uint8_t *bits = xcalloc(PAIR_BITS / 8, 1);
    uint32_t i = 0;
    for (size_t k = 0; k < n->doc->blocks.n; k++) {
        const struct doc_block *b = &n->doc->blocks.v[k];
        while (i < n->words.n && n->words.v[i].at < b->at)
            i++;
        for (; i + 1 < n->words.n && n->words.v[i].at < b->end; i++)
            if (block_speaks(b))
                bits[pair_bit(&n->words.v[i]) / 8] |= (uint8_t)(1u << pair_bit(&n->words.v[i]) % 8);
    }
    return bits;
}

/* Does the body use the word as part of a title or a name? Twice at most: hardly. */
static bool is_rare(const struct inspection *n, uint32_t i)
{
    uint32_t count = 0;
    if (!inspect_spend(n, n->words.n))
        return false;
    for (uint32_t k = 0; k < n->words.n && count <= 2; k++)
        count += n->words.v[k].hash == n->words.v[i].hash && n->words.v[k].shape != SHAPE_LOWER &&
                 speaks_at(n, k);
    return count <= 2;
}

/* Where two titles meet, two words follow each other that never do in the body. Three such pairs
 * in a row are a title that the body does not hold. */
static void check_run(struct inspection *n, const uint8_t *pairs, const struct doc_block *b)
{
    struct span s = inspect_words(n, b->at, b->end);
    uint32_t from = 0, to = 0, row = 0;
    for (uint32_t i = s.first; i + 1 < s.end; i++) {
        const struct word *w = &n->words.v[i];
        bool title = w[0].shape != SHAPE_NUMBER && w[1].shape != SHAPE_NUMBER &&
                     w[0].shape != SHAPE_LOWER && w[1].shape != SHAPE_LOWER;
        row = title && !(pairs[pair_bit(w) / 8] >> pair_bit(w) % 8 & 1) ? row + 1 : 0;
        bool last = i + 2 == s.end && row == 2;
        if ((row < 3 && !last) || (!is_rare(n, i) && !is_rare(n, i - (last ? 0 : 1))))
            continue;
        from = to ? from : i - (last ? 0 : 1);
        to = last ? s.end : i + 1;
    }
    if (to)
        inspect_report(n, NULL, n->words.v[from].at, n->words.v[to - 1].end,
            "these titles are in the contents, and the body does not hold them: \"%s\"",
            inspect_text(n, n->words.v[from].at, n->words.v[to - 1].end, 160));
}

static void check_runs(struct inspection *n)
{
    uint8_t *pairs = NULL;
    for (size_t i = 0; i < n->doc->blocks.n; i++) {
        const struct doc_block *b = &n->doc->blocks.v[i];
        struct span s = inspect_words(n, b->at, b->end);
        if (!(b->marks & DOC_CONTENTS) || s.end - s.first <= RUN_WORDS)
            continue;
        pairs = pairs ? pairs : body_pairs(n);
        check_run(n, pairs, b);
    }
    xfree(pairs);
}

/* ---- numbers ---- */

static void check_gaps(struct titles_of *t)
{
    struct inspection *n = t->n;
    uint32_t last = 0, seen = 0;
    const struct title *previous = NULL;
    for (size_t i = 0; i < t->headings.n; i++) {
        const struct title *h = &t->headings.v[i];
        const struct doc_block *b = &n->doc->blocks.v[h->block];
        if (b->kind != DOC_HEADING || !h->major || h->major > 40)
            continue;
        if (previous && seen >= 3 && h->major == last + 2) {
            bool listed = false;
            for (size_t k = 0; k < t->entries.n; k++)
                listed = listed || t->entries.v[k].major == last + 1;
            if (!listed) {
                const struct doc_block *p = &n->doc->blocks.v[previous->block];
                inspect_report(n, NULL, b->at, b->end,
                    "the sections go from %u to %u; check what became of section %u", last,
                    h->major, last + 1);
                inspect_relate(n, p->at, p->end);
            }
        }
        seen++;
        last = h->major;
        previous = h;
    }
}

/* Two captions with one number and different words. */
static void check_doubles(struct titles_of *t)
{
    struct inspection *n = t->n;
    for (size_t i = 0; i < t->headings.n; i++)
        for (size_t k = i + 1; k < t->headings.n && k < i + 200; k++) {
            const struct doc_block *a = &n->doc->blocks.v[t->headings.v[i].block],
                                   *b = &n->doc->blocks.v[t->headings.v[k].block];
            uint32_t x = t->headings.v[i].words.first, y = t->headings.v[k].words.first;
            if (a->kind != DOC_CAPTION || b->kind != DOC_CAPTION || x + 2 >= n->words.n ||
                y + 2 >= n->words.n || !(n->words.v[x].cls & CLASS_LABEL) ||
                n->words.v[x].hash != n->words.v[y].hash ||
                n->words.v[x + 1].hash != n->words.v[y + 1].hash ||
                n->words.v[x + 2].hash == n->words.v[y + 2].hash)
                continue;
            inspect_report(n, "low", b->at, b->end, "two captions have the number of %s",
                inspect_text(n, n->words.v[x].at, n->words.v[x + 1].end, 40));
            inspect_relate(n, a->at, a->end);
        }
}

/* ---- nothing there ---- */

static void check_empty(struct inspection *n)
{
    const struct doc *d = n->doc;
    for (size_t i = 3; i + 1 < d->sections.n; i++) {
        const struct doc_section *s = &d->sections.v[i], *next = &d->sections.v[i + 1];
        const struct doc_block *h = &d->blocks.v[s->heading];
        bool holds = s->end_block > s->heading + 1 || next->level > s->level;
        if (holds || !block_speaks(h) || h->run_in)
            continue;
        inspect_report(n, "low", h->at, h->end, "nothing stands below the heading \"%s\"",
            inspect_text(n, h->at, h->end, 80));
    }
}

static void check_end(struct inspection *n)
{
    const struct doc *d = n->doc;
    size_t i = d->blocks.n;
    while (i > 0 && !block_speaks(&d->blocks.v[i - 1]))
        i--;
    if (!i)
        return;
    const struct doc_block *b = &d->blocks.v[i - 1];
    uint32_t end = b->end;
    while (end > b->at && strchr(" \n", d->text[end - 1]))
        end--;
    if (b->kind == DOC_CELL || b->kind == DOC_HEADING || end == b->at || d->text[end - 1] != ':')
        return;
    struct finding_place p = inspect_place(n, end - 1);
    inspect_report(n, NULL, p.at, p.end,
        "the plan breaks off where a list is announced; check that all of it was sent");
}

void sections_check_run(struct inspection *n)
{
    struct titles_of t = {.n = n};
    collect(&t);
    if (inspect_marked(n))
        add_list_contents(&t);
    check_entries(&t);
    if (!inspect_marked(n))
        check_runs(n);
    if (inspect_marked(n)) {
        check_gaps(&t);
        check_doubles(&t);
        check_empty(n);
    }
    check_end(n);
    xfree(t.headings.v);
    xfree(t.entries.v);
}
