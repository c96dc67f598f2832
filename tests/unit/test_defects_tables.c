/* A thousand tables made by rule: 500 that add up, in which nothing may be found, and 500 with one
 * wrong cell. They have totals below, beside, both or none, subtotals, shares in per cent,
 * averages, merged heads, blanks, negative figures in brackets, decimals, and thousands with their
 * rounding. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyse_plan.h"
#include "defects/defects.h"

enum { TABLES = 500, ROWS = 9, COLS = 6 };

static uint64_t state;

static uint32_t any(uint32_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

/* How the figures of a table are written. */
struct style {
    int decimals;
    bool thousands, money, negative, blanks;
    bool row_total, col_total, subtotal, shares, average, merged;
    int rows, cols; /* of figures that add up */
    int word;       /* which word its total has */
};

struct table {
    struct style s;
    double v[ROWS][COLS]; /* as shown, without totals */
    double sub[2][COLS], total[COLS], across[ROWS], corner, across_sub[2];
    /* one cell that is changed, in the space of what is printed: row -1 none */
    int wrong_row, wrong_col; /* row ROWS: the totals below; col COLS: the totals beside */
    double wrong;
};

static double shown(double v, const struct style *s)
{
    double unit = pow(10, s->decimals);
    return round(v * unit) / unit;
}

static void make_style(struct style *s)
{
    memset(s, 0, sizeof *s);
    s->rows = 3 + (int)any(5);
    s->cols = 2 + (int)any(3);
    s->decimals = any(4) == 0 ? 1 : 0;
    s->thousands = any(5) == 0;
    s->money = any(3) == 0;
    s->negative = any(4) == 0;
    s->blanks = any(4) == 0;
    s->row_total = any(8) != 0;
    s->col_total = any(3) == 0;
    s->subtotal = s->row_total && s->rows >= 5 && any(4) == 0;
    s->shares = any(4) == 0;
    s->average = any(4) == 0;
    s->merged = any(4) == 0;
    s->word = (int)any(4);
}

/* Figures that add up as they are; in thousands each is rounded by itself. */
static void make_table(struct table *t)
{
    struct style *s = &t->s;
    double exact[ROWS][COLS];
    make_style(s);
    t->wrong_row = -1;
    for (int c = 0; c < s->cols; c++) {
        double size = pow(10, 1 + any(4)) * (1 + any(9));
        for (int r = 0; r < s->rows; r++) {
            double v = size * (30 + any(100)) / 100.0;
            if (s->blanks && any(6) == 0)
                v = 0;
            if (s->negative && any(5) == 0)
                v = -v / 4;
            exact[r][c] = s->thousands ? v : shown(v, s);
            t->v[r][c] = shown(exact[r][c], s);
        }
    }
    memset(t->across, 0, sizeof t->across);
    memset(t->across_sub, 0, sizeof t->across_sub);
    t->corner = 0;
    int half = s->rows / 2;
    for (int c = 0; c < s->cols; c++) {
        double sums[2] = {0, 0};
        for (int r = 0; r < s->rows; r++) {
            sums[r >= half] += exact[r][c];
            t->across[r] += exact[r][c];
        }
        for (int k = 0; k < 2; k++) {
            t->sub[k][c] = shown(sums[k], s);
            t->across_sub[k] += sums[k];
        }
        t->total[c] = shown(sums[0] + sums[1], s);
        t->corner += sums[0] + sums[1];
    }
    for (int r = 0; r < s->rows; r++)
        t->across[r] = shown(t->across[r], s);
    for (int k = 0; k < 2; k++)
        t->across_sub[k] = shown(t->across_sub[k], s);
    t->corner = shown(t->corner, s);
}

/* ---- writing it ---- */

