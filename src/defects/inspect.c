/* The frame of the checks: runs the table, makes findings and their fingerprints, and gives checks
 * the few things that they all need: whole quotes, words of a stretch, figures as people write
 * them. */
#include "defects/inspect.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/sort.h"
#include "base/utf8.h"

static const struct defect_check checks[] = {
    {"defect.table-total", "high", "rows, columns and sums that do not add up to their total",
        totals_run},
    {"defect.contradiction", "medium", "one quantity with two values", contradictions_run},
    {"defect.arithmetic", "high", "rates, shares and averages that do not work out",
        arithmetic_run},
    {"defect.broken-reference", "medium", "what is referred to does not exist or is something else",
        references_run},
    {"defect.missing-section", "medium", "in the contents and not in the body, gaps in numbers",
        sections_check_run},
    {"defect.bad-date", "high", "dates and years that do not exist", bad_dates_run},
    {"defect.date-order", "medium", "an end before its beginning", date_order_run},
    {"defect.placeholder", "medium", "a statement that is still to come", placeholders_run},
    {"defect.wrong-organisation", "high", "another organisation where the plan speaks of itself",
        organisations_check_run},
    {"defect.duplicate", "low", "a passage that stands twice", duplicates_run},
    {"defect.abbreviation", "info", "an abbreviation that is never explained", abbreviations_run},
    {"defect.unreadable", "low", "damage that hides content", unreadable_run},
};

const struct defect_check *defect_check_at(size_t i)
{
    return i < sizeof checks / sizeof *checks ? &checks[i] : NULL;
}

/* What the pack says about a rule: a severity, "off", or NULL. */
static const char *pack_says(const struct pack *pack, const char *rule)
{
    for (uint32_t i = 0; pack && i < pack->defect_count; i++)
        if (!strcmp(pack->defects[i].rule, rule))
            return pack->defects[i].severity;
    return NULL;
}

/* ---- findings ---- */

/* The letters and digits of a stretch, in lower case, a blank between words. */
static void add_normalised(struct buf *key, const char *s, uint32_t len)
{
    bool gap = true;
    for (uint32_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        bool word = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0x80;
        if (word)
            buf_add_char(key, (char)(c >= 'A' && c <= 'Z' ? c | 32 : c));
        else if (!gap)
            buf_add_char(key, ' ');
        gap = !word;
    }
    buf_add_char(key, '\n');
}

static void set_fingerprint(struct inspection *n, struct finding *f)
{
    struct buf key;
    char hex[HASH_SHA256_HEX];
    buf_init(&key, LIMIT_TEXT_BYTES);
    buf_printf(&key, "%s\n", f->rule);
    add_normalised(&key, n->doc->text + f->at, f->end - f->at);
    for (uint32_t i = 0; i < f->related_count; i++)
        add_normalised(&key, n->doc->text + f->related[i].at, f->related[i].end - f->related[i].at);
    hash_sha256_hex(buf_str(&key), key.len, hex);
    f->fingerprint = arena_copy(n->kept, hex, 16);
    buf_clear(&key);
}

void inspect_report(
    struct inspection *n, const char *severity, uint32_t at, uint32_t end, const char *format, ...)
{
    char text[1200];
    va_list args;
    if (n->found.n >= LIMIT_FINDINGS)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *said = pack_says(n->pack, n->check->rule);
    struct finding f = {.rule = n->check->rule,
        .severity = said       ? said
                    : severity ? severity
                               : n->check->severity,
        .message = arena_copy(n->kept, text, utf8_valid_prefix(text, strlen(text))),
        .at = at,
        .end = end};
    VEC_PUSH(&n->found, f);
}

void inspect_relate(struct inspection *n, uint32_t at, uint32_t end)
{
    if (!n->found.n)
        return;
    struct finding *f = &n->found.v[n->found.n - 1];
    if (f->related_count >= LIMIT_RELATED)
        return;
    struct finding_place *more = arena_array(n->kept, f->related_count + 1u, sizeof *f->related);
    if (f->related_count)
        memcpy(more, f->related, f->related_count * sizeof *more);
    more[f->related_count++] = (struct finding_place){at, end};
    f->related = more;
}

static int compare_findings(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    int c = strcmp(x->rule, y->rule);
    return c ? c : strcmp(x->message, y->message);
}

struct finding *defects_find(
    const struct doc *doc, const struct pack *pack, struct arena *arena, uint32_t *count)
{
    uint64_t steps = 0;
    struct inspection n = {
        .doc = doc, .arena = arena_new(), .kept = arena, .pack = pack, .steps = &steps};
    wording_read(&n.words, doc->text ? doc->text : "", doc->len);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        const char *said = pack_says(pack, checks[i].rule);
        n.check = &checks[i];
        if (!said || strcmp(said, "off"))
            checks[i].run(&n);
    }
    if (steps > LIMIT_DEFECT_STEPS) {
        n.check = defect_check_at(1);
        inspect_report(&n, "info", 0, 0,
            "the plan holds more figures and names than are compared; the rest was not looked at");
    }
    wording_clear(&n.words);
    arena_free(n.arena);
    struct finding *out = arena_array(arena, n.found.n + 1, sizeof *out);
    if (n.found.n) {
        sort_stable(n.found.v, n.found.n, sizeof *n.found.v, compare_findings);
        memcpy(out, n.found.v, n.found.n * sizeof *out);
    }
    for (size_t i = 0; i < n.found.n; i++)
        set_fingerprint(&n, &out[i]);
    *count = (uint32_t)n.found.n;
    xfree(n.found.v);
    return out;
}

