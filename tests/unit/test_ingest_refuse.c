/* What is no plan is refused by name, with what to do. */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/ingest.h"
#include "suite.h"

#define OLE      "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define BYTES(s) (s), sizeof(s) - 1

/* A central directory with one entry `name`, then its end record; offsets are after 4 bytes. */
#define ZIP_END "PK\5\6\0\0\0\0\1\0\1\0\0\0\0\0\4\0\0\0\0\0"
#define ZIP(flags, length, name)                                                                   \
    "PK\3\4"                                                                                       \
    "PK\1\2\24\0\24\0" flags "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" length                         \
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" name ZIP_END

static const struct {
    const char *bytes;
    size_t len;
    const char *code, *says; /* a word of the message */
} refusals[] = {
    {BYTES(""), "plan.empty", "empty"},
    {BYTES(" \n\t \xC2\xA0\n"), "plan.empty", "no text"},
    {BYTES("\xEF\xBB\xBF"), "plan.empty", "no text"},
    {BYTES("text\0with NUL"), "plan.binary", "NUL"},
    {BYTES("\1\2\3\4\5\6\7\10\1\2\3\4 words"), "plan.binary", "control"},
    {BYTES("\xFF\xFEx\0\0\0"), "plan.binary", "NUL"},
    {BYTES("\x7F"
           "ELF\1\1"),
        "plan.binary", "program"},
    {BYTES(OLE "....W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), "plan.unsupported", "save as DOCX"},
    {BYTES(OLE "....W\0o\0r\0k\0b\0o\0o\0k\0"), "plan.unsupported", "Excel"},
    {BYTES(OLE "..P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t\0"), "plan.unsupported",
        "PowerPoint"},
    {BYTES(OLE "....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), "plan.encrypted",
        "password"},
    {BYTES(OLE), "plan.unsupported", "old Office"},
    {BYTES("{\\rtf1\\ansi plan}"), "plan.unsupported", "DOCX"},
    {BYTES("\x89PNG\r\n"), "plan.image", "PNG"},
    {BYTES("\xFF\xD8\xFF\xE0"), "plan.image", "JPEG"},
    {BYTES("RIFF....WEBPVP8 "), "plan.image", "WebP"},
    {BYTES("\x1F\x8B\x08"), "plan.archive", "unpack"},
    {BYTES("7z\xBC\xAF\x27\x1C"), "plan.archive", "7z"},
    {BYTES("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "plan.archive", "ZIP"},
    {BYTES(ZIP("\0\0", "\17\0", "xl/workbook.xml")), "plan.unsupported", "Excel"},
    {BYTES(ZIP("\0\0", "\24\0", "ppt/presentation.xml")), "plan.unsupported", "slides"},
    {BYTES(ZIP("\1\0", "\17\0", "xl/workbook.xml")), "plan.encrypted", "password"},
    {BYTES(ZIP("\0\0", "\10\0", "plan.txt")), "plan.archive", "unpack"},
    {BYTES(ZIP("\0\0", "\377\377", "plan.txt")), "plan.archive", "unpack"}, /* lies of its length */
    {BYTES("PK\3\4 cut xl/workbook.xml"), "plan.unsupported", "Excel"},
};

START_TEST(refuses)
{
    /* an exact copy, so that ASan sees an over-read */
    size_t len = refusals[_i].len;
    char *bytes = xmalloc(len);
    memcpy(bytes, refusals[_i].bytes, len);
    struct ingest_error error;
    ck_assert_ptr_null(ingest("plan", bytes, len, NULL, &error));
    ck_assert_str_eq(error.code, refusals[_i].code);
    ck_assert_msg(strstr(error.text, refusals[_i].says) != NULL, "%s", error.text);
    xfree(bytes);
}
END_TEST

START_TEST(refuses_what_is_too_large)
{
    size_t len = LIMIT_PLAN_BYTES + 1;
    char *bytes = xcalloc(len, 1);
    struct ingest_error error;
    ck_assert_ptr_null(ingest("plan", bytes, len, NULL, &error));
    ck_assert_str_eq(error.code, "plan.too-large");
    xfree(bytes);
}
END_TEST

START_TEST(refuses_too_many_pages)
{
    size_t len = LIMIT_PAGES + 10;
    char *bytes = xmalloc(len);
    memset(bytes, '\f', len);
    bytes[len - 1] = 'x';
    struct ingest_error error;
    ck_assert_ptr_null(ingest("plan", bytes, len, NULL, &error));
    ck_assert_str_eq(error.code, "plan.too-large");
    xfree(bytes);
}
END_TEST

START_TEST(names_the_formats_there_are)
{
    struct ingest_error error;
    ck_assert_ptr_null(ingest("plan", "x", 1, "wordstar", &error));
    ck_assert_str_eq(error.code, "plan.unknown-format");
    ck_assert_ptr_nonnull(strstr(error.text, "markdown"));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ingest_refuse");
    TCase *t = tcase_create("ingest_refuse");
    tcase_add_loop_test(t, refuses, 0, (int)(sizeof refusals / sizeof *refusals));
    tcase_add_test(t, refuses_what_is_too_large);
    tcase_add_test(t, refuses_too_many_pages);
    tcase_add_test(t, names_the_formats_there_are);
    suite_add_tcase(s, t);
    return suite_run(s);
}
