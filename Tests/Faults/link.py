"""A bad line between two network namespaces: packets of the kernel's own TCP wait, queue, get lost, and now and then nothing goes through; what
is connected is then cut, or is told nothing and waits. Both programs that are compared send over it with the same congestion control."""

import ctypes
import fcntl
import heapq
import os
import random
import select
import socket
import struct
import subprocess
import sys
import threading
import time

CLONE_NEWNET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)
ENDS = ("10.77.0.1", "10.77.0.2")


def enter(descriptor):
    if _libc.setns(descriptor, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


class Namespace:
    """A network of its own, held by a process that sleeps."""

    def __init__(self, address, peer, congestion):
        self.holder = subprocess.Popen(["unshare", "-n", "sleep", "infinity"])
        own = os.readlink("/proc/self/ns/net")
        while os.readlink(f"/proc/{self.holder.pid}/ns/net") == own:
            time.sleep(0.005)
        self.descriptor = os.open(f"/proc/{self.holder.pid}/ns/net", os.O_RDONLY)
        home = os.open("/proc/self/ns/net", os.O_RDONLY)
        enter(self.descriptor)
        self.tunnel = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        # TUNSETIFF, IFF_TUN | IFF_NO_PI
        fcntl.ioctl(self.tunnel, 0x400454CA, struct.pack("16sH", b"line", 0x1001))
        enter(home)
        for words in (f"ip addr add {address} peer {peer} dev line", "ip link set line up mtu 1500 txqueuelen 100",
                      "ip link set lo up"):
            subprocess.run([*self.prefix, *words.split()], check=True)
        if congestion:
            subprocess.run([*self.prefix, "sysctl", "-qw", f"net.ipv4.tcp_congestion_control={congestion}"], check=True)
        self.congestion = subprocess.run([*self.prefix, "sysctl", "-n", "net.ipv4.tcp_congestion_control"], check=True,
                                         capture_output=True, text=True).stdout.strip()

    @property
    def prefix(self):
        return ["nsenter", "-t", str(self.holder.pid), "-n"]

    def close(self):
        self.holder.kill()
        self.holder.wait()


class Kind:
    """Bits a second up and down, seconds one way, share of packets lost, and when nothing goes through: the last `outage` of every `every`
    seconds. `cuts`: an outage ends what is connected, and both ends are told; otherwise nobody is told anything."""

    def __init__(self, name, up, down=None, delay=0.05, loss=0.0, every=None, outage=0, cuts=True, sooner=0):
        self.name, self.up, self.down, self.delay, self.loss = name, up, down or 4 * up, delay, loss
        self.every, self.outage, self.cuts, self.sooner = every, outage, cuts, sooner

    def is_out(self, passed):
        return self.every is not None and (passed + self.sooner) % self.every > self.every - self.outage

    def least(self, size):
        """Seconds that the line alone needs for so many bytes, in full packets with their headers."""
        left, passed, step = size * 1500 / 1448 * 8 / self.up, 0.0, 0.05
        if self.every is None:
            return left
        while left > 0:
            left -= 0 if self.is_out(passed) else step
            passed += step
        return passed


class Link(threading.Thread):
    """Carries packets between both ends until it is closed; `kind` None: nothing goes through."""
    QUEUE = 100_000

    def __init__(self, ends):
        super().__init__(daemon=True)
        self.ends, self.kind, self.began = ends, None, time.monotonic()
        self.dice = random.Random(1)
        self.busy, self.flows, self.cut, self.lost = [0.0, 0.0], {}, False, 0
        self.unused = []
        self.running = True

    def begin(self, kind):
        now = time.monotonic()
        self.kind, self.began, self.flows, self.busy, self.unused = kind, now, {}, [now, now], []

    def unused_seconds(self):
        """How long nobody sent anything upwards between the first packet and the last, although the line was there; outages count."""
        return sum(seconds for _, seconds in self.unused)

    @property
    def is_out(self):
        kind = self.kind
        if kind is None:
            return True
        return kind.is_out(time.monotonic() - self.began)

    def run(self):
        tunnels = [end.tunnel for end in self.ends]
        waiting, count = [], 0
        while self.running:
            now = time.monotonic()
            out = self.is_out
            if out and not self.cut and self.kind is not None and self.kind.cuts:
                self.cut_all(tunnels)
            self.cut = out
            while waiting and waiting[0][0] <= now:
                _, _, side, packet = heapq.heappop(waiting)
                if not out:
                    try:
                        os.write(tunnels[1 - side], packet)
                    except OSError:
                        pass
            pause = 0.05 if not waiting else max(0.0, min(0.05, waiting[0][0] - now))
            ready, _, _ = select.select(tunnels, [], [], pause)
            for tunnel in ready:
                side = tunnels.index(tunnel)
                while True:
                    try:
                        packet = os.read(tunnel, 2000)
                    except BlockingIOError:
                        break
                    now = time.monotonic()
                    if packet[0] >> 4 != 4:
                        continue
                    self.note(side, packet)
                    kind = self.kind
                    if out or kind is None or self.dice.random() < kind.loss:
                        self.lost += 1
                        continue
                    rate = (kind.up, kind.down)[side]
                    begin = max(now, self.busy[side])
                    if side == 0 and begin > self.busy[0]:
                        self.unused.append((begin - self.began, begin - self.busy[0]))
                    if (begin - now) * rate / 8 > self.QUEUE:
                        self.lost += 1
                        continue
                    self.busy[side] = begin + len(packet) * 8 / rate
                    count += 1
                    heapq.heappush(waiting, (self.busy[side] + kind.delay, count, side, packet))

    # What goes through

    def note(self, side, packet):
        """Keeps each connection's numbers: how many bytes its ends wrote, and where a cut has to come."""
        begin = (packet[0] & 15) * 4
        if packet[9] != 6:
            return
        source, target, sequence, acknowledged = struct.unpack(">HHII", packet[begin:begin + 12])
        flags, length = packet[begin + 13], len(packet) - begin - (packet[begin + 12] >> 4) * 4
        key = (source, target) if side == 0 else (target, source)
        flow = self.flows.setdefault(key, {"first": [None, None], "end": [0, 0], "acknowledged": [0, 0]})
        if flags & 2:
            flow["first"][side] = (sequence + 1) & 0xFFFFFFFF
            flow["end"][side] = 0
        if flow["first"][side] is not None:
            end = (sequence + length - flow["first"][side]) & 0xFFFFFFFF
            if end < 1 << 31 and not flags & 2:
                flow["end"][side] = max(flow["end"][side], end)
        if flags & 16:
            flow["acknowledged"][side] = acknowledged

    def written(self):
        """Bytes that both ends wrote into their sockets, each counted once however often it was sent."""
        return [sum(flow["end"][side] for flow in list(self.flows.values())) for side in (0, 1)]

    def cut_all(self, tunnels):
        """The line is gone, and so are the connections over it: both ends are told."""
        for (near, far), flow in self.flows.items():
            if None in flow["first"]:
                continue
            for side in (0, 1):
                ports = (far, near) if side == 0 else (near, far)
                addresses = (ENDS[1 - side], ENDS[side])
                os.write(tunnels[side], reset(*addresses, *ports, flow["acknowledged"][side]))


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def reset(source, target, source_port, target_port, sequence):
    """A TCP packet that ends a connection."""
    ends = socket.inet_aton(source) + socket.inet_aton(target)
    segment = struct.pack(">HHIIBBHHH", source_port, target_port, sequence, 0, 5 << 4, 4, 0, 0, 0)
    check = checksum(ends + struct.pack(">BBH", 0, 6, len(segment)) + segment)
    segment = segment[:16] + struct.pack(">H", check) + segment[18:]
    head = struct.pack(">BBHHHBBH", 0x45, 0, 40, 0, 0, 64, 6, 0) + ends
    return head[:10] + struct.pack(">H", checksum(head)) + head[12:] + segment
