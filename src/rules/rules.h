/* A rule pack as data: what a framework requires, and what its requirements' words mean. Everything
 * is in the pack's arena and immutable after loading. Cross references are indices into the pack's
 * arrays. Every item knows its file and line, for messages. The XML form is described in
 * docs/writing-rules.md and schemas/rule-pack.rng. Nothing here matches or knows a document. */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "planassure.h"
#include "values/values.h"

struct diag;

#define RULES_NONE UINT32_MAX

/* ---- concepts: named lists of ways to say one thing ---- */
enum member_kind {
    MEMBER_PHRASE, /* words match by stem */
    MEMBER_EXACT,  /* words match as written (folded) */
    MEMBER_NOT,    /* a look-alike: a hit that overlaps it is none. By stem */
    MEMBER_USE,    /* another concept's hits */
    MEMBER_VALUE,  /* a typed value within bounds */
    MEMBER_NAME,   /* a person by name (match/names.h) */
    MEMBER_REGEX   /* PCRE2, on the sentence's text as written, caseless */
};

/* A typed value that a rule asks for. Bounds as in struct value; see TEST_VALUE. */
struct value_test {
    enum value_kind kind;
    bool any_kind; /* kind was "any" */
    bool has_min, has_max;
    double min, max;  /* in the units of struct value; for dates: latest/earliest day */
    uint16_t per;     /* all of these must be in the value's `per`; 0: anything */
    double per_count; /* > 0: min and max are stated per this many; values are scaled to it */
    bool plain;       /* the value must not be a rate */
    uint32_t of;      /* concept whose hit must stand within LIMIT_OF_WORDS words (or, in a
                         table, in the row or column head); RULES_NONE */
};
/* How min and max meet a value with a range: at-least compares lo (the cautious end), at-most and
 * "by" compare hi. */

struct member {
    enum member_kind kind;
    const char *text; /* phrase or regex, trimmed */
    uint32_t use;     /* MEMBER_USE: concept index */
    struct value_test value;
    const char *file;
    uint32_t line;
};

struct concept {
    const char *id;    /* "evening"; ids are unique in a pack with all it includes */
    const char *gloss; /* what it means; NULL */
    struct member *members;
    uint32_t count;
    bool shared; /* from rules/shared or rules/language */
    const char *file;
    uint32_t line;
};

/* ---- tests ---- */
enum scope {
    SCOPE_CLAUSE,
    SCOPE_SENTENCE,  /* a table row counts as a sentence; its column heads and caption, and the
                        lead-in of a list item, count as in it */
    SCOPE_PARAGRAPH, /* a paragraph; a list with its lead-in; a table row with heads */
    SCOPE_LIST,      /* paragraph + the list or table that it introduces, or the whole table */
    SCOPE_SECTION,   /* under the same nearest heading */
    SCOPE_CHAPTER,   /* under the same top-level section */
    SCOPE_TOPIC,     /* all places about the requirement's topic together */
    SCOPE_PLAN
};

enum test_kind {
    TEST_HAS,      /* a hit of any of `concepts` */
    TEST_VALUE,    /* a typed value */
    TEST_ALL,      /* every child, within one unit of `within`; the first positive child is the key:
                      its place and grade stand for the whole */
    TEST_ANY,      /* any child */
    TEST_SOME,     /* at least `count` different children within one unit of `within` */
    TEST_NONE,     /* only inside ALL: no match of its children in the unit */
    TEST_COUNT,    /* at least `count` distinct things matched by its children in one unit */
    TEST_SERIES,   /* at least `count` dated values of `value.kind` that do not fall (or rise) */
    TEST_AGREEMENT /* figures that ought to agree, and how they stand to each other */
};

