/* Words that a line end has cut. A hyphen at a line end may be the word's own ("self-|signed") or
 * the typesetter's ("appoint-|ment"), and narrow cells cut words without any sign. The plan itself
 * decides: the form that it has elsewhere. */
#include <string.h>

#include "base/utf8.h"
#include "ingest/pdf.h"

enum { WORD = 64 };

struct word {
    char s[WORD * 4 + 8];
    size_t len;
};

static void add_folded(struct word *w, uint32_t c)
{
    if (w->len + 4 >= sizeof w->s)
        return;
    if (c < 0x80 && c != '`')
        w->s[w->len++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    else
        w->len += utf8_encode(utf8_fold(c), w->s + w->len);
}

static bool is_part(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) /* most are */
        return true;
    return utf8_is_word(c) || utf8_fold(c) == '\'';
}

/* What is known of a word: it stands within a line, and so is whole; or it was all of a line, and
 * may be a piece. */
static char sure, alone;

static void learn_word(struct map *words, const struct word *w, char *how)
{
    if (!w->len)
        return;
    const char *known = map_get(words, w->s, w->len);
    if (known != how && known != &sure)
        map_set(words, w->s, w->len, how);
}

/* Words are runs of letters; with hyphens inside they are one, and each part is one. */
static void learn(struct map *words, const char *s, size_t len, char *how)
{
    struct word whole = {.len = 0}, part = {.len = 0};
    for (size_t i = 0; i <= len;) {
        uint32_t c = ' ';
        i += i < len ? utf8_decode(s + i, len - i, &c) : 1;
        if (is_part(c)) {
            add_folded(&whole, c);
            add_folded(&part, c);
            continue;
        }
        learn_word(words, &part, how);
        if (whole.len && utf8_fold(c) == '-') {
            add_folded(&whole, '-');
        } else {
            if (whole.len > part.len) /* else they are the same */
                learn_word(words, &whole, how);
            whole.len = 0;
        }
        part.len = 0;
    }
}

/* The last word of `s`, its hyphens included. */
static struct word last_word(const char *s)
{
    size_t len = strlen(s), at = len;
    while (at > 0 && (unsigned char)s[at - 1] > ' ')
        at--;
    struct word w = {.len = 0};
    for (uint32_t c; at < len;) {
        at += utf8_decode(s + at, len - at, &c);
        if (is_part(c) || utf8_fold(c) == '-')
            add_folded(&w, c);
        else
            w.len = 0;
    }
    return w;
}

static struct word first_word(const char *s)
{
    struct word w = {.len = 0};
    size_t len = strlen(s);
    for (size_t i = 0; i < len;) {
        uint32_t c;
        i += utf8_decode(s + i, len - i, &c);
        if (!is_part(c))
            break;
        add_folded(&w, c);
    }
    return w;
}

/* What is known of the first `len` bytes of `a` and all of `b` as one word; NULL: nothing. */
static const char *knows(
    const struct pdf_layout *l, const struct word *a, size_t len, const struct word *b)
{
    struct word w = {.len = 0};
    if (len + b->len > sizeof w.s)
        return NULL;
    memcpy(w.s, a->s, len);
    memcpy(w.s + len, b->s, b->len);
    return map_get(l->words, w.s, len + b->len);
}

/* The first word of a line may be the rest of one, unless the line is long; the last may be cut by
 * a hyphen; a lone word may be either. They teach nothing. */
static void learn_line(struct map *words, const struct pdf_line *line)
{
    enum { LONG_LINE = 25 }; /* in sizes of its letters */
    for (size_t i = 0; i < line->n; i++) {
        const struct pdf_segment *s = &line->segments[i];
        const char *first = memchr(s->text, ' ', s->len), *last = s->text + s->len;
        if (!first) {
            learn(words, s->text, s->len, &alone);
            continue;
        }
        while (last[-1] != ' ' && s->text[s->len - 1] == '-')
            last--;
        if (!i && s->x1 - s->x0 > LONG_LINE * s->size)
            first = s->text;
        learn(words, first, (size_t)(last - first), &sure);
    }
}

/* Where several words are divided at line ends and the plan has them whole elsewhere, it was set
 * with hyphenation. */
static void tell_hyphenation(
    struct pdf_layout *l, const struct pdf_line *a, const struct pdf_line *b, size_t *divided)
{
    struct buf before, after;
    buf_init(&before, 4096);
    buf_init(&after, 4096);
    pdf_line_text(a, 0, &before);
    pdf_line_text(b, 0, &after);
    struct word w = last_word(buf_str(&before)), next = first_word(buf_str(&after));
    if (w.len > 1 && w.s[w.len - 1] == '-' && next.len && knows(l, &w, w.len - 1, &next) == &sure)
        ++*divided;
    buf_clear(&before);
    buf_clear(&after);
}

