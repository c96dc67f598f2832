/* A name is two words with capitals, or a capital and a word, that the text presents as a person:
 * after a title, at the beginning, after "by", "lead" or a sign that lists, or before a verb.
 * Places and bodies have capitals too: the words that they are made of are no part of a name. */
#include "match/names.h"

#include <string.h>

#include "rules/rules.h"

enum list { TITLE, NOT_FIRST, NOT_LAST, BEFORE, AFTER, LISTS };
static const char *const list_ids[LISTS] = {[TITLE] = "name.title",
    [NOT_FIRST] = "name.not-first",
    [NOT_LAST] = "name.not-last",
    [BEFORE] = "name.before",
    [AFTER] = "name.after"};

enum { FEWEST = 2, LONGEST_FIRST = 15 }; /* letters of a first name; of a surname at least */

struct names {
    struct scan *scan;
    uint8_t *lists; /* by token: a bit for each list it is in */
    uint32_t concept, member;
    struct hit_list *out;
};

static bool is_in(const struct names *n, uint32_t token, enum list list)
{
    return n->lists[token] >> list & 1;
}

static const char *text_of(const struct names *n, uint32_t token)
{
    return n->scan->doc->text + n->scan->tokens.v[token].at;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* "Reed": a capital and at least `fewest` small letters. */
static bool is_word(const struct names *n, uint32_t token, uint32_t fewest)
{
    const char *s = text_of(n, token);
    uint32_t len = n->scan->tokens.v[token].len;
    if (len < fewest + 1 || !is_capital(s[0]))
        return false;
    bool mc = len > 3 && s[0] == 'M' && s[1] == 'c' && is_capital(s[2]);
    for (uint32_t i = mc ? 3 : 1; i < len && s[i] != '\''; i++)
        if (!is_small(s[i]) && (unsigned char)s[i] < 0x80)
            return false;
    return true;
}

static bool is_initial(const struct names *n, uint32_t token)
{
    return n->scan->tokens.v[token].len == 1 && is_capital(text_of(n, token)[0]);
}

/* Nothing but blanks and full stops between two tokens. */
static bool are_near(const struct names *n, uint32_t a, uint32_t b)
{
    const struct token *t = n->scan->tokens.v;
    const char *s = n->scan->doc->text;
    for (uint32_t i = t[a].at + t[a].len; i < t[b].at; i++)
        if (s[i] != ' ' && s[i] != '.')
            return false;
    return t[b].at <= t[a].at + t[a].len + 3;
}

static bool is_one_blank(const struct names *n, uint32_t a, uint32_t b)
{
    const struct token *t = n->scan->tokens.v;
    uint32_t end = t[a].at + t[a].len;
    return t[b].at == end + 1 && n->scan->doc->text[end] == ' ';
}

/* A sign before the token that says that something named follows: a colon, a bracket, a dash. */
static bool follows_sign(const struct names *n, uint32_t token, uint32_t from, bool comma)
{
    static const char *const dashes[] = {"\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x86\x92"};
    const char *s = n->scan->doc->text;
    uint32_t at = n->scan->tokens.v[token].at;
    uint32_t begin = token > from ? n->scan->tokens.v[token - 1].at : at;
    while (at > begin && s[at - 1] == ' ')
        at--;
    if (at == begin)
        return false;
    if (strchr(":=|(", s[at - 1]) || (comma && s[at - 1] == ','))
        return true;
    for (size_t i = 0; at >= begin + 3 && i < sizeof dashes / sizeof *dashes; i++)
        if (!memcmp(s + at - 3, dashes[i], 3))
            return true;
    return false;
}

static bool precedes_verb(const struct names *n, uint32_t last, uint32_t end)
{
    const struct token *t = &n->scan->tokens.v[last];
    return n->scan->doc->text[t->at + t->len] == ',' ||
           (last + 1 < end && is_one_blank(n, last, last + 1) && is_in(n, last + 1, AFTER));
}

/* "Reed-Marsh" is one surname. */
static uint32_t surname_end(const struct names *n, uint32_t last, uint32_t end)
{
    while (last + 1 < end && (n->scan->tokens.v[last + 1].flags & TOKEN_JOINED) &&
           is_word(n, last + 1, 1))
        last++;
    return last;
}

static bool is_surname(const struct names *n, uint32_t token, uint32_t fewest)
{
    return is_word(n, token, fewest) && !is_in(n, token, NOT_LAST);
}

/* After a title: initials, then a name; the token where it ends, `title` when there is none. */
static uint32_t after_title(const struct names *n, uint32_t title, uint32_t end)
{
    uint32_t at = title + 1;
    while (at + 1 < end && at <= title + 2 && is_initial(n, at) && are_near(n, at - 1, at))
        at++;
    if (at >= end || !are_near(n, at - 1, at) || !is_word(n, at, 1))
        return title;
    bool two = at + 1 < end && is_one_blank(n, at, at + 1) && is_surname(n, at + 1, 1);
    return surname_end(n, two ? at + 1 : at, end);
}

/* Where the name ends that begins at `token` of the sentence [from, end); UINT32_MAX: none does. */
static uint32_t name_end(const struct names *n, uint32_t token, uint32_t from, uint32_t end)
{
    if (is_in(n, token, TITLE)) {
        uint32_t last = after_title(n, token, end);
        return last > token ? last : UINT32_MAX;
    }
    bool told = token > from && is_in(n, token - 1, BEFORE);
    if (token + 1 >= end)
        return UINT32_MAX;
    if (is_initial(n, token))
        return (told || follows_sign(n, token, from, false)) && are_near(n, token, token + 1) &&
                       is_surname(n, token + 1, FEWEST)
                   ? surname_end(n, token + 1, end)
                   : UINT32_MAX;
    if (!is_word(n, token, 1) || n->scan->tokens.v[token].len > LONGEST_FIRST ||
        is_in(n, token, NOT_FIRST) || !is_one_blank(n, token, token + 1) ||
        !is_surname(n, token + 1, 1))
        return UINT32_MAX;
    uint32_t last = surname_end(n, token + 1, end);
    return told || token == from || follows_sign(n, token, from, true) ||
                   precedes_verb(n, last, end)
               ? last
               : UINT32_MAX;
}

static void mark_lists(struct names *n)
{
    const struct pack *pack = n->scan->program->pack;
    for (unsigned l = 0; l < LISTS; l++) {
        uint32_t concept = pack_concept(pack, list_ids[l]);
        struct hits hits = concept == RULES_NONE ? (struct hits){0} : scan_hits(n->scan, concept);
        for (uint32_t i = 0; i < hits.n; i++)
            if (hits.v[i].first == hits.v[i].last)
                n->lists[hits.v[i].first] |= (uint8_t)(1u << l);
    }
}

void names_find(struct scan *s, uint32_t concept, uint32_t member, struct hit_list *out)
{
    struct names n = {.scan = s, .concept = concept, .member = member, .out = out};
    n.lists = xcalloc(s->tokens.n + 1, 1);
    mark_lists(&n);
    for (uint32_t k = 0; k < s->tokens.sentences; k++) {
        uint32_t from = s->tokens.first[k], end = s->tokens.first[k + 1];
        for (uint32_t t = from; t < end; t++) {
            if (!is_capital(text_of(&n, t)[0]))
                continue;
            uint32_t last = name_end(&n, t, from, end);
            if (last == UINT32_MAX)
                continue;
            hit_list_add(out, s, t, last, concept, member);
            t = last;
        }
    }
    xfree(n.lists);
}
