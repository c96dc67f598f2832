/* The checks on defects: any bytes as a plan in HTML (after a first byte '<') or plain text. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "analyse/analyse.h"
#include "defects/defects.h"
#include "ingest/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ingest_error error;
    if (size > 1u << 20)
        return 0;
    struct doc *doc =
        ingest("plan", (const char *)data, size, size && data[0] == '<' ? "html" : "text", &error);
    if (!doc)
        return 0;
    analyse(doc, NULL);
    struct arena *arena = arena_new();
    uint32_t count;
    struct finding *f = defects_find(doc, NULL, arena, &count);
    for (uint32_t i = 0; i < count; i++)
        if (f[i].at > f[i].end || f[i].end > doc->len)
            abort();
    arena_free(arena);
    doc_free(doc);
    return 0;
}
