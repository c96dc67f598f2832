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

/* The second half of a financial year or a span of years, after its separator at `i`. */
static bool second_year(const struct text *t, size_t i, struct moment *m)
{
    int n;
    unsigned char sep = byte_at(t, i);
    size_t d = sep == '/' ? 1 : dash_at(t, i), k = i + d;
    if (!d)
        return false;
    if (sep == '/' && byte_at(t, k) == ' ' && is_digit(byte_at(t, k + 1)))
        k++; /* 2017/ 18 */
    size_t end = integer_read(t, k, 4, &n), len = end == NOWHERE ? 0 : end - k;
    if (!len || len == 3 || word_char_at(t, end) ||
        (byte_at(t, end) == '-' && is_digit(byte_at(t, end + 1))) || byte_at(t, end) == '%')
        return false;
    int year = len == 4 ? n : len == 2 ? m->year / 100 * 100 + n : m->year / 10 * 10 + n;
    if (len == 2 && year <= m->year && n < 10)
        year += 100;
    if (len == 1 && (sep != '/' || year != m->year + 1))
        return false; /* 2017/8 */
    if (year <= m->year || year > m->year + 25)
        return false;
    m->financial = year == m->year + 1;
    m->years = m->financial ? 0 : year - m->year;
    if (!m->financial && sep == '/')
        return false;
    m->end = end;
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
    if (second_year(t, end, m))
        return true;
    unsigned char next = byte_at(t, end);
    if (next == '/' && byte_at(t, end + 1) != '/' && !is_digit(byte_at(t, end + 1)) &&
        (byte_at(t, end + 1) == ' ')) {
        size_t k = skip_blanks(t, end + 1); /* 2017/ /19, 2018/ per head */
        m->damaged = true;
        m->end = end + 1;
        if (byte_at(t, k) == '/' && integer_read(t, k + 1, 2, &n) == k + 3)
            m->end = k + 3;
        return true;
    }
    return !((next == '.' || next == ',' || next == ':' || next == '/') &&
             is_digit(byte_at(t, end + 1)));
}

