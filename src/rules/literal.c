/* A small reader of regex syntax that errs on one side only: it looks for runs of plain characters
 * that every match must hold. A choice needs a run in each of its branches. Anything optional,
 * repeated, conditional or unknown ends a run or the whole search. */
#include "rules/literal.h"

#include <string.h>

#include "base/utf8.h"

enum { DEEPEST_GROUP = 16 };

struct run {
    char text[LITERAL_BYTES];
    uint8_t len;
};

struct reader {
    const char *s;
    bool unknown; /* syntax that is not understood: give up */
};

/* Length of the shortest: what is short occurs in every other sentence. */
static uint8_t least(const struct literals *l)
{
    uint8_t out = l->count ? l->len[0] : 0;
    for (uint32_t i = 1; i < l->count; i++)
        out = l->len[i] < out ? l->len[i] : out;
    return out;
}

static void keep_choice(struct literals *best, const struct literals *choice)
{
    uint8_t old = least(best), new = least(choice);
    if (new > old || (new &&new == old && choice->count < best->count))
        *best = *choice;
}

static void keep_run(struct literals *best, const struct run *run)
{
    if (run->len < 2)
        return;
    struct literals one = {.count = 1};
    one.len[0] = run->len;
    memcpy(one.text[0], run->text, run->len);
    keep_choice(best, &one);
}

