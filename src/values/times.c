/* Times of day: "6.30pm", "18:30", "half past six", "1830 hrs", "8 to 8", "until eight". What could
 * be an amount as well ("6.30", "9-1", "1830") is a time only where the words around say so. */
#include "values/scan.h"

enum half { HALF_UNKNOWN, HALF_AM, HALF_PM };

/* One time as it is written. */
struct clock {
    int hour, minute;
    size_t end;
    enum half half;
    bool sure;    /* can be nothing but a time */
    bool literal; /* by the 24-hour clock as it stands */
    bool four;    /* 1830 */
    bool bare;    /* an hour alone */
};

/* am, pm, a.m., p.m. after an hour. */
static size_t half_at(const struct text *t, size_t i, enum half *half)
{
    size_t k = skip_blanks(t, i);
    unsigned char c = byte_at(t, k) | 32;
    if (c != 'a' && c != 'p')
        return NOWHERE;
    size_t end = k + 1;
    if (byte_at(t, end) == '.')
        end++;
    if ((byte_at(t, end) | 32) != 'm' || word_char_at(t, end + 1))
        return NOWHERE;
    end++;
    if (byte_at(t, k + 1) == '.' && byte_at(t, end) == '.')
        end++;
    *half = c == 'a' ? HALF_AM : HALF_PM;
    return end;
}

static size_t oclock_at(const struct text *t, size_t i)
{
    size_t k = phrase_at(t, i, "o");
    if (k == NOWHERE) {
        k = skip_blanks(t, i);
        if (k == i || (byte_at(t, k) | 32) != 'o')
            return NOWHERE;
        k++;
    }
    k = k + apostrophe_at(t, k);
    return phrase_at(t, k, "clock");
}

static size_t daypart_at(const struct text *t, size_t i, enum half *half)
{
    static const char *const am[] = {
        "in the morning", "in the mornings", "each morning", "every morning", NULL};
    static const char *const pm[] = {"in the evening", "in the evenings", "in the afternoon",
        "at night", "each evening", "every evening", NULL};
    size_t end = any_at(t, i, am);
    *half = end == NOWHERE ? HALF_PM : HALF_AM;
    return end == NOWHERE ? any_at(t, i, pm) : end;
}

/* An hour from one to twelve at `i`, in words or (`digits`) in digits. */
static size_t hour_at(const struct text *t, size_t i, bool digits, int *hour)
{
    size_t k = skip_blanks(t, i), end;
    const struct word *w = word_at(t, k, &end);
    if (w && w->kind <= WORD_TEEN)
        *hour = (int)w->n;
    else if (!digits || (end = integer_read(t, k, 2, hour)) == NOWHERE)
        return NOWHERE;
    return *hour >= 1 && *hour <= 12 ? end : NOWHERE;
}

/* "half past six", "quarter to eight", "twenty past nine", "half six". */
static bool past_read(const struct text *t, size_t i, struct clock *c)
{
    size_t end;
    const struct word *w = word_at(t, i, &end);
    if (!w || (w->kind != WORD_HALF && w->kind != WORD_QUARTER && w->kind > WORD_TENS))
        return false;
    c->minute = w->kind == WORD_HALF ? 30 : w->kind == WORD_QUARTER ? 15 : (int)w->n;
    size_t past = phrase_at(t, end, "past"), to = phrase_at(t, end, "to");
    if (past != NOWHERE) {
        c->end = hour_at(t, past, true, &c->hour);
    } else if (to != NOWHERE && w->kind == WORD_QUARTER) {
        c->end = hour_at(t, to, true, &c->hour);
        c->hour = c->hour == 1 ? 12 : c->hour - 1;
        c->minute = 60 - c->minute;
    } else if (w->kind == WORD_HALF && byte_at(t, end) != '-') {
        c->end = hour_at(t, end, false, &c->hour); /* half six */
    } else {
        return false;
    }
    if (c->end == NOWHERE)
        return false;
    size_t oclock = oclock_at(t, c->end);
    c->end = oclock == NOWHERE ? c->end : oclock;
    c->sure = true;
    return true;
}

/* An hour in words: sure with o'clock, am or pm, or a part of the day after it. */
static bool words_read(const struct text *t, size_t i, struct clock *c)
{
    size_t end;
    const struct word *w = word_at(t, i, &end);
    if (!w)
        return false;
    if (w->kind == WORD_NOON) {
        c->hour = (int)w->n / 60;
        c->end = end;
        c->sure = c->literal = true;
        return true;
    }
    if (past_read(t, i, c))
        return true;
    *c = (struct clock){0};
    if (w->kind > WORD_TEEN || w->n < 1 || w->n > 12 || byte_at(t, end) == '-')
        return false;
    c->hour = (int)w->n;
    c->bare = true;
    c->end = end;
    return true;
}

/* The digits go on: a decimal, a date, a share. */
static bool is_part(const struct text *t, size_t i)
{
    unsigned char c = byte_at(t, i);
    return is_digit(c) || c == '%' || c == '/' || c == ':' || goes_on(t, i, ".,");
}

