"""Both ends of a connection that is not HTTP, for the scripts of this folder.

Servers, for any number of clients at once, each until its client ends:

    peer.py echo ADDRESS PORT    sends back what comes
    peer.py greet ADDRESS PORT   speaks first, then echoes
    peer.py sum ADDRESS PORT     reads to the end, then says how much it was
    peer.py bye ADDRESS PORT     says so and half-closes, reads to the end,
                                 then says on stdout how much it was
    peer.py reset ADDRESS PORT   reads something, then resets
    peer.py notice ADDRESS PORT  says on stdout how each client ended
    peer.py pour ADDRESS PORT    sends 100 MB, whether it is read or not,
                                 and says on stdout how much has gone
    peer.py answers INTERFACE    something listens on each of SERVICES

Clients. What they saw is on stdout; they exit 1 if it was not as it should be:

    peer.py hold N ADDRESS PORT  N connections at once to an echo
    peer.py half ADDRESS PORT    sends 1 MB, half-closes, then reads
    peer.py after ADDRESS PORT   reads to the end, then sends 1 MB
    peer.py listen ADDRESS PORT  says nothing, prints the first line heard
    peer.py abort ADDRESS PORT   speaks to an echo, then resets
    peer.py ends ADDRESS PORT    says something, prints how it ends
    peer.py late ADDRESS PORT    sends a request, its end when a line comes
                                 on stdin, prints the first line it gets
    peer.py slow ADDRESS PORT    reads nothing until a line comes on stdin,
                                 then all, and prints how much
    peer.py reach                reads lines as "yes tcp ADDRESS PORT": can
                                 that be reached? udp: does "answers" say
    peer.py talk ADDRESS PORT    sends each line of stdin to an echo, prints
                                 what comes back, until stdin ends
"""
import resource
import select
import socket
import struct
import sys
import threading

MB = 1 << 20
SERVICES = 22, 53, 67, 80, 123, 443, 547, 1900


def say(*words):
    print(*words, flush=True)


def reset(s):
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    s.close()


def end_of(s):
    try:
        while s.recv(65536):
            pass
        return "end"
    except ConnectionResetError:
        return "reset"


def read_all(s):
    n = 0
    while data := s.recv(65536):
        n += len(data)
    return n


def read_line(s):
    line = b""
    while not line.endswith(b"\n"):
        data = s.recv(1)
        if not data:
            break
        line += data
    return line.decode().rstrip()


def serve(mode, s):
    if mode == "greet":
        s.sendall(b"hello, I speak first\n")
    if mode in ("echo", "greet"):
        while data := s.recv(65536):
            s.sendall(data)
    elif mode == "sum":
        s.sendall(b"%d octets\n" % read_all(s))
    elif mode == "bye":
        s.sendall(b"bye\n")
        s.shutdown(socket.SHUT_WR)
        say(read_all(s), "octets after bye")
    elif mode == "reset":
        s.recv(1)
        reset(s)
    elif mode == "notice":
        s.recv(1)
        s.sendall(b"noted\n")
        say("client:", end_of(s))
    elif mode == "pour":
        s.recv(1)
        for sent in range(100):
            s.sendall(bytes(MB))
            say("poured", sent + 1)
    s.close()


def server(mode, address, port):
    def one(s):
        try:
            serve(mode, s)
        except OSError as e:
            say("server:", e.strerror)

    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    door = socket.create_server((address, int(port)), family=family,
                                backlog=2000)
    say("listening:", mode)
    while True:
        threading.Thread(target=one, args=(door.accept()[0],),
                         daemon=True).start()


def answers(at):
    doors = []
    for port in SERVICES:
        for family, any_ in (socket.AF_INET, ""), (socket.AF_INET6, "::"):
            s = socket.socket(family, socket.SOCK_DGRAM)
            if family == socket.AF_INET6:
                s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            s.bind((any_, port))
            if family == socket.AF_INET6 and port == 547:
                s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP,
                             socket.inet_pton(family, "ff02::1:2") +
                             struct.pack("I", socket.if_nametoindex(at)))
            doors.append(s)
        doors.append(socket.create_server(("", port)))
        doors.append(socket.create_server(("::", port),
                                          family=socket.AF_INET6))
    say("listening")
    while True:
        for s in select.select(doors, [], [])[0]:
            if s.type == socket.SOCK_STREAM:
                s.accept()[0].close()
            else:
                s.sendto(b"here", s.recvfrom(100)[1])


def reach():
    wrong = 0
    for line in sys.stdin:
        expected, kind, address, port = line.split()
        place = socket.getaddrinfo(address, port)[0]
        s = socket.socket(place[0], socket.SOCK_STREAM if kind == "tcp" else
                          socket.SOCK_DGRAM)
        s.settimeout(1)
        try:
            if address.startswith("ff") or address.endswith(".255"):
                s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                s.sendto(b"anybody?", place[4])
            else:
                s.connect(place[4])
                s.send(b"anybody?")
            if kind == "udp":
                s.recv(100)
            got = "yes"
        except OSError:
            got = "no"
        if got != expected:
            say("not", line)
            wrong = 1
    sys.exit(wrong)


def hold(n, address, port):
    all_ = [connect(address, port) for _ in range(int(n))]
    for again in range(2):
        for i, s in enumerate(all_):
            s.sendall(b"%d of round %d\n" % (i, again))
        for i, s in enumerate(all_):
            line = read_line(s)
            if line != "%d of round %d" % (i, again):
                sys.exit("%d heard: %s" % (i, line))
        if again == 0:
            say("all are open")
            sys.stdin.readline()
    for s in all_:
        s.shutdown(socket.SHUT_WR)
    if any(s.recv(1) for s in all_):
        sys.exit("heard more than was said")
    say("all have ended")


def half(address, port):
    s = connect(address, port)
    s.sendall(bytes(MB))
    s.shutdown(socket.SHUT_WR)
    say(read_line(s), "and", end_of(s))


def after(address, port):
    s = connect(address, port)
    say(read_line(s), "and", end_of(s))
    s.sendall(bytes(MB))
    s.close()


def listen(address, port):
    say(read_line(connect(address, port)))


def abort(address, port):
    s = connect(address, port)
    s.sendall(b"x")
    read_line(s)
    reset(s)


def ends(address, port):
    s = connect(address, port)
    s.sendall(b"x")
    say(end_of(s))


def late(address, port):
    s = connect(address, port)
    s.sendall(b"GET / HTTP/1.1\r\n")
    say("begun")
    sys.stdin.readline()
    s.sendall(b"Host: a\r\n\r\n")
    say(read_line(s))


def slow(address, port):
    s = connect(address, port)
    s.sendall(b"x")
    sys.stdin.readline()
    say(read_all(s), "octets")


def talk(address, port):
    s = connect(address, port)
    for line in sys.stdin:
        s.sendall(line.encode())
        say(read_line(s))


def connect(address, port):
    return socket.create_connection((address, port), 10)


resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
mode, *rest = sys.argv[1:]
client = {"hold": hold, "half": half, "after": after, "listen": listen,
          "abort": abort, "ends": ends, "late": late, "slow": slow,
          "talk": talk, "reach": reach, "answers": answers}.get(mode)
try:
    client(*rest) if client else server(mode, *rest)
except OSError as e:
    sys.exit("%s: %s" % (mode, e))
