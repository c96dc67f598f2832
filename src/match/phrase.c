/* A recursive descent over the bytes of one phrase. Each group knows how many flat wordings it
 * stands for, so that the k-th wording of a phrase is found by dividing k among the groups: nothing
 * is expanded before it is known to be few. */
#include "match/phrase.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MANY = LIMIT_PHRASE_EXPANSIONS + 1 };

static bool fail(struct phrase *p, uint32_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool fail(struct phrase *p, uint32_t at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(p->error, sizeof p->error, format, args);
    va_end(args);
    p->error_at = at;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_special(char c)
{
    return c == '[' || c == ']' || c == '{' || c == '}' || c == '|' || c == '~' || c == '@' ||
           c == '#';
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Cannot run out: each node takes at least one byte of a text of limited length. */
static struct phrase_node *add_node(struct phrase *p, enum phrase_kind kind, uint32_t at)
{
    struct phrase_node *n = &p->nodes[p->node_count++];
    *n = (struct phrase_node){
        .kind = kind, .at = (uint16_t)at, .next = PHRASE_END, .first = PHRASE_END};
    return n;
}

/* A character that needs a look: true when it may stand there. */
static bool check_char(struct phrase *p, uint32_t at)
{
    char c = p->text[at];
    if (c == '*' || c == '\\' || c == '^' || c == '$')
        return fail(p, at, "'%c' means nothing in a phrase; use <regex> for a pattern", c);
    if ((unsigned char)c < ' ' && !is_blank(c))
        return fail(p, at, "a control character stands in the phrase");
    if (c != '=')
        return true;
    if (at > 0 && !is_blank(p->text[at - 1]) && !is_special(p->text[at - 1]))
        return fail(p, at, "'=' must stand before a word, not in it");
    if (at + 1 >= p->len || is_blank(p->text[at + 1]) || is_special(p->text[at + 1]))
        return fail(p, at, "'=' needs a word right after it");
    return true;
}

static bool read_text(struct phrase *p, uint32_t *at)
{
    struct phrase_node *n = add_node(p, PHRASE_TEXT, *at);
    for (; *at < p->len && !is_special(p->text[*at]); ++*at) {
        char c = p->text[*at];
        if (((c < 'a' || c > 'z') && c != ' ') && !check_char(p, *at))
            return false;
    }
    n->len = (uint16_t)(*at - n->at);
    return true;
}

static bool read_gap(struct phrase *p, uint32_t *at)
{
    uint32_t start = (*at)++, number = 0;
    if (*at >= p->len || !is_digit(p->text[*at]))
        return fail(p, start, "'~' needs a number of words, as in ~4");
    for (; *at < p->len && is_digit(p->text[*at]); ++*at)
        if (number <= LIMIT_PHRASE_GAP)
            number = number * 10 + (uint32_t)(p->text[*at] - '0');
    if (number < 1 || number > LIMIT_PHRASE_GAP)
        return fail(p, start, "a gap has 1 to %d words", LIMIT_PHRASE_GAP);
    add_node(p, PHRASE_GAP, start)->number = number;
    return true;
}

static bool read_concept(struct phrase *p, uint32_t *at)
{
    uint32_t start = (*at)++;
    while (*at < p->len && is_name(p->text[*at]))
        ++*at;
    uint32_t len = *at - start - 1;
    if (!len)
        return fail(p, start, "'@' needs the id of a concept right after it");
    uint32_t index = p->lookup ? p->lookup(p->user, p->text + start + 1, len) : UINT32_MAX;
    if (index == UINT32_MAX)
        return fail(p, start, "there is no concept '%.*s'", (int)(len > 80 ? 80 : len),
            p->text + start + 1);
    add_node(p, PHRASE_CONCEPT, start)->number = index;
    return true;
}

static bool read_value(struct phrase *p, uint32_t *at)
{
    static const char *const names[] = {[VALUE_NUMBER] = "number",
        [VALUE_MONEY] = "money",
        [VALUE_PERCENT] = "percent",
        [VALUE_DURATION] = "duration",
        [VALUE_TIME] = "time",
        [VALUE_DATE] = "date"};
    uint32_t start = (*at)++;
    while (*at < p->len && is_name(p->text[*at]))
        ++*at;
    uint32_t len = *at - start - 1;
    for (uint32_t k = 0; k < VALUE_KINDS; k++)
        if (strlen(names[k]) == len && !memcmp(names[k], p->text + start + 1, len)) {
            add_node(p, PHRASE_VALUE, start)->number = k;
            return true;
        }
    return fail(p, start, "'#' needs number, money, percent, duration, time or date after it");
}

static uint32_t times(uint32_t a, uint32_t b)
{
    return a > MANY / b ? MANY : a * b;
}

static bool read_sequence(struct phrase *p, uint32_t *at, unsigned depth, uint16_t *first);

static bool check_ends(struct phrase *p, uint16_t first);

static uint32_t sequence_wordings(const struct phrase *p, uint16_t first)
{
    return phrase_wordings(p, first, PHRASE_END);
}

static bool read_group(struct phrase *p, uint32_t *at, unsigned depth)
{
    uint32_t start = (*at)++;
    char close = p->text[start] == '[' ? ']' : '}';
    uint16_t group = p->node_count, *link = &p->nodes[group].first;
    add_node(p, PHRASE_GROUP, start);
    p->nodes[group].may_be_empty = close == ']';
    p->nodes[group].wordings = close == ']';
    bool outside = p->atoms;
    p->atoms = false;
    if (depth >= LIMIT_PHRASE_DEPTH)
        return fail(p, start, "brackets nest more than %d deep", LIMIT_PHRASE_DEPTH);
    do {
        uint32_t from = *at;
        uint16_t choice = p->choice_count++;
        struct phrase_choice *c = &p->choices[choice];
        *link = choice;
        link = &c->next;
        *c = (struct phrase_choice){.next = PHRASE_END};
        if (!read_sequence(p, at, depth + 1, &c->sequence))
            return false;
        if (*at >= p->len)
            return fail(p, start, "'%c' is not closed", p->text[start]);
        if (c->sequence == PHRASE_END)
            return fail(p, from, "an empty choice; words that may be left out stand in [ ]");
        if (!check_ends(p, c->sequence))
            return false;
        c->wordings = sequence_wordings(p, c->sequence);
        uint32_t sum = p->nodes[group].wordings + c->wordings;
        p->nodes[group].wordings = sum > MANY ? MANY : sum;
    } while (p->text[(*at)++] == '|');
    if (p->text[*at - 1] != close)
        return fail(p, *at - 1, "'%c' is closed by '%c'", p->text[start], p->text[*at - 1]);
    p->nodes[group].len = (uint16_t)(*at - start);
    p->nodes[group].atoms = p->atoms;
    p->atoms |= outside;
    return true;
}

static bool read_item(struct phrase *p, uint32_t *at, unsigned depth)
{
    char c = p->text[*at];
    if (c == '[' || c == '{')
        return read_group(p, at, depth);
    if (c != '~' && c != '@' && c != '#')
        return read_text(p, at);
    p->atoms = true;
    return c == '~' ? read_gap(p, at) : c == '@' ? read_concept(p, at) : read_value(p, at);
}

static bool is_only_blanks(const struct phrase *p, const struct phrase_node *n)
{
    for (uint32_t i = 0; i < n->len; i++)
        if (!is_blank(p->text[n->at + i]))
            return false;
    return n->kind == PHRASE_TEXT;
}

/* A gap at an end of a sequence joins nothing. */
static bool check_ends(struct phrase *p, uint16_t first)
{
    uint16_t from = PHRASE_END, to = PHRASE_END;
    for (uint16_t n = first; n != PHRASE_END; n = p->nodes[n].next) {
        if (is_only_blanks(p, &p->nodes[n]))
            continue;
        from = from == PHRASE_END ? n : from;
        to = n;
    }
    if (from != PHRASE_END && p->nodes[from].kind == PHRASE_GAP)
        return fail(p, p->nodes[from].at, "a gap needs something before it");
    if (to != PHRASE_END && p->nodes[to].kind == PHRASE_GAP)
        return fail(p, p->nodes[to].at, "a gap needs something after it");
    return true;
}

/* Reads up to a '|', a closing bracket or the end. A sequence of blanks alone is empty. */
static bool read_sequence(struct phrase *p, uint32_t *at, unsigned depth, uint16_t *first)
{
    uint16_t last = PHRASE_END;
    bool empty = true;
    *first = PHRASE_END;
    while (*at < p->len && !strchr("|]}", p->text[*at])) {
        uint16_t node = p->node_count;
        if (!read_item(p, at, depth))
            return false;
        if (last == PHRASE_END)
            *first = node;
        else
            p->nodes[last].next = node;
        last = node;
        empty &= is_only_blanks(p, &p->nodes[node]);
    }
    if (empty)
        *first = PHRASE_END;
    return true;
}

bool phrase_parse(struct phrase *p, const char *text, phrase_lookup *lookup, const void *user)
{
    p->text = text;
    size_t len = strlen(text);
    p->node_count = p->choice_count = 0;
    p->atoms = false;
    p->wordings = 0;
    p->lookup = lookup;
    p->user = user;
    p->error[0] = '\0';
    p->len = (uint32_t)len;
    if (len > LIMIT_PHRASE_BYTES)
        return fail(p, 0, "the phrase is longer than %d bytes", LIMIT_PHRASE_BYTES);
    uint32_t at = 0;
    if (!read_sequence(p, &at, 0, &p->root))
        return false;
    if (at < p->len)
        return fail(p, at, p->text[at] == '|' ? "'|' stands outside of { }" : "'%c' was not opened",
            p->text[at]);
    if (p->root == PHRASE_END)
        return fail(p, 0, "the phrase has no words");
    p->wordings = sequence_wordings(p, p->root);
    return check_ends(p, p->root);
}

uint32_t phrase_wordings(const struct phrase *p, uint16_t first, uint16_t end)
{
    uint32_t count = 1;
    for (uint16_t n = first; n != end && n != PHRASE_END; n = p->nodes[n].next)
        if (p->nodes[n].kind == PHRASE_GROUP)
            count = times(count, p->nodes[n].wordings);
    return count;
}

/* ---- wordings ---- */
static void add_text(struct wording *w, const struct phrase *p, const struct phrase_node *n)
{
    struct wording_part *last = w->count ? &w->parts[w->count - 1] : NULL;
    if (!last || last->kind != PHRASE_TEXT) {
        last = &w->parts[w->count++];
        *last = (struct wording_part){.kind = PHRASE_TEXT, .at = w->len, .source = n->at};
    }
    memcpy(w->text + w->len, p->text + n->at, n->len);
    w->len += n->len;
    last->len += n->len;
}

static void add_nodes(
    struct wording *w, const struct phrase *p, uint16_t first, uint16_t end, uint32_t k);

static void add_group(
    struct wording *w, const struct phrase *p, const struct phrase_node *n, uint32_t k)
{
    for (uint16_t c = n->first; c != PHRASE_END; c = p->choices[c].next) {
        if (k < p->choices[c].wordings) {
            add_nodes(w, p, p->choices[c].sequence, PHRASE_END, k);
            return;
        }
        k -= p->choices[c].wordings;
    }
}

static void add_nodes(
    struct wording *w, const struct phrase *p, uint16_t first, uint16_t end, uint32_t k)
{
    for (uint16_t i = first; i != end && i != PHRASE_END; i = p->nodes[i].next) {
        const struct phrase_node *n = &p->nodes[i];
        if (n->kind == PHRASE_TEXT) {
            add_text(w, p, n);
        } else if (n->kind == PHRASE_GROUP) {
            add_group(w, p, n, k % n->wordings);
            k /= n->wordings;
        } else {
            w->parts[w->count++] =
                (struct wording_part){.kind = n->kind, .number = n->number, .source = n->at};
        }
    }
}

void phrase_wording(
    const struct phrase *p, uint16_t first, uint16_t end, uint32_t k, struct wording *out)
{
    out->len = out->count = 0;
    add_nodes(out, p, first, end, k);
}
