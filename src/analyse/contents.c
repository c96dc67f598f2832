/* Tables of contents and lists of figures. Three kinds: entries below a heading that says so, lines
 * with dot leaders, and (in damaged text) a whole page of titles on one line, with or without page
 * numbers, that may go on over the next pages. Contents are marked: they are never evidence, and
 * their titles are the dictionary of the heading pass. */
#include <string.h>

#include "analyse/edit.h"
#include "analyse/passes.h"
#include "analyse/words.h"
#include "base/map.h"

#define ENTRY_SIZE   180  /* bytes of an entry */
#define LINE_SIZE    80   /* from here a line may be a whole list of titles */
#define FRONT_WORDS  60   /* "Contents" stands near the beginning of its page */
#define MAX_SEARCHES 4    /* lists without page numbers that are compared with all headings */
#define LIST_SIZE    6000 /* bytes between a heading "Contents" and the next */
#define LOOK_AHEAD   400  /* entries looked through for the first title's return */

static const char *const names[] = {"contents", "table of contents", "contents page",
    "contents list", "list of contents", "list of figures", "list of tables", "figures", "tables",
    "list of appendices", "what's inside", "what\xE2\x80\x99s inside", "in this document",
    "in this plan", "index", "contents:"};

static bool is_open(const struct doc_block *b)
{
    return !(b->marks & (DOC_NEVER_EVIDENCE & ~DOC_CONTENTS));
}

static bool is_name(const struct doc *doc, const struct doc_block *b)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equals(doc->text + b->at, b->end - b->at, names[i]))
            return true;
    return false;
}

static bool ends_in_number(const char *s, uint32_t len)
{
    while (len && (s[len - 1] == ')' || s[len - 1] == ']'))
        len--; /* "(12)" */
    return len && ((s[len - 1] >= '0' && s[len - 1] <= '9') ||
                      (len > 2 && memchr(" .\t", s[len - 2], 3) && strchr("ivx", s[len - 1])));
}

/* Rows of at least four dots, with or without blanks between. */
static unsigned leaders(const char *s, uint32_t len)
{
    unsigned found = 0;
    const char *end = s + len;
    for (const char *p = s; p < end && (p = memchr(p, '.', (size_t)(end - p)));) {
        unsigned dots = 0;
        while (p < end && (*p == '.' || (*p == ' ' && p + 1 < end && p[1] == '.')))
            dots += *p++ == '.';
        found += dots >= 4;
    }
    return found;
}

static bool is_entry(const struct doc *doc, const struct doc_block *b)
{
    const char *s = doc->text + b->at;
    uint32_t len = b->end - b->at;
    if (len > ENTRY_SIZE || len == 0)
        return leaders(s, len) * ENTRY_SIZE > len;
    return ends_in_number(s, len) || !strchr(".;:?!", s[len - 1]) || leaders(s, len);
}

static bool same_title(const struct doc *doc, const struct doc_block *a, const struct doc_block *b)
{
    uint32_t n = a->end - a->at;
    return n > 3 && n == b->end - b->at && !memcmp(doc->text + a->at, doc->text + b->at, n);
}

/* Marks the rows of the table that block `i` belongs to; returns the block behind it. */
static size_t mark_table(struct doc *doc, size_t i)
{
    const struct doc_table *t = &doc->tables.v[doc->blocks.v[i].table];
    size_t numbers = 0;
    for (size_t k = i; k < t->end_block; k++) {
        const struct doc_block *b = &doc->blocks.v[k];
        numbers += b->col > 0 && ends_in_number(doc->text + b->at, b->end - b->at);
    }
    if (numbers * 2 < t->rows)
        return i;
    for (size_t k = t->first_block; k < t->end_block; k++)
        doc->blocks.v[k].marks |= DOC_CONTENTS;
    return t->end_block;
}

/* Entries without page numbers in [first, end): a list of contents when most of them are headings
 * further on. Returns the end, `first` when they are not. */
static size_t headings_follow(const struct doc *doc, size_t first, size_t end)
{
    struct map *titles = map_new();
    size_t found = 0;
    for (size_t i = end; i < doc->blocks.n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (b->kind == DOC_HEADING && b->end > b->at)
            map_set(titles, doc->text + b->at, b->end - b->at, titles);
    }
    for (size_t i = first; i < end; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        found += b->end > b->at && map_get(titles, doc->text + b->at, b->end - b->at) != NULL;
    }
    map_free(titles);
    return found >= 3 && found * 2 > end - first ? end : first;
}

/* What stands between a marked heading "Contents" and the next heading is contents, whatever it
 * looks like, when it is short. Returns that heading, `first` when there is none or much stands
 * between. */
static size_t up_to_heading(const struct doc *doc, size_t first)
{
    size_t bytes = 0;
    for (size_t k = first; k < doc->blocks.n && bytes <= LIST_SIZE; k++) {
        const struct doc_block *b = &doc->blocks.v[k];
        if (b->kind == DOC_HEADING)
            return k;
        bytes += b->end - b->at;
    }
    return first;
}