static bool digits_read(const struct text *t, size_t i, struct clock *c)
{
    int n;
    size_t end = integer_read(t, i, 4, &n);
    if (end == NOWHERE)
        return false;
    size_t len = end - i;
    unsigned char sep = byte_at(t, end);
    c->end = end;
    c->hour = n;
    c->literal = n > 12 || n == 0;
    if (len > 2) {
        c->hour = n / 100;
        c->minute = n % 100;
        c->four = true;
        c->literal = len == 4;
    } else if ((sep == ':' || sep == '.') && integer_read(t, end + 1, 2, &c->minute) == end + 3) {
        c->end = end + 3;
        c->sure = sep == ':' && (len == 2 || n > 1);
        c->literal |= t->s[i] == '0';
        if (sep == '.' && c->minute % 5)
            return false;
    } else {
        c->minute = 0;
        c->bare = true;
    }
    if (is_part(t, c->end))
        return false;
    return c->hour <= 24 && c->minute < 60 && (c->hour < 24 || !c->minute);
}

static size_t hours_word(const struct text *t, size_t i)
{
    static const char *const words[] = {"hrs", "hours", "hr", NULL};
    if ((byte_at(t, i) | 32) == 'h' && !word_char_at(t, i + 1))
        return i + 1;
    if ((byte_at(t, i) | 32) == 'h' && (byte_at(t, i + 1) | 32) == 'r' &&
        (byte_at(t, i + 2) | 32) == 's')
        return i + 3;
    return any_at(t, i, words);
}

/* What follows the figures and makes a time of them: am, noon, o'clock, hrs. */
static void suffix_read(const struct text *t, struct clock *c)
{
    enum half half;
    size_t end = half_at(t, c->end, &half), noon;
    bool twelve = c->hour >= 1 && c->hour <= 12;
    const struct word *w = word_at(t, skip_blanks(t, c->end), &noon);
    if (end != NOWHERE && twelve) {
        c->half = half;
        c->sure = true;
        c->literal = false;
        c->end = end;
    } else if (w && w->kind == WORD_NOON && c->hour == 12 && !c->minute) {
        c->hour = (int)w->n / 60;
        c->literal = c->sure = true;
        c->end = noon;
    } else if (c->bare && twelve && (end = oclock_at(t, c->end)) != NOWHERE) {
        c->sure = true;
        c->end = end;
    } else if (!c->bare && (end = hours_word(t, c->end)) != NOWHERE) {
        bool clock = c->four ? c->literal : c->hour > 12; /* 1830 hrs, 18.30 hrs */
        if (c->sure || (clock && c->minute % 5 == 0)) {
            c->sure = true;
            c->end = end;
        }
    }
}

static bool clock_read(const struct text *t, size_t i, struct clock *c)
{
    *c = (struct clock){0};
    if (!(is_digit(byte_at(t, i)) ? digits_read(t, i, c) : words_read(t, i, c)))
        return false;
    suffix_read(t, c);
    return !word_char_at(t, c->end);
}

/* Minutes after midnight; without am or pm, one to seven is taken for the afternoon. */
static int minutes_of(const struct clock *c, enum half half)
{
    int hour = c->hour;
    if (c->half != HALF_UNKNOWN)
        half = c->half;
    if (c->literal)
        return hour * 60 + c->minute;
    if (half == HALF_UNKNOWN)
        half = hour <= 7 || hour == 12 ? HALF_PM : HALF_AM;
    hour = hour % 12 + (half == HALF_PM ? 12 : 0);
    return hour * 60 + c->minute;
}

static const char *const time_talk[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "weekday",
    "weekend", "evening", "morning", "afternoon", "night", "open", "clos", "o'clock",
    "bank holiday", "seven days", "7 days", "core hours", "surger", "session", "shut", "late", "pm",
    "am", "hub", NULL};
/* What may follow a bare hour: not a thing that is counted. */
static const char *const follows[] = {"on", "each", "every", "at", "and", "to", "in", "with", "or",
    "but", "seven", "7", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "saturdays", "sunday", "sundays", "weekdays",
    "weekends", "daily", "for", "so", "when", "until", "except", "including", "tonight", "plus",
    "mondays", "fridays", "o'clock", "the", "is", "are", "will", NULL};

static bool may_follow(const struct text *t, size_t i)
{
    size_t k = skip_blanks(t, i);
    unsigned char c = byte_at(t, k);
    if (!word_char_at(t, k))
        return c != '%' && c != '/' && c != '+' && (c != '-' || k != i) && !dash_at(t, i);
    if (is_digit(c))
        return false;
    return any_at(t, i, follows) != NOWHERE;
}

static bool weak_single(const struct text *t, size_t i, const struct clock *c)
{
    static const char *const strong[] = {
        "after", "until", "till", "til", "before", "from", "at", "past", NULL};
    static const char *const ends[] = {"until", "till", "til", NULL};
    if (!may_follow(t, c->end))
        return false;
    if (c->bare)
        return any_before(t, i, ends) && c->hour >= 1 && c->hour <= 12 &&
               any_near(t, i, c->end, 80, time_talk);
    if (c->four && (c->minute % 15 || !c->literal || (c->hour >= 19 && c->hour < 21)))
        return false;
    return any_before(t, i, strong) && any_near(t, i, c->end, 80, time_talk);
}

