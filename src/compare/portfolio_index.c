/* The first page of the site: for each pack the figures, the heat map, what is most often missing,
 * the defects and the trends. Plans stand in the order asked for (by name unless it was said
 * otherwise), not in a league; every rating is a letter or a word as well as a colour. */
#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "compare/portfolio.h"
#include "compare/portfolio_html.h"
#include "compare/portfolio_plots.h"
#include "compare/words.h"
#include "report/formats.h"
#include "report/html.h"

#define TOP 15 /* rows that are shown at once; the others are folded away */

static const enum pa_rating best_first[] = {
    PA_GREEN, PA_AMBER_GREEN, PA_AMBER_RED, PA_RED, PA_UNRATED};
#define RATINGS (sizeof best_first / sizeof *best_first)

static void plot_ratings(struct buf *out, const size_t *ratings)
{
    size_t parts[RATINGS];
    const char *classes[RATINGS];
    for (size_t i = 0; i < RATINGS; i++) {
        parts[i] = ratings[best_first[i]];
        classes[i] = plot_class(best_first[i]);
    }
    plot_parts(out, parts, classes, RATINGS);
}

/* ---- figures ---- */

static double median(const struct site_pack *p)
{
    double *scores = xcalloc(p->count + 1, sizeof *scores);
    size_t n = 0;
    for (size_t i = 0; i < p->count; i++) {
        double score = p->plans[i]->plan->score;
        if (isnan(score))
            continue;
        size_t at = n++;
        for (; at && scores[at - 1] > score; at--)
            scores[at] = scores[at - 1];
        scores[at] = score;
    }
    double value = n ? (scores[(n - 1) / 2] + scores[n / 2]) / 2 : (double)NAN;
    xfree(scores);
    return value;
}

static void add_figures(struct buf *out, const struct site_pack *p, size_t number)
{
    site_section(out, 3, number, "figures", "Where the plans stand");
    buf_add_str(out, "<div class=\"site-figures\">\n<div>\n");
    site_table(out, "Plans by rating", "Rating|#Plans");
    for (size_t i = 0; i < RATINGS; i++) {
        if (best_first[i] == PA_UNRATED && !p->ratings[PA_UNRATED])
            continue;
        site_row(out);
        buf_add_str(out, "<span>");
        site_rating(out, best_first[i]);
        if (best_first[i] != PA_UNRATED)
            buf_printf(out, " %s", rating_words(best_first[i]));
        buf_add_str(out, "</span></th>");
        site_count_cell(out, "Plans", p->ratings[best_first[i]]);
        buf_add_str(out, "</tr>\n");
    }
    site_table_end(out);
    buf_add_str(out, "</div>\n<div>\n<h4 class=\"nhsuk-heading-s\">Plans by score</h4>\n");
    plot_scores(out, p->bins);
    buf_add_str(out, "<p class=\"nhsuk-body\">The median score is ");
    words_score(out, median(p));
    buf_add_str(out, ".</p>\n</div>\n</div>\n");
    site_table(out, "Domains", "Domain|#Green|#Amber-green|#Amber-red|#Red|Share");
    for (size_t i = 0; i < p->domain_count; i++) {
        const struct site_domain *d = &p->domains[i];
        static const char *const labels[] = {"Green", "Amber-green", "Amber-red", "Red"};
        site_head_cell(out, d->title);
        for (size_t k = 0; k < 4; k++)
            site_count_cell(out, labels[k], d->ratings[best_first[k]]);
        buf_add_str(out, "<td class=\"nhsuk-table__cell site-plot\">");
        plot_ratings(out, d->ratings);
        buf_add_str(out, "</td></tr>\n");
    }
    site_table_end(out);
    buf_add_str(out, "</section>\n");
}

/* ---- the heat map ---- */

