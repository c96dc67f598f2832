/* The whole: any bytes as a plan of whatever kind they are, checked against a small pack, and told
 * in every report. The pack lies in the source tree ($SRC). Twice the same must be the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "planassure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct pa_engine *engine_with_pack(void)
{
    static struct pa_engine *engine;
    if (engine)
        return engine;
    const char *source = getenv("SRC");
    char path[4096];
    snprintf(path, sizeof path, "%s/tests/data/packs/tiny", source ? source : ".");
    engine = pa_engine_new(source);
    if (pa_engine_load_pack(engine, path) != PA_OK) {
        fputs("$SRC does not name the source tree\n", stderr);
        abort();
    }
    return engine;
}

static bool keep(void *user, const char *bytes, size_t len)
{
    buf_add(user, bytes, len);
    return true;
}

static void report(struct pa_engine *engine, struct pa_result *r, const char *name, struct buf *out)
{
    struct pa_report_options options = {.as_of = "2023-04-01"};
    buf_init(out, 1u << 26);
    if (pa_report_write(engine, &r, 1, name, &options, keep, out) != PA_OK)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pa_engine *engine = engine_with_pack();
    struct pa_result *one = NULL, *two = NULL;
    const char *name;
    pa_check_memory(engine, "plan", data, size, &one);
    pa_check_memory(engine, "plan", data, size, &two);
    for (size_t i = 0; (name = pa_report_name(i)); i++) {
        struct buf a, b;
        report(engine, one, name, &a);
        report(engine, two, name, &b);
        if (a.len != b.len || memcmp(buf_str(&a), buf_str(&b), a.len) != 0)
            abort();
        buf_clear(&a);
        buf_clear(&b);
    }
    pa_result_free(one);
    pa_result_free(two);
    pa_messages_clear(engine);
    return 0;
}
