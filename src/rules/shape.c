/* The shape of pack files: which elements stand where, how often, with which attributes. The table
 * says what schemas/rule-pack.rng says, so that a load needs no grammar and its messages can say
 * what to do. Marks: '!' exactly once, '?' at most once, '+' at least once, '*' any number. */
#include <string.h>

#include "rules/load.h"

#define SPACE "urn:planassure:rules:1"
#define TESTS "has* value* all* any* some* count* series* agreement*"

struct shape {
    const char *name;       /* "/domain" is the root of a domain file */
    const char *attributes; /* '!' after those that it cannot do without */
    const char *children;   /* "" for none, "text" for words alone */
    const char *example;    /* how it is written */
};

static const struct shape shapes[] = {
    {"pack", "id! version!",
        "title! period? plan-type? detect? source* parameter* scoring? rating? defects? shared* "
        "domain+",
        "<pack id=\"...\" version=\"1.0.0\">"},
    {"/wrapper", "id! version!",
        "title! period? plan-type? detect? source* parameter* defects? include! shared* weight* "
        "level* skip* bound* instead* rating-lines* restate* add*",
        "<pack id=\"...\" version=\"1.0.0\"> <include pack=\"...\"/>"},
    {"include", "pack!", "", "<include pack=\"gpfv-2017\"/>"},
    {"weight", "requirement domain to! why!", "",
        "<weight requirement=\"id\" to=\"3\" why=\"...\"/>"},
    {"level", "requirement! to! why!", "", "<level requirement=\"id\" to=\"must\" why=\"...\"/>"},
    {"skip", "requirement! why!", "", "<skip requirement=\"id\" why=\"...\"/>"},
    {"bound", "criterion! value at-least at-most from by title missing why!", "",
        "<bound criterion=\"requirement/criterion\" at-least=\"...\" why=\"...\"/>"},
    {"instead", "criterion! concept! take! title missing why!", "",
        "<instead criterion=\"requirement/criterion\" concept=\"id\" take=\"id\" why=\"...\"/>"},
    {"rating-lines", "red-below red-must-not-met green-from why!", "",
        "<rating-lines red-below=\"50\" why=\"...\"/>"},
    {"restate", "requirement! why!", "title? statement? recommendation? example*",
        "<restate requirement=\"id\" why=\"...\"> <statement>words</statement> </restate>"},
    {"add", "domain! title file! weight why!", "",
        "<add domain=\"access\" file=\"local.xml\" why=\"...\"/>"},
    {"title", "", "text", "<title>words</title>"},
    {"period", "from to", "text", "<period from=\"2017-04-01\" to=\"2019-03-31\">words</period>"},
    {"plan-type", "", "text", "<plan-type>words</plan-type>"},
    {"detect", "at-least", "cue+ written*",
        "<detect> <cue kind=\"plan-type\" weight=\"4\">words</cue> </detect>"},
    {"cue", "kind! weight! in", "text", "<cue kind=\"plan-type\" weight=\"4\">words</cue>"},
    {"written", "from! to! weight!", "",
        "<written from=\"2016-10-01\" to=\"2017-06-30\" weight=\"3\"/>"},
    {"parameter", "name! type! default unit why!", "",
        "<parameter name=\"population\" type=\"number\" unit=\"people\" why=\"...\"/>"},
    {"source", "id! title! publisher date", "", "<source id=\"...\" title=\"...\"/>"},
    {"scoring", "model partial mean", "", "<scoring model=\"flat\" partial=\"0.5\"/>"},
    {"rating", "red-below red-must-not-met green-from", "", "<rating red-below=\"40\"/>"},
    {"defects", "", "defect* cap*", "<defects> <defect rule=\"defect.duplicate\" .../> </defects>"},
    {"defect", "rule! severity!", "", "<defect rule=\"defect.duplicate\" severity=\"off\"/>"},
    {"shared", "file!", "", "<shared file=\"thesaurus.xml\"/>"},
    {"domain", "id! title! file! weight", "",
        "<domain id=\"...\" title=\"...\" file=\"name.xml\"/>"},
    {"/domain", "id!", "concept* requirement+", "<domain id=\"...\">"},
    {"concepts", "", "concept+", "<concepts>"},
    {"language", "id!", "concept+", "<language id=\"en\">"},
    {"concept", "id! gloss", "phrases* exact* not* regex* use* value* name?",
        "<concept id=\"...\"><phrases>...</phrases></concept>"},
    {"phrases", "", "text", "<phrases>one phrase a line</phrases>"},
    {"exact", "", "text", "<exact>one phrase a line</exact>"},
    {"not", "", "text", "<not>one phrase a line</not>"},
    {"name", "", "", "<name/>"},
    {"regex", "", "text", "<regex>expression</regex>"},
    {"use", "concept!", "", "<use concept=\"id\"/>"},
    {"value", "kind! at-least at-most from by per plain of", "",
        "<value kind=\"money\" at-least=\"...\"/>"},
    {"has", "concept not", "text", "<has concept=\"id\"/> or <has>one phrase a line</has>"},
    {"all", "within words", TESTS " none*", "<all within=\"sentence\"> tests </all>"},
    {"any", "", TESTS, "<any> tests </any>"},
    {"none", "", TESTS, "<none> tests </none>"},
    {"some", "n! within", TESTS, "<some n=\"2\" within=\"section\"> tests </some>"},
    {"count", "n! of within", TESTS, "<count n=\"5\" of=\"places\"> tests </count>"},
    {"series", "kind! points direction within of", "", "<series kind=\"percent\" points=\"2\"/>"},
    {"agreement", "figures! result within of total", "",
        "<agreement figures=\"rate\" result=\"differs\"/>"},
    {"requirement", "id! level! weight source cite",
        "title! statement? recommendation? about? criterion+ outcome? example*",
        "<requirement id=\"...\" level=\"must\">"},
    {"statement", "", "text", "<statement>words</statement>"},
    {"recommendation", "", "text", "<recommendation>words</recommendation>"},
    {"about", "not", TESTS, "<about> <has concept=\"id\"/> </about>"},
    {"criterion", "id! title! missing need grade existing about", TESTS " void*",
        "<criterion id=\"...\" title=\"...\"> one test </criterion>"},
    {"void", "concept! within why!", "", "<void concept=\"id\" why=\"...\"/>"},
    {"outcome", "optional partial weak system", "road* cap*", "<outcome optional=\"1\">"},
    {"road", "criteria!", "", "<road criteria=\"ids\"/>"},
    {"cap", "criterion without unless defect severity within outcome! why!", "",
        "<cap criterion=\"id\" outcome=\"partial\" why=\"...\"/>"},
    {"example", "expect! org found missing", "text", "<example expect=\"met\">text</example>"},
};

