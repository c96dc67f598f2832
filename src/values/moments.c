/* One point of the calendar: "31st March 2019", "31/03/19", "Mar-19", "Q4 2018/19", "2018-19",
 * "spring 2018", "first quarter of 2018/19". Two-digit years are of this century. */
#include "values/dates.h"

static bool is_year(int y)
{
    return y >= 1900 && y < 2100;
}

/* What turns "12/13" or "24/25" into a count of practices. */
static const char *const counted[] = {"practice", "practices", "prctcs", "px", "surgeries", "sites",
    "hubs", "patients", "pts", "pcns", "networks", "gps", "staff", "areas", "ints", "homes", "yes",
    "received", "approved", "complete", "responses", "of", "sessions", "nurses", "live", NULL};

/* The year that the digits of a second half mean: "18" and "8" after 2017. Below 1: none. */
static int full_year(int first, int n, size_t len)
{
    if (len == 4)
        return n;
    if (len == 1)
        return first / 10 * 10 + n == first + 1 ? first + 1 : 0;
    int year = first / 100 * 100 + n;
    return year <= first && n < 10 ? year + 100 : year;
}

/* The second half of a financial year or a span of years, after its separator at `i`. */
static bool second_year(const struct text *t, size_t i, struct moment *m)
{
    int n;
    bool slash = byte_at(t, i) == '/';
    size_t d = slash ? 1 : dash_at(t, i), k = i + d;
    if (!d)
        return false;
    if (slash && goes_on(t, k, " "))
        k++; /* 2017/ 18 */
    size_t end = integer_read(t, k, 4, &n), len = end == NOWHERE ? 0 : end - k;
    if (!len || len == 3 || (len == 1 && !slash) || word_char_at(t, end) ||
        (!slash && goes_on(t, end, "-")) || byte_at(t, end) == '%')
        return false;
    int more = full_year(m->year, n, len) - m->year;
    if (more < 1 || more > 25 || (more > 1 && slash))
        return false;
    m->financial = more == 1;
    m->years = m->financial ? 0 : more;
    m->end = end;
    return true;
}

/* "2017/ /19", "2018/ per head": the second half of a financial year is lost. */
static bool half_lost(const struct text *t, size_t i, struct moment *m)
{
    int n;
    if (byte_at(t, i) != '/' || byte_at(t, i + 1) != ' ')
        return false;
    size_t k = skip_blanks(t, i + 1);
    m->damaged = true;
    m->end = i + 1;
    if (byte_at(t, k) == '/' && integer_read(t, k + 1, 2, &n) == k + 3)
        m->end = k + 3;
    return true;
}

/* 2018, 2018/19, 2018-19 at the digits themselves. */
static bool long_year(const struct text *t, size_t i, struct moment *m)
{
    int n;
    size_t end = integer_read(t, i, 4, &n);
    if (end != i + 4 || !is_year(n) || is_letter(byte_at(t, end)))
        return false;
    m->year = n;
    m->end = end;
    return second_year(t, end, m) || half_lost(t, end, m) || !goes_on(t, end, ".,:/");
}

/* 18/19 at the digits themselves: years that follow each other. */
static bool short_year(const struct text *t, size_t i, struct moment *m)
{
    int a, b;
    size_t end = integer_read(t, i, 2, &a), second;
    if (end != i + 2 || (byte_at(t, end) != '/' && byte_at(t, end) != '-'))
        return false;
    char sign[2] = {t->s[end], 0};
    second = integer_read(t, end + 1, 2, &b);
    if (second != end + 3 || b != a + 1 || a < 8 || a > 40)
        return false;
    if (word_char_at(t, second) || byte_at(t, second) == '%' || goes_on(t, second, sign) ||
        (*sign == '/' && any_at(t, second, counted) != NOWHERE))
        return false;
    m->year = 2000 + a;
    m->financial = true;
    m->end = second;
    return true;
}

static bool spoken_year(const struct text *t, size_t i, struct moment *m)
{
    struct amount a;
    if (!is_letter(byte_at(t, i)) || !number_words(t, i, &a) || a.ordinal || a.n < 2000 ||
        a.n >= 2100 || a.scale > 1)
        return false;
    m->year = (int)a.n;
    m->words = true;
    m->end = a.end;
    return true;
}

