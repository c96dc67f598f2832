/* A register in a folder of its own, with a clock that the test turns. */
#ifndef TESTS_UNIT_REGISTER_FIXTURE_H
#define TESTS_UNIT_REGISTER_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "register/register.h"

static char folder[64];
static struct registry *reg;
static struct arena *arena;
static int64_t hour = 1000000;
__attribute__((unused)) static struct person ada, ben, cat, lea;

static int64_t told_hour(void *user)
{
    return *(int64_t *)user;
}

static void reopen(void)
{
    struct diag *diag = diag_new();
    registry_close(reg);
    reg = registry_open(folder, diag);
    ck_assert_msg(reg != NULL, "%s", diag_count(diag) ? diag_at(diag, 0)->text : "no message");
    registry_set_clock(reg, told_hour, &hour);
    diag_free(diag);
}

__attribute__((unused)) static void add(struct person *p, const char *name, enum role role)
{
    *p = (struct person){.name = name, .shown = name, .role = role, .active = true};
    ck_assert_int_eq(
        registry_person_add(reg, NULL, name, name, "correct horse battery", role, &p->id),
        REGISTRY_OK);
}

static void setup(void)
{
    strcpy(folder, "/tmp/register.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    arena = arena_new();
    reopen();
}

static void teardown(void)
{
    registry_close(reg);
    reg = NULL;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
    arena_free(arena);
}

#endif
