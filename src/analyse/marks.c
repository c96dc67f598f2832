/* The remaining marks: lists of references, lists of keywords, statements that are still to come,
 * and text too damaged to be decided upon. */
#include <string.h>

#include "analyse/passes.h"
#include "analyse/words.h"

#define SHORT_BLOCK 200 /* a placeholder speaks for no more than this */
#define FEW_WORDS   12  /* "TBC" among more words speaks for its clause, which a cue tells */
#define MIN_CHUNKS  10  /* of a list of keywords without a statement */

static const char *const references[] = {"references", "bibliography", "further reading", "sources",
    "related documents", "endnotes", "reference documents", "source documents"};
static const char *const keywords[] = {
    "keywords", "key words", "tags", "search terms", "index terms"};
/* Whole words. */
static const char *const placeholders[] = {"tbc", "tba", "tbd", "xx", "xxx", "xxxx", "lorem"};
/* Wherever they stand: in brackets, and without. */
static const char *const brackets[] = {
    "[insert", "<insert", "[to be ", "[date]", "[name]", "[number]", "[tbc", "[add ", "[complete"};
static const char *const insertions[] = {
    "to be inserted", "text to follow", "details to follow", "to be added here", "please insert"};

static bool has_any(const char *s, size_t len, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_find(s, len, list[i]))
            return true;
    return false;
}

static bool starts_with_any(const char *s, size_t len, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = strlen(list[i]);
        if (len >= k && text_equals(s, k, list[i]) &&
            (len == k || !((s[k] | 32) >= 'a' && (s[k] | 32) <= 'z')))
            return true;
    }
    return false;
}

static void mark_sections(struct doc *doc)
{
    for (size_t i = 1; i < doc->sections.n; i++) {
        const struct doc_section *s = &doc->sections.v[i];
        const struct doc_block *h = &doc->blocks.v[s->heading];
        const char *text = doc->text + h->at;
        size_t len = h->end - h->at;
        uint16_t mark = 0;
        while (len && (strchr("0123456789. ", *text))) {
            text++;
            len--;
        }
        if (len < 24 &&
            starts_with_any(text, len, references, sizeof references / sizeof *references))
            mark = DOC_REFERENCES;
        if (len < 24 && starts_with_any(text, len, keywords, sizeof keywords / sizeof *keywords))
            mark = DOC_KEYWORDS;
        for (uint32_t k = s->first_block; mark && k < s->end_block; k++)
            if (k != s->heading)
                doc->blocks.v[k].marks |= mark;
    }
}

/* Many short pieces between commas or semicolons and no verb: words to be found by, no statement.
 */
static bool is_keyword_list(const struct word_list *l)
{
    size_t chunks = 1, verbs = 0;
    for (size_t i = 0; i < l->n; i++) {
        chunks += (l->v[i].after & (AFTER_COMMA | AFTER_SEMI | AFTER_BULLET | AFTER_TAB)) > 0;
        verbs += l->v[i].cls & WORD_AUX && l->v[i].shape == WORD_LOWER;
        if (l->v[i].after & (AFTER_COLON | AFTER_STOP) && i + 1 < l->n && i > 2)
            return false;
    }
    return chunks >= MIN_CHUNKS && verbs == 0 && l->n <= chunks * 3;
}

/* "To be completed by March" is an action with its time; "to be completed." is a hole. */
static bool is_hole(const char *s, size_t len)
{
    static const char *const ahead[] = {
        "by", "in", "before", "during", "within", "from", "at", "on", "with", "under"};
    static const char completed[] = "to be completed";
    for (const char *p = text_find(s, len, completed); p;
         p = text_find(p, len - (p - s), completed)) {
        p += strlen(completed);
        const char *next = p;
        while (next < s + len && (*next == ' ' || *next == '\n'))
            next++;
        if (!starts_with_any(next, s + len - next, ahead, sizeof ahead / sizeof *ahead))
            return true;
    }
    return has_any(s, len, insertions, sizeof insertions / sizeof *insertions);
}

static bool is_placeholder(
    const struct doc *doc, const struct doc_block *b, const struct word_list *l)
{
    const char *s = doc->text + b->at;
    size_t len = b->end - b->at;
    bool follows = false; /* one of the words that the phrases end or begin with */
    for (size_t i = 0; i < l->n; i++) {
        size_t n = l->v[i].end - l->v[i].at;
        follows = follows || (n >= 5 && n <= 9 && strchr("acfiACFI", doc->text[l->v[i].at]));
        if (n > 5 || !strchr("tTxXlL", doc->text[l->v[i].at]))
            continue;
        for (size_t k = 0; l->n <= FEW_WORDS && k < sizeof placeholders / sizeof *placeholders; k++)
            if (word_is(doc->text, &l->v[i], placeholders[k]))
                return true;
    }
    if ((memchr(s, '[', len) || memchr(s, '<', len)) &&
        has_any(s, len, brackets, sizeof brackets / sizeof *brackets))
        return true;
    return follows && is_hole(s, len);
}

/* Replacement characters and "(cid:12)" stand for letters that were lost. */
static bool is_unreadable(const char *s, size_t len)
{
    size_t lost = 0;
    for (size_t i = 0; i + 4 < len; i++)
        lost += (s[i] == '\xEF' && !memcmp(s + i, "\xEF\xBF\xBD", 3)) ||
                (s[i] == '(' && !memcmp(s + i, "(cid:", 5));
    return lost >= 3 && lost * 12 > len;
}

static void mark_block(struct doc *doc, struct doc_block *b, struct word_list *l)
{
    const char *s = doc->text + b->at;
    size_t len = b->end - b->at;
    if (is_unreadable(s, len))
        b->marks |= DOC_UNREADABLE;
    if (b->kind != DOC_CELL &&
        starts_with_any(s, len, keywords, sizeof keywords / sizeof *keywords) && len > 12)
        b->marks |= DOC_KEYWORDS;
    if (len > 6 * SHORT_BLOCK)
        return;
    words_between(doc, b->at, b->end, l);
    if (b->kind == DOC_PARAGRAPH && is_keyword_list(l))
        b->marks |= DOC_KEYWORDS;
    if (len <= SHORT_BLOCK && is_placeholder(doc, b, l))
        b->marks |= DOC_PLACEHOLDER;
}

void marks_run(struct doc *doc)
{
    struct word_list l = {0};
    mark_sections(doc);
    for (size_t i = 0; i < doc->blocks.n; i++) {
        struct doc_block *b = &doc->blocks.v[i];
        if (!(b->marks & DOC_NEVER_EVIDENCE) && b->kind != DOC_HEADING)
            mark_block(doc, b, &l);
    }
}
