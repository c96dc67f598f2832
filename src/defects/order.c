/* defect.date-order: steps that cannot come in the order of their dates. Steps are told by their
 * words (business case, bids, award, opening, evaluation), within one sentence or from sentence to
 * sentence when they share what is evaluated; milestones by the year of their heading; benefits in
 * a list by what they follow from. */
#include <string.h>

#include "defects/inspect.h"

enum { MONTH = 31, NEAR_WORDS = 14, BACK = 5, MOST_DATES = 16 };

static bool is_dated(const struct value *v)
{
    return v->kind == VALUE_DATE && !(v->flags & (VALUE_NO_YEAR | VALUE_DAMAGED | VALUE_REFERENCE));
}

static const char *date_text(const struct inspection *n, const struct value *v)
{
    return inspect_text(n, v->at, v->at + v->len, 40);
}

/* A date with the step that it belongs to. */
struct step {
    const struct value *date;
    uint8_t stage; /* enum stage, 0: none */
    uint32_t word; /* that tells the stage */
};

/* The step of a date: the nearest word before it that names one, not past another date. */
static struct step step_of(const struct inspection *n, const struct value *v, uint32_t from)
{
    struct step s = {v, 0, DOC_NONE};
    uint32_t k = wording_from(&n->words, v->at), bids = 0;
    for (uint32_t i = k; i-- > 0 && k - i <= NEAR_WORDS && n->words.v[i].at >= from;) {
        const struct word *w = &n->words.v[i];
        if (!(w->cls & CLASS_STAGE) || (w->info == STAGE_CASE && !inspect_is(n, i - 1, "business")))
            continue;
        if (!s.stage) {
            s.stage = w->info;
            s.word = i;
        }
        bids = bids || w->info == STAGE_BIDS;
    }
    if (s.stage == STAGE_REVIEW && bids)
        s.stage = STAGE_BIDS; /* "the bids are evaluated" */
    return s;
}

/* Must the first step come before the second? */
static bool comes_before(uint8_t first, uint8_t second)
{
    if (!first || !second)
        return false;
    if (second == STAGE_AWARD)
        return first == STAGE_TENDER || first == STAGE_BIDS;
    if (second == STAGE_OPEN)
        return first == STAGE_CASE;
    return second == STAGE_REVIEW && first == STAGE_OPEN;
}

