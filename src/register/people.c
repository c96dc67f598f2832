/* People and their roles. */
#include <string.h>

#include "base/limits.h"
#include "register/registry.h"
#include "register/secret.h"

static const char local_name[] = "local";

bool person_is_lead(const struct person *who)
{
    return !who || who->role == ROLE_LEAD;
}

void person_read(struct statement *s, int column, struct arena *arena, struct person *out)
{
    out->id = statement_int(s, column);
    out->name = statement_text(s, column + 1, arena);
    out->shown = statement_text(s, column + 2, arena);
    out->role = (enum role)statement_int(s, column + 3);
    out->active = statement_int(s, column + 4) != 0;
}

static bool is_login_name(const char *name)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@";
    size_t len = name ? strlen(name) : 0;
    return len > 0 && len <= LIMIT_NAME && strspn(name, allowed) == len;
}

static bool is_password(const char *password)
{
    size_t len = password ? strlen(password) : 0;
    return len >= LIMIT_PASSWORD_MIN && len <= LIMIT_PASSWORD_BYTES;
}

/* NULL when there is no memory for it. Holds nothing but other passwords up. */
static const char *hash_password(struct registry *reg, struct arena *arena, const char *password)
{
    pthread_mutex_lock(&reg->hashing);
    const char *hash = secret_password(arena, password);
    pthread_mutex_unlock(&reg->hashing);
    return hash;
}

static enum registry_status insert(struct registry *reg, const struct person *who, const char *name,
    const char *shown, const char *hash, enum role role, int64_t *id)
{
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    enum registry_status status =
        registry_step(reg, database_run(reg->db,
                               "INSERT INTO person (name, shown, password, role, active, made)"
                               " VALUES (?, ?, ?, ?, 1, ?)",
                               "tttii", name, shown, hash, (int64_t)role, registry_now(reg)));
    if (status == REGISTRY_OK && id)
        *id = database_last_id(reg->db);
    if (status == REGISTRY_OK && !audit_add(reg, who, "person-add", name, role_name(role)))
        status = REGISTRY_FAILED;
    return change_end(reg, status);
}

enum registry_status registry_person_add(struct registry *reg, const struct person *who,
    const char *name, const char *shown, const char *password, enum role role, int64_t *id)
{
    if (!person_is_lead(who))
        return REGISTRY_DENIED;
    if (!is_login_name(name) || strcmp(name, local_name) == 0 || !is_password(password) ||
        !text_is_plain(shown, LIMIT_NAME))
        return REGISTRY_INVALID;
    struct arena *arena = arena_new();
    const char *hash = hash_password(reg, arena, password);
    enum registry_status status =
        hash ? insert(reg, who, name, shown, hash, role, id) : REGISTRY_LATER;
    arena_free(arena);
    return status;
}

static bool find(struct registry *reg, int64_t id, struct arena *arena, struct person *out)
{
    struct statement *s = database_prepare(
        reg->db, "SELECT " PERSON_COLUMNS " FROM person p WHERE p.id = ?", "i", id);
    bool found = statement_step(s) == STEP_ROW;
    if (found)
        person_read(s, 0, arena, out);
    statement_free(s);
    return found;
}

static bool is_last_lead(struct registry *reg, const struct person *p)
{
    return p->active && p->role == ROLE_LEAD &&
           database_number(reg->db, 0,
               "SELECT count(*) FROM person WHERE active AND role = ? AND password IS NOT NULL"
               " AND id <> ?",
               "ii", (int64_t)ROLE_LEAD, p->id) == 0;
}

static enum registry_status allow(
    const struct person *who, int64_t id, const struct person_change *c)
{
    if (!person_is_lead(who) && (who->id != id || c->role || c->active))
        return REGISTRY_DENIED;
    if ((c->shown && !text_is_plain(c->shown, LIMIT_NAME)) ||
        (c->password && !is_password(c->password)))
        return REGISTRY_INVALID;
    return REGISTRY_OK;
}

