"""Jürgen Groß-Müller, whose zone says GROSS<MUELLER, with his two children; then the evening."""

import papers
from desk_chapters import add_service, answers, said
from office_chapters import arrives

ZONE = papers.card_zone("GROSS<MUELLER", "JUERGEN", "L8YCTK7N3", born="910214", until="330520")


def family(day):
    hands = day.hands
    hands.key("F2")
    hands.sees("Neue Vorsprache")
    day.look("neue-vorsprache")
    hands.on()
    hands.scans(ZONE)
    hands.sees("Wie steht er auf der Vorderseite?", "Groß-Müller", "Jürgen")
    day.look("schreibweisen")
    hands.fill({"Familienname": "Groß-Müller", "Vornamen": "Jürgen", "Geburtsort": "Wittenberg",
                "Geschlecht": "männlich"})
    hands.on()
    hands.sees("Jürgen Groß-Müller")
    for given, born, sex in (("Mia", "3.5.2019", "weiblich"), ("Ben Oskar", "29.2.2012", "männlich")):
        hands.answer("Weitere Person als", "Kind")
        hands.press("Person eintragen")
        hands.fill({"Familienname": "Groß-Müller", "Vornamen": given, "Geburtsdatum": born, "Geburtsort": "Wittenberg",
                    "Geschlecht": sex, "Staatsangehörigkeit": "deutsch"})
        if given == "Mia":
            day.look("person-kind")
        hands.on()
        hands.sees(f"{given} Groß-Müller")
    day.look("vorsprache-familie")


def registration(day):
    hands = day.hands
    number = day.registration = add_service(day, "zuzug", "Wohnung anmelden", person="Jürgen Groß-Müller")
    hands.goes(f"/vorgang/{number}/angaben/person")
    hands.fill({"Geburtsstaat": "Deutschland", "Öffentlich-rechtliche Religionsgesellschaft": "evangelisch"})
    day.look("anmeldung-person")
    hands.on()
    hands.fill({"Familienstand": "ledig", "Wer zieht mit ein?": ["Mia Groß-Müller", "Ben Oskar Groß-Müller"]})
    day.look("anmeldung-familie")
    hands.on()
    hands.fill({"Tag des Einzugs": "28.11.2026", "Straße": "Am Lindenhof", "Hausnummer": "7 a", "Postleitzahl": "06889",
                "Ort": "Lutherstadt Wittenberg", "Diese Wohnung ist": "die einzige Wohnung"})
    hands.on()
    hands.answer("Zuzug aus dem Ausland?", "Nein")
    hands.saved("fromAbroad")
    hands.fill({"Straße und Hausnummer": "Königstraße 1", "Postleitzahl": "04109", "Ort": "Leipzig",
                "Tag des Auszugs": "27.11.2026", "Was wird aus der bisherigen Wohnung?": "wird aufgegeben"})
    day.look("anmeldung-bisher")
    hands.on()
    hands.answer("Bestätigung des Wohnungsgebers", "ich bin selbst Eigentümer")
    hands.on()
    hands.answer("Ausgestellt von", "Stadt Leipzig")
    day.look("anmeldung-ausweis")
    hands.on()
    hands.press("Gesehen Ausweis oder Pass")
    hands.press("Gesehen Selbsterklärung")
    hands.on()
    hands.signs()
    hands.press("Unterschrift speichern")
    hands.sees("Unterschrieben")


