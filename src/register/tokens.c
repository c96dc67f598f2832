/* Tokens with which programs act for a person. */
#include <string.h>

#include "base/limits.h"
#include "register/registry.h"
#include "register/secret.h"

enum registry_status registry_token_add(
    struct registry *reg, const struct person *who, const char *label, char secret[REGISTRY_SECRET])
{
    char hash[HASH_SHA256_HEX];
    if (!who)
        return REGISTRY_DENIED;
    if (!text_is_plain(label, LIMIT_NAME))
        return REGISTRY_INVALID;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    if (database_number(reg->db, 0, "SELECT count(*) FROM token WHERE person = ?", "i", who->id) >=
        (int64_t)LIMIT_ACCESS_TOKENS)
        return change_end(reg, REGISTRY_TAKEN);
    secret_random(secret);
    secret_hash(secret, hash);
    enum registry_status status = registry_step(
        reg, database_run(reg->db,
                 "INSERT INTO token (hash, person, label, made, used) VALUES (?, ?, ?, ?, 0)",
                 "titi", hash, who->id, label, registry_now(reg)));
    if (status == REGISTRY_OK && !audit_add(reg, who, "token-add", who->name, label))
        status = REGISTRY_FAILED;
    return change_end(reg, status);
}

enum registry_status registry_tokens(struct registry *reg, const struct person *who,
    struct arena *arena, struct token **list, size_t *count)
{
    *list = arena_array(arena, LIMIT_ACCESS_TOKENS, sizeof **list);
    *count = 0;
    if (!who)
        return REGISTRY_DENIED;
    reading_begin(reg);
    enum step step;
    struct statement *s = database_prepare(reg->db,
        "SELECT id, made, used, label FROM token WHERE person = ? ORDER BY id LIMIT ?", "ii",
        who->id, (int64_t)LIMIT_ACCESS_TOKENS);
    while ((step = statement_step(s)) == STEP_ROW)
        (*list)[(*count)++] = (struct token){.id = statement_int(s, 0),
            .made = statement_int(s, 1),
            .used = statement_int(s, 2),
            .label = statement_text(s, 3, arena)};
    statement_free(s);
    enum registry_status status = registry_step(reg, step);
    reading_end(reg);
    return status;
}

enum registry_status registry_token_end(struct registry *reg, const struct person *who, int64_t id)
{
    if (!who)
        return REGISTRY_DENIED;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    enum registry_status status = registry_step(reg,
        database_run(reg->db, "DELETE FROM token WHERE id = ? AND person = ?", "ii", id, who->id));
    if (status == REGISTRY_OK && database_changes(reg->db) == 0)
        status = REGISTRY_ABSENT;
    else if (status == REGISTRY_OK && !audit_add(reg, who, "token-end", who->name, NULL))
        status = REGISTRY_FAILED;
    return change_end(reg, status);
}

enum registry_status registry_token(
    struct registry *reg, const char *secret, struct arena *arena, struct person *out)
{
    enum { MINUTE = 60 }; /* "used" need not be sharper: each note is a sync of the disk */
    char hash[HASH_SHA256_HEX];
    if (!secret || strlen(secret) != REGISTRY_SECRET - 1)
        return REGISTRY_ABSENT;
    int64_t now = registry_now(reg), id = 0, used = 0;
    secret_hash(secret, hash);
    reading_begin(reg);
    struct statement *s = database_prepare(reg->db,
        "SELECT " PERSON_COLUMNS ", t.id, t.used FROM token t JOIN person p ON p.id = t.person"
        " WHERE t.hash = ? AND p.active",
        "t", hash);
    bool found = statement_step(s) == STEP_ROW;
    if (found) {
        person_read(s, 0, arena, out);
        id = statement_int(s, 5);
        used = statement_int(s, 6);
    }
    statement_free(s);
    if (found && now - used > MINUTE)
        database_run(reg->db, "UPDATE token SET used = ? WHERE id = ?", "ii", now, id);
    reading_end(reg);
    return found ? REGISTRY_OK : REGISTRY_ABSENT;
}
