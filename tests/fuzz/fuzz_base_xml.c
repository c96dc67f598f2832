/* Any bytes as XML: the tree and the walk must agree on what is well-formed enough, and a refusal
 * comes with a message. */
#include <stdint.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/xml.h"

static void visit(const struct xml_node *node)
{
    struct xml_child c;
    const char *value;
    for (size_t i = 0; xml_attr_at(node, i, &value); i++)
        if (!value)
            abort();
    for (bool more = xml_child_first(node, &c); more; more = xml_child_next(&c))
        if (c.kind == XML_ELEMENT)
            visit(c.element);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diag *d = diag_new();
    struct xml_sax nothing = {0};
    struct xml_doc *doc = xml_parse((const char *)data, size, "fuzz", d);
    bool walked = xml_walk((const char *)data, size, "fuzz", &nothing, d);
    if ((!doc && diag_count(d) == 0) || (doc && !walked))
        abort();
    if (doc) {
        visit(xml_root(doc));
        xfree(xml_text(xml_root(doc)));
    }
    xml_free(doc);
    diag_free(d);
    return 0;
}
