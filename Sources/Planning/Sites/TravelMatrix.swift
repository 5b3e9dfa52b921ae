/// Minutes between places as a routing tool gives them: a CSV file whose header names the places one goes to (venues),
/// whose first column those one comes from (districts). `;` or `,` part the columns; with `;` the decimal sign may be a comma.
package struct TravelMatrix: Equatable, Sendable {
    private let minutes: [String: [String: Double]]

    package enum Mistake: Error, Equatable, CustomStringConvertible {
        case empty
        case unknown(line: Int, String, kind: Kind)
        case twice(line: Int, String, kind: Kind)
        case width(line: Int, cells: Int, columns: Int)
        case hole(line: Int, from: String, to: String)
        case negative(line: Int, from: String, to: String, String)
        case number(line: Int, from: String, to: String, String)
        case missingColumn(String)
        case missingRow(line: Int, String)

        package enum Kind: Sendable {
            case row, column
        }

        package var description: String {
            switch self {
            case .empty:
                "Zeile 1: Die Matrix ist leer. Erwartet wird eine Kopfzeile mit den Orten, dann je Ortsteil eine Zeile mit Minuten."
            case .unknown(let line, let key, .row):
                "Zeile \(line): Einen Ortsteil „\(key)“ gibt es nicht. Nehmen Sie den Schlüssel aus districts.yaml oder löschen Sie die Zeile."
            case .unknown(let line, let key, .column):
                "Zeile \(line): Einen Ort „\(key)“ gibt es nicht. Nehmen Sie den Schlüssel aus venues.yaml oder löschen Sie die Spalte."
            case .twice(let line, let key, .row): "Zeile \(line): Der Ortsteil „\(key)“ steht schon weiter oben."
            case .twice(let line, let key, .column): "Zeile \(line): Der Ort „\(key)“ hat zwei Spalten."
            case .width(let line, let cells, let columns):
                "Zeile \(line): Hier stehen \(cells) Zahlen, die Kopfzeile nennt \(columns) Orte. Ergänzen oder löschen Sie die Zahlen."
            case .hole(let line, let from, let to):
                "Zeile \(line): Die Minuten von „\(from)“ nach „\(to)“ fehlen. Tragen Sie sie ein."
            case .negative(let line, let from, let to, let cell):
                "Zeile \(line): Von „\(from)“ nach „\(to)“ stehen \(cell) Minuten. Erlaubt sind Zahlen ab 0."
            case .number(let line, let from, let to, let cell):
                "Zeile \(line): Von „\(from)“ nach „\(to)“ steht „\(cell)“. Erwartet werden Minuten von 0 bis 10000, zum Beispiel 12.5."
            case .missingColumn(let key): "Zeile 1: Für den Ort „\(key)“ fehlt die Spalte. Ergänzen Sie sie."
            case .missingRow(let line, let key):
                "Zeile \(line): Die Datei endet, ohne dass der Ortsteil „\(key)“ vorkam. Ergänzen Sie seine Zeile."
            }
        }
    }

    /// - Parameters:
    ///   - districts: every one of them must have a row, and no other.
    ///   - venues: every one of them must have a column, and no other.
    package init(reading text: String, districts: [String], venues: [String]) throws(Mistake) {
        var lines: [(number: Int, text: Substring)] = []
        let body = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        for (at, line) in body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            lines.append((at + 1, line))
        }
        guard let head = lines.first else { throw .empty }
        let separator: Character = head.text.contains(";") ? ";" : ","
        let columns = Array(Self.cells(head.text, separator).dropFirst())
        try Self.check(columns, line: head.number, known: venues, kind: .column)
        if let missing = venues.first(where: { !columns.contains($0) }) { throw .missingColumn(missing) }
        var rows: [String: [String: Double]] = [:]
        for line in lines.dropFirst() {
            let cells = Self.cells(line.text, separator)
            guard districts.contains(cells[0]) else { throw .unknown(line: line.number, cells[0], kind: .row) }
            guard rows[cells[0]] == nil else { throw .twice(line: line.number, cells[0], kind: .row) }
            guard cells.count == columns.count + 1 else {
                throw .width(line: line.number, cells: cells.count - 1, columns: columns.count)
            }
            var row: [String: Double] = [:]
            for (column, cell) in zip(columns, cells.dropFirst()) {
                row[column] = try Self.minutes(cell, separator, line: line.number, from: cells[0], to: column)
            }
            rows[cells[0]] = row
        }
        if let missing = districts.first(where: { rows[$0] == nil }) {
            throw .missingRow(line: lines.last?.number ?? 1, missing)
        }
        minutes = rows
    }

    /// `nil` for places the matrix was not read for.
    package func minutes(from district: String, to venue: String) -> Double? { minutes[district]?[venue] }

    private static func cells(_ line: Substring, _ separator: Character) -> [String] {
        line.split(separator: separator, omittingEmptySubsequences: false).map { cell in
            var cell = cell.drop(while: \.isWhitespace)
            while cell.last?.isWhitespace == true { cell.removeLast() }
            if cell.count >= 2, cell.first == "\"", cell.last == "\"" { cell = cell.dropFirst().dropLast() }
            return String(cell)
        }
    }

    private static func check(_ keys: [String], line: Int, known: [String], kind: Mistake.Kind) throws(Mistake) {
        var seen: Set<String> = []
        for key in keys {
            guard known.contains(key) else { throw .unknown(line: line, key, kind: kind) }
            guard seen.insert(key).inserted else { throw .twice(line: line, key, kind: kind) }
        }
    }

    private static func minutes(
        _ cell: String, _ separator: Character, line: Int, from: String, to: String
    ) throws(Mistake) -> Double {
        guard !cell.isEmpty else { throw .hole(line: line, from: from, to: to) }
        let text = separator == ";" ? String(cell.map { $0 == "," ? "." : $0 }) : cell
        guard let minutes = Double(text), minutes <= 10_000 else {
            throw .number(line: line, from: from, to: to, cell)
        }
        guard minutes >= 0 else { throw .negative(line: line, from: from, to: to, cell) }
        return minutes
    }
}
