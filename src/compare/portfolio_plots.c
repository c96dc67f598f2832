/* See portfolio_plots.h. Coordinates are whole numbers or one decimal: the same bytes everywhere.
 */
#include "compare/portfolio_plots.h"

#include <math.h>

const char *plot_letter(enum pa_rating rating)
{
    static const char *const letters[] = {[PA_UNRATED] = "\xE2\x80\x93",
        [PA_RED] = "R",
        [PA_AMBER_RED] = "AR",
        [PA_AMBER_GREEN] = "AG",
        [PA_GREEN] = "G"};
    return letters[rating];
}

const char *plot_class(enum pa_rating rating)
{
    static const char *const classes[] = {[PA_UNRATED] = "u",
        [PA_RED] = "r",
        [PA_AMBER_RED] = "ar",
        [PA_AMBER_GREEN] = "ag",
        [PA_GREEN] = "g"};
    return classes[rating];
}

void plot_parts(struct buf *out, const size_t *parts, const char *const *classes, size_t count)
{
    size_t all = 0;
    for (size_t i = 0; i < count; i++)
        all += parts[i];
    buf_add_str(out,
        "<svg class=\"plot-parts\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" "
        "aria-hidden=\"true\" focusable=\"false\">");
    double x = 0;
    for (size_t i = 0; i < count && all; i++) {
        double width = 100.0 * (double)parts[i] / (double)all;
        if (parts[i])
            buf_printf(out, "<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" height=\"10\"/>",
                classes[i], x, width);
        x += width;
    }
    buf_add_str(out, "</svg>");
}

#define BIN_WIDTH   40
#define PLOT_HEIGHT 110 /* of the bars; numbers stand above them, scores below */

void plot_scores(struct buf *out, const size_t bins[10])
{
    size_t most = 1, all = 0;
    for (size_t i = 0; i < 10; i++) {
        most = bins[i] > most ? bins[i] : most;
        all += bins[i];
    }
    buf_printf(out,
        "<svg class=\"plot-scores\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Plans by "
        "score: ",
        10 * BIN_WIDTH + 24, PLOT_HEIGHT + 45);
    bool first = true;
    for (size_t i = 0; i < 10; i++) {
        if (!bins[i])
            continue;
        buf_printf(
            out, "%s%zu with %zu to %zu %%", first ? "" : ", ", bins[i], i * 10, i * 10 + 10);
        first = false;
    }
    buf_add_str(out, all ? "\">" : "none was scored\">");
    for (size_t i = 0; i < 10; i++) {
        double height = (double)bins[i] * PLOT_HEIGHT / (double)most;
        size_t x = i * BIN_WIDTH + 10;
        if (bins[i])
            buf_printf(out,
                "<rect class=\"bar\" x=\"%zu\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>"
                "<text x=\"%zu\" y=\"%.1f\">%zu</text>",
                x + 2, 20 + PLOT_HEIGHT - height, BIN_WIDTH - 4, height, x + BIN_WIDTH / 2,
                15 + PLOT_HEIGHT - height, bins[i]);
    }
    for (size_t i = 0; i <= 10; i += 2)
        buf_printf(out, "<text x=\"%zu\" y=\"%d\">%zu</text>", i * BIN_WIDTH + 10, PLOT_HEIGHT + 38,
            i * 10);
    buf_printf(out, "<line x1=\"10\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/></svg>\n", 10 * BIN_WIDTH + 10,
        PLOT_HEIGHT + 20, PLOT_HEIGHT + 20);
}

void plot_trend(struct buf *out, const double *scores, size_t count)
{
    buf_add_str(out, "<svg class=\"plot-trend\" viewBox=\"0 0 100 30\" aria-hidden=\"true\" "
                     "focusable=\"false\"><polyline points=\"");
    double last_x = 0, last_y = 0;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (isnan(scores[i]))
            continue;
        last_x = count > 1 ? 4 + 92.0 * (double)i / (double)(count - 1) : 50;
        last_y = 26 - 22 * scores[i] / 100;
        buf_printf(out, "%s%.1f,%.1f", any ? " " : "", last_x, last_y);
        any = true;
    }
    buf_add_str(out, "\"/>");
    if (any)
        buf_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", last_x, last_y);
    buf_add_str(out, "</svg>");
}
