"""The day at the desk, chapter by chapter; each takes up where the one before left off."""

import io
import re
import time

import papers
import pypdf
from keyboard import Hands

NAMES = {"mueller-platz": "Anke Müller-Platz", "krueger": "Jonas Krüger"}
SECRETS = {"mueller-platz": ("Kastanie am Teich", "48151"), "krueger": ("Feldweg nach Grabo", "62342")}


# Chapter 1: the day begins


def morning(day):
    day.open_kit("2026-12-07T09:30")
    day.browser_at_kit()
    hands = day.hands
    hands.sees("Tag beginnen", "Losung")
    day.look("tagesbeginn")
    hands.answer("Losung", "apfel birne kirsche pflaume quitte")
    hands.press("Tag beginnen")
    hands.sees("Diese Losung öffnet den Koffer nicht")
    day.look("tagesbeginn-falsch")
    hands.answer("Losung", day.town.passphrase)
    hands.press("Tag beginnen")
    hands.sees("Zum ersten Mal an diesem Koffer")
    day.look("anmelden-erstes-mal")
    for clerk, name in [("krueger", "Jonas Krüger"), ("mueller-platz", "Anke Müller-Platz")]:
        secret, pin = SECRETS[clerk]
        if hands.path != "/anmelden":
            change_clerk(day, name)
        hands.press(f"{name}: Kennwort mit Einmalcode setzen")
        hands.fill({
            "Einmalcode der Zentrale": day.town.kit_codes[clerk], "Neues Kennwort": secret,
            "Neues Kennwort wiederholen": secret, "Neue PIN": pin, "Neue PIN wiederholen": pin})
        if clerk == "krueger":
            day.look("einmalcode")
        hands.press("Kennwort und PIN setzen")
        hands.sees(name.split()[-1], "Halte heute")


def change_clerk(day, name):
    """To a colleague who is not logged in yet."""
    day.hands.opens("Jonas Krüger")
    day.hands.press("Platz wechseln")
    day.hands.press(f"{name} anmelden")


def outing(day):
    hands = day.hands
    hands.sees("Straach · ehem. Gaststätte Lindenhof", "Grabo", "Berkau · Bushaltestelle")
    day.look("heute-ohne-termin")
    hands.press("Hier öffnen Straach")
    hands.sees("Es wartet niemand", "Straach", "Netz: keins")
    day.look("heute-leer")


# Chapter 2: Erika Mustermann


def erika(day):
    hands = day.hands
    hands.answer("Anliegen in einem Wort", "Ausweis")
    hands.press("Nummer A1 geben")
    hands.sees("Nummer A1 ist vergeben")
    day.look("heute-nummer")
    hands.key("F4")
    hands.sees("An Ihren Platz gerufen", "1. Aufruf")
    day.look("heute-gerufen")
    hands.on()
    hands.sees("Vorsprache A1", "Ausweis lesen")
    day.look("vorsprache-leer")
    hands.scans(papers.ERIKA)
    hands.sees("aus dem Ausweis gelesen, prüfen", "In der Zone steht nicht")
    day.look("ausweis-gelesen")
    hands.fill({"Geburtsname, falls abweichend": "Gabler", "Geburtsort": "Berlin", "Straße": "Straacher Straße",
                "Hausnummer": "12", "Postleitzahl": "06889", "Ort": "Lutherstadt Wittenberg"})
    hands.on()
    hands.sees("Erika Mustermann", "*12.08.1983", "gültig bis 01.08.2031")
    day.look("vorsprache-erika")


def identity_card(day):
    hands = day.hands
    day.card = add_service(day, "perso", "Personalausweis beantragen")
    # What the document and the visit said is not asked again: the first page with something missing is the third.
    hands.sees("Größe und Augenfarbe")
    day.look("angaben-aussehen")
    hands.fill({"Größe in cm": "160", "Augenfarbe": "grün"})
    hands.on()
    hands.sees("Grund des Antrags")
    hands.fill({"Grund des Antrags": "Namensänderung", "Nummer des bisherigen Ausweises": "LO1XPVMEJ",
                "Woher kommt das Lichtbild?": "vom Fotografen"})
    day.look("angaben-antrag")
    hands.on()
    hands.fill({"Ist das Informationsmaterial zum Online-Ausweis übergeben?": "Ja",
                "Ist der PIN-Brief im verschlossenen Umschlag übergeben?": "Ja"})
    hands.saved("pinLetter")
    hands.answer("Nummer des PIN-Briefs", "WB-004711")
    day.look("angaben-pin")
    hands.on()
    evidence(day)
    captures(day)
    signature(day)