/* 18, '18 and -18: two digits of a year. */
static bool two_digits(const struct text *t, size_t i, bool glued, struct moment *m)
{
    static const char *const units[] = {"practices", "patients", "gps", "per cent", "sites",
        "hours", "minutes", "people", "weeks", "days", "months", "surgeries", "beds", NULL};
    int n;
    size_t quote = apostrophe_at(t, i), d = dash_at(t, i), k = i;
    if (!quote && d && glued)
        k += d;
    k += quote;
    size_t end = integer_read(t, k, 2, &n);
    int most = quote || d ? 49 : 29; /* "March 31" is a day */
    if (end != k + 2 || n < 8 || n > most || word_char_at(t, end) || byte_at(t, end) == '%' ||
        goes_on(t, end, ",:./") || any_at(t, end, units) != NOWHERE)
        return false;
    m->year = 2000 + n;
    m->end = end;
    return true;
}

/* Past "of the financial year", "FY" and a comma or bracket before a year. */
static size_t skip_fillers(const struct text *t, size_t i)
{
    static const char *const fillers[] = {"of the financial year", "of financial year",
        "of the year", "financial year", "of fy", "of", "in", "fy", NULL};
    size_t k = any_at(t, i, fillers), at = skip_blanks(t, i);
    if (k == NOWHERE)
        k = (byte_at(t, at) | 32) == 'f' && (byte_at(t, at + 1) | 32) == 'y' ? at + 2 : i;
    return k;
}

bool year_read(const struct text *t, size_t i, bool two, struct moment *m)
{
    size_t filled = skip_fillers(t, i), k = filled;
    if (byte_at(t, k) == ',' || byte_at(t, k) == '(')
        k++; /* Q4, 2018/19 */
    k = skip_blanks(t, k);
    struct moment old = *m;
    if (long_year(t, k, m) || short_year(t, k, m) || spoken_year(t, k, m))
        return true;
    *m = old;
    return two && filled == i && two_digits(t, k, k == i, m);
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 || !year;
    return days[month - 1] + (month == 2 && leap);
}

/* A day that there is not ("30 February") is damage. */
static bool day_fits(struct moment *m)
{
    if (m->day > month_days(m->year, m->month))
        m->damaged = true;
    return m->day >= 1 && m->day <= 31;
}

/* Month name at `i`; its end or NOWHERE. */
static size_t month_at(const struct text *t, size_t i, int *month)
{
    size_t end;
    const struct word *w = word_at(t, i, &end);
    if (!w || w->kind != WORD_MONTH)
        return NOWHERE;
    *month = (int)w->n;
    return end + (byte_at(t, end) == '.' && end - i <= 4 && byte_at(t, end + 1) == ' ' &&
                     is_digit(byte_at(t, end + 2)));
}

/* Past the ending of an ordinal ("31st", "1 st") and "of". */
static size_t skip_ending(const struct text *t, size_t k)
{
    static const char endings[] = "stndrdth";
    size_t e = k + (byte_at(t, k) == ' ');
    for (size_t n = 0; n < 8; n += 2)
        if ((byte_at(t, e) | 32) == (unsigned char)endings[n] &&
            (byte_at(t, e + 1) | 32) == (unsigned char)endings[n + 1] && !word_char_at(t, e + 2))
            k = e + 2;
    size_t of = phrase_at(t, k, "of");
    return of == NOWHERE ? k : of;
}

/* May and march are words of their own without a capital. */
static bool is_capital(const struct text *t, size_t i, int month)
{
    return (month != 3 && month != 5) || is_upper(byte_at(t, i));
}

/* 31 March 2019, 31st of March, 1 st March, 31-Mar-19, 12-14 March. */
static bool day_month(const struct text *t, size_t i, struct moment *m)
{
    size_t k = integer_read(t, i, 2, &m->day);
    if (k == NOWHERE || m->day < 1 || m->day > 31)
        return false;
    size_t d = dash_at(t, k);
    if (d && is_digit(byte_at(t, k + d))) {
        k = integer_read(t, k + d, 2, &m->last);
        if (k == NOWHERE || m->last <= m->day || m->last > 31)
            return false;
    }
    k = skip_ending(t, k);
    size_t at = dash_at(t, k) == 1 && k <= i + 2 ? k + 1 : skip_blanks(t, k);
    size_t end = month_at(t, at, &m->month);
    if (end == NOWHERE || !is_capital(t, at, m->month))
        return false;
    m->grain = GRAIN_DAY;
    m->end = end;
    struct moment dated = *m;
    if (year_read(t, end + (byte_at(t, end) == ','), true, &dated) && !dated.years)
        *m = dated;
    return day_fits(m);
}

