/* What a section is about when its heading does not say: the domain that its paragraphs keep
 * naming. */
#ifndef ASSESS_CHAPTER_H
#define ASSESS_CHAPTER_H

#include "assess/topic.h"

/* `levels` are the topic levels of every requirement of the pack, from topic_levels(); NULL for one
 * without a topic. In a section that belongs to one domain, paragraphs, items and rows that name
 * no topic at all become TOPIC_NEAR for every requirement of that domain: they go on about what
 * stands around them. What is TOPIC_BARRED stays so. */
void chapters_lend(struct evaluation *, uint8_t **levels);

#endif
