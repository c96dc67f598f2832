/* libplanassure: checks the plans of NHS commissioners and GP practices against national
 * requirements. This header is the whole public interface: what is not in it is not published.
 *
 * Handles are opaque. An engine holds the rule packs; a result is the answer for one plan and
 * borrows from its engine, so free results first. The library has no global state. Functions that
 * can fail return a pa_status; the messages that say why are in the engine, for people, with file,
 * line and what to do (pa_message_*). Strings returned are UTF-8, owned by the handle they come
 * from, and live until it is freed. */
#ifndef PLANASSURE_H
#define PLANASSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined __GNUC__
#define PA_API __attribute__((visibility("default")))
#else
#define PA_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

enum pa_status {
    PA_OK,
    PA_ERROR_USAGE, /* an argument is wrong */
    PA_ERROR_PACK,  /* a rule pack is missing or wrong */
    PA_ERROR_PLAN,  /* a plan could not be read: the result says why */
    PA_ERROR_WRITE, /* the sink refused */
    PA_ERROR_TEST,  /* an example of a pack does not come out as it says */
    PA_STOPPED,     /* the program asked to end */
};

enum pa_outcome { PA_NOT_MET, PA_PARTIAL, PA_MET, PA_NOT_APPLICABLE, PA_NOT_ASSESSED };
enum pa_level { PA_MAY, PA_SHOULD, PA_MUST };
enum pa_rating { PA_UNRATED, PA_RED, PA_AMBER_RED, PA_AMBER_GREEN, PA_GREEN };
/* How firmly a piece of evidence speaks. */
enum pa_strength { PA_MENTIONED, PA_ASPIRATIONAL, PA_PLANNED, PA_COMMITTED };

struct pa_engine;
struct pa_result;

/* The version of the library that is linked, for example "0.1.0". */
PA_API const char *pa_version(void);
/* What confines a process that reads plans on this machine: "seccomp", "landlock", "rlimits", those
 * of them that it has; NULL past the end. */
PA_API const char *pa_confinement(size_t i);

/* A new engine. `data_folder` holds rules/ and schemas/; NULL means $PLANASSURE_DATA, then the
 * folder of the installation. Never NULL. */
PA_API struct pa_engine *pa_engine_new(const char *data_folder);
PA_API void pa_engine_free(struct pa_engine *);

/* Messages of the last calls, oldest first; cleared by pa_messages_clear(). */
PA_API size_t pa_message_count(const struct pa_engine *);
/* The i-th message as people read it, with the line itself and what to do; "" past the end. */
PA_API const char *pa_message_text(const struct pa_engine *, size_t i, bool colour);
PA_API void pa_messages_clear(struct pa_engine *);

/* Receives output. Returns false to refuse; the call that wrote then gives PA_ERROR_WRITE. */
typedef bool pa_write_fn(void *user, const char *bytes, size_t len);

/* Loads a pack by id ("gpfv-2017") or by the path of its folder or pack.xml. It stays loaded until
 * the engine is freed; checks use the one loaded last. When none was loaded, each plan is checked
 * against the installed pack that its own words speak for. */
PA_API enum pa_status pa_engine_load_pack(struct pa_engine *, const char *id_or_path);
/* Sets a parameter that packs declare, "NAME=VALUE", for the packs that are loaded from now on. A
 * value of the wrong type makes the loading of the pack fail. */
PA_API enum pa_status pa_engine_set(struct pa_engine *, const char *setting);
/* PA_ERROR_USAGE and messages when something was set that no loaded pack declares. */
PA_API enum pa_status pa_engine_check_settings(struct pa_engine *);
/* The id of the pack loaded last by pa_engine_load_pack(), NULL when there is none. */
PA_API const char *pa_engine_pack(const struct pa_engine *);
/* Is `id` a requirement of the loaded pack (of any pack that plans were checked against, when none
 * was loaded), or "requirement/criterion"? When not, PA_ERROR_USAGE
 * and a message that names what may have been meant. */
