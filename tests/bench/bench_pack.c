/* Measured by hand, by "make bench". "bench_pack phrases|yara PACK" prints the phrases of a pack as
 * regexes, one a line for ripgrep or as rules for YARA: choices, options and gaps as they are,
 * words as they are written (stems are ours alone); phrases with a concept or a value in them are
 * left out. "bench_pack warm PACK PLAN..." tells how long one process takes for plan after plan,
 * "bench_pack jit PACK PLAN" how long machine code of PCRE2 takes for the phrases, one after the
 * other over the whole plan, "bench_pack words PLAN" how long it takes to find and hash its words:
 * the floor. All in milliseconds. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "match/phrase.h"
#include "match/regex.h"
#include "planassure.h"
#include "rules/rules.h"

enum { ROUNDS = 15 };

/* ---- phrases ---- */
struct flavour { /* of regexes */
    const char *edge, *gap, *group;
};
static const struct flavour ripgrep = {"(?-u:\\b)", "(?-u:\\w+[^\\w\\n]+)", "(?:"},
                            yara = {"\\b", "(\\w+[^\\w\\n]+)", "("},
                            pcre = {"\\b", "(?:\\w+[^\\w\\n]+)", "(?:"};

static void put_text(struct buf *b, const char *s, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++) {
        if (s[i] == ' ' || s[i] == '-') {
            buf_add_str(b, "[ -]+");
            while (i + 1 < len && s[i + 1] == ' ')
                i++;
        } else if (s[i] != '=') {
            if (strchr("\\.+*?()[]{}^$|#&~", s[i]))
                buf_add_char(b, '\\');
            buf_add_char(b, s[i]);
        }
    }
}

static void put_nodes(
    struct buf *b, const struct flavour *f, const struct phrase *p, uint16_t first)
{
    for (uint16_t i = first; i != PHRASE_END; i = p->nodes[i].next) {
        const struct phrase_node *n = &p->nodes[i];
        if (n->kind == PHRASE_TEXT) {
            put_text(b, p->text + n->at, n->len);
        } else if (n->kind == PHRASE_GAP) {
            buf_printf(b, "%s{0,%u}", f->gap, n->number);
        } else {
            buf_add_str(b, f->group);
            for (uint16_t c = n->first; c != PHRASE_END; c = p->choices[c].next) {
                if (c != n->first)
                    buf_add_char(b, '|');
                put_nodes(b, f, p, p->choices[c].sequence);
            }
            buf_add_str(b, n->may_be_empty ? ")?" : ")");
        }
    }
}

static bool has_others(const struct phrase *p)
{
    for (uint16_t i = 0; i < p->node_count; i++)
        if (p->nodes[i].kind == PHRASE_CONCEPT || p->nodes[i].kind == PHRASE_VALUE)
            return true;
    return false;
}

static uint32_t any_concept(const void *user, const char *id, size_t len)
{
    (void)user;
    (void)id;
    (void)len;
    return 0;
}

typedef VEC(char *) texts;

static void add_phrase(
    texts *out, const struct flavour *f, struct phrase *p, const struct member *m)
{
    struct buf b;
    if (m->kind > MEMBER_NOT || !phrase_parse(p, m->text, any_concept, NULL) || has_others(p))
        return;
    buf_init(&b, LIMIT_TEXT_BYTES);
    buf_add_str(&b, f->edge);
    put_nodes(&b, f, p, p->root);
    buf_add_str(&b, f->edge);
    char *copy = xmalloc(b.len + 1);
    memcpy(copy, buf_str(&b), b.len + 1);
    VEC_PUSH(out, copy);
    buf_clear(&b);
}

/* The phrases of a pack; false when it cannot be loaded. */
static bool read_phrases(const char *id, const struct flavour *f, texts *out)
{
    struct diag *diag = diag_new();
    struct pack *pack = pack_load(id, NULL, 0, diag);
    struct phrase *p = xmalloc(sizeof *p);
    for (uint32_t c = 0; pack && c < pack->concept_count; c++)
        for (uint32_t i = 0; i < pack->concepts[c].count; i++)
            add_phrase(out, f, p, &pack->concepts[c].members[i]);
    xfree(p);
    bool loaded = pack != NULL;
    pack_free(pack);
    diag_free(diag);
    return loaded;
}

static void clear_texts(texts *list)
{
    for (size_t i = 0; i < list->n; i++)
        xfree(list->v[i]);
    xfree(list->v);
}

static void print_rule(size_t i, const char *text)
{
    printf("rule r%zu { strings: $a = /", i);
    for (; *text; text++)
        printf("%s%c", *text == '/' ? "\\" : "", *text);
    puts("/ nocase condition: $a }");
}

static int print_phrases(const char *id, bool rules)
{
    texts list = {0};
    bool loaded = read_phrases(id, rules ? &yara : &ripgrep, &list);
    for (size_t i = 0; i < list.n; i++)
        if (rules)
            print_rule(i, list.v[i]);
        else
            puts(list.v[i]);
    clear_texts(&list);
    return !loaded;
}

