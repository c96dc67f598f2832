/* Files: read whole under a cap, written whole or not at all, found in the data folder. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum file_status {
    FILE_OK,
    FILE_MISSING, /* no such file */
    FILE_DENIED,  /* no permission */
    FILE_IS_FOLDER,
    FILE_TOO_LARGE, /* longer than the cap */
    FILE_FAILED,    /* another error of the system: errno is set */
};

/* Reads all of `path` ("-" is standard input), at most `max` bytes, NUL-terminated, into memory
 * that the caller frees with xfree(). Nothing is returned in `*text` unless FILE_OK. */
enum file_status file_read(const char *path, size_t max, char **text, size_t *len);
/* Why a read failed, for people: "there is no such file". */
const char *file_status_text(enum file_status);
/* Writes `len` bytes beside `path` and renames: a reader sees the old file or the whole new one.
 * "-" is standard output. False and errno on failure, with no partial file left. */
bool file_write(const char *path, const char *text, size_t len);
/* All of the bytes, whatever interrupts; false and errno. */
bool file_write_all(int fd, const char *s, size_t len);
/* Adds `len` bytes to the end of `path`, which is made when it is not there; unless it would then
 * be longer than `max`: false and EFBIG, and nothing is added. */
bool file_append(const char *path, const char *text, size_t len, size_t max);
bool file_is_folder(const char *path);
/* True also when the system cannot tell (an error of the disk): reading it will say why, while a
 * file that is taken for missing would change an answer in silence. */
bool file_exists(const char *path);
/* `folder`/`name` in the arena. */
char *file_join(struct arena *, const char *folder, const char *name);
/* The part after the last slash; points into `path`. */
const char *file_base_name(const char *path);
/* Names in a folder, sorted by bytes, hidden ones left out; NULL when it cannot be read, also
 * when only its end cannot (errno is set). The array and names are in the arena. */
char **file_list(struct arena *, const char *folder, size_t *count);
/* Where a part of the program lies (a helper program, an image): in $PLANASSURE_LIBEXEC when that
 * is set, else beside the program when it is there, else in the folder it was installed with. */
char *file_part(struct arena *, const char *name);
/* The data folder that holds rules/ and schemas/: `given` when not NULL, else $PLANASSURE_DATA,
 * else the folder the program was installed with. */
const char *file_data_folder(const char *given);

#endif
