/// The tables a town may give to the forecast; `Documentation/Demand.md` describes them.
package enum DemandTables {
    /// `Ortsteil;Dokument;Von;Bis;Anzahl`: documents that expire from one month through another.
    package static func expiries(_ text: String, districts: [String]) throws(DemandTableMistake) -> ExpiryCounts {
        let table = try DemandTable(text, required: ["Ortsteil", "Dokument", "Von", "Bis", "Anzahl"])
        var cells: [ExpiryCounts.Cell] = []
        var whole: ClosedRange<Month>?
        for row in table.rows {
            let district = try row.key(0, of: districts, "kein Ortsteil aus districts.yaml")
            let documents = ExpiryCounts.Document.allCases
            guard let document = ExpiryCounts.Document(rawValue: row.cells[1]) else {
                throw .init(
                    row.line,
                    "„\(row.cells[1].prefix(40))“ ist kein Dokument. Möglich sind: "
                        + documents.map(\.rawValue).joined(separator: ", "))
            }
            let (from, through) = (try row.month(2), try row.month(3))
            guard from <= through else {
                throw .init(
                    row.line, "Der Zeitraum endet (\(through)), bevor er beginnt (\(from)). Tauschen Sie die Monate.")
            }
            let count = try row.count(4, "Anzahl")
            let cell = try row.located { () throws(DemandMistake) in
                try ExpiryCounts.Cell(district: district, document: document, months: from...through, count: count)
            }
            if cells.contains(where: {
                $0.district == district && $0.document == document && $0.months.overlaps(cell.months)
            }) {
                throw .init(row.line, DemandMistake.twice(district: district, month: from).description)
            }
            cells.append(cell)
            whole = min(whole?.lowerBound ?? from, from)...max(whole?.upperBound ?? through, through)
        }
        guard let whole else { throw .init(1, "Unter den Spalten steht keine Zeile. Tragen Sie Zahlen ein.") }
        do { return try ExpiryCounts(cells: cells, months: whole) } catch { throw .init(1, error.description) }
    }

    /// The same table, as the register writes it.
    package static func text(_ counts: ExpiryCounts) -> String {
        (["Ortsteil;Dokument;Von;Bis;Anzahl"]
            + counts.cells.map {
                "\($0.district);\($0.document.rawValue);\($0.months.lowerBound);\($0.months.upperBound);\($0.count)"
            }).map { "\($0)\n" }.joined()
    }

    /// `Ort;Tag;Leistung;Vorsprachen` and, where wanted, `Stunden;Buchbar;Angekündigt;Voll`: a line for each service of an outing; an outing
    /// nobody came to is a line with an empty service and 0.
    ///
    /// - Parameters:
    ///   - services: the catalogue's keys.
    ///   - hours: where the table does not say.
    package static func visits(_ text: String, stops: [String], services: [String], hours: Double)
        throws(DemandTableMistake) -> [PastOuting]
    {
        let optional = ["Stunden", "Buchbar", "Angekündigt", "Voll"]
        let table = try DemandTable(text, required: ["Ort", "Tag", "Leistung", "Vorsprachen"], optional: optional)
        var days: [(stop: String, day: String, row: DemandTable.Row, visits: [String: Int])] = []
        for row in table.rows {
            let stop = try row.key(0, of: stops, "kein Ort aus venues.yaml")
            guard month(ofDay: row.cells[1]) != nil else {
                throw .init(row.line, "„\(row.cells[1].prefix(40))“ ist kein Tag. So geht es: 2026-12-07")
            }
            let count = try row.count(3, "Vorsprachen")
            let place = days.firstIndex { $0.stop == stop && $0.day == row.cells[1] }
            let at = place ?? days.count
            if place == nil { days.append((stop, row.cells[1], row, [:])) }
            if let place, days[place].row.cells[4...] != row.cells[4...] {
                throw .init(
                    row.line,
                    "Für \(stop) am \(row.cells[1]) stehen in Zeile \(days[place].row.line) andere Angaben zu \(optional.joined(separator: ", ")). Schreiben Sie überall dieselben."
                )
            }
            if row.cells[2].isEmpty {
                guard count == 0 else { throw .init(row.line, "Zu \(count) Vorsprachen fehlt die Leistung.") }
                continue
            }
            let service = try row.key(2, of: services, "keine Leistung aus services")
            guard days[at].visits.updateValue(count, forKey: service) == nil else {
                throw .init(
                    row.line,
                    "„\(service)“ ist für \(stop) am \(row.cells[1]) zweimal gezählt. Behalten Sie eine Zeile.")
            }
        }
        var past: [PastOuting] = []
        for (stop, day, row, visits) in days {
            guard let month = month(ofDay: day) else { continue }
            past.append(try outing(at: stop, in: month, row: row, visits: visits, hours: hours))
        }
        return past
    }

    private static func outing(
        at stop: String, in month: Month, row: DemandTable.Row, visits: [String: Int], hours: Double
    ) throws(DemandTableMistake) -> PastOuting {
        let written = row.cells[4].replacing(",", with: ".")
        guard let long = written.isEmpty ? hours : Double(written) else {
            throw .init(row.line, "„\(row.cells[4].prefix(40))“ bei Stunden ist keine Zahl. So geht es: 1,5")
        }
        let isBookable = try row.isYes(5, otherwise: true, "Buchbar")
        let isAnnounced = try row.isYes(6, otherwise: true, "Angekündigt")
        let wasFull = try row.isYes(7, otherwise: false, "Voll")
        return try row.located { () throws(DemandMistake) in
            try PastOuting(
                DemandOuting(stop: stop, month: month, hours: long, isBookable: isBookable, isAnnounced: isAnnounced),
                visits: visits, wasFull: wasFull)
        }
    }

    /// `Ortsteil;Einwohner` or, by age, `Ortsteil;unter16;16bis23;24bis64;ab65`.
    package static func people(_ text: String, districts: [String]) throws(DemandTableMistake) -> [String: Population] {
        let ages = ["unter16", "16bis23", "24bis64", "ab65"]
        let total = "Einwohner"
        let table = try DemandTable(text, required: ["Ortsteil"], optional: [total] + ages)
        let byAge = !table.names.contains(total)
        if let missing = ages.first(where: { table.names.contains($0) != byAge }) {
            throw .init(
                table.headLine,
                "Nennen Sie entweder die Spalte „\(total)“ oder alle vier: \(ages.joined(separator: ";")). Es geht um „\(missing)“."
            )
        }
        var people: [String: Population] = [:]
        for row in table.rows {
            let district = try row.key(0, of: districts, "kein Ortsteil aus districts.yaml")
            var counts: [Int] = []
            for (column, name) in ([total] + ages).enumerated() where byAge != (column == 0) {
                counts.append(try row.count(column + 1, name))
            }
            let population = try row.located { () throws(DemandMistake) in
                byAge ? try Population(byAge: counts) : try Population(total: counts[0])
            }
            guard people.updateValue(population, forKey: district) == nil else {
                throw .init(row.line, "Der Ortsteil „\(district)“ steht zweimal da. Behalten Sie eine Zeile.")
            }
        }
        return people
    }

    /// The month of `2026-12-07`; `nil` for what is no day.
    private static func month(ofDay text: String) -> Month? {
        guard text.utf8.count == 10, let month = Month(text.prefix(7)), text.utf8.dropFirst(7).first == 45,
            let day = Int(text.suffix(2)), text.utf8.suffix(2).allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let leap = month.year % 4 == 0 && (month.year % 100 != 0 || month.year % 400 == 0)
        let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month.number - 1]).contains(day) ? month : nil
    }
}