/* The numbers of a numeric date and how many digits each has. */
struct parts {
    int n[3];
    size_t len[3], end;
    int count;
};

static bool parts_read(const struct text *t, size_t i, struct parts *p)
{
    size_t k = i;
    unsigned char sign = 0;
    *p = (struct parts){0};
    for (;;) {
        size_t end = integer_read(t, k, 4, &p->n[p->count]);
        if (end == NOWHERE || end - k == 3)
            return false;
        p->len[p->count++] = end - k;
        p->end = end;
        unsigned char c = byte_at(t, end);
        if ((sign && c != sign) || !is_digit(byte_at(t, end + 1)))
            break;
        if (p->count == 3 || (c != '/' && c != '.' && c != '-'))
            return false;
        sign = c;
        k = end + 1;
    }
    return (p->count == 3 || (p->count == 2 && sign == '/')) && !word_char_at(t, p->end) &&
           byte_at(t, p->end) != '%';
}

/* 03/2019 and 03/19; "3/19" could as well be three of nineteen. */
static bool numeric_month(const struct text *t, size_t i, const struct parts *p, struct moment *m)
{
    int year = p->n[1];
    if (p->len[1] == 2 && t->s[i] == '0' && year >= 8 && year < 40)
        year += 2000;
    if (p->len[0] > 2 || p->n[0] < 1 || p->n[0] > 12 || !is_year(year))
        return false;
    *m = (struct moment){.grain = GRAIN_MONTH, .year = year, .month = p->n[0], .end = p->end};
    return true;
}

/* 31/03/2019, 31.3.19, 2019-03-31; 03/2019 and 03/19 are months. */
static bool numeric_date(const struct text *t, size_t i, struct moment *m)
{
    struct parts p;
    if (!parts_read(t, i, &p))
        return false;
    if (p.count == 2)
        return numeric_month(t, i, &p, m);
    if (p.len[0] == 4 && p.len[1] == 2 && p.len[2] <= 2)
        *m = (struct moment){.year = p.n[0], .month = p.n[1], .day = p.n[2]};
    else if (p.len[0] <= 2 && p.len[1] <= 2 && p.len[2] >= 2)
        *m = (struct moment){.year = p.n[2], .month = p.n[1], .day = p.n[0]};
    else
        return false;
    if (p.len[2] == 2 && p.len[0] <= 2)
        m->year += 2000;
    m->end = p.end;
    return is_year(m->year) && m->month >= 1 && m->month <= 12 && day_fits(m);
}

/* A month without a year says something only after "in", "by" and the like, or as a long name. */
static bool stands_alone(const struct text *t, size_t i, size_t end, const struct moment *m)
{
    static const char *const led[] = {"in", "by", "from", "until", "since", "during", "of", "to",
        "last", "next", "every", "each", "early", "late", "mid", "and", "before", "after", "till",
        "this", "between", "through", "starting", "due", NULL};
    return (m->month != 5 && m->month != 3 && end - i > 3) || any_before(t, i, led);
}

/* Apr17 */
static bool glued_month(const struct text *t, size_t i, struct moment *m)
{
    int n;
    struct text head = {t->s, i + 3 < t->len ? i + 3 : t->len, t->floor, 0};
    size_t end = month_at(&head, i, &m->month);
    if (end != i + 3 || integer_read(t, end, 2, &n) != end + 2 || word_char_at(t, end + 2))
        return false;
    m->grain = GRAIN_MONTH;
    m->year = 2000 + n;
    m->end = end + 2;
    return n >= 8 && n < 40;
}

/* The " 31, 2019" of "March 31, 2019". */
static bool american_day(const struct text *t, size_t end, struct moment *m)
{
    int day;
    size_t k = skip_blanks(t, end), day_end = integer_read(t, k, 2, &day);
    if (k == end || day_end == NOWHERE || byte_at(t, day_end) != ',' || day < 1 || day > 31 ||
        !long_year(t, skip_blanks(t, day_end + 1), m) || m->years || m->financial)
        return false;
    m->grain = GRAIN_DAY;
    m->day = day;
    return true;
}

