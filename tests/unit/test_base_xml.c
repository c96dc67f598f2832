/* The border to libxml2: what is read, what is refused, and what is said about it. */
#define _GNU_SOURCE /* mkstemp() */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/confine.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/xml.h"
#include "suite.h"

static struct xml_doc *parse(const char *s, struct diag *d)
{
    return xml_parse(s, strlen(s), "t.xml", d);
}

START_TEST(reads_a_tree)
{
    struct diag *d = diag_new();
    struct xml_doc *doc =
        parse("<?xml version='1.0'?>\n<p:a xmlns:p='urn:x' k='v &amp; w' l='&#65;'>\n"
              "<!-- c --><b>one <i>two</i> &lt;</b>\n\n<c/><![CDATA[<x>]]></p:a>",
            d);
    ck_assert_ptr_nonnull(doc);
    const struct xml_node *a = xml_root(doc), *b = xml_first(a), *c = xml_next(b);
    ck_assert(xml_is(a, "a"));
    ck_assert_str_eq(xml_space(a), "urn:x");
    ck_assert_str_eq(xml_space(b), "");
    ck_assert_str_eq(xml_attr(a, "k"), "v & w");
    ck_assert_str_eq(xml_attr(a, "l"), "A");
    ck_assert_ptr_null(xml_attr(a, "none"));
    const char *value;
    ck_assert_str_eq(xml_attr_at(a, 1, &value), "l");
    ck_assert_str_eq(value, "A");
    ck_assert_ptr_null(xml_attr_at(a, 2, &value));
    ck_assert_uint_eq(xml_line(a), 2);
    ck_assert_uint_eq(xml_line(b), 3);
    ck_assert_uint_eq(xml_line(c), 5);
    ck_assert_ptr_null(xml_next(c));
    ck_assert_ptr_eq(xml_parent(c), a);
    ck_assert_ptr_null(xml_parent(a));
    char *text = xml_text(b);
    ck_assert_str_eq(text, "one two <");
    xfree(text);
    xml_free(doc);
    ck_assert_uint_eq(diag_count(d), 0);
    diag_free(d);
}
END_TEST

START_TEST(walks_mixed_children)
{
    struct diag *d = diag_new();
    struct xml_doc *doc = parse("<a>x<b/><!-- n -->y<?p i?></a>", d);
    struct xml_child c;
    ck_assert(xml_child_first(xml_root(doc), &c));
    ck_assert(c.kind == XML_TEXT);
    ck_assert_str_eq(c.text, "x");
    ck_assert(xml_child_next(&c));
    ck_assert(c.kind == XML_ELEMENT && xml_is(c.element, "b"));
    ck_assert(!xml_child_first(c.element, &c));
    ck_assert(xml_child_next(&c));
    ck_assert_str_eq(c.text, "y");
    ck_assert(!xml_child_next(&c));
    xml_free(doc);
    diag_free(d);
}
END_TEST

static const struct {
    const char *text, *code;
    uint32_t line;
} refuses_rows[] = {
    {"<a>\n<b>\n</a>", "xml.malformed", 3},
    {"", "xml.malformed", 1},
    {"plain", "xml.malformed", 1},
    {"<a>\n&nothing;</a>", "xml.malformed", 2},
    {"<!DOCTYPE a>\n<a/>", "xml.doctype", 1},
    {"\n<!DOCTYPE a [<!ENTITY e 'x'>]>\n<a>&e;</a>", "xml.doctype", 2},
    {"<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n<a>&e;</a>",
        "xml.doctype", 2},
    {"<a>\xC3</a>", "xml.malformed", 1},
    {"<a x='1' x='2'/>", "xml.malformed", 1},
};