static size_t joint_at(const struct text *t, size_t i, size_t end)
{
    static const char *const joints[] = {"to", "until", "till", "til", NULL};
    size_t blank = skip_blanks(t, end), d = dash_at(t, blank);
    if (d)
        return skip_blanks(t, blank + d);
    size_t k = any_at(t, end, joints);
    if (k == NOWHERE && phrase_before(t, i, "between") != NOWHERE)
        k = phrase_at(t, end, "and");
    return k == NOWHERE ? k : skip_blanks(t, k);
}

/* Two figures that could be amounts are times when nothing speaks against it. */
static bool may_be_hours(const struct clock *a, const struct clock *b)
{
    if (a->four != b->four)
        return false;
    if (a->four && (a->minute % 15 || b->minute % 15 || a->hour >= 19))
        return false;
    return !(a->bare && b->bare && (a->hour > 12 || b->hour > 12 || a->hour < 6));
}

/* The second time of a range. */
static bool range_read(const struct text *t, size_t i, const struct clock *first, struct clock *c)
{
    static const char *const by_amount[] = {"rise", "rising", "risen", "fall", "ratio", "increas",
        "reduc", "score", "sites", "practices", NULL};
    size_t k = joint_at(t, i, first->end);
    if (k == NOWHERE || !clock_read(t, k, c))
        return false;
    if (first->sure || c->sure)
        return (first->sure || !first->bare || first->hour <= 12) &&
               (c->sure || may_follow(t, c->end));
    return may_be_hours(first, c) && may_follow(t, c->end) &&
           any_near(t, i, c->end, 60, time_talk) && !any_near(t, i, i, 30, by_amount);
}

static void fill(struct value *v, size_t i, size_t end, int lo, int hi)
{
    *v = (struct value){.kind = VALUE_TIME, .at = (uint32_t)i, .lo = lo, .hi = hi};
    value_reach(v, end);
}

/* Both halves of the day for a range: "8-10am", "7 to 8 pm", "eight until eight". */
static void fill_range(
    const struct text *t, size_t i, struct clock *a, struct clock *b, struct value *v)
{
    enum half half;
    size_t end = b->end, part = daypart_at(t, b->end, &half);
    if (part != NOWHERE && b->half == HALF_UNKNOWN && !b->literal) {
        b->half = half;
        end = part;
    }
    int hi = minutes_of(b, HALF_UNKNOWN), lo = minutes_of(a, b->half);
    if (a->half == HALF_UNKNOWN && !a->literal && lo >= hi)
        lo = minutes_of(a, HALF_AM) < hi ? minutes_of(a, HALF_AM) : minutes_of(a, HALF_UNKNOWN);
    if (a->half == HALF_UNKNOWN && b->half == HALF_UNKNOWN) {
        lo = minutes_of(a, HALF_UNKNOWN);
        if (lo >= hi && hi > 720 && !a->literal)
            lo = minutes_of(a, HALF_AM); /* 7 to 7 */
    }
    if (hi <= lo && b->half == HALF_UNKNOWN && !b->literal && hi + 720 > lo && hi + 720 <= 1440)
        hi += 720;
    if (hi <= lo) /* over midnight */
        hi += 1440;
    fill(v, i, end, lo, hi);
}

/* Morning or evening by the words around; only when they agree. */
static enum half half_near(const struct text *t, size_t i, size_t end)
{
    static const char *const am[] = {"morning", "breakfast", "early", NULL};
    static const char *const pm[] = {"evening", "night", "afternoon", "late", "pm", NULL};
    bool morning = any_near(t, i, end, 40, am), evening = any_near(t, i, end, 40, pm);
    return morning == evening ? HALF_UNKNOWN : morning ? HALF_AM : HALF_PM;
}

bool time_read(const struct text *t, size_t i, struct value *v)
{
    static const char *const ends[] = {"until", "till", "til", NULL};
    struct clock a, b;
    if (!clock_read(t, i, &a))
        return false;
    if (range_read(t, i, &a, &b)) {
        fill_range(t, i, &a, &b, v);
        return true;
    }
    enum half half = HALF_UNKNOWN;
    size_t part = daypart_at(t, a.end, &half), end = a.end;
    if (part != NOWHERE && a.hour >= 1 && a.hour <= 12 && !a.four)
        end = part;
    else if (!a.sure && !weak_single(t, i, &a))
        return false;
    else if (a.half == HALF_UNKNOWN && a.hour <= 11)
        half = any_before(t, i, ends) ? HALF_PM : half_near(t, i, a.end);
    int at = minutes_of(&a, half);
    if (!at && any_before(t, i, ends))
        at = 1440;
    fill(v, i, end, at, at);
    return true;
}
