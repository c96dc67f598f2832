/* Reads one word at a time. ASCII goes by a table of classes; everything else is decoded and folded
 * by base/utf8. What stands between two words becomes flags of the second. */
#include "match/split.h"

#include <string.h>

#include "base/utf8.h"
#include "match/match.h"

enum class { CLASS_OTHER, CLASS_BLANK, CLASS_SMALL, CLASS_CAPITAL, CLASS_DIGIT, CLASS_HIGH };

static enum class class_of(char c) {
    enum {O = CLASS_OTHER, B = CLASS_BLANK, S = CLASS_SMALL, C = CLASS_CAPITAL, D = CLASS_DIGIT};
    static const uint8_t classes[128] =
        {
            /* clang-format off */
        O, O, O, O, O, O, O, O, O, B, B, B, B, B, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        B, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O,
        O, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, O, O, O, O, O,
        O, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, O, O, O, O, O,
            /* clang-format on */
        };
    unsigned char b = (unsigned char)c;
    return b < 128 ? (enum class)classes[b] : CLASS_HIGH;
}

/* The character at `at`, folded; 0 past the end. `*len` is what it takes. */
static uint32_t char_at(const struct splitter *s, uint32_t at, uint32_t *len, uint32_t *raw)
{
    *len = 0;
    *raw = 0;
    if (at >= s->end)
        return 0;
    unsigned char b = (unsigned char)s->text[at];
    if (b < 0x80) {
        *len = 1;
        *raw = b;
        return b >= 'A' && b <= 'Z' ? b | 0x20u : b;
    }
    *len = (uint32_t)utf8_decode(s->text + at, s->end - at, raw);
    return utf8_fold(*raw);
}

/* Soft hyphens, zero-width characters and combining accents are part of no word. */
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF ||
           (c >= 0x300 && c < 0x370);
}

static bool is_capital(uint32_t raw)
{
    return (raw >= 'A' && raw <= 'Z') || (raw >= 0xC0 && raw <= 0xDE && raw != 0xD7);
}

static bool letter_at(const struct splitter *s, uint32_t at)
{
    uint32_t len, raw;
    char_at(s, at, &len, &raw);
    return len && utf8_is_word(raw) && !(raw >= '0' && raw <= '9');
}

static bool word_char_at(const struct splitter *s, uint32_t at)
{
    uint32_t len, raw;
    char_at(s, at, &len, &raw);
    return len && utf8_is_word(raw);
}

static bool digit_at(const struct splitter *s, uint32_t at)
{
    return at < s->end && class_of(s->text[at]) == CLASS_DIGIT;
}

static void put(struct piece *p, char c)
{
    if (p->word_len == WORD_MAX)
        return;
    p->word[p->word_len++] = c;
    p->hash = word_hash_step(p->hash, c);
}

/* ---- between words ---- */
struct between {
    bool blank, other;
    uint32_t hyphens, joints; /* slashes, "&", apostrophes */
    bool blank_before_hyphen;
    uint16_t flags;
};

static void note_separator(struct between *b, uint32_t folded, uint32_t raw)
{
    switch (folded) {
    case '-':
        if (b->blank)
            b->blank_before_hyphen = true;
        if (b->blank || raw == 0x2014)
            b->flags |= TOKEN_COMMA;
        b->hyphens++;
        return;
    case ',':
    case '(':
    case ')':
    case '[':
    case ']':
        b->flags |= TOKEN_COMMA;
        break;
    case ';':
    case ':':
        b->flags |= TOKEN_BREAK;
        break;
    case '/':
    case '\'':
        b->joints++;
        return;
    default:
        break;
    }
    b->other = true;
}

/* Signs that are read as words; NULL for others. */
static const char *sign_word(uint32_t raw)
{
    return raw == '&' ? "and" : raw == '%' ? "percent" : raw == 0xA3 ? "\xC2\xA3" : NULL;
}

