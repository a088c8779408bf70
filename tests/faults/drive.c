/*
 * drive.c: runs portal again and again, and each time one system call of it
 * fails, by faults.c. What portal then owes everybody is looked at each time.
 *
 *	drive PORTAL HASTY LIBRARY FOLDER USER SCENE...
 *	drive PORTAL HASTY LIBRARY FOLDER USER SCENE FUNCTION N ERRNO
 *
 * PORTAL has deadlines so long that whoever waits for one is noticed; HASTY,
 * the same otherwise, is for where one has to be waited for. FOLDER is for the
 * lists, the page and the log. USER is what -U is given; "" leaves it out. The
 * first form makes every call of every function fail that a scene has, with
 * every error of errors.h; the second one of them, and shows the log. It runs
 * in a network of its own, which `run` makes.
 *
 * A scene is a script whose calls are counted first. It is always in lock-step
 * with portal: what is sent next depends on what came, or on portal having
 * seen to what was sent and waiting again.
 */
#define _GNU_SOURCE		/* memfd_create */

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "errors.h"
#include "faults.h"

#define PORT		8511
#define PASSED_PORT	8512	/* of the listener that portal is given */
#define PATIENCE_MS	20000	/* for what must happen */
#define REST_MS		10	/* portal rests: what need not come will not */
#define CPU_MS		1000	/* that one portal may use: it needs ten */
#define CLEAN_RUNS	5	/* counted; the least of them is the scene's */
#define ENTRIES		2	/* of each list */
#define TEXT_MAX	65536	/* of an answer, of a log */

#define GET		"GET / HTTP/1.0\r\n\r\n"
#define GET_BEGIN	"GET / HT"
#define GET_REST	"TP/1.0\r\n\r\n"

enum scene { START, STRANGERS, MEMBERS, SLOW, END, SCENES };

/* Clients: from where, or NULL for anywhere; to where; with a small window? */
enum client { IP4, IP6, PASSED, SLOW4, SLOW6, MEMBER4, MEMBER6, CLIENTS };
static const struct {
	const char *from, *to;
	int port, small;
} clients[CLIENTS] = {
	[IP4] = { NULL, "127.0.0.1", PORT, 0 },
	[IP6] = { NULL, "::1", PORT, 0 },
	[PASSED] = { NULL, "127.0.0.1", PASSED_PORT, 0 },
	[SLOW4] = { NULL, "127.0.0.1", PORT, 1 },
	[SLOW6] = { NULL, "::1", PORT, 1 },
	/* On the list by address; by MAC. */
	[MEMBER4] = { "192.0.2.11", "127.0.0.1", PORT, 0 },
	[MEMBER6] = { "2001:db8:2::11", "::1", PORT, 0 },
};

static const char *program, *hasty_program, *library, *user;
static struct faults *faults;
static int faults_fd, passed_fd;
static enum scene scene;
static unsigned passed, failed, missed;

/* The portal that runs: */
static pid_t pid;		/* 0: it has ended */
static int status;		/* how, then */
static int may_end;
static int hasty;		/* it has short deadlines */
static char why[256];		/* the first thing that was wrong with it */
static char log_text[TEXT_MAX];

/* What a portal unharmed has in this scene: */
static struct page {
	char octets[TEXT_MAX + 1];
	size_t n;
} stranger, stranger_head, member;
static char rights[512];
static unsigned start_descriptors;

/* ---- One portal, and what is wrong with it ----------------------------- */

/* The driver itself cannot go on. */
static void __attribute__((noreturn, format(printf, 1, 2)))
die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "drive: ");
	vfprintf(stderr, format, args);
	fprintf(stderr, ": %s\n", strerror(errno));
	va_end(args);
	if (pid != 0)
		kill(pid, SIGKILL);
	exit(1);
}

/* A listener that is dead has to end portal, aloud, whoever waits. */
static int
deadly(void)
{
	return faults->fired && faults->call == CALL_accept4 &&
	    (faults->error == EBADF || faults->error == EINVAL ||
	    faults->error == ENOTSOCK);
}

