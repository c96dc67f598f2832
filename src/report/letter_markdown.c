/* The letter in Markdown, to be edited: the table becomes a heading a section, because nobody can
 * edit long cells. */
#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "report/formats.h"
#include "report/letter.h"

/* Without square brackets no round one makes a link: those stay as people write them. */
static void text(struct buf *out, const char *s)
{
    struct buf safe;
    buf_init(&safe, LIMIT_REPORT_BYTES);
    escape_markdown(&safe, s, strlen(s));
    for (size_t i = 0; i < safe.len; i++) {
        if (safe.s[i] == '\\' && i + 1 < safe.len) {
            if (safe.s[i + 1] != '(' && safe.s[i + 1] != ')')
                buf_add_char(out, '\\');
            i++;
        }
        buf_add_char(out, safe.s[i]);
    }
    buf_clear(&safe);
}

static void add_item(struct buf *out, const struct letter_item *item)
{
    static const struct {
        const char *open, *close;
    } marks[] = {[LETTER_LINE] = {"", "\\\n"},
        [LETTER_TITLE] = {"\n# ", "\n\n"},
        [LETTER_HEADING] = {"\n## ", "\n\n"},
        [LETTER_PARAGRAPH] = {"", "\n\n"},
        [LETTER_BULLET] = {"- ", "\n"},
        [LETTER_SMALL] = {"\n---\n\n", "\n"}};
    buf_add_str(out, marks[item->kind].open);
    text(out, item->text);
    buf_add_str(out, marks[item->kind].close);
}

/* A hard line break joins the lines of an address; the last of them ends its paragraph. */
static void add_items(struct buf *out, const struct letter_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool last =
            items[i].kind == LETTER_LINE && i + 1 < count && items[i + 1].kind != LETTER_LINE;
        if (last) {
            text(out, items[i].text);
            buf_add_str(out, "\n");
        } else {
            add_item(out, &items[i]);
        }
    }
}

static void add_section(struct buf *out, const struct letter_section *s)
{
    buf_add_str(out, "### ");
    text(out, s->title);
    buf_add_str(out, "\n\n**Rating:** ");
    char rating[40] = "";
    letter_capital(s->rating, rating, sizeof rating);
    text(out, rating);
    buf_add_str(out, ", ");
    text(out, s->score);
    buf_add_str(out, "\n\n");
    for (size_t i = 0; i < s->comments.n; i++) {
        buf_printf(out, "**%s:** ", s->comments.v[i].label);
        text(out, s->comments.v[i].text);
        buf_add_str(out, "\n\n");
    }
    buf_add_str(out, "**Recommendations and next steps:**\n\n");
    for (size_t i = 0; i < s->steps.n; i++) {
        buf_add_str(out, "- ");
        text(out, s->steps.v[i]);
        buf_add_char(out, '\n');
    }
    buf_add_char(out, '\n');
}

static void add_part(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)stream;
    struct letter *letter = letter_new(r, place->options);
    if (place->index)
        buf_add_str(out, "\n\n");
    add_items(out, letter->opening.v, letter->opening.n);
    for (size_t k = 0; k < letter->sections.n; k++)
        add_section(out, &letter->sections.v[k]);
    add_items(out, letter->closing.v, letter->closing.n);
    letter_free(letter);
}

const struct report report_letter_markdown = {.name = "letter-markdown",
    .description = "the same letter in Markdown",
    .streams = 1,
    .early = true,
    .plan = add_part};
