"""The stick beside the laptop: pulled, back again; a damaged file, and a clock that cannot be right: all of it on the pages."""

import papers
import pytest
from conftest import Town, run
from desk_chapters import add_service, morning, outing
from test_bad_input import to_the_desk
from test_day import Day


@pytest.fixture(scope="module")
def stop(tmp_path_factory):
    town = Town(tmp_path_factory.mktemp("mirror"), "2026-12-07T08:00")
    day = Day(town, None, tmp_path_factory.mktemp("files"))
    day.stick = tmp_path_factory.mktemp("stick") / "spiegel"
    run("kit", "mirror", town.kit_folder, day.stick)
    yield day
    town.close()


def pull(day):
    day.stick.rename(day.stick.with_name("in-der-tasche"))


def plug_in(day):
    day.stick.with_name("in-der-tasche").rename(day.stick)


def test_pulled_damaged_and_late(stop, screen):
    day = stop
    day.make_screen = screen
    morning(day)
    outing(day)
    hands = day.hands
    hands.goes("/uebertragung")
    hands.sees("Der Spiegel hat alles.")
    day.look("spiegel-da")
    pull(day)
    hands.sees("Spiegel fehlt")
    hands.goes("/heute")
    hands.key("F2")
    hands.on()
    hands.sees("Ausweis lesen")
    hands.scans(papers.ERIKA)
    hands.on()
    number = add_service(day, "nachreich", "Antwort oder Unterlage nachreichen")
    hands.page.goto(f"{day.kit.address}/vorgang/{number}/unterlagen")
    scan = day.folder / "scan.pdf"
    scan.write_bytes(papers.scan("PDF", "Brief"))
    hands.attach("Scan hinzufügen", scan)
    hands.reach("Scan speichern", kinds=("BUTTON",))
    hands.page.keyboard.press("Enter")
    hands.sees("Scan 1")
    hands.page.goto(day.kit.address + "/uebertragung")
    hands.sees("Der Stick steckt nicht.")
    day.look("spiegel-fehlt")
    # A file of the laptop is damaged while no mirror has a whole one, and the clock has gone back.
    day.kit.stop()
    for file in (day.town.kit_folder / "attachments").rglob("*"):
        if file.is_file() and file.stat().st_size > 1000:
            whole = file.read_bytes()
            file.write_bytes(whole[:600] + bytes([whole[600] ^ 1]) + whole[601:])
    day.open_kit("2026-11-30T09:00")
    hands.page.goto(day.kit.address)
    to_the_desk(day)
    hands.sees("Uhr prüfen", "Spiegel fehlt")
    day.look("leiste")
    day.office = day.town.serve_office("2026-12-07T18:00")
    hands.page.goto(day.kit.address + "/uebertragung")
    hands.press("Jetzt übertragen")
    hands.sees("beschädigt", within=60)
    day.look("anlage-beschaedigt")
    hands.page.goto(f"{day.kit.address}/vorgang/{number}/unterlagen")
    hands.sees("Die Datei ist auf diesem Laptop beschädigt")
    day.look("anlage-beschaedigt-vorgang")
    plug_in(day)
    hands.page.goto(day.kit.address + "/uebertragung")
    hands.sees("Der Spiegel hat alles.", within=60)
    day.look("spiegel-wieder-da")