enum distinct {
    DISTINCT_PLACES,  /* sentences (rows) */
    DISTINCT_VALUES,  /* different typed values */
    DISTINCT_WORDS,   /* different wordings, by stem */
    DISTINCT_CONCEPTS /* different concepts out of the has-lists */
};
enum figures {
    FIGURES_RATE,  /* an amount is a rate a head times a population: in one unit, or anywhere in
                      the plan where it counts `value.of` */
    FIGURES_PARTS, /* an amount is the sum of others, where one of `concepts` says so */
    FIGURES_TABLE  /* a total row or column, by its head, is the sum of its cells */
};
enum verdict { AGREEMENT_AGREES, AGREEMENT_NEAR, AGREEMENT_DIFFERS };
enum direction { DIRECTION_UP, DIRECTION_DOWN, DIRECTION_ANY };

struct test {
    enum test_kind kind;
    enum scope within;
    uint32_t words;     /* ALL: children within this many words of each other; 0: no bound */
    uint32_t *concepts; /* HAS; AGREEMENT: words for a total */
    uint32_t concept_count;
    struct value_test value; /* VALUE, SERIES; AGREEMENT: `of` alone */
    struct test *children;
    uint32_t child_count;
    uint32_t count; /* SOME, COUNT, SERIES */
    enum distinct distinct;
    enum direction direction;
    enum figures figures; /* AGREEMENT */
    enum verdict verdict; /* AGREEMENT */
    const char *file;
    uint32_t line;
};

/* ---- requirements ---- */
enum need {
    NEED_REQUIRED, /* met needs it */
    NEED_OPTIONAL, /* met needs `met_optional` of these */
    NEED_GATE,     /* without it (at least weakly found) the outcome is not-met */
    NEED_NOTE      /* never needed: named in caps, roads or evidence only */
};

enum about {
    ABOUT_PLAN,    /* anywhere */
    ABOUT_WIDE,    /* the topic's sentences, the rest of their paragraph, list and table, and all
                      under a heading that names the topic */
    ABOUT_NEAR,    /* the topic's sentences, their paragraph, list or table */
    ABOUT_SENTENCE /* the topic is named in the sentence (or row) itself, or in its heads */
};

struct void_rule { /* a look-alike of this criterion: a match is void when the concept stands by */
    uint32_t concept;
    enum scope within;
    const char *why; /* for --explain: "the extended hours DES is an existing scheme" */
};

struct criterion {
    const char *id, *title;
    const char *missing; /* what to say when it is missing: "same-day appointments" */
    enum need need;
    enum about about;
    enum pa_strength grade; /* the least strength that meets it */
    bool existing;          /* statements about how things stand count (baselines) */
    struct test test;
    struct void_rule *voids;
    uint32_t void_count;
    const char *file;
    uint32_t line;
};

struct road { /* these criteria together are enough for met */
    uint32_t *criteria;
    uint32_t count;
};
struct cap { /* when the criterion is met (or, `without`, is not) the outcome is at most this */
    uint32_t criterion;
    bool without;
    uint32_t *unless, unless_count; /* the cap is off where one of these criteria is met; its `why`
                                       is a gap where it is on */
    enum pa_outcome outcome;
    const char *why; /* "{found}": what met `criterion`, in the plan's words */
};

/* When a defect inside the plan touches all that a criterion rests on, and the outcome would fall
 * without that criterion, it is at most this. Of a requirement or, as a default, of the pack. */
struct defect_cap {
    const char *rule;        /* "defect.table-total"; NULL: any for which nothing is said by name */
    uint32_t severity;       /* index in severity_words: findings at least this severe */
    bool table;              /* a finding touches its whole table, not only its row or sentence */
    bool plan;               /* a finding touches the whole plan */
    enum pa_outcome outcome; /* PA_MET: no cap, though the pack has one */
    const char *why;
};

enum expectation { EXPECT_MET, EXPECT_PARTIAL, EXPECT_NOT_MET, EXPECT_TRAP };
struct example {
    enum expectation expect;
    const char *text;                 /* Markdown, common indentation removed */
    const char *organisation;         /* the plan's own; NULL */
    uint32_t *found, found_count;     /* criteria that must be met */
    uint32_t *missing, missing_count; /* criteria that must not be met */
    const char *file;
    uint32_t line;
};

