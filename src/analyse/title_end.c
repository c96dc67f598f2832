/* Titles inside running text have no mark at their end: "3.1 Opening hours There is a wish". What
 * helps is that a new sentence opens with a capital that a title would not have at that place: a
 * word of the closed list of sentence openers, or the last capital before the first small word that
 * is no joiner ("1.2 Health needs Life expectancy is"). */
#include "analyse/title_end.h"

#define MAX_TITLE 16

bool is_caption_start(const char *text, const struct word *w, size_t n, size_t i)
{
    if (i + 1 >= n || !(w[i].cls & WORD_LABEL) || w[i].shape != WORD_CAPITAL || w[i].after)
        return false;
    if (w[i + 1].shape != WORD_NUMBER && w[i + 1].shape != WORD_ID)
        return false;
    return (w[i + 1].after & (AFTER_COLON | AFTER_DASH | AFTER_STOP)) &&
           (word_is(text, &w[i], "figure") || word_is(text, &w[i], "table") ||
               word_is(text, &w[i], "fig") || word_is(text, &w[i], "chart") ||
               word_is(text, &w[i], "box"));
}

/* A capital that opens a sentence where the word before can end a title. */
static bool opens_sentence(const struct word *w, size_t n, size_t k)
{
    if (!(w[k].cls & WORD_STARTER) || !word_is_upper(&w[k]) || w[k - 1].cls & WORD_JOINER)
        return false;
    if (w[k].end - w[k].at == 1 && w[k].after)
        return false; /* "Appendix A:" */
    return k + 1 < n && !(w[k].after & (AFTER_STOP | AFTER_LINE | AFTER_CLOSE));
}

/* The first small word that is no joiner stands at `k`: the sentence began at the capital before
 * it. */
static size_t sentence_before(const struct word *w, size_t i, size_t k)
{
    size_t p = k;
    while (p > i && !word_is_upper(&w[p - 1]) && w[p - 1].cls & WORD_JOINER)
        p--;
    if (p == i || !word_is_upper(&w[p - 1]))
        return 0;
    p--;
    if (w[p].cls & WORD_ORG && p > i && word_is_upper(&w[p - 1]))
        return 0; /* "NHS Orrest and Whitcombe CCG has": the sentence begins with the name */
    return p > i && !(w[p - 1].cls & WORD_JOINER) ? p : 0;
}

/* "Current status Ashmere CCG has": the verb stands at `k`, the name of an organisation before it.
 */
static size_t organisation_before(const struct word *w, size_t i, size_t k)
{
    if (k < i + 4 || !(w[k - 1].cls & WORD_ORG) || !word_is_upper(&w[k - 1]) ||
        !word_is_upper(&w[k - 2]))
        return 0;
    size_t p = k - 2;
    while (p > i + 2 && w[p - 1].cls & WORD_JOINER && word_is_upper(&w[p - 2]))
        p -= 2;
    return p > i + 1 && !(w[p - 1].cls & WORD_JOINER) ? p : 0;
}

/* A title in small letters ends before a capital: "Improving access for patients We". */
static bool ends_small(const struct word *w, size_t k)
{
    return w[k].shape == WORD_CAPITAL && w[k - 1].shape == WORD_LOWER &&
           !(w[k - 1].cls & (WORD_JOINER | WORD_BOUND));
}

static bool is_small(const struct word *w, size_t k)
{
    return w[k].shape == WORD_LOWER && !(w[k].cls & WORD_JOINER) && !(w[k - 1].after & AFTER_OPEN);
}

/* A stop, an opener, a caption or a section number at word `k`. */
static bool is_end(const char *text, const struct word *w, size_t n, size_t k, bool *hard)
{
    *hard = w[k - 1].after &
                (AFTER_STOP | AFTER_COLON | AFTER_SEMI | AFTER_LINE | AFTER_TAB | AFTER_BULLET) ||
            (w[k].shape == WORD_ID && !(w[k - 1].cls & WORD_LABEL));
    return *hard || opens_sentence(w, n, k) || is_caption_start(text, w, n, k);
}

/* "The CCG holds joint responsibility with others. It": a sentence of a numbered paragraph, not a
 * title with a full stop. */
static bool is_first_sentence(const char *text, const struct word *w, size_t n, size_t i, size_t k)
{
    static const char *const openers[] = {
        "the", "this", "these", "our", "each", "all", "every", "we", "it", "they", "there"};
    if (!(w[k - 1].after & AFTER_STOP) || k >= n || k < i + 6)
        return false;
    for (size_t s = 0; s < sizeof openers / sizeof *openers; s++)
        if (word_is(text, &w[i], openers[s]))
            return true;
    return false;
}

/* "We work from 23 buildings: 9 are" and "The company runs it; it costs": what ends at word `k` is
 * the first part of a sentence. A title ends in no semicolon and has no personal subject. */
static bool is_sentence_part(const char *text, const struct word *w, size_t i, size_t k)
{
    static const char *const subjects[] = {"we", "it", "they", "there", "you", "i"};
    if (w[k - 1].after & AFTER_SEMI)
        return true;
    for (size_t s = 0; s < sizeof subjects / sizeof *subjects; s++)
        if (w[k - 1].after & AFTER_COLON && k > i + 2 && word_is(text, &w[i], subjects[s]))
            return true;
    return false;
}

/* What a title that ends at word `k` gives: its end, or 0 when it is none after all. */
static size_t end_at(const char *text, const struct word *w, size_t i, size_t k, bool refuse)
{
    return refuse || is_sentence_part(text, w, i, k) ? 0 : k;
}

size_t title_end(const char *text, const struct word *w, size_t n, size_t i, bool strict)
{
    size_t commas = 0, small = 0;
    for (size_t k = i + 1; k < n && k - i <= MAX_TITLE; k++) {
        bool hard;
        if (is_end(text, w, n, k, &hard))
            return end_at(text, w, i, k, (strict && hard) || is_first_sentence(text, w, n, i, k));
        commas += (w[k - 1].after & AFTER_COMMA) > 0;
        if (commas > (strict ? 0 : 2))
            return 0;
        if (!is_small(w, k)) {
            if (small && ends_small(w, k))
                return k;
            continue;
        }
        size_t p = w[k].cls & WORD_AUX ? organisation_before(w, i, k) : 0;
        if (!p && !small && !strict)
            p = sentence_before(w, i, k);
        if (strict || p || w[k].cls & WORD_AUX)
            return p;
        small++;
    }
    return n - i <= MAX_TITLE && !strict ? n : 0;
}
