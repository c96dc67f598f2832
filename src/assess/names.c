/* The words for outcomes, ratings and reasons: one place, as contract and reports use them. */
#include "assess/assess.h"

const char *outcome_name(enum pa_outcome outcome)
{
    static const char *const names[] = {[PA_NOT_MET] = "not-met",
        [PA_PARTIAL] = "partial",
        [PA_MET] = "met",
        [PA_NOT_APPLICABLE] = "not-applicable",
        [PA_NOT_ASSESSED] = "not-assessed"};
    return names[outcome];
}

const char *rating_name(enum pa_rating rating)
{
    static const char *const names[] = {[PA_UNRATED] = "unrated",
        [PA_RED] = "red",
        [PA_AMBER_RED] = "amber-red",
        [PA_AMBER_GREEN] = "amber-green",
        [PA_GREEN] = "green"};
    return names[rating];
}

const char *rating_words(enum pa_rating rating)
{
    static const char *const words[] = {[PA_UNRATED] = "not rated",
        [PA_RED] = "not assured",
        [PA_AMBER_RED] = "partly assured",
        [PA_AMBER_GREEN] = "mostly assured",
        [PA_GREEN] = "fully assured"};
    return words[rating];
}

const char *void_reason_text(enum void_reason reason)
{
    static const char *const texts[VOID_REASONS] = {[VOID_NOT] = "it counts",
        [VOID_NEGATED] = "it is negated",
        [VOID_RECITED] = "it repeats what is asked for and does not answer it",
        [VOID_OTHERS] = "it is another organisation's",
        [VOID_QUESTION] = "it is a question",
        [VOID_PLACEHOLDER] = "it is a placeholder: the statement is still to come",
        [VOID_HEADING] = "it is a heading alone",
        [VOID_CONTENTS] = "it stands in the list of contents",
        [VOID_GLOSSARY] = "it stands in the glossary",
        [VOID_BOILERPLATE] = "it is not part of the plan (text of the web site around it)",
        [VOID_FURNITURE] = "it is a running head, foot or page number",
        [VOID_HIDDEN] = "it is hidden text",
        [VOID_REFERENCES] = "it stands in a list of references",
        [VOID_TEMPLATE] = "it is guidance of the template",
        [VOID_KEYWORDS] = "it is a list of keywords without a statement",
        [VOID_ECHO] = "it echoes the guidance word for word",
        [VOID_EXISTING] = "it tells how things stand, not what is planned",
        [VOID_LOOK_ALIKE] = "it is something else",
        [VOID_OFF_TOPIC] = "it is not about this topic",
        [VOID_WEAK] = "it is only an intention",
        [VOID_STRUCK] = "an assessor struck it"};
    return texts[reason];
}
