/* See assets.h. The name holds a part of the hash, so that browsers may keep a file for ever. */
#include "server/assets.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "server/page.h"
#include "server/pages.h"

static void name_of(const char *a, const char *b, const char *ending, char out[40])
{
    char hex[HASH_SHA256_HEX];
    struct hash *hash = hash_new();
    hash_add(hash, a, strlen(a));
    hash_add(hash, b, strlen(b));
    hash_end(hash, hex);
    snprintf(out, 40, "/assets/%.16s.%s", hex, ending);
}

const char *assets_style(void)
{
    static char name[40];
    if (!name[0])
        name_of(html_style, serve_style, "css", name);
    return name;
}

const char *assets_script(void)
{
    static char name[40];
    if (!name[0])
        name_of(html_script, serve_script, "js", name);
    return name;
}

void get_asset(struct request *r, struct http_answer *answer)
{
    bool style = strcmp(r->path, assets_style()) == 0;
    if (!style && strcmp(r->path, assets_script()) != 0) {
        answer_error(r, answer, 404, "There is no such file.", "Load the page again.");
        return;
    }
    buf_add_str(&answer->body, style ? html_style : html_script);
    buf_add_str(&answer->body, style ? serve_style : serve_script);
    answer->status = 200;
    answer->type = style ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
    http_header(answer, "Cache-Control", "public, max-age=31536000, immutable");
}

/* For proxies and those who watch over them. */
void get_health(struct request *r, struct http_answer *answer)
{
    (void)r;
    buf_add_str(&answer->body, "ok\n");
    answer->status = 200;
    answer->type = "text/plain; charset=utf-8";
    http_header(answer, "Cache-Control", "no-store");
}
