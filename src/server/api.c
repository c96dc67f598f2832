/* The same for programs: JSON, described by schemas/serve.openapi.json. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/words.h"

static void answer_json(struct http_answer *answer, unsigned status, struct json *j)
{
    json_print(j, true, &answer->body);
    json_free(j);
    answer->status = status;
    answer->type = "application/json";
    http_header(answer, "Cache-Control", "no-store");
}

static void add_text(struct json *to, const char *name, const char *text)
{
    json_add(to, name, text && *text ? json_new_string(text) : json_new_null());
}

static void add_time(struct json *to, const char *name, int64_t at)
{
    char text[40];
    struct buf day;
    if (!at) {
        json_add(to, name, json_new_null());
        return;
    }
    buf_init(&day, 100);
    page_iso_day(&day, at);
    snprintf(text, sizeof text, "%sT%02d:%02d:%02dZ", buf_str(&day), (int)(at / 3600 % 24),
        (int)(at / 60 % 60), (int)(at % 60));
    buf_clear(&day);
    json_add(to, name, json_new_string(text));
}

static struct json *plan_json(const struct submission *s)
{
    struct json *j = json_new_object();
    json_add(j, "id", json_new_string(s->id));
    add_text(j, "organisation", s->organisation);
    add_text(j, "framework", s->framework);
    json_add(j, "framework_given", json_new_bool(s->framework_given));
    add_text(j, "title", s->title);
    add_text(j, "file_name", s->file_name);
    add_text(j, "sha256", s->sha256);
    json_add(j, "size", json_new_number((double)s->size));
    add_time(j, "sent", s->sent);
    add_time(j, "checked", s->checked);
    json_add(j, "version", json_new_number(s->version));
    add_text(j, "earlier", s->earlier);
    add_text(j, "later", s->later);
    add_text(j, "sender", s->sender.name);
    add_text(j, "state", check_state_name(s->state));
    add_text(j, "review", review_state_name(s->review));
    add_text(j, "error_code", s->error_code);
    add_text(j, "error", s->error);
    add_text(j, "rating", s->state == CHECK_DONE ? words_rating_kind(s->rating) : NULL);
    bool scored = s->state == CHECK_DONE && !isnan(s->score);
    json_add(j, "score", scored ? json_new_number(s->score) : json_new_null());
    return j;
}

void api_description(struct request *r, struct http_answer *answer)
{
    char *path = file_join(
        r->arena, file_data_folder(r->server->settings.data_folder), "schemas/serve.openapi.json");
    char *text;
    size_t len;
    if (file_read(path, LIMIT_CONFIG_BYTES, &text, &len) != FILE_OK) {
        answer_error(r, answer, 500, "The description of the API is not installed.",
            "Install the whole of planassure.");
        return;
    }
    buf_add(&answer->body, text, len);
    xfree(text);
    answer->status = 200;
    answer->type = "application/json";
    http_header(answer, "Cache-Control", "no-cache");
}

void api_frameworks(struct request *r, struct http_answer *answer)
{
    struct json *j = json_new_object(), *list = json_add(j, "frameworks", json_new_array());
    for (size_t i = 0; i < r->server->framework_count; i++) {
        struct json *one = json_add(list, NULL, json_new_object());
        json_add(one, "id", json_new_string(r->server->frameworks[i].id));
        json_add(one, "title", json_new_string(r->server->frameworks[i].title));
    }
    answer_json(answer, 200, j);
}

/* A number of the query; false when it is none. */
static bool query_number(struct request *r, const char *name, size_t *out)
{
    const char *text = request_query(r, name);
    if (!*text)
        return true;
    if (strlen(text) > 8 || strspn(text, "0123456789") != strlen(text))
        return false;
    *out = (size_t)strtoul(text, NULL, 10);
    return true;
}

void api_plans(struct request *r, struct http_answer *answer)
{
    struct submission *list = NULL;
    size_t count = 0, total = 0;
    struct submission_filter filter = {.limit = 100,
        .organisation = request_query(r, "organisation"),
        .framework = request_query(r, "framework")};
    if (!query_number(r, "offset", &filter.offset) || !query_number(r, "limit", &filter.limit)) {
        answer_error(r, answer, 422, "offset and limit are numbers.", "Write them as digits.");
        return;
    }
    enum registry_status status =
        registry_submissions(r->server->registry, r->who, &filter, r->arena, &list, &count, &total);
    if (status != REGISTRY_OK) {
        answer_status(r, answer, status, "list");
        return;
    }
    struct json *j = json_new_object();
    json_add(j, "total", json_new_number((double)total));
    struct json *plans = json_add(j, "plans", json_new_array());
    for (size_t i = 0; i < count; i++)
        json_add(plans, NULL, plan_json(&list[i]));
    answer_json(answer, 200, j);
}

static void show(struct request *r, struct http_answer *answer, const char *id, unsigned code)
{
    struct submission s;
    enum registry_status status =
        registry_submission(r->server->registry, r->who, id, r->arena, &s);
    if (status == REGISTRY_OK)
        answer_json(answer, code, plan_json(&s));
    else
        answer_status(r, answer, status, "plan");
}

void api_submit(struct request *r, struct http_answer *answer)
{
    char id[REGISTRY_ID];
    if (!submit_plan(r, answer, id))
        return;
    http_header(answer, "Location", "/api/plans/%s", id);
    show(r, answer, id, 201);
}

void api_plan(struct request *r, struct http_answer *answer)
{
    show(r, answer, r->ids[0], 200);
}

void api_forget(struct request *r, struct http_answer *answer)
{
    enum registry_status status = registry_forget(r->server->registry, r->who, r->ids[0]);
    if (status == REGISTRY_OK) {
        answer->status = 204;
        answer->type = NULL;
    } else
        answer_status(r, answer, status, "plan");
}
