/* One pass over the text. A word is a run of letters or a run of digits with the points, commas and
 * letters that belong to it ("12,370", "2nd"); "&" joins capitals ("IM&T"). What a word means to
 * the checks stands in one table. Stems are crude on purpose: they only bring forms of a word
 * together when two statements are compared. */
#include "defects/wording.h"

#include <string.h>

#include "base/utf8.h"

struct entry {
    const char *word;
    uint16_t cls;
    uint8_t info;
};

/* clang-format off */
static const struct entry lexicon[] = {
    {"january", CLASS_MONTH, 1}, {"february", CLASS_MONTH, 2}, {"march", CLASS_MONTH, 3},
    {"april", CLASS_MONTH, 4}, {"may", CLASS_MONTH, 5}, {"june", CLASS_MONTH, 6},
    {"july", CLASS_MONTH, 7}, {"august", CLASS_MONTH, 8}, {"september", CLASS_MONTH, 9},
    {"october", CLASS_MONTH, 10}, {"november", CLASS_MONTH, 11}, {"december", CLASS_MONTH, 12},
    {"jan", CLASS_MONTH, 1}, {"feb", CLASS_MONTH, 2}, {"mar", CLASS_MONTH, 3},
    {"apr", CLASS_MONTH, 4}, {"jun", CLASS_MONTH, 6}, {"jul", CLASS_MONTH, 7},
    {"aug", CLASS_MONTH, 8}, {"sep", CLASS_MONTH, 9}, {"sept", CLASS_MONTH, 9},
    {"oct", CLASS_MONTH, 10}, {"nov", CLASS_MONTH, 11}, {"dec", CLASS_MONTH, 12},
    {"monday", CLASS_WEEKDAY, 0}, {"tuesday", CLASS_WEEKDAY, 1}, {"wednesday", CLASS_WEEKDAY, 2},
    {"thursday", CLASS_WEEKDAY, 3}, {"friday", CLASS_WEEKDAY, 4}, {"saturday", CLASS_WEEKDAY, 5},
    {"sunday", CLASS_WEEKDAY, 6},
    {"figure", CLASS_LABEL, LABEL_FIGURE}, {"fig", CLASS_LABEL, LABEL_FIGURE},
    {"table", CLASS_LABEL, LABEL_TABLE}, {"appendix", CLASS_LABEL, LABEL_APPENDIX},
    {"annex", CLASS_LABEL, LABEL_ANNEX}, {"annexe", CLASS_LABEL, LABEL_ANNEX},
    {"section", CLASS_LABEL, LABEL_SECTION}, {"chapter", CLASS_LABEL, LABEL_SECTION},
    {"page", CLASS_LABEL, LABEL_PAGE}, {"attached", CLASS_LABEL, LABEL_ATTACHED},
    {"attachment", CLASS_LABEL, LABEL_ATTACHED}, {"appended", CLASS_LABEL, LABEL_ATTACHED},
    {"enclosed", CLASS_LABEL, LABEL_ATTACHED}, {"below", CLASS_LABEL, LABEL_BELOW},
    {"overleaf", CLASS_LABEL, LABEL_BELOW},
    {"total", CLASS_TOTAL, 0}, {"totals", CLASS_TOTAL, 0}, {"altogether", CLASS_TOTAL, 0},
    {"overall", CLASS_TOTAL, 0}, {"together", CLASS_TOTAL, 0}, {"all", CLASS_TOTAL | CLASS_SMALL, 0},
    {"sum", CLASS_TOTAL, 0}, {"totalling", CLASS_TOTAL, 0}, {"totaling", CLASS_TOTAL, 0},
    {"ccg", CLASS_BODY, 0}, {"ccgs", CLASS_SMALL, 0}, {"icb", CLASS_BODY, 0},
    {"practice", CLASS_COUNTED, COUNTED_PRACTICE}, {"practices", CLASS_COUNTED, COUNTED_PRACTICE},
    {"surgeries", CLASS_COUNTED, COUNTED_PRACTICE}, {"gps", CLASS_COUNTED, COUNTED_GP},
    {"people", CLASS_COUNTED, COUNTED_PEOPLE}, {"patients", CLASS_COUNTED, COUNTED_PEOPLE},
    {"population", CLASS_COUNTED, COUNTED_PEOPLE}, {"residents", CLASS_COUNTED, COUNTED_PEOPLE},
    {"homes", CLASS_COUNTED, COUNTED_HOME}, {"clusters", CLASS_COUNTED, COUNTED_GROUP},
    {"networks", CLASS_COUNTED, COUNTED_GROUP}, {"localities", CLASS_COUNTED, COUNTED_GROUP},
    {"federations", CLASS_COUNTED, COUNTED_GROUP}, {"sites", CLASS_COUNTED, COUNTED_SITE},
    {"buildings", CLASS_COUNTED, COUNTED_SITE}, {"premises", CLASS_COUNTED, COUNTED_SITE},
    {"pharmacies", CLASS_COUNTED, COUNTED_PHARMACY}, {"pcns", CLASS_COUNTED, COUNTED_PCN},
    {"miles", CLASS_COUNTED, COUNTED_MILE}, {"partnerships", CLASS_COUNTED, COUNTED_PARTNERSHIP},
    {"case", CLASS_STAGE, STAGE_CASE}, {"specification", CLASS_STAGE, STAGE_TENDER},
    {"tender", CLASS_STAGE, STAGE_TENDER}, {"advertisement", CLASS_STAGE, STAGE_TENDER},
    {"bids", CLASS_STAGE, STAGE_BIDS}, {"tenders", CLASS_STAGE, STAGE_BIDS},
    {"award", CLASS_STAGE, STAGE_AWARD}, {"awarded", CLASS_STAGE, STAGE_AWARD},
    {"announced", CLASS_STAGE, STAGE_AWARD}, {"open", CLASS_STAGE, STAGE_OPEN},
    {"opens", CLASS_STAGE, STAGE_OPEN}, {"launch", CLASS_STAGE, STAGE_OPEN},
    {"launches", CLASS_STAGE, STAGE_OPEN}, {"launched", CLASS_STAGE, STAGE_OPEN},
    {"begin", CLASS_STAGE, STAGE_OPEN}, {"begins", CLASS_STAGE, STAGE_OPEN},
    {"start", CLASS_STAGE, STAGE_OPEN}, {"starts", CLASS_STAGE, STAGE_OPEN},
    {"enrol", CLASS_STAGE, STAGE_OPEN}, {"posts", CLASS_STAGE, STAGE_OPEN},
    {"evaluation", CLASS_STAGE, STAGE_REVIEW}, {"evaluated", CLASS_STAGE, STAGE_REVIEW},
    {"tbc", CLASS_HOLE, HOLE_CODE}, {"tba", CLASS_HOLE, HOLE_CODE}, {"tbd", CLASS_HOLE, HOLE_CODE},
    {"xx", CLASS_HOLE, HOLE_CROSS}, {"xxx", CLASS_HOLE, HOLE_CROSS},
    {"xxxx", CLASS_HOLE, HOLE_CROSS}, {"lorem", CLASS_HOLE, HOLE_LOREM},
    {"awaiting", CLASS_HOLE, HOLE_AWAIT}, {"awaited", CLASS_HOLE, HOLE_AWAIT},
    {"advise", CLASS_HOLE, HOLE_ADVISE}, {"confirmed", CLASS_HOLE, HOLE_ADVISE},
    {"completed", CLASS_HOLE, HOLE_ADVISE}, {"inserted", CLASS_HOLE, HOLE_ADVISE},
    {"follow", CLASS_HOLE, HOLE_ADVISE},
};
/* clang-format on */

