/* A validator that backtracks knows that nothing fitted, not what the author meant. Here no grammar
 * is run: for each name the grammar's definitions are flattened to the attributes and children they
 * allow and need, and an element is compared with them by name. That is coarser than the grammar,
 * so it only ever speaks after the validator has refused the text. */
#include "base/xml_explain.h"

#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "base/xml.h"
#include "base/xml_private.h"

enum { DEEPEST_PATTERN = 64 };

struct part { /* an attribute or a child of a shape */
    const char *name;
    bool needed, many; /* it must stand there; it may stand there more than once */
    const struct xml_node *pattern;
};

struct shape { /* one definition of an element, flattened */
    struct shape *next;
    VEC(struct part) attributes, children;
    bool text;
    bool open; /* it allows names that are not listed */
};

struct explainer {
    struct xml_parse *parse;
    struct map *defines; /* name to its <define> */
    struct map *shapes;  /* element name to its first shape */
    struct arena *arena;
    VEC(struct shape *) all;
    size_t faults;
};

static void flatten(struct explainer *x, const struct xml_node *pattern, struct shape *s,
    bool needed, bool many, unsigned depth);

static const char *const text_patterns[] = {"text", "data", "value", "list", NULL};
static const char *const lacking[] = {"optional", "zeroOrMore", "choice", NULL};
static const char *const repeating[] = {"zeroOrMore", "oneOrMore", NULL};

static bool is_one_of(const struct xml_node *pattern, const char *const *names)
{
    for (; *names; names++)
        if (xml_is(pattern, *names))
            return true;
    return false;
}

static void flatten_children(struct explainer *x, const struct xml_node *pattern, struct shape *s,
    bool needed, bool many, unsigned depth)
{
    for (const struct xml_node *c = xml_first(pattern); c; c = xml_next(c))
        flatten(x, c, s, needed, many, depth);
}

static void follow(struct explainer *x, const struct xml_node *ref, struct shape *s, bool needed,
    bool many, unsigned depth)
{
    const char *name = xml_attr(ref, "name");
    const struct xml_node *define = name ? map_get(x->defines, name, strlen(name)) : NULL;
    if (define)
        flatten_children(x, define, s, needed, many, depth + 1);
}

static void flatten(struct explainer *x, const struct xml_node *pattern, struct shape *s,
    bool needed, bool many, unsigned depth)
{
    const char *name = xml_attr(pattern, "name");
    struct part part = {name, needed, many, pattern};
    if (depth > DEEPEST_PATTERN)
        return;
    if (xml_is(pattern, "attribute") && name) {
        VEC_PUSH(&s->attributes, part);
    } else if (xml_is(pattern, "element") && name) {
        VEC_PUSH(&s->children, part);
    } else if (xml_is(pattern, "attribute") || xml_is(pattern, "element") ||
               xml_is(pattern, "externalRef")) {
        s->open = true;
    } else if (xml_is(pattern, "ref") || xml_is(pattern, "parentRef")) {
        follow(x, pattern, s, needed, many, depth);
    } else if (is_one_of(pattern, text_patterns)) {
        s->text = true;
    } else {
        s->text = s->text || xml_is(pattern, "mixed");
        bool repeats = is_one_of(pattern, repeating);
        bool may_lack = is_one_of(pattern, lacking);
        flatten_children(x, pattern, s, needed && !may_lack, many || repeats, depth + 1);
    }
}

static void collect_defines(struct explainer *x, const struct xml_node *node)
{
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        const char *name = xml_attr(c, "name");
        if (xml_is(c, "define") && name)
            map_set(x->defines, name, strlen(name), (void *)(uintptr_t)c);
        collect_defines(x, c);
    }
}

static void collect_shapes(struct explainer *x, const struct xml_node *node)
{
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        const char *name = xml_attr(c, "name");
        if (xml_is(c, "element") && name) {
            struct shape *s = arena_alloc(x->arena, sizeof *s);
            VEC_PUSH(&x->all, s);
            flatten_children(x, c, s, true, false, 0);
            s->next = map_set(x->shapes, name, strlen(name), s);
        }
        collect_shapes(x, c);
    }
}

static const struct shape *shapes_of(const struct explainer *x, const struct xml_node *node)
{
    return map_get(x->shapes, xml_name(node), strlen(xml_name(node)));
}

static void report(
    struct explainer *x, const struct xml_node *at, const char *advice, const struct buf *text)
{
    x->faults++;
    xml_report(x->parse, "xml.invalid", xml_line(at), 0, advice, buf_str(text));
}

static const struct part *part_named(const struct part *parts, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(parts[i].name, name) == 0)
            return &parts[i];
    return NULL;
}

static void add_name(struct buf *b, const char *name)
{
    buf_printf(b, "%s%s", b->len ? ", " : "", name);
}

