"""Kit and office as real processes, killed at random moments while clerks work and the kit ships: nothing that was told is missing, nothing is
there twice. One world is a day of some rounds; at its end everything has to be at the office, entry by entry and word by word."""

import argparse
import hashlib
import json
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import town as towns
from clerk import Clerk, Lost, Told
from work import Check, Told_, Worker, main


class OfficeKiller(threading.Thread):
    """Starts the office, and kills it again and again until it is told to stop; then it runs."""

    def __init__(self, town, dice):
        super().__init__(daemon=True)
        self.town, self.dice, self.kills = town, dice, 0
        self.stopping = threading.Event()
        self.fault = None

    def run(self):
        try:
            while not self.stopping.is_set():
                office = self.town.start_office()
                if self.stopping.wait(self.dice.choice([0.05, 0.3, 1.0, 3.0]) * (0.5 + self.dice.random())):
                    pass
                if office.process.poll() is not None:
                    raise AssertionError(f"the office ended: {office.log.read_text()[-1000:]}")
                office.kill()
                self.kills += 1
        except AssertionError as fault:
            self.fault = str(fault)


class World:
    def __init__(self, template, folder, seed):
        shutil.copytree(template.folder, folder, symlinks=True)
        self.town = template.moved(folder)
        self.dice = random.Random(seed)
        self.told, self.counts = Told_(), {}
        self.workers = [Worker(self.told, seed * 10 + i, self.counts) for i in range(2)]
        self.kit_kills, self.faults, self.starts = 0, [], []

    def log_in(self, begins=False):
        clerks = [Clerk(self.town.kit_port), Clerk(self.town.kit_port)]
        clerks[0].log_in(self.town.passphrase, towns.CLERK, towns.SECRET)
        # A second window of the same session, so that acts run side by side.
        clerks[1].cookies, clerks[1].token = clerks[0].cookies, clerks[0].token
        if begins:
            clerks[0].post("/aussentermin/oeffnen", [("venue", "straach-lindenhof")])
            clerks[0].post("/kasse/eroeffnen", [("n2000", "3"), ("n500", "4")])
        return clerks

    def pending(self):
        return [worker.pending for worker in self.workers]

    def check(self, clerk, cases):
        check = Check(clerk, self.told, self.pending())
        check.lists()
        for case in cases:
            check.case(case)
        self.faults += check.faults

    def round(self, first):
        """One life of the kit."""
        began = time.monotonic()
        kit = self.town.start_kit()
        try:
            if not first and self.dice.random() < 0.15:
                # Killed while it starts, opens the day or repairs.
                killer = threading.Timer(self.dice.random() * 0.5, kit.kill)
                killer.start()
                try:
                    while kit.process.poll() is None:
                        try:
                            self.log_in()
                        except Lost:
                            time.sleep(0.005)
                finally:
                    killer.join()
                return
            kit.wait()
            clerks = self.log_in(begins=first)
            self.starts.append(time.monotonic() - began)
            touched = [case for worker in self.workers for case in worker.touched]
            self.check(clerks[0], touched)
            for worker in self.workers:
                worker.touched = []
            threads = [threading.Thread(target=worker.work, args=(clerk,), daemon=True)
                       for worker, clerk in zip(self.workers, clerks)]
            for thread in threads:
                thread.start()
            time.sleep(self.dice.choice([0.02, 0.15, 0.6]) * (0.2 + self.dice.random()))
            kit.kill()
            for thread in threads:
                thread.join()
            self.faults += [fault for worker in self.workers for fault in worker.faults]
        except Told as fault:
            self.faults.append(str(fault))
        finally:
            if kit.process.poll() is None:
                kit.kill()
            self.kit_kills += 1

    def finish(self):
        """Nobody is killed any more: what was under way is done again, and all of it has to arrive."""
        office, kit = self.town.start_office(), self.town.start_kit()
        try:
            office.wait()
            kit.wait()
            clerk = self.log_in()[0]
            for worker in self.workers:
                worker.step(clerk)
            # Nothing is under way now: everything is exactly as often there as it was told, but for what comes next in the plan.
            check = Check(clerk, self.told)
            check.lists()
            for case in self.told.cases.values():
                check.case(case)
            self.faults += check.faults
            clerk.post("/uebertragung/jetzt", [])
            end = time.monotonic() + 120
            while "alles übertragen" not in clerk.page("/zustand"):
                if time.monotonic() > end:
                    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main(clerk.page("/uebertragung"))))
                    self.faults.append(f"not everything reaches the office within two minutes: {said}")
                    break
                time.sleep(0.2)
            self.at_office()
        except (Lost, Told, AssertionError) as fault:
            self.faults.append(f"at the end: {fault}")
        finally:
            for program in (kit, office):
                program.process.send_signal(signal.SIGINT)
                try:
                    program.process.wait(timeout=60)
                except subprocess.TimeoutExpired:
                    program.kill()
                    self.faults.append("does not stop on Ctrl-C")
        self.compare_journals()

    def at_office(self):
        """Every case that was given away, once, with its words and scans."""
        browser = Clerk(self.town.office_port)
        secret = "Regen im Februar"
        browser.post("/anmelden/einmalcode", [
            ("kennung", towns.OFFICE_CLERK), ("code", self.town.office_code), ("kennwort", secret), ("kennwort2", secret)])
        for number in self.told.transferred:
            try:
                exported = json.loads(browser.file(f"/vorgang/{number}.json"))
            except Told as fault:
                self.faults.append(f"office: {fault}")
                continue
            case = self.told.cases.get(number)
            if case is None:
                continue
            words = json.dumps(exported, ensure_ascii=False)
            for field, value in case.answers.items():
                if value not in words:
                    self.faults.append(f"office: the answer {field} is missing")
            page = browser.page(f"/vorgang/{number}")
            scans = {hashlib.sha256(browser.file(f"/vorgang/{number}/unterlage/{name}")).hexdigest()
                     for name in set(re.findall(r"/unterlage/([0-9a-f]+)", page))}
            if not case.scans <= scans:
                self.faults.append(f"office: {len(case.scans - scans)} scans are missing")

    def compare_journals(self):
        """Entry by entry; and both ends verify."""
        def entries(folder):
            with sqlite3.connect(f"file:{folder}/journal.sqlite?mode=ro", uri=True) as db:
                return db.execute("SELECT generation, sequence, hex(hash) FROM entry WHERE kit = 1 ORDER BY 1, 2").fetchall()

        kit, office = entries(self.town.kit_folder), entries(self.town.office_folder)
        if kit != office:
            self.faults.append(f"the journals differ: {len(kit)} entries at the kit, {len(office)} at the office")
        if [row[1] for row in kit] != list(range(1, len(kit) + 1)):
            self.faults.append("the sequence has gaps")
        self.entries = len(kit)
        for folder in (self.town.kit_folder, self.town.office_folder):
            done = subprocess.run([towns.PROGRAM, "journal", "verify", folder], capture_output=True, text=True, timeout=600)
            if done.returncode != 0:
                self.faults.append(f"verify: {done.stdout[-500:]}{done.stderr[-500:]}")


