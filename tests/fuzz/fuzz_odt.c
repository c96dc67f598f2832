/* Any bytes as the content.xml of a document, without the container, whose checksums would keep
 * nearly every mutation out. */
#include <stdint.h>
#include <stdlib.h>

#include "base/diag.h"
#include "ingest/flow.h"
#include "ingest/odt.h"

static void check(const struct doc *d)
{
    uint32_t at = 0;
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        if (b->at < at || b->end < b->at || b->end > d->len)
            abort();
        at = b->at;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct doc *doc = doc_new("fuzz", "odt");
    struct diag *d = diag_new();
    struct odt_body body = {.flow = flow_new(),
        .styles = odt_styles_new(),
        .lists = odt_lists_new(),
        .arena = arena_new()};
    odt_walk_styles(&body, (const char *)data, size, false, d);
    odt_walk(&body, (const char *)data, size, d);
    flow_close_all(body.flow);
    odt_walk_styles(&body, (const char *)data, size, true, d);
    flow_write(body.flow, doc);
    check(doc);
    flow_free(body.flow);
    odt_styles_free(body.styles);
    odt_lists_free(body.lists);
    arena_free(body.arena);
    xfree(body.endnotes.v);
    diag_free(d);
    doc_free(doc);
    return 0;
}
