extension MachineReadableZone {
    /// Writes a zone: fields filled up, the name cut where it is too long, check digits computed.
    ///
    /// - Parameters:
    ///   - number: A-Z, 0-9, `<`; up to 9 characters, in TD1 up to 22 and in TD2 up to 14 when `optional` leaves room.
    ///   - sex: nil only where the document states none; written as `<`, and so is `.unspecified`.
    ///   - optional: up to 15 (TD1), 7 (TD2), 14 (TD3), 16 (MRV-A) or 8 (MRV-B) characters.
    ///   - secondOptional: TD1 only, up to 11 characters.
    /// - Throws: `ZoneWritingError`, naming the field that does not fit.
    package static func write(
        format: ZoneFormat, documentCode: String, issuer: String, number: String, nationality: String,
        birthDate: ZoneBirthDate, sex: ZoneSex?, expiry: CivilDate?, name: ZoneName, optional: String = "",
        secondOptional: String = ""
    ) throws(ZoneWritingError) -> MachineReadableZone {
        guard let opening = documentCode.first, format.openings.contains(opening) else {
            throw ZoneWritingError(field: .documentCode, reason: .notOfThisSize)
        }
        guard !number.isEmpty else { throw ZoneWritingError(field: .number, reason: .missing) }
        guard !name.primary.isEmpty else { throw ZoneWritingError(field: .names, reason: .missing) }
        var text = ZoneText(format: format, bytes: Array(repeating: ZoneText.filler, count: format.length))
        try text.set(.documentCode, documentCode)
        try text.set(.issuer, issuer)
        try text.set(.nationality, nationality)
        try text.set(.birthDate, birthDate.field)
        try text.set(.sex, sex == nil || sex == .unspecified ? "<" : sex?.rawValue ?? "<")
        try text.set(
            .expiry,
            expiry.map { ZoneDigits.text($0.year % 100) + ZoneDigits.text($0.month) + ZoneDigits.text($0.day) } ?? "")
        try text.set(.secondOptional, secondOptional)
        if let room = format.range(of: .names)?.count { try text.set(.names, name.field(room: room)) }
        try text.setNumber(number, optional: optional)
        text.setDigit(.birthDateCheck, over: Array(text.field(.birthDate)))
        text.setDigit(.expiryCheck, over: Array(text.field(.expiry)))
        // ICAO 9303-4 leaves the digit of an empty optional field out or makes it 0; German passports leave it out.
        if !optional.isEmpty { text.setDigit(.optionalCheck, over: Array(text.field(.optional))) }
        if let ranges = format.compositeRanges {
            text.setDigit(.compositeCheck, over: ranges.flatMap { text.bytes[$0] })
        }
        let written = ZoneName(field: text.string(.names)) ?? name
        return MachineReadableZone(
            format: format, documentCode: documentCode, issuer: issuer, number: number, nationality: nationality,
            birthDate: birthDate, sex: sex, expiry: expiry, name: written, optional: optional,
            secondOptional: secondOptional, checks: text.checks, repairs: [], text: text)
    }
}

/// A field that cannot be written into a zone.
package struct ZoneWritingError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case missing
        /// The document code does not open a zone of this size.
        case notOfThisSize
        /// More characters than the field has places.
        case tooLong(places: Int)
        /// A character that the field does not hold.
        case character(Character)
    }

    package let field: ZoneField
    package let reason: Reason
}

extension ZoneText {
    fileprivate mutating func set(_ field: ZoneField, _ value: String) throws(ZoneWritingError) {
        guard let range = format.range(of: field) else {
            if value.isEmpty { return }
            throw ZoneWritingError(field: field, reason: .tooLong(places: 0))
        }
        guard value.count <= range.count else {
            throw ZoneWritingError(field: field, reason: .tooLong(places: range.count))
        }
        let foreign = value.first { character in
            switch character {
            case "<": false
            case "A"..."Z": field.characters == .digits
            case "0"..."9": field.characters == .letters
            default: true
            }
        }
        if let foreign { throw ZoneWritingError(field: field, reason: .character(foreign)) }
        bytes.replaceSubrange(
            range, with: Array(value.utf8) + Array(repeating: ZoneText.filler, count: range.count - value.count))
    }

    fileprivate mutating func setDigit(_ field: ZoneField, over characters: [UInt8]) {
        if let range = format.range(of: field) { bytes[range.lowerBound] = CheckDigit.digit(over: characters) }
    }

    /// Writes the number and the optional field, which takes the end of a long number.
    fileprivate mutating func setNumber(_ number: String, optional: String) throws(ZoneWritingError) {
        guard number.count > 9 else {
            try set(.number, number)
            try set(.optional, optional)
            return setDigit(.numberCheck, over: Array(field(.number)))
        }
        guard format == .td1 || format == .td2 else {
            throw ZoneWritingError(field: .number, reason: .tooLong(places: 9))
        }
        if number.contains("<") { throw ZoneWritingError(field: .number, reason: .character("<")) }
        let digit = String(decoding: [CheckDigit.digit(over: Array(number.utf8))], as: UTF8.self)
        try set(.number, String(number.prefix(9)))
        try set(.optional, number.dropFirst(9) + digit + (optional.isEmpty ? "" : "<" + optional))
    }
}
