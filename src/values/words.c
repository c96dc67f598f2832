/* The words that carry values, and numbers in words. The table is sorted for a binary search; a
 * mask of second letters by first letter turns most words away before it. */
#include <string.h>

#include "values/scan.h"

#define DAY (24.0 * 60)

static const struct word words[] = {
    {"a", WORD_A, 1},
    {"an", WORD_A, 1},
    {"apr", WORD_MONTH, 4},
    {"april", WORD_MONTH, 4},
    {"aug", WORD_MONTH, 8},
    {"august", WORD_MONTH, 8},
    {"autumn", WORD_SEASON, 9},
    {"billion", WORD_SCALE, 1e9},
    {"christmas", WORD_FEAST, 1225},
    {"day", WORD_UNIT, DAY},
    {"days", WORD_UNIT, DAY},
    {"dec", WORD_MONTH, 12},
    {"december", WORD_MONTH, 12},
    {"dozen", WORD_DOZEN, 12},
    {"easter", WORD_FEAST, 0},
    {"eight", WORD_ONES, 8},
    {"eighteen", WORD_TEEN, 18},
    {"eighteenth", WORD_ORDINAL, 18},
    {"eighth", WORD_ORDINAL, 8},
    {"eighths", WORD_PARTS, 8},
    {"eighty", WORD_TENS, 80},
    {"eleven", WORD_TEEN, 11},
    {"eleventh", WORD_ORDINAL, 11},
    {"feb", WORD_MONTH, 2},
    {"february", WORD_MONTH, 2},
    {"fifteen", WORD_TEEN, 15},
    {"fifteenth", WORD_ORDINAL, 15},
    {"fifth", WORD_ORDINAL, 5},
    {"fifths", WORD_PARTS, 5},
    {"fiftieth", WORD_ORDINAL, 50},
    {"fifty", WORD_TENS, 50},
    {"first", WORD_ORDINAL, 1},
    {"five", WORD_ONES, 5},
    {"fortnight", WORD_UNIT, 14 * DAY},
    {"fortnights", WORD_UNIT, 14 * DAY},
    {"forty", WORD_TENS, 40},
    {"four", WORD_ONES, 4},
    {"fourteen", WORD_TEEN, 14},
    {"fourteenth", WORD_ORDINAL, 14},
    {"fourth", WORD_ORDINAL, 4},
    {"half", WORD_HALF, 0.5},
    {"hour", WORD_UNIT, 60},
    {"hours", WORD_UNIT, 60},
    {"hr", WORD_UNIT, 60},
    {"hrs", WORD_UNIT, 60},
    {"hundred", WORD_HUNDRED, 100},
    {"hundredth", WORD_ORDINAL, 100},
    {"jan", WORD_MONTH, 1},
    {"january", WORD_MONTH, 1},
    {"jul", WORD_MONTH, 7},
    {"july", WORD_MONTH, 7},
    {"jun", WORD_MONTH, 6},
    {"june", WORD_MONTH, 6},
    {"mar", WORD_MONTH, 3},
    {"march", WORD_MONTH, 3},
    {"may", WORD_MONTH, 5},
    {"michaelmas", WORD_FEAST, 929},
    {"midday", WORD_NOON, 720},
    {"midnight", WORD_NOON, 0},
    {"midsummer", WORD_FEAST, 624},
    {"million", WORD_SCALE, 1e6},
    {"min", WORD_UNIT, 1},
    {"mins", WORD_UNIT, 1},
    {"minute", WORD_UNIT, 1},
    {"minutes", WORD_UNIT, 1},
    {"month", WORD_UNIT, 30 * DAY},
    {"months", WORD_UNIT, 30 * DAY},
    {"mth", WORD_UNIT, 30 * DAY},
    {"mths", WORD_UNIT, 30 * DAY},
    {"nine", WORD_ONES, 9},
    {"nineteen", WORD_TEEN, 19},
    {"nineteenth", WORD_ORDINAL, 19},
    {"ninety", WORD_TENS, 90},
    {"ninth", WORD_ORDINAL, 9},
    {"noon", WORD_NOON, 720},
    {"nov", WORD_MONTH, 11},
    {"november", WORD_MONTH, 11},
    {"oct", WORD_MONTH, 10},
    {"october", WORD_MONTH, 10},
    {"once", WORD_ONCE, 1},
    {"one", WORD_ONES, 1},
    {"quarter", WORD_QUARTER, 0.25},
    {"quarters", WORD_PARTS, 4},
    {"sec", WORD_UNIT, 1.0 / 60},
    {"second", WORD_ORDINAL, 2},
    {"seconds", WORD_UNIT, 1.0 / 60},
    {"secs", WORD_UNIT, 1.0 / 60},
    {"sep", WORD_MONTH, 9},
    {"sept", WORD_MONTH, 9},
    {"september", WORD_MONTH, 9},
    {"seven", WORD_ONES, 7},
    {"seventeen", WORD_TEEN, 17},
    {"seventeenth", WORD_ORDINAL, 17},
    {"seventh", WORD_ORDINAL, 7},
    {"seventy", WORD_TENS, 70},
    {"six", WORD_ONES, 6},
    {"sixteen", WORD_TEEN, 16},
    {"sixteenth", WORD_ORDINAL, 16},
    {"sixth", WORD_ORDINAL, 6},
    {"sixths", WORD_PARTS, 6},
    {"sixty", WORD_TENS, 60},
    {"spring", WORD_SEASON, 3},
    {"summer", WORD_SEASON, 6},
    {"ten", WORD_TEEN, 10},
    {"tenth", WORD_ORDINAL, 10},
    {"tenths", WORD_PARTS, 10},
    {"third", WORD_ORDINAL, 3},
    {"thirds", WORD_PARTS, 3},
    {"thirteen", WORD_TEEN, 13},
    {"thirteenth", WORD_ORDINAL, 13},
    {"thirtieth", WORD_ORDINAL, 30},
    {"thirty", WORD_TENS, 30},
    {"thousand", WORD_SCALE, 1e3},
    {"three", WORD_ONES, 3},
    {"thrice", WORD_ONCE, 3},
    {"twelfth", WORD_ORDINAL, 12},
    {"twelve", WORD_TEEN, 12},
    {"twentieth", WORD_ORDINAL, 20},
    {"twenty", WORD_TENS, 20},
    {"twice", WORD_ONCE, 2},
    {"two", WORD_ONES, 2},
    {"week", WORD_UNIT, 7 * DAY},
    {"weeks", WORD_UNIT, 7 * DAY},
    {"winter", WORD_SEASON, 12},
    {"wk", WORD_UNIT, 7 * DAY},
    {"wks", WORD_UNIT, 7 * DAY},
    {"year", WORD_UNIT, 365 * DAY},
    {"years", WORD_UNIT, 365 * DAY},
    {"yr", WORD_UNIT, 365 * DAY},
    {"yrs", WORD_UNIT, 365 * DAY},
    {"zero", WORD_ONES, 0},
};

