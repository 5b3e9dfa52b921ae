/// The five sizes of machine-readable zones.
///
/// Source: ICAO 9303 parts 4 (TD3), 5 (TD1), 6 (TD2), 7 (visas).
package enum ZoneFormat: String, CaseIterable, Sendable {
    case td1 = "TD1"
    case td2 = "TD2"
    case td3 = "TD3"
    case mrvA = "MRV-A"
    case mrvB = "MRV-B"

    package var lineCount: Int { self == .td1 ? 3 : 2 }

    /// Characters in one line.
    package var columns: Int {
        switch self {
        case .td1: 30
        case .td2, .mrvB: 36
        case .td3, .mrvA: 44
        }
    }

    /// Characters in the whole zone: 72, 88 or 90.
    package var length: Int { lineCount * columns }

    /// Letters that may open a document of this size.
    var openings: String {
        switch self {
        case .td1, .td2: "ACI"
        case .td3: "P"
        case .mrvA, .mrvB: "V"
        }
    }

    /// Where each field lies, counted from 0 through the lines joined together.
    func range(of field: ZoneField) -> Range<Int>? {
        let second = columns
        func at(_ start: Int, _ count: Int) -> Range<Int> { start..<start + count }
        if self == .td1 {
            switch field {
            case .documentCode: return at(0, 2)
            case .issuer: return at(2, 3)
            case .number: return at(5, 9)
            case .numberCheck: return at(14, 1)
            case .optional: return at(15, 15)
            case .birthDate: return at(30, 6)
            case .birthDateCheck: return at(36, 1)
            case .sex: return at(37, 1)
            case .expiry: return at(38, 6)
            case .expiryCheck: return at(44, 1)
            case .nationality: return at(45, 3)
            case .secondOptional: return at(48, 11)
            case .compositeCheck: return at(59, 1)
            case .names: return at(60, 30)
            case .optionalCheck: return nil
            }
        }
        switch field {
        case .documentCode: return at(0, 2)
        case .issuer: return at(2, 3)
        case .names: return at(5, columns - 5)
        case .number: return at(second, 9)
        case .numberCheck: return at(second + 9, 1)
        case .nationality: return at(second + 10, 3)
        case .birthDate: return at(second + 13, 6)
        case .birthDateCheck: return at(second + 19, 1)
        case .sex: return at(second + 20, 1)
        case .expiry: return at(second + 21, 6)
        case .expiryCheck: return at(second + 27, 1)
        case .optional:
            switch self {
            case .td3: return at(second + 28, 14)
            case .td2: return at(second + 28, 7)
            default: return at(second + 28, columns - 28)
            }
        case .optionalCheck: return self == .td3 ? at(second + 42, 1) : nil
        case .compositeCheck: return self == .td3 || self == .td2 ? at(2 * columns - 1, 1) : nil
        case .secondOptional: return nil
        }
    }

    /// What the last digit of the zone is computed over; nil for visas, which have none.
    var compositeRanges: [Range<Int>]? {
        switch self {
        case .td1: [5..<30, 30..<37, 38..<45, 48..<59]
        case .td2: [36..<46, 49..<56, 57..<71]
        case .td3: [44..<54, 57..<64, 65..<87]
        case .mrvA, .mrvB: nil
        }
    }
}

/// The fields of a zone.
package enum ZoneField: String, CaseIterable, Sendable {
    case documentCode, issuer, number, numberCheck, optional, optionalCheck, birthDate, birthDateCheck, sex, expiry
    case expiryCheck, nationality, secondOptional, compositeCheck, names

    /// The characters that may stand in it, `<` aside.
    var characters: Characters {
        switch self {
        case .documentCode, .issuer, .nationality, .names, .sex: .letters
        case .numberCheck, .optionalCheck, .birthDate, .birthDateCheck, .expiry, .expiryCheck, .compositeCheck: .digits
        case .number, .optional, .secondOptional: .both
        }
    }

    /// Whether a check digit covers it in documents that have one over the whole zone; a misread letter shows then.
    package var isGuarded: Bool {
        switch self {
        case .documentCode, .issuer, .nationality, .names, .sex: false
        default: true
        }
    }

    enum Characters { case letters, digits, both }

    /// German, in the nominative, for messages.
    package var germanName: String {
        switch self {
        case .documentCode: "die Art des Dokuments"
        case .issuer: "der ausstellende Staat"
        case .number, .numberCheck: "die Dokumentennummer"
        case .optional, .optionalCheck, .secondOptional: "die zusätzliche Angabe"
        case .birthDate, .birthDateCheck: "das Geburtsdatum"
        case .sex: "das Geschlecht"
        case .expiry, .expiryCheck: "das Ablaufdatum"
        case .nationality: "die Staatsangehörigkeit"
        case .compositeCheck: "die ganze Zone"
        case .names: "der Name"
        }
    }
}
