/* The review of one plan: its text beside its requirements, each with what the program found, what
 * was judged, and, for who has an open seat, the form to judge it. */
#include "server/review_page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "server/words.h"

enum { STRIKE_BYTES = 60 }; /* of a quote beside its box */

static const char *const outcomes[] = {"not-met", "partial", "met", "not-applicable"};

static bool is_open_seat(const struct view *view, const struct review_view *v)
{
    for (size_t i = 0; i < v->seat_count; i++)
        if (v->seats[i].person.id == view->who->id)
            return !v->seats[i].finished;
    return false;
}

static bool has_seat(const struct view *view, const struct review_view *v)
{
    for (size_t i = 0; i < v->seat_count; i++)
        if (v->seats[i].person.id == view->who->id)
            return true;
    return false;
}

static bool may_settle(const struct view *view, const struct review_view *v)
{
    return view->who->role == ROLE_LEAD && v->submission->review == REVIEW_MODERATION;
}

static void add_button(struct buf *out, const struct view *view, const struct review_view *v,
    const char *what, const char *words)
{
    char action[100];
    snprintf(action, sizeof action, "/review/%s/%s", v->submission->id, what);
    page_form_open(out, view, action, false);
    page_form_close(out, words);
}

/* ---- the head ---- */

static void add_seats(struct buf *out, const struct review_view *v)
{
    for (size_t i = 0; i < v->seat_count; i++) {
        buf_printf(out, "<li>Assessor %zu: ", i + 1);
        html_foreign(out, v->seats[i].person.shown);
        buf_add_str(out, v->seats[i].finished ? ", finished " : ", at work since ");
        page_day(out, v->seats[i].finished ? v->seats[i].finished : v->seats[i].began);
        buf_add_str(out, "</li>\n");
    }
}

static void add_actions(struct buf *out, const struct view *view, const struct review_view *v)
{
    enum review_state state = v->submission->review;
    bool free_seat = v->seat_count < 2 && !has_seat(view, v) && state != REVIEW_AGREED;
    if (free_seat)
        add_button(out, view, v, "begin", v->seat_count ? "Judge it as well" : "Begin to judge");
    if (is_open_seat(view, v))
        add_button(out, view, v, "finish", "I am finished");
    if (may_settle(view, v))
        add_button(out, view, v, "close", "Close the review");
    if (view->who->role == ROLE_LEAD && state == REVIEW_AGREED)
        add_button(out, view, v, "reopen", "Open it again");
    if (state == REVIEW_AGREED)
        buf_printf(out,
            "<ul class=\"take\"><li><a class=\"nhsuk-link\" href=\"/review/%s/letter.docx\">Letter "
            "for Word, of the agreed view</a></li><li><a class=\"nhsuk-link\" "
            "href=\"/review/%s/report.html\">Report of the agreed view</a></li></ul>\n",
            v->submission->id, v->submission->id);
    if (state >= REVIEW_MODERATION)
        buf_printf(out,
            "<p class=\"nhsuk-body\"><a class=\"nhsuk-link\" "
            "href=\"/review/%s/labels.json\">Judgements as labels for measuring rules</a></p>\n",
            v->submission->id);
}

static void add_head(struct buf *out, const struct view *view, const struct review_view *v)
{
    buf_add_str(out, "<span class=\"nhsuk-caption-l\">");
    html_foreign(
        out, *v->submission->organisation ? v->submission->organisation : v->submission->file_name);
    buf_printf(out,
        "</span>\n<h1 class=\"nhsuk-heading-l\">Review</h1>\n<p class=\"nhsuk-body\">Version %u, "
        "sent ",
        v->submission->version);
    page_day(out, v->submission->sent);
    buf_add_str(out, ", framework ");
    html_foreign(out, v->submission->framework);
    buf_printf(out, ". Review: %s. ", review_state_name(v->submission->review));
    buf_printf(out, "<a class=\"nhsuk-link\" href=\"/plans/%s\">What the program found</a>.</p>\n",
        v->submission->id);
    if (v->submission->earlier)
        buf_printf(out,
            "<p class=\"nhsuk-body\"><a class=\"nhsuk-link\" href=\"/review/%s/changes\">You said, "
            "we found: what this version changed</a></p>\n",
            v->submission->id);
    if (v->seat_count) {
        buf_add_str(out, "<ul class=\"nhsuk-list nhsuk-list--bullet\">\n");
        add_seats(out, v);
        buf_add_str(out, "</ul>\n");
    }
    if (v->seat_count && !v->compared)
        buf_add_str(out, "<div class=\"nhsuk-inset-text\"><p class=\"nhsuk-body\">Until everybody "
                         "is finished you see your own judgements alone.</p></div>\n");
    add_actions(out, view, v);
}

