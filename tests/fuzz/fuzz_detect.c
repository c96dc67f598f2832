/* The choice of a pack for any plan: the first line of the input are the words of a cue, the rest
 * is read as a plan. Whatever stands in it, the cues that are told must stand in the plan where
 * they are said to, their points must add up to the score, and a pack that is chosen must have
 * enough. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/analyse.h"
#include "ingest/ingest.h"
#include "match/detect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool truth)
{
    if (!truth)
        abort();
}

static void examine(const struct doc *doc, const struct detection *d)
{
    double sum = 0;
    for (uint32_t i = 0; i < d->count; i++) {
        const struct cue_found *f = &d->cues[i];
        sum += f->points;
        hold(f->at == DOC_NONE || (f->at < f->end && f->end <= doc->len));
    }
    hold(!d->first || sum == d->score);
    hold(!d->chosen || d->stated ||
         (d->score >= d->chosen->detect.at_least && d->score - d->second_score >= DETECT_LEAD));
}

static void choose(const char *cue, struct doc *doc)
{
    const char *words[] = {cue}, *others[] = {"a plan for", "plan", "the harbour's plans"};
    struct detect_cue one[] = {{.kind = "plan-type", .weight = 5, .phrases = words, .count = 1}};
    struct detect_cue two[] = {
        {.kind = "title", .weight = 3, .place = CUE_TITLE, .phrases = others, .count = 3},
        {.kind = "other", .weight = -2, .place = CUE_OPENING, .phrases = words, .count = 1},
        {.kind = "written", .weight = 2, .written = true, .from = 0, .to = 20000}};
    struct pack_head v[] = {{.id = "one", .title = "One", .detect = {5, one, 1}},
        {.id = "two", .plan_type = "Two", .detect = {6, two, 3}}};
    const struct pack_heads heads = {.v = v, .n = 2};
    struct detection found;
    detect(doc->arena, &heads, doc, &found);
    examine(doc, &found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = xmalloc(size + 1);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    size_t line = strcspn(text, "\n");
    size_t rest = line < size ? line + 1 : size;
    struct ingest_error error;
    struct doc *doc = ingest("fuzz", text + rest, size - rest, "text", &error);
    text[line] = '\0';
    if (doc) {
        analyse(doc, NULL);
        choose(text, doc);
        doc_free(doc);
    }
    xfree(text);
    return 0;
}