def child_card(day):
    """Seven years old: the person with custody applies, 27,60 €, no signature of her own."""
    hands = day.hands
    number = day.child_card = add_service(day, "perso", "Personalausweis beantragen", person="Mia Groß-Müller")
    hands.sees("27,60 €: unter 24 am Tag des Antrags")
    assert "Unterschrift" not in hands.page.locator("aside").first.inner_text().split("Mia Groß-Müller")[-1]
    hands.goes(f"/vorgang/{number}/beteiligte")
    hands.sees("Jürgen Groß-Müller", "Sorgeberechtigte Person")
    day.look("beteiligte")
    hands.goes(f"/vorgang/{number}/angaben/person")
    hands.answer("Wer hat das Sorgerecht?", "eine Person allein")
    day.look("kind-angaben")
    hands.on()
    hands.fill({"Straße": "Am Lindenhof", "Hausnummer": "7 a", "Postleitzahl": "06889",
                "Ort": "Lutherstadt Wittenberg"})
    hands.on()
    hands.fill({"Größe in cm": "122", "Augenfarbe": "blau"})
    hands.on()
    hands.fill({"Grund des Antrags": "erster Ausweis", "Woher kommt das Lichtbild?": "vom Fotografen"})
    hands.on()
    hands.press("Gesehen Geburts- oder Eheurkunde")
    hands.press("Gesehen Ausweis der sorgeberechtigten Person")
    hands.press("Gesehen Nachweis des alleinigen Sorgerechts")
    hands.on()
    hands.answer("Code des Fotografen", "FOTO-KIND-0815-AB12")
    hands.key("Enter")
    hands.reach(key="reason-fingerprints")
    hands.overwrite("kein Gerät")
    hands.key("Enter")
    hands.sees("nicht möglich: kein Gerät")
    day.look("kind-erfassung")


def family_leaves(day):
    hands = day.hands
    # What was said of the child since then belongs to what her father signed: he signs anew.
    hands.goes("/heute")
    hands.press("Fortsetzen")
    hands.goes(f"/vorgang/{day.registration}/unterschrift")
    hands.signs()
    hands.press("Unterschrift speichern")
    hands.sees("Unterschrieben")
    day.said |= {number: said(day, number) for number in (day.registration, day.child_card)}
    assert ("Familienname", "Groß-Müller") in day.said[day.registration]
    hands.goes(f"/vorgang/{day.child_card}/pruefen")
    hands.press("27,60 € kassieren")
    hands.answer("Belegnummer des Kartenterminals", "0042")
    hands.press("27,60 € mit Karte bezahlt")
    hands.sees("27,60 €")
    hands.goes(f"/vorgang/{day.child_card}/pruefen")
    hands.press("1 Vorgang unvollständig abgeben")
    hands.sees("Unvollständig abgegeben")
    hands.goes(f"/vorgang/{day.registration}/pruefen")
    hands.on()
    hands.sees("1 Vorgang abgegeben", day.registration)
    hands.on()
    hands.sees("Vorsprache beenden", "nichts ist offen")
    hands.on()
    hands.sees("Heute")


def family_arrives(day):
    hands = day.at_office
    day.hands.goes("/uebertragung")
    day.hands.press("Jetzt übertragen")
    arrives(day, day.registration, day.child_card)
    for number in (day.registration, day.child_card):
        hands.goes("/eingang", f"/vorgang/{number}")
        lost = day.said[number] - answers(hands)
        assert not lost, f"{number} arrived without {sorted(lost)}"
    hands.goes("/eingang", f"/vorgang/{day.registration}")
    hands.sees("Mia", "Ben Oskar", "Groß-Müller")
    day.office_screen.look("vorgang-familie")


def evening(day):
    """The box is counted, the outing and the day are closed."""
    hands = day.hands
    hands.goes("/kasse")
    hands.sees("196,00 €", "27,60 €", day.receipt)
    day.look("kasse")
    hands.press("Kasse abschließen")
    hands.fill({"50 €, Stück": "1", "20 €, Stück": "3", "10 €, Stück": "4", "5 €, Stück": "6", "2 €, Stück": "7"})
    hands.on()
    hands.sees("Differenz von −2,00 €")
    day.look("kasse-differenz")
    hands.on()
    hands.sees("Es gibt ein Problem")
    hands.answer("Erklärung", "2 € zu viel herausgegeben")
    hands.on()
    hands.sees("Abgeschlossen von Anke Müller-Platz", "2 € zu viel herausgegeben")
    day.look("kasse-abgeschlossen")
    hands.goes("/abfahrt")
    day.look("abfahrt")
    hands.press("Außentermin schließen")
    day.look("aussentermin-schliessen")
    hands.press("Außentermin schließen")
    hands.sees("Abfahrt")
    hands.press("Tag beenden")
    hands.sees("Losung")
