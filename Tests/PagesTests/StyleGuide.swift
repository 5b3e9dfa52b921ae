import Casework

@testable import Pages

/// Every piece of the room on a few pages, with the example of the design: what is checked by the test below and looked at by people.
enum StyleGuide {
    static let pages: [(name: String, page: Page)] = [
        ("vorsprache", desk), ("fehler", mistakes), ("bausteine", parts), ("pruefen", check), ("lesen", reading),
        ("anmelden", logIn), ("termin", booking),
    ]

    static let behaviour = Page.Behaviour(
        token: FormToken("0123456789abcdef0123456789abcdef"), lockAfterSeconds: 600, zoneAddress: "/vorsprache/zone")

    static let bar = StateBar(
        place: ["Straach", "ehem. Gaststätte Lindenhof", "Mo 7. Dez", "10:42"],
        items: [
            .init(.warning, "Netz: keins", to: "/uebertragung"),
            .init(.busy, "3 nicht übertragen", to: "/uebertragung"),
            .init(.good, "Drucker"), .init(.good, "Kamera"), .init(.bad, "Leser fehlt", to: "/geraete"),
        ],
        desk: "Müller, Platz 1",
        menu: [
            Button("Platz wechseln", kind: .quiet, to: "/wechseln").html,
            ButtonForm(to: "/sperren", token: .none, button: Button(submit: "Sperren", kind: .quiet, key: .lock)).html,
        ])

    static let tabs: [Page.Tab] = [
        .init("Heute", to: "/heute"), .init("Vorsprache A12", to: "/vorsprache/1", isCurrent: true),
        .init("Kasse", to: "/kasse"), .init("Übertragung", to: "/uebertragung"), .init("Abfahrt", to: "/abfahrt"),
    ]

    static let tools = [
        Button("Neue Vorsprache", kind: .quiet, to: "/vorsprache/neu", key: .newVisit),
        Button("Suche", kind: .quiet, to: "/suche", key: .search),
    ]

    static func frame(_ page: Page) -> Page {
        var page = page
        page.stateBar = bar
        page.tabs = tabs
        page.tools = tools
        page.behaviour = behaviour
        return page
    }

    static let side: HTML = """
        \(Part.person(name: "Erika Mustermann", born: "* 12.08.1983", note: "Ausweis gültig bis 01.08.2031"))
        <section class="flow"><h2>Vorgänge</h2><ol class="cases"><li><strong>1 Personalausweis</strong>\(TaskList([
            .init("Angaben", to: "/v/1/angaben", .open(missing: "Augenfarbe fehlt"), isCurrent: true),
            .init("Unterlagen", to: "/v/1/unterlagen", .open(missing: "1 fehlt")),
            .init("Erfassung", to: "/v/1/erfassung", .untouched),
            .init("Sorgerecht", to: nil, .unneeded(because: "volljährig")),
            .init("Prüfen", to: "/v/1/pruefen", .untouched),
        ]).html)</li><li><strong>2 Anschrift ändern</strong>\(TaskList([
            .init("Angaben", to: "/v/2/angaben", .done), .init("Prüfen", to: "/v/2/pruefen", .untouched),
        ]).html)</li></ol>\(Button("Weitere Leistung", to: "/v/neu", key: .addService).html)</section>
        \(Part.sum("Summe", "46,00 €"))
        """

    static func choices(_ titles: [String]) -> [Field.Choice] {
        titles.enumerated().map { Field.Choice(key: "k\($0.offset)", title: LocalizedText(de: $0.element)) }
    }

    static func field(
        _ key: FieldKey, _ label: String, hint: String? = nil, _ kind: Field.Kind, person: PersonAttribute? = nil
    ) -> Field {
        Field(
            key: key, label: LocalizedText(de: label), hint: hint.map { LocalizedText(de: $0) }, kind: kind,
            person: person)
    }

    static let fromCard = "aus dem Ausweis gelesen, prüfen"

    static func form(_ fields: [FieldView]) -> HTML {
        PostForm(
            to: "/v/1/angaben", token: behaviour.token, onceToken: "a1", revision: 12, autosaveAddress: "/v/1/antwort",
            """
            \(Part.fields(fields.map(\.html)))
            \(Button.row([Button(submit: "Weiter: Unterlagen", key: .next)], last: Button("Zurück", kind: .quiet, to: "/v/1", key: .back)))
            """
        ).html
    }

    static let fields: [FieldView] = [
        FieldView(field("familyName", "Familienname", .personName), value: .text("Mustermann"), source: fromCard),
        FieldView(
            field("birthName", "Geburtsname, falls abweichend", .personName), value: .text("Gabler"), isRequired: false),
        FieldView(
            field("givenNames", "Vornamen", hint: "alle, in der Reihenfolge der Geburtsurkunde", .personName),
            value: .text("Erika"), source: fromCard),
        FieldView(field("doctorate", "Doktorgrad", .line(max: 12)), isRequired: false),
        FieldView(
            field("birthDate", "Geburtsdatum", .date(past: true)), value: .date(CalendarDate(iso: "1983-08-12")!),
            source: fromCard),
        FieldView(field("birthPlace", "Geburtsort", .line(max: 80)), value: .text("Berlin")),
        FieldView(field("height", "Größe in cm", .number(min: 40, max: 250)), value: .number(160)),
        FieldView(
            field(
                "eyes", "Augenfarbe",
                .choice(choices(["braun", "blau", "grün", "grau", "grünbraun", "blaugrau", "schwarz"])))),
        FieldView(
            field("reason", "Grund des Antrags", .choice(choices(["abgelaufen", "Namensänderung", "verloren"]))),
            value: .choice("k1")),
        FieldView(field("abroad", "Wohnsitz im Ausland", .yesNo), value: .yesNo(false)),
        FieldView(field("note", "Bemerkung", .multiline(max: 500)), isRequired: false),
        FieldView(
            field(
                "languages", "Der Brief kann auch kommen auf",
                .choices(choices(["Englisch", "Polnisch", "Ukrainisch", "Arabisch"]))), isRequired: false),
        FieldView(field("iban", "IBAN", .iban), isRequired: false),
        FieldView(field("rent", "Miete im Monat", .money(maxCents: 1_000_000)), value: .money(Money(cents: 64_050))),
        FieldView(field("postCode", "Postleitzahl", .postCode), value: .text("06889")),
        FieldView(field("phone", "Telefon", .phone), isRequired: false),
    ]

    static let headingNote: HTML = """
        <div class="row"><span><b class="number">46,00 €</b> · ab 24 Jahren am Tag des Antrags</span>\(StatusTag(.busy, "ohne Netz: Aufnahme").html)</div>
        """

    static let desk = frame(
        Page(title: "Personalausweis beantragen", headingNote: headingNote, side: side, main: form(fields)))

    static let mistakes: Page = {
        var wrong = fields
        wrong[4].typed = ["birthDate.day": "31", "birthDate.month": "2", "birthDate.year": "1983"]
        wrong[4].mistake = "Den 31. Februar gibt es nicht. Prüfen Sie Tag und Monat."
        wrong[4].source = nil
        wrong[7].mistake = "Wählen Sie die Augenfarbe aus."
        wrong[5].mistake = "Geben Sie den Geburtsort ein."
        wrong[5].value = nil
        var page = frame(
            Page(title: "Personalausweis beantragen", headingNote: headingNote, side: side, main: form(wrong)))
        page.problems = wrong.compactMap(\.problem)
        return page
    }()
}
