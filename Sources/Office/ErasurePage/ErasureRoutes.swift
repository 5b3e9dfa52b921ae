import Casework
import Foundation
import Hummingbird
import Journal
import Pages

extension OfficePages {
    /// What was erased and when, without any of it; and how long backups still hold it.
    func addErasures(to router: OfficeRoutes) {
        router.get("/loeschungen") { _, context in
            let desk = try await desk(context)
            try desk.requireHead()
            return desk.erasures(await registry.erasureRecords, copies: try registry.ledger.copies())
        }
    }
}

extension OfficeDesk {
    fileprivate func erasures(_ records: [ErasureRecord], copies: [OfficeCopy]) -> Page {
        let limit = 500
        let newest = records.suffix(limit).reversed()
        let table = Table(
            "Löschungen, die neuesten oben", columns: ["Wann", "Was", "Umfang"],
            rows: newest.map { record in
                [
                    "\(germanMoment(record.at))", "\(what(record))",
                    "\(record.isWhole ? "ganz" : "ein Teil, dessen Frist kürzer ist")",
                ]
            },
            empty: EmptyState(
                "Noch nichts gelöscht",
                "Vorgänge werden gelöscht, wenn ihre Aufbewahrung abgelaufen ist; Lichtbilder, Fingerabdrücke und Unterlagen früher."
            ))
        let more: HTML? =
            records.count > limit
            ? "<p>Gezeigt sind die letzten \(limit) von \(GermanText.number(records.count)).</p>" : nil
        return page(
            "Löschungen", at: "/loeschungen",
            """
            <div class="flow"><p>Gelöscht wird, indem die Schlüssel vernichtet werden. Die Kette der Einträge bleibt prüfbar.</p>\
            \(table.html)\(more)\(copyTable(copies))</div>
            """)
    }

    private func what(_ record: ErasureRecord) -> String {
        switch record.subject.kind {
        case .case: "Vorgang \(record.subject.id)"
        case .outing:
            if let outing = view.state.statistics.outings[OutingID(record.subject.id)], let day = outing.day {
                "Warteliste und Vorsprachen vom \(day.german), \(outing.venueTitle ?? "")"
            } else {
                "Warteliste und Vorsprachen eines Außentermins"
            }
        case .book, .statistics, .kit: record.subject.id
        }
    }

    private func copyTable(_ copies: [OfficeCopy]) -> HTML {
        Table(
            "Sicherungen: bis sie ablaufen, steht Gelöschtes noch darin",
            columns: ["Name", "Gemacht", "Läuft ab", "Stand"],
            rows: copies.map { copy in
                let state: StatusTag =
                    if copy.removedAt != nil {
                        StatusTag(.idle, "entfernt")
                    } else if copy.keptUntil.milliseconds
                        < now.milliseconds
                    {
                        StatusTag(.warning, "abgelaufen, geht mit der nächsten Sicherung")
                    } else {
                        StatusTag(.good, "aufbewahrt")
                    }
                return ["\(copy.name)", "\(germanMoment(copy.madeAt))", "\(germanMoment(copy.keptUntil))", state.html]
            },
            empty: EmptyState(
                "Noch keine Sicherung",
                "Die Betreuung sichert mit „amtskoffer office backup ORDNER ZIEL“, auch im Betrieb.")
        ).html
    }
}