def evidence(day):
    hands = day.hands
    hands.sees("Unterlagen", "Bisheriger Ausweis oder Pass", "Geburts- oder Eheurkunde", "fehlt")
    day.look("unterlagen")
    hands.press("Gesehen Bisheriger Ausweis oder Pass")
    hands.sees("gesehen")
    scan = day.folder / "scan.pdf"
    scan.write_bytes(papers.scan("PDF", "Eheurkunde"))
    day.scan = scan.read_bytes()
    hands.reach(key="file-civilStatusDocument")
    hands.attach("Scan hinzufügen", scan)
    hands.reach("Scan speichern", kinds=("BUTTON",))
    hands.page.keyboard.press("Enter")
    hands.sees("Scan 1", "1 Scan")
    day.look("unterlagen-scan")
    hands.on()


def captures(day):
    hands = day.hands
    hands.sees("Erfassung", "Zwei Fingerabdrücke", "Kein Gerät angeschlossen", "Ohne Lesegerät")
    day.look("erfassung")
    hands.answer("Code des Fotografen", "FOTO-7K3M-9Q2X-HH41")
    hands.key("Enter")
    hands.sees("Code FOTO-7K3M-9Q2X-HH41")
    hands.reach(key="reason-fingerprints")
    hands.overwrite("kein Gerät")
    hands.reach("Nicht möglich Zwei Fingerabdrücke")
    hands.key("Enter")
    hands.sees("nicht möglich: kein Gerät")
    day.look("erfassung-fertig")
    hands.on()


def signature(day):
    hands = day.hands
    hands.sees("Unterschrift für den Ausweis", "Diese Unterschrift kommt auf den Ausweis")
    hands.press("Angaben groß zeigen")
    hands.sees("Erika", "Gelesen, die Angaben stimmen")
    day.look("lesen")
    hands.on()
    hands.signs()
    hands.sees("Unterschrift erfasst")
    day.look("unterschrift")
    hands.press("Unterschrift speichern")
    hands.sees("Unterschrieben")


# Chapter 3: a change of address in the same visit, and a laptop that falls off the table


def change_of_address(day):
    hands = day.hands
    day.move = add_service(day, "umzug", "Wohnung ummelden")
    hands.sees("Neue Wohnung")
    # Straße and Ort are known from the visit; this is the new home.
    hands.fill({"Tag des Einzugs": "1.12.2026", "Straße": "Schloßplatz", "Hausnummer": "3", "Postleitzahl": "06886",
                "Diese Wohnung ist": "die einzige Wohnung"})
    hands.saved("homeKind")
    day.look("ummeldung-wohnung")


def crash(day):
    """SIGKILL in the middle of a form: what the page called saved is there again."""
    hands = day.hands
    hands.on()
    hands.sees("Bisherige Wohnung")
    where = hands.path
    hands.answer("Straße und Hausnummer in Wittenberg", "Straacher Straße 12")
    hands.answer("Postleitzahl", "06889")
    hands.saved("formerStreet")
    hands.page.keyboard.press("Tab")
    hands.saved("formerPostCode")
    day.kit.kill()
    hands.answer("Tag des Auszugs", "30.11.2026")
    hands.sees("nicht gespeichert", "Das Programm antwortet nicht", within=20)
    day.look("absturz")
    day.open_kit("2026-12-07T10:05")
    hands.page.goto(day.kit.address + where)
    hands.sees("Losung")
    hands.answer("Losung", day.town.passphrase)
    hands.press("Tag beginnen")
    log_in(day, "Anke Müller-Platz")
    hands.sees("Heute", "Fortsetzen")
    day.look("heute-nach-absturz")
    hands.press("Fortsetzen Vorsprache A1")
    hands.press("2 Wohnung ummelden")
    hands.sees("Bisherige Wohnung")
    values = hands.page.evaluate(
        "[...document.querySelectorAll('main input[type=text]')].map((one) => one.value)")
    assert "Straacher Straße 12" in values and "06889" in values, values
    hands.answer("Tag des Auszugs", "30.11.2026")
    hands.answer("Was wird aus der bisherigen Wohnung?", "wird aufgegeben")
    hands.on()


