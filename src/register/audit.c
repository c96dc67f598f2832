/* The audit log. Each entry carries the hash of itself and of the hash before it, so that a
 * changed, missing or added entry breaks the chain from there on; the last hash is kept a second
 * time, so that entries cut from the end are missed too. Who can write the file can still forge the
 * whole of it: copies of the last hash elsewhere are what holds against that. */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "register/registry.h"

static void add_field(struct hash *h, const char *text)
{
    char head[32];
    struct buf b;
    buf_init(&b, sizeof head);
    buf_printf(&b, "%zu:", strlen(text));
    hash_add(h, b.s, b.len);
    hash_add(h, text, strlen(text));
    buf_clear(&b);
}

static void add_number(struct hash *h, int64_t number)
{
    struct buf b;
    buf_init(&b, 32);
    buf_printf(&b, "%lld", (long long)number);
    add_field(h, buf_str(&b));
    buf_clear(&b);
}

static void chain(const char *before, const struct audit_entry *e, char out[HASH_SHA256_HEX])
{
    struct hash *h = hash_new();
    add_field(h, before);
    add_number(h, e->id);
    add_number(h, e->at);
    add_field(h, e->who);
    add_field(h, e->action);
    add_field(h, e->subject);
    add_field(h, e->detail);
    hash_end(h, out);
}

static const char *last_hash(struct registry *reg, struct arena *arena)
{
    struct statement *s =
        database_prepare(reg->db, "SELECT value FROM setting WHERE name = 'audit'", "");
    const char *hash = statement_step(s) == STEP_ROW ? statement_text(s, 0, arena) : "";
    statement_free(s);
    return hash;
}

bool audit_add(struct registry *reg, const struct person *who, const char *action,
    const char *subject, const char *detail)
{
    struct arena *arena = arena_new();
    char hash[HASH_SHA256_HEX];
    struct audit_entry e = {.at = registry_now(reg),
        .who = who ? who->name : "",
        .action = action,
        .subject = subject ? text_tame(arena, subject, LIMIT_NAME) : "",
        .detail = detail ? text_tame(arena, detail, LIMIT_NAME) : ""};
    e.id = 1 + database_number(reg->db, 0, "SELECT max(id) FROM audit", "");
    chain(last_hash(reg, arena), &e, hash);
    bool ok = database_run(reg->db, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", "iittttt",
                  e.id, e.at, e.who, e.action, e.subject, e.detail, hash) == STEP_DONE &&
              database_run(reg->db, "INSERT OR REPLACE INTO setting VALUES ('audit', ?)", "t",
                  hash) == STEP_DONE;
    if (!ok)
        registry_failed(reg, "the audit log cannot be written");
    arena_free(arena);
    return ok;
}

enum registry_status registry_audit(struct registry *reg, const struct person *who,
    const char *action, const char *subject, const char *detail)
{
    if (!text_is_plain(action, LIMIT_NAME))
        return REGISTRY_INVALID;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    return change_end(
        reg, audit_add(reg, who, action, subject, detail) ? REGISTRY_OK : REGISTRY_FAILED);
}

#define COLUMNS "SELECT id, at, who, action, subject, detail, hash FROM audit "

static void read_entry(struct statement *s, struct arena *arena, struct audit_entry *out)
{
    out->id = statement_int(s, 0);
    out->at = statement_int(s, 1);
    out->who = statement_text(s, 2, arena);
    out->action = statement_text(s, 3, arena);
    out->subject = statement_text(s, 4, arena);
    out->detail = statement_text(s, 5, arena);
}

enum registry_status registry_audit_list(struct registry *reg, const struct person *who,
    int64_t before, size_t limit, struct arena *arena, struct audit_entry **list, size_t *count)
{
    *list = NULL;
    *count = 0;
    if (!person_is_lead(who))
        return REGISTRY_DENIED;
    size_t room = limit && limit < LIMIT_LIST ? limit : LIMIT_LIST;
    *list = arena_array(arena, room, sizeof **list);
    reading_begin(reg);
    enum step step;
    struct statement *s = database_prepare(reg->db,
        COLUMNS "WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2", "ii", before, (int64_t)room);
    while ((step = statement_step(s)) == STEP_ROW)
        read_entry(s, arena, &(*list)[(*count)++]);
    statement_free(s);
    enum registry_status status = registry_step(reg, step);
    reading_end(reg);
    return status;
}

/* One entry against the hash before it, which becomes its own. */
static bool follows(struct statement *s, int64_t id, char hash[HASH_SHA256_HEX])
{
    struct arena *arena = arena_new();
    struct audit_entry e;
    read_entry(s, arena, &e);
    char computed[HASH_SHA256_HEX];
    chain(hash, &e, computed);
    bool ok = e.id == id && strcmp(computed, statement_text(s, 6, arena)) == 0;
    memcpy(hash, computed, sizeof computed);
    arena_free(arena);
    return ok;
}

bool registry_audit_verify(struct registry *reg, int64_t *broken)
{
    char hash[HASH_SHA256_HEX] = "";
    int64_t id = 0;
    bool ok = true;
    struct arena *arena = arena_new();
    reading_begin(reg);
    struct statement *s = database_prepare(reg->db, COLUMNS "ORDER BY id", "");
    while (ok && statement_step(s) == STEP_ROW)
        ok = follows(s, ++id, hash);
    statement_free(s);
    if (ok && strcmp(hash, last_hash(reg, arena)) != 0) {
        ok = false; /* entries are missing at the end */
        id++;
    }
    reading_end(reg);
    arena_free(arena);
    *broken = ok ? 0 : id;
    return ok;
}
