/* See criterion.h. A match becomes a candidate; the first reason against it that holds stands in
 * it: what the grader found, off the topic, a look-alike of the pack, an echo of the requirement's
 * own text, too weak a statement. */
#include "assess/criterion.h"

#include <stdlib.h>
#include <string.h>

#include "assess/echo.h"
#include "assess/reach.h"
#include "assess/topic.h"
#include "base/limits.h"
#include "base/sort.h"

enum {
    OFF_TOPIC_SHOWN = 12, /* candidates off the topic that --explain still shows */
    VOID_SHOWN = 60       /* void ones */
};

static const struct void_rule *look_alike(
    struct evaluation *e, const struct criterion *c, const struct match *m)
{
    for (uint32_t i = 0; i < c->void_count; i++)
        if (reach_holds(e, c->voids[i].concept, c->voids[i].within, m))
            return &c->voids[i];
    return NULL;
}

static uint32_t match_end(struct evaluation *e, const struct match *m)
{
    uint32_t count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    return tokens[m->last].at + tokens[m->last].len;
}

/* The sentence, or the whole row, that holds the match; cut around it when it is long. */
static struct evidence quote(struct evaluation *e, uint32_t sentence, uint32_t at, uint32_t end)
{
    const struct units *u = &e->units;
    const struct doc_sentence *s = e->doc->sentences.v;
    struct evidence out = {
        .at = s[sentence].at, .end = s[sentence].end, .match_at = at, .match_end = end};
    if (u->row[sentence] != sentence || e->doc->blocks.v[s[sentence].block].table != DOC_NONE) {
        uint32_t last = sentence;
        while (last + 1 < u->sentence_count && u->row[last + 1] == u->row[sentence])
            last++;
        out.at = s[u->row[sentence]].at;
        out.end = s[last].end;
    }
    if (out.end - out.at <= LIMIT_QUOTE_BYTES)
        return out;
    uint32_t start = at > out.at + LIMIT_QUOTE_BYTES / 3 ? at - LIMIT_QUOTE_BYTES / 3 : out.at;
    while (start > out.at && start < at && e->doc->text[start - 1] != ' ')
        start++;
    uint32_t stop = start + LIMIT_QUOTE_BYTES < out.end ? start + LIMIT_QUOTE_BYTES : out.end;
    while (stop < out.end && stop > end && e->doc->text[stop] != ' ')
        stop--;
    out.at = start;
    out.end = stop > end ? stop : end;
    return out;
}

static void judge(struct evaluation *e, const struct echo *echo, const struct criterion *c,
    const struct match *m, struct candidate *out)
{
    uint32_t count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    out->evidence = quote(e, m->sentence, tokens[m->first].at, match_end(e, m));
    out->evidence.strength = m->strength;
    out->evidence.system = m->system;
    out->reason = m->reason;
    if (m->cue_end > m->cue_at)
        out->why = arena_copy(e->kept, e->doc->text + m->cue_at, m->cue_end - m->cue_at);
    if (out->reason)
        return;
    const struct void_rule *v = look_alike(e, c, m);
    if (v) {
        out->reason = VOID_LOOK_ALIKE;
        out->why = v->why;
    } else if (echo_heard(echo, e, m->sentence))
        out->reason = VOID_ECHO;
    else if (m->existing && !c->existing && c->grade > PA_MENTIONED)
        out->reason = VOID_EXISTING;
    else if (m->strength < c->grade && !(m->existing && c->existing))
        out->reason = VOID_WEAK;
}

static int group(const struct candidate *c)
{
    switch ((int)c->reason) {
    case VOID_NOT:
        return 0;
    case VOID_WEAK:
        return 1;
    case VOID_EXISTING:
        return 2;
    case VOID_OFF_TOPIC:
        return 4;
    default:
        return 3;
    }
}

