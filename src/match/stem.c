/* English stems, by Snowball but for two faults that matter in plans. It keeps the plural s of
 * words without a vowel, which in plans are short forms ("gps", "pcns", "hrs"): that s is taken off
 * here, so that a short form and its plural have one stem. And it gives words of different meaning
 * one stem: a table of our own keeps those apart. */
#include "match/stem.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Words that Snowball gives the stem of a word with another meaning: "evening" that of "even",
 * "clinical" that of "clinic", "consultant" that of "consultation". They have stems of their own.
 * In order of the words. */
static const struct own_stem {
    const char *word, *stem;
} own_stems[] = {
    /* clang-format off */
    {"accountability", "accountable"},
    {"accountable", "accountable"},
    {"accountant", "accountant"},
    {"accountants", "accountant"},
    {"activate", "activate"},
    {"activated", "activate"},
    {"activates", "activate"},
    {"activating", "activate"},
    {"activation", "activation"},
    {"activities", "activity"},
    {"activity", "activity"},
    {"appointment", "appointment"},
    {"appointments", "appointment"},
    {"assistant", "assistant"},
    {"assistants", "assistant"},
    {"authorities", "authority"},
    {"authority", "authority"},
    {"business", "business"},
    {"businesses", "business"},
    {"clinical", "clinical"},
    {"clinically", "clinical"},
    {"commissioner", "commissioner"},
    {"commissioners", "commissioner"},
    {"consultant", "consultant"},
    {"consultants", "consultant"},
    {"customer", "customer"},
    {"customers", "customer"},
    {"emergencies", "emergency"},
    {"emergency", "emergency"},
    {"employer", "employer"},
    {"employers", "employer"},
    {"equalities", "equality"},
    {"equality", "equality"},
    {"evening", "evening"},
    {"evenings", "evening"},
    {"experience", "experience"},
    {"experienced", "experience"},
    {"experiences", "experience"},
    {"experiencing", "experience"},
    {"government", "government"},
    {"governments", "government"},
    {"governor", "governor"},
    {"governors", "governor"},
    {"importance", "important"},
    {"important", "important"},
    {"importantly", "important"},
    {"informal", "informal"},
    {"informally", "informal"},
    {"localities", "locality"},
    {"locality", "locality"},
    {"majorities", "majority"},
    {"majority", "majority"},
    {"manager", "manager"},
    {"managers", "manager"},
    {"medication", "medication"},
    {"medications", "medication"},
    {"minorities", "minority"},
    {"minority", "minority"},
    {"officer", "officer"},
    {"officers", "officer"},
    {"personal", "personal"},
    {"personally", "personal"},
    {"practical", "practical"},
    {"practically", "practical"},
    {"prescriber", "prescriber"},
    {"prescribers", "prescriber"},
    {"provider", "provider"},
    {"providers", "provider"},
    {"several", "several"},
    {"specialities", "speciality"},
    {"speciality", "speciality"},
    {"universal", "universal"},
    {"universally", "universal"},
    {"universities", "university"},
    {"university", "university"},
    /* clang-format on */
};

struct stemmer {
    struct sb_stemmer *snowball;
};

struct stemmer *stemmer_new(void)
{
    struct stemmer *s = xcalloc(1, sizeof *s);
    s->snowball = sb_stemmer_new("english", "UTF_8");
    if (!s->snowball)
        mem_exhausted(0); /* English is always built in: only memory can fail */
    return s;
}

void stemmer_free(struct stemmer *s)
{
    if (!s)
        return;
    sb_stemmer_delete(s->snowball);
    xfree(s);
}

static bool plural_of_short_form(const char *word, size_t len)
{
    if (len < 3 || word[len - 1] != 's' || word[len - 2] == 's')
        return false;
    for (size_t i = 0; i < len; i++)
        if (word[i] < 'a' || word[i] > 'z' || strchr("aeiouy", word[i]))
            return false;
    return true;
}

static int compare_words(const void *key, const void *row)
{
    return strcmp(key, ((const struct own_stem *)row)->word);
}

static const char *own_stem(const char *word, size_t len)
{
    char key[32];
    if (len >= sizeof key)
        return NULL;
    memcpy(key, word, len);
    key[len] = '\0';
    const struct own_stem *row = bsearch(
        key, own_stems, sizeof own_stems / sizeof *own_stems, sizeof *own_stems, compare_words);
    return row ? row->stem : NULL;
}

const char *stemmer_stem(struct stemmer *s, const char *word, size_t len, size_t *stem_len)
{
    if (plural_of_short_form(word, len)) {
        *stem_len = len - 1;
        return word;
    }
    const char *own = own_stem(word, len);
    if (own) {
        *stem_len = strlen(own);
        return own;
    }
    const sb_symbol *stem = sb_stemmer_stem(s->snowball, (const sb_symbol *)word, (int)len);
    if (!stem)
        mem_exhausted(len);
    *stem_len = (size_t)sb_stemmer_length(s->snowball);
    return (const char *)stem;
}
