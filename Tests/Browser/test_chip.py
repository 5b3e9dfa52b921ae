"""The chip at the desk: Erika Mustermann's virtual card is read, her address changed on it, and journal, receipt and card agree."""

import os
import pathlib
import subprocess

import pytest
from conftest import PROGRAM, Town, free_port
from desk_chapters import add_service, morning, outing
from test_day import Day

VIRTUAL_CARD = str(pathlib.Path(PROGRAM).with_name("virtual-card"))
CAN = "500540"


class VirtualCard:
    """The card as a program: it makes its certificates, lies down on the simulated reader and takes orders."""

    def __init__(self, folder, port):
        self.process = subprocess.Popen([VIRTUAL_CARD, str(folder), "identity", str(port)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"

    def order(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def address(self):
        """Data group 17 as text: what an independent reader of its bytes sees of street, town and post code."""
        return bytes.fromhex(self.order("group", 17)).decode("utf-8", "replace")

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)


class ChipDay(Day):
    """A kit with a simulated reader."""

    def open_kit(self, now):
        self.kit = self.town.serve(
            "kit", self.town.kit_port, "kit", "serve", self.town.kit_folder, "--port", self.town.kit_port, "--now", now,
            "--card-folder", self.cards, "--simulated-reader", self.reader_port)


@pytest.fixture(scope="module")
def stop(tmp_path_factory):
    town = Town(tmp_path_factory.mktemp("chip"), "2026-12-07T08:00")
    day = ChipDay(town, None, tmp_path_factory.mktemp("files"))
    day.cards, day.reader_port = tmp_path_factory.mktemp("cards"), free_port()
    day.card = VirtualCard(day.cards, day.reader_port)
    yield day
    day.card.close()
    town.close()


def test_address_on_the_chip(stop, screen):
    day = stop
    day.make_screen = screen
    morning(day)
    outing(day)
    day.screen.prefix = "chip"
    hands = day.hands
    hands.key("F2")
    hands.on()
    hands.sees("Ausweis lesen")
    hands.press("Chip lesen")
    hands.sees("Simulierter Leser – kein echtes Dokument", "Was liegt auf dem Leser?", "zertifizierte Geräte")
    day.look("chip-lesen")
    hands.answer("Zugangsnummer (CAN)", CAN)
    hands.on()
    hands.sees("Das Dokument ist echt")
    day.look("chip-gelesen")
    hands.on()
    hands.sees("Mustermann", "aus dem Chip gelesen")
    day.look("person-vom-chip")
    hands.on()
    number = add_service(day, "anschrift", "Anschrift auf dem Personalausweis ändern")
    hands.page.goto(f"{day.kit.address}/vorgang/{number}/angaben/person")
    hands.fill({"Straße": "Lutherstraße", "Hausnummer": "56", "Postleitzahl": "06886", "Ort": "Lutherstadt Wittenberg"})
    hands.page.keyboard.press("Tab")
    hands.saved("town")
    hands.page.goto(f"{day.kit.address}/vorgang/{number}/chip")
    hands.sees("Lutherstraße 56, 06886 Lutherstadt Wittenberg", "Simulierter Leser – kein echtes Dokument")
    day.look("chip-vorher")
    assert "HEIDESTRASSE 17" in day.card.address()

    # The wrong number first: said at its field.
    hands.answer("Zugangsnummer (CAN)", "111111")
    hands.on()
    hands.sees("Falsch: Zugangsnummer (CAN)")
    day.look("chip-can-falsch")

    # A slow card, taken away while it is written: until then the page says what is being done.
    day.card.order("slow", 150)
    day.card.order("torn-write", 1, 30)
    hands.answer("Zugangsnummer (CAN)", CAN)
    # Nobody can ask a page that is about to be left; it writes down itself what it said.
    hands.page.evaluate("""() => new MutationObserver(() => {
        const said = document.querySelector(".progress")?.textContent;
        if (said) sessionStorage.setItem("said", (sessionStorage.getItem("said") ?? "") + said + "\\n");
    }).observe(document.body, { childList: true, subtree: true, characterData: true })""")
    hands.page.keyboard.press("Control+Enter")
    hands.sees("Eine Änderung am Chip wurde unterbrochen")
    said = hands.page.evaluate("sessionStorage.getItem('said')")
    assert said and "Das Änderungsterminal weist sich aus …" in said, said
    day.look("chip-unterbrochen")
    day.card.order("disarm")
    day.card.order("insert")
    hands.page.wait_for_timeout(500)
    hands.answer("Zugangsnummer (CAN)", CAN)
    hands.on()
    hands.sees("zu Ende gebracht und gegengelesen")
    day.look("chip-geaendert")
    told = day.card.address()
    assert "Lutherstraße 56" in told and "Lutherstadt Wittenberg" in told and "06886" in told, told

    # The journal, as the page tells it.
    hands.page.goto(f"{day.kit.address}/vorgang/{number}/verlauf")
    hands.sees("Chip: Änderung der Anschrift begonnen", "zu Ende gebracht und gegengelesen", "Anke Müller-Platz",
               "simulierter Leser")
    assert CAN not in hands.text
    day.look("verlauf")

    # The sticker from the numbered stock.
    hands.page.goto(f"{day.kit.address}/aufkleber")
    hands.fill({"Erste Nummer": "121", "Letzte Nummer": "140"})
    hands.press("Als mitgenommen festhalten")
    hands.sees("20", "Aufkleber übrig")
    day.look("aufkleber-gezaehlt")
    hands.page.goto(f"{day.kit.address}/vorgang/{number}/chip")
    hands.press("Aufkleber 000121 nehmen und drucken")
    hands.sees("Anschriftenaufkleber 000121", "Lutherstraße 56")
    day.look("aufkleber")

    # The receipt says what the card says.
    hands.page.goto(f"{day.kit.address}/vorgang/{number}/papier")
    hands.sees("Anschrift im Chip", "am Terminal geändert und gelesen", "simulierter Leser")
    day.look("papier")
    log = day.kit.log.read_text()
    assert CAN not in log and "Mustermann" not in log and os.fspath(day.cards) not in log, log
