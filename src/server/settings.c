/* See settings.h. Defaults: this machine alone, port 8080, the user's own data folder. */
#include "config.h"

#include "server/settings.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"

enum option_key {
    KEY_LISTEN = 1,
    KEY_STORE,
    KEY_PUBLIC,
    KEY_TLS,
    KEY_HOST,
    KEY_WORKERS,
    KEY_ADD,
    KEY_ROLE,
    KEY_DATA,
    KEY_SEAL,
    KEY_KEY
};

static bool wrong(const char *what, const char *value)
{
    fprintf(stderr, "planassure: %s, not \"%s\"\n", what, value);
    return false;
}

static bool parse_number(const char *text, unsigned long most, unsigned long *out)
{
    size_t len = strlen(text);
    if (!len || len > 6 || strspn(text, "0123456789") != len)
        return false;
    *out = strtoul(text, NULL, 10);
    return *out <= most;
}

/* "127.0.0.1:8080", "[::1]:8080", ":8080" (this machine), "0.0.0.0:80". */
static bool parse_listen(struct arena *arena, const char *text, struct server_settings *s)
{
    const char *colon = strrchr(text, ':');
    unsigned long port;
    if (!colon || !parse_number(colon + 1, 65535, &port))
        return wrong("--listen takes an address and a port, as 127.0.0.1:8080", text);
    const char *address = arena_copy(arena, text, (size_t)(colon - text));
    size_t len = strlen(address);
    if (len > 2 && address[0] == '[' && address[len - 1] == ']')
        address = arena_copy(arena, address + 1, len - 2);
    if (len == 0 || strcmp(address, "localhost") == 0)
        address = "127.0.0.1";
    s->listen = address;
    s->port = (uint16_t)port;
    return true;
}

static const char *default_folder(struct arena *arena)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && data[0] == '/')
        return file_join(arena, data, "planassure");
    return file_join(arena, home && *home ? home : ".", ".local/share/planassure");
}

static bool take(struct arena *arena, int key, const char *value, struct serve_options *o)
{
    struct server_settings *s = &o->settings;
    unsigned long number;
    switch ((enum option_key)key) {
    case KEY_LISTEN:
        return parse_listen(arena, value, s);
    case KEY_STORE:
        s->folder = value;
        return true;
    case KEY_PUBLIC:
        return s->public = true;
    case KEY_TLS:
        return s->behind_tls = true;
    case KEY_HOST:
        if (s->host_count == sizeof s->hosts / sizeof *s->hosts)
            return wrong("--host may be given 16 times", value);
        s->hosts[s->host_count++] = value;
        return true;
    case KEY_WORKERS:
        if (!parse_number(value, 64, &number) || !number)
            return wrong("--workers takes a number from 1 to 64", value);
        s->workers = (unsigned)number;
        return true;
    case KEY_ADD:
        o->add_user = value;
        return true;
    case KEY_ROLE:
        return role_parse(value, &o->role) ||
               wrong("--role takes submitter, assessor or lead", value);
    case KEY_DATA:
        s->data_folder = value;
        return true;
    case KEY_SEAL:
        o->check_seal = value;
        return true;
    case KEY_KEY:
        o->key = value;
        return true;
    }
    return false;
}

static bool fits(const struct serve_options *o)
{
    const struct server_settings *s = &o->settings;
    if (!s->public && !http_is_loopback(s->listen))
        return wrong("without --public it listens on this machine alone", s->listen);
    if (s->behind_tls && !s->public) {
        fputs("planassure: --behind-tls goes with --public: a proxy lets others in\n", stderr);
        return false;
    }
    if (o->check_seal && !o->key) {
        fputs("planassure: --check-seal needs --key\n", stderr);
        return false;
    }
    return true;
}

bool settings_parse(struct arena *arena, int argc, char **argv, struct serve_options *out)
{
    static const struct option options[] = {{"listen", required_argument, NULL, KEY_LISTEN},
        {"data", required_argument, NULL, KEY_STORE}, {"public", no_argument, NULL, KEY_PUBLIC},
        {"behind-tls", no_argument, NULL, KEY_TLS}, {"host", required_argument, NULL, KEY_HOST},
        {"workers", required_argument, NULL, KEY_WORKERS},
        {"add-user", required_argument, NULL, KEY_ADD}, {"role", required_argument, NULL, KEY_ROLE},
        {"data-dir", required_argument, NULL, KEY_DATA},
        {"check-seal", required_argument, NULL, KEY_SEAL},
        {"key", required_argument, NULL, KEY_KEY}, {NULL, 0, NULL, 0}};
    *out = (struct serve_options){.role = ROLE_SUBMITTER};
    out->settings.listen = "127.0.0.1";
    out->settings.port = 8080;
    int key;
    while ((key = getopt_long(argc, argv, "", options, NULL)) != -1)
        if (key == '?' || !take(arena, key, optarg, out))
            return false;
    if (optind < argc)
        return wrong("serve takes options alone", argv[optind]);
    if (!out->settings.folder)
        out->settings.folder = default_folder(arena);
    return fits(out);
}

bool settings_folder(const struct server_settings *s)
{
    struct arena *arena = arena_new();
    char *path = arena_strdup(arena, s->folder);
    bool ok = true;
    for (char *c = path + 1; ok && *c; c++)
        if (*c == '/') {
            *c = '\0';
            ok = mkdir(path, 0700) == 0 || errno == EEXIST;
            *c = '/';
        }
    ok = ok && (mkdir(path, 0700) == 0 || (errno == EEXIST && file_is_folder(path)));
    if (!ok)
        fprintf(stderr, "planassure: cannot make the folder %s: %s\n", path, strerror(errno));
    arena_free(arena);
    return ok;
}
