/* What all readers' targets share: whatever a reader makes of any bytes, every block lies in the
 * text, in order, and the dumps can be written. */
#ifndef TESTS_FUZZ_READER_H
#define TESTS_FUZZ_READER_H

#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "ingest/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* `format` as for ingest(). */
static inline int fuzz_reader(const char *format, const uint8_t *data, size_t size)
{
    struct ingest_error error;
    struct doc *d = ingest("fuzz", (const char *)data, size, format, &error);
    if (!d)
        return 0;
    uint32_t before = 0;
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        if (b->at < before || b->end < b->at || b->end > d->len)
            abort();
        before = b->end;
    }
    struct buf out;
    buf_init(&out, SIZE_MAX);
    doc_dump_json(d, &out);
    doc_dump_xml(d, &out);
    buf_clear(&out);
    doc_free(d);
    return 0;
}

#endif