/* "1 Aims 2 People and places 3 Money": a list that lost its line ends. */
static bool is_run_of_titles(struct doc *doc, const struct doc_block *b)
{
    static const char *const numbers[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    struct word_list l = {0};
    size_t next = 0;
    words_between(doc, b->at, b->end, &l);
    for (size_t i = 0; i + 1 < l.n && next < sizeof numbers / sizeof *numbers; i++) {
        if (!i && !word_is(doc->text, &l.v[0], numbers[0]))
            break;
        next += word_is(doc->text, &l.v[i], numbers[next]) && word_is_upper(&l.v[i + 1]);
    }
    return next >= 3;
}

/* Marks the list below the heading at `i` that ends at `stop`; returns its end. */
static size_t mark_list(struct doc *doc, size_t i, size_t stop)
{
    size_t first = i + 1;
    const struct doc_block *b = &doc->blocks.v[i];
    bool sure = text_find(doc->text + b->at, b->end - b->at, "contents") != NULL;
    if (stop == first && b->kind == DOC_HEADING && sure)
        stop = up_to_heading(doc, first);
    else if (stop == first && sure && first < doc->blocks.n && b->end - b->at < LINE_SIZE &&
             is_run_of_titles(doc, &doc->blocks.v[first]))
        stop = first + 1;
    for (size_t k = i; k < stop; k++)
        if (!(doc->blocks.v[k].marks & DOC_FURNITURE))
            doc->blocks.v[k].marks |= DOC_CONTENTS;
    if (stop > first || doc->blocks.v[i].kind != DOC_HEADING)
        doc->blocks.v[i].marks |= DOC_CONTENTS;
    return stop;
}

/* Looks through the entries from `first` on: `*stop` is the block behind the last one that is
 * surely an entry (the first title's return, a page number, a table of contents), the block behind
 * the last that may be one is returned. */
static size_t read_entries(struct doc *doc, size_t first, size_t *stop)
{
    size_t k = first;
    *stop = first;
    for (size_t steps = 0; k < doc->blocks.n && steps < LOOK_AHEAD; k++, steps++) {
        const struct doc_block *b = &doc->blocks.v[k];
        if (b->marks & DOC_FURNITURE)
            continue;
        if (b->table != DOC_NONE) {
            size_t after = mark_table(doc, k);
            if (after == k)
                break;
            *stop = after;
            k = after - 1;
            continue;
        }
        if (!is_open(b) || !is_entry(doc, b) || b->kind == DOC_HEADING ||
            (k > first && is_name(doc, b)))
            break;
        if (k > first && same_title(doc, &doc->blocks.v[first], b)) {
            *stop = k;
            break;
        }
        if (ends_in_number(doc->text + b->at, b->end - b->at))
            *stop = k + 1;
    }
    return k;
}

/* Marks the entries below the heading at `i`; returns the block after the last one marked. */
static size_t mark_entries(struct doc *doc, size_t i, unsigned *searches)
{
    size_t first = i + 1, stop, end = read_entries(doc, first, &stop);
    if (stop == first && end > first + 2 && (*searches)++ < MAX_SEARCHES)
        stop = headings_follow(doc, first, end);
    return mark_list(doc, i, stop);
}

/* Figures about a long line: is it titles, or sentences? */
struct density {
    size_t words, upper, lower, verbs, numbers, stops;
    bool named; /* "Contents" near the beginning */
};

static struct density measure(const struct doc *doc, const struct word_list *l)
{
    struct density d = {.words = l->n};
    for (size_t i = 0; i < l->n; i++) {
        const struct word *w = &l->v[i];
        d.upper += word_is_upper(w);
        d.lower += w->shape == WORD_LOWER && !(w->cls & WORD_JOINER);
        d.verbs += w->cls & WORD_AUX && w->shape == WORD_LOWER;
        d.numbers += w->shape == WORD_NUMBER || w->shape == WORD_ID;
        d.stops += w->after & (AFTER_STOP | AFTER_SEMI) && w->shape == WORD_LOWER;
        if (i < FRONT_WORDS && w->shape != WORD_LOWER && word_is(doc->text, w, "contents"))
            d.named = true;
    }
    return d;
}

static bool is_titles(const struct density *d)
{
    return d->words >= 8 && d->verbs * 40 <= d->words && d->stops * 30 <= d->words &&
           d->lower < d->upper && d->upper * 5 > d->words * 2 && d->numbers < d->words;
}

static void mark_lines(struct doc *doc)
{
    struct word_list l = {0};
    bool open = false; /* the page before was contents */
    uint32_t limit = doc->len / 3 + 4000;
    for (size_t i = 0; i < doc->blocks.n && doc->blocks.v[i].at < limit; i++) {
        struct doc_block *b = &doc->blocks.v[i];
        uint32_t len = b->end - b->at;
        if (b->marks & (DOC_FURNITURE | DOC_BOILERPLATE))
            continue;
        if (b->kind != DOC_PARAGRAPH || b->table != DOC_NONE || (len < LINE_SIZE && !open)) {
            open = open && len < LINE_SIZE && b->marks & DOC_CONTENTS;
            continue;
        }
        words_between(doc, b->at, b->end, &l);
        struct density d = measure(doc, &l);
        open = (open || d.named) && is_titles(&d);
        if (open)
            b->marks |= DOC_CONTENTS;
    }
}

void contents_run(struct doc *doc)
{
    unsigned searches = 0;
    if (doc->shaped)
        return;
    for (size_t i = 0; i < doc->blocks.n; i++) {
        struct doc_block *b = &doc->blocks.v[i];
        uint32_t len = b->end - b->at;
        if (!is_open(b))
            continue;
        if (len < 24 && b->kind != DOC_CELL && is_name(doc, b)) {
            size_t stop = mark_entries(doc, i, &searches);
            i = stop > i ? stop - 1 : i;
        } else if (b->kind != DOC_CELL && len > 8) {
            unsigned n = leaders(doc->text + b->at, len);
            if (n && n * ENTRY_SIZE > len && (n > 1 || ends_in_number(doc->text + b->at, len)))
                b->marks |= DOC_CONTENTS;
        }
    }
    if (doc_is_unmarked(doc))
        mark_lines(doc);
}
