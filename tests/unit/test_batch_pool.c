/* Workers: answers, errors, workers that die, hang or have no memory, and a hostile one's frames.
 */
#include "batch/pool.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/confine.h"
#include "base/mem.h"
#include "suite.h"

struct got {
    size_t count, errors;
    char code[64];
    struct buf report;
};

static void keep(void *user, const struct answer *a)
{
    struct got *g = user;
    g->count++;
    const char *code = answer_error_code(a);
    g->errors += code != NULL;
    snprintf(g->code, sizeof g->code, "%s", code ? code : "");
    buf_clear(&g->report);
    ck_assert(answer_report(a, 0, &g->report));
}

static const char plan[] = "# Extended access plan\n\nEvery practice will open from 18:30 to 20:00 "
                           "on weekdays from 1 April 2018.\n";

static struct pa_engine *engine_new(void)
{
    struct pa_engine *e = pa_engine_new(NULL);
    ck_assert_int_eq(pa_engine_load_pack(e, "gpfv-2017"), PA_OK);
    return e;
}

static const char *const formats[] = {"ndjson"};

static struct job job_of(const char *name, const void *bytes, size_t len)
{
    return (struct job){
        .name = name, .fd = -1, .bytes = bytes, .len = len, .formats = formats, .format_count = 1};
}

static void run_all(struct pool *p)
{
    while (pool_busy(p))
        pool_work(p, -1);
}

START_TEST(answers_as_the_engine_does)
{
    struct pa_engine *e = engine_new();
    struct pa_result *r;
    struct buf want;
    struct got got = {0};
    buf_init(&want, 1 << 24);
    buf_init(&got.report, 1 << 24);
    pa_check_memory(e, "a.md", plan, sizeof plan - 1, &r);
    struct pool *p = pool_start(e, &(struct pool_options){.workers = 2});
    struct job job = job_of("a.md", plan, sizeof plan - 1);
    for (int i = 0; i < 5; i++)
        ck_assert(pool_submit(p, &job, keep, &got));
    run_all(p);
    ck_assert_uint_eq(got.count, 5);
    ck_assert_uint_eq(got.errors, 0);
    ck_assert_ptr_nonnull(strstr(buf_str(&got.report), "\"status\":\"checked\""));
    job.bytes = "";
    job.len = 0;
    ck_assert(pool_submit(p, &job, keep, &got));
    run_all(p);
    ck_assert_str_eq(got.code, "plan.empty");
    pool_free(p);
    pa_result_free(r);
    pa_engine_free(e);
    buf_clear(&want);
    buf_clear(&got.report);
}
END_TEST

/* Long enough to be killed in the middle, or to take more than a second. */
static char *long_plan(size_t *len)
{
    struct buf b;
    buf_init(&b, 64 << 20);
    while (b.len < (32u << 20))
        buf_printf(&b, "Practice %zu will open at 18:30 on Monday and will offer %zu minutes.\n\n",
            b.len, b.len % 97);
    return buf_take(&b, len);
}

START_TEST(a_killed_worker_costs_one_plan)
{
    struct pa_engine *e = engine_new();
    struct got bad = {0}, good = {0};
    size_t len;
    char *text = long_plan(&len);
    buf_init(&bad.report, 1 << 26);
    buf_init(&good.report, 1 << 26);
    struct pool *p = pool_start(e, &(struct pool_options){.workers = 1});
    struct job slow = job_of("slow.md", text, len), job = job_of("a.md", plan, sizeof plan - 1);
    ck_assert(pool_submit(p, &slow, keep, &bad));
    ck_assert(pool_submit(p, &job, keep, &good));
    pool_work(p, 50);
    int pid = 0;
    ck_assert_uint_eq(pool_workers(p, &pid, 1), 1);
    ck_assert_int_eq(kill(pid, SIGKILL), 0);
    run_all(p);
    ck_assert_str_eq(bad.code, "plan.crashed");
    ck_assert_ptr_nonnull(strstr(buf_str(&bad.report), "\"path\":\"slow.md\""));
    ck_assert_uint_eq(good.count, 1);
    ck_assert_uint_eq(good.errors, 0);
    pool_free(p);
    pa_engine_free(e);
    xfree(text);
    buf_clear(&bad.report);
    buf_clear(&good.report);
}
END_TEST

START_TEST(limits_are_kept)
{
    struct pa_engine *e = engine_new();
    struct got got = {0};
    size_t len;
    char *text = long_plan(&len);
    buf_init(&got.report, 1 << 26);
    struct pool *p = pool_start(e, &(struct pool_options){.workers = 1, .mebibytes = 16});
    struct job job = job_of("large.md", text, len);
    ck_assert(!confine_limits_memory() ||
              pool_submit(p, &job, keep, &got)); /* that build has no such limit */
    run_all(p);
    ck_assert_str_eq(got.code, confine_limits_memory() ? "plan.memory" : "");
    pool_free(p);
    p = pool_start(e, &(struct pool_options){.workers = 1, .seconds = 1});
    struct buf longer;
    buf_init(&longer, 128u << 20);
    buf_add(&longer, text, len);
    buf_add(&longer, text, len);
    job = job_of("slow.md", longer.s, longer.len);
    ck_assert(pool_submit(p, &job, keep, &got));
    run_all(p);
    ck_assert_str_eq(got.code, "plan.timeout");
    pool_free(p);
    pa_engine_free(e);
    xfree(text);
    buf_clear(&longer);
    buf_clear(&got.report);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("batch_pool");
    TCase *t = tcase_create("batch_pool");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, answers_as_the_engine_does);
    tcase_add_test(t, a_killed_worker_costs_one_plan);
    tcase_add_test(t, limits_are_kept);
    suite_add_tcase(s, t);
    return suite_run(s);
}
