/* Writes down what a program does to the files of one folder, so that a test can cut the power at any moment of it.
 *
 * Preloaded around the real program. POWERCUT_FOLDER: whose files count, with links resolved; POWERCUT_LOG: where the
 * record goes. What is written to standard output goes on record too, in its place among the rest: a word that has
 * been given. A record is: kind (1 byte), length of the path (u32), length of the data (u32), offset (u64), path,
 * data; numbers as this machine has them.
 *
 * Not seen, on purpose: memory-mapped writes. SQLite maps its -shm file alone, which it makes anew after a power cut.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MADE = 'm', WROTE = 'w', CUT = 't', SYNCED = 's', REMOVED = 'r', MOVED = 'v', SAID = 'a' };
#define MOST 4096

static char *paths[MOST];
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static int record_fd = -1;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("POWERCUT_LOG");
    folder = getenv("POWERCUT_FOLDER");
    if (!folder || !log) return;
    record_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (record_fd < 0) abort();
}

static void note(char kind, const char *path, const void *data, uint32_t size, uint64_t offset) {
    uint32_t path_size = (uint32_t)strlen(path);
    struct iovec parts[] = {{&kind, 1},    {&path_size, 4},            {&size, 4},
                            {&offset, 8}, {(void *)path, path_size}, {(void *)data, size}};
    size_t whole = 17 + (size_t)path_size + size;
    /* A record that is cut short would make the test lie. */
    if (syscall(SYS_writev, record_fd, parts, 6) != (long)whole) abort();
}

