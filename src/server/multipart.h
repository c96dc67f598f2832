/* multipart/form-data (RFC 7578) as it comes in, piece by piece, in memory that does not grow with
 * what is sent. What is not well formed ends the parse; what was handed out until then is void. */
#ifndef SERVER_MULTIPART_H
#define SERVER_MULTIPART_H

#include <stdbool.h>
#include <stddef.h>

struct multipart;

struct part {
    const char *name;
    const char *file_name; /* as it was sent; NULL: a field, no file */
};

/* Each returns false to refuse: the parse then ends as for a mistake. */
struct multipart_sink {
    bool (*begin)(void *user, const struct part *); /* strings live until it returns */
    bool (*data)(void *user, const char *bytes, size_t len);
    bool (*end)(void *user);
    void *user;
};

/* `content_type` is the whole header. NULL when it is no multipart/form-data with a boundary of 1
 * to 70 characters. Free with multipart_free(). */
struct multipart *multipart_new(const char *content_type, const struct multipart_sink *);
void multipart_free(struct multipart *);
/* The next bytes; false once something was wrong or refused. */
bool multipart_feed(struct multipart *, const char *bytes, size_t len);
/* At the end: did the closing boundary come, and all before it well formed? */
bool multipart_complete(const struct multipart *);

#endif
