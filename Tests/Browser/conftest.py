"""Starts the real program as a town would, command by command, and looks at every page as it is visited."""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("AMTSKOFFER", str(ROOT / ".build/debug/amtskoffer"))
OUTPUT = ROOT / "test-output" / "screens"
CHROMIUM = ["--lang=de-DE", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*words):
    """One command of the program to its end; its output."""
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Served:
    """A running `serve` command; waits until its port answers. What it prints is kept: it may tell nothing personal."""

    def __init__(self, log, port, *words):
        self.port = port
        self.log = log
        environment = os.environ | {"AMTSKOFFER_PYTHON": sys.executable}
        with open(log, "ab") as out:
            self.process = subprocess.Popen(
                [PROGRAM, *map(str, words)], stdout=out, stderr=subprocess.STDOUT, env=environment)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            assert self.process.poll() is None, log.read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the program does not answer")

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def kill(self):
        """As a laptop that falls off the table."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the program does not stop on Ctrl-C")


class Town:
    """An office and a kit in folders of their own, set up by the commands of the README."""

    def __init__(self, folder, now):
        self.folder = folder
        self.running = []
        self.office_folder = folder / "zentrale"
        self.kit_folder = folder / "koffer"
        self.office_port, self.kit_port, self.sync_port = free_port(), free_port(), free_port()
        self.stadt = folder / "stadt"
        shutil.copytree(ROOT / "Towns/wittenberg", self.stadt)
        run("office", "init", self.office_folder, "--town", self.stadt, "--port", self.office_port,
            "--sync-port", self.sync_port)
        run("kit", "init", self.kit_folder)
        answer = folder / "answer.json"
        request = self.kit_folder / "enrolment-request.json"
        enrolled = run("office", "enrol", self.office_folder, request, "-o", answer, "--now", now)
        self.kit_codes = dict(re.findall(r"^  (\S+)\s+(\S+)  bis ", enrolled, re.M))
        set_up = run("kit", "enrol", self.kit_folder, answer)
        self.passphrase = re.search(r"Losung.*\n  (.+)\n", set_up).group(1)
        staff = run("office", "staff", self.office_folder, "--all", "--now", now)
        self.office_codes = dict(re.findall(r"^(\S+) .*: (\S+) bis ", staff, re.M))

    def serve_kit(self, now):
        return self.serve("kit", self.kit_port, "kit", "serve", self.kit_folder, "--port", self.kit_port, "--now", now)

    def serve_office(self, now):
        return self.serve("office", self.office_port, "office", "serve", self.office_folder, "--now", now)

    def serve(self, name, port, *words):
        self.running.append(Served(self.folder / f"{name}.log", port, *words))
        return self.running[-1]

    def close(self):
        for one in self.running:
            if one.process.poll() is None:
                one.kill()


class Screen:
    """A browser page whose every stop is photographed, measured and checked for accessibility."""

    axe = Axe()

    def __init__(self, page, prefix):
        self.page = page
        self.prefix = prefix
        self.count = 0
        self.faults = []
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", lambda line: line.type == "error" and "Content Security Policy" in line.text
                and self.faults.append(f"policy: {line.text}"))

    def look(self, name):
        """Photograph, axe, width. Faults are gathered, so that one run shows all of them."""
        self.count += 1
        OUTPUT.mkdir(parents=True, exist_ok=True)
        label = f"{self.prefix}-{self.count:02d}-{name}"
        print(f"{time.monotonic():9.1f} {label}", flush=True)
        self.page.screenshot(path=OUTPUT / f"{label}.png", full_page=True)
        result = self.axe.run(self.page)
        for violation in result.response["violations"]:
            places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            self.faults.append(f"{label}: {violation['id']}: {violation['help']}: {places}")
        width = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if width[0] > width[1]:
            self.faults.append(f"{label}: scrolls sideways, {width[0]} > {width[1]}")


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=CHROMIUM, env=os.environ | {"LANGUAGE": "de"})
    yield browser
    browser.close()


@pytest.fixture
def screen(browser):
    """Makes screens; at the end no page may have had a fault."""
    made, contexts = [], []

    def make(prefix, **options):
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="de-DE", **options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        made.append(Screen(context.new_page(), prefix))
        return made[-1]

    yield make
    for context in contexts:
        context.close()
    faults = [fault for one in made for fault in one.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    town = Town(tmp_path_factory.mktemp("town"), "2026-12-07T08:00")
    yield town
    town.close()