static const char small_words[] =
    " a about above across after again against all also among an and any are as at be because been "
    "before being below between both but by can could did do does during each either etc every few "
    "for from further given had has have having he her here his how i if in into is it its itself "
    "just last least less made make many may more most much must my new next no nor not now of off "
    "on once one only or other others our ours out over own per plan same set shall she should "
    "since so some such than that the their them then there these they this those through to too "
    "under until up upon us use very was we were what when where whether which while who whose "
    "whom why will with within without would year years yet you your nhs ccg icb two three four "
    "five six seven eight nine ten ";

enum {
    LEXICON = sizeof lexicon / sizeof *lexicon,
    SLOTS = 1024,
    SMALL_WORDS = 260,
    STEM = 8,
    FOLDED = 64
};

struct lookup {
    uint16_t slots[SLOTS]; /* index + 1: below LEXICON an entry, else a small word */
    uint32_t hashes[LEXICON + SMALL_WORDS];
    uint32_t n;
};

uint32_t word_hash(const char *s, uint32_t len)
{
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

static void lookup_add(struct lookup *l, uint32_t hash)
{
    uint32_t i = hash & (SLOTS - 1);
    while (l->slots[i])
        i = (i + 1) & (SLOTS - 1);
    l->hashes[l->n++] = hash;
    l->slots[i] = (uint16_t)l->n;
}

static void lookup_make(struct lookup *l)
{
    memset(l, 0, sizeof *l);
    for (uint32_t i = 0; i < LEXICON; i++)
        lookup_add(l, word_hash(lexicon[i].word, (uint32_t)strlen(lexicon[i].word)));
    for (const char *p = small_words + 1; *p && l->n < LEXICON + SMALL_WORDS;) {
        const char *end = strchr(p, ' ');
        lookup_add(l, word_hash(p, (uint32_t)(end - p)));
        p = end + 1;
    }
}

/* A word may be an entry and a small word too. */
static void classify(const struct lookup *l, struct word *w)
{
    for (uint32_t i = w->hash & (SLOTS - 1); l->slots[i]; i = (i + 1) & (SLOTS - 1)) {
        uint32_t k = l->slots[i] - 1u;
        if (l->hashes[k] != w->hash)
            continue;
        w->cls |= k < LEXICON ? lexicon[k].cls : CLASS_SMALL;
        if (k < LEXICON)
            w->info = lexicon[k].info;
    }
}

/* Takes a common ending off: the length that is left, at most STEM. */
static uint32_t stem_length(const char *s, uint32_t n)
{
    static const char *const endings[] = {"ations", "ation", "ings", "ing", "ages", "age", "ies",
        "ions", "ion", "ers", "ed", "es", "er", "ly", "s", "e", "y"};
    static const uint8_t lengths[] = {6, 5, 4, 3, 4, 3, 3, 4, 3, 3, 2, 2, 2, 2, 1, 1, 1};
    bool may = n > 3 && strchr("sgnrdye", s[n - 1]) && s[n - 1];
    for (uint32_t i = 0; may && i < sizeof lengths; i++) {
        uint32_t k = lengths[i];
        if (n >= k + 3 && s[n - 1] == endings[i][k - 1] && !memcmp(s + n - k, endings[i], k)) {
            n -= k;
            break;
        }
    }
    return n > STEM ? STEM : n;
}

enum byte { BYTE_OTHER, BYTE_LOWER, BYTE_UPPER, BYTE_DIGIT, BYTE_HIGH };

/* clang-format off */
#define L BYTE_LOWER
#define U BYTE_UPPER
#define D BYTE_DIGIT
static const uint8_t ascii[128] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
    0, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, 0, 0, 0, 0, 0,
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0,
};
#undef L
#undef U
#undef D
/* clang-format on */

