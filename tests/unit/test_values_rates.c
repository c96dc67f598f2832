/* What an amount is per. */
#include "values_show.h"

static const struct values_row rows[] = {
    {"30 minutes per 1000 population per week",
        "duration 30 per 1000 head week [30 minutes per 1000 population per week]"},
    {"30 minutes per 1,000 patients a week",
        "duration 30 per 1000 head week [30 minutes per 1,000 patients a week]"},
    {"30 mins per 1000 pts pw", "duration 30 per 1000 head week [30 mins per 1000 pts pw]"},
    {"30 min/1,000/week", "duration 30 per 1000 head week [30 min/1,000/week]"},
    {"30 min/1000/wk", "duration 30 per 1000 head week [30 min/1000/wk]"},
    {"forty minutes per thousand listed patients weekly",
        "duration 40 per 1000 head week words [forty minutes per thousand listed patients weekly]"},
    {"45 minutes per 1,000", "duration 45 per 1000 head [45 minutes per 1,000]"},
    {"45 minutes of consulting for every thousand patients each week",
        "duration 45 per 1000 head week [45 minutes]"},
    {"half an hour extra a week for each thousand people listed",
        "duration 30 per 1000 head week words [half an hour]"},
    {"25 minutes per thousand residents a week",
        "duration 25 per 1000 head week [25 minutes per thousand residents a week]"},
    {"30 minutes more GP time per 1000 population and later 45 minutes per 1000 population",
        "duration 30 per 1000 head [30 minutes]; number 1000 reference [1000]; duration 45 per "
        "1000 head [45 minutes per 1000 population]"},
    {"30 minutes of care and £3 per head",
        "duration 30 [30 minutes]; money 3 per head [£3 per head]"},
    {"10 submissions per 1,000 patients per month",
        "number 10 per 1000 head month [10]; number 1000 reference [1,000]"},
    {"0.27 nurses per 1,000 patients",
        "number 0.27 per 1000 head [0.27]; number 1000 reference [1,000]"},
    {"212 per 1,000", "number 212 per 1000 head [212 per 1,000]"},
    {"2,310 per 100,000", "number 2310 per 100000 head [2,310 per 100,000]"},
    {"1,650 patients per GP", "number 1650 per other [1,650]"},
    {"one session a week per four staff",
        "number 1 per week other words [one]; number 4 words [four]"},
    {"4 sessions per week", "number 4 per week [4]"},
    {"3 days a week", "duration 4320 per week [3 days a week]"},
    {"100 hours a week", "duration 6000 per week [100 hours a week]"},
    {"37.5 hours/week", "duration 2250 per week [37.5 hours/week]"},
    {"an hour per weekday", "duration 60 per day words [an hour per weekday]"},
    {"90 minutes each weekday", "duration 90 per day [90 minutes each weekday]"},
    {"1.5 hours every day", "duration 90 per day [1.5 hours every day]"},
    {"2 visits per practice", "number 2 per practice [2]"},
    {"3 per cluster", "number 3 per other [3 per cluster]"},
    {"5 per hub", "number 5 per other [5 per hub]"},
    {"7 days a week", "duration 10080 per week [7 days a week]"},
    {"seven days per week", "duration 10080 per week words [seven days per week]"},
    {"24 hours a day", "duration 1440 per day [24 hours a day]"},
    {"60 appointments per day per hub", "number 60 per day other [60]"},
    {"15 minutes per appointment", "duration 15 per other [15 minutes per appointment]"},
    {"of every hundred mothers", ""},
    {"3% per year", "percent 3 per year [3% per year]"},
    {"5% a year", "percent 5 per year [5% a year]"},
    {"£3.34 x 300k", "money 3.34 [£3.34]; money 300000 [300k]"},
    {"one in each practice", "number 1 per practice words [one in each practice]"},
    {"two for every hub", "number 2 per other words [two for every hub]"},
    {"1 WTE per 10,000 patients", "number 1 per 10000 head [1 WTE per 10,000 patients]"},
    {"half a day a week", "duration 720 per week words [half a day a week]"},
    {"6 sessions/wk", "number 6 per week [6]"},
    {"3d/wk", ""},
    {"25 minutes per 1,000 weighted patients per week by March 2019",
        "duration 25 per 1000 head week [25 minutes per 1,000 weighted patients per week]; date "
        "2019-03-01..2019-03-31 deadline [March 2019]"},
    {"90 hours a week in three hubs",
        "duration 5400 per week [90 hours a week]; number 3 words [three]"},
    {"0.5 WTE per practice", "number 0.5 per practice [0.5 WTE per practice]"},
    {"1 GP per 2,000 patients", "number 1 per 2000 head [1]; number 2000 reference [2,000]"},
};

START_TEST(rates_are_read)
{
    CHECK_ROWS(rows);
}
END_TEST

int main(void)
{
    return run_test("values_rates", rates_are_read);
}
