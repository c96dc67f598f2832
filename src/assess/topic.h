/* "About the topic": for each sentence how close it stands to a requirement's topic. */
#ifndef ASSESS_TOPIC_H
#define ASSESS_TOPIC_H

#include "assess/tests.h"

enum topic_level {
    TOPIC_BARRED, /* under a heading about a look-alike; a risk of something else */
    TOPIC_OFF,
    TOPIC_WIDE,    /* under a heading that names it, in a sub-section; or goes on about it */
    TOPIC_NEAR,    /* in a paragraph that names it, or directly under such a heading */
    TOPIC_SENTENCE /* the sentence, row, head or lead-in names it */
};

/* Sets the levels of a requirement that has a topic; `level` has room for each sentence. */
void topic_levels(struct evaluation *, const struct requirement *, uint8_t *level);
/* The least level that a criterion's `about` asks for. */
enum topic_level topic_needed(enum about);

#endif
