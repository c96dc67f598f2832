/* planassure-serve: the program behind `planassure serve`, which hands its options on. It is a
 * program of its own so that no other command loads what it is linked with. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/mem.h"
#include "server/checks.h"
#include "server/dispatch.h"
#include "server/key.h"
#include "server/people.h"
#include "server/rate.h"
#include "server/seal.h"
#include "server/settings.h"
#include "server/workers.h"

enum { EXIT_FINE = 0, EXIT_WRONG = 2 };

static void print_diag(const struct diag *diag)
{
    for (size_t i = 0; i < diag_count(diag); i++) {
        struct buf text;
        buf_init(&text, 1 << 16);
        diag_print(diag_at(diag, i), false, &text);
        fputs(buf_str(&text), stderr);
        buf_clear(&text);
    }
}

static struct registry *open_registry(const char *folder)
{
    struct diag *diag = diag_new();
    struct registry *registry = registry_open(folder, diag);
    print_diag(diag);
    diag_free(diag);
    return registry;
}

static void find_frameworks(struct server *s, struct arena *arena)
{
    VEC(struct framework) list = {0};
    const char *id;
    for (size_t i = 0; (id = pa_pack_id(s->engine, i)) != NULL; i++) {
        const char *title = pa_pack_title(s->engine, i);
        struct framework f = {arena_strdup(arena, id), arena_strdup(arena, title ? title : id)};
        VEC_PUSH(&list, f);
    }
    struct framework *kept = arena_array(arena, list.n + 1, sizeof *kept);
    if (list.n)
        memcpy(kept, list.v, list.n * sizeof *kept);
    s->frameworks = kept;
    s->framework_count = list.n;
    xfree(list.v);
}

/* Until a signal says that it is enough. */
static void loop(struct server *s, int signals)
{
    struct pollfd fds[LIMIT_WORKERS * 2 + 2];
    for (;;) {
        int wait, http = http_wait(s->http);
        size_t n = checks_poll(s->checks, fds, LIMIT_WORKERS * 2, &wait);
        fds[n] = (struct pollfd){.fd = http_fd(s->http), .events = POLLIN};
        fds[n + 1] = (struct pollfd){.fd = signals, .events = POLLIN};
        if (wait < 0 || (http >= 0 && http < wait))
            wait = http;
        if (poll(fds, n + 2, wait) < 0 && errno != EINTR)
            return;
        if (fds[n + 1].revents)
            return;
        http_run(s->http);
        checks_run(s->checks);
    }
}

static int catch_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

static void say_where(const struct server *s)
{
    const struct server_settings *set = &s->settings;
    bool six = strchr(set->listen, ':') != NULL;
    fprintf(stderr, "planassure: open http://%s%s%s:%u/ in a browser\n", six ? "[" : "",
        set->listen, six ? "]" : "", http_port(s->http));
    fprintf(stderr, "planassure: plans and results are kept in %s; Ctrl-C ends the server\n",
        set->folder);
    if (set->public && !set->behind_tls)
        fputs("planassure: passwords and plans travel unencrypted: put a proxy with TLS before it "
              "(docs/serve.md) and say --behind-tls\n",
            stderr);
    fflush(stderr);
}

static bool may_be_public(const struct server *s)
{
    if (!s->settings.public || registry_person_count(s->registry))
        return true;
    fputs("planassure: --public needs people with passwords, and there are none: make the first "
          "lead with \"planassure serve --add-user NAME --role lead\"\n",
        stderr);
    return false;
}

static int serve(const struct server_settings *settings, int signals)
{
    struct arena *arena = arena_new();
    struct server s = {.settings = *settings};
    struct workers *workers = NULL;
    int status = EXIT_WRONG;
    s.engine = pa_engine_new(settings->data_folder);
    find_frameworks(&s, arena);
    if (!s.framework_count) {
        fputs("planassure: no pack is installed, so no plan could be checked: install planassure, "
              "or set PLANASSURE_DATA to the folder that holds rules/ and schemas/\n",
            stderr);
        goto out;
    }
    workers = workers_new(s.engine, settings->workers); /* before there is anything to inherit */
    s.registry = workers ? open_registry(settings->folder) : NULL;
    if (!s.registry || !may_be_public(&s))
        goto out;
    s.key = key_open(settings->folder);
    if (!s.key)
        goto out;
    s.rate = rate_new();
    s.checks = checks_new(s.registry, workers);
    if (!s.checks)
        goto out;
    const struct http_handler handler = dispatch_handler(&s);
    s.http = http_new(settings->listen, settings->port, &handler);
    if (!s.http) {
        fprintf(stderr, "planassure: cannot listen on %s port %u: %s\n", settings->listen,
            settings->port, strerror(errno));
        goto out;
    }
    say_where(&s);
    checks_wake(s.checks);
    loop(&s, signals);
    status = EXIT_FINE;
out:
    http_free(s.http);
    checks_free(s.checks);
    workers_free(workers);
    rate_free(s.rate);
    key_free(s.key);
    if (s.engine)
        pa_engine_free(s.engine);
    if (s.registry)
        registry_close(s.registry);
    arena_free(arena);
    return status;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct serve_options o;
    int status = EXIT_WRONG;
    if (!settings_parse(arena, argc, argv, &o))
        ;
    else if (o.check_seal)
        status = seal_check(o.check_seal, o.key);
    else if (!settings_folder(&o.settings))
        ;
    else if (o.add_user) {
        struct registry *registry = open_registry(o.settings.folder);
        if (registry && people_add(registry, o.add_user, o.role))
            status = EXIT_FINE;
        if (registry)
            registry_close(registry);
    } else {
        int signals = catch_signals();
        status = signals < 0 ? EXIT_WRONG : serve(&o.settings, signals);
    }
    arena_free(arena);
    return status;
}