#define LETTER(c) (1u << ((c) - 'a'))

/* Second letters of the words that can begin a value. Units cannot; "a" is asked for apart. */
static const uint32_t second_letters[26] = {
    ['a' - 'a'] = LETTER('p') | LETTER('u'),
    ['c' - 'a'] = LETTER('h'),
    ['d' - 'a'] = LETTER('e') | LETTER('o'),
    ['e' - 'a'] = LETTER('a') | LETTER('i') | LETTER('l'),
    ['f' - 'a'] = LETTER('e') | LETTER('i') | LETTER('o') | LETTER('y'),
    ['h' - 'a'] = LETTER('a') | LETTER('u'),
    ['j' - 'a'] = LETTER('a') | LETTER('u'),
    ['l' - 'a'] = LETTER('a'),
    ['m' - 'a'] = LETTER('a') | LETTER('i'),
    ['n' - 'a'] = LETTER('i') | LETTER('o'),
    ['o' - 'a'] = LETTER('c') | LETTER('n'),
    ['q' - 'a'] = LETTER('u'),
    ['s' - 'a'] = LETTER('e') | LETTER('i') | LETTER('p') | LETTER('u'),
    ['t' - 'a'] = LETTER('e') | LETTER('h') | LETTER('w'),
    ['w' - 'a'] = LETTER('i'),
    ['z' - 'a'] = LETTER('e'),
};

