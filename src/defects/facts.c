/* A count is a number with one of the nouns that plans count within four words behind it, and
 * nothing but adjectives (or "of our", "of the") between. The word before it tells whether all of
 * them are meant. */
#include "defects/facts.h"

#include <string.h>

static bool is_break(const struct inspection *n, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (strchr(",;:.()\n|", n->doc->text[i]))
            return true;
    return false;
}

bool is_own_place(const struct inspection *n, uint32_t word)
{
    static const char *const kinds[] = {"NHS", "CCG", "ICB", "Clinical", "Commissioning", "Group",
        "Integrated", "Care", "Board", "and", "the"};
    const struct word *w = &n->words.v[word];
    uint32_t len = w->end - w->at;
    const char *s = n->doc->text + w->at;
    if (w->shape != SHAPE_CAPITAL || len < 3)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strlen(kinds[i]) == len && !memcmp(s, kinds[i], len))
            return false;
    for (size_t o = 0; o < n->doc->orgs.n; o++) {
        const char *p = n->doc->orgs.v[o].own ? n->doc->orgs.v[o].name : "";
        for (; *p; p++)
            if (!strncmp(p, s, len) && !((p[len] | 32) >= 'a' && (p[len] | 32) <= 'z'))
                return true;
    }
    return false;
}

static bool before_is(const struct inspection *n, uint32_t i, uint32_t back, const char *word)
{
    return i >= back && inspect_is(n, i - back, word);
}

static uint8_t form_of(const struct inspection *n, uint32_t i)
{
    if (before_is(n, i, 1, "our"))
        return FACT_OUR;
    if (before_is(n, i, 1, "all") || before_is(n, i, 1, "the"))
        return before_is(n, i, 1, "all") || before_is(n, i, 2, "of") ? FACT_ALL : FACT_PLAIN;
    if (before_is(n, i, 2, "there") && before_is(n, i, 1, "are"))
        return FACT_THERE;
    if (before_is(n, i, 1, "comprises") ||
        (before_is(n, i, 2, "comprises") && before_is(n, i, 1, "of")))
        return FACT_THERE;
    return FACT_PLAIN;
}

/* "within the Thornby area", "across Thornby": the place. */
static uint32_t scope_after(const struct inspection *n, uint32_t noun)
{
    uint32_t k = noun + 1;
    if (!inspect_is(n, k, "within") && !inspect_is(n, k, "across") && !inspect_is(n, k, "in"))
        return DOC_NONE;
    k += inspect_is(n, k + 1, "the") ? 2 : 1;
    return k < n->words.n && n->words.v[k].shape != SHAPE_LOWER &&
                   n->words.v[k].shape != SHAPE_NUMBER
               ? k
               : DOC_NONE;
}