static void add_filter(struct buf *out, size_t number)
{
    buf_printf(out,
        "<div class=\"filter no-print\" role=\"group\" aria-label=\"Filter the plans\" "
        "data-filter=\"p%zu-heat\" hidden>\n"
        "<div class=\"nhsuk-form-group\"><label class=\"nhsuk-label\" for=\"p%zu-text\">Name"
        "</label><input class=\"nhsuk-select\" id=\"p%zu-text\" type=\"search\" "
        "autocomplete=\"off\"></div>\n"
        "<div class=\"nhsuk-form-group\"><label class=\"nhsuk-label\" for=\"p%zu-rating\">Rating"
        "</label><select class=\"nhsuk-select\" id=\"p%zu-rating\" name=\"rating\">"
        "<option value=\"\">All</option>",
        number, number, number, number, number);
    for (size_t i = 0; i < RATINGS; i++)
        buf_printf(out, "<option value=\"%s\">%s</option>", plot_class(best_first[i]),
            words_rating_name(best_first[i]));
    buf_add_str(out,
        "</select></div>\n<div class=\"buttons\"><button class=\"nhsuk-button "
        "nhsuk-button--secondary nhsuk-button--small\" type=\"button\" data-reset>Show "
        "all</button> <output></output></div>\n</div>\n");
}

static void add_legend(struct buf *out)
{
    buf_add_str(out, "<ul class=\"site-legend nhsuk-list\">");
    for (size_t i = 0; i < RATINGS; i++)
        buf_printf(out, "<li><span class=\"key %s\">%s</span> %s</li>", plot_class(best_first[i]),
            plot_letter(best_first[i]), words_rating_name(best_first[i]));
    buf_add_str(out, "</ul>\n");
}

static void heat_cell(struct buf *out, enum pa_rating rating, double score)
{
    buf_printf(out, "<td class=\"%s\">%s", plot_class(rating), plot_letter(rating));
    if (!isnan(score))
        buf_printf(out, " %.0f", floor(score));
    buf_add_str(out, "</td>");
}

static void heat_row(struct buf *out, const struct site_pack *p, const struct site_plan *s)
{
    const struct plan_record *plan = s->plan;
    buf_printf(
        out, "<tr data-item data-rating=\"%s\"><th scope=\"row\">", plot_class(plan->rating));
    site_plan_link(out, s);
    if (s->submission > 1)
        buf_printf(out, " (submission %zu)", s->submission);
    buf_add_str(out, "</th>");
    heat_cell(out, plan->rating, plan->score);
    for (size_t i = 0; i < p->domain_count; i++) {
        const struct domain_record *d = results_domain(plan, p->domains[i].id);
        if (d)
            heat_cell(out, d->rating, d->score);
        else
            buf_add_str(out, "<td class=\"u\">\xE2\x80\x93</td>");
    }
    buf_printf(out, "<td>%zu</td></tr>\n", s->defects);
}