static int best_first(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (group(x) != group(y))
        return group(x) - group(y);
    if (!x->reason && x->evidence.system != y->evidence.system)
        return x->evidence.system ? 1 : -1;
    if (x->evidence.strength != y->evidence.strength)
        return (int)y->evidence.strength - (int)x->evidence.strength;
    if (x->evidence.match_at != y->evidence.match_at)
        return x->evidence.match_at < y->evidence.match_at ? -1 : 1;
    return (x->evidence.match_end > y->evidence.match_end) -
           (x->evidence.match_end < y->evidence.match_end);
}

/* One candidate a quoted place: of several matches in it the best. */
static uint32_t drop_repeats(struct candidate *v, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = 0;
        while (k < kept && v[k].evidence.at != v[i].evidence.at)
            k++;
        if (k == kept)
            v[kept++] = v[i];
    }
    return kept;
}

/* Candidates so far, with how many of each fate were seen: all are judged, some are kept. */
struct candidates {
    struct candidate *v;
    size_t n, room;
    uint32_t off_topic, voided, kept;
};

static void keep(struct candidates *list, const struct candidate *c)
{
    uint32_t *seen = c->reason == VOID_OFF_TOPIC                       ? &list->off_topic
                     : c->reason == VOID_NOT || c->reason == VOID_WEAK ? &list->kept
                                                                       : &list->voided;
    uint32_t most = seen == &list->off_topic ? OFF_TOPIC_SHOWN
                    : seen == &list->kept    ? LIMIT_CANDIDATES
                                             : VOID_SHOWN;
    if (++*seen <= most)
        VEC_PUSH(list, *c);
}

/* Other places that a counting match rests on become evidence too: its number in another table. */
static void add_parts(struct evaluation *e, const struct match *m, const struct candidate *key,
    struct candidates *list)
{
    uint32_t count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    for (uint32_t i = 0; i < m->part_count; i++) {
        const struct part *p = &m->parts[i];
        if (e->units.row[p->sentence] == e->units.row[m->sentence] ||
            e->doc->blocks.v[e->doc->sentences.v[p->sentence].block].kind == DOC_HEADING)
            continue;
        struct candidate c = *key;
        c.evidence =
            quote(e, p->sentence, tokens[p->first].at, tokens[p->last].at + tokens[p->last].len);
        c.evidence.strength = key->evidence.strength;
        c.evidence.system = key->evidence.system;
        keep(list, &c);
    }
}

static void settle(struct criterion_result *out, bool limit)
{
    uint32_t weak = 0;
    for (uint32_t i = 0; i < out->count; i++) {
        out->counting += out->candidates[i].reason == VOID_NOT;
        weak += out->candidates[i].reason == VOID_WEAK;
    }
    out->state = out->counting ? CRITERION_MET
                 : limit       ? CRITERION_LIMIT
                 : weak        ? CRITERION_WEAK
                               : CRITERION_MISSING;
}

void criterion_evaluate(struct evaluation *e, const struct echo *echo, const struct criterion *c,
    struct criterion_result *out)
{
    struct matches matches = test_matches(e, &c->test);
    enum topic_level needed = e->topic ? topic_needed(c->about) : TOPIC_BARRED;
    struct candidates list = {0};
    *out = (struct criterion_result){.criterion = c};
    for (uint32_t i = 0; i < matches.n; i++) {
        struct candidate candidate = {0};
        bool off = e->topic && e->topic[matches.v[i].sentence] < needed;
        if (off && list.off_topic >= OFF_TOPIC_SHOWN)
            continue;
        judge(e, echo, c, &matches.v[i], &candidate);
        if (off)
            candidate.reason = VOID_OFF_TOPIC;
        keep(&list, &candidate);
        if (!candidate.reason)
            add_parts(e, &matches.v[i], &candidate, &list);
    }
    if (list.n)
        sort_stable(list.v, list.n, sizeof *list.v, best_first);
    out->count = drop_repeats(list.v, (uint32_t)list.n);
    out->candidates = arena_array(e->kept, out->count + 1, sizeof *out->candidates);
    if (out->count)
        memcpy(out->candidates, list.v, out->count * sizeof *out->candidates);
    out->cut = list.voided > VOID_SHOWN || list.kept > LIMIT_CANDIDATES;
    xfree(list.v);
    settle(out, matches.limit);
}
