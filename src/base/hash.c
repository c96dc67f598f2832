/* The border to libmd. */
#include "base/hash.h"

#include <sha2.h>
#include <sys/types.h>

void hash_sha256_hex(const void *data, size_t len, char out[HASH_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char sum[SHA256_DIGEST_LENGTH];
    SHA2_CTX state;
    SHA256Init(&state);
    SHA256Update(&state, data, len);
    SHA256Final(sum, &state);
    for (size_t i = 0; i < sizeof sum; i++) {
        out[2 * i] = digits[sum[i] >> 4];
        out[2 * i + 1] = digits[sum[i] & 15];
    }
    out[HASH_SHA256_HEX - 1] = '\0';
}
