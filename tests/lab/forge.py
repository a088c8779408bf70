"""forge.py DEVICE MAC IPV4 IPV6: tells everybody there, ten times a second
until it is ended, that these addresses are at MAC: by ARP and by neighbour
advertisements, from the device's own MAC."""
import socket
import struct
import sys
import time

device, mac, four, six = sys.argv[1:]
mac = bytes.fromhex(mac.replace(':', ''))
four = socket.inet_aton(four)
six = socket.inet_pton(socket.AF_INET6, six)
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind((device, 0))
own = s.getsockname()[4]


def arp(operation, target):
    return (b'\xff' * 6 + own + struct.pack('!HHHBBH', 0x806, 1, 0x800, 6, 4,
                                            operation)
            + mac + four + target + four)


def advertisement():
    """To all nodes, overriding what is known; RFC 4861 4.4."""
    to = socket.inet_pton(socket.AF_INET6, 'ff02::1')
    text = (struct.pack('!BBHI', 136, 0, 0, 0x20000000) + six
            + bytes([2, 1]) + mac)
    words = six + to + struct.pack('!II', len(text), 58) + text
    total = sum(struct.unpack(f'!{len(words) // 2}H', words))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    text = text[:2] + struct.pack('!H', 0xffff - total) + text[4:]
    return (bytes.fromhex('333300000001') + own + struct.pack(
        '!HIHBB', 0x86dd, 0x60000000, len(text), 58, 255) + six + to + text)


while True:
    s.send(arp(2, b'\xff' * 6))
    s.send(arp(1, b'\0' * 6))
    s.send(advertisement())
    time.sleep(0.1)