static void put_number(struct buf *out, double v, const struct style *s, bool blank)
{
    char digits[64], text[96];
    int len = snprintf(digits, sizeof digits, "%.*f", s->decimals, fabs(v));
    int whole = s->decimals ? len - 1 - s->decimals : len, n = 0;
    if (blank && v == 0) {
        static const char *const blanks[] = {"", "-", "n/a"};
        buf_printf(out, "<td>%s</td>", blanks[any(3)]);
        return;
    }
    for (int i = 0; i < len; i++) {
        text[n++] = digits[i];
        if (i < whole - 1 && (whole - 1 - i) % 3 == 0)
            text[n++] = ',';
    }
    text[n] = 0;
    buf_printf(out, v < 0 ? "<td>(%s%s)</td>" : "<td>%s%s</td>", s->money ? "£" : "", text);
}

static double cell(const struct table *t, int row, int col, double v)
{
    return t->wrong_row == row && t->wrong_col == col ? t->wrong : v;
}

static void put_row(struct buf *out, const struct table *t, const char *head, int row,
    const double *v, double across, double share, double average)
{
    const struct style *s = &t->s;
    buf_printf(out, "<tr><td>%s</td>", head);
    for (int c = 0; c < s->cols; c++)
        put_number(out, cell(t, row, c, v[c]), s, s->blanks && row < ROWS);
    if (s->col_total)
        put_number(out, cell(t, row, COLS, across), s, false);
    if (s->shares)
        buf_printf(out, "<td>%.0f%%</td>", share);
    if (s->average)
        buf_printf(out, "<td>%.1f</td>", average);
    buf_add_str(out, "</tr>\n");
}

static const char *const totals[] = {"Total", "All", "Together", "Grand total"};

static void put_table(struct buf *out, const struct table *t)
{
    static const char *const heads[] = {"Practices", "Places", "Visits", "Nurses", "Rooms"};
    static const char *const names[] = {"Northam", "Eastbury", "Westow", "Southwick", "Midford",
        "Upperby", "Netherby", "Farley", "Nearby"};
    const struct style *s = &t->s;
    buf_printf(out, "<html><body><h1>Plan</h1><p>Table 1: What we have%s</p><table>",
        s->thousands ? ", £000" : "");
    if (s->merged)
        buf_printf(out, "<tr><th></th><th colspan=\"%d\">How many</th></tr>",
            s->cols + s->col_total + s->shares + s->average);
    buf_add_str(out, "<tr><th>Place</th>");
    for (int c = 0; c < s->cols; c++)
        buf_printf(out, "<th>%s</th>", heads[c]);
    buf_printf(out, "%s%s%s</tr>\n", s->col_total ? "<th>Total</th>" : "",
        s->shares ? "<th>Share</th>" : "", s->average ? "<th>Average age</th>" : "");
    double left = 100;
    for (int r = 0; r < s->rows; r++) {
        double share = r + 1 < s->rows ? floor(100.0 / s->rows) : left;
        left -= share;
        put_row(out, t, names[r], r, t->v[r], t->across[r], share, 40 + r);
        if (s->subtotal && (r + 1 == s->rows / 2 || r + 1 == s->rows))
            put_row(out, t, "Subtotal", -2, t->sub[r + 1 == s->rows],
                t->across_sub[r + 1 == s->rows], r + 1 == s->rows ? 100 - 50 : 50, 41);
    }
    if (s->row_total)
        put_row(out, t, totals[s->word], ROWS, t->total, t->corner, 100, 42.5);
    buf_add_str(out, "</table><p>That is all.</p></body></html>");
}

/* How many findings about totals the table gives; their first message goes to `why`. */
static uint32_t findings(
    const struct table *t, char *why, size_t room, char *page, size_t page_room)
{
    struct buf html;
    buf_init(&html, 1u << 20);
    put_table(&html, t);
    snprintf(page, page_room, "%s", buf_str(&html));
    struct doc *d = plan_read(buf_str(&html), "html");
    struct arena *arena = arena_new();
    uint32_t count, n = 0;
    struct finding *f = defects_find(d, NULL, arena, &count);
    *why = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!strcmp(f[i].rule, "defect.table-total")) {
            if (!n++)
                snprintf(why, room, "%s", f[i].message);
        }
    arena_free(arena);
    doc_free(d);
    buf_clear(&html);
    return n;
}

