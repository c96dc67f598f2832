/* The cue words of English (rules/language/en.xml) on short statements: which cues are in them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "match/match.h"
#include "suite.h"

static struct pack *pack;
static struct program *program;

static void load(void)
{
    const char *data = getenv("PLANASSURE_DATA"), *src = getenv("SRC");
    ck_assert(data && src);
    struct arena *a = arena_new();
    struct diag *diag = diag_new();
    /* no language beside it: the pack gets the installed one */
    pack = pack_load(arena_printf(a, "%s/tests/data/alone/one", src), data, 0, diag);
    program = pack ? program_new(pack, diag) : NULL;
    for (size_t i = 0; i < diag_count(diag); i++)
        ck_abort_msg(
            "%s:%u: %s", diag_at(diag, i)->file, diag_at(diag, i)->line, diag_at(diag, i)->text);
    ck_assert_ptr_nonnull(program);
    diag_free(diag);
    arena_free(a);
}

static void unload(void)
{
    program_free(program);
    pack_free(pack);
}

static struct doc *one_sentence(const char *text)
{
    struct doc *d = doc_new("test", "text");
    d->len = (uint32_t)strlen(text);
    d->text = xmalloc(d->len + 1);
    memcpy(d->text, text, d->len + 1);
    struct doc_block b = {.end = d->len, .kind = DOC_PARAGRAPH, .table = DOC_NONE};
    struct doc_sentence s = {.end = d->len, .lead = DOC_NONE};
    VEC_PUSH(&d->blocks, b);
    VEC_PUSH(&d->sentences, s);
    doc_index_lines(d);
    return d;
}

static const struct {
    const char *cues, *text; /* ids without "cue.", in the order of the file */
} rows[] = {
    {"committed", "The CCG will pay for evening sessions from June."},
    {"committed done-status", "The governing body has approved the scheme."},
    {"committed done-status", "A lead nurse has been appointed."},
    {"", "We are willing to pay; goodwill matters."},
    {"negation", "We will not open on Sundays."},
    {"negation", "No practice takes part."},
    {"negation", "There is a lack of rooms in town."},
    {"committed", "There will be no fewer than nine sessions."},
    {"committed", "It will be ready no later than June."},
    {"committed clause.break", "Those who cannot come by day will get a late slot."},
    {"committed clause.break", "The hub will not only open late but will open on Sundays."},
    {"committed", "The offer will be made without exception."},
    {"planned", "The CCG plans to buy a triage tool."},
    {"planned", "Ten posts are due to start in May."},
    {"", "The plan of the hall is on page nine."},
    {"aspirational", "We aim to open late."},
    {"aspirational", "The federation could run the hub."},
    {"aspirational", "It may be opened later."},
    {"", "It opens in May 2018."},
    {"planned condition", "Subject to funding, we plan to open late."},
    {"existing", "Nine practices currently open late."},
    {"past", "The scheme was piloted."},
    {"committed done-status", "The scheme was agreed by the members."},
    {"recital", "CCGs are required to open hubs."},
    {"recital", "The guidance states the hours."},
    {"recital", "NHS England expects a plan."},
    {"", "The hub meets national requirements."},
    {"placeholder", "Lead: TBC"},
    {"placeholder", "Start date: to be confirmed"},
    {"need", "There is a need to open late."},
    {"need", "The CCG will need to find rooms."},
    {"done-status", "On track"},
    {"negation", "not complete"},
};

START_TEST(cues_are_told)
{
    struct doc *doc = one_sentence(rows[_i].text);
    struct scan *scan = scan_new(program, doc);
    struct buf got;
    buf_init(&got, 1000);
    for (uint32_t c = 0; c < pack->concept_count; c++) {
        const char *id = pack->concepts[c].id;
        bool cue = strncmp(id, "cue.", 4) == 0;
        if ((cue || strncmp(id, "clause.", 7) == 0) && scan_hits(scan, c).n)
            buf_printf(&got, "%s%s", got.len ? " " : "", cue ? id + 4 : id);
    }
    ck_assert_msg(strcmp(buf_str(&got), rows[_i].cues) == 0, "%s: %s, not %s", rows[_i].text,
        buf_str(&got), rows[_i].cues);
    buf_clear(&got);
    scan_free(scan);
    doc_free(doc);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rules_language");
    TCase *t = tcase_create("rules_language");
    tcase_add_unchecked_fixture(t, load, unload);
    tcase_add_loop_test(t, cues_are_told, 0, (int)(sizeof rows / sizeof *rows));
    suite_add_tcase(s, t);
    return suite_run(s);
}
