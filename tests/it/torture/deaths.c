/* Stands between a program and the C library: counts its calls that change files, and at a chosen one kills the
 * program, or lets that call and all later ones fail. Preloaded by tests/it/torture.rs.
 *   DEATHS_COUNT=FILE   append the number of calls to FILE at the end
 *   DEATHS_AT=N         before call N: die at once, as by a power cut of the program
 *   FAILS_FROM=N        from call N on every call fails with the error number in FAILS_WITH
 *   DEATHS_BELOW=DIR    only paths below DIR count
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static int below(const char *path) {
    const char *folder = getenv("DEATHS_BELOW");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int file_below(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

/* 0: go on; otherwise the call must fail. */
static int stands_in_the_way(void) {
    long now = atomic_fetch_add(&calls, 1) + 1;
    long death = number("DEATHS_AT"), failing = number("FAILS_FROM");
    if (death && now == death) kill(getpid(), SIGKILL);
    if (failing && now >= failing) {
        errno = (int)number("FAILS_WITH");
        return 1;
    }
    return 0;
}

__attribute__((destructor)) static void tell(void) {
    const char *file = getenv("DEATHS_COUNT");
    if (!file) return;
    FILE *out = fopen(file, "a");
    if (!out) return;
    fprintf(out, "%ld\n", atomic_load(&calls));
    fclose(out);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opens_to_write(int flags) { return flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC); }

int open64(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
    if (opens_to_write(flags) && below(path) && stands_in_the_way()) return -1;
    return REAL(open64)(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
    if (opens_to_write(flags) && below(path) && stands_in_the_way()) return -1;
    return REAL(open)(path, flags, mode);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    if (fd > 2 && file_below(fd) && stands_in_the_way()) return -1;
    return REAL(write)(fd, bytes, count);
}

int rename(const char *from, const char *to) {
    if (below(to) && stands_in_the_way()) return -1;
    return REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
    if (below(to) && stands_in_the_way()) return -1;
    return REAL(link)(from, to);
}

int linkat(int a, const char *from, int b, const char *to, int flags) {
    if (below(to) && stands_in_the_way()) return -1;
    return REAL(linkat)(a, from, b, to, flags);
}

int unlink(const char *path) {
    if (below(path) && stands_in_the_way()) return -1;
    return REAL(unlink)(path);
}

int mkdir(const char *path, mode_t mode) {
    if (below(path) && stands_in_the_way()) return -1;
    return REAL(mkdir)(path, mode);
}

int fsync(int fd) {
    if (file_below(fd) && stands_in_the_way()) return -1;
    return REAL(fsync)(fd);
}

int fdatasync(int fd) {
    if (file_below(fd) && stands_in_the_way()) return -1;
    return REAL(fdatasync)(fd);
}

int unlinkat(int folder, const char *path, int flags) {
    if ((below(path) || (path && path[0] != '/' && file_below(folder))) && stands_in_the_way()) return -1;
    return REAL(unlinkat)(folder, path, flags);
}

int rmdir(const char *path) {
    if (below(path) && stands_in_the_way()) return -1;
    return REAL(rmdir)(path);
}

int ftruncate64(int fd, off64_t length) {
    if (file_below(fd) && stands_in_the_way()) return -1;
    return REAL(ftruncate64)(fd, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    if (file_below(fd) && stands_in_the_way()) return -1;
    return REAL(pwrite64)(fd, bytes, count, at);
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t length, unsigned flags) {
    if (file_below(to) && stands_in_the_way()) return -1;
    return REAL(copy_file_range)(from, at, to, there, length, flags);
}
