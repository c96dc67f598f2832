/* Sameness of two statements, told from the words around them. All of it is cautious: what is not
 * clearly one thing is taken for two. */
#include "defects/compare.h"

enum { AROUND = 12, RARE = 6, PARAGRAPH = 400 };

const char *inspect_figure(const struct inspection *n, uint32_t at)
{
    size_t i = doc_value_from(n->doc, at);
    const struct value *v = &n->doc->values.v[i];
    return inspect_text(n, v->at, v->at + v->len, 40);
}

/* First date of a sentence that has a year; NULL. */
static const struct value *date_of(const struct inspection *n, const struct doc_sentence *s)
{
    for (size_t i = doc_value_from(n->doc, s->at); i < n->doc->values.n; i++) {
        const struct value *v = &n->doc->values.v[i];
        if (v->at >= s->end)
            return NULL;
        if (v->kind == VALUE_DATE && !(v->flags & VALUE_NO_YEAR))
            return v;
    }
    return NULL;
}

bool other_time(
    const struct inspection *n, const struct doc_sentence *a, const struct doc_sentence *b)
{
    const struct value *x = date_of(n, a), *y = date_of(n, b);
    return x && y && (x->hi < y->lo || y->hi < x->lo);
}

/* The words around a count, inside its sentence. */
static struct span around(const struct inspection *n, const struct fact *f)
{
    const struct doc_sentence *s = &n->doc->sentences.v[f->sentence];
    struct span all = inspect_words(n, s->at, s->end);
    struct span near = {f->number > all.first + AROUND ? f->number - AROUND : all.first,
        f->noun + AROUND < all.end ? f->noun + AROUND : all.end};
    return near;
}

static bool is_content(const struct word *w)
{
    return !(w->cls & (CLASS_SMALL | CLASS_COUNTED)) && w->shape != SHAPE_NUMBER;
}

bool same_description(const struct inspection *n, const struct fact *a, const struct fact *b)
{
    struct span x = around(n, a), y = around(n, b);
    const struct word *v = n->words.v;
    if (v[a->noun].hash != v[b->noun].hash || a->form == FACT_SUBSET || b->form == FACT_SUBSET)
        return false;
    for (uint32_t i = x.first; i + 2 < x.end; i++) {
        if (!is_content(&v[i]) || !is_content(&v[i + 1]) || !is_content(&v[i + 2]))
            continue;
        for (uint32_t k = y.first; k + 3 < y.end; k++)
            if (v[i].stem == v[k].stem && v[i + 1].stem == v[k + 1].stem &&
                v[i + 2].stem == v[k + 2].stem)
                return share_rare_words(n, v[a->number].at, v[b->number].at, 3);
    }
    return false;
}

static struct span paragraph(const struct inspection *n, const struct fact *f)
{
    const struct doc_block *b = &n->doc->blocks.v[n->doc->sentences.v[f->sentence].block];
    struct span s = inspect_words(n, b->at, b->end);
    if (s.end - s.first > PARAGRAPH)
        s.end = s.first + PARAGRAPH;
    return s;
}

bool same_journey(const struct inspection *n, const struct fact *a, const struct fact *b)
{
    struct span x = paragraph(n, a), y = paragraph(n, b);
    const struct word *v = n->words.v;
    if (!inspect_spend(n, (uint64_t)(x.end - x.first) * (y.end - y.first)))
        return false;
    bool place = false, destination = false;
    for (uint32_t i = x.first; i + 1 < x.end; i++)
        for (uint32_t k = y.first; k + 1 < y.end; k++) {
            if (v[i].hash != v[k].hash)
                continue;
            place = place || (v[i].shape == SHAPE_CAPITAL && v[i + 1].shape == SHAPE_CAPITAL &&
                                 v[i + 1].hash == v[k + 1].hash && v[k].shape == SHAPE_CAPITAL);
            destination =
                destination || inspect_is(n, i, "hospital") || inspect_is(n, i, "station");
        }
    return place && destination;
}

bool share_rare_words(const struct inspection *n, uint32_t a, uint32_t b, uint32_t least)
{
    const struct word *v = n->words.v;
    struct finding_place p = inspect_place(n, a), q = inspect_place(n, b);
    struct span x = inspect_words(n, p.at, p.end), y = inspect_words(n, q.at, q.end);
    uint32_t i = wording_from(&n->words, a), k = wording_from(&n->words, b), shared = 0;
    x.first = i > x.first + AROUND ? i - AROUND : x.first;
    x.end = i + AROUND < x.end ? i + AROUND : x.end;
    y.first = k > y.first + AROUND ? k - AROUND : y.first;
    y.end = k + AROUND < y.end ? k + AROUND : y.end;
    for (i = x.first; i < x.end; i++) {
        bool both = false;
        uint32_t uses = 0;
        for (k = y.first; k < y.end && is_content(&v[i]); k++)
            both = both || v[k].stem == v[i].stem;
        if (both && !inspect_spend(n, n->words.n))
            return false;
        for (k = 0; k < n->words.n && both && uses <= RARE; k++)
            uses += v[k].stem == v[i].stem;
        shared += both && uses <= RARE;
    }
    return shared >= least;
}
