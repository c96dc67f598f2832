/* Known answers of FIPS 180-4 and of FNV-1a. */
#include <check.h>
#include <string.h>

#include "base/hash.h"
#include "suite.h"

static const struct {
    const char *text, *sum;
} sha256_rows[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

START_TEST(sha256)
{
    char out[HASH_SHA256_HEX];
    hash_sha256_hex(sha256_rows[_i].text, strlen(sha256_rows[_i].text), out);
    ck_assert_str_eq(out, sha256_rows[_i].sum);
}
END_TEST

START_TEST(pieces_sum_as_the_whole)
{
    char out[HASH_SHA256_HEX];
    const char *text = sha256_rows[_i].text;
    size_t len = strlen(text);
    for (size_t cut = 0; cut <= len; cut++) {
        struct hash *h = hash_new();
        hash_add(h, text, cut);
        hash_add(h, text + cut, len - cut);
        hash_end(h, out);
        ck_assert_str_eq(out, sha256_rows[_i].sum);
    }
}
END_TEST

START_TEST(base64)
{
    char out[HASH_SHA256_BASE64];
    hash_sha256_base64("", 0, out);
    ck_assert_str_eq(out, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}
END_TEST

START_TEST(fnv)
{
    ck_assert_uint_eq(hash_fnv("", 0), 0xcbf29ce484222325u);
    ck_assert_uint_eq(hash_fnv("a", 1), 0xaf63dc4c8601ec8cu);
    ck_assert_uint_eq(hash_fnv("foobar", 6), 0x85944171f73967e8u);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_hash");
    TCase *t = tcase_create("base_hash");
    tcase_add_loop_test(t, sha256, 0, (int)(sizeof sha256_rows / sizeof *sha256_rows));
    tcase_add_loop_test(
        t, pieces_sum_as_the_whole, 0, (int)(sizeof sha256_rows / sizeof *sha256_rows));
    tcase_add_test(t, base64);
    tcase_add_test(t, fnv);
    suite_add_tcase(s, t);
    return suite_run(s);
}
