/* The border to libxml2: walking a text without building it. The same guards as the tree. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/xml.h"
#include "base/xml_private.h"

struct walk {
    struct xml_parse parse; /* first: ctxt->_private points here */
    char *values;           /* attribute values of the element at hand, NUL-terminated */
    size_t room;
    VEC(const char *) attributes;
};

static void stop_unless(xmlParserCtxtPtr ctxt, struct walk *w, bool go_on)
{
    if (go_on)
        return;
    w->parse.stopped = true;
    xmlStopParser(ctxt);
}

/* Without entities of the document's own the parser leaves one escape in values: "&#38;". */
static char *copy_value(char *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        *out++ = s[i];
        if (s[i] == '&' && len - i >= 5 && memcmp(s + i, "&#38;", 5) == 0)
            i += 4;
    }
    *out++ = '\0';
    return out;
}

/* `attributes` of libxml2: five pointers each (local name, prefix, space, value, its end). */
static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
    int spaces, const xmlChar **space_list, int count, int defaulted, const xmlChar **attributes)
{
    xmlParserCtxtPtr ctxt = user;
    struct walk *w = ctxt->_private;
    (void)prefix, (void)space, (void)spaces, (void)space_list, (void)defaulted;
    if (w->parse.stopped || w->parse.fatal)
        return;
    size_t want = 0;
    for (int i = 0; i < count; i++)
        want += (size_t)(attributes[5 * i + 4] - attributes[5 * i + 3]) + 1;
    w->values = xgrow(w->values, &w->room, want + 1, 1);
    w->attributes.n = 0;
    char *at = w->values;
    for (int i = 0; i < count; i++) {
        const char *value = (const char *)attributes[5 * i + 3];
        const char *end = (const char *)attributes[5 * i + 4];
        VEC_PUSH(&w->attributes, (const char *)attributes[5 * i]);
        VEC_PUSH(&w->attributes, at);
        at = copy_value(at, value, (size_t)(end - value));
    }
    VEC_PUSH(&w->attributes, NULL);
    const struct xml_sax *sax = w->parse.walk;
    if (sax->start)
        stop_unless(ctxt, w,
            sax->start(
                sax->user, (const char *)name, w->attributes.v, (uint32_t)ctxt->input->line));
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    xmlParserCtxtPtr ctxt = user;
    struct walk *w = ctxt->_private;
    const struct xml_sax *sax = w->parse.walk;
    (void)prefix, (void)space;
    if (sax->end && !w->parse.stopped && !w->parse.fatal)
        stop_unless(ctxt, w, sax->end(sax->user, (const char *)name));
}

static void on_text(void *user, const xmlChar *s, int len)
{
    xmlParserCtxtPtr ctxt = user;
    struct walk *w = ctxt->_private;
    const struct xml_sax *sax = w->parse.walk;
    if (sax->text && !w->parse.stopped && !w->parse.fatal)
        stop_unless(ctxt, w, sax->text(sax->user, (const char *)s, (size_t)len));
}

bool xml_walk(
    const char *text, size_t len, const char *name, const struct xml_sax *sax, struct diag *diag)
{
    xml_start_library();
    struct walk w = {.parse = {.name = name, .text = text, .len = len, .diag = diag, .walk = sax}};
    xmlParserCtxtPtr ctxt = len <= INT32_MAX ? xmlNewParserCtxt() : NULL;
    if (!ctxt) {
        xml_report(
            &w.parse, "xml.too-large", 0, 0, NULL, "the text is too large to be read as XML");
        return false;
    }
    memset(ctxt->sax, 0, sizeof *ctxt->sax);
    ctxt->sax->initialized = XML_SAX2_MAGIC;
    ctxt->sax->startElementNs = on_start;
    ctxt->sax->endElementNs = on_end;
    ctxt->sax->characters = on_text;
    ctxt->sax->ignorableWhitespace = on_text;
    ctxt->sax->cdataBlock = on_text;
    xml_guard(ctxt, &w.parse);
    xmlDocPtr none =
        xmlCtxtReadMemory(ctxt, text, (int)len, name, NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    bool good = w.parse.stopped || (ctxt->wellFormed && !w.parse.fatal);
    if (none)
        xmlFreeDoc(none);
    xmlFreeParserCtxt(ctxt);
    if (!good && !w.parse.refused)
        xml_report(&w.parse, "xml.malformed", 1, 0, NULL, "this is not XML");
    xfree(w.values);
    xfree(w.attributes.v);
    return good;
}