/* "did you mean x?", or what is allowed. */
static char *advice_for(
    struct explainer *x, const char *word, const struct shape *shapes, bool attributes)
{
    struct nearest near;
    struct buf known;
    nearest_start(&near, word);
    buf_init(&known, 300);
    struct map *seen = map_new();
    for (const struct shape *s = shapes; s; s = s->next) {
        const struct part *parts = attributes ? s->attributes.v : s->children.v;
        size_t n = attributes ? s->attributes.n : s->children.n;
        for (size_t i = 0; i < n; i++) {
            nearest_offer(&near, parts[i].name);
            if (!map_set(seen, parts[i].name, strlen(parts[i].name), x))
                add_name(&known, parts[i].name);
        }
    }
    map_free(seen);
    char *advice = near.best   ? arena_printf(x->arena, "did you mean %s?", near.best)
                   : known.len ? arena_printf(x->arena, "allowed here: %s", buf_str(&known))
                               : NULL;
    buf_clear(&known);
    return advice;
}

/* The values that a pattern lists; false when it allows others too. */
static bool listed_values(struct explainer *x, const struct xml_node *pattern, struct buf *values,
    const char *wanted, bool *found, struct nearest *near, unsigned depth)
{
    bool closed = true, any = false;
    for (const struct xml_node *c = xml_first(pattern); c && closed; c = xml_next(c)) {
        any = true;
        const char *name = xml_attr(c, "name");
        const struct xml_node *define =
            xml_is(c, "ref") && name ? map_get(x->defines, name, strlen(name)) : NULL;
        if (xml_is(c, "value")) {
            char *text = xml_text(c);
            char *value = arena_strdup(x->arena, text);
            xfree(text);
            *found = *found || strcmp(value, wanted) == 0;
            nearest_offer(near, value);
            add_name(values, value);
        } else if ((xml_is(c, "choice") || define) && depth < DEEPEST_PATTERN) {
            closed = listed_values(x, define ? define : c, values, wanted, found, near, depth + 1);
        } else {
            closed = false;
        }
    }
    return closed && any;
}

static void check_value(
    struct explainer *x, const struct xml_node *node, const struct part *part, const char *value)
{
    struct nearest near;
    struct buf values, text;
    bool found = false;
    nearest_start(&near, value);
    buf_init(&values, 300);
    buf_init(&text, 1000);
    if (listed_values(x, part->pattern, &values, value, &found, &near, 0) && !found) {
        buf_printf(&text, "%s=\"%.100s\" of <%s> is not one of %s", part->name, value,
            xml_name(node), buf_str(&values));
        report(x, node, near.best ? arena_printf(x->arena, "did you mean %s?", near.best) : NULL,
            &text);
    }
    buf_clear(&values);
    buf_clear(&text);
}

static void check_attributes(
    struct explainer *x, const struct xml_node *node, const struct shape *shapes)
{
    const char *value, *name;
    struct buf text;
    buf_init(&text, 1000);
    for (size_t i = 0; (name = xml_attr_at(node, i, &value)); i++) {
        const struct part *part = NULL, *only = NULL;
        bool open = false;
        for (const struct shape *s = shapes; s; s = s->next) {
            const struct part *p = part_named(s->attributes.v, s->attributes.n, name);
            open = open || s->open;
            only = p && !part ? p : NULL; /* one definition alone says what it may hold */
            part = p ? p : part;
        }
        if (!part && !open) {
            buf_printf(&text, "<%s> has no attribute %s", xml_name(node), name);
            report(x, node, advice_for(x, name, shapes, true), &text);
            buf_clear(&text);
        } else if (only && !shapes->next) {
            check_value(x, node, only, value);
        }
    }
    buf_clear(&text);
}

static bool has_child(const struct xml_node *node, const char *name)
{
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c))
        if (xml_is(c, name))
            return true;
    return false;
}

/* What the first definition needs and the element lacks, when every definition lacks something. */
static void check_needed(
    struct explainer *x, const struct xml_node *node, const struct shape *shapes)
{
    const struct part *attribute = NULL, *child = NULL;
    for (const struct shape *s = shapes; s; s = s->next) {
        const struct part *a = NULL, *c = NULL;
        for (size_t i = 0; i < s->attributes.n && !a; i++)
            if (s->attributes.v[i].needed && !xml_attr(node, s->attributes.v[i].name))
                a = &s->attributes.v[i];
        for (size_t i = 0; i < s->children.n && !c; i++)
            if (s->children.v[i].needed && !has_child(node, s->children.v[i].name))
                c = &s->children.v[i];
        if (!a && !c)
            return;
        attribute = attribute ? attribute : a;
        child = child ? child : c;
    }
    struct buf text;
    buf_init(&text, 1000);
    if (attribute)
        buf_printf(&text, "<%s> lacks the attribute %s", xml_name(node), attribute->name);
    else if (child)
        buf_printf(&text, "<%s> lacks the element <%s>", xml_name(node), child->name);
    if (text.len)
        report(x, node, NULL, &text);
    buf_clear(&text);
}

