/* The choice of a pack as a sentence and as data: the words that decided, with their places, and
 * the pack that came next. */
#include "report/chosen.h"

#include <string.h>

#include "base/limits.h"
#include "report/place.h"

#define SHOWN 3 /* cues in the sentence: the strongest */

static void add_cue(const struct result *r, const struct cue_found *f, struct buf *out)
{
    if (f->at == DOC_NONE) {
        buf_add_str(out, "the day it was written");
        return;
    }
    buf_printf(out, "\"%s\" (", f->phrase);
    place_print(r->doc, f->at, out);
    buf_add_char(out, ')');
}

void chosen_sentence(const struct result *r, struct buf *out)
{
    const struct detection *d = r->detection;
    uint32_t shown = 0;
    if (!d || !r->doc)
        return;
    if (d->stated) {
        buf_printf(out, "Chosen because the plan states its type, \"%s\"", r->doc->plan_type);
    } else {
        buf_add_str(out, "Chosen from the plan's own words: ");
        for (uint32_t i = 0; i < d->count && shown < SHOWN; i++)
            if (d->cues[i].points > 0) {
                buf_add_str(out, shown++ ? ", " : "");
                add_cue(r, &d->cues[i], out);
            }
        buf_printf(out, "; %g points", d->score);
    }
    if (d->second)
        buf_printf(out, ", the next is %s with %g", d->second->id, d->second_score);
    else
        buf_add_str(out, ", no other pack has any");
    buf_add_char(out, '.');
}

static struct json *cue_json(const struct result *r, const struct cue_found *f)
{
    struct json *j = json_new_object();
    json_add(j, "kind", json_new_string(f->cue->kind));
    json_add(j, "cue", json_new_string(f->phrase));
    json_add(j, "points", json_new_number(f->points));
    if (f->at == DOC_NONE) {
        json_add(j, "page", json_new_null());
        json_add(j, "line", json_new_null());
        json_add(j, "quote", json_new_null());
        return j;
    }
    struct place p = place_of(r->doc, f->at);
    struct buf quote;
    buf_init(&quote, LIMIT_REPORT_BYTES);
    place_quote_short(r->doc, f->at, f->end, &quote);
    json_add(j, "page", p.page ? json_new_number(p.page) : json_new_null());
    json_add(j, "line", json_new_number(p.line));
    json_add(j, "quote", json_new_string(buf_str(&quote)));
    buf_clear(&quote);
    return j;
}

struct json *chosen_json(const struct result *r)
{
    const struct detection *d = r->detection;
    if (!d || !r->doc)
        return NULL;
    struct json *j = json_new_object();
    json_add(j, "score", json_new_number(d->score));
    json_add(j, "stated", d->stated ? json_new_string(r->doc->plan_type) : json_new_null());
    struct json *cues = json_add(j, "cues", json_new_array());
    for (uint32_t i = 0; i < d->count; i++)
        json_add(cues, NULL, cue_json(r, &d->cues[i]));
    struct json *second = d->second ? json_new_object() : json_new_null();
    if (d->second) {
        json_add(second, "id", json_new_string(d->second->id));
        json_add(second, "score", json_new_number(d->second_score));
    }
    json_add(j, "runner_up", second);
    return j;
}
