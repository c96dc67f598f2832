/* The letter as data: who writes to whom, the rating and why, what is good, then a row a section
 * (letter_section.c), points to correct, what happens next and room to sign. What only people can
 * know stands in square brackets. Nothing in it comes from the clock. */
#include "report/letter.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/sort.h"
#include "report/formats.h"
#include "report/issue.h"
#include "report/place.h"

enum { PRAISE = 5, DEFECTS = 5 };

static void say_first(struct letter *letter, enum letter_kind kind, const char *text)
{
    struct letter_item item = {kind, text};
    VEC_PUSH(&letter->opening, item);
}

static void say_last(struct letter *letter, enum letter_kind kind, const char *text)
{
    struct letter_item item = {kind, text};
    VEC_PUSH(&letter->closing, item);
}

const char *letter_rating(enum pa_rating rating)
{
    static const char *const words[] = {[PA_UNRATED] = "Unrated",
        [PA_RED] = "Red: not assured",
        [PA_AMBER_RED] = "Amber-red: partly assured",
        [PA_AMBER_GREEN] = "Amber-green: mostly assured",
        [PA_GREEN] = "Green: fully assured"};
    return words[rating];
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* "31 March 2017" of "2017-03-31"; NULL when it is no day. */
static const char *long_date(struct arena *arena, const char *day)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December"};
    unsigned year, month, date;
    if (!day || sscanf(day, "%4u-%2u-%2u", &year, &month, &date) != 3 || month < 1 || month > 12)
        return NULL;
    return arena_printf(arena, "%u %s %u", date, months[month - 1], year);
}

static void add_address(
    struct letter *letter, const struct result *r, const struct pa_report_options *options)
{
    struct buf name;
    buf_init(&name, LIMIT_TEXT_BYTES);
    report_organisation(r, &name);
    const char *date = options->dated ? long_date(letter->arena, options->as_of) : NULL;
    say_first(letter, LETTER_LINE, "[Name and post of the person who sent the plan]");
    say_first(letter, LETTER_LINE,
        name.len ? arena_strdup(letter->arena, buf_str(&name)) : "[Organisation]");
    say_first(letter, LETTER_LINE, date ? date : "[Date]");
    say_first(letter, LETTER_TITLE, arena_printf(letter->arena, "Review of %s", letter->title));
    say_first(letter, LETTER_PARAGRAPH, "Dear [name],");
    buf_clear(&name);
}

static uint32_t count_outcome(const struct result *r, enum pa_outcome outcome)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->requirement_count; i++)
        n += r->requirements[i].outcome == outcome;
    return n;
}

static void add_rating(struct letter *letter, const struct result *r)
{
    struct buf text;
    buf_init(&text, LIMIT_TEXT_BYTES);
    buf_printf(&text,
        "Thank you for this plan. We reviewed it against the %u requirements of the framework "
        "\"%s\". Of these it meets %u, meets %u in part and does not meet %u",
        r->requirement_count, r->pack->title, count_outcome(r, PA_MET),
        count_outcome(r, PA_PARTIAL), count_outcome(r, PA_NOT_MET));
    if (count_outcome(r, PA_NOT_ASSESSED))
        buf_printf(&text, "; %u could not be assessed", count_outcome(r, PA_NOT_ASSESSED));
    if (count_outcome(r, PA_NOT_APPLICABLE))
        buf_printf(&text, "; %u do not apply", count_outcome(r, PA_NOT_APPLICABLE));
    buf_add_char(&text, '.');
    say_first(letter, LETTER_PARAGRAPH, arena_strdup(letter->arena, buf_str(&text)));
    buf_clear(&text);

    buf_printf(&text, "Overall rating: %s, ", letter_rating(r->rating));
    report_score(r->score, r->points, r->of, &text);
    if (r->pack->domain_mean && !isnan(r->score))
        buf_add_str(&text, ", the weighted mean of the sections");
    if (r->why)
        buf_printf(&text, ". The reason: %s.", r->why);
    if (r->own.judged)
        buf_printf(&text, " Assessors judged %u of the %u requirements by hand.", r->own.judged,
            r->requirement_count);
    if (r->waived.requirements) {
        buf_add_str(&text, " With waivers: ");
        report_waived(r, &text);
        buf_add_char(&text, '.');
    }
    say_first(letter, LETTER_PARAGRAPH, arena_strdup(letter->arena, buf_str(&text)));
    buf_clear(&text);
}

