/// An extract of the population register, read from a file and cut to the parts of the town a tour goes to.
///
/// The file: UTF-8, one person a line, cells parted by semicolons and quoted where they hold one; the first line names the
/// columns, each by its DSMeld sheet or its name (`RegisterColumn`), more words may follow. Columns nobody asked for are
/// not kept.
package struct RegisterExtract: Hashable, Sendable {
    package struct UnreadableLine: Hashable, Sendable {
        /// 1 is the line of column names.
        package let line: Int
        package let column: RegisterColumn
    }

    package let people: [RegisterPerson]
    /// How many were left out because of §§ 51, 52 BMG.
    package let locked: Int
    /// How many live in another part of the town, or nobody knows where.
    package let elsewhere: Int
    /// Left out because a name or birth date cannot be one; says where, not what.
    package let unreadable: [UnreadableLine]

    /// Locks that forbid other transmissions than this one: to churches, parties, address books, the press at a jubilee,
    /// the armed forces (DSMeld 1801). Whoever has any other, an unknown one too, is left out.
    private static let harmlessLocks: Set<String> = ["2", "5", "7", "10", "13"]

    /// - Parameters:
    ///   - text: the file.
    ///   - districts: names of the parts of the town the tour goes to; spelling and case do not matter.
    package init(reading text: String, districts: [String]) throws(RegisterExtractFault) {
        let wanted = Set(districts.map(Self.district))
        var lines = SemicolonLines(text)
        guard let header = lines.next() else { throw .empty }
        let named = header.cells.map { cell in
            cell.split(separator: " ").first.flatMap { RegisterColumn(rawValue: String($0)) }
        }
        let missing = RegisterColumn.allCases.filter { $0.isRequired && !named.contains($0) }
        guard missing.isEmpty else { throw .missingColumns(missing) }
        var places: [RegisterColumn: Int] = [:]
        for (index, column) in named.enumerated() {
            if let column, places.updateValue(index, forKey: column) != nil { throw .columnTwice(column) }
        }
        var (people, unreadable): ([RegisterPerson], [UnreadableLine]) = ([], [])
        var (locked, elsewhere) = (0, 0)
        while let line = lines.next() {
            guard line.cells.count == header.cells.count else {
                throw .cells(line: line.number, found: line.cells.count, expected: header.cells.count)
            }
            func cell(_ column: RegisterColumn) -> String {
                var cell = places[column].map { line.cells[$0][...] } ?? ""
                while cell.first?.isWhitespace ?? false { cell.removeFirst() }
                while cell.last?.isWhitespace ?? false { cell.removeLast() }
                return String(cell)
            }
            if Self.isLocked(cell(.lock), cell(.conditionalLock)) {
                locked += 1
            } else if !wanted.contains(Self.district(cell(.district))) {
                elsewhere += 1
            } else if let column = Self.misread(cell) {
                unreadable.append(UnreadableLine(line: line.number, column: column))
            } else if let person = RegisterPerson(cells: RegisterColumn.shipped.map(cell)) {
                people.append(person)
            }
        }
        if lines.isTorn { throw .openQuote }
        (self.people, self.locked, self.elsewhere, self.unreadable) = (people, locked, elsewhere, unreadable)
    }

    private static func district(_ name: String) -> String { Transliteration.searchForm(name) }

    private static func isLocked(_ lock: String, _ conditional: String) -> Bool {
        let codes = lock.split(whereSeparator: { " ,".contains($0) }).map { code in code.drop { $0 == "0" } }
        return !conditional.isEmpty || codes.contains { !harmlessLocks.contains(String($0)) }
    }

    /// The first cell that cannot be what its column says.
    private static func misread(_ cell: (RegisterColumn) -> String) -> RegisterColumn? {
        for column in [RegisterColumn.familyName, .birthName, .givenNames] {
            let name = cell(column)
            if name.isEmpty ? column == .familyName : (try? LatinName(name, type: .a)) == nil { return column }
        }
        return RegisterPerson.date(cell(.birthDate)) == nil ? .birthDate : nil
    }
}

/// Why a file is no extract; nothing of it is used.
package enum RegisterExtractFault: Error, Hashable, Sendable {
    case empty
    case missingColumns([RegisterColumn])
    case columnTwice(RegisterColumn)
    case cells(line: Int, found: Int, expected: Int)
    case openQuote

    /// German, with what to do next.
    package var message: String {
        switch self {
        case .empty: "Die Datei ist leer. Erzeugen Sie den Auszug neu."
        case .missingColumns(let columns):
            "Es fehlen Spalten: \(columns.map(\.rawValue).joined(separator: ", ")). "
                + "Erzeugen Sie den Auszug mit allen Spalten aus Documentation/Register.md."
        case .columnTwice(let column):
            "Die Spalte \(column.rawValue) steht zweimal in der ersten Zeile. Erzeugen Sie den Auszug mit jeder Spalte einmal."
        case .cells(let line, let found, let expected):
            "Zeile \(line) hat \(found) Felder, die erste Zeile \(expected). Erzeugen Sie den Auszug neu; "
                + "ein Feld mit einem Semikolon steht in Anführungszeichen."
        case .openQuote:
            "Ein Anführungszeichen wird nirgends geschlossen. Erzeugen Sie den Auszug neu; "
                + "ein Anführungszeichen in einem Feld steht doppelt."
        }
    }
}

/// Takes a file of semicolons apart, line by line.
struct SemicolonLines {
    private var rest: Substring.UTF8View
    private var number = 0
    /// A quote was open at the end of the file.
    private(set) var isTorn = false

    init(_ text: String) { rest = Substring(text.trimmingPrefix("\u{FEFF}")).utf8 }

    /// The next line that is not empty, with its number in the file; a quoted cell may go over several.
    mutating func next() -> (number: Int, cells: [String])? {
        while !rest.isEmpty {
            number += 1
            let started = number
            let cells = line()
            if cells != [""] { return (started, cells) }
        }
        return nil
    }

    private mutating func line() -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        while let byte = rest.popFirst() {
            if isQuoted {
                if byte == UInt8(ascii: "\n") { number += 1 }
                if byte != UInt8(ascii: "\"") {
                    cell.append(byte)
                } else if rest.first == UInt8(ascii: "\"") {
                    rest.removeFirst()
                    cell.append(byte)
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
            case UInt8(ascii: ";"):
                cells.append(String(decoding: cell, as: UTF8.self))
                cell = []
            case UInt8(ascii: "\r") where rest.first == UInt8(ascii: "\n"): continue
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                return cells + [String(decoding: cell, as: UTF8.self)]
            default: cell.append(byte)
            }
        }
        isTorn = isQuoted
        return cells + [String(decoding: cell, as: UTF8.self)]
    }
}
