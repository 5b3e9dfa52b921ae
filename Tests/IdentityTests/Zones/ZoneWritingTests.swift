import Testing

@testable import Identity

@Suite struct ZoneWritingTests {
    @Test(arguments: Specimen.all)
    func specimensRoundTrip(_ specimen: String) throws {
        let read = try MachineReadableZone.read(specimen, today: specimenDay)
        let written = try MachineReadableZone.write(
            format: read.format, documentCode: read.documentCode, issuer: read.issuer, number: read.number,
            nationality: read.nationality, birthDate: read.birthDate, sex: read.sex, expiry: read.expiry,
            name: read.name, optional: read.optional, secondOptional: read.secondOptional)
        #expect(written == read)
    }

    /// Names longer than their field: what of them is kept, and that readers see that they were cut.
    @Test(
        arguments: [
            ("NILAVADHANANANDA", "CHAYAPA<DEJTHAMRONG<KRASUANG", 39, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
            ("NILAVADHANANANDA", "ARNPOL<PETCH<CHARONGUANG", 39, "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU"),
            ("AB", "CDEF<GH", 9, "AB<<CDE<G"), ("AB", "CDEF<GH", 8, "AB<<CDEF"), ("ABCDEF", "G<HIJ", 9, "ABCDEF<<G"),
            ("ABCDEF", "G<HIJ", 10, "ABCDEF<<GH"), ("ABCDEFGHIJ", "KLM", 9, "ABCDEF<<K"),
            ("ABC<DEFGHIJ", "KLM", 7, "AB<D<<K"),
            ("ABCDEFGHIJ", "", 7, "ABCDEFG"), ("ABC", "DEF", 8, "ABC<<DEF"), ("ABC", "DEF", 10, "ABC<<DEF<<"),
        ])
    func cutting(_ primary: String, _ secondary: String, _ room: Int, _ expected: String) {
        #expect(ZoneName(primary: primary, secondary: secondary).field(room: room) == expected)
    }

    /// Any name, cut or not: exactly the room, no filler at the end of a cut one, never an empty half.
    @Test func cutNamesKeepTheRules() throws {
        var numbers = SeededNumbers(seed: 93033)
        func identifier(_ parts: Int) -> String {
            (0..<parts).map { _ in String(repeating: "N", count: Int.random(in: 1...14, using: &numbers)) }
                .joined(separator: "<")
        }
        for _ in 0..<3_000 {
            let name = ZoneName(
                primary: identifier(Int.random(in: 1...4, using: &numbers)),
                secondary: identifier(Int.random(in: 0...4, using: &numbers)))
            for room in [30, 31, 39] {
                let field = name.field(room: room)
                #expect(field.count == room)
                let read = try #require(ZoneName(field: field))
                let length = name.primary.count + (name.secondary.isEmpty ? 0 : name.secondary.count + 2)
                #expect(read.wasCut == (length >= room))
                #expect(read.secondary.isEmpty == name.secondary.isEmpty)
                if length <= room { #expect(read.primary == name.primary && read.secondary == name.secondary) }
            }
        }
    }

    @Test func whatIsWrittenIsRead() throws {
        var numbers = SeededNumbers(seed: 9303)
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        func text(_ range: ClosedRange<Int>) -> String {
            String(
                (0..<Int.random(in: range, using: &numbers)).compactMap { _ in alphabet.randomElement(using: &numbers) }
            )
        }
        for round in 0..<1_000 {
            let format = ZoneFormat.allCases[round % 5]
            let hasLongNumber = format == .td1 && round % 3 == 0
            let birth = ZoneBirthDate(
                year: Int.random(in: 1930...2025, using: &numbers),
                month: round % 7 == 0 ? nil : Int.random(in: 1...12, using: &numbers),
                day: round % 5 == 0 ? nil : Int.random(in: 1...28, using: &numbers))
            let written = try MachineReadableZone.write(
                format: format, documentCode: format == .td3 ? "P" : format.openings.contains("I") ? "I" : "V",
                issuer: "UTO", number: hasLongNumber ? text(10...18) : text(1...9), nationality: "UTO",
                birthDate: try #require(birth), sex: ZoneSex.allCases[round % 3],
                expiry: round % 11 == 0
                    ? nil : CivilDate(year: Int.random(in: 2000...2060, using: &numbers), month: 2, day: 28),
                name: ZoneName(primary: "GROSS<MUELLER", secondary: "JUERGEN"),
                optional: text(0...4), secondOptional: format == .td1 ? text(0...11) : "")
            let read = try MachineReadableZone.read(written.lines.joined(separator: "\r\n"), today: specimenDay)
            #expect(read == written, "\(written.lines)")
        }
    }

    @Test(
        arguments: [
            ("P", "UTO", "A1", "", ZoneWritingError(field: .documentCode, reason: .notOfThisSize)),
            ("I", "UTOP", "A1", "", ZoneWritingError(field: .issuer, reason: .tooLong(places: 3))),
            ("I", "U1O", "A1", "", ZoneWritingError(field: .issuer, reason: .character("1"))),
            ("I", "UTO", "", "", ZoneWritingError(field: .number, reason: .missing)),
            ("I", "UTO", "a1", "", ZoneWritingError(field: .number, reason: .character("a"))),
            ("I", "UTO", "A1", "0123456789ABCDEF", ZoneWritingError(field: .optional, reason: .tooLong(places: 15))),
            (
                "I", "UTO", "A123456789", "0123456789ABCD",
                ZoneWritingError(field: .optional, reason: .tooLong(places: 15))
            ),
        ])
    func refused(_ code: String, _ issuer: String, _ number: String, _ optional: String, _ expected: ZoneWritingError) {
        #expect(throws: expected) {
            try MachineReadableZone.write(
                format: .td1, documentCode: code, issuer: issuer, number: number, nationality: "UTO",
                birthDate: try #require(ZoneBirthDate(year: 1980, month: 1, day: 1)), sex: nil, expiry: nil,
                name: ZoneName(primary: "A", secondary: ""), optional: optional)
        }
    }
}

/// Against PyPI's `mrz`: 2,000 zones, each check digit judged by both.
@Suite struct ZoneVectorTests {
    @Test func everyDigitIsJudgedAlike() throws {
        #expect(ZoneVector.all.count == 2_000)
        for vector in ZoneVector.all {
            let text = try ZoneInput.read(vector.zone)
            #expect(text.format.rawValue == vector.size)
            #expect(text.checks.map(\.isRight) == vector.digitsAreRight, "\(vector.zone)")
        }
    }

