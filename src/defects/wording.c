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

enum { LEXICON = sizeof lexicon / sizeof *lexicon, SLOTS = 1024, SMALL_WORDS = 260 };

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

/* Takes common endings off: the length that is left. */
static uint32_t stem_length(const char *s, uint32_t n)
{
    static const char *const endings[] = {"ations", "ation", "ings", "ing", "ages", "age", "ies",
        "ions", "ion", "ers", "ed", "es", "er", "ly", "s", "e", "y"};
    for (uint32_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        uint32_t k = (uint32_t)strlen(endings[i]);
        if (n >= k + 3 && !memcmp(s + n - k, endings[i], k))
            return n - k > 8 ? 8 : n - k;
    }
    return n > 8 ? 8 : n;
}

struct reader {
    const char *text;
    uint32_t len, i;
    char folded[64];
    uint32_t n, letters, capitals, digits;
    bool first_capital;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Adds one letter or digit to the word that is being read. */
static void take(struct reader *r)
{
    unsigned char c = (unsigned char)r->text[r->i];
    uint32_t code = c, folded;
    size_t bytes = 1;
    if (c >= 0x80)
        bytes = utf8_decode(r->text + r->i, r->len - r->i, &code);
    folded = c < 0x80 ? (c >= 'A' && c <= 'Z' ? c | 32u : c) : utf8_fold(code);
    if (is_digit((char)c)) {
        r->digits++;
    } else {
        r->letters++;
        if (folded != code) {
            r->capitals++;
            r->first_capital = r->first_capital || r->letters == 1;
        }
    }
    if (r->n + 4 < sizeof r->folded)
        r->n += folded < 0x80 ? (r->folded[r->n] = (char)folded, 1u)
                              : (uint32_t)utf8_encode(folded, r->folded + r->n);
    r->i += (uint32_t)bytes;
}

static bool is_letter_at(const struct reader *r, uint32_t i)
{
    unsigned char c = i < r->len ? (unsigned char)r->text[i] : ' ';
    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    uint32_t code;
    utf8_decode(r->text + i, r->len - i, &code);
    return utf8_is_word(code);
}

/* An apostrophe at `i`: its length. */
static uint32_t apostrophe(const struct reader *r, uint32_t i)
{
    if (i < r->len && r->text[i] == '\'')
        return 1;
    return i + 2 < r->len && !memcmp(r->text + i, "\xE2\x80\x99", 3) ? 3 : 0;
}

static void read_rest(struct reader *r)
{
    for (;;) {
        if (r->i < r->len && (is_digit(r->text[r->i]) || is_letter_at(r, r->i))) {
            take(r);
            continue;
        }
        char c = r->i < r->len ? r->text[r->i] : ' ';
        bool after_digit = is_digit(r->text[r->i - 1]),
             next_digit = r->i + 1 < r->len && is_digit(r->text[r->i + 1]);
        if (((c == '.' || c == ',') && after_digit && next_digit) ||
            (c == '&' && r->capitals && r->i + 1 < r->len && is_letter_at(r, r->i + 1) &&
                r->text[r->i + 1] < 'a')) {
            if (r->n + 4 < sizeof r->folded)
                r->folded[r->n++] = c;
            r->i++;
            continue;
        }
        return;
    }
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

/* A possessive 's is passed over: "Luton's" is the word "luton" with its own end. */
static void end_word(struct reader *r, struct word *w)
{
    w->end = r->i;
    w->hash = word_hash(r->folded, r->n);
    w->stem = r->digits ? w->hash : word_hash(r->folded, stem_length(r->folded, r->n));
    w->shape = shape_of(r);
    uint32_t k = apostrophe(r, r->i);
    if (k && r->letters && is_letter_at(r, r->i + k) && r->text[r->i + k] == 's' &&
        !is_letter_at(r, r->i + k + 1))
        r->i += k + 1;
}

void wording_read(struct wording *out, const char *text, uint32_t len)
{
    struct lookup lookup;
    struct reader r = {.text = text, .len = len};
    size_t room = 0;
    lookup_make(&lookup);
    while (r.i < len) {
        if (!is_digit(text[r.i]) && !is_letter_at(&r, r.i)) {
            r.i++;
            continue;
        }
        out->v = xgrow(out->v, &room, out->n + 1u, sizeof *out->v);
        struct word *w = &out->v[out->n++];
        *w = (struct word){.at = r.i};
        r.n = r.letters = r.capitals = r.digits = 0;
        r.first_capital = false;
        take(&r);
        read_rest(&r);
        end_word(&r, w);
        classify(&lookup, w);
    }
}

void wording_clear(struct wording *w)
{
    xfree(w->v);
    *w = (struct wording){0};
}

uint32_t wording_from(const struct wording *w, uint32_t at)
{
    uint32_t lo = 0, hi = w->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->v[mid].at < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
