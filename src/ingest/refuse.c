/* What is not read, told from the first bytes, each with what the sender can do instead. Containers
 * are looked into: an old Office container is Word, Excel, PowerPoint or an encrypted new file by
 * the names of its streams; a ZIP archive is what its list of members says. */
#include "ingest/refuse.h"

#include <stdint.h>
#include <string.h>

#include "ingest/ingest.h"

#define SAVE_AS "open it in the program that made it and save it as DOCX or PDF"

static const struct {
    const char *magic;
    size_t len, at;
    const char *code, *what, *advice;
} signatures[] = {
    {"{\\rtf", 5, 0, "plan.unsupported", "a Rich Text Format file", SAVE_AS},
    {"\xFFWPC", 4, 0, "plan.unsupported", "a WordPerfect file", SAVE_AS},
    {"%!PS", 4, 0, "plan.unsupported", "a PostScript file", "send it as PDF"},
    {"%PDF-", 5, 0, "plan.unsupported", "a PDF file, and this program was built without PDF",
        "install the PDF reader (poppler), or send the plan as DOCX"},
    {"\x89PNG", 4, 0, "plan.image", "an image (PNG)", "send the document itself, not a picture"},
    {"\xFF\xD8\xFF", 3, 0, "plan.image", "an image (JPEG)",
        "send the document itself, not a picture"},
    {"GIF8", 4, 0, "plan.image", "an image (GIF)", "send the document itself, not a picture"},
    {"II*\0", 4, 0, "plan.image", "an image (TIFF)", "send the document itself, not a scan"},
    {"MM\0*", 4, 0, "plan.image", "an image (TIFF)", "send the document itself, not a scan"},
    {"WEBP", 4, 8, "plan.image", "an image (WebP)", "send the document itself, not a picture"},
    {"ftyphei", 7, 4, "plan.image", "an image (HEIC)", "send the document itself, not a picture"},
    {"\x1F\x8B", 2, 0, "plan.archive", "a compressed file (gzip)", "unpack it first"},
    {"BZh", 3, 0, "plan.archive", "a compressed file (bzip2)", "unpack it first"},
    {"\xFD"
     "7zXZ",
        5, 0, "plan.archive", "a compressed file (xz)", "unpack it first"},
    {"\x28\xB5\x2F\xFD", 4, 0, "plan.archive", "a compressed file (zstd)", "unpack it first"},
    {"7z\xBC\xAF", 4, 0, "plan.archive", "an archive (7z)", "unpack it first"},
    {"Rar!\x1A", 5, 0, "plan.archive", "an archive (RAR)", "unpack it first"},
    {"ustar", 5, 257, "plan.archive", "an archive (tar)", "unpack it first"},
    {"SQLite format 3", 15, 0, "plan.binary", "a database", "send the plan's document"},
    {"\x7F"
     "ELF",
        4, 0, "plan.binary", "a program", "send the plan's document"},
};

static bool refuse(
    struct ingest_error *error, const char *code, const char *what, const char *advice)
{
    ingest_fail(error, code, "this is %s: %s", what, advice);
    return true;
}

static const char *find(const char *bytes, size_t len, const char *what, size_t n)
{
    for (const char *p = bytes, *end = bytes + len; (size_t)(end - p) >= n; p++) {
        p = memchr(p, what[0], (size_t)(end - p) - n + 1);
        if (!p)
            return NULL;
        if (!memcmp(p, what, n))
            return p;
    }
    return NULL;
}

/* Stream names of old Office containers are UTF-16. */
static bool has_stream(const char *bytes, size_t len, const char *name)
{
    char wide[64];
    size_t n = 0;
    for (; *name && n < sizeof wide; name++) {
        wide[n++] = *name;
        wide[n++] = '\0';
    }
    return find(bytes, len, wide, n) != NULL;
}

static bool refuse_old_office(const char *bytes, size_t len, struct ingest_error *error)
{
    if (has_stream(bytes, len, "EncryptedPackage"))
        return refuse(error, "plan.encrypted", "an Office file with a password",
            "remove the password (File, Info, Protect Document) and send it again");
    if (has_stream(bytes, len, "WordDocument"))
        return refuse(error, "plan.unsupported", "an old Word file (.doc)",
            "open it in Word or LibreOffice and save as DOCX");
    if (has_stream(bytes, len, "Workbook"))
        return refuse(error, "plan.unsupported", "an old Excel file (.xls)",
            "put the tables into the plan and save it as DOCX");
    if (has_stream(bytes, len, "PowerPoint Document"))
        return refuse(
            error, "plan.unsupported", "an old PowerPoint file (.ppt)", "save the slides as PDF");
    return refuse(error, "plan.unsupported", "an old Office file", SAVE_AS);
}