def run(rounds, rounds_each, seed, seconds):
    began = time.monotonic()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="faults-"))
    total = {"rounds": 0, "kit": 0, "office": 0, "entries": 0, "violations": 0}
    counts, starts = {}, []
    try:
        (folder / "template").mkdir()
        template = towns.Town(folder / "template")
        world_seed = seed
        while total["rounds"] < rounds and (seconds is None or time.monotonic() - began < seconds):
            world_seed += 1
            here = folder / f"world-{world_seed}"
            world = World(template, here, world_seed)
            killer = OfficeKiller(world.town, random.Random(world_seed))
            killer.start()
            for number in range(min(rounds_each, rounds - total["rounds"])):
                if seconds is not None and number and time.monotonic() - began > seconds:
                    break
                world.round(first=number == 0)
                total["rounds"] += 1
                if world.faults or killer.fault:
                    break
            killer.stopping.set()
            killer.join()
            if killer.fault:
                world.faults.append(killer.fault)
            if not world.faults:
                world.finish()
            total["kit"] += world.kit_kills
            total["office"] += killer.kills
            total["entries"] += getattr(world, "entries", 0)
            starts += world.starts
            for kind, count in world.counts.items():
                counts[kind] = counts.get(kind, 0) + count
            if world.faults:
                total["violations"] += len(world.faults)
                for fault in world.faults[:20]:
                    print(f"world {world_seed}: {fault}", flush=True)
                print(f"kept: {here}", flush=True)
                folder = None
                break
            shutil.rmtree(here)
            print(f"{line(total)} ({time.monotonic() - began:.0f} s)", flush=True)
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
    told = ", ".join(f"{count} × {kind}" for kind, count in sorted(counts.items()))
    starts.sort()
    if starts:
        print(f"told: {told}; from start to working desk {starts[len(starts) // 2]:.2f} s (median), {starts[-1]:.2f} s (longest)")
    print(line(total))
    return 1 if total["violations"] else 0


def line(total):
    return (f"rounds: {total['rounds']}, kits killed: {total['kit']}, offices killed: {total['office']}, "
            f"entries at both ends: {total['entries']}, violations: {total['violations']}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--each", type=int, default=60, help="rounds in one world")
    parser.add_argument("--seed", type=int, default=uuid.uuid4().int % 1_000_000)
    parser.add_argument("--seconds", type=float, help="begins no further round after this time")
    given = parser.parse_args()
    print(f"seed: {given.seed}", flush=True)
    sys.exit(run(given.rounds, given.each, given.seed, given.seconds))
