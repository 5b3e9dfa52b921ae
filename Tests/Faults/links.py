"""What a kit needs over a bad line, against rsync in a loop over the same line: the real programs, 20 scans of 1.5 MB and 1,000 cases of 20 KB."""

import argparse
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import typing
import uuid

import town as towns
from clerk import Clerk
from link import ENDS, Kind, Link, Namespace, enter

KINDS = [Kind("5 Mbit/s, 1 % loss", 5_000_000, loss=0.01),
         Kind("5 Mbit/s, 12 s of 40 s out, cut", 5_000_000, loss=0.01, every=40, outage=12),
         Kind("5 Mbit/s, 12 s of 40 s out, silent", 5_000_000, loss=0.01, every=40, outage=12, cuts=False),
         Kind("256 kbit/s", 256_000)]
#: Cases, bytes of each one's scan; a tenth of them over the slowest line.
LOADS = {"20 × 1.5 MB": (20, 1_500_000), "1,000 × 20 KB": (1_000, 16_500)}
PATIENCE = 1_800
#: In the quick mode: the share of both loads, and outages begin so many seconds sooner, so that there is one; over the slowest line only small
#: cases go.
QUICK = {"20 × 1.5 MB": 0.15, "1,000 × 20 KB": 0.2}
SOONER = 24


class Ran(typing.NamedTuple):
    """Seconds until everything was there, bytes written upwards, and how long nothing was sent meanwhile (outages count)."""
    seconds: float
    written: int
    unused: float


class Load:
    """A kit full of cases that has never met its office."""

    def __init__(self, folder, name, cases, size):
        self.name, self.folder = name, folder
        folder.mkdir(parents=True)
        self.town = towns.Town(folder / "town", host=ENDS[1])
        dice = random.Random(name)
        kit = self.town.start_kit()
        kit.wait()
        clerk = Clerk(self.town.kit_port)
        clerk.log_in(self.town.passphrase, towns.CLERK, towns.SECRET)
        clerk.post("/aussentermin/oeffnen", [("venue", "straach-lindenhof")])
        for _ in range(cases):
            def once():
                return ("once", uuid.uuid4().hex)
            visit = clerk.post("/vorsprachen", [once()])
            person = clerk.post(visit + "/personen", [("role", "applicant"), once()])
            case = clerk.post(visit + "/leistung", [("service", "probe"), ("person", person.split("/")[-1]), once()])
            clerk.post(case + "/antwort", [("field", "first"), ("first", uuid.uuid4().hex)], json_wanted=True)
            clerk.send_file(case + "/unterlagen/paper/scan", b"%PDF-1.4\n" + dice.randbytes(size), uuid.uuid4().hex)
            clerk.post(visit + "/beenden", [once()])
        kit.process.send_signal(signal.SIGINT)
        kit.process.wait()
        self.count(cases)

    def count(self, cases):
        """The bytes that have to travel, and the same bytes as files for rsync: one a case."""
        folder = self.town.kit_folder
        with sqlite3.connect(f"file:{folder}/journal.sqlite?mode=ro", uri=True) as db:
            entries = db.execute("SELECT header, body FROM entry ORDER BY sequence").fetchall()
        scans = sorted((folder / "attachments").iterdir())
        self.entries, self.scans = len(entries), len(scans)
        journal = b"".join(header + body for header, body in entries)
        self.journal = len(journal)
        # Keys travel sealed: 32 bytes each are ciphertext of 80, for office and recovery.
        keys = (folder / "keys.json").read_text().count('"sealed"')
        journal += random.Random(self.name).randbytes(keys * 160)
        self.bytes = self.without_feed = len(journal) + sum(file.stat().st_size for file in scans)
        self.files = self.folder / "files"
        self.files.mkdir()
        piece = len(journal) // len(scans) + 1
        for number, file in enumerate(scans):
            (self.files / file.name).write_bytes(file.read_bytes() + journal[number * piece:(number + 1) * piece])


    def add_feed(self, town):
        """The feed that the kit recorded on its way went to the office, too; rsync gets as much."""
        with sqlite3.connect(f"file:{town.office_folder}/journal.sqlite?mode=ro", uri=True) as db:
            journal = db.execute("SELECT sum(length(header) + length(body)) FROM entry WHERE kit = 1").fetchone()[0]
        feed = journal - self.journal
        (self.files / "feed").write_bytes(random.Random(self.name).randbytes(feed))
        self.bytes = self.without_feed + feed


