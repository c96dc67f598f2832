/* Names of organisations. A name ends in a word for its kind (CCG, Integrated Care Board, Council,
 * NHS Trust) and reaches back over capitals and joiners. The folded name without the kind word is
 * the place: "NHS Ashmere CCG", "Ashmere Clinical Commissioning Group" and a heading "Ashmere"
 * meet. */
#include "analyse/orgs.h"

#include <ctype.h>
#include <string.h>

#define MAX_ORGS    400        /* a plan that names more lists a phone book */
#define SMALL_WORDS (1u << 17) /* bits of a set of words; two may share one */
#define MAX_NAME    120        /* bytes of a folded name */
#define MAX_WORDS   9          /* words of a name before its kind */

struct kind {
    const char *words[4]; /* the last ones of the name, in order */
    uint8_t n, kind;
    bool plural;
};

static const struct kind kinds[] = {
    {{"clinical", "commissioning", "group"}, 3, DOC_ORG_COMMISSIONER, false},
    {{"clinical", "commissioning", "groups"}, 3, DOC_ORG_COMMISSIONER, true},
    {{"integrated", "care", "board"}, 3, DOC_ORG_COMMISSIONER, false},
    {{"integrated", "care", "boards"}, 3, DOC_ORG_COMMISSIONER, true},
    {{"integrated", "care", "system"}, 3, DOC_ORG_SYSTEM, false},
    {{"integrated", "care", "partnership"}, 3, DOC_ORG_SYSTEM, false},
    {{"sustainability", "and", "transformation", "partnership"}, 4, DOC_ORG_SYSTEM, false},
    {{"sustainability", "and", "transformation", "plan"}, 4, DOC_ORG_SYSTEM, false},
    {{"ccg"}, 1, DOC_ORG_COMMISSIONER, false},
    {{"ccg's"}, 1, DOC_ORG_COMMISSIONER, false},
    {{"ccgs"}, 1, DOC_ORG_COMMISSIONER, true},
    {{"icb"}, 1, DOC_ORG_COMMISSIONER, false},
    {{"icb's"}, 1, DOC_ORG_COMMISSIONER, false},
    {{"icbs"}, 1, DOC_ORG_COMMISSIONER, true},
    {{"ics"}, 1, DOC_ORG_SYSTEM, false},
    {{"stp"}, 1, DOC_ORG_SYSTEM, false},
    {{"council"}, 1, DOC_ORG_COUNCIL, false},
    {{"nhs", "foundation", "trust"}, 3, DOC_ORG_PROVIDER, false},
    {{"nhs", "trust"}, 2, DOC_ORG_PROVIDER, false},
    {{"foundation", "trust"}, 2, DOC_ORG_PROVIDER, false},
    {{"university", "hospital"}, 2, DOC_ORG_PROVIDER, false},
};

static const char *const national[] = {"nhs england", "nhs improvement", "health education england",
    "public health england", "care quality commission", "nhs digital", "department of health",
    "nhse"};

void orgs_begin(struct orgs *o, struct doc *doc)
{
    *o = (struct orgs){.doc = doc, .names = map_new(), .aliases = map_new()};
}

void orgs_end(struct orgs *o)
{
    map_free(o->names);
    map_free(o->aliases);
    xfree(o->found.v);
    xfree(o->moved);
}

static bool is_left_out(const char *s, size_t len)
{
    static const char *const words[] = {"nhs", "the", "ccg", "icb", "ics", "stp", "ccgs", "icbs",
        "clinical", "commissioning", "group", "groups", "integrated", "care", "board", "boards",
        "system", "sustainability", "transformation", "partnership", "plan", "s"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equals(s, len, words[i]))
            return true;
    return false;
}

