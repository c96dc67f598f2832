/* Where in the plan the evidence lies, as a bar of columns: the taller, the more requirements quote
 * that stretch; below it a tick for each place of a defect. The same stands beside it as a table
 * and in one sentence, for those who cannot see it. */
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "report/html_report.h"
#include "report/place.h"

enum { COLUMNS = 60, PARTS = 10, WIDTH = 600, HEIGHT = 60, TICK = 12 };

struct part {
    uint32_t evidence, defects; /* pointers into it */
    uint32_t mark;              /* the first mark with evidence, DOC_NONE */
};

/* What points into each of `count` equal stretches of the plan. */
static void find_parts(const struct html_plan *plan, struct part *parts, uint32_t count)
{
    const struct html_marks *m = &plan->marks;
    const struct doc *doc = plan->result->doc;
    for (uint32_t i = 0; i < count; i++)
        parts[i] = (struct part){0, 0, DOC_NONE};
    for (uint32_t i = 0; i < m->count; i++) {
        struct part *part = &parts[(uint64_t)m->marks[i].at * count / (doc->len + 1u)];
        for (uint32_t k = 0; k < m->marks[i].count; k++) {
            bool defect = m->pointers[m->marks[i].first + k].defect;
            part->evidence += !defect;
            part->defects += defect;
        }
        if (m->marks[i].evidence && part->mark == DOC_NONE)
            part->mark = i;
    }
}

static void add_columns(struct buf *out, const struct part *parts, uint32_t most)
{
    const unsigned step = WIDTH / COLUMNS;
    for (uint32_t i = 0; i < COLUMNS; i++) {
        unsigned height = most ? parts[i].evidence * HEIGHT / most : 0;
        if (parts[i].evidence && height < 4)
            height = 4;
        if (height)
            buf_printf(out,
                "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" fill=\"#005eb8\"></rect>\n",
                i * step + 1, HEIGHT - height, step - 2, height);
        if (parts[i].defects)
            buf_printf(out,
                "<path d=\"M%u %u l-4 %u h8 z\" fill=\"#d5281b\" stroke=\"#212b32\" "
                "stroke-width=\"1\"></path>\n",
                i * step + step / 2, HEIGHT + 3, TICK - 4);
    }
}

/* "lines 1 to 40" or "pages 1 to 8" of a part. */
static void add_range(struct buf *out, const struct doc *doc, uint32_t part, uint32_t count)
{
    uint32_t at = (uint32_t)((uint64_t)part * doc->len / count);
    uint32_t end = (uint32_t)((uint64_t)(part + 1) * doc->len / count);
    struct place from = place_of(doc, at), to = place_of(doc, end > at ? end - 1 : at);
    unsigned first = from.page ? from.page : from.line, last = to.page ? to.page : to.line;
    const char *unit = from.page ? "page" : "line";
    if (first == last)
        buf_printf(out, "%s %u", unit, first);
    else
        buf_printf(out, "%ss %u to %u", unit, first, last);
}

static void add_table(struct buf *out, const struct html_plan *plan)
{
    struct part parts[PARTS];
    find_parts(plan, parts, PARTS);
    buf_add_str(out,
        "<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\">"
        "<span class=\"nhsuk-details__summary-text\">The same as a table</span></summary>\n"
        "<div class=\"nhsuk-details__text\">\n<table class=\"nhsuk-table\">\n<caption "
        "class=\"nhsuk-u-visually-hidden\">Evidence and defects by tenth of the plan</caption>\n"
        "<thead><tr><th scope=\"col\" class=\"nhsuk-table__header\">Tenth of the plan</th>"
        "<th scope=\"col\" class=\"nhsuk-table__header nhsuk-table__header--numeric\">Evidence</th>"
        "<th scope=\"col\" class=\"nhsuk-table__header nhsuk-table__header--numeric\">Defects</th>"
        "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < PARTS; i++) {
        bool link = plan->has_text && parts[i].mark != DOC_NONE;
        buf_add_str(out, "<tr><th scope=\"row\" class=\"nhsuk-table__header\">");
        if (link)
            buf_printf(out, "<a href=\"#p%zu-mark-%u\">", plan->number, parts[i].mark + 1);
        add_range(out, plan->result->doc, i, PARTS);
        buf_printf(out,
            "%s</th><td class=\"nhsuk-table__cell nhsuk-table__cell--numeric\">%u</td>"
            "<td class=\"nhsuk-table__cell nhsuk-table__cell--numeric\">%u</td></tr>\n",
            link ? "</a>" : "", parts[i].evidence, parts[i].defects);
    }
    buf_add_str(out, "</tbody>\n</table>\n</div></details>\n");
}

/* One sentence that says what the bar shows. */
static void add_words(struct buf *out, const struct html_plan *plan)
{
    struct part parts[PARTS];
    find_parts(plan, parts, PARTS);
    uint32_t best = 0, all = 0, with = 0;
    for (uint32_t i = 0; i < PARTS; i++) {
        all += parts[i].evidence;
        with += parts[i].evidence > 0;
        if (parts[i].evidence > parts[best].evidence)
            best = i;
    }
    if (!all) {
        buf_add_str(out, "No evidence was found anywhere in the plan.");
        return;
    }
    buf_printf(
        out, "There is evidence in %u of %d tenths of the plan, most of it in ", with, PARTS);
    add_range(out, plan->result->doc, best, PARTS);
    buf_printf(out, " (%u of %u quotations).", parts[best].evidence, all);
}

void html_heat(struct buf *out, const struct html_plan *plan)
{
    if (!plan->result->doc || !plan->result->doc->len)
        return;
    struct part parts[COLUMNS];
    find_parts(plan, parts, COLUMNS);
    uint32_t most = 0;
    for (uint32_t i = 0; i < COLUMNS; i++)
        most = parts[i].evidence > most ? parts[i].evidence : most;
    html_section(out, plan, "heat", "Where in the plan the evidence lies");
    buf_add_str(out, "<p class=\"nhsuk-body\">");
    add_words(out, plan);
    buf_printf(out,
        "</p>\n<figure class=\"heat\">\n<svg viewBox=\"0 0 %d %d\" role=\"img\" "
        "aria-labelledby=\"p%zu-heat-title\" preserveAspectRatio=\"none\">"
        "<title id=\"p%zu-heat-title\">Evidence and defects from the beginning of the plan to its "
        "end; the table below has the figures</title>\n"
        "<rect x=\"0\" y=\"0\" width=\"%d\" height=\"%d\" fill=\"#e8edee\"></rect>\n",
        WIDTH, HEIGHT + TICK, plan->number, plan->number, WIDTH, HEIGHT);
    add_columns(out, parts, most);
    buf_add_str(out, "</svg>\n<figcaption class=\"nhsuk-body-s\">From the beginning of the plan "
                     "(left) to its end. Columns: evidence, the taller the more. Triangles below: "
                     "places of defects.</figcaption>\n</figure>\n");
    add_table(out, plan);
    buf_add_str(out, "</section>\n");
}
