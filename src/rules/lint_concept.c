/* Concepts under lint: who uses them, and what their phrases are worth. */
#include <string.h>

#include "base/map.h"
#include "rules/lint.h"
#include "rules/literal.h"
#include "rules/load.h"

/* ---- use ---- */
static void mark_test(bool *used, const struct test *t)
{
    for (uint32_t i = 0; i < t->concept_count; i++)
        used[t->concepts[i]] = true;
    if (t->value.of != RULES_NONE)
        used[t->value.of] = true;
    for (uint32_t i = 0; i < t->child_count; i++)
        mark_test(used, &t->children[i]);
}

static void mark_requirement(bool *used, const struct requirement *r)
{
    mark_test(used, &r->about);
    for (uint32_t i = 0; i < r->not_about_count; i++)
        used[r->not_about[i]] = true;
    for (uint32_t i = 0; i < r->criterion_count; i++) {
        mark_test(used, &r->criteria[i].test);
        for (uint32_t v = 0; v < r->criteria[i].void_count; v++)
            used[r->criteria[i].voids[v].concept] = true;
    }
}

static void mark_concept(
    const struct pack *pack, const struct map *ids, bool *used, const struct concept *c)
{
    for (uint32_t i = 0; i < c->count; i++) {
        const struct member *m = &c->members[i];
        size_t len = 0;
        if (m->kind == MEMBER_USE)
            used[m->use] = true;
        if (m->kind == MEMBER_VALUE && m->value.of != RULES_NONE)
            used[m->value.of] = true;
        if (m->kind == MEMBER_REGEX || m->kind == MEMBER_USE || m->kind == MEMBER_VALUE ||
            m->kind == MEMBER_NAME)
            continue;
        for (const char *at = m->text; (at = phrase_reference(at, &len)); at += len) {
            const struct concept *other = map_get(ids, at, len);
            if (other)
                used[other - pack->concepts] = true;
        }
    }
}

void lint_usage(struct lint *l)
{
    const struct pack *p = l->pack;
    bool *used = arena_array(l->arena, p->concept_count + 1, sizeof *used);
    struct map *ids = map_new();
    for (uint32_t i = 0; i < p->concept_count; i++)
        map_set(ids, p->concepts[i].id, strlen(p->concepts[i].id), &p->concepts[i]);
    for (uint32_t i = 0; i < p->requirement_count; i++)
        mark_requirement(used, &p->requirements[i]);
    for (uint32_t i = 0; i < p->concept_count; i++)
        mark_concept(p, ids, used, &p->concepts[i]);
    for (uint32_t i = 0; i < p->concept_count; i++)
        if (!used[i] && !p->concepts[i].shared)
            LINT_WARNING(l, "lint.unused-concept", &p->concepts[i], "use it, or take it out",
                "nothing uses the concept \"%s\"", p->concepts[i].id);
    map_free(ids);
}

/* ---- phrases ---- */

/* Words that stand in nearly every sentence: alone they say nothing. */
static bool is_common_word(const char *phrase)
{
    static const char *const words[] = {"a", "about", "after", "all", "also", "an", "and", "any",
        "are", "as", "at", "be", "been", "before", "between", "but", "by", "can", "could", "do",
        "each", "every", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "it",
        "its", "made", "make", "may", "more", "most", "need", "new", "no", "not", "of", "on", "one",
        "or", "other", "our", "out", "over", "plan", "should", "so", "some", "such", "than", "that",
        "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to",
        "up", "use", "was", "we", "were", "what", "when", "where", "which", "who", "will", "with",
        "work", "would", "year", "you", "your"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], phrase) == 0)
            return true;
    return false;
}

/* A phrase in its plainest form: small letters, hyphens as blanks, one blank between words. */
static const char *plain_form(struct lint *l, const char *text)
{
    char *out = arena_strdup(l->arena, text), *to = out;
    for (const char *at = text; *at; at++) {
        char c = *at == '-' || *at == '\t' ? ' ' : *at;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != ' ' || (to > out && to[-1] != ' '))
            *to++ = c;
    }
    *to = '\0';
    return out;
}

static bool is_cue(const struct concept *c)
{
    return load_is_language_id(c->id);
}

static bool is_phrase(const struct member *m)
{
    return m->kind == MEMBER_PHRASE || m->kind == MEMBER_EXACT || m->kind == MEMBER_NOT;
}

