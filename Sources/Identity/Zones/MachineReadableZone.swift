/// The machine-readable zone of an identity card, passport or visa, with every check digit right.
///
/// Source: ICAO 9303 parts 3 to 7; for German cards the rules of their zone (version number in place of the sex).
package struct MachineReadableZone: Hashable, Sendable {
    package let format: ZoneFormat
    /// One or two letters, without fillers: `P`, `ID`.
    package let documentCode: String
    /// One to three letters: `D`, `UTO`.
    package let issuer: String
    /// Without the fillers at its end; more than nine characters only in TD1 and TD2.
    package let number: String
    /// One to three letters, as `issuer`; empty when not stated.
    package let nationality: String
    package let birthDate: ZoneBirthDate
    /// Nil where the document states none.
    package let sex: ZoneSex?
    /// Nil where the document does not expire.
    package let expiry: CivilDate?
    package let name: ZoneName
    /// What the issuing state added, without fillers at its end; `<` between parts stays.
    package let optional: String
    /// The second optional field of TD1: on German cards the version number.
    package let secondOptional: String
    /// Every check digit in the order of the fields; all right.
    package let checks: [ZoneCheck]
    /// What was put right to make them so; empty when everything was read as printed.
    package let repairs: [ZoneRepair]
    let text: ZoneText

    /// What is unusual and no reason to refuse: the page and the command say it, the clerk compares.
    package var warnings: [ZoneWarning] { ZoneWarning.all(of: self) }

    package var document: ZoneDocument { ZoneDocument(code: documentCode, issuer: issuer, format: format) }

    /// The lines as printed.
    package var lines: [String] { text.lines }

    /// True for the identity card of Germany, whose zone leaves out the sex.
    package var isGermanIdentityCard: Bool { format == .td1 && documentCode == "ID" && issuer == "D" }

    /// The version number of a German identity card (`2108`: August 2021), nil elsewhere and on older cards.
    package var cardVersion: String? {
        guard isGermanIdentityCard, secondOptional.count == 4,
            secondOptional.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return secondOptional
    }

    /// Reads what a scanner typed or a clerk pasted.
    ///
    /// - Parameter today: decides the centuries of two-digit years.
    /// - Throws: `ZoneRefusal` with every problem found.
    package static func read(_ text: String, today: CivilDate) throws(ZoneRefusal) -> MachineReadableZone {
        let zone = try ZoneInput.read(text)
        switch ZoneMending.mend(zone) {
        case .right: return try MachineReadableZone(zone, repairs: [], today: today)
        case .mended(let mended, let repairs): return try MachineReadableZone(mended, repairs: repairs, today: today)
        case .beyondRepair:
            let misplaced = ZoneMending.doubts(in: zone).misplaced.map { doubt in
                let read = Character(Unicode.Scalar(doubt.read))
                let line = doubt.index / zone.format.columns + 1
                let column = doubt.index % zone.format.columns + 1
                guard doubt.options.count > 1 else {
                    return ZoneProblem.misplaced(read, field: doubt.field, line: line, column: column)
                }
                let letters = doubt.options.map { Character(Unicode.Scalar($0)) }
                return .undecided(read, couldBe: letters, field: doubt.field, line: line, column: column)
            }
            let digits = zone.checks.filter { !$0.isRight }.map(ZoneProblem.digit)
            throw ZoneRefusal(format: zone.format, problems: misplaced + digits, checks: zone.checks)
        }
    }

    /// Takes what a chip holds, as it stands: nothing is dropped and nothing put right, for no scanner has read it.
    ///
    /// - Parameter text: the lines, joined.
    /// - Returns: nil for anything but a whole zone with every check digit right.
    package init?(exactly text: String, today: CivilDate) {
        guard let zone = try? ZoneInput.read(text), zone.lines.joined() == text,
            case .right = ZoneMending.mend(zone), let read = try? Self(zone, repairs: [], today: today)
        else { return nil }
        self = read
    }

    /// The fields that read otherwise in another zone; all of them in a zone of another size.
    package func fields(differingFrom other: MachineReadableZone) -> [ZoneField] {
        ZoneField.allCases.filter { field in
            format != other.format || characters(of: field) != other.characters(of: field)
        }
    }

    /// As they stand in the zone, without the fillers at the end.
    package func characters(of field: ZoneField) -> String {
        format.range(of: field) == nil ? "" : Self.trimmed(text.string(field))
    }

    /// Whether a text has the length and the characters of a zone; cheap enough for every keystroke.
    package static func couldBeZone(_ text: String) -> Bool { ZoneInput.couldBeZone(text) }

    private init(_ zone: ZoneText, repairs: [ZoneRepair], today: CivilDate) throws(ZoneRefusal) {
        var problems: [ZoneProblem] = []
        let code = Self.trimmed(zone.string(.documentCode))
        if code.first.map({ !zone.format.openings.contains($0) }) ?? true {
            problems.append(.documentCode(zone.string(.documentCode)))
        }
        let birth = ZoneBirthDate(field: zone.string(.birthDate), today: today)
        if birth == nil { problems.append(.date(.birthDate, zone.string(.birthDate))) }
        let expiry = ZoneDigits.expiry(zone.string(.expiry), today: today)
        if expiry == nil, zone.string(.expiry) != "<<<<<<" { problems.append(.date(.expiry, zone.string(.expiry))) }
        let issuer = Self.trimmed(zone.string(.issuer))
        let sexText = zone.string(.sex)
        let statesNone = sexText == "<" && zone.format == .td1 && code == "ID" && issuer == "D"
        let sex = statesNone ? nil : sexText == "<" ? .unspecified : ZoneSex(rawValue: sexText)
        if sex == nil, !statesNone { problems.append(.sex(sexText.first ?? "<")) }
        let name = ZoneName(field: zone.string(.names))
        if name == nil { problems.append(.nameMissing) }
        let continuation = zone.continuation
        let number = Self.trimmed(zone.string(.number)) + String(decoding: continuation?.rest ?? [], as: UTF8.self)
        if number.isEmpty { problems.append(.numberMissing) }
        guard problems.isEmpty, let birth, let name else {
            throw ZoneRefusal(format: zone.format, problems: problems, checks: zone.checks)
        }
        var optional = zone.string(.optional)
        if let continuation { optional = String(optional.dropFirst(continuation.rest.count + 2)) }
        self.init(
            format: zone.format, documentCode: code, issuer: issuer, number: number,
            nationality: Self.trimmed(zone.string(.nationality)), birthDate: birth, sex: sex, expiry: expiry,
            name: name,
            optional: Self.trimmed(optional), secondOptional: Self.trimmed(zone.string(.secondOptional)),
            checks: zone.checks, repairs: repairs, text: zone)
    }

    init(
        format: ZoneFormat, documentCode: String, issuer: String, number: String, nationality: String,
        birthDate: ZoneBirthDate, sex: ZoneSex?, expiry: CivilDate?, name: ZoneName, optional: String,
        secondOptional: String, checks: [ZoneCheck], repairs: [ZoneRepair], text: ZoneText
    ) {
        (self.format, self.documentCode, self.issuer, self.number) = (format, documentCode, issuer, number)
        (self.nationality, self.birthDate, self.sex, self.expiry) = (nationality, birthDate, sex, expiry)
        (self.name, self.optional, self.secondOptional) = (name, optional, secondOptional)
        (self.checks, self.repairs, self.text) = (checks, repairs, text)
    }

    static func trimmed(_ field: String) -> String {
        var field = field[...]
        while field.last == "<" { field.removeLast() }
        return String(field)
    }
}
