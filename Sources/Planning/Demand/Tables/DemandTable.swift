/// A small table as towns' IT gives it: UTF-8, cells parted by `;`, the first line names the columns. Cells hold no `;`; blanks around them do not count.
struct DemandTable {
    struct Row {
        /// Line in the file from 1.
        let line: Int
        /// One for each column asked for; empty where the column is missing.
        let cells: [String]
    }

    /// As the first line has them.
    let names: [String]
    /// The line of the names, from 1.
    let headLine: Int
    let rows: [Row]

    /// - Parameters:
    ///   - required: columns that must be there, in the order of `cells`.
    ///   - optional: those that may, behind them.
    init(_ text: String, required: [String], optional: [String] = []) throws(DemandTableMistake) {
        let bare = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let lines = bare.split(omittingEmptySubsequences: false) { $0.isNewline }.enumerated()
            .filter { !$0.element.allSatisfy(\.isWhitespace) && !$0.element.hasPrefix("#") }
        guard let head = lines.first else { throw .init(1, "Die Datei ist leer. Die erste Zeile nennt die Spalten.") }
        let names = Self.cells(head.element)
        if let missing = required.first(where: { !names.contains($0) }) {
            throw .init(
                head.offset + 1, "Die Spalte „\(missing)“ fehlt. Gebraucht werden: \(required.joined(separator: ";"))")
        }
        let known = required + optional
        if let stranger = names.first(where: { !known.contains($0) }) {
            throw .init(
                head.offset + 1,
                "„\(stranger.prefix(40))“ ist keine Spalte. Möglich sind: \(known.joined(separator: ";"))")
        }
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw .init(head.offset + 1, "Die Spalte „\(twice)“ steht zweimal da. Behalten Sie eine.")
        }
        let places = known.map { names.firstIndex(of: $0) }
        var rows: [Row] = []
        for (offset, line) in lines.dropFirst() {
            let cells = Self.cells(line)
            guard cells.count == names.count else {
                throw .init(
                    offset + 1, "Die Zeile hat \(cells.count) Zellen, die erste nennt \(names.count). Ergänzen Sie sie."
                )
            }
            rows.append(Row(line: offset + 1, cells: places.map { $0.map { cells[$0] } ?? "" }))
        }
        self.names = names
        headLine = head.offset + 1
        self.rows = rows
    }

    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: ";", omittingEmptySubsequences: false).map { cell in
            let bare = cell.drop(while: \.isWhitespace)
            return String(bare.prefix(bare.count - bare.reversed().prefix(while: \.isWhitespace).count))
        }
    }
}

/// What is wrong with a table and what to do, with the line.
package struct DemandTableMistake: Error, Equatable, Sendable, CustomStringConvertible {
    /// From 1.
    package let line: Int
    package let what: String

    init(_ line: Int, _ what: String) {
        self.line = line
        self.what = what
    }

    package var description: String { "Zeile \(line): \(what)" }
}

extension DemandTable.Row {
    func month(_ column: Int) throws(DemandTableMistake) -> Month {
        guard let month = Month(cells[column]) else {
            throw .init(line, "„\(cells[column].prefix(40))“ ist kein Monat. So geht es: 2026-12")
        }
        return month
    }

    func count(_ column: Int, _ name: String) throws(DemandTableMistake) -> Int {
        guard let number = Int(cells[column]), (0...10_000_000).contains(number) else {
            throw .init(line, "„\(cells[column].prefix(40))“ bei \(name) ist keine ganze Zahl von 0 bis 10.000.000.")
        }
        return number
    }

    /// One of the town's keys.
    func key(_ column: Int, of known: [String], _ kind: String) throws(DemandTableMistake) -> String {
        guard known.contains(cells[column]) else {
            throw .init(line, "„\(cells[column].prefix(40))“ ist \(kind). Prüfen Sie das Kürzel.")
        }
        return cells[column]
    }

    /// `ja` or `nein`; empty is the value given.
    func isYes(_ column: Int, otherwise: Bool, _ name: String) throws(DemandTableMistake) -> Bool {
        switch cells[column] {
        case "ja": return true
        case "nein": return false
        case "": return otherwise
        default: throw .init(line, "Bei \(name) steht „\(cells[column].prefix(40))“. Möglich sind ja und nein.")
        }
    }

    /// What a value's own check says, with the line.
    func located<Value>(_ make: () throws(DemandMistake) -> Value) throws(DemandTableMistake) -> Value {
        do { return try make() } catch { throw .init(line, error.description) }
    }
}