/* Changes one column each, and says in the log what kind of change it was. */
static enum registry_status write_change(struct registry *reg, const struct person *who,
    const struct person *p, const struct person_change *c, const char *hash)
{
    bool ok = true;
    if (c->shown)
        ok &= database_run(reg->db, "UPDATE person SET shown = ? WHERE id = ?", "ti", c->shown,
                  p->id) == STEP_DONE &&
              audit_add(reg, who, "person-change", p->name, "shown name");
    if (hash)
        ok &= database_run(reg->db, "UPDATE person SET password = ? WHERE id = ?", "ti", hash,
                  p->id) == STEP_DONE &&
              audit_add(reg, who, "person-change", p->name, "password");
    if (c->role)
        ok &= database_run(reg->db, "UPDATE person SET role = ? WHERE id = ?", "ii",
                  (int64_t)*c->role, p->id) == STEP_DONE &&
              audit_add(reg, who, "person-change", p->name, role_name(*c->role));
    if (c->active)
        ok &= database_run(reg->db, "UPDATE person SET active = ? WHERE id = ?", "ii",
                  (int64_t)*c->active, p->id) == STEP_DONE &&
              audit_add(reg, who, "person-change", p->name, *c->active ? "active" : "inactive");
    if (hash || c->role || (c->active && !*c->active))
        ok &=
            database_run(reg->db, "DELETE FROM session WHERE person = ?", "i", p->id) == STEP_DONE;
    if (c->active && !*c->active)
        ok &= database_run(reg->db, "DELETE FROM token WHERE person = ?", "i", p->id) == STEP_DONE;
    return ok ? REGISTRY_OK : registry_failed(reg, "a person cannot be changed");
}

static enum registry_status change(struct registry *reg, const struct person *who, int64_t id,
    const struct person_change *c, const char *hash, struct arena *arena)
{
    struct person p;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    enum registry_status status = REGISTRY_OK;
    if (!find(reg, id, arena, &p))
        status = REGISTRY_ABSENT;
    else if (strcmp(p.name, local_name) == 0 && (c->password || c->role || c->active))
        status = REGISTRY_INVALID;
    else if (((c->role && *c->role != ROLE_LEAD) || (c->active && !*c->active)) &&
             is_last_lead(reg, &p))
        status = REGISTRY_TAKEN;
    else
        status = write_change(reg, who, &p, c, hash);
    return change_end(reg, status);
}

enum registry_status registry_person_change(
    struct registry *reg, const struct person *who, int64_t id, const struct person_change *c)
{
    enum registry_status status = allow(who, id, c);
    if (status != REGISTRY_OK)
        return status;
    struct arena *arena = arena_new();
    const char *hash = c->password ? hash_password(reg, arena, c->password) : NULL;
    status = c->password && !hash ? REGISTRY_LATER : change(reg, who, id, c, hash, arena);
    arena_free(arena);
    return status;
}

enum registry_status registry_people(struct registry *reg, const struct person *who,
    struct arena *arena, struct person **list, size_t *count)
{
    VEC(struct person) people = {0};
    *list = NULL;
    *count = 0;
    if (!person_is_lead(who))
        return REGISTRY_DENIED;
    reading_begin(reg);
    enum step step;
    struct statement *s = database_prepare(
        reg->db, "SELECT " PERSON_COLUMNS " FROM person p ORDER BY p.name, p.id", "");
    while ((step = statement_step(s)) == STEP_ROW) {
        struct person p;
        person_read(s, 0, arena, &p);
        VEC_PUSH(&people, p);
    }
    statement_free(s);
    enum registry_status status = registry_step(reg, step);
    reading_end(reg);
    *list = arena_array(arena, people.n + 1, sizeof **list);
    if (people.n)
        memcpy(*list, people.v, people.n * sizeof **list);
    *count = people.n;
    xfree(people.v);
    return status;
}

static size_t count_people(struct registry *reg)
{
    return (size_t)database_number(
        reg->db, 0, "SELECT count(*) FROM person WHERE active AND password IS NOT NULL", "");
}

size_t registry_person_count(struct registry *reg)
{
    reading_begin(reg);
    size_t count = count_people(reg);
    reading_end(reg);
    return count;
}

enum registry_status registry_person_local(
    struct registry *reg, struct arena *arena, struct person *out)
{
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    if (count_people(reg) > 0)
        return change_end(reg, REGISTRY_DENIED);
    enum registry_status status =
        registry_step(reg, database_run(reg->db,
                               "INSERT INTO person (name, shown, role, active, made)"
                               " VALUES (?, 'On this computer', ?, 1, ?) ON CONFLICT DO NOTHING",
                               "tii", local_name, (int64_t)ROLE_LEAD, registry_now(reg)));
    int64_t id =
        database_number(reg->db, 0, "SELECT id FROM person WHERE name = ?", "t", local_name);
    if (status == REGISTRY_OK && !find(reg, id, arena, out))
        status = registry_failed(reg, "the local person is not there");
    return change_end(reg, status);
}