/* What counts most first: the level, the weight, the order of the pack. */
static int compare_met(const void *left, const void *right)
{
    const struct requirement_result *a = *(const struct requirement_result *const *)left;
    const struct requirement_result *b = *(const struct requirement_result *const *)right;
    if (a->requirement->level != b->requirement->level)
        return a->requirement->level > b->requirement->level ? -1 : 1;
    if (a->requirement->weight != b->requirement->weight)
        return a->requirement->weight > b->requirement->weight ? -1 : 1;
    return a < b ? -1 : 1;
}

static void add_praise(struct letter *letter, const struct result *r)
{
    const struct requirement_result **met = xcalloc(r->requirement_count + 1, sizeof *met);
    size_t n = 0;
    enum pa_outcome wanted = count_outcome(r, PA_MET) ? PA_MET : PA_PARTIAL;
    for (uint32_t i = 0; i < r->requirement_count; i++)
        if (r->requirements[i].outcome == wanted)
            met[n++] = &r->requirements[i];
    sort_stable(met, n, sizeof *met, compare_met);
    say_first(letter, LETTER_HEADING, "What is good");
    if (!n)
        say_first(letter, LETTER_PARAGRAPH,
            "We found the subjects of the framework named in the plan, but nothing yet that "
            "answers a requirement. The recommendations below say what would.");
    else
        say_first(letter, LETTER_PARAGRAPH,
            wanted == PA_MET ? "These parts are clear and complete, among others:"
                             : "These parts are a beginning:");
    for (size_t i = 0; i < n && i < PRAISE; i++)
        say_first(letter, LETTER_BULLET, letter_claim(letter, r, met[i]));
    say_first(letter, LETTER_HEADING, "Section by section");
    xfree(met);
}

/* The first row of the table: the plan as a whole. */
static void add_overall(struct letter *letter, const struct result *r)
{
    struct letter_section section = {
        .title = "Overall", .rating = r->rating == PA_UNRATED ? "unrated" : rating_name(r->rating)};
    struct buf score;
    buf_init(&score, 200);
    report_score(r->score, r->points, r->of, &score);
    section.score = arena_strdup(letter->arena, buf_str(&score));
    if (r->why) {
        struct letter_comment comment = {"Reason", arena_printf(letter->arena, "%s.", r->why)};
        VEC_PUSH(&section.comments, comment);
    }
    bool open = count_outcome(r, PA_NOT_MET) + count_outcome(r, PA_PARTIAL) > 0;
    VEC_PUSH(&section.steps, open ? "A revised plan that answers what is recommended below."
                                  : "None: please keep to what the plan says.");
    VEC_PUSH(&letter->sections, section);
    buf_clear(&score);
}

/* Is the defect one that a letter should name? */
static bool is_grave(const struct finding *f)
{
    return !f->waiver && (strcmp(f->severity, "high") == 0 || strcmp(f->severity, "medium") == 0);
}

/* "Pages 17, 13 and 39"; each once. */
static void add_places(struct buf *out, const struct result *r, const struct finding *f)
{
    uint32_t seen[4], n = 0;
    struct place p = place_of(r->doc, f->at);
    bool pages = p.page > 0;
    for (uint32_t k = 0; k <= f->related_count && n < sizeof seen / sizeof *seen; k++) {
        if (k)
            p = place_of(r->doc, f->related[k - 1].at);
        uint32_t number = pages ? p.page : p.line, i = 0;
        while (i < n && seen[i] != number)
            i++;
        if (i == n)
            seen[n++] = number;
    }
    buf_printf(out, "%s%s %u", pages ? "Page" : "Line", n > 1 ? "s" : "", seen[0]);
    for (uint32_t i = 1; i < n; i++)
        buf_printf(out, "%s%u", i + 1 == n ? " and " : ", ", seen[i]);
}