static void end_run(struct literals *best, struct run *run)
{
    keep_run(best, run);
    run->len = 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads a quantifier, when there is one. `*min` is 1 without. */
static void read_quantifier(struct reader *r, unsigned *min, bool *repeats)
{
    *min = 1;
    *repeats = false;
    if (*r->s == '?' || *r->s == '*' || *r->s == '+') {
        *min = *r->s == '+';
        *repeats = true;
        r->s++;
    } else if (*r->s == '{' && (is_digit(r->s[1]) || r->s[1] == ',')) {
        *min = 0;
        *repeats = true;
        for (r->s++; is_digit(*r->s); r->s++)
            if (*r->s != '0')
                *min = 1;
        while (is_digit(*r->s) || *r->s == ',')
            r->s++;
        if (*r->s != '}')
            r->unknown = true;
        else
            r->s++;
    }
    if (*repeats && (*r->s == '?' || *r->s == '+'))
        r->s++;
}

/* Signs that have no case: pounds, multiplication signs, dashes, arrows. */
static bool is_sign(uint32_t c)
{
    bool latin = c >= 0xA1 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA;
    return latin || c == 0xD7 || c == 0xF7 || (c >= 0x2010 && c <= 0x205E) ||
           (c >= 0x2190 && c <= 0x22FF);
}

/* The members of a class that holds nothing but signs beyond ASCII ("[–—→]"): a choice of them. */
static void read_signs(const char *s, struct literals *out)
{
    out->count = 0;
    for (s++; *s && *s != ']' && out->count < LITERALS;) {
        uint32_t c;
        size_t len = utf8_decode(s, strlen(s), &c);
        if (!is_sign(c)) {
            out->count = 0;
            return;
        }
        memcpy(out->text[out->count], s, len);
        out->len[out->count++] = (uint8_t)len;
        s += len;
    }
    if (*s != ']')
        out->count = 0;
}

/* A class in square brackets: skipped. */
static void skip_class(struct reader *r)
{
    r->s++;
    if (*r->s == '^')
        r->s++;
    if (*r->s == ']')
        r->s++;
    while (*r->s && *r->s != ']') {
        if (*r->s == '[' && (r->s[1] == ':' || r->s[1] == '.' || r->s[1] == '=')) {
            const char *close = strchr(r->s + 2, ']');
            if (!close) {
                r->unknown = true;
                return;
            }
            r->s = close + 1;
            continue;
        }
        if (*r->s == '\\' && (r->s[1] == 'Q' || r->s[1] == 'E')) {
            r->unknown = true;
            return;
        }
        r->s += *r->s == '\\' && r->s[1] ? 2 : 1;
    }
    if (*r->s)
        r->s++;
    else
        r->unknown = true;
}

static void read_choices(struct reader *r, struct literals *out, unsigned depth);

/* "(", up to the character after ")". Assertions and what is not understood give nothing. */
static void read_group(struct reader *r, struct literals *out, unsigned depth)
{
    bool counts = true;
    out->count = 0;
    r->s++;
    if (*r->s == '*') {
        r->unknown = true;
        return;
    }
    if (*r->s == '?') {
        size_t flags = strspn(r->s + 1, "-is"); /* "(?-i:" too: what is sought has no case */
        if (r->s[1 + flags] == ':') {
            r->s += 2 + flags;
        } else if (r->s[1] == '=' || r->s[1] == '!') {
            counts = false;
            r->s += 2;
        } else if (r->s[1] == '<' && (r->s[2] == '=' || r->s[2] == '!')) {
            counts = false;
            r->s += 3;
        } else {
            r->unknown = true;
            return;
        }
    }
    read_choices(r, out, depth + 1);
    if (*r->s != ')')
        r->unknown = true;
    else
        r->s++;
    if (!counts)
        out->count = 0;
}

/* A backslash and what follows. True with `*c` when it is one plain character. */
static bool read_escape(struct reader *r, char *c, bool *zero_width)
{
    char e = r->s[1];
    *zero_width = e == 'b' || e == 'B';
    if (!e || (unsigned char)e >= 0x80 ||
        (!strchr("bBsSdDwWhHvVRtnr", e) &&
            ((e >= 'a' && e <= 'z') || (e >= 'A' && e <= 'Z') || is_digit(e)))) {
        r->unknown = true;
        return false;
    }
    r->s += 2;
    *c = e;
    return !strchr("bBsSdDwWhHvVRtnr", e);
}

static void add_char(struct reader *r, struct literals *best, struct run *run, char c)
{
    unsigned min;
    bool repeats;
    read_quantifier(r, &min, &repeats);
    if (!min) {
        end_run(best, run);
        return;
    }
    if (run->len == LITERAL_BYTES)
        end_run(best, run);
    run->text[run->len++] = literal_fold(c);
    if (repeats)
        end_run(best, run);
}

/* A character beyond ASCII: only signs are looked for, letters have other cases. */
static void add_wide(struct reader *r, struct literals *best, struct run *run)
{
    uint32_t c;
    size_t len = utf8_decode(r->s, strlen(r->s), &c);
    const char *bytes = r->s;
    unsigned min;
    bool repeats;
    r->s += len;
    read_quantifier(r, &min, &repeats);
    if (!is_sign(c) || !min) {
        end_run(best, run);
        return;
    }
    if (run->len + len > LITERAL_BYTES)
        end_run(best, run);
    memcpy(run->text + run->len, bytes, len);
    run->len += (uint8_t)len;
    if (repeats)
        end_run(best, run);
}

static void read_item(struct reader *r, struct literals *best, struct run *run, unsigned depth)
{
    unsigned min;
    bool repeats, zero_width = false;
    struct literals inner = {.count = 0};
    char c = *r->s;
    if (c == '\\') {
        if (read_escape(r, &c, &zero_width)) {
            add_char(r, best, run, c);
            return;
        }
        if (zero_width)
            return;
    } else if (c == '[') {
        read_signs(r->s, &inner);
        skip_class(r);
    } else if (c == '(') {
        read_group(r, &inner, depth);
    } else if (c == '^' || c == '$' || c == '.') {
        r->s++;
    } else if (strchr("?*+{", c)) { /* a quantifier of nothing that is known here */
        r->unknown = true;
    } else if ((unsigned char)c >= 0x80) {
        add_wide(r, best, run);
        return;
    } else {
        r->s++;
        add_char(r, best, run, c);
        return;
    }
    end_run(best, run);
    read_quantifier(r, &min, &repeats);
    if (min)
        keep_choice(best, &inner);
}

static void read_branch(struct reader *r, struct literals *best, unsigned depth)
{
    struct run run = {.len = 0};
    best->count = 0;
    while (*r->s && *r->s != '|' && *r->s != ')' && !r->unknown)
        read_item(r, best, &run, depth);
    end_run(best, &run);
}

/* Branches up to ")" or the end: a literal for each, or none at all. */
static void read_choices(struct reader *r, struct literals *out, unsigned depth)
{
    bool all = true;
    out->count = 0;
    if (depth > DEEPEST_GROUP) {
        r->unknown = true;
        return;
    }
    for (;;) {
        struct literals branch;
        read_branch(r, &branch, depth);
        if (!branch.count || out->count + branch.count > LITERALS)
            all = false;
        for (uint32_t i = 0; all && i < branch.count; i++) {
            memcpy(out->text[out->count], branch.text[i], branch.len[i]);
            out->len[out->count++] = branch.len[i];
        }
        if (*r->s != '|' || r->unknown)
            break;
        r->s++;
    }
    if (!all)
        out->count = 0;
}

void literals_of(const char *pattern, struct literals *out)
{
    struct reader r = {.s = pattern};
    read_choices(&r, out, 0);
    if (r.unknown || *r.s)
        out->count = 0;
}
