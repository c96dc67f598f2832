/* Values in any bytes: in order, apart, inside the text, the same twice, printable. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "values/values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct value_list list = {0}, again = {0};
    struct buf out;
    buf_init(&out, 1 << 20);
    values_find(text, size, &list);
    values_find(text, size, &again);
    if (list.n != again.n)
        abort();
    size_t end = 0;
    for (size_t i = 0; i < list.n; i++) {
        const struct value *v = &list.v[i];
        if (v->at < end || !v->len || (size_t)v->at + v->len > size || !(v->lo <= v->hi) ||
            again.v[i].at != v->at || again.v[i].len != v->len)
            abort();
        end = (size_t)v->at + v->len;
        value_print(v, &out);
    }
    char *line = xmalloc(size + 1);
    if (size)
        memcpy(line, text, size);
    line[size] = '\0';
    struct value v;
    if (values_parse(line, &v) && !(v.lo <= v.hi))
        abort();
    xfree(line);
    xfree(list.v);
    xfree(again.v);
    buf_clear(&out);
    return 0;
}
