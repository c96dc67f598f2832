/* See frame.h. Both sides are one program on one machine, so numbers go as they lie in memory. */
#include "batch/frame.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "ingest/ingest.h"

static void add_number(struct buf *out, uint64_t n)
{
    buf_add(out, (const char *)&n, sizeof n);
}

/* With its NUL, so that it can be read in place; the length UINT64_MAX is NULL. */
static void add_text(struct buf *out, const char *s)
{
    add_number(out, s ? strlen(s) : UINT64_MAX);
    if (s)
        buf_add(out, s, strlen(s) + 1);
}

struct reading {
    const char *at, *end;
    bool failed;
};

static uint64_t read_number(struct reading *r)
{
    uint64_t n = 0;
    if ((size_t)(r->end - r->at) < sizeof n) {
        r->failed = true;
        return 0;
    }
    memcpy(&n, r->at, sizeof n);
    r->at += sizeof n;
    return n;
}

/* A number of at most `most`. */
static uint64_t read_most(struct reading *r, uint64_t most)
{
    uint64_t n = read_number(r);
    r->failed |= n > most;
    return r->failed ? 0 : n;
}

static const char *read_text(struct reading *r)
{
    uint64_t len = read_number(r);
    if (r->failed || len == UINT64_MAX)
        return NULL;
    if (len >= (uint64_t)(r->end - r->at) || r->at[len] || memchr(r->at, '\0', len)) {
        r->failed = true;
        return NULL;
    }
    const char *s = r->at;
    r->at += len + 1;
    return s;
}

/* Adds a head whose length follows from what is added behind it. */
static size_t open_frame(struct buf *out, enum frame_kind kind)
{
    const uint32_t head[2] = {(uint32_t)kind, 0};
    buf_add(out, (const char *)head, sizeof head);
    return out->len;
}

static void close_frame(struct buf *out, size_t from)
{
    uint32_t len = (uint32_t)(out->len - from);
    if (!out->full)
        memcpy(out->s + from - sizeof len, &len, sizeof len);
}

static void add_options(struct buf *out, const struct pa_report_options *o)
{
    static const struct pa_threshold standard = {.must = true};
    const struct pa_threshold *t = o->threshold ? o->threshold : &standard;
    add_number(out, (uint64_t)o->colour | (uint64_t)o->verbose << 1 | (uint64_t)o->dated << 2 |
                        (uint64_t)o->confined << 3 | (uint64_t)t->must << 4 |
                        (uint64_t)t->should << 5 | (uint64_t)t->defect << 6 |
                        (uint64_t)t->has_score << 7);
    add_number(out, t->rating);
    buf_add(out, (const char *)&t->score, sizeof t->score);
    add_text(out, o->explain);
    add_text(out, o->as_of);
}

static void read_options(struct reading *r, struct frame_job *f)
{
    uint64_t bits = read_most(r, 0xFF);
    f->threshold = (struct pa_threshold){.must = bits >> 4 & 1,
        .should = bits >> 5 & 1,
        .defect = bits >> 6 & 1,
        .has_score = bits >> 7 & 1,
        .rating = (enum pa_rating)read_most(r, PA_GREEN)};
    uint64_t score = read_number(r);
    memcpy(&f->threshold.score, &score, sizeof score);
    f->options = (struct pa_report_options){.colour = bits & 1,
        .verbose = bits >> 1 & 1,
        .dated = bits >> 2 & 1,
        .confined = bits >> 3 & 1,
        .threshold = &f->threshold};
    f->options.explain = read_text(r);
    f->options.as_of = read_text(r);
}

void frame_add_job(struct buf *out, const struct job *job, const struct ingest_wire *wire)
{
    static const struct pa_report_options standard = {0};
    size_t from = open_frame(out, FRAME_JOB);
    add_number(out, job->index);
    add_number(out, job->count);
    add_number(out, job->repeat);
    add_text(out, job->name);
    add_text(out, job->pack);
    add_text(out, job->judgements);
    add_text(out, job->error_code);
    add_text(out, job->error_message);
    add_options(out, job->options ? job->options : &standard);
    add_number(out, job->plain);
    add_number(out, job->format_count);
    for (size_t i = 0; i < job->format_count; i++)
        add_text(out, job->formats[i]);
    add_number(out, wire != NULL);
    add_text(out, wire ? wire->error_code : NULL);
    add_text(out, wire ? wire->error_text : NULL);
    close_frame(out, from);
}

