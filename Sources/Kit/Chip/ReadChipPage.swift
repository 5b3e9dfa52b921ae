import Casework
import Foundation
import Identity
import IdentityCard
import Pages

/// Reading the chip of a document in a visit: what to lay on, what opens it, and what it said.
struct ReadChipPage {
    let visit: Visit
    let readiness: CardDesk.Readiness
    let isSimulated: Bool
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]
    var mistakes: [String: String] = [:]

    var html: HTML {
        let standing = ChipNotice.standing(isSimulated: isSimulated).html
        if case .withoutReader = readiness {
            return """
                \(ChipNotice.html(of: readiness))<p>Die maschinenlesbare Zone bleibt der Weg: vor den Leser halten oder eintippen.</p>\
                \(Button.row([Button("Zur Vorsprache", kind: .primary, to: KitAddress.visit(visit.id), key: .next)]))
                """
        }
        let isTerminal = readiness == .ready
        let kinds =
            (isTerminal ? [Input.Option("identityCard", "Personalausweis", hint: "mit der Zugangsnummer (CAN)")] : [])
            + [
                Input.Option(
                    "travelDocument", "Pass oder Karte eines anderen Staates",
                    hint: "mit der Zone, oder mit der Zugangsnummer, wenn eine aufgedruckt ist")
            ]
        let kind = InputFrame(id: "document", label: "Was liegt auf dem Leser?", isWide: true)
        let can = InputFrame(
            id: "can", label: "Zugangsnummer (CAN)",
            hint: "Sechs Ziffern auf der Vorderseite; beim Personalausweis immer",
            mistake: mistakes["can"])
        let zone = InputFrame(
            id: "zone", label: "Maschinenlesbare Zone",
            hint: hasZone
                ? "Beim Pass; leer: die in dieser Vorsprache zuletzt gelesene"
                : "Beim Pass: die Zeilen mit den Zeichen <",
            mistake: mistakes["zone"], isWide: true)
        let number = Input.Text(inputMode: "numeric", maxLength: 10, width: "width-10", isFirst: true)
        let form = PostForm(
            to: KitAddress.readChip(visit.id), token: token, onceToken: once, progressAddress: KitAddress.cardProgress,
            """
            \(Part.fields([
                Input.radios(kind, name: "document", options: kinds, chosen: typed["document"] ?? kinds[0].key),
                Input.text(can, name: "can", value: typed["can"] ?? "", number),
                Input.multiline(zone, name: "zone", value: typed["zone"] ?? "", maxLength: 400, rows: 3),
            ]))\
            \(Button.row([Button(submit: "Chip lesen", key: .next), Button("Zurück", kind: .quiet, to: KitAddress.visit(visit.id))]))
            """)
        let terminal: HTML? = isTerminal ? nil : ChipNotice.html(of: readiness)
        return "\(standing)\(form.html)\(terminal)"
    }

    private var hasZone: Bool { visit.persons.contains { !$0.zones.isEmpty } }

    /// What the chip said. Nothing of it is kept until it is taken over.
    func result(_ reading: ChipReading, person: PersonID?) -> HTML {
        let standing = ChipNotice.standing(isSimulated: isSimulated).html
        let tone: Tone = reading.verdict == .genuine ? .good : reading.verdict == .changed ? .bad : .warning
        let title =
            reading.verdict == .genuine
            ? "Das Dokument ist echt" : reading.verdict == .changed ? "Nicht vertrauen" : "Herkunft ungeklärt"
        let verdict = Notice(tone, title, text: reading.verdictText).html
        let photo = reading.photo.map { photo -> HTML in
            let source = "data:\(photo.mediaType);base64,\(Data(photo.bytes).base64EncodedString())"
            return """
                <figure><img width="160" alt="Lichtbild vom Chip" src="\(source)">\
                <figcaption>Lichtbild vom Chip: mit der Person vergleichen. Es wird nicht gespeichert.</figcaption></figure>
                """
        }
        let note = reading.photoNote.map { "<p class=\"soft\">\($0)</p>" as HTML }
        let difference = reading.difference.map {
            Notice(.warning, "Chip und Druck lesen sich verschieden", text: $0).html
        }
        return "\(standing)\(verdict)\(difference)\(photo)\(note)\(zone(reading))\(onward(reading, person))"
    }

    private func zone(_ reading: ChipReading) -> HTML? {
        guard let zone = reading.zone else { return nil }
        func german(_ date: CalendarDate?) -> String? { date?.german }
        let rows = [
            AnswerList.Row("Art", text: "\(zone.document.germanName), \(zone.issuer)"),
            AnswerList.Row("Name", text: zone.name.primary),
            AnswerList.Row("Vornamen", text: zone.name.secondary),
            AnswerList.Row("Geburtsdatum", text: german(CalendarDate(zone.birthDate.date))),
            AnswerList.Row("Gültig bis", text: german(CalendarDate(zone.expiry))),
        ]
        return AnswerList("Auf dem Chip", rows: rows).html
    }

    private func onward(_ reading: ChipReading, _ person: PersonID?) -> HTML {
        if let person {
            return Button.row([
                Button("Angaben ansehen", kind: .primary, to: KitAddress.person(person, in: visit.id), key: .next)
            ])
        }
        guard let zone = reading.zone, reading.verdict != .changed else {
            return Button.row([Button("Zur Vorsprache", kind: .primary, to: KitAddress.visit(visit.id), key: .next)])
        }
        return PostForm(
            to: KitAddress.zone(visit.id), token: token, onceToken: once,
            values: [("zone", zone.lines.joined(separator: "\n"))],
            Button.row([
                Button(submit: "Angaben übernehmen", key: .next),
                Button("Nicht übernehmen", kind: .quiet, to: KitAddress.visit(visit.id)),
            ])
        ).html
    }
}