/* Skips to the next word or sign; false at the end. */
static bool skip_separators(struct splitter *s, struct between *b)
{
    while (s->at < s->end) {
        enum class c = class_of(s->text[s->at]);
        if (c == CLASS_BLANK) {
            b->blank = true;
            s->at++;
            continue;
        }
        if (c >= CLASS_SMALL && c <= CLASS_DIGIT)
            return true;
        uint32_t len, raw, folded = char_at(s, s->at, &len, &raw);
        if (is_invisible(raw)) {
            s->at += len;
            continue;
        }
        if (utf8_is_word(raw) || sign_word(raw))
            return true;
        if (utf8_is_blank(raw))
            b->blank = true;
        else
            note_separator(b, folded, raw);
        s->at += len;
    }
    return false;
}

static void set_joints(struct piece *p, const struct between *b, bool started)
{
    p->flags = b->flags;
    if (!started || b->other)
        return;
    if (!b->blank)
        p->flags |= TOKEN_JOINED;
    p->hyphen = !b->blank && b->hyphens == 1 && !b->joints;
    p->broken = b->blank && !b->blank_before_hyphen && b->hyphens == 1 && !b->joints;
}

/* ---- numbers ---- */
/* "1,000" is 1000, "1,2" are two numbers. */
static bool is_thousands(const struct splitter *s, uint32_t comma)
{
    return digit_at(s, comma + 1) && digit_at(s, comma + 2) && digit_at(s, comma + 3) &&
           !digit_at(s, comma + 4);
}

static uint32_t read_number(const struct splitter *s, struct piece *p)
{
    uint32_t at = s->at;
    while (at < s->end && at - s->at < 4 * WORD_MAX) {
        char c = s->text[at];
        if (digit_at(s, at))
            put(p, c);
        else if ((c == '.' || c == ':') && digit_at(s, at + 1))
            put(p, c);
        else if (c != ',' || !is_thousands(s, at))
            break;
        at++;
    }
    p->flags |= TOKEN_NUMBER;
    return at;
}

/* ---- words ---- */
struct letters {
    uint32_t capitals, small;
};

static void put_folded(struct piece *p, uint32_t raw, uint32_t folded)
{
    static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    char bytes[4];
    if (raw >= 0xFB00 && raw <= 0xFB06) {
        for (const char *l = ligatures[raw - 0xFB00]; *l; l++)
            put(p, *l);
        return;
    }
    size_t n = utf8_encode(folded, bytes);
    for (size_t i = 0; i < n; i++)
        put(p, bytes[i]);
}

/* A character that is not a plain letter or digit; its length when it belongs to the word. */
static uint32_t read_other(const struct splitter *s, uint32_t at, struct piece *p)
{
    uint32_t len, raw, folded = char_at(s, at, &len, &raw);
    if (is_invisible(raw))
        return len;
    if (folded == '\'') {
        uint32_t next_len, next_raw, next = char_at(s, at + len, &next_len, &next_raw);
        if (!letter_at(s, at + len) || (next == 's' && !word_char_at(s, at + len + next_len)))
            return 0;
        put(p, '\'');
        return len;
    }
    if (!utf8_is_word(raw))
        return 0;
    put_folded(p, raw, folded);
    return len;
}

/* Plain letters and digits, the common case. */
static uint32_t read_ascii(
    const struct splitter *s, uint32_t at, struct piece *p, struct letters *l)
{
    uint32_t n = p->word_len, hash = p->hash;
    for (; at < s->end && n <= WORD_MAX - 8; at++) {
        char c = s->text[at];
        enum class k = class_of(c);
        if (k == CLASS_SMALL) {
            l->small++;
        } else if (k == CLASS_CAPITAL) {
            l->capitals++;
            c = (char)(c | 0x20);
        } else if (k != CLASS_DIGIT) {
            break;
        }
        p->word[n++] = c;
        hash = word_hash_step(hash, c);
    }
    p->word_len = (uint16_t)n;
    p->hash = hash;
    return at;
}

static uint32_t read_letters(const struct splitter *s, struct piece *p, struct letters *l)
{
    uint32_t at = read_ascii(s, s->at, p, l);
    while (at < s->end && p->word_len <= WORD_MAX - 8) {
        char c = s->text[at];
        if (c != '\'' && class_of(c) != CLASS_HIGH)
            break;
        uint32_t raw, len = read_other(s, at, p);
        if (!len)
            break;
        char_at(s, at, &(uint32_t){0}, &raw);
        if (is_capital(raw))
            l->capitals++;
        else if (utf8_is_word(raw))
            l->small++;
        at = read_ascii(s, at + len, p, l);
    }
    return at;
}