static enum byte byte_kind(unsigned char c)
{
    return c < 128 ? (enum byte)ascii[c] : BYTE_HIGH;
}

/* The word that is being read. */
struct reader {
    const char *text;
    uint32_t len, i;
    char folded[FOLDED];
    uint32_t n, letters, capitals, digits;
    bool first_capital;
};

static void keep(struct reader *r, char c)
{
    if (r->n < FOLDED)
        r->folded[r->n++] = c;
}

static void count_letter(struct reader *r, bool capital)
{
    r->first_capital = r->first_capital || (capital && !r->letters);
    r->letters++;
    r->capitals += capital;
}

/* A letter beyond ASCII; false when it is none. Moves on in either case. */
static bool take_high(struct reader *r)
{
    uint32_t code, folded;
    char bytes[4];
    size_t n = utf8_decode(r->text + r->i, r->len - r->i, &code);
    if (!utf8_is_word(code))
        return false;
    folded = utf8_fold(code);
    size_t k = utf8_encode(folded, bytes);
    for (size_t i = 0; i < k; i++)
        keep(r, bytes[i]);
    count_letter(r, folded != code);
    r->i += (uint32_t)n;
    return true;
}

/* One letter or digit; false when there is none. */
static bool take(struct reader *r)
{
    unsigned char c = (unsigned char)r->text[r->i];
    switch (byte_kind(c)) {
    case BYTE_LOWER:
        keep(r, (char)c);
        count_letter(r, false);
        break;
    case BYTE_UPPER:
        keep(r, (char)(c | 32));
        count_letter(r, true);
        break;
    case BYTE_DIGIT:
        keep(r, (char)c);
        r->digits++;
        break;
    case BYTE_HIGH:
        return take_high(r);
    case BYTE_OTHER:
        return false;
    }
    r->i++;
    return true;
}