static bool tells_the_past(const struct inspection *n, const struct doc_sentence *s)
{
    static const char *const words[] = {
        "was", "were", "had", "since", "previous", "existing", "current", "again", "ended"};
    struct span w = inspect_words(n, s->at, s->end);
    for (uint32_t i = w.first; i < w.end; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (inspect_is(n, i, words[k]))
                return true;
    return false;
}

static uint32_t read_steps(
    const struct inspection *n, const struct doc_sentence *s, struct step *out)
{
    uint32_t count = 0, from = s->at;
    for (size_t i = doc_value_from(n->doc, s->at); i < n->doc->values.n && count < MOST_DATES;
         i++) {
        const struct value *v = &n->doc->values.v[i];
        if (v->at >= s->end)
            break;
        if (!is_dated(v))
            continue;
        out[count++] = step_of(n, v, from);
        from = v->at + v->len;
    }
    return count;
}

static bool check_steps(
    struct inspection *n, const struct doc_sentence *s, const struct step *steps, uint32_t count)
{
    bool told = false;
    for (uint32_t i = 0; i + 1 < count; i++) {
        const struct step *a = &steps[i], *b = &steps[i + 1];
        const struct step *first = comes_before(a->stage, b->stage)   ? a
                                   : comes_before(b->stage, a->stage) ? b
                                                                      : NULL;
        const struct step *second = first == a ? b : a;
        if (!first || second->date->hi >= first->date->lo ||
            (n->doc->written != INT32_MIN && second->date->hi < n->doc->written) ||
            tells_the_past(n, s))
            continue;
        told = true;
        inspect_report(n, NULL, s->at, s->end,
            "\"%s\" (%s) comes before \"%s\" (%s), which it must follow; check the two dates",
            inspect_text(n, n->words.v[second->word].at, n->words.v[second->word].end, 40),
            date_text(n, second->date),
            inspect_text(n, n->words.v[first->word].at, n->words.v[first->word].end, 40),
            date_text(n, first->date));
    }
    return told;
}

/* ---- an evaluation before what it evaluates ---- */

static bool share_word(
    const struct inspection *n, const struct doc_sentence *a, const struct doc_sentence *b)
{
    struct span x = inspect_words(n, a->at, a->end), y = inspect_words(n, b->at, b->end);
    for (uint32_t i = x.first; i < x.end; i++) {
        const struct word *w = &n->words.v[i];
        if (w->cls & (CLASS_SMALL | CLASS_MONTH | CLASS_COUNTED | CLASS_STAGE) ||
            w->end - w->at < 5)
            continue;
        for (uint32_t k = y.first; k < y.end; k++)
            if (n->words.v[k].stem == w->stem && w->shape != SHAPE_NUMBER)
                return true;
    }
    return false;
}

static bool evaluates(const struct inspection *n, const struct doc_sentence *s)
{
    struct span w = inspect_words(n, s->at, s->end);
    for (uint32_t i = w.first; i < w.end; i++)
        if (inspect_is(n, i, "evaluation") &&
            (inspect_is(n, i + 1, "of") || inspect_is(n, i + 1, "by")))
            return true;
    return false;
}

static void check_evaluation(struct inspection *n, size_t index)
{
    const struct doc_sentence *s = &n->doc->sentences.v[index];
    struct step own[MOST_DATES], other[MOST_DATES];
    if (!evaluates(n, s))
        return;
    uint32_t dates = read_steps(n, s, own);
    if (!dates || dates > 3)
        return;
    const struct value *review = own[dates - 1].date;
    if (n->doc->written != INT32_MIN && review->hi < n->doc->written)
        return;
    for (size_t k = index > BACK ? index - BACK : 0; k <= index; k++) {
        const struct doc_sentence *t = &n->doc->sentences.v[k];
        const struct doc_block *a = &n->doc->blocks.v[t->block], *b = &n->doc->blocks.v[s->block];
        if (a->section != b->section || a->kind == DOC_CELL || (k != index && !share_word(n, t, s)))
            continue;
        uint32_t count = read_steps(n, t, other);
        for (uint32_t i = 0; i < count; i++) {
            const struct value *start = other[i].date;
            if (other[i].stage != STAGE_OPEN || start->lo <= review->hi ||
                start->lo - review->hi > 730)
                continue;
            inspect_report(n, NULL, s->at, s->end,
                "the evaluation (%s) comes before what it is to evaluate begins (%s); check the "
                "two "
                "dates",
                date_text(n, review), date_text(n, start));
            if (k != index)
                inspect_relate(n, t->at, t->end);
            return;
        }
    }
}

/* ---- ranges and deadlines ---- */

/* "from 31 March 2018 to 1 April 2017". */
static void check_range(
    struct inspection *n, const struct doc_sentence *s, const struct step *steps, uint32_t count)
{
    for (uint32_t i = 0; i + 1 < count; i++) {
        const struct value *a = steps[i].date, *b = steps[i + 1].date;
        uint32_t k = wording_from(&n->words, a->at + a->len), at = wording_from(&n->words, a->at);
        bool to = (inspect_is(n, k, "to") || inspect_is(n, k, "until")) &&
                  n->words.v[k].end + 1 >= b->at && at > 0 &&
                  (inspect_is(n, at - 1, "from") || inspect_is(n, at - 1, "between"));
        if (!to || b->hi >= a->lo)
            continue;
        inspect_report(n, NULL, s->at, s->end,
            "the period ends (%s) before it begins (%s); check it", date_text(n, b),
            date_text(n, a));
    }
}

/* "will be finished by March 2016" in a plan of 2017. */
static void check_deadline(
    struct inspection *n, const struct doc_sentence *s, const struct step *steps, uint32_t count)
{
    if (n->doc->written == INT32_MIN || count != 1 || tells_the_past(n, s))
        return;
    const struct value *v = steps[0].date;
    uint32_t k = wording_from(&n->words, v->at), will = DOC_NONE;
    double late = n->doc->written - v->hi;
    if (!(v->flags & VALUE_DEADLINE) || late < 2 * MONTH || late > 1000)
        return;
    for (uint32_t i = k; i-- > 0 && k - i <= 10 && n->words.v[i].at >= s->at;) {
        if (strchr(",;:(", inspect_byte(n, n->words.v[i].end)))
            return;
        if (inspect_is(n, i, "will"))
            will = i;
        if (inspect_is(n, i, "that") || inspect_is(n, i, "which") || inspect_is(n, i, "than"))
            return;
    }
    if (will == DOC_NONE)
        return;
    inspect_report(n, NULL, s->at, s->end,
        "%s is given as a date to come, but the plan was written later; check the date or say what "
        "was done",
        date_text(n, v));
}

/* ---- milestones below a year ---- */

/* The one year or financial year of a heading; NULL. */
static const struct value *year_of(const struct inspection *n, const struct doc_block *h)
{
    const struct value *found = NULL;
    for (size_t i = doc_value_from(n->doc, h->at); i < n->doc->values.n; i++) {
        const struct value *v = &n->doc->values.v[i];
        if (v->at >= h->end)
            break;
        if (!is_dated(v))
            continue;
        if (found)
            return NULL;
        found = v;
    }
    bool one = found && found->flags & VALUE_FY && found->hi - found->lo < 367;
    return one ? found : NULL;
}

static void check_years(struct inspection *n)
{
    const struct doc *d = n->doc;
    for (size_t i = 1; i < d->sections.n; i++) {
        const struct doc_section *s = &d->sections.v[i];
        const struct doc_block *h = &d->blocks.v[s->heading];
        const struct value *year = block_speaks(h) && h->end - h->at < 60 ? year_of(n, h) : NULL;
        for (uint32_t k = s->heading + 1; year && k < s->end_block; k++) {
            const struct doc_block *b = &d->blocks.v[k];
            size_t j = doc_value_from(d, b->at);
            if (b->section != i || b->kind == DOC_CELL || !block_speaks(b) || j >= d->values.n)
                continue;
            const struct value *v = &d->values.v[j];
            if (v->at > b->at + 6 || v->at >= b->end || !is_dated(v) ||
                (v->hi >= year->lo && v->lo <= year->hi))
                continue;
            struct finding_place p = inspect_place(n, v->at);
            inspect_report(n, NULL, p.at, p.end, "%s is filed under %s; check the date or the year",
                date_text(n, v), inspect_text(n, h->at, h->end, 60));
            inspect_relate(n, h->at, h->end);
        }
    }
}

/* ---- benefits in a list ---- */

static const struct value *leading_date(const struct inspection *n, const struct doc_block *b)
{
    size_t j = doc_value_from(n->doc, b->at);
    const struct value *v = j < n->doc->values.n ? &n->doc->values.v[j] : NULL;
    return v && v->at <= b->at + 4 && is_dated(v) ? v : NULL;
}

/* In a list of dated steps: what practices and patients gain cannot begin before what brings it is
 * there: deployed, created, developed. */
static void check_benefits(struct inspection *n)
{
    static const char *const gains[] = {"able", "improvement", "improved", "receive", "reinvest"};
    static const char *const causes[] = {"deploy", "create", "introduce", "install", "assessment"};
    const struct doc *d = n->doc;
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct doc_block *gain = &d->blocks.v[i];
        if (gain->kind != DOC_LIST_ITEM || !gain->list || !block_speaks(gain))
            continue;
        const struct value *from = leading_date(n, gain);
        if (!from || !inspect_has_any(n, inspect_words(n, gain->at, gain->end), gains,
                         sizeof gains / sizeof *gains))
            continue;
        for (size_t k = i; k-- > 0 && i - k < 12 && d->blocks.v[k].list == gain->list;) {
            const struct doc_block *cause = &d->blocks.v[k];
            const struct value *built = leading_date(n, cause);
            struct span w = inspect_words(n, cause->at, cause->end);
            if (!built || built->hi <= from->lo || built->lo == from->lo ||
                from->hi - from->lo < MONTH ||
                !inspect_has_any(n, w, causes, sizeof causes / sizeof *causes))
                continue;
            inspect_report(n, built->lo > from->lo ? NULL : "low", gain->at, gain->end,
                "the gain is dated from %s on, before what brings it is there (%s); check the "
                "dates",
                date_text(n, from), date_text(n, built));
            inspect_relate(n, cause->at, cause->end);
            break;
        }
    }
}

void date_order_run(struct inspection *n)
{
    struct step steps[MOST_DATES];
    for (size_t i = 0; i < n->doc->sentences.n; i++) {
        const struct doc_sentence *s = &n->doc->sentences.v[i];
        const struct doc_block *b = &n->doc->blocks.v[s->block];
        if (b->kind == DOC_CELL || !block_speaks(b))
            continue;
        uint32_t count = read_steps(n, s, steps);
        if (!count)
            continue;
        bool told = check_steps(n, s, steps, count);
        check_range(n, s, steps, count);
        check_deadline(n, s, steps, count);
        if (!told)
            check_evaluation(n, i);
    }
    check_years(n);
    check_benefits(n);
}
