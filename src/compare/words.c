/* See words.h. */
#include "compare/words.h"

#include <math.h>
#include <string.h>

#include "assess/assess.h"
#include "base/limits.h"
#include "base/utf8.h"

void words_place(struct buf *out, const struct place_record *p)
{
    if (p->page)
        buf_printf(out, "page %u%s", p->page, p->line ? ", " : "");
    if (p->line)
        buf_printf(out, "line %u", p->line);
}

void words_quote(struct buf *out, const struct place_record *p)
{
    size_t len = p->quote ? strlen(p->quote) : 0, cut = 0;
    while (cut < len && cut < LIMIT_QUOTE_BYTES) {
        uint32_t c;
        cut += utf8_decode(p->quote + cut, len - cut, &c);
    }
    for (size_t i = 0; i < cut; i++)
        buf_add_char(out, p->quote[i] == '\n' || p->quote[i] == '\r' ? ' ' : p->quote[i]);
    if (cut < len)
        buf_add_str(out, " \xE2\x80\xA6");
}

void words_score(struct buf *out, double score)
{
    if (isnan(score))
        buf_add_str(out, "not scored");
    else
        buf_printf(out, "%.1f %%", score);
}

const char *words_rating_name(enum pa_rating rating)
{
    return rating == PA_UNRATED ? "unrated" : rating_name(rating);
}

const char *words_plan(const struct plan_record *p)
{
    if (p->organisation && *p->organisation)
        return p->organisation;
    return p->title && *p->title ? p->title : p->path;
}

void words_change(struct buf *out, double before, double now)
{
    if (isnan(before) || isnan(now))
        return;
    double by = round((now - before) * 10) / 10;
    buf_printf(out, by > 0 ? "+%.1f" : "%.1f", by < 0 || by > 0 ? by : 0.0);
}

void words_count(struct buf *out, size_t n, const char *noun)
{
    buf_printf(out, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}
