/* The key that signs sealed results (Ed25519): made when the server first starts, kept in its data
 * folder for its owner alone. */
#ifndef SERVER_KEY_H
#define SERVER_KEY_H

#include <stdbool.h>
#include <stddef.h>

#define KEY_HEX  65  /* a public key: 64 digits and a NUL */
#define SEAL_HEX 129 /* a seal: 128 digits and a NUL */

struct key;

/* Reads FOLDER/seal.key, or makes it. NULL after a message on standard error. */
struct key *key_open(const char *folder);
void key_free(struct key *);
const char *key_public(const struct key *);
void key_sign(const struct key *, const void *bytes, size_t len, char seal[SEAL_HEX]);
/* Was it signed by the key with this public half? False, too, when one of them is no such text. */
bool key_fits(const char *public_key, const void *bytes, size_t len, const char *seal);

#endif
