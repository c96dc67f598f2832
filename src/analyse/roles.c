/* What a table is for, told from its caption and its heads by counting words that belong to a role;
 * and which of its rows are heads when the reader did not say. */
#include <string.h>

#include "analyse/passes.h"
#include "analyse/words.h"

#define MAX_HEAD 200 /* bytes of a head that are looked at */

struct cue {
    const char *phrase;
    uint8_t role, weight;
};

static const struct cue cues[] = {
    {"risk", DOC_TABLE_RISKS, 3},
    {"mitigat", DOC_TABLE_RISKS, 3},
    {"likelihood", DOC_TABLE_RISKS, 3},
    {"impact", DOC_TABLE_RISKS, 1},
    {"consequence", DOC_TABLE_RISKS, 2},
    {"action", DOC_TABLE_ACTIONS, 3},
    {"owner", DOC_TABLE_ACTIONS, 2},
    {"lead", DOC_TABLE_ACTIONS, 2},
    {"responsible", DOC_TABLE_ACTIONS, 2},
    {"deadline", DOC_TABLE_ACTIONS, 3},
    {"by when", DOC_TABLE_ACTIONS, 4},
    {"by whom", DOC_TABLE_ACTIONS, 4},
    {"who", DOC_TABLE_ACTIONS, 1},
    {"when", DOC_TABLE_ACTIONS, 1},
    {"milestone", DOC_TABLE_ACTIONS, 3},
    {"timescale", DOC_TABLE_ACTIONS, 3},
    {"timeline", DOC_TABLE_ACTIONS, 2},
    {"completion", DOC_TABLE_ACTIONS, 2},
    {"deliverable", DOC_TABLE_ACTIONS, 2},
    {"status", DOC_TABLE_ACTIONS, 1},
    {"\xC2\xA3", DOC_TABLE_MONEY, 3},
    {"cost", DOC_TABLE_MONEY, 2},
    {"funding", DOC_TABLE_MONEY, 3},
    {"budget", DOC_TABLE_MONEY, 3},
    {"investment", DOC_TABLE_MONEY, 2},
    {"allocation", DOC_TABLE_MONEY, 3},
    {"spend", DOC_TABLE_MONEY, 3},
    {"amount", DOC_TABLE_MONEY, 3},
    {"recurrent", DOC_TABLE_MONEY, 3},
    {"income", DOC_TABLE_MONEY, 2},
    {"baseline", DOC_TABLE_INDICATORS, 3},
    {"target", DOC_TABLE_INDICATORS, 3},
    {"indicator", DOC_TABLE_INDICATORS, 4},
    {"measure", DOC_TABLE_INDICATORS, 3},
    {"metric", DOC_TABLE_INDICATORS, 4},
    {"kpi", DOC_TABLE_INDICATORS, 4},
    {"outcome", DOC_TABLE_INDICATORS, 1},
    {"trajectory", DOC_TABLE_TRAJECTORY, 5},
    {"forecast", DOC_TABLE_TRAJECTORY, 3},
    {"projected", DOC_TABLE_TRAJECTORY, 3},
    {"planned", DOC_TABLE_TRAJECTORY, 1},
    {"requirement", DOC_TABLE_RESPONSE, 4},
    {"our response", DOC_TABLE_RESPONSE, 5},
    {"response", DOC_TABLE_RESPONSE, 3},
    {"national ask", DOC_TABLE_RESPONSE, 5},
    {"national area", DOC_TABLE_RESPONSE, 4},
    {"what it means here", DOC_TABLE_RESPONSE, 4},
    {"must do", DOC_TABLE_RESPONSE, 3},
    {"must-do", DOC_TABLE_RESPONSE, 3},
    {"evidence", DOC_TABLE_RESPONSE, 1},
    {"number of", DOC_TABLE_COUNTS, 3},
    {"practices", DOC_TABLE_COUNTS, 2},
    {"population", DOC_TABLE_COUNTS, 2},
    {"list size", DOC_TABLE_COUNTS, 3},
    {"headcount", DOC_TABLE_COUNTS, 3},
    {"wte", DOC_TABLE_COUNTS, 2},
    {"fte", DOC_TABLE_COUNTS, 2},
    {"current", DOC_TABLE_COUNTS, 2},
    {"total", DOC_TABLE_COUNTS, 1},
    {"people", DOC_TABLE_COUNTS, 1},
};