/* "The County Council", "an NHS Foundation Trust": nobody in particular. */
static bool is_nameless(const char *key, size_t len)
{
    static const char *const words[] = {"council", "county", "borough", "district", "city", "town",
        "local", "trust", "foundation", "university", "hospital", "hospitals", "and", "five",
        "four", "three", "two", "our", "each", "new", "all", "draft", "final"};
    for (size_t i = 0; i < len;) {
        size_t n = 0, k = 0;
        while (i + n < len && key[i + n] != ' ')
            n++;
        while (k < sizeof words / sizeof *words && !text_equals(key + i, n, words[k]))
            k++;
        if (k == sizeof words / sizeof *words)
            return false;
        i += n + 1;
    }
    return true;
}

size_t orgs_fold(const char *s, size_t len, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        size_t at = i;
        while (i < len && (isalnum((unsigned char)s[i]) || (unsigned char)s[i] >= 0x80))
            i++;
        const char *word = s + at;
        size_t size = i - at;
        if (i == at)
            i++;
        if (size == 0 && *word == '&') {
            word = "and";
            size = 3;
        }
        if (size == 0 || is_left_out(word, size) || n + size + 2 > room)
            continue;
        if (n)
            out[n++] = ' ';
        for (size_t k = 0; k < size; k++)
            out[n++] = (char)tolower((unsigned char)word[k]);
    }
    while (n > 4 && !memcmp(out + n - 4, " and", 4))
        n -= 4;
    return n;
}

uint32_t orgs_index(
    struct orgs *o, const char *name, size_t len, enum doc_org_kind kind, uint32_t at, bool add)
{
    char key[MAX_NAME + 2];
    size_t n = orgs_fold(name, len, key, MAX_NAME);
    if (is_nameless(key, n))
        return DOC_NONE;
    key[n++] = (char)('0' + kind);
    uintptr_t known = (uintptr_t)map_get(o->names, key, n);
    if (known)
        return o->moved ? o->moved[known - 1] : (uint32_t)(known - 1);
    if (!add || o->doc->orgs.n >= MAX_ORGS)
        return DOC_NONE;
    struct doc_org org = {.kind = (uint8_t)kind, .at = at};
    char *copy = arena_copy(o->doc->arena, name, len);
    for (char *p = copy; *p; p++)
        *p = *p == '\n' ? ' ' : *p;
    org.name = copy;
    VEC_PUSH(&o->doc->orgs, org);
    map_set(o->names, key, n, (void *)(uintptr_t)o->doc->orgs.n);
    return (uint32_t)o->doc->orgs.n - 1;
}

static const struct kind *kind_ending(const char *text, const struct word *w, size_t i)
{
    if (!(w[i].cls & WORD_NAME) || w[i].shape == WORD_LOWER)
        return NULL;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const struct kind *x = &kinds[k];
        if (x->n > i + 1 || !word_is(text, &w[i], x->words[x->n - 1]))
            continue;
        size_t j = 1;
        while (j < x->n && word_is(text, &w[i - j], x->words[x->n - 1 - j]))
            j++;
        if (j == x->n)
            return x;
    }
    return NULL;
}

static bool is_any(const char *text, const struct word *w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word_is(text, w, list[i]))
            return true;
    return false;
}

/* Does a small word at `i - 1` stand inside a name? "Ashmere and Wye", "Isle of Wight", "Thornby
 * and the Hills"; but "plan of Ashmere CCG" and "chair of Wye Council" are no names. */
static bool joins_name(const char *text, const struct word *w, size_t i, size_t from)
{
    static const char *const whole[] = {"isle", "city", "vale", "university", "forest", "borough",
        "county", "east", "west", "north", "south", "royal"};
    const struct word *p = &w[i - 1];
    if (i < from + 2 || w[i - 2].after)
        return false;
    if (word_is(text, p, "the"))
        return w[i - 2].shape == WORD_LOWER && word_is(text, &w[i - 2], "and");
    if (word_is(text, p, "of"))
        return is_any(text, &w[i - 2], whole, sizeof whole / sizeof *whole);
    return (word_is(text, p, "and") || word_is(text, p, "&")) && word_is_upper(&w[i - 2]);
}

