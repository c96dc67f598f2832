/* Nearest word by edit distance (Levenshtein, with a swap of neighbours as one edit), and words of
 * which the mistyped one is a part: "practice" for "practices-list" is no typing error but a guess.
 * At most a third of the letters may differ: a far-fetched proposal is worse than none. */
#include "base/nearest.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define WORD_MAX 64

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, size_t la, const char *b, size_t lb)
{
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= lb; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *swap = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t change = before[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = least(change, least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], swap[j - 2] + 1);
        }
    }
    return rows[la % 3][lb];
}

void nearest_start(struct nearest *n, const char *word)
{
    n->word = word;
    n->best = NULL;
    n->distance = SIZE_MAX;
}

void nearest_offer(struct nearest *n, const char *known)
{
    size_t la = strlen(n->word), lb = strlen(known);
    if (la == 0 || lb == 0 || la > WORD_MAX || lb > WORD_MAX)
        return;
    size_t d = distance(n->word, la, known, lb);
    size_t allowed = (la > lb ? la : lb) / 3;
    bool near = d <= (allowed ? allowed : 1);
    if (!near && la >= 4 && strstr(known, n->word)) {
        near = true;
        d += WORD_MAX; /* any typing error is likelier */
    }
    if (near && d < n->distance) {
        n->best = known;
        n->distance = d;
    }
}

const char *nearest_of(const char *word, const char *const *known, size_t count)
{
    struct nearest n;
    nearest_start(&n, word);
    for (size_t i = 0; i < count; i++)
        nearest_offer(&n, known[i]);
    return n.best;
}
