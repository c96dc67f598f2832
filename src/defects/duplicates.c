/* defect.duplicate: a passage that stands twice. Every row of twelve words is put into a table by
 * its hash; where a row comes again, both places are compared word by word as far as they agree.
 * A part of a sentence that comes again is a turn of phrase unless it is long; whole sentences that
 * do were pasted. Only running text counts: heads, tables and captions repeat by their nature. */
#include <string.h>

#include "defects/inspect.h"

enum { ROW = 12, LEAST = 28, ENOUGH = 40, MANY = 45, BRIDGE = 8, PROBES = 64 };

struct repeats {
    struct inspection *n;
    uint32_t *words; /* indices of the words that count */
    uint32_t count;
    uint32_t *slots, mask;
};

static bool counts(const struct doc_block *b)
{
    return block_speaks(b) && (b->kind == DOC_PARAGRAPH || b->kind == DOC_LIST_ITEM);
}

static void collect(struct repeats *r)
{
    const struct doc *d = r->n->doc;
    uint32_t i = 0;
    r->words = xcalloc(r->n->words.n + 1u, sizeof *r->words);
    for (size_t k = 0; k < d->blocks.n; k++) {
        const struct doc_block *b = &d->blocks.v[k];
        if (!counts(b))
            continue;
        while (i < r->n->words.n && r->n->words.v[i].at < b->at)
            i++;
        for (; i < r->n->words.n && r->n->words.v[i].at < b->end; i++)
            r->words[r->count++] = i;
    }
}

static uint32_t hash_at(const struct repeats *r, uint32_t i)
{
    return r->n->words.v[r->words[i]].hash;
}

/* How far two places agree from `a` and `b` on. */
static uint32_t agree(const struct repeats *r, uint32_t a, uint32_t b)
{
    uint32_t k = 0;
    while (a + k < b && b + k < r->count && hash_at(r, a + k) == hash_at(r, b + k))
        k++;
    return k;
}

/* The same over a few words that differ (a page number, a joining word). `*past` is how far the
 * second place reaches. */
static uint32_t agree_loosely(const struct repeats *r, uint32_t a, uint32_t b, uint32_t *past)
{
    uint32_t start = b, total = agree(r, a, b), more = total;
    a += more;
    b += more;
    *past = b - start;
    for (uint32_t skip = 1; more >= ROW && skip <= BRIDGE;) {
        uint32_t best = 0, x = 0, y = 0;
        for (uint32_t i = 0; i <= skip && !best; i++) {
            best = agree(r, a + i, b + skip - i);
            best = best >= ROW ? best : 0;
            x = a + i;
            y = b + skip - i;
        }
        if (!best) {
            skip++;
            continue;
        }
        total += best;
        a = x + best;
        b = y + best;
        *past = b - start;
        skip = 1;
    }
    return total;
}

static struct finding_place place(const struct repeats *r, uint32_t first, uint32_t len)
{
    const struct word *v = r->n->words.v;
    return (struct finding_place){v[r->words[first]].at, v[r->words[first + len - 1]].end};
}

/* Whole sentences, apart from a bullet before or a full stop behind. */
static bool is_whole(const struct doc *d, struct finding_place p)
{
    enum { SIGNS = 3 };
    uint32_t first = doc_sentence_at(d, p.at), last = doc_sentence_at(d, p.end - 1);
    return first != DOC_NONE && p.at - d->sentences.v[first].at <= SIGNS &&
           d->sentences.v[last].end <= p.end + SIGNS;
}

static void report(const struct repeats *r, uint32_t a, uint32_t b, uint32_t len, uint32_t same)
{
    struct finding_place x = place(r, a, len), y = place(r, b, len);
    if (same < ENOUGH && !(is_whole(r->n->doc, x) && is_whole(r->n->doc, y)))
        return;
    inspect_report(r->n, same >= MANY ? "medium" : NULL, y.at, y.end,
        "%u words stand here as they stand before; one of the two may have been pasted by mistake",
        same);
    inspect_relate(r->n, x.at, x.end);
}

void duplicates_run(struct inspection *n)
{
    struct repeats r = {.n = n};
    collect(&r);
    uint32_t size = 64;
    while (size < r.count * 2)
        size *= 2;
    r.mask = size - 1;
    r.slots = xcalloc(size, sizeof *r.slots);
    uint32_t rolling = 0, power = 1, until = 0, past = 0;
    for (uint32_t k = 1; k < ROW; k++)
        power *= 16777619u;
    for (uint32_t i = 0; i < r.count; i++) {
        if (i >= ROW)
            rolling -= hash_at(&r, i - ROW) * power;
        rolling = rolling * 16777619u + hash_at(&r, i);
        if (i + 1 < ROW)
            continue;
        uint32_t start = i + 1 - ROW, slot = (rolling ^ rolling >> 15) & r.mask, seen = 0;
        for (uint32_t probes = 0; r.slots[slot] && probes < PROBES; probes++) {
            uint32_t earlier = r.slots[slot] - 1;
            seen = start >= until ? agree_loosely(&r, earlier, start, &past) : 0;
            if (seen >= ROW)
                break;
            slot = (slot + 1) & r.mask;
            if (start < until)
                break;
        }
        if (seen >= LEAST)
            report(&r, r.slots[slot] - 1, start, past, seen);
        if (seen >= ROW)
            until = start + past;
        else if (!r.slots[slot])
            r.slots[slot] = start + 1;
    }
    xfree(r.slots);
    xfree(r.words);
}
