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
    if (w->len + 4 < sizeof w->s)
        w->len += utf8_encode(utf8_fold(c), w->s + w->len);
}

static bool is_part(uint32_t c)
{
    return utf8_is_word(c) || utf8_fold(c) == '\'';
}

/* Words are runs of letters; with hyphens inside they are one, and each part is one. */
static void learn(struct map *words, const char *s, size_t len)
{
    static char seen;
    struct word whole = {.len = 0}, part = {.len = 0};
    for (size_t i = 0; i <= len;) {
        uint32_t c = ' ';
        i += i < len ? utf8_decode(s + i, len - i, &c) : 1;
        bool hyphen = utf8_fold(c) == '-';
        if (is_part(c)) {
            add_folded(&whole, c);
            add_folded(&part, c);
            continue;
        }
        if (part.len)
            map_set(words, part.s, part.len, &seen);
        part.len = 0;
        if (hyphen && whole.len) {
            add_folded(&whole, '-');
            continue;
        }
        if (whole.len)
            map_set(words, whole.s, whole.len, &seen);
        whole.len = 0;
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

static bool knows(const struct pdf_layout *l, const struct word *a, size_t len, const char *between,
    const struct word *b)
{
    struct word w = {.len = 0};
    if (len + strlen(between) + b->len > sizeof w.s)
        return false;
    memcpy(w.s, a->s, len);
    memcpy(w.s + len, between, strlen(between));
    memcpy(w.s + len + strlen(between), b->s, b->len);
    return map_get(l->words, w.s, len + strlen(between) + b->len) != NULL;
}

/* The first word of a line may be the rest of one, unless the line is long; the last may be cut by
 * a hyphen; a lone word may be either. They teach nothing. */
static void learn_line(struct map *words, const struct pdf_line *line)
{
    enum { LONG_LINE = 25 }; /* in sizes of its letters */
    bool is_long = line->x1 - line->x0 > LONG_LINE * line->size;
    for (size_t i = 0; i < line->n; i++) {
        const struct pdf_segment *s = &line->segments[i];
        const char *first = memchr(s->text, ' ', s->len), *last = s->text + s->len;
        if (!first)
            continue;
        while (last[-1] != ' ' && s->text[s->len - 1] == '-')
            last--;
        if (is_long && !i)
            first = s->text;
        learn(words, first, (size_t)(last - first));
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
    if (w.len > 1 && w.s[w.len - 1] == '-' && next.len && knows(l, &w, w.len - 1, "", &next))
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

/* A lone word of a narrow cell that goes on: the whole is a word of the plan and a part is not; or
 * it fills the cell, neither part is known, and a few letters are left. */
static bool is_word_cut(const struct pdf_layout *l, const struct word *a, const struct word *b,
    const char *after, bool full)
{
    bool small = *after >= 'a' && *after <= 'z';
    if (a->len && b->len == 1 && small && *after != 'a')
        return true; /* no word has but one letter */
    bool a_known = map_get(l->words, a->s, a->len), b_known = map_get(l->words, b->s, b->len);
    if (!a->len || !b->len || (a_known && b_known))
        return false;
    bool rest = full && small && b->len < 4 && !a_known && !b_known;
    return rest || knows(l, a, a->len, "", b);
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
        if (knows(l, &a, a.len, "", &b))
            return PDF_JOIN_NOTHING;
        if (knows(l, &a, a.len - 1, "", &b) || (l->hyphenated && utf8_fold(next) == next))
            return PDF_JOIN_DROP_HYPHEN;
        return PDF_JOIN_NOTHING;
    }
    size_t len = strlen(before);
    if (len && before[len - 1] == '/')
        return PDF_JOIN_NOTHING;
    bool full = room == PDF_ROOM_FULL;
    bool cut = room != PDF_ROOM_WIDE &&
               (is_word_cut(l, &a, &b, after, full) || is_number_cut(before, after));
    return cut ? PDF_JOIN_NOTHING : PDF_JOIN_BLANK;
}
