/* Parts to files: reports that can go out as plans are done, in their order, and all others from
 * the journal when every plan is done. */
#include "batch/batch.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"

static bool say_failed(struct batch *b, const struct output *o)
{
    bool standard = strcmp(o->wanted->file, "-") == 0;
    batch_say(b, o->wanted->append ? "cannot add to %s: %s" : "cannot write %s: %s",
        standard ? "standard output" : o->wanted->file, strerror(errno));
    b->failed |= !o->wanted->append;
    return false;
}

/* Hands over what was rendered. */
static bool pass_on(struct output *o, struct buf *text)
{
    bool ok = !text->len || writer_add(o->writer, buf_str(text), text->len);
    buf_clear(text);
    return ok;
}

static void begin_join(struct batch *b, struct output *o)
{
    o->join = (struct report_join){.report = o->report,
        .options = &o->options,
        .tally = &b->tally,
        .count = b->listed ? b->count : 0};
}

bool outputs_open(struct batch *b)
{
    struct buf text;
    buf_init(&text, LIMIT_REPORT_BYTES);
    for (size_t i = 0; i < b->output_count; i++) {
        struct output *o = &b->outputs[i];
        if (!o->streams)
            continue;
        begin_join(b, o);
        o->writer = writer_open(o->wanted->file);
        if (!o->writer)
            return say_failed(b, o);
        report_begin(&o->join, &text);
        if (!pass_on(o, &text))
            return say_failed(b, o);
    }
    return true;
}

bool outputs_take(struct batch *b, const struct answer *a)
{
    struct buf text;
    buf_init(&text, LIMIT_REPORT_BYTES);
    for (size_t i = 0; i < b->output_count; i++) {
        struct output *o = &b->outputs[i];
        if (!o->streams)
            continue;
        report_take(&o->join, &a->figures, buf_str(&a->parts[i][0]), a->parts[i][0].len, &text);
        if (!pass_on(o, &text) || !writer_flush(o->writer))
            return say_failed(b, o);
    }
    return true;
}

/* One stream: the part of each plan, in order. */
static bool join_stream(struct batch *b, size_t i, bool (*add)(struct output *, struct buf *))
{
    struct output *o = &b->outputs[i];
    struct buf text;
    bool ok = true;
    buf_init(&text, LIMIT_REPORT_BYTES);
    for (size_t k = 0; k < b->count && ok; k++) {
        struct job job;
        struct answer a;
        batch_job(b, k, b->turns.v[k].path, &job);
        answer_init(&a, b->engine, &job);
        ok = journal_read(b->journal, k, &a);
        if (ok) {
            const struct buf *part = &a.parts[i][o->join.stream];
            report_take(&o->join, &a.figures, buf_str(part), part->len, &text);
            ok = add(o, &text);
        }
        answer_clear(&a);
        if (b->options->stop && k % 64 == 0 && b->options->stop(b->options->user)) {
            errno = EINTR;
            ok = false;
        }
    }
    return ok;
}

static bool add_piece(struct output *o, struct buf *text)
{
    return pass_on(o, text);
}

static bool join_all(struct batch *b, size_t i)
{
    struct output *o = &b->outputs[i];
    struct buf text;
    buf_init(&text, LIMIT_REPORT_BYTES);
    begin_join(b, o);
    report_begin(&o->join, &text);
    bool ok = pass_on(o, &text);
    for (unsigned k = 0; k < o->report->streams && ok; k++) {
        ok = join_stream(b, i, add_piece);
        report_next(&o->join, &text);
        ok = pass_on(o, &text) && ok;
    }
    buf_clear(&text);
    return ok;
}

/* In memory as a whole: what makes the report needs all of it, or the file is added to. */
static bool join_whole(struct batch *b, size_t i, struct buf *body)
{
    struct output *o = &b->outputs[i];
    struct job job;
    begin_join(b, o);
    report_begin(&o->join, body);
    for (unsigned k = 0; k < o->report->streams; k++) {
        for (size_t n = 0; n < b->count; n++) {
            struct answer a;
            batch_job(b, n, b->turns.v[n].path, &job);
            answer_init(&a, b->engine, &job);
            bool ok = journal_read(b->journal, n, &a);
            if (ok)
                report_take(&o->join, &a.figures, buf_str(&a.parts[i][k]), a.parts[i][k].len, body);
            answer_clear(&a);
            if (!ok)
                return false;
        }
        report_next(&o->join, body);
    }
    errno = EFBIG;
    return !body->full;
}

static bool finish_whole(struct batch *b, size_t i)
{
    struct output *o = &b->outputs[i];
    struct buf body, out;
    buf_init(&body, LIMIT_REPORT_BYTES);
    buf_init(&out, LIMIT_REPORT_BYTES);
    bool ok = join_whole(b, i, &body);
    if (ok && o->report->close)
        ok = o->report->close(&o->join, &body, &out) && !out.full;
    const struct buf *whole = o->report->close ? &out : &body;
    if (ok && o->wanted->append)
        ok = file_append(o->wanted->file, buf_str(whole), whole->len, o->wanted->append);
    else
        ok = ok && file_write(o->wanted->file, buf_str(whole), whole->len);
    buf_clear(&body);
    buf_clear(&out);
    return ok;
}

static bool finish_output(struct batch *b, size_t i)
{
    struct output *o = &b->outputs[i];
    if (o->streams) {
        struct buf text;
        buf_init(&text, LIMIT_REPORT_BYTES);
        report_next(&o->join, &text);
        bool ok = pass_on(o, &text);
        struct writer *writer = o->writer;
        o->writer = NULL;
        return writer_commit(writer) && ok;
    }
    if (o->report->close || o->wanted->append)
        return finish_whole(b, i);
    o->writer = writer_open(o->wanted->file);
    bool ok = o->writer && join_all(b, i);
    struct writer *writer = o->writer;
    o->writer = NULL;
    if (ok)
        return writer_commit(writer);
    writer_drop(writer);
    return false;
}

bool outputs_finish(struct batch *b)
{
    bool ok = true;
    for (size_t i = 0; i < b->output_count; i++)
        if (!finish_output(b, i))
            ok = say_failed(b, &b->outputs[i]) && ok;
    return ok;
}

void outputs_drop(struct batch *b)
{
    for (size_t i = 0; i < b->output_count; i++) {
        writer_drop(b->outputs[i].writer);
        b->outputs[i].writer = NULL;
    }
}
