/* The table, and the search in it: a pattern is compared segment by segment. */
#include "server/routes.h"

#include <string.h>

#include "base/mem.h"
#include "server/pages.h"

static const struct route routes[] = {
    {"GET", "/", WHO_PERSON, BODY_NONE, false, get_start},
    {"GET", "/plans", WHO_PERSON, BODY_NONE, false, get_plans},
    {"POST", "/plans", WHO_PERSON, BODY_UPLOAD, true, post_plan},
    {"GET", "/plans/*", WHO_PERSON, BODY_NONE, false, get_plan},
    {"GET", "/plans/*/report", WHO_PERSON, BODY_NONE, false, get_report},
    {"GET", "/plans/*/letter.docx", WHO_PERSON, BODY_NONE, false, get_letter},
    {"GET", "/plans/*/report.html", WHO_PERSON, BODY_NONE, false, get_report_file},
    {"GET", "/plans/*/results.json", WHO_PERSON, BODY_NONE, false, get_results},
    {"GET", "/plans/*/sealed.json", WHO_PERSON, BODY_NONE, false, get_sealed},
    {"POST", "/plans/*/again", WHO_PERSON, BODY_FORM, true, post_again},
    {"GET", "/plans/*/forget", WHO_PERSON, BODY_NONE, false, get_forget},
    {"POST", "/plans/*/forget", WHO_PERSON, BODY_FORM, true, post_forget},
    {"GET", "/reviews", WHO_ASSESSOR, BODY_NONE, false, get_reviews},
    {"GET", "/review/*/changes", WHO_ASSESSOR, BODY_NONE, false, get_review_changes},
    {"GET", "/review/*", WHO_ASSESSOR, BODY_NONE, false, get_review},
    {"GET", "/review/*/letter.docx", WHO_ASSESSOR, BODY_NONE, false, get_review_letter},
    {"GET", "/review/*/report.html", WHO_ASSESSOR, BODY_NONE, false, get_review_report},
    {"GET", "/review/*/labels.json", WHO_ASSESSOR, BODY_NONE, false, get_review_labels},
    {"POST", "/review/*/begin", WHO_ASSESSOR, BODY_FORM, true, post_review_begin},
    {"POST", "/review/*/judge", WHO_ASSESSOR, BODY_FORM, true, post_review_judge},
    {"POST", "/review/*/finish", WHO_ASSESSOR, BODY_FORM, true, post_review_finish},
    {"POST", "/review/*/settle", WHO_LEAD, BODY_FORM, true, post_review_settle},
    {"POST", "/review/*/close", WHO_LEAD, BODY_FORM, true, post_review_close},
    {"POST", "/review/*/reopen", WHO_LEAD, BODY_FORM, true, post_review_reopen},
    {"GET", "/forgotten", WHO_PERSON, BODY_NONE, false, get_forgotten},
    {"GET", "/login", WHO_ANYBODY, BODY_NONE, false, get_login},
    {"POST", "/login", WHO_ANYBODY, BODY_FORM, false, post_login}, /* a token of its own */
    {"POST", "/logout", WHO_PERSON, BODY_FORM, true, post_logout},
    {"GET", "/seal", WHO_ANYBODY, BODY_NONE, false, get_seal},
    {"GET", "/assets/*", WHO_ANYBODY, BODY_NONE, false, get_asset},
    {"GET", "/health", WHO_ANYBODY, BODY_NONE, false, get_health},
    {"GET", "/api", WHO_ANYBODY, BODY_NONE, false, api_description},
    {"GET", "/api/frameworks", WHO_PERSON, BODY_NONE, false, api_frameworks},
    {"GET", "/api/plans", WHO_PERSON, BODY_NONE, false, api_plans},
    {"POST", "/api/plans", WHO_PERSON, BODY_UPLOAD, true, api_submit},
    {"GET", "/api/plans/*", WHO_PERSON, BODY_NONE, false, api_plan},
    {"DELETE", "/api/plans/*", WHO_PERSON, BODY_NONE, true, api_forget},
    {"GET", "/api/plans/*/results.json", WHO_PERSON, BODY_NONE, false, get_results},
    {"GET", "/api/plans/*/report.html", WHO_PERSON, BODY_NONE, false, get_report_file},
    {"GET", "/api/plans/*/letter.docx", WHO_PERSON, BODY_NONE, false, get_letter},
    {"GET", "/api/plans/*/sealed.json", WHO_PERSON, BODY_NONE, false, get_sealed},
};

const struct route *route_at(size_t i)
{
    return i < sizeof routes / sizeof *routes ? &routes[i] : NULL;
}

/* Compares a path with a pattern; fills ids with what stands for "*". */
static bool fits(
    struct arena *arena, const char *pattern, const char *path, const char *ids[REQUEST_IDS])
{
    size_t n = 0;
    while (*pattern && *path) {
        if (*pattern == '*') {
            size_t len = strcspn(path, "/");
            if (!len || n == REQUEST_IDS)
                return false;
            ids[n++] = arena_copy(arena, path, len);
            path += len;
            pattern++;
        } else if (*pattern++ != *path++)
            return false;
    }
    return !*pattern && !*path;
}

static void add_method(char allow[64], const char *method)
{
    size_t len = strlen(allow);
    bool get = strcmp(method, "GET") == 0;
    const char *word = get ? "GET, HEAD" : method;
    if (len + strlen(word) + 3 > 64)
        return;
    if (len) {
        memcpy(allow + len, ", ", 2);
        len += 2;
    }
    memcpy(allow + len, word, strlen(word) + 1);
}

const struct route *route_find(struct arena *arena, const char *method, const char *path,
    const char *ids[REQUEST_IDS], char allow[64])
{
    const char *wanted = strcmp(method, "HEAD") == 0 ? "GET" : method;
    const struct route *found = NULL;
    allow[0] = '\0';
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        const char *here[REQUEST_IDS] = {NULL};
        if (!fits(arena, routes[i].pattern, path, here))
            continue;
        add_method(allow, routes[i].method);
        if (found || strcmp(routes[i].method, wanted) != 0)
            continue;
        found = &routes[i];
        memcpy(ids, here, sizeof here);
    }
    return found;
}
