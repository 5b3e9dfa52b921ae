"""Hostile traffic against the sync's port of a real office. Whatever comes, it answers clearly, serves the kit beside it, and stays small."""

import argparse
import base64
import json
import os
import pathlib
import random
import resource
import shutil
import socket
import sqlite3
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

import town as towns

MEMORY_LIMIT = 150 << 20
PATHS = [("POST", "/sync/1/hello"), ("POST", "/sync/1/keys"), ("POST", "/sync/1/entries"),
         ("GET", "/sync/1/feed?after=0&epoch=1"), ("GET", "/sync/1/attachments/" + "ab" * 16),
         ("PUT", "/sync/1/attachments/" + "ab" * 16 + "?offset=0")]


class Line:
    """One TLS connection to the office."""

    def __init__(self, office, folder=None, certificate=None, timeout=30):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if folder is not None:
            certificate = (folder / "tls/kit.pem", folder / "tls/kit.key")
        if certificate is not None:
            context.load_cert_chain(*certificate)
        self.raw = socket.create_connection(("127.0.0.1", office), timeout=timeout)
        self.socket = context.wrap_socket(self.raw)

    def ask(self, method, path, body=b"", headers=(), contact=None, length=None):
        """A whole request.
        Returns status and body; status 0 where the connection just ends."""
        head = [f"{method} {path} HTTP/1.1", "Host: office"]
        if method != "GET" or body:
            head.append(f"Content-Length: {len(body) if length is None else length}")
        if contact:
            head.append(f"amtskoffer-contact: {contact}")
        head += [f"{name}: {value}" for name, value in headers]
        try:
            self.socket.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        except OSError:
            pass
        return self.answer()

    def answer(self):
        text = b""
        try:
            while b"\r\n\r\n" not in text:
                part = self.socket.recv(65536)
                if not part:
                    return 0, text
                text += part
            head, rest = text.split(b"\r\n\r\n", 1)
            status = int(head.split(b" ", 2)[1])
            length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n")
                           if line.lower().startswith(b"content-length:")), 0)
            while len(rest) < length:
                part = self.socket.recv(65536)
                if not part:
                    break
                rest += part
            return status, rest
        except (OSError, ssl.SSLError):
            return 0, text

    def close(self):
        self.socket.close()


def hello(kit, contact=None, **changed):
    return json.dumps({"kit": kit, "generation": 1, "epoch": 1, "feedThrough": 0, "catalogue": "", "program": "1.0",
                       "unsent": 0} | changed).encode()


def batch(folder, first=1, kit=None, count=None):
    """A kit's stored entries from one on, in the frame of Documentation/Sync.md, with the head it signed."""
    with sqlite3.connect(f"file:{folder}/journal.sqlite?mode=ro", uri=True) as db:
        rows = db.execute("SELECT header, body FROM entry WHERE sequence >= ? ORDER BY sequence", (first,)).fetchall()
        own, generation, sequence, digest, signature = db.execute(
            "SELECT kit, generation, sequence, hash, signature FROM head").fetchone()
    frame = struct.pack(">BHHI", 1, kit or own, generation, count or len(rows))
    for header, body in rows:
        frame += struct.pack(">I", len(header) + len(body)) + header + body
    return frame + struct.pack(">Q", sequence) + digest + signature


