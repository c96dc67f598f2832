/* defect.abbreviation: capitals that the plan uses and never explains, the common ones of the
 * health service left out. defect.unreadable: blocks whose letters were lost, and figures that were
 * cut, in one finding a page. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "defects/inspect.h"

enum { LEAST_USES = 3, MOST_LETTERS = 8 };

/* Known to every reader of such a plan, and capitals that are no abbreviations. */
static const char common[] =
    " NHS NHSE NHSI CCG CCGS GP GPS ICB ICS STP PCN PCNS UK EU IT HR AM PM BBC DH DHSC DOH CQC LMC "
    "LMCS A&E ED MP MPS CEO CFO COO KPI KPIS ID PDF TV OK NICE BMA RCGP GPFV FTE WTE RAG QOF GMS "
    "PMS "
    "APMS DES LES IAPT COPD HIV BMI PPG PPGS VAT HMRC NHSX II III IV VI USA MRI CT ECG DNA GDPR "
    "TBC TBA "
    "TBD XX XXX FAQ FAQS SMS PC PCS LTD PLC AND THE FOR OF TO IN ALL NOT NO OR IS ARE OUR WE BY ON "
    "WITH "
    "YES OOH MDT ICT IM&T CEOS AGM SRO PMO ETTF GPIT ";

struct short_form {
    const struct word *first;
    uint32_t word, uses;
    bool explained;
};

static bool is_common(const char *s, uint32_t len)
{
    char key[MOST_LETTERS + 3];
    key[0] = ' ';
    memcpy(key + 1, s, len);
    key[len + 1] = ' ';
    key[len + 2] = 0;
    return strstr(common, key) != NULL;
}

/* "Primary Care Home (PCH)": the words before the bracket begin with its letters; or the long form
 * follows it in brackets or after a colon or dash. */
static bool is_explained_here(const struct inspection *n, uint32_t i)
{
    const struct word *w = &n->words.v[i];
    char before = w->at ? n->doc->text[w->at - 1] : ' ', after = inspect_byte(n, w->end);
    if (before == '(' || after == '(' || inspect_byte(n, w->end + 1) == '(')
        return true;
    return after == ':' || after == '=';
}

/* Do capitalised words in a row begin with these letters anywhere? */
static bool is_spelt_out(const struct inspection *n, const char *s, uint32_t len)
{
    for (uint32_t i = 0; i < n->words.n; i++) {
        uint32_t k = 0, j = i;
        if (n->doc->text[n->words.v[i].at] != s[0] || n->words.v[i].shape == SHAPE_CAPS)
            continue;
        for (; j < n->words.n && k < len && j < i + len + 3; j++) {
            char c = n->doc->text[n->words.v[j].at];
            if (s[k] == '&')
                k++;
            if (k < len && (c == s[k] || c - 32 == s[k]))
                k++;
            else if (!(n->words.v[j].cls & CLASS_SMALL))
                break;
        }
        if (k == len)
            return true;
    }
    return false;
}

static bool is_listed(const struct inspection *n, const char *s, uint32_t len)
{
    for (size_t i = 0; i < n->doc->abbreviations.n; i++) {
        const char *known = n->doc->abbreviations.v[i].short_form;
        if (strlen(known) == len && !memcmp(known, s, len))
            return true;
    }
    return false;
}

/* Everything in capitals: a title, not a row of abbreviations. */
static bool shouts(const struct inspection *n, uint32_t i)
{
    bool left = i > 0 && n->words.v[i - 1].shape == SHAPE_CAPS;
    bool right = i + 1 < n->words.n && n->words.v[i + 1].shape == SHAPE_CAPS;
    return left && right;
}

void abbreviations_run(struct inspection *n)
{
    struct map *seen = map_new();
    for (uint32_t i = 0; i < n->words.n; i++) {
        const struct word *w = &n->words.v[i];
        uint32_t len = w->end - w->at;
        const char *s = n->doc->text + w->at;
        if (len > 2 && s[len - 1] == 's') /* "GPs" */
            len--;
        if (w->shape != SHAPE_CAPS || len < 2 || len > MOST_LETTERS || is_common(s, len))
            continue;
        uint32_t block = doc_block_at(n->doc, w->at);
        const struct doc_block *b = block == DOC_NONE ? NULL : &n->doc->blocks.v[block];
        if (!b || b->marks & (DOC_FURNITURE | DOC_BOILERPLATE | DOC_HIDDEN) || shouts(n, i))
            continue;
        struct short_form *f = map_get(seen, s, len);
        if (!f) {
            f = arena_alloc(n->arena, sizeof *f);
            f->word = i;
            f->explained = is_listed(n, s, len);
            map_set(seen, s, len, f);
        }
        f->uses += block_speaks(b);
        f->explained = f->explained || b->marks & DOC_GLOSSARY || is_explained_here(n, i);
    }
    for (size_t k = 0; k < map_count(seen); k++) {
        size_t len;
        void *value;
        const char *s = map_at(seen, k, &len, &value);
        const struct short_form *f = value;
        if (f->explained || f->uses < LEAST_USES || !inspect_spend(n, n->words.n) ||
            is_spelt_out(n, s, (uint32_t)len))
            continue;
        struct finding_place p = inspect_place(n, n->words.v[f->word].at);
        inspect_report(n, NULL, p.at, p.end,
            "%.*s is used %u times and never explained; write it out where it first stands",
            (int)len, s, f->uses);
    }
    map_free(seen);
}

void unreadable_run(struct inspection *n)
{
    const struct doc *d = n->doc;
    uint32_t page = UINT32_MAX;
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        if (!(b->marks & DOC_UNREADABLE) || !block_speaks(b))
            continue;
        uint32_t here = doc_page_number(d, b->at);
        if (here == page && here) {
            inspect_relate(n, b->at, b->end);
            continue;
        }
        page = here;
        inspect_report(n, "medium", b->at, b->end,
            "letters were lost here and the text cannot be read; send the passage again");
    }
    for (size_t i = 0, last = SIZE_MAX; i < d->values.n; i++) {
        const struct value *v = &d->values.v[i];
        uint32_t k = doc_block_at(d, v->at);
        if (!(v->flags & VALUE_DAMAGED) || v->kind == VALUE_DATE || d->text[v->at] == '0' ||
            k == DOC_NONE || k == last || !block_speaks(&d->blocks.v[k]))
            continue;
        last = k;
        struct finding_place p = inspect_place(n, v->at);
        inspect_report(n, NULL, p.at, p.end,
            "figures were cut here (\"%s\"); look at the original, and send it as a document",
            inspect_text(n, v->at, v->at + v->len, 40));
    }
}
