"""The town hall: the cases come in, a question goes out and is answered at the kit."""

import time

from desk_chapters import answers
from keyboard import Hands

SECRET = "Sieben Elbkähne flussab"


def first_log_in(day, clerk):
    """A clerk of the office sets her secret with her one-time code."""
    day.office_screen = day.make_screen("office")
    hands = Hands(day.office_screen.page)
    hands.page.goto(day.office.address)
    hands.sees("Anmelden", "Kennung")
    day.office_screen.look("anmelden")
    hands.press("Zum ersten Mal hier")
    hands.fill({"Kennung": clerk, "Einmalcode": day.town.office_codes[clerk],
                "Neues Kennwort": SECRET, "Neues Kennwort noch einmal": SECRET})
    day.office_screen.look("einmalcode")
    hands.on()
    hands.sees("Eingang")
    return hands


def office_opens(day):
    """The office runs for the first time; the kit ships what it has."""
    day.office = day.town.serve_office("2026-12-07T10:05")
    day.at_office = first_log_in(day, "mueller-platz")
    day.hands.goes("/uebertragung")
    day.hands.sees("Jetzt übertragen")
    day.look("uebertragung-vorher")
    day.hands.press("Jetzt übertragen")
    arrives(day, day.card, day.move)
    day.office_screen.look("eingang")
    day.hands.goes("/uebertragung")
    day.hands.sees("Netz: verbunden", "alles übertragen", within=20)
    day.look("uebertragung-nachher")


def arrives(day, *numbers):
    """Waits until the inbox shows the cases."""
    hands, end = day.at_office, time.monotonic() + 60
    while True:
        hands.goes("/eingang")
        if all(number in hands.main for number in numbers):
            return
        assert time.monotonic() < end, f"{numbers} did not arrive:\n{hands.main[:2000]}\n{day.kit.log.read_text()}"
        time.sleep(0.5)


def inbox(day):
    """Every answer of every case, as it was said at the desk."""
    hands = day.at_office
    for number in (day.card, day.move):
        hands.goes("/eingang")
        hands.press(number)
        shown = answers(hands)
        lost = day.said[number] - shown
        assert not lost, f"{number} arrived without {sorted(lost)}; it shows {sorted(shown)}"
        day.office_screen.look(f"vorgang-{'ausweis' if number == day.card else 'ummeldung'}")
    hands.goes("/eingang", f"/vorgang/{day.card}")
    hands.sees("Unvollständig abgegeben", "nicht möglich: kein Gerät", "FOTO-7K3M-9Q2X-HH41", "46,00 €", day.receipt)
    address = hands.page.locator("a", has_text="Scan ansehen").first.get_attribute("href")
    answer = hands.page.request.get(day.office.address + address)
    assert answer.body() == day.scan, "the scan is not what was taken in"
    assert answer.headers["cache-control"] == "no-store"


def question(day):
    """Asked back at the office, seen at the kit, answered there, seen at the office."""
    hands = day.at_office
    hands.press("In Arbeit nehmen")
    hands.sees("In Arbeit")
    hands.opens("Rückfrage stellen")
    hands.answer("Frage", "Welcher Name steht in der Eheurkunde als Ehename?")
    hands.answer("Antwort bis", "21.12.2026")
    hands.press("Rückfrage stellen")
    hands.sees("Rückfrage", "Welcher Name steht in der Eheurkunde", "bis 21.12.2026")
    day.office_screen.look("rueckfrage")
    kit = day.hands
    end = time.monotonic() + 60
    while True:
        kit.goes("/uebertragung")
        kit.press("Jetzt übertragen")
        kit.goes("/vorgaenge")
        if "Welcher Name steht in der Eheurkunde" in kit.text:
            break
        assert time.monotonic() < end, f"the question does not come to the kit:\n{kit.main[:2000]}"
        time.sleep(1)
    day.look("vorgaenge-rueckfrage")
    kit.press("Antwort aufnehmen")
    day.look("folgevorgang")


def follow_up(day):
    """The answer is a new case in a visit of its own, that names the old one."""
    kit = day.hands
    kit.on()
    kit.sees("Antwort oder Unterlage nachreichen", "Welcher Name steht in der Eheurkunde")
    day.look("antwort-angaben")
    # The old case is the town hall's now, so who answers says her name.
    kit.fill({"Familienname": "Mustermann", "Vornamen": "Erika", "Was wird nachgereicht?": "nur eine Antwort"})
    kit.saved("what")
    kit.answer("Antwort", "Mustermann, Geburtsname Gabler.")
    kit.on()
    kit.sees("Prüfen")
    day.reply = kit.path.split("/")[2]
    kit.goes(f"/vorgang/{day.reply}/pruefen")
    day.look("pruefen-antwort")
    kit.on()
    kit.sees("1 Vorgang abgegeben", day.reply)
    kit.on()
    kit.sees("Vorsprache beenden", "nichts ist offen")
    kit.on()
    kit.sees("Heute")
    kit.goes("/uebertragung")
    kit.press("Jetzt übertragen")
    arrives(day, day.reply)
    hands = day.at_office
    hands.press(day.reply)
    hands.sees(f"Gehört zu Vorgang {day.card}", "Mustermann, Geburtsname Gabler.")
    day.office_screen.look("antwort")
    hands.press(f"Vorgang {day.card} öffnen")
    hands.sees(f"Antwort: Vorgang {day.reply}")
