import Casework
import Pages
import Town

/// Where an outing can be opened: the stops of the day's rota with a button each, the others below.
struct StopChoice {
    let view: DeskView
    let token: FormToken

    var html: HTML {
        if let doubt = view.clockDoubt {
            return Notice(
                .warning, "Erst die Uhr, dann der Außentermin",
                """
                <p>\(doubt.message)</p>\
                \(Button.row([Button("Datum und Uhrzeit eingeben", kind: .primary, to: KitAddress.clock(backTo: KitAddress.today))]))
                """
            ).html
        }
        let today = view.town.venues(on: view.today)
        let others = view.town.venues.filter { venue in !today.contains { $0.key == venue.key } && venue.kind == .room }
        let planned =
            today.isEmpty
            ? EmptyState("Für heute steht kein Halt im Plan.", "Öffnen Sie unten einen anderen Ort.").html
            : Part.hits(today.map { hit($0, opens: "Hier öffnen", kind: .primary) })
        let rest = Part.hits(others.map { hit($0, opens: "Nicht nach Plan öffnen", kind: .quiet) })
        return """
            \(holiday)<p>Es ist kein Außentermin geöffnet. Mit dem Öffnen beginnt die Warteliste; Leistungen und Gebühren bleiben bis zum \
            Schließen, wie sie sind.</p>\
            \(Part.section("Halte heute", planned))\
            \(today.isEmpty ? Part.section("Andere Orte", rest) : Part.more("Nicht nach Plan: andere Orte", rest))
            """
    }

    /// Named before anybody drives out in vain, or opens and nobody comes.
    private var holiday: HTML? {
        view.town.holiday(on: view.today).map { holiday in
            Notice(
                .warning, "Heute ist Feiertag: \(holiday.name)",
                text:
                    "Die Halte des Plans fallen in \(view.town.holidays.rawValue) heute aus. Öffnen Sie nur, wenn der Termin so angekündigt ist."
            ).html
        }
    }

    private func hit(_ venue: Venue, opens label: String, kind: Button.Kind) -> (what: HTML, actions: HTML) {
        let note = venue.note.map { "<div class=\"soft\">\($0)</div>" as HTML }
        guard venue.kind == .room else {
            return (
                "<strong>\(venue.title)</strong>\(note)",
                StatusTag(.idle, "im Freien, der Koffer braucht Tisch und Steckdose").html
            )
        }
        let button = ButtonForm(
            to: KitAddress.openOuting, token: token, values: [("venue", venue.key.text)],
            button: Button(submit: label, kind: kind, unseen: venue.title))
        return ("<strong>\(venue.title)</strong>\(note)", button.html)
    }
}
