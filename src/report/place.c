/* Places and quotes. A quote is a span of the document's text, never a copy that was searched for
 * again: what is printed at a line and column is what stands there. */
#include "report/place.h"

#include "base/escape.h"
#include "base/limits.h"
#include "base/utf8.h"

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Cuts white space off both ends and keeps the span inside the text. */
static void trim(const struct doc *doc, uint32_t *at, uint32_t *end)
{
    if (*end > doc->len)
        *end = doc->len;
    if (*at > *end)
        *at = *end;
    while (*at < *end && is_white(doc->text[*at]))
        (*at)++;
    while (*end > *at && is_white(doc->text[*end - 1]))
        (*end)--;
}

struct place place_of(const struct doc *doc, uint32_t at)
{
    struct place p = {0};
    doc_place(doc, at, &p.line, &p.column);
    p.page = doc->has_pages ? doc_page_number(doc, at) : 0;
    return p;
}

void place_print(const struct doc *doc, uint32_t at, struct buf *out)
{
    struct place p = place_of(doc, at);
    if (p.page)
        buf_printf(out, "page %u, ", p.page);
    buf_printf(out, "line %u", p.line);
}

void place_quote(const struct doc *doc, uint32_t at, uint32_t end, struct buf *out)
{
    trim(doc, &at, &end);
    for (uint32_t i = at; i < end; i++)
        buf_add_char(out, is_white(doc->text[i]) ? ' ' : doc->text[i]);
}

uint32_t place_cut(const struct doc *doc, uint32_t *at, uint32_t *end)
{
    trim(doc, at, end);
    uint32_t cut = *at;
    while (cut < *end && cut - *at < LIMIT_QUOTE_BYTES) {
        uint32_t c;
        cut += (uint32_t)utf8_decode(doc->text + cut, *end - cut, &c);
    }
    return cut;
}

void place_quote_short(const struct doc *doc, uint32_t at, uint32_t end, struct buf *out)
{
    uint32_t cut = place_cut(doc, &at, &end);
    place_quote(doc, at, cut, out);
    if (cut < end)
        buf_add_str(out, " \xE2\x80\xA6");
}

void place_quote_plain(const struct doc *doc, uint32_t at, uint32_t end, struct buf *out)
{
    trim(doc, &at, &end);
    struct buf folded;
    buf_init(&folded, (size_t)(end - at) + 1);
    for (uint32_t i = at; i < end;) {
        uint32_t c;
        size_t n = utf8_decode(doc->text + i, end - i, &c);
        bool blank = is_white(doc->text[i]) || utf8_is_blank(c);
        if (!blank)
            buf_add(&folded, doc->text + i, n);
        else if (folded.len && folded.s[folded.len - 1] != ' ')
            buf_add_char(&folded, ' ');
        i += (uint32_t)n;
    }
    escape_terminal(out, buf_str(&folded), folded.len);
    buf_clear(&folded);
}

void place_section_title(const struct doc *doc, uint32_t section, struct buf *out)
{
    if (section >= doc->sections.n || doc->sections.v[section].heading >= doc->blocks.n)
        return;
    const struct doc_block *heading = &doc->blocks.v[doc->sections.v[section].heading];
    place_quote(doc, heading->at, heading->end, out);
}

uint32_t place_section(const struct doc *doc, uint32_t at)
{
    uint32_t block = doc_block_at(doc, at);
    return block < doc->blocks.n ? doc->blocks.v[block].section : DOC_NONE;
}

static bool is_shown(const struct criterion_result *c, const struct candidate *candidate)
{
    if (candidate->reason == VOID_NOT)
        return true;
    return c->state == CRITERION_WEAK && candidate->reason == VOID_WEAK;
}

/* The same quote was given by an earlier candidate. */
static bool is_repeated(const struct criterion_result *c, uint32_t k)
{
    const struct evidence *e = &c->candidates[k].evidence;
    for (uint32_t i = 0; i < k; i++) {
        const struct evidence *other = &c->candidates[i].evidence;
        if (is_shown(c, &c->candidates[i]) && other->at == e->at && other->end == e->end)
            return true;
    }
    return false;
}

const struct candidate *place_evidence(const struct criterion_result *c, uint32_t i)
{
    if (i >= LIMIT_EVIDENCE || c->state == CRITERION_MISSING)
        return NULL;
    for (uint32_t k = 0; k < c->count; k++) {
        if (!is_shown(c, &c->candidates[k]) || is_repeated(c, k))
            continue;
        if (i-- == 0)
            return &c->candidates[k];
    }
    return NULL;
}

bool place_matters(const struct requirement_result *r, uint32_t criterion)
{
    return r->requirement->criteria[criterion].need != NEED_NOTE || r->capped_by == criterion;
}