void pdf_words_learn(struct pdf_layout *l, const struct pdf_lines *pages)
{
    enum { ENOUGH = 3 };
    size_t divided = 0;
    l->words = map_new();
    for (size_t p = 0; p < l->pages.n; p++)
        for (size_t i = 0; i < pages[p].list.n; i++)
            learn_line(l->words, &pages[p].list.v[i]);
    for (size_t p = 0; p < l->pages.n; p++) {
        for (size_t i = 1; i < pages[p].list.n; i++) {
            const struct pdf_line *a = &pages[p].list.v[i - 1];
            const struct pdf_segment *s = &a->segments[a->n - 1];
            if (s->text[s->len - 1] == '-')
                tell_hyphenation(l, a, a + 1, &divided);
        }
    }
    l->hyphenated = divided >= ENOUGH;
}

/* "1,234,567" with its thousands complete, perhaps behind a sign. */
static bool is_whole_number(const char *s, size_t len)
{
    size_t group = 0;
    bool commas = false;
    for (size_t i = 0; i < len; i++) {
        if (s[i] == ',') {
            if (commas ? group != 3 : group == 0 || group > 3)
                return false;
            commas = true;
            group = 0;
        } else if (s[i] >= '0' && s[i] <= '9') {
            group++;
        } else if (group) {
            return s[i] == '.' && (!commas || group == 3);
        }
    }
    return commas ? group == 3 : group > 0;
}

/* "£2,40" and "0,000": a part is no number, the whole is. */
static bool is_number_cut(const char *before, const char *after)
{
    char whole[64];
    size_t len = strlen(before), n = strspn(after, "0123456789,");
    if (!n || !strpbrk(before, "0123456789") || len + n >= sizeof whole)
        return false;
    memcpy(whole, before, len);
    memcpy(whole + len, after, n);
    return !is_whole_number(before, len) && is_whole_number(whole, len + n);
}

/* The word, or its plural or singular, is one of the plan. */
static bool is_known(const struct pdf_layout *l, const struct word *w)
{
    static const struct word s = {"s", 1}, nothing = {"", 0};
    bool plural = w->len > 2 && w->s[w->len - 1] == 's';
    return knows(l, w, w->len, &nothing) == &sure || knows(l, w, w->len, &s) == &sure ||
           (plural && knows(l, w, w->len - 1, &nothing) == &sure);
}

static bool is_whole(const struct pdf_layout *l, const struct word *a, const struct word *b)
{
    struct word singular = *b;
    singular.len -= b->len > 2 && b->s[b->len - 1] == 's';
    return knows(l, a, a->len, b) || knows(l, a, a->len, &singular);
}

static bool has_vowel(const struct word *w)
{
    for (size_t i = 0; i < w->len; i++)
        if (strchr("aeiouy", w->s[i]))
            return true;
    return false;
}

/* Rests that are no words: one letter, or none that is a vowel ("arrangeme|nt"). */
static bool is_rest(const struct word *b, bool known)
{
    if (b->len == 1)
        return b->s[0] != 'a';
    return !known && b->len < 4 && !has_vowel(b);
}

/* A lone word of a narrow cell that goes on: the whole is a word of the plan and a part is not; or
 * what is left is no word; or it fills the cell, neither part is known, and the rest is short or
 * the table is known to cut words. */
static bool is_word_cut(const struct pdf_layout *l, const struct word *a, const struct word *b,
    bool small, enum pdf_room room)
{
    if (!a->len || !b->len)
        return false;
    bool a_known = is_known(l, a), b_known = is_known(l, b);
    if (small && is_rest(b, b_known))
        return true;
    if (a_known && b_known)
        return false;
    if (is_whole(l, a, b))
        return true;
    if (!small || a_known || room < PDF_ROOM_FULL)
        return false;
    bool able = b->len == 4 && (!memcmp(b->s, "able", 4) || !memcmp(b->s, "ible", 4));
    bool rest = b->len < 4 || room >= PDF_ROOM_CUT;
    return able || room == PDF_ROOM_REST || (rest && !b_known);
}

enum pdf_join pdf_words_join(
    const struct pdf_layout *l, const char *before, const char *after, enum pdf_room room)
{
    struct word a = last_word(before), b = first_word(after);
    bool hyphen = a.len && a.s[a.len - 1] == '-';
    uint32_t next = 0;
    if (*after)
        utf8_decode(after, strlen(after), &next);
    if (hyphen && a.len > 1 && b.len) {
        if (knows(l, &a, a.len, &b) == &sure)
            return PDF_JOIN_NOTHING;
        if (knows(l, &a, a.len - 1, &b) == &sure || (l->hyphenated && utf8_fold(next) == next))
            return PDF_JOIN_DROP_HYPHEN;
        return PDF_JOIN_NOTHING;
    }
    size_t len = strlen(before);
    if (len && before[len - 1] == '/')
        return PDF_JOIN_NOTHING;
    bool small = *after >= 'a' && *after <= 'z';
    bool cut = room != PDF_ROOM_WIDE &&
               (is_word_cut(l, &a, &b, small, room) || is_number_cut(before, after));
    return cut ? PDF_JOIN_NOTHING : PDF_JOIN_BLANK;
}
