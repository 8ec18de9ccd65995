// Stands between a process and the disk (LD_PRELOAD): counts, logs, fails or ends at the calls that change files.
//
// Only files below TENAX_DISK_ROOT matter. TENAX_DISK_CONTROL names a file of numbers that the test and the process
// share (see `disk.ts`), so that a test can order a fault while the process runs. TENAX_DISK_LOG, where given, receives
// every change with its bytes.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// The same bits and places as in disk.ts.
enum { OPEN = 1, CREATE = 2, WRITE = 4, TRUNCATE = 8, RENAME = 16, LINK = 32, UNLINK = 64, MKDIR = 128, SYNC = 256, READ = 512 };
enum { BEFORE, AFTER, HALFWAY };
enum { SEEN, COUNTED, KILL_AT, KILL_HOW, FAIL_FROM, FAIL_TIMES, FAIL_ERRNO, FAIL_KINDS, FAILED, SHORT, PLACES };

static char root[PATH_MAX];
static size_t root_length;
static volatile int64_t *control;
static int log_fd = -1;
/** One call at a time, so that the log has them in the order in which they happened. */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
  return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void start(void) {
  const char *folder = getenv("TENAX_DISK_ROOT"), *shared = getenv("TENAX_DISK_CONTROL"), *log = getenv("TENAX_DISK_LOG");
  if (!folder || !shared) return;
  int fd = REAL(open)(shared, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *mapped = mmap(NULL, PLACES * sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  REAL(close)(fd);
  if (mapped == MAP_FAILED) return;
  if (log) log_fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  snprintf(root, sizeof root, "%s/", folder);
  root_length = strlen(root);
  control = mapped;
}

static int below_root(const char *path) {
  return control && path && strncmp(path, root, root_length) == 0;
}

/** The present path of an open file, if it lies below the root. */
static int path_of(int fd, char *path) {
  if (!control) return 0;
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return below_root(path) || strncmp(path, root, root_length - 1) == 0;
}

struct record {
  int64_t seen, kind, inode, offset, path_length, other_length, data_length;
};

static void append(const void *bytes, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t written = REAL(write)(log_fd, (const char *)bytes + done, length - done);
    if (written <= 0) _exit(99);
    done += (size_t)written;
  }
}

static void record(int kind, const char *path, const char *other, int64_t inode, int64_t offset, const void *data, size_t length) {
  if (log_fd < 0) return;
  struct record head = {control[SEEN], kind, inode, offset, (int64_t)strlen(path), other ? (int64_t)strlen(other) : 0, (int64_t)length};
  append(&head, sizeof head);
  append(path, (size_t)head.path_length);
  if (other) append(other, (size_t)head.other_length);
  if (length) append(data, length);
}

static int64_t inode_of(int fd) {
  struct stat found;
  return fstat(fd, &found) == 0 ? (int64_t)found.st_ino : -1;
}

static int64_t inode_at(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 ? (int64_t)found.st_ino : -1;
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

enum verdict { GO, GO_HALF, REFUSE, GO_THEN_DIE, GO_HALF_THEN_DIE };

/** What to do with a call. `errno` is set where it is refused. */
static enum verdict judge(int kind) {
  if (!(control[COUNTED] & kind)) return GO;
  int64_t now = ++control[SEEN];
  if (control[KILL_AT] && now == control[KILL_AT]) {
    if (control[KILL_HOW] == AFTER) return GO_THEN_DIE;
    if (control[KILL_HOW] == HALFWAY && kind == WRITE) return GO_HALF_THEN_DIE;
    die();
  }
  int fails = control[FAIL_FROM] && now >= control[FAIL_FROM] && (control[FAIL_KINDS] & kind) && control[FAILED] < control[FAIL_TIMES];
  if (!fails) return GO;
  control[FAILED]++;
  if (control[SHORT] && kind == WRITE) return GO_HALF;
  errno = (int)control[FAIL_ERRNO];
  return REFUSE;
}

#define TURN pthread_mutex_lock(&turn)
#define DONE(result, verdict)                                          \
  do {                                                                 \
    int kept = errno;                                                  \
    if (verdict == GO_THEN_DIE || verdict == GO_HALF_THEN_DIE) die();  \
    pthread_mutex_unlock(&turn);                                       \
    errno = kept;                                                      \
    return result;                                                     \
  } while (0)

/** A call with one path or two. */
#define ON_PATH(kind, path, other, call)                                             \
  do {                                                                               \
    TURN;                                                                            \
    int64_t inode = inode_at(path);                                                  \
    enum verdict verdict = judge(kind);                                              \
    int result = verdict == REFUSE ? -1 : (call);                                    \
    int failed_with = errno;                                                         \
    if (result == 0) record(kind, path, other, inode, 0, NULL, 0);                   \
    errno = failed_with;                                                             \
    DONE(result, verdict);                                                           \
  } while (0)

static int open_any(const char *path, int flags, mode_t mode) {
  int (*go)(const char *, int, ...) = (int (*)(const char *, int, ...))real("open64");
  if (!below_root(path)) return go(path, flags, mode);
  TURN;
  int64_t before = inode_at(path);
  int creates = (flags & O_CREAT) && before < 0;
  int empties = (flags & O_TRUNC) && before >= 0;
  int kind = creates ? CREATE : empties ? TRUNCATE : OPEN;
  enum verdict verdict = judge(kind);
  int fd = verdict == REFUSE ? -1 : go(path, flags, mode);
  int failed_with = errno;
  if (fd >= 0 && kind != OPEN) record(kind, path, NULL, inode_of(fd), 0, NULL, 0);
  errno = failed_with;
  DONE(fd, verdict);
}

#define MODE                                  \
  mode_t mode = 0;                            \
  if (flags & (O_CREAT | O_TMPFILE)) {        \
    va_list rest;                             \
    va_start(rest, flags);                    \
    mode = (mode_t)va_arg(rest, int);         \
    va_end(rest);                             \
  }

int open(const char *path, int flags, ...) {
  MODE;
  return open_any(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE;
  return open_any(path, flags, mode);
}
int creat(const char *path, mode_t mode) {
  return open_any(path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int openat(int folder, const char *path, int flags, ...) {
  MODE;
  if (below_root(path)) return open_any(path, flags, mode);
  return REAL(openat)(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
  MODE;
  if (below_root(path)) return open_any(path, flags, mode);
  return REAL(openat)(folder, path, flags, mode);
}

/** A write at an offset, or at the file's own position where it is negative. */
static ssize_t write_any(int fd, const void *data, size_t length, off64_t offset) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return offset < 0 ? REAL(write)(fd, data, length) : REAL(pwrite64)(fd, data, length, offset);
  TURN;
  enum verdict verdict = judge(WRITE);
  size_t asked = verdict == GO_HALF || verdict == GO_HALF_THEN_DIE ? (length + 1) / 2 : length;
  ssize_t written = -1;
  if (verdict != REFUSE) written = offset < 0 ? REAL(write)(fd, data, asked) : REAL(pwrite64)(fd, data, asked, offset);
  int failed_with = errno;
  if (written > 0) {
    int64_t at = offset < 0 ? lseek64(fd, 0, SEEK_CUR) - written : offset;
    record(WRITE, path, NULL, inode_of(fd), at, data, (size_t)written);
  }
  errno = failed_with;
  DONE(written, verdict);
}

ssize_t write(int fd, const void *data, size_t length) {
  return write_any(fd, data, length, -1);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  return write_any(fd, data, length, offset);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  return write_any(fd, data, length, offset);
}

/** A read changes nothing; it is looked at only where reads are to fail. */
static ssize_t read_any(int fd, void *data, size_t length, off64_t offset) {
  char path[PATH_MAX];
  int counts = control && (control[COUNTED] & READ) && path_of(fd, path);
  if (!counts) return offset < 0 ? REAL(read)(fd, data, length) : REAL(pread64)(fd, data, length, offset);
  TURN;
  enum verdict verdict = judge(READ);
  ssize_t got = -1;
  if (verdict != REFUSE) got = offset < 0 ? REAL(read)(fd, data, length) : REAL(pread64)(fd, data, length, offset);
  DONE(got, verdict);
}

ssize_t read(int fd, void *data, size_t length) {
  return read_any(fd, data, length, -1);
}
ssize_t pread(int fd, void *data, size_t length, off_t offset) {
  return read_any(fd, data, length, offset);
}
ssize_t pread64(int fd, void *data, size_t length, off64_t offset) {
  return read_any(fd, data, length, offset);
}

/** Several pieces as one write. */
static ssize_t write_pieces(int fd, const struct iovec *pieces, int count, off64_t offset) {
  size_t length = 0, at = 0;
  for (int i = 0; i < count; i++) length += pieces[i].iov_len;
  char *whole = malloc(length ? length : 1);
  if (!whole) {
    errno = ENOMEM;
    return -1;
  }
  for (int i = 0; i < count; at += pieces[i++].iov_len) memcpy(whole + at, pieces[i].iov_base, pieces[i].iov_len);
  ssize_t written = write_any(fd, whole, length, offset);
  int failed_with = errno;
  free(whole);
  errno = failed_with;
  return written;
}

ssize_t writev(int fd, const struct iovec *pieces, int count) {
  char path[PATH_MAX];
  return path_of(fd, path) ? write_pieces(fd, pieces, count, -1) : REAL(writev)(fd, pieces, count);
}
ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t offset) {
  char path[PATH_MAX];
  return path_of(fd, path) ? write_pieces(fd, pieces, count, offset) : REAL(pwritev)(fd, pieces, count, offset);
}
ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off64_t offset) {
  return pwritev(fd, pieces, count, offset);
}

/** Copies through memory, so that the bytes are seen. */
ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
  char path[PATH_MAX];
  if (!path_of(to, path)) return REAL(sendfile64)(to, from, offset, length);
  size_t most = length < (1 << 20) ? length : (1 << 20);
  char *piece = malloc(most ? most : 1);
  if (!piece) {
    errno = ENOMEM;
    return -1;
  }
  ssize_t got = offset ? REAL(pread64)(from, piece, most, *offset) : REAL(read)(from, piece, most);
  ssize_t written = got > 0 ? write_any(to, piece, (size_t)got, -1) : got;
  int failed_with = errno;
  if (offset && written > 0) *offset += written;
  free(piece);
  errno = failed_with;
  return written;
}
ssize_t sendfile(int to, int from, off_t *offset, size_t length) {
  return sendfile64(to, from, offset, length);
}
ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t length, unsigned flags) {
  char path[PATH_MAX];
  if (!path_of(to, path)) return REAL(copy_file_range)(from, from_at, to, to_at, length, flags);
  errno = ENOSYS;
  return -1;
}
/** libuv copies ranges through here. Refused, so that it falls back on `sendfile`. */
long syscall(long number, ...) {
  va_list rest;
  va_start(rest, number);
  long given[6];
  for (int i = 0; i < 6; i++) given[i] = va_arg(rest, long);
  va_end(rest);
  char path[PATH_MAX];
  if (number == SYS_copy_file_range && path_of((int)given[2], path)) {
    errno = ENOSYS;
    return -1;
  }
  return REAL(syscall)(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}
int ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *given = va_arg(rest, void *);
  va_end(rest);
  char path[PATH_MAX];
  if (request == FICLONE && path_of(fd, path)) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return REAL(ioctl)(fd, request, given);
}

static int truncate_any(int fd, off64_t length) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return REAL(ftruncate64)(fd, length);
  TURN;
  enum verdict verdict = judge(TRUNCATE);
  int result = verdict == REFUSE ? -1 : REAL(ftruncate64)(fd, length);
  int failed_with = errno;
  if (result == 0) record(TRUNCATE, path, NULL, inode_of(fd), length, NULL, 0);
  errno = failed_with;
  DONE(result, verdict);
}
int ftruncate(int fd, off_t length) {
  return truncate_any(fd, length);
}
int ftruncate64(int fd, off64_t length) {
  return truncate_any(fd, length);
}
int truncate(const char *path, off_t length) {
  if (!below_root(path)) return REAL(truncate)(path, length);
  int fd = REAL(open)(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  int result = truncate_any(fd, length), failed_with = errno;
  REAL(close)(fd);
  errno = failed_with;
  return result;
}
/** SQLite and Node reserve no space today. Refused, so that what a later version reserves it writes instead. */
int fallocate(int fd, int mode, off_t offset, off_t length) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return REAL(fallocate)(fd, mode, offset, length);
  errno = EOPNOTSUPP;
  return -1;
}

