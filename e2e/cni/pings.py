"""Many pings at once, by sockets in the guests' namespaces: a process for each would take most of the suite's time."""
import contextlib
import errno
import select
import socket
import struct
import time

from netns import inside

AT_LEAST, AT_MOST, SECONDS = 3, 10, 0.5
MTU_DISCOVER, DO_NOT_FRAGMENT = 10, 2  # IP_MTU_DISCOVER, IP_PMTUDISC_DO
REQUEST, REPLY = 8, 0


def ping(wanted):
    """[{netns, to, size, expected} or None…] → [full, small or none; or None…]"""
    with contextlib.ExitStack() as stack:
        names = dict.fromkeys(x['netns'] for x in wanted if x)
        sockets = {netns: stack.enter_context(open_in(netns)) for netns in names}
        asked = [i for i, x in enumerate(wanted) if x]
        answered = send(sockets, wanted, asked, 'size')
        found = ['full' if i in answered else 'none' if x else None for i, x in enumerate(wanted)]
        # Was it the size?
        missing = [i for i in asked if i not in answered and wanted[i]['expected']]
        for i in send(sockets, wanted, missing, None):
            found[i] = 'small'
        return found


def open_in(netns):
    with inside(netns):
        opened = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    opened.setsockopt(socket.IPPROTO_IP, MTU_DISCOVER, DO_NOT_FRAGMENT)
    opened.setblocking(False)
    return opened


def send(sockets, wanted, asked, key):
    """Which were answered. First packets get lost, so that also who is not to be reached is asked several times."""
    answered, todo = set(), asked
    for turn in range(AT_MOST if asked else 0):
        for i in todo:
            echo(sockets[wanted[i]['netns']], wanted[i]['to'], i, wanted[i][key] if key else 56)
        until = time.monotonic() + SECONDS
        while (left := until - time.monotonic()) > 0 and len(answered) < len(asked):
            for ready in select.select(list(sockets.values()), [], [], left)[0]:
                i = reply(ready)
                # Numbers are also those of an earlier size, and of other namespaces' pings.
                if i is not None and i in asked and sockets[wanted[i]['netns']] is ready:
                    answered.add(i)
        todo = [i for i in asked if i not in answered]
        if not todo or (turn + 1 >= AT_LEAST and not any(wanted[i]['expected'] for i in todo)):
            break
    return answered


def echo(opened, to, number, size):
    header = struct.pack('!BBHHH', REQUEST, 0, 0, 0, number)
    check = sum(struct.unpack('!4H', header))
    check = ~(check + (check >> 16)) & 0xFFFF
    try:
        opened.sendto(struct.pack('!BBHHH', REQUEST, 0, check, 0, number) + bytes(size), (to, 0))
    except OSError as error:
        if error.errno not in (errno.EMSGSIZE, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EAGAIN):
            raise


def reply(opened):
    try:
        packet = opened.recv(65536)
    except OSError:
        return None
    icmp = packet[(packet[0] & 15) * 4 :]
    kind, _, _, _, number = struct.unpack('!BBHHH', icmp[:8])
    return number if kind == REPLY else None
