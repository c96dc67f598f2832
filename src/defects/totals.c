/* defect.table-total. A table is looked at twice, upright and turned, as lines of figures. A line's
 * total is told by its head (Total, All, Together) or by its place: the last row that sums in all
 * columns but one. A total may sum what stands since the last total, everything above, or the
 * totals above; only when none of these is right is it a finding. A wrong figure inside a table
 * with totals both ways fails twice by the same amount: that is one finding, at the crossing. */
#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "defects/grid.h"
#include "defects/sums.h"

/* ---- a table, upright or turned ---- */

struct view {
    const struct grid *g;
    bool turned; /* items are columns, lines are rows */
    uint32_t first_item, items, first_line, lines;
    uint8_t *kinds; /* enum total_kind of each item's head */
    bool *parts;    /* is_part() of each item's head */
};

static struct cell *view_cell(const struct view *v, uint32_t item, uint32_t line)
{
    return v->turned ? grid_cell(v->g, line, item) : grid_cell(v->g, item, line);
}

/* The head of an item (a row's first cell; turned: a column's heads). */
static const char *item_head(const struct view *v, uint32_t item)
{
    if (!v->turned)
        return grid_text(v->g, item, 0);
    const char *head = "";
    for (uint32_t r = 0; r < v->g->first_row; r++)
        if (*grid_text(v->g, r, item))
            head = grid_text(v->g, r, item);
    return head;
}

static const char *line_head(const struct view *v, uint32_t line)
{
    struct view other = *v;
    other.turned = !v->turned;
    return item_head(&other, line);
}

/* ---- what a head says ---- */

enum total_kind { TOTAL_NOT, TOTAL_WEAK, TOTAL_SUB, TOTAL_STRONG };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

static bool has_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = text; *p; p++) {
        size_t k = 0;
        while (k < n && lower(p[k]) == word[k])
            k++;
        bool begins = p == text || !((lower(p[-1]) >= 'a' && lower(p[-1]) <= 'z'));
        if (k == n && begins && !(lower(p[n]) >= 'a' && lower(p[n]) <= 'z'))
            return true;
    }
    return false;
}

static bool is_only(const char *text, const char *word)
{
    size_t n = strlen(word);
    while (*text && !is_figure(*text) && !(lower(*text) >= 'a' && lower(*text) <= 'z'))
        text++;
    for (size_t i = 0; i < n; i++)
        if (lower(text[i]) != word[i])
            return false;
    text += n;
    while (*text && strchr(" :.*()\xC2\xA3"
                           "0",
                        *text))
        text++;
    return !*text;
}

static enum total_kind total_kind(const char *head)
{
    static const char *const strong[] = {"total", "totals", "grand total", "all", "together", "sum",
        "overall", "overall total", "total cost", "total spending", "total funding", "ccg total",
        "both", "altogether"};
    for (size_t i = 0; i < sizeof strong / sizeof *strong; i++)
        if (is_only(head, strong[i]))
            return TOTAL_STRONG;
    if (has_word(head, "subtotal") || has_word(head, "sub-total") || has_word(head, "sub total"))
        return TOTAL_SUB;
    if (has_word(head, "total") || has_word(head, "totals"))
        return TOTAL_WEAK;
    if (!strncmp(head, "All ", 4) || has_word(head, "two years") || has_word(head, "both years") ||
        has_word(head, "three years"))
        return TOTAL_WEAK;
    return TOTAL_NOT;
}

/* A part of the figure above, not one to be added. */
static bool is_part(const char *head)
{
    return has_word(head, "of which") || has_word(head, "including") || has_word(head, "o/w");
}

/* Figures that do not add up by their nature. */
static bool is_ratio(const char *head)
{
    static const char *const words[] = {"per", "average", "mean", "median", "rate", "ratio",
        "score", "rank", "index", "age", "prevalence", "expectancy", "satisfaction", "change",
        "variance", "growth", "year", "target"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(head, words[i]))
            return true;
    return false;
}

/* ---- one line ---- */

enum { ROADS = 5 }; /* ways in which a total may come about */

struct line_total {
    uint32_t item, line;
    enum total_kind kind;
    double total, sum[ROADS], tolerance;
    uint32_t count[ROADS]; /* figures other than nought in each sum */
    double least, most;    /* of the figures */
    uint32_t road;         /* the one that is nearest */
    bool checkable, right, percent;
    int decimals;
};

