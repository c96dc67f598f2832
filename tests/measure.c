/* Runs a program and says on standard error what it took: "measure: SECONDS MEBIBYTES STATUS", of
 * it and of all that it started. SECONDS are of the processor, so that a busy machine does not
 * fail a test; MEBIBYTES are the most that one process held. It is killed after a minute of them.
 *
 *     measure PROGRAM ARGUMENTS... */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    pid_t pid = fork();
    if (pid < 0)
        return 2;
    if (pid == 0) {
        const struct rlimit minute = {60, 60};
        setrlimit(RLIMIT_CPU, &minute);
        execv(argv[1], argv + 1);
        perror(argv[1]);
        _exit(2);
    }
    int status = 0;
    struct rusage used;
    if (waitpid(pid, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &used))
        return 2;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    double seconds = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                     (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    fprintf(stderr, "measure: %.2f %ld %d\n", seconds, used.ru_maxrss / 1024, code);
    return code;
}
