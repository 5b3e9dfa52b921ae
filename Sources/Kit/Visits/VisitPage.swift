import Casework
import Pages

/// The overview of a visit: read a document, who is there, what they want.
struct VisitPage {
    let view: DeskView
    let visit: Visit
    let token: FormToken
    let once: String
    /// What was typed into the zone's place, after it could not be read.
    var typedZone = ""
    var zoneMistake: String?

    var title: String { visit.ticket.map { "Vorsprache \($0.text)" } ?? "Vorsprache" }

    var html: HTML {
        if visit.endedAt != nil {
            return Notice(.information, "Die Vorsprache ist beendet.", text: "Beginnen Sie für Weiteres eine neue.")
                .html
        }
        let ask = visit.persons.isEmpty ? "\(zone)\(persons)" as HTML : "\(services)\(persons)\(zone)\(ending)" as HTML
        return ask
    }

    private var zone: HTML {
        let frame = InputFrame(
            id: "zone", label: "Maschinenlesbare Zone",
            hint:
                "Ausweis vor den Leser halten, auf jeder Seite. Oder die Zeilen mit den Zeichen < hier eintippen oder einfügen.",
            mistake: zoneMistake, isWide: true)
        let isFirst = visit.persons.isEmpty || zoneMistake != nil
        let input = Input.multiline(frame, name: "zone", value: typedZone, maxLength: 400, rows: 3, isFirst: isFirst)
        let form = PostForm(
            to: KitAddress.zone(visit.id), token: token, onceToken: once,
            "\(input)\(Button.row([Button(submit: "Ausweis übernehmen", kind: isFirst ? .primary : .secondary, key: isFirst ? .next : nil)]))"
        )
        let chip = Button("Chip lesen", kind: .link, to: KitAddress.readChip(visit.id))
        return Part.section("Ausweis lesen", "\(form.html)<p>\(chip.html)</p>")
    }

    private var persons: HTML {
        let rows = visit.persons.map { person -> [HTML] in
            let edit = Button(
                "Angaben", kind: .link, to: KitAddress.person(person.id, in: visit.id), unseen: "zu \(person.name)")
            return [
                "\(person.name)", "\(person.values[.birthDate]?.date?.german ?? "–")", "\(person.role.title)",
                edit.html,
            ]
        }
        let table: HTML =
            rows.isEmpty
            ? .empty
            : Table(
                "Personen dieser Vorsprache", isCaptionUnseen: true,
                columns: ["Name", "Geburtsdatum", "Rolle", .init("Bearbeiten", isUnseen: true)], rows: rows
            ).html
        let frame = InputFrame(
            id: "role", label: visit.persons.isEmpty ? "Ohne Ausweis: Person eintragen als" : "Weitere Person als")
        let chosen: Role = visit.applicant == nil ? .applicant : .child
        let select = Input.select(frame, name: "role", options: Self.roleOptions, chosen: chosen.rawValue)
        let form = PostForm(
            to: KitAddress.persons(visit.id), token: token, onceToken: once,
            "\(Part.fields([select]))\(Button.row([Button(submit: "Person eintragen", kind: .secondary)]))")
        return Part.section("Personen", "\(table)\(register)\(form.html)")
    }

    /// Where the kit has an extract of the register with it, or had one.
    private var register: HTML? {
        if case .none = RegisterStanding(view) { return nil }
        return Button.row([Button(RegisterPage.title, kind: .secondary, to: KitAddress.register(visit.id))])
    }

    static let roleOptions = Role.allCases.map { Input.Option($0.rawValue, $0.title) }

    private var services: HTML {
        Part.section(
            "Leistung hinzufügen", ServiceChoice(view: view, visit: visit, token: token, once: once).form(typed: ""))
    }

    private var ending: HTML {
        let transfer = NextStep(view: view, visit: visit, token: token, once: once).transferHTML
        let ways = [
            Button("Rechnung", to: KitAddress.bill(visit.id)),
            Button("Vorsprache beenden", to: KitAddress.endVisit(visit.id)),
        ]
        return "<div class=\"actions\">\(transfer)\(ways.map(\.html))</div>"
    }
}
