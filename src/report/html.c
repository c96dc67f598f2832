/* One self-contained HTML file: no script, nothing from the network, and a policy that forbids
 * both. The page says the rating and why, then the domains in a table, then all detail
 * (html_detail.c), in landmarks and headings that a screen reader can walk. Colour never stands
 * without a word. */
#include <math.h>

#include "base/limits.h"
#include "report/chosen.h"
#include "report/formats.h"
#include "report/html_report.h"
#include "report/tailoring.h"

static const char *plan_name(const struct result *r)
{
    return r->title ? r->title : r->path;
}

static void add_pair(struct buf *out, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    buf_printf(out, "<dt>%s</dt><dd><bdi>", label);
    html_text(out, text);
    buf_add_str(out, "</bdi></dd>\n");
}

static void add_facts(
    struct buf *out, const struct result *r, const struct pa_report_options *options)
{
    struct buf line;
    buf_init(&line, LIMIT_TEXT_BYTES);
    buf_add_str(out, "<dl>\n");
    add_pair(out, "File", r->path);
    if (r->format) {
        buf_add_str(&line, r->format);
        if (r->pages)
            buf_printf(&line, ", %u page%s", r->pages, r->pages == 1 ? "" : "s");
        add_pair(out, "Read as", buf_str(&line));
        buf_clear(&line);
    }
    if (r->pack) {
        buf_printf(&line, "%s %s: %s. ", r->pack->id, r->pack->version, r->pack->title);
        if (r->detection)
            chosen_sentence(r, &line);
        else
            buf_add_str(&line, "The pack was given.");
        add_pair(out, "Pack", buf_str(&line));
        buf_clear(&line);
        parameters_sentence(r->pack, &line);
        if (line.len)
            add_pair(out, "Parameters", buf_str(&line));
        buf_clear(&line);
    }
    add_pair(out, "As of", options->as_of);
    add_pair(out, "SHA-256 of the plan", r->sha256);
    if (r->pack)
        add_pair(out, "SHA-256 of the pack", r->pack->sha256);
    buf_add_str(out, "</dl>\n");
}

static void add_assurance(struct buf *out, const struct result *r)
{
    const char *rating = r->rating == PA_UNRATED ? "unrated" : rating_name(r->rating);
    struct buf words;
    buf_init(&words, 100);
    buf_add_str(&words, rating);
    if (r->rating != PA_UNRATED)
        buf_printf(&words, ": %s", rating_words(r->rating));
    buf_add_str(out, "<p>");
    html_tag(out, rating, buf_str(&words));
    buf_clear(&words);
    buf_add_str(out, "</p>\n<p><strong>Score:</strong> ");
    report_score(r->score, r->points, r->of, out);
    if (r->pack->domain_mean && !isnan(r->score))
        buf_add_str(out, ", the weighted mean of the domains");
    if (!isnan(r->score) && (r->low < r->score || r->high > r->score))
        buf_printf(
            out, "; between %.1f and %.1f %%, as something was not assessed", r->low, r->high);
    buf_add_str(out, "</p>\n");
    if (r->why) {
        buf_add_str(out, "<p><strong>Why:</strong> ");
        html_text(out, r->why);
        buf_add_str(out, "</p>\n");
    }
    if (r->incomplete)
        buf_add_str(out, "<p><strong>Incomplete:</strong> something was not assessed; see what is "
                         "marked so, and the notes.</p>\n");
}

static void add_count(struct buf *out, const char *label, uint32_t n)
{
    buf_printf(out, "<td class=\"num\" data-l=\"%s\">%u</td>", label, n);
}

static void add_domain_row(struct buf *out, const struct domain_result *d, size_t plan)
{
    const char *rating = d->rating == PA_UNRATED ? "unrated" : rating_name(d->rating);
    buf_printf(out, "<tr><th scope=\"row\"><a href=\"#p%zu-%s\">", plan, d->domain->id);
    html_text(out, d->domain->title);
    buf_add_str(out, "</a></th><td data-l=\"Rating\">");
    html_tag(out, rating, rating);
    buf_add_str(out, "</td><td class=\"num\" data-l=\"Score\">");
    report_score(d->score, d->points, d->of, out);
    buf_add_str(out, "</td>");
    add_count(out, "Met", d->met);
    add_count(out, "Partly", d->partial);
    add_count(out, "Not met", d->not_met);
    add_count(out, "Not applicable", d->not_applicable);
    add_count(out, "Not assessed", d->not_assessed);
    buf_add_str(out, "</tr>\n");
}

