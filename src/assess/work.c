/* Scan, units and grades once, then the topics of all requirements and what sections lend of them,
 * then each requirement's criteria. Two threads share one scan, so that no concept is looked for
 * twice; each has lists, grades and an arena of its own. The second begins with the defects, which
 * need no scan; then each takes the next requirement that nobody has, until none is left. Whoever
 * finishes the last topic lends; a thread that comes late finds that done and waits for nobody. */
#include "assess/work.h"

#include <pthread.h>
#include <stdatomic.h>

#include "assess/chapter.h"
#include "assess/criterion.h"

/* Bytes of a plan from which on a thread, which costs some 50 us, pays. */
enum { WORTH_A_THREAD = 8 * 1024 };

struct work {
    struct result *result;
    struct evaluation own;
    uint8_t **levels; /* by requirement: its topic levels; NULL without a topic */
    atomic_uint next_topic, topics_done;
    atomic_uint next; /* requirement that nobody has taken */
    pthread_mutex_t lock;
    pthread_cond_t changed; /* `lent` or `twin` was set */
    bool lent;              /* all levels are final */
    /* the second thread: */
    pthread_t thread;
    struct arena *kept; /* what it adds to the result */
    struct scan *twin;  /* set when `own` and `levels` are prepared */
};

static struct hits hits_of(struct scan *scan, const struct pack *pack, const char *id)
{
    uint32_t concept = pack_concept(pack, id);
    return concept == RULES_NONE ? (struct hits){0} : scan_hits(scan, concept);
}

static void prepare(struct work *w, const struct program *program)
{
    struct evaluation *e = &w->own;
    struct result *r = w->result;
    *e = (struct evaluation){.arena = arena_new(),
        .shared = arena_new(),
        .kept = r->arena,
        .doc = r->doc,
        .pack = r->pack,
        .scan = scan_new(program, r->doc)};
    units_build(&e->units, e->shared, r->doc, e->scan, hits_of(e->scan, r->pack, "clause.break"));
    grader_init(&e->grader, e->shared, &e->units, e->scan, r->pack);
    evaluation_init(e);
    uint32_t count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    e->echo_windows = echo_windows(e->shared, r->doc, tokens, count);
    w->levels = arena_array(e->shared, r->requirement_count + 1, sizeof *w->levels);
    for (uint32_t i = 0; i < r->requirement_count; i++)
        if (r->pack->requirements[i].about.child_count)
            w->levels[i] = arena_array(e->shared, e->units.sentence_count + 1, sizeof(uint8_t));
}

static void clear(struct evaluation *e)
{
    scan_free(e->scan);
    arena_free(e->arena);
    arena_free(e->shared);
}

/* Topics until none is left, and what is lent of them; ends when all levels are final. */
static void take_topics(struct work *w, struct evaluation *e)
{
    uint32_t n = w->result->requirement_count;
    for (uint32_t i; (i = atomic_fetch_add(&w->next_topic, 1)) < n;) {
        arena_reset(e->arena);
        if (w->levels[i])
            topic_levels(e, &w->result->pack->requirements[i], w->levels[i]);
        if (atomic_fetch_add(&w->topics_done, 1) + 1 < n)
            continue;
        chapters_lend(e, w->levels);
        pthread_mutex_lock(&w->lock);
        w->lent = true;
        pthread_cond_broadcast(&w->changed);
        pthread_mutex_unlock(&w->lock);
    }
    pthread_mutex_lock(&w->lock);
    while (n && !w->lent)
        pthread_cond_wait(&w->changed, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

static void assess_requirement(
    struct evaluation *e, const struct requirement *q, struct requirement_result *out)
{
    struct echo echo;
    arena_reset(e->arena);
    echo_prepare(&echo, e->arena, q);
    out->requirement = q;
    out->criteria = arena_array(e->kept, q->criterion_count + 1, sizeof *out->criteria);
    for (uint32_t i = 0; i < q->criterion_count; i++)
        criterion_evaluate(e, &echo, &q->criteria[i], &out->criteria[i]);
}

static void take_requirements(struct work *w, struct evaluation *e)
{
    struct result *r = w->result;
    take_topics(w, e);
    for (uint32_t i; (i = atomic_fetch_add(&w->next, 1)) < r->requirement_count;) {
        e->topic = w->levels[i];
        assess_requirement(e, &r->pack->requirements[i], &r->requirements[i]);
    }
}

/* ---- the second thread ---- */
static void wait_until_prepared(struct work *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->twin)
        pthread_cond_wait(&w->changed, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

static void *help(void *user)
{
    struct work *w = user;
    struct result *r = w->result;
    r->findings = defects_find(r->doc, r->pack, w->kept, &r->finding_count);
    wait_until_prepared(w);
    struct evaluation e = w->own;
    e.arena = arena_new();
    e.shared = arena_new();
    e.kept = w->kept;
    e.scan = w->twin;
    grader_copy(&e.grader, e.shared, &w->own.grader);
    evaluation_init(&e);
    take_requirements(w, &e);
    clear(&e);
    return NULL;
}

static bool start_helper(struct work *w)
{
    w->kept = arena_new();
    return pthread_create(&w->thread, NULL, help, w) == 0;
}

static void tell_helper(struct work *w)
{
    struct scan *twin = scan_twin(w->own.scan);
    pthread_mutex_lock(&w->lock);
    w->twin = twin;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

static void end_helper(struct work *w, bool helped)
{
    if (helped)
        pthread_join(w->thread, NULL);
    arena_adopt(w->result->arena, w->kept);
}

void work_do(struct result *r, const struct program *program, unsigned threads)
{
    struct work w = {.result = r};
    pthread_mutex_init(&w.lock, NULL);
    pthread_cond_init(&w.changed, NULL);
    bool two = threads > 1 && r->doc->len >= WORTH_A_THREAD, helped = two && start_helper(&w);
    r->requirement_count = r->pack->requirement_count;
    r->requirements =
        arena_array(r->arena, r->pack->requirement_count + 1, sizeof *r->requirements);
    if (!helped)
        r->findings = defects_find(r->doc, r->pack, r->arena, &r->finding_count);
    prepare(&w, program);
    if (helped)
        tell_helper(&w);
    take_requirements(&w, &w.own);
    if (two)
        end_helper(&w, helped);
    clear(&w.own);
    pthread_cond_destroy(&w.changed);
    pthread_mutex_destroy(&w.lock);
}
