/* The caps on packs: the bytes of a file, of an expression, and how deep concepts use concepts. */
#define _POSIX_C_SOURCE 200809L /* mkdtemp */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "rules/load.h"
#include "suite.h"

#define PACK                                                                                       \
    "<pack xmlns=\"urn:planassure:rules:1\" id=\"p\" version=\"1\"><title>t</title>"               \
    "<domain id=\"d\" title=\"d\" file=\"d.xml\"/></pack>"
#define LANGUAGE                                                                                   \
    "<language xmlns=\"urn:planassure:rules:1\" id=\"en\"><concept id=\"cue.need\"><phrases>need"  \
    "</phrases></concept></language>"
#define DOMAIN                                                                                     \
    "<domain xmlns=\"urn:planassure:rules:1\" id=\"d\"><requirement id=\"d.a\" level=\"may\">"     \
    "<title>t</title><criterion id=\"c\" title=\"c\"><has>x</has></criterion></requirement>\n"

/* `user` is the text of the domain file. */
static int read_text(void *user, const char *path, size_t max, char **text, size_t *len)
{
    const char *base = file_base_name(path), *from = user;
    if (strcmp(base, "pack.xml") == 0)
        from = PACK;
    else if (strcmp(base, "en.xml") == 0)
        from = LANGUAGE;
    *len = strlen(from);
    ck_assert_uint_le(*len, max);
    *text = xmalloc(*len + 1);
    memcpy(*text, from, *len + 1);
    return FILE_OK;
}

/* Loads with these concepts in the domain file; NULL when it loads, else the code of the error. */
static const char *load_code(const char *concepts)
{
    static char code[60];
    struct buf domain;
    struct diag *diag = diag_new();
    buf_init(&domain, LIMIT_PACK_BYTES);
    buf_printf(&domain, DOMAIN "%s</domain>", concepts);
    struct pack *pack = load_with(read_text, domain.s, "folder", "data", 0, NULL, diag);
    ck_assert(!pack == (diag_errors(diag) > 0));
    code[0] = '\0';
    if (!pack)
        strncat(code, diag_at(diag, 0)->code, sizeof code - 1);
    pack_free(pack);
    diag_free(diag);
    buf_clear(&domain);
    return pack ? NULL : code;
}

static const char *load_regex(size_t len)
{
    struct buf concept;
    buf_init(&concept, LIMIT_PACK_BYTES);
    buf_add_str(&concept, "<concept id=\"a\"><regex>");
    for (size_t i = 0; i < len; i++)
        buf_add_char(&concept, 'a');
    buf_add_str(&concept, "</regex></concept>");
    const char *code = load_code(buf_str(&concept));
    buf_clear(&concept);
    return code;
}

START_TEST(a_long_regex_is_refused)
{
    ck_assert_ptr_null(load_regex(LIMIT_REGEX_BYTES));
    ck_assert_str_eq(load_regex(LIMIT_REGEX_BYTES + 1), "pack.regex");
}
END_TEST

/* A chain of `steps` uses, told from its end or from its beginning. */
static const char *load_chain(int steps, bool backwards)
{
    struct buf chain;
    buf_init(&chain, LIMIT_PACK_BYTES);
    for (int k = 0; k <= steps; k++) {
        int i = backwards ? steps - k : k;
        buf_printf(&chain, "<concept id=\"c%d\"><phrases>word</phrases>", i);
        if (i < steps)
            buf_printf(&chain, "<use concept=\"c%d\"/>", i + 1);
        buf_add_str(&chain, "</concept>\n");
    }
    const char *code = load_code(buf_str(&chain));
    buf_clear(&chain);
    return code;
}

START_TEST(a_long_chain_of_uses_is_refused)
{
    bool backwards = _i;
    ck_assert_ptr_null(load_chain(LIMIT_CONCEPT_DEPTH - 1, backwards));
    ck_assert_ptr_nonnull(load_chain(LIMIT_CONCEPT_DEPTH, backwards));
    ck_assert_str_eq(load_chain(LIMIT_CONCEPT_DEPTH, backwards), "pack.too-deep");
    ck_assert_str_eq(load_chain(400, backwards), "pack.too-deep");
}
END_TEST

START_TEST(a_large_file_is_refused)
{
    char folder[] = "test-rules-limits-XXXXXX", path[60] = "";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    strncat(path, folder, 40);
    strncat(path, "/pack.xml", 10);
    size_t len = LIMIT_PACK_BYTES + 1;
    char *text = xmalloc(len);
    memset(text, ' ', len);
    ck_assert(file_write(path, text, len));
    xfree(text);
    struct diag *diag = diag_new();
    ck_assert_ptr_null(pack_load(path, getenv("PLANASSURE_DATA"), 0, diag));
    ck_assert_uint_eq(diag_errors(diag), 1);
    ck_assert_str_eq(diag_at(diag, 0)->code, "pack.file");
    diag_free(diag);
    unlink(path);
    rmdir(folder);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rules_limits");
    TCase *t = tcase_create("rules_limits");
    tcase_add_test(t, a_long_regex_is_refused);
    tcase_add_loop_test(t, a_long_chain_of_uses_is_refused, 0, 2);
    tcase_add_test(t, a_large_file_is_refused);
    suite_add_tcase(s, t);
    return suite_run(s);
}
