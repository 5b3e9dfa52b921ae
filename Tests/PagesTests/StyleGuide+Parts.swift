import Casework

@testable import Pages

extension StyleGuide {
    static let parts = frame(
        Page(
            title: "Bausteine", width: .wide,
            main: """
                <div class="columns">\
                \(Notice(.information, "Ohne Netz", text: "Der Antrag wird aufgenommen. Bestellt wird er, sobald der Koffer wieder Netz hat.").html)\
                \(Notice(.good, "Abgegeben", text: "3 Vorgänge sind in der Zentrale angekommen.").html)\
                \(Notice(.warning, "Frist", text: "Der Ausweis läuft in 5 Tagen ab.").html)\
                \(Notice(.bad, "Nicht gedruckt", text: "Der Drucker hat kein Papier. Legen Sie Papier ein und drucken Sie noch einmal.").html)</div>
                <p class="row">\(StatusTag(.information, "neu").html)\(StatusTag(.busy, "in Arbeit").html)\
                \(StatusTag(.warning, "überfällig").html)\(StatusTag(.bad, "abgelehnt").html)\(StatusTag(.good, "erledigt").html)\
                \(StatusTag(.idle, "zurückgezogen").html)</p>
                \(Button.row([
                    Button(submit: "3 Vorgänge abgeben"), Button("Quittung ansehen", to: "/kasse/q/1"),
                    Button(submit: "Vorgang abbrechen", kind: .danger), Button("Suche", kind: .quiet, to: "/suche", key: .search),
                    Button(submit: "Ändern", kind: .link), Button(print: "Drucken", key: .print),
                ]))
                \(Part.figures([("12", "Vorsprachen"), ("17", "Vorgänge"), ("3", "nicht übertragen"), ("412,60 €", "eingenommen")]))
                \(Table(
                    "Warteschlange", columns: ["Nummer", "Anliegen", "Stand", .init("wartet", isNumber: true), .init("Aufruf", isUnseen: true)],
                    rows: [
                        ["A13", "Wohnsitz anmelden", StatusTag(.idle, "wartet").html, "12 min", Button(submit: "Aufrufen", kind: .secondary, key: .callNext, unseen: "A13").html],
                        ["A14", "Führungszeugnis", StatusTag(.warning, "2-mal aufgerufen").html, "25 min", Button(submit: "Noch einmal", kind: .secondary, unseen: "A14").html],
                    ]).html)
                \(Table(
                    "Kassenbuch", columns: ["Quittung", "Zeit", "Art", .init("Betrag", isNumber: true)],
                    rows: [["W01A-R0007-3", "10:51", "bar", "46,00 €"], ["W01A-R0008-1", "11:20", "Karte", "1.037,00 €"]],
                    foot: ["Summe", "", "", "1.083,00 €"]).html)
                <div class="columns">\(EmptyState("Niemand wartet", "Nehmen Sie die nächste Person ohne Nummer auf.", buttons: [Button("Neue Vorsprache", to: "/v", key: .newVisit)]).html)\
                \(Part.section("Verlauf", Part.timeline([("7. Dez, 10:58", "<span>Abgegeben</span>"), ("7. Dez, 10:42", "<span>Aufgenommen in Straach</span>")])))</div>
                \(Part.hits([
                    ("<strong>Personalausweis beantragen</strong> <span class=\"soft\">ab 24: 46,00 €</span>", StatusTag(.busy, "ohne Netz: Aufnahme").html + Button(submit: "Hinzufügen", kind: .secondary, unseen: "Personalausweis").html),
                    ("<strong>Vorläufiger Personalausweis</strong> <span class=\"soft\">10,00 €</span>", StatusTag(.warning, "ohne Netz: nur vorbereiten").html + Button(submit: "Hinzufügen", kind: .secondary, unseen: "vorläufiger Personalausweis").html),
                ]))
                \(PostForm(to: "/v/1/scan", token: behaviour.token, takesFiles: true, """
                    \(Input.file(InputFrame(id: "f-scan", label: "Geburtsurkunde als Scan", hint: "PDF, JPEG, PNG oder TIFF, höchstens 20 MB"), name: "scan", accept: FileKind.accepted))\
                    \(Button(submit: "Scan speichern", kind: .secondary).html)
                    """).html)
                \(PostForm(to: "/v/1/unterschrift", token: behaviour.token, """
                    \(Part.signature(name: "signature", label: "Unterschrift von Erika Mustermann"))\
                    \(Input.checkbox(InputFrame(id: "f-cannot", label: "Kann nicht unterschreiben"), name: "cannot", isChecked: false))\
                    \(Button(submit: "Unterschrift speichern", kind: .secondary).html)
                    """).html)
                \(Part.more("Was bedeutet das?", "<p>Die Zentrale hat den Vorgang noch nicht bestätigt.</p>"))
                """))

