/// One check digit of a zone: what stands there and what should.
package struct ZoneCheck: Hashable, Sendable {
    /// What the digits of a zone guard.
    package enum Guarded: String, CaseIterable, Sendable {
        case number, birthDate, expiry, optional, composite

        /// German, in the genitive: "Die Prüfziffer … stimmt nicht".
        package var germanGenitive: String {
            switch self {
            case .number: "der Dokumentennummer"
            case .birthDate: "des Geburtsdatums"
            case .expiry: "des Ablaufdatums"
            case .optional: "der zusätzlichen Angabe"
            case .composite: "der ganzen Zone"
            }
        }
    }

    package let guarded: Guarded
    package let found: Character
    /// 0 to 9
    package let expected: Character
    /// True when the digit is right, or is left out where ICAO 9303 allows that.
    package let isRight: Bool
}

/// The bytes of a zone, lines joined, with its fields and check digits. Every byte is A-Z, 0-9 or `<`.
struct ZoneText: Hashable, Sendable {
    static let filler = UInt8(ascii: "<")

    let format: ZoneFormat
    var bytes: [UInt8]

    func field(_ field: ZoneField) -> ArraySlice<UInt8> {
        format.range(of: field).map { bytes[$0] } ?? []
    }

    func string(_ field: ZoneField) -> String { String(decoding: self.field(field), as: UTF8.self) }

    var lines: [String] {
        (0..<format.lineCount).map { line in
            let start = line * format.columns
            return String(decoding: bytes[start..<start + format.columns], as: UTF8.self)
        }
    }

    /// A number of more than nine characters goes on in the optional field and ends with its check digit (9303-5, 4.2.2).
    ///
    /// Gives the characters of the number's end and its digit, or nil when the number is not a long one.
    var continuation: (rest: ArraySlice<UInt8>, digit: UInt8)? {
        guard format == .td1 || format == .td2, field(.numberCheck).first == Self.filler,
            field(.number).last != Self.filler
        else { return nil }
        let tail = field(.optional).prefix { $0 != Self.filler }
        guard tail.count >= 2, let digit = tail.last else { return nil }
        return (tail.dropLast(), digit)
    }

    /// All check digits of the zone in the order of the fields.
    var checks: [ZoneCheck] {
        var checks: [ZoneCheck] = []
        func add(_ guarded: ZoneCheck.Guarded, found: UInt8?, over: [UInt8], mayBeLeftOut: Bool) {
            guard let found else { return }
            let expected = CheckDigit.digit(over: over)
            let leftOut = mayBeLeftOut && found == Self.filler && over.allSatisfy { $0 == Self.filler }
            checks.append(
                ZoneCheck(
                    guarded: guarded, found: Character(Unicode.Scalar(found)),
                    expected: Character(Unicode.Scalar(expected)), isRight: found == expected || leftOut))
        }
        if let continuation {
            add(
                .number, found: continuation.digit, over: Array(field(.number)) + Array(continuation.rest),
                mayBeLeftOut: false)
        } else {
            add(.number, found: field(.numberCheck).first, over: Array(field(.number)), mayBeLeftOut: true)
        }
        add(.birthDate, found: field(.birthDateCheck).first, over: Array(field(.birthDate)), mayBeLeftOut: true)
        add(.expiry, found: field(.expiryCheck).first, over: Array(field(.expiry)), mayBeLeftOut: true)
        add(.optional, found: field(.optionalCheck).first, over: Array(field(.optional)), mayBeLeftOut: true)
        if let ranges = format.compositeRanges {
            add(
                .composite, found: field(.compositeCheck).first, over: ranges.flatMap { bytes[$0] },
                mayBeLeftOut: false)
        }
        return checks
    }
}
