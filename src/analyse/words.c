/* The word scanner: one pass over the bytes of the document, shared by all passes; a table look-up
 * for the closed classes. Letters outside ASCII count as letters, the general punctuation of
 * Unicode (U+2010..U+205E) as punctuation. */
#include "analyse/words.h"

#include <string.h>

/* The closed word lists as a table; made once a document. */
struct lexicon {
    uint64_t key[1024];
    uint8_t cls[1024];
    uint8_t kind[256]; /* enum byte_kind of each byte */
};

/* What doc->scan points at. */
struct scan {
    size_t n, room;
    struct word v[];
};

struct entry {
    uint8_t cls;
    const char *words; /* separated by blanks */
};

static const struct entry entries[] = {
    {WORD_JOINER | WORD_BOUND,
        "of and for to with on or between into from by via & the through in across"},
    {WORD_JOINER, "vs versus"},
    {WORD_BOUND, "a an at as within per over under that which who whose its their our your this "
                 "these those all both each every including include includes such than about "
                 "against among around during towards toward upon until where when if but nor not "
                 "more most other new local national are is be being was were will has have"},
    {WORD_STARTER,
        "the this these those there it in we our they as an at for to all each following currently "
        "over by although while whilst if when where since within across through under some many "
        "most both once after before during despite however therefore around approximately "
        "additionally furthermore working locally nationally a from with there's he she you your "
        "their its here having given until using, no not"},
    {WORD_AUX, "is are was were will has have had should must can may would could shall cannot "
               "does do did aims intends plans expects"},
    {WORD_LABEL, "figure fig table section page pages version appendix annex chart box chapter "
                 "priority phase stage year step wave level tier paragraph part no number item "
                 "band cohort schedule objective action domain goal standard principle option "
                 "question module v"},
    {WORD_NAME, "ccg ccg's ccgs icb icb's icbs stp ics council trust group groups board boards "
                "system partnership plan hospital nhs nhse health public care department"},
    {WORD_ORG, "ccg ccgs icb icbs stp ics council trust england federation board group"},
    {WORD_VERB,
        "access achieve agree appoint build commission complete continue contribute create define "
        "deliver design develop embed enable engage ensure establish evaluate expand explore "
        "extend "
        "finalise free harness identify implement improve increase introduce invest launch "
        "maximise "
        "monitor offer procure promote provide publish recruit reduce redesign review roll see "
        "set share shift strengthen support train transform understand undertake use work book "
        "being having scoping working utilising motivating facilitating supporting improving "
        "increasing developing enabling ensuring providing reducing building creating improved "
        "increased better enhanced reduced more"},
};

static uint64_t pack(const char *s, size_t len)
{
    uint64_t k = len;
    for (size_t i = 0; i < len && i < 8; i++)
        k = k << 7 ^ (unsigned char)(s[i] | 32);
    return k ? k : 1;
}

static size_t slot(uint64_t key)
{
    return (size_t)(key * 0x9E3779B97F4A7C15u >> 54);
}

static void lexicon_add(struct lexicon *lex, const char *s, size_t len, uint8_t cls)
{
    uint64_t key = pack(s, len);
    size_t i = slot(key);
    while (lex->key[i] && lex->key[i] != key)
        i = (i + 1) & 1023;
    lex->key[i] = key;
    lex->cls[i] |= cls;
}

static void lexicon_init(struct lexicon *lex)
{
    *lex = (struct lexicon){0};
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        const char *s = entries[i].words;
        while (*s) {
            size_t n = strcspn(s, " ");
            lexicon_add(lex, s, n, entries[i].cls);
            s += n + (s[n] == ' ');
        }
    }
}

static uint8_t lexicon_class(const struct lexicon *lex, const char *s, size_t len)
{
    if (len > 14)
        return 0;
    uint64_t key = pack(s, len);
    size_t i = slot(key);
    while (lex->key[i] && lex->key[i] != key)
        i = (i + 1) & 1023;
    return lex->key[i] ? lex->cls[i] : 0;
}

/* What a byte is for the scanner. */
enum byte_kind { B_BREAK, B_LOWER, B_UPPER, B_DIGIT, B_HIGH };

static enum byte_kind byte_kind_of(unsigned char c)
{
    if (c >= 'a' && c <= 'z')
        return B_LOWER;
    if (c >= 'A' && c <= 'Z')
        return B_UPPER;
    if (c >= '0' && c <= '9')
        return B_DIGIT;
    return c >= 0x80 ? B_HIGH : B_BREAK;
}

