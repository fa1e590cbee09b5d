// The least that telling many phones something can cost: one thread, one epoll, one write a phone.
//
// push_floor    prints its port; for every number on a line of its input it sends a screen of so many bytes to everyone.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 1 << 15, BIGGEST = 1 << 16 };
static const char HEAD[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n: here it comes\n\n";
static const char EVENT[] = "event: screen\ndata: ";

static int phones[MOST], count;
static char frame[BIGGEST];

static size_t make_frame(size_t size) {
  size_t least = sizeof EVENT - 1 + 2;
  if (size < least) size = least;
  if (size > BIGGEST) size = BIGGEST;
  memset(frame, 'x', size);
  memcpy(frame, EVENT, sizeof EVENT - 1);
  memcpy(frame + size - 2, "\n\n", 2);
  return size;
}

static void tell(int fd, const char *what, size_t size) {
  if (write(fd, what, size) != (ssize_t)size) exit(1);
}

static void let_in(int listener, int epoll) {
  int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK), one = 1;
  if (fd < 0) return;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.fd = fd};
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void attend(int fd, int epoll, int gone) {
  static char asked[BIGGEST];
  if (gone || read(fd, asked, sizeof asked) <= 0) {
    for (int i = 0; i < count; i++)
      if (phones[i] == fd) phones[i] = phones[--count];
    close(fd);
    return;
  }
  struct epoll_event event = {.events = EPOLLRDHUP, .data.fd = fd};
  epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
  tell(fd, HEAD, sizeof HEAD - 1);
  tell(fd, frame, make_frame(1000));
  if (count < MOST) phones[count++] = fd;
}

int main(void) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof at;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), epoll = epoll_create1(0);
  if (bind(listener, (struct sockaddr *)&at, length) || listen(listener, 1024)) return 1;
  getsockname(listener, (struct sockaddr *)&at, &length);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, orders = {.events = EPOLLIN, .data.fd = 0};
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &orders);
  printf("%d\n", ntohs(at.sin_port));
  fflush(stdout);
  for (;;) {
    static struct epoll_event some[512];
    int ready = epoll_wait(epoll, some, 512, -1);
    for (int i = 0; i < ready; i++) {
      int fd = some[i].data.fd;
      if (fd == listener) {
        let_in(listener, epoll);
      } else if (fd == 0) {
        char line[32] = {0};
        if (read(0, line, sizeof line - 1) <= 0) return 0;
        size_t size = make_frame(atoi(line));
        for (int number = 0; number < count; number++) tell(phones[number], frame, size);
      } else {
        attend(fd, epoll, some[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR));
      }
    }
  }
}