static void add_defects(struct letter *letter, const struct result *r)
{
    uint32_t n = 0, grave = 0;
    for (uint32_t i = 0; i < r->finding_count; i++)
        grave += is_grave(&r->findings[i]);
    if (!grave)
        return;
    say_last(letter, LETTER_HEADING, "Points to correct");
    say_last(letter, LETTER_PARAGRAPH,
        "Whatever is required, these places of the plan do not agree or are not complete:");
    for (uint32_t i = 0; i < r->finding_count && n < DEFECTS; i++) {
        if (!is_grave(&r->findings[i]))
            continue;
        struct buf text;
        buf_init(&text, LIMIT_TEXT_BYTES);
        add_places(&text, r, &r->findings[i]);
        buf_printf(&text, ": %s.", r->findings[i].message);
        say_last(letter, LETTER_BULLET, arena_strdup(letter->arena, buf_str(&text)));
        buf_clear(&text);
        n++;
    }
    if (grave > n)
        say_last(letter, LETTER_BULLET,
            arena_printf(letter->arena, "%u more: see the report.", grave - n));
}

static void add_next(struct letter *letter, const struct result *r)
{
    bool open = count_outcome(r, PA_NOT_MET) + count_outcome(r, PA_PARTIAL) > 0;
    say_last(letter, LETTER_HEADING, "What happens next");
    if (open)
        say_last(letter, LETTER_PARAGRAPH,
            "Please answer the recommendations in a revised plan, those of the sections rated red "
            "and amber-red first, and send it by [date]. It helps us if you say for each "
            "recommendation on which page it is answered. We will review the revised plan against "
            "the same requirements.");
    else
        say_last(letter, LETTER_PARAGRAPH,
            "Nothing more is needed for the assurance of the plan. We will ask about delivery at "
            "[meeting or date].");
    if (count_outcome(r, PA_NOT_ASSESSED))
        say_last(letter, LETTER_PARAGRAPH,
            "What could not be assessed we will look at by hand; it does not count against you.");
    say_last(letter, LETTER_PARAGRAPH,
        "\"Not found\" means not found in the document that we were sent. If it stands elsewhere, "
        "please tell us where. For questions: [name, telephone, e-mail].");
}

static void add_sign_off(struct letter *letter, const struct result *r)
{
    say_last(letter, LETTER_PARAGRAPH, "Yours sincerely,");
    say_last(letter, LETTER_LINE, "[Signature]");
    say_last(letter, LETTER_LINE, "[Name]");
    say_last(letter, LETTER_LINE, "[Post and organisation]");
    say_last(letter, LETTER_SMALL,
        arena_printf(letter->arena,
            "Drafted with planassure %s from the pack %s %s (SHA-256 %.12s) and the file %s "
            "(SHA-256 %.12s). A draft: read it beside the plan before you send it, and fill in "
            "what "
            "stands in square brackets.",
            pa_version(), r->pack ? r->pack->id : "none", r->pack ? r->pack->version : "",
            r->pack ? r->pack->sha256 : "", file_name(r->path), r->sha256 ? r->sha256 : "unknown"));
}

struct letter *letter_new(const struct result *r, const struct pa_report_options *options)
{
    struct arena *arena = arena_new();
    struct letter *letter = xcalloc(1, sizeof *letter);
    letter->arena = arena;
    letter->title = r->title ? r->title : r->path;
    add_address(letter, r, options);
    if (r->error_code) {
        say_first(letter, LETTER_PARAGRAPH,
            arena_printf(arena,
                "Thank you for this plan. We could not read the file %s: %s. Please send it again.",
                file_name(r->path), r->error_message));
    } else {
        add_rating(letter, r);
        add_praise(letter, r);
        add_overall(letter, r);
        for (uint32_t i = 0; i < r->domain_count; i++)
            letter_section_make(letter, r, &r->domains[i]);
        add_defects(letter, r);
        add_next(letter, r);
    }
    add_sign_off(letter, r);
    return letter;
}

void letter_free(struct letter *letter)
{
    for (size_t i = 0; i < letter->sections.n; i++) {
        xfree(letter->sections.v[i].comments.v);
        xfree(letter->sections.v[i].steps.v);
    }
    xfree(letter->sections.v);
    xfree(letter->opening.v);
    xfree(letter->closing.v);
    arena_free(letter->arena);
    xfree(letter);
}
