/* Regexes over sentences. The prefilter names the sentences that are worth trying; without it
 * (PLANASSURE_NO_PREFILTER=1) every sentence is tried, with the same answer: a limit that is
 * reached where the prefilter knows that nothing can match is no doubt. */
#include "match/scan.h"

static void gather(struct scan *s)
{
    const struct program *p = s->program;
    s->gathered = true;
    s->scratch = regex_scratch_new();
    s->candidates = xcalloc(p->patterns.n, sizeof *s->candidates);
    prefilter_run(p->prefilter, s->doc, s->candidates);
}

/* The tokens that a match touches, or, where it lies between tokens, the next one or the last of
 * the sentence. False when the sentence has none. */
static bool touched(const struct scan *s, uint32_t sentence, uint32_t at, uint32_t end,
    uint32_t *first, uint32_t *last)
{
    uint32_t from = s->tokens.first[sentence], to = s->tokens.first[sentence + 1];
    if (from == to)
        return false;
    *first = scan_token_at(s, at);
    *first = *first < from ? from : *first >= to ? to - 1 : *first;
    *last = *first;
    while (*last + 1 < to && s->tokens.v[*last + 1].at < end)
        ++*last;
    return true;
}

/* False when a limit was reached. */
static bool try_sentence(struct scan *s, struct regex *regex, uint32_t sentence, uint32_t concept,
    uint32_t member, struct hit_list *out)
{
    const struct doc_sentence *d = &s->doc->sentences.v[sentence];
    if (d->at >= d->end || d->end > s->doc->len)
        return true;
    const char *text = s->doc->text + d->at;
    size_t len = d->end - d->at, from = 0, at, end;
    while (from < len && !out->limit) {
        enum regex_status status = regex_find(regex, s->scratch, text, len, from, &at, &end);
        if (status != REGEX_FOUND)
            return status == REGEX_NONE;
        uint32_t first, last;
        if (!touched(s, sentence, d->at + (uint32_t)at, d->at + (uint32_t)end, &first, &last))
            return true;
        size_t before = out->n;
        hit_list_add(out, s, first, last, concept, member);
        if (out->n > before) {
            out->v[before].at = d->at + (uint32_t)at;
            out->v[before].end = d->at + (uint32_t)end;
        }
        from = end > from ? end : from + 1;
    }
    return true;
}

void pattern_find(
    struct scan *s, uint32_t pattern, uint32_t concept, uint32_t member, struct hit_list *out)
{
    if (!s->gathered)
        gather(s);
    struct regex *regex = s->program->patterns.v[pattern].regex;
    const struct candidates *c = &s->candidates[pattern];
    bool filtered = s->program->literals.v[pattern].count > 0;
    if (filtered && !s->no_prefilter) {
        for (size_t i = 0; i < c->n; i++)
            out->limit |= !try_sentence(s, regex, c->v[i], concept, member, out);
        return;
    }
    size_t next = 0;
    for (uint32_t i = 0; i < s->tokens.sentences; i++) {
        bool candidate = !filtered || (next < c->n && c->v[next] == i);
        next += filtered && candidate;
        bool decided = try_sentence(s, regex, i, concept, member, out);
        out->limit |= candidate && !decided;
    }
}
