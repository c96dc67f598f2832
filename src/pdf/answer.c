/* Pages do not depend on each other, and nearly all of the time goes into them: where there is a
 * second processor, a child takes pages from the end of the file while its parent takes them from
 * the beginning, until they meet. Both give up their rights before poppler sees a byte of it. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "pdf/pdf.h"

enum { WORTH_SHARING = 48 * 1024 }; /* bytes of a PDF of some ten pages */

struct child {
    pid_t pid; /* 0: none */
    int answer;
};

static bool write_to(int fd, const struct buf *b)
{
    for (size_t at = 0; at < b->len;) {
        ssize_t n = write(fd, b->s + at, b->len - at);
        if (n > 0)
            at += (size_t)n;
        else if (n == 0 || errno != EINTR)
            return false;
    }
    return true;
}

bool output_flush(struct buf *out)
{
    bool ok = write_to(STDOUT_FILENO, out);
    out->len = 0;
    return ok;
}

static void work(const char *bytes, size_t len, atomic_int *taken, int answer)
{
    struct buf out;
    struct pages_turn turn = {taken, true};
    buf_init(&out, LIMIT_PDF_OUTPUT);
    close(STDOUT_FILENO); /* its end is the parent's to tell */
    enum pdf_exit status =
        !prctl(PR_SET_PDEATHSIG, SIGKILL) && sandbox_enter() ? PDF_EXIT_OK : PDF_EXIT_FAILED;
    if (status == PDF_EXIT_OK)
        status = pages_write(bytes, len, &turn, &out);
    if (status == PDF_EXIT_OK && !write_to(answer, &out))
        status = PDF_EXIT_FAILED;
    _exit((int)status);
}

static struct child start_child(const char *bytes, size_t len, atomic_int *taken)
{
    struct child child = {.answer = -1};
    int ends[2];
    if (len < WORTH_SHARING || sysconf(_SC_NPROCESSORS_ONLN) < 2 || pipe(ends))
        return child;
    child.pid = fork();
    if (child.pid == 0) {
        close(ends[0]);
        work(bytes, len, taken, ends[1]);
    }
    close(ends[1]);
    child.answer = ends[0];
    if (child.pid > 0)
        return child;
    close(ends[0]);
    return (struct child){.answer = -1};
}

static enum pdf_exit hand_on(const struct child *child, struct buf *out)
{
    char piece[64 * 1024];
    size_t said = 0;
    int status = 0;
    for (ssize_t n; (n = read(child->answer, piece, sizeof piece)) != 0;) {
        if (n < 0 && errno == EINTR)
            continue;
        said += n > 0 ? (size_t)n : 0;
        if (n < 0 || said > LIMIT_PDF_OUTPUT)
            return PDF_EXIT_FAILED;
        buf_add(out, piece, (size_t)n);
        if (!output_flush(out))
            return PDF_EXIT_FAILED;
    }
    while (waitpid(child->pid, &status, 0) < 0)
        if (errno != EINTR)
            return PDF_EXIT_FAILED;
    return WIFEXITED(status) ? (enum pdf_exit)WEXITSTATUS(status) : PDF_EXIT_FAILED;
}

enum pdf_exit answer_write(const char *bytes, size_t len)
{
    struct buf out;
    buf_init(&out, LIMIT_PDF_OUTPUT);
    atomic_int *taken =
        mmap(NULL, sizeof *taken, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (taken == MAP_FAILED)
        return PDF_EXIT_FAILED;
    struct pages_turn turn = {taken, false};
    struct child child = start_child(bytes, len, taken);
    enum pdf_exit status = sandbox_enter() ? PDF_EXIT_OK : PDF_EXIT_FAILED;
    buf_add_str(&out, PDF_WIRE_FIRST "\n");
    if (status == PDF_EXIT_OK)
        status = pages_write(bytes, len, &turn, &out);
    if (status == PDF_EXIT_OK && !output_flush(&out))
        status = PDF_EXIT_FAILED;
    if (status == PDF_EXIT_OK && child.pid)
        status = hand_on(&child, &out);
    buf_add_str(&out, PDF_WIRE_LAST "\n");
    if (status == PDF_EXIT_OK && !output_flush(&out))
        status = PDF_EXIT_FAILED;
    buf_clear(&out);
    return status;
}