PA_API enum pa_status pa_engine_find(struct pa_engine *, const char *id);
/* What standard input is called in results and messages; NULL or never called: "-". */
PA_API void pa_engine_name_stdin(struct pa_engine *, const char *name);
/* Installed packs, sorted by id: NULL past the end. */
PA_API const char *pa_pack_id(struct pa_engine *, size_t i);
PA_API const char *pa_pack_title(struct pa_engine *, size_t i);

/* Waivers and a baseline for the checks to come; set them before the first. `path` is a file of
 * waivers (schemas/waivers.schema.json), `as_of` the day that decides which have expired. Outcomes
 * and scores stay as they are; a threshold is not missed for what is waived.
 * PA_ERROR_USAGE and messages when the file cannot be read or is wrong. */
PA_API enum pa_status pa_engine_set_waivers(
    struct pa_engine *, const char *path, const char *as_of);
/* `path` holds earlier results as the report "json" writes them: a plan then misses a threshold
 * only by what is new or worse. It is compared with the plan of the same path or SHA-256; `alone`
 * says that one plan is checked, and then a single one of then is the same whatever its name. */
PA_API enum pa_status pa_engine_set_baseline(struct pa_engine *, const char *path, bool alone);

/* How many threads one plan may take at most; 1 unless it is set. The results are the same. They
 * are started and ended within a check, so that a process may fork between checks. */
PA_API void pa_engine_set_threads(struct pa_engine *, unsigned threads);

/* What assessors decided about the requirements of one plan (schemas/judgements.schema.json), for
 * the checks to come; set it before the first. Their outcomes take the place of the program's,
 * which stand beside them in every report, as do both scores. A plan of another SHA-256 stays as it
 * is, and a message says so. PA_ERROR_USAGE and messages when the file is wrong. */
PA_API enum pa_status pa_engine_set_judgements(struct pa_engine *, const char *path);
PA_API enum pa_status pa_engine_set_judgements_memory(
    struct pa_engine *, const char *name, const void *bytes, size_t len);

/* Checks one plan. `path` "-" is standard input. Always sets `*out` (free with
 * pa_result_free()); PA_ERROR_PLAN when the plan could not be read, and the result carries why. */
PA_API enum pa_status pa_check_file(struct pa_engine *, const char *path, struct pa_result **out);
/* The same from memory; `name` stands in the result as the path. */
PA_API enum pa_status pa_check_memory(
    struct pa_engine *, const char *name, const void *bytes, size_t len, struct pa_result **out);
PA_API void pa_result_free(struct pa_result *);

/* What a result says, for programs that need no report. */
PA_API bool pa_result_ok(const struct pa_result *);
PA_API const char *pa_result_error(const struct pa_result *); /* NULL when it was read */
PA_API enum pa_rating pa_result_rating(const struct pa_result *);
/* The score in per cent; negative when nothing was assessed. */
PA_API double pa_result_score(const struct pa_result *);
PA_API size_t pa_result_requirements(const struct pa_result *);
PA_API const char *pa_result_requirement_id(const struct pa_result *, size_t i);
PA_API enum pa_outcome pa_result_outcome(const struct pa_result *, size_t i);
PA_API enum pa_level pa_result_level(const struct pa_result *, size_t i);
/* True when a criterion or the plan was assessed only in part (a limit, an unreadable page). */
PA_API bool pa_result_incomplete(const struct pa_result *);
/* Defects inside the plan, those that are only information left out. */
PA_API size_t pa_result_defects(const struct pa_result *);

/* When a plan fails: each part that is set is a reason of its own. All zero: never. */
struct pa_threshold {
    bool must;             /* a requirement of level must is not met */
    bool should;           /* one of level must or should is not met */
    bool defect;           /* the plan has a defect */
    bool has_score;        /* the score is below `score` (per cent) */
    enum pa_rating rating; /* the rating is worse than this; PA_UNRATED: does not matter */
    double score;
};
/* Adds what the text says: "must", "should", "defect", "rating=amber-green", "score=70", "never"
 * (which clears all). False when it is none of these; `threshold` is then as it was. */
PA_API bool pa_threshold_add(struct pa_threshold *threshold, const char *text);
/* A plan that could not be read does not fail: it was not assessed. */
PA_API bool pa_result_fails(const struct pa_result *, const struct pa_threshold *);

