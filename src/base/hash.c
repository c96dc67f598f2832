/* The border to nettle, whose SHA-256 uses the processor's own instructions where it has them: a
 * plan and its pack are hashed at every start. */
#include "base/hash.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

static void sha256(const void *data, size_t len, uint8_t sum[SHA256_DIGEST_SIZE])
{
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, len, data);
    sha256_digest(&state, SHA256_DIGEST_SIZE, sum);
}

void hash_sha256_hex(const void *data, size_t len, char out[HASH_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256(data, len, sum);
    for (size_t i = 0; i < sizeof sum; i++) {
        out[2 * i] = digits[sum[i] >> 4];
        out[2 * i + 1] = digits[sum[i] & 15];
    }
    out[HASH_SHA256_HEX - 1] = '\0';
}

void hash_sha256_base64(const void *data, size_t len, char out[HASH_SHA256_BASE64])
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256(data, len, sum);
    base64_encode_raw(out, sizeof sum, sum);
    out[HASH_SHA256_BASE64 - 1] = '\0';
}
