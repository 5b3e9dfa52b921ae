"""Input that is wrong, and machines that are: each time words that say what to do, and nothing lost."""

import sqlite3

import papers
import pytest
from conftest import Town
from desk_chapters import add_service, log_in, morning, outing
from office_chapters import first_log_in
from test_day import Day


@pytest.fixture(scope="module")
def stop(tmp_path_factory):
    """A town of its own with a kit whose day has begun, for all tests of this file."""
    town = Town(tmp_path_factory.mktemp("bad"), "2026-12-07T08:00")
    day = Day(town, None, tmp_path_factory.mktemp("files"))
    yield day
    town.close()


@pytest.fixture
def day(stop, screen, request):
    """The kit at its stop, the clerk logged in, a visit begun."""
    stop.make_screen = screen
    if not hasattr(stop, "kit"):
        morning(stop)
        outing(stop)
    else:
        stop.browser_at_kit()
        to_the_desk(stop)
    stop.screen.prefix = f"bad-{request.node.name.removeprefix('test_')}"
    stop.hands.key("F2")
    stop.hands.on()
    stop.hands.sees("Ausweis lesen")
    return stop


def to_the_desk(day):
    """Day start and log-in, as far as the kit asks for them."""
    if "Losung" in day.hands.text:
        day.hands.answer("Losung", day.town.passphrase)
        day.hands.press("Tag beginnen")
    log_in(day, "Anke Müller-Platz")
    day.hands.sees("Heute")


def a_person(day):
    day.hands.press("Person eintragen")
    day.hands.sees("Familienname")


def test_foreign_letters(day):
    hands = day.hands
    a_person(day)
    hands.answer("Familienname", "Иванов")
    hands.page.keyboard.press("Tab")
    hands.sees("Amtliche Register kennen dieses Zeichen nicht: „И“ (U+0418) an Stelle 1")
    hands.answer("Vornamen", "Łucja")
    hands.page.keyboard.press("Tab")
    hands.saved("givenNames")
    day.look("buchstaben")
    hands.on()
    hands.sees("Es gibt ein Problem", "„И“ (U+0418)")
    assert hands.page.input_value("#f-familyName") == "Иванов", "what was typed stays"
    assert hands.page.title().startswith("Fehler:")


def test_impossible_date(day):
    hands = day.hands
    a_person(day)
    hands.answer("Geburtsdatum", "31.2.1990")
    hands.sees("Den 31. Februar gibt es nicht. Geben Sie bei „Geburtsdatum“ einen Tag von 1 bis 28 ein.")
    hands.answer("Geburtsdatum", "29.2.2000")
    hands.saved("birthDate")


def test_zone_with_a_wrong_digit(day):
    hands = day.hands
    hands.scans(papers.ERIKA.replace("8308126", "8308127"))
    hands.sees("Es gibt ein Problem", "Die Prüfziffer des Geburtsdatums stimmt nicht")
    day.look("zone")
    hands.scans(papers.ERIKA)
    hands.sees("Ausweis gelesen")
    assert hands.page.input_value("#f-familyName") == "Mustermann"


