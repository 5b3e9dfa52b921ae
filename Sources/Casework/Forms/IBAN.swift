/// An international bank account number whose check digits hold (ISO 13616, check by ISO 7064 MOD 97-10).
package struct IBAN: Hashable, Sendable {
    /// Without blanks: `DE89370400440532013000`.
    package let text: String

    package init(_ typed: String) throws(IBANMistake) {
        let text = typed.filter { !$0.isWhitespace }.uppercased()
        guard text.utf8.count == text.count, text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }),
            text.prefix(2).allSatisfy(\.isLetter), text.dropFirst(2).prefix(2).allSatisfy(\.isNumber),
            text.count >= 4
        else { throw .unreadable }
        if let length = Self.lengths[String(text.prefix(2))] {
            guard text.count == length else { throw .length(text.count, of: length) }
        } else {
            guard (15...34).contains(text.count) else { throw .length(text.count, of: nil) }
        }
        guard Self.remainder(of: text.dropFirst(4) + text.prefix(4)) == 1 else { throw .checkDigits }
        self.text = text
    }

    /// In groups of four, as on paper.
    package var grouped: String {
        var grouped = ""
        for (index, character) in text.enumerated() {
            if index > 0, index % 4 == 0 { grouped.append(" ") }
            grouped.append(character)
        }
        return grouped
    }

    /// Letters count 10 to 35.
    private static func remainder(of text: some StringProtocol) -> Int {
        text.utf8.reduce(0) { rest, byte in
            byte < 0x40 ? (rest * 10 + Int(byte - 0x30)) % 97 : (rest * 100 + Int(byte - 0x41) + 10) % 97
        }
    }

    /// Lengths of the neighbours' numbers, from the IBAN registry; others are 15 to 34 long.
    private static let lengths = [
        "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CZ": 24, "DE": 22, "DK": 18, "ES": 24, "FR": 27, "GB": 22, "GR": 27,
        "HR": 21, "HU": 28, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "NL": 18, "PL": 28, "PT": 25, "RO": 24,
        "SE": 24, "SI": 19, "SK": 24, "UA": 29,
    ]
}

/// Why what was typed is no IBAN.
package enum IBANMistake: Error, Hashable, Sendable {
    case unreadable
    /// How many characters there are, and how many the country's have.
    case length(Int, of: Int?)
    case checkDigits

    func message(for name: String) -> String {
        switch self {
        case .unreadable: "Geben Sie bei „\(name)“ die IBAN ein, wie sie auf der Karte steht: DE und 20 Ziffern."
        case .length(let typed, let wanted?):
            "Diese IBAN hat \(wanted) Zeichen, hier sind es \(typed). Vergleichen Sie sie mit der Karte."
        case .length(let typed, nil):
            "Eine IBAN hat 15 bis 34 Zeichen, hier sind es \(typed). Vergleichen Sie sie mit der Karte."
        case .checkDigits:
            "Die Prüfziffern der IBAN passen nicht zum Rest. Vergleichen Sie sie Zeichen für Zeichen mit der Karte."
        }
    }
}