/* Third letters likewise. */
static const uint32_t third_letters[26] = {
    ['a' - 'a'] = LETTER('g') | LETTER('r') | LETTER('t'),
    ['b' - 'a'] = LETTER('l'),
    ['c' - 'a'] = LETTER('r'),
    ['d' - 'a'] = LETTER('c') | LETTER('z'),
    ['e' - 'a'] = LETTER('e') | LETTER('g') | LETTER('s'),
    ['f' - 'a'] = LETTER('b') | LETTER('f') | LETTER('n') | LETTER('r') | LETTER('u') | LETTER('v'),
    ['h' - 'a'] = LETTER('l') | LETTER('n'),
    ['j' - 'a'] = LETTER('l') | LETTER('n'),
    ['l' - 'a'] = LETTER('d') | LETTER('s'),
    ['m' - 'a'] = LETTER('c') | LETTER('d') | LETTER('l') | LETTER('r') | LETTER('y'),
    ['n' - 'a'] = LETTER('n') | LETTER('o') | LETTER('v'),
    ['o' - 'a'] = LETTER('c') | LETTER('e') | LETTER('t'),
    ['q' - 'a'] = LETTER('a'),
    ['s' - 'a'] = LETTER('c') | LETTER('m') | LETTER('p') | LETTER('r') | LETTER('v') | LETTER('x'),
    ['t' - 'a'] = LETTER('e') | LETTER('i') | LETTER('n') | LETTER('o') | LETTER('r'),
    ['w' - 'a'] = LETTER('n'),
    ['z' - 'a'] = LETTER('r'),
};

bool word_may_begin(unsigned char first, unsigned char second, unsigned char third)
{
    unsigned a = (first | 32u) - 'a', b = (second | 32u) - 'a', c = (third | 32u) - 'a';
    if (a > 25 || b > 25 || !(second_letters[a] >> b & 1))
        return false;
    if (c > 25) /* "FY18" is the only one with two letters */
        return a == 'f' - 'a' && b == 'y' - 'a';
    return third_letters[a] >> c & 1 && !(b == 'h' - 'a' && c == 'e' - 'a'); /* the, they, then */
}

/* Where the words of each letter begin in the table, and where they end. */
static const uint8_t first_words[27] = {0, 7, 8, 9, 14, 23, 40, 40, 47, 47, 53, 53, 53, 69, 77, 81,
    81, 83, 83, 103, 121, 121, 121, 126, 126, 130, 131};