def test_files(day):
    """Too large, and of another kind than its name says; the case goes on."""
    hands = day.hands
    hands.scans(papers.ERIKA)
    hands.on()
    number = add_service(day, "nachreich", "Antwort oder Unterlage nachreichen")
    evidence = f"{day.kit.address}/vorgang/{number}/unterlagen"
    hands.page.goto(evidence)
    large = day.folder / "large.pdf"
    large.write_bytes(b"%PDF-1.7\n" + bytes(20_000_001))
    hands.attach("Scan hinzufügen", large)
    hands.sees("erlaubt sind 20 MB")
    day.look("datei-zu-gross")
    form = hands.page.locator("form[enctype]").first
    action = form.get_attribute("action")
    fields = {one.get_attribute("name"): one.get_attribute("value") for one in form.locator("input[type=hidden]").all()}
    origin = {"Origin": day.kit.address}
    answer = hands.page.request.post(day.kit.address + action, headers=origin, multipart=fields | {
        "file": {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": large.read_bytes()}})
    assert answer.status in (413, 422) and "20 MB" in answer.text(), (answer.status, answer.text()[:300])
    liar = day.folder / "liar.pdf"
    liar.write_bytes(b"MZ this is no paper")
    hands.page.goto(evidence)
    hands.attach("Scan hinzufügen", liar)
    hands.reach("Scan speichern", kinds=("BUTTON",))
    hands.page.keyboard.press("Enter")
    hands.sees("Es gibt ein Problem", "PDF, JPEG, PNG oder TIFF")
    day.look("datei-falsch")


def test_posts_from_elsewhere(day):
    """Another page in the same browser cannot make this one do anything."""
    request = day.hands.page.request
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"},
                    {"Origin": day.kit.address}):  # the last has the right origin and no token
        answer = request.post(day.kit.address + "/warteschlange/nummer", headers=headers, form={"wish": "fremd"})
        assert answer.status == 403, (headers, answer.status)
    assert request.get(day.kit.address + "/heute", headers={"Host": "elsewhere.example"}).status in (400, 403, 421)
    day.hands.page.goto(day.kit.address + "/heute")
    assert "fremd" not in day.hands.text
    stranger = day.make_screen("stranger").page
    stranger.goto(day.kit.address + "/heute")
    assert stranger.inner_text("h1") == "Anmelden"


def test_clock_set_back(day):
    """A laptop whose clock went back asks for date and time before it opens an outing."""
    day.kit.kill()
    day.open_kit("2026-11-30T09:00")
    hands = day.hands
    hands.page.goto(day.kit.address)
    to_the_desk(day)
    hands.sees("Uhr prüfen")
    day.look("uhr")
    hands.page.goto(day.kit.address + "/uhr")
    hands.sees("Die Uhr kann nicht stimmen.")
    day.look("uhr-stellen")
    hands.answer("Datum heute", "7.12.2026")
    hands.answer("Uhrzeit jetzt", "18:15")
    hands.on()
    hands.sees("Mo 7. Dez · 18:1")


def test_tampered_journal(day):
    """A flipped byte: the page says where, reading works, work goes on in a new generation."""
    day.kit.stop()
    file = sqlite3.connect(day.town.kit_folder / "journal.sqlite")
    arrival, body = file.execute(
        "SELECT arrival, body FROM entry WHERE type LIKE 'visit.%' ORDER BY arrival DESC").fetchone()
    file.execute("UPDATE entry SET body = ? WHERE arrival = ?", (body[:-1] + bytes([body[-1] ^ 1]), arrival))
    file.commit()
    file.close()
    day.open_kit("2026-12-08T11:00")
    hands = day.hands
    hands.page.goto(day.kit.address)
    to_the_desk(day)
    hands.sees("Journal nur lesbar")
    hands.page.goto(day.kit.address + "/integritaet")
    hands.sees("Journal ist beschädigt", "Zurzeit wird nichts gespeichert")
    day.look("journal")
    hands.press("In neuer Generation weiterarbeiten")
    hands.sees("Das Journal ist unversehrt.")
    hands.page.goto(day.kit.address + "/heute")
    hands.sees("Heute")
    assert "Journal nur lesbar" not in hands.text


def test_town_made_worse(stop, screen):
    """A mistake in the town's folder while the office runs: named on its page, the last good state holds."""
    stop.make_screen = screen
    stop.office = stop.town.serve_office("2026-12-07T09:00")
    stop.at_office = first_log_in(stop, "brandt")
    hands = stop.at_office
    hands.page.goto(stop.office.address + "/stadt")
    hands.sees("Der Ordner der Stadt ist in Ordnung")
    good = hands.main
    service = stop.town.stadt / "services/personalausweis.yaml"
    text = service.read_text()
    service.write_text(text.replace("kind: choice", "kind: chioce", 1))
    hands.press("Jetzt neu lesen")
    hands.sees("services/personalausweis.yaml", "chioce", "Es gilt weiter der letzte gute Stand")
    stop.office_screen.look("stadt-fehler")
    count = good.split("Leistungen")[1].split()[0]
    assert count in hands.main.split("Leistungen")[1]
    service.write_text(text)
    hands.press("Jetzt neu lesen")
    hands.sees("Der Ordner der Stadt ist in Ordnung")