bool frame_read_job(const char *bytes, size_t len, struct frame_job *f)
{
    struct reading r = {bytes, bytes + len, false};
    memset(f, 0, sizeof *f);
    f->job.index = read_number(&r);
    f->job.count = read_number(&r);
    f->job.repeat = read_number(&r);
    f->job.name = read_text(&r);
    f->job.pack = read_text(&r);
    f->job.judgements = read_text(&r);
    f->job.error_code = read_text(&r);
    f->job.error_message = read_text(&r);
    read_options(&r, f);
    f->job.options = &f->options;
    f->job.plain = (uint32_t)read_most(&r, UINT32_MAX);
    f->job.format_count = read_most(&r, LIMIT_REPORTS);
    f->job.formats = f->formats;
    for (size_t i = 0; i < f->job.format_count; i++)
        f->formats[i] = read_text(&r);
    f->has_wire = read_most(&r, 1);
    f->wire_code = read_text(&r);
    f->wire_text = read_text(&r);
    for (size_t i = 0; i < f->job.format_count; i++)
        r.failed |= !f->formats[i];
    return !r.failed && r.at == r.end && f->job.name;
}

static void add_part(struct buf *out, size_t report, size_t stream, const struct buf *part)
{
    for (size_t at = 0; at < part->len; at += FRAME_PIECE) {
        size_t n = part->len - at < FRAME_PIECE ? part->len - at : FRAME_PIECE;
        size_t from = open_frame(out, FRAME_PART);
        add_number(out, report);
        add_number(out, stream);
        buf_add(out, part->s + at, n);
        close_frame(out, from);
    }
}

static uint64_t pack_index(const struct answer *a)
{
    for (size_t i = 0; i < a->engine->packs.n; i++)
        if (a->figures.pack && a->engine->packs.v[i].pack == a->figures.pack)
            return i;
    return UINT64_MAX;
}

static size_t waiver_count(const struct answer *a)
{
    const struct review *review = engine_review(a->engine);
    return review && review->waivers ? review->waivers->count : 0;
}

/* What the check said beside the result (of judgements, say), the first of it. */
static void add_messages(struct buf *out, const struct answer *a)
{
    size_t n = a->messages ? diag_count(a->messages) : 0;
    n = n < FRAME_MESSAGES ? n : FRAME_MESSAGES;
    add_number(out, n);
    for (size_t i = 0; i < n; i++) {
        const struct diag_message *m = diag_at(a->messages, i);
        add_number(out, m->level);
        add_number(out, m->line);
        add_text(out, m->code);
        add_text(out, m->file);
        add_text(out, m->text);
        add_text(out, m->advice);
    }
}

static void read_messages(struct reading *r, struct answer *a)
{
    uint64_t n = read_most(r, FRAME_MESSAGES);
    for (uint64_t i = 0; i < n && !r->failed; i++) {
        enum diag_level level = (enum diag_level)read_most(r, DIAG_ERROR);
        uint32_t line = (uint32_t)read_most(r, UINT32_MAX);
        const char *code = read_text(r), *file = read_text(r), *text = read_text(r),
                   *advice = read_text(r);
        r->failed |= !code || !text;
        if (r->failed)
            return;
        if (!a->messages)
            a->messages = diag_new();
        diag_add(a->messages, level, code, file, line, 0, NULL, advice, "%s", text);
    }
}

