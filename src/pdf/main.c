/* Standard input to standard output: reads all bytes first; what follows works on memory alone. */
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

int main(void)
{
    struct buf in;
    buf_init(&in, LIMIT_PLAN_BYTES);
    if (!read_all(&in))
        return PDF_EXIT_FAILED;
    enum pdf_exit status = in.full ? PDF_EXIT_TOO_LARGE : answer_write(buf_str(&in), in.len);
    buf_clear(&in);
    return (int)status;
}
