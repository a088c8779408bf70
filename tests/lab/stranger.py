"""What no socket sends, and who gets it, for the scripts of this folder.

    stranger.py sends       a packet for each line of stdin, ten times each:
        echo FROM TO                    an echo request
        udp FROM PORT TO PORT [HOPS]    a datagram
        syn FROM PORT TO PORT           the first segment of a connection
        error FROM TO TYPE KIND FROM PORT TO PORT
                                        an ICMP error, which quotes that
        pieces FROM PORT TO PORT SIZE   a datagram in fragments, the first of
                                        so many octets after the IP header
        solicit ADDRESS                 who there has it, from ::
        options FROM PORT TO PORT       a datagram behind IPv6's hop-by-hop and
                                        destination options
        end FROM TO                     one datagram, once; hears knows it
      FROM is whom it likes; most of each is the text SECRET.
    stranger.py hears DEVICE            counts frames on it that hold some text,
                                        until each end, and prints how many
"""
import os
import random
import re
import socket
import struct
import sys
import time

TEXT = b"SECRET" * 40
END = b"THE END."


def packed(address):
    return socket.inet_pton(family(address), address)


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return struct.pack("!H", ~total & 0xffff)


def summed(come_from, to, protocol, data, at):
    """The data, an even number of octets, with its checksum there."""
    head = packed(come_from) + packed(to) + struct.pack("!HH", protocol,
                                                        len(data))
    if protocol == 1:
        head = b""
    return data[:at] + checksum(head + data) + data[at + 2:]


def packet(come_from, to, protocol, data, hops=64, place=0, mark=0):
    """place, in IPv4: more fragments, and the offset of this one."""
    if ":" in come_from:
        return struct.pack("!IHBB", 6 << 28, len(data), protocol,
                           hops) + packed(come_from) + packed(to) + data
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(data),
                       mark or random.randrange(1, 65536), place, hops,
                       protocol, 0) + packed(come_from) + packed(to)
    return head[:10] + checksum(head) + head[12:] + data


def datagram(come_from, port, to, to_port, text=TEXT):
    return summed(come_from, to, 17, struct.pack(
        "!HHHH", int(port), int(to_port), 8 + len(text), 0) + text, 6)


def udp(come_from, port, to, to_port, hops=64, text=TEXT):
    return [packet(come_from, to, 17,
                   datagram(come_from, port, to, to_port, text), int(hops))]


def syn(come_from, port, to, to_port):
    data = struct.pack("!HHIIBBHHH", int(port), int(to_port), 1, 0, 5 << 4, 2,
                       1024, 0, 0) + TEXT
    return [packet(come_from, to, 6, summed(come_from, to, 6, data, 16))]


def icmp(come_from, to, kind, code, rest):
    protocol = 58 if ":" in to else 1
    return [packet(come_from, to, protocol, summed(
        come_from, to, protocol, struct.pack("!BBH", kind, code, 0) + rest,
        2))]


def echo(come_from, to):
    return icmp(come_from, to, 128 if ":" in to else 8, 0,
                struct.pack("!HH", 7, 1) + TEXT)


def solicit(address):
    """As one that looks whether its own address is taken; RFC 4862 5.4."""
    to = "ff02::1:ff" + "%02x:%02x%02x" % tuple(packed(address)[13:])
    data = struct.pack("!BBHI", 135, 0, 0, 0) + packed(address)
    return [packet("::", to, 58, summed("::", to, 58, data, 2), 255)]


def error(come_from, to, kind, quoted, *flow):
    return icmp(come_from, to, int(kind), 0,
                struct.pack("!I", 0) + KINDS[quoted](*flow)[0])


def pieces(come_from, port, to, to_port, size):
    data, size = datagram(come_from, port, to, to_port), int(size)
    mark = random.randrange(1, 65536)
    parts = [(i, data[i:i + size], i + size < len(data))
             for i in range(0, len(data), size)]
    if ":" not in to:
        return [packet(come_from, to, 17, part, place=more << 13 | at >> 3,
                       mark=mark) for at, part, more in parts]
    return [packet(come_from, to, 44, struct.pack(
        "!BBHI", 17, 0, at | more, mark) + part) for at, part, more in parts]


def options(come_from, port, to, to_port):
    """Six octets of padding in each; RFC 8200 4.3, 4.6."""
    data = datagram(come_from, port, to, to_port)
    return [packet(come_from, to, 0,
                   bytes((60, 0, 1, 4, 0, 0, 0, 0)) +
                   bytes((17, 0, 1, 4, 0, 0, 0, 0)) + data)]


def end(come_from, to):
    return udp(come_from, 9, to, 9, text=END)


KINDS = {"echo": echo, "udp": udp, "syn": syn, "error": error,
         "pieces": pieces, "options": options, "solicit": solicit, "end": end}


def sends():
    # By one processor, so that none overtakes another.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    # Both with a header of one's own; IPv6 since Linux 4.5.
    ways = {kind: socket.socket(kind, socket.SOCK_RAW, socket.IPPROTO_RAW)
            for kind in (socket.AF_INET, socket.AF_INET6)}
    link = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        kind, *rest = line.split()
        time.sleep(0.005)       # the router's queue holds 1,000 at most
        for _ in range(1 if kind == "end" else 10):
            for one in KINDS[kind](*rest):
                six = one[0] >> 4 == 6
                if rest[0] == "0.0.0.0":    # the kernel would fill it in
                    link.sendto(one, ("eth0", 0x800, 0, 0, b"\xff" * 6))
                    continue
                to = one[24:40] if six else one[16:20]
                way = socket.AF_INET6 if six else socket.AF_INET
                ways[way].sendto(one, (socket.inet_ntop(way, to), 0))


def hears(device):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    s.bind((device, 3))
    print("listening", flush=True)
    heard = 0
    while True:
        frame, place = s.recvfrom(65536)
        if place[2] == socket.PACKET_OUTGOING:
            continue
        heard += re.search(b"SECR|CRET|ETSE", frame) is not None
        if END in frame:
            print(heard, flush=True)
            heard = 0


mode, *rest = sys.argv[1:]
{"sends": sends, "hears": hears}[mode](*rest)
