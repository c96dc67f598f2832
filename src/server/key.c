/* See key.h. The border to libsodium's signatures. */
#include "config.h"

#include "server/key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

struct key {
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    char public_hex[KEY_HEX];
};

_Static_assert(KEY_HEX == crypto_sign_PUBLICKEYBYTES * 2 + 1, "a public key as digits");
_Static_assert(SEAL_HEX == crypto_sign_BYTES * 2 + 1, "a seal as digits");

/* The whole file is on the disk before the name is: a half key is never read. */
static bool write_key(const char *path, const char *folder, const char *text)
{
    struct arena *arena = arena_new();
    char *beside = arena_printf(arena, "%s.new", path);
    size_t len = strlen(text);
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    ok = ok && rename(beside, path) == 0;
    int dir = ok ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    ok = ok && dir >= 0 && fsync(dir) == 0;
    if (dir >= 0)
        close(dir);
    arena_free(arena);
    return ok;
}

static bool make(struct key *key, const char *path, const char *folder)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES], seed[crypto_sign_SEEDBYTES];
    char text[crypto_sign_SEEDBYTES * 2 + 2];
    randombytes_buf(seed, sizeof seed);
    crypto_sign_seed_keypair(public, key->secret, seed);
    sodium_bin2hex(text, sizeof text, seed, sizeof seed);
    memcpy(text + sizeof seed * 2, "\n", 2);
    bool ok = write_key(path, folder, text);
    sodium_memzero(text, sizeof text);
    sodium_memzero(seed, sizeof seed);
    return ok;
}

static bool load(struct key *key, const char *path)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES], seed[crypto_sign_SEEDBYTES];
    char *text;
    size_t len, n;
    if (file_read(path, 1000, &text, &len) != FILE_OK)
        return false;
    bool ok = sodium_hex2bin(seed, sizeof seed, text, len, "\n", &n, NULL) == 0 && n == sizeof seed;
    if (ok)
        crypto_sign_seed_keypair(public, key->secret, seed);
    sodium_memzero(text, len);
    sodium_memzero(seed, sizeof seed);
    xfree(text);
    return ok;
}

struct key *key_open(const char *folder)
{
    struct key *key = xcalloc(1, sizeof *key);
    struct arena *arena = arena_new();
    char *path = file_join(arena, folder, "seal.key");
    bool ok = sodium_init() >= 0;
    ok = ok && (file_exists(path) ? load(key, path) : make(key, path, folder));
    if (ok)
        sodium_bin2hex(key->public_hex, sizeof key->public_hex, key->secret + crypto_sign_SEEDBYTES,
            crypto_sign_PUBLICKEYBYTES);
    else {
        fprintf(stderr, "planassure: the key in %s cannot be read or made\n", path);
        xfree(key);
        key = NULL;
    }
    arena_free(arena);
    return key;
}

void key_free(struct key *key)
{
    if (key)
        sodium_memzero(key, sizeof *key);
    xfree(key);
}

const char *key_public(const struct key *key)
{
    return key->public_hex;
}

void key_sign(const struct key *key, const void *bytes, size_t len, char seal[SEAL_HEX])
{
    unsigned char signature[crypto_sign_BYTES];
    crypto_sign_detached(signature, NULL, bytes, len, key->secret);
    sodium_bin2hex(seal, SEAL_HEX, signature, sizeof signature);
}

bool key_fits(const char *public_key, const void *bytes, size_t len, const char *seal)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
    size_t n;
    if (sodium_init() < 0 || strlen(public_key) != KEY_HEX - 1 || strlen(seal) != SEAL_HEX - 1)
        return false;
    return sodium_hex2bin(public, sizeof public, public_key, KEY_HEX - 1, NULL, &n, NULL) == 0 &&
           n == sizeof public &&
           sodium_hex2bin(signature, sizeof signature, seal, SEAL_HEX - 1, NULL, &n, NULL) == 0 &&
           n == sizeof signature && crypto_sign_verify_detached(signature, bytes, len, public) == 0;
}
