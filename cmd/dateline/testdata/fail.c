/* Makes calls of the system fail on the files whose paths begin as DATELINE_FAIL_FILES
 * says, as the file DATELINE_FAIL_CONTROL orders: preloaded into the server by
 * TestEveryCallOfAWriteFails. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What the test orders, and what it is told: calls counts from the order on. */
struct orders {
  int at;      /* the call that fails, from 1; 0 for none */
  int lasting; /* and all that follow */
  int error;   /* errno */
  int calls;
};

static struct orders *orders(void) {
  static struct orders *mapped;
  if (!mapped) {
    const char *path = getenv("DATELINE_FAIL_CONTROL");
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
    int fd = path ? real(path, O_RDWR) : -1;
    if (fd < 0) abort();
    void *at = mmap(NULL, sizeof(struct orders), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) abort();
    mapped = at;
  }
  return mapped;
}

static int fails(const char *path) {
  const char *ours = getenv("DATELINE_FAIL_FILES");
  struct orders *o = orders();
  if (!o->at || !ours || strncmp(path, ours, strlen(ours)) != 0) return 0;
  int n = __atomic_add_fetch(&o->calls, 1, __ATOMIC_SEQ_CST);
  if (n != o->at && !(o->lasting && n > o->at)) return 0;
  errno = o->error;
  return 1;
}

static int failsFile(int fd) {
  char link[32], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n < 0) return 0;
  path[n] = 0;
  return fails(path);
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

ssize_t pread64(int fd, void *to, size_t n, off64_t at) { REAL(pread64); return failsFile(fd) ? -1 : real(fd, to, n, at); }
ssize_t pread(int fd, void *to, size_t n, off_t at) { REAL(pread); return failsFile(fd) ? -1 : real(fd, to, n, at); }
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) { REAL(pwrite64); return failsFile(fd) ? -1 : real(fd, from, n, at); }
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) { REAL(pwrite); return failsFile(fd) ? -1 : real(fd, from, n, at); }
int fsync(int fd) { REAL(fsync); return failsFile(fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return failsFile(fd) ? -1 : real(fd); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); return failsFile(fd) ? -1 : real(fd, n); }
int ftruncate(int fd, off_t n) { REAL(ftruncate); return failsFile(fd) ? -1 : real(fd, n); }

static mode_t modeOf(int flags, va_list more) { return flags & O_CREAT ? va_arg(more, mode_t) : 0; }

int open64(const char *path, int flags, ...) {
  REAL(open64);
  va_list more;
  va_start(more, flags);
  mode_t mode = modeOf(flags, more);
  va_end(more);
  return fails(path) ? -1 : real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  REAL(open);
  va_list more;
  va_start(more, flags);
  mode_t mode = modeOf(flags, more);
  va_end(more);
  return fails(path) ? -1 : real(path, flags, mode);
}