void frame_add_answer(struct buf *out, const struct answer *a, bool leaving)
{
    const struct plan_figures *f = &a->figures;
    for (size_t i = 0; i < a->report_count; i++)
        for (size_t k = 0; k < a->reports[i]->streams; k++)
            add_part(out, i, k, &a->parts[i][k]);
    size_t from = open_frame(out, FRAME_END);
    add_number(out, (uint64_t)f->error | (uint64_t)f->assessed << 1 | (uint64_t)f->incomplete << 2 |
                        (uint64_t)f->fails << 3 | (uint64_t)(f->use != NULL) << 4 |
                        (uint64_t)leaving << 5);
    add_number(out, f->text);
    add_number(out, f->cases.tests);
    add_number(out, f->cases.failures);
    add_number(out, f->cases.errors);
    add_number(out, f->cases.skipped);
    for (size_t i = 0; i < REPORT_LEVELS; i++)
        add_number(out, f->levels[i]);
    add_number(out, pack_index(a));
    add_text(out, a->error_code);
    add_text(out, a->error_message);
    add_messages(out, a);
    if (f->use)
        buf_add(out, (const char *)f->use, waiver_count(a));
    close_frame(out, from);
}

static bool read_part(struct reading *r, struct frame_state *state, struct answer *a)
{
    uint64_t report = read_number(r), stream = read_number(r);
    size_t n = (size_t)(r->end - r->at);
    if (r->failed || report >= a->report_count || stream >= a->reports[report]->streams ||
        n > LIMIT_ANSWER_BYTES - state->taken)
        return false;
    state->taken += n;
    buf_add(&a->parts[report][stream], r->at, n);
    return !a->parts[report][stream].full;
}

/* Codes and messages are printed: a code is a word, and a message is made safe where it is. */
static bool is_code(const char *s)
{
    return !s || (*s && strlen(s) < 64 &&
                     strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789.-") == strlen(s));
}

static void read_figures(struct reading *r, struct answer *a, uint64_t bits)
{
    struct plan_figures *f = &a->figures;
    *f = (struct plan_figures){.error = bits & 1,
        .assessed = bits >> 1 & 1,
        .incomplete = bits >> 2 & 1,
        .fails = bits >> 3 & 1,
        .text = (uint32_t)read_most(r, UINT32_MAX)};
    f->cases.tests = (uint32_t)read_most(r, UINT32_MAX);
    f->cases.failures = (uint32_t)read_most(r, UINT32_MAX);
    f->cases.errors = (uint32_t)read_most(r, UINT32_MAX);
    f->cases.skipped = (uint32_t)read_most(r, UINT32_MAX);
    for (size_t i = 0; i < REPORT_LEVELS; i++)
        f->levels[i] = (uint32_t)read_most(r, UINT32_MAX);
    uint64_t pack = read_number(r);
    if (pack < a->engine->packs.n)
        f->pack = a->engine->packs.v[pack].pack;
    else
        r->failed |= pack != UINT64_MAX;
}

static bool read_end(struct reading *r, struct frame_state *state, struct answer *a)
{
    uint64_t bits = read_most(r, 0x3F);
    size_t waivers = waiver_count(a);
    read_figures(r, a, bits);
    const char *code = read_text(r), *message = read_text(r);
    bool use = bits >> 4 & 1;
    read_messages(r, a);
    if (r->failed || a->figures.error != (code != NULL) || !code != !message || !is_code(code) ||
        (size_t)(r->end - r->at) != (use ? waivers : 0))
        return false;
    if (use) {
        a->use = xcalloc(waivers + 1, 1);
        memcpy(a->use, r->at, waivers);
        a->figures.use = a->use;
    }
    a->error_code = xstrdup(code);
    a->error_message = xstrdup(message);
    state->end = true;
    state->leaving = bits >> 5 & 1;
    return true;
}

bool frame_read_answer(
    const char *bytes, size_t len, size_t *used, struct frame_state *state, struct answer *a)
{
    uint32_t head[2];
    *used = 0;
    if (len < sizeof head)
        return true;
    memcpy(head, bytes, sizeof head);
    if (head[1] > FRAME_PIECE + 2 * sizeof(uint64_t) || state->end)
        return false;
    if (len - sizeof head < head[1])
        return true;
    *used = sizeof head + head[1];
    struct reading r = {bytes + sizeof head, bytes + *used, false};
    if (head[0] == FRAME_PART)
        return read_part(&r, state, a);
    return head[0] == FRAME_END && read_end(&r, state, a);
}

bool frame_send(int socket, const char *s, size_t len)
{
    while (len) {
        ssize_t n = send(socket, s, len, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        s += n;
        len -= (size_t)n;
    }
    return true;
}
