#!/usr/bin/env python3
"""dhcpv6.py INTERFACE OPTION: asks the network for one DHCPv6 option, as a
host with an address of its own does (RFC 8415 18.2.6), and prints its text."""
import socket
import struct
import sys

INFORMATION_REQUEST, REPLY = 11, 7
CLIENT_ID, OPTION_REQUEST, ELAPSED_TIME = 1, 6, 8
TRIES = 10


def option(code, value):
    return struct.pack("!HH", code, len(value)) + value


def options(data):
    while len(data) >= 4:
        code, size = struct.unpack_from("!HH", data)
        yield code, data[4:4 + size]
        data = data[4 + size:]


interface, wanted = socket.if_nametoindex(sys.argv[1]), int(sys.argv[2])
s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
s.bind(("::", 546))
s.settimeout(1)
ask = b"\x0bask" + option(CLIENT_ID, b"\0\3\0\1\2\0\0\0\0\1") + option(
    OPTION_REQUEST, struct.pack("!H", wanted)) + option(ELAPSED_TIME, b"\0\0")
for _ in range(TRIES):
    s.sendto(ask, ("ff02::1:2", 547, 0, interface))
    try:
        answer = s.recv(1500)
    except TimeoutError:
        continue
    if answer[0] == REPLY and answer[1:4] == b"ask":
        for code, value in options(answer[4:]):
            if code == wanted:
                print(value.decode())
        sys.exit(0)
sys.exit(1)
