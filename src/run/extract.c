/* The plan as the checker reads it. */
#include <string.h>

#include "analyse/analyse.h"
#include "base/buf.h"
#include "base/limits.h"
#include "ingest/ingest.h"
#include "run/engine.h"

static const struct {
    const char *name;
    void (*write)(const struct doc *, struct buf *);
    bool structure; /* it shows what the passes find; they never change the text */
} formats[] = {
    {"text", doc_write_text, false}, {"json", doc_dump_json, true}, {"xml", doc_dump_xml, true}};

enum pa_status pa_extract_file(
    struct pa_engine *e, const char *path, const char *format, pa_write_fn *write, void *user)
{
    size_t k = 0;
    while (k < sizeof formats / sizeof *formats && strcmp(formats[k].name, format) != 0)
        k++;
    if (k == sizeof formats / sizeof *formats) {
        engine_error(e, "extract.format", "use text, json or xml",
            "a plan cannot be extracted as \"%s\"", format);
        return PA_ERROR_USAGE;
    }
    struct ingest_error error = {0};
    const char *name;
    char *bytes;
    size_t len;
    struct doc *doc = NULL;
    if (engine_read_plan(e, path, &name, &bytes, &len, &error)) {
        doc = ingest(name, bytes, len, NULL, &error);
        xfree(bytes);
    }
    if (!doc) {
        engine_error(e, error.code, NULL, "%s: %s", name, error.text);
        return PA_ERROR_PLAN;
    }
    if (formats[k].structure)
        analyse(doc, NULL);
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    formats[k].write(doc, &out);
    doc_free(doc);
    return engine_write(e, &out, write, user);
}
