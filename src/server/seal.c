/* See seal.h. The seal is over the bytes of the member "sealed" as they stand in the file, which is
 * JSON without blanks and with texts for all values: no reader can print it in another way. */
#include "server/seal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "server/key.h"

static void add_text(struct json *to, const char *name, const char *text)
{
    json_add(to, name, json_new_string(text ? text : ""));
}

static const char *outcome_text(enum pa_outcome outcome)
{
    static const char *const names[] = {[PA_NOT_MET] = "not-met",
        [PA_PARTIAL] = "partial",
        [PA_MET] = "met",
        [PA_NOT_APPLICABLE] = "not-applicable",
        [PA_NOT_ASSESSED] = "not-assessed"};
    return names[outcome];
}

static const char *rating_text(enum pa_rating rating)
{
    static const char *const names[] = {[PA_UNRATED] = "",
        [PA_RED] = "red",
        [PA_AMBER_RED] = "amber-red",
        [PA_AMBER_GREEN] = "amber-green",
        [PA_GREEN] = "green"};
    return names[rating];
}

static struct json *sealed_json(const struct plan_record *plan)
{
    char score[40] = "";
    struct json *j = json_new_object();
    add_text(j, "plan", plan->sha256);
    struct json *pack = json_add(j, "pack", json_new_object());
    add_text(pack, "id", plan->pack);
    add_text(pack, "version", plan->pack_version);
    add_text(pack, "sha256", plan->pack_sha256);
    add_text(j, "program", plan->version ? plan->version : pa_version());
    add_text(j, "rating", rating_text(plan->rating));
    if (!isnan(plan->score))
        snprintf(score, sizeof score, "%.1f", plan->score);
    add_text(j, "score", score);
    struct json *outcomes = json_add(j, "outcomes", json_new_object());
    for (uint32_t i = 0; i < plan->requirement_count; i++)
        add_text(outcomes, plan->requirements[i].id, outcome_text(plan->requirements[i].outcome));
    return j;
}

void seal_write(struct buf *out, const struct plan_record *plan, const struct key *key)
{
    struct buf sealed;
    char seal[SEAL_HEX];
    buf_init(&sealed, LIMIT_REPORT_BYTES);
    struct json *j = sealed_json(plan);
    json_print(j, false, &sealed);
    json_free(j);
    while (sealed.len && sealed.s[sealed.len - 1] == '\n')
        sealed.s[--sealed.len] = '\0';
    key_sign(key, buf_str(&sealed), sealed.len, seal);
    buf_printf(
        out, "{\n  \"schema\": \"planassure-sealed/1\",\n  \"sealed\": %s,\n", buf_str(&sealed));
    buf_printf(out, "  \"key\": \"%s\",\n  \"seal\": \"%s\"\n}\n", key_public(key), seal);
    buf_clear(&sealed);
}

int seal_check(const char *path, const char *public_key)
{
    char *text = NULL;
    size_t len;
    enum file_status status = file_read(path, LIMIT_SEALED_BYTES, &text, &len);
    if (status != FILE_OK) {
        fprintf(stderr, "planassure: %s: %s\n", path, file_status_text(status));
        return 2;
    }
    struct diag *diag = diag_new();
    struct json *j = json_parse(text, len, path, diag);
    const struct json *sealed = json_get(j, "sealed");
    const char *seal = json_string(json_get(j, "seal"));
    struct buf bytes;
    buf_init(&bytes, LIMIT_SEALED_BYTES);
    if (sealed)
        json_print(sealed, false, &bytes);
    while (bytes.len && bytes.s[bytes.len - 1] == '\n')
        bytes.s[--bytes.len] = '\0';
    bool fits = seal && bytes.len && key_fits(public_key, buf_str(&bytes), bytes.len, seal);
    buf_clear(&bytes);
    json_free(j);
    diag_free(diag);
    xfree(text);
    return fits ? 0 : 1;
}
