/* Standard input to standard output: reads all bytes first, then gives up every right it can, and
 * only then lets poppler look at them. */
#include <errno.h>
#include <unistd.h>

#include "base/limits.h"
#include "pdf/pdf.h"

static bool read_all(struct buf *in)
{
    char piece[64 * 1024];
    for (;;) {
        ssize_t n = read(STDIN_FILENO, piece, sizeof piece);
        if (n > 0)
            buf_add(in, piece, (size_t)n);
        else if (n == 0)
            return true;
        else if (errno != EINTR)
            return false;
    }
}

bool output_flush(struct buf *out)
{
    for (size_t at = 0; at < out->len;) {
        ssize_t n = write(STDOUT_FILENO, out->s + at, out->len - at);
        if (n > 0)
            at += (size_t)n;
        else if (n == 0 || errno != EINTR)
            return false;
    }
    out->len = 0;
    return true;
}

int main(void)
{
    struct buf in, out;
    buf_init(&in, LIMIT_PLAN_BYTES);
    buf_init(&out, LIMIT_PDF_OUTPUT);
    if (!read_all(&in))
        return PDF_EXIT_FAILED;
    if (in.full)
        return PDF_EXIT_TOO_LARGE;
    if (!sandbox_enter())
        return PDF_EXIT_FAILED;
    enum pdf_exit status = pages_write(buf_str(&in), in.len, &out);
    if (status == PDF_EXIT_OK && !output_flush(&out))
        status = PDF_EXIT_FAILED;
    buf_clear(&in);
    buf_clear(&out);
    return (int)status;
}
