/* Judgements as the register keeps them. Private to register/. */
#ifndef REGISTER_JUDGE_H
#define REGISTER_JUDGE_H

#include "register/review.h"

struct json;

/* As an item of schemas/judgements.schema.json; free with json_free(). */
struct json *judgement_to_json(const struct judgement *);
/* Prints and frees. */
const char *json_in_arena(struct arena *, struct json *);
/* The judgements of a submission by one person or (0) all; the lock is held. Those that settle are
 * always among them. `history` as in review_judgements(). */
enum registry_status judgements_of(struct registry *, const char *id, int64_t person, bool history,
    struct arena *, struct judged **list, size_t *count);
/* Carries what was agreed of `s->earlier` over to the seat of `who`, in the change that is open. */
enum registry_status carry_over(
    struct registry *, const struct person *who, const struct submission *s, struct arena *);
/* Adds a judgement, in the change that is open. */
enum registry_status judgement_add(struct registry *, const struct person *who, const char *id,
    const struct judgement *, bool settles, enum standing_of);
/* An artefact; the lock is held. Free with xfree(). */
enum registry_status artefact_get(
    struct registry *, const char *id, const char *name, char **bytes, size_t *len);

#endif
