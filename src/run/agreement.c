/* See agreement.h. */
#include "run/agreement.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 2000 /* of a quote that is compared */ };

void agreement_add(struct agreement *a, enum pa_outcome labelled, enum pa_outcome ours, bool trap,
    bool quotes, bool hit)
{
    a->table[labelled][ours]++;
    if (trap && labelled == PA_NOT_MET)
        a->traps[ours]++;
    if (labelled != PA_NOT_MET && ours != PA_NOT_MET && quotes) {
        a->evidence++;
        a->evidence_hit += hit;
    }
}

void agreement_join(struct agreement *a, const struct agreement *from)
{
    for (int i = 0; i < 3; i++) {
        a->traps[i] += from->traps[i];
        for (int k = 0; k < 3; k++)
            a->table[i][k] += from->table[i][k];
    }
    a->evidence += from->evidence;
    a->evidence_hit += from->evidence_hit;
    a->defects += from->defects;
    a->defects_found += from->defects_found;
    a->defect_findings += from->defect_findings;
}

static uint32_t row(const struct agreement *a, int labelled)
{
    return a->table[labelled][0] + a->table[labelled][1] + a->table[labelled][2];
}

static uint32_t column(const struct agreement *a, int ours)
{
    return a->table[0][ours] + a->table[1][ours] + a->table[2][ours];
}

static double ratio(uint32_t part, uint32_t whole)
{
    return whole ? (double)part / whole : NAN;
}

uint32_t agreement_count(const struct agreement *a)
{
    return row(a, 0) + row(a, 1) + row(a, 2);
}

double agreement_share(const struct agreement *a)
{
    return ratio(a->table[0][0] + a->table[1][1] + a->table[2][2], agreement_count(a));
}

double agreement_kappa(const struct agreement *a)
{
    double n = agreement_count(a), observed = 0, expected = 0;
    if (n <= 0)
        return NAN;
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++) {
            double weight = 1 - abs(i - k) / 2.0;
            observed += weight * a->table[i][k] / n;
            expected += weight * row(a, i) * column(a, k) / n / n;
        }
    return expected < 1 ? (observed - expected) / (1 - expected) : 1;
}

double agreement_macro_f1(const struct agreement *a)
{
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < 3; i++) {
        double right = a->table[i][i], all = row(a, i) + column(a, i);
        if (all > 0) {
            sum += 2 * right / all;
            classes++;
        }
    }
    return classes ? sum / classes : NAN;
}

double agreement_false_assurance(const struct agreement *a)
{
    return ratio(a->table[PA_NOT_MET][PA_MET], row(a, PA_NOT_MET));
}

double agreement_not_met_called_partial(const struct agreement *a)
{
    return ratio(a->table[PA_NOT_MET][PA_PARTIAL], row(a, PA_NOT_MET));
}

double agreement_traps_called(const struct agreement *a, enum pa_outcome ours)
{
    return ratio(a->traps[ours], a->traps[0] + a->traps[1] + a->traps[2]);
}

double agreement_missed(const struct agreement *a)
{
    return ratio(a->table[PA_MET][PA_NOT_MET], row(a, PA_MET));
}

double agreement_evidence_hit(const struct agreement *a)
{
    return ratio(a->evidence_hit, a->evidence);
}

struct words {
    struct {
        const char *s;
        size_t len;
    } v[MOST_WORDS];
    uint32_t n;
};

static void split(const char *s, struct words *out)
{
    out->n = 0;
    while (*s && out->n < MOST_WORDS) {
        size_t len = 0;
        while (isalnum((unsigned char)s[len]))
            len++;
        if (len) {
            out->v[out->n].s = s;
            out->v[out->n++].len = len;
        }
        s += len ? len : 1;
    }
}

static bool same_word(const struct words *a, uint32_t i, const struct words *b, uint32_t k)
{
    if (a->v[i].len != b->v[k].len)
        return false;
    for (size_t c = 0; c < a->v[i].len; c++)
        if (tolower((unsigned char)a->v[i].s[c]) != tolower((unsigned char)b->v[k].s[c]))
            return false;
    return true;
}

bool quotes_share(const char *a, const char *b, uint32_t words)
{
    struct words x, y;
    split(a, &x);
    split(b, &y);
    if (words > x.n)
        words = x.n;
    if (words > y.n)
        words = y.n;
    if (!words)
        return false;
    for (uint32_t i = 0; i + words <= x.n; i++)
        for (uint32_t k = 0; k + words <= y.n; k++) {
            uint32_t run = 0;
            while (run < words && same_word(&x, i + run, &y, k + run))
                run++;
            if (run == words)
                return true;
        }
    return false;
}
