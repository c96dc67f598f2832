/* What zip_write writes libarchive reads, and a known archive comes out byte for byte. */
#include <string.h>

#include "base/zip_write.h"
#include "ingest/ingest.h"
#include "ingest/zip.h"
#include "suite.h"

static void make(struct buf *out)
{
    struct zip_writer zip;
    buf_init(out, 100000);
    zip_write_begin(&zip, out);
    zip_write_add(&zip, "a.txt", "123456789", 9);
    zip_write_add(&zip, "folder/empty", "", 0);
    zip_write_end(&zip);
}

START_TEST(read_back)
{
    struct buf out;
    make(&out);
    struct zip_member wanted[] = {{.name = "folder/empty"}, {.name = "a.txt"}, {.name = "none"}};
    struct ingest_error error = {0};
    ck_assert(zip_read(buf_str(&out), out.len, wanted, 3, &error));
    ck_assert_str_eq(wanted[0].text, "");
    ck_assert_str_eq(wanted[1].text, "123456789");
    ck_assert_ptr_null(wanted[2].text);
    zip_free(wanted, 3);
    buf_clear(&out);
}
END_TEST

START_TEST(bytes)
{
    struct buf out;
    make(&out);
    /* the head of the first member: its CRC-32 is the check value of the algorithm */
    static const char head[] = "PK\003\004\024\000\000\010\000\000\000\000\041\000"
                               "\x26\x39\xF4\xCB\011\000\000\000\011\000\000\000\005\000\000\000"
                               "a.txt123456789PK\003\004";
    ck_assert_uint_ge(out.len, sizeof head - 1);
    ck_assert_mem_eq(out.s, head, sizeof head - 1);
    buf_clear(&out);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_zip_write");
    TCase *t = tcase_create("base_zip_write");
    tcase_add_test(t, read_back);
    tcase_add_test(t, bytes);
    suite_add_tcase(s, t);
    return suite_run(s);
}
