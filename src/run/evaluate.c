/* rules evaluate: a pack over plans with labels. Every figure is defined in run/agreement.h; rows
 * are a plan, a domain, a requirement, and all. */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "report/place.h"
#include "run/agreement.h"
#include "run/engine.h"
#include "run/labels.h"

enum { QUOTE_WORDS = 6, DEFECT_WORDS = 5 /* in a row, that make two quotes the same place */ };

struct evaluation_run {
    struct pa_engine *engine;
    const struct pack *pack;
    struct arena *arena;
    struct buf *out, each;
    struct agreement all, *domains, *requirements;
    uint32_t plans;
};

/* The name of a plan's file up to its first full stop, as labels name plans. */
static bool is_plan_of(const char *path, const char *plan)
{
    const char *name = file_base_name(path);
    size_t len = strcspn(name, ".");
    return strlen(plan) == len && !strncmp(name, plan, len);
}

static bool quote_found(
    const struct doc *doc, uint32_t at, uint32_t end, const char *labelled, uint32_t words)
{
    struct buf quote;
    buf_init(&quote, LIMIT_TEXT_BYTES);
    place_quote(doc, at, end, &quote);
    bool found = quotes_share(labelled, buf_str(&quote), words);
    buf_clear(&quote);
    return found;
}

static bool evidence_hit(
    const struct result *r, const struct requirement_result *q, const struct label *label)
{
    const struct candidate *found;
    for (uint32_t i = 0; i < q->requirement->criterion_count; i++)
        for (uint32_t k = 0; (found = place_evidence(&q->criteria[i], k)) != NULL; k++)
            for (uint32_t n = 0; n < label->quote_count; n++)
                if (quote_found(r->doc, found->evidence.at, found->evidence.end, label->quotes[n],
                        QUOTE_WORDS))
                    return true;
    return false;
}

static void list_difference(
    struct evaluation_run *run, const char *plan, const struct label *label, enum pa_outcome ours)
{
    if (ours != label->outcome)
        buf_printf(&run->each, "  %s %s: labelled %s%s, came out %s\n", plan, label->requirement,
            outcome_name(label->outcome), label->trap ? " (trap)" : "", outcome_name(ours));
}

static void compare_label(struct evaluation_run *run, const struct result *r, const char *plan,
    const struct label *label, struct agreement *row)
{
    uint32_t index = pack_requirement(run->pack, label->requirement);
    enum pa_outcome ours = PA_NOT_MET;
    bool hit = false;
    if (index != RULES_NONE && !r->error_code) {
        const struct requirement_result *q = &r->requirements[index];
        ours = q->outcome <= PA_MET ? q->outcome : PA_NOT_MET;
        hit = evidence_hit(r, q, label);
    }
    list_difference(run, plan, label, ours);
    struct agreement one = {0};
    agreement_add(&one, label->outcome, ours, label->trap, label->quote_count > 0, hit);
    agreement_join(row, &one);
    if (index != RULES_NONE) {
        agreement_join(&run->requirements[index], &one);
        agreement_join(&run->domains[run->pack->requirements[index].domain], &one);
    }
}

static bool defect_found(const struct result *r, const char *quote)
{
    for (uint32_t i = 0; i < r->finding_count; i++) {
        const struct finding *f = &r->findings[i];
        if (quote_found(r->doc, f->at, f->end, quote, DEFECT_WORDS))
            return true;
        for (uint32_t k = 0; k < f->related_count; k++)
            if (quote_found(r->doc, f->related[k].at, f->related[k].end, quote, DEFECT_WORDS))
                return true;
    }
    return false;
}

static void print_ratio(struct buf *out, double value)
{
    if (isnan(value))
        buf_add_str(out, "       -");
    else
        buf_printf(out, "  %6.3f", value);
}

static void print_head(struct buf *out)
{
    buf_printf(out, "%-34s %5s  %6s  %6s  %6s  %6s  %6s  %6s  %6s  %6s  %7s\n", "", "labels",
        "agree", "kappa", "F1", "false", "traps", "traps", "missed", "quote", "defects");
    buf_printf(out, "%-34s %5s  %6s  %6s  %6s  %6s  %6s  %6s  %6s  %6s  %7s\n", "", "", "",
        "weight.", "macro", "assur.", "met", "part.", "", "hit", "found");
}

static void print_row(struct buf *out, const char *name, const struct agreement *a)
{
    buf_printf(out, "%-34.34s %6u", name, agreement_count(a));
    print_ratio(out, agreement_share(a));
    print_ratio(out, agreement_kappa(a));
    print_ratio(out, agreement_macro_f1(a));
    print_ratio(out, agreement_false_assurance(a));
    print_ratio(out, agreement_traps_called(a, PA_MET));
    print_ratio(out, agreement_traps_called(a, PA_PARTIAL));
    print_ratio(out, agreement_missed(a));
    print_ratio(out, agreement_evidence_hit(a));
    buf_printf(out, "  %3u/%u\n", a->defects_found, a->defects);
}