/* ---- what checks ask ---- */

bool block_speaks(const struct doc_block *b)
{
    return !(b->marks & (DOC_NEVER_EVIDENCE & ~DOC_KEYWORDS));
}

bool inspect_marked(const struct inspection *n)
{
    return strcmp(n->doc->format, "text") != 0 && strcmp(n->doc->format, "pdf") != 0;
}

void inspect_quote(const struct inspection *n, uint32_t at, uint32_t *from, uint32_t *to)
{
    const struct doc *d = n->doc;
    uint32_t k = doc_block_at(d, at), s = doc_sentence_at(d, at);
    if (k == DOC_NONE) {
        *from = *to = at;
        return;
    }
    const struct doc_block *b = &d->blocks.v[k];
    *from = b->at;
    *to = b->end;
    if (b->kind == DOC_CELL && b->table != DOC_NONE) {
        const struct doc_table *t = &d->tables.v[b->table];
        uint32_t i = k;
        for (i = k; i > t->first_block && d->blocks.v[i - 1].row == b->row; i--)
            *from = d->blocks.v[i - 1].at;
        for (i = k; i + 1 < t->end_block && d->blocks.v[i + 1].row == b->row; i++)
            *to = d->blocks.v[i + 1].end;
    } else if (s != DOC_NONE && d->sentences.v[s].block == k && d->sentences.v[s].end >= at) {
        *from = d->sentences.v[s].at;
        *to = d->sentences.v[s].end;
    }
}

struct finding_place inspect_place(const struct inspection *n, uint32_t at)
{
    struct finding_place p;
    inspect_quote(n, at, &p.at, &p.end);
    return p;
}

struct span inspect_words(const struct inspection *n, uint32_t at, uint32_t end)
{
    struct span s = {wording_from(&n->words, at), wording_from(&n->words, end)};
    return s;
}

bool inspect_is(const struct inspection *n, uint32_t i, const char *word)
{
    return i < n->words.n && n->words.v[i].hash == word_hash(word, (uint32_t)strlen(word));
}

bool inspect_has_any(
    const struct inspection *n, struct span s, const char *const *list, size_t count)
{
    for (uint32_t i = s.first; i < s.end; i++)
        for (size_t k = 0; k < count; k++)
            if (inspect_is(n, i, list[k]))
                return true;
    return false;
}

const char *inspect_text(const struct inspection *n, uint32_t at, uint32_t end, uint32_t most)
{
    struct buf out;
    buf_init(&out, most + 8u);
    bool gap = false, cut = false;
    for (uint32_t i = at; i < end && i < n->doc->len; i++) {
        char c = n->doc->text[i];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r') {
            gap = out.len > 0;
            if (gap && out.len + 1 >= most) {
                cut = true;
                break;
            }
            continue;
        }
        if (gap)
            buf_add_char(&out, ' ');
        gap = false;
        if (out.len >= most) {
            cut = true;
            break;
        }
        buf_add_char(&out, c);
    }
    size_t len = utf8_valid_prefix(buf_str(&out), out.len);
    const char *text = arena_printf(n->arena, "%.*s%s", (int)len, buf_str(&out), cut ? "..." : "");
    buf_clear(&out);
    return text;
}

void inspect_heads(
    const struct inspection *n, uint32_t block, const char **row, const char **column)
{
    *row = *column = "";
    const struct doc *d = n->doc;
    if (block >= d->blocks.n || d->blocks.v[block].table == DOC_NONE)
        return;
    const struct doc_block *b = &d->blocks.v[block], *c = b;
    const struct doc_table *t = &d->tables.v[b->table];
    while (c > d->blocks.v + t->first_block && c[-1].row == b->row)
        c--;
    if (c != b)
        *row = inspect_text(n, c->at, c->end, 80);
    for (uint32_t i = t->first_block; i < t->end_block; i++) {
        c = &d->blocks.v[i];
        if (c->row >= t->header_rows || c->row >= b->row)
            break;
        if (c->col == b->col)
            *column = inspect_text(n, c->at, c->end, 80);
    }
}

bool digits_transposed(double a, double b)
{
    char x[32], y[32];
    if (fabs(a) < 100 || fabs(b) < 100 || a == b)
        return false;
    snprintf(x, sizeof x, "%.4f", fabs(a));
    snprintf(y, sizeof y, "%.4f", fabs(b));
    size_t n = strlen(x), i = 0;
    if (n != strlen(y))
        return false;
    while (x[i] == y[i])
        i++;
    size_t k = i + 1 < n && x[i + 1] == '.' ? i + 2 : i + 1; /* over the decimal point */
    return k < n && x[i] == y[k] && x[k] == y[i] && !strcmp(x + k + 1, y + k + 1);
}

const char *inspect_number(const struct inspection *n, double value, int decimals)
{
    char digits[64];
    int len = snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    int whole = decimals ? len - decimals - 1 : len, k = 0;
    char out[96];
    if (value < 0)
        out[k++] = '-';
    for (int i = 0; i < len && k < 90; i++) {
        out[k++] = digits[i];
        if (i < whole - 1 && (whole - 1 - i) % 3 == 0)
            out[k++] = ',';
    }
    return arena_copy(n->arena, out, (size_t)k);
}