/* Length of the punctuation or blank outside ASCII at `s`; 0 when it is a letter. */
static uint32_t high_punctuation(const char *s, uint32_t len)
{
    unsigned char a = (unsigned char)s[0], b = len > 1 ? (unsigned char)s[1] : 0;
    if (a == 0xE2 && len > 2 && (b == 0x80 || b == 0x81 || (b >= 0x96 && b <= 0x9E)))
        return 3;
    if (a == 0xC2 && (b == 0xA0 || b == 0xB7 || b == 0xAB || b == 0xBB))
        return 2;
    if (a == 0xEF && len > 2 && b >= 0x80 && b <= 0x83) /* private use: symbol fonts */
        return 3;
    return 0;
}

uint32_t bullet_length(const char *s, uint32_t len)
{
    if (len == 0 || (unsigned char)s[0] < 0x80)
        return 0;
    unsigned char a = (unsigned char)s[0], b = len > 1 ? (unsigned char)s[1] : 0;
    unsigned char c = len > 2 ? (unsigned char)s[2] : 0;
    if (a == 0xE2 && ((b == 0x80 && c == 0xA2) || b == 0x96 || b == 0x97 || b == 0x9C || b == 0x9E))
        return 3; /* bullet, geometric shapes, ticks, arrows */
    if (a == 0xC2 && b == 0xB7)
        return 2;
    if (a == 0xEF && b >= 0x80 && b <= 0x83)
        return 3; /* U+F0B7 and its kin: bullets of symbol fonts */
    return 0;
}

static uint16_t high_after(const char *s, uint32_t n)
{
    unsigned char b = (unsigned char)s[1], c = n > 2 ? (unsigned char)s[2] : 0;
    if (bullet_length(s, n))
        return AFTER_BULLET;
    if (n == 3 && b == 0x80 && c >= 0x90 && c <= 0x95)
        return AFTER_DASH;
    if (n == 3 && b == 0x80 && c == 0xA6)
        return AFTER_DOTS;
    if (n == 3 && b == 0x80 && c >= 0x98 && c <= 0x9F)
        return AFTER_QUOTE;
    return 0;
}

static uint16_t ascii_after(unsigned char c, bool dots)
{
    switch (c) {
    case '.':
        return dots ? AFTER_DOTS : AFTER_STOP;
    case '!':
        return AFTER_STOP;
    case '?':
        return AFTER_STOP | AFTER_ASK;
    case ',':
        return AFTER_COMMA;
    case ':':
        return AFTER_COLON;
    case ';':
        return AFTER_SEMI;
    case '-':
        return AFTER_DASH;
    case '(':
    case '[':
        return AFTER_OPEN;
    case ')':
    case ']':
        return AFTER_CLOSE;
    case '\n':
    case '\f':
        return AFTER_LINE;
    case '"':
        return AFTER_QUOTE;
    case '\t':
    case '|':
        return AFTER_TAB;
    default:
        return 0;
    }
}

/* May the break byte at `p` stand inside a word? Apostrophes, hyphens, strokes and ampersands
 * between letters; points and commas between digits. */
static bool joins(const struct lexicon *lex, const char *p, const char *begin, const char *end)
{
    if (p == begin || p + 1 >= end)
        return false;
    enum byte_kind l = lex->kind[(unsigned char)p[-1]], r = lex->kind[(unsigned char)p[1]];
    if (*p == '.' || *p == ',')
        return l == B_DIGIT && r == B_DIGIT;
    return (*p == '\'' || *p == '-' || *p == '/' || *p == '&') && l != B_BREAK && r != B_BREAK &&
           l != B_HIGH;
}

static uint8_t shape_of(
    const char *s, uint32_t len, unsigned lower, unsigned upper, unsigned digits)
{
    if (digits && !lower && !upper)
        return memchr(s, '.', len) && !memchr(s, ',', len) ? WORD_ID : WORD_NUMBER;
    if (byte_kind_of((unsigned char)s[0]) == B_UPPER)
        return upper > 1 && (upper >= lower || byte_kind_of((unsigned char)s[1]) == B_UPPER)
                   ? WORD_CAPS
               : len == 1 ? WORD_CAPS
                          : WORD_CAPITAL;
    return digits && digits + upper >= lower ? WORD_OTHER : WORD_LOWER;
}

