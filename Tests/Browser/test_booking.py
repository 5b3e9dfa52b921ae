"""An appointment: published at the office, booked on a phone, given to the kit, checked in at the stop."""

import re

import pytest
from conftest import Town
from desk_chapters import morning, outing
from keyboard import Hands
from office_chapters import first_log_in
from test_day import Day

PLACE = "Straach · ehem. Gaststätte Lindenhof"


@pytest.fixture
def day(tmp_path_factory, screen, tmp_path):
    town = Town(tmp_path_factory.mktemp("booking"), "2026-12-07T08:00")
    yield Day(town, screen, tmp_path)
    town.close()


def published(day):
    day.office = day.town.serve_office("2026-12-07T08:10")
    at_office = first_log_in(day, "brandt")
    day.office_screen.prefix = "termine"
    at_office.goes("/terminplan")
    at_office.sees("Noch kein Außentermin veröffentlicht")
    day.office_screen.look("plan-leer")
    at_office.press("Außentermin veröffentlichen")
    at_office.fill({"Ort": PLACE, "Tag": "7.12.2026", "Beginn": "10:00", "Ende": "12:00", "Wie viele bedienen?": "1"})
    day.office_screen.look("veroeffentlichen")
    at_office.press("Veröffentlichen")
    at_office.sees("Montag, 7. Dezember 2026", "jede 4. Viertelstunde bleibt frei", "Noch niemand gebucht")
    day.office_screen.look("aussentermin-leer")
    return at_office


def citizen(day, language=None):
    """Somebody with a phone."""
    screen = day.make_screen("buchung")
    screen.page.set_viewport_size({"width": 360, "height": 740})
    screen.page.goto(day.office.address + "/termine" + (f"?sprache={language}" if language else ""))
    return screen, Hands(screen.page)


def booked_on_a_phone(day):
    screen, hands = citizen(day)
    hands.sees("Das Bürgerbüro kommt zu Ihnen", PLACE, "Zeiten frei")
    screen.look("termine")
    hands.press("Termin buchen")
    hands.sees("Was möchten Sie erledigen?")
    hands.press("Weiter")
    hands.sees("Es gibt ein Problem", "Wählen Sie mindestens eine Leistung aus.")
    screen.look("leistung-fehlt")
    hands.answer("Was möchten Sie erledigen?", "Personalausweis beantragen")
    screen.look("leistung")
    hands.press("Weiter")
    hands.sees("Für wie viele Personen?")
    screen.look("personen")
    hands.press("Weiter")
    hands.sees("Wann möchten Sie kommen?", "10:00–10:15 Uhr")
    hands.answer("Wann möchten Sie kommen?", "10:15")
    screen.look("zeit")
    hands.press("Diese Zeit 10 Minuten reservieren")
    hands.sees("Wer kommt?", "Uhr für Sie reserviert")
    hands.press("Termin verbindlich buchen")
    hands.sees("Geben Sie Vor- und Nachnamen ein.")
    screen.look("wer-fehlt")
    hands.fill({"Vor- und Nachname": "Erika Mustermann", "Telefon": "03491 4210"})
    hands.press("Ich brauche mehr Zeit")
    hands.sees("Wer kommt?")
    assert screen.page.input_value("#name") == "Erika Mustermann"
    hands.press("Termin verbindlich buchen")
    hands.sees("Ihr Termin", "10:15 Uhr", "Bringen Sie mit", "46,00 €")
    assert "Mustermann" not in hands.text
    screen.look("bestaetigung")
    hands.press("Verschieben")
    hands.sees("Wohin möchten Sie den Termin verschieben?")
    screen.look("verschieben")
    hands.answer("Montag, 7. Dezember 2026, " + PLACE, "11:00")
    hands.press("Termin verschieben")
    hands.sees("Ihr Termin", "11:00 Uhr")
    hands.press("Absagen")
    hands.sees("Termin absagen?")
    screen.look("absagen")
    hands.press("Behalten")
    hands.sees("Ihr Termin")
    return screen, hands


def other_languages(day):
    for language, first, second in [("en", "The citizens’ office comes to you", "Book"),
                                    ("de-einfach", "Das Amt kommt in Ihren Ort", "Termin aussuchen")]:
        screen, hands = citizen(day, language)
        hands.sees(first)
        screen.look(f"termine-{language}")
        hands.press(second)
        screen.look(f"leistung-{language}")
    screen, hands = citizen(day)
    hands.press("Sie können nicht kommen?")
    hands.sees("Wir kommen zu Ihnen")
    screen.look("besuch")


def at_the_telephone(day, at_office):
    at_office.page.reload()
    at_office.sees("Erika Mustermann", "11:00, Platz 1")
    at_office.press("Am Telefon buchen")
    at_office.answer("Was soll erledigt werden?", "Reisepass beantragen")
    at_office.press("Freie Zeiten zeigen")
    at_office.sees("Wann?")
    at_office.answer("Wann?", "10:00")
    at_office.fill({"Vor- und Nachname": "Karl Muster", "Telefon": "03491 4211"})
    day.office_screen.look("am-telefon")
    at_office.press("Termin buchen")
    at_office.sees("10:00 Uhr", "Reisepass beantragen")
    day.office_screen.look("zettel")
    at_office.goes("/terminplan")
    day.office_screen.look("plan")
    at_office.press("Montag, 7. Dezember 2026")
    at_office.opens("Liste an den Koffer geben")
    day.office_screen.look("aussentermin")
    at_office.press("Buchung schließen und Liste geben")
    at_office.sees("bei Koffer W01")


def at_the_stop(day):
    day.office.stop()
    morning(day)
    outing(day)
    day.office = day.town.serve_office("2026-12-07T09:35")
    day.screen.prefix = "termine-koffer"
    hands = day.hands
    hands.goes("/uebertragung")
    hands.press("Jetzt übertragen")
    hands.sees("Netz: verbunden", within=30)
    day.office.stop()
    hands.goes("/heute")
    hands.sees("Termine", "2 Termine erwartet", "Erika Mustermann", "Karl Muster")
    day.look("heute-termine")
    hands.press("Ist da Karl Muster")
    hands.sees("Nummer A1 ist vergeben.", "wartet mit A1", "1 Termin erwartet")
    day.look("angekommen")
    hands.press("Nächste Nummer aufrufen")
    hands.sees("An Ihren Platz gerufen", "Termin 10:00")
    hands.press("Vorsprache A1 beginnen")
    day.look("vorsprache")


def test_from_the_phone_to_the_queue(day):
    at_office = published(day)
    _, hands = booked_on_a_phone(day)
    other_languages(day)
    at_the_telephone(day, at_office)
    hands.page.reload()
    hands.sees("Die Liste ist schon unterwegs.")
    at_the_stop(day)
    # What the office wrote while it served names nobody, and no private link.
    said = (day.town.folder / "office.log").read_text()
    assert "Mustermann" not in said and not re.search("[0-9a-f]{32}", said), said