/* ---- one process ---- */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double check_once(struct pa_engine *e, const char *name, const char *bytes, size_t len)
{
    struct pa_result *result;
    double start = now();
    pa_check_memory(e, name, bytes, len, &result);
    pa_result_free(result);
    return now() - start;
}

static void warm(struct pa_engine *e, const char *path)
{
    char *bytes;
    size_t len;
    double ms[ROUNDS];
    if (file_read(path, LIMIT_PLAN_BYTES, &bytes, &len) != FILE_OK)
        return;
    check_once(e, path, bytes, len);
    for (int i = 0; i < ROUNDS; i++)
        ms[i] = check_once(e, path, bytes, len);
    qsort(ms, ROUNDS, sizeof *ms, ascending);
    printf("%.2f\n", ms[ROUNDS / 2]);
    xfree(bytes);
}

static double median(double *ms, int n)
{
    qsort(ms, (size_t)n, sizeof *ms, ascending);
    return ms[n / 2];
}

/* Finds every place of every phrase; how many there are. */
static size_t search(struct regex **regexes, size_t count, struct regex_scratch *scratch,
    const char *text, size_t len)
{
    size_t found = 0, at, end;
    for (size_t i = 0; i < count; i++)
        for (size_t from = 0; regexes[i] && from < len &&
                              regex_find(regexes[i], scratch, REGEX_MACHINE_CODE, text, len, from,
                                  &at, &end) == REGEX_FOUND;
             from = end > from ? end : from + 1)
            found++;
    return found;
}

/* Compiling, as a cold program has to, and searching. */
static int jit(const char *pack, const char *path)
{
    texts list = {0};
    char *text, error[200];
    size_t len;
    uint32_t at;
    if (file_read(path, LIMIT_PLAN_BYTES, &text, &len) != FILE_OK ||
        !read_phrases(pack, &pcre, &list))
        return 1;
    struct regex **regexes = xcalloc(list.n + 1, sizeof *regexes);
    double start = now();
    for (size_t i = 0; i < list.n; i++)
        regexes[i] = regex_new(list.v[i], error, sizeof error, &at);
    struct regex_scratch *scratch = regex_scratch_new();
    size_t found = search(regexes, list.n, scratch, text, len);
    double cold = now() - start, ms[3];
    for (int i = 0; i < 3; i++) {
        start = now();
        found = search(regexes, list.n, scratch, text, len);
        ms[i] = now() - start;
    }
    printf("%.1f %.1f %zu\n", cold, median(ms, 3), found);
    for (size_t i = 0; i < list.n; i++)
        regex_free(regexes[i]);
    regex_scratch_free(scratch);
    xfree(regexes);
    clear_texts(&list);
    xfree(text);
    return 0;
}

/* Folded words, hashed: what any reader of words has to do. */
static uint64_t split_words(const char *text, size_t len)
{
    uint64_t sum = 0, hash = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        unsigned char folded = c >= 'A' && c <= 'Z' ? c | 32 : c;
        bool letter = (folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (letter)
            hash = (hash ^ folded) * 1099511628211u;
        else if (hash) {
            sum += hash;
            hash = 0;
        }
    }
    return sum + hash;
}

static int words(const char *path)
{
    char *text;
    size_t len;
    double ms[ROUNDS];
    uint64_t sum = 0;
    if (file_read(path, LIMIT_PLAN_BYTES, &text, &len) != FILE_OK)
        return 1;
    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        sum += split_words(text, len);
        ms[i] = now() - start;
    }
    printf("%.3f %llx\n", median(ms, ROUNDS), (unsigned long long)sum);
    xfree(text);
    return 0;
}

static int warm_all(const char *pack, char **paths)
{
    struct pa_engine *e = pa_engine_new(NULL);
    bool loaded = pa_engine_load_pack(e, pack) == PA_OK;
    for (; loaded && *paths; paths++)
        warm(e, *paths);
    pa_engine_free(e);
    return !loaded;
}

int main(int argc, char **argv)
{
    if (argc == 3 && (!strcmp(argv[1], "phrases") || !strcmp(argv[1], "yara")))
        return print_phrases(argv[2], argv[1][0] == 'y');
    if (argc == 3 && !strcmp(argv[1], "words"))
        return words(argv[2]);
    if (argc == 4 && !strcmp(argv[1], "jit"))
        return jit(argv[2], argv[3]);
    if (argc > 3 && !strcmp(argv[1], "warm"))
        return warm_all(argv[2], argv + 3);
    fprintf(stderr, "bench_pack phrases|yara PACK\nbench_pack warm PACK PLAN...\n"
                    "bench_pack jit PACK PLAN\nbench_pack words PLAN\n");
    return 2;
}
