/* Any bytes as a file of waivers: refused with a message, or usable. */
#include <stdint.h>
#include <stdlib.h>

#include "base/diag.h"
#include "review/review.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diag *d = diag_new();
    struct waivers *w = waivers_parse((const char *)data, size, "fuzz", "2020-02-29", d);
    if (!w != (diag_errors(d) > 0))
        abort();
    for (size_t i = 0; w && i < w->count; i++)
        if (!w->list[i].rule || !w->list[i].reason || !w->list[i].line)
            abort();
    if (w && w->count)
        waiver_covers(w->list, "plans/north.md", NULL);
    waivers_free(w);
    diag_free(d);
    return 0;
}
