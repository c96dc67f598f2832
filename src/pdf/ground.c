/* The last box painted over a place is its ground; where there is none it is the paper, white. A
 * letter is hidden when its colour is nearly that of its ground: white on white, but not the white
 * heads of a dark row. Boxes stand for whatever shape was filled, which errs towards seeing. */
#include "pdf/ground.h"

#include <math.h>

#define NEAR    0.06f /* of the way from black to white: nobody sees such letters */
#define THINNER 3.0   /* points: rules, not grounds */

static const struct ground_colour paper = {1, 1, 1};

static bool is_near(struct ground_colour a, struct ground_colour b)
{
    return fabsf(a.r - b.r) < NEAR && fabsf(a.g - b.g) < NEAR && fabsf(a.b - b.b) < NEAR;
}

static bool is_same(struct ground_colour a, struct ground_colour b)
{
    return !(a.r < b.r || a.r > b.r || a.g < b.g || a.g > b.g || a.b < b.b || a.b > b.b);
}

void ground_clear(struct ground *g)
{
    g->painted = g->asked_at = 0;
    g->risky = false;
    g->asked = (struct ground_colour){-1, -1, -1};
}

void ground_paint(struct ground *g, const struct ground_box *box)
{
    if (box->x1 - box->x0 >= THINNER && box->y1 - box->y0 >= THINNER)
        g->boxes[g->painted++ % GROUND_BOXES] = *box;
}

static size_t kept(const struct ground *g)
{
    return g->painted < GROUND_BOXES ? g->painted : GROUND_BOXES;
}

/* Could anything on the page hide this colour? Letters of one colour come in long stretches, so
 * that the answer of the last is mostly that of the next. */
static bool is_risky(struct ground *g, struct ground_colour c)
{
    if (is_same(c, g->asked) && g->asked_at == g->painted)
        return g->risky;
    g->asked = c;
    g->asked_at = g->painted;
    g->risky = is_near(c, paper);
    for (size_t i = 0; i < kept(g) && !g->risky; i++)
        g->risky = !g->boxes[i].mixed && is_near(c, g->boxes[i].colour);
    return g->risky;
}

bool ground_hides(struct ground *g, double x, double y, struct ground_colour c)
{
    if (!is_risky(g, c))
        return false;
    for (size_t i = 1; i <= kept(g); i++) {
        const struct ground_box *b = &g->boxes[(g->painted - i) % GROUND_BOXES];
        if (x >= b->x0 && x <= b->x1 && y >= b->y0 && y <= b->y1)
            return !b->mixed && is_near(c, b->colour);
    }
    return is_near(c, paper);
}