const struct word *word_at(const struct text *t, size_t i, size_t *end)
{
    char s[16];
    size_t n = 0;
    while (is_letter(byte_at(t, i + n))) {
        if (n + 1 == sizeof s)
            return NULL;
        s[n] = (char)(t->s[i + n] | 32);
        n++;
    }
    s[n] = '\0';
    if (!n || word_char_at(t, i + n))
        return NULL;
    size_t low = first_words[s[0] - 'a'], high = first_words[s[0] - 'a' + 1];
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = strcmp(s, words[mid].s);
        if (!order) {
            *end = i + n;
            return &words[mid];
        }
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

/* ---- numbers in words ---- */

/* What is known of a number that is being read: "one million four hundred [thousand]". */
struct spoken {
    double total, part; /* part: since the last scale */
    double scale;       /* of the last scale word: later ones must be smaller */
    bool any;           /* a number word was read */
    bool after_and;
};

/* The last two digits before the point of a number below a million. */
static int tail_of(double n)
{
    return (int)n % 100;
}

/* Units and tens: after hundreds, after tens ("twenty-five"), or "five and twenty". */
static bool speak_small(struct spoken *n, const struct word *w)
{
    int tail = tail_of(n->part);
    bool old_style = w->kind == WORD_TENS && n->after_and && n->part > 0 && n->part < 10;
    if (!old_style) {
        if (n->any && (w->n <= 0 || (n->after_and && tail)))
            return false;
        if (tail && (w->kind != WORD_ONES || tail < 20 || tail % 10))
            return false;
    }
    n->part += w->n;
    return true;
}

/* Adds one word; false when it cannot follow what was said. */
static bool speak(struct spoken *n, const struct word *w)
{
    if (w->kind <= WORD_TENS)
        return speak_small(n, w);
    if (w->kind > WORD_DOZEN || n->after_and || (n->any && n->part <= 0))
        return false;
    double part = n->any ? n->part : 1;
    if (w->kind == WORD_HUNDRED) {
        n->part = part * 100;
        return part < 100;
    }
    if (w->n >= n->scale)
        return false;
    n->total += part * w->n;
    n->part = 0;
    n->scale = w->n;
    return true;
}

/* The next word of the number after blanks, a hyphen or "and". */
static const struct word *next_spoken(const struct text *t, size_t i, size_t *end, bool *and_said)
{
    size_t d = dash_at(t, i);
    size_t k = d == 1 ? i + 1 : skip_blanks(t, i);
    *and_said = false;
    if (k == i)
        return NULL;
    size_t after = phrase_at(t, i, "and");
    if (after != NOWHERE) {
        size_t next = skip_blanks(t, after);
        if (next == after)
            return NULL;
        *and_said = true;
        k = next;
    }
    return word_at(t, k, end);
}

/* "and a half", with a scale after it ("thirteen and a half thousand"). */
static void add_half(const struct text *t, struct amount *a)
{
    size_t end = phrase_at(t, a->end, "and a half");
    double more = 0.5;
    if (end == NOWHERE && (end = phrase_at(t, a->end, "and a quarter")) != NOWHERE)
        more = 0.25;
    if (end == NOWHERE)
        return;
    a->n += more;
    a->end = end;
    size_t scale_end;
    const struct word *w = word_at(t, skip_blanks(t, end), &scale_end);
    if (w && w->kind == WORD_SCALE) {
        a->n *= w->n;
        a->end = scale_end;
    }
}

/* "first", "twenty-first", "one hundred and fifth": ends the number. */
static bool speak_ordinal(
    const struct text *t, struct spoken *n, const struct word *w, size_t joint)
{
    int tail = tail_of(n->part);
    if (w->kind != WORD_ORDINAL)
        return false;
    if (n->any) {
        bool after_tens = tail >= 20 && tail % 10 == 0 && w->n < 10;
        if (!after_tens && (tail || n->part <= 0))
            return false;
        if (dash_at(t, joint) != 1 && w->n < 4)
            return false; /* "twenty first appointments" */
    }
    n->part += w->n;
    n->any = true;
    return true;
}

bool words_in_order(void)
{
    size_t n = sizeof words / sizeof *words;
    for (size_t i = 0; i < n; i++) {
        size_t letter = (size_t)(words[i].s[0] - 'a');
        if ((i && strcmp(words[i - 1].s, words[i].s) >= 0) || i < first_words[letter] ||
            i >= first_words[letter + 1])
            return false;
    }
    return first_words[26] == n;
}

/* The word after "a": a hundred, a dozen, a million; "a five" is none. */
static const struct word *after_article(const struct text *t, size_t i, size_t *end)
{
    size_t at = skip_blanks(t, i);
    const struct word *w = at == i ? NULL : word_at(t, at, end);
    return w && w->kind >= WORD_HUNDRED && w->kind <= WORD_DOZEN ? w : NULL;
}

/* half a million, half a dozen. */
static bool half_of(const struct text *t, size_t i, struct amount *a)
{
    size_t end, k = phrase_at(t, i, "a");
    const struct word *w = after_article(t, k == NOWHERE ? i : k, &end);
    if (!w || w->kind == WORD_HUNDRED)
        return false;
    a->n = w->n / 2;
    a->end = end;
    return true;
}

bool number_words(const struct text *t, size_t i, struct amount *a)
{
    struct spoken n = {.scale = 1e12};
    size_t end, k = i;
    const struct word *w = word_at(t, i, &end);
    *a = (struct amount){.scale = 1, .words = true};
    if (w && w->kind == WORD_HALF)
        return half_of(t, end, a);
    if (w && w->kind == WORD_A)
        w = after_article(t, end, &end);
    while (w) {
        bool two = n.after_and && w->kind != WORD_TENS && n.part > 0 && n.part < 100;
        if (two) /* "five and six" are two numbers */
            break;
        if (speak_ordinal(t, &n, w, k)) {
            a->ordinal = true;
            k = end;
            break;
        }
        if (!speak(&n, w))
            break;
        n.any = true;
        k = end;
        w = next_spoken(t, k, &end, &n.after_and);
    }
    a->n = n.total + n.part;
    a->end = k;
    if (n.any && !a->ordinal)
        add_half(t, a);
    return n.any;
}
