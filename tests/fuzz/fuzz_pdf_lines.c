/* Any bytes as the answer of the program that reads PDFs: the parser, and the steps from segments
 * to a document. */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ingest_error error = {0};
    struct doc *doc = doc_new("fuzz", "pdf");
    if (pdf_read_wire(doc, (const char *)data, size, &error)) {
        uint32_t at = 0;
        for (size_t i = 0; i < doc->blocks.n; i++) {
            const struct doc_block *b = &doc->blocks.v[i];
            if (b->at < at || b->end < b->at || b->end > doc->len)
                abort();
            at = b->at;
        }
    }
    doc_free(doc);
    return 0;
}