/* Portal is not as it should be: this is why, if nothing was wrong before. */
static void __attribute__((format(printf, 1, 2)))
wrong(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (why[0] == '\0' && !deadly())
		(void)vsnprintf(why, sizeof why, format, args);
	va_end(args);
}

/* Told to end: portal must not stay. */
static void
end_all(int number)
{
	if (pid > 0)
		(void)kill(pid, SIGKILL);
	_exit(128 + number);
}

/* Sleeps so many microseconds. */
static void
nap(long us)
{
	struct timespec t = { us / 1000000, us % 1000000 * 1000 };

	(void)nanosleep(&t, NULL);
}

/* Has portal ended? */
static int
gone(void)
{
	if (pid == 0 || waitpid(pid, &status, WNOHANG) != pid)
		return pid == 0;
	pid = 0;
	if (!may_end && WIFSIGNALED(status))
		wrong("portal died of signal %d", WTERMSIG(status));
	else if (!may_end)
		wrong("portal ended with %d", WEXITSTATUS(status));
	return 1;
}

/*
 * Some calls are of such a kind that nobody may notice their failure, or that
 * nobody but the log does.
 */
static int
harmless(int call)
{
	switch (call) {
	case CALL_accept4: case CALL_close: case CALL_epoll_wait:
	case CALL_fcntl: case CALL_fstat: case CALL_openat:
	case CALL_poll: case CALL_read: case CALL_write:
		return 1;
	case CALL_getpeername:		/* whose is unknown is a stranger's */
		return scene != MEMBERS;
	case CALL_setsockopt: case CALL_shutdown:
		return scene != END;
	}
	return 0;
}

/* Does everybody have to get all that is theirs? */
static int
whole(void)
{
	return !faults->fired || harmless(faults->call);
}

/* ---- Waiting ----------------------------------------------------------- */

/* Something waited for, so far. */
struct wait {
	int ms;
	int rest;		/* of these, since portal rests */
};

/*
 * A step of a wait is over. False: it is to be given up, since portal is gone,
 * or rests and what is waited for need not come, or it lasts too long.
 */
static int
patient(struct wait *w, int step, int must, const char *what)
{
	w->ms += step;
	w->rest = faults->waiting ? w->rest + step : 0;
	if (gone() || ((!must || why[0] != '\0') && w->rest >= REST_MS))
		return 0;
	if (w->ms < PATIENCE_MS)
		return 1;
	wrong("%s, in %d ms", what, PATIENCE_MS);
	return 0;
}

/* Waits until a client has something to read. False: that never comes. */
static int
await(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct wait w = { 0, 0 };

	while (poll(&p, 1, 2) != 1)
		if (!patient(&w, 2, whole(), "nothing comes"))
			return 0;
	return 1;
}

/* Waits until portal, which may, has ended. */
static void
await_end(void)
{
	struct wait w = { 0, 0 };

	may_end = 1;
	while (patient(&w, 1, 1, "no end"))
		nap(1000);
}

/* Waits until portal has begun another turn since then, and waits itself. */
static void
settle(unsigned turns)
{
	struct wait w = { 0, 0 };
	int tries = 0;

	while (faults->turns == turns || !faults->waiting) {
		nap(50);
		if (++tries % 10 == 0 &&
		    !patient(&w, 1, !faults->fired, "nothing is done"))
			return;
	}
}

/* ---- Clients ----------------------------------------------------------- */

/* The address of either family, from its text. Returns its length. */
static socklen_t
address(struct sockaddr_in6 *a, const char *text, int port)
{
	struct sockaddr_in *a4 = (struct sockaddr_in *)a;

	memset(a, 0, sizeof *a);
	a->sin6_port = htons((uint16_t)port);
	a->sin6_family = AF_INET6;
	if (inet_pton(AF_INET6, text, &a->sin6_addr) == 1)
		return sizeof *a;
	a4->sin_family = AF_INET;
	if (inet_pton(AF_INET, text, &a4->sin_addr) != 1)
		die("not an address: %s", text);
	return sizeof *a4;
}

