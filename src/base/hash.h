/* SHA-256 (FIPS 180-4) by nettle, and a fast hash for tables. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_SHA256_HEX    65 /* 64 digits and a NUL */
#define HASH_SHA256_BASE64 45 /* 44 letters and a NUL */

/* A sum over pieces, as over all of them in one. hash_end() gives it and frees the state. */
struct hash *hash_new(void);
void hash_add(struct hash *, const void *data, size_t len);
void hash_end(struct hash *, char out[HASH_SHA256_HEX]);

void hash_sha256_hex(const void *data, size_t len, char out[HASH_SHA256_HEX]);
void hash_sha256_base64(const void *data, size_t len, char out[HASH_SHA256_BASE64]);

/* FNV-1a, 64 bit: for hash tables only. */
static inline uint64_t hash_fnv(const char *s, size_t len)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h;
}

#endif
