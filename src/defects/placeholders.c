/* defect.placeholder: what was to be filled in and was not. Hard signs (XX%, [insert], the error of
 * a word processor, lorem ipsum) are always wrong; TBC and "NHS England to advise" tell that a
 * statement is open, and the finding says what is awaited. */
#include <string.h>

#include "defects/inspect.h"

/* What a bracket begins with when it waits for an author. */
static const char *const bracket_words[] = {"insert", "name", "date", "number", "add", "enter",
    "complete", "tbc", "tba", "xx", "xxx", "amount", "figure", "organisation", "title", "author",
    "details", "placeholder"};
/* What is awaited when a document is, and not a patient. */
static const char *const awaited[] = {"guidance", "specification", "confirmation", "figures",
    "information", "details", "decision", "announcement", "allocation", "allocations", "template"};

static bool is_any(const struct inspection *n, uint32_t i, const char *const *list, uint32_t count)
{
    for (uint32_t k = 0; k < count; k++)
        if (inspect_is(n, i, list[k]))
            return true;
    return false;
}
#define IS_ANY(n, i, list) is_any(n, i, list, sizeof(list) / sizeof *(list))

/* Reports one; further ones of the same kind in one table are places of the first. */
struct holes {
    struct inspection *n;
    uint32_t table, sentence; /* of the last finding; DOC_NONE */
};

static void report(struct holes *h, uint32_t at, const char *severity, const char *what)
{
    struct inspection *n = h->n;
    uint32_t k = doc_block_at(n->doc, at),
             table = k == DOC_NONE ? DOC_NONE : n->doc->blocks.v[k].table;
    struct finding_place p = inspect_place(n, at);
    if (table != DOC_NONE && table == h->table) {
        inspect_relate(n, p.at, p.end);
        return;
    }
    if (p.at == h->sentence)
        return;
    h->table = table;
    h->sentence = p.at;
    const char *row, *column;
    inspect_heads(n, k, &row, &column);
    if (table != DOC_NONE && *row)
        inspect_report(n, severity, p.at, p.end,
            "%s in the row \"%s\"%s%s%s; fill it in, or say who will and by when", what, row,
            *column ? ", column \"" : "", column, *column ? "\"" : "");
    else
        inspect_report(
            n, severity, p.at, p.end, "%s; fill it in, or say who will and by when", what);
}

/* "XX%", "£XX", "XX patients". */
static void cross(struct holes *h, const struct word *w)
{
    const struct inspection *n = h->n;
    const char *what = inspect_byte(n, w->end) == '%' ? "XX% stands where a percentage should be"
                                                      : "XX stands where a figure should be";
    report(h, w->at, "high", what);
}

static void advise(struct holes *h, uint32_t i)
{
    const struct inspection *n = h->n;
    const struct word *w = &n->words.v[i];
    if (inspect_is(n, i, "advise")) {
        if (i > 1 && inspect_is(n, i - 1, "to") &&
            (inspect_is(n, i - 2, "nhse") || inspect_is(n, i - 2, "england") ||
                (inspect_is(n, i - 2, "is") && inspect_is(n, i - 3, "england"))))
            report(h, w->at, NULL, "the statement waits for NHS England");
        return;
    }
    if (inspect_is(n, i, "follow")) {
        static const char *const parts[] = {"details", "figures", "information", "text", "table"};
        if (i > 1 && inspect_is(n, i - 1, "to") && IS_ANY(n, i - 2, parts))
            report(h, w->at, NULL, "a part is announced that is not there");
        return;
    }
    if (i < 2 || !inspect_is(n, i - 1, "be") || !inspect_is(n, i - 2, "to"))
        return;
    /* "to be completed by March" is an action, "[to be completed]" a hole */
    bool bracket = n->words.v[i - 2].at &&
                   strchr("([", inspect_byte(n, n->words.v[i - 2].at - 1)) &&
                   strchr(")]", inspect_byte(n, w->end));
    if (bracket || inspect_is(n, i, "inserted"))
        report(h, w->at, NULL, "the statement is still to come");
    else if (inspect_is(n, i, "confirmed"))
        report(h, w->at, "low", "something is still to be confirmed");
}

static void awaiting(struct holes *h, uint32_t i)
{
    const struct inspection *n = h->n;
    for (uint32_t k = i + 1; k < i + 6 && k < n->words.n; k++)
        if (IS_ANY(n, k, awaited)) {
            report(h, n->words.v[i].at, "low",
                "the statement waits for something that others have to give");
            return;
        }
}

static void hole(struct holes *h, uint32_t i)
{
    const struct inspection *n = h->n;
    const struct word *w = &n->words.v[i];
    switch ((enum hole)w->info) {
    case HOLE_CODE:
        if (w->shape == SHAPE_CAPS && !inspect_is(n, i + 1, "to"))
            report(h, w->at, NULL,
                inspect_is(n, i, "tba")   ? "TBA stands where a statement should be"
                : inspect_is(n, i, "tbd") ? "TBD stands where a statement should be"
                                          : "TBC stands where a statement should be");
        break;
    case HOLE_CROSS:
        if (w->shape == SHAPE_CAPS || inspect_byte(n, w->end) == '%')
            cross(h, w);
        break;
    case HOLE_LOREM:
        if (inspect_is(n, i + 1, "ipsum"))
            report(h, w->at, "high", "dummy text was left in");
        break;
    case HOLE_AWAIT:
        awaiting(h, i);
        break;
    case HOLE_ADVISE:
        advise(h, i);
        break;
    }
}

/* "[name of ...]", "<insert ...>" and "Error! Reference source not found" in one block. */
static void signs(struct holes *h, const struct doc_block *b)
{
    const struct inspection *n = h->n;
    const char *text = n->doc->text;
    for (uint32_t i = b->at; i < b->end; i++) {
        if (text[i] == '!' && i >= b->at + 5 && !memcmp(text + i - 5, "Error!", 6) &&
            b->end - i > 10 &&
            (!memcmp(text + i + 1, " Refere", 7) || !memcmp(text + i + 1, " Bookma", 7))) {
            report(h, i - 5, "high", "a reference was lost by the word processor");
            continue;
        }
        if (text[i] != '[' && text[i] != '<')
            continue;
        uint32_t k = wording_from(&n->words, i);
        const char *close = memchr(text + i, text[i] == '[' ? ']' : '>', b->end - i);
        if (k < n->words.n && n->words.v[k].at == i + 1 && IS_ANY(n, k, bracket_words) && close &&
            close[1] != '(')
            report(h, i, "high", "a bracket waits for its author");
    }
}

void placeholders_run(struct inspection *n)
{
    struct holes h = {n, DOC_NONE, DOC_NONE};
    uint32_t i = 0;
    for (size_t k = 0; k < n->doc->blocks.n; k++) {
        const struct doc_block *b = &n->doc->blocks.v[k];
        if (!block_speaks(b))
            continue;
        if (memchr(n->doc->text + b->at, '[', b->end - b->at) ||
            memchr(n->doc->text + b->at, '<', b->end - b->at) ||
            memchr(n->doc->text + b->at, '!', b->end - b->at))
            signs(&h, b);
        while (i < n->words.n && n->words.v[i].at < b->at)
            i++;
        for (; i < n->words.n && n->words.v[i].at < b->end; i++) {
            const struct word *w = &n->words.v[i];
            if (w->cls & CLASS_HOLE)
                hole(&h, i);
            else if (w->end - w->at == 1 && n->doc->text[w->at] == 'X' &&
                     inspect_byte(n, w->end) == '%')
                cross(&h, w);
        }
    }
}