static int counts(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    return record_fd >= 0 && length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

/* The whole path of what a program named, whether it is there or not. */
static int whole_path(int from, const char *name, char *into) {
    char parent[PATH_MAX], resolved[PATH_MAX], at[64];
    if (name[0] != '/') {
        if (from == AT_FDCWD) {
            if (!getcwd(parent, sizeof parent)) return 0;
        } else {
            snprintf(at, sizeof at, "/proc/self/fd/%d", from);
            ssize_t length = readlink(at, parent, sizeof parent - 1);
            if (length < 0) return 0;
            parent[length] = 0;
        }
        if (snprintf(into, PATH_MAX, "%s/%s", parent, name) >= PATH_MAX) return 0;
    } else if (snprintf(into, PATH_MAX, "%s", name) >= PATH_MAX) {
        return 0;
    }
    if (realpath(into, resolved)) {
        strcpy(into, resolved);
        return 1;
    }
    char *last = strrchr(into, '/');
    if (!last) return 0;
    char end[PATH_MAX];
    strcpy(end, last + 1);
    *last = 0;
    if (!realpath(*into ? into : "/", resolved)) return 0;
    return snprintf(into, PATH_MAX, "%s/%s", resolved, end) < PATH_MAX;
}

static const char *path_of(int fd) { return fd >= 0 && fd < MOST && record_fd >= 0 ? paths[fd] : NULL; }

static int opened(int (*open_it)(int, const char *, int, mode_t), int from, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    struct stat before;
    int known = record_fd >= 0 && whole_path(from, name, path) && counts(path);
    pthread_mutex_lock(&one_at_a_time);
    int was_there = known && stat(path, &before) == 0;
    int fd = open_it(from, name, flags, mode);
    int error = errno;
    if (fd >= 0 && fd < MOST && known) {
        free(paths[fd]);
        paths[fd] = strdup(path);
        if (!was_there) note(MADE, path, "", 0, 0);
        else if (flags & O_TRUNC) note(CUT, path, "", 0, 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    errno = error;
    return fd;
}

static int by_system(int from, const char *name, int flags, mode_t mode) {
    return (int)syscall(SYS_openat, from, name, flags | O_LARGEFILE, mode);
}

static mode_t mode_of(int flags, va_list more) {
    return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(more, int) : 0;
}

#define OPENS(NAME)                                          \
    int NAME(const char *name, int flags, ...) {             \
        va_list more;                                        \
        va_start(more, flags);                               \
        mode_t mode = mode_of(flags, more);                  \
        va_end(more);                                        \
        return opened(by_system, AT_FDCWD, name, flags, mode); \
    }
#define OPENS_AT(NAME)                                       \
    int NAME(int from, const char *name, int flags, ...) {   \
        va_list more;                                        \
        va_start(more, flags);                               \
        mode_t mode = mode_of(flags, more);                  \
        va_end(more);                                        \
        return opened(by_system, from, name, flags, mode);   \
    }
OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)

int close(int fd) {
    pthread_mutex_lock(&one_at_a_time);
    if (fd >= 0 && fd < MOST) {
        free(paths[fd]);
        paths[fd] = NULL;
    }
    pthread_mutex_unlock(&one_at_a_time);
    return (int)syscall(SYS_close, fd);
}

static ssize_t wrote(int fd, const void *data, ssize_t done, off_t offset) {
    if (done > 0) note(WROTE, path_of(fd), data, (uint32_t)done, (uint64_t)offset);
    return done;
}

ssize_t write(int fd, const void *data, size_t size) {
    if (record_fd < 0 || (fd != 1 && !path_of(fd))) return syscall(SYS_write, fd, data, size);
    pthread_mutex_lock(&one_at_a_time);
    ssize_t done = syscall(SYS_write, fd, data, size);
    int error = errno;
    if (fd == 1 && done > 0) note(SAID, "", data, (uint32_t)done, 0);
    else if (fd != 1) wrote(fd, data, done, lseek(fd, 0, SEEK_CUR) - done);
    pthread_mutex_unlock(&one_at_a_time);
    errno = error;
    return done;
}

static ssize_t wrote_at(int fd, const void *data, size_t size, off_t offset) {
    if (!path_of(fd)) return syscall(SYS_pwrite64, fd, data, size, offset);
    pthread_mutex_lock(&one_at_a_time);
    ssize_t done = wrote(fd, data, syscall(SYS_pwrite64, fd, data, size, offset), offset);
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return wrote_at(fd, data, size, offset); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) { return wrote_at(fd, data, size, offset); }

static int cut(int fd, off_t size) {
    pthread_mutex_lock(&one_at_a_time);
    int outcome = (int)syscall(SYS_ftruncate, fd, size);
    if (!outcome && path_of(fd)) note(CUT, path_of(fd), "", 0, (uint64_t)size);
    pthread_mutex_unlock(&one_at_a_time);
    return outcome;
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int synced(int fd, long call) {
    pthread_mutex_lock(&one_at_a_time);
    int outcome = (int)syscall(call, fd);
    if (!outcome && path_of(fd)) note(SYNCED, path_of(fd), "", 0, 0);
    pthread_mutex_unlock(&one_at_a_time);
    return outcome;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int removed(int from, const char *name, int flags) {
    char path[PATH_MAX];
    int known = record_fd >= 0 && whole_path(from, name, path) && counts(path);
    pthread_mutex_lock(&one_at_a_time);
    int outcome = (int)syscall(SYS_unlinkat, from, name, flags);
    if (!outcome && known) note(REMOVED, path, "", 0, 0);
    pthread_mutex_unlock(&one_at_a_time);
    return outcome;
}

int unlink(const char *name) { return removed(AT_FDCWD, name, 0); }
int unlinkat(int from, const char *name, int flags) { return removed(from, name, flags); }

static int moved(const char *old, const char *new) {
    char from[PATH_MAX], to[PATH_MAX];
    int known = record_fd >= 0 && whole_path(AT_FDCWD, old, from) && whole_path(AT_FDCWD, new, to) && counts(to);
    pthread_mutex_lock(&one_at_a_time);
    int outcome = (int)syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0);
    if (!outcome && known) note(MOVED, from, to, (uint32_t)strlen(to), 0);
    pthread_mutex_unlock(&one_at_a_time);
    return outcome;
}

int rename(const char *old, const char *new) { return moved(old, new); }

/* Ways to write that nothing here goes, and that must not go unseen. */
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
    if (path_of(fd)) abort();
    ssize_t (*next)(int, const struct iovec *, int, off_t) = real("pwritev");
    return next(fd, parts, count, offset);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (path_of(fd)) abort();
    ssize_t (*next)(int, const struct iovec *, int) = real("writev");
    return next(fd, parts, count);
}
