/* The letter as a page: what stands in a letter of paper, in the frame of all pages. */
#include "base/limits.h"
#include "report/formats.h"
#include "report/html.h"
#include "report/letter.h"

static void add_item(struct buf *out, const struct letter_item *item, bool alone)
{
    static const struct {
        const char *open, *close;
    } tags[] = {[LETTER_LINE] = {"<p class=\"address\">", "</p>\n"},
        [LETTER_TITLE] = {"<h1 class=\"nhsuk-heading-m\">", "</h1>\n"},
        [LETTER_HEADING] = {"<h2 class=\"nhsuk-heading-s\">", "</h2>\n"},
        [LETTER_PARAGRAPH] = {"<p class=\"nhsuk-body\">", "</p>\n"},
        [LETTER_BULLET] = {"<li>", "</li>\n"},
        [LETTER_SMALL] = {"<p class=\"meta\">", "</p>\n"}};
    bool title = item->kind == LETTER_TITLE && !alone;
    buf_add_str(out, title ? "<h2 class=\"nhsuk-heading-m\">" : tags[item->kind].open);
    html_foreign(out, item->text);
    buf_add_str(out, title ? "</h2>\n" : tags[item->kind].close);
}

static void add_items(struct buf *out, const struct letter_item *items, size_t count, bool alone)
{
    for (size_t i = 0; i < count; i++) {
        bool bullet = items[i].kind == LETTER_BULLET;
        if (bullet && (i == 0 || items[i - 1].kind != LETTER_BULLET))
            buf_add_str(out, "<ul class=\"nhsuk-list nhsuk-list--bullet\">\n");
        add_item(out, &items[i], alone);
        if (bullet && (i + 1 == count || items[i + 1].kind != LETTER_BULLET))
            buf_add_str(out, "</ul>\n");
    }
}

static void add_section(struct buf *out, const struct letter_section *s)
{
    buf_add_str(out, "<tr><th scope=\"row\" class=\"nhsuk-table__header\">");
    html_text(out, s->title);
    buf_add_str(out, "</th><td class=\"nhsuk-table__cell\">");
    html_tag(out, s->rating, s->rating);
    buf_add_str(out, "<br>");
    html_text(out, s->score);
    buf_add_str(out, "</td><td class=\"nhsuk-table__cell\">");
    for (size_t i = 0; i < s->comments.n; i++) {
        buf_printf(out, "<p><strong>%s:</strong> ", s->comments.v[i].label);
        html_foreign(out, s->comments.v[i].text);
        buf_add_str(out, "</p>");
    }
    buf_add_str(out, "</td><td class=\"nhsuk-table__cell\"><ul>");
    for (size_t i = 0; i < s->steps.n; i++) {
        buf_add_str(out, "<li>");
        html_text(out, s->steps.v[i]);
        buf_add_str(out, "</li>");
    }
    buf_add_str(out, "</ul></td></tr>\n");
}

static void add_sections(struct buf *out, const struct letter *letter)
{
    static const char *const heads[] = {
        "Section", "Rating", "Comments", "Recommendations and next steps"};
    if (!letter->sections.n)
        return;
    buf_add_str(out, "<table class=\"nhsuk-table sections\">\n<caption "
                     "class=\"nhsuk-u-visually-hidden\">Ratings, comments and recommendations by "
                     "section</caption>\n<thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        buf_printf(out, "<th scope=\"col\" class=\"nhsuk-table__header\">%s</th>", heads[i]);
    buf_add_str(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < letter->sections.n; i++)
        add_section(out, &letter->sections.v[i]);
    buf_add_str(out, "</tbody>\n</table>\n");
}

static void add_part(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)stream;
    struct letter *letter = letter_new(r, place->options);
    buf_add_str(out, "<div class=\"letter\">\n");
    add_items(out, letter->opening.v, letter->opening.n, place->count == 1);
    add_sections(out, letter);
    add_items(out, letter->closing.v, letter->closing.n, place->count == 1);
    buf_add_str(out, "</div>\n");
    letter_free(letter);
}

static void add_piece(struct report_join *j, struct buf *out)
{
    const struct html_page page = {.title = j->count == 1 ? "Review letter" : "Review letters"};
    if (j->stream) {
        html_close(out, &page, NULL);
        return;
    }
    html_open(out, &page);
    if (j->count != 1)
        buf_add_str(out, "<h1 class=\"nhsuk-u-visually-hidden\">Review letters</h1>\n");
}

const struct report report_letter = {.name = "letter",
    .description = "the reviewer's letter to the organisation, as a page to print; a FILE that "
                   "ends in .docx or .md chooses the other two",
    .streams = 1,
    .early = true,
    .counted = true,
    .plan = add_part,
    .piece = add_piece};