/* Options of a report; zero is the default of each. */
struct pa_report_options {
    bool colour;         /* text: colours */
    bool verbose;        /* text: the met requirements too */
    const char *explain; /* text: only this requirement (or "requirement/criterion"), with every
                            candidate */
    const char *as_of;   /* the day of the assessment, "2018-03-31"; NULL: not printed */
    bool dated;          /* somebody chose that day (not the clock): letters bear it */
    bool confined;       /* json: the plans were read by processes behind pa_confinement() */
    const struct pa_threshold *threshold; /* counts the plans that fail; NULL: must */
};

/* Writes the results in one report format ("text", "json", ...). NULL options are the defaults. */
PA_API enum pa_status pa_report_write(struct pa_engine *, struct pa_result *const *results,
    size_t count, const char *format, const struct pa_report_options *, pa_write_fn *, void *user);
/* Names and descriptions of the report formats: NULL past the end. */
PA_API const char *pa_report_name(size_t i);
PA_API const char *pa_report_description(size_t i);

/* A report of a run over many plans. */
struct pa_batch_output {
    const char *format; /* "json", ... */
    const char *file;   /* appears whole or not at all; "-": standard output */
    bool colour;        /* text: colours */
    size_t append;      /* the report is added to the file, which gets at most so long; 0: no */
};
struct pa_batch_options {
    const struct pa_batch_output *outputs;
    size_t output_count;
    const struct pa_report_options *report; /* of all; its colour does not count */
    unsigned jobs;      /* worker processes; 0: one a processor, and none for a single plan that our
                           own code reads */
    unsigned seconds;   /* for one plan; 0: the default */
    unsigned mebibytes; /* of memory for one plan; 0: the default */
    bool resume;        /* goes on where an interrupted run of the same plans and options ended */
    bool listed;        /* the list of plans may be read at once; else it is read at once only where
                           a report or a file needs it */
    bool hold;          /* nothing is written before all plans are done */
    /* The next path, "-" for standard input; NULL at the end, and also, with `*later` set, when it
     * is not known yet: it is asked for again when `input` can be read. */
    const char *(*next)(void *user, bool *later);
    int input; /* a descriptor; -1 */
    /* All plans are done: are the reports to be written? May be NULL. */
    bool (*ready)(void *user);
    /* What became of each plan, in their order; `error` NULL: it was assessed. May be NULL. */
    void (*plan)(void *user, const char *path, const char *error);
    /* So many plans are done of so many (0: not known), so many of them by an earlier run. */
    void (*progress)(void *user, size_t done, size_t plans, size_t before);
    /* An output that could not be written, a journal that cannot be used: one line. */
    void (*say)(void *user, const char *text);
    /* Is it time to end? Asked at least twice a second. May be NULL. */
    bool (*stop)(void *user);
    void *user;
};
struct pa_batch_summary {
    size_t plans, assessed, incomplete, failed;
    size_t done;    /* when it was stopped: plans that are on the disk */
    bool resumable; /* when it was stopped: `resume` would go on */
};
/* Checks plans in worker processes and writes the reports, in the order of the plans. PA_OK unless
 * nothing could be done (PA_ERROR_USAGE and messages), an output could not be written
 * (PA_ERROR_WRITE and messages) or it was stopped (PA_STOPPED). */
PA_API enum pa_status pa_batch_run(
    struct pa_engine *, const struct pa_batch_options *, struct pa_batch_summary *);
/* Does the report come out plan by plan, so that a run need not know how many there are? */
PA_API bool pa_report_is_streamed(const char *format);

/* Writes what the reader saw of a plan: "text" (the text that lines and columns count in), "json"
 * or "xml" (with blocks, sections, tables, pages and marks). "-" is standard input. */
PA_API enum pa_status pa_extract_file(
    struct pa_engine *, const char *path, const char *format, pa_write_fn *, void *user);

/* What a second submission changed. */
struct pa_diff;
/* Compares two files of results (JSON or NDJSON of earlier checks). `match` says how plans are
 * paired: "auto" (NULL), "organisation", "title", "path" or "order"; one against one is always a
 * pair. `*out` (free with pa_diff_free()) is NULL unless PA_OK. */