def log_in(day, name):
    hands = day.hands
    clerk = next(clerk for clerk, full in NAMES.items() if full == name)
    hands.answer("Wer meldet sich an?", name)
    hands.answer("Kennwort", SECRETS[clerk][0])
    hands.press("Anmelden")


def rest_of_move(day):
    hands = day.hands
    hands.sees("Wohnungsgeber")
    hands.answer("Bestätigung des Wohnungsgebers", "liegt auf Papier vor")
    hands.saved("landlordWay")
    hands.fill({"Name des Wohnungsgebers": "Hausverwaltung Elbaue",
                "Anschrift des Wohnungsgebers": "Markt 1, 06886 Wittenberg",
                "Ist der Wohnungsgeber auch der Eigentümer?": "Ja",
                "Tag des Einzugs nach der Bestätigung": "1.12.2026",
                "Namen der Personen auf der Bestätigung": "Erika Mustermann"})
    day.look("ummeldung-wohnungsgeber")
    hands.on()
    hands.press("Gesehen Ausweis oder Pass")
    hands.press("Gesehen Wohnungsgeberbestätigung")
    day.look("ummeldung-unterlagen")
    hands.on()
    hands.sees("Wer nicht unterschreiben kann")
    hands.answer("Grund", "rechte Hand im Gips")
    hands.answer("Wer bezeugt es?", "Anke Müller-Platz")
    hands.press("Ohne Unterschrift festhalten")
    hands.sees("Ohne Unterschrift: rechte Hand im Gips")
    day.look("ohne-unterschrift")


# Chapter 4: second tab, lock, switch


def second_tab(day):
    """Two tabs of one session: the second shows what the first saved, a late answer of the first is not lost."""
    hands = day.hands
    hands.goes(f"/vorgang/{day.card}", f"/vorgang/{day.card}/angaben/appearance")
    other = Hands(hands.page.context.new_page())
    other.page.goto(hands.page.url)
    hands.answer("Größe in cm", "161")
    hands.page.keyboard.press("Tab")
    hands.saved("heightCentimetres")
    other.answer("Größe in cm", "162")
    other.page.keyboard.press("Tab")
    other.sees("Ihre Eingabe:", "162", "Gespeichert:", "161")
    other.reach("Gespeichertes übernehmen")
    other.key("Enter")
    assert other.page.evaluate("document.getElementById('f-heightCentimetres').value") == "161"
    other.page.close()
    hands.answer("Größe in cm", "160")
    hands.page.keyboard.press("Tab")
    hands.saved("heightCentimetres")
    # What was signed was changed since, here and by the move: it is signed anew.
    hands.goes(f"/vorgang/{day.card}/unterschrift")
    hands.signs()
    hands.press("Unterschrift speichern")
    hands.sees("Unterschrieben")


def lock_and_switch(day):
    hands = day.hands
    where = hands.path
    hands.opens("Anke Müller-Platz")
    day.look("menue")
    hands.press("Sperren")
    hands.sees("Gesperrt")
    day.look("gesperrt")
    hands.answer("PIN", "99999")
    hands.press("Entsperren")
    hands.sees("Die PIN stimmt nicht")
    hands.answer("PIN", SECRETS["mueller-platz"][1])
    hands.press("Entsperren")
    assert hands.path == where, f"{hands.path} instead of {where}"
    hands.opens("Anke Müller-Platz")
    hands.press("Platz wechseln")
    hands.press("Jonas Krüger anmelden")
    hands.answer("Kennwort", SECRETS["krueger"][0])
    hands.press("Anmelden")
    hands.sees("Jonas Krüger", "bei Anke Müller-Platz")
    hands.opens("Jonas Krüger")
    hands.press("Platz wechseln")
    hands.answer("PIN", SECRETS["mueller-platz"][1])
    day.look("wechseln")
    hands.press("Platz wechseln")
    hands.sees("Fortsetzen")
    hands.press("Fortsetzen Vorsprache A1")


# Chapter 5: money, transfer, papers


