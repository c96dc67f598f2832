/* Logging in, and what stands for a login afterwards: sessions of browsers and tokens of programs.
 * Of each only a hash is kept, so that a copy of the database logs nobody in. */
#include <string.h>

#include "base/limits.h"
#include "register/registry.h"
#include "register/secret.h"

/* The forms of a session carry a hash of its id: nothing more to keep, and nobody without the id
 * can make it. */
static void derive_csrf(struct session *out, const char *secret)
{
    char hex[HASH_SHA256_HEX];
    struct arena *arena = arena_new();
    secret_hash(arena_printf(arena, "form %s", secret), hex);
    arena_free(arena);
    memcpy(out->csrf, hex, REGISTRY_SECRET - 1);
    out->csrf[REGISTRY_SECRET - 1] = '\0';
}

/* ---- attempts ---- */

/* Counts an attempt as failed before it is made, so that many at once cannot slip through. */
static bool count_attempt(struct registry *reg, const char *key, uint32_t most, bool *allowed)
{
    int64_t now = registry_now(reg), oldest = now - (int64_t)LIMIT_LOGIN_WINDOW;
    struct statement *s = database_prepare(reg->db,
        "INSERT INTO attempt (key, since, failures) VALUES (?1, ?2, 1) ON CONFLICT (key) DO UPDATE"
        " SET failures = CASE WHEN since <= ?3 THEN 1 ELSE failures + 1 END,"
        " since = CASE WHEN since <= ?3 THEN ?2 ELSE since END RETURNING failures",
        "tii", key, now, oldest);
    enum step step = statement_step(s);
    if (step == STEP_ROW && statement_int(s, 0) > (int64_t)most)
        *allowed = false;
    while (step == STEP_ROW)
        step = statement_step(s);
    statement_free(s);
    return step == STEP_DONE;
}

/* The three keys of an attempt: who from where, who, from where. */
static void attempt_keys(
    struct arena *arena, const char *name, const char *from, const char *keys[3])
{
    char *lower = arena_strdup(arena, name);
    for (char *c = lower; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 'a' - 'A');
    keys[0] = arena_printf(arena, "both %s %s", lower, from);
    keys[1] = arena_printf(arena, "name %s", lower);
    keys[2] = arena_printf(arena, "from %s", from);
}

static enum registry_status begin_attempt(struct registry *reg, const char *const keys[3])
{
    bool allowed = true, ok = true;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    ok &= database_run(reg->db, "DELETE FROM attempt WHERE since <= ?", "i",
              registry_now(reg) - (int64_t)LIMIT_LOGIN_WINDOW) == STEP_DONE;
    for (size_t i = 0; ok && i < 3; i++)
        ok = count_attempt(
            reg, keys[i], i == 0 ? LIMIT_LOGIN_ATTEMPTS : LIMIT_LOGIN_FAILURES, &allowed);
    enum registry_status status =
        change_end(reg, ok ? REGISTRY_OK : registry_failed(reg, "an attempt cannot be counted"));
    return status == REGISTRY_OK && !allowed ? REGISTRY_LATER : status;
}

/* A success takes its own count back; the others keep theirs of earlier failures. */
static bool forgive(struct registry *reg, const char *const keys[3])
{
    bool ok = database_run(reg->db, "DELETE FROM attempt WHERE key = ?", "t", keys[0]) == STEP_DONE;
    for (size_t i = 1; i < 3; i++)
        ok &= database_run(reg->db, "UPDATE attempt SET failures = failures - 1 WHERE key = ?", "t",
                  keys[i]) == STEP_DONE;
    return ok;
}

/* ---- logging in ---- */

/* The person of a name and the hash of their password, or nobody's. */
static bool look_up(struct registry *reg, const char *name, struct arena *arena, struct person *out,
    const char **hash)
{
    reading_begin(reg);
    struct statement *s = database_prepare(reg->db,
        "SELECT " PERSON_COLUMNS ", p.password FROM person p"
        " WHERE p.name = ? AND p.active AND p.password IS NOT NULL",
        "t", name);
    bool found = statement_step(s) == STEP_ROW;
    if (found)
        person_read(s, 0, arena, out);
    *hash = found ? statement_text(s, 5, arena) : arena_strdup(arena, reg->nobody);
    statement_free(s);
    reading_end(reg);
    return found;
}