PA_API enum pa_status pa_diff_new(struct pa_engine *, const char *before, const char *now,
    const char *match, struct pa_diff **out);
PA_API void pa_diff_free(struct pa_diff *);
/* Pairs that were compared; pairs where a plan could not be read; plans without a partner. */
PA_API size_t pa_diff_compared(const struct pa_diff *);
PA_API size_t pa_diff_unread(const struct pa_diff *);
PA_API size_t pa_diff_alone(const struct pa_diff *);
/* Requirements whose outcome fell, and new defects of medium or high severity, over all pairs. */
PA_API size_t pa_diff_lost(const struct pa_diff *);
PA_API size_t pa_diff_defects(const struct pa_diff *);
/* Writes "text", "markdown", "html" or "json"; of the options colour and verbose count. */
PA_API enum pa_status pa_diff_write(struct pa_engine *, const struct pa_diff *, const char *format,
    const struct pa_report_options *, pa_write_fn *, void *user);

/* Receives a file by its name (letters, digits, ".", "-", "_"). Returns false to refuse. */
typedef bool pa_file_fn(void *user, const char *name, const char *bytes, size_t len);
/* Writes a static site over files of results: index.html, a page for each plan, all.csv. `sort`
 * orders the plans: "name" (NULL), "score", "rating", "written" (the latest first) or "given".
 * PA_ERROR_PLAN when some of the files could not be read: the site of the others was written. */
PA_API enum pa_status pa_portfolio_write(struct pa_engine *, const char *const *paths, size_t count,
    const char *sort, pa_file_fn *, void *user);

/* Writes a plan to fill in: the pack's headings, under each what it must show. `format` is one of
 * pa_form_format(). */
PA_API enum pa_status pa_init_plan(
    struct pa_engine *, const char *pack, const char *format, pa_write_fn *, void *user);
/* The formats ("markdown", "docx", "odt", "json"): NULL past the end; and the one that a file's
 * ending stands for, NULL when none. */
PA_API const char *pa_form_format(size_t i);
PA_API const char *pa_form_format_of(const char *path);

/* Work on a pack; all write for people. */
PA_API enum pa_status pa_rules_list(
    struct pa_engine *, const char *pack, pa_write_fn *, void *user);
PA_API enum pa_status pa_rules_show(
    struct pa_engine *, const char *pack, const char *requirement, pa_write_fn *, void *user);
/* Problems go to the messages; PA_ERROR_PACK when there is an error among them. */
PA_API enum pa_status pa_rules_lint(
    struct pa_engine *, const char *pack, pa_write_fn *, void *user);
/* Writes an installed pack as an image of this very program (base/image.h):
 * `planassure-packs/ID.image` beside the program or in its libexec folder then saves loading and
 * compiling it. */
PA_API enum pa_status pa_rules_compile(struct pa_engine *, const char *pack, const char *path);
/* Runs the pack's own examples: PA_ERROR_TEST when one does not come out as it says. `only` (NULL
 * for all) names a requirement or a domain. */
PA_API enum pa_status pa_rules_test(
    struct pa_engine *, const char *pack, const char *only, pa_write_fn *, void *user);

/* Measures a pack on labelled plans: `paths` holds plans and label files ("PLAN.labels.json", see
 * schemas/labels.schema.json) in any order. Prints agreement, weighted kappa, macro-F1, false
 * assurance, traps, missed and evidence hits by plan, domain, requirement and in all, the confusion
 * table and every difference. PA_ERROR_USAGE when a label file is wrong or its plan is missing. */
PA_API enum pa_status pa_rules_evaluate(struct pa_engine *, const char *pack,
    const char *const *paths, size_t count, pa_write_fn *, void *user);

/* Is a sealed result (schemas/sealed.schema.json) that of this plan? The file must be the same,
 * and, checked again with the pack that is named, come out the same. Writes what was found for
 * people. PA_ERROR_TEST when it does not fit; PA_ERROR_USAGE when that cannot be told (no sealed
 * result, another version of the pack). The signature is not looked at. */
PA_API enum pa_status pa_verify(
    struct pa_engine *, const char *sealed, const char *plan, pa_write_fn *, void *user);

#ifdef __cplusplus
}
#endif
#endif
