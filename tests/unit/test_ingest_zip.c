/* The ZIP border and its caps; the archives are written byte by byte, so that they can lie. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/ingest.h"
#include "ingest/zip.h"
#include "suite.h"

static void add_number(struct buf *b, uint32_t n, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buf_add_char(b, (char)(i < 4 ? n >> 8 * i & 0xFF : 0));
}

static uint32_t crc(const char *s, size_t len)
{
    uint32_t c = 0xFFFFFFFFu;
    for (size_t i = 0; i < len; i++) {
        c ^= (unsigned char)s[i];
        for (int k = 0; k < 8; k++)
            c = c >> 1 ^ (c & 1 ? 0xEDB88320u : 0);
    }
    return ~c;
}

/* The fields that the local and the central header share. */
static void add_common(struct buf *b, const char *name, const char *text)
{
    add_number(b, 20, 2);
    add_number(b, 0, 2);
    add_number(b, 0, 2); /* stored */
    add_number(b, 0, 4);
    add_number(b, crc(text, strlen(text)), 4);
    add_number(b, (uint32_t)strlen(text), 4);
    add_number(b, (uint32_t)strlen(text), 4);
    add_number(b, (uint32_t)strlen(name), 2);
    add_number(b, 0, 2);
}

/* An archive of `count` members given as name, text pairs; the pairs repeat from the start. */
static struct buf archive(const char *const *pairs, size_t pair_count, size_t count)
{
    struct buf b, directory;
    buf_init(&b, 64 << 20);
    buf_init(&directory, 64 << 20);
    for (size_t i = 0; i < count; i++) {
        const char *name = pairs[2 * (i % pair_count)], *text = pairs[2 * (i % pair_count) + 1];
        uint32_t at = (uint32_t)b.len;
        buf_add(&b, "PK\3\4", 4);
        add_common(&b, name, text);
        buf_add_str(&b, name);
        buf_add_str(&b, text);
        buf_add(&directory, "PK\1\2", 4);
        add_number(&directory, 20, 2);
        add_common(&directory, name, text);
        add_number(&directory, 0, 2 + 2 + 2);
        add_number(&directory, 0, 4);
        add_number(&directory, at, 4);
        buf_add_str(&directory, name);
    }
    uint32_t at = (uint32_t)b.len;
    buf_add(&b, directory.s, directory.len);
    buf_add(&b, "PK\5\6", 4);
    add_number(&b, 0, 4);
    add_number(&b, (uint32_t)count, 2);
    add_number(&b, (uint32_t)count, 2);
    add_number(&b, (uint32_t)directory.len, 4);
    add_number(&b, at, 4);
    add_number(&b, 0, 2);
    buf_clear(&directory);
    return b;
}

START_TEST(reads_members_by_name)
{
    static const char *const pairs[] = {"a", "first", "dir/b", "second", "c..d", ""};
    struct buf b = archive(pairs, 3, 3);
    struct zip_member m[] = {{.name = "dir/b"}, {.name = "none"}, {.name = "c..d"}};
    struct ingest_error error;
    ck_assert_msg(zip_read(b.s, b.len, m, 3, &error), "%s", error.text);
    ck_assert_str_eq(m[0].text, "second");
    ck_assert_uint_eq(m[0].len, 6);
    ck_assert_ptr_null(m[1].text);
    ck_assert_str_eq(m[2].text, "");
    zip_free(m, 3);
    buf_clear(&b);
}
END_TEST

static const struct {
    const char *name, *code;
} refuses_rows[] = {{"/etc/passwd", "plan.unsafe-path"}, {"../up", "plan.unsafe-path"},
    {"a/../../b", "plan.unsafe-path"}, {"..", "plan.unsafe-path"}, {"C:\\x", "plan.unsafe-path"},
    {"a\\..\\b", "plan.unsafe-path"}, {"wanted", "plan.damaged"} /* twice */};