/* 18/19 at the digits themselves: years that follow each other. */
static bool short_year(const struct text *t, size_t i, struct moment *m)
{
    int a, b;
    size_t end = integer_read(t, i, 2, &a), second;
    if (end != i + 2 || (byte_at(t, end) != '/' && byte_at(t, end) != '-'))
        return false;
    second = integer_read(t, end + 1, 2, &b);
    if (second != end + 3 || b != a + 1 || a < 8 || a > 40 || word_char_at(t, second) ||
        byte_at(t, second) == '%' ||
        ((byte_at(t, second) == '/' || dash_at(t, second)) && is_digit(byte_at(t, second + 1)) &&
            byte_at(t, second) == byte_at(t, end)))
        return false;
    if (byte_at(t, end) == '/' && any_at(t, second, counted) != NOWHERE)
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

bool year_read(const struct text *t, size_t i, bool two, struct moment *m)
{
    static const char *const fillers[] = {"of the financial year", "of financial year",
        "of the year", "financial year", "of fy", "of", "in", "fy", NULL};
    size_t k = any_at(t, i, fillers);
    if (k == NOWHERE && (byte_at(t, skip_blanks(t, i)) | 32) == 'f' &&
        (byte_at(t, skip_blanks(t, i) + 1) | 32) == 'y')
        k = skip_blanks(t, i) + 2; /* FY18/19 */
    bool filled = k != NOWHERE;
    k = filled ? k : i;
    if (byte_at(t, k) == ',' || byte_at(t, k) == '(')
        k++; /* Q4, 2018/19 */
    k = skip_blanks(t, k);
    struct moment old = *m;
    if (long_year(t, k, m) || short_year(t, k, m) || spoken_year(t, k, m))
        return true;
    *m = old;
    if (!two || filled)
        return false;
    int n;
    size_t quote = apostrophe_at(t, k), d = dash_at(t, k);
    if (!quote && d && k == i)
        k += d;
    size_t end = integer_read(t, k + quote, 2, &n);
    if (end != k + quote + 2 || n < 8 || (n > 29 && !quote && !d) || n > 49 ||
        word_char_at(t, end) || byte_at(t, end) == '%' ||
        ((byte_at(t, end) == ',' || byte_at(t, end) == ':' || byte_at(t, end) == '.' ||
             byte_at(t, end) == '/') &&
            is_digit(byte_at(t, end + 1))))
        return false;
    static const char *const units[] = {"practices", "patients", "gps", "per cent", "sites",
        "hours", "minutes", "people", "weeks", "days", "months", "surgeries", "beds", NULL};
    if (any_at(t, end, units) != NOWHERE)
        return false;
    m->year = 2000 + n;
    m->end = end;
    return true;
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

/* 31 March 2019, 31st of March, 1 st March, 31-Mar-19, 12-14 March. */
static bool day_month(const struct text *t, size_t i, struct moment *m)
{
    int last = 0;
    size_t k = integer_read(t, i, 2, &m->day);
    if (k == NOWHERE || m->day < 1 || m->day > 31)
        return false;
    size_t d = dash_at(t, k);
    if (d && is_digit(byte_at(t, k + d))) {
        k = integer_read(t, k + d, 2, &last);
        if (k == NOWHERE || last <= m->day || last > 31)
            return false;
    }
    size_t e = k + (byte_at(t, k) == ' ');
    unsigned char x = byte_at(t, e) | 32, y = byte_at(t, e + 1) | 32;
    if (((x == 's' && y == 't') || (x == 'n' && y == 'd') || (x == 'r' && y == 'd') ||
            (x == 't' && y == 'h')) &&
        !word_char_at(t, e + 2))
        k = e + 2;
    size_t of = phrase_at(t, k, "of");
    if (of != NOWHERE)
        k = of;
    size_t at = dash_at(t, k) == 1 && k == i + 2 ? k + 1 : skip_blanks(t, k);
    size_t end = month_at(t, at, &m->month);
    if (end == NOWHERE || (m->month == 5 && !is_upper(byte_at(t, at))) ||
        (m->month == 3 && !is_upper(byte_at(t, at))))
        return false;
    m->grain = GRAIN_DAY;
    m->last = last;
    m->end = end;
    struct moment dated = *m;
    if (year_read(t, end + (byte_at(t, end) == ','), true, &dated) && !dated.years)
        *m = dated;
    return day_fits(m);
}

/* 31/03/2019, 31.3.19, 2019-03-31; 03/2019 and 03/19 are months. */
static bool numeric_date(const struct text *t, size_t i, struct moment *m)
{
    int a, b, c;
    size_t k = integer_read(t, i, 4, &a);
    unsigned char sep = byte_at(t, k == NOWHERE ? i : k);
    if (k == NOWHERE || k - i == 3 || (sep != '/' && sep != '.' && sep != '-'))
        return false;
    size_t second = integer_read(t, k + 1, 4, &b);
    if (second == NOWHERE)
        return false;
    size_t third = byte_at(t, second) == sep ? integer_read(t, second + 1, 4, &c) : NOWHERE;
    if (third == NOWHERE) { /* a month and its year */
        size_t len = second - k - 1;
        bool named = (len == 4 && is_year(b)) || (len == 2 && t->s[i] == '0' && b >= 8 && b < 40);
        if (sep != '/' || k - i > 2 || a < 1 || a > 12 || !named || word_char_at(t, second) ||
            byte_at(t, second) == '%')
            return false;
        *m = (struct moment){.grain = GRAIN_MONTH, .year = b < 100 ? 2000 + b : b, .month = a};
        m->end = second;
        return true;
    }
    if (byte_at(t, third) == sep && is_digit(byte_at(t, third + 1)))
        return false;
    size_t last = third - second - 1;
    if (k - i == 4 && is_year(a) && second - k - 1 == 2)
        *m = (struct moment){.year = a, .month = b, .day = c};
    else if (k - i <= 2 && second - k <= 3 && (last == 4 || last == 2))
        *m = (struct moment){.year = last == 2 ? 2000 + c : c, .month = b, .day = a};
    else
        return false;
    m->end = third;
    return is_year(m->year) && m->month >= 1 && m->month <= 12 && !word_char_at(t, third) &&
           day_fits(m);
}

static bool month_may_stand_alone(
    const struct text *t, size_t i, size_t end, const struct moment *m)
{
    static const char *const led[] = {"in", "by", "from", "until", "since", "during", "of", "to",
        "last", "next", "every", "each", "early", "late", "mid", "and", "before", "after", "till",
        "this", "between", "through", NULL};
    if (!is_upper(byte_at(t, i)))
        return false;
    return (m->month != 5 && m->month != 3 && end - i > 3) || any_before(t, i, led);
}

/* March 2019, Mar-19, March 31, 2019, Jan-Mar 18 is left to the range. */
static bool month_year(const struct text *t, size_t i, struct moment *m)
{
    size_t end = month_at(t, i, &m->month);
    if (end == NOWHERE) { /* Apr17 */
        int n;
        struct text head = {t->s, i + 3 < t->len ? i + 3 : t->len, t->floor};
        end = month_at(&head, i, &m->month);
        if (end != i + 3 || integer_read(t, end, 2, &n) != end + 2 || word_char_at(t, end + 2))
            return false;
        m->grain = GRAIN_MONTH;
        m->year = 2000 + n;
        m->end = end + 2;
        return n >= 8 && n < 40;
    }
    m->grain = GRAIN_MONTH;
    m->end = end;
    int day;
    size_t k = skip_blanks(t, end), day_end = integer_read(t, k, 2, &day);
    struct moment dated = *m;
    if (k > end && day_end != NOWHERE && byte_at(t, day_end) == ',' && day >= 1 && day <= 31 &&
        long_year(t, skip_blanks(t, day_end + 1), &dated) && !dated.years && !dated.financial) {
        *m = dated;
        m->grain = GRAIN_DAY;
        m->day = day;
        return day_fits(m);
    }
    static const char *const last[] = {"last", "next", NULL};
    if (byte_at(t, end) == '/' && is_digit(byte_at(t, end + 1)))
        end++;
    if (year_read(t, end, true, &dated) && !dated.years) {
        *m = dated;
        return is_upper(byte_at(t, i)) || m->year >= 2000;
    }
    if (any_at(t, end, last) != NOWHERE)
        m->end = any_at(t, end, last);
    return month_may_stand_alone(t, i, end, m);
}

/* The number of a quarter: 4, four, Q4. */
static size_t quarter_number(const struct text *t, size_t i, int *n)
{
    struct amount a;
    size_t k = skip_blanks(t, i);
    if (!is_digit(byte_at(t, k)) && !is_letter(byte_at(t, k)))
        return NOWHERE;
    if (is_digit(byte_at(t, k))) {
        size_t end = integer_read(t, k, 1, n);
        return end != NOWHERE && *n >= 1 && *n <= 4 && !word_char_at(t, end) &&
                       byte_at(t, end) != '%' &&
                       !(byte_at(t, end) == '.' && is_digit(byte_at(t, end + 1)))
                   ? end
                   : NOWHERE;
    }
    if (!number_words(t, k, &a) || a.ordinal || a.n < 1 || a.n > 4 || a.n != (int)a.n)
        return NOWHERE;
    *n = (int)a.n;
    return a.end;
}

/* Further quarters: "Q1-2", "Q2-Q4", "Q1/Q2", "Q1 & Q2". */
static void last_quarter(const struct text *t, struct moment *m)
{
    size_t k = skip_blanks(t, m->end), d = dash_at(t, k);
    int n;
    if (!d && (byte_at(t, k) == '/' || byte_at(t, k) == '&'))
        d = 1;
    if (!d && phrase_at(t, m->end, "and") != NOWHERE)
        d = phrase_at(t, m->end, "and") - k;
    if (!d && phrase_at(t, m->end, "to") != NOWHERE)
        d = phrase_at(t, m->end, "to") - k;
    if (!d)
        return;
    k = skip_blanks(t, k + d);
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

/* Q4 2018/19, Quarter four of 2018/19, Q / 7 (damaged), H1 2018/19. */
static bool quarter_read(const struct text *t, size_t i, struct moment *m)
{
    unsigned char c = byte_at(t, i) | 32;
    size_t end, word_end;
    const struct word *w = word_at(t, i, &word_end);
    m->grain = GRAIN_QUARTER;
    if (w && w->kind == WORD_QUARTER) {
        end = quarter_number(t, word_end, &m->part);
    } else if (c == 'q' && is_digit(byte_at(t, i + 1))) {
        end = quarter_number(t, i + 1, &m->part);
    } else if (c == 'q' && byte_at(t, i + 1) == ' ') {
        size_t k = i + 2;
        int n;
        end = integer_read(t, k, 1, &m->part);
        if (byte_at(t, k) == '/') { /* Q / 7 */
            m->damaged = true;
            k = skip_blanks(t, k + 1);
            m->end = integer_read(t, k, 2, &n);
            m->part = 1;
            return m->end != NOWHERE && is_upper(byte_at(t, i));
        }
        if (end == NOWHERE || m->part < 1 || m->part > 4 || !is_upper(byte_at(t, i)))
            return false;
    } else if (c == 'h' && is_upper(byte_at(t, i)) && is_digit(byte_at(t, i + 1))) {
        end = integer_read(t, i + 1, 1, &m->part);
        m->grain = GRAIN_HALF;
        return end != NOWHERE && m->part >= 1 && m->part <= 2 && !word_char_at(t, end) &&
               year_read(t, end, false, m);
    } else {
        return false;
    }
    if (end == NOWHERE)
        return false;
    m->end = end;
    last_quarter(t, m);
    struct moment dated = *m;
    if (year_read(t, m->end, false, &dated) && !dated.years)
        *m = dated;
    return true;
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
    size_t end;
    const struct word *w = word_at(t, i, &end);
    bool lady_day = phrase_at(t, i, "lady day") != NOWHERE;
    if (lady_day)
        end = phrase_at(t, i, "lady day");
    else if (!w || (w->kind != WORD_SEASON && w->kind != WORD_FEAST))
        return false;
    m->grain = GRAIN_SEASON;
    if (lady_day)
        m->feast = 325;
    else if (w->kind == WORD_FEAST)
        m->feast = w->n > 0 ? (int32_t)w->n : -1;
    else
        m->month = (int)w->n;
    size_t of = phrase_at(t, end, "of the year");
    return year_read(t, of == NOWHERE ? end : of, false, m) && !m->years &&
           (!m->financial || m->month == 12);
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

bool moment_read(const struct text *t, size_t i, struct moment *m)
{
    *m = (struct moment){0};
    if (is_digit(byte_at(t, i))) {
        if (day_month(t, i, m))
            return true;
        *m = (struct moment){0};
        if (numeric_date(t, i, m))
            return true;
        *m = (struct moment){0};
        return year_alone(t, i, m);
    }
    bool (*const readers[])(const struct text *, size_t, struct moment *) = {
        month_year, quarter_read, ordinal_part, season_read, year_alone};
    for (size_t r = 0; r < sizeof readers / sizeof *readers; r++) {
        *m = (struct moment){0};
        if (readers[r](t, i, m))
            return true;
    }
    return false;
}
