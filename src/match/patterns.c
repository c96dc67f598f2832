/* Regexes over sentences. The prefilter names the sentences that are worth trying; without it
 * (PLANASSURE_NO_PREFILTER=1) every sentence is tried, with the same answer: a limit that is
 * reached where the prefilter knows that nothing can match is no doubt. */
#include "match/scan.h"

#include "base/utf8.h"

/* Sentences from which on machine code pays for itself. */
enum { MACHINE_CODE_FROM = 64 };

/* One regex over one plan. */
struct trial {
    struct scan *scan;
    struct regex *regex;
    unsigned way; /* enum regex_way; the same with and without the prefilter */
    uint32_t concept, member;
    struct hit_list *out;
};

void patterns_gather(struct scan *s)
{
    const struct program *p = s->program;
    if (s->gathered)
        return;
    s->gathered = true;
    s->valid = utf8_valid_prefix(s->doc->text, s->doc->len) == s->doc->len;
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

static bool starts_character(const struct doc *doc, uint32_t at)
{
    return at >= doc->len || ((unsigned char)doc->text[at] & 0xC0) != 0x80;
}

/* False when a limit was reached. */
static bool try_sentence(const struct trial *t, uint32_t sentence)
{
    const struct scan *s = t->scan;
    const struct doc_sentence *d = &s->doc->sentences.v[sentence];
    if (d->at >= d->end || d->end > s->doc->len)
        return true;
    const char *text = s->doc->text + d->at;
    bool whole = starts_character(s->doc, d->at) && starts_character(s->doc, d->end);
    unsigned way = t->way | (s->valid && whole ? REGEX_VALID : 0);
    size_t len = d->end - d->at, from = 0, at, end;
    while (from < len && !t->out->limit) {
        enum regex_status status =
            regex_find(t->regex, s->scratch, way, text, len, from, &at, &end);
        if (status != REGEX_FOUND)
            return status == REGEX_NONE;
        uint32_t first, last;
        if (!touched(s, sentence, d->at + (uint32_t)at, d->at + (uint32_t)end, &first, &last))
            return true;
        size_t before = t->out->n;
        hit_list_add(t->out, s, first, last, t->concept, t->member);
        if (t->out->n > before) {
            t->out->v[before].at = d->at + (uint32_t)at;
            t->out->v[before].end = d->at + (uint32_t)end;
        }
        for (from = end > from ? end : from + 1; from < len;) {
            if (starts_character(s->doc, d->at + (uint32_t)from))
                break;
            from++;
        }
    }
    return true;
}

void pattern_find(
    struct scan *s, uint32_t pattern, uint32_t concept, uint32_t member, struct hit_list *out)
{
    patterns_gather(s);
    const struct candidates *c = &s->candidates[pattern];
    bool filtered = s->program->literals.v[pattern].count > 0, undecided = false;
    size_t sentences = filtered ? c->n : s->tokens.sentences;
    if (!sentences && !s->no_prefilter)
        return;
    struct regex *regex = program_regex(s->program, pattern);
    if (!regex) {
        out->limit = true;
        return;
    }
    struct trial t = {.scan = s,
        .regex = regex,
        .way = sentences >= MACHINE_CODE_FROM ? REGEX_MACHINE_CODE : 0,
        .concept = concept,
        .member = member,
        .out = out};
    if (filtered && !s->no_prefilter) {
        for (size_t i = 0; i < c->n; i++)
            undecided |= !try_sentence(&t, c->v[i]);
        out->limit |= undecided;
        return;
    }
    size_t next = 0;
    for (uint32_t i = 0; i < s->tokens.sentences; i++) {
        bool candidate = !filtered || (next < c->n && c->v[next] == i);
        next += filtered && candidate;
        bool decided = try_sentence(&t, i);
        undecided |= candidate && !decided;
    }
    out->limit |= undecided;
}