START_TEST(refuses)
{
    struct diag *d = diag_new();
    const char *s = refuses_rows[_i].text;
    ck_assert_ptr_null(parse(s, d));
    ck_assert_uint_eq(diag_count(d), 1);
    ck_assert_str_eq(diag_at(d, 0)->code, refuses_rows[_i].code);
    ck_assert_str_eq(diag_at(d, 0)->file, "t.xml");
    ck_assert_uint_le(diag_at(d, 0)->line, refuses_rows[_i].line);
    struct xml_sax nothing = {0};
    ck_assert(!xml_walk(s, strlen(s), "t.xml", &nothing, d));
    ck_assert_str_eq(diag_at(d, 1)->code, refuses_rows[_i].code);
    diag_free(d);
}
END_TEST

START_TEST(caps_depth)
{
    struct diag *d = diag_new();
    struct buf b;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 10000; i++)
        buf_add_str(&b, "<div>");
    for (int i = 0; i < 10000; i++)
        buf_add_str(&b, "</div>");
    struct xml_sax nothing = {0};
    ck_assert_ptr_null(xml_parse(b.s, b.len, "deep", d));
    ck_assert(!xml_walk(b.s, b.len, "deep", &nothing, d));
    ck_assert_ptr_null(xml_parse_html(b.s, b.len, "deep", d));
    ck_assert_uint_eq(diag_count(d), 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(diag_at(d, i)->code, "xml.depth");
    buf_clear(&b);
    diag_free(d);
}
END_TEST

START_TEST(counts_many_lines)
{
    struct diag *d = diag_new();
    struct buf b;
    buf_init(&b, 1 << 20);
    buf_add_str(&b, "<a>");
    for (int i = 0; i < 70000; i++)
        buf_add_char(&b, '\n');
    buf_add_str(&b, "<b>t</b></a>");
    struct xml_doc *doc = xml_parse(b.s, b.len, "long", d);
    ck_assert_uint_eq(xml_line(xml_first(xml_root(doc))), 70001);
    xml_free(doc);
    buf_clear(&b);
    diag_free(d);
}
END_TEST

static bool log_start(void *user, const char *name, const char **attributes, uint32_t line)
{
    buf_printf(user, "<%s", name);
    for (; *attributes; attributes += 2)
        buf_printf(user, " %s=%s", attributes[0], attributes[1]);
    buf_printf(user, ":%u>", (unsigned)line);
    return strcmp(name, "stop") != 0;
}

static bool log_end(void *user, const char *name)
{
    buf_printf(user, "</%s>", name);
    return true;
}

static bool log_text(void *user, const char *s, size_t len)
{
    buf_add(user, s, len);
    return true;
}

START_TEST(walks)
{
    struct diag *d = diag_new();
    struct buf b;
    buf_init(&b, 1 << 16);
    struct xml_sax sax = {log_start, log_end, log_text, &b};
    const char *s = "<w:a xmlns:w='u' w:k='1&amp;#38;2' l=''>x &amp; y\n<b/><![CDATA[&]]></w:a>";
    ck_assert(xml_walk(s, strlen(s), "t", &sax, d));
    ck_assert_str_eq(b.s, "<a k=1&#38;2 l=:1>x & y\n<b:2></b>&</a>");
    buf_clear(&b);
    s = "<a><stop/><c/></a><not well formed";
    ck_assert(xml_walk(s, strlen(s), "t", &sax, d));
    ck_assert_str_eq(b.s, "<a:1><stop:1>");
    ck_assert_uint_eq(diag_count(d), 0);
    buf_clear(&b);
    diag_free(d);
}
END_TEST