/* In an open change. */
static enum registry_status add_session(
    struct registry *reg, const struct person *p, char secret[REGISTRY_SECRET], struct session *out)
{
    char hash[HASH_SHA256_HEX];
    int64_t now = registry_now(reg);
    secret_random(secret);
    secret_hash(secret, hash);
    out->person = *p;
    out->expires = now + (int64_t)LIMIT_SESSION_IDLE;
    derive_csrf(out, secret);
    database_run(reg->db, "DELETE FROM session WHERE ends <= ?1 OR seen <= ?2", "ii", now,
        now - (int64_t)LIMIT_SESSION_IDLE);
    return registry_step(reg, database_run(reg->db, "INSERT INTO session VALUES (?, ?, ?, ?)",
                                  "tiii", hash, p->id, now, now + (int64_t)LIMIT_SESSION_SECONDS));
}

static enum registry_status refuse(struct registry *reg, const char *name)
{
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    enum registry_status status = change_end(
        reg, audit_add(reg, NULL, "login-failed", name, NULL) ? REGISTRY_OK : REGISTRY_FAILED);
    return status == REGISTRY_OK ? REGISTRY_DENIED : status;
}

static enum registry_status admit(struct registry *reg, const struct person *p,
    const char *const keys[3], char secret[REGISTRY_SECRET], struct session *out)
{
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    bool ok = forgive(reg, keys) && audit_add(reg, p, "login", p->name, NULL);
    return change_end(reg, ok ? add_session(reg, p, secret, out) : REGISTRY_FAILED);
}

enum registry_status registry_login(struct registry *reg, const char *name, const char *password,
    const char *from, struct arena *arena, char secret[REGISTRY_SECRET], struct session *out)
{
    const char *keys[3], *hash;
    if (!text_is_plain(name, LIMIT_NAME) || !password || !from ||
        strlen(password) > LIMIT_PASSWORD_BYTES)
        return REGISTRY_DENIED;
    attempt_keys(arena, name, text_tame(arena, from, LIMIT_NAME), keys);
    enum registry_status status = begin_attempt(reg, keys);
    if (status != REGISTRY_OK)
        return status;
    struct person p;
    bool found = look_up(reg, name, arena, &p, &hash);
    pthread_mutex_lock(&reg->hashing);
    bool fits = secret_password_fits(hash, password);
    pthread_mutex_unlock(&reg->hashing);
    return found && fits ? admit(reg, &p, keys, secret, out) : refuse(reg, name);
}

enum registry_status registry_session_local(
    struct registry *reg, struct arena *arena, char secret[REGISTRY_SECRET], struct session *out)
{
    struct person p;
    enum registry_status status = registry_person_local(reg, arena, &p);
    if (status != REGISTRY_OK)
        return status;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    return change_end(reg, add_session(reg, &p, secret, out));
}

enum registry_status registry_session(
    struct registry *reg, const char *secret, struct arena *arena, struct session *out)
{
    char hash[HASH_SHA256_HEX];
    if (!secret || strlen(secret) != REGISTRY_SECRET - 1)
        return REGISTRY_ABSENT;
    int64_t now = registry_now(reg), ends = 0, seen = 0;
    secret_hash(secret, hash);
    reading_begin(reg);
    struct statement *s = database_prepare(reg->db,
        "SELECT " PERSON_COLUMNS ", s.ends, s.seen FROM session s JOIN person p ON p.id = s.person"
        " WHERE s.hash = ?1 AND s.ends > ?2 AND s.seen > ?3 AND p.active",
        "tii", hash, now, now - (int64_t)LIMIT_SESSION_IDLE);
    bool found = statement_step(s) == STEP_ROW;
    if (found) {
        person_read(s, 0, arena, &out->person);
        ends = statement_int(s, 5);
        seen = statement_int(s, 6);
    }
    statement_free(s);
    /* not at each request: a commit is a sync of the disk */
    if (found && now - seen > (int64_t)LIMIT_SESSION_IDLE / 60)
        database_run(reg->db, "UPDATE session SET seen = ? WHERE hash = ?", "it", now, hash);
    reading_end(reg);
    if (!found)
        return REGISTRY_ABSENT;
    int64_t idle = now + (int64_t)LIMIT_SESSION_IDLE;
    out->expires = ends < idle ? ends : idle;
    derive_csrf(out, secret);
    return REGISTRY_OK;
}

enum registry_status registry_logout(struct registry *reg, const char *secret)
{
    char hash[HASH_SHA256_HEX];
    secret_hash(secret ? secret : "", hash);
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    enum registry_status status =
        registry_step(reg, database_run(reg->db, "DELETE FROM session WHERE hash = ?", "t", hash));
    if (status == REGISTRY_OK && database_changes(reg->db) == 0)
        status = REGISTRY_ABSENT;
    return change_end(reg, status);
}