static int sync_any(int fd, int (*go)(int)) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return go(fd);
  TURN;
  enum verdict verdict = judge(SYNC);
  int result = verdict == REFUSE ? -1 : go(fd);
  int failed_with = errno;
  if (result == 0) record(SYNC, path, NULL, inode_of(fd), 0, NULL, 0);
  errno = failed_with;
  DONE(result, verdict);
}
int fsync(int fd) {
  return sync_any(fd, REAL(fsync));
}
int fdatasync(int fd) {
  return sync_any(fd, REAL(fdatasync));
}

int rename(const char *from, const char *to) {
  if (!below_root(from) && !below_root(to)) return REAL(rename)(from, to);
  ON_PATH(RENAME, from, to, REAL(rename)(from, to));
}
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  if (!below_root(from) && !below_root(to)) return REAL(renameat2)(from_folder, from, to_folder, to, flags);
  ON_PATH(RENAME, from, to, REAL(renameat2)(from_folder, from, to_folder, to, flags));
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, 0);
}
int link(const char *from, const char *to) {
  if (!below_root(to)) return REAL(link)(from, to);
  ON_PATH(LINK, from, to, REAL(link)(from, to));
}
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  if (!below_root(to)) return REAL(linkat)(from_folder, from, to_folder, to, flags);
  ON_PATH(LINK, from, to, REAL(linkat)(from_folder, from, to_folder, to, flags));
}
int unlink(const char *path) {
  if (!below_root(path)) return REAL(unlink)(path);
  ON_PATH(UNLINK, path, NULL, REAL(unlink)(path));
}
int unlinkat(int folder, const char *path, int flags) {
  if (!below_root(path)) return REAL(unlinkat)(folder, path, flags);
  ON_PATH(UNLINK, path, NULL, REAL(unlinkat)(folder, path, flags));
}
int rmdir(const char *path) {
  if (!below_root(path)) return REAL(rmdir)(path);
  ON_PATH(UNLINK, path, NULL, REAL(rmdir)(path));
}
int mkdir(const char *path, mode_t mode) {
  if (!below_root(path)) return REAL(mkdir)(path, mode);
  ON_PATH(MKDIR, path, NULL, REAL(mkdir)(path, mode));
}