static uint32_t number(const char *p, int bytes)
{
    uint32_t n = 0;
    for (int i = bytes; i-- > 0;)
        n = n << 8 | (unsigned char)p[i];
    return n;
}

/* The central directory of a ZIP archive (APPNOTE.TXT 4.3.12, 4.3.16): its first entry. The end
 * record tells its place and its length; where bytes were lost or added before it, the length is
 * the better guide. NULL when neither leads to an entry. */
static const char *zip_directory(const char *bytes, size_t len)
{
    const size_t record = 22, longest_comment = 65535, entry = 4;
    for (size_t back = record; back <= len && back <= record + longest_comment; back++) {
        const char *p = bytes + len - back;
        if (memcmp(p, "PK\5\6", 4) != 0)
            continue;
        size_t end = len - back, size = number(p + 12, 4), at = number(p + 16, 4);
        if (at < len - entry && !memcmp(bytes + at, "PK\1\2", entry))
            return bytes + at;
        if (size >= entry && size <= end && !memcmp(bytes + end - size, "PK\1\2", entry))
            return bytes + end - size;
        return NULL;
    }
    return NULL;
}

struct zip_entry {
    const char *name;
    size_t len;
    bool encrypted;
};

/* Reads the entry at `*p` and moves on; false past the last one. */
static bool zip_next(const char *bytes, size_t len, const char **p, struct zip_entry *entry)
{
    const size_t fixed = 46;
    size_t left = *p ? len - (size_t)(*p - bytes) : 0;
    if (left < fixed || memcmp(*p, "PK\1\2", 4) != 0)
        return false;
    entry->encrypted = number(*p + 8, 2) & 1;
    entry->len = number(*p + 28, 2);
    entry->name = *p + fixed;
    size_t whole = fixed + entry->len + number(*p + 30, 2) + number(*p + 32, 2);
    if (whole > left)
        return false;
    *p += whole;
    return true;
}

bool refuse_zip_has(const char *bytes, size_t len, const char *member)
{
    if (len < 4 || memcmp(bytes, "PK\3\4", 4) != 0)
        return false;
    struct zip_entry entry;
    const char *p = zip_directory(bytes, len);
    if (!p) /* cut short or damaged: the name may still stand before its bytes */
        return find(bytes, len, member, strlen(member)) != NULL;
    while (zip_next(bytes, len, &p, &entry))
        if (entry.len == strlen(member) && !memcmp(entry.name, member, entry.len))
            return true;
    return false;
}

static bool zip_is_encrypted(const char *bytes, size_t len)
{
    struct zip_entry entry;
    const char *p = zip_directory(bytes, len);
    while (zip_next(bytes, len, &p, &entry))
        if (entry.encrypted)
            return true;
    return false;
}

static bool refuse_zip(const char *bytes, size_t len, struct ingest_error *error)
{
    static const struct {
        const char *member, *what, *advice;
    } kinds[] = {
        {"word/document.xml", "a Word file that cannot be read here", "save it as PDF or ODT"},
        {"xl/workbook.xml", "an Excel workbook",
            "put the tables into the plan and save it as DOCX"},
        {"xl/workbook.bin", "an Excel workbook",
            "put the tables into the plan and save it as DOCX"},
        {"ppt/presentation.xml", "a PowerPoint presentation", "save the slides as PDF"},
        {"Index/Document.iwa", "an Apple iWork document", "export it as Word (DOCX)"},
        {"META-INF/container.xml", "an e-book (EPUB)", "send the document that it was made from"},
        {"content.xml", "an OpenDocument file that is no text document",
            "save it as text document (ODT) or PDF"},
    };
    if (zip_is_encrypted(bytes, len))
        return refuse(error, "plan.encrypted", "an archive with a password",
            "remove the password and send the plan itself");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (refuse_zip_has(bytes, len, kinds[i].member))
            return refuse(error, "plan.unsupported", kinds[i].what, kinds[i].advice);
    return refuse(
        error, "plan.archive", "a ZIP archive", "unpack it and send each plan on its own");
}

bool refuse_known(const char *bytes, size_t len, struct ingest_error *error)
{
    if (len >= 8 && !memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
        return refuse_old_office(bytes, len, error);
    if (len >= 4 && (!memcmp(bytes, "PK\3\4", 4) || !memcmp(bytes, "PK\5\6", 4)))
        return refuse_zip(bytes, len, error);
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (len >= signatures[i].at + signatures[i].len &&
            !memcmp(bytes + signatures[i].at, signatures[i].magic, signatures[i].len))
            return refuse(error, signatures[i].code, signatures[i].what, signatures[i].advice);
    return false;
}