static bool may_repeat(const struct shape *shapes, const char *name)
{
    for (const struct shape *s = shapes; s; s = s->next) {
        size_t places = 0;
        for (size_t i = 0; i < s->children.n; i++) {
            if (strcmp(s->children.v[i].name, name) != 0)
                continue;
            places++;
            if (s->children.v[i].many || places > 1)
                return true;
        }
        if (s->open)
            return true;
    }
    return false;
}

static void check_repeats(
    struct explainer *x, const struct xml_node *node, const struct shape *shapes)
{
    struct map *seen = map_new();
    struct buf text;
    buf_init(&text, 1000);
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        const char *name = xml_name(c);
        if (!map_set(seen, name, strlen(name), x) || may_repeat(shapes, name))
            continue;
        buf_printf(&text, "<%s> stands in <%s> more than once", name, xml_name(node));
        report(x, c, NULL, &text);
        buf_clear(&text);
    }
    map_free(seen);
    buf_clear(&text);
}

static void check_child(struct explainer *x, const struct xml_node *node,
    const struct xml_node *child, const struct shape *shapes)
{
    for (const struct shape *s = shapes; s; s = s->next)
        if (s->open || part_named(s->children.v, s->children.n, xml_name(child)))
            return;
    struct buf text;
    buf_init(&text, 1000);
    if (shapes_of(x, child))
        buf_printf(&text, "<%s> is not allowed in <%s>", xml_name(child), xml_name(node));
    else
        buf_printf(&text, "there is no element <%s>", xml_name(child));
    report(x, child, advice_for(x, xml_name(child), shapes, false), &text);
    buf_clear(&text);
}

static void check_text(struct explainer *x, const struct xml_node *node, const struct shape *shapes)
{
    struct xml_child c;
    for (const struct shape *s = shapes; s; s = s->next)
        if (s->text || s->open)
            return;
    for (bool more = xml_child_first(node, &c); more; more = xml_child_next(&c)) {
        if (c.kind != XML_TEXT || !c.text[strspn(c.text, " \t\r\n")])
            continue;
        const char *from = c.text + strspn(c.text, " \t\r\n");
        size_t len = strcspn(from, "\r\n");
        len = utf8_valid_prefix(from, len > 40 ? 40 : len);
        while (len > 0 && from[len - 1] == ' ')
            len--;
        struct buf text;
        buf_init(&text, 1000);
        buf_printf(&text, "text is not allowed in <%s>: '%.*s'", xml_name(node), (int)len, from);
        report(x, node, NULL, &text);
        buf_clear(&text);
        return;
    }
}

static void check_element(struct explainer *x, const struct xml_node *node)
{
    const struct shape *shapes = shapes_of(x, node);
    if (!shapes || x->faults > LIMIT_MESSAGES)
        return;
    size_t before = x->faults;
    check_attributes(x, node, shapes);
    check_text(x, node, shapes);
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        check_child(x, node, c, shapes);
        check_element(x, c);
    }
    if (x->faults == before)
        check_repeats(x, node, shapes);
    if (x->faults == before) /* a misspelt name is also a missing one: say it once */
        check_needed(x, node, shapes);
}

static void check_root(struct explainer *x, const struct xml_node *root, const char *space)
{
    struct buf text;
    buf_init(&text, 1000);
    if (!shapes_of(x, root)) {
        buf_printf(&text, "the file begins with <%s>, which is not known here", xml_name(root));
        report(x, root, NULL, &text);
    } else if (space && strcmp(space, xml_space(root)) != 0) {
        buf_printf(&text, "<%s> is not in the name space %s", xml_name(root), space);
        report(x, root,
            arena_printf(x->arena, "write <%s xmlns=\"%s\" ...>", xml_name(root), space), &text);
    } else {
        check_element(x, root);
    }
    buf_clear(&text);
}

size_t xml_explain(const struct xml_doc *doc, const struct xml_doc *grammar, struct xml_parse *p)
{
    struct explainer x = {
        .parse = p, .defines = map_new(), .shapes = map_new(), .arena = arena_new()};
    collect_defines(&x, xml_root(grammar));
    collect_shapes(&x, xml_root(grammar));
    check_root(&x, xml_root(doc), xml_attr(xml_root(grammar), "ns"));
    for (size_t i = 0; i < x.all.n; i++) {
        xfree(x.all.v[i]->attributes.v);
        xfree(x.all.v[i]->children.v);
    }
    xfree(x.all.v);
    map_free(x.defines);
    map_free(x.shapes);
    arena_free(x.arena);
    return x.faults;
}
