/* Standard input to standard output: reads all bytes first; what follows works on memory alone. */
#include <errno.h>
#include <malloc.h>
#include <unistd.h>

#include "base/confine.h"
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

/* Pages come and go in memory: what one gave back is kept for the next, and what is left at the end
 * is the kernel's to clear away. */
int main(void)
{
    confine_keep(NULL, 0);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TOP_PAD, 4 << 20);
    struct buf in;
    buf_init(&in, LIMIT_PLAN_BYTES);
    if (!read_all(&in))
        return PDF_EXIT_FAILED;
    enum pdf_exit status = in.full ? PDF_EXIT_TOO_LARGE : answer_write(buf_str(&in), in.len);
    close(STDOUT_FILENO); /* the kernel would clear the memory first, while the reader waits */
    _exit((int)status);
}
