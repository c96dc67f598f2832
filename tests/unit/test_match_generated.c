/* Packs and plans from a fixed generator: the prefilter changes no hit, the trie agrees with a
 * plain reading of the words, and a phrase of many wordings has the hits of its wordings. */
#define _POSIX_C_SOURCE 200809L
#include "match_fixture.h"
#include "suite.h"

enum { ROUNDS = 40, WORDS = 400 };

static const char *const words[] = {"open", "late", "hub", "hubs", "practice", "evening", "the",
    "a", "of", "and", "access", "plan", "planned", "week", "weekend", "GP", "12", "1,000", "e-hub"};
static const char *const regexes[] = {"hub", "hubs?\\b", "late|early", "plan(ned|s)", "\\d+",
    "(?:open|shut)\\s+late", "x?week", "[ah]ub", "(?-i:GP)", "ea?v?ening", "practi[cs]e+",
    "\\bof\\b", "k", "acc(ess)+ plan", "(hub|late) (the|of)", "1,?000"};

static uint32_t seed;

static uint32_t next_random(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static const char *word(void)
{
    return words[next_random(sizeof words / sizeof *words)];
}

static char *make_plan(struct buf *b)
{
    buf_clear(b);
    for (int i = 0; i < WORDS; i++) {
        buf_add_str(b, word());
        buf_add_str(b, next_random(9) ? " " : " | ");
    }
    buf_add_str(b, "end");
    return buf_take(b, NULL);
}

static void same_hits(struct hits a, struct hits b)
{
    ck_assert_uint_eq(a.n, b.n);
    ck_assert(a.limit == b.limit);
    for (uint32_t i = 0; i < a.n; i++)
        ck_assert_mem_eq(&a.v[i], &b.v[i], sizeof a.v[i]);
}

START_TEST(prefilter_changes_nothing)
{
    struct fixture f;
    struct buf b;
    buf_init(&b, 1 << 16);
    seed = (uint32_t)_i;
    for (size_t i = 0; i < sizeof regexes / sizeof *regexes; i++)
        buf_printf(&b, "concept r%zu\nr %s\n%s", i, regexes[i], i ? "p new @r0\nn late hub\n" : "");
    fixture_pack(&f, buf_str(&b));
    char *text = make_plan(&b);
    fixture_plan(&f, text);
    f.scan = scan_new(f.program, f.doc);
    setenv("PLANASSURE_NO_PREFILTER", "1", 1);
    struct scan *all = scan_new(f.program, f.doc);
    unsetenv("PLANASSURE_NO_PREFILTER");
    uint32_t hits = 0;
    for (uint32_t c = 0; c < f.pack.concept_count; c++) {
        same_hits(scan_hits(f.scan, c), scan_hits(all, c));
        hits += scan_hits(all, c).n;
    }
    ck_assert_uint_gt(hits, 20);
    scan_free(all);
    xfree(text);
    buf_clear(&b);
    fixture_free(&f);
}
END_TEST

/* The hits of "x ~G y" by looking at every pair of tokens. */
static uint32_t count_pairs(const struct scan *s, uint32_t x, uint32_t y, uint32_t gap)
{
    uint32_t n, found = 0;
    const struct token *t = scan_tokens(s, &n);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n && k <= i + 1 + gap; k++)
            found += t[i].stem == x && t[k].stem == y && t[i].sentence == t[k].sentence;
    return found;
}

static uint32_t stem_of_first(struct fixture *f, const char *concept)
{
    uint32_t n;
    struct hits h = scan_hits(f->scan, fixture_concept(f, concept));
    return h.n ? scan_tokens(f->scan, &n)[h.v[0].first].stem : UINT32_MAX;
}

START_TEST(joins_find_every_pair)
{
    struct fixture f;
    struct buf b;
    buf_init(&b, 1 << 16);
    seed = (uint32_t)_i + 1000;
    fixture_pack(&f, "concept x\np hub\nconcept y\np the\nconcept near\np hub ~4 the\n"
                     "concept plain\np hub the\nconcept refs\np @x ~4 @y\n");
    char *text = make_plan(&b);
    fixture_plan(&f, text);
    f.scan = scan_new(f.program, f.doc);
    uint32_t x = stem_of_first(&f, "x"), y = stem_of_first(&f, "y");
    uint32_t pairs = count_pairs(f.scan, x, y, 4);
    ck_assert_uint_gt(pairs, 0);
    ck_assert_uint_eq(scan_hits(f.scan, fixture_concept(&f, "near")).n, pairs);
    ck_assert_uint_eq(scan_hits(f.scan, fixture_concept(&f, "refs")).n, pairs);
    ck_assert_uint_eq(
        scan_hits(f.scan, fixture_concept(&f, "plain")).n, count_pairs(f.scan, x, y, 0));
    xfree(text);
    buf_clear(&b);
    fixture_free(&f);
}
END_TEST

/* "{a|b|c} [d|e] {f|g} ..." as one phrase of parts, and as one phrase for each wording. */
START_TEST(parts_are_wordings)
{
    static const char *const one[] = {"open", "hub", "practice", "access", "the", "a"};
    struct fixture f;
    struct buf b;
    buf_init(&b, 1 << 20);
    seed = (uint32_t)_i + 2000;
    buf_add_str(&b, "concept parts\np {open|hub|practice|access|the|a} [late|evening|of|and] "
                    "[late|evening|of|and] {open|hub|practice|access|the|a}\nconcept wordings\n");
    for (int i = 0; i < 6; i++)
        for (int k = 0; k < 6; k++) /* 25 wordings each: plain */
            buf_printf(&b, "p %s [late|evening|of|and] [late|evening|of|and] %s\n", one[i], one[k]);
    fixture_pack(&f, buf_str(&b));
    char *text = make_plan(&b);
    fixture_plan(&f, text);
    f.scan = scan_new(f.program, f.doc);
    struct hits p = scan_hits(f.scan, 0), w = scan_hits(f.scan, 1);
    ck_assert_uint_gt(p.n, 5);
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < w.n; i++) {
        if (i && w.v[i].first == w.v[i - 1].first && w.v[i].last == w.v[i - 1].last)
            continue;
        ck_assert_uint_lt(distinct, p.n);
        ck_assert_uint_eq(p.v[distinct].first, w.v[i].first);
        ck_assert_uint_eq(p.v[distinct].last, w.v[i].last);
        distinct++;
    }
    ck_assert_uint_eq(distinct, p.n);
    xfree(text);
    buf_clear(&b);
    fixture_free(&f);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_generated");
    TCase *t = tcase_create("match_generated");
    tcase_add_loop_test(t, prefilter_changes_nothing, 0, ROUNDS);
    tcase_add_loop_test(t, joins_find_every_pair, 0, ROUNDS);
    tcase_add_loop_test(t, parts_are_wordings, 0, ROUNDS);
    suite_add_tcase(s, t);
    return suite_run(s);
}
