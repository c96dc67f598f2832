/* <detect>: by which words a plan of this pack is known. The same elements are read with the whole
 * pack and, for all installed packs, with the heads alone. */
#include <string.h>

#include "base/limits.h"
#include "rules/load.h"
#include "values/values.h"

static const char *const cue_kinds[] = {
    "plan-type", "programme", "organisation", "period", "title", "other", NULL};

#define AT_LEAST 12 /* points, where the pack is silent */
#define WEIGHT   20

/* The phrases of a cue, one a line; lines that begin with "# " are comments. */
static void load_cue_phrases(struct loader *l, const struct xml_node *node, struct detect_cue *cue)
{
    char *text = xml_text(node);
    VEC(const char *) phrases = {0};
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        const char *from = at + strspn(at, " \t\r");
        size_t len = strcspn(from, "\r\n");
        while (len && strchr(" \t", from[len - 1]))
            len--;
        if (!len || strncmp(from, "# ", 2) == 0)
            continue;
        const char *phrase = arena_copy(l->arena, from, len);
        if (len > LIMIT_PHRASE_BYTES || strpbrk(phrase, "[]{}|~@"))
            load_error_line(l, source_find(l->file, xml_line(node), phrase), "pack.cue",
                "a cue is plain words: write each way to say it on a line of its own",
                "\"%.60s\" is no cue", phrase);
        else
            VEC_PUSH(&phrases, phrase);
    }
    cue->count = (uint32_t)phrases.n;
    cue->phrases = arena_array(l->arena, phrases.n + 1, sizeof *cue->phrases);
    if (phrases.n)
        memcpy(cue->phrases, phrases.v, phrases.n * sizeof *cue->phrases);
    xfree(phrases.v);
    xfree(text);
}

static double load_weight(struct loader *l, const struct xml_node *node)
{
    double weight = load_number(l, node, "weight", 1, -WEIGHT, WEIGHT);
    if (weight == 0)
        load_error(l, node, "weight", "pack.number", "take the cue out, or give it a weight",
            "a cue of weight 0 says nothing");
    return weight;
}

static bool load_day(
    struct loader *l, const struct xml_node *node, const char *name, bool last, int32_t *day)
{
    const char *text = load_attr(l, node, name);
    struct value v;
    if (!text)
        return false;
    if (strlen(text) != 10 || !values_parse(text, &v) || v.kind != VALUE_DATE) {
        load_error(
            l, node, name, "pack.value", "write it as 2017-04-01", "\"%s\" is no date", text);
        return false;
    }
    *day = (int32_t)(last ? v.hi : v.lo);
    return true;
}

static void load_written(struct loader *l, const struct xml_node *node, struct detect_cue *cue)
{
    cue->kind = arena_strdup(l->arena, "written");
    cue->weight = load_weight(l, node);
    bool from = load_day(l, node, "from", false, &cue->from);
    bool both = load_day(l, node, "to", true, &cue->to) && from;
    cue->written = both;
    if (both && cue->from > cue->to)
        load_error(l, node, "to", "pack.value", "exchange the dates",
            "the last day lies before the first one");
}

void load_detect(struct loader *l, const struct xml_node *root, struct detect *out)
{
    static const char *const places[] = {"title", "opening", "anywhere", NULL};
    const struct xml_node *detect = child_named(root, "detect");
    if (!detect)
        return;
    out->at_least = load_number(l, detect, "at-least", AT_LEAST, 1, 1000);
    out->cues = arena_array(l->arena,
        (size_t)count_named(detect, "cue") + count_named(detect, "written") + 1, sizeof *out->cues);
    for (const struct xml_node *n = xml_first(detect); n; n = xml_next(n)) {
        struct detect_cue *cue = &out->cues[out->count];
        if (xml_is(n, "written")) {
            load_written(l, n, cue);
            out->count++;
        } else if (xml_is(n, "cue")) {
            cue->kind = arena_strdup(l->arena, cue_kinds[load_word(l, n, "kind", cue_kinds, 5)]);
            cue->place = (enum cue_place)load_word(l, n, "in", places, CUE_ANYWHERE);
            cue->weight = load_weight(l, n);
            load_cue_phrases(l, n, cue);
            out->count++;
        }
    }
}