/* Sums of a line that run along. */
struct running {
    double since, all, totals, previous;
    uint32_t n_since, n_all, n_totals;
    double step, least, most;
    uint32_t figures;
};

static void run_figure(struct running *r, const struct cell *c)
{
    r->since += c->value;
    r->all += c->value;
    r->n_since += c->value != 0;
    r->n_all += c->value != 0;
    r->least = !r->figures || c->value < r->least ? c->value : r->least;
    r->most = !r->figures || c->value > r->most ? c->value : r->most;
    r->figures++;
}

static void run_total(struct running *r, const struct cell *c, enum total_kind kind)
{
    if (kind == TOTAL_STRONG)
        r->totals = 0, r->n_totals = 0;
    r->totals += c->value;
    r->n_totals++;
    r->previous = c->value;
    r->since = 0;
    r->n_since = 0;
}

static void fill_total(
    struct line_total *t, const struct running *r, const struct cell *c, const struct grid *g)
{
    const double sums[ROADS] = {
        r->since, r->all, r->totals, r->previous + r->since, r->previous - r->since};
    const uint32_t counts[ROADS] = {r->n_since, r->n_all, r->n_totals,
        r->n_since ? r->n_since + 1 : 0, r->n_since ? r->n_since + 1 : 0};
    double step = c->step > r->step ? c->step : r->step;
    t->total = c->value;
    t->percent = c->percent;
    t->decimals = c->decimals;
    t->least = r->least;
    t->most = r->most;
    t->checkable = false;
    /* whole figures count things, unless they are thousands of pounds */
    bool rounded = step != 1 || g->thousands || c->percent;
    double places = (r->figures + 1) * 0.5;
    t->tolerance = rounded ? step * (places > 2 ? 2 : places) + 1e-6 : 1e-6;
    for (uint32_t k = 0; k < ROADS; k++) {
        t->sum[k] = sums[k];
        t->count[k] = counts[k];
        if (k && (!r->previous && k > 2))
            t->count[k] = 0;
        if (t->count[k] < 2)
            continue;
        t->right = t->right || fabs(t->total - sums[k]) <= t->tolerance;
        if (!t->checkable || fabs(t->total - sums[k]) < fabs(t->total - t->sum[t->road]))
            t->road = k;
        t->checkable = true;
    }
}

/* All totals of one line into `out`, at most as many as there are items; false when the line is
 * not one of figures. `forced`: the last item is a total by its place. */
static uint32_t read_line(const struct view *v, uint32_t line, bool forced, struct line_total *out)
{
    struct running r = {0};
    uint32_t n = 0;
    for (uint32_t i = v->first_item; i < v->items; i++)
        if (view_cell(v, i, line)->kind == CELL_TEXT && v->kinds[i] == TOTAL_NOT)
            return 0;
    for (uint32_t i = v->first_item; i < v->items; i++) {
        const struct cell *c = view_cell(v, i, line);
        enum total_kind kind =
            forced ? (i + 1 == v->items ? TOTAL_WEAK : TOTAL_NOT) : (enum total_kind)v->kinds[i];
        if (c->kind != CELL_NUMBER || v->parts[i])
            continue;
        r.step = c->step > r.step ? c->step : r.step;
        if (kind == TOTAL_NOT) {
            run_figure(&r, c);
            continue;
        }
        struct line_total *t = &out[n];
        *t = (struct line_total){.item = i, .line = line, .kind = kind};
        fill_total(t, &r, c, v->g);
        n += t->checkable;
        run_total(&r, c, kind);
    }
    return n;
}

/* ---- what to report ---- */

struct failure {
    struct line_total t;
    bool turned, merged;
};

struct failures {
    struct failure v[LIMIT_GRID_FAILURES];
    uint32_t n;
};

/* Is it a wrong sum, or no sum at all? `agree` other lines sum in the same item. */
static bool is_wrong(const struct view *v, const struct line_total *t, uint32_t agree, bool forced)
{
    double sum = t->sum[t->road], difference = fabs(t->total - sum);
    bool near = difference <= 0.3 * fabs(sum), exchanged = digits_transposed(t->total, sum);
    bool among = t->total >= t->least && t->total <= t->most;
    if (is_ratio(line_head(v, t->line)) || (t->percent && fabs(t->total - 100) > 1e-6))
        return false;
    if (v->turned && is_ratio(item_head(v, t->item)))
        return false;
    if (t->percent)
        return difference <= 15;
    /* in a table rebuilt from text a row may be lost: another column must agree */
    if (v->g->table->rebuilt && !agree && !exchanged)
        return false;
    if (forced)
        return difference <= 0.5 * fabs(sum);
    if (t->kind == TOTAL_WEAK)
        return (agree && near) || exchanged || difference <= 0.1 * fabs(sum);
    return near || exchanged || (agree >= 2 && !among);
}