class Bench:
    def __init__(self, folder, congestion):
        self.folder = folder
        self.home = os.open("/proc/self/ns/net", os.O_RDONLY)
        self.ends = [Namespace(ENDS[side], ENDS[1 - side], congestion) for side in (0, 1)]
        self.link = Link(self.ends)
        self.link.start()
        # Everything this program asks and starts from here on is at the kit's end.
        enter(self.ends[0].descriptor)

    def close(self):
        self.link.running = False
        self.link.join()
        for end in self.ends:
            end.close()

    def kit(self, load, kind, wants_idle=True):
        """Seconds until the office has everything, and the bytes that took; then what a look when nothing is to be sent costs."""
        here = self.folder / "run"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(load.town.folder, here)
        town = load.town.moved(here)
        office = town.start_office(before=self.ends[1].prefix)
        self.link.begin(None)
        kit = town.start_kit()
        try:
            kit.wait()
            clerk = Clerk(town.kit_port)
            clerk.log_in(town.passphrase, towns.CLERK, towns.SECRET)
            time.sleep(3)
            self.link.begin(kind)
            began = time.monotonic()
            clerk.post("/uebertragung/jetzt", [])
            while not self.arrived(town, load):
                assert time.monotonic() - began < PATIENCE and kit.process.poll() is None, "does not arrive"
                time.sleep(0.1)
            ran = Ran(time.monotonic() - began, self.link.written()[0], self.link.unused_seconds())
            load.add_feed(town)
            return ran, self.idle(kind, clerk) if wants_idle else None
        finally:
            kit.kill()
            office.kill()

    @staticmethod
    def arrived(town, load):
        if not (town.office_folder / "journal.sqlite").exists():
            return False
        try:
            with sqlite3.connect(f"file:{town.office_folder}/journal.sqlite?mode=ro", uri=True) as db:
                if db.execute("SELECT count(*) FROM entry WHERE kit = 1").fetchone()[0] < load.entries:
                    return False
        except sqlite3.OperationalError:
            return False
        return sum(len(name) == 32 for name in os.listdir(town.office_folder / "attachments")) == load.scans

    def idle(self, kind, clerk):
        """Bytes of one greeting on the open connection, and on a new one."""
        time.sleep(45)
        before = sum(self.link.written())
        time.sleep(60)
        open_line = (sum(self.link.written()) - before) / 2
        # A cut ends the open connections; the next greeting needs a new one.
        self.link.kind = Kind(kind.name, kind.up, loss=kind.loss, every=1, outage=1)
        time.sleep(2)
        self.link.begin(kind)
        clerk.post("/uebertragung/jetzt", [])
        time.sleep(6)
        return open_line, sum(self.link.written())

    def rsync(self, load, kind):
        """Seconds until rsync has brought the same bytes, begun again as often as it breaks off."""
        target = self.folder / "rsync"
        shutil.rmtree(target, ignore_errors=True)
        (target / "to").mkdir(parents=True)
        settings = target / "rsyncd.conf"
        settings.write_text(f"use chroot = no\nuid = {os.getuid()}\ngid = {os.getgid()}\n[to]\npath = {target}/to\nread only = no\n")
        daemon = subprocess.Popen([*self.ends[1].prefix, "rsync", "--daemon", "--no-detach", f"--config={settings}", "--port=8730"],
            cwd=target, stdin=subprocess.DEVNULL)  # A socket there would be taken for a client.
        try:
            time.sleep(1)
            self.link.begin(kind)
            began, tries = time.monotonic(), 0
            while True:
                tries += 1
                done = subprocess.run(
                    ["rsync", "-a", "--partial", "--timeout=20", "--contimeout=10", f"{load.files}/", f"rsync://{ENDS[1]}:8730/to/"],
                    cwd=target, capture_output=True)
                if done.returncode == 0:
                    break
                assert time.monotonic() - began < PATIENCE and daemon.poll() is None, done.stderr
                time.sleep(1)
            return Ran(time.monotonic() - began, self.link.written()[0], self.link.unused_seconds()), tries
        finally:
            daemon.kill()
            daemon.wait()


