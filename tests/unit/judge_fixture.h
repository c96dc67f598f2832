/* The pack of tests/data/judge, loaded and compiled around a suite, and small plans judged by it.
 */
#ifndef TESTS_UNIT_JUDGE_FIXTURE_H
#define TESTS_UNIT_JUDGE_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/analyse.h"
#include "assess/assess.h"
#include "base/diag.h"
#include "ingest/ingest.h"

static struct pack *pack;
static struct program *program;

static void load(void)
{
    char path[1024];
    struct diag *diag = diag_new();
    snprintf(path, sizeof path, "%s/tests/data/judge", getenv("SRC"));
    pack = pack_load(path, getenv("SRC"), RULES_WITH_EXAMPLES | RULES_VALIDATE, diag);
    for (size_t i = 0; i < diag_count(diag); i++)
        fprintf(stderr, "%s:%u: %s\n", diag_at(diag, i)->file, diag_at(diag, i)->line,
            diag_at(diag, i)->text);
    ck_assert_ptr_nonnull(pack);
    program = program_new(pack, diag);
    ck_assert_ptr_nonnull(program);
    diag_free(diag);
}

static void unload(void)
{
    program_free(program);
    pack_free(pack);
}

/* A plan in Markdown of "Ashmere Parish CCG". Free with result_free(). */
static struct result *judge(const char *text)
{
    struct ingest_error error;
    struct doc *doc = ingest("plan.md", text, strlen(text), "markdown", &error);
    ck_assert_ptr_nonnull(doc);
    analyse(doc, "Ashmere Parish CCG");
    return assess(program, doc, "plan.md", "", 1);
}

#endif
