/* Any bytes as HTML: every block must lie inside the text, in order. */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ingest_error error;
    struct doc *d = ingest("fuzz", (const char *)data, size, "html", &error);
    uint32_t at = 0;
    for (size_t i = 0; d && i < d->blocks.n; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        if (b->at < at || b->end < b->at || b->end > d->len)
            abort();
        at = b->at;
    }
    doc_free(d);
    return 0;
}