static void count_cues(
    const struct doc *doc, const struct doc_block *b, unsigned score[8], unsigned factor)
{
    size_t len = b->end - b->at < MAX_HEAD ? b->end - b->at : MAX_HEAD;
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (text_find(doc->text + b->at, len, cues[i].phrase))
            score[cues[i].role] += cues[i].weight * factor;
}

/* "2017/18", "March 2019", "Q4", "Year 1": columns of a table over time. */
static bool is_date_head(const char *s, size_t len)
{
    for (size_t i = 0; i + 3 < len; i++)
        if (s[i] == '2' && s[i + 1] == '0' && s[i + 2] >= '0' && s[i + 2] <= '9' &&
            s[i + 3] >= '0' && s[i + 3] <= '9')
            return true;
    if (len >= 5 && s[0] >= '0' && s[0] <= '9' && s[2] == '/' && s[3] >= '0' && s[3] <= '9')
        return true;
    return len >= 2 && len <= 12 &&
           ((s[0] == 'Q' && s[1] >= '1' && s[1] <= '4') ||
               text_equals(s, len > 5 ? 5 : len, "year "));
}

static bool has_letters(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z')
            return true;
    return false;
}

/* A first row whose cells are all short texts, above rows that are not all alike, is a head. */
static void guess_header(struct doc *doc, struct doc_table *t)
{
    uint32_t i = t->first_block;
    size_t cells = 0, good = 0;
    for (; i < t->end_block && doc->blocks.v[i].row == 0; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        size_t len = b->end - b->at;
        if (b->header)
            return;
        if (len == 0 && b->col == 0)
            continue;
        cells++;
        good += len > 0 && len < 60 && !strchr(".;", doc->text[b->end - 1]) &&
                (has_letters(doc->text + b->at, len) || is_date_head(doc->text + b->at, len));
    }
    if (cells < 2 || good < cells || t->rows < 2)
        return;
    t->header_rows = 1;
    for (uint32_t k = t->first_block; k < i; k++)
        doc->blocks.v[k].header = true;
}

static void count_headers(const struct doc *doc, struct doc_table *t)
{
    for (uint32_t i = t->first_block; i < t->end_block && !t->header_rows; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (b->row > 0 || !b->header)
            return;
        if (i + 1 == t->end_block || doc->blocks.v[i + 1].row > 0)
            t->header_rows = 1;
    }
}

static void table_role(struct doc *doc, struct doc_table *t)
{
    unsigned score[8] = {0}, dates = 0;
    uint16_t heads = t->header_rows ? t->header_rows : 1;
    if (t->caption != DOC_NONE)
        count_cues(doc, &doc->blocks.v[t->caption], score, 2);
    for (uint32_t i = t->first_block; i < t->end_block && doc->blocks.v[i].row < heads; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        count_cues(doc, b, score, 1);
        dates += b->col > 0 && is_date_head(doc->text + b->at, b->end - b->at);
    }
    if (dates >= 2) {
        score[DOC_TABLE_TRAJECTORY] += 4;
        score[DOC_TABLE_MONEY] += score[DOC_TABLE_MONEY] ? 4 : 0;
    }
    t->role = DOC_TABLE_UNKNOWN;
    for (uint8_t r = 1, best = 0; r < 8; r++)
        if (score[r] >= 3 && score[r] > best) {
            best = score[r] < 255 ? (uint8_t)score[r] : 255;
            t->role = r;
        }
}

void roles_run(struct doc *doc)
{
    for (size_t i = 0; i < doc->tables.n; i++) {
        struct doc_table *t = &doc->tables.v[i];
        if (t->header_rows == 0)
            count_headers(doc, t);
        if (t->header_rows == 0)
            guess_header(doc, t);
        table_role(doc, t);
    }
}