static void check_view(const struct view *v, struct failures *out, struct line_total *all)
{
    uint32_t n = 0;
    for (uint32_t line = v->first_line; line < v->lines; line++)
        n += read_line(v, line, false, all + n);
    bool forced = n == 0 && !v->turned && v->items - v->first_item >= 3;
    for (uint32_t line = v->first_line; forced && line < v->lines; line++)
        n += read_line(v, line, true, all + n);
    uint32_t right = 0, wrong = 0;
    for (uint32_t i = 0; i < n; i++)
        all[i].right ? right++ : wrong++;
    /* by its place alone a row is a total only when all columns but one say so */
    uint32_t needed = v->items - v->first_item == 3 ? 3 : 2;
    if (forced && (right < needed || wrong != 1))
        return;
    for (uint32_t i = 0; i < n; i++) {
        if (all[i].right || out->n >= LIMIT_GRID_FAILURES)
            continue;
        uint32_t agree = 0;
        for (uint32_t k = 0; k < n; k++)
            agree += all[k].right && all[k].item == all[i].item;
        if (is_wrong(v, &all[i], agree, forced))
            out->v[out->n++] = (struct failure){all[i], v->turned, false};
    }
}

/* ---- saying it ---- */

static const char *working(const struct view *v, const struct line_total *t)
{
    struct arena *a = v->g->n->arena;
    const char *text = NULL;
    uint32_t n = 0;
    for (uint32_t i = v->first_item; i < t->item; i++) {
        const struct cell *c = view_cell(v, i, t->line);
        if (c->kind != CELL_NUMBER || v->kinds[i] != TOTAL_NOT || v->parts[i])
            continue;
        const char *figure = inspect_number(v->g->n, fabs(c->value), c->decimals);
        text = !text ? (c->value < 0 ? arena_printf(a, "-%s", figure) : figure)
                     : arena_printf(a, "%s %c %s", text, c->value < 0 ? '-' : '+', figure);
        n++;
    }
    return text && n <= 8 && t->road < 2 ? arena_printf(a, " (%s)", text) : "";
}

static void report(struct inspection *n, const struct view *v, const struct line_total *t,
    const struct failure *other)
{
    const struct grid *g = v->g;
    double sum = t->sum[t->road];
    int decimals = 0;
    for (double step = t->tolerance; step < 0.9 && decimals < 3 && t->tolerance > 1e-5; step *= 10)
        decimals++;
    if (t->decimals > decimals)
        decimals = t->decimals;
    uint32_t row = v->turned ? t->line : t->item;
    const char *line = line_head(v, t->line);
    uint32_t col = v->turned ? t->item : t->line;
    struct finding_place p = inspect_place(n, n->doc->blocks.v[grid_cell(g, row, col)->block].at);
    const char *more = other ? "; the total the other way is out by as much, so look at the figure "
                               "where the two meet"
                             : "";
    inspect_report(n, NULL, p.at, p.end,
        "%s \"%s\" adds up to %s%s, but its total says %s: %s too %s%s%s",
        v->turned ? "the row" : "the column", *line ? line : "without a head",
        inspect_number(n, sum, decimals), working(v, t), inspect_number(n, t->total, decimals),
        inspect_number(n, fabs(t->total - sum), decimals), t->total > sum ? "much" : "little",
        digits_transposed(t->total, sum) ? "; two digits may be exchanged" : "", more);
    if (g->table->caption != DOC_NONE) {
        const struct doc_block *b = &n->doc->blocks.v[g->table->caption];
        inspect_relate(n, b->at, b->end);
    }
    if (!other)
        return;
    const struct line_total *o = &other->t;
    uint32_t k =
        grid_cell(g, other->turned ? o->line : o->item, other->turned ? o->item : o->line)->block;
    struct finding_place q = inspect_place(n, n->doc->blocks.v[k].at);
    if (q.at != p.at)
        inspect_relate(n, q.at, q.end);
}

