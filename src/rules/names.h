/* The words that packs use for enumerated things, in the order of the enums, ended by NULL. */
#ifndef RULES_NAMES_H
#define RULES_NAMES_H

extern const char *const parameter_words[]; /* enum parameter_type */
extern const char *const level_words[];
extern const char *const strength_words[];
extern const char *const scope_words[];
extern const char *const need_words[];
extern const char *const about_words[];
extern const char *const distinct_words[];
extern const char *const direction_words[];
extern const char *const figures_words[];
extern const char *const agreement_words[];
extern const char *const model_words[];
extern const char *const expectation_words[];
extern const char *const value_kind_words[]; /* and "any" after the kinds */

#endif