/* Reads the word at `p`; returns its end. */
static const char *read_word(
    const struct lexicon *lex, const char *text, const char *p, const char *end, struct word *w)
{
    unsigned count[5] = {0};
    uint32_t hash = 2166136261u;
    const char *begin = p;
    for (; p < end; p++) {
        unsigned char c = (unsigned char)*p;
        enum byte_kind k = lex->kind[c];
        if (k == B_BREAK && !joins(lex, p, begin, end))
            break;
        if (k == B_HIGH && (c >= 0xC2) && high_punctuation(p, (uint32_t)(end - p)))
            break;
        count[k]++;
        hash = (hash ^ (k == B_UPPER ? c | 32u : c)) * 16777619u;
    }
    uint32_t len = (uint32_t)(p - begin);
    *w = (struct word){.at = (uint32_t)(begin - text), .end = (uint32_t)(p - text), .hash = hash};
    w->shape = shape_of(begin, len, count[B_LOWER] + count[B_HIGH], count[B_UPPER], count[B_DIGIT]);
    w->cls = count[B_DIGIT] ? 0 : lexicon_class(lex, begin, len);
    if (w->shape == WORD_CAPS && len > 1)
        w->cls &= (uint8_t)~WORD_STARTER; /* IT opens no sentence, "It" does */
    return p;
}

static struct word *push(struct scan **scan, const struct word *w)
{
    struct scan *s = *scan;
    if (s->n == s->room) {
        size_t room = s->room * 2;
        *scan = s = xrealloc(s, sizeof *s + room * sizeof *s->v);
        s->room = room;
    }
    s->v[s->n] = *w;
    return &s->v[s->n++];
}

static void read_ampersand(const char *text, const char *p, struct word *w)
{
    uint32_t at = (uint32_t)(p - text);
    *w = (struct word){
        .at = at, .end = at + 1, .hash = '&', .shape = WORD_LOWER, .cls = WORD_JOINER | WORD_BOUND};
}

static struct scan *scan_text(const char *text, uint32_t len)
{
    struct lexicon lex;
    size_t room = len / 6 + 64;
    struct scan *scan = xmalloc(sizeof *scan + room * sizeof *scan->v);
    const char *p = text, *stop = text + len;
    uint16_t none = 0, *after = &none;
    scan->n = 0;
    scan->room = room;
    lexicon_init(&lex);
    for (unsigned i = 0; i < 256; i++)
        lex.kind[i] = (uint8_t)byte_kind_of((unsigned char)i);
    while (p < stop) {
        unsigned char c = (unsigned char)*p;
        enum byte_kind k = lex.kind[c];
        uint32_t high = k == B_HIGH ? high_punctuation(p, (uint32_t)(stop - p)) : 0;
        bool ampersand = c == '&' && p + 1 < stop && p[1] == ' ';
        if (high) {
            *after |= high_after(p, high);
            p += high;
        } else if (k == B_BREAK && !ampersand) {
            *after |= ascii_after(c, p + 1 < stop && p[1] == '.');
            p++;
        } else {
            struct word w;
            if (ampersand)
                read_ampersand(text, p++, &w);
            else
                p = read_word(&lex, text, p, stop, &w);
            after = &push(&scan, &w)->after;
        }
    }
    return scan;
}

/* The first word at `at` or behind it. */
static size_t first_word_from(const struct scan *scan, uint32_t at)
{
    size_t lo = 0, hi = scan->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (scan->v[mid].at < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void words_between(struct doc *doc, uint32_t at, uint32_t end, struct word_list *out)
{
    if (!doc->scan)
        doc->scan = scan_text(doc->text, doc->len);
    const struct scan *scan = doc->scan;
    size_t first = first_word_from(scan, at), n = first;
    if (end - at > 400)
        n = first_word_from(scan, end);
    while (n < scan->n && scan->v[n].end <= end)
        n++;
    while (n > first && scan->v[n - 1].end > end)
        n--;
    *out = (struct word_list){scan->v + first, n - first};
}

void words_drop(struct doc *doc)
{
    xfree(doc->scan);
    doc->scan = NULL;
}

uint32_t word_fold_hash(const char *s, size_t len)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        hash = (hash ^ (c >= 'A' && c <= 'Z' ? c | 32u : c)) * 16777619u;
    }
    return hash;
}

static char lower_ascii(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

bool word_is(const char *text, const struct word *w, const char *s)
{
    return text_equals(text + w->at, w->end - w->at, s);
}

bool text_equals(const char *s, size_t len, const char *lower)
{
    size_t i = 0;
    for (; i < len && lower[i]; i++)
        if (lower_ascii(s[i]) != lower[i])
            return false;
    return i == len && !lower[i];
}

const char *text_find(const char *s, size_t len, const char *lower)
{
    size_t want = strlen(lower);
    char first = lower[0];
    for (size_t i = 0; i + want <= len; i++) {
        size_t k = 1;
        if (lower_ascii(s[i]) != first)
            continue;
        while (k < want && lower_ascii(s[i + k]) == lower[k])
            k++;
        if (k == want)
            return s + i;
    }
    return NULL;
}
