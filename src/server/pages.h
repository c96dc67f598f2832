/* The handlers that routes.c names, file by file. */
#ifndef SERVER_PAGES_H
#define SERVER_PAGES_H

#include "server/server.h"

/* start.c: the first page, and the upload */
void get_start(struct request *, struct http_answer *);
void post_plan(struct request *, struct http_answer *);
/* Takes the plan of a form in. False: `answer` says why. */
bool submit_plan(struct request *, struct http_answer *, char id[REGISTRY_ID]);

/* plans.c: the list */
void get_plans(struct request *, struct http_answer *);

/* plan.c: progress, result, check again */
void get_plan(struct request *, struct http_answer *);
void post_again(struct request *, struct http_answer *);

/* artefacts.c: what can be downloaded */
void get_report(struct request *, struct http_answer *);
void get_report_file(struct request *, struct http_answer *);
void get_letter(struct request *, struct http_answer *);
void get_results(struct request *, struct http_answer *);
void get_sealed(struct request *, struct http_answer *);
void get_seal(struct request *, struct http_answer *);

/* forget.c */
void get_forget(struct request *, struct http_answer *);
void post_forget(struct request *, struct http_answer *);
void get_forgotten(struct request *, struct http_answer *);

/* review.c */
void get_reviews(struct request *, struct http_answer *);
void get_review_changes(struct request *, struct http_answer *);
void get_review(struct request *, struct http_answer *);
void get_review_letter(struct request *, struct http_answer *);
void get_review_report(struct request *, struct http_answer *);
void get_review_labels(struct request *, struct http_answer *);
void post_review_begin(struct request *, struct http_answer *);
void post_review_judge(struct request *, struct http_answer *);
void post_review_finish(struct request *, struct http_answer *);
void post_review_settle(struct request *, struct http_answer *);
void post_review_close(struct request *, struct http_answer *);
void post_review_reopen(struct request *, struct http_answer *);

/* login.c */
void get_login(struct request *, struct http_answer *);
void post_login(struct request *, struct http_answer *);
void post_logout(struct request *, struct http_answer *);

/* assets.c: style and script of the pages */
void get_asset(struct request *, struct http_answer *);
void get_health(struct request *, struct http_answer *);

/* api.c: the same for programs */
void api_description(struct request *, struct http_answer *);
void api_frameworks(struct request *, struct http_answer *);
void api_plans(struct request *, struct http_answer *);
void api_submit(struct request *, struct http_answer *);
void api_plan(struct request *, struct http_answer *);
void api_forget(struct request *, struct http_answer *);

#endif
