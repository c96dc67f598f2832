/* Durations in minutes. */
#include "values_show.h"

static const struct values_row rows[] = {
    {"1 minute", "duration 1 [1 minute]"},
    {"90 minutes", "duration 90 [90 minutes]"},
    {"90 mins", "duration 90 [90 mins]"},
    {"90 min.", "duration 90 [90 min.]"},
    {"45-minute", "duration 45 [45-minute]"},
    {"1 sec", "duration 0.01666666667 [1 sec]"},
    {"30 seconds", "duration 0.5 [30 seconds]"},
    {"1.5 hours", "duration 90 [1.5 hours]"},
    {"2hrs", "duration 120 [2hrs]"},
    {"2 hrs", "duration 120 [2 hrs]"},
    {"90h", "duration 5400 [90h]"},
    {"one hour", "duration 60 words [one hour]"},
    {"two-hour", "duration 120 words [two-hour]"},
    {"4 hour wait", "duration 240 [4 hour]"},
    {"an hour", "duration 60 words [an hour]"},
    {"an hour and a half", "duration 90 words [an hour and a half]"},
    {"an hour and a quarter", "duration 75 words [an hour and a quarter]"},
    {"one and a half hours", "duration 90 words [one and a half hours]"},
    {"1½ hours", "duration 90 [1½ hours]"},
    {"one hour and thirty minutes", "duration 90 words [one hour and thirty minutes]"},
    {"1 hour 30 minutes", "duration 90 [1 hour 30 minutes]"},
    {"1h30", "duration 90 [1h30]"},
    {"1 hr 30 min", "duration 90 [1 hr 30 min]"},
    {"2 hours and 15 mins", "duration 135 [2 hours and 15 mins]"},
    {"half an hour", "duration 30 words [half an hour]"},
    {"half-hour", "duration 30 words [half-hour]"},
    {"a quarter of an hour", "duration 15 words [a quarter of an hour]"},
    {"three quarters of an hour", "duration 45 words [three quarters of an hour]"},
    {"three-quarters of an hour", "duration 45 words [three-quarters of an hour]"},
    {"two days", "duration 2880 words [two days]"},
    {"3 working days", "duration 4320 [3 working days]"},
    {"five-day", "duration 7200 words [five-day]"},
    {"half a day", "duration 720 words [half a day]"},
    {"a day and a half", "duration 2160 words [a day and a half]"},
    {"a week or two", "number 2 words [two]"},
    {"two weeks", "duration 20160 words [two weeks]"},
    {"six-week", "duration 60480 words [six-week]"},
    {"a fortnight", "duration 20160 words [a fortnight]"},
    {"inside a fortnight", "duration 20160 words [a fortnight]"},
    {"two fortnights", "duration 40320 words [two fortnights]"},
    {"6 months", "duration 259200 [6 months]"},
    {"eighteen months", "duration 777600 words [eighteen months]"},
    {"a six-month review", "duration 259200 words [six-month]"},
    {"3 mths", "duration 129600 [3 mths]"},
    {"five years", "duration 2628000 words [five years]"},
    {"five-year", "duration 2628000 words [five-year]"},
    {"10- year gap", "duration 5256000 [10- year]"},
    {"2 yrs", "duration 1051200 [2 yrs]"},
    {"a year and a half", "duration 788400 words [a year and a half]"},
    {"next 15 years", "duration 7884000 [15 years]"},
    {"within 4 weeks", "duration 40320 at-most [4 weeks]"},
    {"up to 45 minutes", "duration 45 at-most [45 minutes]"},
    {"at least 30 minutes", "duration 30 at-least [30 minutes]"},
    {"over two years", "duration 1051200 words [two years]"},
    {"over 60 minutes", "duration 60 at-least [60 minutes]"},
    {"10-15 minutes", "duration 10..15 [10-15 minutes]"},
    {"30 to 45 minutes", "duration 30..45 [30 to 45 minutes]"},
    {"between 10 and 15 minutes", "duration 10..15 [10 and 15 minutes]"},
    {"from 30 to 45 minutes", "number 30 [30]; duration 45 [45 minutes]"},
    {"a week", ""},
    {"a month", ""},
    {"the hour", ""},
    {"20 years old", "number 20 reference [20]"},
    {"5 years of age", "number 5 reference [5]"},
    {"90 minutes or more", "duration 90 at-least [90 minutes or more]"},
    {"60 minutes maximum", "duration 60 at-most [60 minutes maximum]"},
    {"2 hours, 30 patients", "duration 120 [2 hours]; number 30 [30]"},
    {"15 and 20 minutes", "number 15 [15]; duration 20 [20 minutes]"},
};

START_TEST(durations_are_read)
{
    CHECK_ROWS(rows);
}
END_TEST

int main(void)
{
    return run_test("values_durations", durations_are_read);
}
