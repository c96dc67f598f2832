/* Between the two files that read dates: one point of the calendar as it is written. */
#ifndef VALUES_DATES_H
#define VALUES_DATES_H

#include "values/scan.h"

enum grain { GRAIN_DAY, GRAIN_MONTH, GRAIN_QUARTER, GRAIN_HALF, GRAIN_SEASON, GRAIN_YEAR };

struct moment {
    enum grain grain;
    int year;       /* 0: not said. Of a financial year the first one */
    int years;      /* > 0: "2014-19": further years that the name covers */
    bool financial; /* the year is a financial one */
    int month, day; /* month also of a season; the first month of a range of months */
    int last;       /* last quarter of "Q1-2", else 0; last day of "12-14 March", else 0 */
    int part;       /* quarter or half, from 1 */
    int32_t feast;  /* month * 100 + day of a feast; -1 Easter; 0 none */
    bool damaged;   /* digits were lost */
    bool words;
    bool weak; /* only a date when a year can be found for it */
    size_t end;
};

/* The point at `i`. */
bool moment_read(const struct text *, size_t i, struct moment *);
/* A year or financial year at `i` after blanks: "2018/19", "18/19", "FY18/19", "2018"; `two`: also
 * "18" and "'18". Sets year, years, financial and end. */
bool year_read(const struct text *, size_t i, bool two, struct moment *);

#endif
