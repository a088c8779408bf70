"""Both ends of a connection that is not HTTP, for the scripts of this folder.

Servers:

    peer.py echo ADDRESS PORT    sends back what comes, to many clients at once
    peer.py answers INTERFACE [ADDRESS...]
                                 something listens on each of SERVICES, on all
                                 addresses or on these

Clients. What they saw is on stdout; they exit 1 if it was not as it should be:

    peer.py late ADDRESS PORT    sends a request, its end when a line comes
                                 on stdin, prints the first line it gets
    peer.py reach                reads lines as "yes tcp ADDRESS PORT": can
                                 that be reached? "no", or at once: "refused".
                                 udp: does "answers" say; ping: any port
    peer.py talk ADDRESS PORT    sends each line of stdin to an echo, prints
                                 what comes back, until stdin ends
"""
import select
import socket
import struct
import sys
import threading

SERVICES = 22, 53, 67, 80, 123, 443, 547, 1900


def say(*words):
    print(*words, flush=True)


def read_line(s):
    line = b""
    while not line.endswith(b"\n"):
        data = s.recv(1)
        if not data:
            break
        line += data
    return line.decode().rstrip()


def echo(address, port):
    def one(s):
        try:
            while data := s.recv(65536):
                s.sendall(data)
        except OSError as e:
            say("server:", e.strerror)
        s.close()

    door = socket.create_server((address, int(port)))
    say("listening: echo")
    while True:
        threading.Thread(target=one, args=(door.accept()[0],),
                         daemon=True).start()


def answers(at, *addresses):
    doors = []
    for port in SERVICES:
        for address in addresses or ("0.0.0.0", "::"):
            six = ":" in address
            family = socket.AF_INET6 if six else socket.AF_INET
            s = socket.socket(family, socket.SOCK_DGRAM)
            if six:
                s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            s.bind((address, port))
            if six and port == 547:
                s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP,
                             socket.inet_pton(family, "ff02::1:2") +
                             struct.pack("I", socket.if_nametoindex(at)))
            doors.append(s)
            doors.append(socket.create_server((address, port), family=family))
    say("listening")
    while True:
        for s in select.select(doors, [], [])[0]:
            if s.type == socket.SOCK_STREAM:
                s.accept()[0].close()
            else:
                s.sendto(b"here", s.recvfrom(100)[1])


def ping(address):
    six = ":" in address
    s = socket.socket(socket.AF_INET6 if six else socket.AF_INET,
                      socket.SOCK_RAW, 58 if six else 1)
    s.settimeout(1)
    # Type, code, checksum (the kernel's for IPv6), identifier, sequence.
    s.sendto(bytes((128, 0, 0, 0, 0, 0, 0, 1)) if six else
             bytes((8, 0, 247, 254, 0, 0, 0, 1)),
             socket.getaddrinfo(address, None)[0][4])
    while s.recv(100)[0 if six else 20] != (129 if six else 0):
        pass


def call(kind, address, port):
    place = socket.getaddrinfo(address, port)[0]
    s = socket.socket(place[0], socket.SOCK_STREAM if kind == "tcp" else
                      socket.SOCK_DGRAM)
    s.settimeout(1)
    if address.startswith("ff") or address.endswith(".255"):
        s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        s.sendto(b"anybody?", place[4])
    else:
        s.connect(place[4])
        s.send(b"anybody?")
    if kind == "udp":
        s.recv(100)


def reach():
    wrong = 0
    for line in sys.stdin:
        expected, kind, address, port = line.split()
        try:
            ping(address) if kind == "ping" else call(kind, address, port)
            got = "yes"
        except TimeoutError:
            got = "no"
        except OSError:
            got = "refused"
        if got != expected and (got, expected) != ("refused", "no"):
            say("not", line)
            wrong = 1
    sys.exit(wrong)


def late(address, port):
    s = connect(address, port)
    s.sendall(b"GET / HTTP/1.1\r\n")
    say("begun")
    sys.stdin.readline()
    s.sendall(b"Host: a\r\n\r\n")
    say(read_line(s))


def talk(address, port):
    s = connect(address, port)
    for line in sys.stdin:
        s.sendall(line.encode())
        say(read_line(s))


def connect(address, port):
    return socket.create_connection((address, port), 10)


mode, *rest = sys.argv[1:]
try:
    {"echo": echo, "answers": answers, "late": late, "talk": talk,
     "reach": reach}[mode](*rest)
except OSError as e:
    sys.exit("%s: %s" % (mode, e))