START_TEST(reads_html)
{
    struct diag *d = diag_new();
    const char *s =
        "<!DOCTYPE html>\n<html><body>\n<p>one\ntwo\n<b>\nthree</b><p>caf\xC3\xA9 &pound;5"
        "<script>if (a < b) { }</script>\n</body></html>";
    struct xml_doc *doc = xml_parse_html(s, strlen(s), "t.html", d);
    ck_assert_ptr_nonnull(doc);
    const struct xml_node *p = xml_first(xml_first(xml_root(doc)));
    struct xml_child c;
    ck_assert(xml_is(p, "p") && xml_child_first(p, &c));
    ck_assert_str_eq(c.text, "one\ntwo\n");
    ck_assert_uint_eq(c.line, 3);
    ck_assert(xml_child_next(&c) && xml_child_first(c.element, &c));
    ck_assert_str_eq(c.text, "\nthree");
    ck_assert_uint_eq(c.line, 5);
    ck_assert(xml_child_first(xml_next(p), &c));
    ck_assert_str_eq(c.text, "caf\xC3\xA9 \xC2\xA3"
                             "5");
    ck_assert_uint_eq(c.line, 6);
    xml_free(doc);
    s = "<p>\xA3"
        "5 \x93x\x94";
    doc = xml_parse_html(s, strlen(s), "t.html", d);
    char *text = xml_text(xml_root(doc));
    ck_assert_str_eq(text, "\xC2\xA3"
                           "5 \xE2\x80\x9Cx\xE2\x80\x9D");
    xfree(text);
    xml_free(doc);
    ck_assert_ptr_null(xml_parse_html("", 0, "t.html", d));
    diag_free(d);
}
END_TEST

static const char grammar[] =
    "<grammar xmlns='http://relaxng.org/ns/structure/1.0' ns='urn:p' "
    "datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'><start><element name='plan'>"
    "<attribute name='id'><data type='NCName'/></attribute><optional><attribute name='kind'>"
    "<choice><value>draft</value><value>final</value></choice></attribute></optional>"
    "<element name='title'><text/></element><oneOrMore><ref name='part'/></oneOrMore></element>"
    "</start><define name='part'><element name='part'><attribute name='n'><data type='integer'/>"
    "</attribute><text/></element></define></grammar>";

static const struct {
    const char *text;
    uint32_t line;
    const char *says, *advice; /* NULL: valid */
} validates_rows[] = {
    {"<title>t</title>\n<part n='1'>x</part>\n", 0, NULL, NULL},
    {"<title>t</title>\n<part n='one'>x</part>\n", 2,
        "n=\"one\" of <part> is not of the type integer", NULL},
    {"<title>t</title><part n='1'>x</part>\n<prat n='1'/>", 2, "there is no element <prat>",
        "did you mean part?"},
    {"<title>t</title>\n<part n='1' unknown='2'>x</part>", 2, "<part> has no attribute unknown",
        "allowed here: n"},
    {"<title>t</title>\n<part>x</part>", 2, "<part> lacks the attribute n", NULL},
    {"<title>t</title>", 1, "<plan> lacks the element <part>", NULL},
    {"<title>t</title>\n<title>u</title><part n='1'/>", 2,
        "<title> stands in <plan> more than once", NULL},
    {"<title><part n='1'/></title>\n<part n='1'/>", 1, "<part> is not allowed in <title>", NULL},
    {"stray\n<title>t</title><part n='1'/>", 1, "text is not allowed in <plan>: 'stray'", NULL},
    {"<part n='1'/><title>t</title>", 1, "the element <part> is not allowed here", NULL},
};

START_TEST(validates)
{
    struct diag *d = diag_new();
    struct buf text;
    buf_init(&text, 1000);
    buf_printf(&text, "<plan xmlns='urn:p' id='a'>%s</plan>", validates_rows[_i].text);
    ck_assert(file_write("test_base_xml.rng", grammar, strlen(grammar)));
    struct xml_doc *doc = parse(buf_str(&text), d);
    bool valid = xml_validate(doc, "test_base_xml.rng", d);
    remove("test_base_xml.rng");
    ck_assert_int_eq(valid, validates_rows[_i].says == NULL);
    ck_assert_int_eq(diag_count(d) == 0, valid);
    if (!valid) {
        ck_assert_uint_eq(diag_at(d, 0)->line, validates_rows[_i].line);
        ck_assert_str_eq(diag_at(d, 0)->text, validates_rows[_i].says);
        ck_assert_pstr_eq(diag_at(d, 0)->advice, validates_rows[_i].advice);
        ck_assert_ptr_nonnull(diag_at(d, 0)->source);
    }
    xml_free(doc);
    diag_free(d);
    buf_clear(&text);
}
END_TEST

