/* defect.bad-date: days, years and financial years that do not exist. Read from the words, because
 * the values of a document hold only dates that can be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "defects/inspect.h"

static const char *const month_names[] = {"", "January", "February", "March", "April", "May",
    "June", "July", "August", "September", "October", "November", "December"};
static const char *const weekday_names[] = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

/* A word of `digits` digits (with nothing but an ordinal ending behind); -1 when it is none. */
static int plain_number(const struct inspection *n, uint32_t i, uint32_t most)
{
    if (i >= n->words.n)
        return -1;
    const struct word *w = &n->words.v[i];
    const char *s = n->doc->text + w->at;
    uint32_t len = w->end - w->at, k = 0;
    int value = 0;
    while (k < len && k < most && s[k] >= '0' && s[k] <= '9')
        value = value * 10 + s[k++] - '0';
    if (k == 0 || (k < len && !(len - k == 2 && most == 2 && w->shape == SHAPE_MIXED)))
        return -1;
    return value;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int month, int year)
{
    static const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && (year < 0 || is_leap(year)) ? 29 : days[month];
}

/* Only blanks (and "of", a comma) between two words. */
static bool touches(const struct inspection *n, uint32_t i, uint32_t k)
{
    if (i >= n->words.n || k >= n->words.n)
        return false;
    for (uint32_t p = n->words.v[i].end; p < n->words.v[k].at; p++)
        if (!strchr(" ,\n\t", n->doc->text[p]) && (n->doc->text[p] & 0x80) == 0)
            return false;
    return n->words.v[k].at - n->words.v[i].end <= 3;
}

static int year_after(const struct inspection *n, uint32_t i)
{
    if (!touches(n, i, i + 1))
        return -1;
    int year = plain_number(n, i + 1, 4);
    return year >= 1900 && year <= 2999 ? year : -1;
}

/* "on Tuesday 5 June 2017": the day of the week must be that of the date. */
static void check_weekday(struct inspection *n, uint32_t day_word, int day, int month, int year)
{
    uint32_t i = day_word;
    if (i && inspect_is(n, i - 1, "the"))
        i--;
    if (!i || !(n->words.v[i - 1].cls & CLASS_WEEKDAY) || !touches(n, i - 1, day_word) || year < 0)
        return;
    int said = n->words.v[i - 1].info;
    int is = (int)(((value_days(year, month, day) + 3) % 7 + 7) % 7); /* 1970-01-01 is Thursday */
    if (said == is)
        return;
    struct finding_place p = inspect_place(n, n->words.v[i - 1].at);
    inspect_report(n, "medium", p.at, p.end,
        "%d %s %d is a %s, not a %s; check the day and the date", day, month_names[month], year,
        weekday_names[is], weekday_names[said]);
}

/* Day and month around the month word `i`: "31 November 2014", "November 31st". */
static void check_day(struct inspection *n, uint32_t i)
{
    int month = n->words.v[i].info, year = year_after(n, i), day = -1;
    uint32_t at = i;
    if (i && touches(n, i - 1, i) && (day = plain_number(n, i - 1, 2)) >= 0)
        at = i - 1;
    else if (i > 1 && inspect_is(n, i - 1, "of") && (day = plain_number(n, i - 2, 2)) >= 0)
        at = i - 2;
    if (day < 0)
        return;
    if (day <= 31 && day > month_days(month, year)) {
        struct finding_place p = inspect_place(n, n->words.v[at].at);
        if (month == 2 && year > 0 && day == 29)
            inspect_report(n, NULL, p.at, p.end,
                "there is no 29 February in %d, which is no leap year; check the date", year);
        else
            inspect_report(n, NULL, p.at, p.end,
                "there is no %d %s: %s has %d days; check the date", day, month_names[month],
                month_names[month], month_days(month, year));
    } else if (day >= 1 && day <= 31) {
        check_weekday(n, at, day, month, year);
    }
}

/* "June 016", "April 2103": a year that was mistyped behind a month. */
static void check_month_year(struct inspection *n, uint32_t i)
{
    if (!touches(n, i, i + 1))
        return;
    const struct word *w = &n->words.v[i + 1];
    const char *s = n->doc->text + w->at;
    if (w->end - w->at == 3 && w->shape == SHAPE_NUMBER && s[0] == '0') {
        struct finding_place p = inspect_place(n, w->at);
        inspect_report(n, NULL, p.at, p.end, "%s %.3s is no date: a digit of the year is missing",
            month_names[n->words.v[i].info], s);
    }
}