struct source {
    const char *id, *title, *publisher, *date;
};

struct requirement {
    const char *id, *title, *statement, *recommendation, *cite;
    uint32_t domain, source; /* indices; source may be RULES_NONE */
    enum pa_level level;
    double weight;
    double partial_credit; /* share of the weight when partial */
    struct test about;     /* an ANY over the topic's anchors; no children: no topic */
    uint32_t *not_about;   /* concepts whose headings end the topic's reach */
    uint32_t not_about_count;
    struct criterion *criteria;
    uint32_t criterion_count;
    uint32_t met_optional; /* optional criteria that met needs, beside the required ones;
                              RULES_NONE: only a road leads to met */
    uint32_t partial;      /* criteria met (required and optional) that partial needs: >= 1 */
    bool weak_partial;     /* a criterion found below its grade counts for partial */
    bool system_partial;   /* evidence at system (STP) level alone is at most partial */
    struct road *roads;
    uint32_t road_count;
    struct cap *caps;
    uint32_t cap_count;
    struct defect_cap *defect_caps;
    uint32_t defect_cap_count;
    struct example *examples; /* NULL unless loaded with RULES_WITH_EXAMPLES */
    uint32_t example_count;
    bool included; /* of the pack that a wrapper includes */
    const char *file;
    uint32_t line;
};

struct domain {
    const char *id, *title;
    double weight;
    uint32_t first, count; /* its requirements in the pack's array */
};

/* How much a defect inside a plan (src/defects) matters to this pack. */
struct defect_setting {
    const char *rule;     /* "defect.placeholder" */
    const char *severity; /* "high", "medium", "low", "info", "off" */
};

/* ---- by which words a plan of this pack is known ---- */
enum cue_place { CUE_TITLE, CUE_OPENING, CUE_ANYWHERE };
struct detect_cue {
    const char *kind; /* "plan-type", "programme", "organisation", "period", "title", "other",
                         "written" */
    double weight;    /* never 0; negative: it speaks against the pack */
    enum cue_place place;
    const char **phrases; /* plain words, any of which is enough */
    uint32_t count;
    bool written; /* counts when the plan was written on one of these days (see values.h) */
    int32_t from, to;
};
struct detect {
    double at_least; /* points that a plan needs */
    struct detect_cue *cues;
    uint32_t count; /* 0: the pack is never chosen by itself */
};

/* ---- what a wrapper pack changes of the pack that it includes ---- */
struct tailoring {
    const char
        *change; /* "weight", "level", "skip", "bound", "concept", "rating", "wording", "add" */
    const char
        *target; /* id of a requirement or domain, "requirement/criterion", or a rating line */
    const char *from, *to; /* for people; NULL: nothing */
    const char *reason;
};

/* ---- figures that the user may set for a run ---- */
enum parameter_type {
    PARAMETER_NUMBER,
    PARAMETER_MONEY,
    PARAMETER_PERCENT,
    PARAMETER_DATE,
    PARAMETER_TEXT
};
struct parameter {
    const char *name, *unit, *why; /* unit and why may be NULL */
    enum parameter_type type;
    const char *text;   /* its value as it was written; NULL: it has none */
    struct value value; /* the same; nothing for text */
    bool set;           /* the user gave the value */
};
/* What the user set: NAME=VALUE. */
struct setting {
    const char *name, *value;
    bool known; /* a pack that was loaded declares it */
};
struct settings {
    struct setting *v;
    size_t n, room;
};

enum scoring_model { SCORING_DEFAULT, SCORING_FLAT, SCORING_FLAT_UNWEIGHTED, SCORING_ABSOLUTE };

