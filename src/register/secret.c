/* What must not be guessed or read back. Session ids, tokens and submission ids are plain
 * randomness; passwords are slow to try, by argon2id. */
#include "register/secret.h"

#include <sodium.h>
#include <string.h>

#include "base/mem.h"

bool secret_start(void)
{
    return sodium_init() >= 0;
}

void secret_random(char out[REGISTRY_SECRET])
{
    unsigned char bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(
        out, REGISTRY_SECRET, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
}

void secret_id(char out[REGISTRY_ID])
{
    static const char digits[] = "abcdefghijkmnpqrstuvwxyz23456789"; /* 32; no l, o, 0, 1 */
    unsigned char bytes[REGISTRY_ID - 1];
    randombytes_buf(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        out[i] = digits[bytes[i] & 31];
    out[sizeof bytes] = '\0';
}

const char *secret_password(struct arena *arena, const char *password)
{
    char *out = arena_alloc(arena, crypto_pwhash_STRBYTES);
    return crypto_pwhash_str_alg(out, password, strlen(password),
               crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
               crypto_pwhash_ALG_ARGON2ID13) == 0
               ? out
               : NULL;
}

bool secret_password_fits(const char *hash, const char *password)
{
    return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}
