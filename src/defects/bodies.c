/* defect.wrong-organisation: a commissioner of the same kind as the plan's own that is named once,
 * where the plan speaks of itself. Neighbours and partners are named too, so it is a finding only
 * when nothing in the sentence says that another organisation is meant: no "with", no "colleagues",
 * no other organisation beside it. */
#include <string.h>

#include "defects/inspect.h"

/* Words that bring in another organisation. */
static const char *const partners[] = {"with", "alongside", "neighbouring", "neighbours",
    "neighbour", "colleagues", "partner", "partners", "partnership", "jointly", "joint", "together",
    "hosted", "led", "lead", "leads", "behalf", "shared", "learning", "learned", "visited", "merge",
    "merged", "merger", "former", "formerly", "like", "compared", "than", "across", "between",
    "example", "boundary", "border", "other", "others", "ccgs", "icbs", "includes", "including",
    "comprises", "comprising", "consists", "three", "employed", "transferred", "pilot", "adjoining",
    "associate", "associates", "coordinating", "published", "experience", "model", "based"};

/* Where a plan speaks of itself. */
static const char *const own_words[] = {"our", "we", "us", "its", "plan", "whole", "proud"};

/* The first word of the name that ends at the word `last`: capitals before CCG. */
static uint32_t name_start(const struct inspection *n, uint32_t last)
{
    uint32_t i = last;
    while (i > 0 && last - i < 6) {
        const struct word *w = &n->words.v[i - 1];
        bool joined = n->words.v[i].at - w->end == 1;
        bool inner = (inspect_is(n, i - 1, "and") || inspect_is(n, i - 1, "of")) && i > 1 &&
                     n->words.v[i - 2].shape == SHAPE_CAPITAL;
        if (!joined || (w->shape != SHAPE_CAPITAL && w->shape != SHAPE_CAPS && !inner))
            break;
        if (w->cls & CLASS_SMALL && w->shape == SHAPE_CAPITAL)
            break; /* "The", "Our" */
        i--;
    }
    return i;
}

/* Does the name share a word with an own name ("Thornby" of "NHS Thornby CCG")? */
static bool is_own(const struct inspection *n, uint32_t first, uint32_t last)
{
    for (size_t o = 0; o < n->doc->orgs.n; o++) {
        const struct doc_org *org = &n->doc->orgs.v[o];
        for (uint32_t i = first; i < last && org->own; i++) {
            const struct word *w = &n->words.v[i];
            uint32_t len = w->end - w->at;
            if (!(w->cls & CLASS_SMALL) && len > 2)
                for (const char *p = org->name; *p; p++)
                    if (!strncmp(p, n->doc->text + w->at, len))
                        return true;
        }
    }
    return false;
}

static uint32_t mentions(const struct inspection *n, uint32_t first, uint32_t last)
{
    uint32_t count = 0, key = first;
    while (key < last && n->words.v[key].cls & CLASS_SMALL)
        key++;
    for (uint32_t i = 0; i < n->words.n; i++)
        count += n->words.v[i].hash == n->words.v[key].hash && n->words.v[i].shape != SHAPE_LOWER;
    return count;
}

static void check_name(struct inspection *n, uint32_t last, const char *own)
{
    uint32_t first = name_start(n, last);
    if (first == last || (first + 1 == last && n->words.v[first].cls & CLASS_SMALL) ||
        is_own(n, first, last))
        return;
    struct finding_place p = inspect_place(n, n->words.v[first].at),
                         q = inspect_place(n, n->words.v[last].at);
    p.end = q.end > p.end ? q.end : p.end;
    struct span s = inspect_words(n, p.at, p.end);
    uint32_t others = 0;
    for (uint32_t i = s.first; i < s.end; i++)
        others += n->words.v[i].cls & CLASS_BODY && i != last;
    /* a long sentence is judged by its words near the name */
    struct span near = {
        first > s.first + 14 ? first - 14 : s.first, last + 14 < s.end ? last + 14 : s.end};
    if (others || inspect_has_any(n, near, partners, sizeof partners / sizeof *partners) ||
        !inspect_spend(n, n->words.n) || mentions(n, first, last) != 1)
        return;
    bool ours = inspect_has_any(n, s, own_words, sizeof own_words / sizeof *own_words);
    inspect_report(n, ours ? NULL : "medium", p.at, p.end,
        "%s is named once, where the plan of %s speaks of itself; a passage may have been taken "
        "from another plan: check whose statement it is",
        inspect_text(n, n->words.v[first].at, n->words.v[last].end, 60), own);
}

void organisations_check_run(struct inspection *n)
{
    const char *own = NULL;
    for (size_t i = 0; i < n->doc->orgs.n && !own; i++)
        if (n->doc->orgs.v[i].own)
            own = n->doc->orgs.v[i].name;
    if (!own)
        return;
    for (uint32_t i = 0; i < n->words.n; i++) {
        if (!(n->words.v[i].cls & CLASS_BODY) || n->words.v[i].shape != SHAPE_CAPS)
            continue;
        uint32_t k = doc_block_at(n->doc, n->words.v[i].at);
        if (k != DOC_NONE && block_speaks(&n->doc->blocks.v[k]) &&
            n->doc->blocks.v[k].kind != DOC_CELL && n->words.v[i].at < n->doc->blocks.v[k].end)
            check_name(n, i, own);
    }
}
