"""Many connections of one host, each from an address of its own.

many.py hold FILE TO PORT FROM...   opens one from each FROM (address, or
    address%device to leave by that device), sends half a request on it, makes
    FILE, and holds them until FILE is gone. TO may be two addresses, one of
    each family, with a comma between.
many.py silent FILE TO PORT FROM...   the same without an octet.
many.py ask TO PORT FROM...   a whole request from each, one after the other:
    prints how many got which status.
many.py finish FILE TO PORT FROM   half a request; when FILE is gone, the
    rest; prints the status.
"""
import collections
import os
import socket
import sys
import time

HALF, REST = b'GET / HTTP/1.1\r\nHost: a', b'.example\r\n\r\n'


def connected(to, port, come_from):
    address, _, device = come_from.partition('%')
    to = next(t for t in to.split(',') if (':' in t) == (':' in address))
    kind = socket.AF_INET6 if ':' in to else socket.AF_INET
    s = socket.socket(kind, socket.SOCK_STREAM)
    s.settimeout(10)
    if device:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE,
                     device.encode())
    s.bind((address, 0))
    s.connect((to, int(port)))
    return s


def status(s):
    """Of the answer, to its end; a reset is none."""
    got = b''
    try:
        while True:
            some = s.recv(65536)
            if not some:
                break
            got += some
    except OSError:
        return 'reset'
    return got[9:12].decode() or 'nothing'


def main(mode, *rest):
    if mode == 'ask':
        to, port, *addresses = rest
        counts = collections.Counter()
        for address in addresses:
            s = connected(to, port, address)
            s.sendall(HALF + REST)
            counts[status(s)] += 1
            s.close()
        print(*(f'{k}={v}' for k, v in sorted(counts.items())))
        return
    file, to, port, *addresses = rest
    held = []
    for address in addresses:
        s = connected(to, port, address)
        if mode != 'silent':
            s.sendall(HALF)
        held.append(s)
    open(file, 'w').close()
    while os.path.exists(file):
        time.sleep(0.05)
    if mode == 'finish':
        try:
            held[0].sendall(REST)
        except OSError:
            pass
        print(status(held[0]))


main(*sys.argv[1:])
