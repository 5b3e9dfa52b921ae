"""An office and a kit set up by the commands of the README, started, killed and started again."""

import copy
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time

import cheap_lock

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("AMTSKOFFER", str(ROOT / ".build/debug/amtskoffer"))
CLERK, SECRET = "mueller-platz", "Kastanie am Teich"
OFFICE_CLERK = "brandt"
NOW = "2026-12-07T08:00"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Served:
    """A running program; what it prints is kept."""

    def __init__(self, log, port, *words, before=()):
        self.port, self.log = port, log
        environment = {name: value for name, value in os.environ.items() if name != "AMTSKOFFER_PYTHON"}
        with open(log, "ab") as out:
            self.process = subprocess.Popen([*before, PROGRAM, *map(str, words)], stdout=out, stderr=out, env=environment)

    def wait(self):
        """Until its port answers."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            assert self.process.poll() is None, f"ended with {self.process.returncode}: {self.log.read_text()[-2000:]}"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.005)
        raise AssertionError("the program does not answer")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Town:
    def __init__(self, folder, host="127.0.0.1"):
        self.folder = folder
        self.office_folder, self.kit_folder, self.stadt = folder / "zentrale", folder / "koffer", folder / "stadt"
        self.office_port, self.kit_port, self.sync_port = free_port(), free_port(), free_port()
        (self.stadt / "services").mkdir(parents=True)
        source = ROOT / "Towns/wittenberg"
        for file in source.glob("*.yaml"):
            shutil.copy(file, self.stadt)
        shutil.copy(source / "services/anliegen.yaml", self.stadt / "services")
        shutil.copy(pathlib.Path(__file__).parent / "probe.yaml", self.stadt / "services")
        run("office", "init", self.office_folder, "--town", self.stadt, "--port", self.office_port,
            "--sync-port", self.sync_port, "--host", host)
        run("kit", "init", self.kit_folder)
        answer = folder / "answer.json"
        enrolled = run("office", "enrol", self.office_folder, self.kit_folder / "enrolment-request.json", "-o", answer,
                       "--now", NOW)
        code = re.search(rf"^  {CLERK}\s+(\S+)  bis ", enrolled, re.M).group(1).replace("-", "")
        self.passphrase = re.search(r"Losung.*\n  (.+)\n", run("kit", "enrol", self.kit_folder, answer)).group(1)
        cheap_lock.make_cheap(self.kit_folder / "lock.json", self.passphrase, CLERK, code, SECRET)
        staff = run("office", "staff", self.office_folder, "--code", OFFICE_CLERK, "--now", NOW)
        self.office_code = re.search(r": (\S+) bis ", staff).group(1)
        self.started = time.monotonic()
        (folder / "passphrase.txt").write_text(self.passphrase)

    def moved(self, folder):
        """The same town in a copy of its folder; the day begins anew."""
        other = copy.copy(self)
        other.folder, other.started = folder, time.monotonic()
        other.office_folder, other.kit_folder = folder / "zentrale", folder / "koffer"
        return other

    def now(self):
        """The programs' clock goes on from start to start."""
        passed = int((time.monotonic() - self.started) / 60)
        return f"2026-12-07T{8 + passed // 60:02d}:{passed % 60:02d}"

    def start_kit(self):
        return Served(self.folder / "kit.log", self.kit_port, "kit", "serve", self.kit_folder, "--port", self.kit_port,
                      "--now", self.now())

    def start_office(self, before=()):
        return Served(self.folder / "office.log", self.office_port, "office", "serve", self.office_folder, "--now",
                      self.now(), before=before)
