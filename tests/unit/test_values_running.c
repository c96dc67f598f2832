/* Values in running text: lists, accounts, damage, mixed kinds. */
#include "values_show.h"

static const struct values_row rows[] = {
    {"Finance 3. Primary Care 4. Urgent care", "number 3 [3]; number 4 reference [4]"},
    {"the list 1. Alpha care 2. Beta 3. Gamma",
        "number 1 reference [1]; number 2 reference [2]; number 3 reference [3]"},
    {"Total income 1,234 (567) 3,400 (1,200)",
        "number 1234 [1,234]; number 567 [567]; number 3400 [3,400]; number -1200 [1,200]"},
    {"1,234 people (1,100 adults)", "number 1234 [1,234]; number 1100 [1,100]"},
    {"2015/16: 410K 2016/17: 420K ( 4 per head) in the fund",
        "date 2015-04-01..2016-03-31 year fy [2015/16]; money 410000 [410K]; date "
        "2016-04-01..2017-03-31 year fy [2016/17]; money 420000 [420K]; money 4 per head [4 per "
        "head]"},
    {"2015/16: 61, /17: 72, and 33, /17: 44,512",
        "date 2015-04-01..2016-03-31 year fy [2015/16]; number 61 damaged [61, /17]; number 72 "
        "[72]; number 33 damaged [33, /17]; number 44512 [44,512]"},
    {"1 72,641 28,314 60, , , , ,000 2,408,300",
        "number 1 [1]; number 72641 [72,641]; number 28314 [28,314]; number 60 damaged [60, , , , "
        ",000]; number 2408300 [2,408,300]"},
    {"We will give £3 per head in 2018/19, half of it by 30 September 2018.",
        "money 3 per head [£3 per head]; date 2018-04-01..2019-03-31 year fy [2018/19]; percent 50 "
        "words [half]; date 2018-09-30 deadline [30 September 2018]"},
    {"From April 2018 the hub opens 6.30pm to 8pm on 5 evenings a week, 30 minutes per 1,000 "
     "patients per week.",
        "date 2018-04-01..2018-04-30 start [April 2018]; time 18:30..20:00 [6.30pm to 8pm]; number "
        "5 per week [5]; duration 30 per 1000 head week [30 minutes per 1,000 patients per week]"},
    {"By the end of Q1, 2018/19 at least 50% of practices will offer it.",
        "date 2018-06-30 deadline fy [end of Q1, 2018/19]; percent 50 at-least [50%]"},
    {"Forty-one of two hundred and ten GPs are over 55.",
        "number 41 words [Forty-one]; number 210 words [two hundred and ten]; number 55 at-least "
        "[55]"},
    {"E-consultations: 40K in 2016/17 from the fund and 80K in 2017/18",
        "money 40000 [40K]; date 2016-04-01..2017-03-31 year fy [2016/17]; money 80000 [80K]; date "
        "2017-04-01..2018-03-31 year fy [2017/18]"},
    {"Table 10: 12 practices (page 4)",
        "number 10 reference [10]; number 12 [12]; number 4 reference [4]"},
    {"Q3 15/16-Q2 16/17 Q1 17/18", "date 2015-10-01..2016-09-30 fy [Q3 15/16-Q2 16/17]; date "
                                   "2017-04-01..2017-06-30 fy [Q1 17/18]"},
    {"Milestone | Mar-18 | 75% | £1.2m",
        "date 2018-03-01..2018-03-31 [Mar-18]; percent 75 [75%]; money 1200000 [£1.2m]"},
    {"Days open: Mon to Fri, 8am-8pm; Sat and Sun 9-1",
        "time 08:00..20:00 [8am-8pm]; time 09:00..13:00 [9-1]"},
    {"SLA: 95% seen within 4 hours, 10 days for letters",
        "percent 95 [95%]; duration 240 at-most [4 hours]; duration 14400 [10 days]"},
    {"population of 250,000 and 1.1m pop with 350k in the fund",
        "number 250000 [250,000]; number 1100000 [1.1m]; number 350000 [350k]"},
    {"practices (24 from July 2017)",
        "number 24 [24]; date 2017-07-01..2017-07-31 start [July 2017]"},
    {"GPs 139 FTE, nurses 64.5 WTE, 1:1,800", "number 139 [139 FTE]; number 64.5 [64.5 WTE]"},
    {"18 hours a week from 1 October 2018 onwards",
        "duration 1080 per week [18 hours a week]; date 2018-10-01 start [1 October 2018]"},
    {"31 March 2019, 12 noon", "date 2019-03-31 [31 March 2019]; time 12:00 [12 noon]"},
    {"a further 38 WTE GPs by 2020, of whom nine in 2017/18",
        "number 38 [38 WTE]; date 2020-01-01..2020-12-31 deadline year [2020]; number 9 words "
        "[nine]; date 2017-04-01..2018-03-31 year fy [2017/18]"},
    {"from 61 to 72 per cent by June 2024", "number 61 [61]; percent 72 [72 per cent]; date "
                                            "2024-06-01..2024-06-30 deadline [June 2024]"},
    {"rates of 140 to 305 per 1,000", "number 140..305 per 1000 head [140 to 305 per 1,000]"},
    {"an extra £1.50 per head recurrently from 2018/19 and £3 in 2019/20",
        "money 1.5 per head [£1.50 per head]; date 2018-04-01..2019-03-31 start year fy [2018/19]; "
        "money 3 [£3]; date 2019-04-01..2020-03-31 year fy [2019/20]"},
    {"DNA rate 7.2% > 5.0%, A&E >95%",
        "percent 7.2 [7.2%]; percent 5 [5.0%]; percent 95 at-least [95%]"},
    {"seven people in ten, nine cases out of ten, five patients in ten practices, two people in "
     "five over 75",
        "percent 70 words [seven people in ten]; percent 90 words [nine cases out of ten]; number "
        "5 words [five]; number 10 words [ten]; percent 40 words [two people in five]; number 75 "
        "at-least [75]"},
    {"2016/17 62 | 2017/18 66. Clerks too",
        "date 2016-04-01..2017-03-31 year fy [2016/17]; number 62 [62]; date "
        "2017-04-01..2018-03-31 year fy [2017/18]; number 66 [66]"},
};

START_TEST(running_are_read)
{
    CHECK_ROWS(rows);
}
END_TEST

int main(void)
{
    return run_test("values_running", running_are_read);
}
