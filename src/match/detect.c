/* See detect.h. Plan and cues are cut into folded words, compared by hash; a trailing s does not
 * matter. The words of the plan are walked once; a small table tells at which of them a phrase may
 * begin. Phrases may run over line ends and blocks, as titles do. */
#include "match/detect.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/sort.h"
#include "base/utf8.h"

#define TITLE_BYTES   600u  /* of the plan's own text: the title page and the address of a letter */
#define OPENING_BYTES 8000u /* the first pages */
#define BODY_BYTES    48000u /* after this only headings are read */
#define SLOTS         2048u  /* of the table of first words; a power of two */
#define NO_SENSE                                                                                   \
    (DOC_BOILERPLATE | DOC_HIDDEN | DOC_GLOSSARY | DOC_REFERENCES | DOC_KEYWORDS | DOC_PLACEHOLDER)

struct cue_word {
    uint64_t hash;
    uint32_t at, end;
    uint8_t factor; /* 3 title, 2 opening, 1 elsewhere */
};
typedef VEC(struct cue_word) word_vec;

/* A phrase of a cue. */
struct entry {
    const char *phrase;
    struct cue_found *found; /* of its cue */
    uint32_t first, count;   /* its words in detector.phrase_words */
    uint32_t next;           /* entry with the same slot, index + 1 */
};

struct detector {
    const struct doc *doc;
    word_vec words, phrase_words;
    VEC(struct entry) entries;
    uint32_t slots[SLOTS];
    struct cue_found **found; /* [head][cue] */
};

static void end_word(word_vec *out, uint64_t hash, uint64_t before, bool s, struct cue_word *word)
{
    word->hash = s && word->end - word->at > 2 ? before : hash;
    VEC_PUSH(out, *word);
}