/* March 2019, Mar-19, March 31, 2019. */
static bool month_year(const struct text *t, size_t i, struct moment *m)
{
    size_t end = month_at(t, i, &m->month);
    if (end == NOWHERE)
        return glued_month(t, i, m);
    m->grain = GRAIN_MONTH;
    m->end = end;
    struct moment dated = *m;
    if (american_day(t, end, &dated)) {
        *m = dated;
        return day_fits(m);
    }
    dated = *m;
    if (year_read(t, end + goes_on(t, end, "/"), true, &dated) && !dated.years) {
        *m = dated;
        return true;
    }
    if (!is_upper(byte_at(t, i)))
        return false;
    m->weak = !stands_alone(t, i, end, m);
    return true;
}

/* The number of a quarter: 4 or four. */
static size_t quarter_number(const struct text *t, size_t i, int *n)
{
    struct amount a;
    size_t k = skip_blanks(t, i), end;
    if (is_digit(byte_at(t, k))) {
        end = integer_read(t, k, 1, n);
        if (end == NOWHERE || word_char_at(t, end) || byte_at(t, end) == '%' ||
            goes_on(t, end, ".,"))
            return NOWHERE;
    } else {
        if (!is_letter(byte_at(t, k)) || !number_words(t, k, &a) || a.ordinal || a.n > 4)
            return NOWHERE;
        *n = (int)a.n;
        end = a.end;
    }
    return *n >= 1 && *n <= 4 ? end : NOWHERE;
}

static size_t quarter_joint(const struct text *t, size_t i)
{
    static const char *const joints[] = {"and", "to", NULL};
    size_t k = skip_blanks(t, i), d = dash_at(t, k);
    if (!d && (byte_at(t, k) == '/' || byte_at(t, k) == '&'))
        d = 1;
    return d ? k + d : any_at(t, i, joints);
}

/* Further quarters: "Q1-2", "Q2-Q4", "Q1/Q2", "Q1 & Q2". */
static void last_quarter(const struct text *t, struct moment *m)
{
    size_t k = quarter_joint(t, m->end);
    int n;
    if (k == NOWHERE)
        return;
    k = skip_blanks(t, k);
    bool q = (byte_at(t, k) | 32) == 'q';
    size_t end = integer_read(t, k + q, 1, &n);
    if (end == NOWHERE || n <= m->part || n > 4 || word_char_at(t, end) ||
        (!q && byte_at(t, end) == '/'))
        return;
    struct moment later = {0}; /* "Q4 16/17-Q1 17/18" has two years: that is a range */
    if (!q && !year_read(t, end, false, &later))
        return;
    m->last = n;
    m->end = end;
}

/* Q / 7: the number and the year are lost. */
static bool quarter_lost(const struct text *t, size_t i, struct moment *m)
{
    int n;
    if (byte_at(t, i) != 'Q' || byte_at(t, i + 1) != ' ' || byte_at(t, i + 2) != '/')
        return false;
    m->grain = GRAIN_QUARTER;
    m->part = 1;
    m->damaged = true;
    m->end = integer_read(t, skip_blanks(t, i + 3), 2, &n);
    return m->end != NOWHERE;
}

/* Q4 2018/19, Q 4, Quarter four of 2018/19. */
static bool quarter_read(const struct text *t, size_t i, struct moment *m)
{
    size_t end = NOWHERE, word_end;
    const struct word *w = word_at(t, i, &word_end);
    m->grain = GRAIN_QUARTER;
    if (w && w->kind == WORD_QUARTER)
        end = quarter_number(t, word_end, &m->part);
    else if ((byte_at(t, i) | 32) == 'q' &&
             (is_digit(byte_at(t, i + 1)) || (byte_at(t, i) == 'Q' && goes_on(t, i + 1, " "))))
        end = quarter_number(t, i + 1, &m->part);
    if (end == NOWHERE)
        return false;
    m->end = end;
    last_quarter(t, m);
    struct moment dated = *m;
    if (year_read(t, m->end, false, &dated) && !dated.years)
        *m = dated;
    return true;
}

/* H1 2018/19. */
static bool half_read(const struct text *t, size_t i, struct moment *m)
{
    if (byte_at(t, i) != 'H')
        return false;
    size_t end = integer_read(t, i + 1, 1, &m->part);
    m->grain = GRAIN_HALF;
    return end != NOWHERE && m->part >= 1 && m->part <= 2 && !word_char_at(t, end) &&
           year_read(t, end, false, m);
}

