/* A sealed result against the plan: the same bytes, the same pack, the same outcomes. What the file
 * claims is the word of a stranger: its pack is looked for among the installed ones alone. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "run/engine.h"

struct claim {
    struct json *root;
    const struct json *sealed, *outcomes;
    const char *plan, *pack, *pack_version, *pack_sha256;
};

static bool read_claim(struct pa_engine *e, const char *path, struct claim *c)
{
    char *text;
    size_t len;
    enum file_status status = file_read(path, LIMIT_SEALED_BYTES, &text, &len);
    if (status != FILE_OK) {
        engine_error(
            e, "sealed.read", "name a sealed result", "%s: %s", path, file_status_text(status));
        return false;
    }
    c->root = json_parse(text, len, path, e->messages);
    xfree(text);
    if (!c->root)
        return false;
    const char *schema = json_string(json_get(c->root, "schema"));
    c->sealed = json_get(c->root, "sealed");
    const struct json *pack = json_get(c->sealed, "pack");
    c->plan = json_string(json_get(c->sealed, "plan"));
    c->pack = json_string(json_get(pack, "id"));
    c->pack_version = json_string(json_get(pack, "version"));
    c->pack_sha256 = json_string(json_get(pack, "sha256"));
    c->outcomes = json_get(c->sealed, "outcomes");
    bool ok = schema && strcmp(schema, "planassure-sealed/1") == 0 && c->plan && c->pack &&
              c->pack_version && c->pack_sha256 && json_type(c->outcomes) == JSON_OBJECT &&
              json_count(c->outcomes) > 0;
    if (!ok)
        engine_error(e, "sealed.form", "it is not as schemas/sealed.schema.json says",
            "%s is no sealed result", path);
    return ok;
}

static bool is_installed(struct pa_engine *e, const char *id)
{
    const char *name;
    for (size_t i = 0; (name = pa_pack_id(e, i)) != NULL; i++)
        if (strcmp(name, id) == 0)
            return true;
    engine_error(e, "sealed.pack", "install it, or ask for a result by a pack that you have",
        "the pack \"%s\" of the sealed result is not installed", id);
    return false;
}

/* Counts the outcomes that differ, and says each. */
static size_t compare(const struct claim *c, const struct result *r, struct buf *out)
{
    size_t differ = 0, known = 0;
    for (uint32_t i = 0; i < r->requirement_count; i++) {
        const char *id = r->requirements[i].requirement->id;
        const char *now = outcome_name(r->requirements[i].outcome);
        const char *then = json_string(json_get(c->outcomes, id));
        known += then != NULL;
        if (then && strcmp(then, now) == 0)
            continue;
        differ++;
        buf_printf(out, "%s: sealed as %s, is %s\n", id, then ? then : "nothing", now);
    }
    size_t others = json_count(c->outcomes) - known;
    if (others)
        buf_printf(out, "%zu sealed outcome%s of no requirement of the pack\n", others,
            others == 1 ? " is" : "s are");
    return differ + others;
}

static bool same_text(const struct json *sealed, const char *name, const char *now)
{
    const char *then = json_string(json_get(sealed, name));
    return then && strcmp(then, now) == 0;
}

static enum pa_status judge(
    struct pa_engine *e, const struct claim *c, const struct result *r, struct buf *out)
{
    if (r->error_code && !r->sha256) {
        engine_error(e, "sealed.plan", NULL, "%s: %s", r->path, r->error_message);
        return PA_ERROR_USAGE;
    }
    if (strcmp(r->sha256, c->plan) != 0) {
        buf_printf(
            out, "not verified: the result was sealed for another file (SHA-256 %.64s)\n", c->plan);
        return PA_ERROR_TEST;
    }
    if (!r->pack || r->error_code) {
        buf_add_str(out, "not verified: the plan can no longer be checked\n");
        return PA_ERROR_TEST;
    }
    if (strcmp(r->pack->sha256, c->pack_sha256) != 0) {
        engine_error(e, "sealed.pack", "check it with the version that was used then",
            "the installed pack %s is %s, and not the one that the result was sealed with (%s)",
            r->pack->id, r->pack->version, c->pack_version);
        return PA_ERROR_USAGE;
    }
    size_t differ = compare(c, r, out);
    char score[40] = "";
    if (!isnan(r->score))
        snprintf(score, sizeof score, "%.1f", r->score);
    bool rated =
        same_text(c->sealed, "rating", r->rating == PA_UNRATED ? "" : rating_name(r->rating));
    if (!rated || !same_text(c->sealed, "score", score)) {
        buf_add_str(out, "rating or score is not the one that was sealed\n");
        differ++;
    }
    if (differ) {
        buf_add_str(out, "not verified: the plan does not come out as sealed\n");
        return PA_ERROR_TEST;
    }
    buf_printf(out, "verified: the same file, checked again with %s %s, has the same %u outcomes\n",
        r->pack->id, r->pack->version, r->requirement_count);
    return PA_OK;
}

enum pa_status pa_verify(
    struct pa_engine *e, const char *sealed, const char *plan, pa_write_fn *write, void *user)
{
    struct claim c = {0};
    struct buf out;
    enum pa_status status = PA_ERROR_USAGE, written;
    struct pa_result *result = NULL;
    buf_init(&out, LIMIT_REPORT_BYTES);
    if (!read_claim(e, sealed, &c) || !is_installed(e, c.pack))
        goto out;
    status = pa_engine_load_pack(e, c.pack);
    if (status != PA_OK)
        goto out;
    pa_check_file(e, plan, &result);
    status = judge(e, &c, result->result, &out);
out:
    written = engine_write(e, &out, write, user);
    pa_result_free(result);
    json_free(c.root);
    return written == PA_OK ? status : written;
}
