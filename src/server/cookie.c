/* See cookie.h. No Max-Age: the browser forgets it when it is closed, the register when the session
 * ends. */
#include "server/cookie.h"

#include "server/http.h"
#include "server/target.h"

static const char *name_of(bool tls)
{
    return tls ? "__Host-planassure" : "planassure";
}

const char *cookie_session(struct arena *arena, const char *header, bool tls)
{
    return cookie_get(arena, header, name_of(tls));
}

void cookie_set(struct http_answer *answer, const char *secret, bool tls)
{
    http_header(answer, "Set-Cookie", "%s=%s; Path=/; HttpOnly; SameSite=Strict%s", name_of(tls),
        secret, tls ? "; Secure" : "");
}

void cookie_clear(struct http_answer *answer, bool tls)
{
    http_header(answer, "Set-Cookie", "%s=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0%s",
        name_of(tls), tls ? "; Secure" : "");
}