static void report_all(struct inspection *n, const struct view *views, struct failures *f)
{
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->v[i].merged)
            continue;
        const struct line_total *a = &f->v[i].t;
        struct failure *other = NULL;
        for (uint32_t k = i + 1; k < f->n && !other && !f->v[i].turned; k++) {
            const struct line_total *b = &f->v[k].t;
            double da = fabs(a->total - a->sum[a->road]), db = fabs(b->total - b->sum[b->road]);
            if (f->v[k].turned && !f->v[k].merged && fabs(da - db) <= a->tolerance + b->tolerance)
                other = &f->v[k];
        }
        if (other)
            other->merged = true;
        report(n, &views[f->v[i].turned], a, other);
    }
}

/* ---- a count that the caption states ---- */

/* "Table 9: Clinical systems in our 26 practices", and a column of practices. */
static void check_caption(struct inspection *n, const struct grid *g)
{
    if (g->table->caption == DOC_NONE || g->first_row == 0)
        return;
    const struct doc_block *caption = &n->doc->blocks.v[g->table->caption];
    struct span s = inspect_words(n, caption->at, caption->end);
    struct cell stated;
    for (uint32_t i = s.first; i + 1 < s.end; i++) {
        const struct word *w = &n->words.v[i], *noun = &n->words.v[i + 1];
        if (w->shape != SHAPE_NUMBER || !(noun->cls & CLASS_COUNTED) ||
            !cell_number(n->doc->text + w->at, w->end - w->at, &stated))
            continue;
        for (uint32_t c = 1; c < g->cols; c++) {
            const struct cell *head = grid_cell(g, g->first_row - 1, c);
            const struct doc_block *b =
                head->block == DOC_NONE ? NULL : &n->doc->blocks.v[head->block];
            struct span h = b ? inspect_words(n, b->at, b->end) : (struct span){0, 0};
            if (h.end != h.first + 1 || n->words.v[h.first].hash != noun->hash)
                continue;
            double sum = 0;
            bool all = true, total = false;
            for (uint32_t r = g->first_row; r < g->rows; r++) {
                all = all && grid_cell(g, r, c)->kind == CELL_NUMBER;
                total = total || total_kind(grid_text(g, r, 0)) != TOTAL_NOT;
                sum += grid_cell(g, r, c)->value;
            }
            if (!all || total || sum == stated.value ||
                fabs(sum - stated.value) > 0.3 * stated.value)
                continue;
            inspect_report(n, NULL, n->doc->blocks.v[g->table->first_block].at,
                n->doc->blocks.v[g->table->end_block - 1].end,
                "the column \"%s\" adds up to %s, but the caption speaks of %s; check which is "
                "right",
                inspect_text(n, b->at, b->end, 60), inspect_number(n, sum, 0),
                inspect_number(n, stated.value, 0));
            inspect_relate(n, caption->at, caption->end);
        }
    }
}

static void read_heads(struct view *v)
{
    struct arena *a = v->g->n->arena;
    v->kinds = arena_array(a, v->items + 1u, sizeof *v->kinds);
    v->parts = arena_array(a, v->items + 1u, sizeof *v->parts);
    for (uint32_t i = v->first_item; i < v->items; i++) {
        const char *head = item_head(v, i);
        v->kinds[i] = (uint8_t)total_kind(head);
        v->parts[i] = is_part(head);
    }
}

static void check_table(struct inspection *n, uint32_t table)
{
    struct grid g;
    const struct doc_table *t = &n->doc->tables.v[table];
    if (t->first_block >= t->end_block || !block_speaks(&n->doc->blocks.v[t->first_block]) ||
        !grid_read(&g, n, table))
        return;
    struct view views[2] = {{&g, false, g.first_row, g.rows, 1, g.cols, NULL, NULL},
        {&g, true, 1, g.cols, g.first_row, g.rows, NULL, NULL}};
    read_heads(&views[0]);
    read_heads(&views[1]);
    struct failures f = {.n = 0};
    struct line_total *all = arena_array(n->arena, (size_t)g.rows * g.cols + 1, sizeof *all);
    check_view(&views[0], &f, all);
    check_view(&views[1], &f, all);
    report_all(n, views, &f);
    check_caption(n, &g);
}

void totals_run(struct inspection *n)
{
    for (uint32_t i = 0; i < n->doc->tables.n; i++)
        check_table(n, i);
    prose_totals(n);
}