static const struct shape *shape_of(const char *name)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (shapes[i].name[0] == name[0] && strcmp(shapes[i].name, name) == 0)
            return &shapes[i];
    return NULL;
}

/* The entry for `name` in a list of marked names; `*mark` is '\0' when it has none. */
static bool listed(const char *list, const char *name, char *mark)
{
    size_t n = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at++) {
        char next = at[n];
        if ((at != list && at[-1] != ' ') || !strchr("!?+* ", next))
            continue;
        *mark = next == ' ' ? '\0' : next;
        return true;
    }
    return false;
}

/* The names of a list, without marks, as words ended by NULL; in the arena. */
static const char *const *names_in(struct loader *l, const char *list)
{
    const char **names = arena_array(l->arena, strlen(list) / 2 + 2, sizeof *names);
    for (size_t n = 0; *list; list += strspn(list, " !?+*")) {
        size_t len = strcspn(list, " !?+*");
        names[n++] = arena_copy(l->arena, list, len);
        list += len;
    }
    return names;
}

struct entry {
    char name[32], mark;
};

/* The next entry of a list of marked names: where to go on, NULL at the end. */
static const char *next_entry(const char *list, struct entry *e)
{
    list += strspn(list, " ");
    size_t len = strcspn(list, " !?+*");
    if (!len || len >= sizeof e->name)
        return NULL;
    memcpy(e->name, list, len);
    e->name[len] = '\0';
    list += len;
    e->mark = *list && *list != ' ' ? *list++ : '\0';
    return list;
}

static bool is_blank(const char *text)
{
    return !text[strspn(text, " \t\r\n")];
}

static void check_attributes(struct loader *l, const struct xml_node *node, const struct shape *s)
{
    const char *name, *value;
    char mark;
    for (size_t i = 0; (name = xml_attr_at(node, i, &value)); i++) {
        if (!listed(s->attributes, name, &mark))
            load_error(l, node, name, "pack.attribute",
                *s->attributes ? load_advice_words(l, names_in(l, s->attributes), name)
                               : "take it out: the element has no attributes",
                "<%s> has no attribute \"%s\"", xml_name(node), name);
        else if (mark != '!' && is_blank(value) && !xml_is(node, "example"))
            load_error(l, node, name, "pack.attribute", "say it, or leave the attribute out",
                "the attribute \"%s\" is empty", name);
    }
    struct entry e;
    for (const char *at = s->attributes; (at = next_entry(at, &e));) {
        value = e.mark == '!' ? xml_attr(node, e.name) : "ok";
        if (!value || is_blank(value))
            load_error(l, node, value ? e.name : NULL, "pack.attribute",
                arena_printf(l->arena, "it is written %s", s->example),
                "<%s> needs the attribute \"%s\"", xml_name(node), e.name);
    }
}