/* utf8_fold() and utf8_is_word() for ASCII, without a call: most of a plan is. */
static uint32_t fold_ascii(uint32_t c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static bool is_ascii_word(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Appends the folded words of text[at, end). */
static void add_words(word_vec *out, const char *text, uint32_t at, uint32_t end, uint8_t factor)
{
    const uint64_t basis = 14695981039346656037u, prime = 1099511628211u;
    uint64_t hash = basis, before = basis;
    struct cue_word word = {.factor = factor};
    bool inside = false, s = false;
    while (at < end) {
        uint32_t point = (unsigned char)text[at];
        size_t n = point < 0x80 ? 1 : utf8_decode(text + at, end - at, &point);
        bool ascii = point < 0x80;
        point = ascii ? fold_ascii(point) : utf8_fold(point);
        ascii = point < 0x80; /* the typographic apostrophe has become one */
        if (point == '\'' && inside) {
            at += (uint32_t)n; /* "must-do's", "people's" */
            continue;
        }
        if (ascii ? is_ascii_word(point) : utf8_is_word(point)) {
            if (!inside)
                word.at = at, hash = basis;
            inside = true;
            before = hash;
            hash = (hash ^ point) * prime;
            s = point == 's';
            word.end = at + (uint32_t)n;
        } else if (inside) {
            end_word(out, hash, before, s, &word);
            inside = false;
        }
        at += (uint32_t)n;
    }
    if (inside)
        end_word(out, hash, before, s, &word);
}

static void add_entry(struct detector *d, struct cue_found *found, const char *phrase)
{
    struct entry e = {.phrase = phrase, .found = found, .first = (uint32_t)d->phrase_words.n};
    add_words(&d->phrase_words, phrase, 0, (uint32_t)strlen(phrase), 0);
    e.count = (uint32_t)d->phrase_words.n - e.first;
    if (!e.count)
        return;
    uint32_t *slot = &d->slots[d->phrase_words.v[e.first].hash & (SLOTS - 1)];
    e.next = *slot;
    VEC_PUSH(&d->entries, e);
    *slot = (uint32_t)d->entries.n;
}

static void add_heads(struct detector *d, struct arena *arena, const struct pack_heads *heads)
{
    d->found = arena_array(arena, heads->n + 1, sizeof *d->found);
    for (uint32_t i = 0; i < heads->n; i++) {
        const struct detect *t = &heads->v[i].detect;
        d->found[i] = arena_array(arena, t->count + 1, sizeof **d->found);
        for (uint32_t k = 0; k < t->count; k++) {
            d->found[i][k] = (struct cue_found){.cue = &t->cues[k], .at = DOC_NONE};
            for (uint32_t p = 0; p < t->cues[k].count; p++)
                add_entry(d, &d->found[i][k], t->cues[k].phrases[p]);
        }
    }
}

/* The words of the plan: its own text, up to BODY_BYTES, and all headings. */
static void read_plan(struct detector *d)
{
    uint32_t read = 0;
    for (size_t i = 0; i < d->doc->blocks.n; i++) {
        const struct doc_block *b = &d->doc->blocks.v[i];
        bool heading = b->kind == DOC_HEADING;
        if ((b->marks & NO_SENSE) || (read > BODY_BYTES && !heading))
            continue;
        uint32_t length = b->end - b->at, most = BODY_BYTES + 1000;
        uint32_t title = read < TITLE_BYTES ? TITLE_BYTES - read : 0;
        uint32_t end = length < most ? b->end : b->at + most;
        uint32_t cut = end - b->at > title + 200 ? b->at + title : end;
        if (title && cut > b->at)
            add_words(&d->words, d->doc->text, b->at, cut, 3);
        else
            cut = b->at;
        add_words(&d->words, d->doc->text, cut, end, heading || read < OPENING_BYTES ? 2 : 1);
        read += end - b->at;
    }
}

static bool is_at(const struct detector *d, const struct entry *e, size_t i)
{
    if (i + e->count > d->words.n)
        return false;
    for (uint32_t k = 0; k < e->count; k++)
        if (d->words.v[i + k].hash != d->phrase_words.v[e->first + k].hash)
            return false;
    return true;
}

static void count_cue(const struct detector *d, const struct entry *e, size_t i)
{
    static const uint8_t least[] = {[CUE_TITLE] = 3, [CUE_OPENING] = 2, [CUE_ANYWHERE] = 1};
    const struct cue_word *w = &d->words.v[i];
    double points = e->found->cue->weight * w->factor;
    bool better = points > 0 ? points > e->found->points : points < e->found->points;
    if (w->factor < least[e->found->cue->place] || !better)
        return;
    e->found->points = points;
    e->found->phrase = e->phrase;
    e->found->at = w->at;
    e->found->end = d->words.v[i + e->count - 1].end;
}

static void look(struct detector *d)
{
    for (size_t i = 0; i < d->words.n; i++) {
        uint32_t next = d->slots[d->words.v[i].hash & (SLOTS - 1)];
        while (next) {
            const struct entry *e = &d->entries.v[next - 1];
            if (is_at(d, e, i))
                count_cue(d, e, i);
            next = e->next;
        }
    }
}

static void count_dates(struct detector *d, const struct pack_heads *heads)
{
    for (uint32_t i = 0; i < heads->n; i++)
        for (uint32_t k = 0; k < heads->v[i].detect.count; k++) {
            const struct detect_cue *cue = &heads->v[i].detect.cues[k];
            if (cue->written && d->doc->written >= cue->from && d->doc->written <= cue->to)
                d->found[i][k].points = cue->weight;
        }
}

/* Drops what was found so far, and the plan's words. */
static void start_again(struct detector *d, const struct pack_heads *heads)
{
    d->words.n = 0;
    for (uint32_t i = 0; i < heads->n; i++)
        for (uint32_t k = 0; k < heads->v[i].detect.count; k++)
            d->found[i][k] = (struct cue_found){.cue = d->found[i][k].cue, .at = DOC_NONE};
}

static bool same_words(const char *a, const char *b)
{
    word_vec x = {0}, y = {0};
    add_words(&x, a, 0, (uint32_t)strlen(a), 0);
    add_words(&y, b, 0, (uint32_t)strlen(b), 0);
    bool same = x.n == y.n && x.n > 0;
    for (size_t i = 0; same && i < x.n; i++)
        same = x.v[i].hash == y.v[i].hash;
    xfree(x.v);
    xfree(y.v);
    return same;
}

static bool has_type_cue(const struct detector *d, const struct pack_heads *heads, uint32_t i)
{
    for (uint32_t k = 0; k < heads->v[i].detect.count; k++)
        if (d->found[i][k].points > 0 && strcmp(d->found[i][k].cue->kind, "plan-type") == 0)
            return true;
    return false;
}

/* The pack whose id, title or plan type the plan states, or whose cues alone know the stated type;
 * `heads->n` when there is none. */
static uint32_t find_stated(struct detector *d, const struct pack_heads *heads)
{
    const char *type = d->doc->plan_type;
    uint32_t found = heads->n, count = 0;
    if (!type || !*type)
        return heads->n;
    for (uint32_t i = 0; i < heads->n; i++) {
        const struct pack_head *h = &heads->v[i];
        if (same_words(type, h->id) || (h->title && same_words(type, h->title)) ||
            (h->plan_type && same_words(type, h->plan_type)))
            return i;
    }
    add_words(&d->words, type, 0, (uint32_t)strlen(type), 3);
    look(d);
    for (uint32_t i = 0; i < heads->n; i++)
        if (has_type_cue(d, heads, i)) {
            found = i;
            count++;
        }
    start_again(d, heads);
    return count == 1 ? found : heads->n;
}

static double score_of(const struct detector *d, const struct pack_head *head, uint32_t i)
{
    double score = 0;
    for (uint32_t k = 0; k < head->detect.count; k++)
        score += d->found[i][k].points;
    return score;
}

static int by_points(const void *a, const void *b)
{
    const struct cue_found *x = a, *y = b;
    if (x->points != y->points)
        return x->points < y->points ? 1 : -1;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* Widens the place of a cue to the sentence or line around it. */
static void widen(const struct doc *doc, struct cue_found *f)
{
    uint32_t b = f->at == DOC_NONE ? DOC_NONE : doc_block_at(doc, f->at);
    if (b == DOC_NONE)
        return;
    uint32_t from = doc->blocks.v[b].at, to = doc->blocks.v[b].end;
    uint32_t s = doc_sentence_at(doc, f->at);
    if (s != DOC_NONE && doc->sentences.v[s].at <= f->at && doc->sentences.v[s].end >= f->end) {
        from = doc->sentences.v[s].at;
        to = doc->sentences.v[s].end;
    }
    if (to - from <= LIMIT_CUE_QUOTE && from <= f->at && to >= f->end) {
        f->at = from;
        f->end = to;
    }
}

static void keep_cues(const struct detector *d, struct arena *arena, const struct pack_heads *heads,
    uint32_t i, struct detection *out)
{
    const struct pack_head *head = &heads->v[i];
    out->cues = arena_array(arena, head->detect.count + 1, sizeof *out->cues);
    for (uint32_t k = 0; k < head->detect.count; k++)
        if (d->found[i][k].points != 0) {
            out->cues[out->count] = d->found[i][k];
            widen(d->doc, &out->cues[out->count++]);
        }
    sort_stable(out->cues, out->count, sizeof *out->cues, by_points);
}

static void decide(const struct detector *d, struct arena *arena, const struct pack_heads *heads,
    uint32_t stated, struct detection *out)
{
    uint32_t best = heads->n;
    for (uint32_t i = 0; i < heads->n; i++) {
        double score = score_of(d, &heads->v[i], i);
        if (i == stated) {
            best = i;
            out->score = score;
        } else if (stated == heads->n && score > 0 && (best == heads->n || score > out->score)) {
            best = i;
            out->score = score;
        }
    }
    for (uint32_t i = 0; i < heads->n; i++) {
        double score = score_of(d, &heads->v[i], i);
        if (i != best && score > 0 && (!out->second || score > out->second_score)) {
            out->second = &heads->v[i];
            out->second_score = score;
        }
    }
    if (best == heads->n)
        return;
    out->first = &heads->v[best];
    out->stated = best == stated;
    keep_cues(d, arena, heads, best, out);
    if (out->stated || (out->score >= out->first->detect.at_least &&
                           out->score - out->second_score >= DETECT_LEAD))
        out->chosen = out->first;
}

void detect(struct arena *arena, const struct pack_heads *heads, const struct doc *doc,
    struct detection *out)
{
    struct detector d = {.doc = doc};
    *out = (struct detection){0};
    add_heads(&d, arena, heads);
    uint32_t stated = find_stated(&d, heads);
    read_plan(&d);
    look(&d);
    count_dates(&d, heads);
    decide(&d, arena, heads, stated, out);
    xfree(d.words.v);
    xfree(d.phrase_words.v);
    xfree(d.entries.v);
}