static void add_domain_table(struct buf *out, const struct result *r, size_t plan)
{
    static const char *const heads[] = {
        "Score", "Met", "Partly", "Not met", "Not applicable", "Not assessed"};
    buf_add_str(out, "<table class=\"rows\">\n<caption>Domains</caption>\n<thead><tr>"
                     "<th scope=\"col\">Domain</th><th scope=\"col\">Rating</th>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        buf_printf(out, "<th scope=\"col\" class=\"num\">%s</th>", heads[i]);
    buf_add_str(out, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < r->domain_count; i++)
        add_domain_row(out, &r->domains[i], plan);
    buf_add_str(out, "</tbody>\n</table>\n");
}

/* What a wrapper pack changed. */
static void add_tailoring(struct buf *out, const struct pack *pack)
{
    struct buf line;
    buf_init(&line, LIMIT_REPORT_BYTES);
    tailoring_title(pack, &line);
    if (line.len) {
        buf_add_str(out, "<h3>");
        html_text(out, buf_str(&line));
        buf_add_str(out, "</h3>\n<ul>\n");
    }
    for (uint32_t i = 0; i < pack->tailoring_count; i++) {
        buf_clear(&line);
        tailoring_sentence(&pack->tailoring[i], &line);
        buf_add_str(out, "<li>");
        html_text(out, buf_str(&line));
        buf_add_str(out, "</li>\n");
    }
    if (pack->tailoring_count)
        buf_add_str(out, "</ul>\n");
    buf_clear(&line);
}

static void add_plan(
    struct buf *out, const struct result *r, size_t plan, const struct pa_report_options *options)
{
    buf_printf(out, "<section aria-labelledby=\"p%zu\">\n<h2 id=\"p%zu\"><bdi>", plan, plan);
    html_text(out, r->title ? r->title : r->path);
    buf_add_str(out, "</bdi></h2>\n");
    if (r->error_code) {
        buf_add_str(out, "<p>");
        html_tag(out, "not-assessed", "Not assessed");
        buf_add_str(out, "</p>\n<p>");
        html_text(out, r->error_message);
        buf_add_str(out, "</p>\n");
        add_facts(out, r, options);
    } else {
        add_tailoring(out, r->pack);
        add_assurance(out, r);
        add_domain_table(out, r, plan);
        html_domains(out, r, plan);
        html_defects(out, r, plan);
        html_notes(out, r, plan);
        buf_printf(out,
            "<section aria-labelledby=\"p%zu-facts\">\n<h3 id=\"p%zu-facts\">What was checked, "
            "and with what</h3>\n",
            plan, plan);
        add_facts(out, r, options);
        buf_add_str(out, "</section>\n");
    }
    buf_add_str(out, "</section>\n");
}

/* The plans of a run, each a link to its section. */
static void add_overview(struct buf *out, const struct result *const *results, size_t count,
    const struct pa_threshold *threshold)
{
    struct tally n = report_tally(results, count, threshold);
    buf_printf(out,
        "<p>%zu plans: %zu checked, %zu of them below the threshold; %zu not read.</p>\n"
        "<nav aria-label=\"Plans\">\n<ul>\n",
        n.plans, n.checked, n.failed, n.errors);
    for (size_t i = 0; i < count; i++) {
        const char *rating = results[i]->error_code             ? "not assessed"
                             : results[i]->rating == PA_UNRATED ? "unrated"
                                                                : rating_name(results[i]->rating);
        buf_printf(out, "<li><a href=\"#p%zu\"><bdi>", i + 1);
        html_text(out, results[i]->path);
        buf_printf(out, "</bdi></a>: %s</li>\n", rating);
    }
    buf_add_str(out, "</ul>\n</nav>\n");
}

void report_html(const struct result *const *results, size_t count,
    const struct pa_report_options *options, struct buf *out)
{
    const struct html_page page = {
        "Plan assurance report", count == 1 ? plan_name(results[0]) : NULL, true};
    html_open(out, &page);
    buf_add_str(out, "<h1 class=\"nhsuk-heading-l\">Plan assurance report</h1>\n");
    if (count > 1)
        add_overview(out, results, count, options->threshold);
    for (size_t i = 0; i < count; i++)
        add_plan(out, results[i], i + 1, options);
    html_close(out, &page,
        "<p class=\"nhsuk-body-s\">\"Not met\" means that it was not found in this "
        "document.</p>\n");
}
