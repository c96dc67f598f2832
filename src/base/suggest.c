/* The optimal string alignment distance (Damerau's four errors, no letter edited twice), three rows
 * of the table at a time. Long words are not misspelt names: they get no suggestion. */
#include "base/suggest.h"

#include <stdint.h>
#include <string.h>

#define WORD_LETTERS 64

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][WORD_LETTERS + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *twice = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = least(above[j], row[j - 1]) + 1;
            row[j] = least(row[j], above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], twice[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

const char *suggest(const char *word, const char *const *names, size_t count)
{
    size_t n = strlen(word), best = SIZE_MAX;
    const char *nearest = NULL;
    if (n == 0 || n > WORD_LETTERS)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t m = strlen(names[i]);
        if (m > WORD_LETTERS)
            continue;
        size_t d = distance(word, n, names[i], m);
        size_t allowed = n / 3 > 1 ? n / 3 : 1;
        size_t common = n < m ? n : m;
        if (common >= 3 && memcmp(word, names[i], common) == 0)
            allowed = d;
        if (d <= allowed && d < best) {
            best = d;
            nearest = names[i];
        }
    }
    return nearest;
}