def judge(text, value, goal, met):
    print(f"{text:<62}{value:<26}{goal:<26}{'' if met is None else 'erreicht' if met else 'VERFEHLT'}", flush=True)
    return met is not False


def main(given):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="links-"))
    bench = Bench(folder, given.congestion)
    print(f"Überlastregelung: {bench.ends[0].congestion}, für beide gleich")
    missed = 0
    try:
        for name, (cases, size) in LOADS.items():
            if given.load and given.load not in name:
                continue
            made = {}
            for kind in KINDS:
                if given.kind and given.kind not in kind.name:
                    continue
                if given.quick and kind.up < 1_000_000 and size > 100_000:
                    continue
                share = given.share * (QUICK[name] if given.quick else 1)
                share = max(1, int(cases * share) // (10 if kind.up < 1_000_000 else 1))
                kind.sooner = SOONER if given.quick else 0
                bench.link.begin(None)
                load = made.get(share) or Load(folder / f"{cases}-{share}", name, share, size)
                made[share] = load
                what = f"{share} × {size / 1e6:.2g} MB, {kind.name}"
                # A look without reason costs the same whatever was sent before.
                wants_idle = kind.every is None and name == next(iter(LOADS)) and not given.quick
                ran, idle = bench.kit(load, kind, wants_idle)
                other, tries = bench.rsync(load, kind)
                goal = 0.85 if kind.every else 1.0
                missed += not judge(
                    f"{what}: Koffer", f"{ran.seconds:.1f} s = {ran.seconds / other.seconds:.2f} × rsync",
                    f"≤ {goal:g} × {other.seconds:.1f} s", ran.seconds <= goal * other.seconds)
                judge(f"{what}: rsync, {tries} Anläufe", f"{other.seconds:.1f} s, {other.written / load.bytes:.3f}",
                      f"Leitung allein {kind.least(load.bytes):.1f} s", None)
                judge(f"{what}: Leitung ungenutzt", f"{ran.unused:.1f} s", f"rsync {other.unused:.1f} s", None)
                missed += not judge(f"{what}: Bytes / Chiffrat", f"{ran.written / load.bytes:.3f}", "≤ 1.03",
                                    ran.written <= 1.03 * load.bytes)
                if idle:
                    missed += not judge(f"{what}: Blick ohne Anlass, offen", f"{idle[0]:.0f} Byte", "≤ 2048", idle[0] <= 2048)
                    missed += not judge(f"{what}: Blick ohne Anlass, neu", f"{idle[1]:.0f} Byte", "≤ 6144", idle[1] <= 6144)
    finally:
        bench.close()
        shutil.rmtree(folder, ignore_errors=True)
    print("Alle Ziele erreicht." if not missed else f"Ziele verfehlt: {missed}.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", help="only lines with this in their name")
    parser.add_argument("--load", help="only loads with this in their name")
    parser.add_argument("--quick", action="store_true", help="a sixth of the loads, in six minutes")
    parser.add_argument("--share", type=float, default=1.0, help="of the cases of each load")
    parser.add_argument("--congestion", help="TCP's congestion control for both; otherwise what this machine uses")
    main(parser.parse_args())
