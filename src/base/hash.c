/* The border to nettle, whose SHA-256 uses the processor's own instructions where it has them: a
 * plan and its pack are hashed at every start. */
#include "base/hash.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "base/mem.h"

struct hash {
    struct sha256_ctx state;
};

static void sha256(const void *data, size_t len, uint8_t sum[SHA256_DIGEST_SIZE])
{
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, len, data);
    sha256_digest(&state, SHA256_DIGEST_SIZE, sum);
}

static void print_hex(const uint8_t sum[SHA256_DIGEST_SIZE], char out[HASH_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_DIGEST_SIZE; i++) {
        out[2 * i] = digits[sum[i] >> 4];
        out[2 * i + 1] = digits[sum[i] & 15];
    }
    out[HASH_SHA256_HEX - 1] = '\0';
}

struct hash *hash_new(void)
{
    struct hash *h = xmalloc(sizeof *h);
    sha256_init(&h->state);
    return h;
}

void hash_add(struct hash *h, const void *data, size_t len)
{
    sha256_update(&h->state, len, data);
}

void hash_end(struct hash *h, char out[HASH_SHA256_HEX])
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_digest(&h->state, sizeof sum, sum);
    print_hex(sum, out);
    xfree(h);
}

void hash_sha256_hex(const void *data, size_t len, char out[HASH_SHA256_HEX])
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256(data, len, sum);
    print_hex(sum, out);
}

void hash_sha256_base64(const void *data, size_t len, char out[HASH_SHA256_BASE64])
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256(data, len, sum);
    base64_encode_raw(out, sizeof sum, sum);
    out[HASH_SHA256_BASE64 - 1] = '\0';
}