/* The first word of the name whose kind begins at word `k`; `k` itself when nothing names it. */
static size_t name_start(const char *text, const struct word *w, size_t k, size_t from)
{
    size_t i = k;
    while (i > from && k - i < MAX_WORDS) {
        const struct word *p = &w[i - 1];
        if (p->after & (uint16_t)~AFTER_LINE || (p->cls & WORD_STARTER && p->shape == WORD_CAPITAL))
            break;
        if (!word_is_upper(p) && !joins_name(text, w, i, from))
            break;
        i--;
    }
    /* "In Ashmere CCG", "The": openers of the sentence are no part of the name. */
    while (i < k && (w[i].cls & (WORD_STARTER | WORD_JOINER)))
        i++;
    return i;
}

static void add_mention(struct orgs *o, size_t first, size_t end, uint32_t org, bool place)
{
    struct mention m = {first, end, org, place};
    VEC_PUSH(&o->found, m);
    if (org < o->doc->orgs.n && o->counting)
        o->doc->orgs.v[org].count++;
}

static bool is_national(const char *s, size_t len)
{
    for (size_t i = 0; i < sizeof national / sizeof *national; i++)
        if (len == strlen(national[i]) && text_equals(s, len, national[i]))
            return true;
    return false;
}

static size_t national_words(const char *text, const struct word *w, size_t n, size_t i)
{
    if (!(w[i].cls & WORD_NAME) || !word_is_upper(&w[i]))
        return 0;
    for (size_t k = 1; k <= 3 && i + k <= n; k++)
        if (is_national(text + w[i].at, w[i + k - 1].end - w[i].at))
            return k;
    return 0;
}

/* A mention that ends with a kind word at word `i`. */
static void named(
    struct orgs *o, const struct word *w, size_t i, const struct kind *x, bool add, size_t from)
{
    const char *text = o->doc->text;
    size_t k = i + 1 - x->n, first = name_start(text, w, k, from);
    char key[MAX_NAME];
    size_t len = w[i].end - w[first].at;
    bool name = !is_nameless(key, orgs_fold(text + w[first].at, len, key, sizeof key));
    if (x->plural) {
        add_mention(o, first, i + 1, ORG_GENERIC_SYSTEM, false);
    } else if (!name) {
        if (x->kind == DOC_ORG_COMMISSIONER)
            add_mention(o, k, i + 1, ORG_GENERIC_OWN, false);
        else if (x->kind == DOC_ORG_SYSTEM)
            add_mention(o, k, i + 1, ORG_GENERIC_SYSTEM, false);
    } else {
        uint32_t org = orgs_index(o, text + w[first].at, len, x->kind, w[first].at, add);
        if (org != DOC_NONE)
            add_mention(o, first, i + 1, org, false);
    }
}

/* "All partners", "system partners", "partner organisations", "the three CCGs". */
static bool is_partners(const char *text, const struct word *w, size_t n, size_t i)
{
    if (w[i].end - w[i].at != 8 && w[i].end - w[i].at != 6)
        return false;
    if (word_is(text, &w[i], "partners"))
        return i > 0 && (word_is(text, &w[i - 1], "all") || word_is(text, &w[i - 1], "system"));
    return i + 1 < n && word_is(text, &w[i], "system") &&
           (word_is(text, &w[i + 1], "leaders") || word_is(text, &w[i + 1], "partners"));
}

/* "Ashmere's hub": the place is named without its ending. */
static uint32_t place_hash(const char *text, const struct word *w)
{
    size_t len = w->end - w->at;
    const char *s = text + w->at;
    if (len > 3 && s[len - 1] == 's' && s[len - 2] == '\'')
        return word_fold_hash(s, len - 2);
    if (len > 5 && s[len - 1] == 's' && !memcmp(s + len - 4, "\xE2\x80\x99", 3))
        return word_fold_hash(s, len - 4);
    return w->hash;
}