static const struct {
    const char *text, *says;
} explains_rows[] = {
    {"<plan id='a' xmlns='urn:q'><title/><part n='1'/></plan>",
        "<plan> is not in the name space urn:p"},
    {"<plam xmlns='urn:p'/>", "the file begins with <plam>, which is not known here"},
    {"<plan xmlns='urn:p' id='a' kind='drafty'><title/><part n='1'/></plan>",
        "kind=\"drafty\" of <plan> is not one of draft, final"},
};

START_TEST(explains)
{
    struct diag *d = diag_new();
    ck_assert(file_write("test_base_xml.rng", grammar, strlen(grammar)));
    struct xml_doc *doc = parse(explains_rows[_i].text, d);
    ck_assert(!xml_validate(doc, "test_base_xml.rng", d));
    remove("test_base_xml.rng");
    ck_assert_uint_eq(diag_count(d), 1);
    ck_assert_str_eq(diag_at(d, 0)->text, explains_rows[_i].says);
    xml_free(doc);
    diag_free(d);
}
END_TEST

START_TEST(names_a_missing_grammar)
{
    struct diag *d = diag_new();
    struct xml_doc *doc = parse("<a/>", d);
    ck_assert(!xml_validate(doc, "no/such.rng", d));
    ck_assert_str_eq(diag_at(d, 0)->code, "xml.schema");
    ck_assert_str_eq(diag_at(d, 0)->file, "no/such.rng");
    xml_free(doc);
    diag_free(d);
}
END_TEST

/* Confined: no file can be opened any more, and yet it reads what it read before. */
static bool reads_confined(const char *schema, const struct confine *walls)
{
    static const char french[] =
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>\x93\xE9\x94</a>";
    const struct confine_limits limits = {.descriptors = 3};
    struct diag *d = diag_new();
    xml_prepare(schema);
    if (!confine_enter(walls, &limits))
        return false;
    struct xml_doc *doc = parse(french, d), *wrong = parse("<b/>", d);
    bool ok = doc && wrong && xml_has_grammar(schema) && xml_validate(doc, schema, d) &&
              !xml_validate(wrong, schema, d);
    xml_free(doc);
    xml_free(wrong);
    diag_free(d);
    return ok;
}

START_TEST(reads_what_it_prepared)
{
    char schema[] = "/tmp/planassure-grammar-XXXXXX";
    static const char small[] = "<element name=\"a\" xmlns=\"http://relaxng.org/ns/structure/1.0\">"
                                "<text/></element>";
    int fd = mkstemp(schema), status = 1;
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, small, sizeof small - 1), sizeof small - 1);
    struct confine *walls = confine_new();
    pid_t pid = fork();
    if (pid == 0)
        _exit(reads_confined(schema, walls) ? 0 : 1);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
    confine_free(walls);
    close(fd);
    unlink(schema);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_xml");
    TCase *t = tcase_create("base_xml");
    tcase_add_test(t, reads_a_tree);
    tcase_add_test(t, walks_mixed_children);
    tcase_add_loop_test(t, refuses, 0, (int)(sizeof refuses_rows / sizeof *refuses_rows));
    tcase_add_test(t, caps_depth);
    tcase_add_test(t, counts_many_lines);
    tcase_add_test(t, walks);
    tcase_add_test(t, reads_html);
    tcase_add_loop_test(t, validates, 0, (int)(sizeof validates_rows / sizeof *validates_rows));
    tcase_add_loop_test(t, explains, 0, (int)(sizeof explains_rows / sizeof *explains_rows));
    tcase_add_test(t, names_a_missing_grammar);
    tcase_add_test(t, reads_what_it_prepared);
    suite_add_tcase(s, t);
    return suite_run(s);
}