static void add_heat_map(struct buf *out, const struct site_pack *p, size_t number)
{
    site_section(out, 3, number, "map", "Plans and domains");
    buf_add_str(out, "<p class=\"nhsuk-body\">Each cell has the rating and the score in per cent, "
                     "rounded down. Where an organisation sent several plans, its latest stands "
                     "here.</p>\n");
    add_legend(out);
    add_filter(out, number);
    buf_printf(out,
        "<section class=\"site-scroll\" aria-label=\"Heat map\" "
        "tabindex=\"0\">\n<table class=\"site-heat\" id=\"p%zu-heat\">\n<caption "
        "class=\"nhsuk-u-visually-hidden\">Ratings by plan and domain</caption>\n"
        "<thead><tr><th scope=\"col\">Plan</th><th scope=\"col\">Overall</th>",
        number);
    for (size_t i = 0; i < p->domain_count; i++) {
        buf_add_str(out, "<th scope=\"col\">");
        html_foreign(out, p->domains[i].title);
        buf_add_str(out, "</th>");
    }
    buf_add_str(out, "<th scope=\"col\">Defects</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < p->count; i++)
        heat_row(out, p, p->plans[i]);
    buf_add_str(out, "</tbody>\n</table>\n</section>\n</section>\n");
}

/* ---- what is most often open ---- */

static void requirement_row(
    struct buf *out, const struct site_pack *p, const struct site_requirement *q)
{
    static const char *const classes[] = {"r", "ar", "g"};
    size_t parts[] = {q->not_met, q->partial, q->met};
    site_row(out);
    buf_printf(out, "<span><a href=\"%s\">", q->page);
    html_foreign(out, q->title);
    buf_printf(out, "</a><span class=\"site-id\">%s, ", level_name(q->level));
    html_foreign(out, p->domains[q->domain].title);
    buf_add_str(out, "</span></span></th>");
    site_count_cell(out, "Not met", q->not_met);
    site_count_cell(out, "Partly met", q->partial);
    site_count_cell(out, "Met", q->met);
    buf_add_str(out, "<td class=\"nhsuk-table__cell site-plot\">");
    plot_parts(out, parts, classes, 3);
    buf_add_str(out, "</td></tr>\n");
}

static void requirement_table(
    struct buf *out, const struct site_pack *p, const char *caption, size_t from, size_t to)
{
    site_table(out, caption, "Requirement|#Not met|#Partly met|#Met|Share");
    for (size_t i = from; i < to; i++)
        requirement_row(out, p, &p->requirements[i]);
    site_table_end(out);
}

static void add_requirements(struct buf *out, const struct site_pack *p, size_t number)
{
    size_t open = 0;
    while (open < p->requirement_count &&
           (p->requirements[open].not_met || p->requirements[open].partial))
        open++;
    size_t shown = open < TOP ? open : TOP;
    site_section(out, 3, number, "requirements", "Requirements most often not met");
    if (!open)
        buf_add_str(out, "<p class=\"nhsuk-body\">Every plan meets every requirement.</p>\n");
    else
        requirement_table(out, p, "Number of plans by outcome", 0, shown);
    if (shown < p->requirement_count) {
        site_details(out, "All other requirements");
        requirement_table(out, p, "Other requirements", shown, p->requirement_count);
        site_details_end(out);
    }
    buf_add_str(out, "</section>\n");
}

static void requirement_cell(struct buf *out, const char *page, const char *title)
{
    buf_printf(
        out, "<td class=\"nhsuk-table__cell\" data-label=\"Requirement\"><a href=\"%s\">", page);
    html_foreign(out, title);
    buf_add_str(out, "</a></td>");
}

static void count_rows(struct buf *out, const struct site_count *list, size_t count, bool times)
{
    for (size_t i = 0; i < count; i++) {
        site_head_cell(out, list[i].what);
        if (list[i].page)
            requirement_cell(out, list[i].page, list[i].of);
        else
            site_text_cell(out, "Check", list[i].of);
        site_count_cell(out, "Plans", list[i].plans);
        if (times)
            site_count_cell(out, "Places", list[i].times);
        buf_add_str(out, "</tr>\n");
    }
}

static void add_gaps(struct buf *out, const struct site_pack *p, size_t number)
{
    if (!p->gap_count)
        return;
    site_section(out, 3, number, "gaps", "What is most often missing");
    site_table(out, "The most frequent gaps", "Missing|Requirement|#Plans");
    count_rows(out, p->gaps, p->gap_count < TOP ? p->gap_count : TOP, false);
    site_table_end(out);
    buf_add_str(out, "</section>\n");
}

static void add_defects(struct buf *out, const struct site_pack *p, size_t number)
{
    site_section(out, 3, number, "defects", "Defects inside the plans");
    if (p->defect_count) {
        site_table(out, "Kinds of defect", "Defect|Check|#Plans|#Places");
        count_rows(out, p->defects, p->defect_count, true);
        site_table_end(out);
    } else {
        buf_add_str(out, "<p class=\"nhsuk-body\">None was found.</p>\n");
    }
    buf_add_str(out, "</section>\n");
}

/* ---- trends ---- */

static void submission_link(struct buf *out, const struct site_plan *s)
{
    buf_printf(out, "<a href=\"%s\">", s->page);
    words_score(out, s->plan->score);
    buf_printf(out, " %s", words_rating_name(s->plan->rating));
    if (s->plan->written)
        buf_printf(out,
            "<span class=\"nhsuk-u-visually-hidden\"> on </span> "
            "<span class=\"site-id\">%.10s</span>",
            s->plan->written);
    buf_add_str(out, "</a>");
}

static void trend_row(struct buf *out, const struct site_plan *last)
{
    size_t count = last->submission;
    double *scores = xcalloc(count, sizeof *scores);
    const struct site_plan *first = last;
    for (const struct site_plan *s = last; s; s = s->earlier) {
        scores[s->submission - 1] = s->plan->score;
        first = s;
    }
    site_row(out);
    html_foreign(out, last->name);
    buf_add_str(out, "</th><td class=\"nhsuk-table__cell site-wide\" data-label=\"Submissions\">"
                     "<ol class=\"site-steps\">");
    for (const struct site_plan *s = first; s; s = s->next) {
        buf_add_str(out, "<li>");
        submission_link(out, s);
        buf_add_str(out, "</li>");
    }
    buf_add_str(out, "</ol></td><td class=\"nhsuk-table__cell nhsuk-table__cell--numeric\" "
                     "data-label=\"Change\">");
    words_change(out, first->plan->score, last->plan->score);
    buf_add_str(out, "</td><td class=\"nhsuk-table__cell site-plot\">");
    plot_trend(out, scores, count);
    buf_add_str(out, "</td></tr>\n");
    xfree(scores);
}

static void add_trends(struct buf *out, const struct site_pack *p, size_t number)
{
    if (p->submissions == p->count)
        return;
    site_section(out, 3, number, "trends", "From submission to submission");
    site_table(out, "Organisations that submitted more than once",
        "Organisation|Submissions|#Change|Trend");
    for (size_t i = 0; i < p->count; i++)
        if (p->plans[i]->earlier)
            trend_row(out, p->plans[i]);
    site_table_end(out);
    buf_add_str(out, "</section>\n");
}

/* ---- the page ---- */

static void add_versions(struct buf *out, const struct site_pack *p)
{
    if (p->version_count < 2)
        return;
    buf_add_str(out, "<div class=\"nhsuk-inset-text\"><p>These plans were checked with different "
                     "versions of the pack: ");
    for (size_t i = 0; i < p->version_count; i++) {
        buf_add_str(out, i ? ", " : "");
        html_foreign(out, p->versions[i]);
    }
    buf_add_str(out, ". Differences between plans may be the pack's.</p></div>\n");
}

static void add_pack_line(struct buf *out, const struct site_pack *p)
{
    buf_add_str(out, "<p class=\"nhsuk-body\">Checked against the pack ");
    html_foreign(out, p->id);
    if (p->version_count == 1) {
        buf_add_char(out, ' ');
        html_foreign(out, p->versions[0]);
    }
    buf_add_str(out, ": ");
    words_count(out, p->submissions, "plan");
    if (p->submissions > p->count) {
        buf_add_str(out, " of ");
        words_count(out, p->count, "organisation");
    }
    buf_add_str(out, ".</p>\n");
}

static void add_pack(struct buf *out, const struct portfolio *f, size_t i)
{
    const struct site_pack *p = &f->packs[i];
    struct buf title;
    buf_init(&title, LIMIT_REPORT_BYTES);
    buf_add_str(&title, p->title ? p->title : p->id);
    site_section(out, 2, i + 1, "pack", buf_str(&title));
    buf_clear(&title);
    add_pack_line(out, p);
    add_versions(out, p);
    add_figures(out, p, i + 1);
    add_heat_map(out, p, i + 1);
    add_requirements(out, p, i + 1);
    add_gaps(out, p, i + 1);
    add_defects(out, p, i + 1);
    add_trends(out, p, i + 1);
    buf_add_str(out, "</section>\n");
}

static void add_contents(struct buf *out, const struct portfolio *f)
{
    static const struct {
        const char *id, *title;
    } parts[] = {{"figures", "Where the plans stand"}, {"map", "Plans and domains"},
        {"requirements", "Requirements most often not met"}, {"gaps", "What is most often missing"},
        {"defects", "Defects inside the plans"}, {"trends", "From submission to submission"}};
    buf_add_str(
        out, "<nav aria-label=\"On this page\">\n<ul class=\"nhsuk-list site-contents\">\n");
    for (size_t i = 0; i < f->pack_count; i++) {
        const struct site_pack *p = &f->packs[i];
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            if ((strcmp(parts[k].id, "trends") == 0 && p->submissions == p->count) ||
                (strcmp(parts[k].id, "gaps") == 0 && !p->gap_count))
                continue;
            buf_printf(out, "<li><a href=\"#p%zu-%s\">", i + 1, parts[k].id);
            if (f->pack_count > 1) {
                html_text(out, p->id);
                buf_add_str(out, ": ");
            }
            buf_printf(out, "%s</a></li>\n", parts[k].title);
        }
    }
    if (f->unread_count)
        buf_add_str(out, "<li><a href=\"#unread\">Plans that could not be read</a></li>\n");
    buf_add_str(
        out, "<li><a href=\"all.csv\">Everything as a table (CSV)</a></li>\n</ul>\n</nav>\n");
}