static size_t place_words(
    const struct orgs *o, const struct word *w, size_t n, size_t i, uint32_t *org)
{
    if (!word_is_upper(&w[i]))
        return 0;
    uint32_t slot = o->places[place_hash(o->doc->text, &w[i]) & 255];
    if (!slot)
        return 0;
    const char *name = o->doc->orgs.v[slot - 1].name;
    char place[MAX_NAME], here[MAX_NAME];
    size_t len = orgs_fold(name, strlen(name), place, sizeof place), words = 1;
    for (size_t k = 0; k < len; k++)
        words += place[k] == ' ';
    if (i + words > n)
        return 0;
    size_t got =
        orgs_fold(o->doc->text + w[i].at, w[i + words - 1].end - w[i].at, here, sizeof here);
    if (got != len || memcmp(place, here, len) != 0)
        return 0;
    *org = slot - 1;
    return words;
}

void orgs_find(struct orgs *o, const struct word *w, size_t n, bool add)
{
    const char *text = o->doc->text;
    size_t from = 0;
    o->found.n = 0;
    o->counting = add;
    for (size_t i = 0; i < n; i++) {
        size_t taken = national_words(text, w, n, i);
        const struct kind *x = taken ? NULL : kind_ending(text, w, i);
        uint32_t org = DOC_NONE;
        if (taken) {
            add_mention(o, i, i + taken, ORG_NATIONAL, false);
            i += taken - 1;
        } else if (x) {
            /* A place that was taken for a mention of its own belongs to this name. */
            while (o->found.n && o->found.v[o->found.n - 1].place &&
                   o->found.v[o->found.n - 1].end > name_start(text, w, i + 1 - x->n, from))
                o->found.n--;
            named(o, w, i, x, add, from);
        } else if (w[i].shape == WORD_CAPS && !add && map_count(o->aliases) &&
                   (org = (uint32_t)((uintptr_t)map_get(
                        o->aliases, text + w[i].at, w[i].end - w[i].at))) != 0) {
            add_mention(o, i, i + 1, org - 1, false);
        } else if (!add && is_partners(text, w, n, i)) {
            add_mention(o, i, i + 1, ORG_GENERIC_SYSTEM, false);
        } else if (!add && (taken = place_words(o, w, n, i, &org)) > 0) {
            add_mention(o, i, i + taken, org, true);
            i += taken - 1;
        }
        if (o->found.n)
            from = o->found.v[o->found.n - 1].place ? from : o->found.v[o->found.n - 1].end;
    }
}

void orgs_own(struct orgs *o, uint32_t i)
{
    struct doc_org *org = &o->doc->orgs.v[i];
    org->own = true;
    size_t len = strlen(org->name);
    if (text_find(org->name, len, "icb") || text_find(org->name, len, "integrated care board"))
        o->own_is_board = true;
}

static size_t org_place(const struct doc_org *org, char *out)
{
    return orgs_fold(org->name, strlen(org->name), out, MAX_NAME);
}

/* Words that the plan writes in small letters are no places: "Proactive ICB" is two headings. */
static void note_small_words(struct orgs *o, uint8_t *small)
{
    struct word_list l;
    words_between(o->doc, 0, o->doc->len, &l);
    for (size_t i = 0; i < l.n; i++)
        if (l.v[i].shape == WORD_LOWER)
            small[(l.v[i].hash & (SMALL_WORDS - 1)) / 8] |= (uint8_t)(1u << (l.v[i].hash & 7));
}

static bool is_small_word(const uint8_t *small, uint32_t hash)
{
    return small[(hash & (SMALL_WORDS - 1)) / 8] >> (hash & 7) & 1;
}

static void learn_places(struct orgs *o)
{
    struct doc *doc = o->doc;
    char key[MAX_NAME];
    uint8_t *small = xcalloc(SMALL_WORDS / 8, 1);
    note_small_words(o, small);
    for (size_t i = doc->orgs.n; i-- > 0;) {
        const struct doc_org *org = &doc->orgs.v[i];
        size_t len = org_place(org, key), first = 0;
        if (org->kind != DOC_ORG_COMMISSIONER || len < 4)
            continue;
        while (first < len && key[first] != ' ')
            first++;
        if (first == len && !org->own && is_small_word(small, word_fold_hash(key, first)))
            continue;
        uint32_t *slot = &o->places[word_fold_hash(key, first) & 255];
        if (!*slot || org->own || !doc->orgs.v[*slot - 1].own)
            *slot = (uint32_t)i + 1;
    }
    xfree(small);
}

