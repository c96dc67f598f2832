/* Money in pounds: what stands after an amount, and the pound signs that extraction lost. */
#include "values/scan.h"

size_t money_word(const struct text *t, size_t i, double *worth)
{
    static const struct {
        const char *s;
        double worth;
    } units[] = {{"pounds", 1}, {"pound", 1}, {"pence", 0.01}, {"penny", 0.01}, {"quid", 1},
        {"grand", 1000}, {"gbp", 1}, {"sterling", 1}};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t end = phrase_at(t, i, units[u].s);
        if (end == NOWHERE)
            continue;
        size_t sterling = phrase_at(t, end, "sterling");
        *worth = units[u].worth;
        return sterling == NOWHERE ? end : sterling;
    }
    if (byte_at(t, i) == 'p' && !word_char_at(t, i + 1) && byte_at(t, i + 1) != '.') {
        *worth = 0.01; /* 18p */
        return i + 1;
    }
    return NOWHERE;
}

void money_pence(const struct text *t, struct value *v)
{
    struct amount a;
    size_t k = phrase_at(t, value_end(v), "and");
    if (k == NOWHERE || !amount_read(t, skip_blanks(t, k), false, &a) || a.n >= 100)
        return;
    size_t end = phrase_at(t, a.end, "pence");
    if (end == NOWHERE)
        return;
    v->lo += a.n / 100;
    v->hi = v->lo;
    value_reach(v, end);
}

static const char *const money_talk[] = {"fund", "invest", "cost", "budget", "spen", "alloc",
    "\xc2\xa3", "financ", "premium", "saving", "vat", "grant", "price", "per head", "recurr",
    "capital", "revenue", "payment", "efficienc", "rent", "income", "surplus", "deficit", "money",
    NULL};
/* What is counted in thousands and is not money. */
static const char *const people_talk[] = {"people", "population", "pop", "patients", "patient",
    "pts", "residents", "appointments", "appts", "contacts", "households", "homes", "visits",
    "calls", "users", "letters", "records", "registered", "persons", "consultations", "refs",
    "referrals", "inhabitants", "lives", "dwellings", "weighted", "bed", "beds", "hours", "staff",
    "items", "prescriptions", "learners", "to", "submissions", "downloads", "encounters",
    "practices", "gps", "nurses", "fewer", "x", NULL};
static const char *const sum_before[] = {"funding of", "investment of", "cost of", "costs of",
    "budget of", "allocation of", "sum of", "grant of", "payment of", "payments of", "spend of",
    "total of", "spending", "investing", "invest", "value of", "spend", NULL};
static const char *const sum_after[] = {"in", "for", "over", "from", "per", "non", "recurrent",
    "recurrently", "is", "was", "will", "has", "annually", "this", "across", "each", NULL};

static bool counted(const struct text *t, size_t i)
{
    return any_at(t, i, people_talk) != NOWHERE;
}

/* "( 3.34 per head)" after a sum. */
static bool per_head_follows(const struct text *t, size_t i)
{
    struct amount a;
    size_t k = skip_blanks(t, i);
    if (byte_at(t, k) != '(')
        return false;
    k = skip_blanks(t, k + 1);
    return is_digit(byte_at(t, k)) && amount_read(t, k, false, &a) &&
           phrase_at(t, a.end, "per head") != NOWHERE;
}

/* "3.34 per head", "1.50 per patient": only money is given so. */
static bool is_per_head(const struct text *t, const struct amount *a)
{
    static const char *const head[] = {
        "per head", "a head", "per weighted head", "per head of", "per capita", NULL};
    static const char *const people[] = {"per patient", "per person", "per registered patient",
        "per weighted patient", "a patient", "for each patient", "per resident", NULL};
    if (any_at(t, a->end, head) != NOWHERE)
        return a->n > 0;
    return a->decimals == 2 && a->n >= 1 && a->scale <= 1 && any_at(t, a->end, people) != NOWHERE;
}

/* 40K, 1.2m among words about money. */
static bool is_short_sum(const struct text *t, const struct amount *a, size_t at)
{
    static const char *const lists[] = {"list", "pop", "raw", NULL};
    return !any_near(t, at, at, 12, lists) && !counted(t, a->end) &&
           any_near(t, at, a->end, 70, money_talk);
}

bool money_lost(const struct text *t, const struct amount *a, const struct value *v)
{
    if (a->words || a->ordinal || a->damaged || a->dotted)
        return false;
    if (is_per_head(t, a))
        return true;
    if (a->short_scale)
        return is_short_sum(t, a, v->at);
    if (!a->grouped && a->scale < 1e6)
        return false;
    if (a->grouped && per_head_follows(t, a->end))
        return true;
    if (!any_before(t, v->at, sum_before))
        return false;
    return a->grouped
               ? !word_char_at(t, skip_blanks(t, a->end)) || any_at(t, a->end, sum_after) != NOWHERE
               : !counted(t, a->end);
}
