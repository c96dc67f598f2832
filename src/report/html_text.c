/* The plan's text in the page, line by line, so that "line 388" can be found. What is quoted is
 * marked, with links back to the requirements and defects that quote it; what was not read as the
 * plan's own statement (contents, running heads, boilerplate) says so in words. */
#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "report/html_report.h"
#include "report/place.h"

struct writer {
    struct buf *out;
    const struct html_plan *plan;
    const struct doc *doc;
    uint32_t next;        /* the first mark that is not behind us */
    uint32_t page;        /* index of the next page */
    uint32_t block;       /* of the line; DOC_NONE before the first */
    const char *not_read; /* why the last text is no evidence; NULL: it may be */
};

static void add_pointer(struct writer *w, const struct html_pointer *p)
{
    const struct result *r = w->plan->result;
    if (p->defect)
        buf_printf(w->out, " <a class=\"pointer defect\" href=\"#p%zu-defect-%u\">defect %u</a>",
            w->plan->number, p->index + 1, p->index + 1);
    else
        buf_printf(w->out, " <a class=\"pointer\" href=\"#p%zu-req-%s\">%s</a>", w->plan->number,
            r->requirements[p->index].requirement->id, r->requirements[p->index].requirement->id);
}

static const char *why_not_read(const struct doc *doc, uint32_t block)
{
    static const struct {
        unsigned mark;
        const char *words;
    } reasons[] = {{DOC_CONTENTS, "list of contents"}, {DOC_FURNITURE, ""},
        {DOC_GLOSSARY, "glossary"}, {DOC_BOILERPLATE, "not part of the plan"},
        {DOC_HIDDEN, "hidden text"}, {DOC_REFERENCES, "references"},
        {DOC_KEYWORDS, "list of keywords"}, {DOC_UNREADABLE, "unreadable"}};
    unsigned marks = block < doc->blocks.n ? doc->blocks.v[block].marks : 0;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (marks & reasons[i].mark)
            return reasons[i].words;
    return NULL;
}

/* Moves on to the block that holds or precedes `at`. */
static void move_block(struct writer *w, uint32_t at)
{
    while (w->block + 1 < w->doc->blocks.n && w->doc->blocks.v[w->block + 1].at <= at)
        w->block++;
}

/* Text of a line or of a mark in it: what is not read as evidence looks so, with the reason in
 * words where it begins; running heads and page numbers go without. */
static void add_words(struct writer *w, uint32_t at, uint32_t end)
{
    while (at < end) {
        move_block(w, at);
        uint32_t next = w->block + 1 < w->doc->blocks.n ? w->doc->blocks.v[w->block + 1].at : end;
        uint32_t to = next < end ? next : end;
        const char *why = why_not_read(w->doc, w->block);
        if (why)
            buf_add_str(w->out, "<span class=\"unread\">");
        if (why && *why && why != w->not_read)
            buf_printf(w->out, "[%s, not read as evidence] ", why);
        html_text_n(w->out, w->doc->text + at, to - at);
        if (why)
            buf_add_str(w->out, "</span>");
        if (!why || *why)
            w->not_read = why;
        at = to;
    }
}

/* The part [at, end) of a mark; `ends`: the mark ends here. */
static void add_marked(struct writer *w, uint32_t index, uint32_t at, uint32_t end, bool ends)
{
    const struct html_marks *all = &w->plan->marks;
    const struct html_mark *mark = &all->marks[index];
    buf_printf(w->out, "<mark%s", mark->evidence ? "" : " class=\"defect\"");
    if (at == mark->at)
        buf_printf(w->out, " id=\"p%zu-mark-%u\"", w->plan->number, index + 1);
    buf_add_char(w->out, '>');
    add_words(w, at, end);
    buf_add_str(w->out, "</mark>");
    for (uint32_t i = 0; ends && i < mark->count; i++)
        add_pointer(w, &all->pointers[mark->first + i]);
}

static void add_line_text(struct writer *w, uint32_t at, uint32_t end)
{
    const struct html_marks *all = &w->plan->marks;
    while (at < end) {
        while (w->next < all->count && all->marks[w->next].end <= at)
            w->next++;
        const struct html_mark *mark = w->next < all->count ? &all->marks[w->next] : NULL;
        if (!mark || mark->at >= end) {
            add_words(w, at, end);
            return;
        }
        add_words(w, at, mark->at);
        uint32_t from = mark->at > at ? mark->at : at, to = mark->end < end ? mark->end : end;
        add_marked(w, w->next, from, to, to == mark->end);
        at = to;
    }
}

static void add_page(struct writer *w, uint32_t at)
{
    const struct doc *doc = w->doc;
    if (!doc->has_pages || w->page >= doc->pages.n || doc->pages.v[w->page].at > at)
        return;
    while (w->page + 1 < doc->pages.n && doc->pages.v[w->page + 1].at <= at)
        w->page++;
    buf_printf(w->out, "<p class=\"page\">Page %u</p>\n", doc->pages.v[w->page++].number);
}

static void add_line(struct writer *w, uint32_t number, uint32_t at, uint32_t end)
{
    const struct doc *doc = w->doc;
    uint32_t seen = at;
    while (seen < end && strchr(" \t\r\f", doc->text[seen]))
        seen++;
    if (seen == end)
        return;
    add_page(w, at);
    move_block(w, seen);
    bool heading = w->block < doc->blocks.n && doc->blocks.v[w->block].kind == DOC_HEADING &&
                   !doc->blocks.v[w->block].run_in;
    buf_printf(w->out, "<div class=\"line%s\"><span class=\"number\">%u</span><div><bdi>",
        heading ? " heading" : "", number);
    add_line_text(w, at, end);
    buf_add_str(w->out, "</bdi></div></div>\n");
}

void html_plan_text(struct buf *out, const struct html_plan *plan)
{
    const struct doc *doc = plan->result->doc;
    buf_add_str(out, "<div class=\"whole-text\">\n");
    html_section(out, plan, "text", "The text of the plan");
    if (!plan->has_text) {
        buf_add_str(out, "<p class=\"nhsuk-body\">It is left out, because the page would be too "
                         "long: check this plan alone.</p>\n</section>\n</div>\n");
        return;
    }
    buf_add_str(out,
        "<p class=\"nhsuk-body\">As the checker read it. <mark>Evidence</mark> is marked, and so "
        "are <mark class=\"defect\">places of defects</mark>; the links behind them lead back to "
        "what quotes them. <span class=\"unread\">Grey italics</span> are not read as evidence: "
        "running heads, page numbers and what is named so. The numbers are those of the "
        "lines.</p>\n"
        "<div class=\"plan-text\">\n");
    struct writer w = {.out = out, .plan = plan, .doc = doc, .block = DOC_NONE};
    for (uint32_t i = 0; i < doc->lines.n; i++) {
        uint32_t at = doc->lines.v[i], end = i + 1 < doc->lines.n ? doc->lines.v[i + 1] : doc->len;
        while (end > at && (doc->text[end - 1] == '\n' || doc->text[end - 1] == '\r'))
            end--;
        add_line(&w, i + 1, at, end);
    }
    buf_add_str(out, "</div>\n</section>\n</div>\n");
}
