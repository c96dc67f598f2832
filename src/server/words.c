/* See words.h. */
#include "server/words.h"

const char *words_rating(enum pa_rating rating)
{
    static const char *const words[] = {[PA_UNRATED] = "no rating",
        [PA_RED] = "red: not assured",
        [PA_AMBER_RED] = "amber-red: partly assured",
        [PA_AMBER_GREEN] = "amber-green: mostly assured",
        [PA_GREEN] = "green: fully assured"};
    return words[rating];
}

const char *words_rating_kind(enum pa_rating rating)
{
    static const char *const kinds[] = {[PA_UNRATED] = "",
        [PA_RED] = "red",
        [PA_AMBER_RED] = "amber-red",
        [PA_AMBER_GREEN] = "amber-green",
        [PA_GREEN] = "green"};
    return kinds[rating];
}

const char *words_outcome(enum pa_outcome outcome)
{
    static const char *const words[] = {[PA_NOT_MET] = "not met",
        [PA_PARTIAL] = "partly met",
        [PA_MET] = "met",
        [PA_NOT_APPLICABLE] = "does not apply",
        [PA_NOT_ASSESSED] = "not assessed"};
    return words[outcome];
}

const char *words_outcome_kind(enum pa_outcome outcome)
{
    static const char *const kinds[] = {[PA_NOT_MET] = "not-met",
        [PA_PARTIAL] = "partial",
        [PA_MET] = "met",
        [PA_NOT_APPLICABLE] = "",
        [PA_NOT_ASSESSED] = "not-assessed"};
    return kinds[outcome];
}

const char *words_level(enum pa_level level)
{
    static const char *const words[] = {
        [PA_MAY] = "optional", [PA_SHOULD] = "expected", [PA_MUST] = "required"};
    return words[level];
}