class Siege:
    def __init__(self, folder):
        self.folder, self.faults, self.largest = folder, [], 0
        self.town = towns.Town(folder)
        self.make_second_kit()
        self.work_a_little()
        self.office = self.town.start_office()
        self.office.wait()
        self.port = self.town.sync_port
        self.wait_for_line()

    def make_second_kit(self):
        self.second = self.folder / "koffer-2"
        towns.run("kit", "init", self.second)
        answer = self.folder / "answer-2.json"
        towns.run("office", "enrol", self.town.office_folder, self.second / "enrolment-request.json", "-o", answer,
                  "--now", towns.NOW)
        towns.run("kit", "enrol", self.second, answer)

    def work_a_little(self):
        """A journal to send from, written while there is no office."""
        from clerk import Clerk
        kit = self.town.start_kit()
        kit.wait()
        clerk = Clerk(self.town.kit_port)
        clerk.log_in(self.town.passphrase, towns.CLERK, towns.SECRET)
        clerk.post("/aussentermin/oeffnen", [("venue", "straach-lindenhof")])
        for _ in range(20):
            clerk.post("/warteschlange/nummer", [("wish", "Probe")])
        kit.kill()

    def wait_for_line(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                return Line(self.port, self.town.kit_folder).close()
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the sync's port does not answer")

    # What has to hold after everything

    def expect(self, what, holds):
        if not holds:
            self.faults.append(what)

    def greet(self, folder=None, kit=1, patience=30):
        """An honest hello on a new connection, as a kit that tries again.
        Returns its line and contact."""
        end = time.monotonic() + patience
        while True:
            try:
                line = Line(self.port, folder or self.town.kit_folder, timeout=patience)
                status, body = line.ask("POST", "/sync/1/hello", hello(kit))
                if status == 200:
                    return line, json.loads(body)["contact"]
            except OSError:
                status = 0
            assert time.monotonic() < end, f"an honest kit is not served: {status}"
            time.sleep(0.2)

    def serves(self, after):
        began = time.monotonic()
        try:
            line, _ = self.greet()
            line.close()
        except AssertionError as fault:
            self.faults.append(f"after {after}: {fault}")
        memory = self.memory()
        self.largest = max(self.largest, memory)
        self.expect(f"after {after}: {memory >> 20} MB", memory < MEMORY_LIMIT)
        self.expect(f"after {after}: the office ended", self.office.process.poll() is None)
        print(f"{after}: a kit is served within {time.monotonic() - began:.2f} s, memory {memory / 2**20:.0f} MB", flush=True)

    def memory(self):
        status = pathlib.Path(f"/proc/{self.office.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) << 10

    # The attacks

    def wrong_certificates(self):
        own = self.folder / "stranger"
        own.mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=kit-1", "-keyout", own / "kit.key", "-out", own / "kit.pem"], check=True, capture_output=True)
        for what, certificate in (("no certificate", None), ("a certificate made at home", (own / "kit.pem", own / "kit.key"))):
            try:
                line = Line(self.port, certificate=certificate)
                status, _ = line.ask("POST", "/sync/1/hello", hello(1))
                line.close()
            except OSError:
                status = 0
            self.expect(f"{what}: {status}", status in (0, 403))
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        plain.sendall(b"POST /sync/1/hello HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
        try:
            self.expect("answers without TLS", b"200" not in plain.recv(1000))
        except OSError:
            pass
        plain.close()

    def malformed_frames(self, rounds=400):
        dice = random.Random(7)
        line, contact = self.greet()
        good = batch(self.town.kit_folder)
        for number in range(rounds):
            method, path = dice.choice(PATHS)
            body = dice.choice([
                b"", b"{}", b"[" * 100_000, b'{"keys":[' + b"{}," * 5_000 + b"{}]}", dice.randbytes(dice.randrange(2000)),
                good[:dice.randrange(len(good))], good + b"x", self.flipped(good, dice), hello(1)[:-2],
                hello(1, generation=0), hello(1, generation=70_000), hello(1, head={"position": {}}),
                struct.pack(">BHHI", 1, 1, 1, 0xFFFFFFFF), struct.pack(">BHHII", 1, 1, 1, 1, 0xFFFFFFFF) + b"x" * 100])
            if method == "GET":
                body = b""
                path = dice.choice([path, "/sync/1/feed", "/sync/1/feed?after=-1&epoch=x", "/sync/1/attachments/../../x",
                                    "/sync/1/attachments/" + "z" * 32, "/sync/1/" + "a" * 1500, "/sync/9/hello"])
            status, text = line.ask(method, path, body, contact=dice.choice([contact, contact, "0" * 16, "x", None]))
            fine = status in (400, 403, 404, 409, 413) or (status == 200 and path.startswith(("/sync/1/feed", "/sync/1/att"))) \
                or (status == 200 and b'"fault"' in text)
            self.expect(f"malformed {method} {path[:30]}: {status} {text[:80]}", fine)
            if status == 0 or status >= 500:
                line, contact = self.greet()

    @staticmethod
    def flipped(good, dice):
        bad = bytearray(good)
        for _ in range(dice.choice([1, 1, 8])):
            bad[dice.randrange(len(bad))] ^= 1 << dice.randrange(8)
        return bytes(bad)

    def wrong_lengths(self):
        for length, body in (("99999999999", b""), ("-1", b""), ("abc", b""), ("18446744073709551616", b""), (str(2 << 20), b"x" * 4096)):
            line, contact = self.greet()
            status, _ = line.ask("POST", "/sync/1/entries", body, contact=contact, length=length)
            self.expect(f"length {length}: {status}", status in (0, 400, 413))
            line.close()
        line, contact = self.greet()
        chunk = b"%x\r\n" % 65536 + b"x" * 65536 + b"\r\n"
        sent, began = 0, time.monotonic()
        try:
            line.socket.sendall(f"POST /sync/1/entries HTTP/1.1\r\nHost: x\r\namtskoffer-contact: {contact}\r\n"
                                "Transfer-Encoding: chunked\r\n\r\n".encode())
            line.socket.settimeout(5)
            while sent < 200 << 20 and time.monotonic() - began < 30:
                line.socket.sendall(chunk)
                sent += 65536
        except OSError:
            pass
        self.expect(f"an endless body: {sent} bytes were taken", sent < 200 << 20)
        line.close()
        line, contact = self.greet()
        status, _ = line.ask("GET", "/sync/1/feed?after=0&epoch=1", headers=[("X-Long", "y" * 60_000)])
        self.expect(f"a header of 60 KB: {status}", status in (0, 400, 431))
        status, _ = self.greet()[0].ask("GET", "/sync/1/feed?after=0&epoch=1", headers=[(f"X-{i}", "y") for i in range(900)])
        self.expect(f"900 headers: {status}", status in (0, 400, 431))

    def bombs(self):
        bomb = zlib.compress(bytes(64 << 20), 9)
        for encoding in ("gzip", "deflate", "br", "identity, gzip"):
            line, contact = self.greet()
            status, _ = line.ask("POST", "/sync/1/entries", bomb, contact=contact, headers=[("Content-Encoding", encoding)])
            self.expect(f"content-encoding {encoding}: {status}", status == 415)
            line.close()

    def false_histories(self):
        """Sequences from the future, another kit's cases, the same twice."""
        def entries(line, contact, frame):
            status, body = line.ask("POST", "/sync/1/entries", frame, contact=contact)
            return status, json.loads(body) if status == 200 else {}

        line, contact = self.greet()
        status, answer = entries(line, contact, batch(self.town.kit_folder, first=5))
        self.expect(f"a sequence from the future: {status} {answer}", answer.get("fault", {}).get("kind") == "gap")
        other, other_contact = self.greet(self.second, kit=2)
        status, answer = entries(other, other_contact, batch(self.town.kit_folder))
        self.expect(f"another kit's entries: {status} {answer}", answer.get("fault", {}).get("kind") == "otherKit")
        status, _ = other.ask("POST", "/sync/1/hello", hello(1))
        self.expect(f"another kit's number: {status}", status == 400)
        status, _ = other.ask("POST", "/sync/1/entries", batch(self.town.kit_folder), contact=contact)
        self.expect(f"another kit's contact: {status}", status == 409)
        self.expect("something of this was stored", self.stored() == 0)
        for _ in range(5):
            status, answer = entries(line, contact, batch(self.town.kit_folder))
            self.expect(f"the same again: {status} {answer}", status == 200 and "fault" not in answer)
        with sqlite3.connect(f"file:{self.town.kit_folder}/journal.sqlite?mode=ro", uri=True) as db:
            own = db.execute("SELECT count(*) FROM entry").fetchone()[0]
        self.expect(f"replayed: {self.stored()} entries for {own}", self.stored() == own)
        line2, _ = self.greet()
        status, _ = line.ask("POST", "/sync/1/entries", batch(self.town.kit_folder), contact=contact)
        self.expect(f"a request of an older contact: {status}", status == 409)
        line2.close()

    def stored(self):
        with sqlite3.connect(f"file:{self.town.office_folder}/journal.sqlite?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM entry WHERE kit = 1").fetchone()[0]

    def idle_connections(self, count):
        """Strangers who open a connection and say nothing; half of them begin a handshake."""
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count + 500, limit[1]), limit[1]))
        open_ones, refused = [], 0
        for number in range(count):
            try:
                one = socket.socket()
                one.settimeout(10)
                one.bind((f"127.0.0.{2 + number % 50}", 0))
                one.connect(("127.0.0.1", self.port))
                if number % 2:
                    one.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(200))
                open_ones.append(one)
            except OSError:
                refused += 1
            if number == count // 2:
                self.serves(f"{number} idle connections")
        print(f"{len(open_ones)} idle connections opened, {refused} refused", flush=True)
        self.serves(f"{count} idle connections")
        # The same with a certificate: one kit takes no more than its share.
        known = []
        for _ in range(200):
            try:
                known.append(Line(self.port, self.second))
            except OSError:
                pass
        self.serves("200 connections of one kit")
        for one in known + open_ones:
            one.close()

    def slow_senders(self, patience):
        """A byte now and then, in the handshake, the headers and the body."""
        lines = []
        for _ in range(60):
            lines.append((socket.create_connection(("127.0.0.1", self.port)), b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "handshake"))
        for _ in range(6):
            lines.append((Line(self.port, self.second).socket, b"POST /sync/1/hello HTTP/1.1\r\n", "headers"))
        for _ in range(6):
            lines.append((Line(self.port, self.second).socket,
                          b"POST /sync/1/hello HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{", "body"))
        for line, begin, _ in lines:
            line.sendall(begin)
            line.settimeout(0.01)
        began, ended = time.monotonic(), {}
        rest = list(lines)
        while rest and time.monotonic() - began < patience:
            time.sleep(1)
            for one in list(rest):
                line, _, kind = one
                try:
                    line.sendall(b"x")
                    if line.recv(1000) == b"":
                        raise ConnectionError
                except (TimeoutError, ssl.SSLWantReadError):
                    continue
                except OSError:
                    rest.remove(one)
                    ended.setdefault(kind, []).append(time.monotonic() - began)
            if int(time.monotonic() - began) == 5:
                self.serves("slow senders")
        for kind, times in ended.items():
            print(f"slow {kind}: ended after {min(times):.0f} to {max(times):.0f} s", flush=True)
        self.expect(f"slow senders still there after {patience} s: {sorted({kind for _, _, kind in rest})}", not rest)

    def run(self, connections, patience):
        self.serves("start")
        self.wrong_certificates()
        self.serves("wrong certificates")
        self.false_histories()
        self.serves("false histories")
        self.malformed_frames()
        self.serves("malformed frames")
        self.wrong_lengths()
        self.serves("wrong lengths")
        self.bombs()
        self.serves("compressed bombs")
        self.idle_connections(connections)
        self.serves("all of that")
        if patience:
            self.slow_senders(patience)
            self.serves("slow senders are gone")
        self.office.kill()
        for fault in self.faults[:30]:
            print(f"fault: {fault}")
        print(f"largest memory: {self.largest / 2**20:.0f} MB, violations: {len(self.faults)}")
        return 1 if self.faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--patience", type=int, default=150, help="seconds in which slow senders have to be gone; 0: leave them out")
    given = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="hostile-"))
    siege = None
    try:
        siege = Siege(folder)
        status = siege.run(given.connections, given.patience)
    finally:
        if siege is not None and siege.office.process.poll() is None:
            siege.office.kill()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(status)
