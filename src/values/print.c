/* A value as people write it, for messages and reports. */
#include <math.h>

#include "base/buf.h"
#include "values/scan.h"

static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December"};

/* 1234567.5 as "1,234,567.5"; at most two decimals. */
static void print_number(double n, struct buf *out)
{
    if (n < 0)
        buf_add_char(out, '-');
    double cents = round(fabs(n) * 100);
    if (cents > 1e15) {
        buf_printf(out, "%.0f", fabs(n));
        return;
    }
    int64_t whole = (int64_t)(cents / 100);
    int rest = (int)(cents - (double)whole * 100);
    int64_t power = 1;
    while (power * 1000 <= whole)
        power *= 1000;
    buf_printf(out, "%d", (int)(whole / power));
    for (; power > 1; power /= 1000)
        buf_printf(out, ",%03d", (int)(whole % power / (power / 1000)));
    if (rest)
        buf_printf(out, rest % 10 ? ".%02d" : ".%d", rest % 10 ? rest : rest / 10);
}

static void print_money(double n, struct buf *out)
{
    buf_add_str(out, n < 0 ? "-\xc2\xa3" : "\xc2\xa3");
    n = fabs(n);
    if (n >= 1e6) {
        print_number(n / 1e6, out);
        buf_add_str(out, "m");
    } else if (fabs(n - round(n)) < 0.005) {
        print_number(round(n), out);
    } else {
        buf_printf(out, "%.2f", n);
    }
}

struct duration_unit {
    double minutes;
    const char *name;
};

/* The largest unit of which `minutes` is a number of quarters. */
static const struct duration_unit *unit_of(double minutes)
{
    static const struct duration_unit units[] = {{365 * 1440, "year"}, {30 * 1440, "month"},
        {7 * 1440, "week"}, {1440, "day"}, {60, "hour"}, {1, "minute"}};
    size_t u = 0;
    while (
        u < 5 && (minutes < units[u].minutes || fabs(fmod(minutes * 4, units[u].minutes)) > 1e-9))
        u++;
    return &units[u];
}

static void print_duration(double lo, double hi, struct buf *out)
{
    const struct duration_unit *unit = unit_of(hi);
    if (lo < hi && unit_of(lo) != unit)
        unit = unit_of(1); /* "90 to 135 minutes" */
    if (lo < hi) {
        print_number(lo / unit->minutes, out);
        buf_add_str(out, " to ");
    }
    double n = hi / unit->minutes;
    print_number(n, out);
    buf_printf(out, " %s%s", unit->name, n > 1 || n < 1 ? "s" : "");
}

static void print_day(double days, struct buf *out)
{
    int y, m, d;
    value_civil((int32_t)days, &y, &m, &d);
    buf_printf(out, "%d %s", d, months[m - 1]);
    if (y)
        buf_printf(out, " %d", y);
}

/* One name for the whole span: "2018/19", "2018", "March 2019", "Q4 2018/19". */
static bool print_period(const struct value *v, struct buf *out)
{
    int y, m, d, y2, m2, d2;
    value_civil((int32_t)v->lo, &y, &m, &d);
    value_civil((int32_t)v->hi, &y2, &m2, &d2);
    if (!y || d != 1 || (int32_t)v->hi != month_last(y2, m2))
        return false;
    int long_by = (y2 - y) * 12 + m2 - m;
    if (long_by == 11 && m == 4)
        buf_printf(out, "%d/%02d", y, y2 % 100);
    else if (long_by == 11 && m == 1)
        buf_printf(out, "%d", y);
    else if (long_by == 0)
        buf_printf(out, "%s %d", months[m - 1], y);
    else if (long_by == 2 && m % 3 == 1 && (v->flags & VALUE_FY))
        buf_printf(out, "Q%d %d/%02d", m == 1 ? 4 : m / 3, y - (m == 1), (y + (m != 1)) % 100);
    else
        return false;
    return true;
}

static void print_date(const struct value *v, struct buf *out)
{
    if (print_period(v, out))
        return;
    print_day(v->lo, out);
    if (v->hi > v->lo) {
        buf_add_str(out, " to ");
        print_day(v->hi, out);
    }
}

static void print_one(enum value_kind kind, double n, struct buf *out)
{
    switch (kind) {
    case VALUE_MONEY:
        print_money(n, out);
        break;
    case VALUE_PERCENT:
        print_number(n, out);
        buf_add_char(out, '%');
        break;
    case VALUE_TIME:
        buf_printf(out, "%02d:%02d", (int)n / 60 % 24, (int)n % 60);
        break;
    case VALUE_NUMBER:
    case VALUE_DURATION:
    case VALUE_DATE:
    case VALUE_KINDS:
    default:
        print_number(n, out);
        break;
    }
}

static void print_rate(const struct value *v, struct buf *out)
{
    static const char *const names[] = {"head", "practice", "day", "week", "month", "year", "unit"};
    double count = v->per_count;
    for (unsigned bit = 0; bit < sizeof names / sizeof *names; bit++) {
        if (!(v->per & (1u << bit)))
            continue;
        buf_add_str(out, " per ");
        if (count > 1) {
            print_number(count, out);
            buf_printf(out, " %s", bit == 0 ? "people" : names[bit]);
        } else {
            buf_add_str(out, names[bit]);
        }
        count = 1;
    }
}

void value_print(const struct value *v, struct buf *out)
{
    if (v->kind == VALUE_DATE) {
        print_date(v, out);
        return;
    }
    if (v->kind == VALUE_DURATION)
        print_duration(v->lo, v->hi, out);
    else
        print_one(v->kind, v->lo, out);
    if (v->kind != VALUE_DURATION && v->hi > v->lo) {
        buf_add_str(out, " to ");
        print_one(v->kind, v->hi, out);
    }
    print_rate(v, out);
}
