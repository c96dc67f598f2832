/* How long a DOCX takes to read, beside bare libarchive and libxml2 over the same file: make
 * tests/bench/bench_docx && tests/bench/bench_docx PLAN.docx... The bare reader unpacks the parts
 * that hold text, styles and numbers, walks them by SAX2 and keeps the text and nothing else; the
 * figures in brackets are for the main part alone. Medians of ROUNDS, taken in turn, so that a busy
 * machine slows all alike. */
#define _POSIX_C_SOURCE 200809L
#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/ingest.h"

enum { ROUNDS = 51 };

struct bare {
    struct buf text;
    int in_text;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int spaces, const xmlChar **space, int count, int defaulted, const xmlChar **attributes)
{
    struct bare *b = user;
    (void)prefix, (void)uri, (void)spaces, (void)space, (void)count, (void)defaulted;
    (void)attributes;
    b->in_text = !strcmp((const char *)name, "t");
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct bare *b = user;
    (void)prefix, (void)uri;
    b->in_text = 0;
    if (!strcmp((const char *)name, "p"))
        buf_add_char(&b->text, '\n');
}

static void on_characters(void *user, const xmlChar *s, int len)
{
    struct bare *b = user;
    if (b->in_text)
        buf_add(&b->text, (const char *)s, (size_t)len);
}

static size_t walk(const char *xml, size_t len)
{
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_characters};
    struct bare b = {.in_text = 0};
    buf_init(&b.text, LIMIT_TEXT_BYTES);
    xmlSAXUserParseMemory(&sax, &b, xml, (int)len);
    size_t n = b.text.len;
    buf_clear(&b.text);
    return n;
}

/* The parts that the reader of DOCX reads too. */
static bool has_text(const char *name)
{
    static const char *const parts[] = {
        "document", "styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer"};
    if (strncmp(name, "word/", 5) != 0 || strchr(name + 5, '/'))
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strncmp(name + 5, parts[i], strlen(parts[i])))
            return true;
    return false;
}

/* Bytes of text; of all those parts, or of the main one alone. */
static size_t read_bare(const char *bytes, size_t len, bool all)
{
    size_t text = 0;
    struct archive_entry *entry;
    struct archive *a = archive_read_new();
    archive_read_support_format_zip_seekable(a);
    if (archive_read_open_memory(a, bytes, len) != ARCHIVE_OK)
        exit(1);
    while (archive_read_next_header(a, &entry) == ARCHIVE_OK) {
        const char *name = archive_entry_pathname(entry);
        if (all ? !has_text(name) : strcmp(name, "word/document.xml") != 0)
            continue;
        size_t size = (size_t)archive_entry_size(entry);
        char *xml = xmalloc(size + 1);
        if (archive_read_data(a, xml, size) == (la_ssize_t)size)
            text += walk(xml, size);
        xfree(xml);
    }
    archive_read_free(a);
    return text;
}

static size_t read_ours(const char *path, const char *bytes, size_t len)
{
    struct ingest_error error;
    struct doc *d = ingest(path, bytes, len, "docx", &error);
    if (!d) {
        fprintf(stderr, "%s: %s\n", path, error.text);
        exit(1);
    }
    size_t n = d->len;
    doc_free(d);
    return n;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times)
{
    qsort(times, ROUNDS, sizeof *times, by_size);
    return times[ROUNDS / 2];
}

static void measure(const char *path)
{
    double main_part[ROUNDS], all[ROUNDS], ours[ROUNDS];
    char *bytes;
    size_t len, text = 0;
    if (file_read(path, LIMIT_PLAN_BYTES, &bytes, &len) != FILE_OK) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(1);
    }
    for (int i = 0; i < ROUNDS; i++) {
        double t0 = now();
        if (!read_bare(bytes, len, false)) {
            fprintf(stderr, "%s: no text in word/document.xml\n", path);
            exit(1);
        }
        double t1 = now();
        read_bare(bytes, len, true);
        double t2 = now();
        text = read_ours(path, bytes, len);
        main_part[i] = t1 - t0;
        all[i] = t2 - t1;
        ours[i] = now() - t2;
    }
    xfree(bytes);
    double a = median(main_part), b = median(all), c = median(ours);
    printf("%s: %zu KB of text, bare %.2f ms (document.xml alone %.2f ms), ours %.2f ms, "
           "ratio %.2f (%.2f)\n",
        path, text / 1000, b, a, c, c / b, c / a);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        measure(argv[i]);
    return argc < 2;
}
