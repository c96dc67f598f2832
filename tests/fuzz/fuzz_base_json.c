/* Any bytes as JSON: what parses must print to something that parses to the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diag *d = diag_new();
    struct json *j = json_parse((const char *)data, size, "fuzz", d);
    if (!j != (diag_count(d) > 0))
        abort();
    if (j) {
        struct buf a, b;
        buf_init(&a, 1 << 24);
        buf_init(&b, 1 << 24);
        json_print(j, true, &a);
        struct json *again = json_parse(buf_str(&a), a.len, "fuzz", d);
        if (!again)
            abort();
        json_print(again, true, &b);
        if (strcmp(buf_str(&a), buf_str(&b)) != 0)
            abort();
        json_free(again);
        buf_clear(&a);
        buf_clear(&b);
    }
    json_free(j);
    diag_free(d);
    return 0;
}
