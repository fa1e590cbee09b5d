// Many phones that listen to a stream, in one thread: tells when the first and the last of them had a new screen.
//
// listeners PORT COUNT < request    (the request, then an empty line ends it; what follows is not read)
// For every screen that has reached all of them it prints one line of JSON. Times are seconds of the monotonic clock.

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char SCREEN[] = "event: s";  // as every line begins that opens a screen
enum { SCREEN_LENGTH = 8, WAVE = 100, BIGGEST = 1 << 16 };

struct phone {
  int line;       // how far this line is; -1 once it cannot be that of a screen any more
  int newline;    // the last byte ended a line
  int is_screen;  // this event is a screen
};

static struct phone *phones;
static double *arrived, first, used;  // used: processor time, when the first byte of a screen came
static long bytes, events;
static int count, complete;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b) {
  return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static void report(void) {
  qsort(arrived, count, sizeof *arrived, by_value);
  printf("{\"first\": %.7f, \"p50\": %.7f, \"p95\": %.7f, \"last\": %.7f, \"bytes\": %ld, \"events\": %ld, \"cpu\": %.4f}\n",
         first, arrived[count / 2], arrived[count * 95 / 100], arrived[count - 1], bytes, events, cpu() - used);
  fflush(stdout);
  complete = 0;
  bytes = events = 0;
  first = 0;
}

static void read_bytes(struct phone *phone, const char *piece, ssize_t length) {
  for (const char *end = piece + length; piece < end;) {
    if (*piece == '\n') {
      if (phone->newline) {
        events++;
        if (phone->is_screen) arrived[complete++] = now();
        phone->is_screen = 0;
      }
      phone->newline = 1;
      phone->line = 0;
      piece++;
      continue;
    }
    phone->newline = 0;
    if (phone->line >= 0 && phone->line < SCREEN_LENGTH && *piece == SCREEN[phone->line]) {
      if (++phone->line == SCREEN_LENGTH) {
        phone->is_screen = 1;
        if (first == 0) first = now(), used = cpu();
      }
      piece++;
    } else {
      phone->line = -1;
      const char *next = memchr(piece, '\n', end - piece);
      piece = next ? next : end;
    }
  }
}

static int dial(int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) < 0) {
    perror("listeners: a phone cannot connect");
    exit(1);
  }
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

static void hear(int epoll, int timeout) {
  static struct epoll_event some[512];
  static char piece[BIGGEST];
  int ready = epoll_wait(epoll, some, 512, timeout);
  for (int i = 0; i < ready; i++) {
    int number = some[i].data.u64 >> 32, fd = (int)some[i].data.u64;
    ssize_t length = read(fd, piece, sizeof piece);
    if (length <= 0) {
      if (length < 0 && errno == EAGAIN) continue;
      exit(0);  // the server ended
    }
    bytes += length;
    read_bytes(&phones[number], piece, length);
    if (complete == count) report();
  }
}

int main(int argc, char **argv) {
  static char request[BIGGEST];
  if (argc != 3) return 2;
  int port = atoi(argv[1]), epoll = epoll_create1(0);
  size_t length = fread(request, 1, sizeof request, stdin);
  count = atoi(argv[2]);
  phones = calloc(count, sizeof *phones);
  arrived = calloc(count, sizeof *arrived);
  for (int number = 0; number < count; number++) {
    int fd = dial(port);
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = (unsigned long long)number << 32 | (unsigned)fd};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    if (write(fd, request, length) != (ssize_t)length) return 1;
    while (number - complete > WAVE) hear(epoll, -1);
  }
  for (;;) hear(epoll, -1);
}
