/*
 * bench.h: the three request heads that everything here is measured with, the
 * clock that measures, and the order of what it measured.
 */
#ifndef BENCH_H
#define BENCH_H

#include <assert.h>
#include <err.h>
#include <string.h>
#include <time.h>

enum shape { CURL, BROWSER, COOKIES, SHAPES };
static const struct {
	const char *name;
	size_t size;
} shapes[SHAPES] = {
	[CURL]    = { "curl",    72 },
	[BROWSER] = { "browser", 583 },
	[COOKIES] = { "cookies", 2000 },
};

#define HEAD_MAX 2048

static const char head_curl[] =
    "GET / HTTP/1.1\r\n"
    "Host: 10.0.0.1\r\n"
    "User-Agent: curl/7.88.1\r\n"
    "Accept: */*\r\n"
    "\r\n";

static const char head_browser[] =
    "GET /news/ HTTP/1.1\r\n"
    "Host: www.example.org\r\n"
    "Connection: keep-alive\r\n"
    "Upgrade-Insecure-Requests: 1\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,"
    "image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7\r\n"
    "Referer: http://www.example.org/search?q=portal&from=0\r\n"
    "Accept-Encoding: gzip, deflate\r\n"
    "Accept-Language: en-GB,en;q=0.9,fr;q=0.8\r\n"
    "Cookie: session=";

/*
 * Writes the head to to, HEAD_MAX octets, and returns its size. A cookie fills
 * the longer ones up.
 */
static size_t
head_make(char *to, enum shape shape)
{
	size_t n = shapes[shape].size;

	if (shape == CURL) {
		assert(sizeof head_curl - 1 == n);
		memcpy(to, head_curl, n);
		return n;
	}
	assert(sizeof head_browser - 1 < n - 4);
	memcpy(to, head_browser, sizeof head_browser - 1);
	for (size_t i = sizeof head_browser - 1; i < n - 4; i++)
		to[i] = "0123456789abcdef; id="[i % 21];
	memcpy(to + n - 4, "\r\n\r\n", 4);
	return n;
}

static double
seconds(clockid_t clock)
{
	struct timespec t;

	if (clock_gettime(clock, &t) == -1)
		err(1, "clock_gettime");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* For qsort, of doubles. */
static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

#endif
