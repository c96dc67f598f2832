/* A folder of files that appears whole or not at all: it is written beside its place under a name
 * of its own and then renamed. A list of its files is kept in it, so that a later run replaces what
 * an earlier one made, and nothing else. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

struct folder;

/* Begins a folder at `path`. `kind` ("planassure-portfolio/1") marks it. NULL, and a sentence for
 * people in `*why` (static, or valid until the next call), when `path` is taken by something that
 * is no such folder, or holds files that are not on its list; or with errno when the system
 * refuses. An empty folder may be replaced. */
struct folder *folder_begin(const char *path, const char *kind, const char **why);
/* Adds a file. Names are letters, digits, ".", "-" and "_", and begin with a letter; no name twice.
 * False with errno. */
bool folder_add(struct folder *, const char *name, const char *text, size_t len);
/* Puts the folder in its place and frees it; the one that stood there is removed. False with errno:
 * then what stood there stands there still. */
bool folder_finish(struct folder *);
/* Removes what was written and frees it. NULL is allowed. It needs no memory, so that it can be
 * called when there is none. */
void folder_abandon(struct folder *);

#endif