static bool is_kind_word(const char *s)
{
    static const char *const words[] = {"ccg", "stp", "icb", "ics", "ccgs", "icbs", "stps"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equals(s, strlen(s), words[i]))
            return true;
    return false;
}

static void learn_abbreviations(struct orgs *o)
{
    const struct doc *doc = o->doc;
    for (size_t i = 0; i < doc->abbreviations.n; i++) {
        const struct doc_abbreviation *a = &doc->abbreviations.v[i];
        size_t n = strlen(a->short_form), m = strlen(a->long_form);
        for (int kind = DOC_ORG_COMMISSIONER; kind <= DOC_ORG_COUNCIL; kind++) {
            uint32_t k = orgs_index(o, a->long_form, m, kind, a->at, false);
            if (k != DOC_NONE && !is_kind_word(a->short_form))
                map_set(o->aliases, a->short_form, n, (void *)(uintptr_t)(k + 1));
        }
    }
}

/* "LCCG": the initials before the kind word, for the own organisation. */
static void learn_initials(struct orgs *o)
{
    const struct doc *doc = o->doc;
    for (size_t i = 0; i < doc->orgs.n; i++) {
        char alias[16], key[MAX_NAME];
        size_t n = 0, len = org_place(&doc->orgs.v[i], key);
        if (!doc->orgs.v[i].own || doc->orgs.v[i].kind != DOC_ORG_COMMISSIONER)
            continue;
        for (size_t k = 0; k < len && n < 8; k++)
            if (k == 0 || key[k - 1] == ' ')
                alias[n++] = (char)toupper((unsigned char)key[k]);
        memcpy(alias + n, o->own_is_board ? "ICB" : "CCG", 3);
        if (!map_get(o->aliases, alias, n + 3))
            map_set(o->aliases, alias, n + 3, (void *)(uintptr_t)(i + 1));
    }
}

/* Titles and headings that ran into a name ("Clinical Pharmacists Ashmere CCG") are that name: told
 * by a name that is written more often and that the longer one ends with. */
void orgs_merge(struct orgs *o)
{
    struct doc *doc = o->doc;
    uint32_t *same = xcalloc(doc->orgs.n + 1, sizeof *same);
    size_t kept = 0;
    for (size_t i = 0; i < doc->orgs.n; i++) {
        char key[MAX_NAME + 2];
        size_t n = org_place(&doc->orgs.v[i], key), first = 0;
        key[n++] = (char)('0' + doc->orgs.v[i].kind);
        same[i] = (uint32_t)i;
        while (same[i] == i && first < n) {
            while (first < n && key[first] != ' ')
                first++;
            uintptr_t x =
                first < n ? (uintptr_t)map_get(o->names, key + first + 1, n - first - 1) : 0;
            if (x && !doc->orgs.v[i].own && doc->orgs.v[x - 1].count > 2 * doc->orgs.v[i].count)
                same[i] = (uint32_t)x - 1;
            first++;
        }
    }
    o->moved = xcalloc(doc->orgs.n + 1, sizeof *o->moved);
    for (size_t i = 0; i < doc->orgs.n; i++)
        if (same[i] == i)
            o->moved[i] = (uint32_t)kept++;
    for (size_t i = 0; i < doc->orgs.n; i++)
        if (same[i] != i) {
            doc->orgs.v[same[i]].count += doc->orgs.v[i].count;
            o->moved[i] = o->moved[same[same[i]]];
        }
    for (size_t i = 0, k = 0; i < doc->orgs.n; i++)
        if (same[i] == i)
            doc->orgs.v[k++] = doc->orgs.v[i];
    doc->orgs.n = kept;
    xfree(same);
}

void orgs_learn(struct orgs *o)
{
    learn_places(o);
    learn_abbreviations(o);
    learn_initials(o);
}