/* A connection of this client. */
static int
dial(enum client client)
{
	static const int on = 1, least = 2048;
	const char *from = clients[client].from, *to = clients[client].to;
	struct sockaddr_in6 a;
	socklen_t n = address(&a, to, clients[client].port);
	int fd = socket(a.sin6_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (clients[client].small)
		(void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &least,
		    sizeof least);
	if (from != NULL) {
		n = address(&a, from, 0);
		(void)setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on,
		    sizeof on);
		if (bind(fd, (struct sockaddr *)&a, n) == -1)
			die("bind to %s", from);
		n = address(&a, to, clients[client].port);
	}
	if (connect(fd, (struct sockaddr *)&a, n) == -1)
		wrong("cannot connect to %s: %s", to, strerror(errno));
	return fd;
}

/* Sends, and leaves errors to the read that follows. */
static void
put(int fd, const char *text)
{
	(void)send(fd, text, strlen(text), MSG_NOSIGNAL);
}

/* Sends, and waits until portal has seen to it. */
static void
put_settle(int fd, const char *text)
{
	unsigned turns = faults->turns;

	put(fd, text);
	settle(turns);
}

/* Closes; as a reset, if so. Then portal has seen to that. */
static void
hang_up(int fd, int reset)
{
	static const struct linger linger = { 1, 0 };
	unsigned turns = faults->turns;

	if (reset)
		(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger,
		    sizeof linger);
	(void)close(fd);
	settle(turns);
}

/* Reads to the end; to has room for TEXT_MAX. Returns how much came. */
static size_t
get(int fd, char *to)
{
	size_t all = 0;
	ssize_t n;

	while (all < TEXT_MAX && await(fd)) {
		n = recv(fd, to + all, TEXT_MAX - all, 0);
		if (n <= 0)
			break;
		all += (size_t)n;
	}
	return all;
}

/* Are these octets the beginning of that page, or all of it? */
static int
begins(const struct page *page, const char *octets, size_t n)
{
	return n <= page->n && memcmp(octets, page->octets, n) == 0;
}

/*
 * Reads to the end. What came is the page that is due; or, where a call has
 * failed that may cost a client its answer, the beginning of that, or of a
 * stranger's, or a refusal.
 */
static void
take(int fd, const struct page *due)
{
	static char answer[TEXT_MAX];
	const struct page *or = due == &member ? &stranger : due;
	size_t n = get(fd, answer);

	if ((n == due->n && begins(due, answer, n)) || gone())
		return;
	if (whole())
		wrong("%zu octets of an answer of %zu", n, due->n);
	else if (!begins(or, answer, n) &&
	    strncmp(answer, "HTTP/1.1 4", 10) != 0)
		wrong("an answer unlike any other");
}

/* A client that sends all at once. */
static void
ask(enum client client, const char *request, const struct page *due)
{
	int fd = dial(client);

	put(fd, request);
	take(fd, due);
	(void)close(fd);
}

/* A client the end of whose request comes later. */
static void
ask_in_parts(enum client client, const struct page *due)
{
	int fd = dial(client);

	put_settle(fd, GET_BEGIN);
	put(fd, GET_REST);
	take(fd, due);
	(void)close(fd);
}

/* ---- The log, signals, descriptors ------------------------------------- */

/* Reads the log into log_text. */
static void
log_read(void)
{
	int fd = open("log", O_RDONLY | O_CLOEXEC);
	ssize_t n = read(fd, log_text, sizeof log_text - 1);

	log_text[n > 0 ? n : 0] = '\0';
	(void)close(fd);
}

/* How often words are in the log by now; NULL never are. */
static unsigned
logged(const char *words)
{
	const char *p = log_text;
	unsigned n = 0;

	log_read();
	while (words != NULL && (p = strstr(p, words)) != NULL) {
		p++;
		n++;
	}
	return n;
}

/* The last line of the log, as it was read last. */
static const char *
last_line(void)
{
	const char *p = log_text, *end;

	while ((end = strchr(p, '\n')) != NULL && end[1] != '\0')
		p = end + 1;
	return p;
}

/*
 * Portal says something that has these words, or those, once it gets the
 * signal. Where saying it was made to fail, it need not.
 */