/* The length of "'s" or "(s)" at `at`, or of " s" where an apostrophe was lost. */
static uint32_t possessive_len(const struct splitter *s, uint32_t at, const struct piece *p)
{
    if (at + 1 >= s->end || (s->text[at] == ' ' && s->text[at + 1] != 's'))
        return 0;
    if (at + 2 < s->end && !memcmp(s->text + at, "(s)", 3) && !word_char_at(s, at + 3))
        return 3;
    uint32_t len, raw, folded = char_at(s, at, &len, &raw);
    bool lost = raw == ' ' && p->word_len > 1;
    if ((folded != '\'' && !lost) || at + len >= s->end)
        return 0;
    char c = s->text[at + len];
    if (c != 's' && (lost || c != 'S'))
        return 0;
    uint32_t after = at + len + 1, next = char_at(s, after, &(uint32_t){0}, &raw);
    if (word_char_at(s, after) || (lost && (next == '-' || next == '\'' || next == '/')))
        return 0;
    return len + 1;
}

/* "don t" where an apostrophe was lost: as "don't", since a negation hangs on it. */
static uint32_t lost_negation(const struct splitter *s, uint32_t at, struct piece *p)
{
    static const char *const words[] = {"aren", "can", "couldn", "didn", "doesn", "don", "hadn",
        "hasn", "haven", "isn", "mustn", "shouldn", "wasn", "weren", "won", "wouldn"};
    if (at + 1 >= s->end || s->text[at] != ' ' || s->text[at + 1] != 't' || word_char_at(s, at + 2))
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (p->word_len == strlen(words[i]) && !memcmp(p->word, words[i], p->word_len)) {
            put(p, '\'');
            put(p, 't');
            return 2;
        }
    return 0;
}

static uint32_t read_word(const struct splitter *s, struct piece *p)
{
    struct letters l = {0};
    uint32_t raw;
    enum class k = class_of(s->text[s->at]);
    if (k == CLASS_HIGH)
        char_at(s, s->at, &(uint32_t){0}, &raw);
    if (k == CLASS_CAPITAL || (k == CLASS_HIGH && is_capital(raw)))
        p->flags |= TOKEN_CAPITAL;
    uint32_t at = read_letters(s, p, &l);
    if (l.capitals >= 2 && !l.small)
        p->flags |= TOKEN_UPPER;
    p->plural = l.capitals >= 2 && l.small == 1 && p->word_len > 2 && s->text[at - 1] == 's';
    uint32_t more = possessive_len(s, at, p);
    return at + (more ? more : lost_negation(s, at, p));
}

bool split_next(struct splitter *s, struct piece *p)
{
    struct between b = {0};
    if (!skip_separators(s, &b))
        return false;
    p->at = s->at;
    p->word_len = 0;
    p->hash = WORD_HASH;
    p->hyphen = p->broken = p->plural = false;
    set_joints(p, &b, s->started);
    enum class k = class_of(s->text[s->at]);
    uint32_t len = 0, raw = 0;
    if (k == CLASS_OTHER || k == CLASS_HIGH)
        char_at(s, s->at, &len, &raw);
    const char *sign = sign_word(raw);
    if (sign) {
        for (; *sign; sign++)
            put(p, *sign);
        s->at += len;
    } else if (k == CLASS_DIGIT) {
        s->at = read_number(s, p);
    } else {
        s->at = read_word(s, p);
        p->broken = p->broken && k == CLASS_SMALL;
    }
    p->len = s->at - p->at;
    s->started = true;
    return true;
}

uint32_t piece_stem(const struct piece *p, struct words *w, uint32_t word)
{
    if (!p->plural)
        return words_stem(w, word);
    size_t len = p->word_len - 1u;
    uint32_t stem = words_stem(w, words_id(w, p->word, len, folded_hash(p->word, len)));
    if (w->v[stem].uses & WORD_STEM)
        return stem;
    uint32_t other = words_stem(w, word);
    return w->v[other].uses & WORD_STEM ? other : stem;
}