/* ---- moderation ---- */

static void add_word(struct buf *out, const struct judged *j)
{
    if (!j) {
        buf_add_str(out, "not judged");
        return;
    }
    buf_add_str(out, "<span class=\"review-word\">");
    html_tag(out, words_outcome_kind(j->judgement.outcome), words_outcome(j->judgement.outcome));
    if (*j->judgement.comment) {
        buf_add_char(out, ' ');
        html_foreign(out, j->judgement.comment);
    }
    buf_add_str(out, " <span class=\"reason\">");
    html_foreign(out, j->who.shown);
    buf_add_str(out, ", ");
    page_time(out, j->at);
    buf_add_str(out, "</span></span>");
}

static void add_moderation(struct buf *out, const struct review_view *v)
{
    size_t open = 0;
    for (size_t i = 0; i < v->compared_count; i++)
        open += !review_agreed(&v->compared[i]);
    buf_add_str(out, "<h2 class=\"nhsuk-heading-m\">Moderation</h2>\n<p class=\"nhsuk-body\">");
    if (!isnan(v->share))
        buf_printf(out, "The two agree on %.0f %% of what both judged", 100 * v->share);
    if (!isnan(v->kappa))
        buf_printf(out, "; Cohen's kappa (linear weights) is %.2f", v->kappa);
    buf_printf(out, "%s%zu to be settled.</p>\n", isnan(v->share) ? "" : ". ", open);
    buf_add_str(out,
        "<table class=\"nhsuk-table-responsive\">\n<thead class=\"nhsuk-table__head\"><tr>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Differs in</th>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Assessor 1</th>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Assessor 2</th>"
        "<th scope=\"col\" class=\"nhsuk-table__header\">Settled</th></tr></thead>\n"
        "<tbody class=\"nhsuk-table__body\">\n");
    for (size_t i = 0; i < v->compared_count; i++) {
        const struct comparison *c = &v->compared[i];
        if (!c->differs && !c->settled)
            continue;
        buf_add_str(out, "<tr class=\"nhsuk-table__row\"><th scope=\"row\" "
                         "class=\"nhsuk-table__header\"><a class=\"nhsuk-link\" href=\"#r-");
        html_text(out, c->requirement);
        buf_add_str(out, "\">");
        html_text(out, c->requirement);
        buf_add_str(out, "</a></th>\n");
        static const char *const labels[] = {"Assessor 1", "Assessor 2", "Settled"};
        const struct judged *words[] = {c->of[0], c->of[1], c->settled};
        for (size_t k = 0; k < 3; k++) {
            buf_printf(out, "<td class=\"nhsuk-table__cell\" data-label=\"%s\">", labels[k]);
            if (k == 2 && !words[k])
                buf_add_str(out, "<strong>to be settled</strong>");
            else
                add_word(out, words[k]);
            buf_add_str(out, "</td>\n");
        }
        buf_add_str(out, "</tr>\n");
    }
    buf_add_str(out, "</tbody>\n</table>\n");
}

/* ---- one requirement ---- */

/* The same words serve several criteria: they are shown once. */
static bool is_repeated(const struct requirement_record *q, size_t k)
{
    const struct place_record *p = &q->evidence[k].place;
    for (size_t i = 0; i < k; i++) {
        const struct place_record *other = &q->evidence[i].place;
        if (p->quote && other->quote && other->line == p->line &&
            strcmp(other->quote, p->quote) == 0)
            return true;
    }
    return false;
}