static void say_second(struct loader *l, const struct xml_node *node, const char *name)
{
    const struct xml_node *second = child_named(node, name);
    while ((second = xml_next(second)) && !xml_is(second, name))
        ;
    load_error(l, second, NULL, "pack.element", "keep one of them", "<%s> has more than one <%s>",
        xml_name(node), name);
}

static void check_numbers(struct loader *l, const struct xml_node *node, const struct shape *s)
{
    struct entry e;
    for (const char *at = s->children; (at = next_entry(at, &e));) {
        if (e.mark == '*')
            continue;
        uint32_t n = count_named(node, e.name);
        const struct shape *child = shape_of(e.name);
        if (n == 0 && (e.mark == '!' || e.mark == '+'))
            load_error(l, node, NULL, "pack.element",
                arena_printf(l->arena, "add %s", child ? child->example : e.name),
                "<%s> needs a <%s>", xml_name(node), e.name);
        if (n > 1 && (e.mark == '!' || e.mark == '?'))
            say_second(l, node, e.name);
    }
}

static void check_stray_text(struct loader *l, const struct xml_node *node)
{
    struct xml_child child;
    for (bool more = xml_child_first(node, &child); more; more = xml_child_next(&child)) {
        if (child.kind != XML_TEXT || is_blank(child.text))
            continue;
        const char *at = child.text + strspn(child.text, " \t\r\n");
        const char *word = arena_copy(l->arena, at, strcspn(at, "\r\n"));
        load_error_line(l, source_find(l->file, xml_line(node), word), "pack.text",
            "put it into an element of its own, or into a comment",
            "<%s> holds elements only, no words", xml_name(node));
        return;
    }
}

static void check_children(struct loader *, const struct xml_node *, const struct shape *);

static void check_node(struct loader *l, const struct xml_node *node, const struct shape *s)
{
    bool words = strcmp(s->children, "text") == 0;
    check_attributes(l, node, s);
    if (words) {
        if (xml_first(node))
            load_error(l, xml_first(node), NULL, "pack.element",
                "write < as &lt; when it is part of the words", "<%s> holds words, no elements",
                xml_name(node));
        else if (!has_words(node) && !xml_is(node, "has"))
            load_error(l, node, NULL, "pack.text",
                arena_printf(l->arena, "it is written %s", s->example), "<%s> is empty",
                xml_name(node));
        return;
    }
    check_stray_text(l, node);
    check_children(l, node, s);
    check_numbers(l, node, s);
}

static void check_children(struct loader *l, const struct xml_node *node, const struct shape *s)
{
    char mark;
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        const struct shape *child = shape_of(xml_name(c));
        if (strcmp(xml_space(c), SPACE) != 0)
            load_error(l, c, NULL, "pack.space", "write xmlns=\"" SPACE "\" at the root alone",
                "<%s> is not in the name space of packs", xml_name(c));
        else if (!listed(s->children, xml_name(c), &mark) || !child)
            load_error(l, c, NULL, "pack.element",
                *s->children ? load_advice_words(l, names_in(l, s->children), xml_name(c))
                             : arena_printf(l->arena, "it is written %s", s->example),
                "<%s> cannot hold <%s>", xml_name(node), xml_name(c));
        else
            check_node(l, c, child);
    }
}

void shape_check(struct loader *l, const struct xml_node *root, const char *shape)
{
    bool wrapper = strcmp(shape, "/wrapper") == 0;
    const char *name = wrapper ? "pack" : shape + (*shape == '/');
    const struct shape *s = shape_of(shape);
    if (!s || !xml_is(root, name))
        load_error(l, root, NULL, "pack.root",
            arena_printf(l->arena, "its root is written %s", s ? s->example : name),
            "this file has to begin with <%s>, not with <%s>", name, xml_name(root));
    else if (strcmp(xml_space(root), SPACE) != 0)
        load_error(l, root, NULL, "pack.space", "write xmlns=\"" SPACE "\" here",
            "<%s> is not in the name space of packs", name);
    else
        check_node(l, root, s);
}
