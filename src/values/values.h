/* Typed values: numbers, money, percentages, durations, clock times and dates, found in text once
 * and compared by meaning. Rules compare values; they do not match digits. The same reader reads
 * the bounds that packs state ("1.5 hours", "18:30", "2019-03-31"). Knows text only: no document.
 *
 * Units of `lo` and `hi` (equal unless the text gives a range; lo <= hi always):
 *   VALUE_NUMBER    the number itself; "(1,234)" among the figures of accounts is -1234
 *   VALUE_MONEY     pounds sterling ("£1.2m" is 1200000). A lost pound sign is found by its
 * context: "3.34 per head", "1.50 per patient", "350k" near words about money, "funding of 350,000"
 *   VALUE_PERCENT   0 to 100 as written; also "one in five", "9 in 10", "two thirds of", "half our"
 *                   (VALUE_IN_WORDS). Percentage points ("5pp") are a VALUE_NUMBER
 *   VALUE_DURATION  minutes ("hour and a half" is 90; "two weeks" is 20160; months count 30 days,
 *                   years 365). "an hour" is one, "a week" alone is none (mostly what something is
 *                   per)
 *   VALUE_TIME      minutes after midnight. Without am, pm or a part of the day, one to seven is
 *                   afternoon or evening ("half past six" is 18:30), eight to eleven is morning,
 *                   "until eight" is 20:00; words like "evening" or "morning" near it decide first.
 *                   A range over midnight has hi > 1440. What could be an amount ("6.30", "9-1",
 *                   "1830") is a time only where the words around say so
 *   VALUE_DATE      days since 1970-01-01: first and last day of the period that is named ("Q4
 *                   2018/19" is 2019-01-01 to 2019-03-31, "2018-19" is the financial year, "end of
 *                   March 2019" is 2019-03-31, "spring 2018" is March to May, "early", "mid" and
 *                   "late" are thirds). NHS financial years run from 1 April to 31 March and their
 *                   quarters likewise, also in "Q1 2018". "2014-19" is six calendar years. Two
 *                   digits of a year are of this century ("Mar-19"; "March 31" is a day).
 *
 * Ranges: "20-30", "20 to 30", "between 20 and 30" are one value. "from 20 to 30" is a change and
 * gives two values, and so does what falls ("£1.1m - £370k"); times and dates "from A to B" are
 * one.
 *
 * Qualifiers stand outside at and len, except "or more", "+", "end of" and parts of the day.
 * "before April 2019" ends on 31 March 2019, "after March 2019" begins on 1 April 2019.
 *
 * A rate right after the amount belongs to it ("30 minutes per 1,000 patients a week"); a rate
 * after a few words ("30 minutes of extra time per 1,000 patients", "2 visits per week") only sets
 * `per`, and its base is found again as a VALUE_REFERENCE.
 *
 * Left out: 24/7, a/b counts ("29/34"), ratios ("1:20"), codes, postcodes, telephone numbers,
 * digits inside addresses, "one" as a pronoun.
 */
#ifndef VALUES_VALUES_H
#define VALUES_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_kind {
    VALUE_NUMBER,
    VALUE_MONEY,
    VALUE_PERCENT,
    VALUE_DURATION,
    VALUE_TIME,
    VALUE_DATE,
    VALUE_KINDS
};

/* What a rate is per: "30 minutes per 1000 population per week" has per_count 1000 and both
 * VALUE_PER_HEAD and VALUE_PER_WEEK. "per practice" is VALUE_PER_PRACTICE. */
enum value_per {
    VALUE_PER_HEAD = 1, /* patient, person, head, population, registered patient */
    VALUE_PER_PRACTICE = 2,
    VALUE_PER_DAY = 4,
    VALUE_PER_WEEK = 8,
    VALUE_PER_MONTH = 16,
    VALUE_PER_YEAR = 32, /* per annum, a year, each year */
    VALUE_PER_OTHER = 64 /* "per hub", "per cluster", "per session" */
};

enum value_flag {
    VALUE_APPROX = 1,      /* around, circa, approximately */
    VALUE_AT_LEAST = 2,    /* at least, minimum, no fewer than, or more, over */
    VALUE_AT_MOST = 4,     /* up to, at most, no more than, maximum, under */
    VALUE_IN_WORDS = 8,    /* "twenty-eight" */
    VALUE_ORDINAL = 16,    /* "third", "2nd": a number that counts nothing */
    VALUE_DEADLINE = 32,   /* by, before, no later than, until: hi is the last day */
    VALUE_START = 64,      /* from, starting, after: lo is the first day */
    VALUE_REFERENCE = 128, /* counts nothing: number of a section, table, page, version or list
                              item, an age, 111 and 999, the base of a rate, "year 2" */
    VALUE_YEAR_ONLY = 256, /* a calendar or financial year with no closer date */
    VALUE_FY = 512,        /* a financial year or a quarter of one */
    VALUE_DAMAGED = 1024,  /* digits were lost ("Q / 7", "1, ,397"): not to be compared */
    VALUE_NO_YEAR = 2048   /* a date without its year ("31 March"); VALUE_DAMAGED is set too */
};

struct value {
    enum value_kind kind;
    uint16_t flags;   /* enum value_flag */
    uint16_t per;     /* enum value_per */
    uint32_t at, len; /* where in the text, rate and unit included */
    double lo, hi;
    double per_count; /* 1000 of "per 1000 population"; 1 when there is a rate; else 0 */
};

struct value_list {
    struct value *v; /* in order of `at`; none overlap */
    size_t n, room;
};

/* Finds every value in `len` bytes of UTF-8 and appends it to `out` (free out->v with xfree()).
 * Line ends count as blanks. */
void values_find(const char *text, size_t len, struct value_list *out);

/* Reads one value from all of `text`, as a pack states a bound. False when it is not one value. */
bool values_parse(const char *text, struct value *out);

/* One unit for rates: the amount per head, per one practice..., i.e. lo / per_count. */
double value_per_one(const struct value *, double amount);

/* Civil date to days since 1970-01-01 and back (proleptic Gregorian; Hinnant, "chrono-compatible
 * low-level date algorithms"). */
int32_t value_days(int year, int month, int day);
void value_civil(int32_t days, int *year, int *month, int *day);

/* The value as people write it ("1.5 hours", "£3 per head", "31 March 2019") into `out`. */
struct buf;
void value_print(const struct value *, struct buf *out);

#endif