static void add_unread(struct buf *out, const struct portfolio *f)
{
    if (!f->unread_count)
        return;
    site_section(out, 2, 0, "unread", "Plans that could not be read");
    site_table(out, "Not assessed", "File|Reason");
    for (size_t i = 0; i < f->unread_count; i++) {
        site_head_cell(out, f->unread[i]->path);
        site_text_cell(out, "Reason", f->unread[i]->error_message);
        buf_add_str(out, "</tr>\n");
    }
    site_table_end(out);
    buf_add_str(out, "</section>\n");
}

/* The last day of assessment that the results name, NULL when none does. */
static const char *last_day(const struct portfolio *f)
{
    const char *day = NULL;
    for (size_t i = 0; i < f->results->count; i++) {
        const char *other = f->results->plans[i]->as_of;
        if (other && (!day || strcmp(other, day) > 0))
            day = other;
    }
    return day;
}

void portfolio_index(const struct portfolio *f, struct buf *out)
{
    struct html_page page = {.title = "Portfolio of plans", .script = true};
    const char *day = last_day(f);
    html_open(out, &page);
    buf_add_str(out, "<h1 class=\"nhsuk-heading-xl\">Portfolio of plans</h1>\n"
                     "<p class=\"nhsuk-lede-text\">");
    words_count(out, f->count, "plan");
    buf_add_str(out, " of ");
    words_count(out, f->organisations, "organisation");
    if (f->unread_count)
        buf_printf(out, "; %zu more could not be read", f->unread_count);
    if (f->repeated)
        buf_printf(out, "; %zu more stood in the results twice", f->repeated);
    if (day) {
        buf_add_str(out, "; as of ");
        html_text(out, day);
    }
    buf_add_str(out, ".</p>\n");
    add_contents(out, f);
    for (size_t i = 0; i < f->pack_count; i++)
        add_pack(out, f, i);
    add_unread(out, f);
    html_close(out, &page,
        "<p class=\"nhsuk-body-s\">\"Not met\" means that it was not found in the document. What "
        "counts is said on the page of each plan.</p>\n");
}
