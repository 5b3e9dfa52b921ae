"""The register extract: imported at the office, shipped to the kit, a person found by what was heard and taken into the visit."""

import pytest
from conftest import Town, run
from desk_chapters import morning, outing
from test_day import Day

HEADER = "0101a;0201a;0301;0601;0602;0701;1001;Straße;Hausnummer;PLZ;Ort;Ortsteil;1801;1802"
PEOPLE = [
    "Mustermann;Gabler;Erika;12.08.1964;Berlin;w;000;Heidestraße;17;06889;Lutherstadt Wittenberg;Straach;;",
    "Mustermann;;Max;01.02.1962;Grabo;m;000;Heidestraße;17;06889;Lutherstadt Wittenberg;Straach;;",
    "Müller;;Änne;00.00.1931;;w;000;Dorfstraße;3;06889;Lutherstadt Wittenberg;Grabo;;",
    "Mustermann;;Gesa;12.08.1964;;w;000;Am Rand;1;06889;Lutherstadt Wittenberg;Straach;3;",
]


@pytest.fixture
def day(tmp_path_factory, screen, tmp_path):
    town = Town(tmp_path_factory.mktemp("register"), "2026-12-07T08:00")
    yield Day(town, screen, tmp_path)
    town.close()


def test_who_was_heard_is_found(day, tmp_path):
    extract = tmp_path / "auszug.csv"
    extract.write_text("\n".join([HEADER, *PEOPLE]), encoding="utf-8")
    said = run("office", "register", "import", day.town.office_folder, extract, "--now", "2026-12-07T08:05")
    assert "3 Personen aus Nudersdorf, Straach, Grabo, an W01 geschickt." in said, said
    assert "Wegen einer Sperre nach §§ 51, 52 BMG weggelassen: 1." in said and "Mustermann" not in said
    morning(day)
    outing(day)
    day.screen.prefix = "register"
    day.town.serve_office("2026-12-07T09:00")
    hands = day.hands
    hands.goes("/uebertragung")
    hands.press("Jetzt übertragen")
    hands.sees("Netz: verbunden", "alles übertragen", within=30)
    hands.key("F2")
    hands.on()
    hands.sees("Ausweis lesen", "Person suchen")
    day.look("vorsprache-mit-suche")
    hands.press("Person suchen")
    hands.sees("Auszug aus dem Melderegister", "Jede Suche steht im Journal")
    day.look("suche-leer")
    hands.answer("Name und Geburtsjahr", "Musterman Erica 1964")
    hands.press("Suchen")
    hands.sees("Mustermann, Erika", "geb. Gabler", "12.08.1964")
    assert "Gesa" not in hands.text
    day.look("gefunden")
    hands.press("Übernehmen Mustermann, Erika, 12.08.1964")
    hands.sees("aus dem Melderegister übernommen, prüfen")
    assert hands.page.input_value("#f-street") == "Heidestraße"
    day.look("uebernommen")
    hands.on()
    hands.sees("Mustermann")