static void print_confusion(struct buf *out, const struct agreement *a)
{
    static const enum pa_outcome order[] = {PA_NOT_MET, PA_PARTIAL, PA_MET};
    buf_printf(out, "\n%-20s %8s %8s %8s\n", "labelled \\ ours", "not-met", "partial", "met");
    for (int i = 0; i < 3; i++) {
        buf_printf(out, "%-20s", outcome_name(order[i]));
        for (int k = 0; k < 3; k++)
            buf_printf(out, " %8u", a->table[order[i]][order[k]]);
        buf_add_char(out, '\n');
    }
}

/* The plan of a label file among the paths; NULL when none bears its name. */
static const char *find_plan(const struct labels *l, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!labels_name(paths[i]) && is_plan_of(paths[i], l->plan))
            return paths[i];
    return NULL;
}

static void evaluate_plan(struct evaluation_run *run, const struct labels *l, const char *path)
{
    struct pa_result *wrapped = NULL;
    struct agreement row = {0};
    pa_check_file(run->engine, path, &wrapped);
    const struct result *r = wrapped->result;
    if (r->error_code)
        engine_error(run->engine, "plan.unread", NULL, "%s: %s", path, r->error_message);
    for (uint32_t i = 0; i < l->count; i++)
        compare_label(run, r, l->plan, &l->labels[i], &row);
    row.defects = l->defect_count;
    row.defect_findings = r->finding_count;
    for (uint32_t i = 0; i < l->defect_count; i++)
        row.defects_found += !r->error_code && defect_found(r, l->defects[i]);
    print_row(run->out, l->plan, &row);
    agreement_join(&run->all, &row);
    run->plans++;
    pa_result_free(wrapped);
}

static bool evaluate_labels(
    struct evaluation_run *run, const char *path, const char *const *paths, size_t count)
{
    struct labels *l = labels_load(run->arena, path, run->engine->messages);
    if (!l)
        return false;
    if (l->framework && strcmp(l->framework, run->pack->id) != 0)
        return true; /* labels of another framework */
    const char *plan = find_plan(l, paths, count);
    if (!plan) {
        engine_error(run->engine, "labels.plan", "name the plan's file beside its labels",
            "%s labels the plan \"%s\", and no such plan was named", path, l->plan);
        return false;
    }
    evaluate_plan(run, l, plan);
    return true;
}

static void print_groups(struct evaluation_run *run)
{
    buf_add_char(run->out, '\n');
    for (uint32_t i = 0; i < run->pack->domain_count; i++)
        if (agreement_count(&run->domains[i]))
            print_row(run->out, run->pack->domains[i].id, &run->domains[i]);
    buf_add_char(run->out, '\n');
    for (uint32_t i = 0; i < run->pack->requirement_count; i++)
        if (agreement_count(&run->requirements[i]))
            print_row(run->out, run->pack->requirements[i].id, &run->requirements[i]);
    buf_add_char(run->out, '\n');
    print_row(run->out, "all", &run->all);
    print_confusion(run->out, &run->all);
    if (run->each.len)
        buf_printf(run->out, "\nDifferences\n%s", buf_str(&run->each));
}

enum pa_status pa_rules_evaluate(struct pa_engine *e, const char *pack, const char *const *paths,
    size_t count, pa_write_fn *write, void *user)
{
    enum pa_status status = pa_engine_load_pack(e, pack);
    if (status != PA_OK)
        return status;
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    struct evaluation_run run = {
        .engine = e, .pack = engine_current(e)->pack, .arena = arena_new(), .out = &out};
    buf_init(&run.each, LIMIT_REPORT_BYTES);
    run.domains = arena_array(run.arena, run.pack->domain_count + 1, sizeof *run.domains);
    run.requirements =
        arena_array(run.arena, run.pack->requirement_count + 1, sizeof *run.requirements);
    print_head(&out);
    bool good = true;
    for (size_t i = 0; i < count; i++)
        if (labels_name(paths[i]))
            good &= evaluate_labels(&run, paths[i], paths, count);
    if (!run.plans)
        engine_error(e, "labels.none", "a label file is named PLAN.labels.json",
            "no labelled plan of %s was named", run.pack->id);
    print_groups(&run);
    status = engine_write(e, &out, write, user);
    buf_clear(&run.each);
    good = good && run.plans;
    arena_free(run.arena);
    return !good ? PA_ERROR_USAGE : status;
}
