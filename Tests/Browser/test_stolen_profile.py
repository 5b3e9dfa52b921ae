"""What is left of a day in the kit's browser when the laptop is stolen: `scripts/kit-browser` itself is run, a clerk works in it, and every
place where a browser leaves something is searched for what she typed."""

import base64
import contextlib
import os
import pathlib
import signal
import stat
import subprocess
import time
import types

import pytest
from conftest import CHROMIUM, ROOT, free_port
from desk_chapters import erika, morning, outing
from keyboard import Hands

WORDS = ["Zwiebelturmquappe", "Zwiebelturmmolch", "Zwiebelturmunke"]
#: Where a browser, a printing system and the system itself put what is to be forgotten later.
PLACES = ["/tmp", "/var/tmp", "/var/spool", "/var/cache/cups", "/root", "/home"]


def clothings(word):
    """The word as a file could hold it."""
    for text in (word, word.lower(), word.upper()):
        yield text.encode()
        yield text.encode("utf-16-le")
    for shift in range(3):
        yield base64.b64encode(bytes(shift) + word.encode())[4 if shift else 0:][:len(word) * 4 // 3 - 8]
    yield word.encode().hex().encode()


WANTED = [clothing for word in WORDS for clothing in clothings(word)]


def holding(folders, since=0.0):
    """Files with one of the words, among those that were changed since; other file systems below are left out."""
    found = []
    for folder in folders:
        if not os.path.isdir(folder):
            continue
        device = os.stat(folder).st_dev
        for here, inner, files in os.walk(folder):
            inner[:] = [name for name in inner if os.lstat(os.path.join(here, name)).st_dev == device]
            for name in files:
                path = os.path.join(here, name)
                with contextlib.suppress(OSError):
                    facts = os.lstat(path)
                    if not stat.S_ISREG(facts.st_mode) or facts.st_mtime < since or facts.st_size > 200_000_000:
                        continue
                    content = pathlib.Path(path).read_bytes()
                    if any(word in content for word in WANTED):
                        found.append(path)
    return found


def tree(root):
    """A process and everything it started."""
    parents = {}
    for one in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            parents[int(one)] = int(pathlib.Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[1])
    found = {root}
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def written(root):
    """Files that the browser's processes have open for writing."""
    found = set()
    for one in tree(root):
        with contextlib.suppress(OSError):
            for name in os.listdir(f"/proc/{one}/fd"):
                with contextlib.suppress(OSError):
                    facts = os.stat(f"/proc/{one}/fd/{name}")
                    flags = int(pathlib.Path(f"/proc/{one}/fdinfo/{name}").read_text().split("flags:")[1].split()[0], 8)
                    if stat.S_ISREG(facts.st_mode) and flags & os.O_ACCMODE != os.O_RDONLY:
                        found.add((os.readlink(f"/proc/{one}/fd/{name}"), facts.st_dev))
    return found


class Kiosk:
    """`scripts/kit-browser` with the Chromium of this machine, which is told only to show nothing and to let itself be steered."""

    def __init__(self, folder, address):
        self.port = free_port()
        programs, self.home = folder / "programs", folder / "home"
        for one in (programs, self.home, folder / "tmp"):
            one.mkdir()
        wrapper = programs / "chromium"
        wrapper.write_text(f'#!/bin/sh\nexec /usr/bin/chromium {" ".join(CHROMIUM)} --headless=new '
                           f'--remote-debugging-port={self.port} "$@"\n')
        wrapper.chmod(0o755)
        environment = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(self.home),
                                    "TMPDIR": str(folder / "tmp"), "XDG_CACHE_HOME": str(self.home / "cache"),
                                    "XDG_CONFIG_HOME": str(self.home / "config")}
        self.before = set(pathlib.Path(self.memory).glob("amtskoffer-browser.*"))
        self.process = subprocess.Popen([ROOT / "scripts/kit-browser", address], env=environment, cwd=folder,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    @property
    def memory(self):
        return os.environ.get("XDG_RUNTIME_DIR") or "/dev/shm"

    @property
    def profile(self):
        made = set(pathlib.Path(self.memory).glob("amtskoffer-browser.*")) - self.before
        return made.pop() if made else None

    def page(self, playwright):
        end = time.monotonic() + 60
        while True:
            try:
                browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{self.port}")
                context = browser.contexts[0]
                if context.pages:
                    context.set_default_timeout(60_000)
                    return browser, context.pages[0]
                browser.close()
            except Exception:
                assert time.monotonic() < end and self.process.poll() is None, "the browser does not come up"
            time.sleep(0.2)

    def close(self):
        """As a clerk closes the window: the browser ends, then the script."""
        for one in tree(self.process.pid) - {self.process.pid}:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGTERM)
        self.process.wait(timeout=60)


@pytest.fixture
def kiosk(town, tmp_path):
    kit = town.serve_kit("2026-12-07T09:30")
    kiosk = Kiosk(tmp_path, kit.address)
    yield kiosk
    if kiosk.process.poll() is None:
        kiosk.close()


def test_nothing_outside_memory_holds_a_word(kiosk, town, tmp_path, playwright):
    began = time.time() - 1
    connection, page = kiosk.page(playwright)
    day = types.SimpleNamespace(town=town, folder=tmp_path, kit=types.SimpleNamespace(address=page.url.rstrip("/")),
                                look=lambda name: None, open_kit=lambda now: None)
    day.hands = Hands(page)
    day.browser_at_kit = lambda: None
    morning(day)
    outing(day)
    open_files = written(kiosk.process.pid)
    erika(day)
    hands = day.hands
    origin = page.url.split("/vorsprache")[0]
    # Typed into a form that saves by itself, and into an address, which a history keeps.
    person = page.locator("a[href*='/person/']").first.get_attribute("href")
    page.goto(origin + person)
    hands.answer("Geburtsname, falls abweichend", WORDS[0])
    page.keyboard.press("Tab")
    hands.saved("birthName")
    page.goto(f"{origin}/suche?q={WORDS[1]}")
    # What a script of a page may leave behind.
    page.evaluate("word => { localStorage.setItem('planted', word); sessionStorage.setItem('planted', word); }", WORDS[2])
    page.reload()
    time.sleep(2)
    open_files |= written(kiosk.process.pid)
    profile = kiosk.profile
    assert profile and os.stat(profile).st_mode & 0o077 == 0

    # The search finds what is there: the profile holds the history, in memory.
    history = list(profile.glob("*/History"))
    assert history, "the browser keeps its history elsewhere"
    assert holding([profile]), "nothing was planted"
    memory = os.stat(profile).st_dev
    assert len(open_files) > 5
    outside = {path for path, device in open_files
               if device != memory and not path.startswith(("/memfd:", "/dev/shm/", "/dev/zero", "/SYSV"))}
    assert not outside, outside
    # What stands on this machine's disks while the browser runs, and after it: its own home, temporary files, the printing system.
    places = [str(kiosk.home), str(tmp_path), *PLACES]
    own = [str(town.folder), str(ROOT)]
    def elsewhere():
        return [path for path in holding(places, since=began) if not path.startswith(tuple(own))]
    assert not elsewhere()
    connection.close()
    kiosk.close()
    assert not profile.exists() and kiosk.profile is None
    assert not elsewhere()
    assert not [path for path in kiosk.home.rglob("*")], "something was left in the clerk's home"
    assert not holding([kiosk.memory], since=began)