/* A point or comma between digits, "&" between capitals. */
static bool take_joint(struct reader *r)
{
    char c = r->text[r->i];
    if ((c != '.' && c != ',' && c != '&') || r->i + 1 >= r->len || !r->n)
        return false;
    enum byte before = byte_kind((unsigned char)r->text[r->i - 1]),
              after = byte_kind((unsigned char)r->text[r->i + 1]),
              kind = c == '&' ? BYTE_UPPER : BYTE_DIGIT;
    if (before != kind || after != kind)
        return false;
    keep(r, c);
    r->i++;
    return true;
}

static uint8_t shape_of(const struct reader *r)
{
    if (!r->letters)
        return SHAPE_NUMBER;
    if (r->digits)
        return SHAPE_MIXED;
    if (r->capitals > 1 && r->capitals * 2 > r->letters)
        return SHAPE_CAPS;
    return r->first_capital ? SHAPE_CAPITAL : SHAPE_LOWER;
}

/* Past a possessive 's: "Thornby's" is the word "thornby" with its own end. */
static void skip_possessive(struct reader *r)
{
    uint32_t k = r->i;
    if (k + 1 < r->len && r->text[k] == '\'')
        k++;
    else if (k + 3 < r->len && !memcmp(r->text + k, "\xE2\x80\x99", 3))
        k += 3;
    else
        return;
    bool ends = k + 1 >= r->len || byte_kind((unsigned char)r->text[k + 1]) == BYTE_OTHER;
    if (r->letters && r->text[k] == 's' && ends)
        r->i = k + 1;
}

/* The rest of a run of small letters: what most of a plan is. */
static void take_lower(struct reader *r)
{
    uint32_t i = r->i, n = r->n;
    for (; i < r->len && byte_kind((unsigned char)r->text[i]) == BYTE_LOWER; i++)
        if (n < FOLDED)
            r->folded[n++] = r->text[i];
    r->letters += i - r->i;
    r->i = i;
    r->n = n;
}

static void read_word(struct reader *r, const struct lookup *lookup, struct word *w)
{
    take_lower(r);
    while (r->i < r->len && (take(r) || take_joint(r)))
        ;
    w->end = r->i;
    w->hash = word_hash(r->folded, r->n);
    w->stem = r->digits ? w->hash : word_hash(r->folded, stem_length(r->folded, r->n));
    w->shape = shape_of(r);
    classify(lookup, w);
    skip_possessive(r);
}

/* The first word at or behind every WORDING_STEP bytes. */
static void make_index(struct wording *w, uint32_t len)
{
    w->slots = len / WORDING_STEP + 1;
    w->index = xcalloc(w->slots, sizeof *w->index);
    uint32_t i = 0;
    for (uint32_t slot = 0; slot < w->slots; slot++) {
        while (i < w->n && w->v[i].at < slot * WORDING_STEP)
            i++;
        w->index[slot] = i;
    }
}

void wording_read(struct wording *out, const char *text, uint32_t len)
{
    struct lookup lookup;
    struct reader r = {.text = text, .len = len};
    size_t room = 0;
    lookup_make(&lookup);
    while (r.i < len) {
        if (byte_kind((unsigned char)text[r.i]) == BYTE_OTHER) {
            r.i++;
            continue;
        }
        uint32_t at = r.i;
        r.n = r.letters = r.capitals = r.digits = 0;
        r.first_capital = false;
        if (!take(&r)) {
            uint32_t code;
            r.i += byte_kind((unsigned char)text[at]) == BYTE_HIGH
                       ? (uint32_t)utf8_decode(text + at, len - at, &code)
                       : 1u;
            continue;
        }
        if (out->n == room)
            out->v = xgrow(out->v, &room, room ? out->n + 1u : len / 6 + 16u, sizeof *out->v);
        struct word *w = &out->v[out->n++];
        *w = (struct word){.at = at};
        read_word(&r, &lookup, w);
    }
    make_index(out, len);
}

void wording_clear(struct wording *w)
{
    xfree(w->v);
    xfree(w->index);
    *w = (struct wording){0};
}

uint32_t wording_from(const struct wording *w, uint32_t at)
{
    uint32_t slot = at / WORDING_STEP;
    if (slot >= w->slots)
        return w->n;
    uint32_t i = w->index[slot];
    while (i < w->n && w->v[i].at < at)
        i++;
    return i;
}