static bool is_narrowed(const struct inspection *n, uint32_t noun)
{
    static const char *const words[] = {"in", "that", "who", "which", "with", "where", "from", "on",
        "at", "whose", "currently", "have", "had"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (inspect_is(n, noun + 1, words[i]))
            return true;
    return false;
}

/* The noun that a number before word `k` counts; DOC_NONE. `*subset`: "of" stands between. */
static uint32_t noun_after(const struct inspection *n, uint32_t k, bool *subset)
{
    *subset = false;
    for (uint32_t step = 0; step < 5 && k > 0 && k < n->words.n; step++, k++) {
        const struct word *w = &n->words.v[k];
        if (is_break(n, n->words.v[k - 1].end, w->at) || w->shape == SHAPE_NUMBER)
            return DOC_NONE;
        if (w->cls & CLASS_COUNTED)
            break;
        bool of = inspect_is(n, k, "of");
        *subset = *subset || of;
        if (w->cls & CLASS_SMALL && !of && !inspect_is(n, k, "our") && !inspect_is(n, k, "the"))
            return DOC_NONE;
    }
    if (k >= n->words.n || !(n->words.v[k].cls & CLASS_COUNTED))
        return DOC_NONE;
    /* "care home sites": the last of two nouns is what is counted */
    if (k + 1 < n->words.n && n->words.v[k + 1].cls & CLASS_COUNTED &&
        !is_break(n, n->words.v[k].end, n->words.v[k + 1].at))
        k++;
    return k;
}

static void read_fact(
    struct facts *f, const struct inspection *n, const struct value *v, uint32_t sentence)
{
    uint32_t i = wording_from(&n->words, v->at);
    bool subset;
    uint32_t k = noun_after(n, wording_from(&n->words, v->at + v->len), &subset);
    if (k == DOC_NONE || inspect_is(n, k, "practice") || inspect_is(n, k + 1, "practice"))
        return; /* "28 practice visits" */
    if (subset && !before_is(n, k, 1, "our") && !before_is(n, k, 1, "the") &&
        !before_is(n, k, 2, "our"))
        return;
    struct fact fact = {.value = v->lo, .number = i, .noun = k, .sentence = sentence};
    fact.counted = n->words.v[k].info;
    fact.form = subset ? FACT_SUBSET : form_of(n, i);
    fact.approximate = v->flags & (VALUE_APPROX | VALUE_AT_LEAST | VALUE_AT_MOST);
    fact.narrowed = is_narrowed(n, k);
    fact.scope = scope_after(n, k);
    VEC_PUSH(&f->list, fact);
}

void facts_read(struct facts *f, const struct inspection *n)
{
    uint32_t s = 0;
    for (size_t i = 0; i < n->doc->values.n && f->list.n < LIMIT_FACTS; i++) {
        const struct value *v = &n->doc->values.v[i];
        if (v->kind != VALUE_NUMBER || v->lo != v->hi || v->per ||
            v->flags & (VALUE_REFERENCE | VALUE_ORDINAL | VALUE_DAMAGED))
            continue;
        while (s + 1 < n->doc->sentences.n && n->doc->sentences.v[s + 1].at <= v->at)
            s++;
        if (s >= n->doc->sentences.n || n->doc->sentences.v[s].end <= v->at)
            continue;
        const struct doc_block *b = &n->doc->blocks.v[n->doc->sentences.v[s].block];
        if (b->kind != DOC_CELL && block_speaks(b))
            read_fact(f, n, v, s);
    }
}

void facts_clear(struct facts *f)
{
    xfree(f->list.v);
    *f = (struct facts){0};
}

double facts_total(const struct facts *f, const struct inspection *n, enum counted counted)
{
    double best = 0;
    uint32_t most = 1;
    for (size_t i = 0; i < f->list.n; i++) {
        const struct fact *a = &f->list.v[i];
        uint32_t count = 0;
        if (a->counted != counted || a->form == FACT_PLAIN || a->form == FACT_SUBSET ||
            a->approximate || (a->scope != DOC_NONE && !is_own_place(n, a->scope)) || a->value < 4)
            continue;
        for (size_t k = 0; k < f->list.n; k++) {
            const struct fact *b = &f->list.v[k];
            count += b->counted == counted && b->value == a->value && b->form != FACT_SUBSET;
        }
        if (count > most || (count == most && count > 1 && a->value > best)) {
            most = count;
            best = a->value;
        }
    }
    return best;
}

uint32_t facts_populations(const struct facts *f, double *out, uint32_t room)
{
    uint32_t n = 0, best = 0, most = 0;
    for (size_t i = 0; i < f->list.n && n < room; i++) {
        const struct fact *a = &f->list.v[i];
        if (a->counted != COUNTED_PEOPLE || a->value < 5000)
            continue;
        uint32_t count = 0, known = 0;
        while (known < n && out[known] != a->value)
            known++;
        for (size_t k = 0; k < f->list.n; k++)
            count += f->list.v[k].value == a->value;
        if (known == n)
            out[n++] = a->value;
        if (count > most || (count == most && a->value > out[best])) {
            most = count;
            best = known;
        }
    }
    if (n) {
        double first = out[0];
        out[0] = out[best];
        out[best] = first;
    }
    return n;
}