/* first quarter of 2018/19, last half of 2018, final quarter of the year 2018/19. */
static bool ordinal_part(const struct text *t, size_t i, struct moment *m)
{
    size_t end;
    const struct word *w = word_at(t, i, &end);
    bool last = phrase_at(t, i, "last") != NOWHERE || phrase_at(t, i, "final") != NOWHERE;
    if (last)
        end = i + (byte_at(t, i) == 'l' || byte_at(t, i) == 'L' ? 4 : 5);
    else if (!w || w->kind != WORD_ORDINAL || w->n > 4)
        return false;
    size_t quarter = phrase_at(t, end, "quarter"), half = phrase_at(t, end, "half");
    if (quarter == NOWHERE && (half == NOWHERE || (!last && w->n > 2)))
        return false;
    m->grain = quarter != NOWHERE ? GRAIN_QUARTER : GRAIN_HALF;
    m->part = last ? (quarter != NOWHERE ? 4 : 2) : (int)w->n;
    m->words = true;
    return year_read(t, quarter != NOWHERE ? quarter : half, false, m) && !m->years;
}

/* spring 2018, the autumn of 2017, winter 2017/18, Easter 2018. */
static bool season_read(const struct text *t, size_t i, struct moment *m)
{
    size_t end, lady_day = phrase_at(t, i, "lady day");
    const struct word *w = word_at(t, i, &end);
    m->grain = GRAIN_SEASON;
    if (lady_day != NOWHERE) {
        end = lady_day;
        m->feast = 325;
    } else if (w && w->kind == WORD_FEAST) {
        m->feast = w->n > 0 ? (int32_t)w->n : -1;
    } else if (w && w->kind == WORD_SEASON) {
        m->month = (int)w->n;
    } else {
        return false;
    }
    return year_read(t, end, false, m) && !m->years && (!m->financial || m->month == 12);
}

/* A year by itself: not when it counts something. */
static bool year_alone(const struct text *t, size_t i, struct moment *m)
{
    static const char *const dated_by[] = {"in", "by", "since", "from", "to", "until", "of",
        "during", "for", "before", "after", "end", "early", "late", "mid", "year", "and", "through",
        "summer", "spring", "the", NULL};
    static const char *const things[] = {"patients", "people", "pts", "practices", "residents",
        "hours", "minutes", "hrs", "hr", "hour", "appointments", "appts", "contacts", "weighted",
        "registered", "population", "households", "homes", "letters", "gps", "nurses", "staff",
        "calls", "referrals", "per cent", "visits", "a year", "a month", "a week", "more", "each",
        "per", "square", "items", "cases", "episodes", "bed", "beds", "children", "adults",
        "places", "users", "sessions", "records", "new", "additional", "extra", "days", "pounds",
        NULL};
    bool fy = (byte_at(t, i) | 32) == 'f';
    if (!year_read(t, i, false, m) || (fy && !m->financial))
        return false;
    m->grain = GRAIN_YEAR;
    if (m->words)
        return any_before(t, i, dated_by);
    if (m->financial || m->years || fy || m->damaged)
        return byte_at(t, m->end) != '%';
    if (byte_at(t, m->end) == '%' || byte_at(t, m->end) == '+' ||
        any_at(t, m->end, things) != NOWHERE)
        return false;
    return (m->year >= 1990 && m->year < 2050 && m->year != 2000) || any_before(t, i, dated_by);
}

/* The first day of "25 and 26 March 2018". */
static bool first_of_two(const struct text *t, size_t i, struct moment *m)
{
    int day;
    size_t k = integer_read(t, i, 2, &day);
    size_t and_end = k == NOWHERE ? NOWHERE : phrase_at(t, k, "and");
    if (and_end == NOWHERE || day < 1 || day > 31)
        return false;
    size_t second = skip_blanks(t, and_end);
    if (!is_digit(byte_at(t, second)) || !day_month(t, second, m) || m->day <= day)
        return false;
    m->day = day;
    m->last = 0;
    m->end = k;
    return true;
}

bool moment_read(const struct text *t, size_t i, struct moment *m)
{
    *m = (struct moment){0};
    if (is_digit(byte_at(t, i))) {
        if (day_month(t, i, m))
            return true;
        *m = (struct moment){0};
        if (first_of_two(t, i, m) || numeric_date(t, i, m))
            return true;
        *m = (struct moment){0};
        return year_alone(t, i, m);
    }
    bool (*const readers[])(const struct text *, size_t, struct moment *) = {
        month_year, quarter_lost, quarter_read, half_read, ordinal_part, season_read, year_alone};
    for (size_t r = 0; r < sizeof readers / sizeof *readers; r++) {
        *m = (struct moment){0};
        if (readers[r](t, i, m))
            return true;
    }
    return false;
}
