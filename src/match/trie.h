/* All plain sequences of a program in one trie. An edge is labelled with a word id and with how the
 * word is compared; a node where sequences end has a terminal number. */
#ifndef MATCH_TRIE_H
#define MATCH_TRIE_H

#include <stddef.h>
#include <stdint.h>

#define TRIE_NONE UINT32_MAX

enum trie_compare {
    TRIE_STEM,  /* the token's stem */
    TRIE_EXACT, /* the token's folded word */
    TRIE_UPPER, /* the same, and the token is written in capitals */
    TRIE_COMPARES
};
static inline uint32_t trie_label(uint32_t word, enum trie_compare compare)
{
    return word << 2 | (uint32_t)compare;
}

struct trie_node {
    uint64_t labels;   /* a bit for each label that goes on from here, by its low bits */
    uint32_t terminal; /* TRIE_NONE: no sequence ends here */
    uint32_t compares; /* a bit for each enum trie_compare among the edges */
};
struct trie_edge {
    uint32_t node, label, child; /* child 0: an empty slot */
};
struct trie {
    struct trie_node *nodes; /* 0 is the root */
    size_t n, room;
    struct trie_edge *edges; /* open addressing */
    uint32_t mask;
    uint32_t terminals;
};

void trie_init(struct trie *);
void trie_clear(struct trie *);
/* Moves the trie into `arena`: nothing is added any more. What it was made of stays the caller's,
 * to be cleared: keep a copy of the struct. */
struct arena;
void trie_settle(struct trie *, struct arena *arena);
/* Adds a sequence; returns its terminal number. The same sequence has the same number. */
uint32_t trie_add(struct trie *, const uint32_t *labels, size_t count);

static inline uint32_t trie_slot(const struct trie *t, uint32_t node, uint32_t label)
{
    uint32_t h = node * 0x9E3779B1u ^ label * 0x85EBCA6Bu;
    return (h ^ h >> 15) & t->mask;
}
/* The node that `label` leads to from `node`; 0 when there is none. */
static inline uint32_t trie_child(const struct trie *t, uint32_t node, uint32_t label)
{
    if (!(t->nodes[node].labels >> ((label >> 2) & 63) & 1))
        return 0;
    uint32_t slot = trie_slot(t, node, label);
    while (t->edges[slot].child && (t->edges[slot].node != node || t->edges[slot].label != label))
        slot = (slot + 1) & t->mask;
    return t->edges[slot].child;
}

#endif
