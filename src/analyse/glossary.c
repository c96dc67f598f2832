/* Short forms. Those of the text itself ("Primary Care Home (PCH)") are found by matching the
 * letters in brackets with the initials before them; those of a glossary are the rows, lines or
 * items below its heading. The glossary is marked: what it explains is not promised. */
#include <ctype.h>
#include <string.h>

#include "analyse/passes.h"
#include "analyse/words.h"
#include "base/map.h"

#define MAX_SHORT 10   /* letters of a short form */
#define MAX_LONG  160  /* bytes of a long form */
#define MAX_FORMS 2000 /* more is no glossary */

struct forms {
    struct doc *doc;
    struct map *known;
};

static const char *const names[] = {"glossary", "glossary of terms", "abbreviations", "acronyms",
    "glossary and abbreviations", "glossary of abbreviations", "list of abbreviations",
    "list of acronyms", "jargon buster", "definitions", "terms and abbreviations",
    "abbreviations and acronyms", "glossary of acronyms", "glossary of terms and abbreviations"};

static void add_form(struct forms *f, const char *s, size_t n, const char *l, size_t m, uint32_t at)
{
    while (m && strchr(" .;,-:", l[m - 1]))
        m--;
    while (m && strchr(" -:", *l)) {
        l++;
        m--;
    }
    if (n < 2 || n > MAX_SHORT + 2 || m < 4 || m > MAX_LONG ||
        f->doc->abbreviations.n >= MAX_FORMS || map_get(f->known, s, n))
        return;
    struct doc_abbreviation a = {
        arena_copy(f->doc->arena, s, n), arena_copy(f->doc->arena, l, m), at};
    for (char *p = (char *)(uintptr_t)a.long_form; *p; p++)
        if (*p == '\n')
            *p = ' ';
    VEC_PUSH(&f->doc->abbreviations, a);
    map_set(f->known, s, n, f);
}

/* Letters of a short form, in lower case; a plural s is left out. */
static size_t letters_of(const char *text, const struct word *w, char *out)
{
    size_t n = 0;
    for (uint32_t i = w->at; i < w->end && n < MAX_SHORT; i++)
        if (isalpha((unsigned char)text[i]))
            out[n++] = (char)tolower((unsigned char)text[i]);
    if (n > 2 && text[w->end - 1] == 's' && isupper((unsigned char)text[w->end - 2]))
        n--;
    return n;
}

static char initial(const char *text, const struct word *w)
{
    return text[w->at] == '&' ? 'a' : (char)tolower((unsigned char)text[w->at]);
}

/* The first word of the long form before the bracket at word `i`: its initials are the letters,
 * small joiners may be left out, a hyphenated word may give two. SIZE_MAX when they do not match.
 */
static size_t long_form(
    const char *text, const struct word *w, size_t i, const char *letters, size_t n)
{
    size_t k = i;
    while (n > 0 && k > 0 && i - k < MAX_SHORT + 6) {
        const struct word *p = &w[k - 1];
        const char *hyphen = memchr(text + p->at, '-', p->end - p->at);
        if (k < i && p->after & (uint16_t) ~(AFTER_LINE | AFTER_DASH | AFTER_COMMA))
            break;
        if (initial(text, p) == letters[n - 1]) {
            n--;
        } else if (hyphen && n > 1 && tolower((unsigned char)hyphen[1]) == letters[n - 1] &&
                   initial(text, p) == letters[n - 2]) {
            n -= 2;
        } else if (!(p->cls & WORD_JOINER)) {
            break;
        }
        k--;
    }
    return n == 0 ? k : SIZE_MAX;
}

static void text_forms(struct forms *f, const struct word *w, size_t n)
{
    const char *text = f->doc->text;
    for (size_t i = 1; i < n; i++) {
        char letters[MAX_SHORT];
        if (!(w[i - 1].after & AFTER_OPEN) || !(w[i].after & AFTER_CLOSE) ||
            w[i].shape != WORD_CAPS)
            continue;
        size_t m = letters_of(text, &w[i], letters);
        size_t k = m >= 2 ? long_form(text, w, i, letters, m) : SIZE_MAX;
        if (k == SIZE_MAX || k == i)
            continue;
        uint32_t size = w[i].end - w[i].at;
        if (text[w[i].end - 1] == 's' && size > 2)
            size--;
        add_form(f, text + w[i].at, size, text + w[k].at, w[i - 1].end - w[k].at, w[k].at);
    }
}

/* "PCN: primary care network", "PCN - ...", "PCN  ..." */
static void line_form(struct forms *f, uint32_t at, uint32_t end)
{
    const char *s = f->doc->text;
    uint32_t p = at;
    while (p < end && (isalnum((unsigned char)s[p]) || s[p] == '&' || s[p] == '/'))
        p++;
    uint32_t n = p - at;
    while (p < end && (strchr(" \t:-=|", s[p]) || (unsigned char)s[p] >= 0x80))
        p++;
    if (n >= 2 && n <= MAX_SHORT && isupper((unsigned char)s[at]) && p > at + n && p < end)
        add_form(f, s + at, n, s + p, end - p, at);
}

static void glossary_block(struct forms *f, struct doc_block *b, const struct doc_block *next)
{
    const struct doc *doc = f->doc;
    b->marks |= DOC_GLOSSARY;
    if (b->kind == DOC_CELL) {
        if (b->col == 0 && next && next->table == b->table && next->row == b->row)
            add_form(f, doc->text + b->at, b->end - b->at, doc->text + next->at,
                next->end - next->at, b->at);
        return;
    }
    for (uint32_t p = b->at; p < b->end;) {
        const char *nl = memchr(doc->text + p, '\n', b->end - p);
        uint32_t end = nl ? (uint32_t)(nl - doc->text) : b->end;
        line_form(f, p, end);
        p = end + 1;
    }
}

/* "Appendix B: Glossary" and "9. Glossary" are glossaries too. */
static bool is_glossary(const struct doc *doc, const struct doc_block *b)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]), len = b->end - b->at;
        if (len < n || len > n + 24)
            continue;
        uint32_t at = b->end - (uint32_t)n;
        if (text_equals(doc->text + at, n, names[i]) &&
            (at == b->at || !isalpha((unsigned char)doc->text[at - 1])))
            return true;
    }
    return false;
}

void glossary_run(struct doc *doc)
{
    struct forms f = {doc, map_new()};
    struct word_list l = {0};
    doc->abbreviations.n = 0;
    for (size_t i = 1; i < doc->sections.n; i++) {
        const struct doc_section *s = &doc->sections.v[i];
        if (s->heading == DOC_NONE || !is_glossary(doc, &doc->blocks.v[s->heading]))
            continue;
        for (uint32_t k = s->first_block; k < s->end_block; k++)
            if (k != s->heading && !(doc->blocks.v[k].marks & DOC_FURNITURE))
                glossary_block(
                    &f, &doc->blocks.v[k], k + 1 < doc->blocks.n ? &doc->blocks.v[k + 1] : NULL);
    }
    for (size_t i = 0; i < doc->blocks.n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (b->marks & (DOC_NEVER_EVIDENCE) || b->end - b->at < 8 ||
            !memchr(doc->text + b->at, '(', b->end - b->at))
            continue;
        words_between(doc, b->at, b->end, &l);
        text_forms(&f, l.v, l.n);
    }
    map_free(f.known);
}
