/* The web site around the plan. Before it: a few short lines of a viewer or a page ("Download",
 * "Transcription"); everything up to the last of them belongs to the site. After it: teasers of
 * other documents, told by a short line that repeats ("More information") and by titles that stand
 * twice; everything from the first teaser on belongs to the site. */
#include <string.h>

#include "analyse/edit.h"
#include "analyse/passes.h"
#include "analyse/words.h"

#define FRONT_BLOCKS 60 /* the site's lines stand among the first blocks */
#define SHORT_LINE   80 /* bytes of a navigation line */
#define MIN_REPEATS  3  /* of a teaser's last line */

/* Lines that are nothing else. */
static const char *const site_lines[] = {"transcription", "size: px",
    "start display at page:", "more information", "read more", "read more...", "learn more",
    "find out more", "download", "download pdf", "view document", "skip to content",
    "skip to main content", "home", "menu", "search", "sign in", "log in", "login", "register",
    "sign up", "share", "share this page", "share this document", "print", "print this page",
    "back to top", "embed", "embed size (px)", "accept cookies", "accept all cookies",
    "cookie settings", "cookie policy", "privacy policy", "terms of use", "terms and conditions",
    "contact us", "about us", "accessibility", "site map", "sitemap", "related documents",
    "similar documents", "related searches", "you may also like", "view more", "see more",
    "follow us", "subscribe", "report this document", "next", "previous"};
/* Beginnings of such lines. */
static const char *const site_starts[] = {"download \"", "download this ", "we use cookies",
    "this site uses cookies", "this website uses cookies", "cookies on ", "copyright \xC2\xA9",
    "\xC2\xA9 ", "all rights reserved", "javascript is ", "please enable javascript",
    "transcript of ", "view as "};

static bool is_plain(const struct doc_block *b)
{
    return b->table == DOC_NONE && !(b->marks & DOC_NEVER_EVIDENCE & ~DOC_BOILERPLATE);
}

static bool is_site_line(const struct doc *doc, const struct doc_block *b)
{
    const char *s = doc->text + b->at;
    size_t len = b->end - b->at;
    if (len > SHORT_LINE) {
        for (size_t i = 0; i < sizeof site_starts / sizeof *site_starts; i++)
            if (text_find(s, strlen(site_starts[i]), site_starts[i]) == s)
                return true;
        return false;
    }
    for (size_t i = 0; i < sizeof site_lines / sizeof *site_lines; i++)
        if (text_equals(s, len, site_lines[i]))
            return true;
    for (size_t i = 0; i < sizeof site_starts / sizeof *site_starts; i++)
        if (len >= strlen(site_starts[i]) && text_find(s, strlen(site_starts[i]), site_starts[i]))
            return true;
    return false;
}

/* A site before the plan has two of its lines at least, and none of them below a page's text. */
static void mark_front(struct doc *doc)
{
    size_t last = 0, found = 0, n = doc->blocks.n < FRONT_BLOCKS ? doc->blocks.n : FRONT_BLOCKS;
    uint32_t first_page = doc->has_pages && doc->pages.n ? doc->pages.v[0].at : 0;
    for (size_t i = 0; i < n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (b->end - b->at > 4 * SHORT_LINE || b->kind == DOC_CELL ||
            (doc->text[b->end - 1] == '.' && !is_site_line(doc, b)))
            break; /* the plan speaks */
        if (first_page && b->at >= first_page)
            break;
        if (is_site_line(doc, b)) {
            found++;
            last = i + 1;
        }
    }
    if (found < 2)
        return;
    for (size_t i = 0; i < last; i++)
        doc->blocks.v[i].marks |= DOC_BOILERPLATE;
}

static bool same_text(const struct doc *doc, const struct doc_block *a, const struct doc_block *b)
{
    return a->end - a->at == b->end - b->at &&
           !memcmp(doc->text + a->at, doc->text + b->at, a->end - a->at);
}

/* Does `b` begin with the text of the title `a`? A viewer's teaser does. */
static bool begins_with(const struct doc *doc, const struct doc_block *a, const struct doc_block *b)
{
    uint32_t n = a->end - a->at < 40 ? a->end - a->at : 40;
    return n >= 10 && b->end - b->at >= n && !memcmp(doc->text + a->at, doc->text + b->at, n);
}

/* The block in which the tail of teasers begins, `n` when there is none: the first of at least
 * three equal site lines, behind which no stretch of prose longer than a teaser follows. */
static size_t first_teaser(const struct doc *doc)
{
    size_t n = doc->blocks.n, first = n, repeats = 0, prose = 0;
    const struct doc_block *line = NULL;
    for (size_t i = n; i-- > 0;) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (b->kind == DOC_CELL)
            break;
        if (!is_plain(b))
            continue;
        if (is_site_line(doc, b) && (!line || same_text(doc, line, b))) {
            line = b;
            repeats++;
            first = i;
            prose = 0;
        } else if (!is_site_line(doc, b)) {
            prose += b->end - b->at;
        }
        if (line && prose > 1500)
            break;
        if (!line && prose > 4000)
            break;
    }
    if (repeats < MIN_REPEATS)
        return n;
    /* The first teaser stands before its closing line: a title, and a text that repeats it. */
    if (first >= 2 && begins_with(doc, &doc->blocks.v[first - 2], &doc->blocks.v[first - 1]))
        return first - 2;
    return first >= 1 && doc->blocks.v[first - 1].end - doc->blocks.v[first - 1].at < 400
               ? first - 1
               : first;
}

/* Site lines that close the text: copyright, privacy, social links. */
static void mark_closing_lines(struct doc *doc)
{
    size_t run = 0, i = doc->blocks.n;
    while (i > 0) {
        const struct doc_block *b = &doc->blocks.v[i - 1];
        if (b->kind == DOC_CELL || !is_plain(b) || !is_site_line(doc, b))
            break;
        run++;
        i--;
    }
    if (run < 2)
        return;
    for (; i < doc->blocks.n; i++)
        doc->blocks.v[i].marks |= DOC_BOILERPLATE;
}

void boilerplate_run(struct doc *doc)
{
    if (doc->shaped)
        return;
    mark_front(doc);
    size_t tail = first_teaser(doc);
    if (tail < doc->blocks.n && tail > 0 && !(doc->blocks.v[tail].marks & DOC_BOILERPLATE)) {
        for (size_t i = tail; i < doc->blocks.n; i++)
            doc->blocks.v[i].marks |= DOC_BOILERPLATE;
        doc_add_note(doc, "text.outside-plan", doc->blocks.v[tail].at,
            "text of other documents after the end of the plan is left out");
    }
    mark_closing_lines(doc);
}
