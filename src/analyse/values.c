/* Typed values of the whole document, found once. Only values inside a block are kept: what stands
 * between blocks (bullets, item numbers) is no statement. */
#include "analyse/passes.h"

void values_run(struct doc *doc)
{
    struct value_list *l = &doc->values;
    size_t kept = 0, b = 0;
    l->n = 0;
    if (doc->len)
        values_find(doc->text, doc->len, l);
    for (size_t i = 0; i < l->n; i++) {
        const struct value *v = &l->v[i];
        while (b < doc->blocks.n && doc->blocks.v[b].end <= v->at)
            b++;
        if (b == doc->blocks.n)
            break;
        if (doc->blocks.v[b].at <= v->at && v->at + v->len <= doc->blocks.v[b].end)
            l->v[kept++] = *v;
    }
    l->n = kept;
}