static void add_evidence(struct buf *out, size_t number, const struct requirement_record *q)
{
    for (size_t k = 0; k < q->evidence_count; k++) {
        const struct evidence_record *e = &q->evidence[k];
        if (is_repeated(q, k))
            continue;
        buf_printf(
            out, "<p class=\"nhsuk-body\"><a class=\"nhsuk-link\" href=\"#m-%zu-%zu\">", number, k);
        if (e->place.page)
            buf_printf(out, "page %u, ", e->place.page);
        buf_printf(out, "line %u</a></p>\n", e->place.line);
        html_blockquote(out, e->place.quote ? e->place.quote : "");
    }
}

static const struct judged *own_of(
    const struct view *view, const struct review_view *v, const char *requirement)
{
    const struct judged *own = NULL;
    for (size_t i = 0; i < v->judged_count; i++)
        if (v->judged[i].who.id == view->who->id && !v->judged[i].settles &&
            strcmp(v->judged[i].judgement.requirement, requirement) == 0)
            own = &v->judged[i];
    return own;
}

static void add_judged(
    struct buf *out, const struct review_view *v, const struct requirement_record *q)
{
    static const char carried[] = " (carried over: the words it rests on still stand)";
    static const char suspect[] = " (suspect: the words it rested on changed; judge it again)";
    static const char *const standings[] = {"", carried, suspect};
    for (size_t i = 0; i < v->judged_count; i++) {
        const struct judged *j = &v->judged[i];
        if (strcmp(j->judgement.requirement, q->id) != 0)
            continue;
        buf_printf(out, "<p class=\"nhsuk-body\"><strong>%s:</strong> ",
            j->settles ? "Settled" : "Judged");
        add_word(out, j);
        buf_printf(out, "%s</p>\n", standings[j->standing]);
        for (uint32_t k = 0; k < j->judgement.strike_count; k++) {
            buf_add_str(out, "<p class=\"nhsuk-body\">Struck: <del>");
            html_foreign(out, j->judgement.strike[k].quote);
            buf_add_str(out, "</del></p>\n");
        }
        for (uint32_t k = 0; k < j->judgement.add_count; k++) {
            buf_add_str(out, "<p class=\"nhsuk-body\">Added: <ins>");
            html_foreign(out, j->judgement.add[k].quote);
            buf_add_str(out, "</ins></p>\n");
        }
    }
}

static void add_strikes(
    struct buf *out, size_t number, const struct requirement_record *q, const struct judged *own)
{
    if (!q->evidence_count)
        return;
    buf_add_str(out, "<fieldset class=\"nhsuk-fieldset nhsuk-form-group\"><legend "
                     "class=\"nhsuk-label\">Strike evidence that does not count</legend>\n");
    for (size_t k = 0; k < q->evidence_count; k++) {
        const char *quote = q->evidence[k].place.quote;
        bool struck = false;
        for (uint32_t i = 0; quote && own && i < own->judgement.strike_count; i++)
            struck |= strcmp(own->judgement.strike[i].quote, quote) == 0;
        if (!quote || is_repeated(q, k))
            continue;
        buf_printf(out,
            "<div class=\"review-strike\"><input type=\"checkbox\" id=\"s-%zu-%zu\" "
            "name=\"strike\"%s value=\"",
            number, k, struck ? " checked" : "");
        html_text(out, quote);
        buf_printf(
            out, "\"> <label for=\"s-%zu-%zu\">line %u: ", number, k, q->evidence[k].place.line);
        size_t n = strlen(quote) > STRIKE_BYTES ? STRIKE_BYTES : strlen(quote);
        while (n && ((unsigned char)quote[n] & 0xC0) == 0x80)
            n--; /* not within a letter */
        html_text_n(out, quote, n);
        buf_add_str(out, quote[n] ? "...</label></div>\n" : "</label></div>\n");
    }
    buf_add_str(out, "</fieldset>\n");
}

