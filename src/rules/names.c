/* Names of enumerated things: one list each, used by the loader, by messages and by reports, so
 * that what is printed can be written in a pack again. */
#include "rules/names.h"

#include "rules/rules.h"

const char *const level_words[] = {"may", "should", "must", NULL};
const char *const strength_words[] = {"mentioned", "aspirational", "planned", "committed", NULL};
const char *const scope_words[] = {
    "clause", "sentence", "paragraph", "list", "section", "chapter", "topic", "plan", NULL};
const char *const need_words[] = {"required", "optional", "gate", "note", NULL};
const char *const about_words[] = {"plan", "wide", "near", "sentence", NULL};
const char *const distinct_words[] = {"places", "values", "words", "concepts", NULL};
const char *const direction_words[] = {"up", "down", "any", NULL};
const char *const figures_words[] = {"rate", "parts", "table", NULL};
const char *const agreement_words[] = {"agrees", "near", "differs", NULL};
const char *const model_words[] = {"default", "flat", "flat-unweighted", "absolute", NULL};
const char *const expectation_words[] = {"met", "partial", "not-met", "trap", NULL};
const char *const value_kind_words[] = {
    "number", "money", "percent", "duration", "time", "date", "any", NULL};

const char *const parameter_words[] = {"number", "money", "percent", "date", "text", NULL};
const char *const severity_words[] = {"high", "medium", "low", "info", NULL};
const char *const defect_rule_words[] = {"defect.table-total", "defect.contradiction",
    "defect.arithmetic", "defect.broken-reference", "defect.missing-section", "defect.bad-date",
    "defect.date-order", "defect.placeholder", "defect.wrong-organisation", "defect.duplicate",
    "defect.abbreviation", "defect.unreadable", NULL};

const char *defect_cap_name(const struct defect_cap *cap)
{
    return cap->rule ? cap->rule : "any defect";
}

static const char *word_at(const char *const *words, size_t count, size_t i)
{
    return i + 1 < count ? words[i] : "";
}
#define WORD_AT(words, i) word_at(words, sizeof(words) / sizeof *(words), (size_t)(i))

const char *level_name(enum pa_level level)
{
    return WORD_AT(level_words, level);
}

const char *strength_name(enum pa_strength strength)
{
    return WORD_AT(strength_words, strength);
}

const char *parameter_type_name(enum parameter_type type)
{
    return WORD_AT(parameter_words, type);
}