/* An expression that must begin where the sentence begins is tried once, at its first word. */
static bool is_anchored(const char *pattern)
{
    if (strncmp(pattern, "(?-i:", 5) == 0)
        pattern += 5;
    return *pattern == '^';
}

static void lint_regex(struct lint *l, const struct member *m)
{
    struct literals literals;
    literals_of(m->text, &literals);
    if (!literals.count && !is_anchored(m->text))
        LINT_WARNING(l, "lint.regex", m,
            "say it as phrases, or give it two letters or digits that must be there",
            "the expression has no literal to search for, so it runs on every sentence");
}

static void lint_phrase(
    struct lint *l, const struct concept *c, const struct member *m, struct map *own)
{
    const char *plain = plain_form(l, m->text);
    const char *key = arena_printf(l->arena, "%d %s", m->kind == MEMBER_NOT, plain);
    if (!is_cue(c) && m->kind != MEMBER_NOT && is_common_word(plain + (*plain == '=')))
        LINT_WARNING(l, "lint.common-word", m, "add the words that it stands with",
            "\"%s\" stands in nearly every plan: it is slow and says little", m->text);
    const struct member *before = map_get(own, key, strlen(key));
    if (before)
        LINT_WARNING(l, "lint.duplicate-phrase", m, "take it out",
            "the concept says \"%s\" already, in line %u", m->text, before->line);
    else
        map_set(own, key, strlen(key), (void *)(uintptr_t)m);
}

static void lint_members(struct lint *l, const struct concept *c)
{
    struct map *own = map_new();
    for (uint32_t i = 0; i < c->count; i++) {
        if (c->members[i].kind == MEMBER_REGEX)
            lint_regex(l, &c->members[i]);
        else if (is_phrase(&c->members[i]))
            lint_phrase(l, c, &c->members[i], own);
    }
    map_free(own);
}

static bool says_it(const struct member *m)
{
    return m->kind == MEMBER_PHRASE || m->kind == MEMBER_EXACT;
}

/* Phrases of shared concepts, to the concept; the language's cues are no meanings to reuse. */
static struct map *shared_phrases(struct lint *l)
{
    struct map *shared = map_new();
    for (uint32_t i = 0; i < l->pack->concept_count; i++) {
        const struct concept *c = &l->pack->concepts[i];
        for (uint32_t m = 0; m < c->count && c->shared && !is_cue(c); m++) {
            const char *plain = says_it(&c->members[m]) ? plain_form(l, c->members[m].text) : NULL;
            if (plain && !map_get(shared, plain, strlen(plain)))
                map_set(shared, plain, strlen(plain), (void *)(uintptr_t)c);
        }
    }
    return shared;
}

/* A concept that says again at least half of a shared one. A narrower one, which takes a few
 * phrases out of it, is none of lint's business. */
static void lint_said_again(
    struct lint *l, const struct concept *c, const struct map *shared, uint32_t *again)
{
    const struct concept *all = l->pack->concepts;
    memset(again, 0, l->pack->concept_count * sizeof *again);
    for (uint32_t i = 0; i < c->count; i++) {
        const char *plain = says_it(&c->members[i]) ? plain_form(l, c->members[i].text) : NULL;
        const struct concept *other = plain ? map_get(shared, plain, strlen(plain)) : NULL;
        again[other ? other - all : 0] += other != NULL;
    }
    for (uint32_t s = 0; s < l->pack->concept_count; s++) {
        uint32_t said = 0;
        for (uint32_t i = 0; again[s] && i < all[s].count; i++)
            said += says_it(&all[s].members[i]);
        if (again[s] && again[s] * 2 >= said)
            LINT_WARNING(l, "lint.shared-phrase", c,
                arena_printf(l->arena, "write <use concept=\"%s\"/>", all[s].id),
                "\"%s\" says again %u of the %u phrases of the shared concept \"%s\"", c->id,
                again[s], said, all[s].id);
    }
}

void lint_concepts(struct lint *l)
{
    const struct pack *p = l->pack;
    struct map *shared = shared_phrases(l);
    uint32_t *again = arena_array(l->arena, p->concept_count + 1, sizeof *again);
    for (uint32_t i = 0; i < p->concept_count; i++) {
        lint_members(l, &p->concepts[i]);
        if (!p->concepts[i].shared)
            lint_said_again(l, &p->concepts[i], shared, again);
    }
    map_free(shared);
}