/* A year far ahead where a year is expected: "launched in 2103". */
static void check_year(struct inspection *n, uint32_t i)
{
    static const char *const before[] = {
        "in", "by", "since", "from", "until", "during", "before", "after", "of", "year", "march"};
    const struct word *w = &n->words.v[i];
    int year = plain_number(n, i, 4);
    if (year < 2070 || year > 2999 || !i || is_figure(inspect_byte(n, w->end + 1)))
        return;
    bool expected = n->words.v[i - 1].cls & CLASS_MONTH;
    for (uint32_t k = 0; k < sizeof before / sizeof *before && !expected; k++)
        expected = inspect_is(n, i - 1, before[k]);
    bool counts = i + 1 < n->words.n && touches(n, i, i + 1) &&
                  n->words.v[i + 1].shape == SHAPE_LOWER && !(n->words.v[i + 1].cls & CLASS_SMALL);
    if (!expected || counts || year < 2100)
        return;
    int likely = year / 1000 * 1000 + year % 100 / 10 * 100 + year / 100 % 10 * 10 + year % 10;
    struct finding_place p = inspect_place(n, w->at);
    if (likely >= 1990 && likely <= 2060)
        inspect_report(n, NULL, p.at, p.end,
            "the year %d lies generations ahead; two digits may be exchanged (%d?)", year, likely);
    else
        inspect_report(n, NULL, p.at, p.end, "the year %d lies generations ahead; check it", year);
}

/* "2018/17", and a month joined to a financial year ("August 2023/24"). */
static void check_financial_year(struct inspection *n, uint32_t i)
{
    const struct word *w = &n->words.v[i];
    int first = plain_number(n, i, 4), second = plain_number(n, i + 1, 4);
    if (first < 1990 || first > 2099 || second < 0 || i + 1 >= n->words.n ||
        n->words.v[i + 1].at != w->end + 1 || n->doc->text[w->end] != '/')
        return;
    uint32_t digits = n->words.v[i + 1].end - n->words.v[i + 1].at;
    if (digits == 2)
        second += first / 100 * 100;
    else if (digits != 4)
        return;
    struct finding_place p = inspect_place(n, w->at);
    if (second <= first || second > first + 6)
        inspect_report(n, NULL, p.at, p.end,
            "%.*s is no financial year: the second year must follow the first",
            (int)(n->words.v[i + 1].end - w->at), n->doc->text + w->at);
    else if (i && n->words.v[i - 1].cls & CLASS_MONTH && touches(n, i - 1, i) &&
             !(n->words.v[i - 1].info == 3 && inspect_is(n, i - 2, "to")))
        inspect_report(n, "low", p.at, p.end,
            "a month is joined to a financial year: it could be %s %d or %s %d; say which",
            month_names[n->words.v[i - 1].info], first, month_names[n->words.v[i - 1].info],
            second);
}

/* "April - March 2024": in one year it runs backwards. */
static void check_months(struct inspection *n, uint32_t i)
{
    if (i + 2 >= n->words.n || !(n->words.v[i + 1].cls & CLASS_MONTH) || year_after(n, i + 1) < 0)
        return;
    uint32_t gap = n->words.v[i + 1].at - n->words.v[i].end, dash = 0;
    for (uint32_t p = n->words.v[i].end; p < n->words.v[i + 1].at; p++)
        dash += n->doc->text[p] == '-' || n->doc->text[p] == '\xE2';
    if (!dash || gap > 5 || n->words.v[i].info <= n->words.v[i + 1].info ||
        plain_number(n, i + 3, 2) >= 0)
        return;
    struct finding_place p = inspect_place(n, n->words.v[i].at);
    inspect_report(n, "low", p.at, p.end,
        "%s to %s %d runs backwards unless it begins in %d; write both years",
        month_names[n->words.v[i].info], month_names[n->words.v[i + 1].info], year_after(n, i + 1),
        year_after(n, i + 1) - 1);
}

void bad_dates_run(struct inspection *n)
{
    uint32_t i = 0;
    for (size_t k = 0; k < n->doc->blocks.n; k++) {
        const struct doc_block *b = &n->doc->blocks.v[k];
        if (!block_speaks(b))
            continue;
        while (i < n->words.n && n->words.v[i].at < b->at)
            i++;
        for (; i < n->words.n && n->words.v[i].at < b->end; i++) {
            const struct word *w = &n->words.v[i];
            if (w->cls & CLASS_MONTH && w->shape != SHAPE_LOWER) {
                check_day(n, i);
                check_month_year(n, i);
                check_months(n, i);
            } else if (w->shape == SHAPE_NUMBER && w->end - w->at == 4) {
                check_year(n, i);
                check_financial_year(n, i);
            }
        }
    }
}