START_TEST(refuses)
{
    const char *pairs[] = {"wanted", "x", refuses_rows[_i].name, "y"};
    struct buf b = archive(pairs, 2, 2);
    struct zip_member m = {.name = "wanted"};
    struct ingest_error error;
    ck_assert(!zip_read(b.s, b.len, &m, 1, &error));
    ck_assert_str_eq(error.code, refuses_rows[_i].code);
    ck_assert_ptr_null(m.text);
    buf_clear(&b);
}
END_TEST

START_TEST(caps_members)
{
    static const char *const pairs[] = {"a", ""};
    struct buf b = archive(pairs, 1, LIMIT_ZIP_MEMBERS + 1);
    struct zip_member m = {.name = "b"};
    struct ingest_error error;
    ck_assert(!zip_read(b.s, b.len, &m, 1, &error));
    ck_assert_str_eq(error.code, "plan.too-large");
    buf_clear(&b);
}
END_TEST

START_TEST(caps_inflation)
{
    struct arena *a = arena_new();
    struct zip_member m = {.name = "word/document.xml"};
    struct ingest_error error;
    char *bytes;
    size_t len;
    const char *path = arena_printf(a, "%s/tests/data/bomb.docx", getenv("SRC"));
    ck_assert_int_eq(file_read(path, 1 << 20, &bytes, &len), FILE_OK);
    ck_assert(!zip_read(bytes, len, &m, 1, &error));
    ck_assert_str_eq(error.code, "plan.too-large");
    ck_assert_ptr_null(ingest("bomb", bytes, len, NULL, &error));
    ck_assert_str_eq(error.code, "plan.too-large");
    xfree(bytes);
    arena_free(a);
}
END_TEST

START_TEST(damage_is_an_error)
{
    static const char *const pairs[] = {"a", "some text"};
    struct buf b = archive(pairs, 1, 1);
    struct zip_member m = {.name = "a"};
    struct ingest_error error;
    b.s[35] ^= 1; /* the checksum no longer fits */
    ck_assert(!zip_read(b.s, b.len, &m, 1, &error));
    ck_assert_str_eq(error.code, "plan.damaged");
    ck_assert(!zip_read("not an archive", 14, &m, 1, &error));
    ck_assert_str_eq(error.code, "plan.damaged");
    buf_clear(&b);
}
END_TEST

START_TEST(what_is_written_can_be_read)
{
    const struct zip_part parts[] = {{"mimetype", "a kind", 6, true},
        {"folder/part.xml", "<a>some some some some some some</a>", 36, false},
        {"empty", "", 0, false}};
    struct zip_member m[] = {{.name = "folder/part.xml"}, {.name = "mimetype"}, {.name = "empty"}};
    struct ingest_error error;
    struct buf a, b, small;
    buf_init(&a, 100000);
    buf_init(&b, 100000);
    buf_init(&small, 20);
    ck_assert(zip_write(parts, 3, &a) && zip_write(parts, 3, &b));
    ck_assert(a.len == b.len && memcmp(a.s, b.s, a.len) == 0);
    ck_assert(zip_read(a.s, a.len, m, 3, &error));
    ck_assert_str_eq(m[0].text, parts[1].text);
    ck_assert_str_eq(m[1].text, "a kind");
    ck_assert_str_eq(m[2].text, "");
    ck_assert(!zip_write(parts, 3, &small));
    zip_free(m, 3);
    buf_clear(&a);
    buf_clear(&b);
    buf_clear(&small);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ingest_zip");
    TCase *t = tcase_create("ingest_zip");
    tcase_add_test(t, reads_members_by_name);
    tcase_add_loop_test(t, refuses, 0, (int)(sizeof refuses_rows / sizeof *refuses_rows));
    tcase_add_test(t, caps_members);
    tcase_add_test(t, caps_inflation);
    tcase_add_test(t, damage_is_an_error);
    tcase_add_test(t, what_is_written_can_be_read);
    suite_add_tcase(s, t);
    return suite_run(s);
}