static void add_form(struct buf *out, const struct view *view, const struct review_view *v,
    size_t number, const struct requirement_record *q, bool settle)
{
    char action[100];
    const struct judged *own = own_of(view, v, q->id);
    enum pa_outcome now = own ? own->judgement.outcome : q->outcome;
    snprintf(
        action, sizeof action, "/review/%s/%s", v->submission->id, settle ? "settle" : "judge");
    buf_printf(out,
        "<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\"><span "
        "class=\"nhsuk-details__summary-text\">%s</span></summary>\n<div "
        "class=\"nhsuk-details__text\">\n",
        settle ? "Settle"
        : own  ? "Change the judgement"
               : "Confirm or change");
    page_form_open(out, view, action, false);
    buf_add_str(out, "<input type=\"hidden\" name=\"requirement\" value=\"");
    html_text(out, q->id);
    buf_printf(out,
        "\">\n<div class=\"nhsuk-form-group\"><label class=\"nhsuk-label\" "
        "for=\"o-%zu\">Outcome</label><select class=\"nhsuk-select\" id=\"o-%zu\" "
        "name=\"outcome\">\n",
        number, number);
    for (size_t i = 0; i < 4; i++)
        buf_printf(out, "<option value=\"%s\"%s>%s</option>\n", outcomes[i],
            (enum pa_outcome)i == now ? " selected" : "", words_outcome((enum pa_outcome)i));
    buf_printf(out,
        "</select></div>\n<div class=\"nhsuk-form-group\"><label class=\"nhsuk-label\" "
        "for=\"c-%zu\">Comment</label><p class=\"nhsuk-hint\">Needed when the outcome is not the "
        "program's; the letter quotes it.</p><textarea class=\"nhsuk-textarea\" id=\"c-%zu\" "
        "name=\"comment\" rows=\"3\">",
        number, number);
    if (own)
        html_text(out, own->judgement.comment);
    buf_add_str(out, "</textarea></div>\n");
    add_strikes(out, number, q, own);
    buf_printf(out,
        "<div class=\"nhsuk-form-group\"><label class=\"nhsuk-label\" for=\"q-%zu\">Add "
        "evidence</label><p class=\"nhsuk-hint\">Words of the plan, as they stand there. With "
        "script: select them in the text, then press \"a\".</p><textarea "
        "class=\"nhsuk-textarea\" id=\"q-%zu\" name=\"quote\" rows=\"2\" data-quote>",
        number, number);
    if (own && own->judgement.add_count)
        html_text(out, own->judgement.add[0].quote);
    buf_add_str(out, "</textarea></div>\n");
    page_form_close(out, settle ? "Settle" : "Save");
    buf_add_str(out, "</div></details>\n");
}

static void add_requirement(
    struct buf *out, const struct view *view, const struct review_view *v, size_t number)
{
    const struct requirement_record *q = &v->plan->requirements[number];
    buf_add_str(out, "<article class=\"card review-item\" tabindex=\"-1\" id=\"r-");
    html_text(out, q->id);
    buf_add_str(out, "\">\n<h3 class=\"nhsuk-heading-xs\">");
    html_tag(out, words_outcome_kind(q->outcome), words_outcome(q->outcome));
    buf_add_str(out, " <span>");
    html_text(out, q->title);
    buf_add_str(out, "</span></h3>\n<p class=\"meta\">");
    html_text(out, q->id);
    buf_printf(out, ", %s</p>\n", words_level(q->level));
    if (q->why && *q->why) {
        buf_add_str(out, "<p class=\"nhsuk-body\">");
        html_foreign(out, q->why);
        buf_add_str(out, "</p>\n");
    }
    add_evidence(out, number, q);
    add_judged(out, v, q);
    if (is_open_seat(view, v))
        add_form(out, view, v, number, q, false);
    else if (may_settle(view, v))
        add_form(out, view, v, number, q, true);
    buf_add_str(out, "</article>\n");
}

void review_page(struct buf *out, const struct view *view, const struct review_view *v)
{
    page_open(out, view, "Review", 0);
    add_head(out, view, v);
    if (v->compared)
        add_moderation(out, v);
    buf_add_str(out, "<div class=\"review\">\n<section class=\"review-plan\"><h2 "
                     "class=\"nhsuk-heading-m\">The plan</h2>\n");
    review_text(out, v);
    buf_add_str(out, "</section>\n<section class=\"review-items\"><h2 "
                     "class=\"nhsuk-heading-m\">The requirements</h2>\n<p "
                     "class=\"nhsuk-hint\">Keys: j next, k previous.</p>\n");
    for (size_t i = 0; i < v->plan->requirement_count; i++)
        add_requirement(out, view, v, i);
    buf_add_str(out, "</section>\n</div>\n");
    page_close(out, view);
}