    static let answers = AnswerList(
        "Angaben zur Person",
        rows: [
            .init("Familienname", text: "Mustermann", change: "/v/1/angaben#f-familyName"),
            .init("Geburtsname", text: "Gabler", change: "/v/1/angaben#f-birthName"),
            .init("Vornamen", text: "Erika", change: "/v/1/angaben#f-givenNames"),
            .init("Geburtsdatum", text: "12.08.1983", change: "/v/1/angaben#f-birthDate"),
            .init("Augenfarbe", nil, change: "/v/1/angaben#f-eyes"),
            .init("Gebühr", text: "46,00 €", note: "ab 24 Jahren am Tag des Antrags"),
        ])

    static let check = frame(
        Page(
            title: "Prüfen und abgeben", side: side,
            main: """
                \(Notice(.warning, "Es fehlt noch etwas", "<ul><li><a href=\"/v/1/angaben\">Augenfarbe</a></li><li><a href=\"/v/1/erfassung\">Fingerabdrücke</a></li></ul>").html)
                \(answers.html)
                \(Button.row([Button(submit: "2 Vorgänge abgeben", key: .next), Button("Zum Lesen zeigen", to: "/v/1/lesen"), Button(submit: "Vorgang abbrechen", kind: .danger)]))
                """))

    static let reading: Page = {
        var readable = answers
        readable.rows = readable.rows.dropLast(2).map { AnswerList.Row($0.label, $0.answer) }
        return Page(
            title: "Lesen Sie Ihre Angaben", back: ("Zurück zum Vorgang", "/v/1/pruefen"), width: .reading,
            behaviour: behaviour,
            main: """
                \(ReadingView([readable], statement: "Ich habe die Angaben gelesen. Sie sind richtig und vollständig.").html)
                \(Button.row([Button("Weiter: Unterschrift", kind: .primary, to: "/v/1/unterschrift", key: .next)]))
                """)
    }()

    static let logIn = Page(
        title: "Anmelden", program: "Amtskoffer · Koffer W01", width: .reading,
        footer: "<span>Amtskoffer 1.0</span><span>Betreuung: 03491 421-0</span>",
        main: """
            \(PostForm(to: "/anmelden", token: .none, """
                \(Input.text(InputFrame(id: "f-clerk", label: "Kürzel"), name: "clerk", .init(autocomplete: "username", width: "width-10", isFirst: true)))\
                \(Input.text(InputFrame(id: "f-secret", label: "Kennwort"), name: "secret", .password))\
                \(Button.row([Button(submit: "Anmelden")]))
                """).html)
            """)

    static let booking = Page(
        title: "Wann möchten Sie kommen?", program: "Bürgerbüro Lutherstadt Wittenberg", isPublic: true,
        back: ("Zurück", "/termin/ort"), width: .reading,
        footer: "<a href=\"/impressum\">Impressum</a><a href=\"/barrierefreiheit\">Barrierefreiheit</a>",
        main: """
            \(PostForm(to: "/termin/zeit", token: .none, """
                \(Input.radios(InputFrame(id: "f-time", label: "Montag, 7. Dezember, Straach"), name: "time", options: [
                    .init("0900", "9:00 Uhr"), .init("0920", "9:20 Uhr"), .init("1000", "10:00 Uhr", hint: "mit Fahrstuhl erreichbar"), .init("1040", "10:40 Uhr"),
                ], chosen: "0920"))\
                \(Button.row([Button(submit: "Weiter")]))
                """).html)
            """)
}
