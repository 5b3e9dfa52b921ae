/// What an extract of the population register holds of a person, in the columns of the file.
///
/// Source: sheets of the DSMeld where it numbers the item. The parts of the address (sheets 1200 to 1212) go by their names.
package enum RegisterColumn: String, CaseIterable, Sendable {
    case familyName = "0101a"
    case birthName = "0201a"
    case givenNames = "0301"
    case doctorate = "0401"
    case birthDate = "0601"
    case birthPlace = "0602"
    case sex = "0701"
    case nationality = "1001"
    case street = "Straße"
    case houseNumber = "Hausnummer"
    case postCode = "PLZ"
    case town = "Ort"
    case district = "Ortsteil"
    /// Locks on giving out data (§ 51 BMG), and conditional ones (§ 52 BMG); never shipped.
    case lock = "1801"
    case conditionalLock = "1802"

    /// A file without one of these is not read: nobody could be found by it, or nobody would know who must be left out.
    var isRequired: Bool {
        switch self {
        case .familyName, .givenNames, .birthDate, .district, .lock, .conditionalLock: true
        default: false
        }
    }

    /// What a kit may know, in the order in which it is shipped.
    package static let shipped: [RegisterColumn] = allCases.filter { $0 != .lock && $0 != .conditionalLock }
}

/// One person of an extract. Names are of DIN 91379 type A, the birth date can be one.
package struct RegisterPerson: Hashable, Sendable {
    /// In the order of `RegisterColumn.shipped`; empty where nothing is known.
    package let cells: [String]

    /// - Parameter cells: fewer are filled up; nil where there is no family name or the birth date is none.
    package init?(cells: [String]) {
        let columns = RegisterColumn.shipped.count
        self.cells = Array((cells + Array(repeating: "", count: max(0, columns - cells.count))).prefix(columns))
        guard !self[.familyName].isEmpty, Self.date(self[.birthDate]) != nil else { return nil }
    }

    package subscript(column: RegisterColumn) -> String {
        RegisterColumn.shipped.firstIndex(of: column).map { cells[$0] } ?? ""
    }

    package var birthDate: ZoneBirthDate { Self.date(self[.birthDate]) ?? ZoneBirthDate.unknown }

    package func row(record: UInt32) -> NameIndex.Row {
        NameIndex.Row(
            familyName: self[.familyName], birthName: self[.birthName].isEmpty ? nil : self[.birthName],
            givenNames: self[.givenNames], birthDate: birthDate, record: record)
    }

    /// `1964-08-12`, `12.08.1964`, `19640812`; zeros stand for what is unknown, and so does an empty cell.
    static func date(_ text: String) -> ZoneBirthDate? {
        if text.isEmpty { return .unknown }
        let digits = text.split(whereSeparator: { $0 == "." || $0 == "-" }).map(String.init)
        let parts: [String]
        switch (digits.count, digits[0].count) {
        case (3, 4): parts = digits
        case (3, _): parts = [digits[2], digits[1], digits[0]]
        case (1, 8): parts = [String(text.prefix(4)), String(text.dropFirst(4).prefix(2)), String(text.suffix(2))]
        case (1, 4): parts = [text, "0", "0"]
        default: return nil
        }
        let numbers = parts.compactMap { part in part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil }
        guard numbers.count == 3, parts[0].count == 4 else { return nil }
        func known(_ number: Int) -> Int? { number == 0 ? nil : number }
        return ZoneBirthDate(year: known(numbers[0]), month: known(numbers[1]), day: known(numbers[2]))
    }
}

extension ZoneBirthDate {
    static let unknown = ZoneBirthDate(year: nil, month: nil, day: nil)!
}
