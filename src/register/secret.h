/* The border to libsodium: randomness, and passwords by argon2id. Private to register/. */
#ifndef REGISTER_SECRET_H
#define REGISTER_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "register/register.h"

struct arena;

/* Once before the others, by any number of threads; false when the system has no randomness. */
bool secret_start(void);
/* 32 random bytes as base64url, and 130 random bits as small letters and digits. */
void secret_random(char out[REGISTRY_SECRET]);
void secret_id(char out[REGISTRY_ID]);
/* argon2id with libsodium's "interactive" cost (64 MiB, some 0.1 s) and a salt of its own; NULL
 * when there is no memory for it. */
const char *secret_password(struct arena *, const char *password);
bool secret_password_fits(const char *hash, const char *password);

#endif