def money(day):
    hands = day.hands
    hands.goes(f"/vorgang/{day.card}/pruefen")
    hands.sees("Noch zu zahlen: 46,00 €", "Zwei Fingerabdrücke")
    day.look("pruefen-ausweis")
    hands.press("46,00 € kassieren")
    hands.sees("Kasse öffnen", "Zählen Sie")
    day.look("kasse-oeffnen")
    hands.fill({"20 €, Stück": "3", "10 €, Stück": "4", "5 €, Stück": "6", "2 €, Stück": "10"})
    hands.on()
    hands.sees("46,00 €", "Bar", "Erhalten")
    day.look("rechnung")
    hands.answer("Erhalten", "40")
    hands.on()
    hands.sees("Es gibt ein Problem")
    day.look("rechnung-zu-wenig")
    hands.answer("Erhalten", "50")
    hands.on()
    hands.sees("Rückgeld", "4,00 €")
    day.look("beleg")
    day.receipt = hands.path.split("/")[2].split("?")[0]
    hands.prints("Seite drucken")
    assert "46,00" in pdf_text(day, f"/beleg/{day.receipt}.pdf")
    assert "46,00" in pdf_text(day, f"/beleg/{day.receipt}.pdf?papier=80")


def pdf_text(day, path, pages=1):
    """The text of a PDF as another program reads it."""
    answer = day.hands.page.request.get(day.kit.address + path)
    assert answer.ok and answer.headers["content-type"] == "application/pdf", (path, answer.status)
    reader = pypdf.PdfReader(io.BytesIO(answer.body()))
    assert len(reader.pages) == pages, f"{path} has {len(reader.pages)} pages"
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def said(day, number):
    """Every question and answer of a case, as its citizen reads them."""
    day.hands.goes(f"/vorgang/{number}/pruefen", f"/vorgang/{number}/lesen")
    return answers(day.hands)


def answers(hands):
    """Questions with their answers; who takes part stands at the office with all that is known of each."""
    return set(map(tuple, hands.page.evaluate("""() => [...document.querySelectorAll("main dl.answers > div")]
      .filter((row) => row.closest("section").querySelector("h2")?.textContent !== "Beteiligte")
      .map((row) => [row.querySelector("dt"), row.querySelector("dd").firstChild]
        .map((one) => one.textContent.trim()))""")))


def transfers(day):
    hands = day.hands
    day.said = {number: said(day, number) for number in (day.card, day.move)}
    assert ("Augenfarbe", "grün") in day.said[day.card] and ("Straße", "Schloßplatz") in day.said[day.move]
    hands.goes(f"/vorgang/{day.card}/pruefen")
    hands.reach(group="Wo und wann wird das Fehlende nachgereicht?")
    day.look("pruefen-unvollstaendig")
    hands.press("1 Vorgang unvollständig abgeben")
    hands.sees(day.card, "Unvollständig abgegeben", "Zwei Fingerabdrücke", "4. Januar 2027")
    day.look("abgegeben-unvollstaendig")
    paper = pdf_text(day, f"/vorgang/{day.card}/papier.pdf")
    for word in (day.card, "Zwei Fingerabdrücke", "4. Januar 2027", "7. Dezember 2026", "030 23125"):
        assert word in paper, (word, paper)
    hands.press("Papier für die Bürgerin")
    day.look("papier")


def visit_ends(day):
    hands = day.hands
    hands.goes(f"/vorgang/{day.move}/pruefen")
    day.look("pruefen-ummeldung")
    hands.on()
    hands.sees(day.move, "1 Vorgang abgegeben")
    day.look("abgegeben")
    confirmation = pdf_text(day, f"/vorgang/{day.move}/papier/meldebestaetigung.pdf")
    assert "Schloßplatz" in confirmation and "Mustermann" in confirmation
    hands.on()
    hands.sees("Vorsprache beenden", "nichts ist offen")
    day.look("vorsprache-beenden")
    hands.on()
    hands.sees("Heute", "Vorgänge, 2 abgegeben", "46,00 €")
    day.look("heute-nachher")


def add_service(day, typed, title, person=None):
    """F9, any part of the name, arrow down, Enter."""
    hands = day.hands
    hands.key("F9")
    if person:
        hands.answer("Für wen?", person)
    hands.reach("Leistung", kinds=("INPUT",))
    hands.page.keyboard.type(typed)
    hands.sees(title)
    time.sleep(0.4)
    day.look("leistung-suche")
    hands.page.keyboard.press("ArrowDown")
    for _ in range(12):
        if hands.focused()["name"].startswith(f"Hinzufügen {title}"):
            break
        hands.page.keyboard.press("ArrowDown")
    hands.key("Enter")
    hands.sees(title)
    return re.match(r"/vorgang/([^/]+)/", hands.path).group(1)