struct pack {
    struct arena *arena;
    const char *id, *version, *title, *period, *plan_type;
    const char *period_from, *period_to; /* as written; NULL */
    char sha256[65];                     /* over all files of the pack in order of reading */
    const char **files; /* their paths in the data folder; NULL for one that lies elsewhere */
    uint32_t file_count;
    struct source *sources;
    uint32_t source_count;
    struct domain *domains;
    uint32_t domain_count;
    struct concept *concepts;
    uint32_t concept_count;
    struct requirement *requirements; /* grouped by domain, in the order of the files */
    uint32_t requirement_count;
    struct defect_setting *defects;
    uint32_t defect_count;
    struct defect_cap *defect_caps; /* of all requirements; their own come first */
    uint32_t defect_cap_count;
    struct detect detect;
    struct parameter *parameters;
    uint32_t parameter_count;
    const char *base_id, *base_version, *base_title; /* the included pack; NULL: none */
    char base_sha256[65];                            /* as that pack alone has it */
    struct tailoring *tailoring;                     /* in the order of the file */
    uint32_t tailoring_count;
    enum scoring_model model;
    double partial_credit;   /* of a requirement's weight when partial, where it says nothing */
    bool domain_mean;        /* the plan's figure is the weighted mean of the domains */
    double red_below;        /* per cent */
    double red_must_not_met; /* share of `must` not met, per cent, above which a rating is red */
    double green_from;       /* per cent; 0: no line of its own */
};

enum rules_flags { RULES_WITH_EXAMPLES = 1, RULES_VALIDATE = 2 /* against the grammar, always */ };

/* Loads the pack `id_or_path`: an id is looked up in `data_folder`/rules. NULL when anything is
 * wrong: every error is in `diag` with file, line and the line's text. Free with pack_free().
 * Without RULES_VALIDATE the loader checks by itself and validates against the RELAX NG grammar
 * only to explain an error that it met: installed packs were validated when they were built. */
struct pack *pack_load(
    const char *id_or_path, const char *data_folder, unsigned flags, struct diag *);
/* The same with what the user set; a setting that the pack does not declare is left alone, one that
 * it does is marked `known`. */
struct pack *pack_load_with(const char *id_or_path, const char *data_folder, unsigned flags,
    struct settings *, struct diag *);
void pack_free(struct pack *);
/* The same of an installed pack, in an arena of the caller's, which `pack->arena` then is. */
struct pack *pack_load_in(
    struct arena *arena, const char *id, const char *data_folder, struct diag *);
/* Whether the files that the pack was loaded from say the same in this data folder: all of them lie
 * there, and their checksum is the pack's. */
bool pack_is_current(const struct pack *, const char *data_folder);
/* Ids of the packs in `data_folder`/rules, sorted, in the arena; folders with a pack.xml. */
char **pack_list(struct arena *, const char *data_folder, size_t *count);
/* Title of an installed pack without loading the whole; NULL when it has none. */
const char *pack_title(struct arena *, const char *data_folder, const char *id);
/* Index of a concept or requirement by id, RULES_NONE when unknown. */
uint32_t pack_concept(const struct pack *, const char *id);
uint32_t pack_requirement(const struct pack *, const char *id);
/* What the grammar cannot say: unused concepts, missing kinds of examples, phrases said twice,
 * regexes without a literal, roads and caps that cannot act. Messages to `diag`: errors are things
 * that make a pack wrong or untested. Needs RULES_WITH_EXAMPLES. Phrases are read by match/. */
void pack_lint(const struct pack *, struct diag *);

struct buf;
/* For people: all requirements, one a line; and everything about one. */
void pack_print_list(const struct pack *, struct buf *);
void pack_print_requirement(const struct pack *, uint32_t requirement, struct buf *);
/* The rules of the checks in src/defects, in their order there, and severities, the gravest first;
 * each list ends with NULL. */
extern const char *const defect_rule_words[];
extern const char *const severity_words[];
/* "defect.table-total", or "any defect", as a cap means it. */
const char *defect_cap_name(const struct defect_cap *);
const char *level_name(enum pa_level);
const char *strength_name(enum pa_strength);
const char *parameter_type_name(enum parameter_type);

#endif
