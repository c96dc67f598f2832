/* Statements of quantity: how many, of what, of whom. Private to defects/. */
#ifndef DEFECTS_FACTS_H
#define DEFECTS_FACTS_H

#include "defects/inspect.h"

/* How the count is put. */
enum fact_form {
    FACT_PLAIN, /* "16 practices": may be some of them */
    FACT_OUR,   /* "our 28 practices" */
    FACT_ALL,   /* "all 28 practices", "the 28 practices", "of the 28 practices" */
    FACT_THERE, /* "there are 44 care homes", "comprises 28 practices" */
    FACT_SUBSET /* "38 of our practices" */
};

struct fact {
    double value;
    uint32_t number, noun; /* words */
    uint32_t sentence;
    uint8_t counted, form; /* enum counted, enum fact_form */
    bool approximate, narrowed /* a condition follows: in, that, who, with */;
    uint32_t scope; /* word of the place that is named ("within the Thornby area"); DOC_NONE */
};

struct facts {
    VEC(struct fact) list;
};

/* Every count of something that plans count, in running text. Free with facts_clear(). */
void facts_read(struct facts *, const struct inspection *);
void facts_clear(struct facts *);
/* How many of `counted` the plan has: what it says most often of all of its own; 0 unknown. */
double facts_total(const struct facts *, const struct inspection *, enum counted);
/* Is the word part of an own organisation's name, kind words left out ("Thornby")? */
bool is_own_place(const struct inspection *, uint32_t word);
/* Numbers of registered people that the plan states, the most frequent first; at most `room`. */
uint32_t facts_populations(const struct facts *, double *out, uint32_t room);

#endif
