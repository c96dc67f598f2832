/* Any bytes as the word/document.xml of a document, without the container, whose checksums would
 * keep nearly every mutation out. */
#include <stdint.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/map.h"
#include "ingest/docx.h"
#include "ingest/flow.h"

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
    struct doc *doc = doc_new("fuzz", "docx");
    struct diag *d = diag_new();
    struct docx_styles *s = docx_styles_new(NULL, 0, d);
    struct docx_numbering *n = docx_numbering_new(NULL, 0, s, d);
    struct docx_body body = {.flow = flow_new(),
        .styles = s,
        .numbering = n,
        .footnotes = map_new(),
        .endnotes = map_new(),
        .arena = arena_new()};
    docx_walk_notes(&body, body.footnotes, (const char *)data, size, "fuzz", d);
    flow_close_all(body.flow);
    docx_walk(&body, (const char *)data, size, "fuzz", d);
    flow_close_all(body.flow);
    flow_write(body.flow, doc);
    check(doc);
    flow_free(body.flow);
    map_free(body.footnotes);
    map_free(body.endnotes);
    arena_free(body.arena);
    xfree(body.furniture.v);
    xfree(body.endnote_order.v);
    docx_numbering_free(n);
    docx_styles_free(s);
    diag_free(d);
    doc_free(doc);
    return 0;
}