/* ---- one wrong cell ---- */

/* Two neighbouring digits exchanged; the same when none differ. */
static double exchange(double v, const struct style *s)
{
    char digits[64];
    int len = snprintf(digits, sizeof digits, "%.0f", fabs(v) * pow(10, s->decimals));
    for (int i = len > 3 ? 1 : 0; i + 1 < len; i++)
        if (digits[i] != digits[i + 1]) {
            char c = digits[i];
            digits[i] = digits[i + 1];
            digits[i + 1] = c;
            break;
        }
    double changed = atof(digits) / pow(10, s->decimals);
    return v < 0 ? -changed : changed;
}

static double spoil(double v, const struct style *s)
{
    switch (any(3)) {
    case 0:
        return exchange(v, s);
    case 1: /* a slip of a tenth or so */
        return shown(v * (1.08 + any(10) / 100.0), s);
    default: /* one digit in the middle */
        return shown(
            v + (any(2) ? 1 : -1) * pow(10, floor(log10(fabs(v) + 1)) - 1) * (1 + any(4)), s);
    }
}

/* Changes a figure by more than rounding explains; false when the table has no total to tell. */
static bool make_wrong(struct table *t)
{
    struct style *s = &t->s;
    if (!s->row_total && !s->col_total)
        return false;
    for (int tries = 0; tries < 50; tries++) {
        bool total = s->row_total && any(3) == 0;
        int r = total ? ROWS : (int)any((uint32_t)s->rows), c = (int)any((uint32_t)s->cols);
        double v = total ? t->total[c] : t->v[r][c], wrong = spoil(v, s);
        double whole = fabs(total ? t->total[c] : t->s.row_total ? t->total[c] : t->across[r]);
        double least = (s->decimals || s->thousands ? 3 : 1) / pow(10, s->decimals);
        /* a change that nobody could tell from rounding, or a cell of next to nothing */
        if (fabs(wrong - v) < least || fabs(v) < least || whole < least)
            continue;
        t->wrong_row = r;
        t->wrong_col = c;
        t->wrong = wrong;
        return true;
    }
    return false;
}

START_TEST(correct)
{
    char why[600];
    static char page[20000];
    uint32_t bad = 0;
    state = 20170401;
    for (int i = 0; i < TABLES; i++) {
        struct table t;
        make_table(&t);
        if (findings(&t, why, sizeof why, page, sizeof page)) {
            fprintf(stderr, "# table %d: %s\n%s\n", i, why, page);
            bad++;
        }
    }
    ck_assert_uint_eq(bad, 0);
}
END_TEST

START_TEST(wrong)
{
    char why[600];
    static char page[20000];
    uint32_t found = 0, more = 0;
    state = 20190331;
    for (int i = 0; i < TABLES;) {
        struct table t;
        make_table(&t);
        if (!make_wrong(&t))
            continue;
        uint32_t n = findings(&t, why, sizeof why, page, sizeof page);
        if (!n && getenv("TABLES_SHOW"))
            fprintf(stderr, "# not found: row %d, column %d, %g\n%s\n", t.wrong_row, t.wrong_col,
                t.wrong, page);
        found += n > 0;
        more += n > 1;
        i++;
    }
    fprintf(stderr, "# found %u of %d, more than one finding for %u\n", found, TABLES, more);
    ck_assert_uint_ge(found * 100, TABLES * 97);
    ck_assert_uint_le(more * 10, TABLES); /* one mistake is one finding */
}
END_TEST

int main(void)
{
    Suite *s = suite_create("defects/tables");
    TCase *t = tcase_create("generated");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, correct);
    tcase_add_test(t, wrong);
    suite_add_tcase(s, t);
    return plan_suite(s);
}
