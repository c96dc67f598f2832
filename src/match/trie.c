/* Edges of all nodes lie in one hash table; a bit mask in each node turns most wrong words away
 * before the table is asked. */
#include "match/trie.h"

#include <string.h>

#include "base/mem.h"

enum { FIRST_EDGES = 4096 };

static uint32_t add_node(struct trie *t)
{
    t->nodes = xgrow(t->nodes, &t->room, t->n + 1, sizeof *t->nodes);
    t->nodes[t->n] = (struct trie_node){.terminal = TRIE_NONE};
    return (uint32_t)t->n++;
}

void trie_init(struct trie *t)
{
    *t = (struct trie){.mask = FIRST_EDGES - 1};
    t->edges = xcalloc(FIRST_EDGES, sizeof *t->edges);
    add_node(t);
}

void trie_clear(struct trie *t)
{
    xfree(t->nodes);
    xfree(t->edges);
    *t = (struct trie){0};
}

static void put_edge(struct trie *t, struct trie_edge edge)
{
    uint32_t slot = trie_slot(t, edge.node, edge.label);
    while (t->edges[slot].child)
        slot = (slot + 1) & t->mask;
    t->edges[slot] = edge;
}

static void grow_edges(struct trie *t)
{
    struct trie_edge *old = t->edges;
    uint32_t count = t->mask + 1;
    t->mask = count * 2 - 1;
    t->edges = xcalloc((size_t)count * 2, sizeof *t->edges);
    for (uint32_t i = 0; i < count; i++)
        if (old[i].child)
            put_edge(t, old[i]);
    xfree(old);
}

static uint32_t add_child(struct trie *t, uint32_t node, uint32_t label)
{
    if (t->n * 2 > t->mask)
        grow_edges(t);
    uint32_t child = add_node(t);
    put_edge(t, (struct trie_edge){.node = node, .label = label, .child = child});
    t->nodes[node].labels |= 1ull << ((label >> 2) & 63);
    t->nodes[node].compares |= 1u << (label & 3);
    return child;
}

uint32_t trie_add(struct trie *t, const uint32_t *labels, size_t count)
{
    uint32_t node = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t child = trie_child(t, node, labels[i]);
        node = child ? child : add_child(t, node, labels[i]);
    }
    if (t->nodes[node].terminal == TRIE_NONE)
        t->nodes[node].terminal = t->terminals++;
    return t->nodes[node].terminal;
}

void trie_settle(struct trie *t, struct arena *arena)
{
    const struct trie from = *t;
    t->nodes = arena_array(arena, t->n, sizeof *t->nodes);
    memcpy(t->nodes, from.nodes, t->n * sizeof *t->nodes);
    t->room = t->n;
    t->edges = arena_array(arena, (size_t)t->mask + 1, sizeof *t->edges);
    memcpy(t->edges, from.edges, ((size_t)t->mask + 1) * sizeof *t->edges);
}
