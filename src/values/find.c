/* One pass over the text. Most bytes cannot begin a value: within a word only its end is looked
 * for, and a word is read only when its first two letters may begin one. */
#include <string.h>

#include "base/mem.h"
#include "values/scan.h"

bool value_read(const struct text *t, size_t i, struct value *v)
{
    return date_read(t, i, v) || time_read(t, i, v) || quantity_read(t, i, v);
}

/* What a byte means for the walk. */
enum step { STEP_OTHER, STEP_LETTER, STEP_DIGIT, STEP_SIGN };

static enum step step_of(unsigned char c)
{
    if (is_letter(c))
        return STEP_LETTER;
    if (is_digit(c))
        return STEP_DIGIT;
    if (c >= 0xc2)
        return c == 0xc2 ? STEP_SIGN : STEP_OTHER;
    return STEP_OTHER;
}

/* ",000" */
static bool is_thousands(const struct text *t, size_t i)
{
    int n;
    return integer_read(t, i + 1, 3, &n) == i + 4;
}

/* Past a code, a fraction or an address: letters, digits and what joins digits. */
static size_t skip_code(const struct text *t, size_t i)
{
    while (i < t->len) {
        unsigned char c = byte_at(t, i);
        if (word_char_at(t, i))
            i++;
        else if (goes_on(t, i, "/.:") || (c == ',' && is_thousands(t, i)))
            i += 2;
        else
            break;
    }
    return i;
}

/* A digit that belongs to the word before it: "COVID-19", "uk/2016/04", "A4". Years may stand
 * after a hyphen ("mid-2018"), and times and dates in a range begin anew. */
static bool is_tail(const struct text *t, size_t i)
{
    if (word_char_before(t, i))
        return true;
    if (i < 2)
        return false;
    char c = t->s[i - 1];
    if (c == '/' || c == '.' || c == '_' || c == '\\')
        return word_char_before(t, i - 1) || (c == '/' && t->s[i - 2] == ' ');
    if (c != '-' || !is_letter((unsigned char)t->s[i - 2]))
        return false;
    int year;
    size_t end = integer_read(t, i, 4, &year);
    static const char *const joined[] = {"over", "under", "mid", "non", "end", "sub", NULL};
    return !(end == i + 4 && year >= 1990 && year < 2050) && !any_before(t, i, joined);
}

/* The word after "a" or "an" may make a value of it: a dozen, an hour, a third of. */
static bool may_follow_article(const struct text *t, size_t i)
{
    unsigned char a = byte_at(t, i) | 32, b = byte_at(t, i + 1), c = byte_at(t, i + 2);
    return word_may_begin(a, b, c) || a == 'h' || a == 'd' || a == 'w' || a == 'y' || a == 'm' ||
           a == 'b';
}

/* A value may begin with the word at `i`. All but a few words are turned away by three letters,
 * and most of the rest by the table. */
static bool may_begin_letters(const struct text *t, size_t i)
{
    unsigned char a = byte_at(t, i) | 32, b = byte_at(t, i + 1), c = byte_at(t, i + 2);
    size_t end;
    if (a == 'a' && (b == ' ' || b == '\n'))
        return may_follow_article(t, i + 2);
    if (a == 'a' && (b | 32) == 'n' && (c == ' ' || c == '\n'))
        return may_follow_article(t, i + 3);
    if ((a == 'q' || a == 'h') && (is_digit(b) || (a == 'q' && b == ' ')))
        return true;
    if (!word_may_begin(a, b, c))
        return false;
    const struct word *w = word_at(t, i, &end);
    if (w)
        return w->kind != WORD_UNIT || w->s[0] == 'f';
    return is_digit(byte_at(t, i + 3)) || (b | 32) == 'y' || /* Apr17, FY18/19 */
           ((a == 'l' || a == 'f') &&
               any_at(t, i, (const char *const[]){"last", "final", "lady", NULL}) != NOWHERE);
}

static size_t word_end(const struct text *t, size_t i)
{
    for (;;) {
        while (i < t->len && (((unsigned char)t->s[i] | 32u) - 'a') < 26)
            i++;
        if (!word_char_at(t, i))
            return i;
        i++;
        while (i < t->len && ((unsigned char)t->s[i] & 0xc0) == 0x80)
            i++;
    }
}

/* Inside a word: a letter or digit stands just before. */
static bool is_inside(const struct text *t, size_t i)
{
    unsigned char c = i ? (unsigned char)t->s[i - 1] : ' ';
    return c < 0x80 ? is_letter(c) || is_digit(c) : word_char_before(t, i);
}

/* Tries a value at `i`; the place to go on from. */
static size_t try_value(struct text *t, size_t i, size_t otherwise, struct value_list *out)
{
    struct value v;
    if (!value_read(t, i, &v) || !v.len)
        return otherwise;
    int listed = v.kind == VALUE_NUMBER ? list_shape(t, i) : 0;
    t->listed = listed ? listed : t->listed;
    qualify(t, &v);
    size_t end = value_end(&v);
    if (end <= i || end > t->len || v.at < t->floor)
        return otherwise;
    out->v = xgrow(out->v, &out->room, out->n + 1, sizeof *out->v);
    out->v[out->n++] = v;
    t->floor = end;
    return end;
}

static size_t step(struct text *t, size_t i, struct value_list *out)
{
    size_t end;
    switch (step_of(byte_at(t, i))) {
    case STEP_LETTER:
        if (i != t->floor && is_inside(t, i))
            return word_end(t, i);
        if (may_begin_letters(t, i))
            return try_value(t, i, word_end(t, i), out);
        return word_end(t, i + 1);
    case STEP_DIGIT:
        if (is_tail(t, i) && i != t->floor)
            return skip_code(t, i);
        end = dialled_end(t, i);
        if (end != NOWHERE)
            return end;
        return try_value(t, i, skip_code(t, i), out);
    case STEP_SIGN:
        return byte_at(t, i + 1) == 0xa0 ? i + 2 : try_value(t, i, i + 2, out);
    case STEP_OTHER:
    default:
        return i + 1;
    }
}

void values_find(const char *text, size_t len, struct value_list *out)
{
    struct text t = {text, len < UINT32_MAX ? len : UINT32_MAX - 1, 0, 0};
    size_t i = 0;
    while (i < t.len) {
        unsigned char c = (unsigned char)text[i];
        if (c == ' ' || c == '\n')
            i++;
        else
            i = step(&t, i, out);
    }
}

bool values_parse(const char *text, struct value *out)
{
    size_t len = strlen(text), from = 0;
    while (len && (text[len - 1] == ' ' || text[len - 1] == '\n'))
        len--;
    while (from < len && (text[from] == ' ' || text[from] == '\n'))
        from++;
    bool minus = from < len && text[from] == '-';
    struct value_list list = {0};
    values_find(text + from + minus, len - from - minus, &list);
    bool found = list.n == 1 && !list.v[0].at && list.v[0].len == len - from - minus;
    if (found) {
        *out = list.v[0];
        out->at = (uint32_t)from;
    }
    if (found && minus) {
        out->lo = -list.v[0].hi;
        out->hi = -list.v[0].lo;
        out->len++;
    }
    xfree(list.v);
    return found;
}