static void
signal_said(int number, const char *these, const char *those)
{
	unsigned before = logged(these) + logged(those), turns = faults->turns;
	struct wait w = { 0, 0 };

	if (gone())
		return;
	(void)kill(pid, number);
	settle(turns);
	while (logged(these) + logged(those) == before && patient(&w, 1,
	    !faults->fired || (faults->call != CALL_poll &&
	    faults->call != CALL_write), "nothing is said"))
		nap(1000);
}

/* The number behind a name in the last line of counters that was read. */
static unsigned
counter(const char *name)
{
	const char *p = log_text, *last = NULL;

	while ((p = strstr(p, name)) != NULL)
		last = p++;
	return last == NULL ? UINT_MAX :
	    (unsigned)strtoul(last + strlen(name), NULL, 10);
}

/* The list is, all of it, says the last line of counters. */
static void
in_force(void)
{
	if (!gone() && counter(" list=") != ENTRIES)
		wrong("%u entries are in force", counter(" list="));
}

/* How many descriptors portal has. */
static unsigned
descriptors(void)
{
	struct dirent *entry;
	char path[64];
	unsigned n = 0;
	DIR *dir;

	(void)snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	dir = opendir(path);
	if (dir == NULL)
		return 0;
	while ((entry = readdir(dir)) != NULL)
		n += entry->d_name[0] != '.';
	closedir(dir);
	return n;
}

