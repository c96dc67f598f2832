/* Pages do not depend on each other, and nearly all of the time goes into them: where there is a
 * second processor, a child takes pages from the end of the file while its parent takes them from
 * the beginning, until they meet. Both give up their rights before poppler sees a byte of it. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/confine.h"
#include "base/limits.h"
#include "pdf/pdf.h"

/* A second process costs as much as some pages: it has to open the file and learn its fonts too.
 * How many pages there are cannot be asked before the sandbox; most files show it (each page names
 * its contents), others hide it in compressed streams and are judged by their size. */
enum { PAGES_WORTH_SHARING = 8, BYTES_WORTH_SHARING = 48 * 1024 };

struct child {
    pid_t pid; /* 0: none */
    int answer;
};

/* What the child says before its pages: whether that is all of them must be known without waiting
 * for its end, which takes the kernel as long as a page takes poppler. */
struct child_answer {
    enum pdf_exit status;
    size_t len;
};

static bool write_to(int fd, const void *bytes, size_t len)
{
    const char *s = bytes;
    for (size_t at = 0; at < len;) {
        ssize_t n = write(fd, s + at, len - at);
        if (n > 0)
            at += (size_t)n;
        else if (n == 0 || errno != EINTR)
            return false;
    }
    return true;
}

bool output_flush(struct buf *out)
{
    bool ok = write_to(STDOUT_FILENO, out->s, out->len);
    out->len = 0;
    return ok;
}

static void work(
    const char *bytes, size_t len, atomic_int *taken, int answer, const struct confine *walls)
{
    struct buf out;
    struct pages_turn turn = {taken, true};
    buf_init(&out, LIMIT_PDF_OUTPUT);
    close(STDOUT_FILENO); /* its end is the parent's to tell */
    enum pdf_exit status =
        !prctl(PR_SET_PDEATHSIG, SIGKILL) && sandbox_enter(walls) ? PDF_EXIT_OK : PDF_EXIT_FAILED;
    if (status == PDF_EXIT_OK)
        status = pages_write(bytes, len, &turn, &out);
    struct child_answer told = {status, status == PDF_EXIT_OK ? out.len : 0};
    if (write_to(answer, &told, sizeof told))
        write_to(answer, out.s, told.len);
    _exit(0);
}

static bool is_worth_sharing(const char *bytes, size_t len)
{
    static const char page[] = "/Contents";
    size_t pages = 0;
    for (const char *p = bytes, *end = bytes + len; pages < PAGES_WORTH_SHARING; pages++) {
        p = memmem(p, (size_t)(end - p), page, sizeof page - 1);
        if (!p)
            break;
        p += sizeof page - 1;
    }
    return pages >= PAGES_WORTH_SHARING || (!pages && len >= BYTES_WORTH_SHARING);
}

static struct child start_child(
    const char *bytes, size_t len, atomic_int *taken, const struct confine *walls)
{
    struct child child = {.answer = -1};
    int ends[2];
    if (!is_worth_sharing(bytes, len) || sysconf(_SC_NPROCESSORS_ONLN) < 2 || pipe(ends))
        return child;
    child.pid = fork();
    if (child.pid == 0) {
        close(ends[0]);
        work(bytes, len, taken, ends[1], walls);
    }
    close(ends[1]);
    child.answer = ends[0];
    if (child.pid > 0)
        return child;
    close(ends[0]);
    return (struct child){.answer = -1};
}

/* Reads up to `most` bytes; how many, 0 at the end, -1 when it fails. */
static ssize_t read_some(int fd, void *to, size_t most)
{
    ssize_t n;
    do
        n = read(fd, to, most);
    while (n < 0 && errno == EINTR);
    return n;
}

static bool read_told(int fd, struct child_answer *told)
{
    for (size_t at = 0; at < sizeof *told;) {
        ssize_t n = read_some(fd, (char *)told + at, sizeof *told - at);
        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

static enum pdf_exit hand_on(const struct child *child, struct buf *out)
{
    char piece[64 * 1024];
    struct child_answer told;
    if (!read_told(child->answer, &told) || told.len > LIMIT_PDF_OUTPUT)
        return PDF_EXIT_FAILED;
    for (size_t left = told.len; left;) {
        size_t most = left < sizeof piece ? left : sizeof piece;
        ssize_t n = read_some(child->answer, piece, most);
        if (n <= 0)
            return PDF_EXIT_FAILED;
        left -= (size_t)n;
        buf_add(out, piece, (size_t)n);
        if (!output_flush(out))
            return PDF_EXIT_FAILED;
    }
    return told.status;
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
    struct confine *walls = confine_new(); /* made ready once for both */
    if (!walls)
        return PDF_EXIT_FAILED;
    struct child child = start_child(bytes, len, taken, walls);
    enum pdf_exit status = sandbox_enter(walls) ? PDF_EXIT_OK : PDF_EXIT_FAILED;
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
    confine_free(walls);
    return status;
}
