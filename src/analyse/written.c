/* The plan's title, where the reader found none, and the day it was written: the first date of the
 * title or the front matter that names a month and is no deadline. It stands on a line of its own,
 * as titles do: a date inside a sentence or a table is what the plan speaks of. */
#include <string.h>

#include "analyse/passes.h"
#include "analyse/words.h"

#define FRONT_SIZE  2500 /* bytes of front matter */
#define TITLE_SIZE  200
#define TITLE_TRIES 14  /* short blocks in which the title is looked for */
#define TITLE_TOP   300 /* bytes from the top in which a long line may hold the title too */

static const char *const title_words[] = {"plan", "strategy", "submission", "forward view",
    "framework", "proposal", "expression of interest", "intentions"};

static bool is_open(const struct doc_block *b)
{
    return !(b->marks & DOC_NEVER_EVIDENCE) && b->table == DOC_NONE;
}

static bool has_title_word(const struct doc *doc, const struct doc_block *b)
{
    for (size_t i = 0; i < sizeof title_words / sizeof *title_words; i++)
        if (text_find(doc->text + b->at, b->end - b->at, title_words[i]))
            return true;
    return false;
}

static void find_title(struct doc *doc)
{
    const struct doc_block *best = NULL;
    size_t tries = 0;
    for (size_t i = 0; i < doc->blocks.n && tries < TITLE_TRIES; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (!is_open(b))
            continue;
        if (b->end - b->at > TITLE_SIZE)
            break;
        tries++;
        if (!best)
            best = b;
        if (has_title_word(doc, b)) {
            best = b;
            break;
        }
    }
    if (best)
        doc->title = arena_copy(doc->arena, doc->text + best->at, best->end - best->at);
}

static bool is_day(const struct value *v)
{
    return v->kind == VALUE_DATE && v->hi - v->lo <= 31 &&
           !(v->flags & (VALUE_DEADLINE | VALUE_REFERENCE | VALUE_DAMAGED | VALUE_YEAR_ONLY));
}

/* Can the date at `at`, in block `b`, be the title's or the front page's? */
static bool stands_alone(
    const struct doc *doc, const struct doc_block *b, uint32_t at, uint32_t top)
{
    if (!is_open(b) || b->end <= b->at)
        return false;
    if (b->end - b->at > TITLE_SIZE)
        return at - top < TITLE_TOP;
    return doc->text[b->end - 1] != '.' && b->kind != DOC_LIST_ITEM;
}

void written_run(struct doc *doc)
{
    uint32_t begin = 0, end = doc->len;
    if (!doc->title)
        find_title(doc);
    for (size_t i = 0; i < doc->blocks.n; i++)
        if (is_open(&doc->blocks.v[i])) {
            begin = doc->blocks.v[i].at;
            break;
        }
    if (end - begin > FRONT_SIZE)
        end = begin + FRONT_SIZE;
    for (size_t i = doc_value_from(doc, begin); i < doc->values.n; i++) {
        const struct value *v = &doc->values.v[i];
        uint32_t b = doc_block_at(doc, v->at);
        if (v->at >= end)
            break;
        if (is_day(v) && b != DOC_NONE && stands_alone(doc, &doc->blocks.v[b], v->at, begin)) {
            doc->written = (int32_t)v->hi;
            return;
        }
    }
}
