/* What has been painted on a page so far, as boxes: whether a letter can be seen depends on what
 * lies under it. Plain geometry; nothing of poppler. */
#ifndef PDF_GROUND_H
#define PDF_GROUND_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ground_colour {
    float r, g, b; /* 0 to 1 */
};

struct ground_box {
    double x0, y0, x1, y1;
    struct ground_colour colour;
    bool mixed; /* a picture, a pattern: any letter can be seen on it */
};

enum { GROUND_BOXES = 4096 }; /* of one page; from then on the oldest are forgotten */

struct ground {
    size_t painted; /* all boxes so far; the last GROUND_BOXES are kept */
    struct ground_box boxes[GROUND_BOXES];
    struct ground_colour asked; /* what ground_hides() told about last, after `asked_at` boxes */
    size_t asked_at;
    bool risky;
};

/* White paper. */
void ground_clear(struct ground *);
/* Rules and borders, thinner than a letter, are left out. */
void ground_paint(struct ground *, const struct ground_box *);
/* Is a letter of the colour at this place as good as unseen? */
bool ground_hides(struct ground *, double x, double y, struct ground_colour);

#ifdef __cplusplus
}
#endif

#endif
