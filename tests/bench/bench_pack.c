/* Measured by hand, by "make bench". "bench_pack phrases PACK" prints the phrases of a pack as
 * regexes, one a line, for other programs to search for: choices, options and gaps as they are,
 * words as they are written (stems are ours alone); phrases with a concept or a value in them are
 * left out. "bench_pack warm PACK PLAN..." tells how long one process takes for plan after plan. */
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
#include "planassure.h"
#include "rules/rules.h"

enum { ROUNDS = 15 };

/* ---- phrases ---- */
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

static void put_nodes(struct buf *b, const struct phrase *p, uint16_t first)
{
    for (uint16_t i = first; i != PHRASE_END; i = p->nodes[i].next) {
        const struct phrase_node *n = &p->nodes[i];
        if (n->kind == PHRASE_TEXT) {
            put_text(b, p->text + n->at, n->len);
        } else if (n->kind == PHRASE_GAP) {
            char gap[32];
            snprintf(gap, sizeof gap, "(?-u:\\w+[^\\w\\n]+){0,%u}", n->number);
            buf_add_str(b, gap);
        } else {
            buf_add_str(b, "(?:");
            for (uint16_t c = n->first; c != PHRASE_END; c = p->choices[c].next) {
                if (c != n->first)
                    buf_add_char(b, '|');
                put_nodes(b, p, p->choices[c].sequence);
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

static void print_phrase(struct phrase *p, const struct member *m)
{
    struct buf b;
    if (m->kind > MEMBER_NOT || !phrase_parse(p, m->text, any_concept, NULL) || has_others(p))
        return;
    buf_init(&b, LIMIT_TEXT_BYTES);
    put_nodes(&b, p, p->root);
    printf("(?-u:\\b)%s(?-u:\\b)\n", buf_str(&b));
    buf_clear(&b);
}

static int print_phrases(const char *id)
{
    struct diag *diag = diag_new();
    struct pack *pack = pack_load(id, NULL, 0, diag);
    struct phrase *p = xmalloc(sizeof *p);
    for (uint32_t c = 0; pack && c < pack->concept_count; c++)
        for (uint32_t i = 0; i < pack->concepts[c].count; i++)
            print_phrase(p, &pack->concepts[c].members[i]);
    xfree(p);
    bool loaded = pack != NULL;
    pack_free(pack);
    diag_free(diag);
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
    printf("%s: warm, %zu bytes: %.1f ms, %.1f MB/s\n", path, len, ms[ROUNDS / 2],
        (double)len / 1e3 / ms[ROUNDS / 2]);
    xfree(bytes);
}

static int warm_all(const char *pack, char **paths)
{
    struct pa_engine *e = pa_engine_new(NULL);
    double start = now();
    bool loaded = pa_engine_load_pack(e, pack) == PA_OK;
    if (loaded)
        printf("%s: loaded and compiled in %.1f ms\n", pack, now() - start);
    for (; loaded && *paths; paths++)
        warm(e, *paths);
    pa_engine_free(e);
    return !loaded;
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "phrases"))
        return print_phrases(argv[2]);
    if (argc > 3 && !strcmp(argv[1], "warm"))
        return warm_all(argv[2], argv + 3);
    fprintf(stderr, "bench_pack phrases PACK\nbench_pack warm PACK PLAN...\n");
    return 2;
}
