/* See sentences.h. */
#include "compare/sentences.h"

#include <string.h>

#include "assess/assess.h"
#include "base/limits.h"
#include "compare/words.h"
#include "report/formats.h"

static const char *outcome_words(enum pa_outcome outcome)
{
    static const char *const words[] = {[PA_NOT_MET] = "not met",
        [PA_PARTIAL] = "partly met",
        [PA_MET] = "met",
        [PA_NOT_APPLICABLE] = "not applicable",
        [PA_NOT_ASSESSED] = "not assessed"};
    return words[outcome];
}

static void add_list(struct buf *out, const char *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%s", i ? "; " : "", items[i]);
}

static void about_found(const struct requirement_change *c, struct buf *out)
{
    if (c->change == CHANGE_PARTLY || c->change == CHANGE_OPEN)
        add_list(out, c->found, c->found_count);
}

static void about_waiver(const struct requirement_record *q, struct buf *out)
{
    if (!q->waiver)
        return;
    buf_add_str(out, q->waiver->reason ? q->waiver->reason : "no reason is given");
    if (q->waiver->expires)
        buf_printf(out, " (until %s)", q->waiver->expires);
}

const char *sentences_about(const struct requirement_change *c, enum sentence kind, struct buf *out)
{
    static const char *const labels[] = {[SENTENCE_FOUND] = "Found now: ",
        [SENTENCE_MISSING] = "Missing: ",
        [SENTENCE_WAIVED] = "Waived: ",
        [SENTENCE_DO] = "Do: "};
    const struct requirement_record *q = c->now;
    bool open = q && (q->outcome == PA_NOT_MET || q->outcome == PA_PARTIAL);
    if (kind == SENTENCE_FOUND && q)
        about_found(c, out);
    if (kind == SENTENCE_MISSING && open)
        add_list(out, q->gaps, q->gap_count);
    if (kind == SENTENCE_WAIVED && q)
        about_waiver(q, out);
    if (kind == SENTENCE_DO && open && q->recommendation)
        buf_add_str(out, q->recommendation);
    return labels[kind];
}

void sentences_outcomes(struct buf *out, const struct requirement_change *c)
{
    if (!c->before)
        buf_printf(out, "not asked before, %s now", outcome_words(c->now->outcome));
    else if (!c->now)
        buf_printf(out, "%s before, not asked now", outcome_words(c->before->outcome));
    else if (c->before->outcome == c->now->outcome)
        buf_printf(out, "%s before and now", outcome_words(c->now->outcome));
    else
        buf_printf(out, "%s before, %s now", outcome_words(c->before->outcome),
            outcome_words(c->now->outcome));
}

void sentences_outcome(struct buf *out, const struct requirement_change *c)
{
    const struct requirement_record *q = c->now ? c->now : c->before;
    buf_printf(out, "%s (%s): ", q->title, level_name(q->level));
    sentences_outcomes(out, c);
}

void sentences_quote(struct buf *out, const struct place_record *p)
{
    size_t start = out->len;
    words_place(out, p);
    if (!p->quote)
        return;
    buf_add_str(out, out->len > start ? ": \"" : "\"");
    words_quote(out, p);
    buf_add_char(out, '"');
}

void sentences_heading(struct buf *out, enum change change, size_t count)
{
    static const char *const words[CHANGES] = {[CHANGE_LOST] = "Newly lost",
        [CHANGE_OPEN] = "Still open",
        [CHANGE_PARTLY] = "Partly answered",
        [CHANGE_ANSWERED] = "Answered",
        [CHANGE_UNDECIDED] = "Not assessed in one of the two",
        [CHANGE_NEW] = "Newly asked",
        [CHANGE_DROPPED] = "No longer asked",
        [CHANGE_KEPT] = "Met in both"};
    buf_printf(out, "%s (%zu)", words[change], count);
}

/* A partly met requirement that was lost was recommended before; so is one that is not assessed or
 * asked now. The rest of the sum is theirs. */
void sentences_summary(struct buf *out, const struct plan_diff *p)
{
    words_count(out, p->recommended, "recommendation");
    buf_printf(out, " before: %zu answered, %zu partly answered, %zu still open. %zu newly lost",
        p->changes[CHANGE_ANSWERED], p->changes[CHANGE_PARTLY], p->changes[CHANGE_OPEN],
        p->changes[CHANGE_LOST]);
    buf_printf(out, "; %zu new ", p->defects_new);
    buf_printf(out, "defect%s, %zu gone.", p->defects_new == 1 ? "" : "s", p->defects_gone);
}

void sentences_kept(struct buf *out, const struct plan_diff *p)
{
    size_t other = 0;
    for (size_t i = 0; i < p->requirement_count; i++)
        other += p->requirements[i].change == CHANGE_KEPT &&
                 p->requirements[i].evidence == EVIDENCE_OTHER;
    if (!p->changes[CHANGE_KEPT])
        return;
    sentences_heading(out, CHANGE_KEPT, p->changes[CHANGE_KEPT]);
    buf_printf(out, "; evidence of %zu stands elsewhere, %zu rest%s on other words", p->moved,
        other, other == 1 ? "s" : "");
}

/* The first quote of `a` that `b` has not. */
static const struct place_record *other_quote(
    const struct requirement_record *a, const struct requirement_record *b)
{
    for (uint32_t i = 0; i < a->evidence_count; i++) {
        const char *quote = a->evidence[i].place.quote;
        bool known = !quote;
        for (uint32_t k = 0; k < b->evidence_count && !known; k++)
            known = b->evidence[k].place.quote && strcmp(b->evidence[k].place.quote, quote) == 0;
        if (!known)
            return &a->evidence[i].place;
    }
    return NULL;
}

void sentences_other(struct buf *out, const struct requirement_change *c, bool now)
{
    const struct place_record *p =
        now ? other_quote(c->now, c->before) : other_quote(c->before, c->now);
    if (!p)
        return;
    buf_add_str(out, now ? "New: " : "No longer there: ");
    sentences_quote(out, p);
}

void sentences_defects(struct buf *out, const struct plan_diff *p)
{
    buf_printf(out, "Defects inside the plan: %zu new, %zu still there, %zu gone", p->defects_new,
        p->defects_still, p->defects_gone);
}

void sentences_submission(struct buf *out, const struct plan_record *p)
{
    buf_add_str(out, p->path);
    if (p->written)
        buf_printf(out, ", written %s", p->written);
    if (*p->pack)
        buf_printf(out, ", pack %s %s (%.12s)", p->pack, p->pack_version, p->pack_sha256);
    if (p->sha256)
        buf_printf(out, ", file %.12s", p->sha256);
}

void sentences_unread(struct buf *out, const struct plan_diff *p)
{
    if (!p->before->checked)
        buf_printf(out, "The first submission could not be read: %s. ", p->before->error_message);
    if (!p->now->checked)
        buf_printf(out, "The second submission could not be read: %s. ", p->now->error_message);
    buf_add_str(out, "Nothing is compared.");
}