    @Test func rightZonesAreReadAndWrongOnesAreNot() throws {
        for vector in ZoneVector.all {
            let zone = try? MachineReadableZone.read(vector.zone, today: specimenDay)
            if vector.digitsAreRight.allSatisfy({ $0 }) {
                #expect(zone != nil && zone?.repairs == [], "\(vector.zone)")
            } else {
                #expect(zone == nil || zone?.repairs.isEmpty == false, "\(vector.zone)")
            }
        }
    }

    @Test func fieldsAreTheSame() throws {
        let vectors = ZoneVector.all.filter { $0.fields != nil }
        #expect(vectors.count > 300)
        for vector in vectors {
            let fields = try #require(vector.fields)
            let zone = try MachineReadableZone.read(vector.zone, today: specimenDay)
            #expect(zone.name.primary == fields.family.replacing(" ", with: "<"))
            #expect(zone.name.secondary == fields.given.replacing(" ", with: "<"))
            #expect(zone.number == fields.number)
            #expect(zone.birthDate.field == fields.birth)
            #expect(zone.text.string(.expiry) == fields.expiry)
            #expect(zone.sex == ZoneSex(rawValue: fields.sex))
            #expect(zone.issuer == fields.issuer && zone.nationality == fields.nationality)
            #expect(zone.optional == fields.optional)
        }
    }
}
