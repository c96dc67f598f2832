/* See look.h. A bold sentence is emphasis, and taken for a heading it could no longer be evidence:
 * in doubt it is text. */
#include "ingest/look.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "doc/doc.h"

enum { HEADING_WORDS = 12, HEADING_BYTES = 100, RUN_IN_WORDS = 8, WORD_BYTES = 16 };

struct words {
    size_t count, letters, named; /* named: words that begin with a letter */
    uint32_t last;                /* the last character that can be seen */
    bool question, says_will, we; /* begins with how, what...; has "will" or "shall"; "we" */
};

static bool is_any(const char *word, const char *list)
{
    const char *at = *word ? strstr(list, word) : NULL;
    size_t n = strlen(word);
    return at && (at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0');
}

static void end_word(struct words *w, char *word, size_t *n)
{
    if (!*n)
        return;
    word[*n < WORD_BYTES ? *n : WORD_BYTES - 1] = '\0';
    w->question = w->question ||
                  (w->named == 0 && is_any(word, "how what where who whom when why which whose"));
    w->says_will = w->says_will || is_any(word, "will shall");
    w->we = w->we || is_any(word, "we we'll");
    w->named += word[0] >= 'a' && word[0] <= 'z'; /* a number may stand before the title */
    w->count++;
    *n = 0;
}

static struct words read_words(const char *text, size_t len)
{
    struct words w = {0};
    char word[WORD_BYTES];
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        uint32_t c;
        i += utf8_decode(text + i, len - i, &c);
        w.letters += utf8_is_word(c) && !(c >= '0' && c <= '9');
        if (utf8_is_blank(c) || c == '\n' || c == '\r') {
            end_word(&w, word, &n);
            continue;
        }
        w.last = c;
        if (n < WORD_BYTES - 1)
            word[n] = (char)(utf8_fold(c) < 0x80 ? utf8_fold(c) : '?');
        n++;
    }
    end_word(&w, word, &n);
    return w;
}

static bool is_statement(const struct words *w)
{
    return !w->question && (w->says_will || w->we);
}

bool look_is_heading(const char *text, size_t len)
{
    if (len > HEADING_BYTES)
        return false;
    struct words w = read_words(text, len);
    return w.count > 0 && w.count <= HEADING_WORDS && w.letters > 1 && !is_statement(&w) &&
           (w.last >= 0x80 || !strchr(".,;:|", (int)w.last));
}

bool look_is_run_in(const char *text, size_t len)
{
    if (len > HEADING_BYTES)
        return false;
    struct words w = read_words(text, len);
    return w.count > 0 && w.count <= RUN_IN_WORDS && w.letters > 1 && !is_statement(&w) &&
           (w.last == '.' || w.last == ':' || w.last == '?' || w.last == '!' || w.last == 0x2013 ||
               w.last == '-');
}

bool look_is_caption(const char *text, size_t len)
{
    static const char *const kinds[] = {"Table ", "TABLE ", "Figure ", "Chart ", "Box "};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i]);
        if (len > n && len < 250 && memcmp(text, kinds[i], n) == 0)
            return (text[n] >= '0' && text[n] <= '9') ||
                   (text[n] >= 'A' && text[n] <= 'E' && (len == n + 1 || text[n + 1] < 'A'));
    }
    return false;
}

size_t look_bullet(const char *text, size_t len)
{
    static const uint32_t signs[] = {0x2022, 0x2023, 0x2043, 0x204C, 0x204D, 0x2219, 0x25A0, 0x25A1,
        0x25AA, 0x25AB, 0x25B8, 0x25BA, 0x25CB, 0x25CF, 0x25E6, 0x2756, 0x27A2, 0x27A4, 0xB7,
        0xF0A7, 0xF0B7, 0xF0D8, 0xF076, 0x2013, '-', '*'};
    uint32_t c = 0;
    size_t n = len ? utf8_decode(text, len, &c) : 0, at = n;
    uint32_t sign = c;
    bool known = false;
    for (size_t i = 0; n && i < sizeof signs / sizeof *signs; i++)
        known = known || signs[i] == c;
    while (known && at < len) {
        size_t step = utf8_decode(text + at, len - at, &c);
        if (!utf8_is_blank(c))
            break;
        at += step;
    }
    /* a dash or star must stand apart from the text: "-5%" is a number */
    if (!known || at >= len ||
        (at == n && (sign == '-' || sign == '*' || sign == 0xB7 || sign == 0x2013)))
        return 0;
    return at;
}

static char *one_line(struct arena *arena, const char *s, size_t len)
{
    char *line = arena_copy(arena, s, len);
    for (char *p = line; (p = strchr(p, '\n'));)
        *p = ' ';
    return line;
}

void look_set_title(struct doc *doc)
{
    for (size_t i = 0; i < doc->blocks.n && !doc->title; i++) {
        const struct doc_block *block = &doc->blocks.v[i];
        if (block->kind == DOC_HEADING && block->level == 1 && !(block->marks & DOC_NEVER_EVIDENCE))
            doc->title = one_line(doc->arena, doc->text + block->at, block->end - block->at);
    }
}
