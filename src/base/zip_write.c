/* ZIP as PKWARE's APPNOTE 6.3 describes it, method 0 (stored). The date of every member is the
 * first that the format can say, 1 January 1980. */
#include "base/zip_write.h"

#include <stdint.h>
#include <string.h>

#include "base/limits.h"

enum { VERSION = 20, UTF8_NAMES = 0x800, FIRST_DAY = 0x21 };

static uint32_t crc32_of(const unsigned char *s, size_t len)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < len; i++) {
        crc ^= s[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
    }
    return ~crc;
}

static void add16(struct buf *out, unsigned value)
{
    const char bytes[] = {(char)(value & 0xFF), (char)(value >> 8 & 0xFF)};
    buf_add(out, bytes, sizeof bytes);
}

static void add32(struct buf *out, uint32_t value)
{
    add16(out, value & 0xFFFF);
    add16(out, value >> 16);
}

/* What the member's own head and its row in the directory share. */
static void add_facts(struct buf *out, uint32_t crc, uint32_t len, size_t name_len)
{
    add16(out, VERSION);
    add16(out, UTF8_NAMES);
    add16(out, 0); /* stored */
    add16(out, 0); /* midnight */
    add16(out, FIRST_DAY);
    add32(out, crc);
    add32(out, len);
    add32(out, len);
    add16(out, (unsigned)name_len);
    add16(out, 0); /* no extra field */
}

void zip_write_begin(struct zip_writer *zip, struct buf *out)
{
    *zip = (struct zip_writer){.out = out};
    buf_init(&zip->central, LIMIT_REPORT_BYTES);
}

void zip_write_add(struct zip_writer *zip, const char *name, const void *bytes, size_t len)
{
    uint32_t crc = crc32_of(bytes, len), at = (uint32_t)zip->out->len;
    size_t name_len = strlen(name);
    add32(zip->out, 0x04034B50u);
    add_facts(zip->out, crc, (uint32_t)len, name_len);
    buf_add(zip->out, name, name_len);
    buf_add(zip->out, bytes, len);

    add32(&zip->central, 0x02014B50u);
    add16(&zip->central, VERSION);
    add_facts(&zip->central, crc, (uint32_t)len, name_len);
    add16(&zip->central, 0); /* no comment */
    add16(&zip->central, 0); /* disk */
    add16(&zip->central, 0); /* attributes */
    add32(&zip->central, 0);
    add32(&zip->central, at);
    buf_add(&zip->central, name, name_len);
    zip->count++;
}

void zip_write_end(struct zip_writer *zip)
{
    uint32_t at = (uint32_t)zip->out->len, len = (uint32_t)zip->central.len;
    buf_add(zip->out, buf_str(&zip->central), len);
    add32(zip->out, 0x06054B50u);
    add16(zip->out, 0);
    add16(zip->out, 0);
    add16(zip->out, zip->count);
    add16(zip->out, zip->count);
    add32(zip->out, len);
    add32(zip->out, at);
    add16(zip->out, 0);
    buf_clear(&zip->central);
}