/* What portal may do: the lines of its status that say so. */
static void
rights_read(char *to, size_t size)
{
	static const char *const names[] = { "Uid:", "Gid:", "Groups:",
	    "CapPrm:", "CapEff:", "NoNewPrivs:", "Seccomp:" };
	char path[64], line[256];
	FILE *file;
	size_t i;

	(void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	file = fopen(path, "re");
	to[0] = '\0';
	while (file != NULL && fgets(line, sizeof line, file) != NULL)
		for (i = 0; i < sizeof names / sizeof *names; i++)
			if (strncmp(line, names[i], strlen(names[i])) == 0 &&
			    strlen(to) + strlen(line) < size)
				strcat(to, line);
	if (file != NULL)
		fclose(file);
}

/* How long portal has kept a processor busy. */
static long
cpu_ms(void)
{
	struct timespec t = { 0, 0 };
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) == 0)
		(void)clock_gettime(clock, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- Scenes ------------------------------------------------------------ */

/*
 * Two wait when portal looks; its first accept may fail. An edge-triggered
 * listener that does not try again would leave them there.
 */
static void
two_at_once(void)
{
	int fd[2], i;

	if (gone())
		return;
	(void)kill(pid, SIGSTOP);
	if (waitpid(pid, &status, WUNTRACED) != pid || !WIFSTOPPED(status)) {
		wrong("portal ended when it was to stop");
		pid = 0;
		return;
	}
	for (i = 0; i < 2; i++) {
		fd[i] = dial(IP4);
		put(fd[i], GET);
	}
	(void)kill(pid, SIGCONT);
	for (i = 0; i < 2; i++)
		take(fd[i], &stranger);
	(void)close(fd[0]);
	(void)close(fd[1]);
}

/* The answer does not wait for the body; portal waits for its end. */
static void
body_comes_late(void)
{
	int fd = dial(IP4);

	put(fd, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1234");
	take(fd, &stranger);
	put_settle(fd, "56789");
	hang_up(fd, 0);
}

/* One resets its connection amid its head; one says no more there. */
static void
end_amid_the_head(void)
{
	static char answer[TEXT_MAX];
	int fd = dial(IP4);

	put_settle(fd, GET_BEGIN);
	hang_up(fd, 1);
	fd = dial(IP4);
	put_settle(fd, GET_BEGIN);
	(void)shutdown(fd, SHUT_WR);
	if (get(fd, answer) < 12 ? whole() :
	    memcmp(answer, "HTTP/1.1 400", 12) != 0)
		wrong("no 400");
	(void)close(fd);
}

/* A new list is taken; or it is said that the old one stays. */
static void
reload(void)
{
	signal_said(SIGHUP, "reloaded, ", "the old list stays");
	if (faults->fired && (faults->call == CALL_openat || faults->call ==
	    CALL_fstat || (faults->call == CALL_read &&
	    logged(" entries: ") < 2)) && logged("the old list stays") == 0)
		wrong("it does not say that the old list stays");
}

/* Clients who are on no list, and an operator. */
static void
run_strangers(void)
{
	ask(IP4, GET, &stranger);
	two_at_once();
	ask_in_parts(IP6, &stranger);
	ask(IP6, "HEAD / HTTP/1.0\r\n\r\n", &stranger_head);
	body_comes_late();
	end_amid_the_head();
	reload();
	signal_said(SIGUSR1, "counters ", NULL);
}

/* Clients that read only when portal can send no more. */
static void
run_slow(void)
{
	int fd = dial(SLOW4);

	put_settle(fd, GET);
	take(fd, &stranger);
	(void)close(fd);
	fd = dial(SLOW6);
	put_settle(fd, GET_BEGIN);
	put_settle(fd, GET_REST);
	take(fd, &stranger);
	(void)close(fd);
}

/* Clients who are on the list, whose page is another one, between others. */
static void
run_members(void)
{
	ask(IP4, GET, &stranger);
	ask(MEMBER4, GET, &member);
	ask(MEMBER6, GET, &member);
	ask_in_parts(MEMBER4, &member);
	ask_in_parts(MEMBER6, &member);
	ask_in_parts(IP4, &stranger);
}

/* Portal is told to end while a request is unfinished. */
static void
run_end(void)
{
	int fd = dial(IP4);
	unsigned turns;

	put_settle(fd, GET_BEGIN);
	turns = faults->turns;
	if (gone())
		return;
	may_end = 1;
	(void)kill(pid, SIGTERM);
	settle(turns);
	put(fd, GET_REST);
	take(fd, &stranger);
	(void)close(fd);
	await_end();
	if (pid == 0 && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
		wrong("it did not end with 0 but %#x", (unsigned)status);
}

/* Portal's start is the whole of the first one. */
static const struct {
	const char *name;
	void (*run)(void);
} scenes[SCENES] = {
	[START] = { "start", NULL },
	[STRANGERS] = { "strangers", run_strangers },
	[MEMBERS] = { "members", run_members },
	[SLOW] = { "slow", run_slow },
	[END] = { "end", run_end },
};

/* ---- One portal from its start to its end ------------------------------ */

/* Which call is to fail; at is 0 if none. Calls are counted from here on. */
static void
arm(int call, unsigned at, int error)
{
	unsigned i;

	for (i = 0; i < CALLS; i++)
		faults->made[i] = 0;
	faults->fired = 0;
	faults->call = call;
	faults->error = error;
	faults->at = at;
}

/* The child becomes the portal of this scene. */
static void
become_portal(void)
{
	const char *path = hasty ? hasty_program : program;
	const char *arguments[] = { path, "-u", "http://login.example/", "-v",
	    "-w", hasty ? "2" : "60", "-a", scene == MEMBERS ? "members.txt" :
	    "allow.txt", "-l", "127.0.0.1:8511", "-l", "[::1]:8511", NULL,
	    NULL, NULL, NULL, NULL };
	int n = 12, log;
	char text[32];

	if (scene == START || scene == SLOW) {
		arguments[n++] = "-p";
		arguments[n++] = "page.html";
	}
	if (user[0] != '\0') {
		arguments[n++] = "-U";
		arguments[n++] = user;
	}
	log = open("log", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0644);
	if (log == -1 || dup2(log, 2) == -1 || close(log) == -1)
		_exit(127);
	(void)snprintf(text, sizeof text, "%d", faults_fd);
	(void)setenv(FAULTS_FD, text, 1);
	(void)setenv("LD_PRELOAD", library, 1);
	if (scene == START) {
		(void)dup2(passed_fd, 3);
		(void)snprintf(text, sizeof text, "%d", (int)getpid());
		(void)setenv("LISTEN_PID", text, 1);
		(void)setenv("LISTEN_FDS", "1", 1);
	}
	execv(path, (char **)arguments);
	_exit(127);
}

/* Starts portal; on return it waits for its first event, or has ended. */
static void
begin(void)
{
	struct wait w = { 0, 0 };

	why[0] = '\0';
	faults->turns = faults->all = 0;
	faults->waiting = 0;
	may_end = scene == START;
	pid = fork();
	if (pid == -1)
		die("fork");
	if (pid == 0)
		become_portal();
	do
		nap(1000);
	while ((faults->turns == 0 || !faults->waiting) &&
	    patient(&w, 1, 1, "no start"));
	may_end = 0;
}

/* Ends portal, if it has not ended yet. What it said is in log_text. */
static void
end(void)
{
	log_read();
	if (pid != 0) {
		(void)kill(pid, SIGKILL);
		(void)waitpid(pid, &status, 0);
	}
	pid = 0;
}

/* A portal that ended at a fault of its start did so with a reason. */
static void
refused(int error)
{
	const char *said;

	log_read();
	said = last_line();
	if (!WIFEXITED(status) || (WEXITSTATUS(status) != 1 &&
	    WEXITSTATUS(status) != 2))
		wrong("it ended with %#x", (unsigned)status);
	else if (strncmp(said, "portal: ", 8) != 0 ||
	    (strstr(said, strerror(error)) == NULL &&
	    /* What the one before it left there is in the way then. */
	    (faults->call != CALL_setsockopt ||
	    strstr(said, strerror(EADDRINUSE)) == NULL) &&
	    strstr(said, "is no listening socket") == NULL))
		wrong("it does not say why");
}

/* A portal that started although a call failed is as any other. */
static void
started(unsigned base)
{
	char now[sizeof rights];
	const char *filter = strstr(rights, "Seccomp:");

	/* The filter may be missing, if it says so. */
	rights_read(now, sizeof now);
	if (logged("no seccomp") == 0 || filter == NULL ?
	    strcmp(rights, now) != 0 :
	    strncmp(rights, now, (size_t)(filter - rights)) != 0)
		wrong("its rights are others");
	ask(PASSED, GET, &stranger);
	signal_said(SIGUSR1, "counters ", NULL);
	in_force();
	if (logged("SIGHUP will not") == 0)
		signal_said(SIGHUP, "reloaded, ", NULL);
	if (base > start_descriptors)
		wrong("%u descriptors were %u", base, start_descriptors);
}

/* A dead listener has ended it: with 1, and not in silence. */
static void
ended_by_dead_listener(void)
{
	await_end();
	faults->fired = 0;
	if (pid != 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 1)
		wrong("a dead listener did not end it with 1");
	else if (logged("a listener is dead: ") != 1)
		wrong("it does not say that a listener is dead");
}

/* Nobody is held, and no descriptor open but base, in a while. */
static void
gives_back(unsigned base)
{
	unsigned n = 0;
	int ms;

	for (ms = 1; ms < PATIENCE_MS; ms *= 2) {
		signal_said(SIGUSR1, "counters ", NULL);
		n = descriptors();
		if (why[0] != '\0' || (counter(" held=") == 0 && n == base))
			break;
		nap(1000L * ms);
	}
	if (counter(" held=") != 0)
		wrong("%u are held", counter(" held="));
	if (n != base)
		wrong("%u descriptors were %u", n, base);
}

/* It makes no more calls, and has made few. */
static void
rests(void)
{
	unsigned all;
	int ms;

	for (ms = 0; ms < PATIENCE_MS; ms += 2) {
		all = faults->all;
		nap(2000);
		if (faults->waiting && faults->all == all)
			break;
	}
	if (ms >= PATIENCE_MS)
		wrong("it does not rest");
	if (cpu_ms() > CPU_MS)
		wrong("%ld ms of CPU", cpu_ms());
}

/* What portal owes everybody after the fault. base: its descriptors, once. */
static void
owed(unsigned base)
{
	if (gone())
		return;
	if (scene == MEMBERS) {
		ask(MEMBER4, GET, &member);
		ask(MEMBER6, GET, &member);
	}
	ask(IP4, GET, &stranger);
	if (scene != MEMBERS)		/* ::1 has the MAC of lo */
		ask(IP6, GET, &stranger);
	/* Portal pauses between two reloads: not each time, then. */
	if (scene == STRANGERS && (faults->call == CALL_openat ||
	    faults->call == CALL_fstat || faults->call == CALL_read))
		signal_said(SIGHUP, "reloaded, ", NULL);
	gives_back(base);
	in_force();
	rests();
}

/*
 * Runs portal and the scene; at is 0 if no call is to fail. True: it did fail.
 * made: how often each function was called.
 */
static int
once(int call, unsigned at, int error, unsigned made[CALLS])
{
	unsigned base, i;
	int fired;

	/*
	 * Where there is something, no kernel says that there is nothing, and
	 * no end goes untold: here alone only a deadline can set it right.
	 */
	hasty = error == EAGAIN || call == CALL_shutdown;
	arm(call, scene == START ? at : 0, error);
	begin();
	base = descriptors();
	if (scene != START && pid != 0) {
		arm(call, at, error);
		scenes[scene].run();
	}
	for (i = 0; i < CALLS; i++)
		made[i] = faults->made[i];
	fired = faults->fired;
	if (deadly())
		ended_by_dead_listener();
	arm(call, 0, 0);
	if (scene == START && pid == 0)
		refused(error);
	else if (scene == START)
		started(base);
	owed(base);
	end();
	return fired;
}

/* ---- Every call of a scene --------------------------------------------- */

/* What a client is answered as long as nothing has failed. */
static void
learn_page(enum client client, const char *begin, struct page *page)
{
	int fd = dial(client);

	put(fd, GET);
	page->n = get(fd, page->octets);
	page->octets[page->n] = '\0';
	if (strncmp(page->octets, begin, strlen(begin)) != 0)
		wrong("no %s", begin);
	(void)close(fd);
}

/* What a portal has that nothing ails. */
static void
learn(void)
{
	const char *end_of_head;

	hasty = 0;
	arm(CALLS, 0, 0);
	begin();
	start_descriptors = descriptors();
	rights_read(rights, sizeof rights);
	learn_page(IP4, "HTTP/1.1 511 ", &stranger);
	stranger_head = stranger;
	end_of_head = strstr(stranger.octets, "\r\n\r\n");
	if (end_of_head != NULL)
		stranger_head.n = (size_t)(end_of_head + 4 - stranger.octets);
	if (scene == MEMBERS)
		learn_page(MEMBER4, "HTTP/1.1 421 ", &member);
	end();
}

/*
 * Counts the calls of a scene: the least of some runs without a fault. False:
 * something is wrong all the same.
 */
static int
scene_count(unsigned least[CALLS])
{
	unsigned made[CALLS], i, n;

	learn();
	for (n = 0; n < CLEAN_RUNS && why[0] == '\0'; n++) {
		(void)once(CALLS, 0, 0, made);
		for (i = 0; i < CALLS; i++)
			if (n == 0 || made[i] < least[i])
				least[i] = made[i];
	}
	if (why[0] == '\0')
		return 1;
	failed++;
	printf("FAILED: %s without a fault: %s\n%s", scenes[scene].name, why,
	    log_text);
	return 0;
}

/* One injection, counted; a scene that went another way is tried again. */
static void
inject(unsigned call, unsigned at, const struct error *error)
{
	unsigned made[CALLS];
	int tries = 5, fired;

	do {
		fired = once((int)call, at, error->number, made);
	} while (!fired && why[0] == '\0' && --tries > 0);
	if (why[0] != '\0') {
		printf("FAILED: %s %s %u %s: %s\n", scenes[scene].name,
		    call_name[call], at, error->name, why);
		if (failed++ == 0)
			printf("%s", log_text);
	} else if (!fired) {
		missed++;
		printf("missed: %s %s %u\n", scenes[scene].name,
		    call_name[call], at);
	} else
		passed++;
	(void)fflush(stdout);
}

/* Makes each call of a scene fail in each way, and says how many these were. */
static void
scene_whole(void)
{
	unsigned least[CALLS], at, call, all = passed + failed + missed;
	const struct error *error;
	struct timespec since, now;

	(void)clock_gettime(CLOCK_MONOTONIC, &since);
	if (!scene_count(least))
		return;
	for (call = 0; call < CALLS; call++)
		for (error = errors[call]; error->number != 0; error++)
			for (at = 1; at <= least[call]; at++)
				inject(call, at, error);
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	printf("%s: %u injections, %ld s; calls:", scenes[scene].name,
	    passed + failed + missed - all, (long)(now.tv_sec - since.tv_sec));
	for (call = 0; call < CALLS; call++)
		if (least[call] > 0)
			printf(" %s %u", call_name[call], least[call]);
	putchar('\n');
}

/* Makes one call fail, as the second form asks for, and shows the log. */
static void
scene_one(char **which)
{
	unsigned call, made[CALLS], at = (unsigned)strtoul(which[1], NULL, 10);
	const struct error *error;

	errno = EINVAL;
	for (call = 0; call < CALLS; call++)
		if (strcmp(which[0], call_name[call]) == 0)
			break;
	if (call == CALLS)
		die("no function %s", which[0]);
	for (error = errors[call]; error->number != 0; error++)
		if (strcmp(which[2], error->name) == 0)
			break;
	if (error->number == 0)
		die("no error %s of %s", which[2], which[0]);
	if (scene_count(made))
		inject(call, at, error);
	if (failed == 0)
		printf("%s", log_text);
}

/* The scene of that name is next. */
static void
scene_choose(const char *name)
{
	static const char size[] = "4096 4096 4096\n";
	int fd;

	errno = EINVAL;
	for (scene = START; scene < SCENES; scene++)
		if (strcmp(name, scenes[scene].name) == 0)
			break;
	if (scene == SCENES)
		die("no scene %s", name);
	if (scene != SLOW)
		return;
	/* Small send buffers, so that 30,000 octets do not go out at once. */
	fd = open("/proc/sys/net/ipv4/tcp_wmem", O_WRONLY | O_CLOEXEC);
	if (fd == -1 || write(fd, size, strlen(size)) == -1)
		die("tcp_wmem");
	(void)close(fd);
}

/* ---- Start ------------------------------------------------------------- */

/* Makes the memory that is shared with portal, by a high descriptor. */
static void
share_faults(void)
{
	faults_fd = fcntl(memfd_create("faults", MFD_CLOEXEC), F_DUPFD, 100);
	if (faults_fd == -1 || ftruncate(faults_fd, sizeof *faults) == -1)
		die("memfd");
	faults = mmap(NULL, sizeof *faults, PROT_READ | PROT_WRITE, MAP_SHARED,
	    faults_fd, 0);
	if (faults == MAP_FAILED)
		die("mmap");
}

/* A listener above the descriptors that portal is given by number. */
static int
listener(const char *at, int port)
{
	static const int on = 1;
	struct sockaddr_in6 a;
	socklen_t n = address(&a, at, port);
	int fd = socket(a.sin6_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&a, n) == -1 || listen(fd, 64) == -1)
		die("%s", at);
	return fcntl(fd, F_DUPFD_CLOEXEC, 100);
}

int
main(int argc, char **argv)
{
	int i;

	if (argc < 7) {
		fprintf(stderr, "see the head of drive.c\n");
		return 2;
	}
	program = argv[1];
	hasty_program = argv[2];
	library = argv[3];
	user = argv[5];
	if (chdir(argv[4]) == -1)
		die("%s", argv[4]);
	(void)signal(SIGTERM, end_all);
	(void)signal(SIGINT, end_all);
	share_faults();
	passed_fd = listener("127.0.0.1", PASSED_PORT);
	if (argc == 10 && strspn(argv[8], "0123456789") > 0) {
		scene_choose(argv[6]);
		scene_one(argv + 7);
	} else
		for (i = 6; i < argc; i++) {
			scene_choose(argv[i]);
			scene_whole();
		}
	printf("%u passed, %u failed, %u skipped\n", passed, failed, missed);
	return failed != 0;
}
